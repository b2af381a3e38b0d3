"""The closed list of what may leave for one recipient, read from ``resources/commission``: nothing else can leave.

A recipient's file says how counts are protected for him and which tables of the `catalogue` he gets.

A batch names its policy by fingerprint and is verified by that very edition, so an edition that has gone out is never
edited: a change is a new file beside it, and the day decides which one is in force.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property

from narcdesk import datafiles
from narcdesk.commission import catalogue
from narcdesk.commission.catalogue import Catalogue
from narcdesk.commission.frame import Frame, framed
from narcdesk.commission.tables import Cell, CountTable, Indicator, Measure, System, linked
from narcdesk.dates import Period, show
from narcdesk.errors import NotFound
from narcdesk.places import RESOURCES

FOLDER = RESOURCES / "commission"
_OTHERS = ("catalogue", "plan-")  # what files for recipients name, not such files themselves


@dataclass(frozen=True)
class Stricter:
    """How much stricter than the policy an office wants to be; what is None stays as it is."""

    k: int | None = None
    base: int | None = None
    indicator_base: int | None = None
    left_out: tuple[str, ...] = ()  # codes of tables
    second_person: bool | None = None


_MOST_KNOWN = 50
LARGEST = 1000  # of a threshold: beyond it nothing would ever leave


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
    largest_base: int  # up to which the office may round more coarsely
    k: int
    indicator_base: int
    sealed: bool  # whether a batch leaves only encrypted to the recipient's key
    exact_from: int | None  # from how many records on the flows leave exact, small ones hidden; None: never
    records: tuple[Cell, ...]  # what together counts the records
    second_person: bool  # whether another person must confirm a batch before it leaves
    catalogue: Catalogue
    tables: tuple[CountTable, ...]
    numbering: str  # why numbers of tables are left out

    @property
    def measures(self) -> Mapping[str, Measure]:
        """What is counted, by code."""
        return self.catalogue.measures

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators of the plan."""
        return self.catalogue.indicators

    @property
    def plan_act(self) -> str:
        """The act that set the plan."""
        return self.catalogue.plan_act

    @cached_property
    def remarks(self) -> Mapping[str, str]:
        """What is said beside numbers, by name."""
        return {name: self._words(text) for name, text in self.catalogue.remarks.items()}

    def says(self, name: str) -> str:
        """What was done with the numbers, in the words of this name."""
        return self._words(self.catalogue.numbers[name])

    def _words(self, text: str) -> str:
        return text.format(
            base=self.base,
            most=self.base - 1,
            example=self.base + 2,
            twice=2 * self.base,
            k=self.k,
            largest_hidden=self.k - 1,
            indicator_base=self.indicator_base,
            method=self.catalogue.remarks["method"],
        )

    @cached_property
    def system(self) -> System:
        """All cells that may leave and everything that holds between them."""
        return linked(self.tables, self.indicators, self.catalogue.rules)

    @cached_property
    def places(self) -> tuple[tuple[str, str, str, Cell], ...]:
        """Every place of every table, in their order: the table with its number, the row, the column, the cell."""
        known = {cell: cell for cell in self.system.cells}
        return tuple(
            (f"{table.number}. {table.title}", line.title, column, known[cell])
            for table in self.tables
            for line in table.lines
            for column, cell in zip(table.header, line.cells, strict=True)
        )

    @cached_property
    def comparison(self) -> CountTable:
        """What of the tables stands beside its number of a year before."""
        there, known = {cell for table in self.tables for cell in table.cells}, self.catalogue.comparison
        return replace(known, measures=tuple(one for one in known.measures if Cell(one.code) in there))

    @cached_property
    def frame(self) -> Frame:
        """The file of the tables but for its numbers."""
        return framed(self.places, self.comparison)

    @cached_property
    def widest(self) -> "Policy":
        """The same with all tables of the catalogue: what is counted to know what others have been shown."""
        return replace(self, tables=tuple(self.catalogue.tables.values()))

    def tightened(self, wanted: Stricter) -> "Policy":
        """The same policy, as much stricter; raises ValueError where something in it were looser, or beyond LARGEST."""
        k, base, least = wanted.k or self.k, wanted.base or self.base, wanted.indicator_base or self.indicator_base
        codes = {table.code for table in self.tables}
        if (
            not self.k <= k <= LARGEST
            or not self.indicator_base <= least <= LARGEST
            or base % self.base
            or not self.base <= base <= self.largest_base
            or not set(wanted.left_out) <= codes
            or set(wanted.left_out) == codes
            or (self.second_person and wanted.second_person is False)
        ):
            raise ValueError("looser than the policy, or beyond what it may be")
        tables = tuple(table for table in self.tables if table.code not in wanted.left_out)
        second_person = self.second_person or bool(wanted.second_person)
        stricter = (k, base, least, tuple(table.code for table in tables), second_person)
        known = self._stricter
        if stricter not in known:
            if len(known) > _MOST_KNOWN:  # whoever sends batches may name as many as he likes
                known.clear()
            without = ", ".join(table.number for table in self.tables if table.code in wanted.left_out)
            known[stricter] = replace(
                self,
                k=k,
                base=base,
                indicator_base=least,
                tables=tables,
                second_person=second_person,
                numbering=f"{self.numbering} Не передаёт организация: {without}." if without else self.numbering,
            )
        return known[stricter]

    @cached_property
    def _stricter(self) -> dict[tuple[object, ...], "Policy"]:
        """What was made of this policy already: its system of cells takes longer than all else in a verification."""
        own = (self.k, self.base, self.indicator_base, tuple(table.code for table in self.tables), self.second_person)
        return {own: self}

    def is_exact_for(self, counts: Mapping[Cell, int]) -> bool:
        """Whether an office of these counts is large enough for exact flows."""
        return self.exact_from is not None and sum(counts[cell] for cell in self.records) >= self.exact_from

    def is_stock(self, cell: Cell) -> bool:
        """Whether the cell counts who is there on a day, and so is only ever rounded."""
        return bool(self.measures[cell.measure].stock)

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
        day = period.end.isoformat() if measure.at == "end" else period.eve.isoformat()
        return f"{day} {Cell(measure.stock, cell.at).code}"


def in_force(recipient: str, day: date) -> Policy:
    """The edition for this recipient on this day; raises NotFound when there is none."""
    editions = [p for p in all_policies() if p.recipient == recipient and p.valid_from <= day]
    if not editions:
        raise NotFound(
            f"Для этого получателя нет правил выгрузки, которые действовали бы {show(day)}.",
            do="Проверьте дату на компьютере; если она верна, обновите программу.",
        )
    return max(editions, key=lambda policy: policy.valid_from)


def present_catalogue() -> Catalogue:
    """The newest one there is: what the office counts for itself."""
    return max(all_policies(), key=lambda policy: policy.valid_from).catalogue


def recipients(day: date) -> dict[str, str]:
    """Who may be given tables on this day, by code, the nearest first."""
    known = {one.recipient: one.title for one in all_policies() if one.valid_from <= day}
    order = ("municipal", "regional", "public")
    return dict(sorted(known.items(), key=lambda one: order.index(one[0]) if one[0] in order else len(order)))


def by_fingerprint(fingerprint: str) -> Policy | None:
    """The edition that a batch names, or None when this program does not have it."""
    return next((policy for policy in all_policies() if policy.fingerprint == fingerprint), None)


@cache
def all_policies() -> tuple[Policy, ...]:
    """Every edition for every recipient of tables; raises DataFault."""
    names = sorted(path.name for path in FOLDER.glob("*.yaml"))
    return tuple(load(name) for name in names if not name.startswith(_OTHERS))


def load(name: str) -> Policy:
    """One edition by its file's name; raises DataFault."""
    file = datafiles.read(FOLDER / name)
    protection = file.block("protection")
    protection.text("source")
    catalogue_name = file.text("catalogue")
    known = catalogue.load(FOLDER, catalogue_name)
    valid_from = file.day_or_none("valid_from")
    if valid_from is None:
        raise file.fault("valid_from", "дата начала действия не указана")
    policy = Policy(
        recipient=file.text("recipient"),
        edition=file.text("edition"),
        fingerprint=_fingerprint(name, catalogue_name, known.plan_name),
        valid_from=valid_from,
        title=catalogue.title(file),
        called=file.text("called"),
        base=protection.number("base"),
        largest_base=protection.number("largest_base"),
        k=protection.number("k"),
        indicator_base=protection.number("indicator_base"),
        sealed=protection.choice("encrypted", ("offered", "required")) == "required",
        exact_from=protection.number_or_none("exact_from"),
        records=tuple(map(Cell, protection.choices("exact_records", tuple(known.measures)))),
        second_person=protection.choice("second_person", ("offered", "required")) == "required",
        catalogue=known,
        tables=tuple(known.tables[code] for code in file.choices("tables", tuple(known.tables))),
        numbering=file.text("numbering"),
    )
    if bool(policy.exact_from) is not bool(policy.records):
        raise protection.fault("exact_records", "нужно вместе с exact_from: чего в кабинете столько")
    file.finish()
    return policy


def _fingerprint(*names: str) -> str:
    # Read as text, so that a file keeps its fingerprint whatever line ends it was checked out with.
    texts = [(FOLDER / name).read_text(encoding="utf-8") for name in names]
    return hashlib.sha256("\f".join(texts).encode("utf-8")).hexdigest()
