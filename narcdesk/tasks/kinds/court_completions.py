"""Who has fulfilled a court's duty, and the body that controls him has not been told."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.duties import Duty, DutyResult, NoticeEvent
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked
from narcdesk.tasks.notices import duties_of_which, untold
from narcdesk.tasks.task import Task

TITLE = "Сообщения об исполнении по суду"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Whose completion was not told."""
    said = "сообщить органу контроля об исполнении обязанности"
    yield from untold(session, asked, NoticeEvent.COMPLETION, _query.rows(session, asked), said)


_query = duties_of_which(
    sa.and_(Duty.result == DutyResult.FULFILLED, Duty.completion_told_on.is_(None)), oldest=Duty.ended_on
)
