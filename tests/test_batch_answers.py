"""The authority's decisions on a register as one table: all or none, what is wrong said by rows, one step back."""

from datetime import date
from typing import Any

import pytest

from narcdesk import applications, batches, certificates, letters, taking_back
from narcdesk.applications import Status
from narcdesk.batches import ApplicationBatch
from narcdesk.certificates import CertificateStatus
from narcdesk.errors import Invalid, NotFound, UserError
from narcdesk.register import Register
from tests import factories

TODAY = date(2026, 3, 16)


@pytest.fixture
def letter(training_register: Register) -> int:
    """A register of five applications that left today; its papers are of no interest here."""
    chosen = []
    for surname in ("Котов", "Лапин", "Мухин", "Носов", "Орлов"):
        person = factories.patient(training_register, surname=surname, snils="", policy_number="")
        factories.both_consents(training_register, person.id)
        asked = applications.submit(training_register, factories.application(training_register, person.id).id)
        chosen.append(applications.send(training_register, asked.id, TODAY, "И-2026-0001").id)
    with training_register.write("batches.draw") as session:
        batch = ApplicationBatch(
            kind=batches.RegisterKind.NAMED, application_ids=chosen, made_on=TODAY, made_by=training_register.person.id
        )
        session.add(batch)
    made = batches.write_to_authority(training_register, batch, {})
    with training_register.write("letters.send") as session:
        session.get_one(letters.Letter, made.id).sent_on = TODAY
    return made.id


def row(verdict: str = "", on: object = TODAY, **said: object) -> dict[str, Any]:
    empty = dict.fromkeys(("document", "reason_code", "note", "number", "valid_until"), "")
    return {"verdict": verdict, "on": on, **empty, **said}


EMPTY = row(on="")


def states(register: Register, letter_id: int) -> list[str]:
    with register.read() as session:
        batch = batches.of_letter(session, session.get_one(letters.Letter, letter_id))
        return [application.status.value for application, _ in batches.rows_of(session, batch)]


def test_every_row_becomes_what_it_says_and_empty_ones_stay_open(training_register: Register, letter: int) -> None:
    typed = {
        1: row("grant", document="реш. 1", number="УЧ-00001", valid_until="15.05.2026"),
        2: row("refuse", document="реш. 2", reason_code="r5", note="нет выписки"),
        3: row("return_back", note="нет справки"),
        4: row("wait", document="письмо 4"),
        5: EMPTY,
    }
    before = training_register.head.seq
    assert batches.answer(training_register, letter, typed) == 4
    assert training_register.head.seq == before + 1  # one act, one entry of the journal
    assert states(training_register, letter) == ["granted", "refused", "returned", "waiting", "sent"]
    given = certificates.of_application(training_register, 1)
    assert given is not None
    assert (given.number, given.issued_on, given.valid_until, given.days) == ("УЧ-00001", TODAY, date(2026, 5, 15), 180)
    refused = applications.way(training_register, 2)[-1]
    assert (refused.document, refused.reason_code, refused.note) == ("реш. 2", "R05", "нет выписки")
    # The returned and the waiting one may still be decided: only what is final leaves the table.
    assert [one.number[-1] for one in batches.open_rows(training_register, letter)] == ["3", "4", "5"]
    assert batches.answer(training_register, letter, {4: row("grant"), 5: row("refuse", reason_code="R01")}) == 2
    assert states(training_register, letter) == ["granted", "refused", "returned", "granted", "refused"]


def test_one_wrong_row_keeps_all_back_and_each_is_told_in_words(training_register: Register, letter: int) -> None:
    typed = {
        1: row("grant", number="УЧ-1"),
        2: row("refuse"),
        3: row("return_back"),
        4: row("wait", number="УЧ-2"),
        5: row("grant", on="15.03.2026"),
    }
    with pytest.raises(Invalid) as told:
        batches.answer(training_register, letter, typed)
    assert [(problem.field, problem.message) for problem in told.value.problems] == [
        ("2", "З-2026-0002, Лапин И. П.: причина: нужен код из списка причин отказа"),
        ("3", "З-2026-0003, Мухин И. П.: пояснение: напишите, чего не хватает"),
        ("4", "З-2026-0004, Носов И. П.: сертификат: его записывают только при решении выдать"),
        ("5", "З-2026-0005, Орлов И. П.: дата: раньше предыдущего шага, 16.03.2026"),
    ]
    assert states(training_register, letter) == ["sent"] * 5
    assert certificates.of_application(training_register, 1) is None


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (EMPTY, "не заполнена ни одна строка"),
        (row(), "не заполнена ни одна строка"),  # the day alone stands there from the start
        (row("", document="реш. 1"), "решение: выберите из списка"),
        (row("grant", on=""), "дата: нужно заполнить"),
        (row("grant", on="17.03.2026"), "дата"),
        (row("grant", valid_until="15.05.2026"), "срок есть, а номера нет"),
        (row("grant", number="УЧ-1", valid_until="15.03.2026"), "раньше даты выдачи"),
    ],
)
def test_what_a_row_lacks(training_register: Register, letter: int, said: dict[str, Any], why: str) -> None:
    with pytest.raises(Invalid, match=why):
        batches.answer(training_register, letter, {1: said})
    assert states(training_register, letter) == ["sent"] * 5


def test_all_of_it_goes_back_in_one_step_and_every_line_stays(training_register: Register, letter: int) -> None:
    batches.answer(training_register, letter, {1: row("grant", number="УЧ-1"), 2: row("refuse", reason_code="R01")})
    step = training_register.last
    assert step is not None
    assert step.actions == ("batches.answer",)
    taking_back.take_back(training_register, step)
    assert states(training_register, letter) == ["sent"] * 5
    assert [one.event for one in applications.way(training_register, 2)][-2:] == ["refuse", "correct"]
    (given,) = certificates.listing(training_register, applications.one(training_register, 1).patient_id)
    assert (given.status, given.ended_why) == (CertificateStatus.ANNULLED, "отменено сразу после записи")
    with pytest.raises(UserError, match="Решения о выдаче по заявке этого сертификата больше нет"):
        certificates.corrected(training_register, given.id, "всё же выдан")
    batches.answer(training_register, letter, {1: row("grant", number="УЧ-1")})  # the same number once more
    assert applications.one(training_register, 1).status is Status.GRANTED
    again = certificates.of_application(training_register, 1)
    assert again is not None
    assert again.status is CertificateStatus.ISSUED


def test_a_register_that_has_not_left_is_not_answered(training_register: Register, letter: int) -> None:
    with training_register.write("letters.send") as session:
        session.get_one(letters.Letter, letter).sent_on = None
    with pytest.raises(NotFound):
        batches.answer(training_register, letter, {1: row("grant")})
