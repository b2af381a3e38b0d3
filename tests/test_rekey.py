"""A new key for the register: what it changes, what it leaves, and that no kill, full disk or refusal harms it."""

import sys
from pathlib import Path
from random import Random

import pytest

from narcdesk import administration, journal, recovery, schema, vault
from narcdesk.errors import Forbidden, UserError
from narcdesk.register import Register
from narcdesk.staff import Role
from narcdesk.vault import keyfile, rekeying
from narcdesk.vault.engine import is_key_of
from tests import factories
from tests.factories import PASSWORD, Clock
from tests.vault_samples import LOGIN, ROWS, closed_register, count
from tests.vault_samples import PASSWORD as OF_VAULT

if sys.platform != "win32":
    from tests.faults import rekeys


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    return closed_register(tmp_path / "Реестр кабинета")


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="children are forked")
def test_a_kill_at_any_moment_leaves_a_register_that_opens(tmp_path: Path) -> None:
    found = rekeys.run(12, Random(20261122), tmp_path)
    assert found.wrong == []
    assert found.tried == 12
    assert len(found.counted) > 1


def test_everything_is_there_under_another_key_and_every_password_still_opens(closed: Path) -> None:
    with vault.unlock(closed, LOGIN, OF_VAULT) as opened:
        opened.add_slot("petrova", "другой пароль", vault.QUICK)
        key, words, page = opened.key_id, vault.words_of(opened), (closed / "register.db").read_bytes()[:4096]
        opened.rekey()
        assert count(opened) == ROWS
        with opened.writing.begin() as connection:
            connection.exec_driver_sql("DELETE FROM patients WHERE id = 1")
        assert opened.key_id != key
        assert opened.verify_pages() == []
    assert files(closed) == ["keys.json", "register.db", "register.lock"]
    assert (closed / "register.db").read_bytes()[:4096] != page
    for login, password in ((LOGIN, OF_VAULT), ("petrova", "другой пароль")):
        with vault.unlock(closed, login, password) as opened:
            assert count(opened) == ROWS - 1
            assert opened.key_id != key
    with pytest.raises(vault.WrongWords, match="до перешифрования"):
        vault.unlock_with_words(closed, " ".join(words))


def test_the_old_key_opens_neither_file(closed: Path) -> None:
    with vault.unlock(closed, LOGIN, OF_VAULT) as opened:
        old = bytearray(opened._dek)
        opened.rekey()
    assert not keyfile.load(closed).is_proved_by(old)
    assert not is_key_of((closed / "register.db").read_bytes()[:4096], old)


def test_no_copy_of_either_key_is_left_in_our_hands(closed: Path) -> None:
    opened = vault.unlock(closed, LOGIN, OF_VAULT)
    old = opened._dek
    opened.rekey()
    new = opened._dek
    assert (len(old), len(new)) == (0, 32)
    opened.close()
    assert len(new) == 0


def test_it_is_told_how_far_it_is_and_can_be_stopped_leaving_all_as_it_was(closed: Path) -> None:
    steps: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        steps.append((done, of))
        raise KeyError("остановлено")

    with vault.unlock(closed, LOGIN, OF_VAULT) as opened:
        key = opened.key_id
        with pytest.raises(KeyError):
            opened.rekey(stop)
        assert (opened.key_id, count(opened)) == (key, ROWS)
        opened.change_password(LOGIN, OF_VAULT, OF_VAULT)
    assert steps
    assert all(0 < done <= of for done, of in steps)
    assert files(closed) == ["keys.json", "register.db", "register.lock"]
    with vault.unlock(closed, LOGIN, OF_VAULT) as opened:
        assert opened.key_id == key


def test_the_check_beside_the_work_lets_go_of_the_file_that_is_replaced(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows replaces no file that somebody holds; and what is held of the older one has pages under the older key."""
    replace, held = rekeying.put_in_place, []

    def look(folder: Path) -> None:
        if sys.platform == "linux":
            held.extend(one for one in Path("/proc/self/fd").iterdir() if _leads_to(one, folder / "register.db"))
        replace(folder)

    monkeypatch.setattr(rekeying, "put_in_place", look)
    with vault.unlock(closed, LOGIN, OF_VAULT) as opened:
        walk = opened.page_walk(1)
        assert next(walk) == []
        opened.rekey()
        assert held == []
        assert list(walk) == []
        monkeypatch.setattr(opened, "verify_pages", lambda: pytest.fail("a page of the new file looked strange"))
        assert not any(opened.page_walk())


def _leads_to(link: Path, path: Path) -> bool:
    try:
        return link.samefile(path)
    except OSError:  # the one that was open to list them
        return False


def test_words_of_the_old_key_are_called_so_where_the_change_was_cut_short_at_its_end(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not damage: the keys that would say «restore a backup» are only waiting for somebody's password."""
    with vault.unlock(closed, LOGIN, OF_VAULT) as opened:
        words = " ".join(vault.words_of(opened))
        monkeypatch.setattr(opened, "finish_rekey", lambda: None)  # where a kill would come
        opened.rekey()
    with pytest.raises(vault.WrongWords, match="Войдите по паролю"):
        vault.unlock_with_words(closed, words)
    vault.unlock(closed, LOGIN, OF_VAULT).close()
    with pytest.raises(vault.WrongWords, match="до перешифрования"):
        vault.unlock_with_words(closed, words)


@pytest.mark.parametrize("name", ["keys.json.new", "register.db.new"])
def test_where_a_file_cannot_be_written_the_old_key_stays(closed: Path, name: str) -> None:
    with vault.unlock(closed, LOGIN, OF_VAULT) as opened:
        key = opened.key_id
        (closed / name).mkdir()  # a folder stands where the new file would be
        with pytest.raises(UserError):
            opened.rekey()
        (closed / name).rmdir()
        assert (opened.key_id, count(opened)) == (key, ROWS)
        opened.rekey()  # and when there is room again it goes on
        assert opened.key_id != key
    vault.unlock(closed, LOGIN, OF_VAULT).close()


def test_too_little_room_is_said_beforehand_with_what_is_needed(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with vault.unlock(closed, LOGIN, OF_VAULT) as opened:
        monkeypatch.setattr(rekeying, "_SPARE", 1 << 60)  # more than any disk has
        with pytest.raises(vault.NoSpace, match=r"нужно \d+ МБ"):
            opened.rekey()
        assert count(opened) == ROWS
    assert files(closed) == ["keys.json", "register.db", "register.lock"]


# The act


def test_the_act_is_journalled_and_a_new_sheet_is_due(register: Register, clock: Clock) -> None:
    factories.patient(register)
    right = register.keys.words()
    recovery.keep_sheet(register, {1: right[0], 24: right[23]})
    assert recovery.standing(register).due == ""
    administration.rekey(register)
    assert [entry.action for entry in journal.listing(register, journal.Wanted())[:2]] == [
        "Реестр перешифрован",
        "Начато перешифрование реестра",
    ]
    assert "Листа со словами восстановления нет" in recovery.standing(register).due
    assert schema.check(register) == []
    folder = register.folder
    register.close()
    again = Register.open(folder, "zimin", PASSWORD, clock=clock)
    assert again.findings == []
    again.close()


def test_only_the_head_gives_a_new_key(register: Register, clock: Clock) -> None:
    for role in set(Role) - {Role.HEAD}:
        with factories.signed_in(register, role, clock) as opened, pytest.raises(Forbidden):
            administration.rekey(opened)
        register = Register.open(register.folder, "zimin", PASSWORD, clock=clock)
    register.close()
