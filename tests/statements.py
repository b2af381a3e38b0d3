"""What a register asks its database, statement by statement."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from narcdesk.register import Register


@contextmanager
def sent(register: Register) -> Iterator[list[str]]:
    """The statements that the database is sent meanwhile."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        found.append(statement)

    engine = register.unlocked.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
