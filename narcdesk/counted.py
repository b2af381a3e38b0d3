"""The persons behind an indicator: who is counted and why, by name, inside the office and never outside."""

from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from narcdesk.dates import Period
from narcdesk.indicators import Indicator
from narcdesk.patients import Patient
from narcdesk.register import Register

Side = Literal["numerator", "denominator"]


@dataclass(frozen=True)
class Counted:
    """One person of an indicator and the facts by which he is counted."""

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
        by_name = sa.select(Patient.id).order_by(
            Patient.surname_key, Patient.given_key, Patient.patronymic_key, Patient.id
        )
        return [person for person in session.scalars(by_name) if person in counted]


def explained(register: Register, indicator: Indicator, side: Side, period: Period, page: list[int]) -> list[Counted]:
    """One page of those persons with the facts behind each; whom the page showed is journalled."""
    because = indicator.numerator_because if side == "numerator" else indicator.denominator_because
    with register.write("patients.look_counted") as session:
        facts = [reason(session, period, page) for reason in because]
        cards = {card.id: card for card in session.scalars(sa.select(Patient).where(Patient.id.in_(page)))}
        for person in page:
            register.look(session, cards[person])
    return [
        Counted(
            patient_id=person,
            card_number=cards[person].card_number,
            full_name=cards[person].full_name,
            born=cards[person].birth.shown,
            because="; ".join(fact[person] for fact in facts if person in fact),
        )
        for person in page
    ]
