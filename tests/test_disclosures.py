"""The log of what about whom went to whom, on what ground and when."""

from datetime import date
from typing import Any

import pytest

from narcdesk import applications, disclosures, duties, rules
from narcdesk.errors import Forbidden, Invalid, UserError
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.factories import DAY, Clock

TYPED: dict[str, Any] = {
    "told_on": DAY,
    "recipient": "Заречный районный суд",
    "what": "справка о явке",
    "ground": "13.4.3",
    "basis": "запрос № 8",
    "letter": "44-у",
}


def test_an_application_that_is_sent_writes_its_line(register: Register) -> None:
    patient = factories.patient(register)
    sheets = factories.both_consents(register, patient.id)
    application = applications.submit(register, factories.application(register, patient.id).id)
    assert disclosures.of_patient(register, patient.id) == []
    applications.send(register, application.id, DAY, " 12-у ")
    (told,) = disclosures.of_patient(register, patient.id)
    authority = register.profile_on(DAY).authority.name
    assert (told.told_on, told.recipient, told.letter, told.recorded_by) == (DAY, authority, "12-у", 1)
    assert told.what == "заявка № З-2026-0001 с комплектом бумаг"
    assert told.ground_title == "письменное согласие, 323-ФЗ ст. 13 ч. 3"
    assert told.basis == f"согласия № {sheets[0].number}, {sheets[1].number}"


def test_an_application_that_was_not_sent_writes_none(register: Register) -> None:
    application = factories.asked(register)
    with pytest.raises(UserError):
        applications.send(register, application.id, DAY, "12-у")
    assert disclosures.listing(register) == []


def test_a_notice_of_a_duty_writes_its_line(register: Register) -> None:
    patient = factories.patient(register)
    typed = {"kind": "АП", "court": "Заречный районный суд", "decided_on": "02.03.2026"}
    duty = duties.receive(register, patient.id, typed)
    duties.appeared(register, duty.id, date(2026, 3, 12))
    duties.told(register, duty.id, date(2026, 3, 13), "13-у")
    (told,) = disclosures.of_patient(register, patient.id)
    assert (told.told_on, told.letter, told.basis) == (date(2026, 3, 13), "13-у", "решение суда от 02.03.2026")
    assert told.ground == "13.4.3.1"
    assert "сверьте с законом" in told.ground_title  # no source that was read confirms the number
    assert "внутренних дел" in told.recipient or "МВД" in told.recipient


def test_every_ground_of_a_duty_is_one_of_the_list() -> None:
    listed = {ground.code for ground in rules.disclosure_grounds()}
    assert {kind.disclosure for kind in rules.duty_kinds()} <= listed


def test_what_left_by_hand_is_written_down(register: Register) -> None:
    patient = factories.patient(register)
    told = disclosures.record(register, patient.id, TYPED)
    assert told.ground_title.startswith("13.4.3: запрос дознания")
    (line,) = disclosures.listing(register)
    assert (line.card_number, line.recipient, line.who) == (1, "Заречный районный суд", "Зимин А. Н.")
    assert "Воробьёв" not in repr(line)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"recipient": ""}, "Кому: нужно заполнить"),
        ({"what": ""}, "Что передано: нужно заполнить"),
        ({"ground": ""}, "Основание: нужно заполнить"),
        ({"ground": "13.4.99"}, "Основание"),
        ({"told_on": "17.03.2026"}, "Когда"),
        ({"told_on": "01.01.1980"}, "раньше дня рождения"),
        ({"ground": "consent", "basis": ""}, "назовите номер согласия"),
    ],
)
def test_no_line_without_its_ground(register: Register, changed: dict[str, str], words: str) -> None:
    patient = factories.patient(register)
    with pytest.raises(Invalid, match=words):
        disclosures.record(register, patient.id, TYPED | changed)
    assert disclosures.of_patient(register, patient.id) == []


def test_lines_are_found_by_day_person_and_card(register: Register, clock: Clock) -> None:
    first = factories.patient(register)
    second = factories.patient(register, surname="Лапина", given="Дарья", sex="f", snils="")
    disclosures.record(register, first.id, TYPED | {"told_on": "02.03.2026"})
    disclosures.record(register, second.id, TYPED)

    def cards(**wanted: Any) -> list[int]:
        return [line.card_number for line in disclosures.listing(register, **wanted)]

    assert cards() == [2, 1]
    assert cards(since=DAY) == [2]
    assert cards(until=date(2026, 3, 2)) == [1]
    assert cards(card_number=1) == [1]
    assert cards(person_id=404) == []
    assert cards(offset=1) == [1]
    assert cards(limit=1) == [2]


@pytest.mark.parametrize("role", [Role.DOCTOR, Role.NURSE, Role.STATISTICIAN])
def test_the_whole_log_is_for_the_head_and_the_administrator(register: Register, clock: Clock, role: Role) -> None:
    factories.patient(register)
    with factories.signed_in(register, role, clock) as opened:
        with pytest.raises(Forbidden):
            disclosures.listing(opened)
        if role is Role.STATISTICIAN:
            with pytest.raises(Forbidden):
                disclosures.of_patient(opened, 1)
            with pytest.raises(Forbidden):
                disclosures.record(opened, 1, TYPED)
        else:
            assert disclosures.record(opened, 1, TYPED).recorded_by == opened.person.id


def test_the_administrator_reads_the_log_and_no_card(register: Register, clock: Clock) -> None:
    patient = factories.patient(register)
    disclosures.record(register, patient.id, TYPED)
    with factories.signed_in(register, Role.ADMINISTRATOR, clock) as opened:
        assert [line.card_number for line in disclosures.listing(opened)] == [1]
        with pytest.raises(Forbidden):
            disclosures.of_patient(opened, patient.id)
