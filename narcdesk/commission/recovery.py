"""The outsider with a linear solver: which cells he can tell exactly from bounds and relations of all of them."""

from collections.abc import Callable, Collection, Mapping
from math import ceil, floor
from typing import Any

from narcdesk.commission.solving import solver
from narcdesk.commission.tables import Cell, System, Window

_CLOSE = 1e-6
_NEWEST = 1_000.0  # how much dearer it is to disbelieve what has just been said


def recovered(
    system: System,
    windows: Mapping[Cell, Window],
    wanted: Collection[Cell],
    progress: Callable[[int, int], object] = lambda done, of: None,
) -> dict[Cell, int]:
    """The `wanted` cells of which only one value fits, with it; `windows` are the values each published cell may have.

    By linear bounds, each brought in to whole numbers; of bounds that contradict each other nothing follows.
    """
    import highspy
    import numpy as np

    program, at = _program(system, windows)
    # Between two tables that fit all numbers lie others, so what any question has shown answers for every cell.
    least, most = np.full(len(at), np.inf), np.full(len(at), -np.inf)

    def is_open(place: int) -> bool:
        return bool(floor(most[place] + _CLOSE) > ceil(least[place] - _CLOSE)) if np.isfinite(least[place]) else False

    pinned = {}
    for number, cell in enumerate(wanted):
        progress(number, len(wanted))
        place = at[cell]
        for direction in (1.0, -1.0):
            if is_open(place):
                break
            program.changeColCost(place, direction)
            program.run()
            status = program.getModelStatus()
            program.changeColCost(place, 0.0)
            if status == highspy.HighsModelStatus.kOptimal:
                values = np.array(program.getSolution().col_value)
                least, most = np.minimum(least, values), np.maximum(most, values)
            elif status == highspy.HighsModelStatus.kInfeasible:
                return {}
            else:  # it may be as great as it likes
                break
        else:
            if ceil(least[place] - _CLOSE) == floor(most[place] + _CLOSE):
                pinned[cell] = floor(most[place] + _CLOSE)
    return pinned


def enclosed(
    system: System,
    windows: Mapping[Cell, Window],
    guarded: Collection[tuple[Cell, Cell]],
    k: int,
    progress: Callable[[int, int], object] = lambda done, of: None,
) -> list[tuple[Cell, Cell]]:
    """The parts that hold somebody for certain, where fewer than `k` others can be in their whole; each with it.

    Whoever is known to be in the whole is then known to be in the part. Of contradicting bounds nothing follows.
    """
    import highspy
    import numpy as np

    program, at = _program(system, windows)
    answers = np.zeros((0, len(at)))
    found = []
    for number, (part, whole) in enumerate(guarded):
        progress(number, len(guarded))
        places = (at[part], at[whole])
        for costs in ((1.0, 0.0), (1.0, -1.0)):  # nobody in the part; as many others as can be
            values = answers[:, places]
            if (values[:, 0] <= _CLOSE).any() or (values[:, 1] - values[:, 0] >= k - _CLOSE).any():
                break
            for place, cost in zip(places, costs, strict=True):
                program.changeColCost(place, cost)
            program.run()
            status = program.getModelStatus()
            for place in places:
                program.changeColCost(place, 0.0)
            if status == highspy.HighsModelStatus.kInfeasible:
                return []
            if status != highspy.HighsModelStatus.kOptimal:  # as many as one likes
                break
            answers = np.vstack((answers, np.array(program.getSolution().col_value)))
        else:
            values = answers[-1:, places]
            if values[0, 1] - values[0, 0] < k - _CLOSE:
                found.append((part, whole))
    return found


def most_together(system: System, windows: Mapping[Cell, Window], cells: Collection[Cell]) -> float:
    """The most that these cells can make together; infinity where nothing bounds them, or the bounds contradict."""
    import highspy

    program, at = _program(system, windows)
    for cell in cells:
        program.changeColCost(at[cell], -1.0)
    program.run()
    if program.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return float("inf")
    return -float(program.getInfo().objective_function_value)


def possible(system: System, windows: Mapping[Cell, Window]) -> bool:
    """Whether any counts at all lie within these windows and obey the relations."""
    import highspy

    program, _ = _program(system, windows)
    program.run()
    return bool(program.getModelStatus() != highspy.HighsModelStatus.kInfeasible)


def reconciled(system: System, windows: Mapping[Cell, Window], newest: Collection[Cell] = ()) -> dict[Cell, Window]:
    """The windows without those of their ends that must be disbelieved for any counts to lie within them.

    What left of a register before it was corrected may contradict what leaves now, and of contradicting bounds nothing
    follows: an outsider then gives up the ends that lie off the least in all, those of the `newest` cells last.
    """
    import highspy
    import numpy as np

    if possible(system, windows):
        return dict(windows)
    program, at = _program(system, {})
    off: dict[tuple[Cell, float], int] = {}
    for cell in system.cells:
        low, high = windows.get(cell, (0, None))
        ends = [(1.0, float(low), highspy.kHighsInf)]
        ends += [] if high is None else [(-1.0, -highspy.kHighsInf, float(high))]
        for way, least, most in ends:
            off[cell, way] = program.getNumCol()
            program.addVar(0.0, highspy.kHighsInf)
            program.changeColCost(off[cell, way], _NEWEST if cell in newest else 1.0)
            places = np.array([at[cell], off[cell, way]], dtype=np.int32)
            program.addRow(least, most, 2, places, np.array([1.0, way]))
    program.run()
    values, found = program.getSolution().col_value, dict(windows)
    for (cell, way), place in off.items():
        if values[place] > _CLOSE:
            low, high = found[cell]
            found[cell] = (0, high) if way > 0 else (low, None)
    return found


def _program(system: System, windows: Mapping[Cell, Window]) -> tuple[Any, dict[Cell, int]]:
    """The system as an outsider has it, and the place of each cell."""
    import highspy
    import numpy as np

    program = solver()
    at = {cell: number for number, cell in enumerate(system.cells)}
    for cell in system.cells:
        low, high = windows.get(cell, (0, None))
        program.addVar(float(low), highspy.kHighsInf if high is None else float(high))
    for relation in system.relations:
        indices = np.array([at[cell] for _, cell in relation.terms], dtype=np.int32)
        signs = np.array([sign for sign, _ in relation.terms], dtype=np.float64)
        program.addRow(0.0 if relation.equal else -highspy.kHighsInf, 0.0, len(signs), indices, signs)
    return program, at
