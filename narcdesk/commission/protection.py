"""How the counts of a batch are protected: all rounded, or flows exact with the small ones hidden and stocks rounded.

Which of the two is the policy's: exact flows go to the region alone, from an office large enough (decisions.md 2). Both
reckon with every number that has left before, to whomever.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from narcdesk.commission import knowledge, recovery
from narcdesk.commission.knowledge import Known
from narcdesk.commission.policy import Policy
from narcdesk.commission.rounding import LedgerDisagrees, Rounded, round_counts
from narcdesk.commission.suppression import CannotProtect, suppress
from narcdesk.commission.tables import Cell, Indicator, Relation, System, disagreement

Progress = Callable[[int, int], object]  # done, of how many; what it raises ends the work
_ANY = 1_000_000
EFFORT = 2_400  # of the search for cells to hide: its bound is close to its answer long before


@dataclass(frozen=True)
class Protected:
    """What may be shown of each cell: what `published.values` lacks is hidden. `hidden`: reasons, by indicator."""

    published: Rounded
    exact: bool
    hidden: Mapping[str, str]


def protect(
    policy: Policy, known: Known, exact: Mapping[Cell, int], progress: Progress, *, may_be_exact: bool = True
) -> Protected:
    """The numbers that leave for these exact ones; raises CountsDisagree, LedgerDisagrees and what `progress` raises.

    Where nothing that may be hidden makes exact flows safe, for what was published before, all is rounded; and so it is
    where small flows left exactly by looser rules: by these they may not be shown again.
    """
    if broken := policy.system.broken_by(exact):
        raise disagreement(broken)
    if may_be_exact and policy.is_exact_for(exact) and not _has_small_ones(policy, known):
        try:
            return _Suppressing(policy, known, exact).protected(progress)
        except (CannotProtect, LedgerDisagrees):
            pass
    rounded = _guarding(policy, known, exact, progress)
    shown = rounded.values
    return Protected(rounded, False, {one.code: _reason(policy, one, exact, shown) for one in policy.indicators})


def _has_small_ones(policy: Policy, known: Known) -> bool:
    """Whether of the batch's own cells some were shown exactly that are small by the rules of today."""
    left, here = known.exact, known.here.values()
    return any(0 < left[name] < policy.k for name in here if name in left)


def fewest_others(policy: Policy, *, exact: bool) -> int:
    """How many must be possible beside a protected row or column; where all is rounded, no more than rounding gives."""
    return policy.k if exact else min(policy.k, policy.base)


def _guarding(policy: Policy, known: Known, exact: Mapping[Cell, int], progress: Progress) -> Rounded:
    """Rounded so that beside exact numbers shown before no protected row is seen to be all of its whole.

    Where that cannot be, as without it: then the batch is stopped by the attack on it.
    """
    rounded, apart = _rounded(policy, known, exact), set[tuple[Cell, Cell]]()
    if not known.exact:
        return rounded
    cells = {name: cell for cell, name in known.here.items() if cell in rounded.values}
    pairs = [(part, whole) for part, whole in known.guarded if part in cells and whole in cells]
    least = fewest_others(policy, exact=False)
    before = recovery.reconciled(known.system, known.windows)
    lost = recovery.enclosed(known.system, before, pairs, least)
    pairs = [pair for pair in pairs if pair not in lost]
    while True:
        windows = knowledge.seen_rounded(known, rounded.values, exact, policy.base)
        windows = recovery.reconciled(known.system, windows, set(cells))
        seen = recovery.enclosed(known.system, windows, pairs, least, progress)
        news = {(cells[part], cells[whole]) for part, whole in seen} - apart
        if not news:
            return rounded
        apart |= news
        try:
            rounded = _rounded(policy, known, exact, apart)
        except LedgerDisagrees:
            return rounded


def _rounded(
    policy: Policy, known: Known, exact: Mapping[Cell, int], apart: Collection[tuple[Cell, Cell]] = ()
) -> Rounded:
    """All cells as multiples of the base, what was shown before standing, to this base or near another.

    `apart`: parts that are shown smaller than their wholes, whatever they are.
    """
    base, system = policy.base, policy.system
    told = {cell: known.told.get(known.here[cell], {}) for cell in system.cells}
    bounds = {}
    for cell, entries in told.items():
        others = [(value - abs(base - other), value + abs(base - other)) for other, value in entries.items() if other]
        if others and base not in entries:
            bounds[cell] = max(low for low, _ in others), min(high for _, high in others)
    published = {cell: entries[base] for cell, entries in told.items() if base in entries}
    rests = {_rest(part, whole): Relation(((1, whole), (-1, part), (-1, _rest(part, whole)))) for part, whole in apart}
    # Where nothing is exact yet, there alone it helps to go farther.
    beside = {cell for one in system.relations for pair in apart if one.cells.issuperset(pair) for cell in one.cells}
    firm = {cell: bounds[cell] for cell in beside if cell in bounds and known.here[cell] in known.exact}
    found = round_counts(
        System((*system.cells, *sorted(rests)), (*system.relations, *rests.values())),
        {**exact, **{rest: _left(relation, exact) for rest, relation in rests.items()}},
        base=base,
        published=published,
        bounds=bounds,
        firm=firm | dict.fromkeys(rests, (base, _ANY)),
    )
    return replace(
        found,
        values={cell: value for cell, value in found.values.items() if cell not in rests},
    )


def _reason(policy: Policy, one: Indicator, exact: Mapping[Cell, int], shown: Mapping[Cell, int]) -> str:
    """Why an indicator is hidden, the name of a remark; empty where it is not."""
    within, among = exact[one.numerator], exact[one.denominator]
    # The published values count too: what was published before may be smaller than the recount.
    least = shown.get(one.denominator, among)
    if among < policy.indicator_base or least < policy.lowest(policy.indicator_base):
        return "small_base"
    least = shown.get(one.numerator, within)
    if within < policy.k or among - within < policy.k or least < policy.lowest(policy.k):
        return "small_group"
    return ""


class _Suppressing:
    """One batch whose flows are exact: in the names of the ledger, for what left before hangs together with it."""

    def __init__(self, policy: Policy, known: Known, exact: Mapping[Cell, int]) -> None:
        self._policy, self._known = policy, known
        self._held = knowledge.held(policy, known, exact)
        self._counts = {cell: self._held[name] for cell, name in known.here.items()}
        # The stocks are rounded as if all were: so flows that are rounded for somebody else still add up with them.
        rounded = _rounded(policy, known, self._counts)
        stocks = {cell: value for cell, value in rounded.values.items() if policy.is_stock(cell)}
        self._rounded = Rounded(stocks, tuple(cell for cell in rounded.kept if cell in stocks))

    def protected(self, progress: Progress) -> Protected:
        """Stocks rounded, flows exact or hidden; raises CannotProtect."""
        policy, known = self._policy, self._known
        reasons = {one.code: _reason(policy, one, self._counts, self._rounded.values) for one in policy.indicators}
        in_tables = {cell for table in policy.tables for cell in table.cells}
        # What stands in no table but in an indicator that is hidden is shown to nobody.
        leaving = in_tables | {
            cell for one in policy.indicators if not reasons[one.code] for cell in (one.numerator, one.denominator)
        }
        flows = {cell for cell in leaving if not policy.is_stock(cell)}
        hidden = self._hidden({known.here[cell] for cell in flows}, progress)
        values = dict(self._rounded.values) | {
            cell: self._counts[cell] for cell in sorted(flows) if known.here[cell] not in hidden
        }
        for one in policy.indicators:
            if not reasons[one.code] and not {one.numerator, one.denominator} <= set(values):
                reasons[one.code] = "linked"
        kept = tuple(cell for cell in sorted(flows) if known.here[cell] in known.exact)
        return Protected(Rounded(values, (*self._rounded.kept, *kept)), True, reasons)

    def _hidden(self, flows: set[Cell], progress: Progress) -> frozenset[Cell]:
        """Which of the flows leave hidden: the small ones, those hidden before, and those that would give them away."""
        known, policy = self._known, self._policy
        windows = known.windows
        for cell, value in self._rounded.values.items():
            name = known.here[cell]
            least, most = knowledge.window({**known.told.get(name, {}), policy.base: value})
            # One that went farther than to its neighbours is protected as if the outsider knew how far.
            count = self._held[name]
            windows[name] = min(least, count), most if most is None else max(most, count)
        near, shown = known.near, known.exact.keys()
        loose = {cell for cell in near.cells if cell not in shown and cell not in flows} | known.hidden
        rests = self._rests()
        system = System(
            (*near.cells, *(rest for rest, _ in rests)),
            (*near.relations, *(relation for _, relation in rests)),
        )
        counts = {cell: self._held[cell] for cell in near.cells} | {
            rest: _left(relation, self._held) for rest, relation in rests
        }
        found = suppress(
            system,
            counts,
            k=policy.k,
            shown=shown,
            windows=windows,
            loose=loose | {rest for rest, _ in rests},
            open_up=[rest for rest, _ in rests],
            effort=EFFORT,
            progress=progress,
        )
        return found.hidden | known.hidden

    def _rests(self) -> list[tuple[Cell, Relation]]:
        """What protected columns leave of their rows where that is nobody, or a few: cells that no table shows."""
        found = {}
        for table in self._policy.tables:
            for part, whole in table.guarded:
                if self._counts[part] and self._counts[whole] - self._counts[part] < self._policy.k:
                    names = self._known.here[whole], self._known.here[part]
                    rest = _rest(names[1], names[0])
                    found[rest] = Relation(((1, names[0]), (-1, names[1]), (-1, rest)))
        return sorted(found.items(), key=lambda one: one[0])


def _rest(part: Cell, whole: Cell) -> Cell:
    """The others beside a part: a cell that no table shows."""
    return Cell(f"{whole.code} - {part.code}")


def _left(relation: Relation, counts: Mapping[Cell, int]) -> int:
    (_, whole), (_, part), _ = relation.terms
    return counts[whole] - counts[part]
