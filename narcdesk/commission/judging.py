"""What a batch says, judged by its own rules: rounding, hiding, totals, indicators; the register is not needed."""

from collections.abc import Mapping

from narcdesk.commission.batch import Release, Share, percent
from narcdesk.commission.catalogue import harmless
from narcdesk.commission.tables import Cell, Relation, Window
from narcdesk.dates import Period

WIDENINGS = (1, 2, 4, 8, 16, 32, 64)  # as far as rounding ever goes


def problems(release: Release) -> list[str]:
    """What is wrong with the contents, in sentences."""
    found = _number_problems(release)
    found += [problem for share in release.shares for problem in _share_problems(share, release)]
    if release.exact and not found:
        found += _hiding_problems(release)
    return found


def _number_problems(release: Release) -> list[str]:
    base, shown = release.policy.base, dict(release.counts)
    found = []
    for share in release.shares:
        for cell, value in (
            (share.indicator.numerator, share.numerator),
            (share.indicator.denominator, share.denominator),
        ):
            if value is not None and shown.setdefault(cell, value) != value:
                found.append(f"Показатель «{share.indicator.code}» не совпадает с таблицей ({cell.code}).")
    read = {cell: value for cell, value in shown.items() if value is not None}
    found += [
        f"Число не кратно {base}: {cell.code}."
        for cell, value in read.items()
        if value % base and not release.is_exact(cell)
    ]
    found += _earlier_problems(release)
    there = set(read)
    found += [
        f"Итог не сходится: {relation}."
        for relation in release.policy.system.relations
        if relation.cells <= there and not _holds(relation, read, release)
    ]
    return found


def _earlier_problems(release: Release) -> list[str]:
    """What is wrong with the numbers of a year before: they leave as any other, and its end is the start of a year."""
    rules, before = release.policy, release.period.previous_year()
    found = []
    for cell in rules.comparison.cells:
        value = release.earlier.get(cell)
        if value is not None and value % rules.base and not release.is_exact(cell):
            found.append(f"Число прошлого года не кратно {rules.base}: {cell.code}.")
        if value is not None and 0 < value < rules.k and release.is_exact(cell):
            found.append(f"Число прошлого года меньше {rules.k} показано: {cell.code}.")
        if (same := _start_of(cell, before, release)) is not None and same != value:
            found.append(f"Конец прошлого года не совпадает с началом этого: {cell.code}.")
    return found


def _start_of(cell: Cell, before: Period, release: Release) -> int | None:
    """What is shown here of the same day: a stock at the end of a year before is that at the start of this one."""
    rules = release.policy
    if not rules.is_stock(cell):
        return None
    for one in rules.measures.values():
        if one.at == "start" and one.stock == rules.measures[cell.measure].stock:
            start = Cell(one.code, cell.at)
            if rules.ledger_key(start, release.period) == rules.ledger_key(cell, before):
                return release.counts.get(start)
    return None


def _holds(relation: Relation, shown: Mapping[Cell, int], release: Release) -> bool:
    """Whether these numbers obey a relation; one that rounded and exact numbers share, within the rounding."""
    if not release.exact or len({release.is_exact(cell) for _, cell in relation.terms}) == 1:
        return relation.holds(shown)
    windows = [(sign, _window(cell, shown[cell], release)) for sign, cell in relation.terms]
    least = sum(low if sign > 0 else -high for sign, (low, high) in windows)
    most = sum(high if sign > 0 else -low for sign, (low, high) in windows)
    return least <= 0 and (most >= 0 or not relation.equal)


def _window(cell: Cell, value: int, release: Release, farther: int = 0) -> tuple[int, int]:
    if release.is_exact(cell):
        return value, value
    reach = release.reach(cell) + farther * release.policy.base
    return max(0, value - reach), value + reach


def _true(release: Release) -> dict[Cell, Window] | None:
    """Between what each shown number truly lies, where flows are exact; None where there are no such numbers.

    A batch that does not say that some lie farther off is taken at its word; of one that says so the least that makes
    numbers possible is believed, so that to say it falsely opens nothing.
    """
    from narcdesk.commission.recovery import possible

    for farther in (0, *WIDENINGS) if release.widened else (0,):
        windows: dict[Cell, Window] = {
            cell: _window(cell, value, release, farther) for cell, value in release.shown.items()
        }
        if possible(release.policy.system, windows):
            return windows
    return None


def _hiding_problems(release: Release) -> list[str]:
    """Where flows are exact: whether the office may, the small ones are hidden, and nothing gives them away."""
    from narcdesk.commission.recovery import (
        enclosed,
        most_together,
        recovered,
    )  # bring the solver, which others do not need

    rules, shown = release.policy, release.shown
    everything = rules.widest.system  # be it in a table of this batch or not: what is counted hangs together
    windows = _true(release)
    if windows is None:
        return ["Показанные числа не могут быть верны все вместе: настоящих, из которых они вышли бы, не бывает."]
    if rules.exact_from is None or most_together(everything, windows, rules.records) < rules.exact_from:
        return [
            "Точные числа выходят только из больших кабинетов по правилам этого получателя: здесь их быть не должно."
        ]
    found = [
        f"Число меньше {rules.k} показано: {cell.code}."
        for cell, value in shown.items()
        if 0 < value < rules.k and release.is_exact(cell)
    ]
    found += [
        f"Видно, что в строке нет или почти нет других: {part.code}."
        for table in rules.tables
        for part, whole in table.guarded
        if part in shown and whole in shown and shown[part] and shown[whole] - shown[part] < rules.k
    ]
    guarded = [pair for table in rules.tables for pair in table.guarded]
    found += [
        f"Вычисляется, что в строке нет или почти нет других: {part.code}."
        for part, whole in enclosed(everything, windows, guarded, rules.k)
        if not (part in shown and whole in shown)
    ]
    wanted = [cell for cell in everything.cells if not (cell in shown and release.is_exact(cell))]
    given = {cell: value for cell, value in recovered(everything, windows, wanted).items() if 0 < value < rules.k}
    return found + [f"Скрытое или округлённое малое число вычисляется: {cell.code}." for cell in given]


def _share_problems(share: Share, release: Release) -> list[str]:
    rules, code = release.policy, share.indicator.code
    found = []
    year = release.period.start.year
    if year in share.indicator.targets and (
        share.target is None
        or (share.target.percent, share.target.act) != (share.indicator.targets[year], rules.plan_act)
    ):
        found.append(f"План показателя «{code}» на {year} год не тот, что в акте.")
    if share.target and (share.target.percent > 100 or harmless(share.target.act) != share.target.act):
        found.append(f"План показателя «{code}» записан не так, как его пишет программа.")
    least = (release.counts.get(share.indicator.denominator) or 0) - release.reach(share.indicator.denominator)
    if share.hidden == "small_base" and not release.widened and least >= rules.indicator_base:
        found.append(f"Показатель «{code}» скрыт будто бы из-за малого основания, а в таблице оно не мало.")
    if share.year_before is not None and not _may_have_been(share, release):
        found.append(f"Процент прошлого года у показателя «{code}» не мог получиться из показанных чисел.")
    if share.hidden == "linked" and not release.exact:
        found.append(f"Показатель «{code}» скрыт по причине, которой здесь быть не может.")
    if share.numerator is None or share.denominator is None:
        return found
    if _is_small(share.indicator.numerator, share.numerator, rules.k, release) or _is_small(
        share.indicator.denominator, share.denominator, rules.indicator_base, release
    ):
        found.append(f"Показатель «{code}» должен быть скрыт: он посчитан на слишком малом числе людей.")
    elif release.exact and _outside(share, release) < rules.k:
        found.append(f"Показатель «{code}» должен быть скрыт: в него не попало слишком мало людей.")
    elif share.percent != percent(share.numerator, share.denominator):
        found.append(f"Процент показателя «{code}» не следует из показанных чисел.")
    return found


def _may_have_been(share: Share, release: Release) -> bool:
    """Whether the percent of a year before is one of numbers that may be shown; where its base is told here, of it."""
    rules, indicator, percents = release.policy, share.indicator, share.year_before or 0
    among = _start_of(indicator.denominator, release.period.previous_year(), release)
    if among is None:
        return True
    step = 1 if release.is_exact(indicator.numerator) else rules.base
    near = percents * among // 100 // step * step
    return among >= rules.lowest(rules.indicator_base) and any(
        within >= rules.lowest(rules.k) and percent(within, among) == percents for within in (near, near + step)
    )


def _is_small(cell: Cell, value: int, least: int, release: Release) -> bool:
    return value < (least if release.is_exact(cell) else release.policy.lowest(least))


def _outside(share: Share, release: Release) -> int:
    """How many at most are in the base of an indicator and not in it."""
    assert share.numerator is not None and share.denominator is not None
    most = _window(share.indicator.denominator, share.denominator, release)[1]
    return most - _window(share.indicator.numerator, share.numerator, release)[0]
