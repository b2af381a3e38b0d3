"""The few shared pieces that every window is made of."""

from ui.icons import Icon
from ui.pieces.blocks import Banner, Card, EmptyState, Facts, PageHeader
from ui.pieces.buttons import Button, DangerButton, PrimaryButton, QuietButton
from ui.pieces.flow import Flow
from ui.pieces.layouts import Abreast, clear, column, held, row, rule, scrolled
from ui.pieces.place import Place
from ui.pieces.signs import Pill, paint_pill, paint_tick, pill_size
from ui.pieces.steps import Stage, StageBar, State, StepFlow, StepRow
from ui.pieces.text import Elided, Text, plain_tip

__all__ = [
    "Abreast",
    "Banner",
    "Button",
    "Card",
    "DangerButton",
    "Elided",
    "EmptyState",
    "Facts",
    "Flow",
    "Icon",
    "PageHeader",
    "Pill",
    "Place",
    "PrimaryButton",
    "QuietButton",
    "Stage",
    "StageBar",
    "State",
    "StepFlow",
    "StepRow",
    "Text",
    "clear",
    "column",
    "held",
    "paint_pill",
    "paint_tick",
    "pill_size",
    "plain_tip",
    "row",
    "rule",
    "scrolled",
]
