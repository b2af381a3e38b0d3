"""A fact that was written down by mistake: it is struck out with a reason, stays in the file, and counts nowhere.

Every query of a session leaves such rows out by itself, aliases and counts too, so that no query can forget it; the
journal's check reads the tables themselves and still answers for the rows. What is asked with `WITH_STRUCK` sees them.
"""

from datetime import date
from typing import Any, TypeVarTuple

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, MappedAsDataclass, ORMExecuteState, Session, mapped_column, with_loader_criteria

WITH_STRUCK: dict[str, Any] = {"with_struck": True}  # execution options of a query that shows mistakes too
WHY_LENGTH = 300

Columns = TypeVarTuple("Columns")


class MayBeStruck(MappedAsDataclass, repr=False, eq=False, kw_only=True):
    """What a table has whose rows may turn out to be mistakes."""

    struck_on: Mapped[date | None] = mapped_column(default=None, sort_order=900)
    struck_by: Mapped[int | None] = mapped_column(default=None, sort_order=901)  # of staff
    struck_why: Mapped[str] = mapped_column(sa.String(WHY_LENGTH), default="", sort_order=902)


@event.listens_for(Session, "do_orm_execute")
def _leave_out(asked: ORMExecuteState) -> None:
    options = asked.execution_options
    if asked.is_select and not asked.is_column_load and not options.get("with_struck") and not options.get(_SAID):
        asked.statement = asked.statement.options(_STANDS)


_SAID = "without_struck"
_STANDS = with_loader_criteria(MayBeStruck, lambda table: table.struck_on.is_(None), include_aliases=True)


def standing(query: sa.Select[*Columns]) -> sa.Select[*Columns]:
    """A query that is kept and asked many times, with what leaves mistakes out written into it once.

    Every other query gets it at each asking; then SQLAlchemy has to look through all of it to know it again.
    """
    return query.options(_STANDS).execution_options(**{_SAID: True})
