"""Asking the command line in tests: in this process, or in one of its own. `tests/conftest.py` offers the fixtures."""

import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import main
from narcdesk import applications
from narcdesk.register import Register
from tests import factories

ROOT = Path(__file__).resolve().parent.parent


def run(*arguments: str | Path, said: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The program in a process of its own, whose pipes are in the code page of a Russian Windows."""
    return subprocess.run(
        [sys.executable, "main.py", *map(str, arguments)],
        input=said,
        capture_output=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "cp1251", "PYTHONUTF8": "0"} | environment,
        timeout=300,
    )


@dataclass(frozen=True)
class Told:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


Ask = Callable[..., Told]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Run a command in this process; `said` comes on standard input."""

    def asked(*arguments: str | Path, said: str = "") -> Told:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(said.encode())))
        capsys.readouterr()
        status = main.main([str(argument) for argument in arguments])
        found = capsys.readouterr()
        return Told(status, found.out, found.err)

    return asked


@pytest.fixture
def inside(ask: Ask, register: Register) -> Ask:
    """The same with a command that opens the closed register of the test."""
    register.close()

    def asked(command: str, *arguments: str | Path) -> Told:
        way_in = ("--register", register.folder, "--password-stdin")
        return ask(command, *arguments, *way_in, said=factories.PASSWORD)

    return asked


def submitted(register: Register) -> str:
    """The number of a submitted application."""
    return applications.submit(register, factories.asked(register).id).number or ""


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
