"""The key file: damage to it, a planted person, two keys at once, and who may unlock."""

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from sqlcipher3 import dbapi2

from narcdesk import vault
from narcdesk.errors import Invalid, NotFound, UserError
from narcdesk.vault import keyfile
from narcdesk.vault.slots import SealedDek
from tests.vault_samples import LOGIN, PASSWORD, ROWS, closed_register, count, signed


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    return closed_register(tmp_path / "Реестр кабинета")


# Damage


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
            assert count(opened) == ROWS
            assert opened._dek == (new if done else old)
            opened.change_password(LOGIN, PASSWORD, PASSWORD)
        assert len(keyfile.load(closed).slots[0].sealed_deks) == 1  # the one that fits stays


# People


def test_a_second_person_unlocks_with_an_own_password(closed: Path) -> None:
    with vault.unlock(closed, LOGIN, PASSWORD) as opened:
        opened.add_slot("petrova", "другой пароль", vault.QUICK)
        assert opened.logins() == [LOGIN, "petrova"]
    with vault.unlock(closed, "petrova", "другой пароль") as opened:
        assert count(opened) == ROWS
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
        assert count(opened) == ROWS


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
