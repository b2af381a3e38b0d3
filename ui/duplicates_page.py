"""Cards that may be of one person, and those that were joined: each pair is decided once, a merge can be undone."""

from PySide6.QtWidgets import QTabWidget, QWidget

from narcdesk import duplicates, merges
from narcdesk.dates import plural, show
from narcdesk.duplicates import Pair
from narcdesk.merges import Joined
from narcdesk.patients import Patient
from ui import messages
from ui.desk import Desk
from ui.page import Page
from ui.pair_dialog import PairDialog
from ui.patient_page import PatientPage
from ui.pieces import Button, Card, EmptyState, PageHeader, column, held
from ui.table import Column, RowsTable, Slice


def _card(card: Patient) -> str:
    return f"{card.full_name}, {card.birth.shown}, № {card.card_number}"


PAIRS: list[Column[Pair]] = [
    Column("Карта", lambda pair: _card(pair.first), strong=True),
    Column("Похожая карта", lambda pair: _card(pair.second), strong=True),
    Column("Что общего", lambda pair: pair.why, 30),
    Column("Решено", lambda pair: pair.verdict.label if pair.verdict else "", 8),
]
JOINED: list[Column[Joined]] = [
    Column("Объединены", lambda joined: show(joined.merged_on), 12),
    Column("Осталась", lambda joined: joined.kept, strong=True),
    Column("Закрыта", lambda joined: joined.gone),
    Column("Кто", lambda joined: joined.by, 16),
    Column("Отменено", lambda joined: show(joined.undone_on) if joined.undone_on else "", 12),
]


class DuplicatesPage(Page):
    """Two lists; Enter on a pair opens both side by side, on a merge offers to undo it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._pairs: list[tuple[int, int]] = []
        self.undo_button = Button("Отменить объединение…", self._undo_current)
        self.undo_button.only_if(desk.may("merges.undo"))
        self.header = PageHeader("Похожие карты", "", [self.undo_button])
        none = EmptyState("users", "Похожих карт нет", "Здесь появятся карты, которые могут быть одного человека.")
        self.pairs: RowsTable[Pair] = RowsTable(
            "Похожие карты", PAIRS, key=lambda pair: (pair.first.id, pair.second.id), empty=none
        )
        nothing = EmptyState("users", "Ничего не объединяли", "Объединяют карты из списка похожих: Enter на строке.")
        self.joined: RowsTable[Joined] = RowsTable("Объединённые", JOINED, key=lambda one: one.id, empty=nothing)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("Похожие и объединённые")
        for title, table in (("&Похожие", self.pairs), ("О&бъединённые", self.joined)):
            page = held(column(Card("", table, flush=True), gap=0))
            page.setContentsMargins(0, 8, 0, 0)
            self.tabs.addTab(page, title)
        self.setLayout(column(self.header, self.tabs, gap=12, grows=self.tabs))
        self.pairs.opened.connect(self.open_pair)
        self.joined.opened.connect(self.undo)
        self.tabs.currentChanged.connect(lambda _at: self._say())

    def refresh(self) -> None:
        self._pairs = self.desk.ask(duplicates.pairs)
        self.pairs.show_from(self._page, len(self._pairs))
        self.joined.show_from(lambda wanted: self.desk.ask(merges.listing, offset=wanted.offset, limit=wanted.limit))
        self._say()

    def _say(self) -> None:
        said = plural(len(self._pairs), "пара", "пары", "пар")
        line = f"{said} · Enter открывает обе карты рядом" if self._pairs else ""
        self.header.show_words("Похожие карты", line)
        self.undo_button.setEnabled(self.tabs.currentIndex() == 1 and bool(self.joined.rows.rows))

    def _page(self, wanted: Slice) -> list[Pair]:
        return self.desk.ask(duplicates.told, self._pairs[wanted.offset : wanted.offset + wanted.limit])

    def first_stop(self) -> QWidget:
        return self.pairs

    def open_pair(self, pair: Pair) -> None:
        """Both cards side by side."""
        dialog = PairDialog(self, self.desk, pair.first.id, pair.second.id, pair.why)
        dialog.card_asked.connect(lambda card: self.opens.emit(PatientPage(self.desk, card)))
        dialog.open()

    def _undo_current(self) -> None:
        if (joined := self.joined.current()) is not None:
            self.undo(joined)

    def undo(self, joined: Joined) -> None:
        """Part two cards again."""
        if joined.undone_on is not None or not self.desk.may("merges.undo"):
            self.opens.emit(PatientPage(self.desk, joined.kept_id))
            return
        heading = "Карты снова станут двумя, каждая с тем, что в ней было"
        answers = {"stay": "&Оставить объединёнными", "part": "&Разделить"}
        if messages.ask(self, heading, f"{joined.kept}; {joined.gone}", answers, safe="stay", danger="part") == "part":
            self.desk.do(self, merges.undo, joined.id)
