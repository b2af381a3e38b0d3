"""The password: hidden as it is typed, with the layout and Caps Lock told beside it."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from ui import keyboard
from ui.fields.base import Field
from ui.fields.line import Line
from ui.pieces import Text

LOOK_AGAIN = 300  # ms between two looks at the keyboard


class PasswordField(Field):
    """A password with an eye to show it; pasting is allowed."""

    def __init__(self, name: str, label: str, *, hint: str = "", chars: int = 24) -> None:
        super().__init__(name, label, hint=hint, required=True)
        self.line = Line(chars)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.add_sign("eye", "Показать или скрыть пароль", self.turn)
        self.state = Text("", "caption", "warn")
        self.state.setMinimumWidth(110)
        self.hold(self.line, self.state)
        self.line.textEdited.connect(lambda: self.edited.emit())
        self.line.passed.connect(self.passed)
        self._eyes = QTimer(self, interval=LOOK_AGAIN)
        self._eyes.timeout.connect(self._look)
        self._eyes.start()
        self._look()

    def turn(self) -> None:
        """Show what is typed, or hide it again."""
        hidden = self.line.echoMode() is QLineEdit.EchoMode.Password
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)

    def _look(self) -> None:
        layout, caps = keyboard.layout(), keyboard.caps_lock()
        said = [f"раскладка {layout}"] * bool(layout) + ["Caps Lock"] * bool(caps)
        self.state.setText(" · ".join(said))

    def value(self) -> str:
        return self.line.text()

    def set_value(self, value: object) -> None:
        self.line.setText(str(value or ""))

    def typed(self) -> str:
        return ""  # a password goes into no draft

    def retype(self, letters: str) -> None:
        self.line.clear()
