"""One batch before it is a file: the exact counts of the office beside what the commission will see.

`Release` is all that the package writer is ever given, so an exact count cannot slip into a file.
"""

import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from narcdesk.commission.policy import Policy, harmless
from narcdesk.commission.rounding import Rounded, round_counts
from narcdesk.commission.tables import Cell, Indicator
from narcdesk.dates import Period, show
from narcdesk.errors import Invalid, Problem, UserError

HIDDEN = "…"

ANCHOR = re.compile(r"(\d{1,12}:[0-9a-f]{16,128})?")


@dataclass(frozen=True)
class Target:
    """What the plan wants an indicator to be, in whole percent, and the act that says so."""

    percent: int
    act: str


@dataclass(frozen=True)
class Share:
    """One indicator as the commission sees it; hidden numbers are None and `hidden` is the remark that says why."""

    indicator: Indicator
    numerator: int | None
    denominator: int | None
    percent: int | None
    target: Target | None
    hidden: str = ""

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
    """Everything that leaves, and nothing else."""

    policy: Policy
    batch_id: str
    office: str
    period: Period
    anchor: str
    counts: Mapping[Cell, int]
    shares: tuple[Share, ...]
    widened: bool

    @property
    def shown(self) -> dict[Cell, int]:
        """Every number that can be read in the batch: the tables and the indicators that are not hidden."""
        found = dict(self.counts)
        for share in self.shares:
            if share.numerator is not None and share.denominator is not None:
                found |= {share.indicator.numerator: share.numerator, share.indicator.denominator: share.denominator}
        return found


@dataclass(frozen=True)
class Batch:
    """What leaves, and beside it what stays in the office."""

    release: Release
    exact: Mapping[Cell, int]
    rounded: Rounded

    @property
    def ledger(self) -> dict[str, int]:
        """What is published by this batch, to be remembered once it has left: the cell's name for ever -> value."""
        policy, period = self.release.policy, self.release.period
        return {policy.ledger_key(cell, period): value for cell, value in self.release.shown.items()}


def assemble(
    policy: Policy,
    period: Period,
    exact: Mapping[Cell, int],
    *,
    office: str,
    ledger: Mapping[str, int] = MappingProxyType({}),
    targets: Mapping[str, Target] = MappingProxyType({}),
    anchor: str = "",
    batch_id: str = "",
) -> Batch:
    """Round the exact counts of all cells of the policy and hide the indicators that rest on too few people.

    `ledger` is what earlier batches published; `targets` are the office's own, by indicator, for years that the plan
    does not cover. Raises Invalid, CountsDisagree, LedgerDisagrees.
    """
    _check_typed(office, targets)
    if not ANCHOR.fullmatch(anchor):
        raise ValueError("an anchor is the number of the last audit entry, a colon and its hash")
    system = policy.system
    keys = {cell: policy.ledger_key(cell, period) for cell in system.cells}
    published = {cell: ledger[key] for cell, key in keys.items() if key in ledger}
    rounded = round_counts(system, exact, base=policy.base, published=published)
    in_tables = {cell for table in policy.tables for cell in table.cells}
    release = Release(
        policy=policy,
        batch_id=batch_id or secrets.token_hex(16),
        office=harmless(office),
        period=period,
        anchor=anchor,
        counts={cell: rounded.values[cell] for cell in sorted(in_tables)},
        shares=tuple(
            _share(indicator, exact, rounded, policy, _target(policy, indicator, period, targets))
            for indicator in policy.indicators
        ),
        widened=bool(rounded.widened),
    )
    return Batch(release, exact, rounded)


def check_period(period: Period, today: date, first: date, earlier: Iterable[Period]) -> None:
    """Refuse a period that is not over, ends before the `first` day that the register knows, or overlaps a sent one.

    A year beside its own quarters would give two roundings of one number; the same period again is the same batch.
    """
    if period.end >= today:
        raise UserError(f"Период «{period.label}» ещё не закончился.", do="Дождитесь его конца или выберите прошлый.")
    if period.end < first:
        raise UserError(
            f"За период «{period.label}» в реестре ничего нет: он начинается с {show(first)}.",
            do="Выберите более поздний период.",
        )
    for sent in earlier:
        if sent != period and sent.start <= period.end and period.start <= sent.end:
            raise UserError(
                f"Период «{period.label}» пересекается с уже выгруженным: {sent.label}.",
                do="Выгружайте периоды, у которых нет общих дней: например, только кварталы или только годы.",
            )


def percent(numerator: int, denominator: int) -> int:
    """The share in whole percent, a half rounded up; always from published counts."""
    return (200 * numerator + denominator) // (2 * denominator)


def exact_percent(numerator: int, denominator: int) -> float | None:
    """The share from exact counts, for the office alone; None where there is nobody to take it of."""
    return 100 * numerator / denominator if denominator else None


def _share(
    indicator: Indicator, exact: Mapping[Cell, int], rounded: Rounded, policy: Policy, target: Target | None
) -> Share:
    within, among = exact[indicator.numerator], exact[indicator.denominator]
    numerator, denominator = rounded.values[indicator.numerator], rounded.values[indicator.denominator]
    # The published values count too: what was published before may be smaller than the recount.
    if among < policy.indicator_base or denominator < policy.lowest(policy.indicator_base):
        return Share(indicator, None, None, None, target, "small_base")
    if within < policy.k or among - within < policy.k or numerator < policy.lowest(policy.k):
        return Share(indicator, None, None, None, target, "small_group")
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
    """One line of a table on the screen of the office: exact counts beside what leaves; None is hidden."""

    title: str
    exact: tuple[int, ...]
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
