"""Contrast, type scale, icons: the visual language holds what it promises."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel

import ui
from narcdesk.places import RESOURCES
from ui import icons, look, theme
from ui.pieces import PrimaryButton, Text

GROUNDS = ("bg", "surface", "raised", "primary_soft", "danger_soft", "warn_soft", "ok_soft")
PAIRS = [
    *[(ink, ground) for ink in ("text", "muted", "primary") for ground in GROUNDS],
    *[(tone, ground) for tone in ("danger", "warn", "ok") for ground in (*GROUNDS[:4], f"{tone}_soft")],
    ("on_primary", "primary"),
    ("muted", "line"),
]


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    dark, light = sorted((luminance(one), luminance(two)))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_of_contrast_itself() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)  # the example of WCAG's own pages


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=lambda tokens: tokens.name)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read_on_every_ground(tokens: theme.Tokens, ink: str, ground: str) -> None:
    assert contrast(tokens[ink], tokens[ground]) >= 4.5


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=lambda tokens: tokens.name)
def test_what_can_be_typed_into_is_seen(tokens: theme.Tokens) -> None:
    assert contrast(tokens["edge"], tokens["surface"]) >= 3


def test_words_are_in_the_shipped_font(qapp: QApplication) -> None:
    info = QFontInfo(Text("Воробьёв").font())
    assert (info.family(), info.pixelSize()) == ("Inter", 13)


def test_figures_of_a_table_are_of_one_width(qapp: QApplication) -> None:
    metrics = QFontMetrics(theme.figures(theme.current().font()))
    assert {metrics.horizontalAdvance(digit * 10) for digit in "0123456789"} == {metrics.horizontalAdvance("0" * 10)}


def test_every_size_grows_and_returns(qapp: QApplication, state: Path) -> None:
    title, button = Text("Пациенты", "title"), PrimaryButton("&Подать заявку", icon="send")
    for widget in (title, button):
        widget.ensurePolished()
    before = title.fontMetrics().height(), button.sizeHint()
    for _ in range(9):
        look.resize(qapp, +1)
    assert look.chosen().points == theme.LARGEST  # 16, not 19
    assert title.fontMetrics().height() > 1.5 * before[0]
    assert button.sizeHint().height() > 1.5 * before[1].height()
    look.resize(qapp, 0)
    assert (title.fontMetrics().height(), button.sizeHint()) == before
    assert look.chosen().points == theme.USUAL


def test_a_damaged_choice_is_the_usual_look(state: Path) -> None:
    (state / "look.json").write_text('{"scheme": "pink", "points": 400}', encoding="utf-8")
    assert look.chosen() == look.Look()


def test_a_chosen_scheme_is_kept_and_worn(qapp: QApplication, state: Path) -> None:
    look.choose(qapp, look.Look(look.Scheme.DARK, 12))
    assert theme.current().tokens is theme.DARK
    assert look.chosen() == look.Look(look.Scheme.DARK, 12)
    look.choose(qapp, look.Look())
    assert theme.current().tokens is theme.LIGHT


def test_an_icon_is_drawn_in_the_colour_of_its_token(qapp: QApplication, dark: theme.Theme) -> None:
    picture = icons.pixmap("circle-dot", "danger", 18, 1.5).toImage()
    assert (picture.width(), picture.height()) == (27, 27)  # sharp at 150 %: drawn, not stretched
    colours = {picture.pixelColor(x, y).name() for x in range(27) for y in range(27)}
    assert theme.DARK.danger.lower() in colours


def test_every_icon_is_used_and_every_used_icon_is_there() -> None:
    shipped = {path.stem for path in (RESOURCES / "icons").glob("*.svg")}
    sources = "".join(path.read_text(encoding="utf-8") for path in Path(ui.__file__).parent.rglob("*.py"))
    words = set(re.findall(r'"([a-z0-9-]+)"', sources))
    assert shipped - words == set()
    assert (RESOURCES / "icons" / "LICENSE").is_file()


def test_labels_show_what_was_typed(qapp: QApplication) -> None:
    from PySide6.QtCore import Qt

    typed = Text("<b>Иванов</b> & сын")
    assert typed.textFormat() is Qt.TextFormat.PlainText
    assert isinstance(typed, QLabel)
