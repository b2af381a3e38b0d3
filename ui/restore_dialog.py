"""A register from a backup: which one, where to, by what it opens; the register that is in use is never touched."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from narcdesk import backups
from narcdesk.backups import Backup, Restored, age_words
from narcdesk.dates import plural
from narcdesk.errors import Invalid, Problem, UserError
from narcdesk.register import local_clock
from ui import messages, work
from ui.choosing_files import ask_file, ask_folder
from ui.fields import ChoiceField, Form, LongTextField, PasswordField, TextField
from ui.keys import on_key
from ui.pieces import Banner, Button, Elided, Facts, Place, PrimaryButton, QuietButton, Text, column, held, row, rule
from ui.windows import let_go
from ui.work import Progress

PURPOSE = "backups"
KINDS = f"Резервные копии (*{backups.SUFFIX})"
WHICH, WHERE, BY_WHAT, DONE = range(4)
STEPS = (
    ("Какая копия", "Файл на диске или флеш-накопителе. В реестре, который есть сейчас, ничего не изменится."),
    ("Куда восстановить", "Новая или пустая папка: поверх другого реестра копия не ложится никогда."),
    ("Чем открыть", "Паролем, который действовал в день копии, или словами восстановления."),
    ("Реестр восстановлен", "Копия открыта, сосчитана и совпала с тем, что было записано."),
)

_ALL = "все 24, через пробел или каждое с новой строки"


class RestoreDialog(QDialog):
    """Three steps and a report; `restored` gives the folder of the new register when the person wants to open it."""

    restored = Signal(object)

    def __init__(self, parent: QWidget | None, path: Path | None = None) -> None:
        super().__init__(parent)
        self.backup: Backup | None = None
        self.made: Restored | None = None
        self.setWindowTitle("NarcDesk")
        self._facts = Place(QWidget())
        self.choose_button = Button("&Выбрать файл…", self.choose_file, icon="folder-open")
        self.place = Form([("", [TextField("folder", "Папка", required=True, chars=44)])])
        self.login = ChoiceField("login", "Имя для входа", {}, required=True, chars=24)
        self.password = PasswordField("password", "Пароль")
        self.words = LongTextField("words", "Слова", rows=5, chars=40, hint=_ALL)
        self.by_password = Form([("", [self.login, self.password])])
        self.by_words = Form([("", [self.words])])
        self.other_way = QuietButton("", self.change_way)
        self._ways = QStackedWidget()
        for form in (self.by_password, self.by_words):
            self._ways.addWidget(held(column(form, None)))
            form.finished.connect(self._to_forward)
        self.place.finished.connect(self._to_forward)
        self._report = Place(QWidget())
        choose_folder = QuietButton("&Выбрать папку…", self.choose_folder)
        self._stack = QStackedWidget()
        for layout in (
            column(row(self.choose_button, None), self._facts, None, gap=16),
            column(self.place, row(choose_folder, None), None),
            column(self._ways, row(self.other_way, None), None, grows=self._ways),
            column(self._report, None),
        ):
            inner = held(layout)
            inner.setContentsMargins(32, 16, 32, 16)
            self._stack.addWidget(inner)
        self._count = Text("", "caption", "muted")
        self._heading, self._line = Text("", "title"), Text("", tone="muted", wrap=True)
        top = held(column(self._count, self._heading, self._line, gap=4))
        top.setContentsMargins(32, 24, 32, 12)
        self.back = Button("&Назад", self.go_back)
        self.close_button = Button("&Закрыть", self.reject)
        self.forward = PrimaryButton("&Дальше", self.go_on, key="Ctrl+Enter")
        foot = held(row(self.close_button, None, self.back, self.forward))
        foot.setContentsMargins(32, 12, 32, 16)
        self.setLayout(column(top, rule(), self._stack, rule(), foot, gap=0, grows=self._stack))
        on_key(self, "Ctrl+S", self.forward.click)
        self.resize(660, 480)
        self.finished.connect(lambda: let_go(self))
        self._show_way()
        self.take(path) if path is not None else self._show_backup(None)
        self._show(WHICH)

    # Which backup

    def choose_file(self) -> None:
        """Ask for the file."""
        if path := ask_file(self, "Резервная копия", KINDS, PURPOSE):
            self.take(path)

    def take(self, path: Path) -> None:
        """Look into a file and show what it says of itself, or why it is no backup."""
        self.backup = None
        try:
            backup, logins = backups.glance(path), backups.logins(path)
        except UserError as error:
            self._show_backup(error)
            return
        self.backup = backup
        self.login.offer({login: login for login in logins})
        self.login.set_value(logins[0] if len(logins) == 1 else None)
        self.place["folder"].set_value(str(_proposed(backup)))
        self._show_backup(None)

    def _show_backup(self, error: UserError | None) -> None:
        if error is not None:
            self._facts.hold(Banner("danger", str(error)))
        elif self.backup is not None:
            where = Elided(f"в папке {self.backup.path.parent}", "caption", "muted")
            self._facts.hold(held(column(Facts(_facts(self.backup)), where)))
        else:
            self._facts.hold(Text("Файл ещё не выбран.", tone="muted"))
        self._show_state()

    # Where to, and by what

    def choose_folder(self) -> None:
        """Pick the folder."""
        if folder := ask_folder(self, "Куда восстановить", "restored"):
            self.place["folder"].set_value(str(folder))

    def change_way(self) -> None:
        """By the words of recovery instead of a password, or back."""
        self._ways.setCurrentIndex(1 - self._ways.currentIndex())
        self._show_way()

    def _show_way(self) -> None:
        by_words = self._ways.currentWidget() is self._ways.widget(1)
        verb = "Открыть &паролем" if by_words else "Пароль забыт: открыть &словами восстановления"
        self.other_way.setText(verb)
        self.other_way.setAccessibleName(verb.replace("&", ""))
        (self.by_words if by_words else self.by_password).go_to_first_empty()

    # On and back

    @property
    def at(self) -> int:
        """The step in front."""
        return self._stack.currentIndex()

    def _to_forward(self) -> None:
        self.forward.setFocus()

    def go_back(self) -> None:
        """One step back; what was typed stays."""
        self._show(self.at - 1)

    def go_on(self) -> None:
        """Check the step and go on; the third one restores."""
        match self.at:
            case 0 if self.backup is not None:
                self._show(WHERE)
            case 1 if self._place_is_free():
                self._show(BY_WHAT)
            case 2:
                self._restore()
            case 3:
                assert self.made is not None
                self.restored.emit(self.made.folder)
                self.accept()

    def _folder(self) -> Path:
        return Path(str(self.place["folder"].value()).strip())

    def _place_is_free(self) -> bool:
        self.place.clear_problems()
        problem = "" if self._folder().is_absolute() else "Папка: назовите целиком, с диском"
        if not problem:
            try:
                backups.must_be_free(self._folder())
            except UserError as error:
                problem = f"{error.what} {error.do}"
        if problem:
            self.place.show_problems(Invalid([Problem("folder", problem)]))
        return not problem

    def _restore(self) -> None:
        assert self.backup is not None
        path, folder = self.backup.path, self._folder()
        if self._ways.currentWidget() is self._ways.widget(1):
            unlock = backups.by_words(str(self.words.value() or ""))
        else:
            unlock = backups.by_password(str(self.login.value() or ""), self.password.value())

        def task(progress: Progress) -> Restored:
            return backups.restore(path, folder, unlock, progress_in_percent(progress))

        work.run(self, "Восстанавливаем реестр…", task, self._end)

    def _end(self, made: Restored) -> None:
        self.made = made
        self.password.set_value("")
        self.words.set_value("")
        self._report.hold(_report(made))
        self._show(DONE)

    def _show(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        self._show_state()
        if step == WHERE:
            self.place.go_to_first_empty()
        elif step == BY_WHAT:
            self._show_way()
        else:
            (self.forward if self.forward.isEnabled() else self.choose_button).setFocus()

    def _show_state(self) -> None:
        at = self.at
        self._count.setText("Восстановление из копии" if at == DONE else f"Восстановление из копии · шаг {at + 1} из 3")
        self._heading.setText(STEPS[at][0])
        self._line.setText(STEPS[at][1])
        self.back.setVisible(WHICH < at < DONE)
        self.forward.setText({BY_WHAT: "&Восстановить", DONE: "&Открыть его"}.get(at, "&Дальше"))
        self.forward.updateGeometry()
        self.forward.setEnabled(at != WHICH or self.backup is not None)

    def reject(self) -> None:
        """Esc and the cross: words that were typed in are not thrown away without asking."""
        if self.at == BY_WHAT and str(self.words.value() or "").strip():
            answers = {"stay": "&Продолжить", "drop": "&Не восстанавливать"}
            heading = "Реестр ещё не восстановлен"
            if messages.ask(self, heading, "Введённые слова пропадут.", answers, safe="stay", danger="drop") != "drop":
                return
        super().reject()


def progress_in_percent(progress: Progress) -> Progress:
    """Bytes mean little to a person."""
    return lambda done, of: progress(100 * done // max(of, 1), 100)


def _proposed(backup: Backup) -> Path:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) / f"NarcDesk, копия от {backup.manifest.made_at:%Y-%m-%d}"


def _facts(backup: Backup) -> list[tuple[str, str]]:
    now, said = local_clock(), backup.manifest
    made_at = said.made_at.astimezone(now.tzinfo)
    known = [
        ("Файл", backup.path.name),
        ("Сделана", f"{made_at:%d.%m.%Y %H:%M}, {age_words(made_at, now)}"),
        ("Программой", f"NarcDesk {said.program}"),
    ]
    if said.facts is None:
        return [*known, ("Что в ней", "скопирована без пароля: откроется и будет сосчитана при восстановлении")]
    patients = plural(said.facts.rows.get("patients", 0), "карта", "карты", "карт")
    entries = plural(said.facts.head.seq, "запись", "записи", "записей")
    return [*known, ("Что в ней", f"{patients}, журнал: {entries}")]


def _report(made: Restored) -> QWidget:
    patients = plural(made.facts.rows.get("patients", 0), "карта", "карты", "карт")
    entries = plural(made.facts.head.seq, "запись", "записи", "записей")
    moment = made.manifest.made_at.astimezone(local_clock().tzinfo)
    what = f"{patients}, журнал: {entries}"
    facts = Facts([("На момент", f"{moment:%d.%m.%Y %H:%M}"), ("В нём", what)])
    where = Elided(f"в папке {made.folder}", "caption", "muted")
    missing = [Banner("warn", f"{made.missing} При входе программа скажет об этом, и заведующий решит.")]
    let_in = [Text(made.let_in, wrap=True)] * bool(made.let_in)
    return held(column(facts, where, *missing * bool(made.missing), *let_in, None, gap=16))
