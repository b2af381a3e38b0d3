"""What a card lacks, and how often its patient has to come."""

from datetime import date

import pytest

from narcdesk import consents, duties, gaps, observation, patients, rules
from narcdesk.gaps import Mend
from narcdesk.register import Register
from tests import factories
from tests.factories import Clock


def sign(register: Register, patient_id: int, kind: str) -> None:
    consents.give(register, patient_id, {"kind": kind, "given_on": register.today()})


def mends(register: Register, patient_id: int) -> list[Mend]:
    return [gap.mend for gap in gaps.of_patient(register, patient_id)]


def test_a_new_card_is_mended_step_by_step(register: Register) -> None:
    who = factories.patient(register).id
    assert mends(register, who) == [Mend.CARE, Mend.DIAGNOSIS]
    sign(register, who, "care")
    factories.diagnosis(register, who)
    assert [gap.said for gap in gaps.of_patient(register, who)] == [
        "Диагноз F11.242Н есть, диспансерное наблюдение не начато."
    ]
    observation.take(register, who, {"taken_on": "06.02.2026"})
    assert mends(register, who) == [Mend.OBSERVATION, Mend.VISIT]
    sign(register, who, "observation")
    observation.visit(register, who, {"on": "16.03.2026", "kept": True, "next_on": "16.04.2026"})
    assert mends(register, who) == []


def test_a_child_needs_somebody_who_signs(register: Register) -> None:
    who = factories.patient(register, birth="12.03.2010", document_issued_on="20.04.2024", document_series="1824").id
    [gap] = [gap for gap in gaps.of_patient(register, who) if gap.mend is Mend.REPRESENTATIVE]
    assert gap.is_grave
    assert gap.said.startswith("Пациенту 16 лет:")
    mother = patients.appoint(register, who, {"kinship": "mother", "surname": "Воробьёва", "given": "Елена"})
    assert Mend.REPRESENTATIVE not in mends(register, who)
    patients.release(register, mother.id)
    assert Mend.REPRESENTATIVE in mends(register, who)


def test_at_sixteen_one_signs_alone_when_it_is_not_drugs(register: Register) -> None:
    who = factories.patient(register, birth="12.03.2010", document_issued_on="20.04.2024", document_series="1824").id
    factories.diagnosis(register, who, substance="F10", state="1", current=None, stage=None)
    assert Mend.REPRESENTATIVE not in mends(register, who)


def test_an_ended_observation_is_not_asked_for_again(register: Register) -> None:
    who = factories.patient(register).id
    sign(register, who, "care")
    factories.diagnosis(register, who)
    episode = observation.take(register, who, {"taken_on": "06.02.2026"})
    observation.end(register, episode.id, date(2026, 3, 1), observation.EndGround.REFUSED)
    assert mends(register, who) == []


@pytest.mark.parametrize(
    ("months_sober", "said"),
    [
        (0, "не реже чем раз в месяц (не подтверждено, сверьте с приказом)"),
        (13, "не реже чем раз в 6 недель"),
    ],
)
def test_how_often_to_come_follows_the_order_of_the_episode(
    register: Register, clock: Clock, months_sober: int, said: str
) -> None:
    who = factories.patient(register).id
    factories.diagnosis(register, who)
    observation.take(register, who, {"taken_on": "06.02.2026"})  # under 1034н
    if months_sober:
        observation.note_remission(register, who, {"kind": "last_use", "on": "01.02.2026", "proof": "со слов"})
        clock.go(date(2027, 3, 2))
        observation.note_remission(register, who, {"kind": "abstinent", "on": "02.03.2027", "proof": "тест"})
    with register.read() as session:
        rhythm = observation.rhythm(session, who, register.today())
    assert rhythm is not None
    assert rhythm.order.id == "ДН-2015"
    assert rhythm.shown == said


def test_a_courts_duty_proposes_its_own_group(register: Register, clock: Clock) -> None:
    clock.go(date(2026, 10, 1))
    who = factories.patient(register).id
    factories.diagnosis(register, who)
    observation.take(register, who, {"taken_on": "01.10.2026"})
    with register.read() as session:
        rhythm = observation.rhythm(session, who, register.today())
    assert rhythm is not None
    assert rhythm.group is not None
    assert (rhythm.group.code, rhythm.shown) == ("ДН-3", "срок следующей явки в порядке не найден, сверьте с приказом")
    duties.receive(register, who, {"kind": "АП", "court": "мировой судья", "decided_on": "20.09.2026"})
    with register.read() as session:
        rhythm = observation.rhythm(session, who, register.today())
    assert rhythm is not None
    assert rhythm.group is not None
    assert rhythm.group.code == "ДН-4"


@pytest.mark.parametrize(
    ("order", "ground", "said"),
    [
        ("ДН-2015", "recovery", "решает врачебная комиссия, после 36 месяцев ремиссии"),
        ("ДН-2026", "recovery", "решает врачебная комиссия"),
        ("ДН-2026", "no_show", "решает врач, не являлся полгода"),
        ("ДН-2026", "refused", "решает врач, нужны: подписанный отказ"),
        ("ДН-2026", "prison", "кто решает, в порядке не найдено, не подтверждено, сверьте с приказом"),
    ],
)
def test_what_the_order_wants_for_an_end_is_told_and_nothing_is_made_up(order: str, ground: str, said: str) -> None:
    group = {"ДН-2015": "syndrome", "ДН-2026": "ДН-3"}[order]
    [rule] = [rule for rule in rules.rule_set(order).ends_for(group) if rule.ground == ground]
    assert rule.shown == said


@pytest.mark.parametrize(
    ("since", "months"),
    [(date(2026, 1, 31), 1), (date(2026, 2, 1), 1), (date(2026, 2, 28), 0), (date(2025, 2, 28), 12), (None, 0)],
)
def test_full_months(since: date | None, months: int) -> None:
    assert observation.full_months(since, date(2026, 3, 1)) == months
