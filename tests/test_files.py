"""Small files that are whole or not there at all."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from narcdesk.files import (
    DiskTrouble,
    NoSpace,
    NotWritable,
    WrongPlace,
    absent,
    company,
    make_folder,
    read_back,
    trouble,
    write_atomically,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Выгрузка для комиссии"
    made.mkdir()
    return made


def test_a_new_file_is_written_and_nothing_is_left_beside_it(folder: Path) -> None:
    write_atomically(folder / "пакет 1.zip", b"\x00\r\n\xff" * 1000)
    assert (folder / "пакет 1.zip").read_bytes() == b"\x00\r\n\xff" * 1000
    assert [path.name for path in folder.iterdir()] == ["пакет 1.zip"]


def test_what_else_lies_beside_a_file_is_told_without_what_the_system_keeps(folder: Path) -> None:
    for name in ("Список на выписку.docx", "Архив", "Выгрузка.zip"):
        (folder / name).write_bytes(b"")
    (folder / "System Volume Information").mkdir()
    (folder / ".Trash-1000").mkdir()
    assert company(folder / "Выгрузка.zip") == ["Архив", "Список на выписку.docx"]
    assert company(folder / "вынутый накопитель" / "Выгрузка.zip") == []


def test_an_older_file_is_replaced_whole(folder: Path) -> None:
    path = folder / "keys.json"
    path.write_bytes(b"a long older text")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"


def test_what_an_interrupted_run_left_is_no_obstacle(folder: Path) -> None:
    (folder / "keys.json.new").write_bytes(b"half of someth")
    write_atomically(folder / "keys.json", b"whole")
    assert (folder / "keys.json").read_bytes() == b"whole"
    assert not (folder / "keys.json.new").exists()


def test_reading_back_sees_one_changed_bit_and_a_cut_tail(folder: Path) -> None:
    path = folder / "anchor"
    path.write_bytes(b"0123456789")
    assert read_back(path, b"0123456789")
    assert not read_back(path, b"0123456788")
    assert not read_back(path, b"012345678")


def test_a_folder_that_is_gone_is_named(folder: Path) -> None:
    with pytest.raises(WrongPlace, match=r"Записать «keys.json» нельзя: папки «.*нет такой папки» нет") as caught:
        write_atomically(folder / "нет такой папки" / "keys.json", b"x")
    assert "флеш" not in str(caught.value)


@pytest.mark.parametrize("inside", ["бумаги", "бумаги/за март"])
def test_a_file_where_a_folder_should_be_is_named(folder: Path, inside: str) -> None:
    (folder / "бумаги").write_bytes(b"1")
    with pytest.raises(WrongPlace, match="бумаги» — файл, а не папка"):
        write_atomically(folder / inside / "заявка.pdf", b"x")
    with pytest.raises(WrongPlace, match="бумаги» — файл, а не папка"):
        make_folder(folder / inside)
    assert (folder / "бумаги").read_bytes() == b"1"


def test_folders_are_made_above_one_another(folder: Path) -> None:
    make_folder(folder / "бумаги" / "за март")
    make_folder(folder / "бумаги" / "за март")
    assert (folder / "бумаги" / "за март").is_dir()


def test_a_name_that_is_a_folder_leaves_it_alone(folder: Path) -> None:
    (folder / "keys.json").mkdir()
    (folder / "keys.json" / "внутри").write_bytes(b"1")
    with pytest.raises((WrongPlace, NotWritable)):
        write_atomically(folder / "keys.json", b"x")
    assert (folder / "keys.json" / "внутри").read_bytes() == b"1"
    assert not (folder / "keys.json.new").exists()


_FULL_DISK = """
import resource, sys
from pathlib import Path
from narcdesk.files import NoSpace, write_atomically
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_atomically(Path(sys.argv[1]), b"x" * 5000)
except NoSpace:
    sys.exit(7)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are of POSIX")
def test_no_room_keeps_the_older_file_and_leaves_no_half(folder: Path) -> None:
    path = folder / "keys.json"
    path.write_bytes(b"older")
    child = subprocess.run([sys.executable, "-c", _FULL_DISK, str(path)], check=False, capture_output=True)
    assert child.returncode == 7, child.stderr
    assert path.read_bytes() == b"older"
    assert [found.name for found in folder.iterdir()] == ["keys.json"]


@pytest.mark.parametrize(
    ("number", "kind", "words"),
    [
        (errno.ENOSPC, NoSpace, "Не хватает места"),
        (errno.EACCES, NotWritable, "нельзя записать"),
        (errno.EROFS, NotWritable, "нельзя записать"),
        (errno.EIO, DiskTrouble, "не удалось записать"),
        (errno.ENODEV, DiskTrouble, "не удалось записать"),
    ],
)
def test_errors_of_the_system_become_sentences(number: int, kind: type[Exception], words: str) -> None:
    found = trouble(OSError(number, os.strerror(number)), Path("Флешка") / "пакет.zip")
    assert type(found) is kind
    assert words in str(found)
    assert "«пакет.zip»" in str(found)
    assert os.strerror(number) not in str(found)


@pytest.mark.parametrize("code", [21, 23, 27, 29, 30, 31])
def test_what_windows_says_of_a_stick_that_is_out_is_no_missing_right(folder: Path, code: int) -> None:
    """Python takes «устройство не готово» and the errors of a medium for EACCES: the person would look for a lock."""
    error = OSError(errno.EACCES, "the device is not ready")
    error.winerror = code  # type: ignore[attr-defined, unused-ignore]
    told = trouble(error, folder / "Выгрузка.zip")
    assert isinstance(told, DiskTrouble)
    assert "подключён" in told.do
    error.winerror = 19  # type: ignore[attr-defined, unused-ignore]
    assert isinstance(trouble(error, folder / "Выгрузка.zip"), NotWritable)  # write-protected


def test_a_path_that_is_too_long_is_told_as_such(folder: Path) -> None:
    with pytest.raises(WrongPlace, match="слишком длинный"):
        write_atomically(folder / ("д" * 300), b"whole")
    assert list(folder.iterdir()) == []


def test_a_path_that_is_too_long_only_with_what_is_written_beside_it_is_told_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Windows answers that there is no such folder: the person would look for a stick that is in its place."""
    long_name = tmp_path / ("д" * (257 - len(str(tmp_path))))
    missing = FileNotFoundError(errno.ENOENT, "no such path")
    monkeypatch.setattr("narcdesk.files.sys.platform", "win32")
    assert isinstance(trouble(missing, long_name), WrongPlace)
    assert isinstance(trouble(missing, tmp_path / "короткое.zip"), DiskTrouble)
    assert "не найден" in str(absent(long_name))  # it may be read, only nothing may be written beside it
    assert "слишком длинный" in str(absent(tmp_path / ("д" * 260)))
    monkeypatch.chdir(tmp_path)
    assert isinstance(trouble(missing, Path(long_name.name)), WrongPlace)
    missing.winerror = 206  # type: ignore[attr-defined, unused-ignore]
    assert "слишком длинный" in str(trouble(missing, tmp_path / "папка"))


def test_an_older_file_that_may_only_be_read_is_not_said_to_be_open_in_excel(folder: Path) -> None:
    path = folder / "Сводная.xlsx"
    path.write_bytes(b"older")
    error = PermissionError(errno.EACCES, "access is denied")
    error.winerror = 5  # type: ignore[attr-defined, unused-ignore]
    assert "открыт в Excel" in str(trouble(error, path))
    path.chmod(0o444)
    told = trouble(error, path)
    assert isinstance(told, NotWritable)
    assert "«Только чтение»" in str(told) and "Excel" not in str(told)
