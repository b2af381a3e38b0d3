"""A list of 1,000 applications, four papers each, as one PDF; and one paper from the click to its preview.

    .venv/bin/python -m benchmarks.papers [--applications 1000]

Ours draws papers that are kept in an encrypted register; beside it, in the same run, the same Platypus flowables are
written by hand (`benchmarks.by_hand`). Each works in a process of its own, so that its memory is its own, in turns of a
tenth of the list for the time (processor time: the machine is not ours alone), and the whole list once for the memory.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from statistics import median

import sqlalchemy as sa

from benchmarks.patient_list import timed
from narcdesk import documents, forms, vault
from narcdesk.documents import Document
from narcdesk.forms import papers
from narcdesk.office import Office
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.staff import Person, Role
from tests import planted
from tests.planted import Human

CODES = ("zayavka", "zayavlenie", "consent_personal_data", "consent_secrecy")
RATIO, MEMORY_MB, PREVIEW_MS = 1.3, 600, 500
TURNS, CLICKS = 5, 7
_AGAIN = (sys.executable, "-m", "benchmarks.papers", "--child")
PASSWORD = "берёза у реки"


def said_of(human: Human) -> dict[str, str]:
    """What a paper says of a person; the rest of the contents is the sample of the form."""
    name = f"{human.surname} {human.given} {human.patronymic}"
    short = f"{human.surname} {human.given[0]}. {human.patronymic[0]}."
    return {
        **{"full_name": name, "full_name_genitive": name, "short_name": short, "birth_date": human.birth},
        **{"snils": human.snils, "document_series": human.series, "document_number": human.number or "000000"},
    }


def people(count: int) -> list[Human]:
    """Invented, the same each time."""
    crowd = enumerate(planted.crowd(count))
    return [one if one.snils else planted.numbered(one, Random(at)) for at, one in crowd]


def build(folder: Path, count: int) -> None:
    """An encrypted register with the papers of so many applications, kept as the program keeps them."""
    office = Office(name="Кабинет", short_name="Кабинет", address="Заречье", region_code="34")
    head = Person(login="zimin", surname="Зимин", given="Алексей", role=Role.HEAD.value, added_on=date(2020, 1, 1))
    register = Register.create(folder, office, head, PASSWORD, kdf=vault.QUICK)
    humans = people(count)
    planted.fill(register, humans)
    shipped = forms.all_templates()
    with register.together():
        for number, human in enumerate(humans, start=1):
            for code in CODES:
                contents = forms.sample(shipped[code].scope)
                contents["patient"].update(said_of(human))
                documents.keep(
                    register,
                    **{"form": code, "title": shipped[code].title, "text": shipped[code].text},
                    contents=contents,
                    patient_id=number,
                )
    register.close()


def _ours(folder: Path) -> Callable[[int, int], bytes]:
    register = Register.open(folder, "zimin", PASSWORD)

    def draw(since: int, until: int) -> bytes:
        with register.read("patients.look") as session:
            wanted = sa.select(Document).where(Document.patient_id.between(since + 1, until)).order_by(Document.id)
            found = list(session.scalars(wanted))
        return papers.pdf(register, found)

    return draw


def _by_hand(count: int) -> Callable[[int, int], bytes]:
    from benchmarks import by_hand

    humans = people(count)
    shipped = forms.all_templates()
    stories = {code: by_hand.taken_down(shipped[code]) for code in CODES}

    def draw(since: int, until: int) -> bytes:
        return by_hand.pdf([
            (shipped[code], stories[code], said) for said in map(said_of, humans[since:until]) for code in CODES
        ])  # fmt: skip

    return draw


def child(kind: str, folder: Path, count: int) -> None:
    """Draw what is asked for on the standard input, and answer with seconds, bytes and the peak of the memory."""
    if kind == "click":
        print(json.dumps(_clicks(folder)), flush=True)
        return
    draw = _ours(folder) if kind == "ours" else _by_hand(count)
    draw(0, 1)  # the library and the fonts are loaded
    print("ready", flush=True)
    for line in sys.stdin:
        since, until = map(int, line.split())
        began, worked = time.perf_counter(), time.process_time()
        size = len(draw(since, until))
        took = time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps([time.process_time() - worked, took, size / 1e6, peak]), flush=True)


def _clicks(folder: Path) -> list[float]:
    """Milliseconds from «открыть бумагу» to the page on the screen; the first is of a program that has just begun."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication, QWidget

    from ui import app, sheets
    from ui.desk import Desk
    from ui.pdf_view import PdfDialog

    application = app.make([])
    ready = app.warm_up()
    register = Register.open(folder, "zimin", PASSWORD)
    ready.join()  # typing a password takes longer
    desk, window, took = Desk(register), QWidget(), []
    window.resize(1366, 768)
    window.show()
    application.processEvents()
    for number in range(1, CLICKS + 1):
        with register.read("patients.look") as session:
            patient = session.get_one(Patient, number)
        began = time.perf_counter()
        sheets.open_sheet(window, desk, "list_motivacii", patient)
        application.processEvents()
        took.append((time.perf_counter() - began) * 1000)
        for dialog in window.findChildren(PdfDialog):
            assert dialog.view.pages
            dialog.reject()
        QApplication.processEvents()
    register.close()
    return took


class Worker:
    """One of the two that draw."""

    def __init__(self, kind: str, folder: Path, count: int) -> None:
        self._process = subprocess.Popen(
            [*_AGAIN, kind, "--folder", str(folder), "--applications", str(count)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._process.stdout
        assert self._process.stdout.readline() == "ready\n"

    def draw(self, since: int, until: int) -> list[float]:
        """Processor seconds, seconds, megabytes of the PDF, and of memory at the peak."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{since} {until}\n")
        self._process.stdin.flush()
        answer: list[float] = json.loads(self._process.stdout.readline())
        return answer

    def end(self) -> None:
        """Let it go."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()


def compare(folder: Path, count: int) -> bool:
    """The list by both; whether ours keeps its bounds."""
    ours, hand = Worker("ours", folder, count), Worker("hand", folder, count)
    part, ratios = max(1, count // 10), []
    for turn in range(TURNS):
        pair = [worker.draw(turn * part, (turn + 1) * part)[0] for worker in ((ours, hand), (hand, ours))[turn % 2]]
        mine, theirs = pair if turn % 2 == 0 else pair[::-1]
        ratios.append(mine / theirs)
        print(
            f"turn {turn + 1}, {part} applications: ours {mine:6.2f} s, by hand {theirs:6.2f} s, {mine / theirs:.2f}x"
        )
    hand.end()
    worked, took, size, peak = ours.draw(0, count)
    ours.end()
    ratio = median(ratios)
    print(
        f"{count} applications, {count * len(CODES)} papers: {worked:.1f} s of processor, {took:.1f} s, {size:.0f} MB"
    )
    print(f"ratio {ratio:.2f} (bound {RATIO}); memory at the peak {peak:.0f} MB (bound {MEMORY_MB})")
    return ratio <= RATIO and peak <= MEMORY_MB


def clicks(folder: Path) -> bool:
    """One paper, several times."""
    done = subprocess.run(
        [*_AGAIN, "click", "--folder", str(folder)],
        stdout=subprocess.PIPE, check=True, text=True,
    )  # fmt: skip
    first, *others = json.loads(done.stdout.splitlines()[-1])
    slowest, usual = max(others), median(others)
    print(f"one paper, from click to preview: the first {first:.0f} ms, then {usual:.0f}, slowest {slowest:.0f}")
    return bool(max(first, slowest) <= PREVIEW_MS)


def main() -> int:
    """Print the figures; the exit status says whether all of them keep their bounds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--applications", type=int, default=1000)
    parser.add_argument("--child")
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.child:
        child(asked.child, asked.folder, asked.applications)
        return 0
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "register"
        timed("keeping the papers", lambda: build(folder, asked.applications))
        good = clicks(folder)
        good = compare(folder, asked.applications) and good
    print("within the bounds" if good else "OUT OF BOUNDS")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
