"""Pictures of keys, recovery words and backups; `ui.scenes` shows them with the others."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from ui.recovery_dialogs import DrillDialog, RecoverWindow
from ui.recovery_sheet import SheetDialog
from ui.restore_dialog import RestoreDialog
from ui.settings_page import SettingsPage

if TYPE_CHECKING:
    from ui.scenes import Scene, Stage

SETTINGS = 7  # the section


def scenes(stage: "Stage") -> Iterator["Scene"]:
    """The tabs of the settings about keys and backups, and their dialogs."""
    yield from _keys(stage)
    yield from _backups(stage)


def _keys(stage: "Stage") -> Iterator["Scene"]:
    desk, window = stage.desk, stage.window
    tabs = cast(SettingsPage, stage.page(SETTINGS)).tabs
    at = next(at for at in range(tabs.count()) if tabs.tabText(at) == "Кл&ючи")
    yield "settings-keys", lambda: stage.settings(at)
    yield "settings-reset", lambda: stage.opened(lambda: _reset(stage))
    yield "recovery-sheet", lambda: SheetDialog(window, desk)
    yield "recovery-drill", lambda: _tried(DrillDialog(window, desk))
    yield "recover", lambda: RecoverWindow(window, desk.register.folder)


def _backups(stage: "Stage") -> Iterator["Scene"]:
    tabs = cast(SettingsPage, stage.page(SETTINGS)).tabs
    yield "settings-backups", lambda: stage.settings(tabs.count() - 1)
    yield "restore", lambda: RestoreDialog(stage.window)


def _reset(stage: "Stage") -> None:
    page = stage.page(SETTINGS)
    page.people.go_to(0)
    page.reset_password()


def _tried(dialog: DrillDialog) -> QWidget:
    for line in dialog.words.lines:
        line.setText("автор")
    dialog.words.lines[6].setText("обзац")
    dialog.try_words()
    return dialog
