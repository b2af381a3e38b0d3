"""A folder of another computer: known as one, refused, allowed by the head alone, and doubted where a name was left."""

import json
import os
import sys
from pathlib import Path

import pytest

from narcdesk import journal, network_folder, vault
from narcdesk.errors import Forbidden
from narcdesk.register import Register
from narcdesk.staff import Role
from narcdesk.vault import network
from tests import factories
from tests.factories import Clock
from tests.vault_samples import LOGIN, PASSWORD, closed_register

LINUX = pytest.mark.skipif(sys.platform == "win32", reason="mounts are read on Linux")


@pytest.fixture
def share(tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that this computer has mounted from another one."""
    folder = tmp_path / "Общая папка"
    folder.mkdir()
    mounts = tmp_path / "mounts"
    monkeypatch.setattr(network, "MOUNTS", mounts)
    escaped = str(folder).replace(" ", "\\040")
    mounts.write_text(f"proc /proc proc rw 0 0\n/dev/sda1 / ext4 rw 0 0\n//srv/obmen {escaped} cifs rw 0 0\n", "utf-8")
    return folder


@LINUX
@pytest.mark.parametrize(
    ("kind", "remote"),
    [("nfs4", True), ("cifs", True), ("fuse.sshfs", True), ("fuse.gvfsd-fuse", True), ("ext4", False), ("vfat", False)],
)
def test_a_mount_is_known_by_its_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, remote: bool) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nsrv {tmp_path} {kind} rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(network, "MOUNTS", mounts)
    assert network.is_remote(tmp_path / "ещё нет" / "Реестр") is remote
    assert not network.is_remote(Path("/"))


@LINUX
def test_a_link_into_a_share_is_a_share(share: Path, tmp_path: Path) -> None:
    link = tmp_path / "Рядом"
    link.symlink_to(share, target_is_directory=True)
    assert network.is_remote(link / "Реестр")
    assert not network.is_remote(tmp_path)


@pytest.mark.skipif(sys.platform != "win32", reason="names of shares are those of Windows")
@pytest.mark.parametrize(
    ("path", "remote"),
    [
        ("\\\\server\\обмен\\Реестр", True),
        ("//server/обмен/Реестр", True),
        ("\\\\?\\UNC\\server\\обмен\\Реестр", True),
        ("\\\\?\\C:\\Реестр", False),
        ("C:\\Реестр кабинета", False),
    ],
)
def test_a_share_is_known_by_its_name(path: str, remote: bool) -> None:
    assert network.is_remote(Path(path)) is remote


def test_where_the_tests_run_is_no_share(tmp_path: Path) -> None:
    assert not network.is_remote(tmp_path)


@LINUX
def test_a_register_on_a_share_is_neither_made_nor_opened(share: Path, tmp_path: Path) -> None:
    with pytest.raises(vault.OnNetwork) as told:
        vault.create(share / "Реестр", LOGIN, PASSWORD, kdf=vault.QUICK)
    assert told.value.what == f"Папка «{share / 'Реестр'}» лежит в сети, на другом компьютере."
    assert list(share.iterdir()) == []
    closed_register(tmp_path / "Реестр").rename(share / "Реестр")
    before = sorted(path.name for path in (share / "Реестр").iterdir())
    with pytest.raises(vault.OnNetwork):
        vault.unlock(share / "Реестр", LOGIN, PASSWORD)
    assert sorted(path.name for path in (share / "Реестр").iterdir()) == before


@pytest.fixture
def moved(register: Register, share: Path) -> Path:
    """A whole register that somebody has put on the share."""
    register.close()
    return register.folder.rename(share / "Реестр")


@LINUX
def test_the_head_allows_it_here_and_the_journal_knows(moved: Path, clock: Clock) -> None:
    opened = network_folder.open_allowed(moved, "zimin", factories.PASSWORD, clock=clock)
    assert journal.listing(opened, journal.Wanted())[0].action == "Разрешена сетевая папка реестра"
    opened.close()
    Register.open(moved, "zimin", factories.PASSWORD, clock=clock).close()  # once is enough on this computer


@LINUX
def test_nobody_else_allows_it_and_a_wrong_password_allows_nothing(
    register: Register, share: Path, clock: Clock
) -> None:
    with factories.signed_in(register, Role.ADMINISTRATOR, clock) as other:
        login, folder = other.person.login, other.folder
    moved = folder.rename(share / "Реестр")
    with pytest.raises(Forbidden):
        network_folder.open_allowed(moved, login, factories.PASSWORD, clock=clock)
    with pytest.raises(vault.WrongPassword):
        network_folder.open_allowed(moved, "zimin", "не тот пароль", clock=clock)
    with pytest.raises(vault.OnNetwork):
        Register.open(moved, "zimin", factories.PASSWORD, clock=clock)


@LINUX
def test_a_kill_while_the_password_is_tried_leaves_nothing_allowed(
    moved: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else whoever ends the program there would allow a folder without being the head, and without an entry."""

    def look(*_: object, **__: object) -> Register:
        network.must_be_local(moved)
        kept.append((state / "network.json").exists())
        raise vault.WrongPassword

    kept: list[bool] = []
    monkeypatch.setattr(Register, "open", look)
    with pytest.raises(vault.WrongPassword):
        network_folder.open_allowed(moved, "zimin", "не тот пароль")
    assert kept == [False]
    with pytest.raises(vault.OnNetwork):
        network.must_be_local(moved)


@LINUX
def test_a_name_that_another_computer_left_on_a_share_is_said_before_opening(moved: Path, clock: Clock) -> None:
    network.allow(moved)
    left = {"computer": "КАБИНЕТ-2", "user": "petrova", "since": "2026-03-13T17:05+03:00"}
    (moved / "register.lock").write_text(json.dumps(left, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(vault.LeftOpen) as told:
        Register.open(moved, "zimin", factories.PASSWORD, clock=clock)
    assert "компьютер КАБИНЕТ-2, пользователь petrova, с 13.03.2026 17:05" in told.value.what
    Register.open(moved, "zimin", factories.PASSWORD, clock=clock).close()  # the person has looked


def test_a_name_that_a_power_cut_left_here_stops_nobody(register: Register, clock: Clock) -> None:
    register.close()
    left = {"computer": "КАБИНЕТ-2", "user": "petrova", "since": "2026-03-13T17:05+03:00"}
    (register.folder / "register.lock").write_text(json.dumps(left, ensure_ascii=False), encoding="utf-8")
    Register.open(register.folder, "zimin", factories.PASSWORD, clock=clock).close()


@LINUX
def test_the_memory_of_what_is_allowed_may_be_lost_but_never_allows(share: Path, state: Path) -> None:
    network.allow(share)
    network.must_be_local(share)
    (state / "network.json").write_bytes(os.urandom(64))
    with pytest.raises(vault.OnNetwork):
        network.must_be_local(share)
