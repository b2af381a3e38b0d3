"""R9. However many copies of the program start at once, exactly one owns the register; the others say who has it."""

import os
import re
from pathlib import Path

from narcdesk import vault
from tests.faults import children
from tests.faults.children import Child, Tell
from tests.faults.desk import Volumes, open_register
from tests.faults.outcome import Outcome, Share
from tests.faults.stories import Office, use

COPIES = 20
NAMED = re.compile(r"Реестр уже открыт: компьютер \S.*, пользователь \S.*, с \d\d\.\d\d\.\d{4} \d\d:\d\d\.")


def run(office: Office, share: Share, folder: Path) -> Outcome:
    """Start twenty copies together so many times."""
    volumes = office.copy(folder / "случай")
    found = Outcome()
    for number in share.numbers:
        answers = _round(volumes)
        found.tried += 1
        owners = answers.count("owner")
        found.counted["owners"] += owners
        found.counted["told who has it"] += sum(bool(NAMED.match(answer)) for answer in answers)
        if owners != 1 or sum(bool(NAMED.match(answer)) for answer in answers) != COPIES - 1:
            found.wrong.append(f"round {number}: {sorted(set(answers))}")
    return found


def _round(volumes: Volumes) -> list[str]:
    gate, opener = os.pipe()
    copies: list[Child] = [children.start(lambda tell: _copy(volumes, gate, opener, tell)) for _ in range(COPIES)]
    os.close(gate)
    for copy in copies:
        copy.listen(messages=1)  # ready
    os.close(opener)  # all at once
    for copy in copies:
        copy.listen(messages=2)
    answers = [str(copy.told[1]) if len(copy.told) > 1 else "no answer" for copy in copies]
    for copy in copies:
        copy.kill()
    return answers


def _copy(volumes: Volumes, gate: int, opener: int, tell: Tell) -> None:
    use(volumes)
    os.close(opener)
    tell("ready")
    os.read(gate, 1)
    try:
        open_register(volumes)
        tell("owner")
    except vault.InUse as error:
        tell(error.what)
    children.wait_for_the_end()
