"""An invented office in coded values, and batches made of it, for the tests of the commission's batch."""

import json
import random
from collections.abc import Mapping
from datetime import date
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from narcdesk.commission import package, policy
from narcdesk.commission.archive import pack
from narcdesk.commission.batch import Batch, assemble
from narcdesk.commission.tables import Cell, Dimension, System, margins, tally
from narcdesk.dates import Period

OFFICE = "ОГБУЗ «Ленинская районная больница»"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
# A recipient's public key, made by OpenSSL.
RECIPIENT = (
    b"-----BEGIN PUBLIC KEY-----\n"
    b"MCowBQYDK2VuAyEAR2JTTIeH7jI0EQqd+KXKI/aR5vT0m+aF0gtfHsXlI20=\n"
    b"-----END PUBLIC KEY-----\n"
)
ANCHOR = "1042:" + "5e" * 32

People = dict[str, list[Mapping[str, str]]]

NUMBERS = ("1", "2", "3", "4", "5", "6", "7", "8", "8.1", "8.2", "8.3", "9", "10", "11")  # of the tables

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
REMISSION = ("under_6", "6-12", "12-24", "over_24", "unknown")
COURSE_KIND = ("medical", "social", "unknown")
PROVIDER_FORM = ("residential", "outpatient", "both", "not_listed", "unknown")
FUNDING = ("certificate", "free", "paid", "unknown")
DUTY_GROUND = ("administrative", "criminal", "other", "unknown")
EXAM_OUTCOME = ("found", "not_found", "refused", "unknown")
TALK_THEME = (
    *("prevention", "harm", "diagnostics", "treatment", "medical"),
    *("social", "observation", "family", "self_help", "unknown"),
)
DEATH_CAUSE = ("psychiatric", "overdose", "somatic", "suicide", "accident", "other", "unknown")
REMOVED = ("removed_recovery", "removed_moved", "removed_refused", "removed_other", "removed_unknown")


def municipal() -> policy.Policy:
    """The policy under test."""
    return rules_for("municipal")


@cache
def rules_for(recipient: str) -> policy.Policy:
    """The policy for one recipient of tables."""
    return policy.in_force(recipient, date(2026, 11, 21))


def people(seed: int, size: int, after: People | None = None) -> People:
    """Who was observed, taken and removed in an office of about `size` persons; the flows balance.

    `after`: the period before this one, which ended with whom this one begins.
    """
    chance = random.Random(seed)

    def person() -> dict[str, str]:
        return {
            "sex": chance.choices(SEX, (70, 30, 0))[0],
            "age": chance.choices(AGE, (3, 55, 30, 12, 0))[0],
            **_disorder(chance),
            "remission": chance.choices(REMISSION, (15, 10, 12, 13, 50))[0],
        }

    start = list(after["observed_end"]) if after else [person() for _ in range(size)]
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
        ("broken_off", size // 40),
        ("in_rehabilitation", size // 30),
        ("certificate_asked", size // 15),
        ("certificate_got", size // 21),
        ("certificate_used", size // 30),
        ("certificate_refused", size // 90),
        ("certificate_expired", size // 80),
        ("users_included", size // 12),
        ("dependents_finished", size // 13),
        ("patronage_covered", size // 25),
        ("graduates_sober", size // 11),
        ("sober_two_years", size // 70),
        ("graduates_refused", size // 10),
    ):
        counted[measure] = [{}] * count
    died = [{"death_cause": chance.choice(DEATH_CAUSE)} for _ in counted["removed_other"][::2]]
    counted |= {"died": died, "died_observed": died[::2]}
    return (
        counted
        | _minors(counted)
        | _courses(chance, size, after)
        | _duties(chance, size, after)
        | _events(chance, size)
    )


def _disorder(chance: random.Random) -> dict[str, str]:
    """One code of ICD-10 as two signs: a group, and a substance that goes with it."""
    place, diagnosis = chance.random(), chance.choices(DIAGNOSIS, (40, 25, 2, 15, 12, 1, 4, 1))[0]
    substances = {
        "alcohol_dependence": ("alcohol",),
        "alcohol_harmful": ("alcohol",),
        "toxic_dependence": ("stimulants", "combinations", "other"),
        "other_harmful": ("stimulants", "combinations", "other"),
        "other": SUBSTANCE[:-1],
        "unknown": ("unknown",),
    }.get(diagnosis, SUBSTANCE[1:-1])
    return {"diagnosis": diagnosis, "substance": substances[int(place * len(substances))]}


def _minors(counted: People) -> People:
    """Those of the same persons who are under eighteen; nobody's birthday falls into the period."""
    whence = {"start": "observed_start", "taken": "taken", "first": "taken_first", "removed": "removed"}
    found: People = {
        f"minors_{name}": [one for one in counted[measure] if one["age"] == "0-17"]
        for name, measure in (*whence.items(), ("end", "observed_end"))
    }
    return {**found, "minors_grown": []}


def _courses(chance: random.Random, size: int, after: People | None) -> People:
    def course() -> dict[str, str]:
        kind, form = chance.choices(COURSE_KIND, (40, 60, 0))[0], chance.choices(PROVIDER_FORM, (40, 15, 10, 30, 5))[0]
        weights = (57, 0, 0, 43) if form == "not_listed" else (40, 20, 10, 30)
        return {"course_kind": kind, "provider_form": form, "funding": chance.choices(FUNDING, weights)[0]}

    before, started = ([course() for _ in range(count)] for count in (size // 12, size // 9))
    before = list(after["courses_end"]) if after else before
    every = [*before, *started]
    chance.shuffle(every)
    completed, broken, moved = size // 18, size // 18 + size // 30, size // 18 + size // 30 + size // 90
    return {
        "courses_start": list(before),
        "courses_started": list(started),
        "courses_completed": list(every[:completed]),
        "courses_broken": list(every[completed:broken]),
        "courses_transferred": list(every[broken:moved]),
        "courses_end": list(every[moved:]),
        "providers_used": [
            {"provider_form": one["provider_form"]} for one in started[::4] if one["provider_form"] != "not_listed"
        ],
    }


def _duties(chance: random.Random, size: int, after: People | None) -> People:
    before, received = (
        [{"duty_ground": chance.choices(DUTY_GROUND, (60, 35, 5, 0))[0]} for _ in range(count)]
        for count in (size // 25, size // 30)
    )
    before = list(after["duties_end"]) if after else before  # type: ignore[arg-type]
    every = [*before, *received]
    chance.shuffle(every)
    finished, stopped = len(every) // 4, len(every) // 3
    return {
        "duties_start": list(before),
        "duties_received": list(received),
        "duties_came": list(every[1::2]),
        "duties_started": list(every[2::3]),
        "duties_evaded": list(every[3::7]),
        "duties_finished": list(every[:finished]),
        "duties_stopped": list(every[finished:stopped]),
        "duties_end": list(every[stopped:]),
    }


def _events(chance: random.Random, size: int) -> People:
    talks = [{"talk_theme": chance.choice(TALK_THEME)} for _ in range(size // 20)]
    found: People = {
        "examinations": [{"exam_outcome": chance.choices(EXAM_OUTCOME, (3, 6, 1, 0))[0]} for _ in range(size // 3)],
        "prevention_talks": list(talks),
        "prevention_heads": [talk for talk in talks for _ in range(chance.randrange(2, 40))],
    }
    cases = [{"substance": chance.choices(SUBSTANCE, (50, 15, 8, 8, 8, 6, 5))[0]} for _ in range(size // 12)]
    return {**found, "poisonings": list(cases), "poisonings_minors": list(cases[::9])}


def batch(seed: int = 1, size: int = 300, period: str = "2024", recipient: str = "municipal", **given: object) -> Batch:
    """One batch of the invented office."""
    rules = rules_for(recipient)
    exact = tally(rules.system, people(seed, size))
    given = {"office": OFFICE, "anchor": ANCHOR, "batch_id": "0f" * 16, **given}
    return assemble(rules, Period.parse(period), exact, **given)  # type: ignore[arg-type]


@cache
def built(seed: int = 1, size: int = 300, period: str = "2024", recipient: str = "municipal") -> bytes:
    """The same as a signed ZIP."""
    return package.build(batch(seed, size, period, recipient), KEY)


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


def signed_anew(parts: dict[str, bytes], **changed: object) -> bytes:
    """The office's own key in wrong hands: everything but the contents is right."""
    manifest = json.loads(parts["manifest.json"]) | changed
    manifest["parts"] = {
        name: package.sha256(data) for name, data in parts.items() if name not in ("manifest.json", "manifest.sig")
    }
    data = package.canonical(manifest)
    return pack({**parts, "manifest.json": data, "manifest.sig": KEY.sign(data)})
