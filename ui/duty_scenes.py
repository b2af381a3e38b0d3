"""Pictures of court duties and of the production calendar; `ui.scenes` shows them with the others."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from ui import duty_lists
from ui.duties_page import DutiesPage
from ui.settings_page import SettingsPage

if TYPE_CHECKING:
    from ui.scenes import Scene, Stage

PATIENTS, SETTINGS = 1, 6  # the sections


def scenes(stage: "Stage") -> Iterator["Scene"]:
    """What belongs to courts, and the days that terms are counted by."""
    page = cast(SettingsPage, stage.page(SETTINGS))
    yield "settings-calendar", lambda: stage.settings(page.calendar_tab)
    yield "settings-duties", lambda: stage.settings(page.duties_tab)
    journal = DutiesPage(stage.desk)
    yield "duties", lambda: stage.over(PATIENTS, journal)
    yield "duty-list", lambda: duty_lists.draw(stage.window, stage.desk)
    yield "duty-kind", lambda: stage.opened(lambda: page.duty_kinds.keep(None))
    yield "duty-term", lambda: stage.opened(lambda: page.duty_kinds.set_term(1))
    yield "calendar-year", lambda: stage.opened(lambda: page.enter_year(None))
