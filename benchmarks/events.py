"""Two hundred thousand events of invented patients, for measuring what a register of many years answers.

Written past the doors, as the patients are: what is measured is reading. Shares are those of a large office: a third
of the cards under observation, visits the most of all events, one card with five hundred of them.
"""

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from narcdesk.applications import Application, Status
from narcdesk.base import Base
from narcdesk.certificates import Certificate, CertificateStatus
from narcdesk.consents import Consent, ConsentKind
from narcdesk.courses import Course, CourseKind, Outcome
from narcdesk.diagnoses import Diagnosis
from narcdesk.duties import Duty
from narcdesk.observation import EndGround, Episode, RemissionFact, RemissionKind, TestResult, Visit
from narcdesk.patronage import Contact, ContactWay, Patronage
from narcdesk.profile import in_force

LONG = 1  # the patient with the longest history
LONG_VISITS = 400
REGION = "00"


def fill(connection: sa.Connection, patients: int, events: int, today: date) -> None:
    """Write so many events of these patients; half of what they wait for lies around the day."""
    dice = random.Random(2)
    made = [row for number in range(1, patients + 1) for row in _of_one(dice, number, today)]
    missing = events - len(made)
    made += [_visit(dice, dice.randrange(1, patients), _before(dice, today, 3000), None) for _ in range(missing)]
    by_table: dict[type[Base], list[dict[str, Any]]] = {}
    for row in made:
        by_table.setdefault(type(row), []).append(values_of(row))
    for table in _IN_ORDER:
        if rows := by_table.get(table):
            connection.execute(sa.insert(table.__table__), rows)
    programmes = connection.execute(sa.select(Patronage.id, Patronage.patient_id)).all()
    contacts = [_contact(dice, number, who, today) for number, who in programmes for _ in range(3)]
    connection.execute(sa.insert(Contact.__table__), [values_of(one) for one in contacts])
    _certify(connection, dice, today)


_IN_ORDER: tuple[type[Base], ...] = (
    Episode,
    Visit,
    RemissionFact,
    Diagnosis,
    Consent,
    Duty,
    Course,
    Patronage,
    Application,
)


def _of_one(dice: random.Random, who: int, today: date) -> Iterator[Base]:
    """About nine events of one person."""
    chance = dice.random()
    is_observed = chance < 0.35
    if chance < 0.8:
        begun = _before(dice, today, 2500)
        over = None if is_observed else begun + timedelta(days=dice.randrange(20, 300))
        yield Episode(
            patient_id=who,
            rule_set="ДН-2015",
            taken_on=begun,
            ended_on=over,
            end_ground=None if over is None else EndGround.RECOVERY,
        )
        yield Diagnosis(patient_id=who, substance="F11", state="2", current="4", stage="2", letter="Н", made_on=begun)
    for number in range(LONG_VISITS if who == LONG else 4):
        on = today - timedelta(days=20 + 31 * number) if who == LONG else _before(dice, today, 2000)
        yield _visit(dice, who, on, on + timedelta(days=31))
    if is_observed:
        ahead = dice.choices((dice.randrange(-60, 0), 0, dice.randrange(1, 7), dice.randrange(7, 90)), (8, 3, 9, 80))[0]
        yield _visit(dice, who, today - timedelta(days=dice.randrange(1, 20)), today + timedelta(days=ahead))
    yield _consent(dice, who, ConsentKind.CARE, today)
    if dice.random() < 0.3:
        yield RemissionFact(patient_id=who, kind=RemissionKind.ABSTINENT, on=_before(dice, today, 900), proof="тест")
    if dice.random() < 0.08:
        yield Duty(
            patient_id=who,
            kind="АП",
            court="Мировой судья участка № 1",
            decided_on=_before(dice, today, 600),
            appear_by=today + timedelta(days=dice.randrange(-40, 60)),
            appeared_on=today if dice.random() < 0.7 else None,
            told_on=today if dice.random() < 0.8 else None,
        )
    if dice.random() < 0.1:
        yield Course(
            patient_id=who,
            kind=CourseKind.TREATMENT,
            started_on=_before(dice, today, 900),
            ended_on=today,
            outcome=Outcome.FINISHED,
        )
    if dice.random() < 0.06:
        yield Patronage(patient_id=who, opened_on=_before(dice, today, 300))
    if dice.random() < 0.03:
        yield from _application(dice, who, today)


def _application(dice: random.Random, who: int, today: date) -> Iterator[Base]:
    profile = in_force(REGION, today)
    for kind in (ConsentKind.PERSONAL_DATA, ConsentKind.SECRECY):
        yield _consent(dice, who, kind, today, profile.authority.name)
    yield Application(
        patient_id=who,
        number=f"З-{who}",
        status=dice.choices((Status.DRAFT, Status.READY, Status.SENT, Status.GRANTED), (1, 1, 4, 12))[0],
        region_code=REGION,
        profile_edition=profile.edition,
        instrument=next(iter(profile.instruments)).code,
        days=180,
        circumstance="voluntary",
        submitted_on=_before(dice, today, 30),
        sent_on=today,
        decided_on=today,
        made_on=_before(dice, today, 40),
    )


def _certify(connection: sa.Connection, dice: random.Random, today: date) -> None:
    """Most of what was granted has its certificate."""
    granted = connection.execute(
        sa.select(Application.id, Application.patient_id).where(Application.status == Status.GRANTED)
    )
    made = [
        Certificate(
            patient_id=who,
            application_id=number,
            status=dice.choices((CertificateStatus.ISSUED, CertificateStatus.USED), (1, 3))[0],
            number=f"УЧ-{number}",
            issued_on=today,
            valid_until=today + timedelta(days=dice.randrange(-10, 60)),
            days=180,
        )
        for number, who in granted
        if dice.random() < 0.95
    ]
    connection.execute(sa.insert(Certificate.__table__), [values_of(one) for one in made])


def _visit(dice: random.Random, who: int, on: date, next_on: date | None) -> Visit:
    kept = dice.random() < 0.85
    test = TestResult.CLEAN if kept else TestResult.NONE
    return Visit(patient_id=who, on=on, kept=kept, test=test, note="состояние ровное", next_on=next_on, by=1)


def _contact(dice: random.Random, programme: int, who: int, today: date) -> Contact:
    on = _before(dice, today, 60)
    ahead = timedelta(days=dice.randrange(-5, 40))
    return Contact(
        patronage_id=programme, patient_id=who, on=on, way=ContactWay.PHONE, note="работает", next_on=today + ahead
    )


def _consent(dice: random.Random, who: int, kind: ConsentKind, today: date, recipient: str = "") -> Consent:
    given = _before(dice, today, 600)
    return Consent(
        patient_id=who,
        representative_id=None,
        number=f"С-{who}-{kind.value}",
        kind=kind,
        recipient=recipient,
        given_on=given,
        valid_until=today + timedelta(days=dice.randrange(-20, 400)) if dice.random() < 0.3 else None,
        taken_by=1,
    )


def _before(dice: random.Random, today: date, days: int) -> date:
    return today - timedelta(days=dice.randrange(25, days))


def values_of(row: Base) -> dict[str, Any]:
    """An unsaved row as what an INSERT is given; the table gives the number."""
    columns: Iterable[Any] = type(row).__table__.columns
    return {column.key: getattr(row, column.key) for column in columns if column.key != "id"}
