"""Controlled rounding: every count becomes a neighbouring multiple of the base, and all totals still add up.

All tables of a batch are rounded at once, as one integer program, so that no two of them can be played against each
other. A number that was published before keeps what was published.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from narcdesk.commission.solving import solver as quiet
from narcdesk.commission.tables import Cell, System, disagreement
from narcdesk.errors import UserError

# By how many multiples beyond its neighbours a cell may go, tried in turn; only what was published before asks for it.
_WIDENINGS = (0, 1, 2, 4, 8, 16, 32, 64)


class LedgerDisagrees(UserError):
    """What was published before cannot be made to add up with anything; nothing has left."""


@dataclass(frozen=True)
class Rounded:
    """The published value of every cell; `kept` came from earlier batches."""

    values: Mapping[Cell, int]
    kept: tuple[Cell, ...]


def round_counts(
    system: System,
    exact: Mapping[Cell, int],
    *,
    base: int,
    published: Mapping[Cell, int] = MappingProxyType({}),
    bounds: Mapping[Cell, tuple[int, int]] = MappingProxyType({}),
    firm: Mapping[Cell, tuple[int, int]] = MappingProxyType({}),
) -> Rounded:
    """The multiples of `base` nearest to `exact` in sum that obey every relation; the same input, the same answer.

    A cell goes to the multiple below or above it, a multiple stays. Only where cells published before leave no such
    answer may cells go farther. `bounds`: between what a cell should stand for the sake of what was published of it
    exactly or rounded to another base; they give way as the neighbours do, and `firm` ones never.
    Raises CountsDisagree, LedgerDisagrees.
    """
    if broken := system.broken_by(exact):
        raise disagreement(broken)
    kept = {cell: published[cell] for cell in system.cells if cell in published}
    if any(value % base or value < 0 for value in kept.values()):
        raise ValueError("a published value is not a multiple of the base")
    for farther in _WIDENINGS:
        spans = {cell: _span(exact[cell], base, farther, bounds.get(cell)) for cell in system.cells if cell not in kept}
        spans |= {cell: _narrowed(spans[cell], base, firm[cell]) for cell in firm if cell in spans}
        if any(low > high for low, high in spans.values()):
            continue
        values = _solve(system, exact, base, spans | {cell: (value, value) for cell, value in kept.items()})
        if values is not None:
            return Rounded(values, tuple(kept))
    raise LedgerDisagrees("Числа, опубликованные раньше, не складываются с новыми.", do="Выгрузка остановлена.")


def _span(count: int, base: int, farther: int, bounds: tuple[int, int] | None) -> tuple[int, int]:
    below = count - count % base
    above = below if count == below else below + base
    low, high = max(0, below - farther * base), above + farther * base
    if bounds:
        least, most = bounds[0] - farther * base, bounds[1] + farther * base
        return _narrowed((low, high), base, (least, most))
    return low, high


def _narrowed(span: tuple[int, int], base: int, bounds: tuple[int, int]) -> tuple[int, int]:
    return max(span[0], -(-bounds[0] // base) * base), min(span[1], bounds[1] // base * base)


def _solve(
    system: System, exact: Mapping[Cell, int], base: int, spans: Mapping[Cell, tuple[int, int]]
) -> dict[Cell, int] | None:
    """The cheapest values within the spans, or None when the relations leave none.

    Each cell climbs from the bottom of its span by steps of `base`, each taken or not and priced by the error it adds;
    the prices of a cell never fall from step to step, so no answer gains by leaving a gap.
    """
    import highspy
    import numpy as np

    solver = quiet()
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 1e-9)
    all_steps = sum((high - low) // base for low, high in spans.values())
    steps: dict[Cell, list[int]] = {}
    for cell in system.cells:
        low, high = spans[cell]
        steps[cell] = []
        for level in range(low, high, base):
            price = abs(level + base - exact[cell]) - abs(level - exact[cell])
            steps[cell].append(solver.getNumCol())
            solver.addCol(price + _tie(cell, all_steps), 0.0, 1.0, 0, np.array([]), np.array([]))
            solver.changeColIntegrality(solver.getNumCol() - 1, highspy.HighsVarType.kInteger)
    for relation in system.relations:
        climbed = sum(sign * spans[cell][0] for sign, cell in relation.terms) // base
        terms = [(step, float(sign)) for sign, cell in relation.terms for step in steps[cell]]
        lower = -float(climbed) if relation.equal else -highspy.kHighsInf
        indices = np.array([step for step, _ in terms], dtype=np.int32)
        signs = np.array([sign for _, sign in terms], dtype=np.float64)
        solver.addRow(lower, -float(climbed), len(terms), indices, signs)
    solver.run()
    if solver.getModelStatus() not in (
        highspy.HighsModelStatus.kOptimal,
        highspy.HighsModelStatus.kModelEmpty,
    ):
        return None
    climbs = solver.getSolution().col_value
    values = {cell: spans[cell][0] + base * sum(round(climbs[step]) for step in steps[cell]) for cell in system.cells}
    return None if system.broken_by(values) else values


def _tie(cell: Cell, all_steps: int) -> float:
    # Of several best answers one must win on every computer. All ties of a batch together weigh less than one person.
    share = int.from_bytes(hashlib.sha256(cell.code.encode()).digest()[:4], "big") / 2**32
    return 0.5 * share / all_steps
