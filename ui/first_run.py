"""The first start: requisites, the head with his password, where the register and its backups lie; made at the end."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget, QWidget

from narcdesk import administration, backup_plan
from narcdesk.backup_plan import BackupPlan
from narcdesk.errors import Invalid, Problem, UserError
from narcdesk.fields import fields_of
from narcdesk.office import Office
from narcdesk.register import Register, local_clock
from narcdesk.staff import Person
from narcdesk.vault.strength import must_be_strong
from ui import backup_tab, messages, work
from ui.fields import Field, Form, PasswordField, TextField
from ui.fields.made import made
from ui.fields.new_password import NewPasswordField
from ui.keys import on_key
from ui.medium_dialog import ask_medium
from ui.pieces import Button, PrimaryButton, QuietButton, Text, column, held, row, rule, scrolled
from ui.restore_dialog import RestoreDialog


class FirstRun(QDialog):
    """Four steps that can be gone back and forth; `created` gives the new register, unlocked."""

    created = Signal(object)
    restored = Signal(object)  # the folder of a register that was made of a backup instead

    def __init__(self, parent: QWidget | None = None, *, create: Callable[..., Register] = Register.create) -> None:
        super().__init__(parent)
        self._create = create
        self.setWindowTitle("NarcDesk")
        today = lambda: local_clock().date()  # noqa: E731
        self.office = Form.of(fields_of(Office), today)
        self.office.fill({"cabinet": "наркологический кабинет", "chief_post": "Главный врач"})
        person = [made(field, today) for field in fields_of(Person) if field.name != "role"]
        passwords = [NewPasswordField("password", "Пароль", self._about), PasswordField("again", "Ещё раз", chars=32)]
        self.head = Form([("", person), ("Пароль", passwords)])
        self.place = Form([("", [_place()])])
        self.backups = Form([("", [made(field, today) for field in fields_of(BackupPlan)[:2]])])
        choose = QuietButton("&Выбрать папку…", self.choose_folder)
        choose_backups = [
            QuietButton("&Выбрать папку…", partial(self.choose_backups, "folder")),
            QuietButton("Выбрать в&торое место…", partial(self.choose_backups, "stick")),
        ]
        self.steps = [
            ("Кабинет", "Как больница и кабинет называются в бумагах.", column(self.office, None)),
            ("Заведующий", _WHO, column(self.head, None)),
            ("Где хранить", _WHERE, column(self.place, row(choose, None), None)),
            ("Резервные копии", _BACKUPS, column(self.backups, row(*choose_backups, None), None)),
        ]
        self._stack = QStackedWidget()
        for _, _, layout in self.steps:
            inner = held(layout)
            inner.setContentsMargins(32, 16, 32, 16)
            self._stack.addWidget(scrolled(inner))
        self._count = Text("", "caption", "muted")
        self._heading = Text("", "title")
        self._line = Text("", tone="muted", wrap=True)
        top = held(column(self._count, self._heading, self._line, gap=4))
        top.setContentsMargins(32, 24, 32, 12)
        self.back = Button("&Назад", self.go_back)
        self.forward = PrimaryButton("&Дальше", self.go_on, key="Ctrl+Enter")
        self.from_backup = QuietButton("&Реестр из копии…", self.restore)
        foot = held(row(Button("&Закрыть", self.reject), self.from_backup, None, self.back, self.forward))
        foot.setContentsMargins(32, 12, 32, 16)
        self.setLayout(column(top, rule(), self._stack, rule(), foot, gap=0, grows=self._stack))
        self.forms = [self.office, self.head, self.place, self.backups]
        for form in self.forms:
            form.finished.connect(self.forward.setFocus)
        on_key(self, "Ctrl+S", self.forward.click)
        self.resize(760, 640)
        self.show_step(0)

    def restore(self) -> RestoreDialog:
        """The office has a backup: the register comes from there, and none is made."""
        dialog = RestoreDialog(self)
        dialog.restored.connect(self._leave_for)
        dialog.open()
        return dialog

    def _leave_for(self, folder: Path) -> None:
        self.restored.emit(folder)
        self.hide()

    def choose_folder(self) -> None:
        """Pick where the register will lie."""
        chosen = QFileDialog.getExistingDirectory(self, "Где хранить реестр", str(self.place["folder"].value()))
        if chosen:
            self.place["folder"].set_value(chosen)

    def choose_backups(self, name: str) -> None:
        """Pick where the backups will go."""
        if chosen := ask_medium(self, "Куда класть копии", "&Выбрать", backup_tab.PURPOSE):
            self.backups[name].set_value(str(chosen.folder))
            self.backups.is_edited = True

    def go_back(self) -> None:
        """One step back; what was typed stays."""
        self.show_step(self._stack.currentIndex() - 1)

    def go_on(self) -> None:
        """Check the step and go on; the last one makes the register."""
        step = self._stack.currentIndex()
        try:
            self._check(step)
        except Invalid as invalid:
            self.forms[step].show_problems(invalid)
            return
        if step < len(self.steps) - 1:
            self.show_step(step + 1)
        else:
            self._make()

    def _check(self, step: int) -> None:
        self.forms[step].clear_problems()
        today = local_clock().date()
        if step == 0:
            administration.new_office(self.office.values(), today)
        elif step == 1:
            administration.new_head(self._who(), today)
            password = self.head["password"].value()
            must_be_strong(str(password), self._about())
            if password != self.head["again"].value():
                raise Invalid([Problem("again", "Пароли не совпадают")])
        elif step == 2 and not str(self.place["folder"].value()).strip():
            raise Invalid([Problem("folder", "Папка: нужно выбрать")])
        elif step == 3:
            backup_plan.accepted(self.backups.values(), self._folder(), today)

    def _who(self) -> dict[str, object]:
        """What is asked of the head himself; the password is nobody's field."""
        return {name: value for name, value in self.head.values().items() if name not in ("password", "again")}

    def _about(self) -> list[str]:
        """What his password must not be made of."""
        office = [str(self.office[name].value()) for name in ("name", "short_name", "district")]
        return [*(str(value) for value in self._who().values()), *office]

    def _make(self) -> None:
        today = local_clock().date()
        office = administration.new_office(self.office.values(), today)
        head = administration.new_head(self._who(), today)
        password, folder = str(self.head["password"].value()), self._folder()

        def task(_progress: Any) -> Register:
            return self._create(folder, office, head, password)

        work.run(self, "Создаём зашифрованный реестр", task, self._end)

    def _folder(self) -> Path:
        return Path(str(self.place["folder"].value()))

    def _end(self, register: Register) -> None:
        typed = self.backups.values()
        if any(typed.values()):  # else nobody has decided, and the program says so in the settings
            try:
                backup_plan.amend(register, typed)
            except UserError as error:  # the register is there: it must not be lost over its plan of backups
                messages.tell(self, error)
        self.created.emit(register)
        self.accept()

    def show_step(self, step: int) -> None:
        """Bring a step to the front, whatever the others hold."""
        heading, line, _ = self.steps[step]
        self._count.setText(f"Новый реестр · шаг {step + 1} из {len(self.steps)}")
        self._heading.setText(heading)
        self._line.setText(line)
        self._stack.setCurrentIndex(step)
        self.back.setEnabled(step > 0)
        self.from_backup.setVisible(step == 0)
        self.forward.setText("&Создать реестр" if step == len(self.steps) - 1 else "&Дальше")
        self.forms[step].go_to_first_empty()

    def reject(self) -> None:
        """Esc and the cross: what was typed is not thrown away without asking."""
        if any(form.is_edited for form in self.forms):
            answers = {"stay": "&Продолжить", "drop": "&Не создавать реестр"}
            heading, text = "Реестр ещё не создан", "Введённое пропадёт."
            if messages.ask(self, heading, text, answers, safe="stay", danger="drop") != "drop":
                return
        super().reject()


_WHO = "Первый, кто входит. Остальных он добавит сам."
_WHERE = (
    "Папка на этом компьютере. Весь реестр — один зашифрованный файл и файл ключей рядом с ним: без пароля их никто "
    "не прочтёт. На случай забытого пароля дальше напечатаем лист со словами восстановления."
)
_BACKUPS = (
    "Если компьютер сломается или его украдут, работу вернёт только копия в другом месте: на другом диске, "
    "флеш-накопителе, в папке на сервере. Место можно указать и позже, в настройках."
)


def _place() -> Field:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    field = TextField("folder", "Папка", required=True, chars=48)
    field.set_value(str(Path(documents) / "NarcDesk"))
    return field
