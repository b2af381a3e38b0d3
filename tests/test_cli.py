"""The headless face as a program meets it: through pipes, whatever the code page of the country is."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from narcdesk.register import Register
from tests import factories

ROOT = Path(__file__).resolve().parent.parent


def run(*arguments: str | Path, said: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The program in a process of its own, whose pipes are in the code page of a Russian Windows."""
    return subprocess.run(
        [sys.executable, "main.py", *map(str, arguments)],
        input=said,
        capture_output=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "cp1251", "PYTHONUTF8": "0"},
        timeout=100,
    )


def check(register: Register, password: bytes) -> subprocess.CompletedProcess[bytes]:
    return run("check", "--register", register.folder, "--user", "zimin", "--password-stdin", "--json", said=password)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["bare", "as Notepad saves it"])
@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"], ids=["no end", "unix", "windows"])
def test_a_password_is_read_as_utf_8(register: Register, mark: bytes, end: bytes) -> None:
    register.close()
    done = check(register, mark + factories.PASSWORD.encode() + end)
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["ok"]


def test_bytes_that_are_no_utf_8_are_a_wrong_password(register: Register) -> None:
    register.close()
    done = check(register, factories.PASSWORD.encode("cp1251"))
    assert done.returncode == 2
    assert "пароль" in done.stderr.decode()


def test_a_refusal_is_one_sentence_in_utf_8(tmp_path: Path) -> None:
    done = run("verify", tmp_path / "Нет такой выгрузки ≤ 5.zip", "--json")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "Нет такой выгрузки ≤ 5.zip" in done.stderr.decode()
