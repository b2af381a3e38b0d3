"""Striking out: the row stays with its reason, no query finds it, and what followed from it goes back."""

from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa

from narcdesk import (
    applications,
    certificates,
    consents,
    courses,
    deaths,
    diagnoses,
    disclosures,
    documents,
    duties,
    examinations,
    families,
    groups,
    history,
    injecting,
    journal,
    letters,
    memos,
    mistakes,
    motivation,
    observation,
    occupations,
    patronage,
    poisonings,
    provider_acts,
    referrals,
    refusals,
    stays,
    talks,
    tasks,
    treatments,
)
from narcdesk.certificates import CertificateStatus, ProviderAct
from narcdesk.consents import Consent, ConsentKind
from narcdesk.courses import Course, Outcome
from narcdesk.diagnoses import Diagnosis
from narcdesk.duties import Duty, Prescription
from narcdesk.errors import Forbidden, Invalid, NotFound, UserError
from narcdesk.examinations import Examination
from narcdesk.families import FamilyMember, FamilyTalk
from narcdesk.forms import sheets
from narcdesk.groups import GroupVisit
from narcdesk.injecting import InjectingFact
from narcdesk.journal import Wanted
from narcdesk.memos import Memo
from narcdesk.motivation import MotivationPlan, MotivationStep
from narcdesk.observation import (
    Assignment,
    CommissionDecision,
    EndGround,
    Episode,
    Pause,
    RemissionFact,
    Visit,
    VisitMove,
)
from narcdesk.occupations import Occupation, WorkHelp
from narcdesk.patronage import Contact, Patronage
from narcdesk.poisonings import Poisoning
from narcdesk.referrals import ReferralIn, ReferralOut
from narcdesk.refusals import Refusal
from narcdesk.register import Register
from narcdesk.schema import check
from narcdesk.staff import Role
from narcdesk.stays import StayMark
from narcdesk.struck import MayBeStruck
from narcdesk.talks import Talk
from narcdesk.treatments import PlanStep, TreatmentPlan
from tests import factories
from tests.factories import DAY, Clock

WHY = "записано не в ту карту"
PLAN = {"kind": "outpatient", "decided_on": DAY, "decider": "doctor", "need": "F11.2", "conditions": "outpatient"}
ACT = {"number": "3", "on": DAY, "since": DAY, "until": DAY}
MEMBER = {"name": "Воробьёва Анна", "tie": "mother", "consent_on": DAY}


@pytest.fixture
def patient(register: Register) -> int:
    return factories.patient(register).id


REFUSAL = {
    "on": DAY,
    "of": "treatment",
    "reason": "work",
    "explained": True,
    "consequences": "станет хуже",
    "signed": "signed",
    "next_step": "беседа",
}
MOTIVATION = {"opened_on": DAY, "goal": "лечение", "next_on": "20.03.2026"}
STEP = {"what": "беседа о лечении"}
TALK = {"on": DAY, "with_whom": "alone", "stage": "thinking", "theme": "treatment", "result": "подумает"}
CHECK = {"on": DAY, "reason": "сообщение родных", "outcome": "not_found", "result": "признаков нет"}
VERDICT = {"decided_on": DAY, "number": "17", "members": "комиссия", "verdict": "end"}


def episode(register: Register, who: int, taken_on: date = DAY) -> int:
    return observation.take(register, who, {"taken_on": taken_on}).id


def moved(register: Register, who: int) -> int:
    observation.visit(register, who, {"on": DAY, "next_on": DAY})
    return observation.move(register, who, {"agreed_on": DAY, "to": date(2026, 4, 1), "why": "болеет"}).id


MADE: dict[type, Callable[[Register, int], int]] = {
    Consent: lambda r, who: consents.give(r, who, {"kind": "care", "given_on": DAY}).id,
    Diagnosis: lambda r, who: factories.diagnosis(r, who).id,
    Episode: lambda r, who: observation.take(r, who, {"taken_on": DAY}).id,
    Assignment: lambda r, who: (
        observation.transfer(r, episode(r, who, date(2016, 2, 1)), {"on": DAY}, group="syndrome").id
    ),
    CommissionDecision: lambda r, who: observation.decide(r, episode(r, who), VERDICT).id,
    Pause: lambda r, who: observation.pause(r, episode(r, who), {"since": DAY, "reason": "hospital"}).id,
    VisitMove: moved,
    Visit: lambda r, who: observation.visit(r, who, {"on": DAY, "next_on": DAY}).id,
    RemissionFact: lambda r, who: observation.note_remission(r, who, {"kind": "use", "on": DAY, "proof": "тест"}).id,
    Duty: lambda r, who: duties.receive(r, who, {"kind": "АП", "court": "суд", "decided_on": "02.03.2026"}).id,
    Prescription: lambda r, who: (
        duties.prescribe(
            r,
            duties.receive(r, who, {"kind": "АП", "court": "суд", "decided_on": "02.03.2026"}).id,
            {"given_on": DAY, "what": "тест"},
        ).id
    ),
    Course: lambda r, who: courses.start(r, who, {"kind": "treatment", "started_on": DAY}).id,
    ReferralIn: lambda r, who: referrals.receive(r, {"received_on": DAY}, sender="police", patient_id=who).id,
    ReferralOut: lambda r, who: referrals.prepare(r, who, {"made_on": DAY, "purpose": "помощь"}, addressee="police").id,
    Patronage: lambda r, who: patronage.begin(r, who, {"opened_on": DAY}).id,
    TreatmentPlan: lambda r, who: treatments.plan(r, who, PLAN).id,
    PlanStep: lambda r, who: treatments.enter_stage(r, treatments.plan(r, who, PLAN).id, DAY, "восстановительный").id,
    StayMark: lambda r, who: (
        stays.mark(
            r, courses.start(r, who, {"kind": "social", "started_on": DAY}).id, {"kind": "arrived", "on": DAY}
        ).id
    ),
    ProviderAct: lambda r, who: provider_acts.record(r, factories.in_use(r, who).id, ACT).id,
    Occupation: lambda r, who: occupations.note(r, who, {"kind": "works", "since": DAY}).id,
    WorkHelp: lambda r, who: occupations.refer(r, who, {"kind": "work", "on": DAY, "sent_to": "центр занятости"}).id,
    FamilyMember: lambda r, who: families.enter(r, who, MEMBER).id,
    FamilyTalk: lambda r, who: families.talk(r, families.enter(r, who, MEMBER).id, {"kind": "training", "on": DAY}).id,
    GroupVisit: lambda r, who: groups.visit(r, who, {"on": DAY, "said": "ходит по вторникам"}).id,
    Refusal: lambda r, who: refusals.record(r, who, REFUSAL).id,
    MotivationPlan: lambda r, who: motivation.plan(r, who, MOTIVATION, [STEP]).id,
    MotivationStep: lambda r, who: (
        motivation.done(
            r,
            motivation.steps(r, motivation.plan(r, who, MOTIVATION, [STEP]).patient_id)[0].id,
            DAY,
            "пришёл",
        ).id
    ),
    Talk: lambda r, who: talks.hold(r, who, TALK).id,
    Memo: lambda r, who: memos.give(r, who, {"kind": "treatment", "given_on": DAY}).id,
    Examination: lambda r, who: (
        examinations.record(r, consents.give(r, who, {"kind": "examination", "given_on": DAY}).patient_id, CHECK).id
    ),
    InjectingFact: lambda r, who: injecting.note(r, who, {"on": DAY, "state": "yes", "source": "осмотр"}).id,
    Poisoning: lambda r, who: poisonings.record(r, who, {"on": DAY, "known_from": "person"}).id,
    Contact: lambda r, who: (
        patronage.contact(r, patronage.begin(r, who, {"opened_on": DAY}).id, {"on": DAY, "way": "phone"}).id
    ),
}


def test_every_kind_that_may_be_struck_is_tried_here() -> None:
    assert set(MADE) == set(MayBeStruck.__subclasses__()) == set(mistakes.RIGHTS)


@pytest.mark.parametrize("kind", MADE, ids=lambda kind: kind.__name__)
def test_a_struck_out_fact_stays_and_is_found_nowhere(register: Register, patient: int, kind: type) -> None:
    fact_id = MADE[kind](register, patient)
    before = len(history.events(register, patient))
    mistakes.strike_out(register, kind, fact_id, f" {WHY} ")
    assert len(history.events(register, patient)) == before - 1
    with register.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(kind)) == 0
        assert session.scalars(sa.select(kind.id)).all() == []  # type: ignore[attr-defined]
        assert session.get(kind, fact_id) is None
    (kept,) = mistakes.struck_out(register, kind, patient)
    assert (kept.id, kept.struck_on, kept.struck_by, kept.struck_why) == (fact_id, DAY, register.person.id, WHY)
    with pytest.raises(UserError, match=r"уже зачёркнута 16\.03\.2026"):
        mistakes.strike_out(register, kind, fact_id, WHY)
    assert journal.listing(register, Wanted())[0].action == "Зачёркнута ошибочная запись"
    assert check(register) == []


@pytest.mark.parametrize("why", ["", "  ", "а" * 301])
def test_a_reason_must_be_said(register: Register, patient: int, why: str) -> None:
    visit = observation.visit(register, patient, {"on": DAY})
    with pytest.raises(Invalid) as told:
        mistakes.strike_out(register, Visit, visit.id, why)
    assert [problem.field for problem in told.value.problems] == ["why"]
    assert len(observation.visits(register, patient)) == 1
    with pytest.raises(NotFound):
        mistakes.strike_out(register, Visit, 404, WHY)


def test_who_may_not_write_a_fact_may_not_strike_it(register: Register, patient: int, clock: Clock) -> None:
    diagnosis = factories.diagnosis(register, patient)
    visit = observation.visit(register, patient, {"on": DAY})
    with factories.signed_in(register, Role.NURSE, clock) as nurse:
        with pytest.raises(Forbidden):
            mistakes.strike_out(nurse, Diagnosis, diagnosis.id, WHY)
        mistakes.strike_out(nurse, Visit, visit.id, WHY)
        assert observation.visits(nurse, patient) == []


# What follows


def test_the_use_that_a_positive_test_told_of_goes_with_the_visit(register: Register, patient: int) -> None:
    observation.note_remission(register, patient, {"kind": "last_use", "on": "01.02.2026", "proof": "слова"})
    observation.note_remission(register, patient, {"kind": "abstinent", "on": "10.03.2026", "proof": "тест"})
    visit = observation.visit(register, patient, {"on": "12.03.2026", "test": "found"})
    with register.read() as session:
        assert observation.abstinent_since(session, patient, DAY) is None
    mistakes.strike_out(register, Visit, visit.id, "перепутаны пробирки")
    with register.read() as session:
        assert observation.abstinent_since(session, patient, DAY) == date(2026, 2, 1)
    (told,) = mistakes.struck_out(register, RemissionFact, patient)
    assert (told.on, told.struck_why) == (date(2026, 3, 12), "перепутаны пробирки")


def test_the_visit_before_tells_the_next_day_again(register: Register, patient: int) -> None:
    observation.take(register, patient, {"taken_on": "02.03.2026"})
    observation.visit(register, patient, {"on": "02.03.2026", "next_on": "16.03.2026"})
    wrong = observation.visit(register, patient, {"on": "03.03.2026", "next_on": "31.12.2026"})
    assert tasks.today(register) == []
    mistakes.strike_out(register, Visit, wrong.id, WHY)
    (task,) = tasks.today(register)
    assert task.due == DAY


def test_a_struck_out_consent_is_no_ground(register: Register, patient: int) -> None:
    personal, secrecy = factories.both_consents(register, patient)
    id = factories.application(register, patient).id
    mistakes.strike_out(register, Consent, personal.id, WHY)
    to = register.profile_on(DAY).authority.name
    with register.read() as session:
        assert consents.valid(session, patient, ConsentKind.PERSONAL_DATA, DAY, to) is None
    with pytest.raises(applications.NotAllowed):
        applications.submit(register, id)
    assert [sheet.id for sheet in consents.listing(register, patient)] == [secrecy.id]


def test_the_diagnosis_before_goes_on(register: Register, patient: int) -> None:
    first = factories.diagnosis(register, patient, made_on="06.02.2026")
    wrong = factories.diagnosis(register, patient, made_on="10.03.2026", substance="F10", letter="")
    mistakes.strike_out(register, Diagnosis, wrong.id, WHY)
    with register.read() as session:
        present = diagnoses.present(session, patient)
        assert present is not None
        assert present.id == first.id
        assert diagnoses.in_groups(session, (diagnoses.Group.DRUGS,), DAY) == {patient}


def test_a_certificate_is_to_be_used_again(training_register: Register) -> None:
    application = factories.asked(training_register)
    applications.submit(training_register, application.id)
    applications.send(training_register, application.id, DAY, "исх. 14")
    applications.granted(training_register, application.id, DAY, "реш. 3")
    typed = {"number": "УЧ-00001", "issued_on": "16.03.2026", "days": "180"}
    certificate = certificates.record(training_register, application.id, typed)

    def begin() -> int:
        typed = {"kind": "social", "started_on": DAY}
        return courses.start(training_register, application.patient_id, typed, certificate_id=certificate.id).id

    first = begin()
    courses.finish(training_register, first, DAY, Outcome.TRANSFERRED)
    second = begin()
    with pytest.raises(UserError, match="более поздний курс"):
        mistakes.strike_out(training_register, Course, first, WHY)
    courses.finish(training_register, second, DAY, Outcome.FINISHED)
    mistakes.strike_out(training_register, Course, second, WHY)
    assert certificates.one(training_register, certificate.id).status is CertificateStatus.ACTIVE
    mistakes.strike_out(training_register, Course, first, WHY)
    left = certificates.one(training_register, certificate.id)
    assert (left.status, left.accepted_on) == (CertificateStatus.ISSUED, None)
    begin()


def test_what_others_hang_on_is_not_struck(register: Register, patient: int) -> None:
    programme = patronage.begin(register, patient, {"opened_on": DAY})
    contact = patronage.contact(register, programme.id, {"on": DAY, "way": "phone"})
    with pytest.raises(UserError, match="есть контакты"):
        mistakes.strike_out(register, Patronage, programme.id, WHY)
    mistakes.strike_out(register, Contact, contact.id, WHY)
    mistakes.strike_out(register, Patronage, programme.id, WHY)
    assert patronage.listing(register, patient) == []

    episode = observation.take(register, patient, {"taken_on": DAY})
    observation.end(register, episode.id, DAY, EndGround.DEATH)
    with pytest.raises(UserError, match="смертью"):
        mistakes.strike_out(register, Episode, episode.id, WHY)
    deaths.take_back(register, patient)
    mistakes.strike_out(register, Episode, episode.id, WHY)
    observation.take(register, patient, {"taken_on": DAY})


def test_a_consent_by_which_something_went_is_not_struck_out_while_the_authority_has_it(register: Register) -> None:
    """Struck out it would be gone from every query: neither «Сегодня» nor the copies would say a word of it."""
    who = factories.patient(register).id
    factories.diagnosis(register, who)
    sheets = factories.both_consents(register, who)
    application = factories.application(register, who)
    applications.submit(register, application.id)
    applications.send(register, application.id, DAY, "12")
    with pytest.raises(UserError, match="в орган отправлена заявка"):
        mistakes.strike_out(register, Consent, sheets[1].id, WHY)
    assert [one.struck_on for one in consents.listing(register, who)] == [None, None]
    again = factories.both_consents(register, who)
    mistakes.strike_out(register, Consent, sheets[1].id, WHY)  # another sheet of the kind goes on
    applications.withdrawn(register, application.id, DAY, "пациент передумал")
    mistakes.strike_out(register, Consent, again[1].id, WHY)


def test_a_duty_that_somebody_was_told_of_is_struck_out_once_he_knows_of_the_mistake(register: Register) -> None:
    """What left stays in the log with its paper; without a word the body would go on by what is not so."""
    who = factories.patient(register).id
    duty = duties.receive(register, who, {"kind": "АП", "court": "суд", "decided_on": "02.03.2026"})
    duties.appeared(register, duty.id, date(2026, 3, 11))
    police = {"recipient_kind": "police", "recipient": "ОМВД по Заречному району", "ground": "13.4.3.1"}

    def write(form: str) -> int:
        letter = letters.draft(register, who, police, form=form, about=duty)
        sheets.issue(register, letter.id)
        return letter.id

    notice = write("sud_yavka")
    with pytest.raises(UserError, match="письмо, которое ещё не ушло"):
        mistakes.strike_out(register, Duty, duty.id, WHY)
    sheets.send(register, notice, DAY, "почтой")
    with pytest.raises(UserError, match=r"уже сообщено 16\.03\.2026, исх\. № И-2026-0001") as told:
        mistakes.strike_out(register, Duty, duty.id, WHY)
    assert "Письмо об ошибке" in told.value.do
    correction = write("sud_oshibka")
    (row,) = letters.paper(register, letters.one(register, correction)).contents["sent"]
    assert row == {"date": "16.03.2026", "number": "И-2026-0001", "what": "Сообщение о явке по решению суда"}
    sheets.send(register, correction, DAY, "почтой")
    mistakes.strike_out(register, Duty, duty.id, WHY)
    assert duties.listing(register, who) == []
    assert [line.letter for line in disclosures.of_patient(register, who)] == ["И-2026-0002", "И-2026-0001"]
    assert len(documents.listing(register, who)) == 2


def test_what_was_told_by_hand_wants_its_correction_too(register: Register, clock: Clock) -> None:
    who = factories.patient(register).id
    duty = duties.receive(register, who, {"kind": "АП", "court": "суд", "decided_on": "02.03.2026"})
    duties.appeared(register, duty.id, date(2026, 3, 11))
    duties.told(register, duty.id, date(2026, 3, 12))
    with pytest.raises(UserError, match=r"уже сообщено 12\.03\.2026: у получателя"):
        mistakes.strike_out(register, Duty, duty.id, WHY)
    other = duties.receive(register, who, {"kind": "УК-73", "court": "суд", "decided_on": "02.03.2026"})
    police = {"recipient_kind": "police", "recipient": "ОМВД", "ground": "13.4.3.1"}
    draft = letters.draft(register, who, police, form="sud_hod", about=other)
    letters.cancel(register, draft.id, "не нужно")
    mistakes.strike_out(register, Duty, other.id, WHY)  # a letter that did not go tells nobody anything
