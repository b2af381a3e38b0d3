"""Diagnosis as separate facts: substance, clinical state, current state, stage, listed or not (Н/Т).

The МКБ-10 code of the Russian adaptation is derived from the facts and parsed into them; it is never the fact itself,
because its sixth sign means a stage here and a remission elsewhere.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import patients, rules
from narcdesk.base import Base, Coded
from narcdesk.errors import Invalid, Problem, UserError
from narcdesk.fields import Kind, asked, read
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.struck import MayBeStruck


class Stage(Coded):
    """Stage of a dependence syndrome, the sixth sign of the code."""

    FIRST = "1", "I, начальная"
    SECOND = "2", "II, средняя"
    THIRD = "3", "III, конечная"
    UNKNOWN = "9", "не уточнена"


class Letter(Coded):
    """Whether the substance is a listed narcotic or psychotropic one."""

    LISTED = "Н", "наркотическое или психотропное (Н)"
    NOT_LISTED = "Т", "не отнесено к наркотикам (Т)"


class Group(Coded):
    """The six groups that every count of the office is split by (forms 11 and 37)."""

    ALCOHOL = "alcohol", "синдром зависимости от алкоголя и алкогольные психозы"
    DRUGS = "drugs", "наркомания"
    SOLVENTS = "solvents", "токсикомания"
    HARMFUL_ALCOHOL = "harmful_alcohol", "пагубное употребление алкоголя"
    HARMFUL_DRUGS = "harmful_drugs", "пагубное употребление наркотиков"
    HARMFUL_OTHER = "harmful_other", "пагубное употребление ненаркотических веществ"


def _substances(_day: date) -> Mapping[str, str]:
    return rules.icd().substances


def _states(_day: date) -> Mapping[str, str]:
    return rules.icd().states


def _current(_day: date) -> Mapping[str, str]:
    return rules.icd().current


class Diagnosis(MayBeStruck, Base, kw_only=True):
    """A diagnosis from the day it was made until the next one."""

    __tablename__ = "diagnoses"
    __table_args__ = (sa.Index("ix_diagnoses_patient_id_made_on", "patient_id", "made_on"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"))
    substance: Mapped[str] = mapped_column(
        sa.String(3), info=asked("Вещество", Kind.CHOICE, required=True, choices=_substances, width=36)
    )
    state: Mapped[str] = mapped_column(
        sa.String(1), info=asked("Состояние", Kind.CHOICE, required=True, choices=_states, width=36)
    )
    current: Mapped[str | None] = mapped_column(
        sa.String(1),
        default=None,
        info=asked(
            "Сейчас", Kind.CHOICE, choices=_current, width=36, hint="пятый знак кода; есть не у каждого состояния"
        ),
    )
    stage: Mapped[str | None] = mapped_column(
        sa.String(1),
        default=None,
        info=asked("Стадия", Kind.CHOICE, choices=Stage, width=16, hint="только при синдроме зависимости"),
    )
    letter: Mapped[str | None] = mapped_column(
        sa.String(1),
        default=None,
        info=asked("Н или Т", Kind.CHOICE, choices=Letter, width=32, hint="буква в конце кода"),
    )
    clarified: Mapped[str] = mapped_column(
        sa.String(120),
        default="",
        info=asked("Вещество точнее", Kind.TEXT, width=32, hint="например: синтетический катинон"),
    )
    made_on: Mapped[date] = mapped_column(info=asked("Дата постановки", Kind.PAST_DAY, required=True, width=12))
    first_in_life: Mapped[bool] = mapped_column(default=False, info=asked("Впервые в жизни", Kind.YES_NO))
    replaced_on: Mapped[date | None] = mapped_column(default=None)

    @property
    def code(self) -> str:
        """The code as the Russian forms write it: F11.242Н, F10.1, F18.1Т."""
        return code_of({name: getattr(self, name) for name in SIGNS})

    @property
    def title(self) -> str:
        """In words: «Опиоиды, синдром зависимости, стадия II»."""
        icd = rules.icd()
        parts = [icd.substances[self.substance], icd.states[self.state].lower()]
        if self.stage:
            parts.append("стадия " + Stage(self.stage).label.partition(",")[0])
        return ", ".join(parts)

    @property
    def group(self) -> Group | None:
        """The statistical group, or None for what forms 11 and 37 leave out (tobacco, plain intoxication)."""
        return group_of(self.substance, self.state, self.letter, self.current)

    @property
    def is_alcoholic_psychosis(self) -> bool:
        """Row 01 of form 37: F10.03, .07, .4–.6, .73, .75, .81, .91."""
        sign = f"{self.state}{self.current or ''}"
        return self.substance == "F10" and (self.state in ("4", "5", "6") or sign in _PSYCHOSES)


SIGNS = ("substance", "state", "current", "stage", "letter")  # the facts that a code is made of


def code_of(facts: Mapping[str, Any]) -> str:
    """The code of the facts known so far; "" until the substance and the state are."""
    substance, state, current, stage, letter = (str(facts.get(name) or "") for name in SIGNS)
    fifth = current or ("x" if stage else "")
    return f"{substance}.{state}{fifth}{stage}{letter}" if substance and state else ""


_PSYCHOSES = ("03", "07", "73", "75", "81", "91")
PSYCHOTIC = ("3", "7")  # of acute intoxication: delirium and pathological intoxication are alcoholic psychoses


def group_of(substance: str, state: str, letter: str | None, current: str | None = None) -> Group | None:
    """Rows 01-02, 06-10 of form 37, table 2100, by the facts of a diagnosis."""
    if substance == "F17":
        return None
    if state == "0":
        return Group.ALCOHOL if substance == "F10" and current in PSYCHOTIC else None
    if state == "1":
        if substance == "F10":
            return Group.HARMFUL_ALCOHOL
        return Group.HARMFUL_DRUGS if letter == Letter.LISTED else Group.HARMFUL_OTHER
    if substance == "F10":
        return Group.ALCOHOL
    return Group.DRUGS if letter == Letter.LISTED else Group.SOLVENTS


def group_case(diagnosis: type[Diagnosis]) -> sa.Case[str]:
    """`group_of` as the database computes it; a test holds the two together."""
    state, listed = diagnosis.state, diagnosis.letter == Letter.LISTED.value
    alcohol = diagnosis.substance == "F10"
    return sa.case(
        (diagnosis.substance == "F17", None),
        (sa.and_(state == "0", alcohol, diagnosis.current.in_(PSYCHOTIC)), Group.ALCOHOL.value),
        (state == "0", None),
        (sa.and_(state == "1", alcohol), Group.HARMFUL_ALCOHOL.value),
        (sa.and_(state == "1", listed), Group.HARMFUL_DRUGS.value),
        (state == "1", Group.HARMFUL_OTHER.value),
        (alcohol, Group.ALCOHOL.value),
        (listed, Group.DRUGS.value),
        else_=Group.SOLVENTS.value,
    )


CODE = re.compile(r"^(F1[0-9])\.(?:2(?:([0-6x])([1239x])?)?|([013-9])([0-9])?)([НТ])?$")
_LOOKALIKES = str.maketrans({"Х": "x", "X": "x", "х": "x", "H": "Н", "T": "Т", ",": ".", "Ф": "F", " ": ""})


def parse_code(text: str) -> dict[str, str | None]:
    """The facts behind a typed code; raises UserError with what is wrong."""
    typed = text.strip().upper().translate(_LOOKALIKES)
    found = CODE.match(typed)
    if not found:
        raise UserError(f"Код «{text.strip()}» не похож на F10–F19.", do="Пример: F11.242Н или F10.1.")
    substance, current, stage, state, fifth, letter = found.groups()
    facts: dict[str, str | None] = {
        "substance": substance,
        "state": state or "2",
        "current": next((sign for sign in (current, fifth) if sign and sign != "x"), None),
        "stage": stage if stage and stage != "x" else None,
        "letter": letter or rules.icd().only_letter(substance),
    }
    wrong = wrong_facts(facts)
    if letter is None:  # to be asked about: most substances may be either
        wrong = [problem for problem in wrong if problem.field != "letter"]
    if wrong:
        raise UserError(f"Код «{text.strip()}» не складывается. {wrong[0].message}.", do="Пример: F11.242Н или F10.1.")
    return facts


_UNLISTED_FIFTH = ("8", "9")  # the classification names none, but forms 11 and 37 write .81, .82, .91, .92, .99


def wrong_facts(values: Mapping[str, Any]) -> list[Problem]:
    """What in a diagnosis contradicts the classification."""
    problems = []
    substance, state, letter = values.get("substance"), values.get("state"), values.get("letter")
    if substance:
        allowed = rules.icd().letters(substance)
        if allowed and letter not in allowed:
            words = " или ".join(allowed)
            problems.append(Problem("letter", f"Н или Т: для {substance} нужно {words}"))
        if not allowed and letter:
            problems.append(Problem("letter", f"Н или Т: у {substance} буквы не бывает"))
    if state and state != "2" and values.get("stage"):
        problems.append(Problem("stage", "Стадия: бывает только у синдрома зависимости"))
    sign = values.get("current")
    if state and sign and state not in _UNLISTED_FIFTH and sign not in rules.icd().fifth(state):
        problems.append(Problem("current", f"Пятый знак: у этого состояния знака «{sign}» не бывает"))
    return problems


def record(register: Register, patient_id: int, typed: Mapping[str, Any]) -> Diagnosis:
    """Write a diagnosis down; the one before it ends on the same day."""
    with register.write("diagnoses.record") as session:
        diagnosis = drawn_up(patients.known(session, patient_id), typed, register.today())
        before = present(session, patient_id)
        if before is not None:
            if diagnosis.made_on < before.made_on:
                raise Invalid([Problem("made_on", "Дата постановки: раньше прежнего диагноза")])
            before.replaced_on = diagnosis.made_on
        session.add(diagnosis)
    return diagnosis


def drawn_up(patient: Patient, typed: Mapping[str, Any], today: date) -> Diagnosis:
    """A diagnosis after all checks that ask nothing of the ones before it; raises Invalid."""
    state, sign = str(typed.get("state") or ""), str(typed.get("current") or "")
    # The list of «Сейчас» is of the dependence syndrome; other states have fifth signs of their own.
    is_other = state != "2" and len(sign) == 1 and sign.isdecimal()
    reading = read(Diagnosis, {**typed, "current": None} if is_other else typed, today, whole=True)
    values = reading.values
    if is_other:
        values["current"] = sign
    if values.get("letter") is None and values.get("substance"):
        values["letter"] = rules.icd().only_letter(values["substance"])
    born = patients.before_birth(patient, "made_on", "Дата постановки", values.get("made_on"))
    problems = [*reading.problems, *wrong_facts(values), *born]
    if problems:
        raise Invalid(problems)
    for key in ("stage", "letter"):
        chosen = values.get(key)
        values[key] = chosen and str(chosen.value if isinstance(chosen, Coded) else chosen)
    return Diagnosis(patient_id=patient.id, **values)


def present(session: Session, patient_id: int) -> Diagnosis | None:
    """The diagnosis of now."""
    return session.scalar(
        sa.select(Diagnosis)
        .where(Diagnosis.patient_id == patient_id, Diagnosis.replaced_on.is_(None))
        .order_by(Diagnosis.made_on.desc(), Diagnosis.id.desc())
        .limit(1)
    )


def history(register: Register, patient_id: int) -> list[Diagnosis]:
    """All diagnoses, the newest first."""
    with register.read("patients.look") as session:
        return list(
            session.scalars(
                sa.select(Diagnosis)
                .where(Diagnosis.patient_id == patient_id)
                .order_by(Diagnosis.made_on.desc(), Diagnosis.id.desc())
            )
        )


def of(register: Register, patient: Patient) -> Diagnosis | None:
    """The patient's diagnosis of now."""
    with register.read("patients.look") as session:
        return present(session, patient.id)


def in_groups(session: Session, groups: tuple[Group, ...], day: date) -> set[int]:
    """Patients whose diagnosis on a day belongs to one of the groups."""
    return set(
        session.scalars(
            sa.select(Diagnosis.patient_id).where(
                Diagnosis.made_on <= day,
                sa.or_(Diagnosis.replaced_on.is_(None), Diagnosis.replaced_on > day),
                group_case(Diagnosis).in_([group.value for group in groups]),
            )
        )
    )
