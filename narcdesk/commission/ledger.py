"""What has already left for a commission: each batch, and each cell it showed.

A cell once published is taken from here and never rounded anew, so two batches cannot be subtracted from each other
(anonymization 3.3.4), be they for one recipient or for two. This is also the journal of anonymisation that order 140 of
Roskomnadzor asks for: when, who, by what policy, of what period, to whom, the hash of the file; never a word about a
person.
"""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk.base import Base
from narcdesk.commission.knowledge import Ledger
from narcdesk.errors import UserError


class Stale(UserError):
    """The register, or what has left of it, is no more what a batch was made of; nothing has left."""

    def __init__(self) -> None:
        super().__init__(
            "Реестр изменился с тех пор, как выгрузка подготовлена.",
            lost="Ничего не записано.",
            do="Подготовьте выгрузку заново.",
        )


class SentBatch(Base, kw_only=True):
    """One batch that left."""

    __tablename__ = "sent_batches"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    batch_id: Mapped[str] = mapped_column(sa.String(64), unique=True)
    recipient: Mapped[str] = mapped_column(sa.String(24))
    period: Mapped[str] = mapped_column(sa.String(16))
    made_on: Mapped[date]
    made_by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    confirmed_by: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"), default=None)
    policy_sha256: Mapped[str] = mapped_column(sa.String(64))
    file_name: Mapped[str] = mapped_column(sa.String(200))
    file_sha256: Mapped[str] = mapped_column(sa.String(64))
    zip_sha256: Mapped[str] = mapped_column(sa.String(64), default="")  # of the ZIP, which may have left encrypted
    sealed_to: Mapped[str] = mapped_column(sa.String(64), default="")  # the fingerprint of the recipient's key, or none


class PublishedCell(Base, kw_only=True):
    """One number that a commission has seen, under its name for ever: rounded to a base, exact (1), or hidden (0)."""

    __tablename__ = "published_cells"
    __table_args__ = (sa.UniqueConstraint("cell", "base"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    sent_batch_id: Mapped[int] = mapped_column(sa.ForeignKey("sent_batches.id"))
    cell: Mapped[str] = mapped_column(sa.String(300))
    value: Mapped[int]
    base: Mapped[int] = mapped_column(default=5)  # what left before the column was there was rounded to five


def published(session: Session) -> dict[str, dict[int, int]]:
    """Every number that has left, by the name of its cell and the base it was rounded to."""
    found: dict[str, dict[int, int]] = {}
    for row in session.execute(sa.select(PublishedCell.cell, PublishedCell.base, PublishedCell.value)):
        found.setdefault(row.cell, {})[row.base] = row.value
    return found


def remember(session: Session, batch: SentBatch, cells: Ledger) -> None:
    """Add a batch and what was not published before; raises Stale where a number that was is another one now."""
    session.add(batch)
    session.flush()
    known = published(session)
    for cell, told in cells.items():
        for base, value in told.items():
            before = known.get(cell, {}).get(base)
            if before is None:
                session.add(PublishedCell(sent_batch_id=batch.id, cell=cell, base=base, value=value))
            elif before != value:
                raise Stale
