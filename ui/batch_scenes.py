"""Pictures of registers of applications; `ui.scenes` shows them with the others."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.batches_page import BatchesPage

if TYPE_CHECKING:
    from ui.scenes import Scene, Stage

APPLICATIONS = 2  # the section


def scenes(stage: "Stage") -> Iterator["Scene"]:
    """All registers, and a new one."""
    page = BatchesPage(stage.desk)
    yield "batches", lambda: stage.over(APPLICATIONS, page)
    yield "batch-new", lambda: _new(stage, page)


def _new(stage: "Stage", page: BatchesPage) -> QWidget:
    return stage.opened(page.draw)
