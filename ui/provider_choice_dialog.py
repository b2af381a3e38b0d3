"""Helping a person choose: organisations that would take him, why others would not, his wishes, his signed sheet."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from narcdesk import certificates, choices
from narcdesk import provider_choice as choosing
from narcdesk.certificates import CertificateStatus
from narcdesk.dates import show
from narcdesk.errors import UserError
from narcdesk.patients import Patient, Sex
from narcdesk.provider_choice import Candidate, Order, Search, Wish
from narcdesk.providers import in_words
from ui import messages, provider_forms, sheets
from ui.compare_dialog import CompareDialog
from ui.desk import Desk
from ui.fields import CheckField, ChoiceField, NumberField, TextField
from ui.filter_bar import FilterBar
from ui.pieces import Button, Elided, EmptyState, PrimaryButton, column, held, row, rule
from ui.search_box import SearchBox
from ui.table import Column, RowsTable, Slice
from ui.windows import let_go

_ANY = "любая"
_NO_WISH = "—"
FREE = {Sex.MALE: "free_men", Sex.FEMALE: "free_women"}
WISHES = ("first", "second", "third")
SHEET = "vybor_organizatsii"


def of_card(parent: QWidget, desk: Desk, patient: Patient) -> "ProviderChoiceDialog":
    """Choosing from the card: for the certificate that waits for it, if there is one; else to be shown and signed."""
    paper = next(
        (
            one
            for one in desk.ask(certificates.listing, patient.id)
            if one.status is CertificateStatus.ISSUED and one.is_valid_on(desk.today())
        ),
        None,
    )

    def choose(provider_id: int) -> bool:
        return paper is not None and desk.do(parent, certificates.choose_provider, paper.id, provider_id) is not None

    is_awaited = paper is not None and desk.may("certificates.choose_provider")
    dialog = ProviderChoiceDialog(parent, desk, patient, patient.full_name, choose if is_awaited else None)
    dialog.open()
    return dialog


class ProviderChoiceDialog(QDialog):
    """A neutral list for one person; `choose` does the action and says whether it came off, None: there is none yet."""

    def __init__(
        self, parent: QWidget, desk: Desk, patient: Patient, line: str, choose: Callable[[int], bool] | None
    ) -> None:
        super().__init__(parent)
        self._desk, self._patient, self._choose = desk, patient, choose
        self._case = desk.ask(choosing.case_of, patient.id)
        self._forms = {"": _ANY} | desk.ask(choosing.forms)
        self.setWindowTitle("Выбор организации")
        self.finished.connect(lambda: let_go(self))
        self.choose_button = PrimaryButton("&Выбрать", self._take_current, key="Ctrl+Enter")
        self.choose_button.setEnabled(False)
        self.choose_button.only_if(choose is not None)
        self.compare_button = Button("&Сравнить", self.compare)
        self.sheet_button = Button("&Лист выбора…", self.make_sheet)
        self.sign_button = Button("Под&писан…", self.sign)
        self.call_button = Button("Зво&нок…", self.note_call)
        self.call_button.only_if(desk.may("providers.note_call"))
        self.box = SearchBox("Название", chars=14)
        self.filters = self._asked()
        self.wishes = self._wished()
        empty = EmptyState("building-2", "Подходящих организаций нет", "Снимите часть условий или покажите и другие.")
        self.table: RowsTable[Candidate] = RowsTable(
            "Организации реестра", self._columns(), key=lambda one: one.id, many=True, sorts=False, empty=empty
        )
        self.box.serve(self.table)
        self.box.searched.connect(self._narrow)
        self.box.entered.connect(self.table.setFocus)
        self.filters.changed.connect(self._narrow)
        self.wishes.changed.connect(self._narrow)
        self.table.opened.connect(self._take)
        self.table.chosen.connect(self._show_acts)
        self.table.remarked.connect(self._count_marks)
        self._lay(line)
        self._narrow()
        self._count_marks()
        self._show_acts(None)
        self.box.setFocus()

    def _asked(self) -> FilterBar:
        """What an organisation must fit, as the card tells it and as a hand may change it."""
        form = ChoiceField("form", "Форма", self._forms, chars=12)
        form.set_value("")
        bar = FilterBar(
            [
                form,
                TextField("place", "Адрес", chars=12),
                NumberField("days", "Срок от, дней", chars=4),
                CheckField("access", "доступная среда"),
                CheckField("court", "по решению суда"),
                CheckField("certificate", "по сертификату"),
                CheckField("unfit", "и неподходящие"),
            ],
            first=self.box,
        )
        bar["days"].set_value(self._case.days)
        bar["court"].set_value(self._case.by_court)
        bar["certificate"].set_value(self._case.by_certificate)
        return bar

    def _wished(self) -> FilterBar:
        """What the person would like, the most important first, and the neutral order after it."""
        told = {"": _NO_WISH} | {wish.value: wish.label for wish in Wish}
        titles = ("Важнее всего", "Потом", "Ещё потом")
        fields = [ChoiceField(name, title, told, chars=25) for name, title in zip(WISHES, titles, strict=True)]
        order = ChoiceField("order", "Порядок", {one.value: one.label for one in Order}, chars=12)
        bar = FilterBar([*fields, TextField("near", "Рядом с", chars=12), order])
        for field in fields:
            field.set_value("")
        order.set_value(Order.ALPHABET.value)
        return bar

    def _lay(self, line: str) -> None:
        about = f"{line} · {self._case.words}" if self._case.words else line
        words = column(Elided("Выбор организации", "title"), Elided(about, "caption", "muted"), gap=0)
        top = held(column(words, self.filters, self.wishes, gap=8))
        buttons = [self.call_button, self.sign_button, self.sheet_button, self.compare_button]
        foot = held(row(self.table.count_line(), None, *buttons, Button("&Закрыть", self.reject), self.choose_button))
        top.setContentsMargins(24, 16, 24, 8)
        foot.setContentsMargins(24, 12, 24, 16)
        middle = held(column(self.table))
        middle.setContentsMargins(8, 0, 8, 0)  # the text of a list stands as far from the edge as that above it
        self.setLayout(column(top, rule(), middle, rule(), foot, gap=0, grows=middle))
        parent = self.parentWidget()
        assert parent is not None
        around = parent.window().size()
        self.resize(min(1240, around.width() - 48), min(700, around.height() - 48))

    # What is looked for

    def search(self) -> Search:
        """The case, the wishes and the order as they stand now."""
        form, days = self.filters.text("form"), self.filters.text("days")
        case = replace(
            self._case,
            name=self.box.text(),
            form=form if form in self._forms else "",
            place=self.filters.text("place"),
            near=self.wishes.text("near"),
            days=int(days) if days.isdecimal() else None,
            needs_access=self.filters.is_on("access"),
            by_court=self.filters.is_on("court"),
            by_certificate=self.filters.is_on("certificate"),
        )
        named = [self.wishes.text(name) for name in WISHES]
        wishes = tuple(dict.fromkeys(Wish(code) for code in named if code in tuple(Wish)))
        order = self.wishes.text("order")
        return Search(
            case,
            wishes,
            Order(order) if order in tuple(Order) else Order.ALPHABET,
            with_unfit=self.filters.is_on("unfit"),
        )

    def _narrow(self) -> None:
        search = self.search()

        def page(wanted: Slice) -> list[Candidate]:
            return self._desk.ask(choosing.page, search, wanted.offset, wanted.limit)

        self.table.show_from(page, self._desk.ask(choosing.count, search))

    # What is done

    def _take_current(self) -> None:
        if (one := self.table.current()) is not None:
            self._take(one)

    def _take(self, one: Candidate) -> None:
        if self._choose is not None and self._choose(one.id):
            self.accept()

    def compare(self) -> None:
        """The marked ones side by side."""
        marked = [one.provider for one in self.table.marked()]
        try:
            lines = choosing.compare(marked, self._desk.today())
        except UserError as error:
            messages.tell(self, error)
            return
        CompareDialog(self, marked, lines).exec()

    def make_sheet(self) -> None:
        """The sheet for the person's hand: the marked organisations, or the one with the cursor."""
        current = self.table.current()
        shown = self.table.marked() or ([current] if current is not None else [])
        search = self.search()
        made = self._desk.do(
            self, choices.offer, self._patient.id, [one.id for one in shown], search.case, search.wishes
        )
        if made is not None:
            sheets.open_sheet(self, self._desk, SHEET, made)
            self._show_acts(current)

    def sign(self) -> None:
        """The person signed the newest sheet."""
        if (sheet := self._unsigned()) is not None:
            provider_forms.sign(self, self._desk, self._patient, sheet).finished.connect(
                lambda: self._show_acts(self.table.current())
            )

    def note_call(self) -> None:
        """Write down what the organisation with the cursor told by telephone."""
        if (one := self.table.current()) is not None:
            provider_forms.note_call(self, self._desk, one.provider).finished.connect(self.table.reload)

    def _unsigned(self) -> Any:
        sheets_of = self._desk.ask(choices.listing, self._patient.id)
        return next((one for one in sheets_of if one.signed_on is None), None)

    def _show_acts(self, one: Candidate | None) -> None:
        self.choose_button.setEnabled(one is not None)
        self.sheet_button.setEnabled(one is not None or bool(self.table.marked()))
        self.call_button.setEnabled(one is not None)
        self.sign_button.setVisible(self._unsigned() is not None)

    def _count_marks(self) -> None:
        number = len(self.table.marked())
        self.compare_button.setText(f"&Сравнить {number}" if number else "&Сравнить")
        self.sheet_button.setText(f"&Лист выбора, {number}…" if number else "&Лист выбора…")
        self.sheet_button.setEnabled(bool(number) or self.table.current() is not None)
        for button in (self.compare_button, self.sheet_button):
            button.updateGeometry()

    def _columns(self) -> list[Column[Candidate]]:
        free = FREE[self._patient.sex]

        def told(one: Candidate, kind: str) -> str:
            fact = one.provider.facts.get(kind)
            return f"{in_words(kind, fact.value)} на {show(fact.as_of)}" if fact and fact.value is not None else "—"

        def is_old(one: Candidate) -> bool:
            fact = one.provider.facts.get(free)
            return fact is not None and fact.is_stale_on(self._desk.today())

        def said(one: Candidate, kind: str) -> str:
            return in_words(kind, one.provider.value(kind)) or "—"

        return [
            Column("Название", lambda one: one.name, lines=2, strong=True),
            Column(
                "Подходит ли",
                lambda one: one.verdict,
                26,
                lines=2,
                tone=lambda one: "danger" if one.unfit else "muted" if one.unsaid else "ok",
            ),
            Column("Адрес", lambda one: said(one, "address"), 20, lines=2),
            Column("Формы", lambda one: said(one, "forms"), 14, lines=2),
            Column(
                "Свободно",
                lambda one: told(one, free),
                15,
                tone=lambda one: "warn" if is_old(one) else "text",
                icon=lambda one: "clock" if is_old(one) else "",
            ),
            Column("Срок", lambda one: said(one, "term_days"), 8, align="right"),
        ]
