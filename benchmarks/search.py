"""A keystroke of search and the doubles of a large register: 20,000 people, 200,000 events, 500 typed a second time.

    .venv/bin/python -m benchmarks.search [--patients 20000] [--twice 500] [--strangers 5000]

Each kind of search answers through the same SQLAlchemy statements on SQLCipher and on the same file without a key, in
interleaved rounds of one run. The people, those who are typed a second time in ten wrong ways, and the strangers are
made by `tests/planted.py`, which knows nothing of how they are looked for.
"""

import argparse
import gc
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa

from benchmarks.register_speed import CEILING_MS, RATIO, ROUNDS, measure, without_key
from narcdesk import duplicates, search, vault
from narcdesk.base import Base
from narcdesk.office import Office
from narcdesk.register import Register
from narcdesk.staff import Person, Role
from tests import planted
from tests.planted import Human
from tests.test_duplicates import who

EVENTS = 10  # of one person


def build(folder: Path, people: list[Human]) -> tuple[Register, Register]:
    """The encrypted register with these people and their visits, and its copy without a key."""
    office = Office(name="Учебная больница", short_name="Учебная", address="-", region_code="00")
    person = Person(login="u", surname="Учебный", given="Врач", role=Role.HEAD.value, added_on=date(2020, 1, 1))
    keyed = Register.create(folder / "keyed", office, person, "длинный учебный пароль", kdf=vault.QUICK)
    planted.fill(keyed, people)
    visits, dice = Base.metadata.tables["visits"], random.Random(4)
    rows = [
        {"patient_id": number, "on": date(2020, 1, 1) + timedelta(days=dice.randrange(2000)), "kept": True, "by": 1}
        for number in range(1, len(people) + 1)
        for _ in range(EVENTS)
    ]
    with keyed.unlocked.writing.begin() as connection:
        connection.execute(sa.insert(visits), rows)
    return keyed, without_key(folder, keyed)


def keystrokes(people: list[Human]) -> dict[str, Callable[[random.Random], str]]:
    """What a clerk types, by kind."""

    def one(dice: random.Random) -> Human:
        return dice.choice(people)

    def wrong(dice: random.Random) -> str:
        surname = one(dice).surname.lower()
        at = dice.randrange(1, len(surname))
        return surname[:at] + dice.choice("абвеикнорст") + surname[at + 1 :]

    def initials(dice: random.Random) -> str:
        human = one(dice)
        return f"{human.surname} {human.given[0]} {human.patronymic[0]}"

    return {
        "two letters": lambda dice: one(dice).surname[:2],
        "the beginning of a surname": lambda dice: one(dice).surname[: dice.randrange(3, 8)],
        "its middle": lambda dice: one(dice).surname[2:7],
        "surname and initials": initials,
        "an error in the surname": wrong,
        "the end of a telephone": lambda dice: (one(dice).phone or "+79001234567")[-5:],
        "nobody at all": lambda dice: "ъьъьщ" + dice.choice("абв"),
    }


def main() -> int:
    """Print the figures; the exit status says whether all of them keep their bounds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--patients", type=int, default=20_000)
    parser.add_argument("--twice", type=int, default=500)
    parser.add_argument("--strangers", type=int, default=5_000)
    asked = parser.parse_args()
    gc.collect()
    gc.freeze()  # as the program does when its windows begin (ui/garbage.py)
    people = planted.crowd(asked.patients)
    again = list(planted.planted(people, asked.twice))
    good = True
    with tempfile.TemporaryDirectory() as folder:
        keyed, plain = build(Path(folder), people + [human for _, _, human in again])
        print(f"{asked.patients} patients, {asked.patients * EVENTS} visits, {ROUNDS} rounds, median ms")
        print(f"{'':32}{'encrypted':>10}{'plain':>10}{'ratio':>8}{'slowest':>10}{'processor':>11}")
        for title, typed in keystrokes(people).items():

            def drop(register: Register, dice: random.Random, typed: Callable[[random.Random], str] = typed) -> None:
                search.first(register, typed(dice), 8)

            ours, base, slowest, worked = measure(keyed, plain, drop)
            print(f"{title:32}{ours:10.2f}{base:10.2f}{ours / base:8.2f}{slowest:10.1f}{worked:11.2f}")
            good = good and ours / base <= RATIO and slowest <= CEILING_MS
        good = _doubles(keyed, again, asked.patients, asked.twice) and good
        keyed.close()
        plain._opened.engine.dispose()
    pairs = list(planted.strangers(asked.strangers))
    false = sum(bool(duplicates.alike(who(one), who(other))) for one, other in pairs)
    print(f"of {len(pairs)} pairs of strangers {false} taken for one person: {false / len(pairs):.2%}")
    good = good and false <= 0.05 * len(pairs)
    print("within the bounds" if good else "OUT OF BOUNDS")
    return 0 if good else 1


def _doubles(register: Register, again: list[tuple[str, int, Human]], count: int, twice: int) -> bool:
    """How many of those who are typed a second time are shown, by the way they are typed wrong."""
    shown: Counter[str] = Counter()
    took = []
    for at, (way, number, human) in enumerate(again, start=count + 1):
        began = time.perf_counter()
        found = duplicates.namesakes(register, who(human), but=[at])
        took.append((time.perf_counter() - began) * 1000)
        shown[way] += number + 1 in [one.card.card_number for one in found]
    began = time.perf_counter()
    listed = set(duplicates.pairs(register))
    seconds = time.perf_counter() - began
    meant = {(number + 1, at) for at, (_, number, _) in enumerate(again, start=count + 1)}
    print(f"typed a second time: {sum(shown.values())} of {twice} shown, median {sorted(took)[twice // 2]:.1f} ms")
    print("  " + ", ".join(f"{way} {found}" for way, found in shown.items()))
    print(f"in the list of the whole register: {len(meant & listed)} of {twice}, {len(listed - meant)} others")
    print(f"the list took {seconds:.2f} s")
    return sum(shown.values()) >= 0.95 * twice and len(meant & listed) >= 0.95 * twice


if __name__ == "__main__":
    sys.exit(main())
