"""R3. A disk that fails at any one call, once or from there on, loses nothing that was shown as saved."""

from dataclasses import dataclass
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any

from narcdesk import schema
from narcdesk.errors import UserError
from tests.faults import children, shim
from tests.faults.desk import ACTS, Desk, Volumes, open_register
from tests.faults.outcome import Outcome, Share
from tests.faults.stories import Office, Story, rehearse, torn_papers, use
from tests.faults.truth import State, state_of

ORDER = ("applications.submit", "staff.hire", "patients.enter")


@dataclass(frozen=True)
class Told:
    """How an attempt went: what was acknowledged, what was refused and with which words, what was no sentence."""

    done: list[str]
    refused: list[str]
    sentences: list[str]
    bugs: list[str]
    calls: int


def attempt(office: Office, volumes: Volumes, at: int, forever: bool) -> Told:
    """Open, act and close on a disk that fails at a call; an act that is refused does not stop the next."""
    use(volumes)
    shim.watch(volumes.root)
    shim.fail(at, shim.EVERYTHING, shim.BROKEN, forever=forever)
    told = Told([], [], [], [], 0)
    kept: dict[str, Any] = {}

    def step(name: str, act: Any) -> None:
        try:
            kept[name] = act()
            told.done.append(name)
        except UserError as refused:
            told.refused.append(name)
            told.sentences.append(str(refused))
        except Exception as bug:
            told.bugs.append(f"{name}: {type(bug).__name__} {bug}")

    step("open", lambda: open_register(volumes))
    if "open" in kept:
        desk = Desk(kept["open"], office.ids, volumes)
        for name in ORDER:
            step(name, partial(ACTS[name], desk))
        step("close", desk.register.close)
    return Told(told.done, told.refused, told.sentences, told.bugs, shim.calls())


def judge(office: Office, volumes: Volumes, told: Told, subsets: dict[frozenset[str], Story]) -> list[str]:
    """What is wrong with what is found on a healed disk; acts that left nothing are done again and must pass."""
    wrong = [f"no sentence: {bug}" for bug in told.bugs]
    wrong += [f"not calm Russian: {text}" for text in told.sentences if not is_calm(text)]
    use(volumes)
    try:
        register = open_register(volumes)
    except UserError as error:
        return [*wrong, f"does not open: {error}"]
    try:
        wrong += [*register.findings, *schema.check(register), *torn_papers(volumes)]
        found = state_of(register).before_opening()
        held = _held(found, subsets)
        if held is None or not set(told.done) & set(ORDER) <= held:
            wrong.append(f"acknowledged {told.done}, but found {held and sorted(held)}")
        else:
            for name in (name for name in ORDER if name not in held):
                try:
                    ACTS[name](Desk(register, office.ids, volumes))
                except UserError as error:
                    wrong.append(f"«{name}» cannot be done again: {error}")
    finally:
        register.close()
    return wrong


def is_calm(text: str) -> bool:
    """A Russian sentence, without the words of a library in it."""
    return text[:1].isupper() and text.endswith(".") and not any(word in text for word in ("Errno", "Error", "sqlite"))


def _held(found: State, subsets: dict[frozenset[str], Story]) -> frozenset[str] | None:
    """Which acts a register holds; None when it is none of the known states."""
    for names, story in subsets.items():
        for state in (story.states[-1], *([story.states[0]] if not names else [])):
            if not found.differences(state, story.by_lot):
                return names
    return None


def run(office: Office, share: Share, folder: Path) -> Outcome:
    """Let every call fail, once and for ever after."""
    subsets = {
        frozenset(names): rehearse(office, [name for name in ORDER if name in names], folder / "репетиция")
        for size in range(len(ORDER) + 1)
        for names in combinations(ORDER, size)
    }
    whole = children.ask(partial(attempt, office, office.copy(folder / "случай"), 0, False))
    everything = [(at, forever) for at in range(1, whole.calls + 1) for forever in (False, True)]
    found = Outcome()
    found.counted["calls of the scenario"] += whole.calls if share.part == 0 else 0
    for at, forever in share.cases(everything):
        volumes = office.copy(folder / "случай")
        try:
            told = children.ask(partial(attempt, office, volumes, at, forever))
        except children.Died as died:
            found.wrong.append(f"call {at}: {died}")
            continue
        found.tried += 1
        found.counted["refused with a sentence"] += len(told.refused)
        how = "for ever from" if forever else "once at"
        found.wrong += [f"{how} call {at}: {what}" for what in judge(office, volumes, told, subsets)]
    return found
