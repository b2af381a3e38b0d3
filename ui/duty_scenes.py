"""Pictures of court duties and of the production calendar; `ui.scenes` shows them with the others."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from narcdesk import tasks
from ui import duty_lists
from ui.duties_page import DutiesPage
from ui.patient_page import PatientPage
from ui.settings_page import SettingsPage

if TYPE_CHECKING:
    from ui.scenes import Scene, Stage

PATIENTS, SETTINGS = 1, 7  # the sections


def scenes(stage: "Stage") -> Iterator["Scene"]:
    """What belongs to courts, and the days that terms are counted by."""
    yield "patient-under-duty", lambda: _under_duty(stage)
    page = cast(SettingsPage, stage.page(SETTINGS))
    yield "settings-calendar", lambda: stage.settings(page.calendar_tab)
    yield "settings-duties", lambda: stage.settings(page.duties_tab)
    journal = DutiesPage(stage.desk)
    yield "duties", lambda: stage.over(PATIENTS, journal)
    yield "duty-list", lambda: duty_lists.draw(stage.window, stage.desk)
    yield "duty-kind", lambda: stage.opened(lambda: page.duty_kinds.keep(None))
    yield "duty-term", lambda: stage.opened(lambda: page.duty_kinds.set_term(1))
    yield "calendar-year", lambda: stage.opened(lambda: page.enter_year(None))


def _under_duty(stage: "Stage") -> QWidget:
    """The card of somebody whom a court has sent, with the whole way of his duty."""
    found = stage.desk.ask(tasks.due)
    who = next(task.patient_id for one in found if one.kind.startswith("court") for task in one.tasks)
    return stage.over(PATIENTS, PatientPage(stage.desk, who, "duties"))
