"""What is counted for the commissions, read from ``resources/commission``: one catalogue for all recipients of tables.

The same cell is the same number whoever gets it, so that all that ever left can be held together.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from narcdesk import datafiles
from narcdesk.commission.tables import EVERY, Cell, CountTable, Dimension, Indicator, Measure, Relation

REMARKS = ("method", "no_target", "annual_plan", "small_base", "small_group", "linked")
NUMBERS = ("rounded", "exact", "rounded_line", "exact_line", "rounded_about", "exact_about")

# An Excel that opens a text beginning so may take it for a formula.
_FORMULA = ("=", "+", "-", "@", "|", "%", "'")
_LONGEST = 200
_MARKS = ("Mn", "Me")  # what stands over or round a letter: as many as somebody likes, or none to be seen
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0\U0001d159")  # letters and signs that are drawn as nothing
_STOCKS = "числа на день только округляются: защищаемых строк и столбцов у них не бывает"


def harmless(text: str) -> str:
    """A typed text as it may stand in a file for Excel: one line, nothing invisible, no formula, 200 signs at most."""
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(" " if sign.isspace() else sign for sign in composed if sign.isspace() or _is_seen(sign))
    visible = unicodedata.normalize("NFC", visible)  # what a mark had parted
    line = " ".join(visible.split()).lstrip("".join(_FORMULA) + " ")
    return line[:_LONGEST].strip()


def _is_seen(sign: str) -> bool:
    return sign.isprintable() and sign not in _BLANK and unicodedata.category(sign) not in _MARKS


@dataclass(frozen=True)
class Catalogue:
    """All tables and indicators there are; `plan_name` is the file of the plan whose targets they show."""

    measures: Mapping[str, Measure]
    rules: tuple[Relation, ...]
    tables: Mapping[str, CountTable]
    comparison: CountTable  # with the same period a year before
    plan_name: str
    plan_act: str
    indicators: tuple[Indicator, ...]
    remarks: Mapping[str, str]
    numbers: Mapping[str, str]  # what was done with them, in words
    notice: str


def load(folder: Path, name: str) -> Catalogue:
    """One catalogue by its file's name, with its plan; raises DataFault."""
    file = datafiles.read(folder / name)
    dimensions = {
        block.text("code"): Dimension(block.text("code"), title(block), _values(block))
        for block in file.blocks("dimensions")
    }
    measures = {measure.code: measure for measure in map(_measure, file.blocks("measures"))}
    plan_name = file.text("plan")
    plan = datafiles.read(folder / plan_name)
    tables = [_table(block, dimensions, measures) for block in file.blocks("tables")]
    found = Catalogue(
        measures=measures,
        rules=tuple(_rule(text, file, measures, dimensions) for text in file.texts("relations")),
        tables={table.code: table for table in tables},
        comparison=_table(file.block("comparison"), dimensions, measures),
        plan_name=plan_name,
        plan_act=plan.text("act"),
        indicators=tuple(_indicators(file, plan)),
        remarks=_words(file.block("remarks"), REMARKS),
        numbers=_words(file.block("numbers"), NUMBERS),
        notice=file.text("notice"),
    )
    file.finish()
    plan.finish()
    return found


def title(block: datafiles.Block) -> str:
    """The title of a block, as it may stand in a file for Excel."""
    found = block.text("title")
    if harmless(found) != found:
        raise block.fault("title", "заголовок длиннее 200 знаков или начинается со знака формулы")
    return found


def _note(block: datafiles.Block) -> str:
    note = block.text_or_none("note") or ""
    if harmless(note) != note:
        raise block.fault("note", "примечание длиннее 200 знаков или начинается со знака формулы")
    return note


def _words(block: datafiles.Block, names: tuple[str, ...]) -> dict[str, str]:
    return {name: block.text(name) for name in names}


def _measure(block: datafiles.Block) -> Measure:
    stock = block.text_or_none("stock") or ""
    at = block.choice("at", ("start", "end")) if stock else ""
    return Measure(block.text("code"), title(block), stock, at)


def _values(block: datafiles.Block) -> dict[str, str]:
    values = dict(block.pairs("values"))
    if any(harmless(named) != named for named in values.values()):
        raise block.fault("values", "название начинается со знака формулы")
    return values


def _table(block: datafiles.Block, dimensions: Mapping[str, Dimension], measures: Mapping[str, Measure]) -> CountTable:
    counted = [measures[code] for code in block.choices("measures", tuple(measures))]
    rows = block.choice_or_none("rows", tuple(dimensions))
    columns = block.choice_or_none("columns", tuple(dimensions))
    if columns and (len(counted) != 1 or not rows):
        raise block.fault("columns", "таблица строк на столбцы показывает одно и то же число")
    protected = _protected(block, dimensions[columns] if columns else None, measures, counted)
    protected_rows = block.choices("protected_rows", tuple(dimensions[rows].values) if rows else ())
    if protected_rows and any(measure.stock for measure in counted):
        raise block.fault("protected_rows", _STOCKS)
    return CountTable(
        block.text("code"),
        block.text("number"),
        title(block),
        tuple(counted),
        dimensions[rows] if rows else None,
        dimensions[columns] if columns else None,
        _note(block),
        protected,
        tuple(protected_rows),
    )


def _protected(
    block: datafiles.Block, columns: Dimension | None, measures: Mapping[str, Measure], counted: Sequence[Measure]
) -> tuple[tuple[str, str], ...]:
    """Which columns tell something of everybody in a row where they hold the whole of it, and of what they are part."""
    shown = tuple(measure.code for measure in counted)
    if columns:
        pairs = [(value, "") for value in block.choices("protected_columns", tuple(columns.values))]
    else:
        parts = block.pairs("protected_measures")
        if strange := [code for pair in parts for code in pair if code not in shown]:
            raise block.fault("protected_measures", f"«{strange[0]}» в этой таблице нет")
        pairs = list(parts)
    codes = shown if columns else [code for pair in pairs for code in pair]
    if pairs and any(measures[code].stock for code in codes):
        raise block.fault("", _STOCKS)
    return tuple(pairs)


def _rule(
    text: str, file: datafiles.Block, measures: Mapping[str, Measure], dimensions: Mapping[str, Dimension]
) -> Relation:
    try:
        rule = Relation.parse(text)
    except ValueError as error:
        raise file.fault("relations", f"не прочитано: {text}") from error
    named = {cell.measure for _, cell in rule.terms}
    if named != {EVERY} and not named <= set(measures):
        raise file.fault("relations", f"здесь нужны имена из measures: {text}")
    groups = [group for _, cell in rule.terms for group in cell.at]
    if any(name not in dimensions or value not in dimensions[name].values for name, value in groups):
        raise file.fault("relations", f"здесь нужны значения из dimensions: {text}")
    return rule


def _indicators(file: datafiles.Block, plan: datafiles.Block) -> list[Indicator]:
    plan.text("source")
    years = plan.texts("years")
    planned = {block.text("code"): block for block in plan.blocks("indicators")}
    found = []
    for number, block in enumerate(file.blocks("indicators"), start=1):
        code = block.choice("code", tuple(planned))
        targets = planned[code].block("targets")
        try:
            numerator, denominator = Cell.parse(block.text("numerator")), Cell.parse(block.text("denominator"))
        except ValueError as error:
            raise block.fault("", "числитель или знаменатель записан неверно") from error
        by_year = {int(year): targets.number(year) for year in years}
        found.append(Indicator(code, str(number), title(planned[code]), numerator, denominator, by_year, _note(block)))
    return found
