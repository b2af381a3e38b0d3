"""Who sends and who is told, in the training register: the office's own directory, referrals in and out each year.

Drawn from a stream of its own, so that nobody else's way depends on it.
"""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

import sqlalchemy as sa

from narcdesk import consents, letters, referrals, subjects
from narcdesk.dates import add_months
from narcdesk.diagnoses import Diagnosis
from narcdesk.forms import sheets
from narcdesk.observation import Episode
from narcdesk.patients import Patient
from narcdesk.referrals import Move, ReferralIn, ReferralOut
from narcdesk.register import Register
from narcdesk.subjects import Body
from narcdesk.training.cases import World
from narcdesk.training.days import Story

SEED = 41
ENTRIES = [
    ("Среднеозёрский отдел МВД (вымышленный)", "police", "police", "начальнику", "Примерному П. П."),
    ("Учебный областной диспансер (вымышленный)", "medical", "dispensary", "главному врачу", "Учёбину У. У."),
    ("Среднеозёрский центр занятости (вымышленный)", "employment", "employment", "директору", "Образцовой О. О."),
    ("Среднеозёрская школа № 1 (вымышленная)", "education", "", "директору", "Наглядной Н. Н."),
]  # fmt: skip
REASONS = ("выявлен сотрудниками", "обратились родные", "замечен в состоянии опьянения", "по решению комиссии")
LATELY = timedelta(days=120)  # of the last of these days some referrals wait for what comes next


def stories(world: World) -> Iterator[Story]:
    """The directory, then those who are sent here and those who are sent on."""
    rng = Random(SEED)
    yield _directory(world)
    yield _incoming(world, Random(rng.getrandbits(64)))
    yield _outgoing(world, Random(rng.getrandbits(64)))
    yield _awaited(world, Random(rng.getrandbits(64)))


def _directory(world: World) -> Story:
    """What the office writes down in its first days; two years later the school has another name."""
    register, days = world.register, world.days
    yield days.working(days.first + timedelta(days=1))
    for number, (name, kind, reference, post, person) in enumerate(ENTRIES, start=1):
        address = f"000110, г. Среднеозёрск, ул. Тихая, д. {number} (вымышленный адрес)"
        typed = {"name": name, "kind": kind, "reference": reference, "address": address, "post": post, "person": person}
        subjects.enter(register, {**typed, "source": "учебные сведения"})
    school = next(body for body in subjects.listing(register) if body.name == ENTRIES[-1][0])
    yield days.working(add_months(days.first, 24))
    new = subjects.enter(register, {"name": "Среднеозёрская гимназия (вымышленная)", "kind": "education"})
    if school.entry is not None:
        closed = {"valid_to": days.today, "why": "переименована", "successor_id": new.id}
        subjects.close(register, school.entry.id, closed)


# In


def _incoming(world: World, rng: Random) -> Story:
    """Of those who came lately some had been sent by a paper."""
    days = world.days
    yield days.working(days.first + timedelta(days=40))
    while days.today < days.last - timedelta(days=20):
        patient = _came_lately(world.register, rng)
        if patient is not None:
            days.begin(_came_by_paper(world, patient, rng))
        yield days.later(rng.randrange(100, 140))


def _awaited(world: World, rng: Random) -> Story:
    """At the end two papers are here before the people."""
    days = world.days
    yield days.working(days.last - timedelta(days=12))
    police = _called(world.register, "police")
    for surname, appear_in in (("Вымышленов", 15), ("Небывалов", 6)):
        typed = {
            "received_on": days.today,
            "document_number": f"{rng.randrange(100, 900)}-уч",
            "document_on": days.today,
            "reason": REASONS[0],
            "appear_by": days.today + timedelta(days=appear_in),
            "answer_by": days.today + timedelta(days=20),
            "surname": surname,
            "given": "Пётр",
            "birth": "1994",
        }
        referrals.receive(world.register, typed, sender=police.key)


def _came_by_paper(world: World, patient: Patient, rng: Random) -> Story:
    register, days = world.register, world.days
    sender = _called(register, patient.came_from)
    dated = min(patient.came_on, days.today) - timedelta(days=rng.randrange(1, 6))
    wants_answer = patient.came_from in ("police", "police_drugs", "court")
    typed = {
        "received_on": days.today,
        "document_number": f"{rng.randrange(100, 900)}-уч",
        "document_on": dated,
        "reason": rng.choice(REASONS),
        "wants_answer": wants_answer,
        "answer_by": days.today + timedelta(days=20) if wants_answer else None,
    }
    made = referrals.receive(register, typed, sender=sender.key, patient_id=patient.id)
    referrals.came(register, made.id, max(patient.came_on, dated))
    if wants_answer:
        yield days.later(rng.randrange(3, 12))
        if _is_alive(register, patient.id):
            _let_go(register, made, sender, "13.4.3", f"запрос № {made.document_number}")


def _came_lately(register: Register, rng: Random) -> Patient | None:
    """One of the last who came, sent by a body, and without a paper yet."""
    papers = sa.select(ReferralIn.patient_id).where(ReferralIn.patient_id.is_not(None))
    query = (
        sa.select(Patient)
        .where(Patient.came_from.not_in(("self", "relatives")), Patient.died_on.is_(None), Patient.id.not_in(papers))
        .where(Patient.came_on == Patient.opened_on)
        .order_by(Patient.id.desc())
        .limit(6)
    )
    with register.read() as session:
        found = list(session.scalars(query))
    return rng.choice(found) if found else None


# Out


def _outgoing(world: World, rng: Random) -> Story:
    days = world.days
    yield days.working(days.first + timedelta(days=70))
    while days.today < days.last - timedelta(days=4):
        patient = _dependent(world.register, rng)
        if patient is not None:
            days.begin(_sent_on(world, patient, rng))
        yield days.later(rng.randrange(110, 150) if days.today < days.last - LATELY else rng.randrange(15, 30))


def _sent_on(world: World, patient: Patient, rng: Random) -> Story:
    """To the dispensary by form 057/у; now and then to employment, with the person's consent."""
    register, days = world.register, world.days
    to_work = rng.random() < 0.2
    body = _called(register, "employment" if to_work else "dispensary")
    typed = {
        "made_on": days.today,
        "purpose": "содействие в трудоустройстве" if to_work else "лечение и медико-социальная реабилитация",
        "answer_by": days.today + timedelta(days=20),
        "care_sort": "specialised",
        "care_form": "planned",
        "care_place": "inpatient",
        "grounds": "нужен стационарный этап (учебная запись)",
    }
    referral = referrals.prepare(register, patient.id, typed, addressee=body.key)
    consent_id = None
    if to_work:
        sheet = {"kind": "secrecy", "recipient": body.name, "purpose": typed["purpose"], "given_on": days.today}
        consent_id = consents.give(register, patient.id, sheet, scope=["visit"]).id
    yield days.later(rng.randrange(1, 3))
    if not _is_alive(register, patient.id):
        return
    _let_go(register, referral, body, "consent" if to_work else "13.4.8", "", consent_id)
    yield days.later(rng.randrange(6, 26))
    if not _is_alive(register, patient.id):
        return
    if rng.random() < 0.15:
        referrals.move(register, referral.id, Move.REFUSE, days.today, "нет мест, предложено обратиться позже")
        return
    referrals.move(register, referral.id, Move.ACCEPT, days.today)
    yield days.later(rng.randrange(28, 46))
    if not _is_alive(register, patient.id):
        return
    back_by = None if to_work else days.later(7)
    after = "устроен на работу" if to_work else "амбулаторный этап: явка раз в неделю"
    referrals.move(register, referral.id, Move.FINISH, days.today, "исполнено", back_by=back_by, next_said=after)
    if back_by is not None:
        yield back_by
        if _is_alive(register, patient.id):
            referrals.came_back(register, referral.id, days.today)


def _dependent(register: Register, rng: Random) -> Patient | None:
    """A grown-up under observation with a dependence, nobody is sending on just now."""
    busy = sa.select(ReferralOut.patient_id).where(ReferralOut.state.in_(referrals.OPEN))
    query = (
        sa.select(Patient)
        .join(Episode, Episode.patient_id == Patient.id)
        .join(Diagnosis, Diagnosis.patient_id == Patient.id)
        .where(Episode.ended_on.is_(None), Diagnosis.replaced_on.is_(None), Diagnosis.state == "2")
        .where(Patient.died_on.is_(None), Patient.id.not_in(busy))
        .order_by(Patient.id)
    )
    with register.read() as session:
        found = [one for one in session.scalars(query) if one.birth.least_age_on(register.today()) >= 18]
    return rng.choice(found) if found else None


def _let_go(
    register: Register,
    referral: ReferralIn | ReferralOut,
    body: Body,
    ground: str,
    basis: str,
    consent_id: int | None = None,
) -> None:
    """Its letter: drafted, numbered, sent."""
    is_in = isinstance(referral, ReferralIn)
    typed = {
        "recipient": referral.sender_name if isinstance(referral, ReferralIn) else referral.addressee_name,
        "recipient_kind": body.kind.value,
        "recipient_address": body.address,
        "attention": body.addressee,
        "ground": ground,
        "basis": basis,
    }
    form = "otvet_na_napravlenie" if is_in else referral.form  # type: ignore[union-attr]
    assert referral.patient_id is not None
    letter = letters.draft(register, referral.patient_id, typed, form=form, about=referral, consent_id=consent_id)
    sheets.issue(register, letter.id)
    sheets.send(register, letter.id, register.today(), "почтой")


def _called(register: Register, code: str) -> Body:
    with register.read() as session:
        return subjects.called(session, code, register.today())


def _is_alive(register: Register, patient_id: int) -> bool:
    with register.read() as session:
        return session.get_one(Patient, patient_id).died_on is None
