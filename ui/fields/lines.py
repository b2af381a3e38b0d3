"""Several lines of text: Enter makes a line, Tab leaves."""

from PySide6.QtCore import QMimeData, QSignalBlocker, QSize
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from narcdesk import names
from ui import clipboard
from ui.fields.base import Field


class Lines(QPlainTextEdit):
    """`rows` lines of `chars` letters to type into; what is pasted is cleaned line by line."""

    def __init__(self, rows: int, chars: int) -> None:
        super().__init__()
        self._rows, self._chars = rows, chars
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        around = 2 * round(self.document().documentMargin()) + 10  # padding and border of the stylesheet
        return QSize(metrics.horizontalAdvance("н") * self._chars + 24, metrics.lineSpacing() * self._rows + around)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 120), self.sizeHint().height())

    def createMimeDataFromSelection(self) -> QMimeData:
        return clipboard.marked(self.textCursor().selection().toPlainText())

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText("\n".join(names.clean(line) for line in source.text().splitlines()))


class LongTextField(Field):
    """Words of several lines."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        hint: str = "",
        required: bool = False,
        rows: int = 3,
        chars: int = 48,
    ) -> None:
        super().__init__(name, label, hint=hint, required=required)
        self.lines = self.make(rows, chars)
        self.lines.textChanged.connect(self.mended)
        self.hold(self.lines, wide=self.lines.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Expanding)

    def make(self, rows: int, chars: int) -> Lines:
        """What is typed into."""
        return Lines(rows, chars)

    def value(self) -> object:
        return self.lines.toPlainText().strip()

    def set_value(self, value: object) -> None:
        self.retype("" if value is None else str(value))

    def typed(self) -> str:
        return self.lines.toPlainText()

    def retype(self, typed: str) -> None:
        with QSignalBlocker(self.lines):  # `edited` is for what a person does
            self.lines.setPlainText(typed)
