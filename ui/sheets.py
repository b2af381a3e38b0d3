"""A paper about a record: made, kept, and shown to be printed."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from narcdesk.documents import Document
from narcdesk.forms import papers, sheets
from ui.desk import Desk
from ui.pdf_view import PdfDialog


def open_sheet(parent: QWidget, desk: Desk, code: str, subject: Any) -> Document | None:
    """Make the paper of a form about a record and show it; None where it could not be made, which was said."""
    paper: Document | None = desk.do(parent, sheets.prepare, code, subject)
    if paper is not None:
        show(parent, desk, [paper])
    return paper


def show(parent: QWidget, desk: Desk, found: Sequence[Document], number: str = "") -> None:
    """Kept papers, the same to the byte, to be printed; `number` names the file that is proposed."""
    pdf = desk.ask(papers.pdf, list(found))
    PdfDialog(parent, desk, found[0].title, pdf, number or found[0].public_id, list(found)).open()
