"""«Сегодня» over a year of an office: it misses nothing that is due and shows nothing else, nor of the dead."""

import ast
from pathlib import Path

import pytest

from narcdesk.tasks import kinds
from tests import year_book, year_rules, year_rules_help, year_rules_watch
from tests.year_of_office import ACTS, live
from tests.year_rules import NOT_RECKONED, RULES

PEOPLE, ACTS_A_DAY, EVERY = 12, 3, 5  # `python -m tests.year_of_office` lives a larger one


def test_every_kind_of_the_first_screen_is_reckoned_twice() -> None:
    found = {path.stem for path in Path(kinds.__path__[0]).glob("*.py")} - {"__init__"}
    assert found == set(RULES) | set(NOT_RECKONED), "a new kind: a rule in year_rules, and acts that make it"
    assert not set(RULES) & set(NOT_RECKONED)


def test_the_second_reckoning_knows_nothing_of_the_first() -> None:
    for module in (year_book, year_rules, year_rules_watch, year_rules_help):
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        named = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        named += [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
        assert not [name for name in named if name.split(".")[0] in ("narcdesk", "ui", "sqlalchemy")]


@pytest.mark.timeout(600)  # half a minute of processor, more beside other work
def test_a_year_of_one_office(tmp_path: Path) -> None:
    year = live(tmp_path / "office", people=PEOPLE, acts=ACTS_A_DAY, every=EVERY)
    assert year.wrong == []
    assert year.rows.total() > 10_000
    assert {kind: year.rows[kind] for kind in RULES if year.rows[kind] < 5} == {}  # every kind was there often enough
    assert set(year.office.done) == {act.__name__ for act in ACTS}  # every kind of act happened


def test_the_second_reckoning_can_tell_a_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RULES, "stay_acts", lambda *_: iter(()))
    year = live(tmp_path / "office", people=PEOPLE, acts=10, days=12)
    assert year.wrong
    assert all("shows ('stay_acts'" in one or "card: shows" in one for one in year.wrong)
