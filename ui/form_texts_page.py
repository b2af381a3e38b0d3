"""The texts of the office's papers: which are the program's, which the office wrote itself."""

from PySide6.QtWidgets import QWidget

from narcdesk.dates import plural, show
from narcdesk.forms import editing
from narcdesk.forms.editing import Edited
from ui.desk import Desk
from ui.form_text_page import FormTextPage
from ui.page import Page, Searched
from ui.pieces import Card, EmptyState, PageHeader, PrimaryButton, column
from ui.search_box import SearchBox
from ui.table import Column, RowsTable

TONES = {"своя": "primary", "не печатается": "danger"}


class FormTextsPage(Searched, Page):
    """Every paper by its title; Enter opens its text. Esc comes back to the settings."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._all: list[Edited] = []
        self.open_button = PrimaryButton("&Открыть текст", self.open_current)
        self.header = PageHeader("Тексты бумаг", "", [self.open_button])
        self.box = SearchBox("Название бумаги — Ctrl+F", chars=28)
        empty = EmptyState("file-text", "Такой бумаги нет", "Проверьте название.")
        self.table: RowsTable[Edited] = RowsTable("Тексты бумаг", _COLUMNS, key=lambda one: one.code, empty=empty)
        self.box.serve(self.table)
        self.box.searched.connect(self.narrow)
        self.table.opened.connect(self.open)
        self.table.chosen.connect(lambda one: self.open_button.setEnabled(one is not None))
        card = Card("", self.table, flush=True)
        self.setLayout(column(self.header, self.box, card, gap=12, grows=card))

    def refresh(self) -> None:
        self._all = self.desk.ask(editing.listing)
        own = sum(one.own is not None for one in self._all)
        said = plural(own, "своя", "своих", "своих") if own else "все из программы"
        self.header.show_words("Тексты бумаг", f"{plural(len(self._all), 'бумага', 'бумаги', 'бумаг')}, {said}")
        self.narrow()

    def first_stop(self) -> QWidget:
        return self.table

    def narrow(self) -> None:
        """Show what fits the box."""
        words = self.box.text().casefold().split()
        self.table.show_rows([one for one in self._all if all(word in one.title.casefold() for word in words)])
        self.open_button.setEnabled(self.table.current() is not None)

    def open_current(self) -> None:
        """The text of the paper with the cursor."""
        if (current := self.table.current()) is not None:
            self.open(current)

    def open(self, one: Edited) -> None:
        """The text of a paper."""
        self.opens.emit(FormTextPage(self.desk, one.code))


def _when(one: Edited) -> str:
    if one.fault:
        return one.fault
    if one.own is None:
        return ""
    older = "; в программе с тех пор новая форма, сверьте" if one.is_older else ""
    return f"с {show(one.own.made_on)}{older}"


_COLUMNS: list[Column[Edited]] = [
    Column("Бумага", lambda one: one.title, lines=2, strong=True),
    Column("Чей текст", lambda one: one.whose, 17, pill=True, tone=lambda one: TONES.get(one.whose, "muted")),
    Column("", _when, 40, lines=2),
]
