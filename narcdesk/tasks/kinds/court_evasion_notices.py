"""Whose evasion was noted by the office, and the body that controls him has not been told."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.duties import Duty, DutyResult, NoticeEvent
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked
from narcdesk.tasks.notices import duties_of_which, untold
from narcdesk.tasks.task import Task

TITLE = "Сообщения об уклонении"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Who evades by the decision of a person of the office, or whose duty ended so."""
    said = "сообщить органу контроля об уклонении"
    yield from untold(session, asked, NoticeEvent.EVASION, _query.rows(session, asked), said)


_query = duties_of_which(
    sa.and_(sa.or_(Duty.evaded_on.is_not(None), Duty.result == DutyResult.EVADED), Duty.evasion_told_on.is_(None)),
    oldest=sa.func.coalesce(Duty.evaded_on, Duty.ended_on),
)
