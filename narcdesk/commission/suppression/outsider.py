"""An outsider with a linear solver, who has every shown number and knows every relation between the cells.

He asks how far a hidden cell may lie from its true value. What his solver answers with, the dual values, says besides
which cells would have to be hidden for it to lie farther: a cut (Fischetti and Salazar).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from narcdesk.commission.tables import Cell, System

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Marks = NDArray[np.bool_]
    Places = NDArray[np.int64]

NOTHING = 1e-9  # what a solver in floating point may leave of a zero


@dataclass(frozen=True)
class Demand:
    """That nobody may be sure the cell at a place lies nearer than `by` below (-1) or above (+1) its true value."""

    place: int
    direction: int
    by: float


def solver() -> Any:
    """A solver that says nothing and answers the same each time."""
    import highspy

    found = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, setting in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
        found.setOptionValue(option, setting)
    return found


class Outsider:
    """Asks about one system of cells again and again, whatever is hidden of it at the moment.

    `reach`: the farthest from its true value that he takes a hidden cell to be: what he then holds possible, is.
    """

    def __init__(self, system: System, exact: Mapping[Cell, int], reach: float) -> None:
        import highspy
        import numpy as np

        self.asked = 0
        self._reach = reach
        self._true = np.array([exact[cell] for cell in system.cells], dtype=np.float64)
        self._all = np.arange(len(system.cells), dtype=np.int32)
        self._hidden = np.zeros(len(system.cells))
        self._solver = solver()
        self._solver.setOptionValue("presolve", "off")  # each question differs from the last by one number
        self._solver.setOptionValue("solver", "simplex")
        for _ in system.cells:
            self._solver.addVar(0.0, 0.0)
        at = {cell: place for place, cell in enumerate(system.cells)}
        for relation in system.relations:
            places = np.array([at[cell] for _, cell in relation.terms], dtype=np.int32)
            signs = np.array([sign for sign, _ in relation.terms], dtype=np.float64)
            room = -float(sum(sign * exact[cell] for sign, cell in relation.terms))  # of a «not above» relation
            lower = 0.0 if relation.equal else -highspy.kHighsInf
            self._solver.addRow(lower, room, len(places), places, signs)

    def hide(self, hidden: "Numbers") -> None:
        """What is hidden from now on: 1 a hidden cell, 0 a shown one, and parts of it in between."""
        self._hidden = hidden
        self._solver.changeColsBounds(len(self._all), self._all, -self._true * hidden, self._reach * hidden)

    def moves(self, demand: Demand) -> "Marks | None":
        """The cells that lie elsewhere in a table that meets the demand, or None where there is none."""
        import numpy as np

        values, _ = self._ask(demand)
        met = demand.direction * values[demand.place] >= demand.by - 1e-6
        return np.abs(values) > NOTHING if met else None

    def cut(self, demand: Demand, short_of: float = 1e-6) -> "Numbers | None":
        """Why the demand is not met: of the cells weighed so, hidden ones must weigh `demand.by`; None where it is met.

        Weights are cut down to what is demanded, for more than the whole of it no cell need give.
        """
        import numpy as np

        values, prices = self._ask(demand)
        if demand.direction * values[demand.place] >= demand.by - short_of:
            return None
        weights = np.where(prices < 0, -prices * self._reach, prices * self._true)
        weights[demand.place] = 0.0
        weights[weights < NOTHING] = 0.0
        return np.minimum(weights, demand.by)

    def _ask(self, demand: Demand) -> "tuple[Numbers, Numbers]":
        import numpy as np

        place, true = demand.place, float(self._true[demand.place])
        span = (-true, demand.by) if demand.direction > 0 else (-demand.by, self._reach)
        self._solver.changeColCost(place, -float(demand.direction))
        self._solver.changeColBounds(place, *span)
        self._solver.run()
        self.asked += 1
        found = self._solver.getSolution()
        values, prices = np.array(found.col_value), np.array(found.col_dual)
        hidden = float(self._hidden[place])
        self._solver.changeColCost(place, 0.0)
        self._solver.changeColBounds(place, -true * hidden, self._reach * hidden)
        return values, prices
