"""R1 also where no process can be forked: the program is ended from outside, on Windows by TerminateProcess."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from narcdesk import patients, schema
from tests.faults.asking import ROOT
from tests.faults.desk import Volumes, make_office, open_register

ACTS = ["patients.enter", "observation.visit"] * 30
ACKNOWLEDGED = (1, 7, 20)  # lines heard before each end: the opening, and so many acts less one


@pytest.mark.timeout(300)
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
    command = [sys.executable, "-X", "utf8", "-m", "tests.faults.alone", str(volumes.root), json.dumps(ids), *ACTS]
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
