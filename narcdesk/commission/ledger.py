"""What has already left for a commission: each batch, and each cell it showed.

A cell once published is taken from here and never rounded anew, so two batches cannot be subtracted from each other
(anonymization 3.3.4). This is also the journal of anonymisation that order 140 of Roskomnadzor asks for: when, who,
by what policy, of what period, to whom, the hash of the file; never a word about a person.
"""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk.base import Base


class SentBatch(Base, kw_only=True):
    """One batch that left."""

    __tablename__ = "sent_batches"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    batch_id: Mapped[str] = mapped_column(sa.String(64), unique=True)
    recipient: Mapped[str] = mapped_column(sa.String(24))
    period: Mapped[str] = mapped_column(sa.String(16))
    made_on: Mapped[date]
    made_by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    policy_sha256: Mapped[str] = mapped_column(sa.String(64))
    file_name: Mapped[str] = mapped_column(sa.String(200))
    file_sha256: Mapped[str] = mapped_column(sa.String(64))


class PublishedCell(Base, kw_only=True):
    """One number that a commission has seen, under its name for ever."""

    __tablename__ = "published_cells"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    sent_batch_id: Mapped[int] = mapped_column(sa.ForeignKey("sent_batches.id"))
    cell: Mapped[str] = mapped_column(sa.String(300), unique=True)
    value: Mapped[int]


def published(session: Session) -> dict[str, int]:
    """Every number that has left, by the name of its cell."""
    return {row.cell: row.value for row in session.execute(sa.select(PublishedCell.cell, PublishedCell.value))}


def remember(session: Session, batch: SentBatch, cells: dict[str, int]) -> None:
    """Add a batch and the cells that were not published before."""
    session.add(batch)
    session.flush()
    known = published(session)
    session.add_all(
        PublishedCell(sent_batch_id=batch.id, cell=cell, value=value)
        for cell, value in cells.items()
        if cell not in known
    )
