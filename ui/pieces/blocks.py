"""Blocks of a page: its header, cards, notices, facts, what a list shows when it is empty."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.icons import Icon
from ui.pieces.buttons import Button, QuietButton
from ui.pieces.layouts import Part, column, row
from ui.pieces.text import Elided, Text

SIGN = {"danger": "triangle-alert", "warn": "triangle-alert", "ok": "circle-check", "info": "info"}


class PageHeader(QWidget):
    """Title, one line that says what is here, actions at the right, or under it when there is little room."""

    def __init__(self, title: str, line: str = "", actions: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.title = Elided(title, "title")
        self.line = Elided(line, "caption", "muted")
        words = column(self.title, self.line, gap=0)
        self._acts = row(None, *actions, gap=12)
        self._beside = row(words, self._acts, gap=16, grows=words)
        self.setLayout(self._beside)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        widest = max(self.title.minimumSizeHint().width(), self._acts.minimumSize().width())
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = min(self.title.sizeHint().width(), theme.current().px(360)) + 16 + self._acts.minimumSize().width()
        ways = QBoxLayout.Direction
        self._beside.setDirection(ways.LeftToRight if wanted <= self.width() else ways.TopToBottom)

    def show_words(self, title: str, line: str) -> None:
        """Another title and line."""
        self.title.setText(title)
        self.line.setText(line)


class Card(QFrame):
    """A surface with a heading; put things into `body`, or give them at once (`None` takes the free room).

    A `flush` card holds a list from edge to edge.
    """

    def __init__(self, heading: str = "", *parts: Part, aside: QWidget | None = None, flush: bool = False) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        self.body = column(*parts, gap=8)
        box = QVBoxLayout(self)
        across, down = theme.CARD_MARGIN
        edges = (1, down, 1, 8) if flush else (across, down, across, down)
        box.setContentsMargins(*edges)
        box.setSpacing(8)
        if heading:
            top = row(Text(heading, "heading"), None, *[aside] * bool(aside))
            top.addStrut(theme.current().px(24))  # as high with a quiet button as without one
            top.setContentsMargins(*(across, 0, 8, 0) if flush else (0, 0, 0, 0))
            box.addLayout(top)
        box.addLayout(self.body, 1)


class Banner(QFrame):
    """One sentence of what is wrong or well, with the button that mends it; danger, warn, ok or info."""

    def __init__(self, tone: str, text: str, action: str = "", on_action: Callable[[], Any] | None = None) -> None:
        super().__init__()
        ink = "primary" if tone == "info" else tone
        self.setProperty("ground", ink)
        self.text = Text(text, tone=ink, wrap=True, copyable=True)
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 8, 8, 8)
        box.setSpacing(8)
        self.setMinimumHeight(40)
        box.addWidget(Icon(SIGN[tone], ink))
        box.addWidget(self.text, 1)
        self.button = QuietButton(action, on_action) if action else None
        if self.button:
            box.addWidget(self.button)


class EmptyState(QWidget):
    """What would be here, and how to begin."""

    def __init__(self, icon: str, heading: str, text: str, action: Button | None = None) -> None:
        super().__init__()
        middle = Qt.AlignmentFlag.AlignHCenter
        self._heading = Text(heading, "heading")
        self._text = words = Text(text, tone="muted", wrap=True)
        words.setAlignment(middle)
        words.setMinimumWidth(280)
        words.setMaximumWidth(480)
        box = QVBoxLayout(self)
        box.setSpacing(8)
        box.addStretch(2)
        box.addWidget(Icon(icon, "muted", 32), alignment=middle)
        box.addWidget(self._heading, alignment=middle)
        box.addLayout(row(None, words, None, grows=words))
        if action:
            box.addSpacing(8)
            box.addWidget(action, alignment=middle)
        box.addStretch(3)

    def show_words(self, heading: str, text: str) -> None:
        """Say something else from now on."""
        self._heading.setText(heading)
        self._text.setText(text)


class Facts(QWidget):
    """Pairs of a caption and what is known; what a person typed can be copied, nothing known is a dash."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        for caption, known in pairs:
            self.add(caption, known)

    def add(self, caption: str, known: str, tone: str = "text") -> None:
        """One more pair."""
        at = self._grid.rowCount()
        value = Text(known or "—", tone=tone, wrap=True, copyable=True)
        value.setAccessibleName(f"{caption}: {known or 'нет сведений'}")
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(Text(caption, "caption", "muted"), at, 0, top)
        self._grid.addWidget(value, at, 1, top)
