"""Pictures of registers of applications; `ui.scenes` shows them with the others."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from narcdesk import applications, batches
from narcdesk.applications import Status
from narcdesk.batches import Open
from narcdesk.disclosures import AddresseeKind
from narcdesk.letters import Letter
from ui.batch_answers import AnswersDialog
from ui.batches_page import BatchesPage

if TYPE_CHECKING:
    from ui.scenes import Scene, Stage

APPLICATIONS = 2  # the section


def scenes(stage: "Stage") -> Iterator["Scene"]:
    """All registers, and a new one."""
    page = BatchesPage(stage.desk)
    yield "batches", lambda: stage.over(APPLICATIONS, page)
    yield "batch-answers", lambda: _answers(stage)
    yield "batch-new", lambda: _new(stage, page)


def _new(stage: "Stage", page: BatchesPage) -> QWidget:
    return stage.opened(page.draw)


def _answers(stage: "Stage") -> QWidget:
    """The table over its page, with rows as the training register has them; nothing is written down."""
    waiting = stage.desk.ask(applications.listing, status=Status.REGISTERED)[:6]
    rows = [Open(one.id, one.number, one.patient, {"R01": "документы представлены не полностью"}) for one in waiting]
    letter = Letter(
        patient_id=None,
        form=batches.FORM,
        about_kind="application_batches",
        about_id=0,
        recipient_kind=AddresseeKind.AUTHORITY,
        recipient="",
        ground="consent",
        drafted_on=stage.desk.today(),
        signed_by=1,
        number="И-2026-0021",
    )
    dialog = AnswersDialog(stage.window, stage.desk, letter, rows)
    dialog.open()
    return dialog
