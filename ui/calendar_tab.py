"""The tab «Календарь» of the settings: which days of a year are worked, and by which act."""

from datetime import date

from PySide6.QtWidgets import QWidget

from narcdesk import working_days
from narcdesk.fields import Field, Kind, fields_of
from narcdesk.register import Register
from narcdesk.working_days import WorkingYear, Year, shown_days
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import FactDialog, Typed
from ui.pieces import Banner, Button, Card, Place, PrimaryButton, Text, column, held, row
from ui.table import Column, RowsTable

DAYS = [
    Field(
        "days_off",
        "Нерабочие будни",
        Kind.LONG_TEXT,
        required=True,
        width=60,
        hint="праздники и перенесённые выходные через запятую: 01.01-08.01, 24.02",
    ),
    Field("working_weekends", "Рабочие субботы и воскресенья", Kind.LONG_TEXT, width=60, hint="если есть: 01.11"),
]


class YearDialog(FactDialog):
    """A year of the calendar: the act and its days."""


class CalendarTab(QWidget):
    """Every year that has its days, the newest first; the office enters the next one when its act is out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._warning: Place = Place(QWidget())
        self.table: RowsTable[Year] = RowsTable("Производственный календарь", _COLUMNS, key=lambda year: year.year)
        may = desk.may("office.amend_calendar")
        self.add_button = PrimaryButton("До&бавить год…", lambda: self.enter(None))
        self.amend_button = Button("Изм&енить год…", self.amend)
        self.add_button.only_if(may)
        self.amend_button.only_if(may)
        if may:
            self.table.opened.connect(lambda year: self.enter(year.year))
        told = Text(
            "Год, внесённый кабинетом, действует вместо того, что пришёл с программой. Год без календаря считается "
            "по субботам, воскресеньям и праздникам ТК РФ, без переносов, и программа говорит об этом у каждого срока.",
            "caption",
            "muted",
            wrap=True,
        )
        years = Card("", self.table, flush=True)
        self.setLayout(
            column(self._warning, held(row(self.add_button, self.amend_button, None)), years, told, gap=12, grows=years)
        )

    def refresh(self) -> None:
        """Ask anew."""
        self.table.show_rows(self._desk.ask(working_days.years))
        today = self._desk.today()
        doubt = self._desk.ask(working_days.calendar_of).doubt(today, date(today.year + 1, 1, 1))
        self._warning.hold(Banner("warn", f"{doubt[:1].upper()}{doubt[1:]}.") if doubt else QWidget())

    def amend(self) -> None:
        """Change the year with the cursor."""
        year = self.table.current()
        if year is not None:
            self.enter(year.year)

    def enter(self, year: int | None) -> YearDialog:
        """A year as it stands, or the next one that has none, with the holidays of the law."""
        known = self._desk.ask(working_days.years)
        of = year if year is not None else max((one.year for one in known), default=self._desk.today().year) + 1
        proposed = self._desk.ask(working_days.proposed, of)
        line = "Дни впишите из постановления Правительства о переносе выходных дней"
        dialog = YearDialog(
            self,
            self._desk,
            f"Производственный календарь на {of} год" if year is not None else "Новый год календаря",
            [*fields_of(WorkingYear), *DAYS],
            _amend,
            draft=FormDraft(self._desk, "office.amend_calendar", record_id=year),
            line=line,
            fill={
                "year": of,
                "act": proposed.act,
                "days_off": shown_days(proposed.days_off),
                "working_weekends": shown_days(proposed.working_weekends),
            },
        )
        dialog.open()
        return dialog


def _amend(register: Register, typed: Typed) -> Year:
    return working_days.amend(register, typed)


def _whose(year: Year) -> str:
    if year.is_own:
        return "внесён кабинетом"
    return "из программы" if year.act else "не сверен с актом"


_COLUMNS: list[Column[Year]] = [
    Column("Год", lambda year: str(year.year), 6, strong=True),
    Column("Откуда", _whose, 17, pill=True, tone=lambda year: "ok" if year.act else "warn"),
    Column("Акт", lambda year: year.act or "акт не известен", 25, lines=2),
    Column("Нерабочие будни", lambda year: shown_days(year.days_off), lines=2),
    Column("Рабочие выходные", lambda year: shown_days(year.working_weekends) or "нет", 17, lines=2),
]
