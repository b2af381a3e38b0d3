"""What the proofs of faults found once, each by itself: it must not come again."""

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from narcdesk import administration, oversight, patients, recovery, schema, vault
from narcdesk.files import NoSpace, write_atomically
from narcdesk.journal import Wanted
from narcdesk.register import Register
from tests import factories
from tests.factories import PASSWORD


def test_a_slot_that_a_power_cut_left_of_nobody_does_not_keep_his_login(register: Register) -> None:
    """The file of keys was written, the register was not: the head hires the same person again."""
    register._opened.add_slot("рябинина", "пароль, которого никто не узнал", vault.QUICK)
    hired = {"surname": "Рябинина", "given": "Вера", "role": "nurse", "login": "рябинина"}
    administration.hire(register, hired, "ольха над быстрой рекой", kdf=vault.QUICK)
    register.close()
    Register.open(register.folder, "рябинина", "ольха над быстрой рекой", clock=factories.Clock()).close()


def test_what_the_cipher_refuses_after_a_failed_reading_is_a_sentence(register: Register) -> None:
    """It comes as MemoryError: the engine's words for a page that its cipher would not give."""
    with pytest.raises(vault.Damaged, match=r"Закройте реестр и откройте снова") as told, register.read():
        raise MemoryError
    assert told.value.lost == "Начатое действие не внесено."
    register.close()
    Register.open(register.folder, "zimin", PASSWORD, clock=factories.Clock()).close()


def test_a_full_disk_is_told_also_where_the_driver_gives_no_code() -> None:
    """As while copying pages into a backup."""
    assert isinstance(vault.damage(dbapi2.OperationalError("database or disk is full")), vault.NoSpace)
    assert isinstance(vault.damage(dbapi2.OperationalError("disk I/O error")), vault.DiskTrouble)
    assert vault.damage(dbapi2.OperationalError("no such table: patients")) is None


def test_a_right_password_leaves_nothing_to_be_remembered(register: Register, state: Path) -> None:
    """Taking a file away wants no room: on a full disk the next sign-in is not told of a wrong password."""
    register.close()
    Register.open(register.folder, "zimin", PASSWORD, clock=factories.Clock()).close()
    assert list((state / "waits").iterdir()) == []


def test_a_paper_that_will_not_fit_is_told_with_the_room_it_needs(tmp_path: Path) -> None:
    class Endless(bytes):
        """More than any disk has; nothing is written of it."""

        def __len__(self) -> int:
            return 1 << 60

    with pytest.raises(NoSpace, match=r"нужно \d+,\d МБ, свободно \d+,\d МБ"):
        write_atomically(tmp_path / "Заявка.pdf", Endless())
    assert list(tmp_path.iterdir()) == []


def test_a_first_page_that_was_torn_while_the_journal_was_brought_in_is_taken_from_the_journal(
    register: Register, tmp_path: Path
) -> None:
    """Its first bytes are the salt of the cipher: without them nothing can be read, the journal included."""
    for number in range(40):  # the file grows, so its first page changes too
        factories.patient(register, surname=f"Воробьёв-{number:02}", snils="", remark="очень длинная пометка " * 60)
    copy = tmp_path / "После отключения света"
    copy.mkdir()
    for name in ("register.db", "register.db-wal", "keys.json"):
        (copy / name).write_bytes((register.folder / name).read_bytes())
    page = bytearray((copy / "register.db").read_bytes())
    page[:512] = bytes(512)
    (copy / "register.db").write_bytes(page)
    opened = Register.open(copy, "zimin", PASSWORD, clock=factories.Clock())
    try:
        assert patients.count(opened) == 40
        assert schema.check(opened) == []
    finally:
        opened.close()


def test_a_password_that_could_not_be_journalled_is_not_changed(register: Register) -> None:
    """The disk filled up between the file of keys and the register."""

    def act() -> None:
        with register.keys.follow(), register.write("staff.change_password"):
            register.keys.change_password("zimin", PASSWORD, "ольха над быстрой рекой")
            raise vault.NoSpace("На диске, где лежит реестр, кончилось место.")

    with pytest.raises(vault.NoSpace):
        act()
    assert not (register.folder / "keys.json.new").exists()
    register.keys.change_password("zimin", PASSWORD, PASSWORD)  # nor is it in what the program holds
    register.close()
    Register.open(register.folder, "zimin", PASSWORD, clock=factories.Clock()).close()


def test_a_way_in_by_words_that_could_not_be_journalled_leaves_the_password(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who holds the words and a full disk could else give the head another password, and no entry told of it."""
    words, keys = " ".join(register.keys.words()), register.folder / "keys.json"
    register.close()
    before = keys.read_bytes()

    def full(_session: object) -> None:
        raise vault.NoSpace("На диске, где лежит реестр, кончилось место.")

    with monkeypatch.context() as patch:
        patch.setattr("sqlalchemy.orm.Session.commit", full)
        with pytest.raises(vault.NoSpace):
            recovery.recover(register.folder, words, "zimin", "ольха над быстрой рекой")
    assert keys.read_bytes() == before
    recovery.recover(register.folder, words, "zimin", "ольха над быстрой рекой").close()
    Register.open(register.folder, "zimin", "ольха над быстрой рекой", clock=factories.Clock()).close()


def test_a_password_that_was_journalled_is_changed(register: Register) -> None:
    administration.change_password(register, PASSWORD, "ольха над быстрой рекой")
    register.close()
    with pytest.raises(vault.WrongPassword):
        Register.open(register.folder, "zimin", PASSWORD, clock=factories.Clock())
    Register.open(register.folder, "zimin", "ольха над быстрой рекой", clock=factories.Clock()).close()


def test_a_journal_that_went_out_unjournalled_does_not_stay(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_session: object) -> None:
        raise vault.NoSpace("На диске, где лежит реестр, кончилось место.")

    path = tmp_path / "журнал.xlsx"
    with monkeypatch.context() as patch:
        patch.setattr("sqlalchemy.orm.Session.commit", full)
        with pytest.raises(vault.NoSpace):
            oversight.export(register, path, Wanted())
    assert list(tmp_path.glob("журнал*")) == []
    assert oversight.export(register, path, Wanted()).is_file()
