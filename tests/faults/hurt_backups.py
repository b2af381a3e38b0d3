"""R4 for backups: whatever happens to the file, it is refused with a sentence, or everything in it is as it was."""

from functools import partial
from pathlib import Path

from narcdesk import backup_plan, backups
from narcdesk.errors import UserError
from tests.faults import children
from tests.faults.damages import HURTS
from tests.faults.desk import LOGIN, PASSWORD, Volumes, open_register
from tests.faults.io_errors import is_calm
from tests.faults.outcome import Outcome, Share
from tests.faults.stories import Office, use


def run(office: Office, share: Share, folder: Path) -> Outcome:
    """Damage a backup so many times and try to make a register of it."""
    volumes = office.copy(folder / "случай")
    whole: bytes = children.ask(partial(_made, volumes))
    found, dice = Outcome(), share.dice
    for number in share.numbers:
        data, hurt = bytearray(whole), dice.choice(HURTS)
        # Most bytes are of the database; headers, description and keys stand in the first ones.
        if number % 2:
            head = data[:6000]
            hurt(head, dice)
            data[:6000] = head
        else:
            hurt(data, dice)
        said = "the same" if data == whole else children.ask(partial(verdict, volumes, bytes(data)))
        found.tried += 1
        found.counted[said.partition(":")[0]] += 1
        if said.startswith("wrong"):
            found.wrong.append(f"{number}: {hurt.__name__}: {said}")
    return found


def _made(volumes: Volumes) -> bytes:
    use(volumes)
    register = open_register(volumes)
    made = backup_plan.make(register, folders=[volumes.backup]).paths[0]
    register.close()
    return made.read_bytes()


def verdict(volumes: Volumes, data: bytes) -> str:
    """What a person meets who restores it."""
    use(volumes)
    path, folder = volumes.backup / f"повреждена{backups.SUFFIX}", volumes.root / "из копии"
    path.write_bytes(data)
    try:
        restored = backups.restore(path, folder, backups.by_password(LOGIN, PASSWORD))
    except backups.WrongBackup as error:
        if folder.exists() or folder.with_name(f"{folder.name}.restoring").exists():
            return "wrong: something stays"
        return "refused" if is_calm(str(error)) else f"wrong: {error}"
    except UserError as error:
        return f"wrong: not told as damage: {error}"
    return f"wrong: silent: {restored.facts.head.text}"
