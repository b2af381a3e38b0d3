"""Between what a cell can lie, worked out apart from the program: by a search over whole numbers for each end."""

from collections.abc import Collection, Mapping

import highspy
import numpy as np

from narcdesk.commission.tables import Cell, System

Windows = Mapping[Cell, tuple[int, int]]


def extremes(
    system: System,
    exact: Mapping[Cell, int],
    hidden: Collection[Cell],
    cell: Cell,
    windows: Windows | None = None,
) -> tuple[float, float]:
    """The least and the most that whole numbers in the hidden cells let this one be: a program over the numbers."""
    ends = []
    for direction in (1.0, -1.0):
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.setOptionValue("output_flag", False)
        at = {}
        for one in system.cells:
            low, high = (0.0, 1000.0) if one in hidden else (float(exact[one]), float(exact[one]))
            if windows and one in windows:
                low, high = windows[one]
            at[one] = len(at)
            cost = direction if one == cell else 0.0
            solver.addCol(cost, low, high, 0, np.array([]), np.array([]))
            solver.changeColIntegrality(at[one], highspy.HighsVarType.kInteger)
        for relation in system.relations:
            places = np.array([at[one] for _, one in relation.terms], dtype=np.int32)
            signs = np.array([float(sign) for sign, _ in relation.terms])
            solver.addRow(0.0 if relation.equal else -highspy.kHighsInf, 0.0, len(places), places, signs)
        solver.run()
        assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        ends.append(solver.getSolution().col_value[at[cell]])
    return ends[0], ends[1]
