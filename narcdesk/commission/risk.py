"""What an outsider can work out from a batch: tried on every batch before it may leave, and told in sentences.

The outsider has all published numbers, of this batch and of all before it, to whomever they went; he knows how they
were rounded and hidden and every relation between cells, and has a linear solver. He must not be able to say of any
count below the policy's k what exactly it is.
"""

from collections.abc import Callable, Collection

from narcdesk.commission import knowledge, protection
from narcdesk.commission.batch import Batch
from narcdesk.commission.knowledge import EXACT, Known
from narcdesk.commission.protection import Progress
from narcdesk.commission.recovery import enclosed, reconciled, recovered
from narcdesk.commission.tables import Cell, System, Window
from narcdesk.errors import UserError

_STOPPED = "Выгрузка остановлена."  # what may leave instead `advising` finds out


class Revealed(UserError):
    """What would be published tells of somebody; nothing has left."""


class Guessed(Revealed):
    """Small counts can be computed from what would be published: `cells`, by their names in the ledger."""

    def __init__(self, what: str, cells: Collection[Cell], *, do: str) -> None:
        super().__init__(what, lost="Ничего не записано.", do=do)
        self.cells = tuple(cells)


def holding(make: Callable[[bool], Batch], attack: Callable[[Batch], object]) -> Batch:
    """A batch that holds against the attack: with exact flows (True) where they may leave so, else rounded.

    Raises what the attack raises of the rounded one.
    """
    made = make(True)
    try:
        attack(made)
    except Guessed:
        if not made.release.exact:
            raise
        made = make(False)
        attack(made)
    return made


def assess(batch: Batch, progress: Progress = lambda done, of: None) -> dict[str, str]:
    """Check by check, one sentence each for the person who is about to let the batch out; raises Guessed.

    What `progress` raises ends the work.
    """
    release, policy = batch.release, batch.release.policy
    shown = release.shown
    revealed, told_before = _attacked(batch, progress)
    if revealed:
        raise Guessed(f"По показанным числам можно вычислить малые: {len(revealed)}.", revealed, do=_STOPPED)
    if alike := homogeneous(batch, progress):
        raise Guessed(
            f"По показанным числам видно, что в группе все или почти все одинаковы: {len(alike)}.",
            alike,
            do=_STOPPED,
        )
    off = release.off(batch.exact)
    if bool(off) != release.widened:
        raise Revealed(
            "В описи неверно сказано, насколько числа отличаются от настоящих.",
            do="Выгрузка остановлена, ничего не записано; сообщите об этом разработчикам.",
        )
    small = [cell for cell in policy.system.cells if 0 < batch.exact[cell] < policy.k]
    hidden = [share for share in release.shares if share.hidden]
    unseen = [cell for cell, count in release.counts.items() if count is None]
    told = {
        "persons": "Сведений об отдельных людях нет, только количества.",
        "numbers": f"Выходит разных чисел: {len(shown)}, таблиц: {len(policy.tables)}.",
        "rounding": f"Все числа кратны {policy.base}, итоги сходятся, проценты из округлённых чисел.",
        "recovery": f"Чисел от 1 до {policy.k - 1}: {len(small)}; вычислить точно нельзя ни одно.",
        "indicators": f"Показателей скрыто: {len(hidden)} из {len(release.shares)}.",
        "ledger": f"Взято из прежних выгрузок без пересчёта: {len(batch.rounded.kept)}.",
    }
    if told_before:
        told["recovery"] = (
            f"Чисел от 1 до {policy.k - 1}: {len(small)}. По прежним выгрузкам уже известно точно: {len(told_before)}; "
            "эта выгрузка нового о них не говорит, остальные вычислить точно нельзя."
        )
    if release.exact:
        few = sum(0 < batch.exact[cell] < policy.k for cell in unseen)
        told["rounding"] = (
            f"Числа за период точные, скрыто знаком «…»: {len(unseen)}, из них малых {few}, остальные выдали бы малые. "
            f"Числа на день кратны {policy.base}."
        )
    if off:
        told["rounding"] += f" Отличаются от настоящих больше, чтобы сойтись с прежними выгрузками: {len(off)}."
    return told


def attacked(batch: Batch, progress: Progress = lambda done, of: None) -> dict[Cell, int]:
    """The small counts that the batch gives away, its own and those of batches before, by their names in the ledger."""
    return _attacked(batch, progress)[0]


def _attacked(batch: Batch, progress: Progress) -> tuple[dict[Cell, int], dict[Cell, int]]:
    """The small counts that the batch gives away, and those of its own that were known before it."""
    known, k, windows = batch.known, batch.release.policy.k, _windows(batch)
    small = [name for cell, name in known.here.items() if 0 < batch.exact[cell] < k]
    here = set(known.here.values())
    alone = System(
        tuple(sorted(here)),
        tuple(one for one in known.system.relations if all(cell in here for _, cell in one.terms)),
    )
    found = recovered(alone, windows, small, progress)
    if len(alone.cells) < len(known.system.cells):
        doubtful = [cell for cell in known.system.cells if cell not in here and _may_be_small(cell, known, k)]
        found |= recovered(known.system, windows, [*small, *doubtful], progress)
    given = {cell: count for cell, count in found.items() if cell in here or 0 < count < k}
    # What was known before this batch is not given away by it.
    lost = recovered(known.system, reconciled(known.system, known.windows), given, progress)
    news = {cell: count for cell, count in given.items() if cell not in lost}
    return news, {cell: count for cell, count in lost.items() if cell in small}


def homogeneous(batch: Batch, progress: Progress = lambda done, of: None) -> list[Cell]:
    """The protected rows and columns that the batch shows to be all or nearly all of their whole, by their names.

    Also those of batches before: what was hidden in an exact one may not come out by a rounded one.
    """
    known, windows = batch.known, _windows(batch)
    least = protection.fewest_others(batch.release.policy, exact=batch.release.exact)
    found = enclosed(known.system, windows, known.guarded, least, progress)
    lost = enclosed(known.system, reconciled(known.system, known.windows), found, least, progress)
    return [part for part, whole in found if (part, whole) not in lost]


def _may_be_small(cell: Cell, known: Known, k: int) -> bool:
    told = known.told.get(cell)
    if not told or EXACT in told:
        return False
    least, most = knowledge.window(told)
    return least < k and (most is None or most > 0)


def _windows(batch: Batch) -> dict[Cell, Window]:
    """Between what each cell lies for whoever has this batch and all before it."""
    release, known = batch.release, batch.known
    if release.exact:
        windows = known.windows
        for cell, value in release.shown.items():
            name, base = known.here[cell], EXACT if release.is_exact(cell) else release.policy.base
            windows[name] = knowledge.window({**known.told.get(name, {}), base: value})
    else:
        windows = knowledge.seen_rounded(known, release.shown, batch.exact, release.policy.base)
    return reconciled(known.system, windows, {known.here[cell] for cell in release.shown})
