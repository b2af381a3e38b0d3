"""The risk report of a batch of records: a sentence with a figure each, what leaves, and what is lost (3.7)."""

from collections.abc import Sequence
from dataclasses import dataclass

from narcdesk.commission.cohorts.attacks import Figures, percent
from narcdesk.commission.cohorts.policy import PROTECTED, Sign
from narcdesk.commission.cohorts.release import Made

EXAMPLES = 5


@dataclass(frozen=True)
class Column:
    """One column that leaves: how coarse it is, the share of detail that is lost, and every value that occurs."""

    title: str
    how: str
    lost: float
    values: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """What the person sees before a batch leaves; `examples` stay in the office: records as they are and as they leave.

    `risk`: check by check, one sentence each.
    """

    risk: dict[str, str]
    columns: tuple[Column, ...]
    titles: tuple[str, ...]
    examples: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


def report(made: Made, figures: Figures, known: int) -> Report:
    """The report of a batch that withstood; `known`: cases of the year that have left before, and do not again."""
    rules, release = made.release.rules, made.release
    said = {
        "records": f"Записей за {release.year} год: {len(made.exact)}. Выходит: {figures.records}, "
        f"не выходит: {made.left_out}; в пакете сказано «{release.left_out}».",
        "smallest": f"Записей, которые читаются одинаково, не меньше {figures.smallest}.",
        "acquaintance": f"Кто знает о человеке всё, что здесь можно знать, найдёт не меньше {figures.candidates} "
        f"подходящих записей: угадает с вероятностью не больше {percent(1 / figures.candidates)} %.",
        "average": f"В среднем запись угадывают с вероятностью {percent(figures.average)} %.",
        "stranger": f"По переписи постороннего узнают с вероятностью не больше {percent(figures.stranger)} %.",
        "presence": f"Под наблюдением не больше {percent(figures.crowding)} % жителей одного пола, возраста и места; "
        f"разрешено {percent(rules.presence)} %.",
    }
    limits = {rules.sign(one.sign).title: one.share for one in rules.protection.ceilings}
    for number, ((title, value), belief) in enumerate(figures.beliefs.items(), start=1):
        said[f"belief{number}"] = (
            f"«{title}: {value}» — не больше чем у {percent(belief)} % похожих; разрешено {percent(limits[title])} %."
        )
    for number, (title, fewest) in enumerate(figures.kinds.items(), start=1):
        said[f"kinds{number}"] = f"«{title}»: среди похожих записей не меньше {fewest} разных значений."
    said["method"] = (
        "Обобщение выбрано, не глядя на то, что охраняется. Тому, кто знает сам способ, это прибавит уверенности "
        f"не больше чем на {percent(figures.surprise)} процентного пункта."
    )
    said["once"] = "Каждый случай выходит один раз: этих случаев в прежних пакетах нет." + (
        f" Уже выходили и не вошли: {known}." if known else ""
    )
    said["lost"] = f"Потеряно подробностей: {percent(made.chosen.division.loss)} %."
    return Report(said, tuple(_columns(made)), tuple(sign.title for sign in rules.signs), tuple(_examples(made)))


def _columns(made: Made) -> list[Column]:
    rules = made.release.rules
    rows = list(made.release.rows.values())
    trees = {tree.sign: (at, tree) for at, tree in enumerate(rules.hierarchies(made.release.census.places))}
    levels, kept = made.chosen.division.levels, made.chosen.division.kept
    found = []
    for number, sign in enumerate(rules.signs):
        values = tuple(sorted({row[number] for row in rows}))
        if sign.code not in trees:
            how = "как есть: охраняется" if sign.role == PROTECTED else "как есть"
            found.append(Column(sign.title, how, 0.0, values))
            continue
        at, tree = trees[sign.code]
        lost = [tree.losses(level) for level in range(tree.depth)]
        places = [tree.places[one[sign.code]] for one in made.exact]
        each = [
            lost[level][place] for level, place, is_kept in zip(levels[:, at], places, kept, strict=True) if is_kept
        ]
        shown = sorted({int(level) for level in levels[kept, at]})
        found.append(Column(sign.title, _how(sign, shown), sum(each) / len(each), values))
    return found


def _how(sign: Sign, levels: Sequence[int]) -> str:
    return ", ".join(sign.levels[level] for level in levels)


def _examples(made: Made) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Some records spread over the cohort: as they are, and as they read in the file."""
    pairs = [(one, row) for one, row in zip(made.exact, made.shown, strict=True) if row is not None]
    step = max(1, len(pairs) // EXAMPLES)
    signs = made.release.rules.signs
    return [(tuple(one[sign.code] for sign in signs), row) for one, row in pairs[::step][:EXAMPLES]]
