"""Pictures of court duties and of the production calendar; `ui.scenes` shows them with the others."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from ui.settings_page import SettingsPage

if TYPE_CHECKING:
    from ui.scenes import Scene, Stage

SETTINGS = 6  # the section


def scenes(stage: "Stage") -> Iterator["Scene"]:
    """What belongs to courts, and the days that terms are counted by."""
    page = cast(SettingsPage, stage.page(SETTINGS))
    yield "settings-calendar", lambda: stage.settings(page.calendar_tab)
    yield "settings-duties", lambda: stage.settings(page.duties_tab)
    yield "duty-kind", lambda: stage.opened(lambda: page.duty_kinds.keep(None))
    yield "duty-term", lambda: stage.opened(lambda: page.duty_kinds.set_term(1))
    yield "calendar-year", lambda: stage.opened(lambda: page.enter_year(None))
