"""R18: whoever has the password and another program edits, cuts, swaps, forges or puts back the journal; all is found.

Each attack is made on the open database with the register's real key, held against the whole check, and taken back.
With the key of the file the journal's own key is in hand too, so the chain can be made anew: only the anchor, which
lies outside the file, tells of that. What is not promised: a tail cut after the last anchor that anybody kept.
"""

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import applications, audit, diagnoses, observation, patients, schema, vault
from narcdesk.audit import AuditEntry, AuditTouch
from narcdesk.base import Base
from narcdesk.office import Seal
from narcdesk.register import Register
from narcdesk.unsealing import OPEN_CHECK
from tests import factories
from tests.factories import PASSWORD, Clock
from tests.faults.outcome import Outcome

ENTRY, TOUCH = AuditEntry.__table__, AuditTouch.__table__
LOGIN = "zimin"


class Case:
    """The register under attack, open: its key, what the computer remembers, and another register's rows."""

    def __init__(self, connection: sa.Connection, session: Session, dice: random.Random, foreign: "Foreign") -> None:
        self.connection, self.session, self.dice, self.foreign = connection, session, dice, foreign
        self.key = session.get_one(Seal, 1).audit_key
        self.head = audit.head_of(session)
        self.anchor = audit.Anchor(self.head)

    def do(self, statement: str, *values: object) -> None:
        self.connection.exec_driver_sql(statement, values)

    def seq(self) -> int:
        return self.dice.randint(1, self.head.seq)

    def cut(self, last: int) -> None:
        self.do("DELETE FROM audit_touches WHERE seq > ?", last)
        self.do("DELETE FROM audit_entries WHERE seq > ?", last)

    def rows(self, table: sa.Table) -> list[dict[str, Any]]:
        found = self.connection.exec_driver_sql(f"SELECT rowid AS place, * FROM {table.name}").mappings()
        return [dict(row) for row in found]

    def found_at_unlock(self) -> bool:
        """Whether the check that comes before the first window sees it."""
        self.session.expire_all()
        told = audit.Chain(self.session, self.key, last=OPEN_CHECK).step(self.session, OPEN_CHECK + 1)
        return bool(told or audit.anchor_problem(self.session, self.anchor))

    def found(self) -> bool:
        """Whether the whole check sees it."""
        self.session.expire_all()
        return (
            any(audit.broken_links(self.session, self.key))
            or any(audit.foreign_rows(self.session, schema.audited_tables()))
            or bool(audit.anchor_problem(self.session, self.anchor))
        )


Foreign = dict[str, list[dict[str, Any]]]  # the rows of another register, by table


def edit_entry(case: Case) -> None:
    _edit(case, ENTRY)


def edit_touch(case: Case) -> None:
    _edit(case, TOUCH)


def edit_row(case: Case) -> None:
    _edit(case, _table(case))


def _edit(case: Case, table: sa.Table) -> None:
    row = case.dice.choice(case.rows(table))
    column = case.dice.choice([one for one in table.columns if (table.name, one.name) != ("seal", "id")])
    case.do(
        f'UPDATE {table.name} SET "{column.name}" = ? WHERE rowid = ?', other(row[column.name], column), row["place"]
    )


def delete_middle(case: Case) -> None:
    first = case.dice.randint(1, case.head.seq - 1)
    last = min(case.head.seq - 1, first + case.dice.randrange(4))
    case.do("DELETE FROM audit_touches WHERE seq BETWEEN ? AND ?", first, last)
    case.do("DELETE FROM audit_entries WHERE seq BETWEEN ? AND ?", first, last)


def delete_touch(case: Case) -> None:
    case.do("DELETE FROM audit_touches WHERE rowid = ?", case.dice.choice(case.rows(TOUCH))["place"])


def delete_tail(case: Case) -> None:
    case.cut(case.head.seq - case.dice.randint(1, case.head.seq - 1))


def delete_tail_that_an_older_anchor_saw(case: Case) -> None:
    """The computer was away for a while: its mark is not the newest, but newer than the cut."""
    seen = case.dice.randint(2, case.head.seq)
    mac = case.session.scalar(sa.select(AuditEntry.mac).where(AuditEntry.seq == seen))
    assert mac is not None
    case.anchor = audit.Anchor(audit.Head(seen, mac))
    case.cut(case.dice.randint(0, seen - 1))


def delete_all(case: Case) -> None:
    case.cut(0)


def delete_row(case: Case) -> None:
    table = _table(case, but=("seal",))
    case.do(f"DELETE FROM {table.name} WHERE rowid = ?", case.dice.choice(case.rows(table))["place"])


def rechain_without_key(case: Case) -> None:
    _rechain(case, bytes(case.dice.randrange(256) for _ in range(32)))


def rechain_with_key(case: Case) -> None:
    """The one attack that the file itself cannot tell: the anchor does."""
    _rechain(case, case.key)


def _rechain(case: Case, key: bytes) -> None:
    seq = case.seq()
    case.do("UPDATE audit_entries SET person_id = coalesce(person_id, 0) + 1 WHERE seq = ?", seq)
    case.session.expire_all()
    previous = case.session.scalar(sa.select(AuditEntry.mac).where(AuditEntry.seq == seq - 1)) or audit.GENESIS
    for entry in case.session.scalars(sa.select(AuditEntry).where(AuditEntry.seq >= seq).order_by(AuditEntry.seq)):
        entry.previous = previous
        entry.mac = previous = _made_anew(case.session, key, entry)
    case.session.flush()


def _made_anew(session: Session, key: bytes, entry: AuditEntry) -> str:
    values = {column.key: getattr(entry, column.key) for column in ENTRY.columns if column.key != "mac"}
    values["at"] = entry.at.isoformat(timespec="microseconds")
    rows = session.execute(sa.select(*TOUCH.columns).where(AuditTouch.seq == entry.seq).order_by(AuditTouch.position))
    return audit.entry_mac(key, values, [dict(row._mapping) for row in rows])


def swap_entries(case: Case) -> None:
    one, two = case.dice.sample(range(1, case.head.seq + 1), 2)
    _swap(case, "audit_entries", "seq", one, two)


def swap_rows(case: Case) -> None:
    table = _table(case, least=2, but=("seal",))
    (key,) = table.primary_key.columns
    first, second = case.dice.sample(_without_place(case.rows(table)), 2)
    one, two = first[key.name], second[key.name]
    if first | {key.name: two} == second:
        return swap_rows(case)
    return _swap(case, table.name, key.name, one, two)


def _without_place(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in row.items() if name != "place"} for row in rows]


def _swap(case: Case, table: str, key: str, one: int, two: int) -> None:
    for before, after in ((one, -1), (two, one), (-1, two)):
        case.do(f"UPDATE {table} SET {key} = ? WHERE {key} = ?", after, before)


def row_of_another_register(case: Case) -> None:
    """Over a row that is there, or beside them all."""
    table = case.dice.choice([one for one in _tables(case, least=1, but=("seal",)) if case.foreign[one.name]])
    (key,) = table.primary_key.columns
    theirs = dict(case.dice.choice(case.foreign[table.name]))
    theirs[key.name] = case.dice.choice([*(row[key.name] for row in case.rows(table)), 10_000])
    if theirs in _without_place(case.rows(table)):  # two offices may well have the same form
        return row_of_another_register(case)
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    places = ", ".join("?" for _ in table.columns)
    values = [theirs[column.name] for column in table.columns]
    case.do(f"INSERT OR REPLACE INTO {table.name} ({columns}) VALUES ({places})", *values)


def entries_of_another_register(case: Case) -> None:
    """The tail of this journal gives way to the same numbers of another, which are true there."""
    first = case.dice.randint(2, case.head.seq)
    case.cut(first - 1)
    for table in (ENTRY, TOUCH):
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        places = ", ".join("?" for _ in table.columns)
        for row in case.foreign[table.name]:
            if row["seq"] >= first:
                values = [row[column.name] for column in table.columns]
                case.do(f"INSERT INTO {table.name} ({columns}) VALUES ({places})", *values)


ATTACKS: tuple[Callable[[Case], None], ...] = (
    edit_entry,
    edit_touch,
    edit_row,
    delete_middle,
    delete_touch,
    delete_tail,
    delete_tail_that_an_older_anchor_saw,
    delete_all,
    delete_row,
    rechain_without_key,
    rechain_with_key,
    swap_entries,
    swap_rows,
    row_of_another_register,
    entries_of_another_register,
)


def run(count: int, folder: Path, *, seed: int = 18) -> Outcome:
    """So many random attacks, each kind as often as the others; `wrong` are those that nobody found.

    One of fifty puts an old copy of the whole folder back, as a person does who restores what suits him.
    """
    outcome, dice = Outcome(), random.Random(seed)
    told = _story(folder / "Реестр кабинета", 1)
    theirs = _rows_of(_story(folder / "Другой реестр", 2))
    older = _older_copies(told, folder, dice)
    for number in range(count // 50):
        _put_back(told, older[number % len(older)], outcome)
    with (
        vault.unlock(told, LOGIN, PASSWORD) as opened,
        opened.writing.begin() as connection,
        Session(connection, expire_on_commit=False) as session,
    ):
        if Case(connection, session, dice, theirs).found():
            outcome.wrong.append("a register that nobody touched is told to be spoilt")
        for number in range(count - outcome.tried):
            _attack(connection, session, dice, theirs, ATTACKS[number % len(ATTACKS)], outcome)
    return outcome


def _attack(
    connection: sa.Connection,
    session: Session,
    dice: random.Random,
    theirs: Foreign,
    attack: Callable[[Case], None],
    outcome: Outcome,
) -> None:
    case = Case(connection, session, dice, theirs)
    while True:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.exec_driver_sql("SAVEPOINT before")
        try:
            attack(case)
            break
        except sa.exc.IntegrityError:  # the file itself refuses it
            connection.exec_driver_sql("ROLLBACK TO before")
    outcome.tried += 1
    outcome.counted["at unlock" if (soon := case.found_at_unlock()) else "by the whole check"] += 1
    if not soon and not case.found():
        outcome.wrong.append(f"{attack.__name__}, case {outcome.tried}")
    connection.exec_driver_sql("ROLLBACK TO before")
    session.expunge_all()


def _put_back(folder: Path, older: Path, outcome: Outcome) -> None:
    newest = folder.with_name("Последняя копия")
    shutil.copytree(folder, newest)
    shutil.rmtree(folder)
    shutil.copytree(older, folder)
    opened = Register.open(folder, LOGIN, PASSWORD, clock=Clock())
    outcome.tried += 1
    outcome.counted["at unlock" if opened.findings else "by the whole check"] += 1
    if not opened.findings:
        outcome.wrong.append(f"an old copy was put back: {older.name}")
    opened.close()
    shutil.rmtree(folder)
    newest.rename(folder)
    Register.open(folder, LOGIN, PASSWORD, clock=Clock()).close()


def _story(folder: Path, seed: int) -> Path:
    """A register with some sixty acts of every usual kind."""
    dice = random.Random(seed)
    register = factories.register(folder)
    for number in range(4):
        patient = factories.patient(register, given=dice.choice(["Илья", "Пётр", "Олег", "Глеб"]), snils="")
        factories.both_consents(register, patient.id)
        factories.diagnosis(register, patient.id)
        observation.take(register, patient.id, {"taken_on": "10.02.2026"})
        observation.visit(register, patient.id, {"on": f"{11 + number + seed}.02.2026", "kept": True, "test": "none"})
        application = factories.application(register, patient.id)
        applications.submit(register, application.id)
        patients.amend(register, patient.id, {"phone": f"8904777005{seed}", "remark": f"запись {number}"})
        for _ in range(3):
            patients.look(register, patient.id)
        diagnoses.history(register, patient.id)
    register.close()
    return folder


def _rows_of(folder: Path) -> Foreign:
    with vault.unlock(folder, LOGIN, PASSWORD) as opened, opened.reading.begin() as connection:
        return {
            name: [dict(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name}").mappings()]
            for name in Base.metadata.tables
        }


def _older_copies(folder: Path, into: Path, dice: random.Random) -> list[Path]:
    """What the folder was before some more acts: three copies, each older than the next."""
    copies = []
    for number in range(3):
        copies.append(shutil.copytree(folder, into / f"копия {number}"))
        register = Register.open(folder, LOGIN, PASSWORD, clock=Clock())
        for _ in range(dice.randint(1, 4)):
            patients.look(register, 1)
        register.close()
    return copies


def _tables(case: Case, *, least: int = 1, but: tuple[str, ...] = ()) -> list[sa.Table]:
    return [table for table in schema.audited_tables() if table.name not in but and len(case.rows(table)) >= least]


def _table(case: Case, *, least: int = 1, but: tuple[str, ...] = ()) -> sa.Table:
    return case.dice.choice(_tables(case, least=least, but=but))


def other(value: Any, column: sa.Column[Any]) -> Any:
    """Something else for a cell; some of it cannot even be read any more: a day with an eleventh figure."""
    if isinstance(column.type, sa.Boolean):
        return 0 if value else 1
    if isinstance(value, int):
        return value + 1
    if isinstance(value, bytes):
        return bytes(32)
    if isinstance(column.type, sa.JSON):
        return '["surname"]'
    text = value or ""
    return text.replace("2026-", "2025-") if ":" in text else f"{text}0"
