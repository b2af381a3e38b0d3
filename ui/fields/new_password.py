"""A password that is being made: while it is typed, how hard it is to guess stands under it in words."""

from collections.abc import Callable, Iterable

from narcdesk.vault.strength import ADVICE, SHORTEST, Level, measure
from ui.fields.password import PasswordField


class NewPasswordField(PasswordField):
    """`about` gives what it must not be made of: the name of the person, his login, the office."""

    def __init__(self, name: str, label: str, about: Callable[[], Iterable[str]] = tuple) -> None:
        super().__init__(name, label, hint=f"Не короче {SHORTEST} знаков; {ADVICE}.", chars=32)
        self._about = about
        self.edited.connect(self._judge)

    def _judge(self) -> None:
        self.show_error("")
        if not self.value():
            return
        found = measure(self.value(), self._about())
        if found.level is Level.WEAK:
            self.note.say(f"Пока {found.level}: {found.reason}.", "warn")
        else:
            self.note.say(f"{found.level.capitalize()} пароль.", "ok")
