"""The register's folder: what opens it, what does not, and with which sentence."""

import base64
import hashlib
import json
import random
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from sqlcipher3 import dbapi2

from narcdesk import vault
from narcdesk.errors import Invalid, NotFound, UserError
from narcdesk.vault import Opened, keyfile
from narcdesk.vault.slots import SealedDek

LOGIN, PASSWORD = "ivanova", "корова на льду 7"
CANARY = "Щукина-Жёлтая Ёлла Зороастровна"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "Реестр кабинета"


@pytest.fixture
def closed(folder: Path) -> Path:
    """A closed register with a few pages of data in it."""
    with vault.create(folder, LOGIN, PASSWORD, kdf=vault.QUICK) as opened, opened.writing.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE patients (id INTEGER PRIMARY KEY, name TEXT)")
        for number in range(200):
            connection.exec_driver_sql("INSERT INTO patients (name) VALUES (?)", (f"{CANARY} {number} " * 3,))
    return folder


def count(opened: Opened) -> int:
    with opened.reading.connect() as connection:
        number: int = connection.exec_driver_sql("SELECT count(*) FROM patients").scalar_one()
        return number


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
    with pytest.raises((vault.NotWritable, vault.DiskTrouble)):
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


# Damage to keys.json


def signed(folder: Path, **changes: Any) -> str:
    """Change keys.json as somebody would who knows how its checksum is made, but not the key."""
    path = folder / "keys.json"
    content = json.loads(path.read_text(encoding="utf-8")) | changes
    del content["checksum"]
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    content["checksum"] = hashlib.sha256(canonical.encode()).hexdigest()
    text = json.dumps(content, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return text


def test_every_flipped_bit_of_the_key_file_is_damage(closed: Path) -> None:
    path = closed / "keys.json"
    good = path.read_bytes()
    for place in range(len(good)):
        for bit in range(8):
            flipped = bytearray(good)
            flipped[place] ^= 1 << bit
            path.write_bytes(flipped)
            with pytest.raises(vault.Damaged):
                vault.logins(closed)


def test_flips_cuts_and_zeroes_of_the_key_file_never_unlock(closed: Path) -> None:
    path = closed / "keys.json"
    good = path.read_bytes()
    chance = random.Random(20261121)
    for _ in range(200):
        bad = bytearray(good)
        start = chance.randrange(len(bad))
        match chance.randrange(3):
            case 0:
                bad[start] ^= 1 << chance.randrange(8)
            case 1:
                del bad[start:]
            case _:
                bad[start : start + 64] = bytes(len(bad[start : start + 64]))
        if bad.rstrip() == good.rstrip():
            continue  # only the line's end was cut off
        path.write_bytes(bad)
        with pytest.raises(vault.Damaged):
            vault.unlock(closed, LOGIN, PASSWORD)
    path.write_bytes(good)
    vault.unlock(closed, LOGIN, PASSWORD).close()


def test_a_newer_key_file_is_told_from_a_damaged_one(closed: Path) -> None:
    signed(closed, format=2, slots="в новой версии совсем иначе")
    for attempt in (lambda: vault.unlock(closed, LOGIN, PASSWORD), lambda: vault.logins(closed)):
        with pytest.raises(vault.TooNew, match="более новой версией"):
            attempt()


@pytest.mark.parametrize(
    "changes", [{"format": 0}, {"format": "1"}, {"slots": None}, {"slots": [1]}, {"proof": "!"}, {"register_id": 5}]
)
def test_nonsense_with_a_right_checksum_is_damage(closed: Path, changes: dict[str, Any]) -> None:
    signed(closed, **changes)
    with pytest.raises(vault.Damaged):
        vault.unlock(closed, LOGIN, PASSWORD)


def test_a_planted_slot_is_found_by_everyone_who_unlocks(closed: Path, tmp_path: Path) -> None:
    """Somebody who can write to the folder adds a person, to be given the next key of the register."""
    vault.create(tmp_path / "Чужой", "mallory", "m", kdf=vault.QUICK).close()
    ours, theirs = (
        json.loads((place / "keys.json").read_text(encoding="utf-8"))["slots"] for place in (closed, tmp_path / "Чужой")
    )
    signed(closed, slots=ours + theirs)
    with pytest.raises(vault.Damaged, match="не этой программой"):
        vault.unlock(closed, LOGIN, PASSWORD)
    with pytest.raises(vault.Damaged):
        vault.unlock(closed, "mallory", "m")


def test_a_slot_does_not_open_under_another_login(closed: Path) -> None:
    (slot,) = json.loads((closed / "keys.json").read_text(encoding="utf-8"))["slots"]
    signed(closed, slots=[slot | {"login": "petrova"}])
    with pytest.raises(vault.Damaged):
        vault.unlock(closed, "petrova", PASSWORD)


def test_a_price_that_would_take_all_memory_is_not_paid(closed: Path) -> None:
    (slot,) = json.loads((closed / "keys.json").read_text(encoding="utf-8"))["slots"]
    signed(closed, slots=[slot | {"kdf": slot["kdf"] | {"memory_kib": 1 << 40}}])
    with pytest.raises(vault.Damaged):
        vault.unlock(closed, LOGIN, PASSWORD)


# Two keys, while the register is being given a new one


@pytest.mark.parametrize("done", [False, True], ids=["database still has the old key", "database has the new key"])
def test_an_interrupted_change_of_the_key_opens_by_whichever_fits(closed: Path, done: bool) -> None:
    with vault.unlock(closed, LOGIN, PASSWORD) as opened:
        register_id, old = opened.register_id, bytes(opened._dek)
    new = bytes(range(32))
    keys = keyfile.load(closed)
    suite = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
    owner = X25519PublicKey.from_public_bytes(keys.slots[0].public_key)
    sealed = suite.encrypt(new, owner, info=f"narcdesk/dek/1\0{register_id}\0{2}\0{LOGIN}".encode())
    both = (*keys.slots[0].sealed_deks, SealedDek(2, sealed))
    keyfile.save(closed, keys.with_slot(replace(keys.slots[0], sealed_deks=both)), bytearray(new))
    if done:
        database = dbapi2.connect(str(closed / "register.db"))
        database.execute(f"PRAGMA key=\"x'{old.hex()}'\"").fetchall()
        database.execute(f"PRAGMA rekey=\"x'{new.hex()}'\"").fetchall()
        database.close()
    for _ in range(2):
        with vault.unlock(closed, LOGIN, PASSWORD) as opened:
            assert count(opened) == 200
            assert opened._dek == (new if done else old)
            opened.change_password(LOGIN, PASSWORD, PASSWORD)  # both keys stay in the file


# Damage to register.db


def test_flips_in_the_first_page_are_damage(closed: Path) -> None:
    path = closed / "register.db"
    good = path.read_bytes()
    chance = random.Random(7)
    for place in [*range(0, 100, 5), *(chance.randrange(100, 4096) for _ in range(30))]:
        bad = bytearray(good)
        bad[place] ^= 1 << chance.randrange(8)
        path.write_bytes(bad)
        with pytest.raises(vault.Damaged, match="повреждён"):
            vault.unlock(closed, LOGIN, PASSWORD)
    path.write_bytes(good)
    vault.unlock(closed, LOGIN, PASSWORD).close()


@pytest.mark.parametrize("size", [0, 1, 511, 512, 4095, 4096, 8191, 8192])
def test_a_cut_register_is_damage_and_never_an_empty_one(closed: Path, size: int) -> None:
    path = closed / "register.db"
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(vault.Damaged):
        vault.unlock(closed, LOGIN, PASSWORD)
    assert path.stat().st_size == size


def test_each_missing_file_is_named(closed: Path) -> None:
    for name in ("register.db", "keys.json"):
        (closed / name).rename(closed / "убрано")
        with pytest.raises(vault.Damaged, match=f"нет файла .*«{name}»"):
            vault.unlock(closed, LOGIN, PASSWORD)
        assert not (closed / name).exists()
        (closed / "убрано").rename(closed / name)


def test_the_file_of_another_register_does_not_pass_for_this_one(closed: Path, tmp_path: Path) -> None:
    vault.create(tmp_path / "Другой", LOGIN, PASSWORD, kdf=vault.QUICK).close()
    (closed / "register.db").write_bytes((tmp_path / "Другой" / "register.db").read_bytes())
    with pytest.raises(vault.Damaged, match="из другого реестра"):
        vault.unlock(closed, LOGIN, PASSWORD)


def test_pages_of_a_whole_register_verify(closed: Path) -> None:
    with vault.unlock(closed, LOGIN, PASSWORD) as opened:
        assert opened.verify_pages() == []


def test_a_damaged_page_is_named_even_while_memory_holds_the_good_one(closed: Path) -> None:
    with vault.unlock(closed, LOGIN, PASSWORD) as opened:
        assert count(opened) == 200
        with (closed / "register.db").open("r+b") as file:
            file.seek(3 * 4096 + 50)
            byte = file.read(1)[0]
            file.seek(3 * 4096 + 50)
            file.write(bytes([byte ^ 1]))
        assert opened.verify_pages() == ["Повреждены страницы файла «register.db»: 1 (№ 4)."]


def test_reading_a_damaged_page_maps_to_damage(closed: Path) -> None:
    path = closed / "register.db"
    bad = bytearray(path.read_bytes())
    for page in range(2, len(bad) // 4096):
        bad[page * 4096 + 100] ^= 1
    path.write_bytes(bad)
    with vault.unlock(closed, LOGIN, PASSWORD) as opened:
        with pytest.raises(sa.exc.DatabaseError) as caught:
            count(opened)
        found = vault.damage(caught.value)
        assert isinstance(found, vault.Damaged)
        assert "malformed" not in str(found)


def test_mistakes_of_the_program_are_not_damage(closed: Path) -> None:
    with vault.unlock(closed, LOGIN, PASSWORD) as opened:
        for statement in ("SELEC 1", "SELECT * FROM nowhere", "INSERT INTO patients (id) VALUES (1)"):
            with opened.writing.connect() as connection, pytest.raises(sa.exc.DBAPIError) as caught:
                connection.exec_driver_sql(statement)
            assert vault.damage(caught.value) is None
    assert vault.damage(ValueError("x")) is None


# People


def test_a_second_person_unlocks_with_an_own_password(closed: Path) -> None:
    with vault.unlock(closed, LOGIN, PASSWORD) as opened:
        opened.add_slot("petrova", "другой пароль", vault.QUICK)
        assert opened.logins() == [LOGIN, "petrova"]
    with vault.unlock(closed, "petrova", "другой пароль") as opened:
        assert count(opened) == 200
    with pytest.raises(vault.WrongPassword):
        vault.unlock(closed, "petrova", PASSWORD)
    vault.unlock(closed, LOGIN, PASSWORD).close()


def test_a_login_is_given_once_whatever_its_case(closed: Path) -> None:
    with vault.unlock(closed, LOGIN, PASSWORD) as opened:
        for login in (LOGIN, "IVANOVA", " ivanova "):
            with pytest.raises(Invalid, match="уже есть"):
                opened.add_slot(login, "x", vault.QUICK)
        assert opened.logins() == [LOGIN]


def test_a_removed_person_does_not_unlock(closed: Path) -> None:
    with vault.unlock(closed, LOGIN, PASSWORD) as opened:
        opened.add_slot("petrova", "п", vault.QUICK)
        opened.remove_slot("Petrova")
        with pytest.raises(NotFound):
            opened.remove_slot("petrova")
    with pytest.raises(vault.WrongPassword):
        vault.unlock(closed, "petrova", "п")


def test_the_last_person_stays(closed: Path) -> None:
    with vault.unlock(closed, LOGIN, PASSWORD) as opened, pytest.raises(UserError, match="единственный"):
        opened.remove_slot(LOGIN)
    assert vault.logins(closed) == [LOGIN]


def test_a_changed_password_replaces_the_old_one(closed: Path) -> None:
    with vault.unlock(closed, LOGIN, PASSWORD) as opened:
        with pytest.raises(vault.WrongPassword):
            opened.change_password(LOGIN, "мимо", "новый")
        with pytest.raises(vault.WrongPassword):
            opened.change_password("petrova", PASSWORD, "новый")
        with pytest.raises(Invalid):
            opened.change_password(LOGIN, PASSWORD, "")
        opened.change_password(LOGIN, PASSWORD, "новый")
    with pytest.raises(vault.WrongPassword):
        vault.unlock(closed, LOGIN, PASSWORD)
    with vault.unlock(closed, LOGIN, "новый") as opened:
        assert count(opened) == 200


def test_whatever_happened_to_the_key_file_meanwhile_is_not_taken_over(closed: Path, tmp_path: Path) -> None:
    vault.create(tmp_path / "Чужой", "mallory", "m", kdf=vault.QUICK).close()
    stranger = json.loads((tmp_path / "Чужой" / "keys.json").read_text(encoding="utf-8"))["slots"]
    with vault.unlock(closed, LOGIN, PASSWORD) as opened:
        signed(closed, slots=[*json.loads((closed / "keys.json").read_text(encoding="utf-8"))["slots"], *stranger])
        opened.add_slot("petrova", "п", vault.QUICK)
    assert vault.logins(closed) == [LOGIN, "petrova"]
    with vault.unlock(closed, "petrova", "п") as opened:
        (closed / "keys.json").unlink()
        opened.change_password("petrova", "п", "новый")
    vault.unlock(closed, LOGIN, PASSWORD).close()
    vault.unlock(closed, "petrova", "новый").close()


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
