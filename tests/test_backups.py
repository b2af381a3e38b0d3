"""Backups on the level of files: whole when made, every kind of damage told, restored on a clean machine."""

import os
import random
import threading
import zipfile
from pathlib import Path

import pytest

from narcdesk import backups, vault
from narcdesk.backups import WrongBackup
from narcdesk.errors import UserError
from narcdesk.register import Register
from tests import factories
from tests.backup_samples import MOMENT, made, pack, parts, rebuilt
from tests.factories import Clock


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


class TestMaking:
    def test_the_name_says_the_moment_and_nobody(self, register: Register, backup: Path) -> None:
        assert backup.name == f"Реестр {register.register_id[:8]} 2026-11-22 14-30-05.ndbackup"
        assert [path.name for path in backup.parent.iterdir()] == [backup.name]

    def test_it_says_what_is_in_it(self, register: Register, backup: Path) -> None:
        said = backups.glance(backup).manifest
        assert (said.register_id, said.made_at, said.program) == (register.register_id, MOMENT, "0.1.0")
        assert said.facts is not None
        assert said.facts.head == register.head
        assert said.facts.rows["patients"] == 1
        assert said.facts.rows["audit_entries"] == register.head.seq
        assert backups.logins(backup) == ["zimin"]

    def test_a_second_one_in_the_same_second_takes_another_name(self, register: Register, backup: Path) -> None:
        second = made(register, backup.parent)
        assert second.name.endswith("14-30-05 (2).ndbackup")
        assert backup.exists()

    def test_any_program_can_take_it_apart(self, backup: Path) -> None:
        with zipfile.ZipFile(backup) as opened:
            assert opened.namelist() == ["manifest.json", "keys.json", "register.db"]
            assert opened.testzip() is None

    def test_no_name_of_a_patient_stands_in_it(self, backup: Path) -> None:
        data = backup.read_bytes()
        for word in ("Воробьёв", "Николаевич", "Заречная", "112-233-445 95"):  # five letters may stand there by chance
            assert word.encode() not in data
            assert word.encode("cp1251") not in data
            assert word.encode("utf-16-le") not in data

    def test_others_go_on_writing_meanwhile(self, register: Register, stick: Path) -> None:
        for number in range(30):
            factories.patient(register, given=f"Ольга{number}", sex="f", snils="", policy_number="")
        stop, written = threading.Event(), []

        def write() -> None:
            while not stop.is_set():
                written.append(factories.patient(register, given="Инна", sex="f", snils="", policy_number="").id)

        others = threading.Thread(target=write)
        others.start()
        try:
            paths = [made(register, stick) for _ in range(3)]
        finally:
            stop.set()
            others.join()
        assert written
        counted = [facts.rows["patients"] for path in paths if (facts := backups.glance(path).manifest.facts)]
        assert counted == sorted(counted)
        assert counted[0] >= 30
        for path in paths:
            backups.check(path, register.unlocked)

    def test_who_cancels_leaves_nothing(self, register: Register, stick: Path, state: Path) -> None:
        def step(done: int, of: int) -> None:
            raise Cancelled

        with pytest.raises(Cancelled), backups.snapshot(register.unlocked, MOMENT, step):
            pass
        with backups.snapshot(register.unlocked, MOMENT) as copy, pytest.raises(Cancelled):
            backups.write(copy, stick / "копия.ndbackup", register.unlocked, step)
        assert list(stick.iterdir()) == list((state / "copying").iterdir()) == []
        made(register, stick)

    def test_a_register_that_closes_ends_the_copying(self, register: Register, stick: Path) -> None:
        begun = threading.Event()

        def step(done: int, of: int) -> None:
            begun.set()
            assert register.unlocked._closing.wait(60)  # nothing that others see tells that it begins to close

        def close() -> None:
            begun.wait()
            register.close()

        closing = threading.Thread(target=close)
        closing.start()
        with pytest.raises(UserError, match="закрывается"), backups.snapshot(register.unlocked, MOMENT, step):
            pass
        closing.join()
        assert not register.is_open

    def test_a_damaged_register_is_not_backed_up(self, register: Register, stick: Path, clock: Clock) -> None:
        register.close()
        file = register.folder / "register.db"
        data = bytearray(file.read_bytes())
        data[60 * 4096 + 100] ^= 1  # a page that signing in does not read
        file.write_bytes(data)
        with pytest.raises(vault.Damaged), factories.opened_again(register, clock) as opened:
            made(opened, stick)
        assert list(stick.iterdir()) == []

    def test_a_copying_that_the_computer_slept_through_for_days_goes_on(
        self, register: Register, stick: Path, state: Path
    ) -> None:
        with backups.snapshot(register.unlocked, MOMENT) as copy:
            (folder,) = (state / "copying").iterdir()
            os.utime(folder, (0, 0))
            for name in ("одна.ndbackup", "вторая.ndbackup"):  # each is opened in a folder beside that of the copying
                backups.write(copy, stick / name, register.unlocked)
        assert len(list(stick.iterdir())) == 2

    def test_nothing_stays_in_the_memory_of_the_computer(self, backup: Path, state: Path) -> None:
        assert list((state / "copying").iterdir()) == []


class Cancelled(Exception):
    """What the window raises to stop."""


class TestDamage:
    """Whatever happens to the file, a sentence says so, and nothing is taken out of it."""

    def test_a_whole_one_is_good(self, register: Register, backup: Path) -> None:
        said = backups.check(backup, register.unlocked)
        assert said.facts is not None
        assert said.facts.head == register.head

    @pytest.mark.parametrize("seed", range(8))
    def test_a_flip_anywhere_is_found(self, register: Register, backup: Path, seed: int) -> None:
        chance, whole = random.Random(seed), backup.read_bytes()
        for _ in range(5):
            # Headers, manifest and keys are few bytes among many: half of the flips go there.
            reach = 8000 if chance.random() < 0.5 else len(whole)
            place = chance.randrange(reach) if chance.random() < 0.8 else len(whole) - 1 - chance.randrange(400)
            data = bytearray(whole)
            data[place] ^= 1 << chance.randrange(8)
            backup.write_bytes(data)
            with pytest.raises(WrongBackup):
                backups.check(backup, register.unlocked)

    @pytest.mark.parametrize("left", [0, 1, 20, 200, 5000, -1, -22, -4096])
    def test_a_cut_one(self, register: Register, backup: Path, left: int) -> None:
        backup.write_bytes(backup.read_bytes()[:left])
        with pytest.raises(WrongBackup):
            backups.check(backup, register.unlocked)

    def test_something_behind_or_before_it(self, register: Register, backup: Path) -> None:
        whole = backup.read_bytes()
        for data in (whole + b"\0", whole + whole, b"\0" + whole):
            backup.write_bytes(data)
            with pytest.raises(WrongBackup):
                backups.check(backup, register.unlocked)

    def test_another_file_is_called_what_it_is(self, tmp_path: Path) -> None:
        for name, data in (("письмо.docx", b"PK\3\4 something"), ("фото.jpg", b"\xff\xd8" * 50), ("пусто.txt", b"")):
            (tmp_path / name).write_bytes(data)
            with pytest.raises(WrongBackup, match="не резервная копия"):
                backups.glance(tmp_path / name)

    def test_a_zip_bomb_is_no_backup(self, backup: Path, register: Register) -> None:
        bomb = backup.with_name("бомба.ndbackup")
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("manifest.json", b"{}")
            packed.writestr("keys.json", b"{}")
            packed.writestr("register.db", bytes(50_000_000))
        assert bomb.stat().st_size < 100_000
        with pytest.raises(WrongBackup):
            backups.check(bomb, register.unlocked)

    def test_a_manifest_written_anew_by_somebody_without_the_key(self, backup: Path, register: Register) -> None:
        rebuilt(backup, lambda said: said | {"made_at": "2030-01-01T00:00:00+03:00"})
        with pytest.raises(WrongBackup, match="не этой программой"):
            backups.check(backup, register.unlocked)

    def test_a_newer_one(self, backup: Path) -> None:
        rebuilt(backup, lambda said: said | {"format": 2})
        with pytest.raises(WrongBackup, match="более новой версией"):
            backups.glance(backup)

    def test_one_of_a_newer_schema(self, backup: Path) -> None:
        rebuilt(backup, lambda said: said | {"facts": said["facts"] | {"schema": "9999"}})
        with pytest.raises(WrongBackup, match="более новой версией"):
            backups.glance(backup)

    @pytest.mark.parametrize("manifest", [{}, {"kind": "narcdesk-backup"}, [], None, {"kind": 5, "format": 1}])
    def test_a_manifest_that_is_none(self, backup: Path, manifest: object) -> None:
        rebuilt(backup, lambda _said: manifest)
        with pytest.raises(WrongBackup):
            backups.glance(backup)

    def test_a_backup_of_another_register(self, register: Register, tmp_path: Path, stick: Path) -> None:
        with_other = factories.register(tmp_path / "другой")
        other = made(with_other, stick)
        with_other.close()
        with pytest.raises(WrongBackup, match="копия другого реестра"):
            backups.check(other, register.unlocked)

    def test_the_database_of_another_register(self, register: Register, backup: Path, tmp_path: Path) -> None:
        with_other = factories.register(tmp_path / "другой")
        other = made(with_other, backup.parent)
        with_other.close()
        ours, theirs = parts(backup), parts(other)
        pack(backup, ours | {"register.db": theirs["register.db"]})
        with pytest.raises(WrongBackup, match="изменена"):
            backups.check(backup, register.unlocked)

    def test_an_older_database_of_this_register(self, register: Register, backup: Path) -> None:
        factories.patient(register, given="Анна", sex="f", snils="", policy_number="")
        newer = made(register, backup.parent)
        pack(newer, parts(newer) | {"register.db": parts(backup)["register.db"]})
        with pytest.raises(WrongBackup, match="изменена"):
            backups.check(newer, register.unlocked)

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(UserError, match="нет"):
            backups.glance(tmp_path / "нет такой.ndbackup")

    def test_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(UserError):
            backups.glance(tmp_path)


def test_what_the_tests_pack_is_what_the_program_writes(backup: Path) -> None:
    before = backup.read_bytes()
    rebuilt(backup, lambda said: said)
    assert backup.read_bytes() == before
