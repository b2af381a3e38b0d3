"""Acute poisonings: what is written down of a case, which days it may have, and who of two cards it belongs to."""

from datetime import date

import pytest

from narcdesk import deaths, history, merges, mistakes, patients, poisonings
from narcdesk.errors import Invalid, UserError
from narcdesk.poisonings import KnownFrom, Poisoning
from narcdesk.register import Register
from tests import factories

CASE = {"on": "10.03.2026", "substance": "F11", "known_from": "ambulance", "remark": "введён налоксон"}


def fields(told: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.field for problem in told.value.problems]


@pytest.fixture
def patient(register: Register) -> int:
    return factories.patient(register).id


def test_a_case_is_kept_with_its_day_substance_and_source(register: Register, patient: int) -> None:
    poisonings.record(register, patient, CASE)
    poisonings.record(register, patient, {"on": "01.03.2026", "known_from": "person"})
    known, unknown = poisonings.listing(register, patient)
    assert (known.on, known.substance, known.known_from) == (date(2026, 3, 10), "F11", KnownFrom.AMBULANCE)
    assert known.said == "опиоиды; скорая помощь; введён налоксон"
    assert (unknown.substance, unknown.said) == (None, "вещество не установлено; сам пациент или родные")
    happened = [event for event in history.events(register, patient) if event.title == "Отравление"]
    assert [(event.on, event.said) for event in happened] == [(one.on, one.said) for one in (known, unknown)]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"on": "17.03.2026"}, "on"),  # tomorrow
        ({"on": ""}, "on"),
        ({"substance": "T40"}, "substance"),
        ({"known_from": ""}, "known_from"),
        ({"known_from": "police"}, "known_from"),
    ],
)
def test_what_is_no_case_is_not_written(register: Register, patient: int, changed: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as told:
        poisonings.record(register, patient, CASE | changed)
    assert fields(told) == [field]
    assert poisonings.listing(register, patient) == []


def test_one_case_of_a_day_however_many_told_of_it(register: Register, patient: int) -> None:
    first = poisonings.record(register, patient, CASE)
    with pytest.raises(Invalid, match="уже записан") as told:
        poisonings.record(register, patient, {**CASE, "known_from": "organisation"})
    assert fields(told) == ["on"]
    mistakes.strike_out(register, Poisoning, first.id, "не то вещество")
    again = poisonings.record(register, patient, {**CASE, "substance": "F12"})
    assert [one.id for one in poisonings.listing(register, patient)] == [again.id]
    poisonings.record(register, factories.patient(register, surname="Другов", snils="", policy_number="").id, CASE)


def test_on_the_day_of_death_yes_after_it_no(register: Register, patient: int) -> None:
    deaths.note(register, patient, date(2026, 3, 10), patients.DeathCause.OVERDOSE)
    poisonings.record(register, patient, CASE)
    with pytest.raises(UserError, match=r"умер 10\.03\.2026"):
        poisonings.record(register, patient, {**CASE, "on": "11.03.2026"})


def test_cases_go_over_to_the_card_that_stays_and_come_back(register: Register) -> None:
    kept = factories.patient(register, snils="", phone="8 900 000 00 11").id
    gone = factories.patient(register, snils="112-233-445 95").id
    poisonings.record(register, gone, CASE)
    made = merges.merge(register, kept, gone, {})
    assert [one.substance for one in poisonings.listing(register, kept)] == ["F11"]
    merges.undo(register, made.id)
    assert poisonings.listing(register, kept) == []
    assert [one.substance for one in poisonings.listing(register, gone)] == ["F11"]
