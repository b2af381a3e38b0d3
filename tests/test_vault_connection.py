"""The one connection: its settings, its transactions, its turns among threads, its owner among programs."""

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from narcdesk import vault
from narcdesk.vault import Opened

LOGIN, PASSWORD = "ivanova", "корова на льду 7"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "Реестр кабинета"


@pytest.fixture
def opened(folder: Path) -> Iterator[Opened]:
    with vault.create(folder, LOGIN, PASSWORD, kdf=vault.QUICK) as made:
        with made.writing.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)")
        yield made


def count(engine: sa.Engine) -> int:
    with engine.connect() as connection:
        number: int = connection.exec_driver_sql("SELECT count(*) FROM notes").scalar_one()
        return number


def add(session: Session, text: str = "запись") -> None:
    session.execute(sa.text("INSERT INTO notes (text) VALUES (:text)"), {"text": text})


# Settings


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("locking_mode", "exclusive"),
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("cache_size", -64000),
        ("cache_spill", 0),
        ("mmap_size", 0),
        ("trusted_schema", 0),
        ("cipher_memory_security", "0"),
        ("cipher_status", "1"),
        ("cipher_use_hmac", "1"),
        ("cipher_page_size", "4096"),
    ],
)
def test_settings_are_in_effect(opened: Opened, pragma: str, value: object) -> None:
    with opened.reading.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value


def test_the_file_is_plain_sqlcipher_that_other_programs_read_with_the_key(opened: Opened, folder: Path) -> None:
    with Session(opened.writing) as session:
        add(session, "Воробьёв")
        session.commit()
    key = opened._dek.hex()
    opened.close()
    other = dbapi2.connect(str(folder / "register.db"))
    other.execute(f"PRAGMA key=\"x'{key}'\"")
    assert other.execute("SELECT text FROM notes").fetchall() == [("Воробьёв",)]
    other.close()


def test_nothing_is_printed_by_the_engine_about_a_damaged_file(opened: Opened, folder: Path) -> None:
    opened.close()
    bad = bytearray((folder / "register.db").read_bytes())
    bad[500] ^= 1
    (folder / "register.db").write_bytes(bad)
    code = (
        "import sys; from pathlib import Path; from narcdesk import vault\n"
        f"try: vault.unlock(Path(sys.argv[1]), {LOGIN!r}, {PASSWORD!r})\n"
        "except vault.Damaged: sys.exit(7)"
    )
    child = subprocess.run([sys.executable, "-X", "utf8", "-c", code, str(folder)], check=False, capture_output=True)
    assert (child.returncode, child.stdout, child.stderr) == (7, b"", b"")


# Transactions


def statements(engine: sa.Engine, driver: object) -> list[str]:
    """What a session over `engine` sends for an empty transaction, as the driver sees it."""
    seen: list[str] = []
    driver.set_trace_callback(seen.append)  # type: ignore[attr-defined]
    with Session(engine) as session:
        session.connection()
    driver.set_trace_callback(None)  # type: ignore[attr-defined]
    return [text for text in seen if not text.startswith("PRAGMA")]


def test_reads_begin_deferred_and_writes_immediate(opened: Opened) -> None:
    raw = opened.engine.raw_connection()
    driver = raw.driver_connection
    raw.close()
    assert statements(opened.reading, driver) == ["BEGIN", "ROLLBACK"]
    assert statements(opened.writing, driver) == ["BEGIN IMMEDIATE", "ROLLBACK"]
    assert statements(opened.engine, driver) == ["BEGIN IMMEDIATE", "ROLLBACK"]
    changed = opened.reading.execution_options(stream_results=True)  # listeners follow to engines made of ours
    assert statements(changed, driver) == ["BEGIN", "ROLLBACK"]


def test_the_reading_door_changes_nothing(opened: Opened) -> None:
    for statement in ("INSERT INTO notes (text) VALUES ('x')", "DROP TABLE notes", "CREATE TABLE other (id INTEGER)"):
        with Session(opened.reading) as session, pytest.raises(sa.exc.OperationalError) as caught:
            session.execute(sa.text(statement))
        assert vault.damage(caught.value) is None  # our mistake, and not a read-only disk
    with Session(opened.writing) as session:
        add(session)
        session.commit()
    assert count(opened.reading) == 1
    with Session(opened.reading) as session, pytest.raises(sa.exc.OperationalError, match="readonly"):
        session.execute(sa.text("INSERT INTO notes (text) VALUES ('x')"))  # what a write could do, a look cannot again
    assert count(opened.reading) == 1


def test_tables_made_in_a_transaction_roll_back_with_it(opened: Opened) -> None:
    with opened.writing.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")
        connection.exec_driver_sql("ALTER TABLE notes ADD COLUMN more TEXT")
        connection.exec_driver_sql("INSERT INTO notes (text, more) VALUES ('a', 'b')")
        connection.rollback()
    inspector = sa.inspect(opened.engine)
    assert inspector.get_table_names() == ["notes"]
    assert [column["name"] for column in inspector.get_columns("notes")] == ["id", "text"]
    assert count(opened.reading) == 0


def test_a_savepoint_rolls_back_alone(opened: Opened) -> None:
    with Session(opened.writing) as session:
        add(session, "остаётся")
        savepoint = session.begin_nested()
        add(session, "уходит")
        savepoint.rollback()
        session.commit()
    assert count(opened.reading) == 1


def test_a_door_inside_a_door_is_refused_and_the_outer_one_is_unharmed(opened: Opened) -> None:
    with Session(opened.writing) as session:
        add(session)
        with Session(opened.reading) as inner, pytest.raises(RuntimeError, match="already"):
            inner.connection()
        session.commit()
    assert count(opened.reading) == 1


def test_a_closed_register_cannot_be_used_and_closes_twice(opened: Opened) -> None:
    opened.close()
    opened.close()
    for engine in (opened.engine, opened.reading, opened.writing):
        with pytest.raises(RuntimeError, match="closed"):
            engine.connect()


def test_everything_is_in_the_main_file_after_a_checkpoint(opened: Opened, folder: Path, tmp_path: Path) -> None:
    with Session(opened.writing) as session:
        for _ in range(100):
            add(session)
        session.commit()
    opened.checkpoint()
    copy = tmp_path / "Копия"
    copy.mkdir()
    for name in ("register.db", "keys.json"):
        (copy / name).write_bytes((folder / name).read_bytes())
    with vault.unlock(copy, LOGIN, PASSWORD) as second:
        assert count(second.reading) == 100


# Threads


def test_threads_take_turns_and_lose_nothing(opened: Opened) -> None:
    failures: list[BaseException] = []

    def write() -> None:
        try:
            for number in range(50):
                with Session(opened.writing) as session:
                    add(session, f"{threading.get_ident()} {number}")
                    session.commit()
                with Session(opened.reading) as session:
                    session.execute(sa.text("SELECT count(*) FROM notes")).scalar_one()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert count(opened.reading) == 200


def test_a_reader_never_sees_half_of_another_threads_transaction(opened: Opened) -> None:
    half_done, seen = threading.Event(), []

    def look() -> None:
        half_done.wait(60)
        seen.append(count(opened.reading))

    reader = threading.Thread(target=look)
    reader.start()
    with Session(opened.writing) as session:
        add(session)
        session.flush()
        half_done.set()
        reader.join(0.3)
        assert reader.is_alive()  # it waits for its turn
        add(session)
        session.commit()
    reader.join(60)
    assert seen == [2]


def test_closing_waits_for_a_thread_at_work(opened: Opened, folder: Path) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def work() -> None:
        with Session(opened.writing) as session:
            add(session)
            inside.set()
            go_on.wait(60)
            session.commit()

    worker = threading.Thread(target=work)
    worker.start()
    inside.wait(60)
    threading.Timer(0.2, go_on.set).start()
    opened.close()
    worker.join(60)
    with vault.unlock(folder, LOGIN, PASSWORD) as again:
        assert count(again.reading) == 1


# One owner among programs

_HOLD = f"""
import sys, time
from pathlib import Path
from narcdesk import vault
opened = vault.unlock(Path(sys.argv[1]), {LOGIN!r}, {PASSWORD!r})
with opened.writing.begin() as connection:
    connection.exec_driver_sql("INSERT INTO notes (text) VALUES ('из другого окна')")
print("open", flush=True)
sys.stdin.read()
opened.close()
"""


def held_by_another(folder: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-X", "utf8", "-c", _HOLD, str(folder)]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline().strip() == b"open"
    return child


def test_another_program_keeps_us_out_until_it_closes(opened: Opened, folder: Path) -> None:
    opened.close()
    with held_by_another(folder) as child:
        with pytest.raises(vault.InUse) as caught:
            vault.unlock(folder, LOGIN, PASSWORD)
        assert re.search(r"компьютер \S.*, пользователь \S.*, с \d\d\.\d\d\.\d{4} \d\d:\d\d\.", caught.value.what)
        assert vault.logins(folder) == [LOGIN]
        child.communicate()
    assert child.returncode == 0
    with vault.unlock(folder, LOGIN, PASSWORD) as again:
        assert count(again.reading) == 1


def test_a_killed_program_leaves_no_lock_and_no_loss(opened: Opened, folder: Path) -> None:
    opened.close()
    for round_number in range(1, 4):
        with held_by_another(folder) as child:
            child.kill()
        with vault.unlock(folder, LOGIN, PASSWORD) as again:
            assert count(again.reading) == round_number


def test_the_same_program_does_not_open_a_register_twice(opened: Opened, folder: Path) -> None:
    with pytest.raises(vault.InUse):
        vault.unlock(folder, LOGIN, PASSWORD)
    opened.close()
    vault.unlock(folder, LOGIN, PASSWORD).close()


def test_a_foreign_tool_at_the_database_is_told_as_in_use(opened: Opened, folder: Path) -> None:
    key = opened._dek.hex()
    opened.close()
    other = dbapi2.connect(str(folder / "register.db"), isolation_level=None)
    other.execute(f"PRAGMA key=\"x'{key}'\"")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(vault.InUse, match="другой программой"):
        vault.unlock(folder, LOGIN, PASSWORD)
    other.close()
    vault.unlock(folder, LOGIN, PASSWORD).close()


def test_all_files_are_let_go_on_closing(opened: Opened, folder: Path) -> None:
    opened.close()
    for path in list(folder.iterdir()):
        path.rename(path.with_name(f"{path.name} старый"))
        path.with_name(f"{path.name} старый").unlink()
    folder.rmdir()
    assert not folder.exists()


# The key in memory

_OPEN_AND_CLOSE = f"""
import gc, sys
from pathlib import Path
from narcdesk import vault
opened = vault.unlock(Path(sys.argv[1]), {LOGIN!r}, {PASSWORD!r})
with opened.writing.begin() as connection:
    connection.exec_driver_sql("INSERT INTO notes (text) VALUES ('a')")
print("open", flush=True)
sys.stdin.readline()
opened.close()
gc.collect()
print("closed", flush=True)
sys.stdin.readline()
"""


def places_in_memory(process: int, text: bytes) -> int:
    """How often `text` stands in the writable memory of another process of ours."""
    found = 0
    for line in Path(f"/proc/{process}/maps").read_text(encoding="utf-8").splitlines():
        span, rights = line.split()[:2]
        start, end = (int(edge, 16) for edge in span.split("-"))
        if rights.startswith("rw"):
            with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
                memory.seek(start)
                found += memory.read(end - start).count(text)
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="memory is searched through Linux's /proc")
def test_no_copy_of_the_key_is_in_memory_after_closing(opened: Opened, folder: Path) -> None:
    key = bytes(opened._dek)
    forms = key[:16], key[16:], key.hex().encode()[:32], key.hex().encode()[32:]  # half of a key is half a breach
    opened.close()
    command = [sys.executable, "-X", "utf8", "-c", _OPEN_AND_CLOSE, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdin is not None
        assert child.stdout.readline().strip() == b"open"
        assert places_in_memory(child.pid, key) >= 1  # so the search does find what is there
        child.stdin.write(b"\n")
        child.stdin.flush()
        assert child.stdout.readline().strip() == b"closed"
        assert [places_in_memory(child.pid, form) for form in forms] == [0, 0, 0, 0]
        child.stdin.write(b"\n")
        child.stdin.flush()


def test_a_statement_that_is_interrupted_leaves_the_connection_whole(opened: Opened) -> None:
    """Ctrl+C may come in the midst of any statement; SQLAlchemy throws a connection away then, and here is only one."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with Session(opened.writing) as session, session.begin():
        add(session)

    def act() -> None:
        with Session(opened.writing) as session, session.begin():
            add(session)
            sa.event.listen(opened.writing, "after_cursor_execute", interrupt)
            session.execute(sa.text("SELECT 1"))

    with pytest.raises(KeyboardInterrupt):
        act()
    sa.event.remove(opened.writing, "after_cursor_execute", interrupt)
    assert count(opened.reading) == 1
    with Session(opened.writing) as session, session.begin():
        add(session)
    assert count(opened.reading) == 2
