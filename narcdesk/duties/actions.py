"""What the office does about a court duty: receives it, marks what happened, tells the body that controls it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import disclosures, patients, rules
from narcdesk.dates import show
from narcdesk.duties.kinds import Kinds, with_choices
from narcdesk.duties.tables import (
    NUMBER_LENGTH,
    RESULT_LENGTH,
    TOLD_IN,
    Duty,
    DutyResult,
    EvasionSign,
    Measure,
    NoticeEvent,
    Prescription,
)
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.fields import Field, Kind, Reading, fields_of, read, read_asked
from narcdesk.names import clean
from narcdesk.patients import Patient
from narcdesk.register import Register

WHAT_IS_SENT = {
    NoticeEvent.COMING: "копия судебного решения с отметкой о явке",
    NoticeEvent.NO_SHOW: "сообщение о неявке по решению суда",
    NoticeEvent.EVASION: "сообщение об уклонении от обязанности",
    NoticeEvent.COMPLETION: "сообщение об исполнении обязанности",
}
ANSWERS = [  # what others write to the office later
    Field("registered_on", "Извещение о постановке на учёт", Kind.PAST_DAY, hint="дата извещения органа"),
    Field("remission_on", "Ремиссия 2 года подтверждена", Kind.PAST_DAY, hint="УК РФ ст. 82.1: дата заключения"),
    Field("removed_on", "Снят с учёта органом", Kind.PAST_DAY),
    Field("court_result", "Что решил суд", Kind.TEXT, width=44, longest=RESULT_LENGTH, hint="если известно"),
]


def asked_of(register: Register) -> list[Field]:
    """What is asked of a decision, the office's own kinds among the choices."""
    return with_choices(register, fields_of(Duty), register.today())


def receive(register: Register, patient_id: int, typed: Mapping[str, Any], measure_codes: Sequence[str] = ()) -> Duty:
    """Write down a court's decision that reached the office, with the measures of the closed list that it names."""
    with register.write("duties.receive") as session:
        patient = patients.known(session, patient_id)
        reading = read_asked(asked_of(register), typed, register.today(), whole=True)
        _must_hold(patient, reading, measure_codes)
        codes = [Measure(code).value for code in measure_codes] or None
        duty = Duty(patient_id=patient_id, **reading.values, measure_codes=codes)
        session.add(duty)
    return duty


def amend(register: Register, duty_id: int, typed: Mapping[str, Any], measure_codes: Sequence[str] = ()) -> Duty:
    """Write into a decision what came later or was read wrong; what has happened since stays as it is."""
    with register.write("duties.amend") as session:
        duty = _known(session, duty_id)
        patient = patients.known(session, duty.patient_id)
        fields = asked_of(register)
        kind = next(field for field in fields if field.name == "kind")
        if duty.kind == typed.get("kind") and duty.kind not in kind.options(register.today()):
            typed = {name: value for name, value in typed.items() if name != "kind"}  # no longer offered, but it stands
        reading = read_asked(fields, typed, register.today())
        decided_on = reading.values.get("decided_on")
        happened = [day for day in (duty.appeared_on, duty.told_on, duty.evaded_on, duty.ended_on) if day]
        if decided_on and happened and min(happened) < decided_on:
            reading.problems.append(Problem("decided_on", f"Дата решения: позже отметки от {show(min(happened))}"))
        _must_hold(patient, reading, measure_codes, decided_on=duty.decided_on)
        for name, value in reading.values.items():
            setattr(duty, name, value)
        duty.measure_codes = [Measure(code).value for code in measure_codes] or None
    return duty


def _must_hold(
    patient: Patient, reading: Reading, measure_codes: Sequence[str], *, decided_on: date | None = None
) -> None:
    """Raise Invalid where no court could have decided so."""
    problems, values = list(reading.problems), reading.values
    problems += patients.before_birth(patient, "decided_on", "Дата решения", values.get("decided_on"))
    decided_on = values.get("decided_on") or decided_on
    for name, title in (("in_force_on", "Вступило в силу"), ("appear_by", "Явиться до")):
        if decided_on and values.get(name) and values[name] < decided_on:
            problems.append(Problem(name, f"{title}: раньше даты решения"))
    if not set(measure_codes) <= set(Measure):
        problems.append(Problem("measure_codes", "Что возложено: выберите из списка"))
    if problems:
        raise Invalid(problems)


def appeared(register: Register, duty_id: int, on: date) -> Duty:
    """The person came to begin the duty."""
    with register.write("duties.appeared") as session:
        duty = _one_on(session, duty_id, "appeared_on", "Явился", on, register.today())
        if duty.ended_on is not None and on > duty.ended_on:
            raise Invalid([Problem("appeared_on", f"Явился: обязанность окончена {show(duty.ended_on)}")])
        patients.living(patients.known(session, duty.patient_id), on)
        duty.appeared_on = on
    return duty


def told(register: Register, duty_id: int, on: date, number: str = "", event: NoticeEvent = NoticeEvent.COMING) -> Duty:
    """The controlling body was told of something by a letter, which the log of disclosures keeps too."""
    with register.write("duties.told") as session:
        duty = _one_on(session, duty_id, "told_on", "Сообщено", on, register.today())
        happened_on = duty.happened_on(event, on)
        if happened_on is None:
            raise UserError(*_NOTHING_TO_TELL[event])
        if on < happened_on:
            raise Invalid([Problem("told_on", f"Сообщено: раньше {_BEFORE[event]}")])
        number = clean(number)
        if len(number) > NUMBER_LENGTH:
            raise Invalid([Problem("told_number", f"Исходящий номер: не длиннее {NUMBER_LENGTH} знаков")])
        to, ground = recipient(session, duty, on), Kinds.of(session).one(duty.kind).disclosure
        _mark_told(duty, event, on, number)
        disclosures.note(
            register,
            session,
            patient_id=duty.patient_id,
            told_on=on,
            recipient=to,
            what=WHAT_IS_SENT[event],
            ground=ground,
            basis=f"решение суда от {show(duty.decided_on)}",
            letter=number,
        )
    return duty


def told_by_letter(register: Register, duty_id: int, event: NoticeEvent, on: date, number: str) -> Duty:
    """A letter of the office about an event has left: the sending has written the log of disclosures."""
    with register.write("duties.told") as session:
        duty = _known(session, duty_id)
        if duty.told(event)[0] is None:  # the first letter is the notice, a second one goes on with it
            _mark_told(duty, event, on, number)
    return duty


def _mark_told(duty: Duty, event: NoticeEvent, on: date, number: str) -> None:
    day, letter = TOLD_IN[event]
    setattr(duty, day, on)
    setattr(duty, letter, number)


_BEFORE = {
    NoticeEvent.COMING: "явки",
    NoticeEvent.NO_SHOW: "срока явки",
    NoticeEvent.EVASION: "уклонения",
    NoticeEvent.COMPLETION: "окончания",
}
_NOTHING_TO_TELL = {
    NoticeEvent.COMING: ("Сообщать ещё не о чем: явка не отмечена.",),
    NoticeEvent.NO_SHOW: ("Сообщать не о чем: срок явки не прошёл, не указан или человек явился вовремя.",),
    NoticeEvent.EVASION: ("Сообщать ещё не о чем: уклонение не отмечено.",),
    NoticeEvent.COMPLETION: ("Сообщать ещё не о чем: обязанность не отмечена исполненной.",),
}


def recipient(session: Session, duty: Duty, day: date) -> str:
    """Who is told: the very office of the decision, else the body that controls duties of this kind."""
    if duty.controller_office:
        return duty.controller_office
    code = duty.controller or Kinds.of(session).one(duty.kind).controller
    return next((body.name for body in rules.subjects(day) if body.code == code), code)


def prescribe(register: Register, duty_id: int, typed: Mapping[str, Any]) -> Prescription:
    """The doctor gave a prescription under a duty."""
    with register.write("duties.prescribe") as session:
        duty = _known(session, duty_id)
        reading = read(Prescription, typed, register.today(), whole=True)
        if reading.problems:
            raise Invalid(reading.problems)
        given_on = reading.values["given_on"]
        _one_on(session, duty_id, "given_on", "Когда дано", given_on, register.today())
        if duty.ended_on is not None and given_on > duty.ended_on:
            raise Invalid([Problem("given_on", f"Когда дано: обязанность окончена {show(duty.ended_on)}")])
        patients.living(patients.known(session, duty.patient_id), given_on)
        given = Prescription(patient_id=duty.patient_id, duty_id=duty_id, **reading.values)
        session.add(given)
    return given


def broke(register: Register, prescription_id: int, on: date, how: str = "") -> Prescription:
    """A prescription was not carried out: on which day, and how that is known."""
    with register.write("duties.broke") as session:
        given = session.get(Prescription, prescription_id)
        if given is None:
            raise NotFound("Такого предписания в реестре нет.")
        if not given.given_on <= on <= register.today():
            raise Invalid([Problem("broken_on", "Не выполнено: между днём предписания и сегодняшним днём")])
        if len(how := clean(how)) > 300:
            raise Invalid([Problem("broken_how", "Как известно: не длиннее 300 знаков")])
        patients.living(patients.known(session, given.patient_id), on)
        given.broken_on, given.broken_how = on, how
    return given


def left(register: Register, duty_id: int, on: date) -> Duty:
    """The person left the treatment or rehabilitation without leave."""
    with register.write("duties.left") as session:
        duty = _one_on(session, duty_id, "left_on", "Прервал", on, register.today())
        if duty.appeared_on is None or on < duty.appeared_on:
            raise Invalid([Problem("left_on", "Прервал: раньше явки, или явка не отмечена")])
        patients.living(patients.known(session, duty.patient_id), on)
        duty.left_on = on
    return duty


def evaded(register: Register, duty_id: int, on: date, sign: EvasionSign) -> Duty:
    """A person of the office has decided that it is evasion, by which sign; the program only says that one is there."""
    with register.write("duties.evaded") as session:
        duty = _one_on(session, duty_id, "evaded_on", "Уклонение", on, register.today())
        if sign is EvasionSign.NOT_CAME and not duty.missed(on):
            raise Invalid([Problem("sign", "Признак: срок явки не прошёл, не указан или человек явился вовремя")])
        if sign is EvasionSign.LEFT and (duty.left_on is None or on < duty.left_on):
            raise Invalid([Problem("sign", "Признак: сначала отметьте, когда он прервал лечение")])
        if sign is EvasionSign.BROKEN and len([day for day in broken_days(session, duty_id) if day <= on]) <= 2:
            raise Invalid([Problem("sign", "Признак: отмечено не более двух невыполненных предписаний")])
        patients.living(patients.known(session, duty.patient_id), on)
        duty.evaded_on, duty.evasion_sign = on, sign
    return duty


def broken_days(session: Session, duty_id: int) -> list[date]:
    """The days on which prescriptions were not carried out, in their order."""
    query = sa.select(Prescription.broken_on).where(
        Prescription.duty_id == duty_id, Prescription.broken_on.is_not(None)
    )
    return [day for day in session.scalars(query.order_by(Prescription.broken_on)) if day]


def answered(register: Register, duty_id: int, typed: Mapping[str, Any]) -> Duty:
    """What the controlling body or the court wrote: the registration, the removal, the end before the court."""
    with register.write("duties.answered") as session:
        duty = _known(session, duty_id)
        reading = read_asked(ANSWERS, typed, register.today())
        problems = list(reading.problems)
        for field in ANSWERS:
            day = reading.values.get(field.name)
            if isinstance(day, date) and day < duty.decided_on:
                problems.append(Problem(field.name, f"{field.title}: раньше решения суда"))
        if problems:
            raise Invalid(problems)
        for name, value in reading.values.items():
            setattr(duty, name, value)
    return duty


def finish(register: Register, duty_id: int, on: date, result: DutyResult) -> Duty:
    """The duty ended."""
    with register.write("duties.finish") as session:
        duty = _one_on(session, duty_id, "ended_on", "Окончание", on, register.today())
        if duty.ended_on is not None and duty.result is not None:
            raise UserError(
                f"Обязанность уже окончена {show(duty.ended_on)}: {duty.result.label}.",
                do="Если запись ошибочна, зачеркните её в карте и внесите заново.",
            )
        if duty.appeared_on is not None and on < duty.appeared_on:
            raise Invalid([Problem("ended_on", "Окончание: раньше явки")])
        duty.ended_on, duty.result = on, result
    return duty


def _known(session: Session, duty_id: int) -> Duty:
    duty = session.get(Duty, duty_id)
    if duty is None:
        raise NotFound("Такой обязанности в реестре нет.")
    return duty


def _one_on(session: Session, duty_id: int, field: str, title: str, on: date, today: date) -> Duty:
    duty = _known(session, duty_id)
    if not duty.decided_on <= on <= today:
        raise Invalid([Problem(field, f"{title}: между решением суда и сегодняшним днём")])
    return duty


def is_under_duty(session: Session, patient_id: int) -> bool:
    """Whether a court's duty of the patient has not ended."""
    query = sa.select(Duty.id).where(Duty.patient_id == patient_id, Duty.ended_on.is_(None)).limit(1)
    return session.scalar(query) is not None


def listing(register: Register, patient_id: int) -> list[Duty]:
    """All duties of a patient, the newest first."""
    with register.read("patients.look") as session:
        return list(
            session.scalars(sa.select(Duty).where(Duty.patient_id == patient_id).order_by(Duty.decided_on.desc()))
        )


def prescriptions(register: Register, patient_id: int) -> list[Prescription]:
    """What was prescribed to a patient under his duties, the newest first."""
    query = sa.select(Prescription).where(Prescription.patient_id == patient_id)
    with register.read("patients.look") as session:
        return list(session.scalars(query.order_by(Prescription.given_on.desc(), Prescription.id.desc())))
