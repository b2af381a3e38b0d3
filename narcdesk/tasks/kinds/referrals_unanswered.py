"""Referrals that left, and nobody has said yet whether the person is taken in."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.dates import show
from narcdesk.patients import Patient, alive
from narcdesk.referrals import ReferralOut, ReferralState
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, task_of_paper

TITLE = "Направления без ответа"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """The day to be answered by is the office's own; without one the row only says that an answer is waited for."""
    for referral_id, to, sent_on, answer_by, who in _query.rows(session, asked):
        by = f"ответ до {show(answer_by)}" if answer_by else "срок ответа не задан"
        said = f"направлен {show(sent_on)}: {to}, {by}"
        yield task_of_paper(asked, What.SENT_ON, referral_id, who, "Ответ", said, answer_by)


@asks_of(ReferralOut.patient_id)
def _query(asked: Shape) -> sa.Select[int, str, date, date | None, Who]:
    return (
        sa.select(ReferralOut.id, ReferralOut.addressee_name, ReferralOut.state_on, ReferralOut.answer_by, WHO)
        .select_from(ReferralOut)
        .join(Patient, alive(ReferralOut.patient_id))
        .where(ReferralOut.state == ReferralState.SENT)
        .where(asked.until_or_undated(ReferralOut.answer_by, asked.soon))
        .order_by(ReferralOut.answer_by.is_(None), ReferralOut.answer_by, ReferralOut.id)
    )
