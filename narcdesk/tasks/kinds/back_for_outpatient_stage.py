"""Who is awaited back for the out-patient stage where he is registered (regulation, 4.4)."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.patients import Patient, alive
from narcdesk.referrals import ReferralOut, ReferralState
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, due_task

TITLE = "Возврат на амбулаторный этап"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """The day was agreed when the referral was done with."""
    for referral_id, back_by, who in _query.rows(session, asked):
        yield due_task(asked, What.SENT_ON, referral_id, who, "Вернуться", "ждём на амбулаторный этап к", back_by)


@asks_of(ReferralOut.patient_id)
def _query(asked: Shape) -> sa.Select[int, date | None, Who]:
    return (
        sa.select(ReferralOut.id, ReferralOut.back_by, WHO)
        .select_from(ReferralOut)
        .join(Patient, alive(ReferralOut.patient_id))
        .where(ReferralOut.state == ReferralState.DONE, ReferralOut.back_on.is_(None))
        .where(asked.until(ReferralOut.back_by, asked.week))
        .order_by(ReferralOut.back_by, ReferralOut.id)
    )
