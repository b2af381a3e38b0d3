"""What a register holds, row by row, so that two of them can be compared to the last cell."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from narcdesk import vault
from narcdesk.register import Register

Row = tuple[tuple[str, Any], ...]
Cells = frozenset[tuple[str, str]]
"""Columns, as (table, column)."""


@dataclass(frozen=True)
class State:
    """Every row of every table by its key, and who may unlock the register."""

    tables: Mapping[str, Mapping[Any, Mapping[str, Any]]]
    logins: tuple[str, ...]

    @property
    def entries(self) -> int:
        """The length of the journal."""
        return len(self.tables["audit_entries"])

    def before_opening(self) -> "State":
        """The state that whoever has just opened the register found: without his sign-in and what it noted."""
        found = self._without_last_entry()
        while found.last_action == "staff.note_failures":
            found = found._without_last_entry()
        return found

    @property
    def last_action(self) -> str:
        """What the last entry of the journal is of."""
        return str(self.tables["audit_entries"][max(self.tables["audit_entries"])]["action"])

    def _without_last_entry(self) -> "State":
        """The state before the last act, when that act only added rows."""
        last = max(key[0] for key in self.tables["audit_entries"])
        gone = {("audit_entries", (last,))}
        for key, touch in self.tables["audit_touches"].items():
            if key[0] == last:
                gone.add(("audit_touches", key))
                if touch["change"] == "insert":
                    gone.add((touch["kind"], (touch["record_id"],)))
        tables = {
            name: {key: row for key, row in rows.items() if (name, key) not in gone}
            for name, rows in self.tables.items()
        }
        return State(tables, self.logins)

    def without_tables(self, names: Collection[str]) -> "State":
        """The same without some tables."""
        return State({name: rows for name, rows in self.tables.items() if name not in names}, self.logins)

    def differences(self, other: "State", but: Cells = frozenset()) -> list[str]:
        """The cells of the tables that differ, without their contents."""
        found = []
        for name in sorted({*self.tables, *other.tables}):
            ours, theirs = self.tables.get(name, {}), other.tables.get(name, {})
            found += [f"{name} {key}" for key in sorted(ours.keys() ^ theirs.keys(), key=str)]
            for key in ours.keys() & theirs.keys():
                mine, its = ours[key], theirs[key]
                found += [
                    f"{name}.{column} {key}"
                    for column in sorted({*mine, *its})
                    if (name, column) not in but and mine.get(column) != its.get(column)
                ]
        return found


def state_of(register: Register) -> State:
    """Everything in an open register, read past its own objects."""
    raw = register._opened.engine.raw_connection()
    try:
        return State(read_tables(raw.driver_connection), tuple(sorted(vault.logins(register.folder))))
    finally:
        raw.close()


def read_tables(connection: Any) -> dict[str, dict[Any, dict[str, Any]]]:
    """All rows of all tables by primary key; raises the engine's own errors."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    tables = {}
    for (name,) in names:
        columns = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
        titles = [column[1] for column in columns]
        keys = [place for place, column in enumerate(columns) if column[5]] or range(len(columns))
        rows = connection.execute(f'SELECT * FROM "{name}"').fetchall()
        tables[name] = {tuple(row[place] for place in keys): dict(zip(titles, row, strict=True)) for row in rows}
    return tables


def random_cells(one: State, other: State) -> Cells:
    """The columns in which two runs of the same acts differ: what the program draws by lot (ids, keys, seals)."""
    return frozenset(
        (name, column)
        for name in one.tables
        for key, row in one.tables[name].items()
        for column, value in row.items()
        if other.tables[name][key][column] != value
    )
