"""What the papers of the office are about: one file of `scopes/` each, and being in that folder is being registered."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
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
    `objects` says what in the record speaks against a letter about it, `follows` marks in the record that one has left,
    `whom` of which patients a record of many tells, `each` what of one of them: see `letters.Gate`.
    A paper `about_nobody` holds no medical secret, and does not say that it does.
    """

    group: Group
    record: type[Base] | None = None
    gather: Gather | None = None
    objects: Callable[[Session, Letter, date], list[str]] | None = None
    follows: Callable[[Register, Session, Letter], object] | None = None
    whom: Callable[[Session, Letter], Collection[int]] | None = None
    each: Callable[[Session, Letter, int], tuple[str, str]] | None = None
    about_nobody: bool = False
