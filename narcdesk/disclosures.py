"""What about whom left the office, to whom, on what ground and when: the log that the secrecy of a patient demands.

323-ФЗ ст. 13: with a written consent (ч. 3), or in the closed list of cases without one (ч. 4). An application that is
sent and a notice about a duty write their own lines; every other paper or word is written down by hand. A line is never
changed: it says what was known on that day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import patients, rules
from narcdesk.base import Base, Coded
from narcdesk.errors import Invalid, Problem
from narcdesk.fields import Kind, asked, read
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.staff import Person

CONSENT = "consent"


def grounds(_day: date) -> Mapping[str, str]:
    """Code -> on what ground the secret may be told; what no source confirms says so."""
    listed = {
        ground.code: f"{ground.code}: {ground.title}" + ("" if ground.confirmed else " (сверьте с законом)")
        for ground in rules.disclosure_grounds()
    }
    return {CONSENT: "письменное согласие, 323-ФЗ ст. 13 ч. 3", **listed}


def ground_on_paper(code: str) -> str:
    """A ground as a letter names it to its addressee."""
    if code == CONSENT:
        return "письменное согласие, 323-ФЗ ст. 13 ч. 3"
    ground = next((one for one in rules.disclosure_grounds() if one.code == code), None)
    return f"323-ФЗ ст. 13 ч. 4 ({ground.title})" if ground else ""


class AddresseeKind(Coded):
    """Who is written to; the kinds of subjects, and those who are none but may be told by 323-ФЗ ст. 13."""

    AUTHORITY = "authority", "уполномоченный орган региона"
    MEDICAL = "medical", "медицинская организация"
    POLICE = "police", "полиция, дознание, следствие"
    PENAL = "penal", "уголовно-исполнительная инспекция"
    COURT = "court", "суд"
    PROSECUTOR = "prosecutor", "прокуратура"
    SOCIAL = "social", "социальная защита и обслуживание"
    EMPLOYMENT = "employment", "служба занятости"
    EDUCATION = "education", "образование"
    YOUTH = "youth", "работа с молодёжью"
    ADMINISTRATION = "administration", "администрация"
    COMMISSION = "commission", "комиссия"
    PUBLIC = "public", "общественная организация"
    GROUP = "group", "группа взаимопомощи"
    HOTLINE = "hotline", "телефон доверия"
    REHABILITATION = "rehabilitation", "реабилитационная организация"
    PARENT = "parent", "родитель, законный представитель"
    RELATIVE = "relative", "родственник, иное лицо"
    EMPLOYER = "employer", "работодатель"
    ACCIDENT = "accident", "комиссия по расследованию несчастного случая"
    SANITARY = "sanitary", "санитарно-эпидемиологический надзор"
    MILITARY = "military", "военный комиссариат"
    INSURER = "insurer", "страховая организация, фонд"
    CONTROL = "control", "орган контроля качества"
    GUARD = "guard", "Росгвардия"


class Disclosure(Base, kw_only=True):
    """One time that something about a patient left the office."""

    __tablename__ = "disclosures"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    told_on: Mapped[date] = mapped_column(info=asked("Когда", Kind.PAST_DAY, required=True, width=12))
    recipient: Mapped[str] = mapped_column(sa.String(300), info=asked("Кому", Kind.TEXT, required=True, width=44))
    what: Mapped[str] = mapped_column(
        sa.String(300),
        info=asked("Что передано", Kind.TEXT, required=True, width=44, hint="название бумаги, без фамилии и диагноза"),
    )
    ground: Mapped[str] = mapped_column(
        sa.String(24), info=asked("Основание", Kind.CHOICE, required=True, choices=grounds, width=60)
    )
    basis: Mapped[str] = mapped_column(
        sa.String(200), default="", info=asked("По какому документу", Kind.TEXT, width=32, hint="согласие или запрос")
    )
    letter: Mapped[str] = mapped_column(sa.String(60), default="", info=asked("Исходящий №", Kind.TEXT, width=16))
    recorded_on: Mapped[date]
    recorded_by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))

    @property
    def ground_title(self) -> str:
        """The ground in words."""
        return grounds(self.told_on).get(self.ground, self.ground)

    @property
    def ground_short(self) -> str:
        """As short as a list wants it: the number of the case in 323-ФЗ ст. 13 ч. 4, or that there was a consent."""
        return "согласие" if self.ground == CONSENT else self.ground


def note(
    register: Register,
    session: Session,
    *,
    patient_id: int,
    told_on: date,
    recipient: str,
    what: str,
    ground: str,
    basis: str = "",
    letter: str = "",
) -> None:
    """The line of an act by which something leaves: call it inside the write door of that act."""
    session.add(
        Disclosure(
            patient_id=patient_id,
            told_on=told_on,
            recipient=recipient,
            what=what,
            ground=ground,
            basis=basis,
            letter=letter[:60],
            recorded_on=register.today(),
            recorded_by=register.person.id,
        )
    )


def record(register: Register, patient_id: int, typed: Mapping[str, Any]) -> Disclosure:
    """Write down what left by hand, by post or in words; raises Invalid."""
    with register.write("disclosures.record") as session:
        patient = patients.known(session, patient_id)
        reading = read(Disclosure, typed, register.today(), whole=True)
        problems, values = list(reading.problems), reading.values
        problems += patients.before_birth(patient, "told_on", "Когда", values.get("told_on"))
        if values.get("ground") == CONSENT and not values.get("basis"):
            problems.append(Problem("basis", "По какому документу: назовите номер согласия"))
        if problems:
            raise Invalid(problems)
        told = Disclosure(patient_id=patient_id, recorded_on=register.today(), recorded_by=register.person.id, **values)
        session.add(told)
    return told


def of_patient(register: Register, patient_id: int) -> list[Disclosure]:
    """To whom the office told something about a patient, the last first."""
    with register.read("patients.look") as session:
        query = sa.select(Disclosure).where(Disclosure.patient_id == patient_id)
        return list(session.scalars(query.order_by(Disclosure.told_on.desc(), Disclosure.id.desc())))


@dataclass(frozen=True)
class Line:
    """A line of the log as the security officer reads it: the number of the card, never a name."""

    id: int
    told_on: date
    card_number: int
    recipient: str
    what: str
    ground: str  # in words
    ground_short: str  # "согласие" or the number of the case
    basis: str
    letter: str
    who: str


def listing(
    register: Register,
    *,
    person_id: int | None = None,
    since: date | None = None,
    until: date | None = None,
    card_number: int | None = None,
    offset: int = 0,
    limit: int = 200,
) -> list[Line]:
    """The log, the last first; for the head and the administrator."""
    query = (
        sa.select(Disclosure, Patient.card_number, Person)
        .join(Patient, Patient.id == Disclosure.patient_id)
        .join(Person, Person.id == Disclosure.recorded_by)
        .order_by(Disclosure.id.desc())
        .offset(offset)
        .limit(limit)
    )
    if person_id is not None:
        query = query.where(Disclosure.recorded_by == person_id)
    if since is not None:
        query = query.where(Disclosure.told_on >= since)
    if until is not None:
        query = query.where(Disclosure.told_on <= until)
    if card_number is not None:
        query = query.where(Patient.card_number == card_number)
    with register.read("audit.check") as session:
        return [
            Line(
                id=told.id,
                told_on=told.told_on,
                card_number=card,
                recipient=told.recipient,
                what=told.what,
                ground=told.ground_title,
                ground_short=told.ground_short,
                basis=told.basis,
                letter=told.letter,
                who=person.short_name,
            )
            for told, card, person in session.execute(query)
        ]
