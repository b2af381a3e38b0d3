"""What is done with the recovery words: coming back by them, and trying them once a year."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from narcdesk import recovery, vault
from narcdesk.errors import Invalid, Problem, UserError
from narcdesk.register import Register
from ui import messages
from ui.desk import Desk
from ui.fields import ChoiceField, Field, Form, PasswordField, TextField
from ui.fields.new_password import NewPasswordField
from ui.fields.words import WordsGrid
from ui.keys import on_key
from ui.pieces import Banner, Button, Elided, PrimaryButton, Text, clear, column, held, row, rule, scrolled
from ui.windows import let_go


class WordsDialog(QDialog):
    """24 words to type, what is wrong with them above, one button below."""

    def __init__(self, parent: QWidget | None, heading: str, line: str, verb: str, *below: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(heading)
        self.words = WordsGrid()
        self._trouble = column(gap=8)
        self.button = PrimaryButton(verb, self.try_words, key="Ctrl+Enter")
        top = held(column(Elided(heading, "title"), Text(line, "caption", "muted", wrap=True), gap=4))
        top.setContentsMargins(24, 20, 24, 12)
        inner = held(column(self._trouble, self.words, *below, None, gap=16))
        inner.setContentsMargins(24, 16, 24, 8)
        foot = held(row(None, Button("&Закрыть", self.reject), self.button))
        foot.setContentsMargins(24, 12, 24, 16)
        middle = scrolled(inner)
        self.setLayout(column(top, rule(), middle, rule(), foot, gap=0, grows=middle))
        on_key(self, "Ctrl+S", self.button.click)
        self.finished.connect(self.words.forget)
        self.finished.connect(lambda: let_go(self))
        self.resize(640, 560)
        self.words.setFocus()

    def try_words(self) -> None:
        """Do with the words what the window is for."""
        raise NotImplementedError

    @property
    def said(self) -> str:
        """The trouble on the screen, or ""."""
        item = self._trouble.itemAt(0)
        banner = item.widget() if item else None
        return banner.text.text() if isinstance(banner, Banner) else ""

    def say(self, error: UserError | None) -> None:
        """Show a trouble above the words, and mark those that it names; None takes it away."""
        clear(self._trouble)
        self.words.show_wrong(error.numbers if isinstance(error, vault.WrongWords) else ())
        if error is not None:
            tone = "warn" if isinstance(error, vault.WrongWords) else "danger"
            self._trouble.addWidget(Banner(tone, str(error)))

    def reject(self) -> None:
        """Esc and the cross: words typed from paper are not thrown away without asking."""
        if not self.words.is_empty():
            answers = {"stay": "&Продолжить", "drop": "&Закрыть"}
            if messages.ask(self, "Набранные слова пропадут", "", answers, safe="stay", danger="drop") != "drop":
                return
        super().reject()


class RecoverWindow(WordsDialog):
    """The way in when the password is forgotten: the words, the head's login, his new password."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None, folder: Path) -> None:
        self._folder = folder
        self.register: Register | None = None
        self.login = _login(folder)
        self.password = NewPasswordField("password", "Новый пароль", lambda: [str(self.login.value() or "")])
        self.again = PasswordField("again", "Ещё раз", chars=32)
        self.form = Form([("Кто входит", [self.login, self.password, self.again])])
        what = "Наберите слова с листа по порядку и задайте заведующему новый пароль."
        line = f"{what} Раскладка и заглавные буквы не важны."
        super().__init__(parent, "Вход по словам восстановления", line, "&Открыть реестр", self.form)
        self.words.finished.connect(self.login.control.setFocus)
        self.form.finished.connect(self.button.setFocus)
        self.resize(640, min(720, self.screen().availableSize().height() - 48))

    def try_words(self) -> None:
        self.form.clear_problems()
        login, password = str(self.login.value() or "").strip(), self.password.value()
        try:
            self._check(login, password)
            register = recovery.recover(self._folder, self.words.text(), login, password)
        except Invalid as invalid:
            self.say(None)
            self.form.show_problems(invalid)
        except UserError as error:
            self.say(error)
        else:
            self.register = register
            for field in (self.password, self.again):
                field.set_value("")
            self.words.forget()
            self.opened.emit(register)
            self.accept()

    def _check(self, login: str, password: str) -> None:
        problems = [Problem("login", "Имя: нужно указать")] * (not login)
        problems += [Problem("again", "Пароли не совпадают")] * (password != self.again.value())
        if problems:
            raise Invalid(problems)

    def show_problems(self, invalid: Invalid) -> None:
        """What cannot be accepted is shown at its field."""
        self.form.show_problems(invalid)


class DrillDialog(WordsDialog):
    """The yearly trial: all words typed from the sheet, to see that they open this register."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        self._desk = desk
        line = "Вскройте конверт и наберите все слова. Так видно, что лист цел и открывает именно этот реестр."
        super().__init__(parent, "Проверка слов восстановления", line, "&Проверить")
        self.words.finished.connect(self.button.setFocus)

    def try_words(self) -> None:
        try:
            self._desk.ask(recovery.drill, self.words.text())
        except UserError as error:
            self.say(error)
            return
        self.words.forget()
        self._desk.changed.emit()
        messages.inform(self, "Слова верны: они открывают этот реестр. Опечатайте конверт снова.")
        self.accept()


def _login(folder: Path) -> Field:
    """Whom the file of keys names; typed by hand where that is lost."""
    try:
        logins = vault.logins(folder)
    except UserError:
        return TextField("login", "Имя", hint="имя для входа заведующего", required=True, chars=24)
    field: Any = ChoiceField("login", "Имя", {one: one for one in logins}, required=True, chars=24)
    if len(logins) == 1:
        field.set_value(logins[0])
    return field  # type: ignore[no-any-return]
