"""Referrals that left, and nobody has said yet whether the person is taken in."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.dates import show
from narcdesk.patients import Patient, alive
from narcdesk.referrals import ReferralOut, ReferralState
from narcdesk.register import Register
from narcdesk.tasks.task import WHO, Asked, Task, What, task_of_paper

TITLE = "Направления без ответа"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """The day to be answered by is the office's own; without one the row only says that an answer is waited for."""
    query = (
        sa.select(ReferralOut.id, ReferralOut.addressee_name, ReferralOut.state_on, ReferralOut.answer_by, WHO)
        .select_from(ReferralOut)
        .join(Patient, alive(ReferralOut.patient_id))
        .where(ReferralOut.state == ReferralState.SENT)
        .where(asked.until_or_undated(ReferralOut.answer_by, asked.soon))
        .order_by(ReferralOut.answer_by.is_(None), ReferralOut.answer_by, ReferralOut.id)
    )
    for referral_id, to, sent_on, answer_by, who in session.execute(asked.only(query, ReferralOut.patient_id)):
        by = f"ответ до {show(answer_by)}" if answer_by else "срок ответа не задан"
        said = f"направлен {show(sent_on)}: {to}, {by}"
        yield task_of_paper(asked, What.SENT_ON, referral_id, who, "Ответ", said, answer_by)
