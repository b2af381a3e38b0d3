"""Layouts of the forms № 11 and № 37, one file each: tables, rows with their codes, columns, and what must hold.

Being in `resources/statistics` is being registered. What no source confirms (the act, its days, numbers of columns) is
empty there and said on the screen.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from narcdesk import datafiles
from narcdesk.base import Coded
from narcdesk.datafiles import Block
from narcdesk.diagnoses import Diagnosis
from narcdesk.patients import DeathCause, Sex
from narcdesk.places import RESOURCES
from narcdesk.statistics.checking import BadCheck, Check, Spot
from narcdesk.statistics.facts import MEASURES, Signs

FOLDER = RESOURCES / "statistics"
UNKNOWN_CAUSE = "unknown"


class Empty(Coded):
    """Why a cell has no number: such a cell is never shown as 0."""

    CLOSED = "closed", "X"
    NOT_KEPT = "not_kept", "в реестре не ведётся"
    NOT_READ = "not_read", "не прочитано, что сюда относится"
    NO_RIGHT = "no_right", "особая защита: считает врач или заведующий"


@dataclass(frozen=True)
class Column:
    """One column: what is counted in it, and of whom; `number` None is one that no source tells."""

    code: str
    number: str | None
    title: str
    counts: str = ""
    sex: Sex | None = None
    ages: tuple[int, int] | None = None
    rural: bool = False
    empty: Empty | None = None

    @property
    def named(self) -> str:
        """«графа 5», or by its title where the number is not known."""
        return f"графа {self.number}" if self.number else f"графа «{self.title}»"


@dataclass(frozen=True)
class Line:
    """One row: whom its codes take in; one without codes, key and sum takes everybody."""

    code: str
    number: str | None
    title: str
    shown: str = ""
    codes: tuple[str, ...] = ()
    letter: str = ""
    key: str = ""
    sum: tuple[str, ...] = ()
    injecting: bool = False
    counts: str = ""
    ages: tuple[int, int] | None = None
    empty: Empty | None = None
    closed: frozenset[str] = frozenset()

    @property
    def named(self) -> str:
        """«строка 03», or by its title."""
        return f"строка {self.number}" if self.number else f"строка «{self.title}»"

    def takes(self, signs: Signs, key: str) -> bool:
        """Whether a fact of a diagnosis with these signs belongs here; sums are made of other rows."""
        if self.key and key != self.key:
            return False
        if not self.codes:
            return not self.sum
        if signs is None or (self.letter and signs[4] != self.letter):
            return False
        return any(fits(code, signs) for code in self.codes)


def fits(code: str, signs: Signs) -> bool:
    """Whether the beginning of a code, in which «x» is any sign, is that of these signs."""
    if signs is None:
        return False
    substance, state, current, stage, _ = signs
    wanted, _, rest = code.partition(".")
    have = (state, current or "", stage or "")
    return wanted == substance and all(sign in ("x", have[at]) for at, sign in enumerate(rest))


def signs_of(diagnosis: Diagnosis | None) -> Signs:
    """What rows look at in a diagnosis."""
    if diagnosis is None:
        return None
    return (diagnosis.substance, diagnosis.state, diagnosis.current, diagnosis.stage, diagnosis.letter)


@dataclass(frozen=True)
class Table:
    """One table of a form; `right` is what a person must have to see its numbers at all."""

    code: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Line, ...]
    right: str = ""

    @cached_property
    def by_code(self) -> Mapping[str, Line]:
        """The rows by their codes."""
        return {row.code: row for row in self.rows}

    @cached_property
    def sums(self) -> Mapping[str, tuple[str, ...]]:
        """Row -> the rows that are sums of it and of others."""
        return {row.code: tuple(one.code for one in self.rows if row.code in one.sum) for row in self.rows}

    def empty(self, row: Line, column: Column) -> Empty | None:
        """Why a cell has no number; None where it has one."""
        return Empty.CLOSED if column.code in row.closed else row.empty or column.empty

    def measure(self, row: Line, column: Column) -> str:
        """What a cell counts; "" where it has no number."""
        return "" if self.empty(row, column) else row.counts or column.counts


@dataclass(frozen=True)
class Layout:
    """One edition of a form."""

    code: str
    form: str
    title: str
    edition: str
    act: str
    act_confirmed: bool
    valid_from: date | None
    valid_to: date | None
    notes: tuple[str, ...]
    rules: tuple[str, ...]
    tables: tuple[Table, ...]
    checks: tuple[Check, ...] = field(default=())

    def table(self, code: str) -> Table:
        """A table by its code; raises KeyError."""
        return next(table for table in self.tables if table.code == code)

    @cached_property
    def measures(self) -> frozenset[str]:
        """Everything that some cell of it counts."""
        cells = ((table, row, column) for table in self.tables for row in table.rows for column in table.columns)
        return frozenset(measure for table, row, column in cells if (measure := table.measure(row, column)))


@cache
def all_layouts() -> tuple[Layout, ...]:
    """Every edition of every form, by form and edition; raises DataFault."""
    return tuple(
        sorted((read(path) for path in sorted(FOLDER.glob("*.yaml"))), key=lambda one: (one.form, one.edition))
    )


def read(path: Path) -> Layout:
    """One layout; raises DataFault for whatever in it cannot be."""
    top = datafiles.read(path)
    rules_like, checks_like = (top.text_or_none(key) for key in ("rules_as_in", "checks_as_in"))
    layout = Layout(
        code=path.stem,
        form=top.text("form"),
        title=top.text("title"),
        edition=top.text("edition"),
        act=top.text("act"),
        act_confirmed=top.flag("act_confirmed"),
        valid_from=top.day_or_none("valid_from"),
        valid_to=top.day_or_none("valid_to"),
        notes=top.texts("notes"),
        rules=_like(path, rules_like).rules if rules_like else top.texts("rules"),
        tables=tuple(_tables(top, path)),
    )
    checks = [check for check in (_like(path, checks_like).checks if checks_like else ()) if _is_known(check, layout)]
    for block in top.blocks("checks"):
        try:
            check = Check.parse(block.text("holds"), block.text_or_none("warns") or "")
        except BadCheck as error:
            raise block.fault("holds", str(error)) from error
        if not _is_known(check, layout):
            raise block.fault("holds", "такой таблицы, строки или графы в раскладке нет")
        checks.append(check)
    top.finish()
    return replace(layout, checks=tuple(checks))


@cache
def _like(path: Path, name: str) -> Layout:
    return read(path.with_name(f"{name}.yaml"))


def _is_known(check: Check, layout: Layout) -> bool:
    tables = {table.code: table for table in layout.tables}
    return all(
        term.table in tables
        and term.row in ("*", *tables[term.table].by_code)
        and term.column in ("*", *(column.code for column in tables[term.table].columns))
        for term in check.terms
    )


def _tables(top: Block, path: Path) -> Iterator[Table]:
    known: set[str] = set()
    for block in top.blocks("tables"):
        code = block.text("code")
        if code in known:
            raise block.fault("code", "такая таблица уже есть")
        known.add(code)
        if like := block.text_or_none("as_in"):
            yield _like(path, like).table(code)
            continue
        counts = block.text_or_none("counts") or ""
        rows_like = block.text_or_none("rows_as_in")
        table = Table(
            code=code,
            title=block.text("title"),
            columns=tuple(_column(one, counts) for one in block.blocks("columns")),
            rows=_like(path, rows_like).table(code).rows if rows_like else tuple(map(_line, block.blocks("rows"))),
            right=block.text_or_none("right") or "",
        )
        _must_be_whole(table, block)
        yield table


def _must_be_whole(table: Table, block: Block) -> None:
    """Every cell counts something or says why it does not; a sum is of rows that are there and no sums themselves."""
    for titles, codes in (("rows", [one.code for one in table.rows]), ("columns", [one.code for one in table.columns])):
        if not codes or len(set(codes)) < len(codes):
            raise block.fault(titles, "нет ни одной или две с одним кодом")
    for row in table.rows:
        if strange := [code for code in row.sum if code not in table.by_code or table.by_code[code].sum]:
            raise block.fault("rows", f"строка {row.code}: сумма со строкой {strange[0]}, которой нет")
        if strange := [code for code in row.closed if code not in {one.code for one in table.columns}]:
            raise block.fault("rows", f"строка {row.code}: закрыта графа {strange[0]}, которой нет")
        for column in table.columns:
            if not table.empty(row, column) and not table.measure(row, column):
                raise block.fault("rows", f"строка {row.code}, графа {column.code}: не сказано, что считать")


_STATES = (Empty.NOT_KEPT.value, Empty.NOT_READ.value)
_LETTERS = ("Н", "Т")
_KEYS = (*(cause.value for cause in DeathCause), UNKNOWN_CAUSE)
_CODE = re.compile(r"F1\d(\.[\dx]{1,3})?")


def _state(block: Block) -> Empty | None:
    state = block.choice_or_none("state", _STATES)
    return None if state is None else Empty(state)


def _counts(block: Block) -> str:
    return block.choice_or_none("counts", tuple(MEASURES)) or ""


def _ages(block: Block) -> tuple[int, int] | None:
    text = block.text_or_none("ages")
    if text is None:
        return None
    found = re.fullmatch(r"(\d+)(?:-(\d+)|\+)", text)
    if found is None:
        raise block.fault("ages", "здесь ожидается 0-14 или 60+")
    return int(found[1]), int(found[2] or 999)


def _column(block: Block, counts: str) -> Column:
    sex, own = block.choice_or_none("sex", tuple(one.value for one in Sex)), _counts(block)
    if counts and counts not in MEASURES:
        raise block.fault("counts", f"«{counts}» программа не считает")
    return Column(
        code=block.text("code"),
        number=block.text_or_none("number"),
        title=block.text("title"),
        counts=counts or own,
        sex=None if sex is None else Sex(sex),
        ages=_ages(block),
        rural=block.flag("rural", default=False),
        empty=_state(block),
    )


def _line(block: Block) -> Line:
    code = block.text("code")
    written, codes = block.texts("codes"), block.codes("codes")
    if strange := [one for one in codes if not _CODE.fullmatch(one)]:
        raise block.fault("codes", f"«{strange[0]}» — не начало кода F10–F19")
    letter = block.choice_or_none("letter", _LETTERS) or ""
    return Line(
        code=code,
        number=block.text_or_none("number") if block.holds(f"{block.key}.number") else code,
        title=block.text("title"),
        shown=block.text_or_none("shown") or "\u00a0".join(filter(None, (", ".join(written), letter))),
        codes=codes,
        letter=letter,
        key=block.choice_or_none("key", _KEYS) or "",
        sum=block.texts("sum"),
        injecting=block.flag("injecting", default=False),
        counts=_counts(block),
        ages=_ages(block),
        empty=_state(block),
        closed=frozenset(block.texts("closed")),
    )


__all__ = ["Column", "Empty", "Layout", "Line", "Spot", "Table", "all_layouts", "fits", "read", "signs_of"]
