"""Programs over whole numbers in cells, for the solver: the same program, the same answer."""

from typing import Any

from narcdesk.commission.tables import Cell, Relation


def solver() -> Any:
    """A solver that says nothing and answers the same each time."""
    import highspy

    found = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, setting in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
        found.setOptionValue(option, setting)
    return found


class Program:
    """Cells that want whole numbers, and what holds between them."""

    def __init__(self) -> None:
        self._solver = solver()
        self._solver.setOptionValue("mip_rel_gap", 0.0)
        self._at: dict[Cell, int] = {}
        self._columns = 0

    def whole(self, cell: Cell, least: int, most: int | None, cost: float) -> None:
        """A cell between these, and what one more in it costs."""
        import highspy

        self._at[cell] = self._column(least, highspy.kHighsInf if most is None else most, cost)
        self._solver.changeColIntegrality(self._at[cell], highspy.HighsVarType.kInteger)

    def near(self, cell: Cell, wanted: int, cost: float) -> None:
        """The cell should be this, and each one off it costs so much."""
        import highspy

        off = [self._column(0.0, highspy.kHighsInf, cost) for _ in range(2)]
        self._row(wanted, wanted, [(self._at[cell], 1.0), (off[0], 1.0), (off[1], -1.0)])

    def hold(self, relation: Relation) -> None:
        """The relation holds."""
        import highspy

        lower = 0.0 if relation.equal else -highspy.kHighsInf
        self._row(lower, 0.0, [(self._at[cell], float(sign)) for sign, cell in relation.terms])

    def solved(self) -> dict[Cell, int] | None:
        """The cheapest whole numbers, or None where there are none."""
        import highspy

        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        values = self._solver.getSolution().col_value
        return {cell: round(values[place]) for cell, place in self._at.items()}

    def _column(self, least: float, most: float, cost: float) -> int:
        self._solver.addVar(float(least), float(most))
        self._solver.changeColCost(self._columns, cost)
        self._columns += 1
        return self._columns - 1

    def _row(self, lower: float, upper: float, terms: list[tuple[int, float]]) -> None:
        import numpy as np

        places = np.array([place for place, _ in terms], dtype=np.int32)
        signs = np.array([sign for _, sign in terms], dtype=np.float64)
        self._solver.addRow(float(lower), float(upper), len(terms), places, signs)
