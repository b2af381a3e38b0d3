"""A year of one office, day by day, beside a second, slow reckoning of what is due that knows nothing of the program's.

    python -m tests.year_of_office --people 200 --acts 12    # a larger office than the suite has time for

The office acts by the program; what it did is also written into a plain book (`Book`: lists of dicts). What should be
due is then told from the book alone, by the words of the rules (`year_rules`). A kind of `narcdesk/tasks/kinds` that is
added is added there as one function, and here with the acts that make it.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from narcdesk import tasks, transfers
from narcdesk.tasks import Task
from tests import factories, year_acts_certificates, year_acts_help, year_acts_papers, year_acts_watch
from tests.factories import Clock
from tests.year_acts import Office
from tests.year_book import DAY, DAYS, FIRST
from tests.year_rules import RULES, Seen, should_be_due, should_be_in_week, should_be_on_card

MOST = 10_000  # rows of a kind: what the office lives is compared whole

ACTS: tuple[Callable[[Office], bool], ...] = (
    *[Office.comes] * 3,
    Office.dies,
    Office.did_not_die,
    *[Office.is_taken] * 3,
    Office.leaves,
    *[Office.visits] * 3,
    *[Office.comes_by_a_key] * 3,
    *[Office.is_moved] * 2,
    Office.was_a_mistake,
    *[Office.signs] * 2,
    Office.birthday_comes,
    Office.takes_back,
    *[Office.asks] * 2,
    *[Office.asking_goes_on] * 4,
    *[Office.certificate_comes] * 2,
    Office.certificate_ends,
    year_acts_watch.is_diagnosed,
    *[year_acts_watch.is_sober] * 2,
    year_acts_watch.commission_decides,
    year_acts_watch.commission_erred,
    *[year_acts_watch.is_away] * 2,
    year_acts_watch.is_transferred,
    *[year_acts_watch.head_sets] * 3,
    *[year_acts_watch.court_writes] * 2,
    *[year_acts_watch.comes_by_court] * 2,
    *[year_acts_watch.court_is_told] * 2,
    year_acts_watch.police_answer,
    *[year_acts_watch.does_not_obey] * 2,
    year_acts_watch.is_judged,
    year_acts_watch.duty_ends,
    *[year_acts_help.refuses] * 2,
    year_acts_help.plan_is_made,
    *[year_acts_help.plan_goes_on] * 2,
    year_acts_help.talks_to,
    year_acts_help.talk_was_a_mistake,
    year_acts_help.help_is_planned,
    *[year_acts_help.planned_help_goes_on] * 3,
    year_acts_help.course_begins,
    *[year_acts_help.stay_goes_on] * 3,
    *[year_acts_help.is_accompanied] * 3,
    year_acts_help.contact_by_a_key,
    *[year_acts_help.is_helped_to_work] * 2,
    year_acts_papers.is_sent_here,
    *[year_acts_papers.was_sent_here] * 2,
    year_acts_papers.is_sent_on,
    *[year_acts_papers.was_sent_on] * 2,
    *[year_acts_papers.writes] * 3,
)


WITH_CERTIFICATES: tuple[Callable[[Office], bool], ...] = (  # a shorter life, in which certificates are many
    *[Office.comes] * 2,
    *[year_acts_certificates.is_given_at_once] * 2,
    *[year_acts_certificates.is_taken_in] * 2,
    *[year_acts_certificates.chooses_where_to_go] * 2,
    *[year_acts_certificates.provider_writes] * 3,
    *[year_acts_help.stay_goes_on] * 3,
    year_acts_certificates.act_was_a_mistake,
    year_acts_certificates.authority_pays,
    year_acts_certificates.registry_changes,
)


def differences(office: Office, every: int) -> list[str]:
    """What the first screen shows on this day and should not, or should and does not.

    Each kind on `every` so manieth day, all of them on Mondays, when the weeks are looked at too; on Fridays also the
    card of somebody.
    """
    day, register = office.day, office.register
    if every == 1 or day.weekday() == 0:
        asked, should = tasks.due(register, limit=MOST), should_be_due(office.book, day)
    else:
        kinds = [kind for at, kind in enumerate(RULES) if at % every == day.toordinal() % every]
        asked = [one for kind in kinds for one in tasks.due(register, kind=kind, limit=MOST)]
        should = [one for kind in kinds for one in should_be_due(office.book, day, kind)]
    found = [(one.kind, task) for one in asked for task in one.tasks]
    told = _differences(f"{day}", should, [_seen(kind, task) for kind, task in found])
    if day.weekday() == 0:
        for monday in (day, day + 7 * DAY):
            week = [_seen(one.kind, task) for one in tasks.of_week(register, monday) for task in one.tasks]
            told += _differences(f"{day}, week of {monday}", should_be_in_week(office.book, day, monday), week)
        waiting = len(list(RULES["transfers"](office.book, day, day, day)))
        told += [f"{day}: {waiting} wait for a transfer"] * (waiting != transfers.count(register))
    if day.weekday() == 4 and (who := office.someone()) is not None:
        on_card = [("card", *_seen("", task)[1:]) for task in tasks.of_patient(register, who)]
        on_it = [("card", *one[1:]) for one in should_be_on_card(office.book, day, who)]
        told += _differences(f"{day}, card", on_it, on_card)
    dead = {who for who in office.book.people if not office.book.alive(who)}
    told += [f"{day}: of the dead {task.what} {task.record_id}" for _, task in found if task.patient_id in dead]
    return told + [
        f"{day}: {task.said} is {task.urgency}" for _, task in found if task.urgency != _urgency(task.due, day)
    ]


def _seen(kind: str, task: Task) -> Seen:
    return kind, task.patient_id, task.record_id, task.due


def _urgency(due: date | None, day: date) -> str:
    if due is None:
        return "waiting"
    return "overdue" if due < day else "today" if due == day else "soon"


def _differences(when: str, should: list[Seen], found: list[Seen]) -> list[str]:
    due, shown = Counter(should), Counter(found)
    missed = [f"{when}: misses {one}" for one in (due - shown).elements()]
    return missed + [f"{when}: shows {one}" for one in (shown - due).elements()]


@dataclass
class Year:
    """What came of a year: the office, the days on which the two reckonings differ, and the rows of each kind."""

    office: Office
    wrong: list[str] = field(default_factory=list)
    rows: Counter[str] = field(default_factory=Counter)


def live(
    folder: Path,
    *,
    people: int,
    acts: int,
    days: int = DAYS,
    seed: int = 1,
    every: int = 1,
    kinds: Sequence[Callable[[Office], bool]] = ACTS,
) -> Year:
    """A year of an office, or so many days of it; where much is wrong, no longer."""
    clock = Clock(FIRST)
    register = factories.register(folder, clock, region_code="00")
    year = Year(Office(register, clock, seed, people))
    try:
        for number in range(days):
            clock.go(FIRST + number * DAY)
            year.office.live_a_day(acts, kinds)
            year.wrong += differences(year.office, every)
            due = should_be_due(year.office.book, clock.moment.date(), on_cards=True)
            year.rows.update(kind for kind, *_ in due)
            if len(year.wrong) > 20:
                break
    finally:
        register.close()
    return year


def main() -> int:
    """Live a year and say what came of it."""
    parser = argparse.ArgumentParser()
    for name, usual in (("--people", 200), ("--acts", 12), ("--days", DAYS), ("--seed", 1)):
        parser.add_argument(name, type=int, default=usual)
    given = parser.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        year = live(Path(folder) / "office", people=given.people, acts=given.acts, days=given.days, seed=given.seed)
    done = year.office.done
    print(f"{given.days} days, {sum(done.values())} acts, {year.rows.total()} rows compared", end="")
    print(f" in {time.perf_counter() - began:.0f} s; {len(year.wrong)} differences")
    print("acts:", ", ".join(f"{name} {count}" for name, count in sorted(done.items())))
    print("rows:", ", ".join(f"{name} {count}" for name, count in sorted(year.rows.items())))
    print("\n".join(year.wrong))
    return 1 if year.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
