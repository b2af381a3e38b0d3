"""Every sentence that may be raised at a person: what happened ends as a sentence, and what to do is said."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from narcdesk.errors import NOTHING_LOST, Forbidden, NotFound, UserError

ROOT = Path(__file__).parents[1]

# Not sentences for the office: words beside a field, and faults of files that whoever writes the file reads.
FRAGMENTS = {"narcdesk/fields.py"}
OF_FILES = {"DataFault", "ProfileFault", "TemplateFault"}
# Their own class says what to do.
SAYS_ITSELF = {"Forbidden", "NotFound", "Damaged", "TooNew", "UsageError", "ReadOnly", "WrongWords", "Invalid"}


def trees() -> dict[str, ast.Module]:
    paths = [path for part in ("narcdesk", "ui") for path in sorted((ROOT / part).rglob("*.py"))]
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def family(found: dict[str, ast.Module]) -> set[str]:
    """UserError and every class below it, by name."""
    bases = {
        node.name: {name_of(base) for base in node.bases}
        for tree in found.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    known = {"UserError"}
    while more := {name for name, above in bases.items() if above & known} - known:
        known |= more
    return known


def written(node: ast.expr | None) -> str | None:
    """A text as it stands in the source, «…» for what is put into it; None where it is no literal."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
    return None


@cache
def all_raised() -> list[tuple[str, str, ast.expr, ast.expr | None]]:
    return list(raised())


def raised() -> Iterator[tuple[str, str, ast.expr, ast.expr | None]]:
    """Place, class, what, do of every error that is made with its sentence, also by `super().__init__`."""
    found = trees()
    errors = family(found)
    for file, tree in found.items():
        if file in FRAGMENTS:
            continue
        for top in ast.walk(tree):
            inside = isinstance(top, ast.ClassDef) and top.name in errors
            for call in ast.walk(top) if inside else (top,):
                if not isinstance(call, ast.Call) or not call.args:
                    continue
                kind = name_of(call.func)
                is_super = inside and kind == "__init__" and written(call.args[0]) is not None
                if (kind in errors or is_super) and kind not in OF_FILES:
                    kind = top.name if isinstance(top, ast.ClassDef) else kind
                    do = next((word.value for word in call.keywords if word.arg == "do"), None)
                    yield f"{file}:{call.lineno}", kind, call.args[0], do


def test_the_sentences_of_the_program_were_found() -> None:
    kinds = {kind for _, kind, _, _ in all_raised()}
    assert {"UserError", "NotFound", "Damaged", "OnNetwork", "NoSpace"} <= kinds
    assert len(all_raised()) > 150


def test_what_happened_is_a_whole_russian_sentence() -> None:
    wrong = []
    for place, _kind, what, _do in all_raised():
        said = written(what)
        if said is not None and not (
            said.endswith((".", "!", "?", "…")) and re.match(r"[А-ЯЁ«…]", said) and re.search("[а-яё]", said)
        ):
            wrong.append(f"{place}: {said}")
    assert wrong == []


def test_what_to_do_is_said_wherever_something_can_be_done() -> None:
    wrong = [
        f"{place}: {written(what)}"
        for place, kind, what, do in all_raised()
        if kind not in SAYS_ITSELF and written(what) is not None and (do is None or written(do) == "")
    ]
    assert wrong == []


def test_what_to_do_is_a_whole_russian_sentence() -> None:
    said = [(place, written(do)) for place, _kind, _what, do in all_raised() if do is not None]
    # What is to be typed at a command line ends without a full stop, which would be typed too.
    office = [(place, do) for place, do in said if do is not None and not place.startswith("narcdesk/cli/")]
    assert [one for one in office if not re.fullmatch(r"(?s)[А-ЯЁ«…].*[.!?…]", one[1])] == []


@pytest.mark.parametrize("error", [Forbidden("Нельзя."), NotFound("Такой карты в реестре нет."), UserError("Занято.")])
def test_an_error_says_all_three(error: UserError) -> None:
    assert str(error).startswith(error.what)
    assert error.lost == NOTHING_LOST
    assert str(error).endswith(error.do or NOTHING_LOST)
    assert error.do or type(error) is UserError
