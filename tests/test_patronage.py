"""Patronage after rehabilitation: a programme, its contacts, its end."""

from datetime import date

import pytest

from narcdesk import patronage
from narcdesk.errors import Invalid, NotFound, UserError
from narcdesk.patronage import ContactWay, Patronage
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
