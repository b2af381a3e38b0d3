"""R1 for a new key: the register opens by the same password at whatever moment its re-encryption was killed."""

import os
import shutil
import time
from pathlib import Path
from random import Random

import sqlalchemy as sa

from narcdesk import administration, recovery, schema
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.vault import keyfile
from tests import factories
from tests.faults import children
from tests.faults.children import Tell
from tests.faults.outcome import Outcome

CARDS = 40


def run(count: int, dice: Random, folder: Path) -> Outcome:
    """Kill so many children in the midst of re-encryption, and look at what each has left."""
    found, whole = Outcome(), folder / "Готовый реестр"
    key, seconds = children.ask(lambda: _make(whole, folder / "Проба"))
    for number in range(count):
        case = folder / "Случай"
        shutil.copytree(whole, case)
        child = children.start(lambda tell, to=case: _rekey(to, tell))
        child.listen(messages=1)
        child.listen(messages=2, seconds=dice.uniform(0, seconds * 1.2))
        child.kill()
        finished = child.told[1:] == ["done"]
        moment, wrong = children.ask(lambda of=case, done=finished: _judge(of, key, finished=done))
        found.tried += 1
        found.counted[moment] += 1
        found.wrong += [f"kill {number}, {moment}: {what}" for what in wrong]
        shutil.rmtree(case)
    return found


def _open(case: Path) -> Register:
    os.environ["NARCDESK_STATE"] = str(case / "Память компьютера")
    return Register.open(case / "Реестр кабинета", "zimin", factories.PASSWORD, clock=factories.Clock())


def _make(whole: Path, trial: Path) -> tuple[str, float]:
    """The register of all cases; its key, and how long a new one takes."""
    os.environ["NARCDESK_STATE"] = str(whole / "Память компьютера")
    register = factories.register(whole / "Реестр кабинета")
    for _ in range(CARDS):
        factories.patient(register, snils="")
    key = register.keys.key_id
    register.close()
    shutil.copytree(whole, trial)
    register = _open(trial)
    began = time.monotonic()
    administration.rekey(register)
    seconds = time.monotonic() - began
    register.close()
    return key, seconds


def _rekey(case: Path, tell: Tell) -> None:
    register = _open(case)
    tell("open")
    administration.rekey(register)
    tell("done")
    children.wait_for_the_end()


def _judge(case: Path, key: str, *, finished: bool) -> tuple[str, list[str]]:
    folder = case / "Реестр кабинета"
    both = len(keyfile.load(folder).slots[0].sealed_deks) > 1
    half = (folder / "register.db.new").exists()
    register = _open(case)
    is_new, wrong = register.keys.key_id != key, []
    if finished and not is_new:
        wrong.append("it was said to be done, and the key is the old one")
    wrong += [*register.findings, *schema.check(register)]
    with register.read() as session:
        cards = session.scalar(sa.select(sa.func.count()).select_from(Patient))
    wrong += [f"{cards} cards of {CARDS}"] * (cards != CARDS)
    if recovery.standing(register).key_id != register.keys.key_id:
        wrong.append("the sheet asked for is of another key")
    register.close()
    wrong += [f"{path.name} was left" for path in folder.iterdir() if path.name.startswith("register.db.")]
    wrong += ["both keys stayed in the slots"] * (len(keyfile.load(folder).slots[0].sealed_deks) > 1)
    how = "done" if finished else "new key" if is_new else "old key"
    return f"{how}{', both in the slots' * both}{', half a copy' * half}", wrong
