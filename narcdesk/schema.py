"""Every table of the register in one place, and the check of the whole file against its journal."""

import sqlalchemy as sa

from narcdesk import (
    applications,
    certificates,
    consents,
    courses,
    diagnoses,
    documents,
    drafts,
    duties,
    locking,
    observation,
    office,
    patients,
    patronage,
    providers,
    staff,
)
from narcdesk.audit import AuditEntry, AuditTouch
from narcdesk.audit.aside import is_aside
from narcdesk.base import Base
from narcdesk.commission import ledger, targets
from narcdesk.register import Register

NOUNS = (
    applications,
    certificates,
    consents,
    courses,
    diagnoses,
    documents,
    drafts,
    duties,
    ledger,
    locking,
    observation,
    office,
    patients,
    patronage,
    providers,
    staff,
    targets,
)


def audited_tables() -> list[sa.Table]:
    """The tables whose every row the journal answers for: all but the journal itself and drafts."""
    journal = {AuditEntry.__tablename__, AuditTouch.__tablename__}
    return [table for table in Base.metadata.sorted_tables if table.name not in journal and not is_aside(table)]


def check(register: Register) -> list[str]:
    """All that can be verified: pages, chain, rows, anchor. Sentences of what does not hold; none is good."""
    return register.check(audited_tables())
