"""Scenes for the pictures: what was left unfinished, the lock that comes by itself, a clock that is doubted."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Protocol, cast

from PySide6.QtWidgets import QApplication, QWidget

from narcdesk import drafts
from narcdesk.drafts import Contents, Subject
from narcdesk.patients import Patient
from ui import visit_dialogs
from ui.desk import Desk
from ui.draft_window import DraftWindow, said_when
from ui.idle import LockWarning
from ui.main_window import MainWindow
from ui.settings_page import SettingsPage
from ui.today_page import TodayPage

TODAY, SETTINGS = 0, 7  # sections
_WORDS = {"Дата": "16.03.2026", "Явился": "да", "Заметка": "Пришёл с матерью, жалоб нет.\nПросит перенести явку на"}


class Shows(Protocol):
    """The stage of `ui.scenes`."""

    window: MainWindow
    desk: Desk

    def go(self, section: int) -> QWidget:
        """A section's own page."""

    def patient(self) -> Patient:
        """Whom the pictures show."""


def scenes(stage: Shows) -> Iterator[tuple[str, Callable[[], QWidget]]]:
    """Each by its name."""
    yield "today-unfinished", lambda: _left(stage)
    yield "unfinished-read", lambda: _read(stage)
    yield "today-clock", lambda: _wrong_clock(stage)
    yield "lock-warning", lambda: _warned(stage)
    yield "settings-lock", lambda: _settings(stage)


def _left(stage: Shows) -> QWidget:
    register, who = stage.desk.register, stage.patient()
    if not drafts.mine(register):
        typed = Contents({"typed": {}, "not_given": {}, "odd": {}, "words": _WORDS})
        for subject in (
            Subject("patients.enter", "Новый пациент", "Лапина Вера"),
            Subject("observation.visit", "Явка", who.full_name, patient_id=who.id),
            Subject("applications.start", "Заявка на сертификат", who.full_name, patient_id=who.id),
            Subject("staff.hire", "Новый сотрудник"),
        ):
            drafts.keep(register, subject, typed, begun_seq=register.head.seq)
    stage.go(TODAY)
    _today(stage).refresh()
    return stage.window


def _read(stage: Shows) -> QWidget:
    _left(stage)
    draft = _today(stage).unfinished.shown[2]
    return DraftWindow(stage.window, draft, said_when(draft, stage.desk))


def _wrong_clock(stage: Shows) -> QWidget:
    register, right = stage.desk.register, stage.desk.register._clock

    def wrong() -> datetime:
        return right() - timedelta(days=3)

    stage.go(TODAY)
    register._clock = wrong
    _today(stage).refresh()
    register._clock = right
    return stage.window


def _warned(stage: Shows) -> QWidget:
    stage.go(TODAY)
    _today(stage).refresh()
    dialog = visit_dialogs.visit(stage.window, stage.desk, stage.patient())
    for _ in range(20):
        QApplication.processEvents()
    LockWarning(dialog).count(24)
    return dialog


def _settings(stage: Shows) -> QWidget:
    stage.go(SETTINGS)
    page = cast(SettingsPage, stage.window.pages.page)
    page.tabs.setCurrentIndex(page.lock_tab)
    return stage.window


def _today(stage: Shows) -> TodayPage:
    return cast(TodayPage, stage.window.pages.page)
