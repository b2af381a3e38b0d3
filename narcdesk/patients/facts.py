"""What a fact about a patient has in common, whatever it tells: it was typed, and it has a day within his life."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from narcdesk.base import Base
from narcdesk.errors import Invalid, Problem
from narcdesk.fields import fields_of, read
from narcdesk.patients.actions import before_birth, known, living

Values = Mapping[str, Any]


def told(
    session: Session,
    table: type[Base],
    patient_id: int,
    typed: Mapping[str, Any],
    today: date,
    *,
    day: str = "on",
    wrong: Callable[[Values], Iterable[Problem]] | None = None,
) -> dict[str, Any]:
    """What a new fact holds. Its `day` is neither before the birth nor after the death; `wrong` says what else is.

    Raises Invalid with everything that is wrong at once, NotFound, and UserError after a death.
    """
    patient = known(session, patient_id)
    reading = read(table, typed, today, whole=True)
    title = next(field.title for field in fields_of(table) if field.name == day)
    problems = [*reading.problems, *before_birth(patient, day, title, reading.values.get(day))]
    problems += wrong(reading.values) if wrong else ()
    if problems:
        raise Invalid(problems)
    living(patient, reading.values[day])
    return reading.values
