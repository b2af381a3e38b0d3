"""The levels, the same for every record, that lose least: found exactly, without looking at every choice.

A coarser choice never has more people in groups below k, so one that leaves out too many rules out all finer ones; and
what is left out at a coarser one bounds from below what a finer one costs. The choice to look at is taken from the
middle of those still in question, which halves them whichever way it comes out.
"""

from dataclasses import dataclass

import numpy as np

from narcdesk.commission.microdata.protection import Guard
from narcdesk.commission.microdata.records import Groups, Keys, Marks, Progress, Records

_EVEN = 1e-12


@dataclass(frozen=True)
class Node:
    """One level for each sign; `loss` of all that is said, 0 to 1, a record left out counting as 1."""

    levels: tuple[int, ...]
    loss: float
    kept: Marks
    looked_at: int


def best_node(records: Records, guard: Guard, *, limit: float) -> Node | None:
    """The levels of least loss that leave out at most `limit` (0 to 1) of the records; None where none do."""
    if not records.count:
        return None
    may_leave = int(limit * records.count + 1e-9)
    nodes, least = records.nodes()
    most = sum(losses[nodes[:, sign]] for sign, losses in enumerate(records.most_losses()))
    dearer = (1.0 - np.asarray(most)) / records.count  # the least by which a record left out costs more
    small = np.zeros(len(nodes), dtype=np.int64)
    bound, in_question = least.copy(), np.ones(len(nodes), dtype=bool)
    best: Node | None = None
    looked_at = 0
    while True:
        open_ = np.flatnonzero(in_question & (bound < (best.loss if best else np.inf) - _EVEN))
        if not len(open_):
            return best and Node(best.levels, best.loss, best.kept, looked_at)
        at = open_[np.argsort(bound[open_], kind="stable")[len(open_) // 2]]
        in_question[at] = False
        looked_at += 1
        levels = tuple(int(level) for level in nodes[at])
        keys = records.keys(levels)
        too_few = _in_small_groups(keys, guard.k)
        if too_few:
            finer = (nodes <= nodes[at]).all(axis=1)
            if too_few > may_leave:
                in_question &= ~finer
                continue
            small[finer] = np.maximum(small[finer], too_few)
            bound[finer] = least[finer] + small[finer] * dearer[finer]
            if best and bound[at] >= best.loss:
                continue
        groups = Groups.of(keys)
        kept = guard.keeps(groups, levels=levels)[groups.number]
        left_out = records.count - int(kept.sum())
        if left_out > may_leave:
            continue
        lost = records.lost(levels)
        loss = float(lost[kept].sum() + left_out) / records.count
        if best is None or loss < best.loss - _EVEN:
            best = Node(levels, loss, kept, looked_at)


def every_node(
    records: Records, guard: Guard, *, limit: float, progress: Progress = lambda done, of: None
) -> list[Node]:
    """All levels that leave out at most `limit` (0 to 1) of the records, the least loss first.

    Looked at from the coarsest: where too many are in groups below k, no finer choice is looked at.
    """
    found: list[Node] = []
    may_leave = int(limit * records.count + 1e-9)
    nodes = records.nodes()[0][::-1] if records.count else np.zeros((0, 0), dtype=np.int8)
    in_question = np.ones(len(nodes), dtype=bool)
    looked_at = 0
    for at, node in enumerate(nodes):
        if not in_question[at]:
            continue
        progress(at, len(nodes))
        looked_at += 1
        levels = tuple(int(level) for level in node)
        groups = Groups.of(records.keys(levels))
        if int(groups.sizes[groups.sizes < guard.k].sum()) > may_leave:
            in_question &= ~(nodes <= node).all(axis=1)
            continue
        kept = guard.keeps(groups, levels=levels)[groups.number]
        left_out = records.count - int(kept.sum())
        if left_out <= may_leave:
            loss = float(records.lost(levels)[kept].sum() + left_out) / records.count
            found.append(Node(levels, loss, kept, looked_at))
    return sorted(found, key=lambda node: (round(node.loss, 12), node.levels))


def _in_small_groups(keys: Keys, k: int) -> int:
    ordered = np.sort(keys)
    ends = np.flatnonzero(ordered[1:] != ordered[:-1]) + 1
    sizes = np.diff(ends, prepend=0, append=len(ordered))
    return int(sizes[sizes < k].sum())
