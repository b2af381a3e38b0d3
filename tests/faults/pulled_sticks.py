"""R7. A stick pulled in an export or a backup: what has its final name is whole, and it can be done again.

From a call drawn by lot on nothing on the stick can be read, written, brought to it or taken away; then it is in again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from narcdesk import backup_plan, backups, schema
from narcdesk.audit import AuditEntry
from narcdesk.commission import export, verification
from narcdesk.errors import UserError
from narcdesk.register import Register
from tests.faults import children, shim
from tests.faults.desk import BATCH, Volumes, open_register
from tests.faults.io_errors import is_calm
from tests.faults.outcome import Outcome, Share
from tests.faults.stories import Office, use


def _back_up(register: Register, stick: Path) -> None:
    backup_plan.make(register, folders=[stick])


def _export(register: Register, stick: Path) -> None:
    export.export(register, "municipal", BATCH, stick)


ACTIONS: dict[str, Callable[[Register, Path], None]] = {"backup": _back_up, "export": _export}
JOURNALLED = {"backup": ["backups.make", "backups.fail"], "export": ["commission.fail"]}


@dataclass(frozen=True)
class Attempt:
    """How it went with the stick pulled at a call, and what was found once it was in again."""

    refused: str
    calls: int
    wrong: list[str]


def attempt(volumes: Volumes, name: str, at: int) -> Attempt:
    """Do an action with the stick pulled at its call number `at` (0: never), then put it in and do it again."""
    use(volumes)
    register = open_register(volumes)
    before = register.head.seq
    shim.watch(volumes.stick)
    shim.fail(at, shim.EVERYTHING, shim.BROKEN, forever=True)
    refused, wrong = "", []
    try:
        ACTIONS[name](register, volumes.stick)
    except UserError as error:
        refused = str(error)
    except Exception as error:
        wrong.append(f"no sentence: {type(error).__name__}: {error}")
    calls = shim.calls()
    shim.fail(0, 0, 0, forever=False)
    if refused and not is_calm(refused):
        wrong.append(f"not calm: {refused}")
    wrong += _half_files(register, volumes.stick)
    if refused:
        journalled = _actions_since(register, before)
        if journalled != JOURNALLED[name]:
            wrong.append(f"the journal says {journalled}")
        _take_away_unknown(register, volumes.stick)
        try:
            ACTIONS[name](register, volumes.stick)
        except UserError as error:
            wrong.append(f"cannot be done again: {error}")
        wrong += _half_files(register, volumes.stick)
    wrong += schema.check(register)
    register.close()
    return Attempt(refused, calls, wrong)


def _half_files(register: Register, stick: Path) -> list[str]:
    """What has the name of a backup or of a batch and is none."""
    wrong = []
    for path in stick.glob(f"*{backups.SUFFIX}"):
        try:
            backups.check(path, register.unlocked)
        except UserError as error:
            wrong.append(str(error))
    for path in stick.glob("*.zip"):
        wrong += verification.verify(path).problems
    return wrong


def _take_away_unknown(register: Register, stick: Path) -> None:
    """A batch pulled after its name and before the folder was brought to the stick is whole, but was never sent.

    The program makes no other beside it, for it cannot know that none of it was seen: a person takes it away first.
    """
    sent = {batch.file_name for batch in export.listing(register)}
    for path in stick.glob("*.zip"):
        if path.name not in sent:
            path.unlink()


def _actions_since(register: Register, seq: int) -> list[str]:
    with register.read() as session:
        entries = [session.get_one(AuditEntry, number) for number in range(seq + 1, register.head.seq + 1)]
        return [entry.action for entry in entries]


def run(office: Office, share: Share, folder: Path) -> Outcome:
    """Pull the stick so many times."""

    def case() -> Volumes:
        return office.copy(folder / "случай")

    @cache
    def calls_of(name: str) -> int:
        whole: Attempt = children.ask(partial(attempt, case(), name, 0))
        found.wrong.extend(whole.wrong)
        return whole.calls

    found, dice, names = Outcome(), share.dice, sorted(ACTIONS)
    for number in share.numbers:
        name = names[number % len(names)]
        at = dice.randint(1, calls_of(name))
        tried: Attempt = children.ask(partial(attempt, case(), name, at))
        found.tried += 1
        found.counted[f"{name}: {'refused' if tried.refused else 'came off all the same'}"] += 1
        found.wrong += [f"{name} pulled at {at}: {what}" for what in tried.wrong]
    return found
