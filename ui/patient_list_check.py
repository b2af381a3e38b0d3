"""The dry run of an old list: every row with what is wrong in it, and what shall be done with it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from narcdesk import patient_lists
from narcdesk.errors import UserError
from narcdesk.patient_lists import SAME, SKIP, TAKE, Choice, Complaint, PersonRow, Proposal
from narcdesk.patient_lists.titles import FACTS
from ui import messages
from ui.desk import Desk
from ui.fields import ChoiceField, NumberField, TextField
from ui.pieces import Button, Card, EmptyState, Text, column, held, row
from ui.table import Column, RowsTable

Show = Literal["all", "error", "doubt", "new", "same"]
_SHOW: dict[str, str] = {
    "all": "все строки",
    "error": "с ошибками",
    "doubt": "с сомнениями",
    "new": "будут внесены",
    "same": "карта уже есть",
}
_MOST_WORDS = 3  # complaints told in the row itself


@dataclass(frozen=True)
class Shown:
    """A row with what is decided of it now."""

    row: PersonRow
    choice: Choice

    @property
    def verdict(self) -> str:
        """What will be done."""
        if self.choice.action == TAKE:
            return "новая карта"
        if self.choice.known is not None:
            return f"карта № {self.choice.known.card_number}"
        return "пропустить"

    @property
    def tone(self) -> str:
        """How it is coloured."""
        if self.row.has_error:
            return "danger"
        return {TAKE: "ok", SAME: "primary", SKIP: "muted"}[self.choice.action]

    @property
    def troubles(self) -> str:
        """What is wrong or doubtful, shortly."""
        told = [one.message for one in sorted(self.row.complaints, key=lambda one: one.severity != "error")]
        more = f" и ещё {len(told) - _MOST_WORDS}" if len(told) > _MOST_WORDS else ""
        return "; ".join(told[:_MOST_WORDS]) + more


class CheckStep(QWidget):
    """The rows above, the one with the cursor below: its troubles, its cells, the decision.

    `decided` comes after every decision and mending; `renewed` is given the list with a mended cell.
    """

    decided = Signal()

    def __init__(self, desk: Desk, renewed: Callable[[Proposal], object]) -> None:
        super().__init__()
        self._desk, self._renewed = desk, renewed
        self.proposal: Proposal | None = None
        self.summary = Text("", "heading", wrap=True)
        self.show_only = ChoiceField("show", "Показать", _SHOW, chars=18)
        self.show_only.set_value("all")
        self.show_only.edited.connect(self._show)
        self.table: RowsTable[Shown] = RowsTable(
            "Строки списка",
            _COLUMNS,
            key=lambda shown: shown.row.row,
            many=True,
            empty=EmptyState("users", "Таких строк нет", "Выберите другой отбор: все строки."),
        )
        self.table.chosen.connect(self._show_row)
        self.table.remarked.connect(self._say_whom)
        self.troubles: RowsTable[Complaint] = RowsTable(
            "Что не так в строке", _TROUBLES, empty=EmptyState("circle-check", "Замечаний нет", "")
        )
        self.whom = Text("", "caption", "muted")
        self.take_button = Button("Вн&ести", lambda: self.decide(Choice(TAKE)))
        self.skip_button = Button("&Пропустить", lambda: self.decide(Choice(SKIP)))
        self.card = NumberField("card", "Карта №", chars=6)
        self.same_button = Button("&Тот же человек", self.decide_same)
        self.cell = ChoiceField("cell", "Ячейка", {}, chars=20)
        self.cell.edited.connect(self._show_cell)
        self.value = TextField("value", "Значение", chars=26)
        self.value.passed.connect(self.mend)
        self.mend_button = Button("&Исправить", self.mend)
        decision = row(
            self.take_button,
            self.skip_button,
            16,
            self.same_button,
            Text("карта №", tone="muted"),
            held(row(self.card)),
            None,
            self.whom,
        )
        mending = row(
            Text("В ячейке", tone="muted"),
            held(row(self.cell)),
            Text("написать", tone="muted"),
            held(row(self.value)),
            self.mend_button,
            None,
        )
        top = row(self.summary, Text("Показать", tone="muted"), held(row(self.show_only)), grows=self.summary)
        listed = Card("", self.table, flush=True)
        self.troubles.setFixedHeight(116)
        below = Card("", column(self.troubles, gap=0), flush=True)
        self.setLayout(column(top, listed, below, decision, mending, gap=8, grows=listed))
        self.setFocusProxy(self.table)

    def show_proposal(self, proposal: Proposal) -> None:
        """The rows of a list that was read, those with errors first in sight."""
        self.proposal = proposal
        self.table.unmark_all()
        self.show_only.set_value("error" if any(row.has_error for row in proposal.rows) else "all")
        self._show()
        self.table.go_to(0)

    def _show(self) -> None:
        proposal = self.proposal
        if proposal is None:
            return
        wanted = str(self.show_only.value() or "all")
        rows = [Shown(row, proposal.choices[row.row]) for row in proposal.rows]
        self.table.show_rows([shown for shown in rows if _fits(shown, wanted)])
        errors = sum(shown.row.has_error for shown in rows)
        self.summary.setText(
            f"Людей {len(rows)}: новых карт {proposal.count(TAKE)}, уже есть {proposal.count(SAME)}, "
            f"пропустить {proposal.count(SKIP)}, из них с ошибками {errors}."
        )
        self._show_row(self.table.current())

    def _show_row(self, shown: Shown | None) -> None:
        for part in (self.take_button, self.skip_button, self.same_button, self.mend_button):
            part.setEnabled(shown is not None)
        self.troubles.show_rows(shown.row.complaints if shown else [])
        self._say_whom()
        if shown is None or self.proposal is None:
            return
        self.take_button.setEnabled(not shown.row.has_error)
        alike = self.proposal.alike.get(shown.row.row, ())
        known = shown.choice.known or next(iter(alike), None)
        self.card.set_value(known.card_number if known else None)
        cells = [*self.proposal.columns.columns, "sex", "birth", "came_on"]
        titles = {fact: FACTS[fact] for fact in dict.fromkeys(cells)}
        self.cell.offer(titles)
        wrong = next((one.fact for one in shown.row.complaints if one.fact in titles), next(iter(titles)))
        self.cell.set_value(wrong)
        self._show_cell()

    def _show_cell(self) -> None:
        shown = self.table.current()
        if shown is not None:
            self.value.set_value(shown.row.cells.get(str(self.cell.value() or ""), ""))

    def _say_whom(self) -> None:
        marked = len(self.table.marked())
        self.whom.setText(f"решение для отмеченных: {marked}" if marked else "F8 отмечает несколько строк")

    def _chosen(self) -> list[Shown]:
        current = self.table.current()
        return self.table.marked() or ([current] if current is not None else [])

    def decide(self, choice: Choice) -> None:
        """Decide on the marked rows, or on the one with the cursor."""
        if self.proposal is None:
            return
        refused = [shown for shown in self._chosen() if not self.proposal.choose(shown.row, choice)]
        self.table.unmark_all()
        self._show()
        self.decided.emit()
        if refused:
            numbers = ", ".join(str(shown.row.row) for shown in refused[:10])
            messages.inform(self, f"С ошибками не вносятся строки: {numbers}. Исправьте их.")

    def decide_same(self) -> None:
        """The row with the cursor is the person of the card whose number stands in the field."""
        shown, typed = self.table.current(), self.card.line.text().strip()
        if shown is None or self.proposal is None:
            return
        try:
            known = self._desk.ask(patient_lists.card, typed)
        except UserError as error:
            messages.tell(self, error)
            return
        self.proposal.choose(shown.row, Choice(SAME, known))
        self._show()
        self.decided.emit()

    def mend(self) -> None:
        """Write over a cell of the row with the cursor: it is read and compared anew."""
        shown, fact = self.table.current(), str(self.cell.value() or "")
        if shown is None or self.proposal is None or fact not in FACTS:
            return
        number = shown.row.row
        text = self.value.line.text().strip()
        self.proposal = self._desk.ask(patient_lists.mend, self.proposal, shown.row, fact, text)
        self._renewed(self.proposal)
        self._show()
        self._stay_at(number)
        self.decided.emit()

    def _stay_at(self, number: int) -> None:
        """Keep the cursor on a row that the filter may have let go."""
        at = next((at for at, shown in enumerate(self.table.rows.rows) if shown.row.row >= number), 0)
        self.table.go_to(at)


def _fits(shown: Shown, wanted: str) -> bool:
    severities: Iterable[str] = (one.severity for one in shown.row.complaints)
    match wanted:
        case "error":
            return shown.row.has_error
        case "doubt":
            return "doubt" in severities
        case "new":
            return shown.choice.action == TAKE
        case "same":
            return shown.choice.action == SAME
    return True


_COLUMNS: list[Column[Shown]] = [
    Column("Строка", lambda shown: str(shown.row.row), 6, align="right", by=lambda shown: shown.row.row),
    Column("Фамилия, имя, отчество", lambda shown: shown.row.full_name, 26, strong=True),
    Column("Дата рождения", lambda shown: shown.row.birth.shown if shown.row.birth else "", 11),
    Column(
        "Что не так",
        lambda shown: shown.troubles,
        tone=lambda shown: "danger" if shown.row.has_error else "text",
        icon=lambda shown: "circle-x" if shown.row.has_error else "circle-alert" if shown.row.complaints else "",
    ),
    Column("Решение", lambda shown: shown.verdict, 14, tone=lambda shown: shown.tone, pill=True),
]
_TROUBLES: list[Column[Complaint]] = [
    Column("Столбец", lambda one: one.column or "вся строка", 22),
    Column(
        "Что не так",
        lambda one: one.message,
        strong=True,
        tone=lambda one: "danger" if one.severity == "error" else "text",
    ),
    Column("Что делать", lambda one: one.do),
]
