"""The persons behind a number: who is counted and why, by name, inside the office and never outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.dates import Period
from narcdesk.indicators import Indicator
from narcdesk.patients import Patient
from narcdesk.register import Register

Side = Literal["numerator", "denominator"]


@dataclass(frozen=True)
class Counted:
    """One person of a number and the facts by which he is counted."""

    patient_id: int
    card_number: int
    full_name: str
    born: str
    because: str


def persons(register: Register, indicator: Indicator, side: Side, period: Period) -> list[int]:
    """The patients of one side of an indicator by the alphabet: numbers only, nobody is shown yet."""
    register.person.must("patients.look_counted")
    count = indicator.numerator if side == "numerator" else indicator.denominator
    with register.read() as session:
        counted = count(session, period)
        return [person for person in by_name(session) if person in counted]


def by_name(session: Session) -> list[int]:
    """All cards by the alphabet: numbers only."""
    name = (Patient.surname_key, Patient.given_key, Patient.patronymic_key, Patient.id)
    return list(session.scalars(sa.select(Patient.id).order_by(*name)))


def explained(register: Register, indicator: Indicator, side: Side, period: Period, page: list[int]) -> list[Counted]:
    """One page of those persons with the facts behind each; whom the page showed is journalled."""
    because = indicator.numerator_because if side == "numerator" else indicator.denominator_because
    with register.write("patients.look_counted") as session:
        facts = [reason(session, period, page) for reason in because]
        said = [(person, "; ".join(fact[person] for fact in facts if person in fact)) for person in page]
        return shown(session, register, said)


def shown(session: Session, register: Register, page: Sequence[tuple[int, str]]) -> list[Counted]:
    """Persons by name, each with why he is counted; each is looked at once by the act whose door is open."""
    cards = {
        card.id: card for card in session.scalars(sa.select(Patient).where(Patient.id.in_({one for one, _ in page})))
    }
    for card in cards.values():
        register.look(session, card)
    return [
        Counted(
            patient_id=person,
            card_number=cards[person].card_number,
            full_name=cards[person].full_name,
            born=cards[person].birth.shown,
            because=because,
        )
        for person, because in page
    ]
