"""Where to go with a certificate: the organisations that are in the registry today, narrowed down by typing."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from narcdesk import providers
from narcdesk.dates import show
from narcdesk.patients import Sex
from narcdesk.provider_choice import Wanted, forms_of
from narcdesk.providers import ProviderView, in_words
from ui.desk import Desk
from ui.fields import CheckField, ChoiceField, TextField
from ui.filter_bar import FilterBar
from ui.pieces import Button, Elided, EmptyState, PrimaryButton, column, held, row, rule
from ui.search_box import SearchBox
from ui.table import Column, RowsTable
from ui.windows import let_go

_ANY = "любая"
PLACES = {Sex.MALE: ("free_men", "places_men"), Sex.FEMALE: ("free_women", "places_women")}


class ProviderChoiceDialog(QDialog):
    """A neutral list in the order of the alphabet; `choose` does the action and says whether it came off."""

    def __init__(self, parent: QWidget, desk: Desk, sex: Sex, line: str, choose: Callable[[int], bool]) -> None:
        super().__init__(parent)
        self._today, self._sex, self._choose = desk.today(), sex, choose
        self._all = desk.ask(providers.find)
        self._forms = {"": _ANY} | forms_of(self._all)
        self.setWindowTitle("Выбор организации")
        self.finished.connect(lambda: let_go(self))
        self.choose_button = PrimaryButton("&Выбрать", self._take_current, key="Ctrl+Enter")
        self.choose_button.setEnabled(False)
        self.box = SearchBox("Название организации", chars=24)
        self.form = ChoiceField("form", "Форма", self._forms, chars=16)
        self.form.set_value("")
        whom = "для мужчин" if sex is Sex.MALE else "для женщин"
        self.filters = FilterBar(
            [self.form, TextField("place", "Адрес: город, село", chars=18), CheckField("places", f"есть места {whom}")],
            first=self.box,
        )
        self.filters["places"].set_value(True)
        empty = EmptyState("building-2", "Таких организаций в реестре нет", "Снимите часть условий.")
        self.table: RowsTable[ProviderView] = RowsTable(
            "Организации реестра", self._columns(), key=lambda one: one.id, empty=empty
        )
        self.box.serve(self.table)
        self.box.searched.connect(self._narrow)
        self.box.entered.connect(self.table.setFocus)
        self.filters.changed.connect(self._narrow)
        self.table.opened.connect(self._take)
        self.table.chosen.connect(lambda one: self.choose_button.setEnabled(one is not None))
        words = column(Elided("Выбор организации", "title"), Elided(line, "caption", "muted"), gap=0)
        top = held(column(words, self.filters, gap=12))
        foot = held(row(self.table.count_line(), None, Button("&Закрыть", self.reject), self.choose_button))
        top.setContentsMargins(24, 20, 24, 12)
        foot.setContentsMargins(24, 12, 24, 16)
        middle = held(column(self.table))
        middle.setContentsMargins(8, 0, 8, 0)  # the text of a list stands as far from the edge as that above it
        self.setLayout(column(top, rule(), middle, rule(), foot, gap=0, grows=middle))
        around = parent.window().size()
        self.resize(min(1160, around.width() - 48), min(640, around.height() - 48))
        self._narrow()
        self.box.setFocus()

    def _narrow(self) -> None:
        form = self.filters.text("form")
        wanted = Wanted(
            name=self.box.text(),
            form=form if form in self._forms else "",
            place=self.filters.text("place"),
            sex=self._sex if self.filters.is_on("places") else None,
            included_on=self._today,
        )
        self.table.show_rows([one for one in self._all if wanted.fits(one)])

    def _take_current(self) -> None:
        if (one := self.table.current()) is not None:
            self._take(one)

    def _take(self, one: ProviderView) -> None:
        if self._choose(one.id):
            self.accept()

    def _columns(self) -> list[Column[ProviderView]]:
        free, places = PLACES[self._sex]

        def told(one: ProviderView, kind: str) -> str:
            fact: Any = one.facts.get(kind)
            return f"{in_words(kind, fact.value)} на {show(fact.as_of)}" if fact and fact.value is not None else "—"

        return [
            Column("Название", lambda one: one.name, lines=2, strong=True),
            Column("Адрес", lambda one: in_words("address", one.value("address")) or "—", lines=2),
            Column("Формы", lambda one: in_words("forms", one.value("forms")) or "—", 15, lines=2),
            Column("Свободно", lambda one: told(one, free), 14),
            Column("Мест", lambda one: told(one, places), 14),
            Column("Срок", lambda one: in_words("term_days", one.value("term_days")) or "—", 8, align="right"),
        ]
