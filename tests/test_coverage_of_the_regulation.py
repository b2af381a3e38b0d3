"""What the regulation asks of the office stands in one table, and what the table names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TABLE = (ROOT / "docs" / "coverage-of-the-regulation.md").read_text(encoding="utf-8")
TESTS = sorted(set(re.findall(r"`((?:ui/)?test_\w+\.py)", TABLE)))
FORMS = sorted({name for name in re.findall(r"`([a-z_0-9]+)`", TABLE) if not name.startswith("test")})


def test_the_sixteen_duties_of_the_office_stand_in_it() -> None:
    assert [int(number) for number in re.findall(r"^\| (\d+) \|", TABLE, re.MULTILINE)] == list(range(1, 17))


@pytest.mark.parametrize("name", TESTS)
def test_every_test_that_it_names_is_there(name: str) -> None:
    assert (ROOT / "tests" / name).is_file()


@pytest.mark.parametrize("name", FORMS)
def test_every_paper_that_it_names_is_there(name: str) -> None:
    assert (ROOT / "resources" / "forms" / f"{name}.yaml").is_file()


def test_every_paper_of_the_office_stands_in_it() -> None:
    rows = re.findall(r"^\| (5\.[\d., ]+) \|", TABLE, re.MULTILINE)
    assert [int(number) for row in rows for number in re.findall(r"5\.(\d+)", row)] == list(range(1, 18))
    known = {path.stem for path in (ROOT / "resources" / "forms").glob("*.yaml")}
    assert {code for code in known if f"`{code}`" not in TABLE} == set()
