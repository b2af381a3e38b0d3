"""What the papers of the office are about: one file of `scopes/` each, and being in that folder is being registered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from narcdesk.base import Base
from narcdesk.forms.shapes import Group
from narcdesk.letters import Letter
from narcdesk.register import Register

Gather = Callable[[Register, Session, Any], dict[str, Any]]


@dataclass(frozen=True)
class Scope:
    """What a form may name, and what gathers it from the register.

    `record` is the table whose row a paper is about; a paper about more than one row, as a journal of a period, has
    none, and `gather` is given whatever says which. Without `gather` its papers are made as a set (`papers.prepare`).
    `sent` marks in the record that a letter about it has left; it is called in the transaction of the sending.
    """

    group: Group
    record: type[Base] | None = None
    gather: Gather | None = None
    sent: Callable[[Register, Letter], None] | None = None
