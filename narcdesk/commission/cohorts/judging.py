"""A batch of records judged from its file alone: nothing of the register is needed, and nothing in it is believed.

The census lies beside the records, so that the share of inhabitants can be judged too; whether it is the true census
of the district the recipient sees by his own.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narcdesk.commission import package
from narcdesk.commission.batch import ANCHOR
from narcdesk.commission.catalogue import harmless
from narcdesk.commission.cohorts import census, papers, policy
from narcdesk.commission.cohorts.papers import CASES, CENSUS
from narcdesk.commission.cohorts.policy import UNKNOWN, Rules
from narcdesk.commission.cohorts.release import Release, Row
from narcdesk.commission.microdata import Hierarchy
from narcdesk.commission.package import KEY, MANIFEST, SIGNATURE
from narcdesk.commission.spreadsheet import Unreadable
from narcdesk.errors import UserError

_YEAR = re.compile(r"20[0-9][0-9]")
_BATCH_ID = re.compile(r"[0-9a-f]{32}")
_EVEN = 1e-9

Numbers = NDArray[np.float64]


def judge(parts: Mapping[str, bytes], manifest: Mapping[str, Any], _notes: list[str]) -> tuple[list[str], None]:
    """What is wrong with a batch whose hashes and signature hold; of its records nobody makes tables."""
    rules = policy.by_fingerprint(manifest["policy"]["sha256"])
    if rules is None:
        return ["Правила выгрузки, по которым собран пакет, этой программе неизвестны. Обновите программу."], None
    try:
        release = read(parts, manifest, rules)
    except Unreadable as error:
        return [str(error)], None
    problems = broken_rules(release)
    again = papers.texts(release, parts[KEY])
    listed = {name: data for name, data in parts.items() if name not in (MANIFEST, SIGNATURE)}
    again[MANIFEST] = package.canonical(papers.describe(release, listed))
    problems += [f"Часть «{name}» записана не так, как её пишет программа." for name in package.unlike(again, parts)]
    return problems, None


def read(parts: Mapping[str, bytes], manifest: Mapping[str, Any], rules: Rules) -> Release:
    """What the parts say; raises Unreadable."""
    office = manifest["office"]
    if (
        not _YEAR.fullmatch(manifest["period"])
        or not office
        or harmless(office) != office
        or not _BATCH_ID.fullmatch(manifest["batch"])
        or not ANCHOR.fullmatch(manifest["anchor"])
        or manifest.get("as_of") != rules.looked_at_on(int(manifest["period"])).isoformat()
    ):
        raise Unreadable("Сведения в описи записаны не так, как их пишет программа.")
    try:
        table = census.parse(parts[CENSUS], rules)
    except UserError as error:
        raise Unreadable(f"Часть «{CENSUS}» не читается: {error.what}") from error
    return papers.released(manifest, parts, rules, table)


def broken_rules(release: Release) -> list[str]:
    """The rules that the records themselves break, counted here anew from what a reader sees."""
    rules, rows = release.rules, list(release.rows.values())
    problems = []
    if release.levels is not None:
        allowed = [set(names) for names in papers.listed(rules, release.census.places, release.levels)]
        if any(cell not in names for row in rows for cell, names in zip(row, allowed, strict=True)):
            problems.append(f"В части «{CASES}» есть значение не той ступени, что в описи.")
    groups = alike(rules, rows)
    if len(rows) < rules.least * (1 - rules.left_out):
        problems.append(f"Записей меньше, чем разрешено передавать: {len(rows)}.")
    if release.left_out > rules.left_out / (1 - rules.left_out) * len(rows) + rules.round_to:
        problems.append("Не вошло больше записей, чем разрешено.")
    if small := sum(len(members) < rules.protection.k for members in groups):
        problems.append(f"Записей, которые читаются одинаково, где-то меньше {rules.protection.k}: групп {small}.")
    columns = {sign.code: at for at, sign in enumerate(rules.signs)}
    for ceiling in rules.protection.ceilings:
        at = columns[ceiling.sign]
        over = [m for m in groups if sum(row[at] == ceiling.value for row in m) > ceiling.share * len(m) + _EVEN]
        if over:
            title = rules.sign(ceiling.sign).title
            problems.append(f"«{title}: {ceiling.value}» бывает чаще, чем разрешено: групп {len(over)}.")
    for rule in rules.protection.diversities:
        at = columns[rule.sign]
        if uniform := sum(len({row[at] for row in members}) < rule.least for members in groups):
            problems.append(f"«{rules.sign(rule.sign).title}» у всех одинаково: групп {uniform}.")
    if not small and crowding(release) > rules.presence + _EVEN:
        problems.append("Среди жителей одного пола, возраста и места записей больше, чем разрешено.")
    return problems


def alike(rules: Rules, rows: Sequence[Row]) -> list[list[Row]]:
    """The records that read alike in all that somebody may know of a person."""
    known = [at for at, sign in enumerate(rules.signs) if sign.role == policy.QUASI]
    groups: dict[Row, list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[at] for at in known)].append(row)
    return list(groups.values())


def crowding(release: Release) -> float:
    """The greatest share of inhabitants of one sex, age and place who have a record, as a reader can reckon it.

    Each record may be of any inhabitant of whom its three names can be said; of nobody known means of everybody.
    """
    beside = _Beside(release)
    live = beside.inhabitants
    if (beside.records[live == 0] > 0).any():
        return float("inf")
    return float(beside.meant(beside.records / np.maximum(live, 1.0))[beside.listed].max(initial=0.0))


def fewest_inhabitants(release: Release) -> int:
    """Of how many inhabitants any record may be at least, by its sex, age and place."""
    beside = _Beside(release)
    return int(beside.inhabitants[beside.records > 0].min())


class _Beside:
    """The records beside the census, as blocks of numbers: by the three names a record has, by what they may mean.

    `records` and `inhabitants` go by names: how many records have these three, and how many live of whom they can be
    said. `listed`: of whom by exact values the census says anything.
    """

    def __init__(self, release: Release) -> None:
        rules = release.rules
        trees = {tree.sign: tree for tree in rules.hierarchies(release.census.places)}
        meaning = [_meaning(trees[code], rules) for code in rules.of_region]
        values = [{value: n for n, value in enumerate(trees[code].names)} for code in rules.of_region]
        names = [{name: n for n, name in enumerate(of)} for of in meaning]
        self._means = [np.zeros((len(of), len(known))) for of, known in zip(names, values, strict=True)]
        for means, of, known in zip(self._means, meaning, values, strict=True):
            for n, told in enumerate(of.values()):
                means[n, [known[value] for value in told]] = 1.0
        live = np.zeros([len(known) for known in values])
        self.listed: NDArray[np.bool_] = np.zeros(live.shape, dtype=bool)
        for cell, count in release.census.beside(rules).inhabitants.items():
            at = tuple(known[value] for known, value in zip(values, cell, strict=True))
            live[at], self.listed[at] = count, True
        self.inhabitants: Numbers = np.einsum("ai,bj,ck,ijk->abc", *self._means, live, optimize=True)
        columns = [next(n for n, sign in enumerate(rules.signs) if sign.code == code) for code in rules.of_region]
        self.records: Numbers = np.zeros(self.inhabitants.shape)
        for region, count in Counter(tuple(row[at] for at in columns) for row in release.rows.values()).items():
            self.records[tuple(of[name] for of, name in zip(names, region, strict=True))] = count

    def meant(self, of_names: Numbers) -> Numbers:
        """What stands at names, brought to every inhabitant whom they may mean: by exact values."""
        found: Numbers = np.einsum("ai,bj,ck,abc->ijk", *self._means, of_names, optimize=True)
        return found


def _meaning(tree: Hierarchy, rules: Rules) -> dict[str, set[str]]:
    """Of each name the exact values it may stand for; of what was not known, any."""
    found: dict[str, set[str]] = defaultdict(set)
    for value, names in tree.names.items():
        for name in names:
            found[name].add(value)
    found[rules.sign(tree.sign).name(UNKNOWN)] = set(tree.names)
    return found
