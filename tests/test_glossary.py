"""The glossary: every table and every closed list of the office has its Russian term, and nothing there is stale."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import narcdesk
from narcdesk.base import Base, Coded

GLOSSARY = Path(__file__).parents[1] / "docs" / "glossary.md"


def modules() -> Iterator[object]:
    for found in pkgutil.walk_packages(narcdesk.__path__, "narcdesk."):
        if "migrations" not in found.name and not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def nouns() -> set[str]:
    """The classes of tables and of lists that are shown by their labels."""
    list(modules())
    found = [mapper.class_ for mapper in Base.registry.mappers] + Coded.__subclasses__()
    return {noun.__name__ for noun in found if noun.__module__.startswith("narcdesk.")}  # other tests have their own


def told() -> set[str]:
    """Identifiers of the second column."""
    rows = [line.split("|") for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    return {name for row in rows[1:] for name in re.findall("`([^`]+)`", row[2])}


def test_every_noun_has_its_term() -> None:
    assert nouns() - told() == set()


def test_every_identifier_is_in_the_code() -> None:
    files = list(Path(narcdesk.__file__).parent.rglob("*.py"))
    words = {word for path in files for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))}
    assert told() - words - {path.stem for path in files} == set()
