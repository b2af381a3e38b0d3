"""The journal of persons with a court duty, and the list of those who are under one, for the head organisation.

The journal is a paper of the office itself (regulation 4.4: diagnosis, treatment, rehabilitation by decisions of
courts). The list leaves with names on it: it is a letter to a medical organisation like any other, and has its ground.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk.base import Base
from narcdesk.dates import Period
from narcdesk.duties.actions import recipient
from narcdesk.duties.kinds import Kinds
from narcdesk.duties.tables import Duty, Prescription
from narcdesk.errors import Invalid, Problem
from narcdesk.fields import Kind, asked, read
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.rules import DutyKind
from narcdesk.struck import WITH_STRUCK


class DutyList(Base, kw_only=True):
    """One list of persons under a duty in some days, a week mostly; who stands on it is kept."""

    __tablename__ = "duty_lists"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    since: Mapped[date] = mapped_column(info=asked("За дни с", Kind.PAST_DAY, required=True, width=12))
    until: Mapped[date] = mapped_column(info=asked("По", Kind.PAST_DAY, required=True, width=12))
    duty_ids: Mapped[list[int]]
    made_on: Mapped[date]
    made_by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))


@dataclass(frozen=True)
class Line:
    """A line of the journal or of a list: whose duty it is, by which law, who controls it, how often it was broken."""

    duty: Duty
    patient_id: int
    name: str
    birth: str
    kind: DutyKind
    controlled_by: str
    broken: int

    @property
    def id(self) -> int:
        """Of the duty."""
        return self.duty.id

    @property
    def article(self) -> str:
        """The article alone, without the acts that go on with it."""
        return self.kind.act.partition(";")[0]

    @property
    def entered_on(self) -> date:
        """The day by which the journal has it: when the copy came, else that of the decision."""
        return self.duty.received_on or self.duty.decided_on


_ENTERED = sa.func.coalesce(Duty.received_on, Duty.decided_on)


def journal(register: Register, period: Period) -> list[Line]:
    """The journal of a period in the order of days, of those who have died since too."""
    query = sa.select(Duty).where(_ENTERED.between(period.start, period.end)).order_by(_ENTERED, Duty.id)
    with register.read("duties.journal") as session:
        return lines(session, session.scalars(query).all(), register.today())


def draw_list(register: Register, typed: Mapping[str, Any]) -> DutyList:
    """Write down who was under a duty in some days; the letter about it is another act. Raises Invalid."""
    with register.write("duties.draw_list") as session:
        reading = read(DutyList, typed, register.today(), whole=True)
        problems, since, until = list(reading.problems), reading.values.get("since"), reading.values.get("until")
        if since and until and until < since:
            problems.append(Problem("until", "По: раньше начала"))
        if problems or since is None or until is None:
            raise Invalid(problems)
        drawn = DutyList(
            since=since,
            until=until,
            duty_ids=list(session.scalars(_under_duty(since, until))),
            made_on=register.today(),
            made_by=register.person.id,
        )
        session.add(drawn)
    return drawn


def _under_duty(since: date, until: date) -> sa.Select[int]:
    """The duties that went on in these days; of whoever died before them nothing is told."""
    return (
        sa.select(Duty.id)
        .join(Patient, Patient.id == Duty.patient_id)
        .where(
            until >= _ENTERED,
            sa.or_(Duty.ended_on.is_(None), Duty.ended_on >= since),
            sa.or_(Patient.died_on.is_(None), Patient.died_on >= since),
        )
        .order_by(Patient.surname_key, Patient.given_key, Patient.patronymic_key, Duty.id)
    )


def of_list(session: Session, drawn: DutyList, day: date) -> list[Line]:
    """Who stands on a list, in its order; what was struck out since is left out."""
    found = {duty.id: duty for duty in session.scalars(sa.select(Duty).where(Duty.id.in_(drawn.duty_ids)))}
    return lines(session, [found[id_] for id_ in drawn.duty_ids if id_ in found], day)


def lines(session: Session, found: Sequence[Duty], day: date) -> list[Line]:
    """Duties as the lines of a journal or a list."""
    kinds, broken = Kinds.of(session), _broken(session, [duty.id for duty in found])
    wanted = {duty.patient_id for duty in found}
    people = {one.id: one for one in session.scalars(sa.select(Patient).where(Patient.id.in_(wanted)))}
    return [
        Line(
            duty,
            duty.patient_id,
            people[duty.patient_id].full_name,
            people[duty.patient_id].birth.shown,
            kinds.one(duty.kind),
            recipient(session, duty, day),
            broken.get(duty.id, 0),
        )
        for duty in found
    ]


def _broken(session: Session, duty_ids: Sequence[int]) -> dict[int, int]:
    """How many prescriptions of each duty were not carried out."""
    query = (
        sa.select(Prescription.duty_id, sa.func.count())
        .where(Prescription.duty_id.in_(duty_ids), Prescription.broken_on.is_not(None))
        .group_by(Prescription.duty_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def on_list(session: Session, list_id: int) -> Collection[int]:
    """The patients of a list, each once: of whom its letter tells."""
    drawn = session.get_one(DutyList, list_id)
    query = sa.select(Duty.patient_id).where(Duty.id.in_(drawn.duty_ids)).distinct().order_by(Duty.patient_id)
    return list(session.scalars(query, execution_options=WITH_STRUCK))


def is_out_of_date(session: Session, list_id: int) -> bool:
    """Whether a duty of a list was struck out since: then the list says what is not so."""
    drawn = session.get_one(DutyList, list_id)
    standing = session.scalar(sa.select(sa.func.count()).select_from(Duty).where(Duty.id.in_(drawn.duty_ids)))
    return standing != len(drawn.duty_ids)


def last_list(register: Register) -> DutyList | None:
    """The list that was drawn up last: the next one goes on after it."""
    with register.read("duties.journal") as session:
        return session.scalar(sa.select(DutyList).order_by(DutyList.until.desc(), DutyList.id.desc()).limit(1))
