"""Who signs for whom on a day: the patient himself or his legal representative, by which act, and when that changes.

3-ФЗ ст. 54 ч. 2, 323-ФЗ ст. 20 ч. 2: the ages are those of `consent_signers.yaml`, another for наркомания. Of a partly
known birth date the latest day counts: who may be a minor is one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from narcdesk import diagnoses, rules
from narcdesk.dates import PartialDay, years_phrase
from narcdesk.patients import Kinship, Patient, Representative

PARENTS = (Kinship.MOTHER, Kinship.FATHER)  # by birth or by adoption: they need no other document
ADULT = 18


def rule(session: Session, patient: Patient, *, examination: bool = False) -> rules.Signer:
    """The rule of age that holds for this person; without a diagnosis the stricter one."""
    if examination:
        return rules.signer("examination")
    return rules.signer("narcology_drugs" if _may_be_drugs(session, patient) else "narcology_alcohol")


def _may_be_drugs(session: Session, patient: Patient) -> bool:
    diagnosis = diagnoses.present(session, patient.id)
    return diagnosis is None or diagnosis.group is diagnoses.Group.DRUGS


def needs_representative(session: Session, patient: Patient, day: date, *, examination: bool = False) -> bool:
    """Whether a legal representative signs for the patient on a day."""
    return rule(session, patient, examination=examination).needs_representative(patient.surely_aged(day))


def speaks_for_minor(signer: Representative) -> bool:
    """Whether he may sign for a minor by law: a parent, or a guardian with his document."""
    return signer.kinship in PARENTS or (signer.kinship is Kinship.GUARDIAN and bool(signer.powers))


def objection(
    session: Session,
    patient: Patient,
    day: date,
    signer: Representative | None,
    *,
    is_medical: bool,
    examination: bool = False,
    capable_by: str = "",
) -> str:
    """Why this signature would be no consent, with the act; "" where it is one.

    `signer` None: the patient himself. `is_medical`: help itself, not the passing on of data, which a proxy may sign.
    What a source tells only at second hand never forbids.
    """
    if signer is not None and not signer.is_valid_on(day):
        return "в этот день полномочия представителя не действуют"
    if signer is None:
        return "" if capable_by else _too_young(session, patient, day, examination=examination)
    if patient.is_minor_on(day):
        if capable_by:
            return "несовершеннолетний полностью дееспособен и подписывает сам (ГК РФ ст. 21 и 27)"
        if not speaks_for_minor(signer):
            return (
                "за несовершеннолетнего подписывает родитель либо опекун или попечитель, "
                "чей документ о полномочиях записан (323-ФЗ ст. 20 ч. 2)"
            )
        return ""
    if signer.kinship in PARENTS:
        return "пациент совершеннолетний и подписывает сам, родитель за него не подписывает (323-ФЗ ст. 20)"
    if is_medical and signer.kinship is not Kinship.GUARDIAN:
        return (
            "на медицинскую помощь за взрослого соглашается только опекун недееспособного, "
            "доверенность этого права не даёт (323-ФЗ ст. 20 ч. 2)"
        )
    if not signer.powers:
        return "документ о полномочиях не записан (152-ФЗ ст. 9 ч. 1; 323-ФЗ ст. 20 ч. 2)"
    return ""


def _too_young(session: Session, patient: Patient, day: date, *, examination: bool) -> str:
    age = patient.surely_aged(day)
    own = rule(session, patient, examination=examination)
    confirmed = [known for known in (own, rules.signer("care")) if known.confirmed and known.needs_representative(age)]
    if not confirmed:
        return ""
    by = confirmed[0]
    strict = ""
    if by.situation == "narcology_drugs" and diagnoses.present(session, patient.id) is None:
        strict = ", диагноз не записан, поэтому действует более строгое правило"
    who = f"пациенту {years_phrase(age)}" if patient.birth.is_full else "дата рождения известна не вся"
    return (
        f"{who}: до {by.representative_until} лет подписывает законный представитель ({by.title}: {by.source}){strict}"
    )


# Birthdays


def outgrown(session: Session, patient: Patient, signed_on: date, day: date, *, examination: bool = False) -> bool:
    """Whether what a representative signed on a day is, by a later one, for the patient himself to sign."""
    then, now = patient.surely_aged(signed_on), patient.surely_aged(day)
    by = rule(session, patient, examination=examination)
    return then < ADULT <= now or (by.needs_representative(then) and not by.needs_representative(now))


@dataclass(frozen=True)
class Change:
    """A birthday from which somebody else consents; `signs_all`: he signs alone what he is helped with here."""

    on: date
    years: int
    said: str
    signs_all: bool


def birthday(birth: PartialDay, years: int) -> date:
    """The first day on which so many years are certain; who was born on 29 February has them on 1 March."""
    born = birth.latest
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def changes(session: Session, patient: Patient) -> Iterator[Change]:
    """The birthdays of this person that change who consents, the first of them first."""
    drugs = _may_be_drugs(session, patient)
    diagnosed = diagnoses.present(session, patient.id) is not None
    for years in (15, 16, ADULT):
        said, signs_all = _said(years, drugs=drugs, diagnosed=diagnosed)
        if said:
            yield Change(birthday(patient.birth, years), years, said, signs_all)


def _said(years: int, *, drugs: bool, diagnosed: bool) -> tuple[str, bool]:
    """What begins with this age, and whether nothing of the office's help is left to the representative."""
    alcohol, other = rules.signer("narcology_alcohol"), rules.signer("care_drugs")
    if years == rules.signer("narcology_drugs").representative_until:
        return ("согласие подписывает сам" if drugs else "на освидетельствование согласие подписывает сам"), True
    if drugs and diagnosed and years == other.representative_until:
        return "на иную помощь согласие подписывает сам, на наркологическую — ещё представитель", False
    if not drugs and years == alcohol.representative_until:
        doubt = "" if alcohol.confirmed else " (сверьте с законом)"
        return f"согласие подписывает сам{doubt}", True
    return "", False
