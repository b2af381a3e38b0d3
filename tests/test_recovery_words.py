"""The recovery words: what they open, how they may be typed, what is said of a wrong one."""

import hashlib
import os
import unicodedata
from pathlib import Path
from random import Random

import pytest
from mnemonic import Mnemonic

from narcdesk import vault
from narcdesk.errors import UserError
from narcdesk.vault import keyfile, words
from tests.faults import recovery_keys
from tests.vault_samples import LOGIN, PASSWORD, ROWS, closed_register, count, signed


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    return closed_register(tmp_path / "Реестр кабинета")


@pytest.fixture
def sheet(closed: Path) -> list[str]:
    with vault.unlock(closed, LOGIN, PASSWORD) as opened:
        return vault.words_of(opened)


def test_fifty_keys_open_by_their_words_and_wrong_words_are_named(tmp_path: Path) -> None:
    """R15; `run` with a thousand is the release."""
    found = recovery_keys.run(50, Random(20261122), tmp_path)
    assert found.tried == 50
    assert len(found.counted) == len(recovery_keys.WAYS)
    assert found.wrong == []


def test_the_words_are_those_of_bip_39() -> None:
    """Another program can make the key of them: the paper outlives this one."""
    # The package takes its own list apart before it compares, so it is given one that is taken apart already.
    other = Mnemonic("russian", wordlist=[unicodedata.normalize("NFKD", word) for word in words.wordlist()])
    for _ in range(20):
        key = os.urandom(32)
        made = words.from_dek(bytearray(key))
        assert unicodedata.normalize("NFKD", " ".join(made)) == other.to_mnemonic(key)
        assert bytes(other.to_entropy(made)) == key


def test_the_list_stays_what_it_is() -> None:
    """A package that mends or loses a word must not make yesterday's paper worthless."""
    listed = "\n".join(words.wordlist()).encode()
    assert hashlib.sha256(listed).hexdigest() == "2439333f64847a2c60c7d0cdcdcad20ca3cb546ac108f0fe8b0b8bcaa0947443"
    assert words.wordlist()[1570:1575] == ("снизу", "сниться", "снова", "снять", "собака")


def test_the_list_can_be_read_aloud_and_typed() -> None:
    assert len(set(words.wordlist())) == 2048
    assert not [word for word in words.wordlist() if set(word) - set("абвгдежзийклмнопрстуфхцчшщъыьэюя")]
    assert len({word[:4] for word in words.wordlist()}) == 2048  # four letters tell a word from all others


def test_no_file_of_keys_is_needed_and_none_is_written(closed: Path, sheet: list[str]) -> None:
    (closed / "keys.json").unlink()
    with vault.unlock_with_words(closed, " ".join(sheet)) as opened:
        assert count(opened) == ROWS
        assert opened.register_id == ""
    assert not (closed / "keys.json").exists()


def test_whom_a_proved_file_of_keys_names_stays_let_in(closed: Path, sheet: list[str]) -> None:
    with vault.unlock_with_words(closed, " ".join(sheet)) as opened:
        opened.begin_keys("ненужный", "petrova")
        opened.give_slot("petrova", "новый", vault.QUICK)
    for login, password in ((LOGIN, PASSWORD), ("petrova", "новый")):
        with vault.unlock(closed, login, password) as opened:
            assert count(opened) == ROWS
            assert opened.register_id != "ненужный"


def test_nobody_of_a_file_of_keys_that_somebody_changed_is_let_in(closed: Path, sheet: list[str]) -> None:
    signed(closed, register_id="чужой")
    with vault.unlock_with_words(closed, " ".join(sheet)) as opened:
        assert opened.logins() == []
        opened.begin_keys("свой", "petrova")
        opened.give_slot("petrova", "новый", vault.QUICK)
    assert (vault.logins(closed), keyfile.load(closed).register_id) == (["petrova"], "свой")
    vault.unlock(closed, "petrova", "новый").close()


def test_a_newer_file_of_keys_is_not_written_over(closed: Path, sheet: list[str]) -> None:
    signed(closed, format=2)
    with pytest.raises(vault.TooNew):
        vault.unlock_with_words(closed, " ".join(sheet))


def test_right_words_and_a_damaged_file_are_not_called_wrong_words(closed: Path, sheet: list[str]) -> None:
    path = closed / "register.db"
    pages = bytearray(path.read_bytes())
    pages[100] ^= 1
    path.write_bytes(pages)
    with pytest.raises(vault.Damaged):
        vault.unlock_with_words(closed, " ".join(sheet))


def test_what_was_typed_is_counted(closed: Path, sheet: list[str]) -> None:
    for typed, said in ((sheet[:-1], "набрано 23 слова"), ([*sheet, "автор"], "набрано 25 слов"), ([], "0 слов")):
        with pytest.raises(vault.WrongWords, match=said):
            vault.unlock_with_words(closed, " ".join(typed))


def test_a_word_of_no_list_is_named_with_what_it_may_be(closed: Path, sheet: list[str]) -> None:
    typed = list(sheet)
    typed[6] = "обзац"
    with pytest.raises(vault.WrongWords, match=r"№ 7 .*абзац") as told:
        vault.unlock_with_words(closed, " ".join(typed))
    assert told.value.numbers == (7,)
    typed[20] = "j,pfw"  # the same in the other layout
    with pytest.raises(vault.WrongWords, match=r"№ 7, № 21 .*№ 21 может быть: абзац"):
        vault.unlock_with_words(closed, " ".join(typed))


def test_two_wrong_words_are_said_to_be_several(closed: Path, sheet: list[str]) -> None:
    def shifted(word: str) -> str:
        return words.wordlist()[(words.wordlist().index(word) + 1) % 2048]

    typed = [shifted(word) if at in (3, 12) else word for at, word in enumerate(sheet)]
    with pytest.raises(vault.WrongWords) as told:
        vault.unlock_with_words(closed, " ".join(typed))
    assert told.value.numbers == ()
    assert "Сверьте" in told.value.do or "другого реестра" in told.value.do  # one in 256 has the checksum


def test_words_open_nothing_where_there_is_no_register_or_another_has_it(closed: Path, sheet: list[str]) -> None:
    with pytest.raises(vault.NoRegister):
        vault.unlock_with_words(closed.parent, " ".join(sheet))
    with vault.unlock(closed, LOGIN, PASSWORD), pytest.raises(vault.InUse):
        vault.unlock_with_words(closed, " ".join(sheet))


def test_typed_words_are_tried_on_an_open_register(closed: Path, sheet: list[str]) -> None:
    with vault.unlock(closed, LOGIN, PASSWORD) as opened:
        opened.check_words(" ".join(sheet).upper())
        wrong = [*sheet[:-1], "автор" if sheet[-1] != "автор" else "абзац"]
        with pytest.raises(UserError, match="№ 24"):
            opened.check_words(" ".join(wrong))
        assert count(opened) == ROWS
