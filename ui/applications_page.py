"""All applications: who, in which state, what is awaited; narrowed down by typing and by state, opened by Enter."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from narcdesk import applications, certificates
from narcdesk.applications import CONSIDERED, Awaited, Row, Status
from narcdesk.dates import show
from narcdesk.register import Register
from ui.application_case import TONES
from ui.application_page import ApplicationPage
from ui.batches_page import BatchesPage
from ui.certificates_page import CertificatesPage
from ui.desk import Desk
from ui.fields import ChoiceField
from ui.filter_bar import FilterBar
from ui.list_export import ListExport
from ui.page import Page, Searched
from ui.pieces import Button, Card, EmptyState, PageHeader, column, row
from ui.search_box import SearchBox
from ui.table import Column, RowsTable, Slice

OPEN, ALL = "open", "all"


@dataclass(frozen=True)
class Line:
    """A row of the list, and what the application waits for."""

    row: Row
    waits: Awaited | None


class ApplicationsPage(Searched, Page):
    """The newest first; the list asks for more rows while one scrolls."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.batches_button = Button("Реестры заявок", self.show_batches, icon="send")
        self.journal_button = Button("Журнал сертификатов", self.show_journal, icon="file-text")
        self.header = PageHeader("Заявки", "", [self.journal_button, self.batches_button])
        self.box = SearchBox("Фамилия или номер, Ctrl+F", chars=28)
        states = {OPEN: "открытые", ALL: "все"} | {one.value: one.label.lower() for one in Status}
        self.state = ChoiceField("state", "Состояние", states, chars=18)
        self.state.set_value(OPEN)
        self.filters = FilterBar([self.state], first=self.box)
        empty = EmptyState(
            "file-text",
            "Заявок здесь нет",
            "Новую заявку начинают в карте пациента. Выше можно выбрать другие состояния или очистить поиск.",
        )
        self.table: RowsTable[Line] = RowsTable(
            "Заявки", self._columns(), key=lambda line: line.row.id, tall=True, empty=empty
        )
        self.box.serve(self.table)
        self.box.searched.connect(self.narrow)
        self.filters.changed.connect(self.narrow)
        self.table.opened.connect(self.open)
        self.export = ListExport(self, desk, lambda: self.table, lambda: "Заявки", filtered=self._filtered)
        foot = row(self.table.count_line(), None, self.export.button())
        foot.setContentsMargins(16, 4, 8, 0)
        card = Card("", self.table, foot, flush=True)
        card.body.setStretchFactor(self.table, 1)
        self.setLayout(column(self.header, self.filters, card, gap=12, grows=card))
        self._is_shown = False

    def refresh(self) -> None:
        if self._is_shown:
            self.table.reload()
        else:
            self.narrow()
            self._is_shown = True
        self.header.show_words("Заявки", self._summary())

    def first_stop(self) -> QWidget:
        return self.table

    def narrow(self) -> None:
        """Show what fits the box and the chosen state."""
        if self.desk.is_open:  # else locked a moment after the last letter; whoever unlocks it asks anew
            self.table.show_from(self._fetch)

    def open(self, line: Line) -> None:
        """One application over the list."""
        self.opens.emit(ApplicationPage(self.desk, line.row.id))

    def show_batches(self) -> None:
        """The registers by which applications go to the authority together."""
        self.opens.emit(BatchesPage(self.desk))

    def show_journal(self) -> None:
        """What became of certificates, year by year."""
        self.opens.emit(CertificatesPage(self.desk))

    def _fetch(self, wanted: Slice) -> Sequence[Line]:
        chosen = self.filters.text("state")
        return self.desk.ask(
            _lines,
            status=Status(chosen) if chosen in tuple(Status) else None,
            open_only=chosen == OPEN,
            text=self.box.text(),
            wanted=wanted,
        )

    def _filtered(self) -> str:
        return ", ".join(filter(None, (self.state.typed(), self.box.text().strip())))

    def _summary(self) -> str:
        counts = self.desk.ask(applications.counts)
        with_us = counts.get(Status.DRAFT, 0) + counts.get(Status.READY, 0) + counts.get(Status.RETURNED, 0)
        with_them = sum(counts.get(status, 0) for status in CONSIDERED)
        return f"В кабинете: {with_us} · у органа: {with_them} · всего: {sum(counts.values())}"

    def _columns(self) -> list[Column[Line]]:
        return [
            Column("Номер", lambda line: line.row.number, 11, order="number"),
            Column("Пациент", lambda line: line.row.patient, lines=2, strong=True, order="patient"),
            Column("Дата рождения", lambda line: line.row.birth, 9, order="birth"),
            Column("Состояние", _state, 17, pill=True, tone=lambda line: TONES[line.row.status], order="status"),
            Column("Начата", lambda line: show(line.row.made_on), 9, order="made_on"),
            Column("Дней", lambda line: str(line.row.days or "—"), 4, align="right", order="days"),
            Column("Что дальше", self._awaited, 29, lines=2, tone=self._urgency, icon=self._sign),
        ]

    def _is_late(self, line: Line) -> bool:
        due = line.waits.due if line.waits else None
        return due is not None and due < self.desk.today()

    def _awaited(self, line: Line) -> str:
        return line.waits.brief(self.desk.today()) if line.waits else "ничего не ждём"

    def _urgency(self, line: Line) -> str:
        return "danger" if self._is_late(line) else "text" if line.waits else "muted"

    def _sign(self, line: Line) -> str:
        return "circle-alert" if self._is_late(line) else ""


def _lines(register: Register, *, status: Status | None, open_only: bool, text: str, wanted: Slice) -> list[Line]:
    rows = applications.listing(
        register,
        status=status,
        open_only=open_only,
        text=text,
        order=wanted.order,
        descending=wanted.descending,
        page=wanted.offset // wanted.limit,
        size=wanted.limit,
    )
    waits = certificates.awaited(register, [row.id for row in rows])
    return [Line(row, waits.get(row.id)) for row in rows]


def _state(line: Line) -> str:
    return line.row.status.label
