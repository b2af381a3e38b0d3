"""Referrals that were prepared and have not left."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.patients import Patient, alive
from narcdesk.referrals import ReferralOut, ReferralState
from narcdesk.register import Register
from narcdesk.tasks.task import WHO, Asked, Task, What, task_of_paper

TITLE = "Направления не отправлены"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Due from the day on which they were made."""
    query = (
        sa.select(ReferralOut.id, ReferralOut.addressee_name, ReferralOut.made_on, WHO)
        .select_from(ReferralOut)
        .join(Patient, alive(ReferralOut.patient_id))
        .where(ReferralOut.state == ReferralState.PREPARED, asked.until(ReferralOut.made_on, asked.soon))
        .order_by(ReferralOut.made_on, ReferralOut.id)
    )
    for referral_id, to, made_on, who in session.execute(asked.only(query, ReferralOut.patient_id)):
        said = f"направление не отправлено: {to}"
        yield task_of_paper(asked, What.SENT_ON, referral_id, who, "Отправить", said, made_on)
