"""The warm parent: everything is imported and done once, then each proof runs in children forked from here.

A line on its input names a proof, a count (0: every case there is) and a seed; a line of JSON answers it.
"""

import gc
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import narcdesk.commission.rounding  # noqa: F401  (numpy and the solver: imported here, used in children only)
from tests.faults import (
    audit_attacks,
    children,
    copies,
    damages,
    full_disks,
    hurt_backups,
    imports,
    io_errors,
    kills,
    memory,
    old_schemas,
    power_cuts,
    pulled_sticks,
    recovery_keys,
    rekeys,
    side_files,
    starts,
)
from tests.faults.outcome import Outcome, Share
from tests.faults.stories import Office, learn_lots, warm

WORKERS = 2
LONGEST = 7200.0  # seconds of one proof


def _locks(_office: Office, share: Share, _folder: Path) -> Outcome:
    """In windows without a screen; no window is imported before the fork."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from tests.ui import locks

    found = locks.run(len(share.numbers), share.dice.getrandbits(32))
    return Outcome(found.locks, Counter(found.ways), found.wrong)


PROOFS: dict[str, Callable[[Office, Share, Path], Outcome]] = {
    "kills": kills.run,
    "rekeys": lambda office, share, folder: rekeys.run(len(share.numbers), share.dice, folder),
    "power_cuts": power_cuts.run,
    "io_errors": io_errors.run,
    "damages": damages.run,
    "side_files": side_files.run,
    "full_disks": full_disks.run,
    "copies": copies.run,
    "audit_attacks": lambda office, share, folder: audit_attacks.run(
        len(share.numbers), folder, seed=share.dice.getrandbits(32)
    ),
    "imports": lambda office, share, folder: imports.run(len(share.numbers), share.dice, folder),
    "locks": _locks,
    "starts": lambda office, share, folder: starts.run_starts(len(share.numbers), folder),
    "turns": lambda office, share, folder: starts.run_turns(len(share.numbers), folder),
    "recovery_keys": lambda office, share, folder: recovery_keys.run(len(share.numbers), share.dice, folder),
    "old_schemas": old_schemas.run,
    "memory": memory.run,
    "pulled_sticks": pulled_sticks.run,
    "hurt_backups": hurt_backups.run,
}


def prove(office: Office, name: str, count: int, seed: int, folder: Path) -> Outcome:
    """Let the workers do their shares, each in a folder of its own, and add up what they found."""
    workers = []
    for part in range(WORKERS):
        own = Path(tempfile.mkdtemp(dir=folder))
        workers.append(children.start(partial(_work, office, name, Share(count, seed, part, WORKERS), own)))
    found = Outcome()
    for worker in workers:
        worker.listen(seconds=LONGEST)
        answer = worker.told[-1] if worker.told else children.Failed("a worker ended without an answer")
        found += answer if isinstance(answer, Outcome) else Outcome(wrong=[answer.trace])
        worker.end()
    return found


def _work(office: Office, name: str, share: Share, folder: Path, tell: children.Tell) -> None:
    tell(PROOFS[name](office, share, folder))


def main() -> None:
    """Answer until the input ends."""
    shm = Path("/dev/shm")  # proofs of the program's order of things need no real platter
    with tempfile.TemporaryDirectory(dir=shm if os.access(shm, os.W_OK) else None, prefix="narcdesk ") as name:
        folder = Path(name).resolve()
        office = Office.make(folder / "Кабинет")
        warm(office, folder / "Разогрев")
        office = learn_lots(office, folder / "Жребий")
        gc.freeze()  # else each child's collector would copy all of it
        for line in sys.stdin:
            proof, count, seed = line.split()
            found = prove(office, proof, int(count), int(seed), folder)
            print(json.dumps(vars(found), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
