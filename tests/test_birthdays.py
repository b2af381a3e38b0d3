"""Birthdays that change who consents: when the office is told, of what, and until which sheet is signed."""

from datetime import date
from typing import Any

import pytest

from narcdesk import consents, deaths, observation, patients, signers, tasks
from narcdesk.register import Register
from narcdesk.tasks import What
from tests import factories
from tests.factories import Clock

NO_DOCUMENT = {"document_kind": "none", "document_series": "", "document_number": "", "document_issued_on": ""}
MOTHER = {"kinship": "mother", "surname": "Воробьёва", "given": "Анна"}
HIMSELF = "с 20.03.2026 согласие подписывает сам"
OTHER_HELP = "с 20.03.2026 на иную помощь согласие подписывает сам, на наркологическую — ещё представитель"
LONG = "подписать заново: на медицинскую помощь; на диспансерное наблюдение"


def young(register: Register, birth: str, substance: str = "F11", **changes: Any) -> int:
    """A young person under observation by two sheets that his mother signed on 02.03.2026."""
    person = factories.patient(register, birth=birth, snils="", policy_number="", **NO_DOCUMENT, **changes).id
    mother = patients.appoint(register, person, MOTHER)
    if substance:
        factories.diagnosis(register, person, substance=substance)
    observation.take(register, person, {"taken_on": "02.03.2026"})
    for kind in ("care", "observation"):
        sheet = {"kind": kind, "given_on": "02.03.2026"}
        consents.give(register, person, sheet, representative_id=mother.id)
    return person


def birthdays(register: Register) -> list[tuple[str, str, str]]:
    return [(task.title, task.said, task.urgency.value) for task in tasks.today(register) if task.what is What.BIRTHDAY]


# The day of the clock is 16.03.2026; what is near is 14 days ahead.
@pytest.mark.parametrize(
    ("birth", "substance", "told"),
    [
        ("17.03.2008", "F11", [("18 лет", f"с 17.03.2026 согласие подписывает сам; {LONG}", "soon")]),
        ("30.03.2008", "F11", [("18 лет", f"с 30.03.2026 согласие подписывает сам; {LONG}", "soon")]),
        ("31.03.2008", "F11", []),  # in 15 days
        ("16.03.2008", "F11", [("18 лет", f"с 16.03.2026 согласие подписывает сам; {LONG}", "today")]),
        (
            "20.03.2010",
            "F11",
            [
                (
                    "16 лет",
                    "с 20.03.2026 на иную помощь согласие подписывает сам, на наркологическую — ещё представитель",
                    "soon",
                )
            ],
        ),
        ("20.03.2011", "F11", []),  # fifteen changes nothing for наркомания
        (
            "20.03.2011",
            "F10",
            [("15 лет", f"с 20.03.2026 согласие подписывает сам (сверьте с законом); {LONG}", "soon")],
        ),
        ("20.03.2010", "F10", []),
        ("20.03.2011", "", []),  # no diagnosis: the stricter rule
        ("20.03.2010", "", []),
        ("20.03.2008", "", [("18 лет", f"с 20.03.2026 согласие подписывает сам; {LONG}", "soon")]),
        ("03.2008", "F11", []),  # sure on the 31st
        ("2008", "F11", []),
        ("12.03.1988", "F11", []),
    ],
)
def test_a_birthday_that_changes_who_consents_is_told_before_it(
    register: Register, birth: str, substance: str, told: list[tuple[str, str, str]]
) -> None:
    if birth == "12.03.1988":
        factories.patient(register, birth=birth)
    elif birth == "16.03.2008":  # his mother still signed: the sheets are older than the day
        young(register, birth, substance)
    else:
        young(register, birth, substance)
    assert birthdays(register) == told


@pytest.mark.parametrize(
    ("birth", "today", "told"),
    [
        (
            "03.2008",
            date(2026, 3, 17),
            ["с 31.03.2026 согласие подписывает сам"],
        ),  # it is sure on the last day of March
        ("03.2008", date(2026, 3, 16), []),
        ("02.2008", date(2026, 2, 15), ["с 01.03.2026 согласие подписывает сам"]),  # 2008 had a 29th, 2026 has none
        ("02.2010", date(2028, 2, 15), ["с 28.02.2028 согласие подписывает сам"]),
        ("2008", date(2026, 12, 20), ["с 31.12.2026 согласие подписывает сам"]),
        ("2008", date(2026, 12, 16), []),
    ],
)
def test_a_birth_known_in_part_is_told_of_before_the_day_on_which_it_is_sure(
    register: Register, clock: Clock, birth: str, today: date, told: list[str]
) -> None:
    factories.patient(register, birth=birth, snils="", policy_number="", **NO_DOCUMENT)
    clock.go(today)
    assert [said.removesuffix(f" · {tasks.UNSURE}") for _, said, _ in birthdays(register)] == told


def test_who_was_born_on_29_february_is_eighteen_on_1_march(register: Register, clock: Clock) -> None:
    clock.go(date(2026, 2, 15))
    factories.patient(register, birth="29.02.2008", came_on="05.02.2026", **NO_DOCUMENT)
    (said,) = (said for _, said, _ in birthdays(register))
    assert said.removesuffix(f" · {tasks.UNSURE}") == "с 01.03.2026 согласие подписывает сам"  # the clock went back
    clock.go(date(2026, 2, 14))  # fifteen days
    assert birthdays(register) == []
    clock.go(date(2026, 3, 1))  # nothing was signed for him, so nothing is to be signed anew
    assert birthdays(register) == []


def test_after_the_birthday_it_stays_until_his_own_sheets_are_there(register: Register, clock: Clock) -> None:
    person = young(register, "17.03.2008")
    clock.go(date(2026, 4, 20))
    assert birthdays(register) == [("18 лет", f"с 17.03.2026 согласие подписывает сам; {LONG}", "overdue")]
    consents.give(register, person, {"kind": "care", "given_on": "с"})
    assert birthdays(register)[0][1].endswith("подписать заново: на диспансерное наблюдение")
    consents.give(register, person, {"kind": "observation", "given_on": "с"})
    assert birthdays(register) == []


def test_who_is_not_observed_any_more_or_is_dead_signs_nothing_anew(register: Register, clock: Clock) -> None:
    left, dead = young(register, "17.03.2008"), young(register, "18.03.2008", surname="Котов")
    clock.go(date(2026, 4, 20))
    assert len(birthdays(register)) == 2
    (episode,) = observation.episodes(register, left)
    observation.end(register, episode.id, date(2026, 4, 20), observation.EndGround.MOVED)
    deaths.note(register, dead, date(2026, 4, 19))
    assert birthdays(register) == []


def test_the_dead_have_no_birthday(register: Register) -> None:
    person = young(register, "17.03.2008")
    assert len(birthdays(register)) == 1
    deaths.note(register, person, date(2026, 3, 15))
    assert birthdays(register) == []


def test_the_card_tells_of_a_birthday_however_far_it_is(register: Register) -> None:
    person = young(register, "20.03.2012", "F10")
    (task,) = [task for task in tasks.of_patient(register, person) if task.what is What.BIRTHDAY]
    assert (task.due, task.title) == (date(2027, 3, 20), "15 лет")
    assert task.patient_id == person


def test_at_eighteen_the_sheet_of_an_examination_is_his_too(register: Register) -> None:
    """By alcohol he signs himself from fifteen, an examination from eighteen."""
    person = factories.patient(register, birth="20.03.2008", **NO_DOCUMENT)
    mother = patients.appoint(register, person.id, MOTHER)
    factories.diagnosis(register, person.id, substance="F10")
    sheet = {"kind": "examination", "given_on": "02.03.2026"}
    consents.give(register, person.id, sheet, representative_id=mother.id)
    consents.give(register, person.id, {"kind": "care", "given_on": "02.03.2026"})
    with register.read() as session:
        (change, *_) = [one for one in signers.changes(session, person) if one.years == 18]
        anew = consents.to_sign_anew(session, person, change.on)
    assert [one.kind.value for one in anew] == ["examination"]
    assert birthdays(register) == [
        (
            "18 лет",
            "с 20.03.2026 на освидетельствование согласие подписывает сам; "
            "подписать заново: на медицинское освидетельствование",
            "soon",
        )
    ]
