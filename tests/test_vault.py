"""The register's folder: what opens it, what does not, with which sentence, and what nobody can read in it."""

import base64
import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
import sqlalchemy as sa

from narcdesk import vault
from narcdesk.errors import Invalid, UserError
from narcdesk.files import WrongPlace
from tests.vault_samples import CANARY, LOGIN, PASSWORD, closed_register, signed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "Реестр кабинета"


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    return closed_register(tmp_path / "Реестр кабинета")


# Opening


def test_what_was_written_is_there_after_unlocking(closed: Path) -> None:
    with vault.unlock(closed, LOGIN, PASSWORD) as opened:
        assert opened.login == LOGIN
        assert opened.folder == closed
        with opened.reading.connect() as connection:
            name = connection.exec_driver_sql("SELECT name FROM patients WHERE id = 1").scalar_one()
        assert name == f"{CANARY} 0 " * 3


def test_a_register_keeps_its_id_and_two_registers_differ(closed: Path, tmp_path: Path) -> None:
    ids = []
    for _ in range(2):
        with vault.unlock(closed, LOGIN, PASSWORD) as opened:
            ids.append(opened.register_id)
    with vault.create(tmp_path / "Другой реестр", LOGIN, PASSWORD, kdf=vault.QUICK) as other:
        assert ids[0] == ids[1] != other.register_id


def test_the_folder_of_a_closed_register_holds_three_files(closed: Path) -> None:
    assert {path.name for path in closed.iterdir()} == {"register.db", "keys.json", "register.lock"}


def test_logins_are_known_before_unlocking(closed: Path) -> None:
    assert vault.logins(closed) == [LOGIN]


def test_the_login_may_be_typed_in_any_case(closed: Path) -> None:
    with vault.unlock(closed, "  Ivanova ", PASSWORD) as opened:
        assert opened.login == LOGIN


def test_a_password_in_decomposed_letters_is_the_same_password(folder: Path) -> None:
    composed = "Ёлка й 12"
    decomposed = unicodedata.normalize("NFD", composed)
    assert composed != decomposed
    vault.create(folder, LOGIN, decomposed, kdf=vault.QUICK).close()
    vault.unlock(folder, LOGIN, composed).close()


def test_the_office_price_of_a_guess_is_the_default_and_written_down(folder: Path) -> None:
    vault.create(folder, LOGIN, PASSWORD).close()
    (slot,) = json.loads((folder / "keys.json").read_text(encoding="utf-8"))["slots"]
    price = {name: slot["kdf"][name] for name in ("name", "memory_kib", "iterations", "lanes")}
    assert price == {"name": "argon2id", "memory_kib": 65536, "iterations": 3, "lanes": 4}


# The errors, each with its own sentence


def test_wrong_password_and_unknown_login_say_the_same(closed: Path) -> None:
    said = []
    for login, password in [
        (LOGIN, "корова на льду 8"),
        ("petrova", PASSWORD),
        (LOGIN, ""),
        ("", ""),
        (LOGIN, "\ud800"),
    ]:
        with pytest.raises(vault.WrongPassword) as caught:
            vault.unlock(closed, login, password)
        said.append(str(caught.value))
    assert len(set(said)) == 1
    assert "Неверное имя для входа или пароль" in said[0]
    vault.unlock(closed, LOGIN, PASSWORD).close()  # a failed try leaves nothing locked


def test_no_register_and_no_traces_of_looking(tmp_path: Path) -> None:
    empty = tmp_path / "Пустая папка"
    for _ in range(2):  # not there, then there and empty
        with pytest.raises(vault.NoRegister, match="нет реестра"):
            vault.unlock(empty, LOGIN, PASSWORD)
        with pytest.raises(vault.NoRegister):
            vault.logins(empty)
        empty.mkdir(exist_ok=True)
    assert list(empty.iterdir()) == []


def test_a_register_is_never_created_over_another(closed: Path) -> None:
    before = {path.name: path.read_bytes() for path in closed.iterdir()}
    with pytest.raises(vault.AlreadyThere, match="уже лежат"):
        vault.create(closed, LOGIN, PASSWORD, kdf=vault.QUICK)
    assert {path.name: path.read_bytes() for path in closed.iterdir()} == before
    for name in ("keys.json", "register.db"):
        (closed / name).rename(closed / "убрано")
        with pytest.raises(vault.AlreadyThere):
            vault.create(closed, LOGIN, PASSWORD, kdf=vault.QUICK)
        (closed / "убрано").rename(closed / name)


@pytest.mark.parametrize(
    ("login", "password", "fields"), [("", "x", {"login"}), (" ", "", {"login", "password"}), ("a", "", {"password"})]
)
def test_empty_login_or_password_is_refused(folder: Path, login: str, password: str, fields: set[str]) -> None:
    with pytest.raises(Invalid) as caught:
        vault.create(folder, login, password, kdf=vault.QUICK)
    assert {problem.field for problem in caught.value.problems} == fields
    assert not folder.exists()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "файл").write_bytes(b"")
    with pytest.raises((vault.NotWritable, WrongPlace)):
        vault.create(tmp_path / "файл" / "Реестр", LOGIN, PASSWORD, kdf=vault.QUICK)


_SMALL_DISK = """
import resource, signal, sys
from pathlib import Path
from narcdesk import vault
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    vault.create(Path(sys.argv[1]), "a", "b", kdf=vault.QUICK)
except (vault.NoSpace, vault.DiskTrouble) as error:
    print(error)
    sys.exit(7)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are of POSIX")
@pytest.mark.parametrize("limit", [100, 600, 3000])
def test_no_room_for_a_new_register_leaves_no_half_of_one(folder: Path, limit: int) -> None:
    command = [sys.executable, "-c", _SMALL_DISK, str(folder), str(limit)]
    child = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert child.returncode == 7, child.stderr
    assert {path.name for path in folder.iterdir()} <= {"register.lock"}
    vault.create(folder, LOGIN, PASSWORD, kdf=vault.QUICK).close()


def test_four_troubles_have_four_sentences(closed: Path) -> None:
    said = {}
    with vault.unlock(closed, LOGIN, PASSWORD), pytest.raises(vault.InUse) as in_use:
        vault.unlock(closed, LOGIN, PASSWORD)
    with pytest.raises(vault.WrongPassword) as wrong:
        vault.unlock(closed, LOGIN, "мимо")
    content = signed(closed, format=2)
    with pytest.raises(vault.TooNew) as too_new:
        vault.unlock(closed, LOGIN, PASSWORD)
    (closed / "keys.json").write_text(content + "}", encoding="utf-8")
    with pytest.raises(vault.Damaged) as damaged:
        vault.unlock(closed, LOGIN, PASSWORD)
    for caught in (in_use, wrong, too_new, damaged):
        said[caught.type] = caught.value.what
        assert isinstance(caught.value, UserError)
        assert caught.value.do
    assert len(set(said.values())) == 4


# Secrets


def test_no_file_of_the_folder_holds_readable_text(folder: Path) -> None:
    with vault.create(folder, LOGIN, PASSWORD, kdf=vault.QUICK) as opened:
        with opened.writing.begin() as connection:
            connection.exec_driver_sql("CREATE VIRTUAL TABLE names USING fts5(name)")
            connection.exec_driver_sql("CREATE TABLE patients (name TEXT)")
            for _ in range(50):
                connection.exec_driver_sql("INSERT INTO names VALUES (?)", (CANARY,))
                connection.exec_driver_sql("INSERT INTO patients VALUES (?)", (CANARY,))
        assert (folder / "register.db-wal").stat().st_size > 4096
        search_for_text(folder)
        opened.checkpoint()
        assert (folder / "register.db-wal").stat().st_size == 0
        search_for_text(folder)
    search_for_text(folder)


def search_for_text(folder: Path) -> None:
    planted = [CANARY, PASSWORD, "Зороастровна", "CREATE TABLE", "patients"]
    wanted = {text.encode(coding) for text in planted for coding in ("utf-8", "utf-16le", "cp1251", "cp866")}
    wanted |= {base64.b64encode(text.encode()).rstrip(b"=")[:-1] for text in planted}
    for path in folder.iterdir():
        data = path.read_bytes()
        assert not [text for text in wanted if text in data], path.name


def test_nothing_that_can_be_printed_holds_a_key(closed: Path) -> None:
    with vault.unlock(closed, LOGIN, PASSWORD) as opened:
        key = bytes(opened._dek)
        assert len(key) == 32
        shown = repr(opened) + repr(vars(opened)["engine"]) + repr(opened.engine.url) + str(opened)
    assert key.hex() not in shown
    assert repr(key)[2:-1] not in shown
    assert opened._dek == bytearray()


def test_errors_of_the_database_do_not_say_what_was_typed(closed: Path) -> None:
    with vault.unlock(closed, LOGIN, PASSWORD) as opened:
        with opened.writing.connect() as connection, pytest.raises(sa.exc.IntegrityError) as caught:
            connection.exec_driver_sql("INSERT INTO patients (id, name) VALUES (?, ?)", (1, CANARY))
        assert CANARY not in str(caught.value)


@pytest.mark.parametrize("name", ["register.db", "keys.json"])
def test_the_key_is_in_no_file(closed: Path, name: str) -> None:
    with vault.unlock(closed, LOGIN, PASSWORD) as opened:
        key = bytes(opened._dek)
    data = (closed / name).read_bytes()
    for form in (key, key.hex().encode(), base64.b64encode(key)):
        assert form not in data
