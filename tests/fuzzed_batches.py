"""Batches of records that nobody would write: every hash and the signature right, and inside whatever a stranger likes.

.venv/bin/python -m tests.fuzzed_batches 20000    # more of them than the suite tries, and the slowest that there can be
"""

import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from narcdesk.commission import verification
from narcdesk.commission.archive import unpack
from narcdesk.commission.cohorts import papers
from narcdesk.commission.cohorts.census import Table
from narcdesk.commission.cohorts.release import Release, Row
from narcdesk.commission.package import MANIFEST, SIGNATURE
from tests.cohort_samples import KEY, rules
from tests.commission_samples import ANCHOR, signed_anew

SLOW = 2.0  # seconds of processor for one file, whatever is in it
BANDS = [band for band in rules().sign("age").names if band != "unknown"]
_ODD: tuple[object, ...] = (
    *(None, True, False, 0, -1, 1, 5, 2.5, 10**400, "", " ", "2024", "٢٠٢٤", "2099", "0001", "=1", "\u0000", "ё" * 300),
    *([], [[]], {}, {"age": []}, {"age": True}, ["cases.csv"], {"sha256": None}, "0" * 64),
)
_CELLS = (
    "",
    "\r\n",
    ";",
    '"',
    '""',
    "0",
    "-1",
    "9" * 5_000,
    "١٢٣٤٥٦٧٨",
    "1e9",
    "\ufeff",
    "\0",
    "Село",
    "не указано",
    "²",
)


def crafted(places: int, records: int = 1, bands: int = len(BANDS)) -> bytes:
    """A stranger's records: so many of each age and sex in each of so many villages."""
    ages = BANDS[:bands]
    villages = [f"Село{number:05}" for number in range(places)]
    cells = [(village, sex, age) for village in villages for sex in "mf" for age in ages]
    rows = [row for cell in cells for row in [_row(*cell)] * records]
    release = Release(
        rules=rules(),
        batch_id="0f" * 16,
        office="Чужая больница",
        year=2024,
        anchor=ANCHOR,
        rows=dict(enumerate(rows, start=10_000_000)),
        left_out=0,
        levels=None,
        census=Table(dict.fromkeys(villages, "village"), dict.fromkeys(cells, 1_000)),
    )
    return papers.build(release, KEY)


def _row(village: str, sex: str, age: str) -> Row:
    exact = {"sex": rules().sign("sex").name(sex), "age": rules().sign("age").name(age), "place": village}
    return tuple(exact.get(sign.code) or sign.name(next(iter(sign.names))) for sign in rules().signs)


@cache
def sound() -> dict[str, bytes]:
    """The parts of a small one in which only the records are too few."""
    return unpack(crafted(2, 3))


def spoiled(dice: random.Random) -> bytes:
    """One of them with something odd in it, signed again."""
    parts, changed = dict(sound()), {}
    for _ in range(dice.choice((1, 1, 2))):
        if dice.random() < 0.3:
            changed |= _odd_fact(dice, json.loads(parts[MANIFEST]))
        else:
            name = dice.choice([papers.CASES, papers.CASES, papers.CENSUS, papers.CENSUS, *sorted(parts)])
            if name not in (MANIFEST, SIGNATURE):
                parts[name] = dice.choice((_bytes, _lines, _cells))(dice, parts[name])
    return signed_anew(parts, **changed)


def _odd_fact(dice: random.Random, manifest: dict[str, Any]) -> dict[str, object]:
    name, odd = dice.choice(sorted(set(manifest) - {"parts"})), dice.choice(_ODD)
    block = manifest[name]
    if isinstance(block, dict) and dice.random() < 0.8:
        return {name: {**block, dice.choice(sorted(block)): odd}}
    return {name: odd}


def _bytes(dice: random.Random, part: bytes) -> bytes:
    at = dice.randrange(len(part) + 1)
    return part[:at] + dice.randbytes(dice.randrange(9)) + part[at + dice.randrange(9) :]


def _lines(dice: random.Random, part: bytes) -> bytes:
    lines = part.split(b"\r\n")
    at = dice.randrange(len(lines))
    odd = (b"", b";", lines[at], lines[at] + b";", b'"', b"9" * 5_000 + b";", lines[at] * 2, b"\xff")
    lines[at : at + dice.randrange(3)] = [dice.choice(odd)] * dice.randrange(3)
    return b"\r\n".join(lines)


def _cells(dice: random.Random, part: bytes) -> bytes:
    lines = [line.split(";") for line in part.decode("utf-8", "replace").split("\r\n")]
    line = dice.choice(lines)
    line[dice.randrange(len(line))] = dice.choice((*_CELLS, *dice.choice(lines)))
    return "\r\n".join(map(";".join, lines)).encode("utf-8")


def look(data: bytes) -> tuple[str, float]:
    """What is first said of a file, and how long it took; raises AssertionError where the program was surprised."""
    began = time.process_time()
    found = verification.verify(data)
    seconds = time.process_time() - began
    assert verification.BEYOND not in found.problems
    return next(iter(found.problems), ""), seconds


def many(count: int, seed: int) -> tuple[set[str], float]:
    """What was said of so many, and the longest that one took."""
    dice, said, slowest = random.Random(seed), set(), 0.0
    for number in range(count):
        data = spoiled(dice)
        try:
            sentence, seconds = look(data)
        except AssertionError as error:
            raise AssertionError(f"{seed}: {number}") from error
        said.add(sentence)
        slowest = max(slowest, seconds)
    return said, slowest


def main(given: Sequence[str]) -> int:
    """Try so many by chance and the largest there can be; the status says whether one was slow."""
    count = int(given[0]) if given else 5_000
    said, slowest = many(count, random.randrange(10**6))
    print(f"{count} spoiled batches: {len(said)} sentences, the slowest {slowest:.2f} s")
    largest: dict[str, Callable[[], bytes]] = {
        "4,800 groups of one": lambda: crafted(200),
        "9,600 groups of five": lambda: crafted(400, 5),
        "24,000 groups of two": lambda: crafted(1_000, 2),
        "2,000 villages": lambda: crafted(2_000, 6, 2),
    }
    for name, make in largest.items():
        data = make()
        sentence, seconds = look(data)
        slowest = max(slowest, seconds)
        print(f"{name}: {len(data) / 2**20:.1f} MB, {seconds:.2f} s: {sentence}")
    return 0 if slowest < SLOW else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
