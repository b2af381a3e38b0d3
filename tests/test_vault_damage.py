"""The database file: damaged, cut, missing, taken from elsewhere."""

import random
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlcipher3 import dbapi2

from narcdesk import vault
from tests.vault_samples import LOGIN, PASSWORD, ROWS, closed_register, count


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    return closed_register(tmp_path / "Реестр кабинета")


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
        assert count(opened) == ROWS
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


def test_a_file_that_may_suddenly_not_be_written_is_damage_only_for_an_act() -> None:
    """So the engine takes a file of which a page does not decrypt."""
    connection = dbapi2.connect(":memory:")
    connection.execute("PRAGMA query_only=ON")
    with pytest.raises(dbapi2.OperationalError, match="readonly") as caught:
        connection.execute("CREATE TABLE t (x)")
    assert isinstance(vault.damage(caught.value, writes=True), vault.Damaged)
    assert vault.damage(caught.value) is None
    connection.close()


def test_mistakes_of_the_program_are_not_damage(closed: Path) -> None:
    with vault.unlock(closed, LOGIN, PASSWORD) as opened:
        for statement in ("SELEC 1", "SELECT * FROM nowhere", "INSERT INTO patients (id) VALUES (1)"):
            with opened.writing.connect() as connection, pytest.raises(sa.exc.DBAPIError) as caught:
                connection.exec_driver_sql(statement)
            assert vault.damage(caught.value) is None
    assert vault.damage(ValueError("x")) is None
