"""Diagnosis: the code is made of the facts and read into them; who is counted in which row of forms 11 and 37."""

from datetime import date
from itertools import product
from typing import Any

import pytest
import sqlalchemy as sa

from narcdesk import diagnoses, patients
from narcdesk.diagnoses import Diagnosis, Group, group_case, group_of, parse_code
from narcdesk.errors import Invalid, UserError
from narcdesk.register import Register
from tests import factories

# substance, state, current (fifth sign), stage, letter -> the code
CODES: list[tuple[str, str, str | None, str | None, str | None, str]] = [
    ("F10", "2", None, None, None, "F10.2"),
    ("F10", "2", "0", "1", None, "F10.201"),
    ("F10", "2", None, "2", None, "F10.2x2"),
    ("F10", "2", "6", "3", None, "F10.263"),
    ("F10", "1", None, None, None, "F10.1"),
    ("F10", "0", "3", None, None, "F10.03"),
    ("F10", "4", "0", None, None, "F10.40"),
    ("F10", "5", "2", None, None, "F10.52"),
    ("F10", "6", None, None, None, "F10.6"),
    ("F10", "7", "3", None, None, "F10.73"),
    ("F10", "8", "1", None, None, "F10.81"),
    ("F10", "9", "9", None, None, "F10.99"),
    ("F11", "2", "4", "2", "Н", "F11.242Н"),
    ("F11", "3", "0", None, "Н", "F11.30Н"),
    ("F12", "1", None, None, "Н", "F12.1Н"),
    ("F13", "2", "4", None, "Т", "F13.24Т"),
    ("F17", "2", "5", None, None, "F17.25"),
    ("F18", "1", None, None, "Т", "F18.1Т"),
    ("F19", "2", "4", "9", "Н", "F19.249Н"),
    ("F19", "2", None, "9", "Т", "F19.2x9Т"),
]


def facts(
    substance: str, state: str, current: str | None, stage: str | None, letter: str | None
) -> dict[str, str | None]:
    return {"substance": substance, "state": state, "current": current, "stage": stage, "letter": letter}


@pytest.mark.parametrize(("substance", "state", "current", "stage", "letter", "code"), CODES)
def test_the_code_is_made_of_the_facts(
    substance: str, state: str, current: str | None, stage: str | None, letter: str | None, code: str
) -> None:
    diagnosis = Diagnosis(
        patient_id=1,
        substance=substance,
        state=state,
        current=current,
        stage=stage,
        letter=letter,
        made_on=date(2026, 2, 6),
    )
    assert diagnosis.code == code
    assert parse_code(code) == facts(substance, state, current, stage, letter)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("f11.242H", facts("F11", "2", "4", "2", "Н")),  # the Latin letter looks the same
        ("F11.242н", facts("F11", "2", "4", "2", "Н")),
        ("F18.1T", facts("F18", "1", None, None, "Т")),
        ("F10.2х2", facts("F10", "2", None, "2", None)),  # Cyrillic х
        ("F10.2X2", facts("F10", "2", None, "2", None)),
        ("F10.2xx", facts("F10", "2", None, None, None)),
        ("F10.2x", facts("F10", "2", None, None, None)),
        ("F10,2", facts("F10", "2", None, None, None)),
        (" F10 . 2 ", facts("F10", "2", None, None, None)),
        ("Ф10.1", facts("F10", "1", None, None, None)),
        ("F11.2", facts("F11", "2", None, None, "Н")),  # opioids are always listed
        ("F14.1", facts("F14", "1", None, None, "Н")),
        ("F13.2", facts("F13", "2", None, None, None)),  # may be either: to be asked about
    ],
)
def test_a_code_is_read_as_it_is_typed(typed: str, told: dict[str, str | None]) -> None:
    assert parse_code(typed) == told


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "не похож"),
        ("F10", "не похож"),
        ("F20.1", "не похож"),
        ("F10.2x22", "не похож"),
        ("F10.27", "не похож"),
        ("F10.2x4", "не похож"),
        ("T40.1", "не похож"),
        ("зависимость", "не похож"),
        ("F10.2Н", "у F10 буквы не бывает"),
        ("F17.2Н", "у F17 буквы не бывает"),
        ("F11.2Т", "для F11 нужно Н"),
        ("F12.1T", "для F12 нужно Н"),
        ("F14.2Т", "для F14 нужно Н"),
        ("F10.14", "знака «4» не бывает"),
        ("F10.38", "знака «8» не бывает"),
        ("F10.61", "знака «1» не бывает"),
    ],
)
def test_what_is_no_code_is_told(typed: str, why: str) -> None:
    with pytest.raises(UserError, match=why) as told:
        parse_code(typed)
    assert told.value.do == "Пример: F11.242Н или F10.1."


# Groups: form 37, table 2100, and form 11, table 1000 (row numbers of form 37)

GROUPS: list[tuple[str, Group | None]] = [
    ("F10.03", Group.ALCOHOL),  # 01: delirium of intoxication
    ("F10.07", Group.ALCOHOL),  # 01: pathological intoxication
    ("F10.4", Group.ALCOHOL),  # 01
    ("F10.52", Group.ALCOHOL),  # 01
    ("F10.6", Group.ALCOHOL),  # 01
    ("F10.73", Group.ALCOHOL),  # 01
    ("F10.75", Group.ALCOHOL),  # 01
    ("F10.81", Group.ALCOHOL),  # 01
    ("F10.91", Group.ALCOHOL),  # 01
    ("F10.2", Group.ALCOHOL),  # 02
    ("F10.2x1", Group.ALCOHOL),  # 03
    ("F10.242", Group.ALCOHOL),  # 04
    ("F10.203", Group.ALCOHOL),  # 05
    ("F10.3", Group.ALCOHOL),  # 02
    ("F10.70", Group.ALCOHOL),  # 02
    ("F10.82", Group.ALCOHOL),  # 02
    ("F11.2Н", Group.DRUGS),  # 06
    ("F11.9Н", Group.DRUGS),  # 06
    ("F12.242Н", Group.DRUGS),  # 06
    ("F13.2Н", Group.DRUGS),  # 06
    ("F14.3Н", Group.DRUGS),  # 06
    ("F15.5Н", Group.DRUGS),  # 06
    ("F16.7Н", Group.DRUGS),  # 06
    ("F18.2Н", Group.DRUGS),  # 06
    ("F19.249Н", Group.DRUGS),  # 06
    ("F13.2Т", Group.SOLVENTS),  # 07
    ("F15.9Т", Group.SOLVENTS),  # 07
    ("F16.2Т", Group.SOLVENTS),  # 07
    ("F18.2Т", Group.SOLVENTS),  # 07
    ("F19.3Т", Group.SOLVENTS),  # 07
    ("F10.1", Group.HARMFUL_ALCOHOL),  # 08
    ("F11.1Н", Group.HARMFUL_DRUGS),  # 09
    ("F12.1Н", Group.HARMFUL_DRUGS),  # 09
    ("F16.1Н", Group.HARMFUL_DRUGS),  # 09
    ("F19.1Н", Group.HARMFUL_DRUGS),  # 16 of form 11; form 37 has no row for it
    ("F13.1Т", Group.HARMFUL_OTHER),  # 10
    ("F15.1Т", Group.HARMFUL_OTHER),  # 10
    ("F18.1Т", Group.HARMFUL_OTHER),  # 10
    ("F19.1Т", Group.HARMFUL_OTHER),  # 10
    ("F10.00", None),  # plain intoxication is in neither form
    ("F11.05Н", None),
    ("F17.25", None),  # tobacco has a table of its own, 2101
    ("F17.1", None),
]


@pytest.mark.parametrize(("code", "group"), GROUPS)
def test_who_is_counted_where(code: str, group: Group | None) -> None:
    read = parse_code(code)
    diagnosis = Diagnosis(
        patient_id=1,
        substance=str(read["substance"]),
        state=str(read["state"]),
        current=read["current"],
        stage=read["stage"],
        letter=read["letter"],
        made_on=date(2026, 2, 6),
    )
    assert diagnosis.group is group


def test_the_database_groups_as_the_program_does(register: Register) -> None:
    """Over every combination there can be: substances, states, letters and fifth signs."""
    patient = factories.patient(register)
    substances = [f"F1{number}" for number in range(10)]
    states, letters, currents = "0123456789", (None, "Н", "Т"), (None, *"0123456789")
    with register.write("diagnoses.record") as session:
        session.add_all(
            Diagnosis(
                patient_id=patient.id,
                substance=substance,
                state=state,
                letter=letter,
                current=current,
                made_on=date(2026, 2, 6),
            )
            for substance, state, letter, current in product(substances, states, letters, currents)
        )
    with register.read() as session:
        rows = session.execute(
            sa.select(Diagnosis.substance, Diagnosis.state, Diagnosis.letter, Diagnosis.current, group_case(Diagnosis))
        ).all()
    assert len(rows) == 10 * 10 * 3 * 11
    for substance, state, letter, current, group in rows:
        assert group == group_of(substance, state, letter, current)


# Writing down


def record(register: Register, **changes: Any) -> Diagnosis:
    if not patients.count(register):
        factories.patient(register)
    return factories.diagnosis(register, 1, **changes)


def test_a_diagnosis_holds_from_its_day_until_the_next_one(register: Register) -> None:
    first = record(register, made_on="06.02.2025", first_in_life=True)
    second = record(register, made_on="20.02.2026", current="0")
    newest, oldest = diagnoses.history(register, 1)
    assert (newest.id, newest.code, newest.replaced_on) == (second.id, "F11.202Н", None)
    assert (oldest.id, oldest.code, oldest.replaced_on) == (first.id, "F11.242Н", date(2026, 2, 20))
    assert oldest.first_in_life
    present = diagnoses.of(register, patients.one(register, 1))
    assert present is not None
    assert present.id == second.id


def test_an_opioid_needs_no_letter_a_sedative_does(register: Register) -> None:
    assert record(register).letter == "Н"
    with pytest.raises(Invalid) as told:
        record(register, substance="F13")
    assert [(problem.field, problem.message) for problem in told.value.problems] == [
        ("letter", "Н или Т: для F13 нужно Н или Т")
    ]
    assert record(register, substance="F13", letter="Т").code == "F13.242Т"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"substance": "F10", "letter": "Н"}, "letter"),
        ({"substance": "F12", "letter": "Т"}, "letter"),
        ({"state": "1", "current": ""}, "stage"),
        ({"state": "1", "stage": ""}, "current"),
        ({"current": "8"}, "current"),
        ({"state": "3", "stage": "", "current": "2"}, "current"),
        ({"substance": "F20"}, "substance"),
        ({"made_on": "17.03.2026"}, "made_on"),
        ({"state": ""}, "state"),
    ],
)
def test_what_contradicts_the_classification_is_refused(
    register: Register, changes: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as told:
        record(register, **changes)
    assert [problem.field for problem in told.value.problems] == [field]


def test_states_beside_dependence_keep_fifth_signs_of_their_own(register: Register) -> None:
    assert record(register, substance="F10", state="0", current="7", stage="").code == "F10.07"
    assert record(register, substance="F10", state="8", current="1", stage="").code == "F10.81"


def test_a_diagnosis_cannot_be_older_than_the_one_before(register: Register) -> None:
    record(register, made_on="06.02.2026")
    with pytest.raises(Invalid, match="раньше прежнего диагноза"):
        record(register, made_on="05.02.2026")


def test_a_diagnosis_in_words(register: Register) -> None:
    assert record(register).title == "Опиоиды, синдром зависимости, стадия II"
    assert record(register, substance="F10", state="1", stage="", current="").title == "Алкоголь, пагубное употребление"
