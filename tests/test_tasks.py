"""The first screen: what is due, on which day it turns from soon to today to overdue, and what has no date at all."""

from datetime import date
from typing import Any

import pytest

from narcdesk import applications, certificates, consents, courses, deaths, duties, observation, patronage, tasks
from narcdesk.certificates import Certificate
from narcdesk.observation import EndGround
from narcdesk.register import Register
from narcdesk.tasks import Task, Urgency, What
from tests import factories
from tests.factories import Clock, asked
from tests.test_tasks_of_help import KINDS as OF_HELP

# The training profile: decision in 10 working days from the registration, completion in 5 from the return, notice in
# 3 from the decision, the certificate lives 60 calendar days. Monday 16.03.2026 is the day of the clock.
MONDAY = date(2026, 3, 16)


def row(task: Task) -> tuple[str, str, date | None, str]:
    return task.title, task.said, task.due, task.urgency.value


def only(register: Register) -> tuple[str, str, date | None, str]:
    (task,) = tasks.today(register)
    return row(task)


def sent(register: Register, on: date = MONDAY) -> int:
    id = asked(register).id
    applications.submit(register, id)
    applications.send(register, id, on, "исх. 14")
    return id


def issued(register: Register) -> Certificate:
    """A certificate of 180 days, of the day of the clock."""
    id = sent(register)
    applications.granted(register, id, MONDAY, "реш. 3")
    return certificates.record(register, id, {"number": "УЧ-00001", "issued_on": "16.03.2026", "days": "180"})


# Applications, by the moved clock


def test_a_draft_is_nobodys_task(training_register: Register) -> None:
    asked(training_register)
    assert tasks.today(training_register) == []


def test_what_is_ready_is_to_be_sent_today(training_register: Register, clock: Clock) -> None:
    id = asked(training_register).id
    applications.submit(training_register, id)
    assert only(training_register) == ("Отправить", "заявка подготовлена, не отправлена", MONDAY, "today")
    (task,) = tasks.today(training_register)
    assert (task.what, task.record_id, task.who) == (What.APPLICATION, id, "З-2026-0001, Воробьёв И. П.")
    clock.go(date(2026, 3, 17))
    assert only(training_register)[3] == "overdue"


def test_before_the_registration_the_term_has_not_begun(training_register: Register) -> None:
    sent(training_register)
    said = "ждём с 16.03.2026; срок решения пойдёт с регистрации органом"
    assert only(training_register) == ("Ответ органа", said, None, "waiting")


def test_the_answer_is_due_ten_working_days_after_the_registration(training_register: Register, clock: Clock) -> None:
    clock.go(date(2026, 4, 17))
    id = asked(training_register).id
    applications.submit(training_register, id)
    applications.send(training_register, id, date(2026, 4, 17), "исх. 14")
    clock.go(date(2026, 4, 20))
    applications.registered(training_register, id, date(2026, 4, 20), "вх. 8")
    # Ten working days after Monday 20.04: 21–24, 27–30 April, then 1–3 May are off, 4 and 5 May: Tuesday 05.05.
    due, said = date(2026, 5, 5), "решение должно быть до 05.05.2026"
    assert tasks.today(training_register) == []  # fifteen days ahead
    clock.go(date(2026, 4, 21))
    assert only(training_register) == ("Ответ органа", said, due, "soon")  # fourteen
    clock.go(due)
    assert only(training_register)[3] == "today"
    clock.go(date(2026, 5, 6))
    assert only(training_register)[3] == "overdue"


def test_a_returned_one_is_to_be_completed_in_five_working_days(training_register: Register, clock: Clock) -> None:
    id = sent(training_register)
    applications.returned(training_register, id, MONDAY, "нет выписки")
    due, said = date(2026, 3, 23), "орган вернул: нет выписки; доработать до 23.03.2026"
    assert only(training_register) == ("Доработать", said, due, "soon")
    clock.go(date(2026, 3, 24))
    assert only(training_register)[3] == "overdue"


def test_after_a_second_sending_the_first_registration_counts_no_more(
    training_register: Register, clock: Clock
) -> None:
    id = sent(training_register)
    applications.registered(training_register, id, MONDAY, "вх. 8")
    applications.returned(training_register, id, MONDAY, "нет выписки")
    clock.go(date(2026, 4, 20))
    applications.send(training_register, id, date(2026, 4, 20), "исх. 20")
    assert only(training_register)[2:] == (None, "waiting")


def test_a_granted_one_waits_for_its_certificate(training_register: Register, clock: Clock) -> None:
    id = sent(training_register)
    applications.granted(training_register, id, MONDAY, "реш. 3")
    said = "решено выдать 16.03.2026, документ не записан"
    assert only(training_register) == ("Сертификат", said, date(2026, 3, 19), "soon")
    clock.go(date(2026, 3, 20))
    assert only(training_register)[3] == "overdue"
    certificates.record(training_register, id, {"number": "УЧ-00001", "issued_on": "16.03.2026", "days": "180"})
    assert tasks.today(training_register) == []


def test_what_was_withdrawn_is_nobodys_task(training_register: Register) -> None:
    id = sent(training_register)
    applications.withdrawn(training_register, id, MONDAY, "передумал")
    assert tasks.today(training_register) == []


# A region whose terms nobody has confirmed


def test_where_no_act_tells_a_term_there_is_no_date(register: Register, clock: Clock) -> None:
    id = sent(register)
    unset = "срок решения в профиле не задан"
    assert only(register) == ("Ответ органа", f"ждём с 16.03.2026; {unset}", None, "waiting")
    applications.registered(register, id, MONDAY, "вх. 8")
    clock.go(date(2027, 1, 11))
    assert only(register) == ("Ответ органа", f"ждём с 16.03.2026; {unset}", None, "waiting")
    applications.returned(register, id, date(2027, 1, 11), "нет выписки")
    assert only(register) == (
        "Доработать",
        "орган вернул: нет выписки; доработать, срок в профиле не задан",
        None,
        "waiting",
    )
    applications.send(register, id, date(2027, 1, 11), "исх. 1")
    applications.granted(register, id, date(2027, 1, 11), "реш. 3")
    assert only(register)[2:] == (None, "waiting")
    typed = {"number": "1", "issued_on": "11.01.2027", "days": "180"}
    certificates.record(register, id, typed)
    assert tasks.today(register) == []  # it says no day till when it lives


# Certificates


def test_a_certificate_is_told_of_in_its_last_fourteen_days(training_register: Register, clock: Clock) -> None:
    made = issued(training_register)
    clock.go(date(2026, 4, 30))
    assert tasks.today(training_register) == []
    clock.go(date(2026, 5, 1))
    due, said = date(2026, 5, 15), "обратиться в организацию до 15.05.2026"
    assert only(training_register) == ("Сертификат", said, due, "soon")
    (task,) = tasks.today(training_register)
    assert (task.what, task.record_id, task.who) == (
        What.CERTIFICATE,
        made.id,
        "УЧ-00001, Воробьёв Илья Петрович",
    )
    clock.go(due)
    assert only(training_register)[3] == "today"
    clock.go(date(2026, 5, 16))
    assert only(training_register) == ("Сертификат", "истёк 15.05.2026", due, "overdue")
    certificates.expire(training_register, made.id)
    assert tasks.today(training_register) == []


def test_a_certificate_in_use_is_nobodys_task(training_register: Register, clock: Clock) -> None:
    made = issued(training_register)
    course = {"kind": "social", "started_on": "16.03.2026"}
    courses.start(training_register, made.patient_id, course, certificate_id=made.id)
    clock.go(date(2026, 5, 14))
    assert [task.what for task in tasks.today(training_register)] == [What.PROVIDER_ACT]  # of March


def test_of_the_dead_no_certificate_reminds(training_register: Register, clock: Clock) -> None:
    made = issued(training_register)
    clock.go(date(2026, 5, 14))
    assert [task.what for task in tasks.today(training_register)] == [What.CERTIFICATE]
    deaths.note(training_register, made.patient_id, date(2026, 5, 12))
    assert tasks.today(training_register) == []


# Visits and patronage


@pytest.fixture
def observed(register: Register) -> int:
    patient = factories.patient(register).id
    observation.take(register, patient, {"taken_on": "06.02.2026"})
    return patient


def come(register: Register, patient: int, on: str, next_on: str) -> None:
    observation.visit(register, patient, {"on": on, "next_on": next_on})


def test_a_visit_is_told_of_a_week_ahead(register: Register, observed: int, clock: Clock) -> None:
    come(register, observed, "16.03.2026", "23.03.2026")
    assert tasks.today(register) == []
    clock.go(date(2026, 3, 17))
    assert only(register) == ("Явка", "назначена на 23.03.2026", date(2026, 3, 23), "soon")
    (task,) = tasks.today(register)
    assert (task.what, task.patient_id, task.who) == (What.VISIT, observed, "Воробьёв Илья Петрович, 1988")
    clock.go(date(2026, 3, 23))
    assert only(register)[3] == "today"
    clock.go(date(2026, 3, 24))
    assert only(register)[1:] == ("явка была назначена на 23.03.2026", date(2026, 3, 23), "overdue")


def test_the_next_visit_is_that_of_the_last_one(register: Register, observed: int) -> None:
    come(register, observed, "16.03.2026", "20.03.2026")
    come(register, observed, "09.03.2026", "16.03.2026")  # written down afterwards
    assert only(register)[2] == date(2026, 3, 20)


def test_two_visits_of_one_day_are_one_row(register: Register, observed: int) -> None:
    come(register, observed, "16.03.2026", "17.03.2026")
    come(register, observed, "16.03.2026", "18.03.2026")
    assert only(register)[2] == date(2026, 3, 18)


def test_the_last_visit_decides_though_it_agreed_on_nothing(register: Register, observed: int) -> None:
    come(register, observed, "09.03.2026", "16.03.2026")
    come(register, observed, "16.03.2026", "")
    assert tasks.today(register) == []


def test_who_is_not_under_observation_is_not_waited_for(register: Register, observed: int) -> None:
    come(register, observed, "16.03.2026", "17.03.2026")
    (episode,) = observation.episodes(register, observed)
    observation.end(register, episode.id, MONDAY, EndGround.MOVED)
    assert tasks.today(register) == []
    stranger = factories.patient(register, surname="Котов", snils="").id
    come(register, stranger, "16.03.2026", "17.03.2026")
    assert tasks.today(register) == []


def test_a_contact_of_patronage_is_told_of_until_the_programme_is_closed(register: Register, clock: Clock) -> None:
    patient = factories.patient(register).id
    programme = patronage.begin(register, patient, {"opened_on": "02.03.2026"})
    for next_on in ("18.03.2026", "20.03.2026"):  # two contacts of one day
        patronage.contact(register, programme.id, {"on": "16.03.2026", "way": "phone", "next_on": next_on})
    said, due = "контакт по программе патроната 20.03.2026", date(2026, 3, 20)
    assert only(register) == ("Патронат", said, due, "soon")
    (task,) = tasks.today(register)
    assert (task.what, task.record_id) == (What.PATRONAGE, programme.id)
    clock.go(date(2026, 3, 21))
    assert only(register)[3] == "overdue"
    patronage.close(register, programme.id, date(2026, 3, 21))
    assert tasks.today(register) == []


# All together


def test_the_most_overdue_stands_first_and_what_has_no_date_last(register: Register, clock: Clock) -> None:
    sent(register)  # no term: waits
    plans: list[tuple[str, dict[str, Any]]] = [
        ("Громов", {"on": "10.03.2026", "next_on": "20.03.2026"}),
        ("Дроздов", {"on": "10.03.2026", "next_on": "12.03.2026"}),
        ("Ерёмин", {"on": "10.03.2026", "next_on": "16.03.2026"}),
        ("Абрамов", {"on": "10.03.2026", "next_on": "16.03.2026"}),
        ("Беляев", {"on": "10.03.2026", "next_on": "13.03.2026"}),
    ]
    for surname, typed in plans:
        patient = factories.patient(register, surname=surname, snils="").id
        observation.take(register, patient, {"taken_on": "06.02.2026"})
        observation.visit(register, patient, typed)
    found = [(task.urgency, task.who.split()[0].rstrip(",")) for task in tasks.today(register)]
    assert found == [
        (Urgency.OVERDUE, "Дроздов"),
        (Urgency.OVERDUE, "Беляев"),
        (Urgency.TODAY, "Абрамов"),
        (Urgency.TODAY, "Ерёмин"),
        (Urgency.SOON, "Громов"),
        (Urgency.WAITING, "З-2026-0001"),
    ]


def test_every_kind_of_task_can_be_met(register: Register) -> None:
    id = asked(register).id
    applications.submit(register, id)
    patient = applications.one(register, id).patient_id
    observation.take(register, patient, {"taken_on": "06.02.2026"})
    come(register, patient, "10.03.2026", "16.03.2026")
    programme = patronage.begin(register, patient, {"opened_on": "02.03.2026"})
    patronage.contact(register, programme.id, {"on": "10.03.2026", "way": "phone", "next_on": "16.03.2026"})
    court = {"kind": "АП", "court": "мировой судья", "decided_on": "10.03.2026", "appear_by": "20.03.2026"}
    duties.receive(register, patient, court)
    began = duties.receive(register, patient, court)
    duties.appeared(register, began.id, MONDAY)
    gone = duties.receive(register, patient, court)
    duties.appeared(register, gone.id, MONDAY)
    duties.told(register, gone.id, MONDAY, "12-у")
    duties.left(register, gone.id, MONDAY)
    consents.give(register, patient, {"kind": "care", "given_on": "10.03.2026", "valid_until": "20.03.2026"})
    other = factories.patient(register, surname="Котов", snils="").id
    factories.both_consents(register, other)
    second = factories.application(register, other).id
    applications.submit(register, second)
    applications.send(register, second, MONDAY, "исх. 14")
    applications.granted(register, second, MONDAY, "реш. 3")
    typed = {"number": "1", "issued_on": "16.03.2026", "days": "180", "valid_until": "20.03.2026"}
    certificates.record(register, second, typed)
    young = {"birth": "20.03.2008", "document_issued_on": "20.04.2022", "document_series": "1822"}
    factories.patient(register, surname="Юнов", snils="", **young)
    silent = factories.patient(register, surname="Молчанов", snils="").id
    old = observation.take(register, silent, {"taken_on": "01.02.2016"})
    verdict = {"decided_on": MONDAY, "number": "17", "members": "комиссия", "verdict": "end"}
    observation.decide(register, old.id, verdict)
    # Whom to move into a newer order is told on his card; the first screen has one line for all of them.
    tested_apart = {What.LETTER, What.ANSWER, What.REPLY, What.SENT_ON, What.SENT_HERE, What.MOTIVATION, What.STEP}
    tested_apart |= {What.PROVIDER_ACT, What.SETTLEMENT, What.EXCLUDED}
    elsewhere = {What.TRANSFER, What.REFUSAL, What.REFUSED_APPLICATION} | tested_apart | set(OF_HELP)
    assert {task.what for task in tasks.today(register)} == set(What) - elsewhere
    assert What.TRANSFER in {task.what for task in tasks.of_patient(register, silent)}


@pytest.mark.parametrize(
    ("due", "urgency"),
    [
        (None, Urgency.WAITING),
        (date(2026, 3, 15), Urgency.OVERDUE),
        (date(2026, 3, 16), Urgency.TODAY),
        (date(2026, 3, 17), Urgency.SOON),
    ],
)
def test_how_a_day_stands_to_today(due: date | None, urgency: Urgency) -> None:
    assert tasks.urgency_of(due, MONDAY) is urgency


def test_many_old_applications_without_a_date_hide_no_newer_one_that_has(
    training_register: Register, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "LIMIT", 2)
    for _ in range(3):
        sent(training_register)  # nobody registered them: no term runs
    id = sent(training_register)
    applications.registered(training_register, id, MONDAY, "вх. 8")
    assert [task.record_id for task in tasks.today(training_register)] == [id, 1]
    far = sent(training_register)
    clock.go(date(2026, 3, 30))
    applications.registered(training_register, far, date(2026, 3, 30), "вх. 9")
    assert [(task.record_id, task.urgency) for task in tasks.today(training_register)] == [
        (id, Urgency.TODAY),
        (far, Urgency.SOON),
    ]


# A consent taken back


def withdrawn(register: Register, application_id: int) -> None:
    for sheet in consents.listing(register, applications.one(register, application_id).patient_id):
        if sheet.kind is consents.ConsentKind.SECRECY:
            consents.withdraw(register, sheet.id, MONDAY, "заявление")


def taken_back(register: Register) -> list[tuple[str, str, date | None, str]]:
    return [row(task) for task in tasks.today(register) if task.title == "Отзыв согласия"]


def test_the_authority_is_to_be_told_of_a_withdrawn_consent(training_register: Register, clock: Clock) -> None:
    id = sent(training_register)
    assert taken_back(training_register) == []
    withdrawn(training_register, id)
    told = ("Отзыв согласия", "сообщить органу: согласие отозвано 16.03.2026", MONDAY, "today")
    assert taken_back(training_register) == [told]
    patient_id = applications.one(training_register, id).patient_id
    (task,) = [one for one in tasks.of_patient(training_register, patient_id) if one.what is What.CONSENT]
    assert (task.patient_id, task.who) == (patient_id, "Воробьёв Илья Петрович, 1988")
    clock.go(date(2026, 3, 17))
    assert taken_back(training_register)[0][3] == "overdue"
    factories.both_consents(training_register, patient_id)
    assert taken_back(training_register) == []


@pytest.mark.parametrize("status", ["ready", "granted"])
def test_before_the_sending_and_after_the_decision_there_is_nobody_to_tell(
    training_register: Register, status: str
) -> None:
    if status == "ready":
        id = asked(training_register).id
        applications.submit(training_register, id)
    else:
        id = sent(training_register)
        applications.granted(training_register, id, MONDAY, "реш. 3")
    withdrawn(training_register, id)
    assert taken_back(training_register) == []
