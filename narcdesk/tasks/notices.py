"""What the body that controls a court duty is to be told of an event: shared by the kinds of such notices."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import duties
from narcdesk.dates import show
from narcdesk.duties import Duty, Kinds, NoticeEvent
from narcdesk.patients import Patient, alive
from narcdesk.tasks.asked import Asked, Query, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, urgency_of
from narcdesk.working_days import office_calendar


def duties_of_which(waits: sa.ColumnElement[bool], oldest: sa.SQLColumnExpression[Any]) -> Query[Duty, Who]:
    """The duties of living people whose event `waits` to be told."""

    @asks_of(Duty.patient_id)
    def query(_asked: Shape) -> sa.Select[Duty, Who]:
        return (
            sa.select(Duty, WHO)
            .select_from(Duty)
            .join(Patient, alive(Duty.patient_id))
            .where(waits)
            .order_by(oldest, Duty.id)
        )

    return query


def untold(
    session: Session, asked: Asked, event: NoticeEvent, rows: Sequence[tuple[Duty, Who]], said: str
) -> Iterator[Task]:
    """The events of these duties by the term of an act or the office; `said` of it.

    A term that nobody has set gives no date: the row says so, for the notice is owed all the same.
    """
    if not rows:
        return
    kinds, calendar = Kinds.of(session), office_calendar(session)
    for duty, patient in rows:
        owed = duties.owed_of(event, kinds, calendar, duty, asked.day)
        assert owed is not None  # the query asks for it
        until = f" до {show(owed.due)}" if owed.due else "; срок не задан"
        doubt = f" ({owed.doubt})" if owed.doubt else ""
        urgency = urgency_of(owed.due, asked.day)
        words = f"{said}{until}{doubt}"
        yield Task(What.NOTICE, duty.id, patient.id, "Сообщить", patient.named, words, owed.due, urgency, event.value)
