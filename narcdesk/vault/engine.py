"""The one connection to the encrypted database, and the two engines over it: for reading and for writing."""

import threading
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import PoolProxiedConnection, QueuePool
from sqlcipher3 import dbapi2

WRITE = "narcdesk_write"  # the execution option that makes a transaction a writing one
_WAIT = 60.0  # seconds that a thread waits for its turn at the connection

_SETTINGS = (
    # Before anything touches the file: with it no -shm file is made, and nobody else can open the database.
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("secure_delete", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("cache_size", "-64000", -64000),
    # Nothing reaches the file before the commit, so a lost journal cannot leave half a transaction.
    ("cache_spill", "OFF", 0),
    ("mmap_size", "0", 0),
    ("trusted_schema", "OFF", 0),
)


class OneConnection(QueuePool):
    """A pool of one connection: a thread that comes second waits, a door opened inside a door is our mistake."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._holder: int | None = None
        sa.event.listen(self, "checkout", self._taken)
        sa.event.listen(self, "checkin", self._given_back)

    def connect(self) -> PoolProxiedConnection:
        """The connection, when its turn has come."""
        if self._holder == threading.get_ident():
            raise RuntimeError("this thread already has the register's connection: a door inside a door")
        return super().connect()

    def _taken(self, *_: object) -> None:
        self._holder = threading.get_ident()

    def _given_back(self, *_: object) -> None:
        self._holder = None


def connect(path: Path, dek: bytearray) -> Any:
    """A keyed connection with the settings of the register; raises the engine's errors."""
    connection = dbapi2.connect(str(path), check_same_thread=False, isolation_level=None, timeout=1)
    try:
        # SQLCipher would write its errors to the screen by itself.
        connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
        # Given as bytes and not in a statement: the text of a statement stays in the statement cache.
        key = bytearray(b"x'" + dek.hex().encode() + b"'")
        try:
            connection.set_key(key)
        finally:
            key[:] = bytes(len(key))
        connection.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        for name, value, _ in _SETTINGS:
            connection.execute(f"PRAGMA {name}={value}").fetchall()
        _check(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def engine_over(connection: Any) -> sa.Engine:
    """The engine whose only connection is `connection`."""
    once = [connection]

    def hand_over() -> Any:
        if not once:
            raise RuntimeError("the register is closed")
        return once.pop()

    engine = sa.create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=hand_over,
        poolclass=OneConnection,
        pool_size=1,
        max_overflow=0,
        pool_timeout=_WAIT,
    )
    sa.event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: sa.Connection) -> None:
    # The driver's own BEGIN is off (isolation_level None): it comes too late and lets DDL escape the transaction.
    writes = connection.get_execution_options().get(WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _check(connection: Any) -> None:
    for name, _, expected in _SETTINGS:
        (value,) = connection.execute(f"PRAGMA {name}").fetchone()
        if value != expected:
            raise RuntimeError(f"PRAGMA {name} is {value!r}, not {expected!r}")
    options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    if not options & {"TEMP_STORE=2", "TEMP_STORE=3"}:
        raise RuntimeError("this build of SQLCipher may write temporary files in clear")
