"""What somebody who knows people could work out of the finished file: tried on its bytes before it may leave (4).

He knows of everybody in the cohort exactly what may be known: age, sex, place, month, diagnosis, who sent him. He has
the census and this program. The file is read again from its bytes; of what the program thought it wrote nothing is
believed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from narcdesk.commission.archive import unpack
from narcdesk.commission.cohorts import judging, papers
from narcdesk.commission.cohorts.policy import Rules
from narcdesk.commission.cohorts.release import Made, Release, Row
from narcdesk.errors import UserError


class Found(UserError):
    """An attack found somebody, or his secret; nothing has left."""


@dataclass(frozen=True)
class Figures:
    """What the attacks came to. Shares are from 0 to 1; `beliefs` by the column and the value that is protected."""

    records: int
    smallest: int  # group that reads alike
    candidates: int  # the fewest of any person that the file may tell of
    average: float  # chance to find a person in his group
    stranger: float  # the greatest chance for whoever has the census alone
    crowding: float  # the greatest share of like inhabitants
    beliefs: Mapping[tuple[str, str], float]  # the greatest, on groups and on candidates
    kinds: Mapping[str, int]  # of each column that must be diverse, the fewest values in a group
    surprise: float  # the most that a belief rises for whoever knows how the program chooses


def attack(made: Made, file: bytes) -> Figures:
    """Try everything on the finished file; raises Found with the first thing that does not hold."""
    rules = made.release.rules
    release = _read(made, file)
    rows = list(release.rows.values())
    groups = judging.alike(rules, rows)
    of_rows = _Reader(rules, release, groups)
    fewest, on_candidates = of_rows.knowing(made.exact)
    columns = {sign.code: at for at, sign in enumerate(rules.signs)}
    beliefs, kinds = {}, {}
    for number, ceiling in enumerate(rules.protection.ceilings):
        at = columns[ceiling.sign]
        on_groups = max(sum(row[at] == ceiling.value for row in members) / len(members) for members in groups)
        beliefs[rules.sign(ceiling.sign).title, ceiling.value] = max(on_groups, on_candidates[number])
    for rule in rules.protection.diversities:
        at = columns[rule.sign]
        kinds[rules.sign(rule.sign).title] = min(len({row[at] for row in members}) for members in groups)
    figures = Figures(
        records=len(rows),
        smallest=min(map(len, groups)),
        candidates=fewest,
        average=len(groups) / len(rows),
        stranger=1 / max(1, judging.fewest_inhabitants(release)),
        crowding=judging.crowding(release),
        beliefs=beliefs,
        kinds=kinds,
        surprise=made.chosen.surprise,
    )
    _must_hold(rules, release, figures)
    return figures


def _read(made: Made, file: bytes) -> Release:
    parts = unpack(file)
    table = made.release.census
    rows = papers.read_cases(parts[papers.CASES], made.release.rules, table.places)
    leaving = sorted(row for row in made.shown if row is not None)
    if sorted(rows.values()) != leaving:
        raise Found("Выгрузка остановлена: в файле не те записи, что готовились.", do="Подготовьте выгрузку заново.")
    return Release(
        rules=made.release.rules,
        batch_id=made.release.batch_id,
        office=made.release.office,
        year=made.release.year,
        anchor=made.release.anchor,
        rows=rows,
        left_out=made.release.left_out,
        levels=made.release.levels,
        census=table,
    )


class _Reader:
    """The groups of a file, and of whom each may tell."""

    def __init__(self, rules: Rules, release: Release, groups: Sequence[Sequence[Row]]) -> None:
        self._rules, self._groups = rules, groups
        self._columns = {sign.code: at for at, sign in enumerate(rules.signs)}
        self._trees = rules.hierarchies(release.census.places)
        self._sizes = np.array([len(members) for members in groups])

    def knowing(self, people: Sequence[Mapping[str, str]]) -> tuple[int, list[float]]:
        """The fewest candidates of anybody who has some, and by ceiling the greatest share among candidates."""
        known = sorted({tuple(one[tree.sign] for tree in self._trees) for one in people})
        may_be = np.ones((len(known), len(self._groups)), dtype=bool)
        for at, tree in enumerate(self._trees):
            values = [one[at] for one in known]
            names = [members[0][self._columns[tree.sign]] for members in self._groups]
            means = {name: {value for value, told in tree.names.items() if name in told} for name in set(names)}
            covers = {value: np.array([value in means[name] for name in names]) for value in set(values)}
            may_be &= np.stack([covers[value] for value in values])
        counts: NDArray[np.int64] = may_be @ self._sizes
        has = counts > 0
        if not has.any():
            return 0, [0.0] * len(self._rules.protection.ceilings)
        shares = []
        for ceiling in self._rules.protection.ceilings:
            at = self._columns[ceiling.sign]
            bearers = np.array([sum(row[at] == ceiling.value for row in members) for members in self._groups])
            shares.append(float(((may_be @ bearers)[has] / counts[has]).max()))
        return int(counts[has].min()), shares


def _must_hold(rules: Rules, release: Release, figures: Figures) -> None:
    broken = judging.broken_rules(release)
    if figures.candidates < rules.protection.k:
        broken.append(f"Знакомого можно найти среди {figures.candidates} записей.")
    limits = {(rules.sign(one.sign).title, one.value): one.share for one in rules.protection.ceilings}
    broken += [
        f"О знакомом можно узнать «{title}: {value}» с вероятностью {percent(belief)} %."
        for (title, value), belief in figures.beliefs.items()
        if belief > limits[title, value] + 1e-9
    ]
    if figures.surprise > rules.surprise + 1e-9:
        broken.append("Из того, как выбрано обобщение, можно узнать лишнее.")
    if broken:
        raise Found("Выгрузка остановлена. " + " ".join(broken), lost="Ничего не записано.", do=rules.remarks["small"])


def percent(share: float) -> str:
    """A share in percent with one figure after the comma, never told smaller than it is."""
    tenths = -(-round(share * 100_000) // 100)
    return f"{tenths // 10},{tenths % 10}"
