"""The application before its windows: Russian, the shipped style, a calm crash, the gallery of pieces."""

import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from narcdesk.errors import UserError
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from ui import app as program
from ui import gallery, look, theme
from ui.crash import CrashWindow, report, report_others
from ui.pieces import Text, scrolled


def test_qt_speaks_russian(qapp: QApplication) -> None:
    assert QLocale().name() == "ru_RU"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Отмена"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows always has a screen")
@pytest.mark.parametrize(
    ("named", "found"),
    [
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
        ({"QT_QPA_PLATFORM": "нет такой"}, False),
        ({"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":987"}, False),
        ({"DISPLAY": ":987"}, False),
        ({}, False),
    ],
)
def test_a_screen_that_cannot_be_used_is_none(
    named: dict[str, str], found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in named.items():
        monkeypatch.setenv(name, value)
    assert program.has_screen() is found


def test_the_scale_of_the_screen_is_not_rounded(qapp: QApplication) -> None:
    policy = QGuiApplication.highDpiScaleFactorRoundingPolicy()
    assert policy is Qt.HighDpiScaleFactorRoundingPolicy.PassThrough


def test_the_system_turns_dark_and_a_choice_stands_over_it(
    qapp: QApplication, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look.choose(qapp, look.Look(look.Scheme.DARK))
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.current().tokens is theme.DARK
    look.choose(qapp, look.Look())
    assert theme.current().tokens is theme.LIGHT


def broken_card() -> None:
    surname = "Воробьёв"
    raise ValueError(f"нет карты {surname}, СНИЛС 112-233-445 95")


def test_a_crash_report_has_the_way_to_the_error_and_nobody_in_it() -> None:
    try:
        broken_card()
    except ValueError as error:
        told = report(error)
    assert "ValueError" in told
    assert "test_app.py" in told
    assert "broken_card" in told
    for personal in ("Воробьёв", "112-233", "нет карты", str(Path.home()), str(Path(__file__).parent)):
        assert personal not in told


def test_the_report_names_what_came_before_the_error_too() -> None:
    try:
        try:
            broken_card()
        except ValueError as first:
            raise KeyError("Воробьёв") from first
    except KeyError as error:
        told = report(error)
    assert told.index("KeyError") < told.index("после") < told.index("ValueError") < told.index("broken_card")
    assert "Воробьёв" not in told


def test_what_falls_beside_the_windows_is_told_without_its_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)  # both are put back after the test
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    report_others()
    thread = threading.Thread(target=broken_card)
    thread.start()
    thread.join()
    told = capsys.readouterr().err
    assert "ValueError" in told
    assert "broken_card" in told
    assert "Воробьёв" not in told


def said(window: CrashWindow) -> str:
    return " ".join(text.text() for text in window.findChildren(Text))


def test_the_crash_window_says_whether_what_was_typed_is_kept(qtbot: QtBot) -> None:
    for kept, words in ((True, "записано как черновики"), (False, "записать не удалось — перепишите его на бумагу")):
        window = CrashWindow(ZeroDivisionError(), kept=kept)
        qtbot.addWidget(window)
        assert words in said(window)
        window.show()
        qtbot.waitExposed(window)
        assert_fits(window)


def test_only_the_person_saves_the_report(
    qtbot: QtBot, tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "Для программиста"
    folder.mkdir()
    window = CrashWindow(ZeroDivisionError())
    qtbot.addWidget(window)
    assert not list(tmp_path.rglob("*.txt"))
    path = folder / "Неполадка.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    window.save()
    assert path.read_text(encoding="utf-8") == window.report


def test_the_crash_window_is_calm_whole_and_copies_its_report(qtbot: QtBot) -> None:
    window = CrashWindow(ZeroDivisionError())
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    assert_fits(window)
    assert_mnemonics(window)
    window.copy()
    assert QGuiApplication.clipboard().text() == window.report
    assert "ZeroDivisionError" in window.report


def test_a_bug_opens_the_crash_window_and_an_interruption_does_not(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # put back after the test
    monkeypatch.setattr(CrashWindow, "exec", lambda window: shown.append(window.report))
    kept: list[None] = []
    program.catch_crashes(lambda: kept.append(None))
    sys.excepthook(ZeroDivisionError, ZeroDivisionError(), None)
    assert len(shown) == len(kept) == 1
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert len(shown) == 1
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_a_sentence_for_the_person_that_nobody_caught_is_told_not_crashed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, heard: Heard
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    program.catch_crashes()
    error = UserError("Карта закрыта.")
    sys.excepthook(UserError, error, None)
    assert heard.told == [error]


@pytest.mark.parametrize("width", [1366, 1280])
@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=lambda tokens: tokens.name)
def test_every_piece_of_the_gallery_fits(qtbot: QtBot, qapp: QApplication, width: int, tokens: theme.Tokens) -> None:
    worn = theme.current()
    theme.apply(qapp, theme.Theme(tokens))
    window = scrolled(gallery.gallery())
    qtbot.addWidget(window)
    window.resize(width, 768)
    window.show()
    qtbot.waitExposed(window)
    qapp.processEvents()
    try:
        assert_fits(window)
    finally:
        theme.apply(qapp, worn)


def test_the_pictures_of_the_docs_are_drawn_in_the_colours_of_the_theme(qapp: QApplication, tmp_path: Path) -> None:
    drawn = gallery.draw(tmp_path)
    assert [path.name for path in drawn] == ["visual-language-light.png", "visual-language-dark.png"]
    for path, tokens in zip(drawn, (theme.LIGHT, theme.DARK), strict=True):
        picture = QImage(str(path))
        assert picture.width() == 1366
        assert picture.pixelColor(2, 2).name().upper() == tokens.bg
    assert theme.current().tokens is theme.LIGHT
