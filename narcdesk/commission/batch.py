"""One batch before it is a file: the exact counts of the office beside what the commission will see.

`Release` is all that the package writer is ever given, so an exact count cannot slip into a file.
"""

import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from narcdesk.commission.catalogue import harmless
from narcdesk.commission.frame import YEAR_BEFORE
from narcdesk.commission.knowledge import EXACT, Known, Ledger, before
from narcdesk.commission.knowledge import HIDDEN as HIDDEN_CELL
from narcdesk.commission.policy import Policy
from narcdesk.commission.protection import Progress, protect
from narcdesk.commission.rounding import Rounded
from narcdesk.commission.tables import Cell, Indicator
from narcdesk.dates import Period
from narcdesk.errors import Invalid, Problem

HIDDEN = "…"
THIS_YEAR = "За период"
NOT_SHOWN = "—"  # a year before: then this number did not leave
HIDES = ("small_base", "small_group", "linked")  # remarks that say why an indicator is hidden

ANCHOR = re.compile(r"[1-9][0-9]{0,11}:[0-9a-f]{64}")  # the end of the journal, as `audit.Head.text` has it


@dataclass(frozen=True)
class Target:
    """What the plan wants an indicator to be, in whole percent, and the act that says so."""

    percent: int
    act: str


@dataclass(frozen=True)
class Share:
    """One indicator as the commission sees it; hidden numbers are None and `hidden` is the remark that says why.

    `year_before`: its percent from what was published of the same period a year ago; None where it was not.
    """

    indicator: Indicator
    numerator: int | None
    denominator: int | None
    percent: int | None
    target: Target | None
    hidden: str = ""
    year_before: int | None = None

    def remark(self, policy: Policy, period: Period) -> str:
        """Why something is missing here, and what must not be compared, in words; empty when all is plain."""
        said = [self.hidden] if self.hidden else []
        if self.target is None:
            said.append("no_target")
        elif not period.is_year:
            said.append("annual_plan")
        return "; ".join([*(policy.remarks[name] for name in said), *[self.indicator.note] * bool(self.indicator.note)])


@dataclass(frozen=True)
class Release:
    """Everything that leaves, and nothing else; a count that is hidden is None. `exact`: flows are, stocks rounded."""

    policy: Policy
    batch_id: str
    office: str
    period: Period
    anchor: str
    counts: Mapping[Cell, int | None]
    shares: tuple[Share, ...]
    widened: bool
    exact: bool = False
    earlier: Mapping[Cell, int] = field(default_factory=dict)  # a year before, as it was published then

    @property
    def method(self) -> str:
        """How the counts are protected, as `Policy.says` and the manifest name it."""
        return "exact" if self.exact else "rounded"

    def is_exact(self, cell: Cell) -> bool:
        """Whether a number of this cell, where it is shown, is the true one."""
        return self.exact and not self.policy.is_stock(cell)

    def reach(self, cell: Cell) -> int:
        """How far at most a number of this cell lies from the true one, unless the batch says that some go farther."""
        return 0 if self.is_exact(cell) else self.policy.base - 1

    def off(self, exact: Mapping[Cell, int]) -> list[Cell]:
        """The shown numbers that go farther than that, for the sake of what left before."""
        return [cell for cell, value in self.shown.items() if abs(value - exact[cell]) > self.reach(cell)]

    @property
    def shown(self) -> dict[Cell, int]:
        """Every number that can be read in the batch: the tables and the indicators that are not hidden."""
        found = {cell: count for cell, count in self.counts.items() if count is not None}
        for share in self.shares:
            if share.numerator is not None and share.denominator is not None:
                found |= {share.indicator.numerator: share.numerator, share.indicator.denominator: share.denominator}
        return found


@dataclass(frozen=True, eq=False)
class Batch:
    """What leaves, and beside it what stays in the office; `known`: what was known outside before."""

    release: Release
    exact: Mapping[Cell, int]
    rounded: Rounded
    known: Known

    @property
    def ledger(self) -> dict[str, dict[int, int]]:
        """What this batch shows and hides, to be remembered once it has left: the cell's name for ever -> by base."""
        release = self.release
        policy, period = release.policy, release.period
        found = {
            policy.ledger_key(cell, period): {EXACT if release.is_exact(cell) else policy.base: value}
            for cell, value in release.shown.items()
        }
        hidden = [policy.ledger_key(cell, period) for cell, value in release.counts.items() if value is None]
        return found | {name: {HIDDEN_CELL: 0} for name in hidden}


def assemble(
    policy: Policy,
    period: Period,
    exact: Mapping[Cell, int],
    *,
    office: str,
    ledger: Ledger = MappingProxyType({}),
    targets: Mapping[str, Target] = MappingProxyType({}),
    anchor: str = "",
    batch_id: str = "",
    may_be_exact: bool = True,
    progress: Progress = lambda done, of: None,
) -> Batch:
    """Protect the exact counts of all cells of the policy and hide the indicators that rest on too few people.

    `exact` may hold more cells of the catalogue, which others were shown. `ledger` is what earlier batches published;
    `targets` are the office's own, by indicator, for years that the plan does not cover. `may_be_exact`: flows leave
    exact where the policy says so; else all is rounded.
    Raises Invalid, CountsDisagree, LedgerDisagrees, and what `progress` raises.
    """
    _check_typed(office, targets)
    if anchor and not ANCHOR.fullmatch(anchor):
        raise ValueError("an anchor is the number of the last audit entry, a colon and its hash")
    known = before(policy, period, exact, ledger)
    protected = protect(policy, known, exact, progress, may_be_exact=may_be_exact)
    values = protected.published.values
    in_tables = {cell for table in policy.tables for cell in table.cells}
    release = Release(
        policy=policy,
        batch_id=batch_id or secrets.token_hex(16),
        office=harmless(office),
        period=period,
        anchor=anchor,
        counts={cell: values.get(cell) for cell in sorted(in_tables)},
        shares=tuple(
            _share(one, values, protected.hidden[one.code], _target(policy, one, period, targets))
            for one in policy.indicators
        ),
        widened=False,
        exact=protected.exact,
    )
    release = replace(release, widened=bool(release.off(exact)))
    batch = Batch(release, exact, protected.published, known)
    sides = {cell for one in policy.indicators for cell in (one.numerator, one.denominator)}
    wanted = {*policy.comparison.cells, *sides}
    told = _earlier(policy, period, ledger, batch.ledger, wanted, exact=release.exact)
    shares = tuple(replace(share, year_before=_trend(policy, share.indicator, told)) for share in release.shares)
    earlier = {cell: told[cell] for cell in policy.comparison.cells if cell in told}
    return replace(batch, release=replace(release, earlier=earlier, shares=shares))


def _trend(policy: Policy, indicator: Indicator, told: Mapping[Cell, int]) -> int | None:
    """The percent a year before, of numbers that were published then and would be again."""
    within, among = told.get(indicator.numerator), told.get(indicator.denominator)
    if within is None or among is None:
        return None
    may = among >= policy.lowest(policy.indicator_base) and within >= policy.lowest(policy.k)
    return percent(within, among) if may else None


def _earlier(
    policy: Policy, period: Period, ledger: Ledger, here: Ledger, wanted: Iterable[Cell], *, exact: bool
) -> dict[Cell, int]:
    """What was shown of the same period a year before, protected as this batch is: never counted or rounded anew.

    `here` is what this very batch shows: the start of a year is the end of the year before.
    """
    year_before, found = period.previous_year(), {}
    for cell in wanted:
        key = policy.ledger_key(cell, year_before)
        told = {**here.get(key, {}), **ledger.get(key, {})}
        base = EXACT if exact and not policy.is_stock(cell) else policy.base
        if base in told and not (base == EXACT and 0 < told[base] < policy.k):  # it left by looser rules
            found[cell] = told[base]
    return found


def percent(numerator: int, denominator: int) -> int:
    """The share in whole percent, a half rounded up; always from published counts."""
    return (200 * numerator + denominator) // (2 * denominator)


def exact_percent(numerator: int, denominator: int) -> float | None:
    """The share from exact counts, for the office alone; None where there is nobody to take it of."""
    return 100 * numerator / denominator if denominator else None


def _share(indicator: Indicator, values: Mapping[Cell, int], hidden: str, target: Target | None) -> Share:
    if hidden:
        return Share(indicator, None, None, None, target, hidden)
    numerator, denominator = values[indicator.numerator], values[indicator.denominator]
    return Share(indicator, numerator, denominator, percent(numerator, denominator), target)


def _target(policy: Policy, indicator: Indicator, period: Period, typed: Mapping[str, Target]) -> Target | None:
    year = period.start.year
    if year in indicator.targets:
        return Target(indicator.targets[year], policy.plan_act)
    own = typed.get(indicator.code)
    return Target(own.percent, harmless(own.act)) if own else None


def check_targets(targets: Mapping[str, Target]) -> None:
    """Refuse a plan of the office's own that is no percentage or names no act; raises Invalid."""
    if problems := _wrong_targets(targets):
        raise Invalid(problems)


def _wrong_targets(targets: Mapping[str, Target]) -> list[Problem]:
    problems = []
    for code, target in targets.items():
        if not 0 <= target.percent <= 100:
            problems.append(Problem(f"targets.{code}", "план — целое число от 0 до 100"))
        if not harmless(target.act):
            problems.append(Problem(f"targets.{code}", "укажите акт, которым задан план"))
    return problems


def _check_typed(office: str, targets: Mapping[str, Target]) -> None:
    problems = [] if harmless(office) else [Problem("office", "укажите название организации")]
    if problems := [*problems, *_wrong_targets(targets)]:
        raise Invalid(problems)


@dataclass(frozen=True)
class PreviewLine:
    """One line of a table on the screen of the office: exact counts beside what leaves; None is hidden.

    Of a year before nothing is counted: there `exact` is None, and a number that was not shown then stays so.
    """

    title: str
    exact: tuple[int | None, ...]
    published: tuple[int | None, ...]
    remark: str = ""


@dataclass(frozen=True)
class PreviewTable:
    """One table as the office sees it before it leaves."""

    title: str
    corner: str
    header: tuple[str, ...]
    lines: tuple[PreviewLine, ...]


def preview(batch: Batch) -> Iterator[PreviewTable]:
    """All that leaves, table by table, with the exact counts that stay."""
    policy, release = batch.release.policy, batch.release
    yield PreviewTable(
        "Показатели плана",
        "Показатель",
        ("Числитель", "Знаменатель"),
        tuple(
            PreviewLine(
                share.indicator.title,
                (batch.exact[share.indicator.numerator], batch.exact[share.indicator.denominator]),
                (share.numerator, share.denominator),
                share.remark(policy, release.period),
            )
            for share in release.shares
        ),
    )
    for table in policy.tables:
        yield PreviewTable(
            f"Таблица {table.number}. {table.title}",
            table.corner,
            table.header,
            tuple(
                PreviewLine(
                    line.title,
                    tuple(batch.exact[cell] for cell in line.cells),
                    tuple(release.counts[cell] for cell in line.cells),
                )
                for line in table.lines
            ),
        )
    yield PreviewTable(
        f"Таблица {policy.comparison.number}. {policy.comparison.title}",
        policy.comparison.corner,
        (THIS_YEAR, YEAR_BEFORE),
        tuple(
            PreviewLine(line.title, (batch.exact[cell], None), (release.counts[cell], release.earlier.get(cell)))
            for line in policy.comparison.lines
            for cell in line.cells
        ),
    )
