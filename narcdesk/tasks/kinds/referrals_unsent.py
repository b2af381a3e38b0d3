"""Referrals that were prepared and have not left."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.patients import Patient, alive
from narcdesk.referrals import ReferralOut, ReferralState
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, task_of_paper

TITLE = "Направления не отправлены"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Due from the day on which they were made."""
    for referral_id, to, made_on, who in _query.rows(session, asked):
        said = f"направление не отправлено: {to}"
        yield task_of_paper(asked, What.SENT_ON, referral_id, who, "Отправить", said, made_on)


@asks_of(ReferralOut.patient_id)
def _query(asked: Shape) -> sa.Select[int, str, date, Who]:
    return (
        sa.select(ReferralOut.id, ReferralOut.addressee_name, ReferralOut.made_on, WHO)
        .select_from(ReferralOut)
        .join(Patient, alive(ReferralOut.patient_id))
        .where(ReferralOut.state == ReferralState.PREPARED, asked.until(ReferralOut.made_on, asked.soon))
        .order_by(ReferralOut.made_on, ReferralOut.id)
    )
