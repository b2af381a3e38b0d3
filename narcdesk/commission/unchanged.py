"""Whether the register still is what a batch was made of: one that waited while others worked is prepared anew.

A number of a stale batch beside the same number counted later would give a difference. So from the entry that the
batch names as its anchor to the act that lets it out nothing may stand in the journal that a batch could be made of.
"""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.audit import AuditEntry, AuditTouch
from narcdesk.audit.entries import Change
from narcdesk.backup_plan.rules import BackupMade, BackupPlan
from narcdesk.base import Base
from narcdesk.commission.confirming import BatchConfirmation
from narcdesk.commission.ledger import Stale
from narcdesk.commission.recipient_keys import RecipientKey
from narcdesk.register import Register
from narcdesk.staff import FailedTries, Person

# Whoever joins or confirms, by whose key it is sealed and where a copy was put changes no batch; nor does a look.
_NO_BATCH_IS_MADE_OF: tuple[type[Base], ...] = (
    BatchConfirmation,
    RecipientKey,
    Person,
    FailedTries,
    BackupMade,
    BackupPlan,
)


def must_be(session: Session, anchor: str) -> None:
    """Raise Stale where anything has changed since the entry that a batch names as its anchor."""
    number, _, mac = anchor.partition(":")
    entry = session.get(AuditEntry, int(number)) if number else None
    if entry is None or entry.mac != mac:
        raise Stale
    harmless = [kind.__tablename__ for kind in _NO_BATCH_IS_MADE_OF]
    later = sa.select(AuditTouch.seq).where(
        AuditTouch.seq > entry.seq, AuditTouch.change != Change.LOOK.value, AuditTouch.kind.not_in(harmless)
    )
    if session.scalar(later.limit(1)) is not None:
        raise Stale


def holds(register: Register, anchor: str) -> bool:
    """Whether a batch that waits on the screen may still leave: a window that is asked anew need not forget it."""
    with register.read("commission.preview") as session:
        try:
            must_be(session, anchor)
        except Stale:
            return False
    return True
