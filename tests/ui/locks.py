"""R13: random edits in random forms, a lock in their midst, and everything is where it was.

`run(n)` locks and unlocks n times and gives what went wrong; the suite runs few, `benchmarks.faults` many.
"""

import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from narcdesk import locking
from tests import factories
from tests.ui.forms import Everything, close, cursor, edit, opened, picture
from tests.ui.hands import press
from ui import app as program
from ui import clipboard
from ui.session import Session
from ui.session_watcher import SessionWatcher

IN_ONE_FORM = 5  # locks before another form is opened
COPIED = "112-233-445 95"


class Seconds:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


@dataclass
class Outcome:
    """How many locks there were, by their way, and what was not as it was."""

    locks: int = 0
    ways: dict[str, int] = field(default_factory=dict)
    forms: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)


class Desk:
    """A session over a register in which every form has something to be about."""

    def __init__(self, folder: Path) -> None:
        register = factories.register(folder, region_code="00")
        self.everything = Everything(register)
        locking.amend(register, {"on_minimise": True})
        register.close()
        self.clock, self.watcher = Seconds(), SessionWatcher()
        self.session = Session(folder, watcher=self.watcher, now=self.clock)
        self.session.begin()
        self.sign_in()

    def sign_in(self) -> None:
        window = self.session.unlocking
        assert window is not None
        window.password.set_value(factories.PASSWORD)
        window.unlock()
        settle()

    @property
    def window(self) -> Any:
        assert self.session.window is not None
        return self.session.window

    @property
    def today(self) -> Any:
        return self.window.pages._holders[0][0].page

    def back(self) -> None:
        self.window.pages.go(0)

    # The ways to the lock

    def ways(self) -> dict[str, Callable[[], None]]:
        return {
            "idle": self._idle,
            "hotkey": self._key,
            "minimise": self._minimise,
            "session": self.watcher.away.emit,
            "log-off": self.watcher.ending.emit,
        }

    def _idle(self) -> None:
        self.clock.at += 60 * 10
        self.session.idle.look()

    def _key(self) -> None:
        front = QApplication.activeModalWidget() or self.window
        press(front, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    def _minimise(self) -> None:
        self.window.showMinimized()
        settle()
        self.window.showMaximized()

    def leave(self) -> None:
        self.window.desk.register.close()
        self.session.idle.stop()
        self.session._keeping.stop()
        self.window.deleteLater()
        settle()


def settle() -> None:
    """Let what is due happen."""
    for _ in range(3):
        QApplication.processEvents()


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="narcdesk замок ", ignore_cleanup_errors=True) as made:
        yield Path(made) / "Реестр кабинета"


def run(n: int, seed: int = 0) -> Outcome:
    """Lock n times in the midst of an edit."""
    if QApplication.instance() is None:
        program.make([])
    hand, outcome = random.Random(seed), Outcome()
    with _folder() as folder:
        desk = Desk(folder)
        subjects = desk.everything.subjects()
        try:
            while outcome.locks < n:
                form = hand.choice(sorted(subjects))
                outcome.forms.add(form)
                window = opened(desk.today, subjects[form])
                for _ in range(min(IN_ONE_FORM, n - outcome.locks)):
                    _lock_once(desk, window, form, hand, outcome)
                window.draft.drop()
                close(window, desk.today, desk.back)
        finally:
            desk.leave()
    return outcome


def _lock_once(desk: Desk, window: Any, form: str, hand: random.Random, outcome: Outcome) -> None:
    edit(window, hand, hand.randint(1, 4))
    window.window().activateWindow()  # offscreen an open list may have taken the keyboard along
    settle()
    clipboard.copy(COPIED)
    seen = picture(window) | {"cursor": cursor(window), "focus": window.focusWidget()}
    way = hand.choice(sorted(desk.ways()))
    outcome.ways[way] = outcome.ways.get(way, 0) + 1
    outcome.locks += 1

    def wrong(what: str) -> None:
        outcome.wrong.append(f"{outcome.locks}: {form}, {way}: {what}")

    desk.ways()[way]()
    settle()
    if not desk.session.is_locked or desk.window.desk.is_open:
        wrong("not locked")
        return
    if QApplication.clipboard().text():
        wrong("the clipboard holds something")
    desk.sign_in()
    found = picture(window) | {"cursor": cursor(window), "focus": window.focusWidget()}
    for name, before in seen.items():
        if found.get(name) != before:
            wrong(f"{name}: {before!r} -> {found.get(name)!r}")
