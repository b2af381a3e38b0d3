"""The tabs of papers and of the journal: what was made of this card, and what was done with it."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from narcdesk import documents, history
from narcdesk.dates import show
from narcdesk.documents import Document
from narcdesk.forms.sheets import of_record as sheets_of
from narcdesk.history import Act
from narcdesk.patients import Patient
from ui import sheets
from ui.desk import Desk
from ui.patient_tab import ListCard, PatientTab
from ui.pieces import Card, QuietButton, column
from ui.table import Column, RowsTable, Slice

PAPERS: list[Column[Document]] = [
    Column("Составлен", lambda paper: show(paper.made_on), 11),
    Column("Документ", lambda paper: paper.title, strong=True),
    Column("Знак", lambda paper: paper.public_id, 16, tone=lambda paper: "muted"),
    Column("", lambda paper: "Открыть", 10, align="right", link=True),
]
ACTS: list[Column[Act]] = [
    Column("Когда", lambda act: f"{act.at:%d.%m.%Y %H:%M}", 16),
    Column("Кто", lambda act: act.who, 22),
    Column("Что сделано", lambda act: act.action, 34, strong=True),
    Column("Изменённые поля", lambda act: act.fields),
]


class PapersTab(PatientTab):
    """Papers of the office about this person, each opened as it was printed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.new_button = QuietButton("Новая бум&ага", self.open_menu, icon="plus")
        self.papers = ListCard(
            "Документы",
            PAPERS,
            *[self.new_button] * desk.may("documents.prepare"),
            empty="Документов ещё нет. Здесь будут листы согласий и комплекты заявок, как они были напечатаны.",
        )
        self.papers.table.opened.connect(self.open)
        self.setLayout(column(self.papers))

    def ask(self) -> None:
        found = self.desk.ask(documents.listing, self.patient.id)
        self.papers.table.show_rows(found)

    def menu(self) -> QMenu:
        """The papers that are made of the card itself, for the person's hand or the office's file; made anew each time.

        Those that leave to others are letters, and stand in «Письма».
        """
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for form in sorted(self.desk.ask(partial(sheets_of, Patient)), key=lambda form: form.title):
            menu.addAction(form.title, partial(sheets.open_sheet, self, self.desk, form.code, self.patient))
        return menu

    def open_menu(self) -> None:
        """Show that menu under its button."""
        self.menu().popup(self.new_button.mapToGlobal(self.new_button.rect().bottomLeft()))

    def open(self, paper: Document) -> None:
        """The same paper, byte for byte."""
        sheets.show(self, self.desk, [paper])


class ActsTab(PatientTab):
    """The journal of this card, looking included, page by page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.acts: RowsTable[Act] = RowsTable("История", ACTS, key=lambda act: act.seq)
        foot = self.acts.count_line()
        foot.setContentsMargins(16, 4, 16, 0)
        self.setLayout(column(Card("Кто и что делал с этой картой", self.acts, foot, flush=True)))

    def ask(self) -> None:
        who = self.patient.id

        def page(wanted: Slice) -> list[Act]:
            return self.desk.ask(history.acts, who, offset=wanted.offset, limit=wanted.limit)

        self.acts.show_from(page)
