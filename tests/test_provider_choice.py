"""Choosing a provider: who fits what is looked for, and two to four side by side."""

from datetime import date
from typing import Any

import pytest

from narcdesk.errors import UserError
from narcdesk.patients import Sex
from narcdesk.provider_choice import ORDER, Wanted, compare, forms_of
from narcdesk.providers import KINDS, Fact, ProviderView

TODAY = date(2026, 3, 16)
LAST_WEEK, LAST_YEAR = date(2026, 3, 9), date(2025, 3, 16)


def provider(number: int, as_of: date = LAST_WEEK, closed_on: date | None = None, **values: Any) -> ProviderView:
    facts = {kind: Fact(value, as_of, "Список № 1") for kind, value in values.items()}
    return ProviderView(number, closed_on, facts)


SHORE = provider(
    1,
    name="АНО «Тихий берег»",
    address="404620, р. п. Заречье, ул. Озёрная, д. 5",
    forms=["стационарная", "патронат"],
    places_total=24,
    places_men=24,
    places_women=0,
    included_from="2026-03-16",
    included_to="2026-12-31",
)
ROWAN = provider(2, name="Дом «Рябина»", forms=["стационарная"], places_men=None, places_women=8)
SUM_ONLY = provider(3, name="Центр «Исток»", forms=["амбулаторная"], places_total=10)
CLOSED = provider(4, name="Фонд «Былое»", closed_on=LAST_WEEK, places_total=5)
ALL = [SHORE, ROWAN, SUM_ONLY, CLOSED]


def found(wanted: Wanted) -> list[int]:
    return [one.id for one in ALL if wanted.fits(one)]


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Wanted(), [1, 2, 3]),
        (Wanted(with_closed=True), [1, 2, 3, 4]),
        (Wanted(name="ряб"), [2]),
        (Wanted(name="бер ано"), [1]),
        (Wanted(name="hz,byf"), [2]),  # рябина, typed in the other layout
        (Wanted(name="ябина"), []),
        (Wanted(place="заречье"), [1]),
        (Wanted(place="озерная"), [1]),
        (Wanted(form="стационарная"), [1, 2]),
        (Wanted(form="патронат"), [1]),
        (Wanted(sex=Sex.MALE), [1, 3]),  # the third tells only the sum
        (Wanted(sex=Sex.FEMALE), [2, 3]),
        (Wanted(sex=Sex.FEMALE, form="амбулаторная"), [3]),
        (Wanted(included_on=TODAY), [1, 2, 3]),
        (Wanted(included_on=date(2026, 3, 15)), [2, 3]),
        (Wanted(included_on=date(2027, 1, 1)), [2, 3]),
        (Wanted(included_on=LAST_YEAR, with_closed=True), [2, 3, 4]),
    ],
)
def test_who_fits(wanted: Wanted, numbers: list[int]) -> None:
    assert found(wanted) == numbers


def test_the_forms_to_choose_from_are_those_of_the_registry() -> None:
    assert list(forms_of(ALL)) == ["амбулаторная", "патронат", "стационарная"]


def test_facts_stand_side_by_side_with_their_day_and_source() -> None:
    old = provider(5, LAST_YEAR, name="Дом «Астра»", forms=["стационарная"], term_days=180)
    lines = {line.title: line for line in compare([ROWAN, old], TODAY)}
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
        compare([ROWAN] * count, TODAY)
