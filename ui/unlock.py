"""Signing in: which register, who, the password. Each trouble of the file has its own sentence here."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from narcdesk import backups, network_folder, vault
from narcdesk.dates import plural
from narcdesk.errors import UserError
from narcdesk.register import Register, local_clock
from ui import messages
from ui.fields import ChoiceField, Form, PasswordField
from ui.pieces import Banner, Button, Elided, Icon, PrimaryButton, QuietButton, Text, column, row
from ui.recovery_dialogs import RecoverWindow
from ui.restore_dialog import RestoreDialog

Opener = Callable[[Path, str, str], Register]

OTHER_REGISTER = UserError(
    "В папке теперь лежит другой реестр: открытые окна не от него.",
    lost="Набранное в окнах осталось в прежнем реестре.",
    do="Верните в папку прежние файлы. Чтобы работать с новыми, выйдите из программы и откройте её снова.",
)

SECOND = 1000  # ms


class UnlockWindow(QDialog):
    """Asks for a login and a password and opens the register; `register` is what was opened.

    With `person` only this one may unlock: the desk behind the lock is his, with what he typed. With `behind` only that
    very register may: another one in its folder, with a password that somebody else knows, would lift the curtains.
    """

    opened = Signal(object)
    asks_new = Signal()  # make another register

    def __init__(
        self,
        folder: Path,
        *,
        person: str = "",
        behind: Register | None = None,
        parent: QWidget | None = None,
        opener: Opener = Register.open,
    ) -> None:
        super().__init__(parent)
        self.folder, self._person, self._behind, self._opener = folder, person, behind, opener
        self.register: Register | None = None
        self.is_unkept = False  # whether something typed behind the lock could not be put away
        self.setWindowTitle("NarcDesk")
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self._place = Elided("", "caption", "muted")
        self._backup = Text("", "caption", "muted")
        self._trouble = QVBoxLayout()
        self.login = ChoiceField("login", "Имя", {}, required=True, chars=24)
        self.password = PasswordField("password", "Пароль")
        self.form = Form([("", [self.login, self.password])])
        # Enter is the key of whatever has the cursor here: as a shortcut it would open from every other button too.
        self.open_button = PrimaryButton("&Открыть", self.unlock)
        self.form.finished.connect(self.unlock)  # the one form whose last Enter acts: nothing is written by it
        heading = "Закрыто на замок" if person else "NarcDesk"
        places = [QuietButton("&Другая папка…", self.choose_folder), QuietButton("&Новый реестр…", self.asks_new.emit)]
        places.append(QuietButton("Из &копии…", self.restore))
        words = column(Text(heading, "title"), self._place, self._backup, gap=0)
        foot = row(*([] if person else places), None, *self._ways_out(), self.open_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(32, 28, 32, 24)
        box.setSpacing(16)
        box.addLayout(row(Icon("lock", "primary", 28), words, gap=16, grows=words))
        box.addLayout(self._trouble)
        box.addWidget(self.form)
        if not person:  # behind a lock lies what this one person typed
            self.forgotten = QuietButton("&Забыли пароль? Слова восстановления…", self.recover)
            box.addLayout(row(self.forgotten, None))
        box.addStretch(1)
        box.addLayout(foot)
        self.setFixedWidth(600)
        self._count = QTimer(self, interval=SECOND)
        self._count.timeout.connect(self._count_down)
        self.login.edited.connect(self._count_down)
        self.show_folder(folder)

    def _ways_out(self) -> list[Button]:
        return [Button("&Выйти из программы", self.leave)] if self._person else []

    def leave(self) -> None:
        """End the program from behind the lock; what could not be put away would be lost, and that is said first."""
        if self.is_unkept:
            heading, words = "Набранное в открытых окнах не записано", "Если выйти сейчас, оно пропадёт."
            answers = {"stay": "&Остаться", "leave": "&Выйти без него"}
            if messages.ask(self, heading, words, answers, safe="stay", danger="leave") != "leave":
                return
        self.done(2)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.password if self.login.value() else self.login).control.setFocus()

    def show_folder(self, folder: Path) -> None:
        """Another register: its place and the logins of its key file."""
        self.folder = folder
        self._place.setText(str(folder))
        last = backups.recall_in(folder)
        age = backups.age_words(last.made_at, local_clock()) if last is not None else ""
        self._backup.setText(f"Последняя резервная копия: {age}")
        self._backup.setVisible(last is not None)
        self._count.stop()
        self._say(None)
        try:
            logins = [self._person] if self._person else vault.logins(folder)
        except UserError as error:
            logins = []
            self._say(error)
        self.login.offer({login: login for login in logins})
        self.login.set_value(logins[0] if len(logins) == 1 else None)
        self.login.control.setEnabled(not self._person)
        self._count_down()

    def choose_folder(self) -> None:
        """Pick the folder of another register."""
        chosen = QFileDialog.getExistingDirectory(self, "Папка реестра", str(self.folder))
        if chosen:
            self.show_folder(Path(chosen))

    def restore(self) -> RestoreDialog:
        """Make a register of a backup and go on with that one."""
        last = backups.recall_in(self.folder)
        dialog = RestoreDialog(self, last.path if last is not None else None)
        dialog.restored.connect(self.show_folder)
        dialog.open()
        return dialog

    def unlock(self) -> None:
        """Try the password; on failure what was typed stays and the sentence says which trouble it is."""
        login = str(self.login.value() or "")
        self._count.stop()
        try:
            self.register = self._of_the_desk(self._open(login))
        except UserError as error:
            self._say(error)
            self.password.line.selectAll()
            self.password.control.setFocus()
            self._count_down()
            return
        self._enter(self.register)

    def _open(self, login: str) -> Register:
        try:
            return self._opener(self.folder, login, self.password.value())
        except vault.OnNetwork as error:
            answers = {"stay": "&Не открывать", "allow": "&Разрешить и открыть"}
            text = f"Разрешить это может только заведующий. {network_folder.RISK}"
            if messages.ask(self, error.what, text, answers, safe="stay", danger="allow") != "allow":
                raise
            return network_folder.open_allowed(self.folder, login, self.password.value())

    def _of_the_desk(self, opened: Register) -> Register:
        """What was opened, if it is the register behind the lock; raises UserError."""
        if self._behind is None or opened.continues(self._behind):
            return opened
        with suppress(UserError):
            opened.close()
        raise OTHER_REGISTER

    def _enter(self, register: Register) -> None:
        self._count.stop()
        self.register = register
        self.password.set_value("")
        self.opened.emit(register)
        self.accept()

    def recover(self) -> None:
        """The way in by the words from the sheet."""
        window = RecoverWindow(self, self.folder)
        window.opened.connect(self._enter)
        window.open()

    def _count_down(self) -> None:
        """While a wait lasts nothing can be tried, and it is seen how long; another person does not wait."""
        try:
            left = vault.wait_left(self.folder, str(self.login.value() or ""))
        except UserError:
            left = 0
        if left and self._count.isActive() and (banner := self._banner()):
            banner.text.setText(str(vault.MustWait(left)))
        elif left:
            self._say(vault.MustWait(left))
            self._count.start()
        elif self._count.isActive():
            self._count.stop()
            self._say(None)
        self.open_button.setEnabled(not left)

    def reject(self) -> None:
        """Esc: behind a lock it opens nothing and loses nothing."""
        if not self._person:
            super().reject()

    @property
    def said(self) -> str:
        """The trouble on the screen, or ""."""
        banner = self._banner()
        return banner.text.text() if banner else ""

    def _banner(self) -> Banner | None:
        item = self._trouble.itemAt(0)
        widget = item.widget() if item else None
        return widget if isinstance(widget, Banner) else None

    def _say(self, error: UserError | None) -> None:
        while (item := self._trouble.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if error is not None:
            wrong_word = isinstance(error, vault.WrongPassword | vault.MustWait)
            self._trouble.addWidget(Banner("warn" if wrong_word else "danger", str(error)))
        QTimer.singleShot(0, self, self._grow)  # once the sentence has found its room

    def _grow(self) -> None:
        """Qt gives a window the least height of its wrapped texts, which may be less than they need at this width."""
        layout = self.layout()
        if layout is not None and (needed := layout.totalHeightForWidth(self.width())) > self.height():
            self.resize(self.width(), needed)


def greeting(register: Register) -> str:
    """What is to be said to who has just signed in: of a wrong layout, of wrong passwords before his."""
    failed = plural(register.keys.failed_before, "неудачная попытка", "неудачные попытки", "неудачных попыток")
    said = [f"До этого входа на этом компьютере: {failed}."] * bool(register.keys.failed_before)
    said += ["Пароль набран в другой раскладке; программа его узнала."] * register.keys.other_layout
    return " ".join(said)


class Curtain(QWidget):
    """Lies over a window while the desk is locked: nothing of it can be read or pressed."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("ground", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        sign, words = Icon("lock", "muted", 32), Text("Закрыто на замок", "heading")
        self.setLayout(column(None, row(None, sign, None), row(None, words, None), None))
        self.setGeometry(over.rect())
        over.installEventFilter(self)  # a window may grow behind the lock, when the screen changes
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent):
            self.resize(event.size())
        return super().eventFilter(watched, event)
