"""What is due in the office: computed from the nouns each time, stored nowhere else, so that it is never stale.

A term that no act confirms gives no date: the row then says that the region's term is not set.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVarTuple

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from narcdesk import applications, certificates, consents, rules
from narcdesk.applications import AT_AUTHORITY, Application, Awaited, Status
from narcdesk.base import Coded
from narcdesk.consents import Consent
from narcdesk.dates import show
from narcdesk.duties import Duty
from narcdesk.observation import Episode, Visit
from narcdesk.patients import Patient, alive
from narcdesk.patronage import Contact, Patronage
from narcdesk.register import Register

SOON = timedelta(days=14)  # how long ahead an ending certificate and an answer are shown
WEEK = timedelta(days=6)  # how long ahead a visit is shown: today and six days more
UNSURE = "проверьте дату"  # what is said of a deadline while the clock is doubted
LIMIT = 200  # rows of one kind on the first screen; more is a list, not a day

Row = TypeVarTuple("Row")


class Urgency(Coded):
    """How a task stands to the day."""

    OVERDUE = "overdue", "Просрочено"
    TODAY = "today", "Сегодня"
    SOON = "soon", "Скоро"
    WAITING = "waiting", "Ждём, срок не задан"


class What(StrEnum):
    """What a task is about: the window opens the right place for it."""

    APPLICATION = "application"
    CERTIFICATE = "certificate"
    VISIT = "visit"
    PATRONAGE = "patronage"
    DUTY = "duty"
    NOTICE = "notice"
    CONSENT = "consent"


@dataclass(frozen=True)
class Task:
    """One row of the first screen."""

    what: What
    record_id: int
    patient_id: int
    title: str  # the pill: «Ответ органа»
    who: str
    said: str
    due: date | None
    urgency: Urgency


@dataclass(frozen=True)
class _Asked:
    """Whose tasks are asked for (None: everybody's), and how far ahead."""

    day: date
    soon: date
    week: date
    patient_id: int | None = None

    def only(self, query: sa.Select[*Row], owner: InstrumentedAttribute[int]) -> sa.Select[*Row]:
        """The rows of a query that belong to whom it is asked of; of everybody, no more than a screen is for."""
        return query.limit(LIMIT) if self.patient_id is None else query.where(owner == self.patient_id)


def today(register: Register) -> list[Task]:
    """Everything that is due, the most overdue first."""
    day = register.today()
    return _found(register, _Asked(day, day + SOON, day + WEEK))


def of_patient(register: Register, patient_id: int) -> list[Task]:
    """Everything that is due of one patient, however far ahead."""
    return _found(register, _Asked(register.today(), date.max, date.max, patient_id))


def _found(register: Register, asked: _Asked) -> list[Task]:
    register.person.must("tasks.today")
    with register.read() as session:
        found = [
            *_applications(session, asked),
            *_certificates(register, asked),
            *_visits(session, asked),
            *_patronage(session, asked),
            *_duties(session, asked),
            *_notices(session, asked),
            *_consents(session, asked),
            *_taken_back(session, asked),
        ]
    if register.clock_doubt:
        found = [replace(task, said=f"{task.said} · {UNSURE}") if task.due else task for task in found]
    return sorted(found, key=lambda task: (*_rank(task.due, asked.day), task.who))


def _rank(due: date | None, day: date) -> tuple[int, date]:
    """The most overdue first, what has no date last."""
    return list(Urgency).index(urgency_of(due, day)), due or date.max


def urgency_of(due: date | None, day: date) -> Urgency:
    """How a day that is due stands to the day."""
    if due is None:
        return Urgency.WAITING
    if due < day:
        return Urgency.OVERDUE
    return Urgency.TODAY if due == day else Urgency.SOON


_LAST_EVENT = ("decided_on", "returned_on", "registered_on", "sent_on", "submitted_on")  # the newest that there is


def _applications(session: Session, asked: _Asked) -> Iterator[Task]:
    """Ready to send, returned, or waiting for the authority's answer by the profile's terms."""
    since = sa.func.coalesce(*(getattr(Application, name) for name in _LAST_EVENT))
    alike = (Application.status, Application.profile_edition)
    ranked = (
        sa.select(Application.id, sa.func.row_number().over(partition_by=alike, order_by=(since, Application.id)))
        .join(Patient, alive(Application.patient_id))
        .where(Application.status.in_((Status.READY, *AT_AUTHORITY, Status.GRANTED)))
        .where(
            sa.or_(
                Application.status != Status.GRANTED,
                ~sa.exists().where(certificates.Certificate.application_id == Application.id),
            )
        )
    )
    if asked.patient_id is not None:
        ranked = ranked.where(Application.patient_id == asked.patient_id)
    # What is due when, the profiles know and not the database. But of those alike the oldest is due first.
    first = ranked.subquery()
    id_, place = first.columns
    found = list(session.scalars(sa.select(Application).join(first, id_ == Application.id).where(place <= LIMIT)))
    why = applications.returned_why(session, [one.id for one in found if one.status is Status.RETURNED])
    waiting: list[tuple[Application, Awaited]] = []
    for application in found:
        waits = applications.awaited(application, why.get(application.id, ""))
        answer_is_far = (
            application.status in (Status.SENT, Status.REGISTERED) and waits and waits.due and waits.due > asked.soon
        )
        if waits is not None and not answer_is_far:
            waiting.append((application, waits))
    waiting.sort(key=lambda pair: (*_rank(pair[1].due, asked.day), pair[0].id))
    if asked.patient_id is None:
        waiting = waiting[:LIMIT]
    patients = _patients(session, {application.patient_id for application, _ in waiting})
    for application, waits in waiting:
        patient = patients[application.patient_id]
        who = f"{application.shown_number}, {patient.short_name}"
        due, urgency = waits.due, urgency_of(waits.due, asked.day)
        yield Task(What.APPLICATION, application.id, patient.id, waits.title, who, waits.said, due, urgency)


def _patients(session: Session, ids: set[int]) -> dict[int, Patient]:
    return {patient.id: patient for patient in session.scalars(sa.select(Patient).where(Patient.id.in_(ids)))}


def _certificates(register: Register, asked: _Asked) -> Iterator[Task]:
    for ending in certificates.ending(register, asked.soon, patient_id=asked.patient_id):
        due, urgency = ending.valid_until, urgency_of(ending.valid_until, asked.day)
        said = f"{'истёк' if urgency is Urgency.OVERDUE else 'обратиться в организацию до'} {show(due)}"
        who = f"{ending.number}, {ending.patient}"
        yield Task(What.CERTIFICATE, ending.certificate_id, ending.patient_id, "Сертификат", who, said, due, urgency)


def _due(asked: _Asked, what: What, record_id: int, patient: Patient, title: str, said: str, due: date | None) -> Task:
    """A task that names the person himself; `said` is the sentence up to its day."""
    assert due is not None  # the query asks for it
    who = f"{patient.full_name}, {patient.birth.year}"
    return Task(what, record_id, patient.id, title, who, f"{said} {show(due)}", due, urgency_of(due, asked.day))


def _visits(session: Session, asked: _Asked) -> Iterator[Task]:
    """The next visit agreed at the last one, for those under observation."""
    other = aliased(Visit)
    last = (
        sa.select(other.id)
        .where(other.patient_id == Episode.patient_id)
        .order_by(other.on.desc(), other.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        sa.select(Visit, Visit.next_on, Patient)
        .select_from(Episode)
        .join(Visit, Visit.id == last)
        .join(Patient, alive(Visit.patient_id))
        .where(Episode.ended_on.is_(None), Visit.next_on <= asked.week)
        .order_by(Visit.next_on, Visit.id)
    )
    for visit, next_on, patient in session.execute(asked.only(query, Episode.patient_id)):
        is_missed = urgency_of(next_on, asked.day) is Urgency.OVERDUE
        said = "явка была назначена на" if is_missed else "назначена на"
        yield _due(asked, What.VISIT, visit.id, patient, "Явка", said, next_on)


def _patronage(session: Session, asked: _Asked) -> Iterator[Task]:
    """The next contact agreed, for open programmes of patronage."""
    other = aliased(Contact)
    last = (
        sa.select(other.id)
        .where(other.patronage_id == Patronage.id)
        .order_by(other.on.desc(), other.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        sa.select(Patronage, Contact.next_on, Patient)
        .select_from(Patronage)
        .join(Contact, Contact.id == last)
        .join(Patient, alive(Patronage.patient_id))
        .where(Patronage.closed_on.is_(None), Contact.next_on <= asked.week)
        .order_by(Contact.next_on, Contact.id)
    )
    for programme, next_on, patient in session.execute(asked.only(query, Patronage.patient_id)):
        said = "контакт по программе патроната"
        yield _due(asked, What.PATRONAGE, programme.id, patient, "Патронат", said, next_on)


def _duties(session: Session, asked: _Asked) -> Iterator[Task]:
    """Whom a court told to come by a day, and who has not come yet."""
    query = (
        sa.select(Duty, Duty.appear_by, Patient)
        .select_from(Duty)
        .join(Patient, alive(Duty.patient_id))
        .where(Duty.appeared_on.is_(None), Duty.ended_on.is_(None), Duty.appear_by <= asked.soon)
        .order_by(Duty.appear_by, Duty.id)
    )
    for duty, appear_by, patient in session.execute(asked.only(query, Duty.patient_id)):
        yield _due(asked, What.DUTY, duty.id, patient, "Явка по суду", "по решению суда явиться до", appear_by)


def _notices(session: Session, asked: _Asked) -> Iterator[Task]:
    """Who came by a court's decision, and the body that controls him has not been told; where an act sets the term."""
    with_term = [kind.code for kind in rules.duty_kinds() if kind.start_notice.value is not None]
    query = (
        sa.select(Duty, Patient)
        .join(Patient, alive(Duty.patient_id))
        .where(Duty.appeared_on.is_not(None), Duty.told_on.is_(None), Duty.ended_on.is_(None))
        .where(Duty.kind.in_(with_term))
        .order_by(Duty.appeared_on, Duty.id)
    )
    for duty, patient in session.execute(asked.only(query, Duty.patient_id)):
        said = "отправить постановление с отметкой о явке до"
        yield _due(asked, What.NOTICE, duty.id, patient, "Сообщить", said, duty.tell_by)


def _taken_back(session: Session, asked: _Asked) -> Iterator[Task]:
    """Consents withdrawn while the authority has the application: it is to be told, nothing more may be passed on."""
    at_authority = sa.exists().where(Application.patient_id == Consent.patient_id, Application.status.in_(AT_AUTHORITY))
    query = (
        sa.select(Consent.patient_id)
        .join(Patient, alive(Consent.patient_id))
        .where(Consent.withdrawn_on <= asked.day, at_authority)
        .group_by(Consent.patient_id)
    )
    whose = list(session.scalars(asked.only(query, Consent.patient_id)))
    sent = sa.select(Application).where(Application.patient_id.in_(whose), Application.status.in_(AT_AUTHORITY))
    patients = _patients(session, set(whose))
    found: dict[int, Consent] = {}
    for application in session.scalars(sent.order_by(Application.id)):
        to = applications.profile_of(application).authority.name
        if (sheet := consents.taken_back(session, application.patient_id, asked.day, to)) is not None:
            found[sheet.id] = sheet
    for sheet in found.values():
        patient = patients[sheet.patient_id]
        said = "сообщить органу: согласие отозвано"
        yield _due(asked, What.CONSENT, sheet.id, patient, "Отзыв согласия", said, sheet.withdrawn_on)


def _consents(session: Session, asked: _Asked) -> Iterator[Task]:
    """Consents whose last day comes, while no other sheet goes on."""
    other = aliased(Consent)
    goes_on = sa.exists().where(
        other.patient_id == Consent.patient_id,
        other.kind == Consent.kind,
        other.recipient == Consent.recipient,
        other.withdrawn_on.is_(None),
        sa.or_(other.valid_until.is_(None), other.valid_until > Consent.valid_until),
    )
    query = (
        sa.select(Consent, Consent.valid_until, Patient)
        .select_from(Consent)
        .join(Patient, alive(Consent.patient_id))
        .where(Consent.withdrawn_on.is_(None), Consent.valid_until.between(asked.day, asked.soon), ~goes_on)
        .order_by(Consent.valid_until, Consent.id)
    )
    for consent, until, patient in session.execute(asked.only(query, Consent.patient_id)):
        said = f"согласие {consent.kind.label} кончается"
        yield _due(asked, What.CONSENT, consent.id, patient, "Согласие", said, until)
