"""Whether the computer's clock can be believed: the journal remembers when it was last right.

Acts are ordered by their numbers, so a wrong clock confuses no history; but terms and the days on papers are reckoned
by it. A day forward cannot be told from a day off; a day back, or years forward, can.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.audit.entries import AuditEntry
from narcdesk.dates import show

BACK = timedelta(hours=2)  # a clock put back by hand for the winter is no fault
AHEAD = timedelta(days=366)  # no office is closed for longer
TRUST = "office.trust_clock"  # the act by which the head says that the clock is right
LOOKED_AT = 1000  # entries


def believed(mark: datetime | None, moment: datetime) -> bool:
    """Whether a moment can follow the last one that was believed."""
    return mark is None or mark - BACK <= moment <= mark + AHEAD


def later(mark: datetime | None, moments: Iterable[datetime]) -> datetime | None:
    """The last moment that is believed, when these have followed one another."""
    for moment in moments:
        if believed(mark, moment):
            mark = moment if mark is None else max(mark, moment)
    return mark


def last_believed(session: Session) -> datetime | None:
    """The last moment of the journal that is believed, since the head last said that the clock is right."""
    newest = (
        sa.select(AuditEntry.seq, AuditEntry.at, AuditEntry.action).order_by(AuditEntry.seq.desc()).limit(LOOKED_AT)
    )
    moments: list[datetime] = []
    for entry in session.execute(newest):
        moments.append(entry.at)
        if entry.action == TRUST:
            break
    return later(None, reversed(moments))


def doubt(mark: datetime | None, now: datetime) -> str:
    """What is wrong with the clock, in words; "" when it can be believed."""
    if mark is None or believed(mark, now):
        return ""
    last = show(mark.astimezone(now.tzinfo).date())
    return f"Проверьте дату на компьютере: на нём {show(now.date())}, а последняя запись журнала от {last}."
