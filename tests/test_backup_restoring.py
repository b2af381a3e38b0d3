"""From a backup to a register again: on a clean machine, by the password, by the words; from closed files."""

import shutil
from pathlib import Path

import pytest

from narcdesk import administration, audit, backups, patients, schema, vault
from narcdesk.backups import WrongBackup
from narcdesk.register import Register
from tests import factories
from tests.backup_samples import MOMENT, made
from tests.factories import PASSWORD, Clock


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "Флешка (E)"
    folder.mkdir()
    return folder


@pytest.fixture
def backup(register: Register, stick: Path) -> Path:
    """A backup of a register with one card."""
    factories.patient(register)
    return made(register, stick)


class TestRestoring:
    @pytest.fixture
    def elsewhere(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A clean machine: it remembers nothing."""
        monkeypatch.setenv("NARCDESK_STATE", str(tmp_path / "чистый компьютер"))
        return tmp_path / "Новая папка" / "Реестр"

    def test_on_a_clean_machine_by_the_password(
        self, register: Register, backup: Path, elsewhere: Path, clock: Clock
    ) -> None:
        head = register.head
        register.close()
        shutil.rmtree(register.folder)
        restored = backups.restore(backup, elsewhere, backups.by_password("zimin", PASSWORD))
        assert (restored.folder, restored.facts.head, restored.missing) == (elsewhere, head, "")
        assert sorted(path.name for path in elsewhere.iterdir()) == ["keys.json", "register.db"]
        assert [path.name for path in elsewhere.parent.iterdir()] == ["Реестр"]
        opened = Register.open(elsewhere, "zimin", PASSWORD, clock=clock)
        try:
            assert opened.findings == []
            assert patients.count(opened) == 1
            with opened.read() as session:
                assert session.get_one(audit.AuditEntry, head.seq).mac == head.mac
        finally:
            opened.close()

    def test_from_the_backup_and_the_words_alone(
        self, register: Register, backup: Path, elsewhere: Path, clock: Clock
    ) -> None:
        """The drill: the computer is gone, and with it whoever knew a password."""
        words, head = " ".join(vault.words_of(register.unlocked)), register.head
        register.close()
        shutil.rmtree(register.folder)
        restored = backups.restore(backup, elsewhere, backups.by_words(words))
        assert restored.facts.head == head
        opened = Register.recover(elsewhere, words, "zimin", "ольха над быстрой рекой", clock=clock)
        try:
            assert opened.findings == []
            assert patients.count(opened) == 1
            assert schema.check(opened) == []
        finally:
            opened.close()
        Register.open(elsewhere, "zimin", "ольха над быстрой рекой", clock=clock).close()

    def test_it_says_who_is_let_in_for_somebody_may_have_been_dismissed_since(
        self, register: Register, stick: Path, elsewhere: Path
    ) -> None:
        nurse = {"surname": "Орлова", "given": "Вера", "role": "nurse", "login": "орлова", "post": "медсестра"}
        person = administration.hire(register, nurse, "ольха над быстрой рекой", kdf=vault.QUICK)
        backup = made(register, stick)
        administration.dismiss(register, person.id)
        restored = backups.restore(backup, elsewhere, backups.by_password("zimin", PASSWORD))
        assert "zimin, орлова. Кому доступ закрыли позже, закройте его снова." in restored.let_in
        Register.open(elsewhere, "орлова", "ольха над быстрой рекой").close()

    def test_a_wrong_password_leaves_nothing(self, backup: Path, elsewhere: Path) -> None:
        with pytest.raises(vault.WrongPassword):
            backups.restore(backup, elsewhere, backups.by_password("zimin", "не тот пароль"))
        assert list(elsewhere.parent.iterdir()) == []

    def test_never_over_a_register_and_never_among_other_files(self, register: Register, backup: Path) -> None:
        unlock = backups.by_password("zimin", PASSWORD)
        before = {path.name: path.stat().st_mtime_ns for path in register.folder.iterdir()}
        with pytest.raises(vault.AlreadyThere):
            backups.restore(backup, register.folder, unlock)
        with pytest.raises(backups.NotEmpty):
            backups.restore(backup, backup.parent, unlock)
        assert {path.name: path.stat().st_mtime_ns for path in register.folder.iterdir()} == before

    def test_into_an_empty_folder(self, backup: Path, elsewhere: Path) -> None:
        elsewhere.mkdir(parents=True)
        backups.restore(backup, elsewhere, backups.by_password("zimin", PASSWORD))
        assert sorted(path.name for path in elsewhere.iterdir()) == ["keys.json", "register.db"]

    def test_into_the_folder_where_one_stands(
        self, backup: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        elsewhere.mkdir(parents=True)
        monkeypatch.chdir(elsewhere)
        restored = backups.restore(backup, Path(), backups.by_password("zimin", PASSWORD))
        assert restored.folder == elsewhere
        assert sorted(path.name for path in elsewhere.iterdir()) == ["keys.json", "register.db"]

    def test_a_wrong_password_leaves_an_empty_folder_empty(self, backup: Path, elsewhere: Path) -> None:
        elsewhere.mkdir(parents=True)
        with pytest.raises(vault.WrongPassword):
            backups.restore(backup, elsewhere, backups.by_password("zimin", "не тот пароль"))
        assert list(elsewhere.iterdir()) == []

    def test_a_damaged_one_leaves_nothing(self, backup: Path, elsewhere: Path) -> None:
        data = bytearray(backup.read_bytes())
        data[len(data) // 2] ^= 1
        backup.write_bytes(data)
        with pytest.raises(WrongBackup):
            backups.restore(backup, elsewhere, backups.by_password("zimin", PASSWORD))
        assert list(elsewhere.parent.iterdir()) == []

    def test_what_a_killed_restoring_left_is_no_hindrance(self, backup: Path, elsewhere: Path) -> None:
        for left in (elsewhere.with_name("Реестр.restoring"), elsewhere.with_name("Другой") / "restoring"):
            left.mkdir(parents=True)
            (left / "register.db").write_bytes(b"half")
        for folder in (elsewhere, elsewhere.with_name("Другой")):
            backups.restore(backup, folder, backups.by_password("zimin", PASSWORD))
            assert sorted(path.name for path in folder.iterdir()) == ["keys.json", "register.db"]
        assert sorted(path.name for path in elsewhere.parent.iterdir()) == ["Другой", "Реестр"]

    def test_on_the_same_machine_it_says_what_is_missing(
        self, register: Register, backup: Path, tmp_path: Path, clock: Clock
    ) -> None:
        for name in ("Анна", "Вера"):
            factories.patient(register, given=name, sex="f", snils="", policy_number="")
        register.close()
        folder = tmp_path / "из копии"
        restored = backups.restore(backup, folder, backups.by_password("zimin", PASSWORD))
        assert "2 операции" in restored.missing
        opened = Register.open(folder, "zimin", PASSWORD, clock=clock)
        try:
            assert [finding for finding in opened.findings if "не хватает последних операций: 2" in finding]
        finally:
            opened.close()


class TestClosedFiles:
    """Without a password: what lies there is copied, and whoever restores it counts it then."""

    def test_they_are_copied_and_can_be_restored(self, register: Register, stick: Path, tmp_path: Path) -> None:
        head = register.head
        register.close()
        path, said = backups.copy_closed(register.folder, stick, MOMENT)
        assert said.facts is None
        restored = backups.restore(path, tmp_path / "снова", backups.by_password("zimin", PASSWORD))
        assert restored.facts.head == head

    def test_an_open_one_is_not(self, register: Register, stick: Path) -> None:
        with pytest.raises(vault.InUse):
            backups.copy_closed(register.folder, stick, MOMENT)
        assert list(stick.iterdir()) == []

    def test_the_journal_of_a_register_that_was_killed_goes_along(
        self, register: Register, stick: Path, tmp_path: Path
    ) -> None:
        factories.patient(register)
        head = register.head
        killed = tmp_path / "убитый"
        killed.mkdir()
        for name in ("keys.json", "register.db", "register.db-wal"):
            shutil.copyfile(register.folder / name, killed / name)
        path, _ = backups.copy_closed(killed, stick, MOMENT)
        restored = backups.restore(path, tmp_path / "снова", backups.by_password("zimin", PASSWORD))
        assert restored.facts.head == head
        assert restored.facts.rows["patients"] == 1

    @pytest.mark.parametrize("place", [0.3, 0.9])
    def test_what_nobody_opened_is_opened_when_it_is_restored(
        self, register: Register, stick: Path, tmp_path: Path, place: float
    ) -> None:
        register.close()
        file = register.folder / "register.db"
        data = bytearray(file.read_bytes())
        data[int(len(data) * place)] ^= 1
        file.write_bytes(data)
        path, _ = backups.copy_closed(register.folder, stick, MOMENT)
        with pytest.raises(WrongBackup):
            backups.restore(path, tmp_path / "снова", backups.by_password("zimin", PASSWORD))
        assert not (tmp_path / "снова").exists()
