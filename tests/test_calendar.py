"""The production calendar: which days are worked, and terms counted in working days."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narcdesk.dates import (
    BadCalendar,
    Calendar,
)


@pytest.fixture(scope="module")
def russia() -> Calendar:
    return Calendar.load()


class TestCalendar:
    @pytest.mark.parametrize(("year", "count"), [(2023, 247), (2024, 248), (2025, 247), (2026, 247), (2027, 247)])
    def test_working_days_of_the_official_years(self, russia: Calendar, year: int, count: int) -> None:
        first = date(year, 1, 1)
        year_long = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
        assert russia.knows(year)
        assert sum(russia.is_working_day(day) for day in year_long) == count

    @pytest.mark.parametrize(
        ("day", "working"),
        [
            (date(2024, 4, 27), True),  # a Saturday worked for Monday the 29th
            (date(2024, 4, 29), False),
            (date(2024, 12, 28), True),
            (date(2025, 11, 1), True),
            (date(2025, 5, 2), False),
            (date(2026, 1, 9), False),  # moved from Saturday, 3 January
            (date(2026, 12, 31), False),
            (date(2026, 3, 9), False),  # Sunday, 8 March, gives Monday
            (date(2026, 11, 4), False),
            (date(2026, 11, 3), True),
            (date(2026, 11, 21), False),
            (date(2027, 2, 20), True),
            (date(2027, 2, 22), False),
        ],
    )
    def test_transfers(self, russia: Calendar, day: date, working: bool) -> None:
        assert russia.is_working_day(day) is working

    @pytest.mark.parametrize(
        ("day", "n", "due"),
        [
            (date(2026, 11, 20), 1, date(2026, 11, 23)),
            (date(2026, 11, 21), 1, date(2026, 11, 23)),
            (date(2026, 11, 2), 2, date(2026, 11, 5)),
            (date(2026, 12, 28), 3, date(2027, 1, 11)),
            (date(2024, 4, 26), 1, date(2024, 4, 27)),
            (date(2026, 11, 21), 0, date(2026, 11, 21)),
            (date(2027, 1, 11), -1, date(2026, 12, 30)),
        ],
    )
    def test_working_days_are_added(self, russia: Calendar, day: date, n: int, due: date) -> None:
        assert russia.add_working_days(day, n) == due

    def test_a_year_without_its_transfers_is_counted_roughly(self, russia: Calendar) -> None:
        assert not russia.knows(2028)
        assert not russia.knows(2022)
        assert not russia.is_working_day(date(2028, 1, 3))
        assert not russia.is_working_day(date(2028, 5, 9))
        assert not russia.is_working_day(date(2028, 1, 15))
        assert russia.is_working_day(date(2028, 1, 10))
        assert russia.add_working_days(date(2027, 12, 30), 2) == date(2028, 1, 11)

    @pytest.mark.parametrize(
        ("first", "last", "said"),
        [
            (date(2026, 1, 1), date(2026, 12, 31), ""),
            (date(2026, 12, 30), date(2027, 1, 11), "календарь на 2027 год не сверен с постановлением о переносах"),
            (
                date(2027, 12, 30),
                date(2028, 1, 11),
                "производственного календаря на 2028 год нет, рабочие дни посчитаны без переносов",
            ),
        ],
    )
    def test_a_year_without_its_act_is_told(self, russia: Calendar, first: date, last: date, said: str) -> None:
        assert russia.doubt(first, last) == said

    def test_a_year_of_the_office_goes_before_that_of_the_program(self, russia: Calendar) -> None:
        ours = russia.with_year(2026, [date(2026, 1, 1), date(2026, 11, 3)], [date(2026, 10, 31)], "постановление № 7")
        assert not ours.is_working_day(date(2026, 11, 3))
        assert ours.is_working_day(date(2026, 10, 31))
        assert ours.is_working_day(date(2026, 11, 4))  # not named in the office's act
        assert not ours.is_working_day(date(2025, 5, 2))
        assert ours.doubt(date(2026, 1, 1), date(2026, 5, 1)) == ""
        assert not russia.is_working_day(date(2026, 11, 4))

    @given(st.dates(date(2023, 1, 1), date(2030, 12, 31)), st.integers(1, 60))
    def test_a_term_ends_on_a_working_day_and_counts_back(self, russia: Calendar, day: date, n: int) -> None:
        due = russia.add_working_days(day, n)
        between = (day + timedelta(days=step) for step in range(1, (due - day).days + 1))
        assert russia.is_working_day(due)
        assert sum(russia.is_working_day(each) for each in between) == n

    def test_an_office_adds_a_year(self, tmp_path: Path) -> None:
        path = tmp_path / "Наш календарь.yaml"
        path.write_text(
            "every_year: ['01-01']\nyears:\n  2028:\n    act: null\n"
            "    days_off: [2028-01-03]\n    working_weekends: [2028-01-08]\n",
            encoding="utf-8",
        )
        ours = Calendar.load(path)
        assert ours.knows(2028)
        assert ours.add_working_days(date(2028, 1, 1), 1) == date(2028, 1, 4)
        assert ours.is_working_day(date(2028, 1, 8))

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "years: {2028: {days_off: [], working_weekends: []}}",  # no holidays of the law
            "every_year: []\nyears: {2028: {days_off: []}}",
            "every_year: []\nyears: {2028: {days_off: [2027-01-04], working_weekends: []}}",  # another year
            "every_year: []\nyears: {2028: {days_off: [2028-01-01], working_weekends: []}}",  # a Saturday
            "every_year: []\nyears: {2028: {days_off: [], working_weekends: [2028-01-03]}}",  # a Monday
            "every_year: []\nyears: {2028: {days_off: ['3 января'], working_weekends: []}}",
            "every_year: [",
            "\x00",
        ],
    )
    def test_a_spoilt_file_is_told(self, tmp_path: Path, text: str) -> None:
        path = tmp_path / "календарь.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(BadCalendar, match=r"календарь\.yaml"):
            Calendar.load(path)

    def test_a_missing_file_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(BadCalendar):
            Calendar.load(tmp_path / "нет.yaml")
