"""«Сегодня» over a year of an office: it misses nothing that is due and shows nothing else, nor of the dead."""

import ast
from pathlib import Path

import pytest

from narcdesk.tasks import kinds
from tests import year_book, year_rules, year_rules_certificates, year_rules_help, year_rules_watch
from tests.year_of_office import ACTS, WITH_CERTIFICATES, live
from tests.year_rules import NOT_RECKONED, RULES

OF_CERTIFICATES = ("provider_acts", "settlements", "providers_excluded")
PEOPLE, ACTS_A_DAY, EVERY = 12, 3, 5  # `python -m tests.year_of_office` lives a larger one


def test_every_kind_of_the_first_screen_is_reckoned_twice() -> None:
    found = {path.stem for path in Path(kinds.__path__[0]).glob("*.py")} - {"__init__"}
    assert found == set(RULES) | set(NOT_RECKONED), "a new kind: a rule in year_rules, and acts that make it"
    assert not set(RULES) & set(NOT_RECKONED)


def test_the_second_reckoning_knows_nothing_of_the_first() -> None:
    for module in (year_book, year_rules, year_rules_watch, year_rules_help, year_rules_certificates):
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        named = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        named += [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
        assert not [name for name in named if name.split(".")[0] in ("narcdesk", "ui", "sqlalchemy")]


def test_a_year_of_one_office(tmp_path: Path) -> None:
    year = live(tmp_path / "office", people=PEOPLE, acts=ACTS_A_DAY, every=EVERY)
    assert year.wrong == []
    assert year.rows.total() > 10_000
    of_others = [kind for kind in RULES if kind not in OF_CERTIFICATES]
    assert {kind: year.rows[kind] for kind in of_others if year.rows[kind] < 5} == {}  # each was there often enough
    assert set(year.office.done) == {act.__name__ for act in ACTS}  # every kind of act happened


def test_half_a_year_of_certificates(tmp_path: Path) -> None:
    year = live(tmp_path / "office", people=8, acts=2, days=150, every=3, kinds=WITH_CERTIFICATES)
    assert year.wrong == []
    assert {kind: year.rows[kind] for kind in OF_CERTIFICATES if year.rows[kind] < 10} == {}
    assert set(year.office.done) == {act.__name__ for act in WITH_CERTIFICATES}


def test_the_second_reckoning_can_tell_a_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RULES, "stay_acts", lambda *_: iter(()))
    year = live(tmp_path / "office", people=PEOPLE, acts=10, days=12)
    assert year.wrong
    assert all("shows ('stay_acts'" in one or "card: shows" in one for one in year.wrong)
