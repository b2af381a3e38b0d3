"""Choosing a provider: who fits what is looked for, and two to four side by side."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from narcdesk import duties, providers, taking_back
from narcdesk.errors import UserError
from narcdesk.patients import Sex
from narcdesk.provider_choice import (
    ORDER,
    Case,
    Order,
    Search,
    Summary,
    Wish,
    case_of,
    compare,
    count,
    forms,
    page,
    summary,
)
from narcdesk.providers import KINDS, Fact, ProviderView
from narcdesk.register import Register
from tests import factories

TODAY = date(2026, 3, 16)
LAST_WEEK, LAST_YEAR = date(2026, 3, 9), date(2025, 3, 16)


def provider(number: int, as_of: date = LAST_WEEK, closed_on: date | None = None, **values: Any) -> ProviderView:
    facts = {kind: Fact(value, as_of, "Список № 1") for kind, value in values.items()}
    return ProviderView(number, closed_on, facts)


SHORE = {
    "name": "АНО «Тихий берег»",
    "address": "404620, р. п. Заречье, ул. Озёрная, д. 5",
    "forms": ["стационарная", "патронат"],
    "places_total": 24,
    "places_men": 24,
    "places_women": 0,
    "term_days": 180,
    "included_from": date(2026, 3, 16),
    "included_to": date(2026, 12, 31),
    "certificates": True,
    "religious": True,
    "free_men": 2,
}
ROWAN = {"name": "Дом «Рябина»", "forms": ["стационарная"], "places_women": 8, "age_from": 14, "court": False}
SUM_ONLY = {"name": "Центр «Исток»", "forms": ["амбулаторная"], "places_total": 10, "substances": ["алкоголь"]}
CLOSED = {"name": "Фонд «Былое»", "places_total": 5}
NAMES = {"АНО «Тихий берег»": 1, "Дом «Рябина»": 2, "Центр «Исток»": 3, "Фонд «Былое»": 4}
MAN, WOMAN = Sex.MALE, Sex.FEMALE


@pytest.fixture
def known(tmp_path: Path) -> Iterator[Register]:
    clock = factories.Clock(LAST_WEEK)
    made = factories.register(tmp_path / "r", clock)
    new = [SHORE, ROWAN, SUM_ONLY, CLOSED]
    providers.take_list(made, title="Список № 1", as_of=LAST_WEEK, new=new, changed={}, gone=[])
    providers.take_list(made, title="Список № 2", as_of=LAST_WEEK, new=[], changed={}, gone=[4])
    clock.go(TODAY)
    yield made
    made.close()


def found(register: Register, case: Case, **how: Any) -> list[int]:
    search = Search(case, **how)
    numbers = [one.id for one in page(register, search)]
    assert count(register, search) == len(numbers)
    return numbers


def case(**asked: Any) -> Case:
    return Case(**{"on": TODAY, "included_only": False, **asked})


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        (case(), [1, 2, 3]),
        (case(with_excluded=True), [1, 2, 4, 3]),
        (case(name="ряб"), [2]),
        (case(name="бер ано"), [1]),
        (case(name="hz,byf"), [2]),  # рябина, typed in the other layout
        (case(name="ябина"), []),
        (case(place="заречье"), [1]),  # of the two others no address is known
        (case(place="озерная"), [1]),
        (case(place="верхнее"), []),
        (case(form="стационарная"), [1, 2]),
        (case(form="патронат"), [1]),
        (case(form="стацион"), []),  # a word of the registry, not its beginning
        (case(sex=MAN), [1, 3]),  # the third tells only the sum
        (case(sex=WOMAN), [2, 3]),
        (case(sex=WOMAN, form="амбулаторная"), [3]),
        (case(included_only=True), [1, 2, 3]),
        (case(included_only=True, on=date(2026, 3, 15)), [2, 3]),
        (case(included_only=True, on=date(2027, 1, 1)), [2, 3]),
        (case(included_only=True, on=LAST_YEAR, with_excluded=True), [2, 4, 3]),
        (case(age=13), [1, 3]),
        (case(age=14), [1, 2, 3]),
        (case(substances=frozenset({"drugs"})), [1, 2]),
        (case(substances=frozenset({"alcohol"})), [1, 2, 3]),
        (case(by_court=True), [1, 3]),
        (case(days=180), [1, 2, 3]),
        (case(days=181), [2, 3]),
    ],
)
def test_who_fits_by_what_is_known(known: Register, asked: Case, numbers: list[int]) -> None:
    assert found(known, asked) == numbers


def verdicts(register: Register, **asked: Any) -> dict[int, str]:
    search = Search(case(**asked), with_unfit=True)
    return {one.id: one.verdict for one in page(register, search)}


@pytest.mark.parametrize(
    ("asked", "number", "words"),
    [
        ({"sex": MAN}, 2, "не подходит: только женщины"),
        ({"sex": WOMAN}, 1, "не подходит: только мужчины"),
        ({"sex": MAN}, 3, "уточните: для кого места, не сказано"),
        ({"sex": MAN}, 1, "подходит"),
        ({"age": 13}, 2, "не подходит: принимает только с 14 лет"),
        ({"age": 13}, 1, "уточните: о возрасте не сказано, а человеку нет 18"),
        ({"age": 18}, 1, "подходит"),
        ({"substances": frozenset({"drugs"})}, 3, "не подходит: не принимает с наркотической зависимостью"),
        ({"substances": frozenset({"drugs"})}, 1, "уточните: с какой зависимостью, не сказано"),
        ({"by_court": True}, 2, "не подходит: не принимает по решению суда"),
        ({"by_certificate": True}, 1, "подходит"),
        ({"by_certificate": True}, 2, "уточните: о сертификатах не сказано"),
        ({"form": "патронат"}, 2, "не подходит: форма другая: стационарная"),
        ({"days": 200}, 1, "не подходит: срок программы 180 дней, а нужно 200 дней"),
        ({"place": "верхнее"}, 1, "не подходит: другой адрес"),
        ({"place": "верхнее"}, 2, "не подходит: адрес не указан"),
        ({"needs_access": True}, 1, "уточните: о доступной среде не сказано"),
        ({"included_only": True, "on": date(2026, 3, 15)}, 1, "не подходит: в реестре только с 16.03.2026"),
        ({"included_only": True, "on": date(2027, 1, 1)}, 1, "не подходит: срок в реестре истёк 31.12.2026"),
        ({"included_only": True, "with_excluded": True}, 4, "не подходит: исключена из реестра 09.03.2026"),
        (
            {"sex": WOMAN, "days": 200, "by_court": True},
            1,
            "не подходит: только мужчины; срок программы 180 дней, а нужно 200 дней",
        ),
    ],
)
def test_each_condition_is_said_in_words(known: Register, asked: dict[str, Any], number: int, words: str) -> None:
    assert verdicts(known, **asked)[number] == words


def test_those_that_do_not_fit_stand_after_those_that_do(known: Register) -> None:
    assert list(verdicts(known, sex=WOMAN)) == [2, 3, 1]


def test_wishes_go_in_the_order_of_the_person_and_nothing_else_rates(known: Register) -> None:
    assert found(known, case(sex=MAN), wishes=(Wish.FREE,)) == [1, 3]
    providers.tell(known, 3, {"source": "сайт", "as_of": TODAY, "religious": "нет", "unpaid": "да"})
    assert found(known, case(sex=MAN), wishes=(Wish.SECULAR, Wish.FREE)) == [3, 1]
    assert found(known, case(sex=MAN), wishes=(Wish.FREE, Wish.SECULAR)) == [1, 3]
    assert found(known, case(near="заречье"), wishes=(Wish.NEAR,)) == [1, 2, 3]
    assert found(known, case(near="озерная"), wishes=(Wish.UNPAID, Wish.NEAR)) == [3, 1, 2]
    met = {one.id: one.meets for one in page(known, Search(case(sex=MAN), (Wish.FREE, Wish.SECULAR)))}
    assert met == {1: (Wish.FREE,), 3: (Wish.SECULAR,)}


def test_free_places_that_were_told_long_ago_are_no_free_places(known: Register) -> None:
    late = date(2026, 6, 8)  # 91 days after the list
    assert found(known, case(sex=MAN, on=late), wishes=(Wish.FREE,)) == [1, 3]
    (first, _) = page(known, Search(case(sex=MAN, on=late), (Wish.FREE,)))
    assert first.meets == ()
    assert page(known, Search(case(sex=MAN, on=date(2026, 6, 7)), (Wish.FREE,)))[0].meets == (Wish.FREE,)


def test_the_lot_of_a_day_is_the_same_all_day_and_another_the_next(known: Register) -> None:
    many = [{"name": f"Дом № {number}"} for number in range(40)]
    providers.take_list(known, title="Список № 3", as_of=TODAY, new=many, changed={}, gone=[])
    lots = [found(known, case(on=day), order=Order.LOT) for day in (TODAY, TODAY, date(2026, 3, 17))]
    assert lots[0] == lots[1] != lots[2]
    assert sorted(lots[0]) == sorted(lots[2]) == sorted(found(known, case()))
    assert lots[0] != found(known, case())


def test_pages_follow_one_another(known: Register) -> None:
    search = Search(case())
    assert [page(known, search, at, 1)[0].id for at in range(3)] == [1, 2, 3]
    assert page(known, search, 3, 1) == []


def test_the_forms_to_choose_from_are_those_of_the_registry(known: Register) -> None:
    assert list(forms(known)) == ["амбулаторная", "патронат", "стационарная"]


def test_the_registry_in_numbers(known: Register) -> None:
    assert summary(known) == Summary(included=3, freshest=LAST_WEEK)


def test_what_finds_a_provider_is_always_made_of_its_facts(known: Register) -> None:
    providers.note_call(known, 2, {"places_men": "4"}, "Орлова")
    assert found(known, case(sex=MAN)) == [1, 2, 3]
    assert known.last is not None
    taking_back.take_back(known, known.last)
    assert found(known, case(sex=MAN)) == [1, 3]
    branch = {"source": "сайт", "as_of": TODAY, "name": "Дом", "address": "с. Верхнее", "accessible": "да"}
    providers.keep_part(known, 1, "branch", branch)
    assert verdicts(known, needs_access=True)[1] == "подходит"
    assert found(known, case(place="верхнее")) == [1]
    providers.drop_part(known, 1, "branch", 1, "закрыт")
    assert verdicts(known, needs_access=True)[1] == "уточните: о доступной среде не сказано"


def test_the_case_is_made_of_the_card(known: Register) -> None:
    patient = factories.patient(known).id
    assert case_of(known, patient) == Case(on=TODAY, sex=MAN, age=38)
    factories.diagnosis(known, patient)
    court = {"kind": "АП", "court": "мировой судья", "decided_on": TODAY, "received_on": TODAY}
    duties.receive(known, patient, court)
    made = case_of(known, patient)
    assert (made.by_court, made.substances) == (True, frozenset({"drugs"}))
    assert made.words == "мужчина, 38 лет, наркотики, по решению суда"


def test_facts_stand_side_by_side_with_their_day_and_source() -> None:
    rowan = provider(2, name="Дом «Рябина»", forms=["стационарная"], places_men=None, places_women=8)
    old = provider(5, LAST_YEAR, name="Дом «Астра»", forms=["стационарная"], term_days=180)
    lines = {line.title: line for line in compare([rowan, old], TODAY)}
    assert list(lines) == ["Мест для мужчин", "Мест для женщин", "Формы", "Срок программы"]
    forms, term, women = (lines[title] for title in ("Формы", "Срок программы", "Мест для женщин"))
    assert [cell.words for cell in forms.cells] == ["стационарная", "стационарная"]
    assert not forms.differs
    assert [cell.words for cell in term.cells] == ["нет сведений", "180 дней"]
    assert term.differs
    assert [cell.told_on for cell in term.cells] == ["", "на 16.03.2025, 365 дней назад · Список № 1"]
    assert [cell.is_stale for cell in term.cells] == [False, True]
    assert [cell.told_on for cell in women.cells] == ["на 09.03.2026 · Список № 1", ""]


def test_every_fact_but_the_name_has_its_place() -> None:
    assert set(ORDER) == set(KINDS) - {"name"}
    assert len(ORDER) == len(set(ORDER))


def test_what_everybody_has_of_his_own_is_no_difference() -> None:
    two = [provider(1, inn="0400000005", forms=["стационарная"]), provider(2, inn="0400000012", forms=["дневная"])]
    assert [(line.title, line.differs) for line in compare(two, TODAY)] == [("Формы", True), ("ИНН", False)]


def test_an_end_that_is_not_there_is_no_end() -> None:
    lines = compare([provider(1, included_to=None), provider(2, included_to="2026-12-31")], TODAY)
    assert [cell.words for cell in lines[0].cells] == ["без срока или не указано", "31.12.2026"]


@pytest.mark.parametrize("count", [0, 1, 5])
def test_two_to_four_can_be_compared(count: int) -> None:
    with pytest.raises(UserError, match=f"отмечено: {count}"):
        compare([provider(2, name="Дом «Рябина»")] * count, TODAY)
