"""Everybody who was sent to the office: who has not come yet, and who has no card."""

from functools import partial

from PySide6.QtWidgets import QWidget

from narcdesk import referrals, subjects
from narcdesk.dates import plural, show
from narcdesk.names import other_layout, search_key
from narcdesk.patients import Patient
from narcdesk.referrals import ReferralIn
from narcdesk.register import Register
from ui import referral_dialogs
from ui.desk import Desk
from ui.fields import CheckField
from ui.filter_bar import FilterBar
from ui.form_dialog import FormDialog
from ui.page import Page, Searched
from ui.patient_dialog import PatientDialog
from ui.patient_page import PatientPage
from ui.pieces import Button, Card, EmptyState, PageHeader, PrimaryButton, column, row
from ui.search_box import SearchBox
from ui.table import Column, RowsTable

Line = tuple[ReferralIn, Patient | None]


class ReferralsPage(Searched, Page):
    """The oldest that is waited for first; Enter opens the card, or makes one of what the paper says."""

    def __init__(self, desk: Desk, referral_id: int | None = None) -> None:
        super().__init__(desk)
        self._all: list[Line] = []
        self._wanted = referral_id
        add = PrimaryButton("&Поступило направление…", self.receive, key="Insert")
        self.close_button = Button("&Больше не ждём…", self.close_referral)
        for button in (add, self.close_button):
            button.only_if(desk.may("referrals.receive"))
        self.header = PageHeader("Направленные к нам", "", [self.close_button, add])
        self.box = SearchBox("Фамилия, кто направил, номер — Ctrl+F", chars=34)
        self.filters = FilterBar([CheckField("past", "и пришедшие, и закрытые")], first=self.box)
        empty = EmptyState(
            "inbox",
            "Никого не ждём",
            "Здесь стоят люди, на которых пришло направление, а сами они ещё не пришли. Insert запишет новое.",
        )
        self.table: RowsTable[Line] = RowsTable("Направленные", COLUMNS, key=lambda line: line[0].id, empty=empty)
        self.box.serve(self.table)
        self.box.searched.connect(self.narrow)
        self.filters.changed.connect(self.refresh)
        self.table.opened.connect(self.open)
        self.table.chosen.connect(self._choose)
        foot = row(self.table.count_line(), None)
        foot.setContentsMargins(16, 0, 8, 0)
        foot.addStrut(24)
        card = Card("", self.table, foot, flush=True)
        self.setLayout(column(self.header, self.filters, card, gap=12, grows=card))

    def refresh(self) -> None:
        self._all = self.desk.ask(referrals.waited_for, with_past=self.filters.is_on("past"))
        self.narrow()

    def first_stop(self) -> QWidget:
        return self.table

    def narrow(self) -> None:
        """Show what fits the box."""
        found = [line for line in self._all if _fits(line, self.box.text())]
        self.table.show_rows(found)
        if self._wanted is not None:
            at = [referral.id for referral, _ in found]
            if self._wanted in at:
                self.table.go_to(at.index(self._wanted))
            self._wanted = None
        cardless = sum(patient is None and one.closed_on is None for one, patient in self._all)
        told = plural(cardless, "человек без карты", "человека без карты", "человек без карты")
        self.header.show_words("Направленные к нам", told if cardless else "Enter открывает карту")
        self._choose(self.table.current())

    def _choose(self, line: Line | None) -> None:
        self.close_button.setEnabled(line is not None and line[0].came_on is None and line[0].closed_on is None)

    # What is done

    def receive(self) -> FormDialog:
        """A referral of somebody who has no card yet, or whose card is not open."""
        return referral_dialogs.receive(self, self.desk)

    def open(self, line: Line) -> None:
        """The card, or a new one for who came and had none."""
        referral, patient = line
        if patient is not None:
            self._show_card(patient.id)
        else:
            self.make_card(referral)

    def make_card(self, referral: ReferralIn) -> PatientDialog:
        """A card of what the paper says; or the card that the person turns out to have."""
        typed = {name: getattr(referral, name) for name in ("surname", "given", "patronymic", "birth", "phone")}
        typed["came_from"] = self.desk.ask(_sender_code, referral)
        dialog = PatientDialog(self, self.desk, typed={name: said for name, said in typed.items() if said})
        dialog.saved.connect(lambda patient: self._link(referral, patient.id))
        dialog.recognised.connect(partial(self._link, referral))
        dialog.open()
        return dialog

    def _link(self, referral: ReferralIn, patient_id: int) -> None:
        if self.desk.do(self, referrals.link, referral.id, patient_id) is not None:
            self._show_card(patient_id)

    def _show_card(self, patient_id: int) -> None:
        self.opens.emit(PatientPage(self.desk, patient_id, "referrals"))

    def close_referral(self) -> None:
        """He will not come."""
        line = self.table.current()
        if line is not None and line[0].came_on is None and line[0].closed_on is None:
            referral_dialogs.close(self, self.desk, line[1], line[0])


def _sender_code(register: Register, referral: ReferralIn) -> str:
    """What the card calls the sender: its code in the reference list."""
    with register.read() as session:
        return subjects.body_of(session, referral.sender).reference


def _who(line: Line) -> str:
    referral, patient = line
    return f"{patient.full_name}, {patient.birth.year}" if patient else referral.named


COLUMNS: list[Column[Line]] = [
    Column("Получено", lambda line: show(line[0].received_on), 10, by=lambda line: line[0].received_on),
    Column("Кого", _who, 26, strong=True, lines=2),
    Column("Кто направил", lambda line: line[0].sender_name, lines=2),
    Column("Документ", lambda line: line[0].paper, 16, lines=2),
    Column("Как обстоит", lambda line: line[0].said, 18, lines=2),
    Column("", lambda line: "Открыть карту" if line[1] else "Завести карту", 15, align="right", link=True),
]


def _fits(line: Line, typed: str) -> bool:
    words = search_key(f"{_who(line)} {line[0].sender_name} {line[0].document_number}")
    return any(all(part in words for part in search_key(spelled).split()) for spelled in (typed, other_layout(typed)))
