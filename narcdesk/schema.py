"""Every table of the register in one place, and the check of the whole file against its journal."""

import time
from collections.abc import Iterator

import sqlalchemy as sa

from narcdesk import (
    applications,
    audit,
    backup_plan,
    batches,
    certificates,
    choices,
    consents,
    courses,
    diagnoses,
    disclosures,
    documents,
    drafts,
    duplicates,
    duties,
    examinations,
    families,
    form_texts,
    groups,
    infections,
    injecting,
    letters,
    list_exports,
    locking,
    memos,
    merges,
    motivation,
    observation,
    occupations,
    office,
    office_profile,
    patient_lists,
    patients,
    patronage,
    poisonings,
    profile_editions,
    providers,
    recovery,
    referrals,
    refusals,
    staff,
    stays,
    subjects,
    talks,
    treatments,
    working_days,
)
from narcdesk.audit import AuditEntry, AuditTouch
from narcdesk.audit.aside import is_aside
from narcdesk.base import Base
from narcdesk.commission import confirming, ledger, recipient_keys, targets, tightening
from narcdesk.commission.cohorts import kept
from narcdesk.errors import UserError
from narcdesk.migrations.structure import foreign_structure
from narcdesk.register import Register

NOUNS = (
    applications,
    backup_plan,
    batches,
    certificates,
    choices,
    consents,
    courses,
    diagnoses,
    disclosures,
    documents,
    drafts,
    duplicates,
    duties,
    examinations,
    families,
    form_texts,
    groups,
    infections,
    injecting,
    confirming,
    kept,
    ledger,
    letters,
    list_exports,
    locking,
    merges,
    memos,
    motivation,
    observation,
    occupations,
    office,
    office_profile,
    patient_lists,
    patients,
    patronage,
    poisonings,
    profile_editions,
    providers,
    recipient_keys,
    recovery,
    referrals,
    refusals,
    staff,
    stays,
    subjects,
    talks,
    targets,
    tightening,
    treatments,
    working_days,
)


def audited_tables() -> list[sa.Table]:
    """The tables whose every row the journal answers for: all but the journal itself and drafts."""
    journal = {AuditEntry.__tablename__, AuditTouch.__tablename__}
    return [table for table in Base.metadata.sorted_tables if table.name not in journal and not is_aside(table)]


SLICE = 0.01  # seconds that the watch may keep the door at once; a hand should not wait for 0.05
PAUSE = 0.03  # seconds that whoever drives the watch leaves to others between two slices
_FEWEST, _MOST = 5, 2000  # entries or rows of a slice


def watch(register: Register) -> Iterator[list[str]]:
    """The same check beside the work of the office, slice by slice: what each found, mostly nothing.

    Between two slices the door is free. It ends by itself when the register is closed.
    """
    try:
        yield from register.unlocked.page_walk()
        if foreign := foreign_structure(register.unlocked.reading):
            yield foreign
            return
        with register.read() as session:
            chain = audit.Chain(session, register.audit_key)
        yield from _walk(register, chain)
        register.broken = chain.broken
        for table in audited_tables():  # rows of another table may be ten times as long
            yield from _walk(register, audit.Rows([table]))
    except Exception as error:
        if register.is_open and not isinstance(error, UserError):
            raise
        if register.is_open:  # a page that cannot be read
            yield [str(error)]


def _walk(register: Register, walk: audit.Chain | audit.Rows) -> Iterator[list[str]]:
    count = 50
    while not walk.is_done:
        with register.read() as session:
            began = time.perf_counter()
            told = walk.step(session, count)
            took = time.perf_counter() - began
        count = round(min(max(_FEWEST, count * min(2.0, SLICE / max(took, 1e-6))), _MOST))
        yield told


def check(register: Register) -> list[str]:
    """All that can be verified: pages, chain, rows, anchor. Sentences of what does not hold; none is good."""
    if foreign := foreign_structure(register.unlocked.reading):
        return foreign  # its rows could not be read as what they should be
    return register.check(audited_tables())
