"""HIV and hepatitis: what the office knows of them, behind a right of its own, of the head and the doctors alone.

The secret of this is kept apart from the rest of the card (323-ФЗ ст. 13, 38-ФЗ): no list, no paper, no batch and no
history of the card tells of it, and whoever looks is journalled each time, also when there was nothing to see. It is
kept for the counts of form 11, table 4000.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import patients
from narcdesk.base import Base, Coded, coded
from narcdesk.dates import PartialDay
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.fields import Kind, asked, read
from narcdesk.register import Register

RIGHT = "infections.look"
TELLING = (
    "infections.record",
    "infections.cancel",
    "infections.look_counted",
)  # acts that tell by their name that there is something


class Infection(Coded):
    """What is kept of it."""

    HIV = "hiv", "ВИЧ-инфекция"
    HBV = "hbv", "гепатит B"
    HCV = "hcv", "гепатит C"


class InfectionFact(Base, kw_only=True):
    """One infection that became known: since when, and from what paper or whose words."""

    __tablename__ = "infections"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    infection: Mapped[Infection] = mapped_column(
        coded(Infection), info=asked("Инфекция", Kind.CHOICE, required=True, choices=Infection, width=20)
    )
    found_on: Mapped[PartialDay] = mapped_column(
        info=asked("Выявлена", Kind.BIRTH, required=True, width=12, hint="хотя бы год")
    )
    source: Mapped[str] = mapped_column(
        sa.String(300),
        info=asked("Откуда известно", Kind.TEXT, required=True, width=44, hint="справка, заключение, со слов"),
    )
    recorded_on: Mapped[date]
    recorded_by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    cancelled_on: Mapped[date | None] = mapped_column(default=None)
    cancelled_why: Mapped[str] = mapped_column(sa.String(300), default="")


def look(register: Register, patient_id: int) -> list[InfectionFact]:
    """Everything known of a patient's infections, the newest first, cancelled ones too; that it was seen is journalled.

    The entry is the same when there is nothing: it must not tell that there is something.
    """
    with register.write("infections.look") as session:
        register.look(session, patients.known(session, patient_id))
        return _facts(session, patient_id)


def listing(register: Register, patient_id: int) -> list[InfectionFact]:
    """The same, after the person has looked already."""
    with register.read(RIGHT) as session:
        return _facts(session, patient_id)


def _facts(session: Session, patient_id: int) -> list[InfectionFact]:
    query = sa.select(InfectionFact).where(InfectionFact.patient_id == patient_id)
    return list(session.scalars(query.order_by(InfectionFact.cancelled_on.is_not(None), InfectionFact.id.desc())))


def record(register: Register, patient_id: int, typed: Mapping[str, Any]) -> InfectionFact:
    """Write down an infection that became known; raises Invalid."""
    with register.write("infections.record") as session:
        patient = patients.known(session, patient_id)
        reading = read(InfectionFact, typed, register.today(), whole=True)
        problems, found_on = list(reading.problems), reading.values.get("found_on")
        if found_on is not None and found_on.iso < patient.birth.iso[: len(found_on.iso)]:
            problems.append(Problem("found_on", "Выявлена: раньше дня рождения"))
        if problems:
            raise Invalid(problems)
        fact = InfectionFact(
            patient_id=patient_id, recorded_on=register.today(), recorded_by=register.person.id, **reading.values
        )
        session.add(fact)
    return fact


def cancel(register: Register, fact_id: int, why: str) -> InfectionFact:
    """A fact was written down by mistake: it counts no more, and stays with the reason. Raises Invalid, UserError."""
    with register.write("infections.cancel") as session:
        fact = session.get(InfectionFact, fact_id)
        if fact is None:
            raise NotFound("Такой записи в реестре нет.")
        if fact.cancelled_on is not None:
            raise UserError("Эта запись уже отменена.", do="Нажмите F5: кто-то сделал это раньше.")
        if not why.strip():
            raise Invalid([Problem("why", "Почему: нужно заполнить")])
        if len(why.strip()) > 300:
            raise Invalid([Problem("why", "Почему: не длиннее 300 знаков")])
        fact.cancelled_on, fact.cancelled_why = register.today(), why.strip()
    return fact
