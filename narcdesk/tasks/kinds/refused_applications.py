"""Applications that the authority refused, after which nobody has spoken with the person (certificates 6.1)."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from narcdesk.applications import Application, Status
from narcdesk.patients import Patient, alive
from narcdesk.register import Register
from narcdesk.talks import Talk
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, due_task

TITLE = "Отказы органа"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Until a talk with him, or a new application; no act sets a term, so it is due on the day of the decision."""
    for id_, number, decided_on, patient in _query.rows(session, asked):
        said = f"орган отказал по заявке {number}, беседы после этого не было; решение от"
        yield due_task(asked, What.REFUSED_APPLICATION, id_, patient, "Отказ органа", said, decided_on)


@asks_of(Application.patient_id)
def _query(asked: Shape) -> sa.Select[int, str | None, date | None, Who]:
    newer = aliased(Application)
    talked = sa.exists().where(
        Talk.patient_id == Application.patient_id, Talk.struck_on.is_(None), Talk.on >= Application.decided_on
    )
    asks_anew = sa.exists().where(
        newer.patient_id == Application.patient_id, newer.id > Application.id, newer.status != Status.WITHDRAWN
    )
    return (
        sa.select(Application.id, Application.number, Application.decided_on, WHO)
        .select_from(Application)
        .join(Patient, alive(Application.patient_id))
        .where(
            Application.status == Status.REFUSED, ~talked, ~asks_anew, asked.until(Application.decided_on, asked.day)
        )
        .order_by(Application.decided_on, Application.id)
    )
