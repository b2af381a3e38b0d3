"""Orders and groups of an observation: open terms set by the head, changes by a person's decision, the end."""

from datetime import date

import pytest

from narcdesk import history, observation, rules, tasks, transfers
from narcdesk.errors import Forbidden, Invalid, NotFound, UserError
from narcdesk.observation import EndGround, Episode
from narcdesk.register import Register
from narcdesk.rules import all_rule_sets, cells
from narcdesk.staff import Role
from narcdesk.tasks import What
from tests import factories
from tests.factories import DAY, Clock

CELL = "ДН-2026.interval.ДН-3.0"
AUTUMN = date(2026, 11, 2)
TERM = {"value": "6 недель", "basis": "письмо диспансера № 12"}


@pytest.fixture
def patient(register: Register) -> int:
    who = factories.patient(register).id
    factories.diagnosis(register, who)
    return who


def fields(told: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.field for problem in told.value.problems]


# Terms


def test_a_term_that_no_order_confirms_is_set_with_its_ground_and_taken_back(register: Register) -> None:
    def now() -> observation.CellState:
        return next(one for one in observation.cells(register) if one.cell.key == CELL)

    assert (now().shown, now().standing) == ("не задан", "не подтверждён, сверьте с приказом")
    observation.set_cell(register, CELL, TERM)
    assert (now().shown, now().standing, now().basis) == ("раз в 6 недель", "задан кабинетом", TERM["basis"])
    assert (now().set_by, now().set_on) == ("Зимин А. Н.", DAY)
    observation.set_cell(register, CELL, {"value": "2 мес.", "basis": "решение"})
    assert now().shown == "раз в 2 месяца"
    observation.set_cell(register, CELL, {"value": "", "basis": "письмо отозвано"})
    assert now().shown == "не задан"


def test_a_confirmed_term_is_the_law_and_is_not_set(register: Register) -> None:
    confirmed = [cell for order in all_rule_sets() for cell in cells(order) if cell.confirmed]
    assert len(confirmed) > 20
    for cell in confirmed:
        with pytest.raises(UserError, match="подтверждён приказом"):
            observation.set_cell(register, cell.key, TERM)
    with pytest.raises(NotFound):
        observation.set_cell(register, "ДН-1999.absence", TERM)


@pytest.mark.parametrize("value", ["сто лет", "0 месяцев", "61 неделя", "-1"])
def test_a_term_has_to_be_understood_and_to_have_a_ground(register: Register, value: str) -> None:
    with pytest.raises(Invalid) as told:
        observation.set_cell(register, CELL, {"value": value, "basis": " "})
    assert fields(told) == ["value", "basis"]


def test_the_head_alone_sets_terms(register: Register, clock: Clock) -> None:
    with factories.signed_in(register, Role.DOCTOR, clock) as doctor:
        assert observation.cells(doctor)
        with pytest.raises(Forbidden):
            observation.set_cell(doctor, CELL, TERM)


def test_each_cell_has_a_key_of_its_own_and_a_title(register: Register) -> None:
    known = observation.cells(register)
    assert len({one.cell.key for one in known}) == len(known)
    assert all(one.cell.title and len(one.cell.key) <= 64 for one in known)


def test_the_grace_of_the_office_puts_off_what_is_overdue(register: Register, patient: int, clock: Clock) -> None:
    observation.take(register, patient, {"taken_on": "02.03.2026"})
    observation.visit(register, patient, {"on": "09.03.2026", "next_on": "13.03.2026"})
    assert [(task.due, task.urgency.value) for task in tasks.today(register)] == [(date(2026, 3, 13), "overdue")]
    observation.set_cell(register, rules.GRACE, {"value": "5", "basis": "решение кабинета"})
    (task,) = tasks.today(register)
    assert (task.due, task.urgency.value) == (date(2026, 3, 18), "soon")
    assert task.said == "явка была назначена на 13.03.2026, ждём до 18.03.2026"
    clock.go(date(2026, 3, 19))
    assert [task.urgency.value for task in tasks.today(register)] == ["overdue"]


# Groups and orders


def test_nobody_is_moved_into_a_new_order_by_itself(register: Register, patient: int, clock: Clock) -> None:
    made = observation.take(register, patient, {"taken_on": "02.03.2026"})
    assert transfers.count(register) == 0
    clock.go(AUTUMN)
    assert transfers.count(register) == 1
    (awaiting,) = transfers.awaiting(register)
    assert awaiting.group is not None
    assert (awaiting.group.code, awaiting.consent) == ("ДН-3", "нет действующего")
    assert observation.episodes(register, patient)[0].rule_set == "ДН-2015"
    assert What.TRANSFER in {task.what for task in tasks.of_patient(register, patient)}
    observation.transfer(register, made.id, {"on": "01.10.2026", "why": "осмотр"}, group="ДН-3")
    assert transfers.count(register) == 0
    (episode,) = observation.episodes(register, patient)
    assert (episode.rule_set, episode.group) == ("ДН-2026", "ДН-3")
    ways = [(one.rule_set, one.group, one.since) for one in observation.way(register, episode)]
    assert ways == [("ДН-2015", None, date(2026, 3, 2)), ("ДН-2026", "ДН-3", date(2026, 10, 1))]
    assert "порядок ДН-2026, группа ДН-3" in {event.said for event in history.events(register, patient)}
    with pytest.raises(UserError, match="уже наблюдается по порядку"):
        observation.transfer(register, made.id, {"on": "02.10.2026"}, group="ДН-3")


def test_the_dead_wait_for_no_transfer(register: Register, patient: int, clock: Clock) -> None:
    made = observation.take(register, patient, {"taken_on": "02.03.2026"})
    observation.end(register, made.id, DAY, EndGround.DEATH)
    clock.go(AUTUMN)
    assert transfers.awaiting(register) == []


def test_a_group_changes_by_days_that_follow_one_another(register: Register, patient: int, clock: Clock) -> None:
    clock.go(AUTUMN)
    made = observation.take(register, patient, {"taken_on": "07.09.2026"}, group="ДН-1")
    with pytest.raises(Invalid):
        observation.regroup(register, made.id, {"on": "06.09.2026"}, group="ДН-3")
    with pytest.raises(Invalid, match="уже в группе"):
        observation.regroup(register, made.id, {"on": "05.10.2026"}, group="ДН-1")
    with pytest.raises(Invalid, match="такой нет"):
        observation.regroup(register, made.id, {"on": "05.10.2026"}, group="ДН-9")
    observation.regroup(register, made.id, {"on": "05.10.2026", "why": "диагноз"}, group="ДН-3")
    with pytest.raises(Invalid, match=r"не раньше 05\.10\.2026"):
        observation.regroup(register, made.id, {"on": "04.10.2026"}, group="ДН-4")
    with register.read() as session:
        kept = session.get_one(Episode, made.id)
        assert observation.lived_by(session, kept, date(2026, 10, 4)) == ("ДН-2026", "ДН-1")
        assert observation.lived_by(session, kept, date(2026, 10, 5)) == ("ДН-2026", "ДН-3")


# The commission, and the end


def test_a_recovery_needs_the_commission_and_the_length_that_the_order_names(register: Register, patient: int) -> None:
    made = observation.take(register, patient, {"taken_on": "04.02.2022"})
    protocol = {"decided_on": "16.03.2026", "number": "17", "members": "П. П. Председателев, В. В. Врачев"}
    with pytest.raises(Invalid, match="нет решения врачебной комиссии") as told:
        observation.end(register, made.id, DAY, EndGround.RECOVERY)
    assert fields(told) == ["ground"]
    with pytest.raises(Invalid, match="ремиссия фактами не подтверждена"):
        observation.end(register, made.id, DAY, EndGround.RECOVERY, protocol)
    assert observation.decisions(register, patient) == []  # what did not come off left nothing
    observation.note_remission(register, patient, {"kind": "last_use", "on": "16.03.2023", "proof": "слова"})
    observation.note_remission(register, patient, {"kind": "abstinent", "on": "09.02.2026", "proof": "анализ"})
    ended = observation.end(register, made.id, DAY, EndGround.RECOVERY, protocol)
    assert (ended.ended_on, ended.end_ground) == (DAY, EndGround.RECOVERY)
    (decision,) = observation.decisions(register, patient)
    assert (decision.number, decision.verdict.value) == ("17", "end")


def test_a_remission_long_enough_is_told_till_the_commission_puts_it_off(register: Register, patient: int) -> None:
    made = observation.take(register, patient, {"taken_on": "04.02.2022"})
    observation.note_remission(register, patient, {"kind": "last_use", "on": "16.03.2023", "proof": "слова"})
    observation.note_remission(register, patient, {"kind": "abstinent", "on": "09.02.2026", "proof": "анализ"})
    (task,) = [one for one in tasks.today(register) if one.what is What.COMMISSION]
    assert task.said.startswith("ремиссия: 36 полных месяцев, нужно 36 полных месяцев")
    going_on = {"decided_on": DAY, "number": "3", "members": "комиссия", "verdict": "go_on"}
    with pytest.raises(Invalid, match="назначьте день"):
        observation.decide(register, made.id, going_on)
    observation.decide(register, made.id, {**going_on, "again_on": "м+6"})
    assert What.COMMISSION not in {one.what for one in tasks.today(register)}


def of_commission(register: Register) -> list[str]:
    return [one.said for one in tasks.today(register) if one.what is What.COMMISSION]


def test_the_last_word_of_the_commission_is_the_one_that_holds(register: Register, patient: int, clock: Clock) -> None:
    made = observation.take(register, patient, {"taken_on": "04.02.2022"})
    observation.note_remission(register, patient, {"kind": "last_use", "on": "16.03.2023", "proof": "слова"})
    observation.note_remission(register, patient, {"kind": "abstinent", "on": "09.02.2026", "proof": "анализ"})
    protocol = {"number": "3", "members": "комиссия"}
    for day in ("13.03.2026", "16.03.2026"):
        observation.decide(register, made.id, {**protocol, "decided_on": day, "verdict": "end"})
    assert of_commission(register) == ["комиссия решила снять 16.03.2026: завершите наблюдение"]  # once
    clock.go(date(2026, 3, 20))
    going_on = {**protocol, "decided_on": "20.03.2026", "verdict": "go_on", "again_on": "01.06.2026"}
    observation.decide(register, made.id, going_on)
    assert of_commission(register) == []
    with pytest.raises(Invalid, match="нет решения врачебной комиссии"):
        observation.end(register, made.id, date(2026, 3, 20), EndGround.RECOVERY)
    clock.go(date(2026, 6, 1))
    (said,) = of_commission(register)
    assert said.startswith("ремиссия: 38 полных месяцев")


def test_where_nobody_has_decided_a_group_the_diagnosis_proposes_one(register: Register, patient: int) -> None:
    """By the order of 1988: F11.2 is наркомания, sixty months of observation; F10.2 would be thirty-six."""
    observation.take(register, patient, {"taken_on": "16.03.2011"})
    assert of_commission(register) == [
        "наблюдение: 180 полных месяцев, нужно 60 полных месяцев; можно на комиссию",
    ]


# Pauses and moves


def test_during_a_pause_nobody_is_waited_for(register: Register, patient: int, clock: Clock) -> None:
    made = observation.take(register, patient, {"taken_on": "02.03.2026"})
    observation.visit(register, patient, {"on": "09.03.2026", "next_on": "16.03.2026"})
    paused = observation.pause(register, made.id, {"since": "12.03.2026", "reason": "hospital"})
    assert tasks.today(register) == []
    with pytest.raises(Invalid, match="уже есть перерыв"):
        observation.pause(register, made.id, {"since": "14.03.2026", "reason": "away"})
    clock.go(date(2026, 3, 20))
    observation.resume(register, paused.id, date(2026, 3, 20))  # a Friday
    assert [task.due for task in tasks.today(register)] == [date(2026, 3, 23)]


def test_a_visit_that_is_moved_remembers_from_which_day_and_why(register: Register, patient: int) -> None:
    observation.take(register, patient, {"taken_on": "02.03.2026"})
    observation.visit(register, patient, {"on": "09.03.2026", "next_on": "16.03.2026"})
    moved = observation.move(register, patient, {"agreed_on": "с", "to": "25.03.2026", "why": "в рейсе"})
    assert (moved.was_on, moved.to) == (date(2026, 3, 16), date(2026, 3, 25))
    assert observation.visits(register, patient)[0].next_on == date(2026, 3, 25)
    said = {event.said for event in history.events(register, patient)}
    assert "перенесена с 16.03.2026 на 25.03.2026: в рейсе" in said
    for typed in ({"to": "25.03.2026"}, {"to": "15.03.2026"}, {"agreed_on": "08.03.2026", "to": "30.03.2026"}):
        with pytest.raises(Invalid):
            observation.move(register, patient, {"agreed_on": "с", "why": "болеет", **typed})
