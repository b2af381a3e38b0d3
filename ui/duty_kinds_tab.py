"""The tab «Суд» of the settings: what a court may impose, who controls it, in what terms he is told."""

from PySide6.QtWidgets import QWidget

from narcdesk import duties
from narcdesk.dates import show
from narcdesk.duties import DutyTerm, Entry, NoticeEvent, OfficeDutyKind
from narcdesk.fields import fields_of
from narcdesk.register import Register
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import FactDialog, Typed
from ui.pieces import Banner, Button, Card, PrimaryButton, Text, column, held, row
from ui.table import Column, RowsTable

UNSET = "не задан"
WARNING = (
    "Сроки сообщений, которые не прочитаны в акте или установлены совместным приказом вашего региона, не заданы: "
    "дата тогда не вычисляется. Задайте срок с номером акта."
)


class DutyKindsTab(QWidget):
    """Every kind with its terms of today; the office adds its own kinds and sets terms by its acts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.table: RowsTable[Entry] = RowsTable("Виды обязанностей", _COLUMNS, key=lambda entry: entry.kind.code)
        self._may_amend, self._may_set = desk.may("office.keep_duty_kind"), desk.may("office.set_duty_term")
        self.add_button = PrimaryButton("До&бавить вид…", lambda: self.keep(None))
        self.amend_button = Button("Изм&енить вид…", self.amend)
        self.term_button = Button("За&дать срок…", self.set_term_here)
        self.add_button.only_if(self._may_amend)
        self.amend_button.only_if(self._may_amend)
        self.term_button.only_if(self._may_set)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _entry: self.set_term_here())
        told = Text(
            "Вид, добавленный кабинетом, предлагается в решениях суда наравне с остальными.", "caption", "muted"
        )
        kinds = Card("", self.table, flush=True)
        buttons = held(row(self.add_button, self.amend_button, self.term_button, None))
        self.setLayout(column(Banner("warn", WARNING), buttons, kinds, told, gap=12, grows=kinds))
        self._choose(None)

    def refresh(self) -> None:
        """Ask anew."""
        self.table.show_rows(self._desk.ask(duties.book))
        self._choose(self.table.current())

    def _choose(self, entry: Entry | None) -> None:
        self.amend_button.setEnabled(entry is not None and entry.own is not None)
        self.term_button.setEnabled(entry is not None)

    def amend(self) -> None:
        """Change a kind of the office's own."""
        entry = self.table.current()
        if entry is not None and entry.own is not None:
            self.keep(entry.own.id)

    def set_term_here(self) -> None:
        """Set a term of the kind with the cursor."""
        entry = self.table.current()
        if entry is not None and self._may_set:
            self.set_term(self._number(entry))

    def _number(self, entry: Entry) -> int:
        return [one.kind.code for one in self._desk.ask(duties.book)].index(entry.kind.code)

    def keep(self, kind_id: int | None) -> FactDialog:
        """A new kind, or one of the office's own."""
        own = next((one.own for one in self._desk.ask(duties.book) if one.own and one.own.id == kind_id), None)
        fill: dict[str, object] = {"valid_from": self._desk.today()}
        if own is not None:
            fill = {field.name: getattr(own, field.name) for field in fields_of(OfficeDutyKind)}

        def act(register: Register, typed: Typed) -> OfficeDutyKind:
            return duties.keep_kind(register, typed, kind_id)

        dialog = FactDialog(
            self,
            self._desk,
            "Вид обязанности" if own else "Новый вид обязанности",
            fields_of(OfficeDutyKind),
            act,
            draft=FormDraft(self._desk, "office.keep_duty_kind", record_id=kind_id),
            line=own.title if own else "Возлагает суд; вид появится в списке решений",
            fill=fill,
        )
        dialog.open()
        return dialog

    def set_term(self, place: int | None) -> FactDialog:
        """A term of the kind at a place of the book: the place is what a draft remembers."""
        book = self._desk.ask(duties.book)
        entry = book[place if place is not None and place < len(book) else 0]

        def act(register: Register, typed: Typed) -> DutyTerm:
            return duties.set_term(register, entry.kind.code, typed)

        fill: dict[str, object] = {"working": True, "valid_from": self._desk.today()}
        if entry.unset:
            fill["event"] = entry.unset[0]
        dialog = FactDialog(
            self,
            self._desk,
            "Срок сообщения органу контроля",
            fields_of(DutyTerm),
            act,
            draft=FormDraft(self._desk, "office.set_duty_term", record_id=place),
            line=entry.kind.title,
            fill=fill,
        )
        dialog.open()
        return dialog


def _term(event: NoticeEvent, entry: Entry) -> str:
    term = entry.terms[event]
    if term.value is None:
        return UNSET
    return f"{term.value} {'раб.' if term.unit == 'working' else 'кал.'} дн."


def _since(entry: Entry) -> str:
    if entry.own is None:
        return "из программы"
    until = f" по {show(entry.own.valid_to)}" if entry.own.valid_to else ""
    return f"кабинет, с {show(entry.own.valid_from)}{until}"


def _notice(event: NoticeEvent) -> Column[Entry]:
    title = f"{event.label[:1].upper()}{event.label[1:]}"
    return Column(
        title,
        lambda entry: _term(event, entry),
        11,
        tone=lambda entry: "muted" if entry.terms[event].value is None else "text",
    )


_COLUMNS: list[Column[Entry]] = [
    Column("Вид", lambda entry: entry.kind.title, 24, strong=True, lines=2),
    Column("Акт", lambda entry: entry.kind.act, lines=2),
    Column("Откуда", _since, 15, lines=2),
    *(_notice(event) for event in NoticeEvent),
]
