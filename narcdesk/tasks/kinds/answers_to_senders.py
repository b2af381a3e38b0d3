"""Which of those who sent somebody wait for an answer."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.dates import show
from narcdesk.patients import Patient
from narcdesk.referrals import ReferralIn, papers_of
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, task_of_paper

TITLE = "Ответы тем, кто направил"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """The day to answer by is the paper's; where it names none, the row says so."""
    rows = _query.rows(session, asked)
    papers = papers_of(session, [referral_id for referral_id, _ in rows])
    for referral_id, who in rows:
        referral = papers[referral_id]
        day = f"до {show(referral.answer_by)}" if referral.answer_by else "срок не назван"
        said = f"ждёт ответа {referral.sender_name}, {day}"
        yield task_of_paper(asked, What.REPLY, referral.id, who, "Ответить", said, referral.answer_by, referral.named)


@asks_of(ReferralIn.patient_id)
def _query(asked: Shape) -> sa.Select[int, Who]:
    return (
        sa.select(ReferralIn.id, WHO)
        .select_from(ReferralIn)
        .outerjoin(Patient, Patient.id == ReferralIn.patient_id)
        .where(Patient.died_on.is_(None), ReferralIn.wants_answer.is_(True), ReferralIn.answered_on.is_(None))
        .where(asked.until_or_undated(ReferralIn.answer_by, asked.soon))
        .order_by(ReferralIn.answer_by.is_(None), ReferralIn.answer_by, ReferralIn.id)
    )
