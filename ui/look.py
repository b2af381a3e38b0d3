"""What a person chose of the look (scheme, size of type), kept on this computer."""

import json
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from narcdesk.places import state_dir
from ui import theme


class Scheme(StrEnum):
    """Light, dark, or whatever the system has."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Look:
    """The choice of one Windows account on one computer; `points` is the base size of type."""

    scheme: Scheme = Scheme.SYSTEM
    points: int = theme.USUAL


def _file() -> Path:
    return state_dir() / "look.json"


def chosen() -> Look:
    """The kept choice; a missing or damaged file means the usual look, never an error."""
    try:
        kept = json.loads(_file().read_text(encoding="utf-8"))
        return Look(Scheme(kept["scheme"]), min(max(int(kept["points"]), theme.SMALLEST), theme.LARGEST))
    except (OSError, ValueError, KeyError, TypeError):
        return Look()


def choose(app: QApplication, look: Look) -> None:
    """Wear a look at once and keep it for the next start."""
    _wear(app, look)
    _file().parent.mkdir(parents=True, exist_ok=True)
    _file().write_text(json.dumps(asdict(look)), encoding="utf-8", newline="\n")


def resize(app: QApplication, by: int) -> None:
    """Make all type `by` points larger or smaller within 9 to 16; 0 brings the usual size back."""
    look = chosen()
    points = min(max(look.points + by, theme.SMALLEST), theme.LARGEST) if by else theme.USUAL
    choose(app, replace(look, points=points))


def follow_system(app: QApplication) -> None:
    """Wear the chosen look, and follow the system when it turns dark or light."""
    _wear(app, chosen())
    app.styleHints().colorSchemeChanged.connect(lambda: _wear(app, chosen()))


def _wear(app: QApplication, look: Look) -> None:
    dark = look.scheme is Scheme.DARK or (
        look.scheme is Scheme.SYSTEM and app.styleHints().colorScheme() is Qt.ColorScheme.Dark
    )
    theme.apply(app, theme.Theme(theme.DARK if dark else theme.LIGHT, look.points))
