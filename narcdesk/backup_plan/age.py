"""How old the last good backup is, and whether work waits for the next one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import backups
from narcdesk.audit import AuditEntry
from narcdesk.backup_plan.rules import BackupMade, plan
from narcdesk.backups import Remembered, age_words
from narcdesk.register import Register

NO_WORK = ("backups.make", "backups.fail", "staff.sign_in", "office.create")  # acts that no new backup is needed for


@dataclass(frozen=True)
class Standing:
    """The last good backup; since when there is work in none; whether the plan wants one, or wanted it long ago."""

    last: Remembered | None
    unsaved_since: datetime | None
    is_due: bool
    is_late: bool
    said: str


def standing(register: Register) -> Standing:
    """How the register stands; asks no disk, so that a network that is gone holds nobody up."""
    planned, now = plan(register), register.now()
    with register.read() as session:
        last, seq = _last(session, register.register_id)
        since = _worked_since(session, seq, last)
    waits = since if planned.is_automatic else None
    is_due = waits is not None and (last is None or not timedelta() <= now - last.made_at < planned.every)
    is_late = waits is not None and now - waits >= planned.every
    if last is None:
        return Standing(None, since, is_due, is_late, "Копий нет")
    words = f"Копия: {age_words(last.made_at, now)}{'' if last.opened else ', не проверена'}"
    return Standing(last, since, is_due, is_late, words)


def _last(session: Session, register_id: str) -> tuple[Remembered | None, int]:
    """The last good backup and the entry of the journal that it ends with (0: not known)."""
    remembered = backups.recall(register_id)
    good = sa.select(BackupMade).where(BackupMade.trouble == "").order_by(BackupMade.id.desc()).limit(1)
    if remembered is not None:  # one that was begun later was not proved: the program was killed meanwhile
        good = good.where(BackupMade.begun_at <= remembered.made_at)
    row = session.scalar(good)
    if row is None or (remembered is not None and row.begun_at < remembered.made_at):
        return remembered, 0
    return Remembered(row.path, row.begun_at, opened=True), row.seq


def _worked_since(session: Session, seq: int, last: Remembered | None) -> datetime | None:
    """The moment of the first act that no backup holds."""
    query = sa.select(AuditEntry.at).where(AuditEntry.action.not_in(NO_WORK)).order_by(AuditEntry.seq).limit(1)
    if seq:
        query = query.where(AuditEntry.seq > seq)
    elif last is not None:  # made without a password: only its moment is known
        query = query.where(AuditEntry.at > last.made_at)
    return session.scalar(query)
