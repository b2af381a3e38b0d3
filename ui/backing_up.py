"""Backups as the window makes them: beside the work by the plan, at the exit, and when somebody asks for one."""

import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from narcdesk import backup_plan
from narcdesk.audit.doubt import ReadOnly
from narcdesk.backup_plan import Made, NoPlace, Why
from narcdesk.dates import show
from narcdesk.errors import UserError
from narcdesk.register import Register
from ui import messages, work
from ui.desk import Desk
from ui.pieces import Banner, clear, column
from ui.work import Cancelled, Progress

LOOK_EVERY, LISTEN_EVERY = 60_000, 200  # ms
TRY_AGAIN = 900  # seconds after a backup that did not come off

TITLE = "Делаем резервную копию…"


def make_now(parent: QWidget, desk: Desk) -> None:
    """Make one because somebody asked for it, and say what came of it."""
    desk.work(parent, TITLE, backup_plan.make, then=lambda made: _tell(parent, made))


def _tell(parent: QWidget, made: Made) -> None:
    if made.troubles:
        messages.tell(parent, made.troubles[0])
    messages.inform(parent, said_of(made))


def said_of(made: Made) -> str:
    """What came of a backup, in a sentence."""
    places = " и ".join(f"«{path.parent}»" for path in made.paths)
    missing = ", ".join(f"«{folder}»" for folder in made.missing)
    absent = f" Второго места сейчас нет: {missing}." if missing else ""
    return f"Копия сделана, открыта и сосчитана: {places}.{absent}"


class BackingUp(QObject):
    """The plan at work, and the words of the status line on how old the last backup is."""

    told = Signal()  # the words may have changed

    def __init__(self, desk: Desk, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._desk, self._now = desk, now
        self._words, self._tone = "", "muted"
        self._trouble, self._is_grave = "", False
        self._known = (0, "", "")
        self._tried: float | None = None
        self._going: Future[Made] | None = None
        self._asked = desk.register  # whose backup is going on: it may be closed, and another one stand on the desk
        self._looking = QTimer(self, interval=LOOK_EVERY)
        self._looking.timeout.connect(self.look)
        self._listening = QTimer(self, interval=LISTEN_EVERY)
        self._listening.timeout.connect(self._listen)

    def begin(self) -> None:
        """Look every minute whether one is due."""
        self._looking.start()

    def words(self) -> tuple[str, str]:
        """How old the last backup is, and the tone to say it in; behind the lock what was said last."""
        if self._desk.is_open and self._is_news():
            with suppress(UserError):  # a page that cannot be read: whoever asks for data is told
                standing = self._desk.ask(backup_plan.standing)
                worries = standing.is_late or (standing.last is None and standing.is_due) or self._is_grave
                self._words = " · ".join(filter(None, (standing.said, self._trouble)))
                self._tone = "warn" if worries else "muted"
        return self._words, self._tone

    def _is_news(self) -> bool:
        """Whether anything was done or a minute has gone since the last time: the line is drawn at every letter."""
        register, before = self._desk.register, self._known
        self._known = (register.head.seq, f"{register.now():%d %H:%M}", self._trouble)
        return self._known != before

    def look(self) -> None:
        """Begin a backup beside the work, if the plan wants one."""
        self.told.emit()
        desk = self._desk
        if not desk.is_open or desk.register.findings or self._going is not None or work.is_going():
            return
        if self._tried is not None and self._now() - self._tried < TRY_AGAIN:
            return
        with suppress(UserError):
            if desk.ask(backup_plan.standing).is_due:
                self._begin(desk.register)

    def _begin(self, register: Register) -> None:
        self._tried, self._asked = self._now(), register
        pool = ThreadPoolExecutor(1, "backup")
        self._going = pool.submit(backup_plan.make, register, Why.PLAN)
        pool.shutdown(wait=False)
        self._listening.start()

    def _listen(self) -> None:
        if self._going is not None and self._going.done():
            going, self._going = self._going, None
            self._listening.stop()
            self._take(going.exception(), None if going.exception() else going.result())

    def _take(self, error: BaseException | None, made: Made | None) -> None:
        """A place that is not there is a word in the status line; nobody is interrupted for it."""
        if not self._asked.is_open:  # the lock came in the middle: it is tried again after it
            self._tried = None
            return
        missing = error.missing if isinstance(error, NoPlace) else made.missing if made is not None else []
        failed = not isinstance(error, NoPlace) if error is not None else made is not None and bool(made.troubles)
        self._trouble = "копия не удалась" if failed else self._absence(missing)
        self._is_grave = failed or isinstance(error, NoPlace)
        if error is not None and not isinstance(error, UserError):
            sys.excepthook(type(error), error, error.__traceback__)
        self.told.emit()

    def _absence(self, missing: Sequence[Path]) -> str:
        if not missing:
            return ""
        stick = self._desk.ask(backup_plan.plan).stick
        return "носитель не вставлен" if list(missing) == [stick] else "папка для копий недоступна"

    def finish(self, parent: QWidget, then: Callable[[], Any]) -> None:
        """The last backup before the program ends, if the plan wants it; whatever happens, `then` comes after it."""
        self._looking.stop()
        self._listening.stop()
        register, going = self._desk.register, self._going
        if not self._desk.is_open or not _wanted_at_exit(register):
            then()
            return

        def task(progress: Progress) -> Exception | None:
            try:
                if going is not None:
                    going.exception()  # one by the plan is being made: wait for it, it may be enough
                if _wanted_at_exit(register):
                    backup_plan.make(register, Why.EXIT, progress=progress)
            except (Cancelled, NoPlace, ReadOnly):
                return None
            except Exception as error:  # it must not keep the program from ending
                return error
            return None

        def end(error: Exception | None) -> None:
            try:
                if isinstance(error, UserError):
                    messages.tell(None, error)
                elif error is not None:
                    sys.excepthook(type(error), error, error.__traceback__)
            finally:
                then()

        work.run(parent, TITLE, task, end)


class LateBackup(QWidget):
    """A sentence on «Сегодня» when work waits for a backup for longer than the plan says; else nothing."""

    def __init__(self, desk: Desk, before: QWidget) -> None:
        super().__init__()
        self._desk, self._before = desk, before
        self._box = column()
        self.setLayout(self._box)
        self.hide()

    def refresh(self) -> None:
        """Say how it stands now."""
        clear(self._box)
        standing = self._desk.ask(backup_plan.standing)
        if standing.is_late and standing.unsaved_since is not None:
            since = show(standing.unsaved_since.astimezone(self._desk.register.now().tzinfo).date())
            words = f"Работа с {since} не лежит ни в одной резервной копии. {standing.said}."
            banner = Banner("warn", words, "Сделать копию", lambda: make_now(self, self._desk))
            self._box.addWidget(banner)
            assert banner.button is not None
            self.setTabOrder(self._before, banner.button)  # made last, it would be the last stop of Tab
        self.setVisible(standing.is_late)


def _wanted_at_exit(register: Register) -> bool:
    """Whether the plan makes a backup at the exit and there is work that lies in none."""
    try:
        planned = not register.findings and backup_plan.plan(register).at_exit
        return planned and backup_plan.standing(register).unsaved_since is not None
    except UserError:  # a page that cannot be read must not keep anybody from leaving
        return False
