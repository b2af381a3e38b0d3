"""What an outsider can work out from a batch: tried on every batch before it may leave, and told in sentences.

The outsider has all published numbers, knows the rounding and every relation between cells, and a linear solver. He
must not be able to say of any count below the policy's k what exactly it is.
"""

from collections.abc import Mapping
from math import ceil, floor

from narcdesk.commission.batch import Batch
from narcdesk.commission.tables import Cell, System
from narcdesk.errors import UserError


class Revealed(UserError):
    """Small counts can be computed from what would be published; nothing has left."""


def assess(batch: Batch) -> dict[str, str]:
    """Check by check, one sentence each for the person who is about to let the batch out; raises Revealed."""
    release, policy = batch.release, batch.release.policy
    shown = release.shown
    small = [cell for cell in shown if 0 < batch.exact[cell] < policy.k]
    windows = {cell: _window(value, batch.exact[cell], policy.base) for cell, value in shown.items()}
    if revealed := recovered(policy.system, windows, small):
        raise Revealed(
            f"По показанным числам можно вычислить малые: {len(revealed)}.",
            do="Выгрузка остановлена; сделайте её за более длинный период.",
        )
    hidden = [share for share in release.shares if share.hidden]
    return {
        "persons": "Сведений об отдельных людях нет, только количества.",
        "numbers": f"Выходит чисел: {len(shown)}, таблиц: {len(policy.tables)}.",
        "rounding": f"Все числа кратны {policy.base}, итоги сходятся, проценты из округлённых чисел.",
        "recovery": f"Чисел от 1 до {policy.k - 1}: {len(small)}; вычислить точно нельзя ни одно.",
        "indicators": f"Показателей скрыто: {len(hidden)} из {len(release.shares)}.",
        "ledger": f"Взято из прежних выгрузок без пересчёта: {len(batch.rounded.kept)}.",
    }


def recovered(system: System, windows: Mapping[Cell, tuple[int, int]], wanted: list[Cell]) -> dict[Cell, int]:
    """The `wanted` cells of which only one value fits, with it; `windows` are the values each published cell may have.

    By linear bounds, each brought in to whole numbers.
    """
    import highspy
    import numpy as np

    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    at = {cell: number for number, cell in enumerate(system.cells)}
    for cell in system.cells:
        low, high = windows.get(cell, (0, highspy.kHighsInf))
        solver.addVar(low, high)
    for relation in system.relations:
        indices = np.array([at[cell] for _, cell in relation.terms], dtype=np.int32)
        signs = np.array([sign for sign, _ in relation.terms], dtype=np.float64)
        solver.addRow(0.0 if relation.equal else -highspy.kHighsInf, 0.0, len(signs), indices, signs)

    def farthest(cell: Cell, direction: float) -> float:
        solver.changeColCost(at[cell], direction)
        solver.run()
        found = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        value = solver.getSolution().col_value[at[cell]] if found else highspy.kHighsInf * -direction
        solver.changeColCost(at[cell], 0.0)
        return float(value)

    pinned = {}
    for cell in wanted:
        least, most = farthest(cell, 1.0), farthest(cell, -1.0)
        if most - least < 2 and ceil(least - 1e-6) == floor(most + 1e-6):
            pinned[cell] = floor(most + 1e-6)
    return pinned


def _window(published: int, exact: int, base: int) -> tuple[int, int]:
    # A cell that went farther than to its neighbours is attacked as if the outsider knew how far.
    reach = (abs(published - exact) // base + 1) * base - 1
    return max(0, published - reach), published + reach
