"""What the office has decided of two cards that looked alike: one person, or two; it is not asked again."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import patients
from narcdesk.base import Base, Coded, coded
from narcdesk.errors import UserError
from narcdesk.patients import Patient
from narcdesk.register import Register

OF_PAIRS = {"of_pairs": True}
"""The `info` of a table whose rows say something of two cards: they stay when one is joined to the other."""


class Verdict(Coded):
    """Whether two cards are of one person."""

    SAME = "same", "тот же"
    OTHER = "other", "другой"


class PairVerdict(Base, kw_only=True):
    """The last decision of two cards."""

    __tablename__ = "pair_verdicts"
    __table_args__ = (sa.UniqueConstraint("first_id", "second_id"), {"info": OF_PAIRS})

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    first_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"))  # the lower number of the two
    second_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    verdict: Mapped[Verdict] = mapped_column(coded(Verdict, 8))
    decided_on: Mapped[date]
    decided_by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))


def tell(register: Register, one_id: int, other_id: int, verdict: Verdict) -> PairVerdict:
    """Decide of two cards whether they are of one person; a later decision stands. Raises UserError."""
    with register.write("patients.tell_apart") as session:
        if one_id == other_id:
            raise UserError("Это одна и та же карта.", do="Выберите две разные карты.")
        for card in (one_id, other_id):
            patients.known(session, card)
        found = _of(session, one_id, other_id)
        if found is None:
            first, second = sorted((one_id, other_id))
            found = PairVerdict(
                first_id=first,
                second_id=second,
                verdict=verdict,
                decided_on=register.today(),
                decided_by=register.person.id,
            )
            session.add(found)
        found.verdict, found.decided_on, found.decided_by = verdict, register.today(), register.person.id
    return found


def enter(
    register: Register,
    typed: Mapping[str, Any],
    *,
    others: Iterable[int] = (),
    not_given: Mapping[str, str] | None = None,
    odd: Mapping[str, str] | None = None,
) -> Patient:
    """Open a card of a person whom somebody told apart from others while it was typed. Raises as `patients.enter`."""
    with register.together():
        patient = patients.enter(register, typed, not_given=not_given, odd=odd)
        for other in others:
            tell(register, patient.id, other, Verdict.OTHER)
    return patient


def told_apart(register: Register, patient_id: int) -> set[int]:
    """The cards of which was decided that they are another person's."""
    query = sa.select(PairVerdict.first_id, PairVerdict.second_id).where(
        sa.or_(PairVerdict.first_id == patient_id, PairVerdict.second_id == patient_id),
        PairVerdict.verdict == Verdict.OTHER,
    )
    with register.read("patients.look") as session:
        return {one for pair in session.execute(query) for one in pair} - {patient_id}


def _of(session: Session, one_id: int, other_id: int) -> PairVerdict | None:
    first, second = sorted((one_id, other_id))
    query = sa.select(PairVerdict).where(PairVerdict.first_id == first, PairVerdict.second_id == second)
    return session.scalar(query)
