"""A year of one office, day by day, beside a second, slow reckoning of what is due that knows nothing of the program's.

    python -m tests.year_of_office --people 200 --acts 12    # a larger office than the suite has time for

The office acts by the program; what it did is also written into a plain book (`Book`: lists of dicts). What should be
due is then told from the book alone, by the words of the rules: `should_be_due`. A kind of `narcdesk/tasks/kinds` that
is added is added here as one function of `RULES` and the acts that make it.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from narcdesk import (
    tasks,
)
from tests import factories
from tests.factories import Clock
from tests.year_acts import Office
from tests.year_book import DAY, DAYS, FIRST, KINDS, LIVED, Due, should_be_due, should_be_in_week

ACTS: tuple[Callable[[Office], bool], ...] = (
    *[Office.comes] * 3,
    Office.dies,
    Office.did_not_die,
    *[Office.is_taken] * 2,
    Office.leaves,
    *[Office.visits] * 4,
    *[Office.comes_by_a_key] * 3,
    *[Office.is_moved] * 2,
    Office.was_a_mistake,
    Office.court_writes,
    Office.comes_by_court,
    Office.court_is_told,
    Office.duty_ends,
    *[Office.signs] * 2,
    Office.takes_back,
    *[Office.asks] * 2,
    *[Office.asking_goes_on] * 4,
    *[Office.certificate_comes] * 2,
    Office.certificate_ends,
    *[Office.is_accompanied] * 3,
    Office.contact_by_a_key,
    *[Office.writes] * 2,
)


def differences(office: Office) -> list[str]:
    """What the first screen shows on this day and should not, or should and does not; on Mondays also the week."""
    day = office.day
    # The whole screen on Mondays; on other days the kinds that this office lives, which is three times as quick.
    kinds = [""] if day.weekday() == 0 else KINDS
    asked = [due for kind in kinds for due in tasks.due(office.register, kind=kind)]
    shown = [task for task in tasks.in_order(asked) if task.what.value in LIVED]
    found = [(task.what.value, task.record_id, task.due) for task in shown]
    told = _differences(f"{day}", should_be_due(office.book, day), found)
    if day.weekday() == 0:
        for monday in (day, day + 7 * DAY):
            week = [
                (task.what.value, task.record_id, task.due)
                for one in tasks.of_week(office.register, monday)
                for task in one.tasks
                if task.what.value in LIVED
            ]
            told += _differences(f"{day}, week of {monday}", should_be_in_week(office.book, day, monday), week)
    dead = {person["id"] for person in office.book.people if person["died"] is not None}
    told += [f"{day}: of the dead {task.what} {task.record_id}" for task in shown if task.patient_id in dead]
    urgency = ["overdue" if d and d < day else "today" if d == day else "soon" if d else "waiting" for _, _, d in found]
    told += [
        f"{day}: {what} is {task.urgency}" for what, task in zip(urgency, shown, strict=True) if what != task.urgency
    ]
    return told


def _differences(when: str, should: list[Due], found: list[Due]) -> list[str]:
    missed = [f"{when}: misses {due}" for due in should if due not in found]
    wrong = [f"{when}: shows {due}" for due in found if due not in should]
    twice = [f"{when}: {len(found)} rows for {len(should)}"] * (len(found) != len(should) and not missed and not wrong)
    return missed + wrong + twice


def live(folder: Path, *, people: int, acts: int, days: int = DAYS, seed: int = 1) -> tuple[Office, list[str], int]:
    """A year of an office: what was wrong on any of its days, and how many rows were compared."""
    clock = Clock(FIRST)
    register = factories.register(folder, clock, region_code="00")
    office, wrong, compared = Office(register, clock, seed, people), [], 0
    try:
        for number in range(days):
            clock.go(FIRST + number * DAY)
            office.live_a_day(acts, ACTS)
            wrong += differences(office)
            compared += len(should_be_due(office.book, office.day))
            if len(wrong) > 20:
                break
    finally:
        register.close()
    return office, wrong, compared


def main() -> int:
    """Live a year and say what came of it."""
    parser = argparse.ArgumentParser()
    for name, usual in (("--people", 200), ("--acts", 12), ("--days", DAYS), ("--seed", 1)):
        parser.add_argument(name, type=int, default=usual)
    given = parser.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        office, wrong, compared = live(
            Path(folder) / "office", people=given.people, acts=given.acts, days=given.days, seed=given.seed
        )
    print(f"{given.days} days, {sum(office.done.values())} acts, {compared} rows compared", end="")
    print(f" in {time.perf_counter() - began:.0f} s; {len(wrong)} differences")
    print(", ".join(f"{name} {count}" for name, count in sorted(office.done.items())))
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
