"""A story: acts in an order, played once undisturbed, so that every state that may be found afterwards is known."""

import os
import shutil
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from random import Random

from narcdesk import schema
from narcdesk.commission import verification
from narcdesk.errors import UserError
from narcdesk.register import Register
from tests.faults import children
from tests.faults.children import Tell
from tests.faults.desk import ACTS, NEW_PASSWORD, PASSWORD, Desk, Volumes, make_office, open_register
from tests.faults.truth import Cells, State, random_cells, state_of

SLOW = ("documents.prepare and print", "providers.take_list", "commission.export")
NEW_KEYS = "staff.change_password"


@dataclass(frozen=True)
class Office:
    """The office of all cases: closed, whole, copied for each of them."""

    volumes: Volumes
    ids: Mapping[str, int]
    by_lot: Cells = frozenset()

    @classmethod
    def make(cls, folder: Path) -> "Office":
        """Make it by the program's own acts, in a child: nothing of it stays open here."""
        volumes = Volumes(folder)

        def work() -> dict[str, int]:
            use(volumes)
            return make_office(volumes)

        return cls(volumes, children.ask(work))

    def copy(self, folder: Path) -> Volumes:
        """A fresh case in a folder; what an earlier one left there goes."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.volumes.root, folder)
        return Volumes(folder)


def warm(office: Office, folder: Path) -> None:
    """Do the acts once in this very process, so that its children find everything imported and read.

    All but the batch: its solver starts threads, which a fork would not take along.
    """
    volumes = office.copy(folder)
    use(volumes)
    register = open_register(volumes)
    for name, act in ACTS.items():
        if name != "commission.export":
            act(Desk(register, office.ids, volumes))
    register.close()
    shutil.rmtree(folder)


def use(volumes: Volumes) -> None:
    """Let this process remember things in the case's own state folder."""
    os.environ["NARCDESK_STATE"] = str(volumes.state)


def play(office: Office, volumes: Volumes, order: Iterable[str], tell: Tell, *, stays: bool = False) -> None:
    """Open the register, do the acts, close it; tell of each when it has returned. With `stays` it stays open."""
    use(volumes)
    register = open_register(volumes)
    desk = Desk(register, office.ids, volumes)
    tell("open")
    for name in order:
        ACTS[name](desk)
        tell(name)
    if stays:
        children.wait_for_the_end()
    register.close()
    tell("close")


@dataclass(frozen=True)
class Story:
    """An order of acts with the states it leads through: untouched, signed in, after each act."""

    order: tuple[str, ...]
    states: tuple[State, ...]
    seconds: tuple[float, ...]  # of the opening, of each act, of the closing
    by_lot: Cells

    def passwords(self, acknowledged: int) -> list[str]:
        """Those that may open the register after so many messages of `play`."""
        done = NEW_KEYS in self.order[: max(0, acknowledged - 1)]
        under_way = NEW_KEYS in self.order[max(0, acknowledged - 1) : acknowledged]
        return [NEW_PASSWORD] if done else [PASSWORD, NEW_PASSWORD] if under_way else [PASSWORD]

    def under_way(self, acknowledged: int) -> str:
        """What was being done after so many messages."""
        steps = ("opening", *self.order, "closing")
        return steps[min(acknowledged, len(steps) - 1)]

    def judge(self, volumes: Volumes, acknowledged: int, *, thorough: bool = True) -> list[str]:
        """What is wrong with a case after its end, when so many messages had come: an empty list is a kept promise.

        The journal is verified at each opening; `thorough` also holds every row against it, the longest part of all.
        """
        use(volumes)
        try:
            register = open_by_any(volumes, self.passwords(acknowledged))
        except UserError as error:
            return [f"does not open: {error}"]
        try:
            found = [*register.findings, *(schema.check(register) if thorough else []), *torn_papers(volumes)]
            state = state_of(register).before_opening()
        finally:
            register.close()
        last = len(self.states) - 1
        fitting = [self.states[min(place, last)] for place in (acknowledged, acknowledged + 1)]
        if state.logins not in [one.logins for one in fitting]:
            found.append(f"who may unlock: {state.logins}")
        differences = [state.differences(one, self.by_lot) for one in fitting]
        if all(differences):
            shortest = min(differences, key=len)
            found.append(f"neither before nor after «{self.under_way(acknowledged)}»: {shortest[:5]}")
        return found


def rehearse(office: Office, order: Sequence[str], folder: Path) -> Story:
    """Play an order undisturbed."""
    states, seconds = _undisturbed(office, order, folder)
    return Story(tuple(order), tuple(states), tuple(seconds), office.by_lot)


def learn_lots(office: Office, folder: Path) -> Office:
    """Play every act twice, in two places: what differs then is no matter of the acts, and no case is judged by it."""
    one, other = (_undisturbed(office, tuple(ACTS), folder / place, each=False)[0][-1] for place in ("раз", "два"))
    return replace(office, by_lot=random_cells(one, other))


def _undisturbed(
    office: Office, order: Sequence[str], folder: Path, *, each: bool = True
) -> tuple[list[State], list[float]]:
    """The states after `each` act, or the last one alone: reading the whole register takes longer than an act."""
    volumes = office.copy(folder)

    def work() -> tuple[list[State], list[float]]:
        use(volumes)
        states, moments = [], [time.monotonic()]
        register = open_register(volumes)
        moments.append(time.monotonic())
        states += [state_of(register).before_opening(), state_of(register)]
        desk = Desk(register, office.ids, volumes)
        for name in order:
            before = time.monotonic()
            ACTS[name](desk)
            moments.append(moments[-1] + time.monotonic() - before)
            if each or name == order[-1]:
                states.append(state_of(register))
        register.close()
        return states, [after - before for before, after in pairwise(moments)]

    states, seconds = children.ask(work)
    return states, [*seconds, 0.005]


def deal(dice: Random, hands: int, kinds: Iterable[str] = ACTS) -> list[list[str]]:
    """Every act once, shuffled and dealt out to so many stories, the slow ones last."""
    names = list(kinds)
    dice.shuffle(names)
    return [sorted(names[place::hands], key=SLOW.__contains__) for place in range(hands)]


def open_by_any(volumes: Volumes, passwords: Sequence[str]) -> Register:
    """Open the register by the first password that fits; raises the UserError of the last."""
    for password in passwords[:-1]:
        try:
            return open_register(volumes, password)
        except UserError:
            continue
    return open_register(volumes, passwords[-1])


def torn_papers(volumes: Volumes) -> list[str]:
    """Files under their final names that are not whole."""
    wrong = []
    for path in volumes.stick.iterdir():
        if path.suffix == ".zip" and not verification.verify(path).ok:
            wrong.append(f"{path.name} is torn")
        if path.suffix == ".pdf" and not path.read_bytes().rstrip().endswith(b"%%EOF"):
            wrong.append(f"{path.name} is torn")
    return wrong
