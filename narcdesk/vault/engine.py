"""The one connection to the encrypted database, and SQLAlchemy's engine over it."""

import hashlib
import hmac
import threading
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import PoolProxiedConnection, QueuePool
from sqlcipher3 import dbapi2

WRITE = "narcdesk_write"
"""The execution option of an engine: False for the reading door, whose transactions can change nothing."""

STATEMENTS = 1000
"""How many statements the driver keeps prepared; with its own 128 a card would prepare all of its anew each time."""

_WAIT = 60.0  # seconds that a thread waits for its turn at the connection
_PAGE = 4096  # bytes: the size that SQLCipher 4 takes by itself
_HEX = b"0123456789abcdef"

_SETTINGS: tuple[tuple[str, str, object], ...] = (  # name, value to set, value that must be read afterwards
    # Before WAL: then the index of the journal is kept in memory, no -shm file is made, nobody else gets in.
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("secure_delete", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("cache_size", "-64000", -64000),
    # Nothing is written before its commit, so no lost side file can leave half a transaction.
    ("cache_spill", "OFF", 0),
    ("mmap_size", "0", 0),
    ("trusted_schema", "OFF", 0),
)


class OneConnection(QueuePool):
    """A pool of one connection: a second thread waits for it, a second use in the same thread is a mistake."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._holder: int | None = None
        self._reads_only: bool | None = None  # not known yet
        sa.event.listen(self, "checkout", self._taken)
        sa.event.listen(self, "checkin", self._given_back)

    def connect(self) -> PoolProxiedConnection:
        """The connection, when its turn has come."""
        if self._holder == threading.get_ident():
            # It would wait for itself; shared, the inner one's end would roll the outer one back.
            raise RuntimeError("this thread is using the register's connection already")
        return super().connect()

    def _taken(self, *_: object) -> None:
        self._holder = threading.get_ident()

    def _given_back(self, _connection: object, _record: object) -> None:
        self._holder = None

    def read_only(self, connection: sa.Connection, yes: bool) -> None:
        """Let the next transaction change nothing, or change what it likes.

        Said only when it turns: each time it is said, SQLite prepares all of its statements anew.
        """
        if self._reads_only is not yes:
            self._reads_only = None
            connection.exec_driver_sql(f"PRAGMA query_only={'ON' if yes else 'OFF'}")
            self._reads_only = yes

    def doubt(self) -> None:
        """After an error nothing is taken for known: the next transaction says anew what it may do."""
        self._reads_only = None


def connect(path: Path, dek: bytearray) -> Any:
    """A connection to the database at `path`, keyed and with the settings of the register.

    A missing file is made. Raises the engine's own errors (`troubles.damage` puts them into sentences).
    """
    connection = dbapi2.connect(
        str(path), check_same_thread=False, isolation_level=None, timeout=1, cached_statements=STATEMENTS
    )
    try:
        # SQLCipher would write its errors to the screen by itself.
        connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
        _give_key(connection, dek)
        for name, value, expected in _SETTINGS:
            connection.execute(f"PRAGMA {name}={value}").fetchall()
            (found,) = connection.execute(f"PRAGMA {name}").fetchone()
            if found != expected:
                raise RuntimeError(f"PRAGMA {name} is {found!r} and not {expected!r}")
        options = {option for (option,) in connection.execute("PRAGMA compile_options")}
        if not options & {"TEMP_STORE=2", "TEMP_STORE=3"}:
            raise RuntimeError("this build of SQLCipher may write temporary files in clear")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()  # a wrong key shows here at the latest
    except BaseException:
        connection.close()
        raise
    return connection


def is_key_of(page: bytes, dek: bytearray) -> bool:
    """Whether the first page of a database was written under a key: its HMAC, as SQLCipher 4 makes it.

    Hundreds of keys can be tried so in a moment, and no file is opened as a database under a wrong one.
    """
    if len(page) != _PAGE:
        return False
    salt, written = bytes(byte ^ 0x3A for byte in page[:16]), page[-64:]
    key = hashlib.pbkdf2_hmac("sha512", dek, salt, 2, 32)
    number = (1).to_bytes(4, "little")
    return hmac.compare_digest(hmac.digest(key, page[16:-64] + number, "sha512"), written)


def blank(path: Path, dek: bytearray) -> Any:
    """A connection to a new database at `path` that a copy goes into: whoever made it looks at it afterwards."""
    connection = dbapi2.connect(str(path), check_same_thread=False, isolation_level=None, timeout=1)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
        _give_key(connection, dek)
        connection.execute("PRAGMA journal_mode=OFF").fetchall()  # half a copy is no copy: there is nothing to save
        connection.execute("PRAGMA synchronous=OFF").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def engine_over(connection: Any) -> sa.Engine:
    """The engine whose only connection is `connection`, for as long as that lives."""
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
        hide_parameters=True,  # or the text of an error would hold what was typed about a patient
    )
    sa.event.listen(engine, "begin", _begin)
    sa.event.listen(engine, "handle_error", _keep)
    return engine


def _keep(context: sa.ExceptionContext) -> None:
    """Ctrl+C in the midst of a statement leaves the connection whole; thrown away, nothing could be put back by it."""
    if not isinstance(context.original_exception, Exception):
        context.is_disconnect = False
    if context.engine is not None and isinstance(context.engine.pool, OneConnection):
        context.engine.pool.doubt()


def _begin(connection: sa.Connection) -> None:
    # The driver's own BEGIN is off (isolation_level None): it comes late and leaves DDL outside.
    writes, pool = connection.get_execution_options().get(WRITE, True), connection.engine.pool
    assert isinstance(pool, OneConnection)
    pool.read_only(connection, not writes)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _give_key(connection: Any, dek: bytearray) -> None:
    # By the call and not by PRAGMA key: the text of a statement stays in memory after closing, whereas of this
    # only the cipher's own copy is made, which it wipes. (PRAGMA cipher_memory_security would slow everything
    # down for the life of the process: it cannot be switched off again.)
    key = bytearray(3 + 2 * len(dek))
    key[:2], key[-1:] = b"x'", b"'"
    for place, byte in enumerate(dek):
        key[2 + 2 * place], key[3 + 2 * place] = _HEX[byte >> 4], _HEX[byte & 15]
    try:
        connection.set_key(key)
    finally:
        key[:] = bytes(len(key))
