"""What is looked at when a register is unlocked: whose it is, and whether it is the one that was left.

Whoever signs in, the end of the journal, the clock and this computer's own mark are seen here, before the first act;
`narcdesk.register` then writes the sign-in.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import audit, backups, migrations, staff, vault
from narcdesk.audit import clock as clocks
from narcdesk.errors import Forbidden
from narcdesk.migrations.structure import foreign_structure
from narcdesk.office import Seal

OPEN_TOUCHES = 20_000  # rows that they may have touched together
OPEN_CHECK = 1000  # entries of the journal verified at unlock (about 50 ms)


@dataclass
class Seen:
    """What a register was found to be at unlocking."""

    person: staff.Person
    seal: Seal
    head: audit.Head
    believed: datetime | None  # the last moment at which the clock was right
    anchor: audit.Anchor | None  # what this computer remembered
    findings: list[str] = field(default_factory=list)  # in sentences; any makes it read-only
    broken: list[audit.Broken] = field(default_factory=list)  # entries that do not hold


def renew(opened: vault.Opened, at: datetime, *, pages_first: bool) -> None:
    """Bring an older file up to this program's tables, a backup first; raises vault.Damaged.

    With `pages_first` every page is verified before anything is written.
    """
    if pages_first and (wrong := opened.verify_pages()):
        raise vault.Damaged(" ".join(wrong), lost="Вход в журнал не записан.")
    backups.before_migration(opened, at)
    with vault.in_sentences():
        migrations.upgrade(opened.writing)


def see(opened: vault.Opened, *, head: str | None = None) -> Seen:
    """Look at a register: for whose password it was, or for the `head` with this login, who came with the words.

    Raises Forbidden for a closed person and for anybody who is no head; vault.Damaged.
    """
    with vault.in_sentences(), Session(opened.reading, expire_on_commit=False) as session:
        seal = session.get(Seal, 1)
        if seal is None:
            raise vault.Damaged("В файле реестра нет его ключей.")
        anchor = audit.read_anchor(seal.register_id)
        seen = Seen(
            person=_who_came(session, opened, head),
            seal=seal,
            head=audit.head_of(session),
            believed=clocks.last_believed(session),
            anchor=anchor,
        )
        # An act that wrote a whole list touched as much as a year of work: it is gone over beside the work.
        chain = audit.Chain(session, seal.audit_key, last=audit.light_tail(session, OPEN_CHECK, OPEN_TOUCHES))
        seen.findings, seen.broken = chain.step(session, OPEN_CHECK + 1), chain.broken
        other = audit.anchor_problem(session, anchor)
    if anchor is not None and other:
        seen.findings.append(other)
        audit.keep_anchor(seal.register_id, replace(anchor, doubt=other))
    return seen


def _who_came(session: Session, opened: vault.Opened, head: str | None) -> staff.Person:
    person = staff.by_login(session, opened.login if head is None else head)
    if head is not None and (person is None or person.role != staff.Role.HEAD):
        raise Forbidden("По словам восстановления входит заведующий, а это имя для входа не его.")
    if person is None:
        raise Forbidden("Этот сотрудник больше не работает с реестром.")
    if person.role not in list(staff.Role):
        raise vault.Damaged("В файле реестра записана роль, которой в программе нет.")
    return person


def explain(error: BaseException, opened: vault.Opened) -> None:
    """Say what was built into the file, where that is why a question to it failed; raises vault.Damaged."""
    if isinstance(error, sa.exc.OperationalError) and (foreign := foreign_structure(opened.reading)):
        raise vault.Damaged(" ".join(foreign[:3])) from error
