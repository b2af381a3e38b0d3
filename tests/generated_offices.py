"""Offices of fifty to ten thousand invented people, nasty ones among them, written past the doors into real registers.

What is tried on them is what leaves: so they hold what the tables of a batch count, in shares that no real office has
where that is the nastier.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from benchmarks.events import values_of
from narcdesk.applications import Application, ApplicationStep, Status
from narcdesk.base import Base
from narcdesk.certificates import Certificate, CertificateStatus
from narcdesk.courses import Course, CourseKind, Outcome
from narcdesk.dates import PartialDay
from narcdesk.diagnoses import Diagnosis
from narcdesk.duties import Duty
from narcdesk.examinations import Examination, ExaminationOutcome
from narcdesk.names import search_key
from narcdesk.observation import EndGround, Episode, RemissionFact, RemissionKind, TestResult, Visit
from narcdesk.patients import Locality, Patient, Sex
from narcdesk.patronage import Contact, ContactWay, Patronage
from narcdesk.poisonings import KnownFrom, Poisoning
from narcdesk.profile import in_force
from narcdesk.register import Register
from tests import factories

REGION = "00"
BEGUN = date(2022, 1, 1)
TODAY = date(2026, 3, 16)

SURNAMES = [
    a + b for a in ("Ива", "Пет", "Воро", "Мель", "Собо", "Тихо", "Яро", "Зи") for b in ("ников", "бьёв", "цов")
]
GIVEN = ["Илья", "Пётр", "Семён", "Артём", "Олег", "Глеб", "Фёдор", "Юрий"]
SETTLEMENTS = ("г. Заречный", "с. Нижнее", "с. Верхнее", "п. Лесной", "д. Дальняя")
# Substance, state (1 harmful, 2 dependence), letter; and how often.
DIAGNOSES = {
    ("F10", "2", None): 40,
    ("F10", "1", None): 14,
    ("F11", "2", "Н"): 12,
    ("F12", "2", "Н"): 8,
    ("F12", "1", "Н"): 8,
    ("F15", "2", "Н"): 7,
    ("F19", "2", "Н"): 5,
    ("F18", "2", "Т"): 2,
    ("F13", "1", "Т"): 1,
}


@dataclass(frozen=True)
class Kind:
    """What an office is like: shares are of its people."""

    name: str
    size: int
    women: float = 0.25
    ages: tuple[int, int] = (16, 70)
    settlements: tuple[str, ...] = SETTLEMENTS
    diagnoses: tuple[tuple[str, str, str | None], ...] = tuple(DIAGNOSES)
    removed: float = 0.3
    courts: float = 0.08
    courses: float = 0.2
    undiagnosed: float = 0.01
    returns: float = 0.02
    poisoned: float = 0.06
    outlier: int | None = None  # one person of this age


COMMON = Kind("обычный", 300)
NASTY: tuple[Callable[[int], Kind], ...] = (
    lambda size: replace(COMMON, name="обычный", size=size),
    lambda size: replace(COMMON, name="одно село", size=size, settlements=("с. Нижнее",)),
    lambda size: replace(COMMON, name="одни мужчины", size=size, women=0.0),
    lambda size: replace(COMMON, name="один диагноз", size=size, diagnoses=(("F11", "2", "Н"),), poisoned=0.4),
    lambda size: replace(COMMON, name="без диагнозов", size=size, undiagnosed=1.0),
    lambda size: replace(COMMON, name="старик 77 лет среди молодых", size=size, ages=(18, 25), outlier=77),
    lambda size: replace(COMMON, name="49 % по решению суда", size=size, courts=0.49),
    lambda size: replace(COMMON, name="все сняты", size=size, removed=1.0),
    lambda size: replace(COMMON, name="никто не снят", size=size, removed=0.0),
    lambda size: replace(COMMON, name="одни дети", size=size, ages=(12, 17), poisoned=0.3),
    lambda size: replace(COMMON, name="возвращаются", size=size, returns=0.6),
    lambda size: replace(COMMON, name="все на реабилитации", size=size, courses=0.95),
)
SIZES = (50, 80, 150, 300, 600, 1_000, 1_500, 2_500, 5_000, 10_000)


def kinds(count: int, largest: int = SIZES[-1]) -> list[Kind]:
    """So many offices: every nasty thing in turn, at every size in turn, none larger than `largest`."""
    sizes = [size for size in SIZES if size <= largest]
    return [NASTY[number % len(NASTY)](sizes[number % len(sizes)]) for number in range(count)]


def office(folder: Path, kind: Kind, seed: int) -> Register:
    """An open register of such an office."""
    register = factories.register(folder, factories.Clock(TODAY), region_code=REGION)
    dice = random.Random(seed)
    with register._opened.writing.begin() as connection:
        for rows in _rows(dice, kind):
            by_table: dict[type[Base], list[dict[str, Any]]] = {}
            for row in rows:
                by_table.setdefault(type(row), []).append(values_of(row))
            for table, made in by_table.items():
                connection.execute(sa.insert(table.__table__), made)
        begun = connection.execute(sa.select(Patronage.id, Patronage.patient_id, Patronage.opened_on)).all()
        met = [_contact(dice, *one) for one in begun]
        if met:
            connection.execute(sa.insert(Contact.__table__), met)
    return register


def _rows(dice: random.Random, kind: Kind) -> Iterator[list[Base]]:
    people = [_person(dice, kind, number) for number in range(1, kind.size + 1)]
    yield list(people)
    yield [row for number in range(1, kind.size + 1) for row in _history(dice, kind, number)]
    asked = [number for number in range(1, kind.size + 1) if dice.random() < kind.courses]
    yield [_application(dice, who) for who in asked]
    yield [row for number, who in enumerate(asked, start=1) for row in _after(dice, number, who)]


def _person(dice: random.Random, kind: Kind, number: int) -> Patient:
    age = kind.outlier if kind.outlier and number == 1 else dice.randint(*kind.ages)
    surname, given = dice.choice(SURNAMES) + dice.choice(("", "ский", "енко")), dice.choice(GIVEN)
    snils = f"{dice.randrange(10**11):011}"
    return Patient(
        card_number=number + 1,
        opened_on=BEGUN,
        surname=surname,
        given=given,
        patronymic="Петрович",
        surname_key=search_key(surname),
        given_key=search_key(given),
        patronymic_key=search_key("Петрович"),
        sex=Sex.FEMALE if dice.random() < kind.women else Sex.MALE,
        birth=PartialDay(TODAY.year - age, dice.randint(1, 12), dice.randint(1, 28)),
        snils=snils,
        snils_tail=snils[::-1],
        policy_number=f"{dice.randrange(10**16):016}",
        registration_address=f"{dice.choice(kind.settlements)}, ул. Садовая, д. {number}",
        settlement=dice.choice(kind.settlements),
        locality=dice.choice((Locality.TOWN, Locality.VILLAGE, None)),
        phone=f"+7000{dice.randrange(10**7):07}",
        came_from="self",
        came_on=_day(dice, BEGUN, TODAY),
        legal_ground="voluntary",
    )


def _history(dice: random.Random, kind: Kind, who: int) -> Iterator[Base]:
    taken = _day(dice, BEGUN, TODAY)
    ended = _day(dice, taken, TODAY) if dice.random() < kind.removed else None
    yield _episode(dice, who, taken, ended, first=dice.random() < 0.6)
    if ended and dice.random() < kind.returns and ended < TODAY - timedelta(days=20):
        yield _episode(dice, who, _day(dice, ended + timedelta(days=1), TODAY), None, first=False)
    if dice.random() >= kind.undiagnosed:
        diagnosis = _diagnosis(dice, kind, who, taken)
        if dice.random() < 0.05 and taken < TODAY - timedelta(days=60):
            changed = _day(dice, taken + timedelta(days=10), TODAY)
            diagnosis.replaced_on = changed
            yield _diagnosis(dice, kind, who, changed)
        yield diagnosis
    if dice.random() < kind.courts:
        yield _duty(dice, who)
    if dice.random() < kind.courses:
        began = _day(dice, taken, TODAY)
        over = _day(dice, began, TODAY)
        yield Course(
            patient_id=who,
            kind=dice.choice(list(CourseKind)),
            started_on=began,
            complex=dice.random() < 0.6,
            ended_on=over,
            outcome=dice.choices(list(Outcome), (6, 2, 1, 1))[0],
        )
    for _ in range(dice.choice((0, 1, 3))):
        on, test = _day(dice, taken, TODAY), dice.choice((TestResult.CLEAN, TestResult.CLEAN, TestResult.FOUND))
        yield Visit(patient_id=who, on=on, kept=True, test=test, note="состояние ровное, жалоб нет", by=1)
    if dice.random() < 0.3:
        kinds_of_fact = (RemissionKind.ABSTINENT, RemissionKind.ABSTINENT, RemissionKind.USE)
        yield RemissionFact(patient_id=who, kind=dice.choice(kinds_of_fact), on=_day(dice, taken, TODAY), proof="тест")
    if dice.random() < 0.1:
        yield Examination(
            patient_id=who,
            on=_day(dice, taken, TODAY),
            reason="направление участкового",
            outcome=dice.choice(list(ExaminationOutcome)),
        )
    own = random.Random(f"{kind.name} {taken} {who}")  # so that all else of an office stays what it was
    while own.random() < kind.poisoned:  # one person may be poisoned again and again
        substance = None if own.random() < 0.1 else own.choice(kind.diagnoses)[0]
        on = _day(own, taken, TODAY)
        yield Poisoning(patient_id=who, on=on, substance=substance, known_from=own.choice(list(KnownFrom)))


def _episode(dice: random.Random, who: int, taken: date, ended: date | None, *, first: bool) -> Episode:
    ground = dice.choice(list(EndGround)) if ended else None
    return Episode(
        patient_id=who, rule_set="ДН-2015", taken_on=taken, first_in_life=first, ended_on=ended, end_ground=ground
    )


def _diagnosis(dice: random.Random, kind: Kind, who: int, on: date) -> Diagnosis:
    weights = [DIAGNOSES.get(one, 1) for one in kind.diagnoses]
    substance, state, letter = dice.choices(kind.diagnoses, weights)[0]
    return Diagnosis(patient_id=who, substance=substance, state=state, letter=letter, made_on=on)


def _duty(dice: random.Random, who: int) -> Duty:
    decided = _day(dice, BEGUN, TODAY)
    came = decided + timedelta(days=dice.randint(1, 30)) if dice.random() < 0.7 else None
    evaded = decided + timedelta(days=40) if came is None and dice.random() < 0.6 else None
    return Duty(
        patient_id=who,
        kind="АП",
        court="Мировой судья участка № 1",
        case_number=f"5-{who}/2025",
        decided_on=decided,
        received_on=decided + timedelta(days=3),
        appeared_on=came,
        evaded_on=evaded,
    )


def _application(dice: random.Random, who: int) -> Application:
    profile = in_force(REGION, TODAY)
    made = _day(dice, BEGUN, TODAY)
    return Application(
        patient_id=who,
        number=f"З-{who}",
        status=Status.GRANTED,
        region_code=REGION,
        profile_edition=profile.edition,
        instrument=next(iter(profile.instruments)).code,
        days=180,
        circumstance="voluntary",
        made_on=made,
        submitted_on=made,
        sent_on=made,
        decided_on=made,
    )


def _after(dice: random.Random, number: int, who: int) -> Iterator[Base]:
    sent = _day(dice, BEGUN, TODAY)
    yield ApplicationStep(application_id=number, event="send", on=sent, by=1)
    if dice.random() < 0.7:
        accepted = sent + timedelta(days=dice.randint(10, 60)) if dice.random() < 0.7 else None
        yield Certificate(
            patient_id=who,
            application_id=number,
            status=CertificateStatus.ACTIVE if accepted else CertificateStatus.ISSUED,
            number=f"УЧ-{number}",
            issued_on=sent + timedelta(days=5),
            days=180,
            accepted_on=accepted,
        )
    if dice.random() < 0.4:
        yield Patronage(patient_id=who, opened_on=sent)


def _contact(dice: random.Random, programme: int, who: int, opened: date) -> dict[str, Any]:
    on = _day(dice, opened, TODAY)
    return values_of(Contact(patronage_id=programme, patient_id=who, on=on, way=ContactWay.PHONE, note="работает"))


def _day(dice: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=dice.randrange(max(1, (last - first).days)))
