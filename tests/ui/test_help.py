"""The help is there, fits, is Russian, and says what leaves traces and what is not promised."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import press
from ui.help_window import HelpWindow, pages

LATIN = frozenset({"Ctrl", "Enter", "Tab", "Esc", "Windows", "Linux", "PDF", "BitLocker"})


@pytest.fixture
def window(qtbot: QtBot) -> HelpWindow:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = HelpWindow(parent)
    made.parent_kept = parent  # type: ignore[attr-defined]
    made.show()
    qtbot.waitExposed(made)
    return made


def test_every_page_is_read_with_the_arrows_and_fits(window: HelpWindow) -> None:
    titles = [title for title, _ in pages()]
    assert titles == [
        "Клавиши",
        "Что можно отменить",
        "Где остаются следы",
        "Чего программа не обещает",
        "Если что-то случилось",
        "Резервные копии",
        "Пароли и слова восстановления",
        "Старый список и Excel",
        "День кабинета",
        "Кому и что можно сообщить",
        "Отчёты: формы № 11 и № 37",
        "Выгрузка для комиссии",
        "Отчёт кабинета",
    ]
    for number, title in enumerate(titles):
        item = window.titles.currentItem()
        assert item is not None
        assert item.text() == title
        assert window.shown.currentIndex() == number
        QApplication.processEvents()
        assert_fits(window, allowed=LATIN)
        press(window.titles, Qt.Key.Key_Down)
    assert_mnemonics(window)
    assert window.focusWidget() is window.titles


@pytest.mark.parametrize(
    "place",
    ["Очередь печати", "Файл подкачки", "Недавние файлы", "Снимки экрана", "Флеш-накопитель", "Антивирус", "PDF"],
)
def test_every_place_that_the_program_cannot_guard_is_named(place: str) -> None:
    (text,) = [text for title, text in pages() if title == "Где остаются следы"]
    assert place in text


@pytest.mark.parametrize("word", ["вредоносной программы", "память", "бумагу", "слов восстановления", "облачной"])
def test_what_is_not_promised_is_said(word: str) -> None:
    (text,) = [text for title, text in pages() if title == "Чего программа не обещает"]
    assert word in text
