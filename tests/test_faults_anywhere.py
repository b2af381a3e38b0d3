"""The table of acts is complete; R1 also where no process can be forked: the program is ended from outside."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from narcdesk import patients, schema
from tests.faults.asking import ROOT
from tests.faults.desk import ACTS, ELSEWHERE, Volumes, make_office, open_register

STORY = ["patients.enter", "observation.visit"] * 30
ACKNOWLEDGED = (1, 7, 20)  # lines heard before each end: the opening, and so many acts less one


def test_every_act_of_the_program_is_among_those_that_faults_meet() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "narcdesk").rglob("*.py")]
    written = {name for text in sources for name in re.findall(r'\.write\("([a-z_]+\.[a-z_]+)"\)', text)}
    assert "patients.enter" in written
    known = {name.partition(" ")[0] for name in ACTS} | ELSEWHERE.keys()
    assert written - known == set(), "add it to tests/faults/desk.py"


def test_what_was_acknowledged_is_there_after_the_program_was_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    volumes = Volumes(tmp_path / "Дело № 1")
    monkeypatch.setenv("NARCDESK_STATE", str(volumes.state))
    ids = make_office(volumes)
    entered = _entered(volumes)
    for lines in ACKNOWLEDGED:
        heard = _ended_after(volumes, ids, lines)
        acknowledged = heard.count("patients.enter")
        found = _entered(volumes)
        assert acknowledged <= found - entered <= acknowledged + 1
        entered = found


def _ended_after(volumes: Volumes, ids: dict[str, int], lines: int) -> list[str]:
    command = [sys.executable, "-X", "utf8", "-m", "tests.faults.alone", str(volumes.root), json.dumps(ids), *STORY]
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ}, stdout=subprocess.PIPE, encoding="utf-8") as child:
        assert child.stdout is not None
        heard = [child.stdout.readline().strip() for _ in range(lines)]
        time.sleep(0.003 * lines)  # into the midst of the next act
        child.kill()
        return heard + child.stdout.read().split("\n")


def _entered(volumes: Volumes) -> int:
    register = open_register(volumes)
    try:
        assert register.findings == []
        assert schema.check(register) == []
        return patients.count(register)
    finally:
        register.close()
