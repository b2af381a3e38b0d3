"""Days, partial dates, periods and working days; 21 November 2026, a Saturday, is today throughout."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narcdesk.dates import (
    BadDate,
    BadPeriod,
    PartialDay,
    Period,
    add_months,
    age_on,
    days_phrase,
    parse_day,
    parse_partial_day,
    plural,
    show,
    show_long,
    years_phrase,
)

TODAY = date(2026, 11, 21)
NBSP, LONG_DASH = "\u00a0", "\u2014"
MARCH_12 = date(2024, 3, 12)

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
past_days = st.dates(date(1900, 1, 1), TODAY)

TYPED = [
    ("12.03.2024", MARCH_12),
    ("12032024", MARCH_12),
    ("120324", MARCH_12),
    ("12.3.24", MARCH_12),
    ("12.3.2024", MARCH_12),
    ("12.03.24", MARCH_12),
    ("12/03/2024", MARCH_12),
    ("12/3/24", MARCH_12),
    ("12-03-2024", MARCH_12),
    ("12-3-24", MARCH_12),
    ("12,03,2024", MARCH_12),
    ("12 03 2024", MARCH_12),
    ("12. 03. 2024", MARCH_12),
    ("12 . 03 . 2024", MARCH_12),
    ("2024-03-12", MARCH_12),
    ("12 марта 2024", MARCH_12),
    ("12 марта 2024 г.", MARCH_12),
    ("12 марта 2024г", MARCH_12),
    ("12 марта 2024 года", MARCH_12),
    ("12 МАРТА 2024", MARCH_12),
    ("12 март 2024", MARCH_12),
    ("12 мар 2024", MARCH_12),
    ("12 мар. 2024", MARCH_12),
    ("12-мар-24", MARCH_12),
    ("«12» марта 2024 г.", MARCH_12),
    ('"12" марта 2024 г.', MARCH_12),
    ("12марта2024", MARCH_12),
    ("12 марта 24", MARCH_12),
    ("12.03.2024 г.", MARCH_12),
    ("12.03.2024г.", MARCH_12),
    (" 12.03.2024 ", MARCH_12),
    (f"12{NBSP}марта{NBSP}2024{NBSP}г.", MARCH_12),
    (f"12{LONG_DASH}03{LONG_DASH}2024", MARCH_12),
    ("12.03.2024\r\n", MARCH_12),
    ("12.03.2024 0:00:00", MARCH_12),
    ("2024-03-12 00:00:00", MARCH_12),
    ("12.ОЗ.2О24", MARCH_12),  # letters for 0 and 3
    ("1 мая 2024", date(2024, 5, 1)),
    ("31 августа 2024", date(2024, 8, 31)),
    ("1 сент. 2024", date(2024, 9, 1)),
    ("7 июня 2024", date(2024, 6, 7)),
    ("7 июля 2024", date(2024, 7, 7)),
    ("29.02.2024", date(2024, 2, 29)),
    ("290224", date(2024, 2, 29)),
    ("с", TODAY),
    ("С", TODAY),
    ("c", TODAY),  # the same key in the English layout
    ("сегодня", TODAY),
    ("вчера", date(2026, 11, 20)),
    ("завтра", date(2026, 11, 22)),
    ("+5", date(2026, 11, 26)),
    ("+ 5", date(2026, 11, 26)),
    ("-1", date(2026, 11, 20)),
    (f"{LONG_DASH}1", date(2026, 11, 20)),
    ("+0", TODAY),
    ("+365", date(2027, 11, 21)),
    ("-9999", date(1999, 7, 7)),
    ("м+1", date(2026, 12, 21)),
    ("М+1", date(2026, 12, 21)),
    ("v+1", date(2026, 12, 21)),  # the same key in the English layout
    ("м-9", date(2026, 2, 21)),
    ("м + 3", date(2027, 2, 21)),
]


@pytest.mark.parametrize(("typed", "day"), TYPED)
def test_a_day_is_read_as_it_is_typed(typed: str, day: date) -> None:
    assert parse_day(typed, today=TODAY) == day


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("31.04.2024", "Дня 31 нет: апрель 2024 года — это дни от 1 до 30."),
        ("29.02.2023", "Дня 29 нет: февраль 2023 года — это дни от 1 до 28."),
        ("00.03.2024", "Дня 0 нет: март 2024 года — это дни от 1 до 31."),
        ("12.13.2024", "Месяца 13 нет: месяцы от 1 до 12."),
        ("20240312", "Месяца 24 нет: месяцы от 1 до 12."),
        ("12 мартобря 2024", "Месяца «мартобря» нет."),
        ("12.03.1024", "Год 1024 не подходит: ждали от 1900 до 2199."),
        ("12.03.2924", "Год 2924 не подходит: ждали от 1900 до 2199."),
        ("м+9999", "Год 2860 не подходит: ждали от 1900 до 2199."),
        ("12.03", "В дате не хватает года."),
        ("", "Дата не введена."),
        ("  ", "Дата не введена."),
        ("1232024", "Не получилось прочитать дату."),
        ("12032", "Не получилось прочитать дату."),
        ("12.03.202", "Не получилось прочитать дату."),
        ("2024", "Не получилось прочитать дату."),
        ("м", "Не получилось прочитать дату."),
        ("не знаю", "Не получилось прочитать дату."),
        ("12.03.2024 14:30", "Не получилось прочитать дату."),
    ],
)
def test_what_is_no_day_is_told_in_words(typed: str, told: str) -> None:
    with pytest.raises(BadDate) as caught:
        parse_day(typed, today=TODAY)
    assert caught.value.what == told
    assert "12 марта 2024" in caught.value.do


@pytest.mark.parametrize(
    ("typed", "lean", "day"),
    [
        ("12.03.87", "past", date(1987, 3, 12)),
        ("21.11.26", "past", TODAY),
        ("22.11.26", "past", date(1926, 11, 22)),
        ("12.03.27", "past", date(1927, 3, 12)),
        ("12.03.00", "past", date(2000, 3, 12)),
        ("12.03.27", "future", date(2027, 3, 12)),
        ("12.03.24", "future", date(2024, 3, 12)),
        ("12.03.76", "future", date(2076, 3, 12)),
        ("12.03.77", "future", date(1977, 3, 12)),
        ("12.03.46", "any", date(2046, 3, 12)),
        ("12.03.47", "any", date(1947, 3, 12)),
        ("12.03.87", "any", date(1987, 3, 12)),
    ],
)
def test_a_year_of_two_figures_leans(typed: str, lean, day: date) -> None:
    assert parse_day(typed, today=TODAY, lean=lean) == day


@pytest.mark.parametrize("typed", ["22.11.2026", "+1", "завтра", "м+1", "1 января 2030"])
def test_a_birth_is_never_in_the_future(typed: str) -> None:
    with pytest.raises(BadDate, match="ещё не наступила"):
        parse_day(typed, today=TODAY, lean="past")


@given(days)
def test_a_shown_day_reads_the_same(day: date) -> None:
    for typed in (show(day), show_long(day), day.isoformat(), show(day).replace(".", "")):
        assert parse_day(typed, today=TODAY) == day


@given(past_days.filter(lambda day: day > date(1926, 11, 21)))
def test_a_short_birth_date_of_the_last_hundred_years_reads_the_same(day: date) -> None:
    assert parse_day(f"{day.day}.{day.month}.{day.year % 100:02}", today=TODAY, lean="past") == day


@given(st.text(), st.sampled_from(["any", "past", "future"]))
def test_no_text_breaks_the_reading(text: str, lean) -> None:
    for read in (lambda: parse_day(text, today=TODAY, lean=lean), lambda: parse_partial_day(text, today=TODAY)):
        try:
            read()
        except BadDate as bad:
            assert bad.what.endswith(".")  # noqa: PT017


def test_a_day_is_shown() -> None:
    assert show(MARCH_12) == "12.03.2024"
    assert show_long(MARCH_12) == "12 марта 2024 г."
    assert show_long(date(2026, 5, 1)) == "1 мая 2026 г."


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 21), 2, date(2027, 1, 21)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
        (date(2026, 3, 31), -13, date(2025, 2, 28)),
    ],
)
def test_months_are_added(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


@pytest.mark.parametrize(
    ("number", "phrase"),
    [
        (0, "0 дней"), (1, "1 день"), (2, "2 дня"), (4, "4 дня"), (5, "5 дней"), (11, "11 дней"), (14, "14 дней"),
        (21, "21 день"), (22, "22 дня"), (100, "100 дней"), (101, "101 день"), (111, "111 дней"), (-3, "-3 дня"),
    ],
)  # fmt: skip
def test_days_in_words(number: int, phrase: str) -> None:
    assert days_phrase(number) == phrase


def test_other_nouns_in_words() -> None:
    assert [years_phrase(n) for n in (1, 3, 18, 21)] == ["1 год", "3 года", "18 лет", "21 год"]
    assert plural(2, "заявление", "заявления", "заявлений") == "2 заявления"


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(2008, 11, 21), TODAY, 18),
        (date(2008, 11, 22), TODAY, 17),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2024, 2, 29), 16),
        (date(2026, 11, 21), TODAY, 0),
    ],
)
def test_age(birth: date, day: date, age: int) -> None:
    assert age_on(birth, day) == age
    assert PartialDay.of(birth).age_on(day) == age


class TestPartialDay:
    @pytest.mark.parametrize(
        ("typed", "iso", "shown"),
        [
            ("12.03.1987", "1987-03-12", "12.03.1987"),
            ("120387", "1987-03-12", "12.03.1987"),
            ("12 марта 1987 г.", "1987-03-12", "12.03.1987"),
            ("1987-03-12", "1987-03-12", "12.03.1987"),
            ("03.1987", "1987-03", "__.03.1987"),
            ("3.1987", "1987-03", "__.03.1987"),
            ("__.03.1987", "1987-03", "__.03.1987"),
            ("_.3.1987", "1987-03", "__.03.1987"),
            ("??.03.1987", "1987-03", "__.03.1987"),
            ("00.03.1987", "1987-03", "__.03.1987"),
            ("хх.03.1987", "1987-03", "__.03.1987"),
            ("март 1987", "1987-03", "__.03.1987"),
            ("марта 1987 г.", "1987-03", "__.03.1987"),
            ("1987-03", "1987-03", "__.03.1987"),
            ("1987", "1987", "__.__.1987"),
            ("1987 г.", "1987", "__.__.1987"),
            ("__.1987", "1987", "__.__.1987"),
            ("__.__.1987", "1987", "__.__.1987"),
            ("00.00.1987", "1987", "__.__.1987"),
            ("00001987", "1987", "__.__.1987"),
            (f"{NBSP}1987 года", "1987", "__.__.1987"),
        ],
    )
    def test_it_is_read_as_it_is_known(self, typed: str, iso: str, shown: str) -> None:
        birth = parse_partial_day(typed, today=TODAY)
        assert (birth.iso, birth.shown) == (iso, shown)

    @pytest.mark.parametrize(
        "typed",
        ["", "не знаю", "87", "13.1987", "__.13.1987", "31.__.1987", "1787", "2027", "12.2026", "22.11.2026"],
    )
    def test_what_is_not_known_is_not_guessed(self, typed: str) -> None:
        with pytest.raises(BadDate):
            parse_partial_day(typed, today=TODAY)

    @given(past_days, st.sampled_from(["day", "month", "year"]))
    def test_round_trip(self, day: date, known: str) -> None:
        birth = {
            "day": PartialDay(day.year, day.month, day.day),
            "month": PartialDay(day.year, day.month),
            "year": PartialDay(day.year),
        }[known]
        assert PartialDay.from_iso(birth.iso) == birth
        assert parse_partial_day(birth.shown, today=TODAY) == birth
        assert birth.is_full is (known == "day")
        assert birth.as_day == (day if known == "day" else None)
        assert birth.earliest <= day

    def test_an_unknown_part_is_taken_at_its_middle(self) -> None:
        year, month = PartialDay(2008), PartialDay(2008, 11)
        assert year.age_on(date(2026, 6, 30)) == 17
        assert year.age_on(date(2026, 7, 1)) == 18
        assert month.age_on(date(2026, 11, 14)) == 17
        assert month.age_on(date(2026, 11, 15)) == 18
        assert PartialDay(2026).age_on(date(2026, 3, 1)) == 0

    def test_order(self) -> None:
        ordered = [PartialDay(1986, 12, 31), PartialDay(1987), PartialDay(1987, 3), PartialDay(1987, 3, 12)]
        assert sorted({*ordered}) == ordered
        assert PartialDay(1987) <= PartialDay(1987)
        assert PartialDay(1988) > PartialDay(1987, 12, 31)
        assert len({PartialDay(1987), PartialDay(1987), PartialDay(1987, 1)}) == 2

    @pytest.mark.parametrize(
        "parts", [(1987, None, 12), (1987, 13, None), (1987, 2, 29), (1987, 0, None), (1987, 3, 0)]
    )
    def test_it_cannot_be_no_date(self, parts: tuple[int, int | None, int | None]) -> None:
        with pytest.raises(ValueError, match=r".+"):
            PartialDay(*parts)

    @pytest.mark.parametrize("iso", ["", "87", "1987-3", "1987-03-12-01", "12.03.1987", "1987-00", "1987-02-30"])
    def test_a_spoilt_iso_is_refused(self, iso: str) -> None:
        with pytest.raises(ValueError, match=r".+"):
            PartialDay.from_iso(iso)


class TestPeriod:
    @pytest.mark.parametrize(
        ("text", "start", "end", "label"),
        [
            ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026 год"),
            ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "I квартал 2026 года"),
            ("2026-Q2", date(2026, 4, 1), date(2026, 6, 30), "II квартал 2026 года"),
            ("2026-q3", date(2026, 7, 1), date(2026, 9, 30), "III квартал 2026 года"),
            ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "IV квартал 2026 года"),
            ("2026-07", date(2026, 7, 1), date(2026, 7, 31), "июль 2026 года"),
            ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "февраль 2024 года"),
            (" 2026-12\n", date(2026, 12, 1), date(2026, 12, 31), "декабрь 2026 года"),
        ],
    )
    def test_parse(self, text: str, start: date, end: date, label: str) -> None:
        period = Period.parse(text)
        assert period == Period(start, end, label)
        assert period.code == text.strip().upper()
        assert period.contains(start)
        assert period.contains(end)
        assert not period.contains(start - timedelta(days=1))
        assert not period.contains(end + timedelta(days=1))

    @pytest.mark.parametrize(
        "text", ["", "26", "2026-Q5", "2026-13", "2026-00", "2026-7", "1026", "июль", "2026-07-01"]
    )
    def test_what_is_no_period(self, text: str) -> None:
        with pytest.raises(BadPeriod, match="2026-Q3"):
            Period.parse(text)

    @pytest.mark.parametrize(
        ("text", "before"), [("2026", "2025"), ("2026-Q1", "2025-Q1"), ("2024-02", "2023-02"), ("2025-02", "2024-02")]
    )
    def test_previous_year(self, text: str, before: str) -> None:
        assert Period.parse(text).previous_year() == Period.parse(before)
