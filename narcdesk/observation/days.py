"""What every fact of observation asks first: the fields as typed, and a person who lived on its day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from narcdesk import patients
from narcdesk.base import Base
from narcdesk.errors import Invalid
from narcdesk.fields import read
from narcdesk.patients import Patient


def must_be_alive(patient: Patient, field: str, title: str, day: date) -> None:
    """Raises Invalid before the birth, UserError after the death."""
    if problems := patients.before_birth(patient, field, title, day):
        raise Invalid(problems)
    patients.living(patient, day)


def read_whole(table: type[Base], typed: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The values of all that a table asks; raises Invalid."""
    reading = read(table, typed, today, whole=True)
    if reading.problems:
        raise Invalid(reading.problems)
    return reading.values
