"""The application before its first window: style, fonts, Russian, scale, colours, what a crash does."""

import sys
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ui import look, theme
from ui.crash import CrashWindow


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
    theme.load_fonts()
    look.follow_system(app)


def _speak_russian(app: QApplication) -> None:
    words = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(QLocale(), "qtbase", "_", folder):
        app.installTranslator(words)


def catch_crashes() -> None:
    """Show our own bugs in a calm window instead of losing them."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        CrashWindow(error).exec()

    sys.excepthook = hook
