"""What the register keeps of records that leave: which cases have left, and the census that they are judged by."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk.base import Base
from narcdesk.commission.ledger import SentBatch
from narcdesk.observation import Episode


class ReleasedCase(Base, kw_only=True):
    """A case whose batch of records has left, known to the office alone: it never leaves a second time."""

    __tablename__ = "released_cases"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    sent_batch_id: Mapped[int] = mapped_column(sa.ForeignKey(SentBatch.id), index=True)
    episode_id: Mapped[int] = mapped_column(sa.ForeignKey(Episode.id), unique=True)


class CensusTable(Base, kw_only=True):
    """A table of inhabitants as it was brought in; the newest stands, earlier ones stay as they were."""

    __tablename__ = "census_tables"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    taken_on: Mapped[date]
    taken_by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    file_name: Mapped[str] = mapped_column(sa.String(200))
    file_sha256: Mapped[str] = mapped_column(sa.String(64))
    places: Mapped[dict[str, str]]  # settlement -> its kind
    inhabitants: Mapped[dict[str, Any]]  # "settlement|sex|band of age" -> how many


def newest_census(session: Session) -> CensusTable | None:
    """The table of inhabitants that stands, None while there is none."""
    return session.scalars(sa.select(CensusTable).order_by(CensusTable.id.desc()).limit(1)).first()
