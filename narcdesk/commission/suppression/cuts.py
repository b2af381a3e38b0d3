"""What is known of any answer: sets of cells of which enough must be hidden; and what follows from all of them."""

import random
from math import ceil
from typing import TYPE_CHECKING, Any

from narcdesk.commission.solving import solver
from narcdesk.commission.suppression.outsider import NOTHING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Marks = NDArray[np.bool_]

NODES = 200  # of the tree of whole numbers that the last proof may take
_SHORT = 1e-6


class Cuts:
    """Every cut says: the weights of the hidden cells make 1 at least. What is hidden anyway is reckoned in already."""

    def __init__(self, small: "Marks", may: "Marks") -> None:
        import numpy as np

        self._small, self._may = small, may
        self._rows = np.zeros((256, len(small)))
        self._count = 0
        self._known: set[bytes] = set()
        self._program = solver()
        for place in range(len(small)):
            self._program.addVar(0.0, 1.0 if may[place] else 0.0)
            self._program.changeColCost(place, 1.0)
        self._told = 0

    def add(self, weights: "Numbers", by: float) -> bool:
        """Take in a cut: whether it says anything new."""
        import numpy as np

        lacking = by - float(weights[self._small].sum())
        if lacking <= _SHORT:
            return False
        row = np.where(self._may, np.minimum(weights / lacking, 1.0), 0.0)
        name = np.round(row, 5).tobytes()
        if name in self._known or not row.any():
            return False
        self._known.add(name)
        if self._count == len(self._rows):
            self._rows = np.concatenate((self._rows, np.zeros_like(self._rows)))
        self._rows[self._count] = row
        self._count += 1
        return True

    def is_broken_by(self, hidden: "Marks") -> bool:
        """Whether too little is hidden of some set."""
        return bool((self._rows[: self._count] @ hidden < 1 - _SHORT).any())

    def helper(self, hidden: "Marks", barred: "Marks", dice: random.Random) -> int | None:
        """A cell that would mend much of what is broken, by luck among the good ones; None: nothing is, -1: none."""
        import numpy as np

        lacking = 1.0 - self._rows[: self._count] @ hidden
        broken = np.flatnonzero(lacking > _SHORT)
        if not len(broken):
            return None
        gain = np.minimum(self._rows[broken], lacking[broken, None]).sum(axis=0)
        gain[hidden | barred] = 0.0
        if gain.max() <= NOTHING:
            return -1
        luck = np.array([0.6 + 0.8 * dice.random() for _ in range(len(gain))])
        return int((gain * luck).argmax())

    def relaxed(self) -> "tuple[Numbers, float]":
        """How much of each cell is hidden where parts may be, the small ones whole; and how many that makes."""
        import numpy as np

        self._tell()
        self._program.run()
        parts = np.clip(np.array(self._program.getSolution().col_value), 0.0, 1.0)
        return np.where(self._small, 1.0, parts), float(ceil(self._program.getInfo().objective_function_value - 1e-6))

    def fewest(self) -> int:
        """How many whole cells at least."""
        import highspy

        self._tell()
        for place in range(len(self._small)):
            self._program.changeColIntegrality(place, highspy.HighsVarType.kInteger)
        self._program.setOptionValue("mip_max_nodes", NODES)
        self._program.run()
        bound: Any = self._program.getInfo().mip_dual_bound
        return ceil(bound - 1e-6) if 0 <= bound < highspy.kHighsInf else 0

    def _tell(self) -> None:
        import highspy
        import numpy as np

        for row in self._rows[self._told : self._count]:
            places = np.flatnonzero(row > NOTHING).astype(np.int32)
            self._program.addRow(1.0, highspy.kHighsInf, len(places), places, row[places])
        self._told = self._count
