"""What a tab of a card is, and the list with its verbs that most of them show."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from narcdesk.patients import Patient
from ui import theme
from ui.desk import Desk
from ui.pieces import Button, Card, QuietButton, Text, held, row
from ui.table import LOW, Column, RowsTable

SPARE = 16  # px under the last row of a list


class PatientTab(QWidget):
    """One tab of a card: it asks for what belongs to it, shows it, and writes down what is new."""

    opens = Signal(object)  # a page to be shown over the card

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._patient: Patient | None = None

    @property
    def patient(self) -> Patient:
        """Whose card it is; known as soon as anything is shown."""
        assert self._patient is not None
        return self._patient

    def show_patient(self, patient: Patient) -> None:
        """Ask anew and show."""
        self._patient = patient
        self.ask()

    def ask(self) -> None:
        """Ask for what belongs to this tab."""
        raise NotImplementedError


class ListCard(Card):
    """A list under its heading, with quiet buttons for new rows; an empty one says how to begin.

    `crossed` rows were a mistake.
    """

    def __init__(
        self,
        heading: str,
        columns: Sequence[Column[Any]],
        *buttons: Button,
        empty: str = "Пока ничего нет.",
        titles: bool = True,
        crossed: Callable[[Any], bool] | None = None,
    ) -> None:
        nothing = Text(empty, tone="muted", wrap=True)
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nothing.setContentsMargins(16, 4, 16, 4)
        self.table: RowsTable[Any] = RowsTable(
            heading, columns, key=lambda found: found.id, empty=nothing, titles=titles, crossed=crossed
        )
        super().__init__(heading, self.table, aside=held(row(*buttons, gap=4)), flush=True)
        self._titles = titles
        self.table.rows.counted.connect(self._give_room)
        self._give_room()

    def _give_room(self) -> None:
        """Two rows are seen whole at least, if there are two; of a list without rows its titles and one sentence."""
        rows = min(len(self.table.rows.rows), 2) * self.table.row_height or LOW
        self.table.setMinimumHeight(theme.current().px(rows + self._titles * LOW + SPARE))


def share_room(lists: QBoxLayout, counts: Sequence[int]) -> None:
    """Give lists under each other their heights by their rows: an empty one leaves its room to a long one."""
    for at, rows in enumerate(counts):
        lists.setStretch(at, 3 + min(5, rows))


def new(verb: str, act: Any) -> QuietButton:
    """The button of a list for one more row."""
    button = QuietButton(verb, act, icon="plus")
    button.setAccessibleName(f"Записать: {verb[:1].lower()}{verb[1:]}")
    return button
