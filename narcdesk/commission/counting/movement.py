"""Who was under observation, was taken and was removed: stretch by stretch, each under one diagnosis.

A change of diagnosis is «снято» in one row and «взято» in another, as in form 37, so that every row adds up over the
years. Minors are the same stretches cut at the eighteenth birthday.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import observation, spells
from narcdesk.commission.counting.sources import Fact, Listed, Signs, Sources
from narcdesk.dates import PartialDay, Period
from narcdesk.diagnoses import Diagnosis, Group
from narcdesk.observation import EndGround, full_months
from narcdesk.patients import Patient, Sex

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
_REMISSION = ((24, "over_24"), (12, "12-24"), (6, "6-12"), (0, "under_6"))  # least full months; bands of form 37
_SEX = {Sex.MALE: "m", Sex.FEMALE: "f"}
_ADULT = 18

_Spell = spells.Spell[Signs]


def sources(session: Session, period: Period) -> Sources:
    """Everybody who was under observation in the period, measure by measure."""
    minors = ("minors_start", "minors_taken", "minors_first", "minors_removed", "minors_grown", "minors_end")
    measures = ("observed_start", "taken", "taken_first", "removed", "observed_end", *set(_REMOVED.values()), *minors)
    found: dict[str, list[Fact]] = {measure: [] for measure in measures}
    abstinent = observation.abstinent(session, period.end)
    people = {
        one: (sex, birth) for one, sex, birth in session.execute(sa.select(Patient.id, Patient.sex, Patient.birth))
    }
    for spell in spells.touching(session, period, _row_of):
        person = spell.episode.patient_id
        sex, birth = people[person]
        for measure, on in _moves(spell, period):
            found[measure].append(Fact(person, on, spell.row))
        for measure, day in _minors(spell, birth, period):
            found[measure].append(Fact(person, day, {"substance": spell.row["substance"]}))
        if spell.lasts_on(period.end):
            further = {
                "sex": _SEX[sex],
                "age": _age(birth.age_on(period.end)),
                "remission": _remission(abstinent.get(person), period.end),
            }
            found["observed_end"].append(Fact(person, spell.since, {**spell.row, **further}))
    return {measure: Listed(facts) for measure, facts in found.items()}


def _moves(spell: _Spell, period: Period) -> Iterator[tuple[str, date]]:
    if spell.lasts_on(period.eve):
        yield "observed_start", spell.since
    if period.contains(spell.since):
        yield "taken", spell.since
        if spell.is_taken and spell.episode.first_in_life:
            yield "taken_first", spell.since
    if spell.until is not None and period.contains(spell.until):
        yield "removed", spell.until
        yield _REMOVED[spell.episode.end_ground] if spell.is_removed else "removed_other", spell.until


def is_minor(birth: PartialDay, day: date) -> bool:
    """Whether somebody is not yet eighteen on a day."""
    return birth.age_on(day) < _ADULT


def _minors(spell: _Spell, birth: PartialDay, period: Period) -> Iterator[tuple[str, date | None]]:
    """The same of who was not yet eighteen on the day in question; who became so within it leaves by `minors_grown`."""
    was_there, came = spell.lasts_on(period.eve), period.contains(spell.since)
    if not (was_there or came) or not is_minor(birth, max(spell.since, period.eve)):
        return
    yield "minors_start" if was_there else "minors_taken", spell.since
    if came and spell.is_taken and spell.episode.first_in_life:
        yield "minors_first", spell.since
    if spell.until is None or spell.until > period.end:
        last, leaves, on = period.end, "minors_end", spell.since
    else:  # the last evening under observation; of one day alone, that day
        last, leaves, on = max(spell.since, spell.until - timedelta(days=1)), "minors_removed", spell.until
    yield (leaves, on) if is_minor(birth, last) else ("minors_grown", None)


def _age(years: int) -> str:
    if years < _ADULT:
        return "0-17"
    if years < 40:
        return "18-39"
    return "40-59" if years < 60 else "60+"


def _remission(since: date | None, day: date) -> str:
    if since is None:
        return "unknown"
    months = full_months(since, day)
    return next(band for least, band in _REMISSION if months >= least)


def _row_of(diagnosis: Diagnosis | None) -> Signs:
    """The row of the movement table and the substance. Alcoholic psychoses (form 37, row 01) stand among others."""
    if diagnosis is None:
        return {"diagnosis": "unknown", "substance": "unknown"}
    return {
        "diagnosis": "other" if diagnosis.is_alcoholic_psychosis else _GROUP[diagnosis.group],
        "substance": substance_of(diagnosis.substance),
    }


def substance_of(code: str | None) -> str:
    """A substance of ICD-10 as a row of the tables."""
    return _SUBSTANCE.get(code, "other") if code else "unknown"
