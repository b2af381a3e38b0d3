"""The shared pieces: what they show, how they answer to keys, what a screen reader hears."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.fit import assert_fits
from tests.ui.hands import focus_on, press
from ui import clipboard
from ui.pieces import (
    Banner,
    Button,
    Card,
    Elided,
    EmptyState,
    Facts,
    PageHeader,
    Pill,
    PrimaryButton,
    QuietButton,
    Stage,
    StageBar,
    State,
    StepRow,
    Text,
    column,
    held,
)
from ui.pieces.text import BREAK

STAGES = [
    Stage("Выявление и мотивация", "с 02.2024", State.DONE),
    Stage("Лечение", "03.2024 – 06.2024", State.DONE),
    Stage("Реабилитация", "идёт подбор организации", State.NOW),
    Stage("Патронат", "впереди", State.AHEAD),
]


def test_enter_and_space_and_its_key_press_a_button(qtbot: QtBot) -> None:
    pressed: list[str] = []
    button = Button("Записать явку", lambda: pressed.append("да"), key="F9")
    window = held(column(button))
    qtbot.addWidget(window)
    focus_on(button)
    press(button, Qt.Key.Key_Return)
    press(button, Qt.Key.Key_Space)
    press(window, Qt.Key.Key_F9)
    assert pressed == ["да"] * 3


def test_a_key_of_a_hidden_or_disabled_button_does_nothing(qtbot: QtBot) -> None:
    pressed: list[str] = []
    hidden = Button("Записать явку", lambda: pressed.append("скрытая"), key="F9")
    off = PrimaryButton("Сохранить", lambda: pressed.append("выключенная"), key="Ctrl+Enter")
    window = held(column(hidden, off))
    qtbot.addWidget(window)
    hidden.hide()
    off.setEnabled(False)
    window.show()
    press(window, Qt.Key.Key_F9)
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == []


@pytest.mark.parametrize("kind", [Button, PrimaryButton, QuietButton])
def test_the_icon_the_verb_and_the_key_have_room(qtbot: QtBot, kind: type[Button]) -> None:
    bare, whole = kind("Напечатать"), kind("Напечатать", icon="printer", key="Ctrl+P")
    gained = whole.sizeHint().width() - bare.sizeHint().width()
    assert gained >= 16 + 8 + 8 + whole.fontMetrics().horizontalAdvance("Ctrl+P") - 8


def test_a_mnemonic_is_not_read_aloud(qtbot: QtBot) -> None:
    button = Button("&Сохранить")
    qtbot.addWidget(button)
    heard = QAccessible.queryAccessibleInterface(button)
    assert heard.text(QAccessible.Text.Name) == "Сохранить"


def test_names_of_pieces_for_a_screen_reader(qtbot: QtBot) -> None:
    facts, pill = Facts([("Телефон", "")]), Pill("просрочено", "danger")
    qtbot.addWidget(facts)
    qtbot.addWidget(pill)
    assert pill.accessibleName() == "просрочено"
    assert facts.findChildren(Text)[1].accessibleName() == "Телефон: нет сведений"


def test_a_long_name_gives_way_and_is_whole_in_the_tip(qtbot: QtBot) -> None:
    name = "Константинопольский-Задунайский Мухаммад Абдурахман оглы"
    header = PageHeader(name, "мужчина · 38 лет", [PrimaryButton("Подать заявку")])
    qtbot.addWidget(header)
    header.resize(400, 60)
    header.show()
    assert isinstance(header.title, Elided)
    assert header.title.toolTip() == name
    header.resize(1200, 60)
    qtbot.waitUntil(lambda: header.title.toolTip() == "")


def test_every_piece_fits_where_it_stands(qtbot: QtBot) -> None:
    window = held(
        column(
            PageHeader("Воробьёв Илья Петрович", "мужчина · 38 лет", [PrimaryButton("Подать заявку", icon="send")]),
            StageBar(STAGES),
            Banner("danger", "Осмотр просрочен на 7 дней: не реже раза в месяц", "Записать явку"),
            Card(
                "Комплект",
                StepRow("Выписка о лечении", "нет — без неё орган вернёт заявку", State.MISSING),
                StepRow("Согласие на врачебную тайну", "кончается 01.12", State.WAITING, below=True),
                aside=QuietButton("Напечатать", icon="printer"),
            ),
            EmptyState("inbox", "Пациентов пока нет", "Здесь будут те, кто наблюдается в кабинете."),
        )
    )
    qtbot.addWidget(window)
    window.resize(900, 620)
    window.show()
    qtbot.waitExposed(window)
    assert_fits(window)


def test_a_banner_and_a_step_say_their_state_in_words_not_only_in_colour(qtbot: QtBot) -> None:
    step = StepRow("Выписка", "нет — без неё орган вернёт заявку", State.MISSING)
    qtbot.addWidget(step)
    assert [text.text() for text in step.findChildren(Text)] == ["Выписка", "нет — без неё орган вернёт заявку"]
    assert {state.icon for state in State} >= {"circle-check", "circle-x", "clock", "circle-alert"}
    assert len({state.icon for state in State}) == len(State)  # a state can be told without its colour


def test_a_path_without_spaces_goes_on_in_the_next_line(qtbot: QtBot) -> None:
    folder = "C:\\Общие документы\\Наркологический_кабинет_районной_больницы\\" + "р" * 60
    text = Text(f"Папка «{folder}» лежит в сети.", wrap=True, copyable=True)
    qtbot.addWidget(text)
    text.setFixedWidth(300)
    text.show()
    longest = max(QLabel.text(text).replace(BREAK, " ").split(), key=text.fontMetrics().horizontalAdvance)
    assert text.fontMetrics().horizontalAdvance(longest) <= 300
    assert text.text() == f"Папка «{folder}» лежит в сети."  # who asks, or copies, gets it without the breaks
    assert clipboard.marked(QLabel.text(text)).text() == text.text()
