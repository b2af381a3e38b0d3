"""R9 and R10. Many starts for one register raise one window; of two programs that want it by turns one has it."""

import subprocess
import sys
from pathlib import Path

from narcdesk import vault
from narcdesk.register import Register
from tests import factories
from tests.faults.outcome import Outcome

ROOT = Path(__file__).parents[2]
STARTS = 20

# What a start of the program does before its first window; the first one then lives until its input ends.
START = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from ui.one_instance import OneInstance

app = QCoreApplication([])
one = OneInstance()
raised = []
one.asked.connect(lambda: raised.append(1))
print("ready", flush=True)
sys.stdin.readline()
if one.is_first(Path(sys.argv[1])):
    print("first", flush=True)
    import threading
    def wait():
        sys.stdin.readline()
        QTimer.singleShot(0, app, lambda: (print(len(raised), flush=True), app.quit()))
    threading.Thread(target=wait, daemon=True).start()
    app.exec()
    one.close()
else:
    print("second" if one.is_answered else "silent", flush=True)
"""


class Start:
    """One start of the program, in a process of its own, held until `go`."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", START, str(folder)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        assert self.said() == "ready"

    def go(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("go\n")
        self.process.stdin.flush()

    def said(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()


def at_once(folder: Path, count: int) -> tuple[int, int, int]:
    """Of so many starts at once: how many became the first, how many raised it, how often it says it was raised."""
    starts = [Start(folder) for _ in range(count)]
    try:
        for start in starts:
            start.go()
        said = [start.said() for start in starts]
        firsts = [start for start, word in zip(starts, said, strict=True) if word == "first"]
        firsts[0].go()
        return len(firsts), said.count("second"), int(firsts[0].said())
    finally:
        for start in starts:
            start.end()


HOLD = """
import sys
from pathlib import Path
from tests import factories
from tests.factories import Clock
from narcdesk import vault
from narcdesk.register import Register
sys.stdout.reconfigure(encoding="utf-8")
print("ready", flush=True)
while sys.stdin.readline().strip():
    try:
        register = Register.open(Path(sys.argv[1]), "zimin", factories.PASSWORD, clock=Clock())
    except vault.InUse as error:
        print(error.what, flush=True)
        continue
    print("opened", flush=True)
    sys.stdin.readline()
    register.close()
    print("closed", flush=True)
"""


def two_programs(folder: Path, rounds: int) -> list[str]:
    """Two programs that want one register by turns, so many rounds; what was wrong (R10)."""
    pair = [
        subprocess.Popen(
            [sys.executable, "-c", HOLD, str(folder)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        for _ in range(2)
    ]

    def tell(number: int) -> None:
        stream = pair[number].stdin
        assert stream is not None
        stream.write("go\n")
        stream.flush()

    def hear(number: int) -> str:
        stream = pair[number].stdout
        assert stream is not None
        return stream.readline().strip()

    wrong: list[str] = []
    try:
        for number in range(2):
            hear(number)
        for turn in range(rounds):
            for number in range(2):
                tell(number)
            said = [hear(0), hear(1)]
            if sorted(word == "opened" for word in said) != [False, True]:
                wrong.append(f"round {turn}: {said}")
            wrong += [word for word in said if word != "opened" and not word.startswith("Реестр уже открыт")]
            for number in (number for number in range(2) if said[number] == "opened"):
                tell(number)
                hear(number)
    finally:
        for one in pair:
            one.kill()
            one.communicate()
    return wrong


def run_starts(rounds: int, folder: Path) -> Outcome:
    """Twenty starts together, so many times."""
    found = Outcome()
    for number in range(rounds):
        firsts, raised, heard = at_once(folder / "Реестр", STARTS)
        found.tried += 1
        found.counted["windows"] += firsts
        found.counted["raised it"] += raised
        if (firsts, raised, heard) != (1, STARTS - 1, STARTS - 1):
            found.wrong.append(f"round {number}: {firsts} windows, {raised} raised, {heard} heard")
    return found


def run_turns(rounds: int, folder: Path) -> Outcome:
    """Two programs at one register, so many rounds."""
    place = folder / "Реестр двоих"
    Register.create(place, factories.office(), factories.head(), factories.PASSWORD, kdf=vault.QUICK).close()
    return Outcome(tried=rounds, wrong=two_programs(place, rounds))
