"""Striking out what was written down by mistake: who, when and why; the row stays, and nothing counts it any more.

What followed from a fact by itself goes back with it: the use that a positive test told of, the diagnosis before, the
certificate that a course had used. Whoever may write a fact of a kind down may strike it out.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import applications, consents, observation, patronage, refusals, stays
from narcdesk.applications import AT_AUTHORITY, Application
from narcdesk.certificates import PUT_BACK, Certificate, CertificateStatus, ProviderAct, acts_of, steps
from narcdesk.consents import Consent
from narcdesk.courses import Course
from narcdesk.dates import show
from narcdesk.diagnoses import Diagnosis
from narcdesk.duties import CORRECTION, Duty, NoticeEvent, Prescription
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.examinations import Examination
from narcdesk.families import FamilyMember, FamilyTalk
from narcdesk.groups import GroupVisit
from narcdesk.injecting import InjectingFact
from narcdesk.letters import Letter
from narcdesk.memos import Memo
from narcdesk.motivation import MotivationPlan, MotivationStep
from narcdesk.names import clean
from narcdesk.observation import (
    Assignment,
    CommissionDecision,
    EndGround,
    Episode,
    Pause,
    RemissionFact,
    Verdict,
    Visit,
    VisitMove,
)
from narcdesk.occupations import Occupation, WorkHelp
from narcdesk.patronage import Contact, Patronage
from narcdesk.poisonings import Poisoning
from narcdesk.referrals import ReferralIn, ReferralOut, ReferralState
from narcdesk.refusals import Refusal
from narcdesk.register import Register
from narcdesk.stays import StayMark
from narcdesk.struck import WHY_LENGTH, WITH_STRUCK, MayBeStruck
from narcdesk.talks import Talk
from narcdesk.treatments import PlanStep, StepKind, StepMark, TreatmentPlan

F = TypeVar("F", bound=MayBeStruck)

RIGHTS: dict[type[MayBeStruck], str] = {  # whose writing it is
    Consent: "consents.give",
    Diagnosis: "diagnoses.record",
    Episode: "observation.take",
    Assignment: "observation.regroup",
    CommissionDecision: "observation.decide",
    Pause: "observation.pause",
    Visit: "observation.visit",
    VisitMove: "observation.move",
    RemissionFact: "observation.note_remission",
    Duty: "duties.receive",
    TreatmentPlan: "treatments.plan",
    PlanStep: "treatments.schedule",
    Prescription: "duties.prescribe",
    Course: "courses.start",
    StayMark: "stays.mark",
    ProviderAct: "certificates.take_act",
    Patronage: "patronage.begin",
    Contact: "patronage.contact",
    Occupation: "occupations.note",
    WorkHelp: "occupations.refer",
    FamilyMember: "families.enter",
    FamilyTalk: "families.talk",
    GroupVisit: "groups.visit",
    InjectingFact: "injecting.note",
    Poisoning: "poisonings.record",
    ReferralIn: "referrals.receive",
    ReferralOut: "referrals.prepare",
    Refusal: "refusals.record",
    MotivationPlan: "motivation.plan",
    MotivationStep: "motivation.step",
    Talk: "talks.hold",
    Memo: "memos.give",
    Examination: "examinations.record",
}


def strike_out(register: Register, kind: type[F], fact_id: int, why: str) -> F:
    """Say that a fact was a mistake, and why. Raises Invalid, NotFound, and UserError where others hang on it."""
    register.person.must(RIGHTS[kind])
    with register.write("patients.strike_out") as session:
        fact = session.get(kind, fact_id, execution_options=WITH_STRUCK)
        if fact is None:
            raise NotFound("Такой записи в реестре нет.")
        if fact.struck_on is not None:
            raise UserError(
                f"Эта запись уже зачёркнута {show(fact.struck_on)}.", do="Нажмите F5: кто-то сделал это раньше."
            )
        said = clean(why)
        if not said:
            raise Invalid([Problem("why", "Почему: нужно заполнить")])
        if len(said) > WHY_LENGTH:
            raise Invalid([Problem("why", f"Почему: не длиннее {WHY_LENGTH} знаков")])
        _strike(register, fact, said)
        for followed_from, undo in _UNDO:
            if isinstance(fact, followed_from):
                undo(register, session, fact)
    return fact


def struck_out(register: Register, kind: type[F], patient_id: int) -> list[F]:
    """The struck out facts of a kind, the newest first: for who asks what became of an entry."""
    with register.read("patients.look") as session:
        of = sa.inspect(kind).columns
        query = sa.select(kind).where(of.patient_id == patient_id, of.struck_on.is_not(None))
        return list(session.scalars(query.order_by(of.id.desc()), execution_options=WITH_STRUCK))


def _strike(register: Register, fact: MayBeStruck, why: str) -> None:
    fact.struck_on, fact.struck_by, fact.struck_why = register.today(), register.person.id, why


def _consent(register: Register, session: Session, consent: Consent) -> None:
    """While the authority has what this sheet alone let go, striking it out would leave nobody told that it went."""
    waiting = sa.select(Application).where(
        Application.patient_id == consent.patient_id, Application.status.in_(AT_AUTHORITY)
    )
    for application in session.scalars(waiting):
        to = applications.profile_of(application).authority.name
        others = consents.valid(session, consent.patient_id, consent.kind, register.today(), to)
        if consent.recipient == to and others is None:
            raise UserError(
                f"По этому согласию в орган отправлена заявка № {application.number}.",
                do="Если пациент передумал, отзовите согласие. Если его не было, сначала отзовите заявку из органа.",
            )


def _visit(register: Register, session: Session, visit: Visit) -> None:
    """A positive test was also a confirmed use of that day; the step of a plan that it kept is due again."""
    if visit.test is observation.TestResult.FOUND:
        _use(register, session, visit, observation.BY_TEST)
    by_quick_form = sa.and_(
        PlanStep.visit_id.is_(None),
        PlanStep.patient_id == visit.patient_id,
        PlanStep.kind == StepKind.VISIT,
        PlanStep.done_on == visit.on,
        PlanStep.mark == (StepMark.DONE if visit.kept else StepMark.MISSED),
    )
    for step in session.scalars(sa.select(PlanStep).where(sa.or_(PlanStep.visit_id == visit.id, by_quick_form))):
        step.done_on, step.mark, step.note, step.visit_id = None, None, "", None  # due again


def _contact(register: Register, session: Session, contact: Contact) -> None:
    """So was one at a contact of patronage."""
    if contact.test is observation.TestResult.FOUND:
        _use(register, session, contact, patronage.BY_TEST)


def _use(register: Register, session: Session, tested: Visit | Contact, proof: str) -> None:
    told = session.scalar(
        sa.select(RemissionFact)
        .where(
            RemissionFact.patient_id == tested.patient_id,
            RemissionFact.kind == observation.RemissionKind.USE,
            RemissionFact.on == tested.on,
            RemissionFact.proof == proof,
        )
        .order_by(RemissionFact.id)
        .limit(1)
    )
    if told is not None:
        _strike(register, told, tested.struck_why)


def _diagnosis(_register: Register, session: Session, diagnosis: Diagnosis) -> None:
    """The diagnosis before goes on as if this one had not been made."""
    before = session.scalar(
        sa.select(Diagnosis)
        .where(
            Diagnosis.patient_id == diagnosis.patient_id,
            # By their days: of two cards that were joined the later diagnosis may have been written down earlier.
            sa.or_(
                Diagnosis.made_on < diagnosis.made_on,
                sa.and_(Diagnosis.made_on == diagnosis.made_on, Diagnosis.id < diagnosis.id),
            ),
        )
        .order_by(Diagnosis.made_on.desc(), Diagnosis.id.desc())
        .limit(1)
    )
    if before is not None:
        before.replaced_on = diagnosis.replaced_on


def _episode(_register: Register, _session: Session, episode: Episode) -> None:
    if episode.end_ground is EndGround.DEATH:
        raise UserError("Наблюдение закончилось смертью пациента.", do="Сначала отмените отметку о смерти.")


def _assignment(_register: Register, session: Session, change: Assignment) -> None:
    """The order and the group before it stand again; only the last change can be taken out so."""
    later = sa.select(Assignment.id).where(Assignment.episode_id == change.episode_id, Assignment.id > change.id)
    if session.scalar(later.limit(1)) is not None:
        raise UserError("После этого группа менялась ещё раз.", do="Сначала зачеркните более позднее изменение.")
    episode = session.get_one(Episode, change.episode_id, execution_options=WITH_STRUCK)
    episode.rule_set, episode.group = change.before_rule_set, change.before_group


def _decision(_register: Register, session: Session, decision: CommissionDecision) -> None:
    episode = session.get_one(Episode, decision.episode_id, execution_options=WITH_STRUCK)
    if decision.verdict is Verdict.END and episode.end_ground is EndGround.RECOVERY and episode.struck_on is None:
        raise UserError("По этому решению наблюдение завершено.", do="Сначала зачеркните наблюдение.")


def _move(_register: Register, session: Session, move: VisitMove) -> None:
    """The day that was agreed before stands again, unless it was agreed anew since."""
    visit = session.get_one(Visit, move.visit_id, execution_options=WITH_STRUCK)
    if visit.next_on == move.to:
        visit.next_on = move.was_on


def _course(register: Register, session: Session, course: Course) -> None:
    """A certificate that only this course had used is to be used again; after another course it stays in use."""
    if session.scalar(sa.select(StayMark.id).where(StayMark.course_id == course.id).limit(1)) is not None:
        raise UserError("По этому курсу есть отметки о пребывании.", do="Сначала зачеркните их.")
    if course.certificate_id is None:
        return
    others = list(session.scalars(sa.select(Course.id).where(Course.certificate_id == course.certificate_id)))
    if any(other > course.id for other in others):
        raise UserError("По тому же сертификату есть более поздний курс.", do="Сначала зачеркните его.")
    certificate = session.get_one(Certificate, course.certificate_id)
    if any(act.since >= course.started_on for act in acts_of(session, [certificate.id])):
        raise UserError("По этому курсу есть акты организации.", do="Сначала зачеркните их.")
    if certificate.status in (CertificateStatus.SUSPENDED, CertificateStatus.SETTLED):
        said = f"Сертификат № {certificate.number} уже в состоянии «{certificate.status.label}»."
        raise UserError(said, do="Сначала верните эту запись о нём назад.")
    if certificate.status in (CertificateStatus.ACTIVE, CertificateStatus.USED):
        if any(step.event in PUT_BACK for step in steps.standing(steps.of(session, certificate.id))[-1:]):
            raise UserError("О сертификате есть более поздняя запись.", do="Сначала верните её назад.")
        for event in ("finish", "accept"):
            if event == "finish" or not others:
                steps.back(session, register, certificate, (event,), "курс зачёркнут")
        certificate.status = CertificateStatus.ACTIVE if others else CertificateStatus.ISSUED
        certificate.accepted_on = certificate.accepted_on if others else None


def _plan(register: Register, session: Session, plan: TreatmentPlan) -> None:
    """What was planned goes with the plan."""
    for step in session.scalars(sa.select(PlanStep).where(PlanStep.plan_id == plan.id)):
        _strike(register, step, plan.struck_why)
        _step(register, session, step)


def _step(register: Register, session: Session, step: PlanStep) -> None:
    """The visit that its mark had written down goes with it."""
    made = session.get(Visit, step.visit_id) if step.visit_id is not None else None
    if made is not None and made.struck_on is None:
        _strike(register, made, step.struck_why)
        _visit(register, session, made)


def _stay(_register: Register, session: Session, mark: StayMark) -> None:
    """The marks that are left must still tell a stay."""
    left = session.scalars(
        sa.select(StayMark)
        .where(StayMark.course_id == mark.course_id, StayMark.id != mark.id)
        .order_by(StayMark.on, StayMark.id)
    )
    if any(stays.out_of_order(list(left))):
        raise UserError("На эту отметку опираются более поздние.", do="Сначала зачеркните их.")


def _provider_act(_register: Register, session: Session, act: ProviderAct) -> None:
    """What the authority has paid for stands until the payment itself was a mistake."""
    certificate = session.get_one(Certificate, act.certificate_id)
    if certificate.status is CertificateStatus.SETTLED:
        raise UserError("По этому акту уже отмечена оплата.", do="Сначала верните запись об оплате назад.")


def _member(_register: Register, session: Session, member: FamilyMember) -> None:
    if session.scalar(sa.select(FamilyTalk.id).where(FamilyTalk.member_id == member.id).limit(1)) is not None:
        raise UserError("С этим членом семьи записаны беседы.", do="Сначала зачеркните их.")


def _patronage(_register: Register, session: Session, programme: Patronage) -> None:
    if session.scalar(sa.select(Contact.id).where(Contact.patronage_id == programme.id).limit(1)) is not None:
        raise UserError("По этой программе есть контакты.", do="Сначала зачеркните их.")


def _referral_out(_register: Register, session: Session, referral: ReferralOut) -> None:
    """What left stands in the log of disclosures: it is cancelled, not undone."""
    left = sa.select(Letter.id).where(
        Letter.about_kind == ReferralOut.__tablename__, Letter.about_id == referral.id, Letter.sent_on.is_not(None)
    )
    if referral.state is not ReferralState.PREPARED and session.scalar(left.limit(1)) is not None:
        raise UserError("Письмо с этим направлением уже ушло.", do="Отметьте, что направление отменено, и почему.")


def _examined(_register: Register, session: Session, consent: Consent) -> None:
    if session.scalar(sa.select(Examination.id).where(Examination.consent_id == consent.id).limit(1)) is not None:
        raise UserError("По этому согласию проведено освидетельствование.", do="Сначала зачеркните его.")


def _refusal(_register: Register, session: Session, refusal: Refusal) -> None:
    """The sheets that ended with it go on; what followed from it is struck out before it."""
    if session.scalar(sa.select(MotivationPlan.id).where(MotivationPlan.refusal_id == refusal.id).limit(1)) is not None:
        raise UserError("После этого отказа составлен план мотивации.", do="Сначала зачеркните план.")
    if session.scalar(sa.select(Examination.id).where(Examination.refusal_id == refusal.id).limit(1)) is not None:
        raise UserError("По этому отказу записано освидетельствование.", do="Сначала зачеркните его.")
    for sheet in refusals.sheets_ended_by(session, refusal):
        sheet.withdrawn_on, sheet.withdrawal = None, ""


def _motivation(register: Register, session: Session, plan: MotivationPlan) -> None:
    for step in session.scalars(sa.select(MotivationStep).where(MotivationStep.plan_id == plan.id)):
        _strike(register, step, plan.struck_why)


def _duty(_register: Register, session: Session, duty: Duty) -> None:
    if session.scalar(sa.select(Prescription.id).where(Prescription.duty_id == duty.id).limit(1)) is not None:
        raise UserError("По этой обязанности есть предписания.", do="Сначала зачеркните их.")
    about = sa.select(Letter).where(Letter.about_kind == Duty.__tablename__, Letter.about_id == duty.id)
    written = [letter for letter in session.scalars(about) if letter.cancelled_on is None]
    if any(letter.sent_on is None for letter in written):
        raise UserError(
            "Об этой обязанности есть письмо, которое ещё не ушло.",
            do="На вкладке «Письма» отметьте, что не уйдёт.",
        )
    _must_be_corrected(duty, written)


def _must_be_corrected(duty: Duty, written: Sequence[Letter]) -> None:
    """What a body was told stays in the log with its paper; the mistake is struck out once that body knows of it."""
    told = {letter.sent_on: letter.number or "" for letter in written if letter.form != CORRECTION and letter.sent_on}
    by_hand = [duty.told(event) for event in NoticeEvent]
    told |= {day: number for day, number in by_hand if day is not None}
    if not told:
        return
    corrected = [letter.sent_on for letter in written if letter.form == CORRECTION and letter.sent_on]
    last = max(told)
    if not corrected or max(corrected) < last:
        by = f", исх. № {told[last]}" if told[last] else ""
        raise UserError(
            f"Об этой обязанности уже сообщено {show(last)}{by}: у получателя останутся ошибочные сведения.",
            do="Сначала отправьте «Письмо об ошибке»; посланное останется в журнале передачи сведений.",
        )


_UNDO: tuple[tuple[type[MayBeStruck], Callable[..., None]], ...] = (
    (Consent, _consent),
    (Consent, _examined),
    (Refusal, _refusal),
    (MotivationPlan, _motivation),
    (Visit, _visit),
    (Contact, _contact),
    (TreatmentPlan, _plan),
    (PlanStep, _step),
    (StayMark, _stay),
    (ProviderAct, _provider_act),
    (FamilyMember, _member),
    (Assignment, _assignment),
    (CommissionDecision, _decision),
    (VisitMove, _move),
    (Diagnosis, _diagnosis),
    (Episode, _episode),
    (Course, _course),
    (Patronage, _patronage),
    (ReferralOut, _referral_out),
    (Duty, _duty),
)
