"""Tables that stand aside of the journal: what is typed and not saved yet is no act of anybody."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from narcdesk.base import Base

ASIDE = {"aside": True}
"""The `info` of a table whose rows have no entries, no hashes and no place in the check of the whole file."""


def is_aside(table: sa.Table) -> bool:
    """Whether the journal leaves a table out."""
    return bool(table.info.get("aside"))


@contextmanager
def only_aside(session: Session) -> Iterator[None]:
    """While this lasts a session writes nothing but rows that stand aside; raises RuntimeError."""
    session.flush()  # what was changed before is none of it
    event.listen(session, "before_flush", _refuse_others)
    try:
        yield
        session.flush()
    finally:
        event.remove(session, "before_flush", _refuse_others)


def _refuse_others(session: Session, _context: object, _instances: object) -> None:
    rows: list[Base] = [*session.new, *session.deleted, *(row for row in session.dirty if session.is_modified(row))]
    for row in rows:
        if not is_aside(Base.metadata.tables[row.__tablename__]):
            raise RuntimeError(f"{type(row).__tablename__} cannot be written aside: this needs an act")
