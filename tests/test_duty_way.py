"""The way of a court duty: what is owed by when, signs of evasion, prescriptions, kinds and terms of the office."""

from datetime import date
from typing import Any

import pytest

from narcdesk import deaths, disclosures, duties, mistakes, patients, tasks
from narcdesk.duties import Duty, DutyResult, EvasionSign, Measure, NoticeEvent, Prescription
from narcdesk.errors import Forbidden, Invalid, NotFound, UserError
from narcdesk.register import Register
from narcdesk.staff import Role
from narcdesk.tasks import Task, Urgency, What
from tests import factories
from tests.factories import Clock

TODAY = date(2026, 3, 16)  # a Monday
DECISION = {"kind": "АП", "court": "мировой судья участка № 1", "decided_on": "02.03.2026", "appear_by": "12.03.2026"}
ALCOHOL = {
    "title": "Обязанность лечиться от алкоголизма",
    "act": "закон области № 7-ОЗ",
    "content": "лечение от алкогольной зависимости",
    "controller": "police",
    "disclosure": "13.4.3",
    "evasion": "статья 5 закона № 7-ОЗ",
    "valid_from": "01.02.2026",
}


def receive(register: Register, **changes: Any) -> Duty:
    codes = changes.pop("measure_codes", ())
    patient = factories.patient(register, snils="").id
    return duties.receive(register, patient, {**DECISION, **changes}, codes)


def steps(register: Register, duty: Duty) -> dict[str, tuple[str, str]]:
    return {step.title: (step.said, step.standing.value) for step in duties.of_duty(register, duty.id).steps}


def found(register: Register, what: What) -> list[Task]:
    return [task for task in tasks.today(register) if task.what is what]


def test_a_decision_keeps_what_its_paper_says(register: Register) -> None:
    duty = receive(
        register,
        judge="Судейкин П. П.",
        received_from="районный суд",
        controller="police",
        controller_office="ОМВД по Заречному району, ул. Мирная, д. 8",
        measures="посещать группу",
        measure_codes=["diagnosis", "treatment"],
    )
    (kept,) = duties.listing(register, duty.patient_id)
    assert (kept.judge, kept.received_from, kept.controller) == ("Судейкин П. П.", "районный суд", "police")
    assert kept.imposed == "диагностика, лечение, посещать группу"
    assert duties.of_duty(register, duty.id).recipient == "ОМВД по Заречному району, ул. Мирная, д. 8"
    assert [Measure(code) for code in kept.measure_codes or ()] == [Measure.DIAGNOSIS, Measure.TREATMENT]
    with pytest.raises(Invalid, match="выберите из списка"):
        receive(register, measure_codes=["prison"])
    with pytest.raises(Invalid, match="раньше даты решения"):
        receive(register, appear_by="01.03.2026")


def test_a_decision_is_amended_but_never_against_what_has_happened(register: Register) -> None:
    duty = receive(register)
    duties.appeared(register, duty.id, date(2026, 3, 10))
    amended = duties.amend(register, duty.id, {"judge": "Судейкин П. П.", "in_force_on": "13.03.2026"}, ["social"])
    assert (amended.judge, amended.in_force_on, amended.imposed) == (
        "Судейкин П. П.",
        date(2026, 3, 13),
        "социальная реабилитация",
    )
    assert amended.appeared_on == date(2026, 3, 10)
    with pytest.raises(Invalid, match=r"позже отметки от 10\.03\.2026"):
        duties.amend(register, duty.id, {"decided_on": "11.03.2026"})
    with pytest.raises(Invalid, match="раньше даты решения"):
        duties.amend(register, duty.id, {"in_force_on": "01.03.2026"})
    with pytest.raises(NotFound):
        duties.amend(register, 404, {})


def test_the_whole_way_of_the_rules_484(register: Register, clock: Clock) -> None:
    duty = receive(register, appear_by="19.03.2026")
    assert steps(register, duty) == {
        "Решение": ("от 02.03.2026", "done"),
        "Явка": ("до 19.03.2026", "now"),
        "Сообщение о явке": ("", "ahead"),
        "Извещение о постановке": ("", "ahead"),
        "Исполнение": ("", "ahead"),
        "Сообщение об исполнении": ("", "ahead"),
    }
    clock.go(date(2026, 3, 18))
    duties.appeared(register, duty.id, date(2026, 3, 18))
    # Wednesday the 18th; Thursday, Friday, Monday the 23rd.
    assert steps(register, duty)["Сообщение о явке"] == ("до 23.03.2026", "now")
    (task,) = found(register, What.NOTICE)
    assert (task.said, task.due) == ("отправить постановление с отметкой о явке до 23.03.2026", date(2026, 3, 23))
    clock.go(date(2026, 3, 24))
    assert steps(register, duty)["Сообщение о явке"] == ("до 23.03.2026", "late")
    assert found(register, What.NOTICE)[0].urgency is Urgency.OVERDUE
    duties.told(register, duty.id, date(2026, 3, 24), "12-у")
    assert found(register, What.NOTICE) == []
    # The body writes back in three days: the 25th, 26th and 27th.
    (waits,) = found(register, What.REGISTRATION)
    assert waits.due == date(2026, 3, 27)
    assert steps(register, duty)["Извещение о постановке"] == ("ждём до 27.03.2026", "now")
    clock.go(date(2026, 3, 31))
    assert steps(register, duty)["Извещение о постановке"] == ("ждём до 27.03.2026", "late")
    duties.answered(register, duty.id, {"registered_on": "30.03.2026"})
    assert found(register, What.REGISTRATION) == []
    duties.finish(register, duty.id, date(2026, 3, 31), DutyResult.FULFILLED)
    (last,) = found(register, What.NOTICE)  # the section with the term of it was not read
    assert (last.said, last.due, last.urgency) == (
        "сообщить органу контроля об исполнении обязанности; срок не задан",
        None,
        Urgency.WAITING,
    )
    duties.told(register, duty.id, date(2026, 3, 31), "15-у", NoticeEvent.COMPLETION)
    duties.answered(register, duty.id, {"removed_on": "31.03.2026", "court_result": "обязанность снята"})
    assert found(register, What.NOTICE) == []
    assert steps(register, duty)["Сообщение об исполнении"] == ("31.03.2026, № 15-у", "done")
    assert steps(register, duty)["Снят с учёта"] == ("31.03.2026", "done")
    log = [(line.what, line.ground, line.letter) for line in disclosures.of_patient(register, duty.patient_id)]
    assert log == [
        ("сообщение об исполнении обязанности", "13.4.3.1", "15-у"),
        ("копия судебного решения с отметкой о явке", "13.4.3.1", "12-у"),
    ]


def test_a_notice_that_runs_into_a_year_without_its_act_says_so(register: Register, clock: Clock) -> None:
    clock.go(date(2026, 12, 30))
    duty = receive(register, appear_by="")
    duties.appeared(register, duty.id, date(2026, 12, 29))
    (task,) = found(register, What.NOTICE)
    # 30 December; 31 December to 10 January are days off; 11, 12 January.
    assert task.due == date(2027, 1, 12)
    assert task.said.endswith("(календарь на 2027 год не сверен с постановлением о переносах)")
    clock.go(date(2027, 12, 30))
    duties.appeared(register, duty.id, date(2027, 12, 30))
    (owed,) = duties.of_duty(register, duty.id).owed
    assert "производственного календаря на 2028 год нет" in owed.said


def test_signs_of_evasion_are_said_and_a_person_decides(register: Register, clock: Clock) -> None:
    duty = receive(register)
    # He had to come by the 12th.
    (sign,) = duties.of_duty(register, duty.id).signs
    assert (sign.sign, sign.since) == (EvasionSign.NOT_CAME, date(2026, 3, 12))
    assert found(register, What.DUTY)[0].urgency is Urgency.OVERDUE
    with pytest.raises(Invalid, match="отметьте, когда он прервал"):
        duties.evaded(register, duty.id, TODAY, EvasionSign.LEFT)
    with pytest.raises(UserError, match="уклонение не отмечено"):
        duties.told(register, duty.id, TODAY, "1", NoticeEvent.EVASION)
    duties.evaded(register, duty.id, TODAY, EvasionSign.NOT_CAME)
    assert duties.of_duty(register, duty.id).signs == []
    assert found(register, What.DUTY) == []
    (task,) = found(register, What.NOTICE)
    assert task.said == "сообщить органу контроля об уклонении; срок не задан"
    duties.told(register, duty.id, TODAY, "9-у", NoticeEvent.EVASION)
    assert found(register, What.NOTICE) == []
    assert steps(register, duty)["Исполнение"] == ("уклонение 16.03.2026", "broken")
    assert steps(register, duty)["Сообщение об уклонении"] == ("16.03.2026, № 9-у", "done")


def test_who_came_in_time_is_no_evader_for_not_coming(register: Register) -> None:
    duty = receive(register)
    duties.appeared(register, duty.id, date(2026, 3, 12))
    assert duties.of_duty(register, duty.id).signs == []
    with pytest.raises(Invalid, match="явился вовремя"):
        duties.evaded(register, duty.id, TODAY, EvasionSign.NOT_CAME)
    with pytest.raises(UserError, match="явился вовремя"):
        duties.told(register, duty.id, TODAY, "1", NoticeEvent.NO_SHOW)


def test_prescriptions_broken_more_than_twice_are_a_sign(register: Register) -> None:
    duty = receive(register)
    duties.appeared(register, duty.id, date(2026, 3, 5))
    given = [duties.prescribe(register, duty.id, {"given_on": "05.03.2026", "what": f"явка {n}"}).id for n in range(4)]
    for number, day in ((0, 9), (2, 11)):
        duties.broke(register, given[number], date(2026, 3, day), "не пришёл")
    assert duties.of_duty(register, duty.id).signs == []  # twice is not more than twice
    assert found(register, What.EVASION) == []
    with pytest.raises(Invalid, match="не более двух"):
        duties.evaded(register, duty.id, TODAY, EvasionSign.BROKEN)
    duties.broke(register, given[1], date(2026, 3, 10), "отказался от теста")
    (sign,) = duties.of_duty(register, duty.id).signs
    assert (sign.sign, sign.since) == (EvasionSign.BROKEN, date(2026, 3, 11))
    (task,) = found(register, What.EVASION)
    assert "более двух раз не выполнил предписания" in task.said
    assert steps(register, duty)["Исполнение"] == ("нарушений: 3", "now")
    mistakes.strike_out(register, Prescription, given[1], "пришёл, отметили не того")
    assert duties.of_duty(register, duty.id).signs == []
    duties.broke(register, given[3], date(2026, 3, 12))
    duties.evaded(register, duty.id, TODAY, EvasionSign.BROKEN)
    assert found(register, What.EVASION) == []
    with pytest.raises(UserError, match="есть предписания"):
        mistakes.strike_out(register, Duty, duty.id, "не тот человек")


@pytest.mark.parametrize("given_on", ["01.03.2026", "17.03.2026"])
def test_nothing_is_prescribed_before_the_decision_or_after_today(register: Register, given_on: str) -> None:
    duty = receive(register)
    with pytest.raises(Invalid):
        duties.prescribe(register, duty.id, {"given_on": given_on, "what": "явка"})
    assert duties.prescriptions(register, duty.patient_id) == []


def test_a_prescription_is_broken_between_its_day_and_today(register: Register) -> None:
    duty = receive(register)
    given = duties.prescribe(register, duty.id, {"given_on": "05.03.2026", "what": "явка"})
    for day in (date(2026, 3, 4), date(2026, 3, 17)):
        with pytest.raises(Invalid, match="между днём предписания"):
            duties.broke(register, given.id, day)
    with pytest.raises(NotFound):
        duties.broke(register, 404, TODAY)
    duties.finish(register, duty.id, date(2026, 3, 10), DutyResult.CANCELLED)
    with pytest.raises(Invalid, match="обязанность окончена"):
        duties.prescribe(register, duty.id, {"given_on": "11.03.2026", "what": "явка"})


def test_leaving_without_leave_is_a_sign_from_its_day(register: Register) -> None:
    duty = receive(register)
    with pytest.raises(Invalid, match="явка не отмечена"):
        duties.left(register, duty.id, TODAY)
    duties.appeared(register, duty.id, date(2026, 3, 10))
    duties.left(register, duty.id, date(2026, 3, 13))
    (task,) = found(register, What.EVASION)
    assert task.due == date(2026, 3, 13)
    duties.evaded(register, duty.id, TODAY, EvasionSign.LEFT)
    assert duties.of_duty(register, duty.id).signs == []


def test_terms_of_the_office_count_from_their_day_on(register: Register, clock: Clock) -> None:
    duty = receive(register, kind="УК-73")
    duties.appeared(register, duty.id, date(2026, 3, 10))
    (task,) = found(register, What.NOTICE)
    assert (task.due, task.said) == (None, "отправить постановление с отметкой о явке; срок не задан")
    term = {"event": "coming", "days": "5", "working": True, "act": "приказ № 429/78", "valid_from": "01.03.2026"}
    duties.set_term(register, "УК-73", term)
    # Tuesday the 10th; the 11th, 12th, 13th, Monday the 16th, Tuesday the 17th.
    assert found(register, What.NOTICE)[0].due == date(2026, 3, 17)
    duties.set_term(register, "УК-73", {**term, "days": "10", "working": False, "valid_from": "11.03.2026"})
    assert found(register, What.NOTICE)[0].due == date(2026, 3, 17)  # the event is older than the new act
    duties.appeared(register, duty.id, date(2026, 3, 11))
    assert found(register, What.NOTICE)[0].due == date(2026, 3, 21)
    with pytest.raises(NotFound):
        duties.set_term(register, "УК-1", term)
    for wrong in ({"days": "0"}, {"days": "366"}, {"valid_to": "28.02.2026"}, {"act": ""}):
        with pytest.raises(Invalid):
            duties.set_term(register, "УК-73", {**term, **wrong})


def test_a_no_show_is_owed_only_where_the_office_has_set_its_term(register: Register) -> None:
    receive(register)
    assert found(register, What.NOTICE) == []
    duties.set_term(
        register,
        "АП",
        {"event": "no_show", "days": "1", "working": True, "act": "приказ № 1", "valid_from": "01.03.2026"},
    )
    (task,) = found(register, What.NOTICE)
    # He had to come by Thursday the 12th; Friday the 13th.
    assert (task.due, task.part) == (date(2026, 3, 13), "no_show")
    duties.told(register, task.record_id, TODAY, "3-у", NoticeEvent.NO_SHOW)
    assert found(register, What.NOTICE) == []


def test_a_kind_of_the_office_works_like_those_of_the_program(register: Register, clock: Clock) -> None:
    kind = duties.keep_kind(register, ALCOHOL)
    duties.set_term(
        register,
        kind.code,
        {"event": "coming", "days": "2", "working": False, "act": "закон № 7-ОЗ", "valid_from": "01.02.2026"},
    )
    duty = receive(register, kind=kind.code)
    duties.appeared(register, duty.id, date(2026, 3, 13))
    way = duties.of_duty(register, duty.id)
    assert (way.kind.title, way.kind.act, way.recipient) == (
        "Обязанность лечиться от алкоголизма",
        "закон области № 7-ОЗ",
        "отдел МВД России по району",
    )
    assert found(register, What.NOTICE)[0].due == date(2026, 3, 15)
    duties.told(register, duty.id, TODAY, "4-у")
    (line,) = disclosures.of_patient(register, duty.patient_id)
    assert (line.ground, line.recipient) == ("13.4.3", "отдел МВД России по району")
    duties.keep_kind(register, {"valid_to": "28.02.2026"}, kind.id)
    with pytest.raises(Invalid, match="выберите из списка"):
        receive(register, kind=kind.code)  # no longer in force
    assert duties.amend(register, duty.id, {"kind": kind.code, "judge": "Судейкин"}).judge == "Судейкин"
    assert duties.of_duty(register, duty.id).kind.title == "Обязанность лечиться от алкоголизма"


def test_a_kind_is_named_once_and_has_its_law(register: Register) -> None:
    duties.keep_kind(register, ALCOHOL)
    for changes, field in (
        ({}, "title"),
        ({"title": "УК РФ, ст. 72.1"}, "title"),
        ({"title": "Другая", "act": ""}, "act"),
        ({"title": "Другая", "disclosure": "consent"}, "disclosure"),
        ({"title": "Другая", "valid_to": "01.01.2026"}, "valid_to"),
    ):
        with pytest.raises(Invalid) as told:
            duties.keep_kind(register, {**ALCOHOL, **changes})
        assert [problem.field for problem in told.value.problems] == [field]
    with pytest.raises(NotFound):
        duties.keep_kind(register, {"title": "Другая"}, 404)
    own = [entry for entry in duties.book(register) if entry.own]
    assert [(entry.kind.code, len(entry.unset)) for entry in own] == [("К-1", 4)]


def test_who_is_dead_is_in_no_list_of_notices(register: Register) -> None:
    duty = receive(register)
    duties.appeared(register, duty.id, date(2026, 3, 10))
    duties.left(register, duty.id, date(2026, 3, 11))
    assert {task.what for task in tasks.today(register)} >= {What.NOTICE, What.EVASION}
    deaths.note(register, duty.patient_id, date(2026, 3, 12))
    assert tasks.today(register) == []
    with pytest.raises(UserError):
        duties.prescribe(register, duty.id, {"given_on": "13.03.2026", "what": "явка"})
    assert patients.one(register, duty.patient_id).died_on == date(2026, 3, 12)


def test_the_reference_book_is_the_heads_and_the_administrators(register: Register, clock: Clock) -> None:
    with factories.signed_in(register, Role.NURSE, clock) as opened, pytest.raises(Forbidden):
        duties.keep_kind(opened, ALCOHOL)
