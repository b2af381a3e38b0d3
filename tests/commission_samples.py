"""An invented office in coded values, and batches made of it, for the tests of the commission's batch."""

import random
from collections.abc import Mapping
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from narcdesk.commission import package, policy
from narcdesk.commission.batch import Batch, assemble
from narcdesk.commission.tables import Cell, Dimension, System, margins, tally
from narcdesk.dates import Period

OFFICE = "ОГБУЗ «Ленинская районная больница»"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
ANCHOR = "1042:" + "5e" * 32

People = dict[str, list[Mapping[str, str]]]

SEX = ("m", "f", "unknown")
AGE = ("0-17", "18-39", "40-59", "60+", "unknown")
SUBSTANCE = ("alcohol", "opioids", "cannabinoids", "stimulants", "combinations", "other", "unknown")
DIAGNOSIS = (
    "alcohol_dependence",
    "drug_dependence",
    "toxic_dependence",
    "alcohol_harmful",
    "drug_harmful",
    "other_harmful",
    "other",
    "unknown",
)
REMOVED = ("removed_recovery", "removed_moved", "removed_refused", "removed_other", "removed_unknown")


def municipal() -> policy.Policy:
    """The policy under test."""
    return policy.load("municipal.yaml")


def people(seed: int, size: int) -> People:
    """Who was observed, taken and removed in an office of about `size` persons; the flows balance."""
    chance = random.Random(seed)

    def person() -> dict[str, str]:
        return {
            "sex": chance.choices(SEX, (70, 28, 2))[0],
            "age": chance.choices(AGE, (3, 55, 30, 10, 2))[0],
            "substance": chance.choices(SUBSTANCE, (50, 15, 10, 10, 8, 5, 2))[0],
            "diagnosis": chance.choices(DIAGNOSIS, (40, 25, 2, 15, 12, 1, 4, 1))[0],
        }

    start = [person() for _ in range(size)]
    taken = [person() for _ in range(size // 5)]
    everyone = start + taken
    chance.shuffle(everyone)
    removed, end = everyone[: size // 6], everyone[size // 6 :]
    counted: People = {
        "observed_start": list(start),
        "taken": list(taken),
        "taken_first": list(taken[: size // 9]),
        "removed": list(removed),
        "observed_end": list(end),
        **{ground: [] for ground in REMOVED},
    }
    for one in removed:
        counted[chance.choice(REMOVED)].append(one)
    for measure, count in (
        ("referred", size // 8),
        ("started", size // 11),
        ("completed", size // 20),
        ("certificate_asked", size // 15),
        ("certificate_got", size // 21),
        ("certificate_used", size // 30),
        ("users_included", size // 12),
        ("dependents_finished", size // 13),
        ("patronage_covered", size // 25),
        ("graduates_sober", size // 11),
        ("sober_two_years", size // 70),
        ("graduates_refused", size // 10),
    ):
        counted[measure] = [{}] * count
    return counted


def batch(seed: int = 1, size: int = 300, period: str = "2024", **given: object) -> Batch:
    """One batch of the invented office."""
    rules = municipal()
    exact = tally(rules.system, people(seed, size))
    given = {"office": OFFICE, "anchor": ANCHOR, "batch_id": "0f" * 16, **given}
    return assemble(rules, Period.parse(period), exact, **given)  # type: ignore[arg-type]


@cache
def built(seed: int = 1, size: int = 300, period: str = "2024") -> bytes:
    """The same as a signed ZIP."""
    return package.build(batch(seed, size, period), KEY)


def table_of(rows: list[list[int]]) -> tuple[System, dict[Cell, int]]:
    """A table of two dimensions and its exact counts, totals summed here by hand."""
    down = Dimension("r", "", {f"r{n}": "" for n in range(len(rows))})
    across = Dimension("c", "", {f"c{n}": "" for n in range(len(rows[0]))})
    exact = {Cell("n"): sum(map(sum, rows))}
    for i, row in enumerate(rows):
        exact[Cell.of("n", {"r": f"r{i}"})] = sum(row)
        for j, count in enumerate(row):
            exact[Cell.of("n", {"r": f"r{i}", "c": f"c{j}"})] = count
    for j, column in enumerate(zip(*rows, strict=True)):
        exact[Cell.of("n", {"c": f"c{j}"})] = sum(column)
    return margins("n", [down, across]), exact
