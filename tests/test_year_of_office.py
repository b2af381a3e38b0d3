"""«Сегодня» over a year of an office: it misses nothing that is due and shows nothing else, nor of the dead."""

from pathlib import Path

import pytest

from tests import year_book
from tests.year_book import RULES
from tests.year_of_office import ACTS, live

PEOPLE, ACTS_A_DAY = 16, 2  # `python -m tests.year_of_office` lives a larger one


def test_a_year_of_one_office(tmp_path: Path) -> None:
    office, wrong, compared = live(tmp_path / "office", people=PEOPLE, acts=ACTS_A_DAY)
    assert wrong == []
    assert compared > 1500
    assert set(office.done) == {act.__name__ for act in ACTS}  # every kind of act happened


def test_the_second_reckoning_can_tell_a_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(year_book, "RULES", RULES[1:])  # without the visits
    _, wrong, _ = live(tmp_path / "office", people=PEOPLE, acts=4, days=30)
    assert wrong
    assert all("shows ('visit'" in one for one in wrong)
