"""What is printed around a paper: whose document it is, and whether it is only a project or an exercise."""

from collections.abc import Callable
from dataclasses import dataclass

from narcdesk.forms.contents import Contents
from narcdesk.forms.template import Template

Step = Callable[[int, int], object]  # papers drawn, of how many; what it raises ends the drawing


@dataclass(frozen=True)
class DocumentMark:
    """The document in the foot of its paper.

    `id`: its number in the register, without spaces; `seal`: the HMAC of its contents, for the QR code;
    `anchor`: the head of the journal at the first print, so that a journal put back is noticed.
    """

    id: str
    seal: str
    anchor: str


@dataclass(frozen=True)
class Sheet:
    """One paper of a set, ready to be drawn; the lines of a `stamp` stand on every page of it, above at the right."""

    template: Template
    contents: Contents
    document: DocumentMark | None = None
    project: bool = False
    training: bool = False
    stamp: tuple[str, ...] = ()
