"""The search box: whom a clerk means by what he has at hand; the database never walks the whole table for it."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from narcdesk import applications, search
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.search import meaning
from tests import factories
from tests.factories import Clock

# surname, given, patronymic, birth, СНИЛС (with its check figures), policy
PEOPLE = [
    ("Воробьёв", "Илья", "Петрович", "12.03.1988", "112-233-445 95", "1234567890123452"),  # card 1
    ("Воробьёва", "Полина", "Игоревна", "03.1990", "", ""),  # 2
    ("Воробьев", "Пётр", "Ильич", "1961", "", ""),  # 3
    ("Петрова-Иванова", "Анна-Мария", "Сергеевна", "05.05.2001", "", ""),  # 4
    ("Петрова", "Инна", "Олеговна", "06.05.2001", "", ""),  # 5
    ("Алиев", "Ахмед", "Мамед оглы", "07.07.1977", "", ""),  # 6
    ("Ёлкин", "Ян", "", "08.08.1988", "", ""),  # 7
    ("О'Коннор", "Патрик", "", "09.09.1999", "087-654-303 00", ""),  # 8
    ("Smith", "John", "", "10.10.1970", "", ""),  # 9
]


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """Nine people; the first of them has an application."""
    register = factories.register(tmp_path_factory.mktemp("поиск") / "Реестр", Clock())
    for surname, given, patronymic, birth, snils, policy in PEOPLE:
        factories.patient(
            register,
            surname=surname,
            given=given,
            patronymic=patronymic,
            birth=birth,
            snils=snils,
            policy_number=policy,
            document_kind="none",
            document_series="",
            document_number="",
            document_issued_on="",
        )
    factories.both_consents(register, 1)
    applications.submit(register, factories.application(register, 1).id)
    yield register
    register.close()


def found(register: Register, text: str, **page: Any) -> list[int]:
    return [row.card_number for row in search.patients(register, text, **page).rows]


EVERYBODY = [9, 6, 1, 3, 2, 7, 8, 5, 4]  # Latin before Cyrillic, е and ё alike, a double surname after the simple one


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        ("", EVERYBODY),
        ("   ", EVERYBODY),
        ("вороб", [1, 3, 2]),
        ("ВОРОБЬЁВА", [2]),
        ("воробьев", [1, 3, 2]),
        ("воробьёв", [1, 3, 2]),
        ("воробьев п", [3, 2]),
        ("Воробьёв И.П.", [1]),
        ("воробьев и. п.", [1]),
        ("в и п", [1]),
        ("воробьев 1988", [1]),
        ("воробьёв 1990", [2]),
        ("1988", [1, 7]),
        ("воробьев 12.03.1988", [1]),
        ("12.3.1988", [1]),
        ("12.03.1989", []),
        ("елкин", [7]),
        ("ёлкин ян", [7]),
        ("петрова", [5, 4]),
        ("петрова и", [5, 4]),
        ("петрова-иванова", [4]),
        ("Петрова – Иванова", [4]),
        ("петрова иванова анна", [4]),
        ("петрова-и анна-м с", [4]),
        ("алиев ахмед мамед оглы", [6]),
        ("алиев а мамед", [6]),
        ("о'коннор", [8]),
        ("о коннор п", [8]),
        ("smith j", [9]),
        ("илья", []),  # a given name alone is no beginning of a surname
        ("воробьев илья петрович лишнее", []),
        ("воробьев 1 2 3", []),
        ("а б в г д е ж з и", []),  # a paragraph pasted by mistake
        ("%", EVERYBODY),
        ("_", EVERYBODY),
    ],
)
def test_by_name(people: Register, text: str, cards: list[int]) -> None:
    assert found(people, text) == cards


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        ("иванова", [4]),  # from the middle, and the second of a double surname
        ("робье", [1, 3, 2]),
        ("робьев и", [1]),
        ("оннор патр", [8]),
        ("ро", []),  # two letters are no middle
        ("воробьев ип", [1]),
        ("воробьёв ИП", [1]),
        ("петрова ао", []),
        ("петрова ио", [5]),
        ("илья воробьев", [1]),
        ("и.п. воробьев", [1]),
        ("анна-мария сергеевна петрова", [4]),
    ],
)
def test_by_a_part_of_the_name_in_any_order(people: Register, text: str, cards: list[int]) -> None:
    assert found(people, text) == cards


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        ("воробев", [1, 3, 2]),  # a letter missing
        ("воробььев", [1, 3, 2]),  # one too many
        ("вораб", [1, 3, 2]),  # a wrong one, and not all typed yet
        ("овробьев", [1, 3, 2]),  # two swapped
        ("воробьве и", [1]),
        ("воробьвеа", [2]),
        ("djhj,tdf", [2]),  # an error in the other layout
        ("смиит", []),
        ("smiht", [9]),
        ("воробьев ильа", [1]),  # the error in the given name
        ("воробев ильа", []),  # one error is forgiven, not two
        ("воробев 1961", [3]),
        ("клкин", [7]),
        ("имн", []),  # in three letters nearly everything is an error
    ],
)
def test_an_error_is_forgiven_where_nobody_is_written_so(people: Register, text: str, cards: list[int]) -> None:
    result = search.patients(people, text)
    assert [row.card_number for row in result.rows] == cards
    assert result.alike == (0 if cards else None)


def test_what_is_written_exactly_comes_before_what_is_written_nearly_so(people: Register) -> None:
    result = search.first(people, "воробьева", 8)
    assert ([row.card_number for row in result.rows], result.alike, result.has_more) == ([2, 1, 3], 1, False)
    assert search.patients(people, "воробьева").alike is None
    few = search.first(people, "вороб", 2)
    assert ([row.card_number for row in few.rows], few.alike, few.has_more) == ([1, 3], None, True)


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        ("воробьев bkmz", [1]),  # the given name in the wrong layout
        ("вороhttdf", []),
        ("воро,ьёв", []),  # a comma between Russian letters is a comma
        ("ворj,mtd", [1, 3, 2]),  # changed within the word
    ],
)
def test_in_a_mix_of_both_layouts(people: Register, text: str, cards: list[int]) -> None:
    assert found(people, text) == cards


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        ("1", [1]),
        ("9", [9]),
        ("007", [7]),
        ("К-00007", [7]),
        ("к 7", [7]),
        ("10", []),
        ("4595", [1]),  # the tail of a СНИЛС
        ("445 95", [1]),
        ("112-233-445 95", [1]),
        ("11223344595", [1]),
        ("0300", [8]),
        ("112-233", []),  # its beginning is no tail
        ("595", []),  # three figures are too few for a tail
        ("1234567890123452", [1]),
        ("1234 5678 9012 3452", [1]),
        ("123456789012345", []),
        ("1977", [6]),
        ("2001", [5, 4]),
        ("З-2026-0001", [1]),
        ("з-2026-1", [1]),
        ("З-2026-0002", []),
        ("9" * 40, []),
    ],
)
def test_by_number(people: Register, text: str, cards: list[int]) -> None:
    assert found(people, text) == cards


@pytest.mark.parametrize(
    ("text", "layout", "cards"),
    [
        ("djhj,m", "воробь", [1, 3, 2]),
        ("`krby", "ёлкин", [7]),
        ("gtnhjdf-b", "петрова-и", [4]),
        ("P-2026-0001", "З-2026-0001", [1]),
        ("ыьшер", "smith", [9]),
        ("smith", "", [9]),
        ("qqqq", "", []),
        ("ъъъ", "", []),
    ],
)
def test_in_the_wrong_layout(people: Register, text: str, layout: str, cards: list[int]) -> None:
    result = search.patients(people, text)
    assert [row.card_number for row in result.rows] == cards
    assert result.layout == layout


def test_pages_follow_one_another_without_gap_or_repetition(people: Register) -> None:
    pages = [found(people, "", page=number, size=4) for number in range(4)]
    assert pages == [EVERYBODY[:4], EVERYBODY[4:8], EVERYBODY[8:], []]


def test_pages_of_the_wrong_layout_go_on_in_it(people: Register) -> None:
    pages = [found(people, "djhj,", page=number, size=2) for number in range(3)]
    assert pages == [[1, 3], [2], []]


def test_after_the_last_page_the_layout_is_not_turned(people: Register) -> None:
    assert search.patients(people, "вороб", page=1) == search.Result([])


def test_a_row_shows_what_tells_namesakes_apart(people: Register) -> None:
    (row,) = search.patients(people, "воробьев илья").rows
    assert (row.full_name, row.birth, row.settlement) == ("Воробьёв Илья Петрович", "12.03.1988", "р. п. Заречье")
    assert row.sex.label == "мужской"
    assert row.phone == "+79000000011"
    (partly,) = search.patients(people, "воробьева").rows
    assert partly.birth == "__.03.1990"


# Who may be the same person


def same(register: Register, surname: str, given: str, birth: str, snils: str = "") -> list[int]:
    return [row.card_number for row in search.namesakes(register, surname, given, birth, snils)]


def test_the_same_name_and_birth_or_the_same_snils_may_be_the_same_person(people: Register) -> None:
    assert same(people, "ВОРОБЬЕВ", "Илья", "1988-03-12") == [1]
    assert same(people, "Воробьёв", "Илья", "1988-03-13") == []
    assert same(people, "Воробьёв", "Иван", "1988-03-12") == []
    assert same(people, "Другой", "Человек", "2000-01-01", "11223344595") == [1]
    assert same(people, "Воробьёв", "Илья", "1988-03-12", "08765430300") == [1, 8]
    assert same(people, "Другой", "Человек", "2000-01-01", "") == []


# How the database finds them


def plan(register: Register, text: str) -> str:
    [[conditions, *_], *_] = meaning.meanings(text)
    query = sa.select(Patient.id).where(*conditions).order_by(*meaning.ORDER).limit(50)
    with register.read() as session:
        compiled = query.compile(session.connection(), compile_kwargs={"literal_binds": True})
        steps = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}")
        return "\n".join(step.detail for step in steps)


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("воробьев", "ix_patients_name"),
        ("воробьев и п", "ix_patients_name"),
        ("воробьев 1988", "ix_patients_name"),
        ("петрова-иванова анна-мария", "ix_patients_name"),
        ("44595", "ix_patients_snils_tail"),
        ("4595", "ix_patients_snils_tail"),
        ("1988", "ix_patients_birth"),
        ("12.03.1988", "ix_patients_birth"),
        ("1234567890123452", "ix_patients_policy_number"),
        ("К-00007", "card_number"),
        ("З-2026-0001", "number"),
    ],
)
def test_an_index_serves_every_kind_of_question(people: Register, text: str, index: str) -> None:
    steps = plan(people, text)
    assert index in steps
    assert "SCAN" not in steps


@pytest.mark.parametrize("text", ["", "воробьев и п"])
def test_a_page_by_the_alphabet_needs_no_sorting(people: Register, text: str) -> None:
    assert "TEMP B-TREE" not in plan(people, text)
