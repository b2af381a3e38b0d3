"""A fact that was written down by mistake: it is struck out with a reason, stays in the file, and counts nowhere.

Every query of a session leaves such rows out by itself, aliases and counts too, so that no query can forget it; the
journal's check reads the tables themselves and still answers for the rows. What is asked with `WITH_STRUCK` sees them.
"""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, MappedAsDataclass, ORMExecuteState, Session, mapped_column, with_loader_criteria

WITH_STRUCK: dict[str, Any] = {"with_struck": True}  # execution options of a query that shows mistakes too
WHY_LENGTH = 300


class MayBeStruck(MappedAsDataclass, repr=False, eq=False, kw_only=True):
    """What a table has whose rows may turn out to be mistakes."""

    struck_on: Mapped[date | None] = mapped_column(default=None, sort_order=900)
    struck_by: Mapped[int | None] = mapped_column(default=None, sort_order=901)  # of staff
    struck_why: Mapped[str] = mapped_column(sa.String(WHY_LENGTH), default="", sort_order=902)


@event.listens_for(Session, "do_orm_execute")
def _leave_out(asked: ORMExecuteState) -> None:
    if asked.is_select and not asked.is_column_load and not asked.execution_options.get("with_struck"):
        asked.statement = asked.statement.options(_STANDS)


_STANDS = with_loader_criteria(MayBeStruck, lambda table: table.struck_on.is_(None), include_aliases=True)
