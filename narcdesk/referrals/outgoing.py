"""The office sends a person on: to the regional dispensary, to social services, to employment; and what came of it.

Form 057/у is for a medical organisation alone (519н). The paper leaves as a letter, whose ground is checked; with it
the referral is sent. Who comes back goes on with the out-patient stage where he is registered (regulation, 4.4).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import patients, subjects
from narcdesk.dates import show
from narcdesk.disclosures import AddresseeKind
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.fields import read
from narcdesk.letters import Letter
from narcdesk.names import clean, search_key
from narcdesk.referrals.tables import (
    FORM_057,
    MOVES,
    PREPARED,
    SAID_LENGTH,
    SENT,
    WITH_REASON,
    Move,
    ReferralOut,
    ReferralState,
    ReferralStep,
)
from narcdesk.register import Register


def prepare(register: Register, patient_id: int, typed: Mapping[str, Any], *, addressee: str) -> ReferralOut:
    """Begin a referral; it has not left until its letter has. Raises Invalid."""
    with register.write("referrals.prepare") as session:
        patient = patients.known(session, patient_id)
        reading = read(ReferralOut, typed, register.today(), whole=True)
        problems, values = list(reading.problems), reading.values
        made_on = values.get("made_on")
        problems += patients.before_birth(patient, "made_on", "Дата направления", made_on)
        body = None
        try:
            body = subjects.body_of(session, addressee)
        except NotFound:
            problems.append(Problem("addressee", "Куда: выберите из справочника"))
        if body is not None and made_on is not None and not body.is_valid_on(made_on):
            problems.append(Problem("addressee", f"Куда: на {show(made_on)} недействителен, {body.standing}"))
        if body is not None and body.kind is AddresseeKind.MEDICAL:
            problems += [
                Problem(name, f"{title}: нужно для формы 057/у")
                for name, title in (("care_sort", "Вид помощи"), ("care_form", "Форма"), ("care_place", "Условия"))
                if not values.get(name)
            ]
        if made_on and values.get("answer_by") and values["answer_by"] < made_on:
            problems.append(Problem("answer_by", "Ждём ответа до: раньше даты направления"))
        if problems:
            raise Invalid(problems)
        assert body is not None and made_on is not None
        patients.living(patient, made_on)
        if body.kind is not AddresseeKind.MEDICAL:  # a social centre gets nothing of the medical form
            values = {name: value for name, value in values.items() if name not in OF_057}
        referral = ReferralOut(
            patient_id=patient_id,
            addressee=body.key,
            addressee_name=body.name,
            addressee_kind=body.kind,
            state_on=made_on,
            **values,
        )
        session.add(referral)
        session.flush()
        _step(register, session, referral, PREPARED, made_on, "")
    return referral


OF_057 = ("care_sort", "care_form", "care_place", "courses_wanted", "concomitant", "grounds", "examined")


def sent(register: Register, session: Session, letter: Letter) -> None:
    """The letter of a referral left, and the referral with it."""
    referral = session.get(ReferralOut, letter.about_id)
    if referral is None or referral.state is ReferralState.CANCELLED:
        raise UserError("Направление отменено: письмо о нём не отправляют.", do="Отмените и письмо.")
    assert letter.sent_on is not None
    if referral.state is PREPARED:
        if letter.sent_on < referral.made_on:
            raise Invalid([Problem("sent_on", f"Отправлено: раньше даты направления, {show(referral.made_on)}")])
        _go(register, session, referral, SENT, letter.sent_on, f"исх. № {letter.number}")


def objections(session: Session, letter: Letter, _day: date) -> list[str]:
    """It goes where the person is sent, by the form for that kind of body, while the referral stands."""
    referral = session.get(ReferralOut, letter.about_id)
    if referral is None or referral.state is ReferralState.CANCELLED:
        return ["направление отменено или зачёркнуто"]
    found = []
    if search_key(letter.recipient) != search_key(referral.addressee_name):
        found.append(f"направление выписано другому: {referral.addressee_name}")
    if letter.recipient_kind is not referral.addressee_kind:
        found.append(f"адресат направления — {referral.addressee_kind.label}")
    if letter.form == FORM_057 and not referral.is_medical:
        found.append("форма 057/у — только для медицинской организации")
    return found


def move(
    register: Register,
    referral_id: int,
    how: Move,
    on: date,
    said: str = "",
    *,
    back_by: date | None = None,
    next_said: str = "",
) -> ReferralOut:
    """What became of it: taken in, refused, done with, cancelled; with a reason where the person lost something by it.

    `back_by` and `next_said`: when he is awaited for the out-patient stage, and what comes next. Raises Invalid.
    """
    with register.write("referrals.move") as session:
        referral = _known(session, referral_id)
        allowed, target = MOVES[how]
        if referral.state not in allowed:
            raise UserError(
                f"Направление в состоянии «{referral.state.label}»: «{how.label.lower()}» сейчас невозможно.",
                do="Если его ещё не отправили, сначала оформите и отправьте письмо."
                if referral.state is PREPARED
                else "Нажмите F5: возможно, это уже отмечено.",
            )
        problems, reason, after = [], clean(said), clean(next_said)
        if not referral.state_on <= on <= register.today():
            problems.append(Problem("on", f"Когда: между {show(referral.state_on)} и сегодняшним днём"))
        if how in WITH_REASON and not reason:
            problems.append(Problem("said", "Почему: нужно заполнить"))
        if len(reason) > SAID_LENGTH:
            problems.append(Problem("said", f"Почему, чем кончилось: не длиннее {SAID_LENGTH} знаков"))
        if len(after) > 300:
            problems.append(Problem("next_said", "Что дальше: не длиннее 300 знаков"))
        if back_by is not None and back_by < on:
            problems.append(Problem("back_by", "Ждём к: раньше дня, когда закончено"))
        if problems:
            raise Invalid(problems)
        if how is not Move.CANCEL:
            patients.living(patients.known(session, referral.patient_id), on)
        if how is Move.FINISH:
            referral.back_by, referral.next_said = back_by, after
        _go(register, session, referral, target, on, reason)
    return referral


def came_back(register: Register, referral_id: int, on: date, next_said: str = "") -> ReferralOut:
    """He is back for the out-patient stage; what comes next may be said anew."""
    with register.write("referrals.came_back") as session:
        referral = _known(session, referral_id)
        if referral.state is not ReferralState.DONE or referral.back_on is not None:
            raise UserError(f"Ждать некого: направление {referral.said}.", do="Нажмите F5: список обновится.")
        problems = []
        if not referral.state_on <= on <= register.today():
            problems.append(Problem("back_on", f"Вернулся: между {show(referral.state_on)} и сегодняшним днём"))
        if len(after := clean(next_said)) > 300:
            problems.append(Problem("next_said", "Что дальше: не длиннее 300 знаков"))
        if problems:
            raise Invalid(problems)
        patients.living(patients.known(session, referral.patient_id), on)
        referral.back_on, referral.next_said = on, after or referral.next_said
    return referral


def step_back(register: Register, referral_id: int, why: str) -> ReferralOut:
    """The last step was written down by mistake: the referral stands as before it. What left cannot be called back."""
    with register.write("referrals.step_back") as session:
        referral = _known(session, referral_id)
        if not (said := clean(why)) or len(said) > SAID_LENGTH:
            raise Invalid([Problem("why", f"Почему: нужно заполнить, не длиннее {SAID_LENGTH} знаков")])
        if referral.back_on is not None:
            referral.back_on = None
            _note(register, session, referral, said)
            return referral
        before = _standing_steps(session, referral.id)
        if referral.state is SENT:
            raise UserError(
                "Письмо уже ушло, вернуть его нельзя.", do="Если человек не нужен там, отмените направление."
            )
        if len(before) < 2:
            raise UserError("Возвращать нечего: направление только подготовлено.", do="Его можно отменить.")
        last = before[-2]
        if referral.state is ReferralState.DONE:
            referral.back_by, referral.next_said = None, ""
        referral.state, referral.state_on, referral.state_said = last.state, last.on, last.said
        _note(register, session, referral, said)
    return referral


def _note(register: Register, session: Session, referral: ReferralOut, why: str) -> None:
    session.add(
        ReferralStep(
            referral_id=referral.id,
            state=referral.state,
            on=referral.state_on,
            said=why,
            is_back=True,
            written_on=register.today(),
            by=register.person.id,
        )
    )


def _go(register: Register, session: Session, referral: ReferralOut, state: ReferralState, on: date, said: str) -> None:
    referral.state, referral.state_on, referral.state_said = state, on, said
    _step(register, session, referral, state, on, said)


def _step(
    register: Register, session: Session, referral: ReferralOut, state: ReferralState, on: date, said: str
) -> None:
    session.add(
        ReferralStep(
            referral_id=referral.id,
            state=state,
            on=on,
            said=said,
            written_on=register.today(),
            by=register.person.id,
        )
    )


def _standing_steps(session: Session, referral_id: int) -> list[ReferralStep]:
    """The steps that have not been taken back, in their order."""
    standing: list[ReferralStep] = []
    query = sa.select(ReferralStep).where(ReferralStep.referral_id == referral_id).order_by(ReferralStep.id)
    for step in session.scalars(query):
        if not step.is_back:
            standing.append(step)
        elif len(standing) > 1 and standing[-1].state is not step.state:
            standing.pop()
    return standing


def _known(session: Session, referral_id: int) -> ReferralOut:
    referral = session.get(ReferralOut, referral_id)
    if referral is None:
        raise NotFound("Такого направления в реестре нет.")
    return referral


# Queries


def one_out(register: Register, referral_id: int) -> ReferralOut:
    """One referral."""
    with register.read("patients.look") as session:
        return _known(session, referral_id)


def outgoing(register: Register, patient_id: int) -> list[ReferralOut]:
    """Where a patient was sent, the last first."""
    with register.read("patients.look") as session:
        query = sa.select(ReferralOut).where(ReferralOut.patient_id == patient_id)
        return list(session.scalars(query.order_by(ReferralOut.made_on.desc(), ReferralOut.id.desc())))


def way(register: Register, referral_id: int) -> list[ReferralStep]:
    """Every step of a referral, the taken back ones too, in their order."""
    with register.read("patients.look") as session:
        query = sa.select(ReferralStep).where(ReferralStep.referral_id == referral_id)
        return list(session.scalars(query.order_by(ReferralStep.id)))
