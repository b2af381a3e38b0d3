"""The windows around the office's own profile: one cell and its act, a file to take, the history."""

from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from narcdesk import office_profile
from narcdesk.dates import plural, show
from narcdesk.errors import Invalid
from narcdesk.fields import read_asked
from narcdesk.office_profile import CellState, Edition, Offer
from narcdesk.profile_editions import ProfileEdition
from narcdesk.register import Register
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import FactDialog, Typed
from ui.fields import Form
from ui.fields.made import made
from ui.form_dialog import FormDialog
from ui.pieces import Button, Card, EmptyState, Facts, Text, column, held, row, scrolled
from ui.table import Column, RowsTable
from ui.windows import let_go

WIDE, TALL = 560, 280  # px of what a file changes, beside the day


def amend(parent: QWidget, desk: Desk, state: CellState) -> FactDialog:
    """What an act says of one cell, and the act; an empty value needs none."""
    key = state.cell.key
    act = desk.ask(office_profile.last_act)
    fill: dict[str, Any] = {**desk.ask(office_profile.values_of, key), "since": desk.today()}
    if act is not None and state.cell.by_act:
        fill |= {"act_kind": act.kind, "act_number": act.number, "act_date": act.signed_on}

    def action(register: Register, typed: Typed) -> ProfileEdition:
        return office_profile.amend(register, key, typed)

    dialog = FactDialog(
        parent,
        desk,
        state.cell.title,
        office_profile.asked(state.cell),
        action,
        draft=FormDraft(desk, "profile.amend", kind=key),
        line=state.cell.section,
        fill=fill,
    )
    if state.differs or state.question:
        said = f"В программе: {state.of_program}." if state.differs else state.question
        dialog.form[state.cell.fields[0].name].note.say(said)
    dialog.open()
    return dialog


def take(parent: QWidget, desk: Desk, offer: Offer) -> FormDialog:
    """What a file would change, and from what day on."""
    form = Form([("", [made(office_profile.SINCE, desk.today)])])
    form.fill({"since": desk.today()})

    def save() -> bool:
        reading = read_asked([office_profile.SINCE], form.values(), desk.today(), whole=True)
        if reading.problems:
            form.show_problems(Invalid(reading.problems))
            return False
        since = reading.values["since"]
        taken = desk.do(dialog, office_profile.take_file, offer.profile, since, offer.name, offer.columns)
        return taken is not None

    changes = [(f"{one.section}: {one.title}", f"{one.after} (сейчас: {one.before})") for one in offer.changes]
    count = plural(len(changes), "значение изменится", "значения изменятся", "значений изменится")
    told = held(column(Text(count, "strong"), Facts(changes), None, gap=12))
    told.setContentsMargins(16, 16, 24, 16)
    aside = scrolled(told)
    aside.setMinimumSize(WIDE, TALL)
    dialog = FormDialog(parent, "Профиль из файла", offer.name, form, save, draft=None, verb="За&грузить", aside=aside)
    dialog.open()
    return dialog


COLUMNS: list[Column[Edition]] = [
    Column("Действует с", lambda one: show(one.holds_from), 14, strong=True),
    Column("Что изменено", lambda one: one.why, lines=2),
    Column("Кто и когда", lambda one: f"{one.who}, {show(one.made_on)}", 26),
]


class History(QDialog):
    """The editions that the office has made, the last first."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self.setWindowTitle("Редакции профиля кабинета")
        empty = EmptyState("clock", "Кабинет ничего не менял", "Действует профиль программы.")
        self.table: RowsTable[Edition] = RowsTable(
            "Редакции профиля кабинета", COLUMNS, key=lambda one: one.id, empty=empty, sorts=False
        )
        self.table.show_rows(desk.ask(office_profile.history))
        card = Card("", self.table, flush=True)
        said = Text("Прежние редакции хранятся: по ним идут заявки, которые с ними начаты.", tone="muted", wrap=True)
        inner = held(column(said, card, held(row(None, Button("&Закрыть", self.accept))), gap=12, grows=card))
        inner.setContentsMargins(24, 20, 24, 16)
        self.setLayout(column(inner, gap=0, grows=inner))
        self.finished.connect(lambda: let_go(self))
        window = parent.window()
        self.resize(min(900, window.width() - 48), min(520, window.height() - 48))
