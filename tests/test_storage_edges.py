"""Odd places of a register: write-protected, very deep, of names that trip programs; who else is there (R8, R10)."""

import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from narcdesk import backup_plan, vault
from narcdesk.files import WrongPlace, write_atomically
from narcdesk.register import Register
from tests import factories
from tests.factories import Clock
from tests.faults.starts import two_programs
from tests.vault_samples import LOGIN, PASSWORD, ROWS, closed_register, count

ROOT = Path(__file__).parents[1]

# What a person may do at a write-protected medium; each must be a sentence, and nothing may be left there.
TRIED = """
import sys
from pathlib import Path
from narcdesk import backup_plan, vault
from narcdesk.errors import UserError
from narcdesk.files import write_atomically
from narcdesk.register import Register
from tests import factories
from tests.factories import Clock

sys.stdout.reconfigure(encoding="utf-8")
medium, ours = Path(sys.argv[1]), Path(sys.argv[2])
register = Register.open(ours, "zimin", factories.PASSWORD, clock=Clock())
for act in (
    lambda: Register.open(medium / "Реестр", "zimin", factories.PASSWORD, clock=Clock()),
    lambda: vault.create(medium / "Новый", "zimin", factories.PASSWORD, kdf=vault.QUICK),
    lambda: backup_plan.make(register, folders=[medium]),
    lambda: write_atomically(medium / "заявка.pdf", b"%PDF"),
):
    try:
        act()
        print("done")
    except UserError as error:
        print(type(error).__name__, "|", error)
register.close()
"""


def read_only(tmp_path: Path, script: str, *arguments: Path) -> list[str]:
    """What a child prints for which `tmp_path / "Носитель"` is mounted write-protected; skips where it may not be."""
    medium = tmp_path / "Носитель"
    mount = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0"'
    if (
        not shutil.which("unshare")
        or subprocess.run(["unshare", "-m", "sh", "-c", mount, medium], capture_output=True, check=False).returncode
    ):
        pytest.skip("this account may not mount")
    done = subprocess.run(
        [
            "unshare",
            "-m",
            "sh",
            "-c",
            f'{mount} && exec "$@"',
            medium,
            sys.executable,
            "-c",
            script,
            medium,
            *arguments,
        ],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="mounts are of Linux")
def test_a_write_protected_medium_is_told_and_left_as_it_was(register: Register, tmp_path: Path) -> None:
    register.close()
    medium = tmp_path / "Носитель"
    shutil.copytree(register.folder, medium / "Реестр")
    (medium / "Реестр" / "register.lock").unlink()
    before = {path: path.read_bytes() for path in medium.rglob("*") if path.is_file()}
    said = read_only(tmp_path, TRIED, register.folder)
    assert [line.partition(" | ")[0] for line in said] == ["NotWritable"] * 4
    for line in said:
        assert "нельзя записать" in line
        assert "Снимите защиту от записи" in line
    assert {path: path.read_bytes() for path in medium.rglob("*") if path.is_file()} == before


def _opens(path: Path) -> bool:
    try:
        path.open("r+b").close()
    except OSError:
        return False
    return True


@pytest.mark.skipif(sys.platform != "win32", reason="such a mark protects a file on Windows")
@pytest.mark.parametrize("name", ["register.db", "register.lock"])
def test_a_write_protected_file_is_told(register: Register, clock: Clock, name: str) -> None:
    register.close()
    path = register.folder / name
    path.chmod(stat.S_IREAD)
    try:
        if _opens(path):
            pytest.skip("this account, like that of Wine, may write what is protected")
        with pytest.raises(vault.NotWritable, match="Снимите защиту от записи"):
            Register.open(register.folder, "zimin", factories.PASSWORD, clock=clock)
    finally:
        path.chmod(stat.S_IREAD | stat.S_IWRITE)
    Register.open(register.folder, "zimin", factories.PASSWORD, clock=clock).close()


NAMES = [
    "Реестр № 1 (копия) — «Заречье»",
    "Ёлка, щука & 50 % %TEMP% #1 ; 'x'",
    "Папка.с.точками и  двумя пробелами",
    "Й" + "и\u0306",  # one letter whole, the same in two parts
    "registеr",  # a Russian «е» among Latin letters
]


@pytest.mark.parametrize("name", NAMES)
def test_a_register_lives_under_any_name(tmp_path: Path, name: str) -> None:
    folder = closed_register(tmp_path / name)
    with vault.unlock(folder, LOGIN, PASSWORD) as opened:
        assert count(opened) == ROWS
    assert sorted(path.name for path in folder.iterdir()) == ["keys.json", "register.db", "register.lock"]


def deep(folder: Path, length: int) -> Path:
    """A folder whose whole path is about so long."""
    while len(str(folder)) < length:
        folder /= "Наркологический кабинет"
    return folder


@pytest.mark.parametrize("signs", [100, 200])
def test_a_deep_folder_works(tmp_path: Path, signs: int) -> None:
    folder = deep(tmp_path, signs)
    closed_register(folder)
    with vault.unlock(folder, LOGIN, PASSWORD) as opened:
        assert count(opened) == ROWS
    write_atomically(folder / "заявка.pdf", b"%PDF")
    assert (folder / "заявка.pdf").read_bytes() == b"%PDF"


@pytest.mark.parametrize("signs", [300, 600])
def test_a_too_deep_folder_is_told_and_nothing_is_made(tmp_path: Path, signs: int) -> None:
    folder = deep(tmp_path, signs)
    acts: list[Callable[[], object]] = [
        lambda: vault.create(folder, LOGIN, PASSWORD, kdf=vault.QUICK),
        lambda: vault.unlock(folder, LOGIN, PASSWORD),
        lambda: vault.unlock_with_words(folder, "абзац " * 24),
    ]
    for act in acts:
        with pytest.raises(WrongPlace, match="слишком длинный") as told:
            act()
        assert "короткие имена" in told.value.do
    assert list(tmp_path.iterdir()) == []


def test_a_backup_goes_into_a_very_deep_folder(register: Register, tmp_path: Path) -> None:
    folder = deep(tmp_path / "Копии", 300)
    try:
        folder.mkdir(parents=True)
    except OSError:
        pytest.skip("this system has no such long paths")
    made = backup_plan.make(register, folders=[folder])
    assert [path.parent for path in made.paths] == [folder]


def test_of_two_programs_one_opens_and_the_other_is_told_by_whom(register: Register) -> None:
    register.close()
    assert two_programs(register.folder, 5) == []
