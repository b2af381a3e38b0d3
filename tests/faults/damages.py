"""R4. A damaged file never gives wrong data: a clear error, or everything as it was, or how much is missing."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

from sqlcipher3 import dbapi2

from narcdesk import vault
from narcdesk.audit import anchor_path
from narcdesk.commission import verification
from narcdesk.errors import UserError
from tests.faults import children
from tests.faults.desk import NEW_PASSWORD, Volumes
from tests.faults.io_errors import is_calm
from tests.faults.outcome import Outcome, Share
from tests.faults.stories import NEW_KEYS, Office, Story, open_by_any, play, rehearse, use
from tests.faults.truth import state_of

SECTOR = 512
ORDER = ("patients.enter", "staff.hire", "commission.export", "consents.give", NEW_KEYS, "observation.visit")
MISSING = re.compile(r"В журнале не хватает последних операций: (\d+)\.")


def flip(data: bytearray, dice: Random) -> None:
    """One bit turns over."""
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def blank(data: bytearray, dice: Random) -> None:
    """A sector reads as zeros."""
    start = dice.randrange(0, len(data), SECTOR)
    data[start : start + SECTOR] = bytes(len(data[start : start + SECTOR]))


def junk(data: bytearray, dice: Random) -> None:
    """A sector reads as something else."""
    start = dice.randrange(0, len(data), SECTOR)
    data[start : start + SECTOR] = dice.randbytes(len(data[start : start + SECTOR]))


def cut(data: bytearray, dice: Random) -> None:
    """The end is gone."""
    del data[dice.randrange(len(data)) :]


def lengthen(data: bytearray, dice: Random) -> None:
    """Something is written behind the end."""
    data += dice.randbytes(dice.randrange(1, 3 * SECTOR))


HURTS: tuple[Callable[[bytearray, Random], None], ...] = (flip, flip, flip, blank, junk, cut, lengthen)


def run(office: Office, share: Share, folder: Path) -> Outcome:
    """Damage one file of a register, or a batch, so many times."""
    story = rehearse(office, ORDER, folder / "репетиция")
    closed, crashed = after(office, folder / "закрыт", whole=True), after(office, folder / "оборван", whole=False)
    found, dice = Outcome(), share.dice
    for number in share.numbers:
        origin = (closed, crashed)[number % 2]
        case = Office(origin, office.ids).copy(folder / "случай")
        path = dice.choice(targets(case))
        data = bytearray(path.read_bytes())
        hurt = dice.choice(HURTS)
        hurt(data, dice)
        path.write_bytes(data)
        look = verdict_of_batch if path.suffix == ".zip" else verdict
        try:
            said = children.ask(partial(look, case, path, story))
        except children.Died as died:
            said = f"wrong: {died}"
        found.tried += 1
        called = "batch" if path.suffix == ".zip" else "anchor" if path.parent.name == "anchors" else path.name
        found.counted[f"{called}: {said}"] += 1
        if said.startswith("wrong"):
            found.wrong.append(f"{number}: {hurt.__name__} in {path.name}: {said}")
    return found


def after(office: Office, folder: Path, *, whole: bool) -> Volumes:
    """A register on which the story was played; without `whole` the program was killed just before closing it."""
    volumes = office.copy(folder)
    child = children.start(lambda tell: play(office, volumes, ORDER, tell, stays=not whole))
    child.listen(messages=len(ORDER) + 1 + whole)
    child.kill()
    return volumes


def targets(volumes: Volumes) -> list[Path]:
    """The files that a fault may hit, those with more in them more often."""
    use(volumes)
    batch = next(volumes.stick.glob("*.zip"))
    database, journal = volumes.data / "register.db", volumes.data / "register.db-wal"
    parts = [database] * 3 + [journal] * 3 * journal.exists()
    return [*parts, volumes.data / "keys.json", anchor_path(register_id(volumes)), batch]


def register_id(volumes: Volumes) -> str:
    """The id by which the computer remembers a register."""
    return next((volumes.state / "anchors").glob("*.json")).stem


def verdict(volumes: Volumes, _path: Path, story: Story) -> str:
    """What a person meets in a register that may be damaged; "wrong: …" for what must never be."""
    use(volumes)
    try:
        register = open_by_any(volumes, [NEW_PASSWORD])
    except UserError as error:
        return "refused" if is_calm(str(error)) else f"wrong: {error}"
    try:
        state = state_of(register).before_opening()
    except dbapi2.DatabaseError as error:
        told = vault.damage(error)
        return "refused while reading" if told is not None else f"wrong: {error}"
    finally:
        findings, notes = list(register.findings), list(register.notes)
        register.close()
    differences = state.differences(story.states[-1], story.by_lot)
    if not differences:
        return "whole, and said what it could not compare" if notes else "whole"
    if not findings:
        return f"wrong: silent: {differences[:5]}"
    missing = MISSING.match(findings[0])
    if missing:
        there, all_of_it = state.entries, story.states[-1].entries
        fitting = [one for one in story.states if one.entries == there]
        if there + int(missing[1]) != all_of_it or not any(not one.differences(state, story.by_lot) for one in fitting):
            return f"wrong: says that {missing[1]} of {all_of_it} are missing, and {there} are there"
        return "the last operations are missing, and it says how many"
    return "reported"


def verdict_of_batch(_volumes: Volumes, path: Path, _story: Story) -> str:
    """What the recipient is told of a batch that was damaged."""
    try:
        found = verification.verify(path)
    except UserError as error:
        return "refused" if is_calm(str(error)) else f"wrong: {error}"
    return "refused" if not found.ok else "wrong: a damaged batch verifies"
