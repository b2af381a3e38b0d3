"""Who did not come by the day of a court, where the office has set by its act in what term that is told."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.duties import Duty, Kinds, NoticeEvent
from narcdesk.register import Register
from narcdesk.tasks.notices import untold
from narcdesk.tasks.task import Asked, Task

TITLE = "Сообщения о неявке по суду"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Who has not come and of whom nobody was told; that he has not come at all stands among appearances."""
    with_term = {term.kind for term in Kinds.of(session).terms if term.event is NoticeEvent.NO_SHOW}
    waits = sa.and_(
        Duty.appeared_on.is_(None),
        Duty.ended_on.is_(None),
        Duty.appear_by < asked.day,
        Duty.no_show_told_on.is_(None),
        Duty.kind.in_(with_term),
    )
    said = "сообщить органу контроля о неявке"
    yield from untold(session, asked, NoticeEvent.NO_SHOW, waits, Duty.appear_by, said)
