"""The commands `backup`, `restore` and `check`: what they answer, and every kind of damage answered by 1."""

import random
import shutil
from pathlib import Path

import pytest

from narcdesk import backup_plan, backups, vault
from narcdesk.register import Register
from tests import factories
from tests.command_line import Ask, sha256
from tests.factories import PASSWORD, Clock

WAY_IN = ("--user", "zimin", "--password-stdin", "--json")


@pytest.fixture
def folder(register: Register) -> Path:
    """The closed register of an office with one card."""
    factories.patient(register)
    register.close()
    return register.folder


@pytest.fixture
def to(tmp_path: Path) -> Path:
    return tmp_path / "Копии на флешке" / "реестр"


class TestBackup:
    def test_with_a_password_it_is_opened_and_counted(self, ask: Ask, folder: Path, to: Path) -> None:
        told = ask("backup", "--register", folder, "--to", to, *WAY_IN, said=PASSWORD)
        assert (told.status, told.err) == (0, "")
        data = told.data
        assert data["opened"] is True
        assert [str(path) for path in to.iterdir()] == [data["backup"]]
        assert data["rows"] == sum(data["tables"].values()) > 10
        assert data["tables"]["patients"] == 1
        said = backups.glance(Path(data["backup"])).manifest.facts
        assert said is not None
        assert data["head"] == f"{said.head.seq}:{said.head.mac}"

    def test_without_one_the_closed_files_are_copied(self, ask: Ask, folder: Path, to: Path) -> None:
        told = ask("backup", "--register", folder, "--to", to, "--json")
        assert (told.status, told.err) == (0, "")
        assert told.data == {
            "backup": str(next(to.iterdir())),
            "rows": None,
            "head": None,
            "opened": False,
            "thinned": [],
        }
        assert "не открыта и не сосчитана" in ask("backup", "--register", folder, "--to", to).out

    def test_it_is_journalled_and_counts_as_the_last(self, ask: Ask, folder: Path, to: Path, clock: Clock) -> None:
        ask("backup", "--register", folder, "--to", to, *WAY_IN, said=PASSWORD)
        opened = Register.open(folder, "zimin", PASSWORD, clock=clock)
        try:
            (made,) = backup_plan.history(opened)
            assert (made.why, made.folder, made.trouble) == ("command", str(to), "")
            assert backup_plan.standing(opened).unsaved_since is None
        finally:
            opened.close()

    @pytest.mark.parametrize("way_in", [WAY_IN, ("--json",)])
    def test_an_open_register_is_refused(self, ask: Ask, register: Register, to: Path, way_in: tuple[str, ...]) -> None:
        told = ask("backup", "--register", register.folder, "--to", to, *way_in, said=PASSWORD)
        assert (told.status, told.out) == (2, "")
        assert "уже открыт" in told.err

    def test_a_wrong_password_is_no_answer(self, ask: Ask, folder: Path, to: Path) -> None:
        told = ask("backup", "--register", folder, "--to", to, *WAY_IN, said="не тот")
        assert (told.status, told.out) == (2, "")
        assert not to.exists()

    def test_it_never_lies_in_the_register(self, ask: Ask, folder: Path) -> None:
        before = sorted(path.name for path in folder.iterdir())
        for place in (folder, folder / "копии"):
            told = ask("backup", "--register", folder, "--to", place, *WAY_IN, said=PASSWORD)
            assert told.status == 2
            assert "в папке самого реестра" in told.err
        assert sorted(path.name for path in folder.iterdir()) == before

    @pytest.mark.parametrize("way_in", [WAY_IN, ("--json",)])
    @pytest.mark.parametrize("file", ["keys.json", "register.db"])
    def test_a_damaged_register_is_the_answer(
        self, ask: Ask, folder: Path, to: Path, file: str, way_in: tuple[str, ...]
    ) -> None:
        data = (folder / file).read_bytes()
        (folder / file).write_bytes(data[: len(data) // 2 + 7])
        told = ask("backup", "--register", folder, "--to", to, *way_in, said=PASSWORD)
        assert (told.status, told.err) == (1, "")
        assert told.data["backup"] is None
        assert told.data["problems"]
        assert not to.exists() or list(to.iterdir()) == []


class TestRestore:
    @pytest.fixture
    def backup(self, ask: Ask, folder: Path, to: Path) -> Path:
        told = ask("backup", "--register", folder, "--to", to, *WAY_IN, said=PASSWORD)
        return Path(told.data["backup"])

    @pytest.fixture
    def clean(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A clean machine, and where the register shall lie on it."""
        monkeypatch.setenv("NARCDESK_STATE", str(tmp_path / "чистый компьютер"))
        return tmp_path / "Новый диск" / "Реестр кабинета"

    def test_by_the_password_on_a_clean_machine(self, ask: Ask, folder: Path, backup: Path, clean: Path) -> None:
        made = ask("backup", "--register", folder, "--to", backup.parent, *WAY_IN, said=PASSWORD).data
        shutil.rmtree(folder)
        told = ask(
            "restore", made["backup"], "--to", clean, "--user", "zimin", "--password-stdin", "--json", said=PASSWORD
        )
        assert (told.status, told.err) == (0, "")
        assert told.data["register"] == str(clean)
        assert (told.data["rows"], told.data["head"]) == (made["rows"], made["head"])
        assert ask("check", "--register", clean, *WAY_IN, said=PASSWORD).data["ok"]

    def test_by_the_words_of_recovery(self, ask: Ask, folder: Path, to: Path, clean: Path) -> None:
        with vault.unlock(folder, "zimin", PASSWORD) as opened:
            words = vault.words_of(opened)
        made = ask("backup", "--register", folder, "--to", to, *WAY_IN, said=PASSWORD).data
        half = "\n".join((" ".join(words[:12]), " ".join(words[12:])))
        told = ask("restore", made["backup"], "--to", clean, "--recovery-stdin", "--json", said=half)
        assert (told.status, told.err) == (0, "")
        assert told.data["head"] == made["head"]

    def test_a_wrong_word_is_named(self, ask: Ask, backup: Path, clean: Path, folder: Path) -> None:
        with vault.unlock(folder, "zimin", PASSWORD) as opened:
            words = vault.words_of(opened)
        words[4] = "абракадабра"
        told = ask("restore", backup, "--to", clean, "--recovery-stdin", said=" ".join(words))
        assert (told.status, told.out) == (2, "")
        assert "5" in told.err
        assert not clean.exists()

    def test_the_only_person_need_not_be_named(self, ask: Ask, backup: Path, clean: Path) -> None:
        assert ask("restore", backup, "--to", clean, "--password-stdin", said=PASSWORD).status == 0

    def test_a_wrong_password_leaves_nothing(self, ask: Ask, backup: Path, clean: Path) -> None:
        told = ask("restore", backup, "--to", clean, "--password-stdin", said="не тот")
        assert (told.status, told.out) == (2, "")
        assert not clean.exists()

    def test_never_over_a_register(self, ask: Ask, backup: Path, folder: Path) -> None:
        before = {path.name: sha256(path) for path in folder.iterdir()}
        told = ask("restore", backup, "--to", folder, "--password-stdin", said=PASSWORD)
        assert told.status == 2
        assert "уже лежат файлы реестра" in told.err
        assert {path.name: sha256(path) for path in folder.iterdir()} == before

    @pytest.mark.parametrize("seed", range(12))
    def test_every_damage_is_answered_by_one_and_a_sentence(
        self, ask: Ask, backup: Path, clean: Path, seed: int
    ) -> None:
        chance, data = random.Random(seed), bytearray(backup.read_bytes())
        place = chance.randrange(8000 if seed % 2 else len(data))
        match seed % 3:
            case 0:
                data[place] ^= 1 << chance.randrange(8)
            case 1:
                data[place : place + 512] = bytes(512)
            case 2:
                del data[place:]
        backup.write_bytes(data)
        told = ask("restore", backup, "--to", clean, "--user", "zimin", "--password-stdin", "--json", said=PASSWORD)
        assert (told.status, told.err) == (1, "")
        assert told.data["register"] is None
        assert "копи" in told.data["problems"][0]
        assert not clean.exists()

    def test_what_is_no_backup(self, ask: Ask, clean: Path, tmp_path: Path) -> None:
        (tmp_path / "отчёт.zip").write_bytes(b"PK\5\6" + bytes(18))
        told = ask("restore", tmp_path / "отчёт.zip", "--to", clean, "--password-stdin", said=PASSWORD)
        assert (told.status, told.err) == (1, "")
        assert "не резервная копия" in told.out

    def test_on_the_same_machine_it_says_what_is_missing(
        self, ask: Ask, backup: Path, folder: Path, tmp_path: Path
    ) -> None:
        ask("check", "--register", folder, *WAY_IN, said=PASSWORD)  # one sign-in more
        told = ask("restore", backup, "--to", tmp_path / "снова", "--password-stdin", "--json", said=PASSWORD)
        assert told.status == 0
        assert "не хватает последних операций" in told.data["notes"][0]
