"""Who did not come by the day of a court, where the office has set by its act in what term that is told."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.duties import Duty, Kinds, NoticeEvent
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked, Shape
from narcdesk.tasks.notices import duties_of_which, untold
from narcdesk.tasks.task import Task

TITLE = "Сообщения о неявке по суду"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Who has not come and of whom nobody was told; that he has not come at all stands among appearances."""
    with_term = {term.kind for term in Kinds.of(session).terms if term.event is NoticeEvent.NO_SHOW}
    rows = _query.rows(session, asked, kinds=sorted(with_term)) if with_term else []
    yield from untold(session, asked, NoticeEvent.NO_SHOW, rows, "сообщить органу контроля о неявке")


_query = duties_of_which(
    sa.and_(
        Duty.appeared_on.is_(None),
        Duty.ended_on.is_(None),
        Duty.appear_by < Shape.day,
        Duty.no_show_told_on.is_(None),
        Duty.kind.in_(sa.bindparam("kinds", expanding=True)),
    ),
    oldest=Duty.appear_by,
)
