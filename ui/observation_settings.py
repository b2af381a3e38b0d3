"""The tab «Наблюдение» of the settings: every term of the orders, and what the head sets where one is open."""

from PySide6.QtWidgets import QWidget

from narcdesk import observation, rules
from narcdesk.errors import NotFound
from narcdesk.fields import Field, Kind
from narcdesk.observation import CellState, OfficeCell
from narcdesk.observation.cells import BASIS_LENGTH
from narcdesk.register import Register
from narcdesk.rules import CellKind
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import FactDialog, Typed
from ui.fields import ChoiceField
from ui.fields import Field as FormField
from ui.fields.made import made
from ui.pieces import Button, Card, Text, column, held, row
from ui.table import Column, Heading, RowsTable

SAID = (
    "Подтверждённые сроки взяты из приказа, их не меняют. Остальные может задать заведующий, указав акт или пояснение; "
    "экраны тогда говорят «задан кабинетом». Где срока нет, программа даты не считает."
)
HINTS = {
    CellKind.INTERVAL: "например: 2 месяца или 6 недель",
    CellKind.MONTHS: "полных месяцев",
    CellKind.DAYS: "дней",
    CellKind.DECIDER: "",
}


def _basis(state: CellState) -> str:
    return f"{state.basis}; {state.set_by}" if state.is_set else ""


COLUMNS: list[Column[CellState]] = [
    Column("Срок", lambda state: state.cell.title, lines=2),
    Column("Значение", lambda state: state.shown, 18, strong=True),
    Column(
        "Состояние",
        lambda state: state.standing,
        24,
        lines=2,
        tone=lambda state: "ok" if state.cell.confirmed else "primary" if state.is_set else "warn",
        icon=lambda state: "circle-check" if state.cell.confirmed else "settings" if state.is_set else "triangle-alert",
    ),
    Column("Кем и на каком основании", _basis, 30, lines=2),
]


class ObservationSettings(QWidget):
    """All cells of the orders; Enter sets the one with the cursor where nobody confirms it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.set_button = Button("За&дать срок…", self.set_current)
        self.set_button.only_if(desk.may("rules.set_cell"))
        self.table: RowsTable[CellState] = RowsTable(
            "Сроки порядков наблюдения",
            COLUMNS,
            key=lambda state: state.cell.key,
            heading=lambda state: _heading(state.cell.rule_set),
        )
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _state: self.set_current())
        said = Text(SAID, tone="muted", wrap=True)
        card = Card("", self.table, flush=True)
        self.setLayout(column(said, held(row(self.set_button, None)), card, gap=12, grows=card))
        self._choose(None)

    def refresh(self) -> None:
        """Ask anew."""
        self.table.show_rows(self._desk.ask(observation.cells))
        self._choose(self.table.current())

    def _choose(self, state: CellState | None) -> None:
        self.set_button.setEnabled(state is not None and not state.cell.confirmed)

    def ask_for(self, key: str) -> FactDialog:
        """The form of one term; raises NotFound where the orders have it no more."""
        state = next((one for one in self._desk.ask(observation.cells) if one.cell.key == key), None)
        if state is None:
            raise NotFound("Такого срока в порядке наблюдения больше нет.")
        return ask(self, self._desk, state)

    def set_current(self) -> None:
        """Set the term with the cursor."""
        state = self.table.current()
        if state is not None and not state.cell.confirmed and self._desk.may("rules.set_cell"):
            ask(self, self._desk, state)


HEADINGS = {known.id: Heading(f"{known.id}: {known.act.shown}") for known in rules.all_rule_sets()}


def _heading(rule_set: str) -> Heading:
    return HEADINGS.get(rule_set, Heading("Правила кабинета"))


def ask(parent: QWidget, desk: Desk, state: CellState) -> FactDialog:
    """The value of one open cell and its ground; an empty value takes back what the office had set."""
    cell = state.cell
    if cell.kind is CellKind.DECIDER:
        value: FormField = ChoiceField(
            "value", "Значение", {"commission": "врачебная комиссия", "doctor": "врач"}, chars=28
        )
    else:
        value = made(Field("value", "Значение", Kind.TEXT, width=20, hint=HINTS[cell.kind]), desk.today)
    basis = Field(
        "basis", "Основание", Kind.TEXT, required=True, width=44, longest=BASIS_LENGTH, hint="акт, письмо или пояснение"
    )

    def action(register: Register, typed: Typed) -> OfficeCell:
        return observation.set_cell(register, cell.key, typed)

    before = f"прежний срок: {rules.in_words(cell, rules.kept_value(cell, cell.proposed))}" if cell.proposed else ""
    dialog = FactDialog(
        parent,
        desk,
        "Срок порядка наблюдения",
        [value, basis],
        action,
        draft=FormDraft(desk, "rules.set_cell", kind=cell.key),
        line=" · ".join(filter(None, (cell.rule_set if cell.rule_set != rules.NO_ORDER else "", cell.title))),
        fill={"value": state.value if state.is_set else cell.proposed or cell.value},
    )
    dialog.form["value"].note.say(before)
    dialog.open()
    return dialog
