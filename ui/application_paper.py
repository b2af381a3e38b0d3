"""One paper of an application's set: ticked when it is at hand, with its sheets and its day."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from narcdesk.applications.checklist import Line, Mark
from ui import theme
from ui.fields import CheckBox, DayField, NumberField
from ui.pieces import Text, column, held, row

FIRST_LINE = 7  # px that a line of words stands lower than the field beside it
_TONES = {Mark.THERE: "muted", Mark.MISSING: "danger", Mark.DOUBT: "warn"}


class PaperRow(QWidget):
    """A box, the paper, and what to know about it; how many sheets and of which day, once it is ticked."""

    edited = Signal()
    passed = Signal()  # Enter: on to the next paper

    def __init__(self, title: str, today: Callable[[], date]) -> None:
        super().__init__()
        title = title[:1].upper() + title[1:]
        self.box = CheckBox("")
        self.box.setAccessibleName(title)
        self.sheets = NumberField("sheets", f"Листов: {title}", chars=3)
        self.dated = DayField("dated", f"От какого дня: {title}", today, lean="past")
        for field in (self.sheets, self.dated):
            field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
            field.edited.connect(self.edited)
        words = Words(title, self.box)
        small = [Text(said, "caption", "muted") for said in ("листов", "от")]
        self._more = held(row(small[0], self.sheets, small[1], self.dated))
        self._note = Text("", "caption", wrap=True)
        # What is said about the two short fields needs more width than they have.
        said = held(column(words, self._note, self.sheets.note, self.dated.note, gap=0))
        said.setContentsMargins(0, theme.current().px(FIRST_LINE), 0, 0)
        line = row(self.box, said, self._more, gap=0, grows=said)
        for part in (self.box, said, self._more):
            line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)
        self.box.clicked.connect(self._ticked)
        self.box.passed.connect(self._pass)
        self.sheets.passed.connect(self.dated.control.setFocus)
        self.dated.passed.connect(self.passed)
        self._more.hide()

    def typed(self) -> tuple[object, object]:
        """Sheets and day, letter by letter where they cannot be read."""
        return self.sheets.value(), self.dated.value()

    def tick(self, sheets: object, dated: object) -> None:
        """It is at hand: so many sheets, of this day."""
        self.box.setChecked(True)
        self.sheets.set_value(sheets)
        self.dated.set_value(dated)
        self._more.show()

    def letters(self) -> list[str]:
        """Sheets and day as they stand there, for a draft."""
        return [self.sheets.typed(), self.dated.typed()]

    def retype(self, letters: Sequence[str] | None) -> None:
        """Bring a draft back; None: the paper was not at hand."""
        self.box.setChecked(letters is not None)
        for field, typed in zip((self.sheets, self.dated), letters or (), strict=False):
            field.retype(typed)
        self._more.setVisible(letters is not None)

    def show_line(self, line: Line) -> None:
        """Say how it stands; what is typed beside it is not repeated."""
        said = "" if line.mark is Mark.THERE else line.said
        self.say(said[:1].upper() + said[1:], _TONES[line.mark])

    def say(self, text: str, tone: str) -> None:
        """A sentence under the paper, "" for none."""
        self._note.setText(text)
        self._note.set_tone(tone)
        self._note.setVisible(bool(text))

    def _ticked(self) -> None:
        is_here = self.box.isChecked()
        if is_here and self.sheets.is_empty():
            self.sheets.set_value(1)
        self._more.setVisible(is_here)
        self.edited.emit()

    def _pass(self) -> None:
        if self.box.isChecked():
            self.sheets.control.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.passed.emit()


class Words(Text):
    """What a paper is called; a click on it ticks its box."""

    def __init__(self, title: str, box: CheckBox) -> None:
        super().__init__(title, wrap=True)
        self._box = box
        self.setBuddy(box)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._box.click()
