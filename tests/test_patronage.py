"""Patronage after rehabilitation: a programme, its contacts, its end."""

from datetime import date

import pytest

from narcdesk import mistakes, observation, patronage
from narcdesk.errors import Invalid, NotFound, UserError
from narcdesk.patronage import Contact, ContactWay, Patronage
from narcdesk.register import Register
from tests import factories


@pytest.fixture
def programme(register: Register) -> Patronage:
    patient = factories.patient(register).id
    return patronage.begin(register, patient, {"opened_on": "02.03.2026", "until": "м+12", "goals": "работа\nжильё"})


def test_a_programme_has_its_goals_and_its_term(programme: Patronage) -> None:
    assert (programme.opened_on, programme.until) == (date(2026, 3, 2), date(2027, 3, 16))
    assert programme.goals == "работа\nжильё"


def test_a_contact_says_how_it_was_made_and_whether_he_was_sober(register: Register, programme: Patronage) -> None:
    made = patronage.contact(register, programme.id, {"on": "с", "way": "phone", "sober": "да", "next_on": "+7"})
    assert (made.on, made.next_on, made.way, made.sober) == (
        date(2026, 3, 16),
        date(2026, 3, 23),
        ContactWay.PHONE,
        True,
    )
    assert made.patient_id == programme.patient_id
    assert patronage.contact(register, programme.id, {"on": "с", "way": "visit"}).sober is None


@pytest.mark.parametrize("on", ["01.03.2026", "17.03.2026"])
def test_a_contact_lies_between_the_beginning_and_today(register: Register, programme: Patronage, on: str) -> None:
    with pytest.raises(Invalid) as told:
        patronage.contact(register, programme.id, {"on": on, "way": "phone"})
    assert [problem.field for problem in told.value.problems] == ["on"]


@pytest.mark.parametrize("on", [date(2026, 3, 1), date(2026, 3, 17)])
def test_so_does_the_end(register: Register, programme: Patronage, on: date) -> None:
    with pytest.raises(Invalid):
        patronage.close(register, programme.id, on)
    assert patronage.close(register, programme.id, date(2026, 3, 16)).closed_on == date(2026, 3, 16)


def test_a_programme_ends_once_and_has_no_contact_after_it(register: Register, programme: Patronage) -> None:
    patronage.close(register, programme.id, date(2026, 3, 10))
    with pytest.raises(UserError, match=r"уже окончен 10\.03\.2026"):
        patronage.close(register, programme.id, date(2026, 3, 16))
    with pytest.raises(Invalid, match=r"патронат окончен 10\.03\.2026"):
        patronage.contact(register, programme.id, {"on": "11.03.2026", "way": "phone"})
    assert patronage.contact(register, programme.id, {"on": "10.03.2026", "way": "phone"}).on == date(2026, 3, 10)


def test_what_is_not_there_is_told_calmly(register: Register) -> None:
    with pytest.raises(NotFound):
        patronage.contact(register, 404, {"on": "с", "way": "phone"})
    with pytest.raises(NotFound):
        patronage.close(register, 404, date(2026, 3, 16))


def test_a_programme_has_measures_a_term_and_who_answers_for_it(register: Register, programme: Patronage) -> None:
    typed = {"measures": "центр занятости\nгруппа", "responsible": "соцработник Рябинина", "until": "01.09.2026"}
    patronage.amend(register, programme.id, typed)
    [kept] = patronage.listing(register, programme.patient_id)
    assert (kept.measures, kept.responsible) == ("центр занятости\nгруппа", "соцработник Рябинина")
    assert (kept.until, kept.goals) == (date(2026, 9, 1), "работа\nжильё")


@pytest.mark.parametrize(
    ("typed", "wrong"), [({"until": "01.03.2026"}, "until"), ({"opened_on": "04.03.2026"}, "opened_on")]
)
def test_a_programme_is_not_amended_into_what_cannot_be(
    register: Register, programme: Patronage, typed: dict[str, str], wrong: str
) -> None:
    patronage.contact(register, programme.id, {"on": "03.03.2026", "way": "phone"})
    with pytest.raises(Invalid) as told:
        patronage.amend(register, programme.id, typed)
    assert [problem.field for problem in told.value.problems] == [wrong]
    [kept] = patronage.listing(register, programme.patient_id)
    assert (kept.opened_on, kept.until) == (date(2026, 3, 2), date(2027, 3, 16))


def test_a_positive_test_at_a_contact_is_a_confirmed_use_and_goes_with_it(
    register: Register, programme: Patronage
) -> None:
    made = patronage.contact(register, programme.id, {"on": "10.03.2026", "way": "office", "test": "found"})
    patronage.contact(register, programme.id, {"on": "11.03.2026", "way": "office", "test": "clean"})
    [fact] = observation.remission_facts(register, programme.patient_id)
    assert (fact.on, fact.kind) == (date(2026, 3, 10), observation.RemissionKind.USE)
    mistakes.strike_out(register, Contact, made.id, "чужой тест")
    assert observation.remission_facts(register, programme.patient_id) == []


def test_a_contact_is_a_line_of_the_observation_sheet(register: Register, programme: Patronage) -> None:
    typed = {
        "on": "10.03.2026", "way": "visit", "sober": "да", "test": "clean", "work": "склад",
        "family": "живёт с матерью",
        "risks": "прежняя компания", "help": "записан к психологу", "next_on": "24.03.2026",
    }  # fmt: skip
    patronage.contact(register, programme.id, typed)
    [kept] = patronage.contacts(register, programme.id)
    assert (kept.work, kept.family, kept.risks, kept.help) == (
        "склад",
        "живёт с матерью",
        "прежняя компания",
        "записан к психологу",
    )
