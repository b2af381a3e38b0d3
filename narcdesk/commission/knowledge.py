"""What is known outside the office before a batch leaves: every number that ever left, and how they hang together.

Whoever gets a number may show it to whoever got another, so recipients are not told apart here. A cell is named as the
ledger names it: a flow by its period, a stock by its day, so that periods in a row are one system.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from narcdesk.commission.policy import Policy
from narcdesk.commission.rounding import LedgerDisagrees
from narcdesk.commission.solving import Program
from narcdesk.commission.tables import Cell, Relation, System, Window, lies_within
from narcdesk.dates import Period

HIDDEN, EXACT = 0, 1  # in place of the base that a number was rounded to
TOGETHER = 8  # periods in a row before this one, and after it, that are held together

Ledger = Mapping[str, Mapping[int, int]]  # the name of a cell -> base -> what was shown

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FLOW_COST, _STOCK_COST, _UNKNOWN_COST = 8.0, 1.0, 0.001


def window(told: Mapping[int, int]) -> Window:
    """Between what a cell lies of which this was shown; None: no upper end. The finest number of all goes first."""
    least, most = 0, None
    for base, value in sorted(told.items()):
        if base == HIDDEN:
            continue
        low, high = max(0, value - base + 1), value + base - 1
        if most is None:
            least, most = low, high
        elif low <= most and least <= high:  # a recount of a corrected register may contradict
            least, most = max(least, low), min(most, high)
    return least, most


def merged(first: Ledger, second: Ledger) -> dict[str, dict[int, int]]:
    """Both ledgers in one; what the first has stands."""
    found = {name: dict(told) for name, told in first.items()}
    for name, told in second.items():
        found[name] = {**told, **found.get(name, {})}
    return found


@dataclass(frozen=True)
class Known:
    """What an outsider has before a batch: a system of cells by their names, and bounds of those he was shown.

    `here`: the cells of the batch, each with its name; `told`: of each cell that was ever shown or hidden, by its name.
    """

    system: System
    here: Mapping[Cell, Cell]
    told: Mapping[Cell, Mapping[int, int]]
    guarded: tuple[tuple[Cell, Cell], ...] = ()  # parts that nobody must see to be all of their whole, with it

    @property
    def windows(self) -> dict[Cell, Window]:
        """Between what each cell lies that was ever shown."""
        return {cell: window(told) for cell, told in self.told.items() if set(told) != {HIDDEN}}

    @property
    def exact(self) -> dict[Cell, int]:
        """The cells that were shown exactly."""
        return {cell: told[EXACT] for cell, told in self.told.items() if EXACT in told}

    @property
    def hidden(self) -> set[Cell]:
        """The cells that were hidden where others were exact."""
        return {cell for cell, told in self.told.items() if HIDDEN in told and EXACT not in told}

    @property
    def near(self) -> System:
        """The system without what holds among stocks of other periods alone: of these flows it says little."""
        here = set(self.here.values())
        moving = {
            cell for one in self.system.relations if any(_is_flow(other) for _, other in one.terms)
            for _, cell in one.terms
        }  # fmt: skip
        relations = tuple(
            one
            for one in self.system.relations
            if all(cell in moving for _, cell in one.terms) or all(cell in here for _, cell in one.terms)
        )
        cells = {*here, *(cell for one in relations for _, cell in one.terms)}
        return System(tuple(sorted(cells)), relations)


def before(policy: Policy, period: Period, counted: Collection[Cell], ledger: Ledger) -> Known:
    """What is known before a batch of this period, of which these cells are `counted`."""
    widest = policy.widest.system
    pairs = [pair for table in policy.widest.tables for pair in table.guarded]
    here = {cell: Cell(policy.ledger_key(cell, period)) for cell in counted}
    relations = {_named(one, here) for one in widest.relations if all(cell in here for _, cell in one.terms)}
    guarded = [(here[part], here[whole]) for part, whole in pairs if part in here and whole in here]
    for other in _in_a_row(period, ledger):
        names = {cell: Cell(policy.ledger_key(cell, other)) for cell in widest.cells}
        relations |= {_named(one, names) for one in widest.relations}
        guarded += [(names[part], names[whole]) for part, whole in pairs]
    told = {Cell(name): entries for name, entries in ledger.items()}
    relations = {one for one in relations if not all(EXACT in told.get(cell, ()) for _, cell in one.terms)}
    cells = {*here.values(), *(cell for one in relations for _, cell in one.terms)}
    return Known(
        System(tuple(sorted(cells)), tuple(sorted(relations, key=str))),
        here,
        {cell: told[cell] for cell in sorted(cells) if cell in told},
        tuple((part, whole) for part, whole in guarded if part in cells and whole in cells),
    )


def seen_rounded(known: Known, values: Mapping[Cell, int], exact: Mapping[Cell, int], base: int) -> dict[Cell, Window]:
    """Between what each cell lies for whoever has these rounded numbers and all that was known before."""
    windows = known.windows
    for cell, value in values.items():
        name = known.here[cell]
        # A cell that went farther than to its neighbours is attacked as if the outsider knew how far.
        reach = (abs(value - exact[cell]) // base + 1) * base - 1
        windows[name] = _within((max(0, value - reach), value + reach), windows.get(name))
    return windows


def _within(window: tuple[int, int], before: Window | None) -> Window:
    if before is None or before[1] is None:
        return window
    low, high = max(window[0], before[0]), min(window[1], before[1])
    return (low, high) if low <= high else window


def held(policy: Policy, known: Known, exact: Mapping[Cell, int]) -> dict[Cell, int]:
    """Numbers by the names of cells that all that is known agrees with: the counted ones where they do, or the nearest.

    They do unless the register was corrected since something left. Raises LedgerDisagrees.
    """
    counted = {name: exact[cell] for cell, name in known.here.items()}
    windows = known.windows
    agrees = all(lies_within(windows.get(name, (0, None)), count) for name, count in counted.items())
    if agrees and len(counted) == len(known.system.cells) and not known.system.broken_by(counted):
        return counted
    stocks = {name for cell, name in known.here.items() if policy.is_stock(cell)}
    values = _nearest(known, counted, stocks, fixed=True) if agrees else None
    values = values or _nearest(known, counted, stocks, fixed=False)
    if values is None:
        raise LedgerDisagrees("Числа, опубликованные раньше, не складываются с новыми.", do="Выгрузка остановлена.")
    return values


def _nearest(known: Known, counted: Mapping[Cell, int], stocks: set[Cell], *, fixed: bool) -> dict[Cell, int] | None:
    """The whole numbers nearest to those counted; flows, which may be shown exactly, give way last."""
    program, windows = Program(), known.windows
    for cell in known.system.cells:
        least, most = windows.get(cell, (0, None))
        if cell in counted and fixed:
            least = most = counted[cell]
        program.whole(cell, least, most, 0.0 if cell in counted or most is not None else _UNKNOWN_COST)
        if cell in counted and not fixed:
            program.near(cell, counted[cell], _STOCK_COST if cell in stocks else _FLOW_COST)
    for relation in known.system.relations:
        program.hold(relation)
    return program.solved()


def _is_flow(named: Cell) -> bool:
    return not _DAY.match(named.measure)


def _named(relation: Relation, names: Mapping[Cell, Cell]) -> Relation:
    return Relation(tuple((sign, names[cell]) for sign, cell in relation.terms), relation.equal)


def periods(ledger: Ledger) -> set[Period]:
    """The periods of which a flow is in the ledger."""
    codes = {name.split(" ", 1)[0] for name in ledger}
    return {Period.parse(code) for code in codes if not _DAY.fullmatch(code)}


def _in_a_row(period: Period, ledger: Ledger) -> Iterator[Period]:
    """The periods that touch this one, and those that touch them: a stock between two is the same number in both."""
    there = periods(ledger) - {period}
    ends, starts = {one.end: one for one in there}, {one.start: one for one in there}
    day, one = timedelta(days=1), period
    for _ in range(TOGETHER):
        if (earlier := ends.get(one.start - day)) is None:
            break
        yield (one := earlier)
    one = period
    for _ in range(TOGETHER):
        if (later := starts.get(one.end + day)) is None:
            break
        yield (one := later)
