"""R2. What was shown as saved survives a power cut, whatever the disk had not yet brought to its medium.

A story is played once on a disk that notes every change. Then the disk is built up again to a moment chosen by lot,
and of the changes that nobody had asked to be brought to the medium some are lost, some come in another order, some
arrive in part or as junk.
"""

import shutil
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.faults import children, shim
from tests.faults.desk import Volumes
from tests.faults.outcome import Outcome, Share
from tests.faults.shim import Record
from tests.faults.stories import Office, deal, play, rehearse

HANDS = 4
SECTOR = 512


@dataclass(eq=False)
class Content:
    """What a file holds on the medium, and the changes still on their way there."""

    kept: bytearray = field(default_factory=bytearray)
    waiting: list[Record] = field(default_factory=list)

    def settle(self, changes: Sequence[Record], dice: Random | None = None) -> None:
        """Bring changes to the medium; with dice, not all of each."""
        for change in changes:
            if change.kind == "w":
                self._write(change.offset, change.data, dice)
            else:  # cut or lengthened
                length = change.offset
                self.kept[length:] = bytes(max(0, length - len(self.kept)))

    def _write(self, offset: int, data: bytes, dice: Random | None) -> None:
        end = offset + len(data)
        self.kept.extend(bytes(max(0, end - len(self.kept))))
        torn = dice is not None and dice.random() < 0.5
        for start in range(0, len(data), SECTOR):
            part = data[start : start + SECTOR]
            if torn and dice is not None:
                fate = dice.random()
                if fate < 0.3:
                    continue
                if fate < 0.4:
                    part = dice.randbytes(len(part))
            self.kept[offset + start : offset + start + len(part)] = part


class Medium:
    """A disk that keeps for certain only what it was asked to sync."""

    def __init__(self, root: Path) -> None:
        """As it is now, all of it safe."""
        self.names = {str(path): Content(bytearray(path.read_bytes())) for path in root.rglob("*") if path.is_file()}
        self.now = dict(self.names)  # as a program that still runs sees them
        self.renames: list[Record] = []  # changes of names that no sync of their folder has confirmed
        self.made: dict[int, Content] = {}

    def meet(self, record: Record) -> None:
        """One more change happened."""
        if record.kind == "c":
            self.made[id(record)] = self.now[record.path] = Content()
            self.renames.append(record)
        elif record.kind in "ru":
            content = self.now.pop(record.path)
            if record.kind == "r":
                self.now[record.other] = content
            self.renames.append(record)
        elif record.kind == "s" and record.path in self.now:
            content = self.now[record.path]
            content.settle(content.waiting)
            content.waiting.clear()
        elif record.kind == "s":  # a folder: its names, and what came before them, are on the medium
            self._confirm(len(self.renames))
        else:
            self.now[record.path].waiting.append(record)

    def _confirm(self, count: int) -> None:
        for record in self.renames[:count]:
            if record.kind == "c":
                self.names[record.path] = self.made[id(record)]
            else:
                content = self.names.pop(record.path, None)
                if record.kind == "r" and content is not None:
                    self.names[record.other] = content
        del self.renames[:count]

    def cut(self, dice: Random) -> None:
        """The power goes: changes of names come in their order up to some moment, changes of contents by lot."""
        self._confirm(dice.randint(0, len(self.renames)))
        for content in {id(one): one for one in [*self.names.values(), *self.now.values()]}.values():
            share = dice.choice((0.0, 0.5, 0.9, 1.0))
            arrived = [change for change in content.waiting if dice.random() < share]
            if dice.random() < 0.5:
                dice.shuffle(arrived)
            content.settle(arrived, dice)

    def write(self, root: Path, to: Path) -> None:
        """Put the files of the folder `root`, as the medium has them, in the place of another folder."""
        shutil.rmtree(to, ignore_errors=True)
        for folder in (path for path in root.rglob("*") if path.is_dir()):
            (to / folder.relative_to(root)).mkdir(parents=True, exist_ok=True)
        for name, content in self.names.items():
            path = to / Path(name).relative_to(root)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.kept)


def run(office: Office, share: Share, folder: Path) -> Outcome:
    """Cut the power so many times."""
    found, dice = Outcome(), share.dice
    for hand, order in enumerate(deal(dice, HANDS)):
        story = rehearse(office, order, folder / "репетиция")
        played = office.copy(folder / "запись")
        whole = Medium(played.root)
        changes = _played(office, played, order, folder / "журнал диска")
        for _ in share.numbers[hand::HANDS]:
            moment = dice.randrange(len(changes) + 1)
            medium, acknowledged = deepcopy(whole), 0
            for change in changes[:moment]:
                if change.kind == "m":
                    acknowledged = change.offset
                else:
                    medium.meet(change)
            medium.cut(dice)
            case = Volumes(folder / "случай")
            medium.write(played.root, case.root)
            found.tried += 1
            found.counted["acknowledged acts"] += acknowledged
            wrong = story.judge(case, acknowledged)
            found.wrong += [f"cut {moment} in «{story.under_way(acknowledged)}»: {what}" for what in wrong]
    return found


def _played(office: Office, volumes: Volumes, order: Sequence[str], log: Path) -> list[Record]:
    """The changes of the disk while a child played the story."""
    log.unlink(missing_ok=True)

    def work() -> None:
        shim.watch(volumes.root)
        shim.log(log)
        told: list[object] = []

        def tell(message: object) -> None:
            told.append(message)
            shim.mark(len(told))

        play(office, volumes, order, tell)

    children.ask(work)
    return list(shim.records(log))
