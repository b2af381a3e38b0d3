"""Pictures of the drafts of statistical forms; `ui.scenes` shows them with the others."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from narcdesk.statistics import Spot
from ui.statistics_page import StatisticsPage

if TYPE_CHECKING:
    from ui.scenes import Scene, Stage

REPORTS = 5  # the section


def scenes(stage: "Stage") -> Iterator["Scene"]:
    """Both forms counted, tab by tab, and who is behind a number."""
    yield "reports-nothing", lambda: stage.go(REPORTS)
    yield "reports", lambda: _tab(stage, "37", Spot("2100", "06", "taken"))
    yield "reports-11", lambda: _tab(stage, "11", Spot("1000", "01", "a20"))
    yield "reports-checks", lambda: _tab(stage, "37", None, 1)
    yield "reports-how", lambda: _tab(stage, "37", None, 2)
    yield "reports-people", lambda: stage.opened(lambda: _people(stage))


def _page(stage: "Stage", form: str) -> StatisticsPage:
    page: StatisticsPage = stage.page(REPORTS)
    page.refresh()
    page.form.set_value(form)
    page.form.edited.emit()
    before = page.report
    page.count()
    stage.wait(lambda: page.report is not before)
    return page


def _tab(stage: "Stage", form: str, spot: Spot | None, tab: int = 0) -> QWidget:
    page = _page(stage, form)
    if spot is not None:
        page.go(spot)
    page.tabs.setCurrentIndex(tab)
    return stage.window


def _people(stage: "Stage") -> None:
    _page(stage, "37").show_people(Spot("2100", "06", "observed"))
