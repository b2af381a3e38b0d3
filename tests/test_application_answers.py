"""A place in a queue, a completion that is late, the quota, and a wrong entry that is put back with a reason."""

from datetime import date

import pytest

from narcdesk import applications, certificates
from narcdesk.applications import Application, Status, checklist
from narcdesk.applications.line import Mark
from narcdesk.errors import Invalid, UserError
from narcdesk.register import Register
from tests import factories
from tests.factories import Clock, asked

TODAY = date(2026, 3, 16)


@pytest.fixture
def sent(training_register: Register) -> Application:
    application = asked(training_register)
    applications.submit(training_register, application.id)
    return applications.send(training_register, application.id, TODAY, "исх. 14")


def waits(register: Register, application_id: int) -> tuple[str, date | None]:
    """What is said of it, and its day."""
    with register.read() as session:
        application = applications.one(register, application_id)
        found = applications.awaited(session, application, register.today())
    assert found is not None
    return found.said, found.due


# The queue


def test_a_queue_waits_until_the_end_of_its_year(training_register: Register, sent: Application, clock: Clock) -> None:
    queued = applications.queued(training_register, sent.id, TODAY, "письмо 6")
    assert (queued.status, queued.queued_on) == (Status.WAITING, TODAY)
    said = "в очереди с 16.03.2026; место ждём до 31.12.2026"
    assert waits(training_register, sent.id) == (said, date(2026, 12, 31))
    assert applications.suggested_refusal(training_register, queued) == ""
    with pytest.raises(Invalid) as told:
        applications.carried_over(training_register, sent.id, TODAY)
    assert told.value.problems[0].message == "Дата: год очереди, 2026, ещё не кончился"
    clock.go(date(2027, 1, 11))
    over = f"{said}; год кончился, орган переносит очередь или отказывает"
    assert waits(training_register, sent.id) == (over, date(2026, 12, 31))
    assert applications.suggested_refusal(training_register, queued) == "R07"
    applications.carried_over(training_register, sent.id, date(2027, 1, 11))
    assert waits(training_register, sent.id)[1] == date(2027, 12, 31)
    granted = applications.granted(training_register, sent.id, date(2027, 1, 11), "реш. 3")
    assert (granted.status, granted.decided_on) == (Status.GRANTED, date(2027, 1, 11))


def test_where_no_quota_is_known_the_queue_has_no_last_day(register: Register) -> None:
    application = asked(register)
    applications.submit(register, application.id)
    applications.send(register, application.id, TODAY, "исх. 14")
    applications.queued(register, application.id, TODAY)
    assert waits(register, application.id) == ("в очереди с 16.03.2026; срок не задан в профиле", None)


def test_a_completion_that_is_late_is_said_and_r01_is_proposed(
    training_register: Register, sent: Application, clock: Clock
) -> None:
    returned = applications.returned(training_register, sent.id, TODAY, "нет выписки")
    assert waits(training_register, sent.id)[1] == date(2026, 3, 23)  # five working days
    assert applications.suggested_refusal(training_register, returned) == ""
    clock.go(date(2026, 3, 24))
    assert waits(training_register, sent.id)[0].endswith("доработать до 23.03.2026; срок прошёл, орган может отказать")
    assert applications.suggested_refusal(training_register, returned) == "R01"


def test_the_quota_of_the_region_stands_in_the_checklist(training_register: Register, sent: Application) -> None:
    applications.granted(training_register, sent.id, TODAY, "реш. 3")
    other = asked(training_register)
    line = {line.code: line for line in applications.check(training_register, other.id)}["quota"]
    assert (line.title, line.mark, line.blocks) == ("Не больше 35 в год на регион", Mark.THERE, False)
    assert line.said == "по записям кабинета в этом году: 1; сколько осталось, знает орган"
    assert line.section == checklist.SECTION_RIGHT


# Put back


def test_a_wrong_answer_is_put_back_with_a_reason_and_both_entries_stay(
    training_register: Register, sent: Application, clock: Clock
) -> None:
    applications.registered(training_register, sent.id, TODAY, "вх. 8")
    clock.go(date(2026, 3, 20))
    applications.refused(training_register, sent.id, date(2026, 3, 19), "реш. 4", "R02")
    back = applications.corrected(training_register, sent.id, " это отказ другому ")
    assert (back.status, back.registered_on, back.decided_on) == (Status.REGISTERED, TODAY, None)
    steps = applications.way(training_register, sent.id)
    assert [step.event for step in steps] == ["start", "submit", "send", "register", "refuse", "correct"]
    assert (steps[-1].corrects, steps[-1].note) == (steps[-2].id, "Отказано: это отказ другому")
    # The day of what was wrong binds nothing any more.
    assert applications.granted(training_register, sent.id, date(2026, 3, 18), "реш. 5").status is Status.GRANTED


def test_one_after_another_down_to_what_left_the_office(training_register: Register, sent: Application) -> None:
    applications.returned(training_register, sent.id, TODAY, "нет выписки")
    applications.withdrawn(training_register, sent.id, TODAY, "передумал")
    assert applications.corrected(training_register, sent.id, "не он").status is Status.RETURNED
    assert applications.corrected(training_register, sent.id, "не его").status is Status.SENT
    with pytest.raises(UserError, match="направлена в орган"):
        applications.corrected(training_register, sent.id, "не отправляли")
    with pytest.raises(Invalid):
        applications.corrected(training_register, sent.id, "  ")


def test_a_draft_taken_back_by_mistake_is_a_draft_again(training_register: Register) -> None:
    draft = asked(training_register)
    applications.withdrawn(training_register, draft.id, TODAY, "передумал")
    assert applications.corrected(training_register, draft.id, "другой пациент").status is Status.DRAFT
    assert applications.submit(training_register, draft.id).number == "З-2026-0001"


def test_a_decision_with_a_certificate_is_not_put_back_under_it(training_register: Register, sent: Application) -> None:
    applications.granted(training_register, sent.id, TODAY, "реш. 3")
    made = certificates.record(training_register, sent.id, {"number": "УЧ-1", "issued_on": TODAY, "days": "180"})
    with pytest.raises(UserError, match="уже записан сертификат"):
        applications.corrected(training_register, sent.id, "не та заявка")
    certificates.annul(training_register, made.id, "записан по ошибке")
    assert applications.corrected(training_register, sent.id, "не та заявка").status is Status.SENT


def test_a_second_sending_stands_after_a_return_that_is_put_back(
    training_register: Register, sent: Application, clock: Clock
) -> None:
    applications.returned(training_register, sent.id, TODAY, "нет выписки")
    clock.go(factories.DAY.replace(day=20))
    applications.send(training_register, sent.id, date(2026, 3, 19), "исх. 15")
    applications.registered(training_register, sent.id, date(2026, 3, 20), "вх. 9")
    back = applications.corrected(training_register, sent.id, "не наш номер")
    assert (back.status, back.sent_on, back.returned_on) == (Status.SENT, date(2026, 3, 19), None)
