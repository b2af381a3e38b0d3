"""Where things stand: the four stages of the regulation, the list of papers, what is due next."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.icons import Icon
from ui.pieces.layouts import column, row, rule
from ui.pieces.text import Elided, Text


class State(Enum):
    """How a step stands: its icon and its tone."""

    DONE = ("circle-check", "ok")
    NOW = ("circle-dot", "primary")
    AHEAD = ("circle", "muted")
    WAITING = ("clock", "warn")
    LATE = ("circle-alert", "danger")
    MISSING = ("circle-x", "danger")

    @property
    def icon(self) -> str:
        """The name of the icon."""
        return self.value[0]

    @property
    def tone(self) -> str:
        """The token of the colour."""
        return self.value[1]


@dataclass(frozen=True)
class Stage:
    """One stage of the way: «Лечение», «03.2024 – 06.2024»."""

    title: str
    note: str
    state: State


class StageBar(QFrame):
    """The stages of the regulation side by side, joined by lines; the line is green where the way is done."""

    def __init__(self, stages: Sequence[Stage]) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 8, 16, 8)
        box.setSpacing(12)
        for number, stage in enumerate(stages):
            if number:
                line = rule(2, "ok" if stages[number - 1].state is State.DONE else "border")
                box.addWidget(line, 1, Qt.AlignmentFlag.AlignVCenter)
            ahead = stage.state is State.AHEAD
            words = column(
                Elided(stage.title, "strong", "muted" if ahead else "text"),
                *[Elided(stage.note, "caption", "muted")] * bool(stage.note),
                gap=0,
            )
            box.addLayout(row(Icon(stage.state.icon, stage.state.tone, 20), words))


class StepRow(QWidget):
    """One line of a list: the icon of its state, what it is, and a note that says the state in words.

    The note stands at the right (`below=False`) or under it.
    """

    def __init__(self, text: str, note: str, state: State, *, below: bool = False) -> None:
        super().__init__()
        tone = state.tone if state in (State.WAITING, State.LATE, State.MISSING) else "muted"
        said = Text(note, "caption", tone, wrap=below)
        icon = Icon(state.icon, state.tone)
        what = Text(text, wrap=True)
        if below:
            top = QVBoxLayout()
            top.addWidget(icon)
            top.addStretch(1)
            words = column(what, said, gap=0)
            self.setLayout(row(top, words, grows=words))
        else:
            self.setLayout(row(icon, what, said, grows=what))
