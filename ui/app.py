"""The application before its first window: style, fonts, Russian, scale, colours, what a crash does."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from narcdesk import forms
from narcdesk.errors import UserError
from ui import look, messages, remembered, theme
from ui.crash import CrashWindow, report_others
from ui.garbage import Garbage
from ui.one_instance import SILENT, OneInstance
from ui.session import Session


def make(arguments: list[str]) -> QApplication:
    """The one QApplication of the program, dressed and speaking Russian."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough  # 125 % and 150 % stay what they are
    )
    app = QApplication(arguments)
    dress(app)
    return app


def dress(app: QApplication) -> None:
    """Give an application the program's style, fonts, language and colours."""
    app.setApplicationName("NarcDesk")
    app.setApplicationDisplayName("NarcDesk")
    app.setStyle("Fusion")  # the same on every computer, so that what was looked at is what is seen
    QLocale.setDefault(QLocale(QLocale.Language.Russian, QLocale.Country.Russia))
    _speak_russian(app)
    if app.findChild(Garbage) is None:
        Garbage(app)
    theme.load_fonts()
    look.follow_system(app)


def _speak_russian(app: QApplication) -> None:
    words = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(QLocale(), "qtbase", "_", folder):
        app.installTranslator(words)


def catch_crashes(keep: Callable[[], UserError | None] = lambda: None) -> None:
    """Show our own bugs in a calm window instead of losing them; a stray UserError is told as ever.

    `keep` puts away what is typed before the window comes, for nobody knows what follows a bug, and gives its trouble.
    """

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        elif isinstance(error, UserError):
            messages.tell(QApplication.activeWindow(), error)
        else:
            kept = False
            with suppress(Exception):  # it may be the very thing that is broken
                kept = keep() is None
            CrashWindow(error, kept=kept).exec()

    sys.excepthook = hook


NO_SCREEN = "Окно не открыто: у этого компьютера нет экрана или не хватает библиотек для окон (они названы в README)."

_TRIED = "import sys; from PySide6.QtGui import QGuiApplication; QGuiApplication(sys.argv)"


def has_screen() -> bool:
    """Whether a window can be shown. Without a display, or a library of the system, Qt would abort the process."""
    if sys.platform in ("win32", "darwin"):
        return True
    if not any(os.environ.get(name) for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")):
        return False
    if getattr(sys, "frozen", False):  # there no Python can be called, and the libraries have come along
        return True
    # So a process that may be lost tries it first.
    try:
        tried = subprocess.run([sys.executable, "-c", _TRIED], capture_output=True, check=False, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return tried.returncode == 0


def open_window(folder: Path | None) -> int:
    """The program as the staff use it, until its window is closed. Exit status for the system."""
    if not has_screen():
        print(NO_SCREEN, file=sys.stderr)
        return 2
    app = make(sys.argv[:1])
    folder = folder or remembered.register_folder()
    one = OneInstance()
    if not one.is_first(folder):
        if not one.is_answered:
            messages.tell(None, SILENT)
        return 0
    # Between two windows (the lock and the desk) there is none for a moment.
    app.setQuitOnLastWindowClosed(False)
    session = Session(folder)
    catch_crashes(session.keep_drafts)
    report_others()
    session.ended.connect(app.quit)
    session.entered.connect(one.moves_to)
    one.asked.connect(session.come_to_front)
    QTimer.singleShot(0, session.begin)
    warm_up()
    return app.exec()


def warm_up() -> Thread:
    """Get ready for the first paper while the password is typed; it knows nothing of windows or of the register."""
    made = Thread(target=forms.warm_up, name="warm up", daemon=True)
    made.start()
    return made
