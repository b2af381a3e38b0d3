"""Exact counts of what a policy allows, person by person from the register: the input of the rounding, for the office.

Each counted person or document is a record of coded values; `tables.tally` makes the cells of them. A change of
diagnosis is «снято» in one row and «взято» in another, as in form 37, so that every row adds up over the years.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import applications, courses
from narcdesk.applications import Application, ApplicationStep
from narcdesk.certificates import Certificate, CertificateStatus
from narcdesk.commission.policy import Policy
from narcdesk.commission.tables import Cell, tally
from narcdesk.courses import Course, CourseKind
from narcdesk.dates import PartialDay, Period
from narcdesk.diagnoses import Diagnosis, Group
from narcdesk.indicators import all_indicators
from narcdesk.observation import EndGround, Episode
from narcdesk.office import Seal
from narcdesk.patients import Patient, Sex

Signs = Mapping[str, str]  # dimension -> value of one counted person or paper
Records = dict[str, list[Signs]]

_CERTIFICATES = ("certificate", "social_certificate")  # kinds of what an authority gives; a направление is none

_GROUP = {
    Group.ALCOHOL: "alcohol_dependence",
    Group.DRUGS: "drug_dependence",
    Group.SOLVENTS: "toxic_dependence",
    Group.HARMFUL_ALCOHOL: "alcohol_harmful",
    Group.HARMFUL_DRUGS: "drug_harmful",
    Group.HARMFUL_OTHER: "other_harmful",
    None: "other",
}
_SUBSTANCE = {
    "F10": "alcohol",
    "F11": "opioids",
    "F12": "cannabinoids",
    "F14": "stimulants",
    "F15": "stimulants",
    "F19": "combinations",
}
_REMOVED = {
    EndGround.RECOVERY: "removed_recovery",
    EndGround.MOVED: "removed_moved",
    EndGround.REFUSED: "removed_refused",
    EndGround.NO_SHOW: "removed_refused",
    # Death and conviction are known in a small place: never told apart.
    EndGround.DEATH: "removed_other",
    EndGround.PRISON: "removed_other",
    EndGround.WRONG: "removed_other",
    None: "removed_unknown",
}


def count(session: Session, policy: Policy, period: Period) -> dict[Cell, int]:
    """The exact count of every cell of the policy in a period."""
    records = {**_movement(session, period), **_rehabilitation(session, period), **_shares(session, period)}
    return tally(policy.system, records)


def first_day(session: Session) -> date:
    """The first day that the register knows anything of: its own beginning, or an earlier event written down in it."""
    made_at = session.scalars(sa.select(Seal.made_at)).one()
    events = (Patient.came_on, Episode.taken_on, Course.started_on, ApplicationStep.on)
    earliest: list[date | None] = [session.scalar(sa.select(sa.func.min(column))) for column in events]
    return min([made_at.date(), *(day for day in earliest if day is not None)])


@dataclass(frozen=True)
class _Spell:
    """A stretch of observation under one diagnosis; `begins` and `ends` say whether it is a transfer at that side."""

    since: date
    until: date | None  # the first day that no longer belongs to it
    values: Signs
    taken: bool  # not a transfer from another diagnosis
    first: bool
    ground: EndGround | None
    removed: bool  # not a transfer to another diagnosis


def _movement(session: Session, period: Period) -> Records:
    measures = ("observed_start", "taken", "taken_first", "removed", "observed_end", *set(_REMOVED.values()))
    records: Records = {measure: [] for measure in measures}
    before = period.start - timedelta(days=1)
    for spell, sex, birth in _spells(session, period):
        if spell.since <= before and (spell.until is None or spell.until > before):
            records["observed_start"].append(spell.values)
        if period.contains(spell.since):
            records["taken"].append(spell.values)
            if spell.taken and spell.first:
                records["taken_first"].append(spell.values)
        if spell.until is not None and period.contains(spell.until):
            records["removed"].append(spell.values)
            records[_REMOVED[spell.ground] if spell.removed else "removed_other"].append(spell.values)
        if spell.since <= period.end and (spell.until is None or spell.until > period.end):
            person = {"sex": _SEX[sex], "age": _age(birth.age_on(period.end))}
            records["observed_end"].append({**spell.values, **person})
    return records


_SEX = {Sex.MALE: "m", Sex.FEMALE: "f"}


def _age(years: int) -> str:
    if years < 18:
        return "0-17"
    if years < 40:
        return "18-39"
    return "40-59" if years < 60 else "60+"


def _spells(session: Session, period: Period) -> Iterator[tuple[_Spell, Sex, PartialDay]]:
    """The stretches of every observation that touches the period."""
    touches = (
        Episode.taken_on <= period.end,
        sa.or_(Episode.ended_on.is_(None), Episode.ended_on >= period.start),
    )
    diagnoses: dict[int, list[Diagnosis]] = {}
    for diagnosis in session.scalars(
        sa.select(Diagnosis)
        .where(Diagnosis.patient_id.in_(sa.select(Episode.patient_id).where(*touches)))
        .order_by(Diagnosis.made_on, Diagnosis.id)
    ):
        diagnoses.setdefault(diagnosis.patient_id, []).append(diagnosis)
    for episode, sex, birth in session.execute(
        sa.select(Episode, Patient.sex, Patient.birth).join(Patient, Patient.id == Episode.patient_id).where(*touches)
    ):
        for spell in _stretches(episode, diagnoses.get(episode.patient_id, [])):
            yield spell, sex, birth


def _stretches(episode: Episode, diagnoses: list[Diagnosis]) -> Iterator[_Spell]:
    """One observation cut at each day on which its statistical row changed.

    A first diagnosis made after the taking counts from the taking day, as `observation.in_groups` has it too.
    """
    cuts: list[tuple[date, Signs]] = []
    for diagnosis in diagnoses:
        if episode.ended_on is not None and diagnosis.made_on >= episode.ended_on:
            break
        values = _row_of(diagnosis)
        if diagnosis.made_on <= episode.taken_on or not cuts:
            cuts = [(episode.taken_on, values)]
        elif cuts[-1][1] != values:
            cuts.append((diagnosis.made_on, values))
    cuts = cuts or [(episode.taken_on, {"diagnosis": "unknown", "substance": "unknown"})]
    for number, (since, values) in enumerate(cuts):
        last = number == len(cuts) - 1
        yield _Spell(
            since=since,
            until=episode.ended_on if last else cuts[number + 1][0],
            values=values,
            taken=number == 0,
            first=episode.first_in_life,
            ground=episode.end_ground if last else None,
            removed=last,
        )


def _row_of(diagnosis: Diagnosis) -> Signs:
    """The row of the movement table and the substance. Alcoholic psychoses (form 37, row 01) stand among others."""
    return {
        "diagnosis": "other" if diagnosis.is_alcoholic_psychosis else _GROUP[diagnosis.group],
        "substance": _SUBSTANCE.get(diagnosis.substance, "other"),
    }


def _rehabilitation(session: Session, period: Period) -> Records:
    rehabilitation = (CourseKind.MEDICAL, CourseKind.SOCIAL)
    bounds = (period.start, period.end)
    # By the steps, which stay: `sent_on` is that of the last sending, and a resend would take it out of its quarter.
    sent = session.scalars(
        sa.select(Application.patient_id)
        .join(ApplicationStep, ApplicationStep.application_id == Application.id)
        .where(ApplicationStep.event == "send", ApplicationStep.on.between(*bounds))
        .distinct()
    )
    counts = {
        "referred": len(sent.all()),
        "started": len(courses.started(session, period, rehabilitation)),
        "completed": len(courses.finished(session, period, rehabilitation)),
        "certificate_asked": _asked_for_certificates(session, period),
        "certificate_got": _certificates(session, Certificate.issued_on.between(*bounds)),
        "certificate_used": _certificates(session, Certificate.accepted_on.between(*bounds)),
    }
    return {measure: [{} for _ in range(number)] for measure, number in counts.items()}


def _shares(session: Session, period: Period) -> Records:
    records: Records = {}
    for indicator in all_indicators():
        for measure, persons in (
            (indicator.numerator_measure, indicator.numerator),
            (indicator.denominator_measure, indicator.denominator),
        ):
            if measure:
                records[measure] = [{} for _ in persons(session, period)]
    return records


def _asked_for_certificates(session: Session, period: Period) -> int:
    """Applications for a certificate that left for the authority first in the period; a resend asks for nothing new."""
    first_sent = (
        sa.select(ApplicationStep.application_id)
        .where(ApplicationStep.event == "send")
        .group_by(ApplicationStep.application_id)
        .having(sa.func.min(ApplicationStep.on).between(period.start, period.end))
    )
    return sum(map(_is_for_certificate, session.scalars(sa.select(Application).where(Application.id.in_(first_sent)))))


def _certificates(session: Session, condition: sa.ColumnElement[bool]) -> int:
    """Certificates, without направления and without those annulled before anybody came with them: mistakes mostly."""
    found = session.scalars(
        sa.select(Application)
        .join(Certificate, Certificate.application_id == Application.id)
        .where(
            condition,
            sa.or_(Certificate.status != CertificateStatus.ANNULLED, Certificate.accepted_on.is_not(None)),
        )
    )
    return sum(map(_is_for_certificate, found))


def _is_for_certificate(application: Application) -> bool:
    instrument = applications.profile_of(application).instrument(application.instrument)
    return instrument.kind in _CERTIFICATES
