"""A list against the register: new, changed, gone, the same; and the same list twice changes nothing."""

import string
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narcdesk.registry.difference import Change, Difference, KnownProvider, compare
from narcdesk.registry.rows import ProviderRow
from tests.registry_lists import (
    CENTRE,
    CENTRE_READ,
    INN,
    INN_OF_PERSON,
    PERSON,
    TITLES,
    Table,
    as_csv,
    as_read,
    by_hand,
    by_xlsxwriter,
    read_rows,
)

OTHER_INN = "3800000012"


def row(number: int = 2, **facts: Any) -> ProviderRow:
    return ProviderRow(number, **facts, told=frozenset(facts))


def known(number: int, *, closed: bool = False, **facts: object) -> KnownProvider:
    return KnownProvider(number, facts, closed)


def kept(difference: Difference, before: list[KnownProvider]) -> list[KnownProvider]:
    """The register after the difference was applied, written here by hand as a second hand would keep it."""
    gone = {one.id for one in difference.gone}
    after = {one.id: KnownProvider(one.id, one.facts, one.closed or one.id in gone) for one in before}
    for match in difference.changed:
        new = {change.fact: change.new for change in match.changes}
        after[match.known.id] = KnownProvider(match.known.id, {**match.known.facts, **new}, closed=False)
    for number, one in enumerate(difference.new, start=1 + max(after, default=0)):
        after[number] = KnownProvider(number, {fact: getattr(one, fact) for fact in one.told})
    return list(after.values())


def ids(matches: tuple[Any, ...]) -> list[int]:
    return [match.known.id for match in matches]


class TestMatching:
    def test_by_number_though_the_name_changed(self) -> None:
        difference = compare([row(name="Новое имя", inn=INN)], [known(1, name="Старое имя", inn=INN)])
        (match,) = difference.changed
        assert match.changes == (Change("name", "Старое имя", "Новое имя"),)

    @pytest.mark.parametrize("spelling", ["ООО «ЗВЁЗДЫ»", 'ооо "Звезды"', "ООО  Звезды"])
    def test_by_name_in_any_spelling_where_there_is_no_number(self, spelling: str) -> None:
        difference = compare([row(name=spelling)], [known(1, name='ООО "Звёзды"')])
        assert (difference.new, difference.gone) == ((), ())

    def test_another_legal_form_is_another_organisation(self) -> None:
        difference = compare([row(name="АНО «Звёзды»")], [known(1, name="ООО «Звёзды»")])
        assert len(difference.new) == len(difference.gone) == 1

    def test_two_right_numbers_are_two_organisations_of_one_name(self) -> None:
        difference = compare([row(name="Надежда", inn=OTHER_INN)], [known(1, name="Надежда", inn=INN)])
        assert len(difference.new) == len(difference.gone) == 1

    def test_a_mistyped_number_is_mended_on_the_same_organisation(self) -> None:
        difference = compare([row(name="Надежда", inn=INN)], [known(1, name="Надежда", inn="0400000001")])
        (match,) = difference.changed
        assert match.changes == (Change("inn", "0400000001", INN),)

    def test_branches_of_one_number_are_told_apart_by_name(self) -> None:
        register = [known(1, name="Центр", inn=INN), known(2, name="Филиал", inn=INN)]
        difference = compare([row(2, name="Филиал", inn=INN), row(3, name="Центр", inn=INN)], register)
        assert ids(difference.unchanged) == [2, 1]

    def test_a_third_branch_is_new(self) -> None:
        rows = [row(2, name="Другой филиал", inn=INN), row(3, name="Центр", inn=INN)]
        difference = compare(rows, [known(1, name="Центр", inn=INN)])
        assert [one.row for one in difference.new] == [2]
        assert ids(difference.unchanged) == [1]

    def test_an_open_provider_goes_before_a_closed_one(self) -> None:
        register = [known(1, closed=True, name="Центр", inn=INN), known(2, name="Центр", inn=INN)]
        difference = compare([row(name="Центр", inn=INN)], register)
        assert ids(difference.unchanged) == [2]
        assert difference.is_empty

    def test_a_row_without_a_name_keeps_its_provider_and_makes_no_new_one(self) -> None:
        rows = [row(2, inn=INN, head="Иванов"), row(3, inn=OTHER_INN)]
        difference = compare(rows, [known(1, name="Центр", inn=INN, head="Петров")])
        assert ids(difference.changed) == [1]
        assert [one.row for one in difference.nameless] == [3]
        assert (difference.new, difference.gone) == ((), ())


class TestFacts:
    def test_a_column_the_list_lacks_changes_nothing(self) -> None:
        register = [known(1, name="Центр", inn=INN, head="Иванов", phones=["+70000000001"])]
        assert compare([row(name="Центр", inn=INN)], register).is_empty

    def test_an_empty_cell_of_a_column_it_has_is_a_change(self) -> None:
        register = [known(1, name="Центр", phones=["+70000000001"])]
        (match,) = compare([row(name="Центр", phones=())], register).changed
        assert match.changes == (Change("phones", ["+70000000001"], ()),)

    def test_a_cell_not_understood_changes_nothing(self, tmp_path: Path) -> None:
        text = as_csv([["Наименование", "Срок программы"], ["Центр", "6-12 месяцев"]])
        rows = read_rows(by_hand(tmp_path / "реестр.csv", text))
        assert compare(rows, [known(1, name="Центр", term_days=180)]).is_empty

    @pytest.mark.parametrize("since", [date(2025, 3, 1), "2025-03-01"])
    def test_the_register_may_keep_dates_and_lists_in_either_way(self, since: object) -> None:
        register = [known(1, name="Центр", included_from=since, forms=["стационарная"], phones=[], head="")]
        told = row(name="Центр", included_from=date(2025, 3, 1), forms=("стационарная",), phones=(), head=None)
        assert compare([told], register).is_empty

    def test_gone_and_back(self) -> None:
        register = [known(1, name="Центр"), known(2, closed=True, name="Другой центр")]
        difference = compare([row(name="Другой центр")], register)
        assert [one.id for one in difference.gone] == [1]
        (match,) = difference.changed
        assert (match.is_back, match.changes) == (True, ())

    def test_a_closed_one_that_stays_away_is_not_gone_again(self) -> None:
        assert compare([], [known(1, closed=True, name="Центр")]).is_empty


def test_the_difference_in_words() -> None:
    rows = [
        row(2, name="Новый центр"),
        row(
            3,
            name="Центр",
            included_from=date(2025, 4, 1),
            included_to=date(2028, 2, 28),
            phones=("+70000000001", "+70000000002"),
            head=None,
        ),
        row(4, name="Вернувшийся"),
        row(5, name="Тот же"),
        row(6, inn=OTHER_INN),
    ]
    register = [
        known(
            1, name="Центр", included_from="2025-03-01", included_to=None, phones=["+70000000001"], head="Иванов И. И."
        ),
        known(2, closed=True, name="Вернувшийся"),
        known(3, name="Тот же"),
        known(4, name="Исчезнувший"),
    ]
    assert compare(rows, register).sentences() == [
        "Новых: 1, изменившихся: 2, без изменений: 1, нет в списке: 1.",
        "Новая (строка 2): Новый центр.",
        "Изменилась (строка 3): Центр — Руководитель: было «Иванов И. И.», стало пусто; "
        "Телефоны: было «+70000000001», стало «+70000000001, +70000000002»; "
        "В реестре с: было 01.03.2025, стало 01.04.2025; В реестре по: было пусто, стало 28.02.2028.",
        "Изменилась (строка 4): Вернувшийся — снова в реестре.",
        "Нет в списке: Исчезнувший. Будет отмечена «исключена», но не удалена.",
        "Строка 6 не будет внесена: в ней нет названия.",
    ]


def test_a_real_list_twice(tmp_path: Path) -> None:
    rows = read_rows(by_xlsxwriter(tmp_path / "реестр.xlsx", [TITLES, CENTRE, PERSON]))
    first = compare(rows, [])
    assert [one.inn for one in first.new] == [INN, INN_OF_PERSON]
    assert compare(rows, kept(first, [])).is_empty


def test_next_years_list(tmp_path: Path) -> None:
    rows = read_rows(by_xlsxwriter(tmp_path / "реестр.xlsx", [TITLES, CENTRE, PERSON]))
    register = kept(compare(rows, []), [])
    moved = [*CENTRE[:4], "400000, г. Н, ул. Новая, д. 7", *CENTRE[5:]]
    later = compare(read_rows(by_xlsxwriter(tmp_path / "реестр 2027.xlsx", [TITLES, moved])), register)
    (match,) = later.changed
    assert match.changes == (Change("address", CENTRE_READ["address"], "400000, г. Н, ул. Новая, д. 7"),)
    assert [one.name for one in later.gone] == ["ИП Петров П. П."]


# Generated providers: what is written is chosen first, so that what must be read is known without the code under test.

_WORDS = st.text("абвгдежзиклмнопрстуфхцчшщэюяё", min_size=2, max_size=9).map(str.capitalize)
_NAMES = st.builds(
    lambda form, word, number: f"{form} «{word} {number}»",
    st.sampled_from(["АНО", "ООО", "ИП"]),
    _WORDS,
    st.integers(1, 99),
)
_PHONES = st.lists(
    st.text(string.digits, min_size=10, max_size=10).filter(lambda digits: digits[0] in "3489"), max_size=3, unique=True
)
_FORMS = st.lists(
    st.sampled_from(["стационарная", "полустационарная", "амбулаторная", "патронат"]), max_size=3, unique=True
)
_DAYS = st.none() | st.dates(date(2015, 1, 1), date(2035, 12, 31))


def _inn(digits: str) -> str:
    weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
    return digits + str(sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11 % 10)


PROVIDERS = st.fixed_dictionaries(
    {
        "name": _NAMES,
        "inn": st.none()
        | st.text(string.digits, min_size=8, max_size=8)
        .filter(lambda text: text.strip("0") != "")
        .map(lambda text: _inn("3" + text)),
        "address": st.none()
        | st.builds(lambda word, house: f"г. Н, ул. {word}, д. {house}", _WORDS, st.integers(1, 99)),
        "head": st.none() | _WORDS.map(lambda word: f"{word} И. И."),
        "phones": _PHONES,
        "places_total": st.none() | st.integers(0, 500),
        "forms": _FORMS,
        "term_days": st.none() | st.integers(1, 999),
        "included_from": _DAYS,
        "included_to": _DAYS,
    }
)
WRITTEN = [
    "Наименование",
    "ИНН",
    "Адрес",
    "Руководитель",
    "Телефон",
    "Мест",
    "Формы",
    "Срок программы",
    "Включена с",
    "По",
]


def as_written(facts: Mapping[str, Any], *, as_text: bool) -> list[object]:
    def day(value: date | None) -> object:
        return f"{value:%d.%m.%Y}" if value and as_text else value

    phones = "\n".join(f"+7 ({one[:3]}) {one[3:6]}-{one[6:8]}-{one[8:]}" for one in facts["phones"])
    term = None if facts["term_days"] is None else f"{facts['term_days']} дн."
    last = [facts["places_total"], "; ".join(facts["forms"]) or None, term]
    days = [day(facts["included_from"]), day(facts["included_to"]) or "бессрочно"]
    return [facts["name"], facts["inn"], facts["address"], facts["head"], phones or None, *last, *days]


def must_be_read(facts: Mapping[str, Any]) -> dict[str, object]:
    read = dict(facts)
    read["phones"] = [f"+7{one}" for one in facts["phones"]]
    for fact in ("included_from", "included_to"):
        read[fact] = facts[fact].isoformat() if facts[fact] else None
    return read


@settings(max_examples=60)
@given(st.lists(PROVIDERS, min_size=1, max_size=6), st.booleans())
def test_whatever_is_written_is_read_and_twice_is_nothing_new(written: list[dict[str, Any]], as_text: bool) -> None:
    table: Table = [WRITTEN, *(as_written(facts, as_text=as_text) for facts in written)]
    with tempfile.TemporaryDirectory(prefix="список организаций ") as folder:
        if as_text:
            path = by_hand(Path(folder) / "реестр.csv", as_csv(table), "cp1251")
        else:
            path = by_xlsxwriter(Path(folder) / "реестр.xlsx", table)
        read, rows = as_read(path), read_rows(path)
    assert [{fact: one[fact] for fact in facts} for one, facts in zip(read, written, strict=True)] == [
        must_be_read(facts) for facts in written
    ]
    first = compare(rows, [])
    assert len(first.new) == len(written)
    assert compare(rows, kept(first, [])).is_empty
