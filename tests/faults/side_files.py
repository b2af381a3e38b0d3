"""R5. Files of a register lost, taken from another one or from an older copy, two at a time: nothing torn is silent.

What the register shows then is whole and of now, or it says what is wrong. One case is beyond any program: an older
copy of everything, put back together with what the computer remembers of it.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations, product
from pathlib import Path

from sqlcipher3 import dbapi2

from narcdesk import schema, vault
from narcdesk.errors import UserError
from tests.faults import children
from tests.faults.damages import MISSING, register_id
from tests.faults.desk import ACTS, NEW_PASSWORD, PASSWORD, Desk, Volumes, open_register
from tests.faults.io_errors import is_calm
from tests.faults.outcome import Outcome, Share
from tests.faults.stories import NEW_KEYS, Office, open_by_any, use
from tests.faults.truth import State, state_of

FIRST = ("patients.enter", "observation.visit", "applications.submit")
THEN = ("consents.give", "staff.hire", NEW_KEYS, "patients.amend", "applications.send", "duties.receive")
FATES = ("lost", "foreign", "aged")
TOGETHER = "an older whole state, with an older memory of it"


@dataclass(frozen=True)
class Moments:
    """The same register earlier and now, in each case after being killed or closed, and another register."""

    earlier: Volumes
    now: Volumes
    foreign: Volumes
    state: State
    states: list[State]  # every whole state on the way


def parts(volumes: Volumes) -> dict[str, Path]:
    """The files by what they are."""
    return {
        "database": volumes.data / "register.db",
        "journal": volumes.data / "register.db-wal",
        "keys": volumes.data / "keys.json",
        "lock": volumes.data / "register.lock",
        "anchor": volumes.state / "anchors" / f"{register_id(volumes)}.json",
    }


def cases() -> Iterator[dict[str, str]]:
    """Every fate of every single file, and of every pair."""
    names = ("database", "journal", "keys", "lock", "anchor")
    yield from ({name: fate} for name in names for fate in FATES)
    for pair in combinations(names, 2):
        yield from (dict(zip(pair, fates, strict=True)) for fates in product(FATES, repeat=2))


def prepare(office: Office, folder: Path, *, whole: bool) -> Moments:
    """Three sessions, all killed or all closed; `earlier` is after the first of them, `now` after the last."""
    now = office.copy(folder / "теперь")
    states = _session(office, now, FIRST, PASSWORD, whole)
    earlier = Office(now, office.ids).copy(folder / "раньше")
    states += _session(office, now, THEN[:3], PASSWORD, whole=True)
    states += _session(office, now, THEN[3:], NEW_PASSWORD, whole)
    foreign = Office.make(folder / "чужой")
    _session(foreign, foreign.volumes, FIRST, PASSWORD, whole)
    return Moments(earlier, now, foreign.volumes, states[-1], states)


def _session(office: Office, volumes: Volumes, order: tuple[str, ...], password: str, whole: bool) -> list[State]:
    def work(tell: children.Tell) -> None:
        use(volumes)
        register = open_register(volumes, password)
        states = [state_of(register)]
        for name in order:
            ACTS[name](Desk(register, office.ids, volumes))
            states.append(state_of(register))
        if whole:
            register.close()
        tell(states)
        children.wait_for_the_end()

    child = children.start(work)
    child.listen(messages=1)
    child.kill()
    found: list[State] = child.told[0]
    return found


def change(case: Volumes, fates: dict[str, str], moments: Moments) -> bool:
    """Do to the files of a case what befalls them; whether anything is there to be done."""
    sources = {"foreign": parts(moments.foreign), "aged": parts(moments.earlier)}
    ours = parts(case)
    changed = False
    for name, fate in fates.items():
        before = ours[name].read_bytes() if ours[name].exists() else None
        ours[name].unlink(missing_ok=True)
        if fate != "lost" and sources[fate][name].exists():
            shutil.copyfile(sources[fate][name], ours[name])
        changed |= before != (ours[name].read_bytes() if ours[name].exists() else None)
    return changed


def verdict(volumes: Volumes, moments: Moments, fates: dict[str, str]) -> str:
    """What a person meets; "wrong: …" for what must never be."""
    use(volumes)
    try:
        register = open_by_any(volumes, [PASSWORD, NEW_PASSWORD])
    except UserError as error:
        return "refused" if is_calm(str(error)) else f"wrong: {error}"
    try:
        state = state_of(register).before_opening()
        said = [*register.findings, *register.notes]
        found = [*said, *schema.check(register)]
    except dbapi2.DatabaseError as error:
        return "refused while reading" if vault.damage(error) is not None else f"wrong: {error}"
    except UserError as error:
        return "refused while reading" if is_calm(str(error)) else f"wrong: {error}"
    finally:
        register.close()
    if not state.differences(moments.state):
        return "whole"
    if not found:
        is_old = any(not state.differences(one) for one in moments.states)
        return TOGETHER if is_old and fates.get("anchor") == "aged" else "wrong: silent"
    missing = MISSING.match(found[0])
    if missing and int(missing[1]) != moments.state.entries - state.entries:
        return f"wrong: says that {missing[1]} are missing, {moments.state.entries - state.entries} are"
    if missing:
        return "the last operations are missing, and it says how many"
    return "said at once" if said else "found by the check of the whole file"


def run(office: Office, share: Share, folder: Path) -> Outcome:
    """Every pair of files, of a register that was closed and of one that was killed."""
    moments = {
        "closed": prepare(office, folder / "закрыт", whole=True),
        "killed": prepare(office, folder / "убит", whole=False),
    }
    everything = [(after, fates) for after in moments for fates in cases()]
    found = Outcome()
    for after, fates in share.cases(everything):
        case = Office(moments[after].now, office.ids).copy(folder / "случай")
        if not change(case, fates, moments[after]):
            continue
        told = " and ".join(f"{name} {fate}" for name, fate in fates.items())
        try:
            said = children.ask(partial(verdict, case, moments[after], fates))
        except children.Died as died:
            said = f"wrong: {died}"
        found.tried += 1
        found.counted[said.partition(": ")[0]] += 1
        if said.startswith("wrong"):
            found.wrong.append(f"{after}, {told}: {said}")
    return found
