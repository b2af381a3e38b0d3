"""Which backups stay, for any set of moments; and what is never touched."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narcdesk import backups
from narcdesk.register import Register
from tests import factories
from tests.backup_samples import made
from tests.factories import MOSCOW

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=MOSCOW)  # a Sunday

HOURS = 10 * 365 * 24
moments = st.lists(st.integers(0, HOURS).map(lambda hours: NOON - timedelta(hours=hours)), max_size=60)


def week(moment: datetime) -> tuple[int, int]:
    """The Monday of its week, by another way than the calendar of ISO."""
    monday = moment.date() - timedelta(days=moment.date().weekday())
    return monday.toordinal(), 0


@given(moments)
def test_what_stays_is_some_of_what_was_there_and_the_newest_is_among_it(made: list[datetime]) -> None:
    stays = backups.staying(made)
    assert stays <= set(made)
    assert not made or max(made) in stays


@given(moments)
def test_thinning_what_was_thinned_takes_nothing_more(made: list[datetime]) -> None:
    once = backups.staying(made)
    assert backups.staying(once) == once


@given(moments)
def test_no_more_than_the_rule_says_and_the_last_day(made: list[datetime]) -> None:
    stays = backups.staying(made)
    latest = max((moment.date() for moment in made), default=None)
    assert len([moment for moment in stays if moment.date() != latest]) <= 12 + 10 + 9


@given(moments)
def test_the_latest_days_weeks_and_months_have_theirs(made: list[datetime]) -> None:
    stays = backups.staying(made)
    for period, most in ((lambda m: m.date(), 12), (week, 10), (lambda m: (m.year, m.month), 9)):
        latest = sorted({period(moment) for moment in made}, reverse=True)[:most]
        for one in latest:
            assert max(moment for moment in made if period(moment) == one) in stays


@given(moments, st.integers(1, HOURS).map(lambda hours: NOON + timedelta(hours=hours)))
def test_one_more_never_brings_back_what_was_gone(made: list[datetime], later: datetime) -> None:
    assert backups.staying([*made, later]) <= backups.staying(made) | {later}


def test_a_year_of_evenings() -> None:
    evenings = [NOON - timedelta(days=back) for back in range(400)]
    assert sorted((NOON - moment).days for moment in backups.staying(evenings)) == (
        # 12 days; the Sundays of 10 weeks; the last days of 9 months, November being of today
        [*range(12), 14, 21, 22, 28, 35, 42, 49, 53, 56, 63, 83, 114, 145, 175, 206, 236]
    )


def test_all_of_the_last_day_stay_until_the_next() -> None:
    today = [NOON + timedelta(minutes=number) for number in range(5)]
    assert backups.staying(today) == set(today)
    tomorrow = NOON + timedelta(days=1)
    assert backups.staying([*today, tomorrow]) == {today[-1], tomorrow}


class TestFiles:
    @pytest.fixture
    def folder(self, register: Register, tmp_path: Path) -> Path:
        """Forty evenings of one register, made by the program with a clock that was moved."""
        folder = tmp_path / "Резервные копии"
        folder.mkdir()
        for back in range(40):
            made(register, folder, NOON - timedelta(days=back))
        return folder

    def test_a_folder_is_thinned_and_other_files_are_not_touched(
        self, register: Register, folder: Path, tmp_path: Path
    ) -> None:
        another = factories.register(tmp_path / "другой реестр")
        theirs = made(another, folder, NOON - timedelta(days=30))
        another.close()
        damaged = next(folder.glob("*2026-10-20*"))
        damaged.write_bytes(damaged.read_bytes()[:-5])
        letter = folder / "письмо.ndbackup"
        letter.write_text("не копия", encoding="utf-8")
        before = set(folder.iterdir())
        newest = made(register, folder, NOON + timedelta(hours=1))
        gone = set(backups.thin(newest, register.register_id))
        assert set(folder.iterdir()) == before - gone | {newest}
        assert not gone & {theirs, damaged, letter, newest}
        left = [backup.manifest.made_at for backup in backups.listing(folder, register.register_id)[0]]
        assert backups.staying(left) == set(left)

    def test_with_the_clock_put_back_the_one_just_made_stays(self, register: Register, folder: Path) -> None:
        old = made(register, folder, NOON - timedelta(days=39, hours=1))
        backups.thin(old, register.register_id)
        assert old.exists()

    @pytest.mark.parametrize("wrong", [timedelta(days=3650), timedelta(days=-3650)])
    def test_days_of_a_wrong_clock_take_no_place_of_right_ones(
        self, register: Register, folder: Path, wrong: timedelta
    ) -> None:
        """Two weeks of a clock ten years off, then it is right again: each evening still has its backup."""
        for evening in range(14):
            backups.thin(made(register, folder, NOON + wrong + timedelta(days=evening)), register.register_id)
        for evening in range(1, 13):
            backups.thin(made(register, folder, NOON + timedelta(days=evening)), register.register_id)
        left = {backup.manifest.made_at for backup in backups.listing(folder, register.register_id)[0]}
        assert {NOON + timedelta(days=evening) for evening in range(1, 13)} <= left
