"""Who finished a whole programme and is known not to use: the base of the plan's indicators 3 and 4.

The acts name no term within which sobriety must have been seen, so ours is the year that ends with the period: the
plan's shares are yearly. Whom the office did not see for a year is lost from sight, and neither he nor the dead is a
success; he comes back into the count with the next confirmation.
"""

from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import courses, observation
from narcdesk.dates import Period, add_months
from narcdesk.observation import RemissionFact, RemissionKind, TestResult, Visit
from narcdesk.patients import Patient

SEEN_WITHIN = 12  # months


def living(session: Session, period: Period) -> dict[int, date]:
    """Who finished a complex programme by the end of the period and did not die by then, with the day of the finish."""
    finished_on = courses.graduated(session, period.end)
    dead = set(session.scalars(sa.select(Patient.id).where(Patient.died_on <= period.end)))
    return {person: day for person, day in finished_on.items() if person not in dead}


def confirmed(session: Session, period: Period) -> dict[int, date]:
    """Whom the office saw sober within the year that ends with the period, and on which day last.

    By a fact of abstinence with its proof, or by a clean test at a visit. A use known of that day or a later one takes
    the sight away.
    """
    used_on = observation.last_use(session, period.end)
    within = (_year_before(period) + timedelta(days=1), period.end)
    seen = sa.union_all(
        sa.select(RemissionFact.patient_id, RemissionFact.on).where(
            RemissionFact.kind == RemissionKind.ABSTINENT,
            RemissionFact.on.between(*within),
        ),
        sa.select(Visit.patient_id, Visit.on).where(Visit.test == TestResult.CLEAN, Visit.on.between(*within)),
    ).subquery()
    last = session.execute(sa.select(seen.c.patient_id, sa.func.max(seen.c.on).label("on")).group_by(seen.c.patient_id))
    return {row.patient_id: row.on for row in last if used_on.get(row.patient_id, date.min) < row.on}


def not_using(session: Session, period: Period) -> set[int]:
    """Graduates of whom no use is known since the finish, and whom the office saw sober within the year.

    To finish the programme within that year is such a sight too: the programme itself answers for it.
    """
    used_on, seen = observation.last_use(session, period.end), confirmed(session, period)
    return {
        person
        for person, day in living(session, period).items()
        if used_on.get(person, day) <= day and (person in seen or day > _year_before(period))
    }


def abstinent(session: Session, period: Period) -> dict[int, date]:
    """Graduates whom the office saw sober within the year, and since when their confirmed abstinence counts."""
    since, seen = observation.abstinent(session, period.end), confirmed(session, period)
    return {person: since[person] for person in living(session, period) if person in since and person in seen}


def _year_before(period: Period) -> date:
    return add_months(period.end, -SEEN_WITHIN)
