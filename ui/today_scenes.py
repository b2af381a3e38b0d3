"""Pictures of «Сегодня» worked through, of the week and of the list for calls, among those of `ui.scenes`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from narcdesk.tasks import What
from ui.today_page import TodayPage
from ui.week_page import WeekPage

if TYPE_CHECKING:
    from ui.scenes import Scene, Stage

TODAY = 0  # the section


def scenes(stage: "Stage") -> Iterator["Scene"]:
    """What the first screen leads to."""
    yield "today-marked", lambda: _marked(stage)
    yield "today-kind", lambda: _kind(stage)
    yield "today-calls", lambda: stage.opened(_page(stage).print_calls)
    yield "week", lambda: stage.over(TODAY, WeekPage(stage.desk))


def _page(stage: "Stage") -> TodayPage:
    page = cast(TodayPage, stage.page(TODAY))
    page.show_kind("all")
    page.table.unmark_all()
    return page


def _marked(stage: "Stage") -> QWidget:
    page = _page(stage)
    visits = [at for at, task in enumerate(page.table.rows.rows) if task.what is What.VISIT]
    page.table.go_to(visits[0])
    page.table.setFocus()
    for at in visits[:2]:
        page.table.mark(at)
    return stage.window


def _kind(stage: "Stage") -> QWidget:
    page = _page(stage)
    page.table.unmark_all()
    page.show_kind("visits")
    page.table.go_to(0)
    return stage.window
