"""The recovery words as they stand on the sheet: a numbered line for each, in the same three columns."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from narcdesk.vault.words import COUNT, known, near, split, wordlist
from ui.fields.line import Line
from ui.pieces import Text

COLUMNS = 3
CHARS = 11


class WordLine(Line):
    """The line of one word: a space and Enter go on to the next, several pasted words fill those after it."""

    pasted = Signal(list)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(split(QGuiApplication.clipboard().text()))
        elif event.key() == Qt.Key.Key_Space:
            self.passed.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.deselect()
        super().focusOutEvent(event)


class WordsGrid(QWidget):
    """24 lines; a word that is in no list is said at once, with what it may be. `finished` comes after the last."""

    finished = Signal()
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        self.lines = [WordLine(CHARS) for _ in range(COUNT)]
        rows = COUNT // COLUMNS
        for place, line in enumerate(self.lines):
            column, row = divmod(place, rows)
            number = Text(f"{place + 1}.", "caption", "muted")
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(number, row, 3 * column)
            grid.addWidget(line, row, 3 * column + 1)
            line.setAccessibleName(f"Слово № {place + 1}")
            line.left.connect(lambda place=place: self._leave(place))
            line.passed.connect(lambda place=place: self._go_on(place))
            line.pasted.connect(lambda words, place=place: self._fill(place, words))
            line.textEdited.connect(lambda _text, place=place: self._edit(place))
            grid.setColumnStretch(3 * column + 1, 1)
            if column < COLUMNS - 1:
                grid.setColumnMinimumWidth(3 * column + 2, 16)
        self.note = Text("", "caption", "warn", wrap=True)
        self.note.setMinimumHeight(self.note.fontMetrics().lineSpacing())
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.note, rows, 0, 1, 3 * COLUMNS - 1)
        self.setFocusProxy(self.lines[0])

    def text(self) -> str:
        """The words as they are typed, in their order."""
        return " ".join(line.text() for line in self.lines)

    def forget(self) -> None:
        """Empty every line: what was typed is done with."""
        for line in self.lines:
            line.clear()
            line.setModified(False)
        self.note.setText("")

    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        return not any(line.text().strip() for line in self.lines)

    def show_wrong(self, numbers: tuple[int, ...]) -> None:
        """Mark these words, and lead to the first of them."""
        for place, line in enumerate(self.lines):
            self._mark(line, place + 1 in numbers)
        if numbers:
            self.lines[numbers[0] - 1].setFocus()
            self.lines[numbers[0] - 1].selectAll()

    def go_to_first_empty(self) -> None:
        """Where typing goes on."""
        next((line for line in self.lines if not line.text().strip()), self.lines[-1]).setFocus()

    def _edit(self, place: int) -> None:
        self._mark(self.lines[place], False)
        self.note.setText("")
        self.edited.emit()

    def _leave(self, place: int) -> None:
        line = self.lines[place]
        if not line.text().strip():
            return
        word = known(line.text())
        line.setText(word)  # as the sheet has it, whatever the layout was
        if word in wordlist():
            return
        self._mark(line, True)
        alike = near(word)
        guess = f" Похоже на: {', '.join(alike)}." if alike else " Прочитайте его на листе ещё раз."
        self.note.setText(f"Слова № {place + 1} нет в списке слов.{guess}")

    def _go_on(self, place: int) -> None:
        self._leave(place)
        if place + 1 < COUNT:
            self.lines[place + 1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.finished.emit()

    def _fill(self, place: int, words: list[str]) -> None:
        for line, word in zip(self.lines[place:], words, strict=False):
            line.setText(word)
            self._mark(line, word not in wordlist())
        self.note.setText("")
        self.edited.emit()
        self.lines[min(place + len(words), COUNT - 1)].setFocus()

    def _mark(self, line: Line, wrong: bool) -> None:
        if bool(line.property("wrong")) != wrong:
            line.setProperty("wrong", wrong)
            line.style().unpolish(line)
            line.style().polish(line)
