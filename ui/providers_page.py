"""The regional registry of providers: found by what a person needs, in the order of the alphabet, never rated."""

from datetime import date

from PySide6.QtWidgets import QWidget

from narcdesk import provider_choice as choosing
from narcdesk.dates import show
from narcdesk.errors import UserError
from narcdesk.patients import Sex
from narcdesk.provider_choice import Case, Search, compare
from narcdesk.providers import ProviderView, in_words
from ui import messages
from ui.compare_dialog import CompareDialog
from ui.desk import Desk
from ui.fields import CheckField, ChoiceField, TextField
from ui.filter_bar import FilterBar
from ui.import_wizard import ImportWizard
from ui.list_export import ListExport
from ui.page import Page, Searched
from ui.pieces import Button, Card, EmptyState, PageHeader, PrimaryButton, QuietButton, column, row
from ui.provider_page import ProviderPage
from ui.search_box import SearchBox
from ui.subjects_page import SubjectsPage
from ui.table import Column, RowsTable, Slice

_ANY = "любая"
_SEX = {"": "любые", Sex.MALE.value: "для мужчин", Sex.FEMALE.value: "для женщин"}


class ProvidersPage(Searched, Page):
    """Every provider with what a person asks first; Enter opens one, F8 marks those to be compared."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._today = desk.today()
        self._forms: dict[str, str] = {}
        self.compare_button = PrimaryButton("&Сравнить", self.compare, key="Ctrl+R")
        load = Button("&Загрузить список…", self.load, key="Insert")
        district = Button("Справочник &района", self.show_district, key="Ctrl+D")
        district.only_if(desk.may("subjects.look"))
        self.header = PageHeader("Организации", "", [district, load, self.compare_button])
        load.only_if(desk.may("providers.take_list"))
        self.box = SearchBox("Название — Ctrl+F", chars=20)
        self.form = ChoiceField("form", "Форма", {"": _ANY}, chars=16)
        self.sex = ChoiceField("sex", "Места", _SEX, chars=11)
        self.filters = FilterBar(
            [
                self.form,
                TextField("place", "Адрес: город, село, улица", chars=18),
                self.sex,
                CheckField("today", "в реестре сегодня"),
                CheckField("closed", "и исключённые"),
            ],
            first=self.box,
        )
        self.form.set_value("")
        self.sex.set_value("")
        self.filters["today"].set_value(True)
        empty = EmptyState(
            "building-2",
            "Таких организаций нет",
            "Здесь стоит реестр организаций региона: загрузите его список из файла или снимите часть условий.",
        )
        self.table: RowsTable[ProviderView] = RowsTable(
            "Организации", self._columns(), key=lambda one: one.id, many=True, sorts=False, empty=empty
        )
        self.box.serve(self.table)
        self.box.searched.connect(self.narrow)
        self.filters.changed.connect(self.narrow)
        self.table.opened.connect(self.open)
        self.table.remarked.connect(self._count_marks)
        self.unmark = QuietButton("Снять &отметки", self.table.unmark_all)
        self.export = ListExport(self, desk, lambda: self.table, lambda: "Организации", has_persons=False)
        foot = row(self.table.count_line(), None, self.unmark, self.export.button())
        foot.setContentsMargins(16, 0, 8, 0)
        foot.addStrut(24)
        card = Card("", self.table, foot, flush=True)
        self.setLayout(column(self.header, self.filters, card, gap=12, grows=card))
        self._count_marks()

    def refresh(self) -> None:
        self._today = self.desk.today()
        self._forms = {"": _ANY} | self.desk.ask(choosing.forms)
        self.form.offer(self._forms)
        self.narrow()

    def first_stop(self) -> QWidget:
        return self.table

    def narrow(self) -> None:
        """Show what fits the box and the filters."""
        form, sex = self.filters.text("form"), self.filters.text("sex")
        search = Search(
            Case(
                on=self._today,
                name=self.box.text(),
                form=form if form in self._forms else "",
                place=self.filters.text("place"),
                sex=Sex(sex) if sex in tuple(Sex) else None,
                included_only=self.filters.is_on("today"),
                with_excluded=self.filters.is_on("closed"),
            )
        )

        def page(wanted: Slice) -> list[ProviderView]:
            return [one.provider for one in self.desk.ask(choosing.page, search, wanted.offset, wanted.limit)]

        self.table.show_from(page, self.desk.ask(choosing.count, search))
        self.header.show_words("Организации", self._summary())

    def _summary(self) -> str:
        found = self.desk.ask(choosing.summary)
        if found.freshest is None:
            return "Реестр региона ещё не загружен"
        return (
            f"В реестре сегодня: {found.included} · самые новые сведения на {show(found.freshest)} · "
            "порядок по алфавиту"
        )

    def open(self, provider: ProviderView) -> None:
        """One provider with everything known of it."""
        self.opens.emit(ProviderPage(self.desk, provider.id))

    def compare(self) -> None:
        """The marked ones side by side."""
        marked = self.table.marked()
        try:
            lines = compare(marked, self._today)
        except UserError as error:
            messages.tell(self, error)
            return
        CompareDialog(self, marked, lines).exec()

    def load(self) -> None:
        """A newer list of the region."""
        ImportWizard(self, self.desk).exec()

    def show_district(self) -> None:
        """Those who send people to the office, and those whom it writes to."""
        self.opens.emit(SubjectsPage(self.desk))

    def _count_marks(self) -> None:
        number = len(self.table.marked())
        self.compare_button.setText(f"&Сравнить {number}" if number else "&Сравнить")
        self.compare_button.updateGeometry()
        self.unmark.setVisible(bool(number))

    def _columns(self) -> list[Column[ProviderView]]:
        return [
            Column("Название", _name, lines=2, strong=True, tone=lambda one: "muted" if one.closed_on else "text"),
            Column("Формы", lambda one: _words(one, "forms"), 16, lines=2),
            Column("Мест, муж. / жен.", _places, 14, by=lambda one: one.value("places_total") or 0),
            Column("Срок", lambda one: _words(one, "term_days"), 9, by=lambda one: one.value("term_days") or 0),
            Column("Телефоны", lambda one: _words(one, "phones"), 19, lines=2),
            Column(
                "Сведения на",
                lambda one: show(one.freshest) if one.freshest else "—",
                13,
                tone=lambda one: "warn" if self._is_stale(one) else "text",
                icon=lambda one: "clock" if self._is_stale(one) else "",
                by=lambda one: one.freshest or date.min,
            ),
        ]

    def _is_stale(self, provider: ProviderView) -> bool:
        return all(fact.is_stale_on(self._today) for fact in provider.facts.values())


def _name(provider: ProviderView) -> str:
    return f"{provider.name} (исключена {show(provider.closed_on)})" if provider.closed_on else provider.name


def _words(provider: ProviderView, kind: str) -> str:
    return in_words(kind, provider.value(kind)) or "—"


def _places(provider: ProviderView) -> str:
    """«24, 18 / 6», and a question mark where the list does not say it."""
    total, men, women = (provider.value(kind) for kind in ("places_total", "places_men", "places_women"))
    if men is None and women is None:
        return "—" if total is None else str(total)
    men, women = ("?" if number is None else number for number in (men, women))
    return f"{men} / {women}" if total is None else f"{total}, {men} / {women}"
