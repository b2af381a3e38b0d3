"""Asking the warm parent: one for all tests of a run, started when the first of them needs it."""

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

from tests.faults import shim
from tests.faults.outcome import Outcome

ROOT = Path(__file__).parents[2]
CAN = sys.platform == "linux" and shutil.which("gcc") is not None
WHY_NOT = "children are forked, and the disk that fails is a Linux library made by gcc"


def prove(name: str, count: int, seed: int = 1) -> Outcome:
    """What a proof finds in so many cases (0: in every case there is)."""
    parent = _warm_parent()
    assert parent.stdin is not None
    assert parent.stdout is not None
    parent.stdin.write(f"{name} {count} {seed}\n")
    parent.stdin.flush()
    answer = parent.stdout.readline()
    assert answer, "the warm parent has died"
    said = json.loads(answer)
    return Outcome(said["tried"], Counter(said["counted"]), said["wrong"])


@cache
def _warm_parent() -> "subprocess.Popen[str]":
    folder = Path(tempfile.mkdtemp(prefix="narcdesk-shim-"))
    environment = {
        **os.environ,
        "LD_PRELOAD": str(shim.build(folder)),
        "NARCDESK_STATE": str(folder / "state"),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-m", "tests.faults"]
    pipe = subprocess.PIPE
    parent = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, encoding="utf-8")
    atexit.register(_dismiss, parent, folder)
    return parent


def _dismiss(parent: "subprocess.Popen[str]", folder: Path) -> None:
    if parent.stdin is not None:
        parent.stdin.close()  # it then ends by itself and takes its folder away
    parent.wait(60)
    if parent.stdout is not None:
        parent.stdout.close()
    shutil.rmtree(folder, ignore_errors=True)
