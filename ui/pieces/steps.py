"""Where things stand: the four stages of the regulation, the list of papers, what is due next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.icons import Icon
from ui.pieces.flow import Flow
from ui.pieces.layouts import column, held, row, rule
from ui.pieces.text import Elided, Text, plain_tip


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
    """One stage of the way: «Лечение», «03.2024 – 06.2024»; `then` comes next, `act` leads to where it is done."""

    title: str
    note: str
    state: State
    then: str = ""
    is_late: bool = False
    act: Callable[[], Any] | None = None


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
                *[Elided(stage.then, "caption", "danger" if stage.is_late else "primary")] * bool(stage.then),
                gap=0,
            )
            shown = row(Icon(stage.state.icon, stage.state.tone, 20), words)
            if stage.act is None:
                box.addLayout(shown)
            else:
                box.addWidget(StageButton(stage, shown), 9)


class StepFlow(QFrame):
    """Many steps of one way: whole words, going on in the next line where the room ends."""

    def __init__(self, steps: Sequence[Stage]) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        flow = Flow(gap=24)
        for step in steps:
            tone = "muted" if step.state is State.AHEAD else "text"
            words = column(Text(step.title, "strong", tone), Text(step.note, "caption", "muted"), gap=0)
            flow.addWidget(held(row(Icon(step.state.icon, step.state.tone, 20), words)))
        whole = column(held(flow))
        whole.setContentsMargins(16, 8, 16, 8)
        self.setLayout(whole)


class StageButton(QAbstractButton):
    """A stage that leads to where it goes on: by a click, or by Enter and Space when it has the cursor."""

    def __init__(self, stage: Stage, shown: QHBoxLayout) -> None:
        super().__init__()
        shown.setContentsMargins(4, 2, 4, 2)
        self.setLayout(shown)
        for words in self.findChildren(QWidget):
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        told = ", ".join(filter(None, (stage.title, stage.note, stage.then)))
        self.setAccessibleName(told)
        self.setToolTip(plain_tip(told))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        assert stage.act is not None
        act = stage.act
        self.clicked.connect(lambda: act())

    def sizeHint(self) -> QSize:
        inner = self.layout()
        return inner.sizeHint() if inner is not None else QSize()

    def minimumSizeHint(self) -> QSize:
        inner = self.layout()
        return inner.minimumSize() if inner is not None else QSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(worn.color("primary_soft"))
            painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(worn.color("primary"), 2))
            painter.drawRoundedRect(box, 6, 6)
        painter.end()


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
