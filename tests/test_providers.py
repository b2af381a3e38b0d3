"""The regional registry: facts with their source and day, what a call tells, what a list closes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from narcdesk import providers
from narcdesk.errors import Invalid, NotFound
from narcdesk.providers import Fact, in_words
from narcdesk.register import Register
from tests import factories

APRIL, MAY = date(2025, 4, 1), date(2025, 5, 20)
SPRING = {
    "name": "АНО «Весенний берег»",
    "phones": ["+78440000001"],
    "places_total": 24,
    "places_men": 18,
    "places_women": 6,
    "forms": ["стационарная"],
    "term_days": 180,
    "included_from": date(2025, 3, 1),
    "included_to": None,
}


@pytest.fixture
def clock() -> factories.Clock:
    return factories.Clock(APRIL)


@pytest.fixture
def register(tmp_path: Path, clock: factories.Clock) -> Iterator[Register]:
    with_list = factories.register(tmp_path / "реестр кабинета", clock)
    providers.take_list(with_list, title="Список № 1", as_of=APRIL, new=[SPRING], changed={}, gone=[])
    yield with_list
    with_list.close()


def test_a_fact_has_its_day_and_source_and_its_older_self_stays(register: Register, clock: factories.Clock) -> None:
    clock.go(MAY)
    (known,) = providers.find(register)
    providers.take_list(register, title="Список № 2", as_of=MAY, new=[], changed={known.id: {"term_days": 90}}, gone=[])
    now = providers.one(register, known.id)
    assert now.facts["term_days"] == Fact(90, MAY, "Список № 2")
    assert now.facts["places_men"] == Fact(18, APRIL, "Список № 1")
    assert providers.fact_history(register, known.id, "term_days") == [
        Fact(90, MAY, "Список № 2"),
        Fact(180, APRIL, "Список № 1"),
    ]
    assert now.freshest == MAY


def test_a_provider_that_left_the_list_is_closed_and_stays(register: Register) -> None:
    (known,) = providers.find(register)
    providers.take_list(register, title="Список № 2", as_of=APRIL, new=[], changed={}, gone=[known.id])
    assert providers.find(register) == []
    (closed,) = providers.find(register, open_only=False)
    assert closed.closed_on == APRIL
    assert not closed.is_included_on(APRIL)
    assert closed.is_included_on(date(2025, 3, 31))


def test_what_a_call_told_is_written_down_with_who_said_it(register: Register, clock: factories.Clock) -> None:
    clock.go(MAY)
    (known,) = providers.find(register)
    typed = {
        "free_men": "3",
        "free_women": "",
        "phones": "8 844 000-00-02 доб. 7; +7 844 000 00 03",
        "forms": "Стационарная, патронат",
        "remark": " принимают  по понедельникам ",
    }
    providers.note_call(register, known.id, typed, "Орлова,  администратор")
    now = providers.one(register, known.id)
    source = "по телефону: Орлова, администратор"
    assert now.facts["free_men"] == Fact(3, MAY, source)
    assert now.facts["phones"] == Fact(["+78440000002 доб. 7", "+78440000003"], MAY, source)
    assert now.facts["forms"] == Fact(["стационарная", "патронат"], MAY, source)
    assert now.facts["remark"] == Fact("принимают по понедельникам", MAY, source)
    assert "free_women" not in now.facts  # nothing was said of it
    assert now.facts["places_men"].as_of == APRIL


@pytest.mark.parametrize(
    ("typed", "who", "fields"),
    [
        ({"free_men": "три"}, "Орлова", ["free_men"]),
        ({"free_men": "3"}, " ", ["who"]),
        ({"free_men": " "}, "Орлова", ["who"]),
        ({"places_total": "-4", "term_days": "1000000"}, "", ["who", "places_total", "term_days"]),
    ],
)
def test_what_cannot_be_read_of_a_call_changes_nothing(
    register: Register, typed: dict[str, str], who: str, fields: list[str]
) -> None:
    (before,) = providers.find(register)
    with pytest.raises(Invalid) as refused:
        providers.note_call(register, before.id, typed, who)
    assert [problem.field for problem in refused.value.problems] == fields
    assert providers.find(register) == [before]


def test_a_call_about_nobody_is_refused(register: Register) -> None:
    with pytest.raises(NotFound):
        providers.note_call(register, 404, {"free_men": "1"}, "Орлова")


def test_the_order_is_the_alphabet_and_a_name_is_found_by_its_part(register: Register) -> None:
    others = [{"name": "«Ёлка»"}, {"name": "Дом «Астра»"}]
    providers.take_list(register, title="Список № 2", as_of=APRIL, new=others, changed={}, gone=[])
    assert [one.name for one in providers.find(register)] == ["АНО «Весенний берег»", "Дом «Астра»", "«Ёлка»"]
    assert [one.name for one in providers.find(register, "елк")] == ["«Ёлка»"]


@pytest.mark.parametrize(
    ("age", "is_stale"),
    [(0, False), (90, False), (91, True)],
)
def test_a_fact_is_old_after_ninety_days(age: int, is_stale: bool) -> None:
    told = date.fromordinal(MAY.toordinal() - age)
    assert Fact(3, told, "Список").is_stale_on(MAY) is is_stale


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("phones", ["+78440000002 доб. 7", "спросить Орлову"], "+7 (844) 000-00-02, доб. 7, спросить Орлову"),
        ("phones", [], ""),
        ("forms", ["стационарная", "патронат"], "стационарная, патронат"),
        ("term_days", 181, "181 день"),
        ("included_from", "2025-03-01", "01.03.2025"),
        ("included_to", None, ""),
        ("places_men", 0, "0"),
        ("address", "г. Заречный", "г. Заречный"),
    ],
)
def test_facts_in_words(kind: str, value: object, words: str) -> None:
    assert in_words(kind, value) == words
