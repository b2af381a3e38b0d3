"""Waiting after wrong passwords, so that nobody sits at the keyboard and tries one after another.

Five tries are free, then each costs a longer wait. The count lies in the memory of this computer and not beside the
register, so that neither another start of the program nor a copy of the folder begins anew. Whoever deletes that file
is free of it, and whoever has a copy of the files needs no window of ours: against him stands the price of Argon2id.

The wait is measured by the clock that counts from switching the computer on: nobody can set it, so a changed day
neither frees at once nor locks for ever, and no wait is ever longer than the last of `WAITS`.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from narcdesk.dates import plural
from narcdesk.errors import UserError
from narcdesk.files import write_atomically
from narcdesk.places import state_dir

FREE = 5  # wrong passwords before the first wait
WAITS = (30, 60, 120, 300)  # seconds after the fifth, sixth, seventh, and every later one

Ticks = Callable[[], float]  # seconds since the computer was switched on


class MustWait(UserError):
    """Too many wrong passwords in a row: the next may be tried in `seconds`."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(
            "Несколько раз подряд введён неверный пароль.",
            do=f"Следующая попытка — через {shown(seconds)}. Вход не закрыт: ничего больше делать не нужно.",
        )


@dataclass
class Tries:
    """The wrong passwords of one person since the last right one, and the ticks at which the last was tried."""

    failed: int = 0
    at: float = 0.0

    def wait(self, ticks: float) -> int:
        """Seconds until the next try; 0 when it may be made now."""
        if self.failed < FREE:
            return 0
        # Ticks that have gone back mean that the computer was switched on anew, at least so many seconds ago.
        passed = ticks - self.at if ticks >= self.at else ticks
        due = WAITS[min(self.failed - FREE, len(WAITS) - 1)] - passed
        return max(0, -int(-due // 1))


@contextmanager
def one_try(register_id: str, login: str, ticks: Ticks = time.monotonic) -> Iterator[Tries]:
    """A try of a password: an error inside leaves it counted, none clears the count; raises MustWait.

    It is written down before it is made, so that killing the program in the middle does not undo it.
    """
    known = _read(register_id)
    name = login.casefold()
    before = known.get(name, Tries())
    if seconds := before.wait(ticks()):
        raise MustWait(seconds)
    _write(register_id, {**known, name: Tries(before.failed + 1, ticks())})
    yield before
    _write(register_id, {other: tries for other, tries in known.items() if other != name})


def wait(register_id: str, login: str, ticks: Ticks = time.monotonic) -> int:
    """Seconds until `login` may try a password again; 0 when now."""
    return _read(register_id).get(login.casefold(), Tries()).wait(ticks())


def shown(seconds: int) -> str:
    """A wait in words: «30 секунд», «4 минуты 5 секунд»."""
    minutes, rest = divmod(seconds, 60)
    parts = [plural(minutes, "минуту", "минуты", "минут")] * bool(minutes)
    return " ".join([*parts, *[plural(rest, "секунду", "секунды", "секунд")] * bool(rest or not minutes)])


def _path(register_id: str) -> Path:
    return state_dir() / "waits" / f"{register_id}.json"


def _read(register_id: str) -> dict[str, Tries]:
    try:
        kept = json.loads(_path(register_id).read_text("utf-8"))
        return {str(name): Tries(int(one["failed"]), float(one["at"])) for name, one in kept.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, OverflowError):
        return {}


def _write(register_id: str, known: dict[str, Tries]) -> None:
    # Where this computer cannot remember, people are let in all the same.
    path = _path(register_id)
    kept = {name: {"failed": tries.failed, "at": tries.at} for name, tries in known.items()}
    try:
        if not known:  # removing wants no room: a full disk must not leave a right password counted as a wrong one
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, json.dumps(kept, ensure_ascii=False).encode())
    except (OSError, UserError):
        pass
