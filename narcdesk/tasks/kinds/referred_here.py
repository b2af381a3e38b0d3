"""Who was sent to the office by a paper and has not come, with a card or without."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.dates import show
from narcdesk.patients import Patient
from narcdesk.referrals import ReferralIn, papers_of
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked, Shape, asks_of
from narcdesk.tasks.task import WHO, Task, What, Who, task_of_paper

TITLE = "Направленные к нам"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """The day to come by is the paper's; where it names none, the row says so."""
    rows = _query.rows(session, asked)
    papers = papers_of(session, [referral_id for referral_id, _ in rows])
    for referral_id, who in rows:
        referral = papers[referral_id]
        day = f"явиться до {show(referral.appear_by)}" if referral.appear_by else "день явки не назван"
        said = f"направил {referral.sender_name}, {day}"
        yield task_of_paper(
            asked, What.SENT_HERE, referral.id, who, "Не пришёл", said, referral.appear_by, referral.named
        )


@asks_of(ReferralIn.patient_id)
def _query(asked: Shape) -> sa.Select[int, Who]:
    return (
        sa.select(ReferralIn.id, WHO)
        .select_from(ReferralIn)
        .outerjoin(Patient, Patient.id == ReferralIn.patient_id)
        .where(Patient.died_on.is_(None), ReferralIn.came_on.is_(None), ReferralIn.closed_on.is_(None))
        .where(asked.until_or_undated(ReferralIn.appear_by, asked.week))
        .order_by(ReferralIn.appear_by.is_(None), ReferralIn.appear_by, ReferralIn.id)
    )
