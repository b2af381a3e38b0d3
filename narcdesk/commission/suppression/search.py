"""Which cells to hide: a bound by linear cuts, then a search that takes hidden cells out and mends what that broke."""

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import floor
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from narcdesk.commission.suppression.cuts import Cuts
from narcdesk.commission.suppression.outsider import Demand, Outsider
from narcdesk.commission.tables import Cell, System, Window, disagreement, lies_within

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Marks = NDArray[np.bool_]

EFFORT = 12_000  # questions and tries, all together: some ten seconds for two hundred cells
PATIENCE = 5_000  # steps without anything better
REACHES = (4, 64)  # how many k an outsider looks far, tried in turn
TAKEN_OUT = (2, 5)  # how many hidden cells a try begins by showing
WORSE_BY = 2  # how many cells more than the best a try may come to before it is given up
_SEED = 1
_CLOSE = 1e-6
Progress = Callable[[int, int], object]  # done, of how many
Windows = Mapping[Cell, Window]


class CannotProtect(Exception):
    """What was published before gives small counts away, whatever else is hidden: other means are tried then."""


@dataclass(frozen=True)
class Suppressed:
    """What is hidden: the small counts and those hidden with them; `fewest`: less of the latter no answer needs."""

    hidden: frozenset[Cell]
    small: frozenset[Cell]
    fewest: int

    @property
    def along(self) -> frozenset[Cell]:
        """The cells that are hidden only for the sake of the small ones."""
        return self.hidden - self.small


def suppress(
    system: System,
    exact: Mapping[Cell, int],
    *,
    k: int,
    shown: Iterable[Cell] = (),
    windows: Windows = MappingProxyType({}),
    loose: Iterable[Cell] = (),
    open_up: Iterable[Cell] = (),
    effort: int = EFFORT,
    progress: Progress = lambda done, of: None,
) -> Suppressed:
    """The fewest cells found to hide, so that of each count from 1 to k - 1 both zero and k stay possible.

    `shown` were published before and are hidden no more. `windows`: between what cells lie as everybody knows already,
    None for no upper end; as far as they leave it open, zero and k stay possible. `loose` cells are neither shown nor
    hidden: their windows, or nothing, are all that is known of them; of such a one that is bounded (a rounded stock)
    and may be small, at least one other value stays possible. `open_up`: loose cells of which k must stay possible
    be they small or none at all.

    The same input, the same answer: the search is bounded by its own steps, not by the clock. What `progress` raises
    ends it. Raises CountsDisagree, CannotProtect, and ValueError where a window does not hold the exact count.
    """
    if broken := system.broken_by(exact):
        raise disagreement(broken)
    if any(cell in exact and not lies_within(windows[cell], exact[cell]) for cell in windows):
        raise ValueError("a cell lies outside of its window")
    known = _Known(frozenset(shown), windows, frozenset(loose), frozenset(open_up))
    for reach in REACHES:
        search = _Search(system, exact, k, known, reach * k)
        if not search.has_demands:
            return Suppressed(frozenset(), frozenset(), 0)
        if search.begin(yielding=reach == REACHES[-1]):
            return search.best(effort, progress)
    raise CannotProtect("small counts follow from what was published before")


@dataclass(frozen=True)
class _Known:
    """What everybody knows before: shown cells, windows, loose cells, and those of which k must stay possible."""

    shown: frozenset[Cell]
    windows: Windows
    loose: frozenset[Cell]
    open_up: frozenset[Cell]


@dataclass(frozen=True)
class _Wish:
    """Ways, down or up and by how much, in which a cell should be able to lie off its true value: all, or `either`."""

    place: int
    ways: tuple[tuple[int, float], ...]
    either: bool = False


def _wishes(place: int, true: int, cell: Cell, known: _Known, k: int) -> list[_Wish]:
    least, most = known.windows.get(cell, (0, None))
    up = (k if most is None else min(k, most)) - true
    if cell in known.open_up:
        return [_Wish(place, ((1, up),))] if up > 0 else []
    if cell in known.shown or not 0 < true < k:
        return []
    if cell in known.loose and most is not None:
        return [_Wish(place, ((1, 1.0), (-1, 1.0)), either=True)]
    return [_Wish(place, tuple((way, by) for way, by in ((1, up), (-1, true - least)) if by > 0))]


class _Search:
    def __init__(self, system: System, exact: Mapping[Cell, int], k: int, known: _Known, reach: float) -> None:
        import numpy as np

        cells = system.cells
        true = np.array([exact[cell] for cell in cells], dtype=np.float64)
        hideable: Marks = np.array([cell not in known.shown and cell not in known.loose for cell in cells])
        self._cells = cells
        self._small: Marks = (true > 0) & (true < k) & hideable
        self._may: Marks = hideable & ~self._small
        # Of two answers with as many hidden cells the one that hides fewer people is better.
        self._price = 1.0 + 0.5 * true / max(1.0, float(true.sum()))
        self._wanted = [
            wish for place, cell in enumerate(cells) for wish in _wishes(place, exact[cell], cell, known, k)
        ]
        self._outsider = Outsider(system, exact, reach, known.windows, known.loose)
        self._cuts = Cuts(self._small, self._may)
        self._dice = random.Random(_SEED)
        self._done = 0
        self._fewest = 0.0
        self._hint = self._small.astype(np.float64)
        self.demands: list[Demand] = []

    @property
    def has_demands(self) -> bool:
        """Whether anything is to be protected at all."""
        return bool(self._wanted)

    def begin(self, *, yielding: bool) -> bool:
        """Whether hiding all that may be hidden protects; the bound is found on the way.

        `yielding`: what was published before is given in to, as long as it gives nothing small away for certain.
        """
        everything = self._small | self._may
        if not self._demand(everything, yielding):
            return False
        self._moved = self._witnesses(everything)
        if self._moved is None:
            return False
        self._hint, self._fewest = self._bounded()
        likely = self._small | ((self._hint > 1e-6) & self._may)
        moved = self._witnesses(likely)
        first, self._moved = (likely, moved) if moved is not None else (everything, self._moved)
        assert self._moved is not None
        self._hidden, self._moved = self._shrunk(
            first, self._moved, sorted(self._extra(first), key=self._hint.__getitem__)
        )
        return True

    def _demand(self, everything: "Marks", yielding: bool) -> bool:
        """Make demands of the wishes, each as far as it can be met at all; whether all can."""
        import numpy as np

        self._outsider.hide(everything.astype(np.float64))
        for wish in self._wanted:
            reached = [self._outsider.farthest(wish.place, way, by) for way, by in wish.ways]
            met = [far >= by - _CLOSE for far, (_, by) in zip(reached, wish.ways, strict=True)]
            whole = [(way, floor(far + _CLOSE)) for far, (way, _) in zip(reached, wish.ways, strict=True)]
            if wish.either:
                whole = [one for one in whole if one[1]][:1]  # where none is left, nothing that is hidden now helps
            elif not all(met) and not (yielding and any(by for _, by in whole)):
                return False
            self.demands += [Demand(wish.place, way, float(by)) for way, by in whole if by]
        return True

    def best(self, effort: int, progress: Progress) -> Suppressed:
        """The best answer that so many steps find."""
        hidden, moved = self._hidden, self._moved
        assert moved is not None
        best = hidden
        found_at = self._steps()
        while self._steps() < effort and self._steps() - found_at < PATIENCE and self._count(best) > self._fewest:
            progress(self._steps(), effort)
            tried = self._mended(hidden, moved)
            if tried is not None and self._cost(tried[0]) <= self._cost(hidden):
                hidden, moved = tried
                if self._cost(hidden) < self._cost(best):
                    best, found_at = hidden, self._steps()
        fewest = self._proved(best)
        progress(effort, effort)
        named = {self._cells[place] for place in best.nonzero()[0]}
        small = {self._cells[place] for place in self._small.nonzero()[0]}
        return Suppressed(frozenset(named), frozenset(small), fewest)

    def _mended(self, hidden: "Marks", moved: "Marks") -> "tuple[Marks, Marks] | None":
        """Some hidden cells shown, others hidden till all demands are met, then what is not needed shown."""
        self._done += 1
        extra = self._extra(hidden)
        if not extra:
            return None
        out = self._dice.sample(extra, min(len(extra), self._dice.randint(*TAKEN_OUT)))
        tried, barred = hidden.copy(), hidden & False
        tried[out] = False
        barred[out if self._dice.random() < 0.5 else out[:1]] = True
        moved, open_demands = moved.copy(), set(moved[:, out].any(axis=1).nonzero()[0].tolist())
        most = self._count(hidden) + WORSE_BY
        while True:
            while (place := self._cuts.helper(tried, barred, self._dice)) is not None:
                if self._count(tried) >= most or place < 0:
                    return None
                tried[place] = True
            if self._meets(tried, moved, open_demands):
                extra = self._extra(tried)
                self._dice.shuffle(extra)
                return self._shrunk(tried, moved, extra)
            if not self._cuts.is_broken_by(tried):
                return None  # the solver says no and cannot say why

    def _shrunk(self, hidden: "Marks", moved: "Marks", order: list[int]) -> "tuple[Marks, Marks]":
        """Show again, in this order, what need not be hidden."""
        hidden, moved = hidden.copy(), moved.copy()
        for place in order:
            hidden[place] = False
            tried = moved.copy()
            touched = set(moved[:, place].nonzero()[0].tolist())
            if self._cuts.is_broken_by(hidden) or not self._meets(hidden, tried, touched):
                hidden[place] = True
            else:
                moved = tried
        return hidden, moved

    def _meets(self, hidden: "Marks", moved: "Marks", demands: set[int]) -> bool:
        """Whether these demands are met; `moved` takes in by which cells, and the cuts why not."""
        import numpy as np

        if demands:
            self._outsider.hide(hidden.astype(np.float64))
        while demands:
            number = min(demands)
            cells = self._outsider.moves(self.demands[number])
            if cells is None:
                cut = self._outsider.cut(self.demands[number])
                if cut is not None:
                    self._cuts.add(*cut)
                return False
            moved[number] = cells
            demands.discard(number)
        return True

    def _witnesses(self, hidden: "Marks") -> "Marks | None":
        import numpy as np

        moved = np.zeros((len(self.demands), len(hidden)), dtype=bool)
        return moved if self._meets(hidden, moved, set(range(len(self.demands)))) else None

    def _bounded(self) -> "tuple[Any, float]":
        """How much of each cell the linear program hides, and how many cells that makes at least."""
        hint, fewest = self._cuts.relaxed()
        while True:
            self._outsider.hide(hint)
            news = 0
            for demand in self.demands:
                cut = self._outsider.cut(demand, 0.01)
                news += cut is not None and self._cuts.add(*cut)
            if not news:
                return hint, fewest
            hint, fewest = self._cuts.relaxed()

    def _proved(self, best: "Marks") -> int:
        """How few cells any answer hides along, as far as whole numbers over the cuts can tell."""
        return min(self._count(best), max(int(self._fewest), self._cuts.fewest()))

    def _extra(self, hidden: "Marks") -> list[int]:
        return [int(place) for place in (hidden & ~self._small).nonzero()[0]]

    def _count(self, hidden: "Marks") -> int:
        return int((hidden & ~self._small).sum())

    def _cost(self, hidden: "Marks") -> float:
        return float(self._price[hidden & ~self._small].sum())

    def _steps(self) -> int:
        return self._done + self._outsider.asked
