"""Single cells as they were seen or may be expected in lists, against what a careful clerk would write down."""

from datetime import date, datetime

import pytest

from narcdesk.registry.cells import read_cell
from narcdesk.spreadsheets.grid import Cell
from narcdesk.spreadsheets.reading import Read

NBSP = "\u00a0"


def told(fact: str, cell: Cell, title: str = "") -> Read:
    return read_cell(frozenset({fact}), cell, title)[fact]


TERMS = [
    ("180 дн.", 180),
    ("180 дней", 180),
    (f"180{NBSP}календарных дней", 180),
    ("6 мес.", 180),
    ("до 6 месяцев", 180),
    ("не более 6 мес", 180),
    ("6-ти месяцев", 180),
    ("полгода", 180),
    ("1 год", 365),
    ("год", 365),
    ("до 1 (одного) года", 365),
    ("2 года", 730),
    ("1 год 6 месяцев", 545),
    ("1,5 месяца", 45),
    ("1.5 мес.", 45),
    ("12 недель", 84),
    ("до 28 суток", 28),
    ("180 (сто восемьдесят) дней", 180),
    ("6 месяцев (180 дней)", 180),
]
NO_TERMS = [
    "6-12 месяцев",
    "6–12 мес.",
    "от 6 до 12 месяцев",
    "от 6 месяцев",
    "не менее 6 месяцев",
    "30 рабочих дней",
    "6 месяцев (183 дня)",
    "6 мес., 12 мес.",
    "180",
    "0 дней",
    "индивидуально",
]


class TestTerm:
    @pytest.mark.parametrize(("cell", "days"), TERMS)
    def test_one_term(self, cell: str, days: int) -> None:
        assert told("term_days", cell, "Срок программы") == Read(days)

    @pytest.mark.parametrize("cell", NO_TERMS)
    def test_what_is_not_one_term_is_not_guessed(self, cell: str) -> None:
        read = told("term_days", cell, "Срок программы")
        assert (read.value, read.told) == (None, False)
        assert read.problem

    @pytest.mark.parametrize(
        ("cell", "title", "days"),
        [(6, "Срок реабилитации, мес.", 180), (180, "Срок программы (дней)", 180), ("2", "Срок, лет", 730)],
    )
    def test_a_bare_number_takes_the_unit_of_the_title(self, cell: Cell, title: str, days: int) -> None:
        assert told("term_days", cell, title) == Read(days)


ALL_PLACES = frozenset({"places_total", "places_men", "places_women"})
PLACES = [
    ("24 (18/6)", (24, 18, 6)),
    ("24(18/6)", (24, 18, 6)),
    ("18/6", (None, 18, 6)),
    ("10", (10, None, None)),
    (10, (10, None, None)),
    ("до 30 мест", (30, None, None)),
    ("24 (муж. - 18, жен. - 6)", (24, 18, 6)),
    ("24, из них 18 мужских и 6 женских", (24, 18, 6)),
    ("всего 24, в т. ч. мужчин 18, женщин 6", (24, 18, 6)),
    ("18 м / 6 ж", (None, 18, 6)),
    ("6 жен., 18 муж.", (None, 18, 6)),
    ("0", (0, None, None)),
]


class TestPlaces:
    @pytest.mark.parametrize(("cell", "expected"), PLACES)
    def test_total_men_and_women(self, cell: Cell, expected: tuple[int | None, ...]) -> None:
        reads = read_cell(ALL_PLACES, cell, "Мест (М/Ж)")
        assert tuple(reads[fact].value for fact in ("places_total", "places_men", "places_women")) == expected
        assert all(read.told and not read.problem for read in reads.values())

    def test_the_title_says_who_stands_first(self) -> None:
        reads = read_cell(ALL_PLACES, "24 (6/18)", "Количество мест (жен./муж.)")
        assert (reads["places_men"].value, reads["places_women"].value) == (18, 6)

    @pytest.mark.parametrize(
        "cell", ["20-25", "около 20", "24 (18/6/2)", "24 (18 муж., 6 жен., 3 дет.)", -5, 24.5, "нет мест"]
    )
    def test_what_is_not_clear_is_not_guessed(self, cell: Cell) -> None:
        reads = read_cell(ALL_PLACES, cell, "Мест (М/Ж)")
        assert all(read.value is None and not read.told and read.problem for read in reads.values())

    def test_a_date_that_excel_made_of_a_fraction(self) -> None:
        reads = read_cell(ALL_PLACES, date(2025, 6, 18), "Мест (М/Ж)")
        assert {read.value for read in reads.values()} == {None}

    def test_a_fraction_under_a_title_that_does_not_explain_it(self) -> None:
        read = told("places_total", "24 (18/6)", "Мест")
        assert (read.value, bool(read.problem)) == (24, True)

    def test_a_cell_may_explain_itself(self) -> None:
        reads = read_cell(frozenset({"places_total"}), "24 (18 муж., 6 жен.)", "Мест")
        assert [reads[fact].value for fact in ("places_total", "places_men", "places_women")] == [24, 18, 6]


CODES = [
    ("inn", "0400000005", "0400000005"),
    ("inn", f"0400{NBSP}000 005", "0400000005"),
    ("inn", "ИНН 0400000005", "0400000005"),
    ("inn", "0400000005/040001001", "0400000005"),
    ("inn", 400000005, "0400000005"),
    ("inn", 34000000007, "034000000007"),
    ("inn", 340000000075, "340000000075"),
    ("ogrn", 1020400000004, "1020400000004"),
    ("ogrn", "ОГРНИП 320340000000001", "320340000000001"),
]
NO_CODES = [
    ("inn", 400000006),
    ("inn", 4000005),
    ("inn", "4,0E+08"),
    ("inn", "0000000000"),
    ("inn", "в процессе"),
    ("inn", 400000005.5),
    ("inn", -400000005),
    ("inn", True),
    ("ogrn", "1,02E+12"),
    ("ogrn", 102040000000),
    ("ogrn", date(2025, 3, 1)),
]


class TestCodes:
    @pytest.mark.parametrize(("fact", "cell", "value"), CODES)
    def test_read(self, fact: str, cell: Cell, value: str) -> None:
        assert told(fact, cell) == Read(value)

    @pytest.mark.parametrize(("fact", "cell"), NO_CODES)
    def test_not_read(self, fact: str, cell: Cell) -> None:
        read = told(fact, cell)
        assert (read.value, read.told) == (None, False)
        assert read.problem

    @pytest.mark.parametrize(("fact", "cell"), [("inn", "0400000001"), ("inn", 7400000001), ("ogrn", "1020400000001")])
    def test_a_wrong_check_digit_is_kept_with_a_word(self, fact: str, cell: Cell) -> None:
        read = told(fact, cell)
        assert (read.value, read.told) == (str(cell), True)
        assert "контрольн" in read.problem

    def test_a_zero_lost_on_the_way_through_a_text_file_is_put_back_with_a_word(self) -> None:
        read = told("inn", "400000005")
        assert (read.value, bool(read.problem)) == ("0400000005", True)


PHONES = [
    ("+7 (000) 000-00-01", ("+70000000001",)),
    ("8(00000)2-00-02, доб. 1", ("+70000020002 доб. 1",)),
    ("8 (00000) 2-00-02; 8 (00000) 2-00-03", ("+70000020002", "+70000020003")),
    ("+7 (000) 000-00-01\n+7 (000) 000-00-02", ("+70000000001", "+70000000002")),
    ("тел. 8 (00000) 2-00-02 (приёмная), e-mail: centre@example.org", ("+70000020002",)),
    (80000020002, ("+70000020002",)),
    ("-", ()),
]


class TestWords:
    @pytest.mark.parametrize(("cell", "numbers"), PHONES)
    def test_phones(self, cell: Cell, numbers: tuple[str, ...]) -> None:
        assert told("phones", cell) == Read(numbers)

    def test_a_short_number_stays_as_typed_with_a_word(self) -> None:
        read = told("phones", "2-00-02")
        assert (read.value, read.told, bool(read.problem)) == (("2-00-02",), True, True)

    def test_no_telephone_at_all(self) -> None:
        assert told("phones", "уточняется").value is None

    @pytest.mark.parametrize(
        ("cell", "words"),
        [
            ("стационарная", ("стационарная",)),
            ("Полустационарная; патронат", ("полустационарная", "патронат")),
            ("1) Стационар\n2) На дому.", ("стационар", "на дому")),
            ("стационарная, амбулаторная", ("стационарная", "амбулаторная")),
        ],
    )
    def test_forms(self, cell: str, words: tuple[str, ...]) -> None:
        assert told("forms", cell) == Read(words)

    @pytest.mark.parametrize("cell", [None, "-", "—", " ", "нет данных", "н/д", "не указано"])
    def test_an_empty_cell_is_an_empty_fact(self, cell: Cell) -> None:
        assert told("head", cell) == Read(None)
        assert told("forms", cell) == Read(())

    @pytest.mark.parametrize("cell", [True, 45, "#Н/Д", "#REF!", "=A1&B1", date(2025, 3, 1), "я" * 1001, "Ц\ufffdнтр"])
    def test_what_can_be_no_name(self, cell: Cell) -> None:
        read = told("name", cell)
        assert (read.value, read.told) == (None, False)
        assert read.problem

    def test_pasted_text_is_cleaned_and_the_words_stay(self) -> None:
        assert told("head", f" Иванов{NBSP}И. И.\n(он же врач) ") == Read("Иванов И. И. (он же врач)")
        assert told("head", "он же") == Read("он же")


BOTH = frozenset({"included_from", "included_to"})
MARCH, FEBRUARY = date(2025, 3, 1), date(2028, 2, 28)


class TestDates:
    @pytest.mark.parametrize(
        "cell",
        [
            "01.03.2025",
            "с 01.03.2025 г.",
            "01.03.25",
            "2025-03-01",
            "1 марта 2025 г.",
            "с «01» марта 2025 года",
            "01. 03. 2025",
            MARCH,
            datetime(2025, 3, 1, 9, 30),
            "с 01.03.2025 (приказ от 15.02.2025 № 5)",
        ],
    )
    def test_the_beginning(self, cell: Cell) -> None:
        assert told("included_from", cell, "Включена с") == Read(MARCH)

    @pytest.mark.parametrize(
        ("cell", "value"), [("по 28.02.2028", FEBRUARY), ("28.02.2028", FEBRUARY), ("бессрочно", None), ("-", None)]
    )
    def test_the_end(self, cell: Cell, value: date | None) -> None:
        assert told("included_to", cell, "По") == Read(value)

    @pytest.mark.parametrize(
        ("cell", "since", "until"),
        [
            ("с 01.03.2025 по 28.02.2028", MARCH, FEBRUARY),
            ("01.03.2025 – 28.02.2028", MARCH, FEBRUARY),
            ("01.03.2025-28.02.2028", MARCH, FEBRUARY),
            ("по 28.02.2028 с 01.03.2025", MARCH, FEBRUARY),
            ("01.03.2025, бессрочно", MARCH, None),
            ("с 01.03.2025", MARCH, None),
            ("до 28.02.2028", None, FEBRUARY),
            ("бессрочно", None, None),
        ],
    )
    def test_both_in_one_cell(self, cell: str, since: date | None, until: date | None) -> None:
        assert read_cell(BOTH, cell, "Срок включения") == {"included_from": Read(since), "included_to": Read(until)}

    @pytest.mark.parametrize("cell", ["31.02.2025", "2025", 2025, 45717, "03.2025", "скоро", "по 28.02.2028"])
    def test_what_is_no_beginning_is_not_guessed(self, cell: Cell) -> None:
        read = told("included_from", cell, "Включена с")
        assert (read.value, read.told) == (None, False)
        assert read.problem

    def test_one_date_where_two_are_meant(self) -> None:
        reads = read_cell(BOTH, "01.03.2025", "Срок включения")
        assert all(read.value is None and not read.told for read in reads.values())


class TestSharedCells:
    @pytest.mark.parametrize(
        "cell",
        [
            "0400000005 / 1020400000004",
            "ИНН 0400000005\nОГРН 1020400000004",
            "ИНН/КПП 0400000005/040001001, ОГРН 1020400000004",
        ],
    )
    def test_two_numbers(self, cell: str) -> None:
        reads = read_cell(frozenset({"inn", "ogrn"}), cell, "ИНН/ОГРН")
        assert reads == {"inn": Read("0400000005"), "ogrn": Read("1020400000004")}

    def test_a_single_number_cell_is_told_by_its_length(self) -> None:
        facts = frozenset({"inn", "ogrn"})
        assert read_cell(facts, 400000005, "ИНН/ОГРН") == {"inn": Read("0400000005"), "ogrn": Read(None)}
        assert read_cell(facts, 1020400000004, "ИНН/ОГРН") == {"inn": Read(None), "ogrn": Read("1020400000004")}

    def test_numbers_of_no_right_length(self) -> None:
        reads = read_cell(frozenset({"inn", "ogrn"}), "04000000 / 10204000", "ИНН/ОГРН")
        assert all(read.value is None and not read.told and read.problem for read in reads.values())

    def test_an_address_with_a_telephone(self) -> None:
        cell = "400000, г. Н, ул. 8 Марта, д. 8, тел.: 8 (00000) 2-00-02, доб. 3"
        reads = read_cell(frozenset({"address", "phones"}), cell, "Адрес, телефон")
        assert reads["address"] == Read("400000, г. Н, ул. 8 Марта, д. 8")
        assert reads["phones"] == Read(("+70000020002 доб. 3",))

    def test_a_name_with_numbers(self) -> None:
        reads = read_cell(frozenset({"name", "inn"}), "АНО «Пример», ИНН 0400000005", "Наименование, ИНН")
        assert reads == {"name": Read("АНО «Пример»"), "inn": Read("0400000005")}
