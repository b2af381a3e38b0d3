"""Who came by a court's decision, and the body that controls him has not been told."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.duties import Duty, NoticeEvent
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked
from narcdesk.tasks.notices import duties_of_which, untold
from narcdesk.tasks.task import Task

TITLE = "Сообщения о явке по суду"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Whose coming was not told, while the duty goes on."""
    said = "отправить постановление с отметкой о явке"
    yield from untold(session, asked, NoticeEvent.COMING, _query.rows(session, asked), said)


_query = duties_of_which(
    sa.and_(Duty.appeared_on.is_not(None), Duty.told_on.is_(None), Duty.ended_on.is_(None)), oldest=Duty.appeared_on
)
