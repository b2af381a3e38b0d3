"""The measuring tape itself: it must find what is planted, and nothing in a sound window."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import fit
from ui.pieces import Button, Elided, Text, column, held, scrolled


def shown(qtbot: QtBot, window: QWidget) -> QWidget:
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


def test_a_sound_window_passes(qtbot: QtBot) -> None:
    words = Text("Согласие на передачу сведений, составляющих врачебную тайну", wrap=True)
    window = held(column(Text("Заявка", "title"), words, Button("&Напечатать", key="Ctrl+P"), Elided("Долгое " * 40)))
    window.resize(320, 200)
    fit.assert_fits(shown(qtbot, window))


def test_a_cut_label_is_found(qtbot: QtBot) -> None:
    window = QWidget()
    label = QLabel("Медицинская реабилитация", window)
    label.setGeometry(0, 0, 60, 16)
    window.resize(300, 100)
    assert any("Медицинская" in line for line in fit.cut(shown(qtbot, window)))


def test_a_paragraph_with_too_little_height_is_found(qtbot: QtBot) -> None:
    window = QWidget()
    label = QLabel("Осмотр просрочен на семь дней, наблюдение не реже раза в месяц", window)
    label.setWordWrap(True)
    label.setGeometry(0, 0, 120, 16)
    window.resize(300, 100)
    assert any("в высоту" in line for line in fit.cut(shown(qtbot, window)))


def test_a_button_outside_its_window_is_found(qtbot: QtBot) -> None:
    window = QWidget()
    QPushButton("Сохранить", window).setGeometry(280, 0, 120, 32)
    window.resize(300, 100)
    assert any("выходит за края" in line for line in fit.cut(shown(qtbot, window)))


def test_what_scrolls_down_is_not_cut_and_what_runs_sideways_is(qtbot: QtBot) -> None:
    tall = held(column(*[Text(f"Строка {number}") for number in range(60)]))
    window = held(QVBoxLayout())
    window.layout().addWidget(scrolled(tall))
    window.resize(300, 100)
    assert list(fit.cut(shown(qtbot, window))) == []
    tall.setFixedWidth(900)
    tall.findChildren(Text)[0].setMinimumWidth(800)
    qtbot.wait(1)
    assert any("вбок" in line for line in fit.cut(window))


def test_a_cut_tab_is_found(qtbot: QtBot) -> None:
    tabs = QTabWidget()
    for title in ("Обзор", "Наблюдение", "Обязанности по суду", "Документы"):
        tabs.addTab(QWidget(), title)
    tabs.resize(180, 100)
    assert any("вкладка" in line for line in fit.cut(shown(qtbot, tabs)))


def test_overlapping_neighbours_are_found_and_overlays_are_meant(qtbot: QtBot) -> None:
    window = QWidget()
    one, two = QLabel("Один", window), QLabel("Два", window)
    one.setGeometry(0, 0, 60, 20)
    two.setGeometry(40, 0, 60, 20)
    window.resize(200, 60)
    assert len(list(fit.overlaps(shown(qtbot, window)))) == 1
    two.setProperty("overlay", True)
    assert list(fit.overlaps(window)) == []


def test_foreign_words_are_found_and_keys_are_not(qtbot: QtBot) -> None:
    window = QWidget()
    box = QHBoxLayout(window)
    for text in ("Сохранить Ctrl+Enter", "F11.2 по МКБ-10", "Cancel", "Отчёт XLSX"):
        box.addWidget(QLabel(text))
    assert list(fit.foreign(shown(qtbot, window))) == ["не по-русски ['Cancel']: «Cancel»"]


def test_mnemonics_are_russian_and_unique(qtbot: QtBot) -> None:
    window = held(column(Button("&Сохранить"), Button("Не &сохранять"), Button("&Exit")))
    shown(qtbot, window)
    assert fit.mnemonics(window)["с"] == ["&Сохранить", "Не &сохранять"]
    for sound in (Button("&Готово"), Button("О&тложить")):
        assert len(fit.mnemonics(held(column(sound)))) == 0  # what is not shown is not counted
