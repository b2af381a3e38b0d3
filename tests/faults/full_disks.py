"""R6. A full disk, whichever it is and whatever is being done: nothing is lost, and the person is told of the room.

Four places stand for four disks: the register's, that of backups, that of this computer's memory and temporary files,
and a stick. Each action is tried with each of them full from some call on, the first half of a write still fitting.
"""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from pathlib import Path

from narcdesk import backup_plan, backups, schema
from narcdesk.errors import UserError
from tests import factories
from tests.factories import PASSWORD, Clock
from tests.faults import children, schemas, shim
from tests.faults.desk import ACTS, LATER, LOGIN, NEW_PASSWORD, Desk, Volumes, open_register
from tests.faults.io_errors import is_calm
from tests.faults.outcome import Outcome, Share
from tests.faults.stories import NEW_KEYS, Office, open_by_any, use
from tests.faults.truth import State, state_of

NOUN = "мест"  # «место», «места»: every sentence about a full disk has it
DISKS = ("data", "backup", "state", "stick")
ABOUT_BACKUPS = ("audit_entries", "audit_touches", "backups")  # at an exit they are written after the last look


@dataclass(frozen=True)
class Case:
    """A copy of the office, with the register open where an action begins with one."""

    volumes: Volumes
    desk: Desk | None

    @property
    def at(self) -> Desk:
        """The desk of an action that begins with an open register."""
        assert self.desk is not None
        return self.desk


def _new_folder(case: Case) -> Path:
    return case.volumes.data / "Ещё один реестр"


def _create(case: Case) -> object:
    register = factories.register(_new_folder(case), Clock(LATER))
    with suppress(UserError):  # it is made; that its journal could not be emptied is the business of "lock"
        register.close()
    return register


def _draft(case: Case) -> object:
    return ACTS["drafts.keep"](case.at)


def _backup(case: Case) -> object:
    made = backup_plan.make(case.at.register, folders=[case.volumes.backup])
    if made.troubles:
        raise made.troubles[0]
    return made


def _restore(case: Case) -> object:
    path = max(case.volumes.backup.glob(f"*{backups.SUFFIX}"))
    return backups.restore(path, _new_folder(case), backups.by_password(LOGIN, PASSWORD))


def _migrate(case: Case) -> object:
    register = open_register(case.volumes)
    register.close()
    return register


def _exit(case: Case) -> object:
    """As the window ends: a backup by the plan, then the files."""
    try:
        return _backup(case)
    finally:
        case.at.register.close()


@dataclass(frozen=True)
class Action:
    """What is done on a full disk; whether it begins with an open register; what lies ready for it."""

    act: Callable[[Case], object]
    is_open: bool = True
    ready: Callable[[Case], object] = field(default=lambda case: None)


ACTIONS: dict[str, Action] = {
    "create": Action(_create, is_open=False),
    "save": Action(lambda case: ACTS["patients.enter"](case.at)),
    "draft": Action(_draft),
    "import": Action(lambda case: ACTS["providers.take_list"](case.at)),
    "print": Action(lambda case: ACTS["documents.prepare and print"](case.at)),
    "export": Action(lambda case: ACTS["commission.export"](case.at)),
    "backup": Action(_backup),
    "restore": Action(_restore, ready=_backup),
    "migrate": Action(_migrate, is_open=False),
    "change key": Action(lambda case: ACTS[NEW_KEYS](case.at)),
    "lock": Action(lambda case: case.at.register.close(), ready=lambda case: ACTS["observation.visit"](case.at)),
    "exit": Action(_exit, ready=lambda case: ACTS["observation.visit"](case.at)),
}


@dataclass(frozen=True)
class Attempt:
    """How an action went on a disk that was full from a call on; `left` is what the program held afterwards."""

    refused: str  # the sentence; "" when the action came off
    bug: str
    calls: int
    left: State | None


def attempt(office: Office, volumes: Volumes, name: str, disk: str, at: int) -> Attempt:
    """Do an action with a disk full from its call number `at` on (0: never)."""
    use(volumes)
    tempfile.tempdir = str(volumes.state)
    shim.watch(getattr(volumes, disk))  # before anything is opened there
    action = ACTIONS[name]
    desk = Desk(open_register(volumes), office.ids, volumes) if action.is_open else None
    case = Case(volumes, desk)
    action.ready(case)
    left = state_of(desk.register) if desk else None
    refused = bug = ""
    shim.fail(at, shim.WRITING, shim.FULL, forever=True)
    try:
        action.act(case)
    except UserError as error:
        refused = str(error)
    except Exception as error:
        bug = f"{type(error).__name__}: {error}"
    calls = shim.calls()
    shim.fail(0, 0, 0, forever=False)
    if desk and desk.register.is_open:
        left = state_of(desk.register)
    return Attempt(refused, bug, calls, left)


def judge(office: Office, volumes: Volumes, name: str, tried: Attempt) -> list[str]:
    """What is wrong with an attempt, once there is room again: what was held is there, what was refused can be done."""
    wrong = [f"no sentence: {tried.bug}"] if tried.bug else []
    if tried.refused and not (is_calm(tried.refused) and NOUN in tried.refused):
        wrong.append(f"does not tell of the room: {tried.refused}")
    use(volumes)
    try:
        register = open_by_any(volumes, [PASSWORD] if tried.refused else [PASSWORD, NEW_PASSWORD])
    except UserError as error:
        return [*wrong, f"does not open: {error}"]
    try:
        wrong += [*register.findings, *schema.check(register)]
        state = state_of(register).before_opening()
        lost = _records(tried.left).differences(_records(state)) if tried.left else []
    finally:
        register.close()
    wrong += [f"not what it held: {lost[:5]}"] if lost else []
    if tried.refused:
        again = children.ask(partial(attempt, office, volumes, name, "data", 0))
        wrong += [f"cannot be done again: {again.refused}{again.bug}"] if again.refused or again.bug else []
    return wrong


def _records(state: State) -> State:
    return state.without_tables(ABOUT_BACKUPS)


def run(office: Office, share: Share, folder: Path) -> Outcome:
    """Try every action with every disk, full from each of its calls on; with a count, from so many of them."""
    old = Volumes(folder / "прежняя схема")
    schemas.build(schemas.released()[0], old)
    found, dice = Outcome(), share.dice
    for name, disk in list(product(ACTIONS, DISKS))[share.part :: share.of]:
        origin = Office(old, {}) if name == "migrate" else office
        volumes = origin.copy(folder / "случай")
        whole = children.ask(partial(attempt, origin, volumes, name, disk, 0))
        found.wrong += [f"{name} with room: {whole.refused}{whole.bug}"] if whole.refused or whole.bug else []
        calls = range(1, whole.calls + 1)
        found.counted["actions with a disk that they do not use"] += not calls
        for at in sorted(dice.sample(calls, share.count)) if 0 < share.count < len(calls) else calls:
            volumes = origin.copy(folder / "случай")
            tried = children.ask(partial(attempt, origin, volumes, name, disk, at))
            found.tried += 1
            found.counted["refused" if tried.refused else "came off all the same"] += 1
            found.wrong += [f"{name}, {disk} full at {at}: {what}" for what in judge(origin, volumes, name, tried)]
    return found
