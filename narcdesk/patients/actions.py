"""What the office does with cards: open, amend, look, appoint a representative; and what it asks of them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from narcdesk import identifiers
from narcdesk.dates import show
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.fields import Absence, Reading, fields_of, read
from narcdesk.office import next_number
from narcdesk.patients.card import CASES, NAMED, DocumentKind, Kinship, Patient, PolicyKind, Representative
from narcdesk.register import Register

# Actions


def enter(
    register: Register,
    typed: Mapping[str, Any],
    *,
    not_given: Mapping[str, str] | None = None,
    odd: Mapping[str, str] | None = None,
) -> Patient:
    """Open a card. Raises Invalid with every problem; a warning must come with its reason in `odd`."""
    with register.write("patients.enter") as session:
        patient = drawn_up(typed, register.today(), not_given or {}, odd or {})
        patient.card_number = next_number(session, "card", 0)
        session.add(patient)
    return patient


def drawn_up(typed: Mapping[str, Any], today: date, not_given: Mapping[str, str], odd: Mapping[str, str]) -> Patient:
    """A new card after all checks, without its number yet; raises Invalid as `enter` does."""
    reading = look_over(typed, today, whole=True)
    _must_be_good([*reading.problems, *_unheard(not_given)], reading.warnings, odd)
    patient = Patient(
        **reading.values,
        card_number=0,
        opened_on=today,
        not_given=_absences(not_given, reading.values),
        odd={name: reason for name, reason in odd.items() if name in reading.warnings},
    )
    patient.fold()
    return patient


def amend(
    register: Register,
    patient_id: int,
    typed: Mapping[str, Any],
    *,
    not_given: Mapping[str, str] | None = None,
    odd: Mapping[str, str] | None = None,
) -> Patient:
    """Change what a card says; fields that `typed` does not hold stay, and are held against those that it does.

    A new oddity needs its reason in `odd`; what was odd before, or became so with time, is not asked about again.
    """
    with register.write("patients.amend") as session:
        patient, today = known(session, patient_id), register.today()
        stored = {field.name: getattr(patient, field.name) for field in fields_of(Patient)}
        before, after = look_over(stored, today), look_over({**stored, **typed}, today)
        changed = {name for name, value in after.values.items() if value != stored[name]}
        if changed.intersection(NAMED):  # cases that were corrected belong to the former name, and go with it
            after.values |= {name: "" for name in CASES if name not in changed}
            changed.update(CASES)
        reasons = {name: reason for name, reason in patient.odd.items() if name not in changed} | dict(odd or {})
        # A list of the office may have lost a word since; that is no fault of who corrects a telephone.
        retyped = {name for name in typed if name in stored and typed[name] != stored[name]}
        new = [problem for problem in after.problems if problem.field in retyped or problem not in before.problems]
        _must_be_good(
            [*new, *_unheard(not_given or {})],
            {name: said for name, said in after.warnings.items() if name in changed or name not in before.warnings},
            reasons,
        )
        for name in changed:
            setattr(patient, name, after.values[name])
        patient.odd = {name: reason for name, reason in reasons.items() if name in after.warnings}
        patient.not_given = _absences(patient.not_given if not_given is None else not_given, {**stored, **after.values})
        patient.fold()
    return patient


def _must_be_good(problems: list[Problem], warnings: Mapping[str, str], reasons: Mapping[str, str]) -> None:
    """Raise Invalid unless there is no problem, and a reason for every warning."""
    unexplained = [
        Problem(name, f"{sentence} — исправьте или напишите, почему оставить так")
        for name, sentence in warnings.items()
        if not reasons.get(name, "").strip()
    ]
    if problems or unexplained:
        raise Invalid([*problems, *unexplained])


def look_over(typed: Mapping[str, Any], today: date, *, whole: bool = False) -> Reading:
    """What would be kept, what blocks and what only warns; the form asks it before saving."""
    reading = read(Patient, typed, today, whole=whole)
    values = reading.values
    if values.get("policy_number"):
        kind: PolicyKind = values.get("policy_kind") or PolicyKind.UNIFIED
        _take_number(reading, "policy_number", identifiers.oms_policy(values["policy_number"], kind.value))  # type: ignore[arg-type]
    if values.get("document_kind") is DocumentKind.PASSPORT:
        _look_over_passport(reading, today)
    elif values.get("document_kind") is DocumentKind.BIRTH:
        _look_over_birth_certificate(reading)
    birth, came_on = values.get("birth"), values.get("came_on")
    if birth and came_on and birth.earliest > came_on:
        reading.problems.append(Problem("came_on", "Дата обращения: раньше дня рождения"))
    return reading


def _look_over_passport(reading: Reading, today: date) -> None:
    values = reading.values
    series, number, issued_on = (values.get(f"document_{name}") for name in ("series", "number", "issued_on"))
    if series:
        _take_number(reading, "document_series", identifiers.passport_series(series))
    if number:
        _take_number(reading, "document_number", identifiers.passport_number(number))
    if issued_on is None:
        return
    odd = identifiers.passport_validity(values["birth"], issued_on, today) if values.get("birth") else ""
    odd = odd or (identifiers.passport_year(series, issued_on) if series else "")
    if odd:
        reading.warnings["document_issued_on"] = odd


def _look_over_birth_certificate(reading: Reading) -> None:
    """Series and number are one thing to its rule, «II-АН 123456», and two answers of the form."""
    values = reading.values
    typed = f"{values.get('document_series') or ''} {values.get('document_number') or ''}".strip()
    found = identifiers.birth_certificate(typed)
    if found.warning:
        reading.warnings["document_number"] = found.warning
    elif typed:
        values["document_series"], _, values["document_number"] = found.value.partition(" ")


def _take_number(reading: Reading, name: str, found: identifiers.Identifier) -> None:
    reading.values[name] = found.value
    if found.warning:
        reading.warnings[name] = found.warning


def _unheard(not_given: Mapping[str, str]) -> list[Problem]:
    """Reasons of an absence that the list does not have."""
    return [
        Problem(name, "Почему нет ответа: выберите из списка")
        for name, reason in not_given.items()
        if reason not in list(Absence)
    ]


def _absences(not_given: Mapping[str, str], values: Mapping[str, Any]) -> dict[str, str]:
    """Why there is no answer, of the fields that may have none and have none."""
    may_be_unknown = {field.name for field in fields_of(Patient) if field.may_be_unknown}
    return {
        name: Absence(reason).value
        for name, reason in not_given.items()
        if name in may_be_unknown and not values.get(name)
    }


def appoint(register: Register, patient_id: int, typed: Mapping[str, Any]) -> Representative:
    """Name a representative with his powers."""
    with register.write("patients.appoint") as session:
        known(session, patient_id)
        representative = representative_of(patient_id, typed, register.today())
        session.add(representative)
    return representative


def representative_of(patient_id: int, typed: Mapping[str, Any], today: date) -> Representative:
    """A representative after all checks; raises Invalid."""
    reading = read(Representative, typed, today, whole=True)
    if reading.problems:
        raise Invalid(reading.problems)
    return Representative(patient_id=patient_id, **reading.values)


def release(register: Register, representative_id: int) -> Representative:
    """The representative's powers ended."""
    with register.write("patients.release") as session:
        found = session.get(Representative, representative_id)
        if found is None:
            raise NotFound("Такого представителя в карте нет.")
        if found.closed_on is not None:
            raise UserError(
                f"Полномочия представителя прекращены {show(found.closed_on)}.",
                do="Если он снова представитель, назначьте его ещё раз.",
            )
        found.closed_on = register.today()
    return found


def look(register: Register, patient_id: int) -> Patient:
    """Open a card; who looked at whom is journalled."""
    with register.write("patients.look") as session:
        patient = _kept(session, patient_id)
        register.look(session, patient)
    return patient


# Queries


def known(session: Session, patient_id: int) -> Patient:
    """The card that a fact is written into; raises NotFound, and UserError for one that was joined to another."""
    patient = _kept(session, patient_id)
    if patient.merged_into is not None:
        number = _kept(session, patient.merged_into).card_number
        raise UserError(
            f"Карта № {patient.card_number} закрыта: она объединена с картой № {number}.",
            do=f"Откройте карту № {number}: всё записанное там.",
        )
    return patient


def _kept(session: Session, patient_id: int) -> Patient:
    patient = session.get(Patient, patient_id)
    if patient is None:
        raise NotFound("Такой карты в реестре нет.")
    return patient


def before_birth(patient: Patient, field: str, title: str, day: date | None) -> list[Problem]:
    """What is wrong with the day of a fact that lies before the patient was born; a day that is missing is not."""
    if day is None or patient.birth.earliest <= day:
        return []
    return [Problem(field, f"{title}: раньше дня рождения")]


def alive(patient_id: InstrumentedAttribute[int]) -> sa.ColumnElement[bool]:
    """For a query's join: whose card it is, and he is alive. Of the dead nothing is due."""
    return sa.and_(Patient.id == patient_id, Patient.died_on.is_(None))


def living(patient: Patient, day: date) -> None:
    """Raise UserError where something of a day makes no sense because the patient had died before it."""
    if patient.died_on is not None and day > patient.died_on:
        raise UserError(
            f"Пациент умер {show(patient.died_on)}: записать это на {show(day)} нельзя.",
            do="Проверьте дату и отметку о смерти.",
        )


def one(register: Register, patient_id: int) -> Patient:
    """A card, for the program's own need: not a look of a person."""
    with register.read("patients.look") as session:
        return _kept(session, patient_id)


def representatives(register: Register, patient_id: int) -> list[Representative]:
    """Everybody who ever could speak for the patient, the present ones first."""
    with register.read("patients.look") as session:
        return list(
            session.scalars(
                sa.select(Representative)
                .where(Representative.patient_id == patient_id)
                .order_by(Representative.closed_on.is_not(None), Representative.id.desc())
            )
        )


def speaks_for(session: Session, patient: Patient, day: date) -> Representative | None:
    """Who signs for the patient on a day: the newest in force. Parents speak for minors only."""
    found = session.scalars(
        sa.select(Representative).where(Representative.patient_id == patient.id).order_by(Representative.id.desc())
    )
    grown = not patient.is_minor_on(day)
    return next((one for one in found if one.is_valid_on(day) and not (grown and one.kinship in _PARENTS)), None)


_PARENTS = (Kinship.MOTHER, Kinship.FATHER)


def count(register: Register) -> int:
    """How many cards the register has, without those that were joined to others."""
    counted = sa.select(sa.func.count()).select_from(Patient).where(Patient.merged_into.is_(None))
    with register.read() as session:
        return session.scalar(counted) or 0
