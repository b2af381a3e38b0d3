"""HIV and hepatitis: kept apart, seen by the head and the doctors alone, and each look journalled."""

from datetime import date

import pytest

from narcdesk import history, infections, journal, patients, schema
from narcdesk.audit import AuditEntry
from narcdesk.dates import PartialDay
from narcdesk.errors import Forbidden, Invalid, NotFound, UserError
from narcdesk.infections import Infection
from narcdesk.journal import Wanted
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.factories import Clock

TYPED = {"infection": "hiv", "found_on": "2019", "source": "справка центра СПИД"}


@pytest.fixture
def patient_id(register: Register) -> int:
    return factories.patient(register).id


def last_act(register: Register) -> AuditEntry:
    with register.read() as session:
        return session.get_one(AuditEntry, register.head.seq)


def test_what_is_written_down_is_read_again(register: Register, patient_id: int) -> None:
    fact = infections.record(register, patient_id, TYPED)
    (kept,) = infections.listing(register, patient_id)
    assert (kept.id, kept.infection, kept.found_on) == (fact.id, Infection.HIV, PartialDay(2019))
    assert (kept.source, kept.recorded_on, kept.recorded_by) == ("справка центра СПИД", factories.DAY, 1)
    assert schema.check(register) == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"infection": ""}, "Инфекция: нужно заполнить"),
        ({"source": " "}, "Откуда известно: нужно заполнить"),
        ({"found_on": "1980"}, "раньше дня рождения"),
        ({"found_on": "02.1988"}, "раньше дня рождения"),
        ({"found_on": "2027"}, "Выявлена"),
    ],
)
def test_what_cannot_be_so_is_refused(register: Register, patient_id: int, changed: dict[str, str], words: str) -> None:
    with pytest.raises(Invalid, match=words):
        infections.record(register, patient_id, TYPED | changed)
    assert infections.listing(register, patient_id) == []


def test_the_year_of_birth_is_not_before_it(register: Register, patient_id: int) -> None:
    assert infections.record(register, patient_id, TYPED | {"found_on": "1988"}).found_on == PartialDay(1988)


def test_a_mistake_is_cancelled_with_its_reason_and_stays(register: Register, patient_id: int) -> None:
    wrong = infections.record(register, patient_id, TYPED)
    right = infections.record(register, patient_id, TYPED | {"infection": "hcv"})
    with pytest.raises(Invalid, match="Почему"):
        infections.cancel(register, wrong.id, "  ")
    infections.cancel(register, wrong.id, "чужая справка ")
    assert [fact.id for fact in infections.listing(register, patient_id)] == [right.id, wrong.id]
    kept = infections.listing(register, patient_id)[1]
    assert (kept.cancelled_on, kept.cancelled_why) == (factories.DAY, "чужая справка")
    with pytest.raises(UserError, match="уже отменена"):
        infections.cancel(register, wrong.id, "ещё раз")
    with pytest.raises(NotFound):
        infections.cancel(register, 404, "нет такой")


def test_each_look_is_journalled_and_says_nothing_of_what_was_there(register: Register, patient_id: int) -> None:
    assert infections.look(register, patient_id) == []
    empty = last_act(register)
    infections.record(register, patient_id, TYPED)
    assert len(infections.look(register, patient_id)) == 1
    full = last_act(register)
    assert (empty.action, empty.kind, empty.patient_id) == ("infections.look", "patients", patient_id)
    assert (full.action, full.kind, full.patient_id) == (empty.action, empty.kind, empty.patient_id)
    before = register.head.seq
    infections.listing(register, patient_id)
    assert register.head.seq == before


@pytest.mark.parametrize("role", [Role.NURSE, Role.STATISTICIAN, Role.ADMINISTRATOR])
def test_others_neither_see_nor_write(register: Register, patient_id: int, clock: Clock, role: Role) -> None:
    fact = infections.record(register, patient_id, TYPED)
    with factories.signed_in(register, role, clock) as opened:
        for ask in (
            lambda: infections.look(opened, patient_id),
            lambda: infections.listing(opened, patient_id),
            lambda: infections.record(opened, patient_id, TYPED),
            lambda: infections.cancel(opened, fact.id, "нет"),
        ):
            with pytest.raises(Forbidden):
                ask()


def test_a_doctor_sees_and_writes(register: Register, patient_id: int, clock: Clock) -> None:
    with factories.signed_in(register, Role.DOCTOR, clock) as opened:
        infections.record(opened, patient_id, TYPED)
        assert len(infections.look(opened, patient_id)) == 1


def test_the_history_of_the_card_does_not_tell_a_nurse(register: Register, patient_id: int, clock: Clock) -> None:
    fact = infections.record(register, patient_id, TYPED)
    infections.cancel(register, fact.id, "ошибка")
    patients.look(register, patient_id)
    assert "Записаны особые сведения" in [act.action for act in history.acts(register, patient_id)]
    with factories.signed_in(register, Role.NURSE, clock) as opened:
        told = repr(history.acts(opened, patient_id)) + repr(history.events(opened, patient_id))
        assert "Открыта карта" in told
        assert "особые сведения" not in told.casefold()


def test_the_journal_does_not_tell_the_administrator_whose_it_is(
    register: Register, patient_id: int, clock: Clock
) -> None:
    infections.record(register, patient_id, TYPED)
    titled = {entry.action: entry for entry in journal.listing(register, Wanted())}
    assert titled["Записаны особые сведения"].subject == "карта № 1, особые сведения"
    with factories.signed_in(register, Role.ADMINISTRATOR, clock) as opened:
        titled = {entry.action: entry for entry in journal.listing(opened, Wanted())}
        entry = titled["Записаны особые сведения"]
        assert (entry.subject, entry.patient_id) == ("особые сведения", None)
        found = [entry.action for entry in journal.listing(opened, Wanted(card_number=1))]
        assert found == ["Заведена карта"]


def test_a_day_is_read_as_typed(register: Register, patient_id: int) -> None:
    fact = infections.record(register, patient_id, TYPED | {"found_on": "05.02.2020"})
    assert fact.found_on == PartialDay.of(date(2020, 2, 5))
