"""An outsider with a linear solver, who has every shown number and knows every relation between the cells.

He asks how far a hidden cell may lie from its true value. What his solver answers with, the dual values, says besides
which cells would have to be hidden for it to lie farther: a cut (Fischetti and Salazar). What was published before in
rounded form he has as well: bounds between which a cell lies, be it hidden now or not.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from narcdesk.commission.solving import solver
from narcdesk.commission.tables import Cell, System, Window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Marks = NDArray[np.bool_]
    Places = NDArray[np.int64]

NOTHING = 1e-9  # what a solver in floating point may leave of a zero
_ANY = (0, None)


@dataclass(frozen=True)
class Demand:
    """That nobody may be sure the cell at a place lies nearer than `by` below (-1) or above (+1) its true value."""

    place: int
    direction: int
    by: float


class Outsider:
    """Asks about one system of cells again and again, whatever is hidden of it at the moment.

    `reach`: the farthest from its true value that he takes a hidden cell to be: what he then holds possible, is.
    `windows`: between what a cell lies as he knows already. `loose` cells are neither shown nor hidden: of them he has
    their windows, whatever is hidden.
    """

    def __init__(
        self,
        system: System,
        exact: Mapping[Cell, int],
        reach: float,
        windows: Mapping[Cell, Window] = MappingProxyType({}),
        loose: Collection[Cell] = (),
    ) -> None:
        import highspy
        import numpy as np

        self.asked = 0
        self._all = np.arange(len(system.cells), dtype=np.int32)
        self._hidden = np.zeros(len(system.cells))
        true = np.array([exact[cell] for cell in system.cells], dtype=np.float64)
        least = np.array([windows.get(cell, _ANY)[0] for cell in system.cells], dtype=np.float64)
        most = np.array([_top(windows.get(cell, _ANY)) for cell in system.cells])
        self._down = np.minimum(true, true - least)  # how far each may lie below its true value, once hidden
        self._up = np.minimum(reach, most - true)
        self._loose = np.array([cell in loose for cell in system.cells], dtype=np.float64)
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
        import numpy as np

        self._hidden = hidden
        self._seen = {way: np.zeros(len(hidden)) for way in (1, -1)}
        free = np.maximum(hidden, self._loose)
        self._solver.changeColsBounds(len(self._all), self._all, -self._down * free, self._up * free)

    def farthest(self, place: int, direction: int, by: float) -> float:
        """How far the cell may lie from its true value that way, at most so far."""
        import numpy as np

        if direction * self._seen[direction][place] < by:  # any answer says something of every cell
            values, _ = self._ask(Demand(place, direction, by))
            self._seen = {1: np.maximum(self._seen[1], values), -1: np.minimum(self._seen[-1], values)}
        return min(by, direction * float(self._seen[direction][place]))

    def moves(self, demand: Demand) -> "Marks | None":
        """The cells that lie elsewhere in a table that meets the demand, or None where there is none."""
        import numpy as np

        values, _ = self._ask(demand)
        met = demand.direction * values[demand.place] >= demand.by - 1e-6
        return np.abs(values) > NOTHING if met else None

    def cut(self, demand: Demand, short_of: float = 1e-6) -> "tuple[Numbers, float] | None":
        """Why the demand is not met: cells weighed so of which hidden ones must weigh so much; None where it is met.

        Weights are cut down to what is demanded, for more than the whole of it no cell need give.
        """
        import numpy as np

        values, prices = self._ask(demand)
        reached = demand.direction * float(values[demand.place])
        if reached >= demand.by - short_of:
            return None
        weights = np.where(prices < 0, -prices * self._up, prices * self._down)
        weights[demand.place] = 0.0
        weights[(weights < NOTHING) | (self._loose > 0)] = 0.0
        # What is reached without hiding: by loose cells, and by «not above» relations that leave room.
        given = max(0.0, reached - float(weights @ self._hidden))
        by = demand.by - given
        return np.minimum(weights, by), by

    def _ask(self, demand: Demand) -> "tuple[Numbers, Numbers]":
        import numpy as np

        place, down, up = demand.place, float(self._down[demand.place]), float(self._up[demand.place])
        span = (-down, min(up, demand.by)) if demand.direction > 0 else (-min(down, demand.by), up)
        self._solver.changeColCost(place, -float(demand.direction))
        self._solver.changeColBounds(place, *span)
        self._solver.run()
        self.asked += 1
        found = self._solver.getSolution()
        values, prices = np.array(found.col_value), np.array(found.col_dual)
        free = max(float(self._hidden[place]), float(self._loose[place]))
        self._solver.changeColCost(place, 0.0)
        self._solver.changeColBounds(place, -down * free, up * free)
        return values, prices


def _top(window: Window) -> float:
    return float("inf") if window[1] is None else float(window[1])
