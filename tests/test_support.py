"""Help beside treatment: work and schooling, the family by its consent, groups by the person's word, injecting use."""

import inspect
from datetime import date

import pytest
import sqlalchemy as sa

from narcdesk import families, groups, injecting, mistakes, occupations
from narcdesk.base import Base
from narcdesk.errors import Invalid, UserError
from narcdesk.families import FamilyMember
from narcdesk.groups import GroupVisit, SupportGroup
from narcdesk.injecting import InjectingFact
from narcdesk.occupations import HelpResult
from narcdesk.register import Register
from tests import factories
from tests.factories import DAY

MEMBER = {"name": "Воробьёва Анна", "tie": "mother", "consent_on": "02.03.2026", "phone": "8 900 000-00-11"}
GROUP = {"name": "Группа «Рассвет»", "kind": "mutual", "valid_from": "01.03.2026"}


@pytest.fixture
def patient(register: Register) -> int:
    return factories.patient(register).id


def fields(told: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.field for problem in told.value.problems]


# Work and schooling


def test_what_a_person_does_is_a_row_of_dated_facts(register: Register, patient: int) -> None:
    occupations.note(register, patient, {"since": "10.03.2026", "kind": "works", "place": "склад"})
    occupations.note(register, patient, {"since": "01.02.2026", "kind": "none"})
    found = [(f"{fact.since:%d.%m}", fact.kind.label) for fact in occupations.listing(register, patient)]
    assert found == [("10.03", "работает"), ("01.02", "не работает и не учится")]


def test_help_has_one_result_after_the_sending(register: Register, patient: int) -> None:
    sent = {"kind": "work", "on": "10.03.2026", "sent_to": "центр занятости", "answer_by": "20.03.2026"}
    with pytest.raises(Invalid) as told:
        occupations.refer(register, patient, {**sent, "answer_by": "09.03.2026"})
    assert fields(told) == ["answer_by"]
    made = occupations.refer(register, patient, sent)
    with pytest.raises(Invalid, match="между направлением и сегодняшним днём"):
        occupations.answer(register, made.id, date(2026, 3, 9), HelpResult.PLACED)
    occupations.answer(register, made.id, DAY, HelpResult.PLACED, "грузчик")
    [kept] = occupations.help_given(register, patient)
    assert (kept.answered_on, kept.result, kept.result_note) == (DAY, HelpResult.PLACED, "грузчик")
    with pytest.raises(UserError, match=r"уже записан 16\.03\.2026"):
        occupations.answer(register, made.id, DAY, HelpResult.REFUSED)


# The family


def test_nobody_of_the_family_is_written_down_without_his_own_consent(register: Register, patient: int) -> None:
    with pytest.raises(Invalid) as told:
        families.enter(register, patient, {**MEMBER, "consent_on": ""})
    assert fields(told) == ["consent_on"]
    assert families.listing(register, patient) == []


def test_a_member_is_talked_to_only_while_he_agrees(register: Register, patient: int) -> None:
    member = families.enter(register, patient, MEMBER)
    with pytest.raises(UserError, match=r"Согласие на контакт дано 02\.03\.2026"):
        families.talk(register, member.id, {"kind": "talk", "on": "01.03.2026"})
    families.talk(register, member.id, {"kind": "training", "on": "05.03.2026"})
    families.withdraw(register, member.id, date(2026, 3, 10))
    with pytest.raises(UserError, match=r"отозвано 10\.03\.2026"):
        families.talk(register, member.id, {"kind": "talk", "on": "10.03.2026"})
    families.talk(register, member.id, {"kind": "talk", "on": "09.03.2026"})  # it was held before
    [kept] = families.listing(register, patient)
    assert (kept.withdrawn_on, kept.phone) == (date(2026, 3, 10), "")  # nobody calls him any more
    with pytest.raises(UserError, match="уже отозвано"):
        families.withdraw(register, member.id, DAY)


def test_a_member_with_talks_is_struck_out_after_them(register: Register, patient: int) -> None:
    member = families.enter(register, patient, MEMBER)
    talk = families.talk(register, member.id, {"kind": "talk", "on": DAY})
    with pytest.raises(UserError, match="записаны беседы"):
        mistakes.strike_out(register, FamilyMember, member.id, "не та семья")
    mistakes.strike_out(register, type(talk), talk.id, "не та семья")
    mistakes.strike_out(register, FamilyMember, member.id, "не та семья")
    assert families.listing(register, patient) == []


def test_of_the_family_no_diagnosis_can_be_kept() -> None:
    assert set(FamilyMember.__table__.columns.keys()) == {
        "id", "patient_id", "name", "tie", "consent_on", "phone", "withdrawn_on",
        "struck_on", "struck_by", "struck_why",
    }  # fmt: skip


# Groups


def test_the_directory_shows_groups_that_still_meet(register: Register) -> None:
    gone = groups.enter(register, {**GROUP, "name": "Прежняя"})
    groups.enter(register, {**GROUP, "days": "вт, 19:00"})
    groups.amend(register, gone.id, {"valid_to": "15.03.2026"})
    assert [group.name for group in groups.directory(register)] == ["Группа «Рассвет»"]
    assert [group.name for group in groups.directory(register, open_only=False)] == ["Группа «Рассвет»", "Прежняя"]
    with pytest.raises(Invalid) as told:
        groups.amend(register, gone.id, {"valid_to": "28.02.2026"})
    assert fields(told) == ["valid_to"]


def test_no_list_of_a_groups_people_can_be_asked_for(register: Register, patient: int) -> None:
    groups.visit(register, patient, {"on": DAY, "said": "ходит в «Рассвет» по вторникам"})
    [told] = groups.listing(register, patient)
    assert told.said == "ходит в «Рассвет» по вторникам"
    # Nothing in the file ties a person to a group: no table refers to the directory.
    referring = {
        table.name
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table is SupportGroup.__table__
    }
    assert referring == set()
    # And whoever asks of visits asks of one patient.
    asking = [
        function
        for name, function in inspect.getmembers(groups, inspect.isfunction)
        if function.__module__ == groups.__name__ and "select(GroupVisit)" in inspect.getsource(function)
    ]
    assert [list(inspect.signature(one).parameters) for one in asking] == [["register", "patient_id"]]


# Injecting use


def test_who_injects_is_told_by_the_last_fact_known_by_the_day(register: Register) -> None:
    injects, stopped, never, mistaken = (
        factories.patient(register, surname=surname, snils="", policy_number="").id
        for surname in ("Иглов", "Бывший", "Чистов", "Ошибкин")
    )
    for who, on, state in (
        (injects, "01.02.2026", "no"),
        (injects, "01.03.2026", "yes"),
        (stopped, "01.02.2026", "yes"),
        (stopped, "01.03.2026", "before"),
        (never, "01.03.2026", "no"),
    ):
        injecting.note(register, who, {"on": on, "state": state, "source": "осмотр"})
    wrong = injecting.note(register, mistaken, {"on": "01.02.2026", "state": "yes", "source": "осмотр"})
    mistakes.strike_out(register, InjectingFact, wrong.id, "чужая карта")
    with register.read() as session:
        assert injecting.injects(session, date(2026, 3, 16)) == {injects}
        assert injecting.injects(session, date(2026, 2, 20)) == {stopped}
        assert injecting.injects(session, date(2026, 1, 31)) == set()


def test_a_fact_without_its_source_is_none(register: Register, patient: int) -> None:
    with pytest.raises(Invalid) as told:
        injecting.note(register, patient, {"on": DAY, "state": "yes"})
    assert fields(told) == ["source"]
    with register.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(GroupVisit)) == 0
