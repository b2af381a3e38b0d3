"""The closed list of what may leave for one recipient, read from ``resources/commission``: nothing else can leave.

A batch names its policy by fingerprint and is verified by that very edition, so an edition that has gone out is never
edited: a change is a new file beside it, and the day decides which one is in force.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from narcdesk import datafiles
from narcdesk.commission.tables import (
    Cell,
    CountTable,
    Dimension,
    Indicator,
    Measure,
    Relation,
    System,
    linked,
)
from narcdesk.dates import Period
from narcdesk.errors import NotFound
from narcdesk.places import RESOURCES

FOLDER = RESOURCES / "commission"
REMARKS = ("method", "no_target", "annual_plan", "small_base", "small_group")

# An Excel that opens a text beginning so may take it for a formula.
_FORMULA = ("=", "+", "-", "@", "|", "%", "'")
_LONGEST = 200


def harmless(text: str) -> str:
    """A typed text as it may stand in a file for Excel: one line, nothing invisible, no formula, 200 signs at most."""
    visible = "".join(" " if sign.isspace() else sign for sign in text if sign.isspace() or sign.isprintable())
    line = " ".join(visible.split()).lstrip("".join(_FORMULA) + " ")
    return line[:_LONGEST].strip()


@dataclass(frozen=True)
class Policy:
    """One edition of what may leave for one recipient, with the plan whose targets it shows."""

    recipient: str
    edition: str
    fingerprint: str
    valid_from: date
    title: str
    called: str  # in two words, for the name of a file
    base: int
    k: int
    indicator_base: int
    measures: Mapping[str, Measure]
    rules: tuple[Relation, ...]
    tables: tuple[CountTable, ...]
    plan_act: str
    indicators: tuple[Indicator, ...]
    numbering: str  # why numbers of tables are left out
    remarks: Mapping[str, str]
    notice: str

    @cached_property
    def system(self) -> System:
        """All cells that may leave and everything that holds between them."""
        return linked(self.tables, self.indicators, self.rules)

    def lowest(self, count: int) -> int:
        """The least that a count of at least this many may be published as."""
        return count - count % self.base

    def ledger_key(self, cell: Cell, period: Period) -> str:
        """The name of a cell among all that was ever published.

        A stock is named by its day, so the end of one period and the start of the next are the same number.
        """
        measure = self.measures[cell.measure]
        if not measure.stock:
            return f"{period.code} {cell.code}"
        day = period.end.isoformat() if measure.at == "end" else f"{_day_before(period.start)}"
        return f"{day} {Cell(measure.stock, cell.at).code}"


def in_force(recipient: str, day: date) -> Policy:
    """The edition for this recipient on this day; raises NotFound when there is none."""
    editions = [p for p in all_policies() if p.recipient == recipient and p.valid_from <= day]
    if not editions:
        raise NotFound("Для этого получателя нет правил выгрузки.", do="Обновите программу.")
    return max(editions, key=lambda policy: policy.valid_from)


def by_fingerprint(fingerprint: str) -> Policy | None:
    """The edition that a batch names, or None when this program does not have it."""
    return next((policy for policy in all_policies() if policy.fingerprint == fingerprint), None)


@cache
def all_policies() -> tuple[Policy, ...]:
    """Every edition in the folder; raises DataFault."""
    return tuple(load(path.name) for path in sorted(FOLDER.glob("*.yaml")) if not path.name.startswith("plan-"))


def load(name: str) -> Policy:
    """One edition by its file's name; raises DataFault."""
    file = datafiles.read(FOLDER / name)
    protection = file.block("protection")
    protection.text("source")
    dimensions = {
        block.text("code"): Dimension(block.text("code"), _title(block), _values(block))
        for block in file.blocks("dimensions")
    }
    measures = {measure.code: measure for measure in map(_measure, file.blocks("measures"))}
    plan_name = file.text("plan")
    plan = datafiles.read(FOLDER / plan_name)
    remarks = file.block("remarks")
    valid_from = file.day_or_none("valid_from")
    if valid_from is None:
        raise file.fault("valid_from", "дата начала действия не указана")
    policy = Policy(
        recipient=file.text("recipient"),
        edition=file.text("edition"),
        fingerprint=_fingerprint(name, plan_name),
        valid_from=valid_from,
        title=_title(file),
        called=file.text("called"),
        base=protection.number("base"),
        k=protection.number("k"),
        indicator_base=protection.number("indicator_base"),
        measures=measures,
        rules=tuple(_rule(text, file, measures) for text in file.texts("relations")),
        tables=tuple(_table(block, dimensions, measures) for block in file.blocks("tables")),
        plan_act=plan.text("act"),
        indicators=tuple(_indicators(file, plan)),
        numbering=file.text("numbering"),
        remarks={name: remarks.text(name) for name in REMARKS},
        notice=file.text("notice"),
    )
    file.finish()
    plan.finish()
    return policy


def _measure(block: datafiles.Block) -> Measure:
    stock = block.text_or_none("stock") or ""
    at = block.choice("at", ("start", "end")) if stock else ""
    return Measure(block.text("code"), _title(block), stock, at)


def _values(block: datafiles.Block) -> dict[str, str]:
    values = dict(block.pairs("values"))
    if any(harmless(title) != title for title in values.values()):
        raise block.fault("values", "название начинается со знака формулы")
    return values


def _table(block: datafiles.Block, dimensions: Mapping[str, Dimension], measures: Mapping[str, Measure]) -> CountTable:
    counted = [measures[code] for code in block.choices("measures", tuple(measures))]
    rows = block.choice_or_none("rows", tuple(dimensions))
    columns = block.choice_or_none("columns", tuple(dimensions))
    if columns and (len(counted) != 1 or not rows):
        raise block.fault("columns", "таблица строк на столбцы показывает одно и то же число")
    return CountTable(
        block.text("code"),
        block.text("number"),
        _title(block),
        tuple(counted),
        dimensions[rows] if rows else None,
        dimensions[columns] if columns else None,
        _note(block),
    )


def _rule(text: str, file: datafiles.Block, measures: Mapping[str, Measure]) -> Relation:
    try:
        rule = Relation.parse(text)
    except ValueError as error:
        raise file.fault("relations", f"не прочитано: {text}") from error
    if any(cell.at or cell.measure not in measures for _, cell in rule.terms):
        raise file.fault("relations", f"здесь нужны имена из measures: {text}")
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
        title = _title(planned[code])
        found.append(Indicator(code, str(number), title, numerator, denominator, by_year, _note(block)))
    return found


def _title(block: datafiles.Block) -> str:
    title = block.text("title")
    if harmless(title) != title:
        raise block.fault("title", "заголовок длиннее 200 знаков или начинается со знака формулы")
    return title


def _note(block: datafiles.Block) -> str:
    note = block.text_or_none("note") or ""
    if harmless(note) != note:
        raise block.fault("note", "примечание длиннее 200 знаков или начинается со знака формулы")
    return note


def _fingerprint(*names: str) -> str:
    # Read as text, so that a file keeps its fingerprint whatever line ends it was checked out with.
    texts = [(FOLDER / name).read_text(encoding="utf-8") for name in names]
    return hashlib.sha256("\f".join(texts).encode("utf-8")).hexdigest()


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
