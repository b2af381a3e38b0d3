"""The list of applications: filtered and sorted by the database, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from narcdesk.applications.tables import FINAL, Application, Status
from narcdesk.names import other_layout, search_key
from narcdesk.patients import Patient
from narcdesk.register import Register


@dataclass(frozen=True)
class Row:
    """A row of the list of applications."""

    id: int
    number: str
    patient_id: int
    patient: str
    birth: str
    status: Status
    made_on: date
    days: int | None


_NEWEST_FIRST = (Application.made_on.desc(), Application.id.desc())
_ORDERS: Mapping[str, tuple[Any, ...]] = {
    "number": (Application.number,),
    "patient": (Patient.surname_key, Patient.given_key, Patient.patronymic_key),
    "birth": (Patient.birth,),
    "status": (Application.status,),
    "made_on": (Application.made_on,),
    "days": (Application.days,),
}


def listing(
    register: Register,
    *,
    status: Status | None = None,
    open_only: bool = False,
    patient_id: int | None = None,
    text: str = "",
    order: str = "",
    descending: bool = False,
    page: int = 0,
    size: int = 50,
) -> list[Row]:
    """A page of the list of applications, the newest first unless another order is asked for.

    `text` is a part of a number or the beginning of a surname, in either keyboard layout. `order` is one of number,
    patient, birth, status, made_on, days.
    """
    register.person.must("applications.listing")
    columns = [column.desc() if descending else column for column in _ORDERS.get(order, ())]
    query = (
        sa.select(Application, Patient)
        .join(Patient, Patient.id == Application.patient_id)
        .order_by(*columns, *_NEWEST_FIRST)
        .limit(size)
        .offset(page * size)
    )
    if status is not None:
        query = query.where(Application.status == status)
    if open_only:
        query = query.where(Application.status.not_in(FINAL))
    if patient_id is not None:
        query = query.where(Application.patient_id == patient_id)
    if text.strip():
        query = query.where(sa.or_(*_meanings(text)))
    with register.read() as session:
        return [
            Row(a.id, a.shown_number, p.id, p.full_name, p.birth.shown, a.status, a.made_on, a.days)
            for a, p in session.execute(query)
        ]


def counts(register: Register) -> dict[Status, int]:
    """How many applications stand in each state."""
    register.person.must("applications.listing")
    query = sa.select(Application.status, sa.func.count()).group_by(Application.status)
    with register.read() as session:
        return {row[0]: row[1] for row in session.execute(query)}


def _meanings(text: str) -> list[sa.ColumnElement[bool]]:
    meant = [Application.number.contains(text.strip().upper(), autoescape=True)]
    for typed in (text, other_layout(text)):
        if key := search_key(typed):
            meant.append(Patient.surname_key.startswith(key, autoescape=True))
    return meant
