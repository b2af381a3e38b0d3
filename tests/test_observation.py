"""Observation: episodes by the order of their day, visits, and abstinence told by dated facts and not by a number."""

from datetime import date
from typing import Any

import pytest

from narcdesk import observation, patients, tasks
from narcdesk.errors import Invalid, NotFound, UserError
from narcdesk.observation import EndGround, Episode, RemissionKind, TestResult
from narcdesk.register import Register
from tests import factories
from tests.factories import DAY, Clock


@pytest.fixture
def patient(register: Register) -> int:
    return factories.patient(register).id


# Episodes


@pytest.mark.parametrize(
    ("taken_on", "rule_set"),
    [
        ("04.04.2016", "ДН-1988"),
        ("05.04.2016", "ДН-2015"),
        ("31.08.2026", "ДН-2015"),
        ("01.09.2026", "ДН-2026"),
    ],
)
def test_an_episode_lives_by_the_order_of_its_first_day(
    register: Register, patient: int, clock: Clock, taken_on: str, rule_set: str
) -> None:
    clock.go(date(2026, 11, 2))
    assert observation.take(register, patient, {"taken_on": taken_on}).rule_set == rule_set


def test_an_episode_counts_from_its_first_day_to_the_day_before_its_end() -> None:
    episode = Episode(patient_id=1, rule_set="ДН-2015", taken_on=date(2025, 2, 3), ended_on=date(2026, 1, 12))
    assert not episode.is_open_on(date(2025, 2, 2))
    assert episode.is_open_on(date(2025, 2, 3))
    assert episode.is_open_on(date(2026, 1, 11))
    assert not episode.is_open_on(date(2026, 1, 12))


def test_nobody_is_taken_twice_at_once(register: Register, patient: int) -> None:
    observation.take(register, patient, {"taken_on": "02.03.2026"})
    with pytest.raises(UserError, match="уже под наблюдением"):
        observation.take(register, patient, {"taken_on": "16.03.2026"})


def test_a_second_observation_begins_after_the_first_one_ended(register: Register, patient: int) -> None:
    first = observation.take(register, patient, {"taken_on": "03.02.2025", "first_in_life": True})
    observation.end(register, first.id, date(2026, 1, 12), EndGround.MOVED)
    with pytest.raises(Invalid, match=r"прежнее — до 12\.01\.2026"):
        observation.take(register, patient, {"taken_on": "11.01.2026"})
    second = observation.take(register, patient, {"taken_on": "12.01.2026"})
    assert [one.id for one in observation.episodes(register, patient)] == [second.id, first.id]
    with register.read() as session:
        open_now = observation.open_episode(session, patient, date(2026, 3, 16))
        open_then = observation.open_episode(session, patient, date(2025, 6, 1))
    assert (open_now and open_now.id, open_then and open_then.id) == (second.id, first.id)


@pytest.mark.parametrize("on", [date(2026, 3, 1), date(2026, 3, 17)])
def test_an_observation_ends_between_its_beginning_and_today(register: Register, patient: int, on: date) -> None:
    episode = observation.take(register, patient, {"taken_on": "02.03.2026"})
    with pytest.raises(Invalid):
        observation.end(register, episode.id, on, EndGround.REFUSED)


def test_an_observation_ends_once(register: Register, patient: int) -> None:
    episode = observation.take(register, patient, {"taken_on": "02.03.2026"})
    observation.end(register, episode.id, date(2026, 3, 9), EndGround.DEATH)
    with pytest.raises(UserError, match=r"уже завершено 09\.03\.2026"):
        observation.end(register, episode.id, date(2026, 3, 16), EndGround.RECOVERY)
    with pytest.raises(NotFound):
        observation.end(register, 404, date(2026, 3, 16), EndGround.RECOVERY)


def test_an_older_observation_comes_with_its_end(register: Register, patient: int) -> None:
    newer = observation.take(register, patient, {"taken_on": "02.02.2026"})
    observation.end(register, newer.id, date(2026, 2, 20), EndGround.MOVED)
    with pytest.raises(Invalid, match=r"есть более позднее, с 02\.02\.2026"):
        observation.take(register, patient, {"taken_on": "03.02.2020"})
    with pytest.raises(Invalid, match=r"есть более позднее, с 02\.02\.2026"):
        observation.take(register, patient, {"taken_on": "03.02.2020"}, ended=(date(2026, 2, 3), EndGround.NO_SHOW))
    for wrong in ((date(2020, 2, 2), EndGround.MOVED), (DAY, EndGround.DEATH), (date(2026, 3, 17), EndGround.MOVED)):
        with pytest.raises(Invalid):
            observation.take(register, patient, {"taken_on": "03.02.2020"}, ended=wrong)
    older = observation.take(
        register, patient, {"taken_on": "03.02.2020"}, ended=(date(2026, 2, 2), EndGround.RECOVERY)
    )
    assert (older.rule_set, older.ended_on, older.end_ground) == ("ДН-2015", date(2026, 2, 2), EndGround.RECOVERY)
    assert [one.id for one in observation.episodes(register, patient)] == [newer.id, older.id]
    with register.read() as session:
        assert observation.open_episode(session, patient, DAY) is None
        then = observation.open_episode(session, patient, date(2021, 1, 1))
    assert then is not None
    assert then.id == older.id


# Visits


def test_a_visit_says_who_received_and_when_to_come_again(register: Register, patient: int) -> None:
    made = observation.visit(register, patient, {"on": "с", "next_on": "м+1", "note": "держится\nспит плохо"})
    assert (made.on, made.next_on) == (date(2026, 3, 16), date(2026, 4, 16))
    assert made.kept
    assert made.test is TestResult.NONE
    assert made.note == "держится\nспит плохо"
    assert made.by == register.person.id


def test_an_empty_answer_about_the_test_means_that_there_was_none(register: Register, patient: int) -> None:
    assert observation.visit(register, patient, {"on": "с", "test": "", "kept": None}).test is TestResult.NONE


def test_a_test_that_found_something_is_a_confirmed_use(register: Register, patient: int) -> None:
    observation.visit(register, patient, {"on": "09.03.2026", "test": "found"})
    observation.visit(register, patient, {"on": "16.03.2026", "test": "clean"})
    (fact,) = observation.remission_facts(register, patient)
    assert (fact.kind, fact.on, fact.proof) == (RemissionKind.USE, date(2026, 3, 9), "тест на явке")


def test_visits_stand_newest_first(register: Register, patient: int) -> None:
    made = [observation.visit(register, patient, {"on": day}).id for day in ("02.03.2026", "16.03.2026", "16.03.2026")]
    assert [one.id for one in observation.visits(register, patient)] == [made[2], made[1], made[0]]


# Abstinence: stories told by hand. Each fact is (kind, day); the answer is asked on a day

LAST_USE, ABSTINENT, USE = "last_use", "abstinent", "use"

STORIES: dict[str, tuple[list[tuple[str, str]], str, date | None]] = {
    "nothing is known": ([], "16.03.2026", None),
    "he told when he used last, nobody confirmed": ([(LAST_USE, "10.01.2025")], "16.03.2026", None),
    "confirmed later: it counts from the last use": (
        [(LAST_USE, "10.01.2025"), (ABSTINENT, "10.07.2025")],
        "16.03.2026",
        date(2025, 1, 10),
    ),
    "asked on the day of the confirmation": (
        [(LAST_USE, "10.01.2025"), (ABSTINENT, "10.07.2025")],
        "10.07.2025",
        date(2025, 1, 10),
    ),
    "asked the day before the confirmation": (
        [(LAST_USE, "10.01.2025"), (ABSTINENT, "10.07.2025")],
        "09.07.2025",
        None,
    ),
    "confirmed, but since when nobody knows": ([(ABSTINENT, "10.07.2025")], "16.03.2026", None),
    "a use breaks it": (
        [(LAST_USE, "10.01.2025"), (ABSTINENT, "10.07.2025"), (USE, "02.02.2026")],
        "16.03.2026",
        None,
    ),
    "asked before the use it still held": (
        [(LAST_USE, "10.01.2025"), (ABSTINENT, "10.07.2025"), (USE, "02.02.2026")],
        "01.02.2026",
        date(2025, 1, 10),
    ),
    "after a use it counts anew from that use": (
        [(LAST_USE, "10.01.2025"), (ABSTINENT, "10.07.2025"), (USE, "02.02.2026"), (ABSTINENT, "02.03.2026")],
        "16.03.2026",
        date(2026, 2, 2),
    ),
    "confirmed many times: still from the last use": (
        [(LAST_USE, "10.01.2025"), (ABSTINENT, "10.02.2025"), (ABSTINENT, "10.03.2025"), (ABSTINENT, "10.04.2025")],
        "16.03.2026",
        date(2025, 1, 10),
    ),
    "an older use that came to light later changes nothing": (
        [(USE, "10.01.2025"), (ABSTINENT, "10.07.2025"), (LAST_USE, "01.12.2024")],
        "16.03.2026",
        date(2025, 1, 10),
    ),
    "a use that came to light later lies between": (
        [(LAST_USE, "10.01.2025"), (ABSTINENT, "10.07.2025"), (USE, "01.05.2025")],
        "16.03.2026",
        date(2025, 5, 1),
    ),
}


@pytest.mark.parametrize("story", STORIES)
def test_since_when_he_is_sober(register: Register, patient: int, story: str) -> None:
    facts, asked_on, since = STORIES[story]
    for kind, on in facts:
        observation.note_remission(register, patient, {"kind": kind, "on": on, "proof": "химико-токсикологическое"})
    day, month, year = map(int, asked_on.split("."))
    with register.read() as session:
        assert observation.abstinent_since(session, patient, date(year, month, day)) == since


def test_a_test_at_a_visit_breaks_the_story_too(register: Register, patient: int) -> None:
    for kind, on in ((LAST_USE, "10.01.2025"), (ABSTINENT, "10.07.2025")):
        observation.note_remission(register, patient, {"kind": kind, "on": on, "proof": "анализ"})
    observation.visit(register, patient, {"on": "02.03.2026", "test": "found"})
    with register.read() as session:
        assert observation.abstinent_since(session, patient, date(2026, 3, 1)) == date(2025, 1, 10)
        assert observation.abstinent_since(session, patient, date(2026, 3, 16)) is None


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": "abstinent", "on": "с", "proof": ""}, "proof"),
        ({"kind": "abstinent", "on": "с"}, "proof"),
        ({"kind": "abstinent", "on": "17.03.2026", "proof": "анализ"}, "on"),
        ({"kind": "", "on": "с", "proof": "анализ"}, "kind"),
    ],
)
def test_a_fact_has_its_day_and_its_proof(register: Register, patient: int, typed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as told:
        observation.note_remission(register, patient, typed)
    assert [problem.field for problem in told.value.problems] == [field]


def test_death_ends_the_reminders(register: Register) -> None:
    patient = factories.patient(register)
    observation.take(register, patient.id, {"taken_on": "06.02.2026"})
    observation.visit(register, patient.id, {"on": "09.02.2026", "kept": True, "next_on": "09.03.2026"})
    assert [task.title for task in tasks.today(register)] == ["Явка"]
    (episode,) = observation.episodes(register, patient.id)
    observation.end(register, episode.id, DAY, EndGround.DEATH)
    assert patients.one(register, patient.id).died_on == DAY
    assert tasks.today(register) == []
