"""Words on the screen: always plain text, so that a name typed as `<b>` is shown as it was typed."""

import html
import re
from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_COPYABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


BREAK = "\u200b"  # no letter, only leave to go on in the next line
_LONGEST = 24  # letters in a row that any window has room for
_JOINTS = re.compile(r"(?<=[/\\_.-])(?=\w)")
_LONG = re.compile(rf"\S{{{_LONGEST + 1},}}")


def breakable(text: str) -> str:
    """The same words, with leave to break inside long ones: a path of folders has no spaces."""
    return _LONG.sub(lambda word: BREAK.join(_pieces(word.group())), text)


def _pieces(word: str) -> Iterator[str]:
    for piece in _JOINTS.split(word):
        yield from (piece[at : at + _LONGEST] for at in range(0, len(piece), _LONGEST))


def plain_tip(text: str) -> str:
    """A tip with exactly these words: Qt would take a typed `<b>` for a mark."""
    return f"<qt>{html.escape(text)}</qt>" if "<" in text else text


class Text(QLabel):
    """Words in a scale (body, strong, heading, title, caption) and a tone (text, muted, danger, ok …).

    `wrap` breaks lines, inside long words too; `copyable` lets a person select and copy, by mouse and by keys.
    """

    def __init__(
        self,
        text: str = "",
        scale: str = "body",
        tone: str = "text",
        *,
        wrap: bool = False,
        copyable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("scale", scale)
        self.setProperty("tone", tone)
        if wrap:
            self.setWordWrap(True)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        if copyable:
            self.setTextInteractionFlags(_COPYABLE)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(breakable(text) if self.wordWrap() else text)

    def text(self) -> str:
        return super().text().replace(BREAK, "")

    def set_tone(self, tone: str) -> None:
        """Colour the words otherwise from now on."""
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)


class Elided(Text):
    """One line that gives way: what does not fit ends in «…» and is whole in the tip."""

    def __init__(self, text: str = "", scale: str = "body", tone: str = "text") -> None:
        super().__init__(text, scale, tone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        whole = self.sizeHint()
        return QSize(min(whole.width(), self.fontMetrics().horizontalAdvance("Воробьёв…")), whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip("" if self._shown() == self.text() else plain_tip(self.text()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), Qt.AlignmentFlag.AlignVCenter, self._shown())
        painter.end()

    def _shown(self) -> str:
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
