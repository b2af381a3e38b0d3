"""What a refused batch is told to do instead is done here, and it leaves."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from narcdesk.commission import advising, confirming, export, ledger, risk, tightening
from narcdesk.commission.advising import Stopped
from narcdesk.commission.batch import Batch, assemble
from narcdesk.commission.periods import check_period, longer
from narcdesk.commission.policy import Policy, Stricter
from narcdesk.commission.risk import Revealed
from narcdesk.commission.rounding import LedgerDisagrees
from narcdesk.commission.tables import Cell, CountsDisagree, tally
from narcdesk.dates import Period
from narcdesk.errors import UserError
from tests.commission_samples import OFFICE, people, rules_for
from tests.counted_office import QUARTER, Office, office

TODAY, LONG_AGO = date(2026, 10, 10), date(2015, 1, 1)
FIRST, YEAR = Period.parse("2025-Q1"), Period.parse("2025")
ALL, FOUND = "examinations", "examinations[exam_outcome=found]"
FALSE = {ALL: 0, FOUND: 100}  # of nobody who was examined a hundred had used: nothing adds up with that

ONE_EACH = ("minors_taken[substance=cannabinoids]", "minors_taken[substance=other]")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Office]:
    made = office(tmp_path / "реестр кабинета")
    yield made
    made.register.close()


_PARTS = [*(f"-Q{number}" for number in range(1, 5)), *(f"-{month:02}" for month in range(1, 13)), ""]
LABELS = {(one := Period.parse(f"{year}{part}")).label: one for part in _PARTS for year in range(2014, 2028)}


def _named(words: str) -> list[Period]:
    """The periods that a sentence names, in its order."""
    longest_first = sorted(LABELS, key=len, reverse=True)
    return [LABELS[label] for label in re.findall("|".join(longest_first), words)]


@pytest.mark.parametrize(
    ("asked", "sent", "named"),
    [
        ("2025", ["2025-Q4"], ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]),
        ("2025-Q4", ["2025"], ["2025"]),
        ("2026-Q1", ["2026-02"], ["2026-01", "2026-03", "2026-02"]),
        ("2025", ["2025-02", "2025-Q3"], ["2025-01", "2025-03", "2025-Q2", "2025-Q4", "2025-02", "2025-Q3"]),
        ("2026", ["2026-Q1"], ["2026-Q2", "2026-Q3", "2026-Q1"]),  # the year is not over, and never may leave
        ("2025-02", ["2025-Q1"], ["2025-Q1"]),
    ],
)
def test_where_days_have_left_the_periods_that_may_are_named(asked: str, sent: list[str], named: list[str]) -> None:
    earlier = [Period.parse(code) for code in sent]
    with pytest.raises(UserError, match="пересекается") as told:
        check_period(Period.parse(asked), TODAY, LONG_AGO, earlier)
    found = _named(told.value.do)
    assert [one.code for one in found] == named
    for one in found:  # one after another: each may leave though all before it have
        check_period(one, TODAY, LONG_AGO, earlier)
        earlier.append(one)


@pytest.mark.parametrize(
    ("asked", "first", "named", "free_on"),
    [
        ("2025", date(2026, 3, 5), "2026", date(2027, 1, 1)),
        ("2026-Q1", date(2026, 5, 5), "2026-Q2", date(2026, 7, 1)),
        ("2025-12", date(2026, 10, 3), "2026-10", date(2026, 11, 1)),
    ],
)
def test_before_the_register_began_the_first_period_and_its_day_are_named(
    asked: str, first: date, named: str, free_on: date
) -> None:
    with pytest.raises(UserError, match="ничего нет") as told:
        check_period(Period.parse(asked), TODAY, first, [])
    (one,) = _named(told.value.do)
    assert one.code == named
    check_period(one, max(TODAY, free_on), first, [])
    assert (f"с {free_on:%d.%m.%Y}" in told.value.do) is (free_on > TODAY)


def test_a_period_that_goes_on_may_leave_on_the_day_that_is_named() -> None:
    for code in ("2026", "2026-Q4", "2026-10"):
        with pytest.raises(UserError, match="не закончился") as told:
            check_period(Period.parse(code), TODAY, LONG_AGO, [])
        day, month, year = map(int, re.findall(r"\d+", told.value.do))
        check_period(Period.parse(code), date(year, month, day), LONG_AGO, [])


def test_the_page_offers_what_is_named_and_it_leaves(small: Office, tmp_path: Path) -> None:
    """A month left by the command line: of its quarter the page offers months, for nothing else of it may leave."""
    export.export(small.register, "municipal", Period.parse("2026-02"), tmp_path)
    with pytest.raises(UserError, match="пересекается") as told:
        export.prepare(small.register, "municipal", Period.parse(QUARTER))
    offers = {one.period.code: one for one in export.offered(small.register, "municipal")}
    assert told.value.do in offers[QUARTER].refusal
    named = _named(told.value.do)
    assert len(named) == 3
    assert {offers[period.code].refusal for period in named} == {""}
    assert export.export(small.register, "municipal", named[0], tmp_path).path.exists()


def _left(small: Office, told: dict[str, tuple[int, int]]) -> None:
    """Numbers that left of the first quarter, each with its base."""
    sent = ledger.SentBatch(
        batch_id="b" * 32,
        recipient="municipal",
        period=QUARTER,
        made_on=small.register.today(),
        made_by=1,
        policy_sha256="",
        file_name="",
        file_sha256="",
    )
    with small.register.write("commission.export") as session:
        ledger.remember(session, sent, {f"{QUARTER} {cell}": dict([one]) for cell, one in told.items()})


def _stricter(said: str) -> Stricter:
    """What the advice says that the head shall type."""
    assert advising.TRIED in said
    base = re.search(r"«Комиссия», «Строгость», округление до кратных (\d+)\. ", said)
    assert base
    return Stricter(base=int(base[1]))


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({cell: (5, value) for cell, value in FALSE.items()}, "не складываются"),
        # Of two with one minor each it is known that there is at most one; the total of 5 leaves that to one of them.
        ({"minors_taken": (5, 5)} | dict.fromkeys(ONE_EACH, (2, 0)), "вычислить малые: 1"),
    ],
)
def test_stricter_rules_that_are_named_let_it_leave(
    small: Office, tmp_path: Path, told: dict[str, tuple[int, int]], why: str
) -> None:
    _left(small, told)
    with pytest.raises((LedgerDisagrees, Revealed), match=why) as stopped:
        export.prepare(small.register, "municipal", Period.parse(QUARTER))
    assert stopped.value.lost == "Ничего не записано."
    tightening.tighten(small.register, "municipal", _stricter(stopped.value.do))
    assert export.export(small.register, "municipal", Period.parse(QUARTER), tmp_path).path.exists()


FEW = ("examinations", "duties", "prevention")


def _few(*, left_out: tuple[str, ...] = ()) -> Policy:
    """Of the municipal policy these tables: few cells, tried fast."""
    rules = rules_for("municipal")
    kept = set(FEW) - set(left_out)
    return rules.tightened(Stricter(left_out=tuple(one.code for one in rules.tables if one.code not in kept)))


def _stopped(rules: Policy, told: dict[str, dict[int, int]], size: int, *longer: Period) -> Stopped:
    """A batch of the first quarter beside what is said to have left, all of which can be worked out."""
    counts = tally(rules.widest.system, people(3, size))
    return Stopped(
        rules, FIRST, [Cell(name) for name in told], dict.fromkeys((FIRST, *longer), counts), longer, OFFICE, told
    )


def test_a_longer_period_is_named_only_if_it_holds() -> None:
    assert longer(Period.parse("2025-02")) == [FIRST, YEAR]
    assert longer(YEAR) == []
    told = {f"2025-Q1 {cell}": {5: value} for cell, value in FALSE.items()}
    assert _named(advising.instead(_stopped(_few(), told, 300, YEAR))) == [YEAR]
    told |= {f"2025 {cell}": {5: value} for cell, value in FALSE.items()}
    assert "«Строгость», округление" in advising.instead(_stopped(_few(), told, 300, YEAR))


def test_the_table_that_is_named_is_the_one_without_which_it_holds() -> None:
    told = {f"2025-Q1 {cell}": {5: value, 10: value} for cell, value in FALSE.items()}
    stopped = _stopped(_few(), told, 300)
    said = advising.instead(stopped)
    named = re.search(r"снимите отметку: «(\d+)\. ", said)
    assert named
    (table,) = [one for one in rules_for("municipal").tables if one.number == named[1]]
    assert table.code == "examinations"
    counts = stopped.counts[FIRST]
    assemble(stopped.policy.tightened(Stricter(left_out=(table.code,))), FIRST, counts, office=OFFICE, ledger=told)


def test_where_nothing_helps_that_is_said() -> None:
    alone = _few(left_out=("duties", "prevention"))
    told = {f"2025-Q1 {cell}": {5: value, 10: value} for cell, value in FALSE.items()}
    assert advising.instead(_stopped(alone, told, 300)) == advising.NOTHING
    told["2025-Q1 duties"] = {1: 3}
    assert advising.instead(_stopped(alone, told, 300)) == f"{advising.NOTHING} {advising.NEXT_TIME}"


def test_counts_that_disagree_stop_an_exact_batch_too() -> None:
    """They are a fault of the program's: no number near to them may leave instead."""
    counted = people(5, 1300)
    counted["providers_used"] = [{"provider_form": "residential"}] * (len(counted["courses_started"]) + 1)
    counts = tally(rules_for("regional").widest.system, counted)
    with pytest.raises(CountsDisagree, match="providers_used <= courses_started"):
        assemble(rules_for("regional"), FIRST, counts, office=OFFICE)


REFUSED = Cell.parse("examinations[exam_outcome=refused]")


@pytest.mark.parametrize(
    ("told", "why"),
    [
        # Ten and more had refused when it left; six were struck out since, and no exact number agrees with both.
        ({f"2025-Q1 {REFUSED.code}": {5: 10}}, "вычислить малые: 1"),
        # Of minors two tables said what does not go together; this one has neither.
        ({"2025-03-31 minors": {5: 400}, "2025-03-31 observed[age=0-17]": {5: 5}}, ""),
    ],
)
def test_what_cannot_leave_exactly_leaves_rounded(told: dict[str, dict[int, int]], why: str) -> None:
    rules = rules_for("regional")
    rules = rules.tightened(Stricter(left_out=tuple(one.code for one in rules.tables if one.code not in FEW)))
    counted = people(4, 1200)
    counted["examinations"] = [{"exam_outcome": one} for one in ["found"] * 30 + ["not_found"] * 40 + ["refused"] * 4]
    counts = tally(rules.widest.system, counted)
    stopped: list[str] = []

    def make(may_be_exact: bool) -> Batch:
        return assemble(rules, FIRST, counts, office=OFFICE, ledger=told, may_be_exact=may_be_exact)

    def attack(made: Batch) -> None:
        try:
            risk.assess(made)
        except risk.Guessed as error:
            assert made.release.exact
            stopped.append(error.what)
            raise

    made = risk.holding(make, attack)
    assert not made.release.exact
    assert [why in said for said in stopped] == [True] * bool(why)
    alone = Stopped(rules, FIRST, [REFUSED], {FIRST: counts, YEAR: counts}, [YEAR], OFFICE, told)
    assert advising._leaves(alone, rules, FIRST, lambda done, of: None)


def test_an_office_of_one_is_told_whom_it_lacks(small: Office, tmp_path: Path) -> None:
    period = Period.parse(QUARTER)
    with pytest.raises(confirming.Unconfirmed) as told:
        export.export(small.register, "regional", period, tmp_path)
    assert told.value.do == confirming.NOBODY
