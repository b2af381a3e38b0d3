"""Which media are told apart from the disks of the computer, and what is said of each."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from narcdesk import drives, uncached

linux = pytest.mark.skipif(sys.platform == "win32", reason="a table of mounts")


@pytest.fixture
def computer(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A disk with two parts, a stick with one and a card that has none, as the kernel tells of them."""
    blocks, labels = tmp_path / "block", tmp_path / "labels"
    labels.mkdir()
    for whole, parts, is_removable in (("sda", ["sda1", "sda2"], "0"), ("sdb", ["sdb1"], "1"), ("sdc", [], "1")):
        for folder in (blocks / whole, *(blocks / whole / part for part in parts)):
            folder.mkdir(parents=True)
        (blocks / whole / "removable").write_text(f"{is_removable}\n")
        for part in parts:
            (blocks / part).symlink_to(blocks / whole / part)
    (labels / r"\xd0\x9a\xd0\x9e\xd0\x9c\xd0\x98\xd0\xa1\xd0\xa1\xd0\x98\xd0\xaf").symlink_to("../../sdb1")
    for name in ("флешка отдела", "карта"):
        (tmp_path / name).mkdir()
    mounts = tmp_path / "mounts"
    lines = [
        "/dev/sda1 / ext4 rw,relatime 0 0",
        "proc /proc proc rw 0 0",
        f"/dev/sda2 {tmp_path} ext4 rw 0 0",
        rf"/dev/sdb1 {tmp_path}/флешка\040отдела vfat rw,nosuid 0 0",
        f"/dev/sdc {tmp_path}/карта vfat ro,nosuid 0 0",
        f"/dev/sdd1 {tmp_path}/вынутая vfat rw 0 0",
        "broken line",
    ]
    mounts.write_text("\n".join(lines), encoding="utf-8")
    return mounts, blocks, labels


@linux
def test_sticks_are_told_from_the_disks_of_the_computer(computer: tuple[Path, Path, Path], tmp_path: Path) -> None:
    found = drives.removable(*computer)
    assert [(drive.root.name, drive.label, drive.is_read_only) for drive in found] == [
        ("карта", "карта", True),  # without a label it is called as its folder
        ("флешка отдела", "КОМИССИЯ", False),
    ]
    room = shutil.disk_usage(tmp_path)
    assert [drive.size for drive in found] == [room.total, room.total]
    assert not found[0].is_in  # a folder of that name is there, and nothing is mounted on it


@linux
@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("КОМИССИЯ\u00a02026", "КОМИССИЯ\ufffd2026"),
        ("два\u2028слова", "два\ufffdслова"),
        ("\udc94\udc8b\udc85\udc98", "\ufffd" * 4),  # ФЛЕШ of DOS
    ],
)
def test_a_label_of_odd_spaces_or_letters_hides_no_stick(
    computer: tuple[Path, Path, Path], tmp_path: Path, name: str, label: str
) -> None:
    """The kernel escapes the usual spaces alone; on an old stick the letters may be those of DOS."""
    mounts, blocks, _ = computer
    (tmp_path / name).mkdir()
    mounts.write_bytes(os.fsencode(f"proc /proc proc rw 0 0\n/dev/sdb1 {tmp_path / name} vfat rw 0 0\n"))
    (found,) = drives.removable(mounts, blocks, tmp_path / "no labels")
    assert (found.root, found.label, found.is_read_only) == (tmp_path / name, label, False)


@linux
def test_a_system_without_a_table_of_mounts_has_no_sticks(tmp_path: Path) -> None:
    assert drives.removable(tmp_path / "нет такого") == []


def test_of_this_computer_it_can_be_asked() -> None:
    for drive in drives.removable():
        assert drive.is_in
        assert 0 <= drive.free <= drive.size


@pytest.mark.parametrize("size", [0, 1, 4096, 2**20 - 1, 2**20, 2**20 + 1])
def test_a_file_is_read_past_the_cache_to_its_last_byte(tmp_path: Path, size: int) -> None:
    path = tmp_path / "выгрузка.zip"
    data = bytes(number * 7 % 251 for number in range(size))
    path.write_bytes(data)
    assert b"".join(uncached.pieces(path)) == data


def test_a_file_that_is_not_there_is_the_system_s_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(uncached.pieces(tmp_path / "нет"))
