"""An invented cohort and an invented census, for the tests of the records that leave for the dispensary."""

import random
from collections.abc import Sequence
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from narcdesk.commission.cohorts import papers, policy, release
from narcdesk.commission.cohorts.census import Table
from narcdesk.commission.cohorts.policy import Rules
from narcdesk.commission.cohorts.release import Made
from narcdesk.places import RESOURCES

CENSUS = RESOURCES / "demo" / "census.csv"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PLACES = ["Заречье", *(f"Луг {n}" for n in range(1, 8))]
NOT_TOLD = "не указано"
Person = dict[str, str]


@cache
def rules() -> Rules:
    """The rules under test."""
    return policy.load("medical.yaml")


@cache
def names(code: str) -> list[str]:
    """The exact names of a column, in the order of the policy."""
    return [told[0] for told in rules().sign(code).names.values()]


def table(size: int = 60_000, places: Sequence[str] = PLACES) -> Table:
    """A district of about so many inhabitants, most of them in its town."""
    weights = [1 / (n + 1) for n in range(len(places))]
    bands = [code for code in rules().sign("age").names if code != "unknown"]
    each = size / sum(weights) / len(bands) / 2
    kinds = {place: "town" if place == "Заречье" else "village" for place in places}
    cells = (
        (place, weight, sex, band)
        for place, weight in zip(places, weights, strict=True)
        for sex in "mf"
        for band in bands
    )
    return Table(kinds, {(place, sex, band): int(each * weight) for place, weight, sex, band in cells})


def people(size: int, seed: int = 1, court: float = 0.2) -> list[Person]:
    """So many cases; whoever is sent by a body has a duty by a court much more often than others."""
    chance = random.Random(seed)
    weights = [1 / (n + 1) for n in range(len(PLACES))]

    def one() -> Person:
        source = chance.choices(names("source"), (30, 15, 25, 28, 2))[0]
        duty = chance.random() < court * (2.2 if source.startswith("другая") else 0.4)
        outcome = chance.choices(names("outcome"), (60, 8, 6, 15, 9, 2))[0]
        died = outcome == "снят: другая причина" and chance.random() < 0.5
        return {
            "age": chance.choices(names("age"), (1, 2, 10, 12, 16, 17, 14, 11, 8, 5, 3, 1, 0))[0],
            "sex": chance.choices(names("sex"), (72, 28, 0))[0],
            "place": chance.choices([*PLACES, NOT_TOLD], [*weights, 0.05])[0],
            "month": chance.choice(names("month")),
            "diagnosis": chance.choices(
                names("diagnosis"), (30, 12, 2, 8, 2, 1, 6, 6, 1, 5, 4, 1, 6, 4, 1, 2, 1, 1, 1)
            )[0],
            "source": source,
            "outcome": outcome,
            "court": "была" if duty else "не было",
            "relapse": "да" if chance.random() < 0.35 else "нет",
            "death": "да" if died else "нет",
            "length": chance.choice(names("length")),
            "courses": chance.choice(names("courses")),
        }

    return [one() for _ in range(size)]


def made(size: int = 1_000, *, more: bool = False, seed: int = 1) -> Made:
    """A cohort as it would leave."""
    return release.assemble(
        rules(),
        2024,
        people(size, seed),
        table(),
        office="ОГБУЗ «Ленинская районная больница»",
        anchor="1042:" + "5e" * 32,
        more=more,
        batch_id="0f" * 16,
        chance=random.Random(7),
    )


def ready(*, more: bool = False) -> tuple[Made, bytes]:
    """The same once for all tests, with its signed ZIP."""
    return _ready(more)


@cache
def _ready(more: bool) -> tuple[Made, bytes]:
    cohort = made(more=more)
    return cohort, papers.build(cohort.release, KEY)
