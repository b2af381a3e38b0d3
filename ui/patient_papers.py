"""The tabs of papers and of the journal: what was made of this card, and what was done with it."""

from narcdesk import disclosures, documents, history
from narcdesk.dates import show
from narcdesk.disclosures import Disclosure
from narcdesk.documents import Document
from narcdesk.forms import papers
from narcdesk.history import Act
from ui import patient_facts
from ui.desk import Desk
from ui.patient_tab import ListCard, PatientTab, new
from ui.pdf_view import PdfDialog
from ui.pieces import Card, column
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


TOLD: list[Column[Disclosure]] = [
    Column("Когда", lambda told: show(told.told_on), 11),
    Column("Кому", lambda told: told.recipient, lines=2, strong=True),
    Column("Что передано", lambda told: told.what, 24, lines=2),
    Column("Основание", lambda told: told.ground_short, 11, lines=2),
    Column("Документ", lambda told: told.basis, 24, lines=2),
    Column("Исх. №", lambda told: told.letter, 10),
]


class PapersTab(PatientTab):
    """Papers of the office about this person, one opened as it was printed; below, to whom anything was told."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.papers = ListCard(
            "Документы",
            PAPERS,
            empty="Документов ещё нет. Здесь будут листы согласий и комплекты заявок, как они были напечатаны.",
        )
        self.papers.table.opened.connect(self.open)
        self.told = ListCard(
            "Кому переданы сведения",
            TOLD,
            new("Передача сведений", self.tell),
            empty="Сведения никому не передавались. Отправленная заявка и сообщение о явке запишутся сюда сами.",
        )
        both = column(self.papers, self.told, gap=12)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        self.setLayout(both)

    def ask(self) -> None:
        found = self.desk.ask(documents.listing, self.patient.id)
        self.papers.table.show_rows(found)
        self.told.table.show_rows(self.desk.ask(disclosures.of_patient, self.patient.id))

    def tell(self) -> None:
        """Something about the person left by hand, by post or in words."""
        patient_facts.disclosure(self, self.desk, self.patient)

    def open(self, paper: Document) -> None:
        """The same paper, byte for byte."""
        pdf = self.desk.ask(papers.pdf, [paper])
        PdfDialog(self, self.desk, paper.title, pdf, paper.public_id, [paper]).open()


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
