"""The visual language: colour tokens, type scale, spacing, and the one place that dresses the application.

Paint code asks `current()` at the moment of painting, so a change of the scheme or of the type size needs no
signal: Qt repaints every widget after `apply`.
"""

from dataclasses import dataclass
from typing import cast

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from narcdesk.places import RESOURCES
from ui.stylesheet import SHEET

STEP = 4  # px; every distance is a multiple of it
PAGE_MARGIN = (24, 20)  # px, left and right | top and bottom
CARD_MARGIN = (16, 12)
SMALLEST, USUAL, LARGEST = 9, 10, 16  # pt, the base size that Ctrl+plus and Ctrl+minus move

FAMILY = "Inter"
_FACES = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf")


@dataclass(frozen=True)
class Tokens:
    """Colours by what they are for; a text on any ground it may stand on has a contrast of 4.5:1 or more."""

    name: str
    bg: str  # the page
    surface: str  # cards and fields
    raised: str  # zebra and hover
    border: str  # around things
    line: str  # between rows
    edge: str  # around what can be typed into: 3:1 against the surface
    text: str
    muted: str
    primary: str
    on_primary: str
    primary_soft: str
    danger: str
    danger_soft: str
    warn: str
    warn_soft: str
    ok: str
    ok_soft: str

    def __getitem__(self, token: str) -> str:
        return cast(str, getattr(self, token))


LIGHT = Tokens(
    name="light",
    bg="#F3F5F7",
    surface="#FFFFFF",
    raised="#F8FAFB",
    border="#D8DEE5",
    line="#E8ECF0",
    edge="#8A96A3",
    text="#1A2330",
    muted="#566372",
    primary="#1D5C96",
    on_primary="#FFFFFF",
    primary_soft="#E5EEF7",
    danger="#A8281F",
    danger_soft="#FBE9E7",
    warn="#7F4F00",
    warn_soft="#FDF1D8",
    ok="#1C6638",
    ok_soft="#E3F2E8",
)
DARK = Tokens(
    name="dark",
    bg="#13171C",
    surface="#1B2027",
    raised="#20262E",
    border="#353E49",
    line="#2A313A",
    edge="#66717E",
    text="#E5EAF0",
    muted="#A3AEBB",
    primary="#82B7E8",
    on_primary="#0D2033",
    primary_soft="#1E3246",
    danger="#F3A49D",
    danger_soft="#3B2321",
    warn="#E9C27D",
    warn_soft="#372F1E",
    ok="#93D2A8",
    ok_soft="#1D3226",
)


@dataclass(frozen=True)
class Theme:
    """A scheme of colours at one base size of type."""

    tokens: Tokens = LIGHT
    points: int = USUAL

    @property
    def body(self) -> int:
        """Height of the working text, px."""
        return round(self.points * 1.3)

    @property
    def caption(self) -> int:
        """Height of hints and small print, px."""
        return round(self.body * 12 / 13)

    @property
    def title(self) -> int:
        """Height of a page's title, px."""
        return round(self.body * 20 / 13)

    def px(self, at_usual_size: int) -> int:
        """A height that holds text (a row, a button, an icon): it grows with the type, distances do not."""
        return round(at_usual_size * self.body / 13)

    def color(self, token: str) -> QColor:
        """A token as paint code wants it."""
        return QColor(self.tokens[token])

    def shade(self, token: str, towards: str, part: float) -> QColor:
        """A token moved towards another one: `part` is 0 for the first, 1 for the second."""
        one, two = self.color(token), self.color(towards)
        return QColor.fromRgbF(
            one.redF() + (two.redF() - one.redF()) * part,
            one.greenF() + (two.greenF() - one.greenF()) * part,
            one.blueF() + (two.blueF() - one.blueF()) * part,
        )

    def font(self, size: int = 0, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The screen's font; `size` in px, the body's by default."""
        font = QFont(FAMILY)
        font.setPixelSize(size or self.body)
        font.setWeight(weight)
        return font


def figures(font: QFont) -> QFont:
    """The same font with figures of one width, so that numbers stand under each other."""
    tabular = QFont(font)
    tabular.setFeature(QFont.Tag("tnum"), 1)
    return tabular


def load_fonts() -> None:
    """Give Qt the shipped faces; nothing depends on what the computer has."""
    for face in _FACES:
        if QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / face)) < 0:
            raise FileNotFoundError(RESOURCES / "fonts" / face)


def current() -> Theme:
    """The theme that the application wears."""
    app = QApplication.instance()
    worn = app.property("theme") if app else None
    return worn if isinstance(worn, Theme) else Theme()


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the application: palette, font and stylesheet of every window, open ones too."""
    app.setProperty("theme", theme)
    app.setFont(theme.font())
    app.setPalette(palette(theme.tokens))
    app.setStyleSheet(
        SHEET.substitute(
            vars(theme.tokens),
            title=theme.title,
            caption=theme.caption,
            field=theme.px(32) - 2,  # what is inside the border of one pixel
            inner=theme.px(32) - 4,  # and of two, when the field has the focus
            row=theme.px(28),
            tab=theme.px(32),
        )
    )


def palette(tokens: Tokens) -> QPalette:
    """The tokens as Qt's own roles, for whatever the stylesheet does not reach."""
    role = QPalette.ColorRole
    made = QPalette()
    colours = {
        role.Window: tokens.bg,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.raised,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.danger,
        role.ToolTipBase: tokens.text,
        role.ToolTipText: tokens.surface,
        role.Highlight: tokens.primary,
        role.HighlightedText: tokens.on_primary,
        role.Accent: tokens.primary,
        role.Link: tokens.primary,
        role.LinkVisited: tokens.primary,
        role.Light: tokens.raised,
        role.Midlight: tokens.line,
        role.Mid: tokens.border,
        role.Dark: tokens.edge,
        role.Shadow: tokens.edge,
    }
    for which, colour in colours.items():
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.muted))
    return made
