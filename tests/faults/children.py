"""Children forked from a warm parent: each does its work in a copy of everything that is imported, and may die."""

import os
import pickle
import select
import signal
import struct
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

Answer = TypeVar("Answer")
Tell = Callable[[Any], None]
"""What a child calls to tell its parent something."""

_LENGTH = struct.Struct("I")


class Died(Exception):
    """A child ended without an answer: a crash of the interpreter, or a mistake of ours."""


@dataclass(frozen=True)
class Failed:
    """The last word of a child whose work raised something."""

    trace: str


PATIENCE = 600.0  # seconds: a child that hangs is told of at last, one on a busy machine is waited for


@dataclass
class Child:
    """A process of ours, and what it has told so far."""

    pid: int
    pipe: int
    told: list[Any] = field(default_factory=list)
    _rest: bytes = b""

    def listen(self, *, messages: int | None = None, seconds: float = PATIENCE) -> bool:
        """Wait for so many messages in all, or till it ends, or for so long; whether it may still say something."""
        until = time.monotonic() + seconds
        while messages is None or len(self.told) < messages:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self.pipe], [], [], left)[0]:
                return True
            data = os.read(self.pipe, 1 << 20)
            if not data:
                return False
            self._rest += data
            while len(self._rest) >= _LENGTH.size:
                (size,) = _LENGTH.unpack_from(self._rest)
                if len(self._rest) < _LENGTH.size + size:
                    break
                self.told.append(pickle.loads(self._rest[_LENGTH.size : _LENGTH.size + size]))
                self._rest = self._rest[_LENGTH.size + size :]
        return True

    def kill(self) -> None:
        """As the power of this one process: nothing of it runs any more. What it had told is heard to the end."""
        os.kill(self.pid, signal.SIGKILL)
        self.listen()
        self.end()

    def end(self) -> int:
        """Wait for its end; the status, negative for a signal."""
        os.close(self.pipe)
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)


def start(work: Callable[[Tell], object]) -> Child:
    """Fork a child that does the work and ends without unwinding what it has inherited."""
    sys.stdout.flush()
    sys.stderr.flush()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return Child(pid, reading)
    status = 1
    try:
        os.close(reading)
        work(lambda message: _send(writing, message))
        status = 0
    except BaseException as error:
        _send(writing, Failed("".join(traceback.format_exception(error))[-2000:]))
    finally:
        os._exit(status)


def _send(pipe: int, message: Any) -> None:
    data = pickle.dumps(message)
    data = _LENGTH.pack(len(data)) + data
    while data:
        data = data[os.write(pipe, data) :]


def ask(work: Callable[[], Answer], seconds: float = PATIENCE) -> Answer:
    """What the work gives when a child does it; raises Died."""
    child = start(lambda tell: tell(work()))
    child.listen(messages=1, seconds=seconds)
    if not child.told:
        os.kill(child.pid, signal.SIGKILL)
    status = child.end()
    if not child.told:
        raise Died(f"a child ended with {status} and no answer")
    if isinstance(child.told[0], Failed):
        raise Died(child.told[0].trace)
    answer: Answer = child.told[0]
    return answer


def wait_for_the_end() -> None:
    """Stay alive until the parent kills this child."""
    while True:
        signal.pause()
