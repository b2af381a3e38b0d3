"""A text with its own rules of writing, as tall as there is room: spaces at the beginning of a line mean something."""

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from ui.fields.lines import Lines, LongTextField

INDENT = 2


class Code(Lines):
    """Letters of one width, lines that do not wrap; Enter begins a line under the one above it."""

    def __init__(self, rows: int, chars: int) -> None:
        super().__init__(rows, chars)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setProperty("code", True)  # the stylesheet gives it its letters
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(source.text().replace("\r\n", "\n").replace("\r", "\n").replace("\t", " " * INDENT))

    def go_to_line(self, number: int) -> None:
        """The cursor goes to a line, the first is 1, and marks it."""
        block = self.document().findBlockByNumber(max(0, number - 1))
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.centerCursor()
        self.setFocus(Qt.FocusReason.OtherFocusReason)


class CodeField(LongTextField):
    """Such a text in a form; it takes all the room."""

    def __init__(self, name: str, label: str, *, rows: int = 12, chars: int = 48) -> None:
        super().__init__(name, label, rows=rows, chars=chars)

    def make(self, rows: int, chars: int) -> Lines:
        return Code(rows, chars)

    @property
    def code(self) -> Code:
        """What is typed into."""
        assert isinstance(self.lines, Code)
        return self.lines

    def value(self) -> object:
        return self.lines.toPlainText()
