"""The guided list of a change of order: the doctor moves one by one into the newer one; nobody is moved by itself."""

from PySide6.QtWidgets import QWidget

from narcdesk import rules, transfers
from narcdesk.dates import plural, show
from narcdesk.transfers import Awaiting
from ui import episode_dialogs
from ui.desk import Desk
from ui.page import Page
from ui.patient_page import PatientPage
from ui.pieces import Banner, Button, Card, EmptyState, PageHeader, PrimaryButton, Text, clear, column
from ui.table import Column, RowsTable, Slice

SAID = (
    "Как переводить взятых раньше, в порядке не найдено: решает врач по каждому. Кого вы не переведёте, останется "
    "под наблюдением по прежнему порядку; перевод и его день остаются в карте и в журнале."
)


def _group(found: Awaiting) -> str:
    return f"{found.group.code}: {found.group.title}" if found.group else "диагноз группы не даёт"


def _now(found: Awaiting) -> str:
    return f"{found.episode.rule_set} с {show(found.episode.taken_on)}"


COLUMNS: list[Column[Awaiting]] = [
    Column("Фамилия, имя, отчество", lambda found: found.patient.full_name, lines=2, strong=True),
    Column("Сейчас", _now, 14, lines=2),
    Column("Диагноз", lambda found: found.diagnosis or "не записан", 24, lines=2),
    Column("Группа по диагнозу", _group, 20, lines=2, tone=lambda found: "text" if found.group else "warn"),
    Column(
        "Согласие",
        lambda found: found.consent,
        14,
        lines=2,
        tone=lambda found: "text" if found.consent_on else "warn",
    ),
    Column("", lambda _found: "Перевести", 11, align="right", link=True),
]


class TransferPage(Page):
    """Open observations by an order that is over; Enter opens the decision about one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.card_button = Button("&Карта пациента", self.show_card)
        self.transfer_button = PrimaryButton("&Перевести…", self.transfer)
        self.header = PageHeader("Перевод на новый порядок", "", [self.card_button, self.transfer_button])
        nobody = EmptyState("check", "Переводить некого", "Все открытые наблюдения идут по действующему порядку.")
        self.table: RowsTable[Awaiting] = RowsTable("Кого перевести", COLUMNS, key=lambda one: one.id, empty=nobody)
        self.table.opened.connect(lambda _row: self.transfer())
        self.table.chosen.connect(lambda row: self._choose(row is not None))
        said = Text(SAID, tone="muted", wrap=True)
        self.setLayout(column(self.header, said, Card("", self.table, flush=True), gap=12))
        self._choose(False)

    def _choose(self, is_any: bool) -> None:
        self.card_button.setEnabled(is_any)
        self.transfer_button.setEnabled(is_any)

    def refresh(self) -> None:
        count = self.desk.ask(transfers.count)
        order = rules.observation_rules(self.desk.today())
        waiting = plural(count, "человек ждёт", "человека ждут", "человек ждут")
        self.header.show_words("Перевод на новый порядок", f"{order.id}, {order.act.shown} · {waiting} решения")

        def page(wanted: Slice) -> list[Awaiting]:
            return self.desk.ask(transfers.awaiting, offset=wanted.offset, limit=wanted.limit)

        self.table.show_from(page)
        self._choose(self.table.current() is not None)

    def first_stop(self) -> QWidget:
        return self.table

    def transfer(self) -> None:
        """Decide about the one with the cursor."""
        found = self.table.current()
        if found is not None:
            episode_dialogs.transfer(self, self.desk, found.patient, found.episode)

    def show_card(self) -> None:
        """His card, for what is not to be seen here."""
        found = self.table.current()
        if found is not None:
            self.opens.emit(PatientPage(self.desk, found.patient.id, "observation"))


class AwaitingTransfer(QWidget):
    """One line of «Сегодня» and of «Пациенты»: how many are observed by an order that is over, and the list of them."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._box = column()
        self.setLayout(self._box)
        self.hide()

    def refresh(self) -> None:
        """Count anew."""
        clear(self._box)
        desk = self._page.desk
        count = desk.ask(transfers.count) if desk.may("observation.transfer") else 0
        if count:
            people = plural(count, "человек наблюдается", "человека наблюдаются", "человек наблюдаются")
            said = f"{people} по порядку, который больше не действует."
            self._box.addWidget(Banner("info", said, "Перевести на новый…", self.open_list))
        self.setVisible(bool(count))

    def open_list(self) -> None:
        """The guided list, over the page."""
        self._page.opens.emit(TransferPage(self._page.desk))
