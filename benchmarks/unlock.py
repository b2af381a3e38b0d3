"""What unlocking costs beside the derivation of the key, and how long the check beside the work holds a keystroke.

    .venv/bin/python -m benchmarks.unlock [--patients 20000] [--events 200000]

The register is filled through the journal's own `append`, so that its chain and its hashes hold. Printed are the ratio
of everything else at unlock to Argon2id in the same run, and the wait that a keystroke meets while the whole file is
checked in slices, against the same keystroke without it.
"""

import argparse
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from benchmarks.register_speed import SURNAMES, people
from narcdesk import audit, schema, search
from narcdesk.audit import Change, Touched
from narcdesk.dates import PartialDay
from narcdesk.observation import Visit
from narcdesk.office import Office
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.staff import Person, Role
from narcdesk.vault import slots

PASSWORD = "длинный учебный пароль"
UNLOCKS = 7
UNLOCK_MS, KEYSTROKE_MS = 150.0, 50.0


def build(folder: Path, patients_count: int, events: int) -> None:
    """A register with so many cards and so many acts, each with its entry."""
    office = Office(name="Учебная больница", short_name="Учебная", address="-", region_code="00")
    person = Person(login="u", surname="Учебный", given="Врач", role=Role.HEAD.value, added_on=date(2020, 1, 1))
    register = Register.create(folder, office, person, PASSWORD)
    rows = iter(_rows(patients_count, events))
    while True:
        with Session(register.unlocked.writing, expire_on_commit=False) as session:
            head = register.head
            chunk = [row for _, row in zip(range(2000), rows, strict=False)]
            for table in (Patient, Visit):  # cards before what points at them
                session.add_all(row for row in chunk if isinstance(row, table))
                session.flush()
            for row in chunk:
                action = "patients.enter" if isinstance(row, Patient) else "observation.visit"
                touched = [Touched(row, Change.INSERT)]
                at = register.now()
                head = audit.append(
                    session, register.audit_key, head, at=at, person_id=1, action=action, touched=touched
                )
            session.commit()
            register._head = head
        if not chunk:
            break
    audit.keep_anchor(register.register_id, audit.Anchor(register.head))
    register.close()


def _rows(patients_count: int, events: int) -> Iterator[Patient | Visit]:
    for number, values in enumerate(people(patients_count), start=1):
        made = {**values, "birth": PartialDay.from_iso(values["birth"]), "not_given": {}, "odd": {}}
        keys = ("surname_key", "given_key", "patronymic_key", "snils_tail")
        patient = Patient(**{name: value for name, value in made.items() if name not in keys})
        patient.id = number
        for name in keys:
            setattr(patient, name, values[name])
        yield patient
    dice = random.Random(2)
    for _ in range(events - patients_count):
        on = date(2024, 1, 1) + timedelta(days=dice.randrange(700))
        yield Visit(patient_id=dice.randrange(1, patients_count), on=on, note="без перемен", by=1)


def unlocks(folder: Path) -> tuple[list[float], list[float]]:
    """Seconds of Argon2id and of everything else, for each of some unlocks."""
    derive, taken = slots._key_of, [0.0]

    def timed(*arguments: object) -> bytes:
        began = time.perf_counter()
        key = derive(*arguments)  # type: ignore[arg-type]
        taken[0] = time.perf_counter() - began
        return key

    slots._key_of = timed
    derivation, rest = [], []
    try:
        for _ in range(UNLOCKS):
            began = time.perf_counter()
            register = Register.open(folder, "u", PASSWORD)
            whole = time.perf_counter() - began
            assert register.findings == [], register.findings
            register.close()
            derivation.append(taken[0])
            rest.append(whole - taken[0])
    finally:
        slots._key_of = derive
    return derivation, rest


@contextmanager
def watched(register: Register, pause: float) -> Iterator[dict[str, float]]:
    """The check beside the work, in its thread, as the window drives it."""
    told: dict[str, float] = {"slices": 0, "found": 0, "longest": 0}
    stop = threading.Event()

    def go_on() -> None:
        began = time.perf_counter()
        slices = schema.watch(register)
        while True:
            start = time.perf_counter()
            found = next(slices, None)
            if found is None:
                break
            told["longest"] = max(told["longest"], (time.perf_counter() - start) * 1000)
            told["slices"] += 1
            told["found"] += len(found)
            if stop.wait(pause):
                return
        told["seconds"] = time.perf_counter() - began

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield told
    finally:
        stop.set()
        thread.join()


def keystrokes(register: Register, goes_on: Callable[[int], bool]) -> list[float]:
    """Milliseconds that the search after a letter takes, a letter each 0.1 s."""
    dice, times = random.Random(3), []
    while goes_on(len(times)):
        began = time.perf_counter()
        search.patients(register, dice.choice(SURNAMES)[: dice.randrange(2, 5)])
        times.append((time.perf_counter() - began) * 1000)
        time.sleep(0.1)
    return times


def main() -> int:
    """Print the figures; the exit status says whether they keep their bounds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--patients", type=int, default=20_000)
    parser.add_argument("--events", type=int, default=200_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "Реестр"
        began = time.perf_counter()
        build(folder, asked.patients, asked.events)
        size = (folder / "register.db").stat().st_size / 2**20
        print(f"{asked.patients} patients, {asked.events} events, {size:.0f} MB, {time.perf_counter() - began:.0f} s")
        derivation, rest = unlocks(folder)
        argon, other = (statistics.median(times) * 1000 for times in (derivation, rest))
        print(f"unlock: Argon2id {argon:.0f} ms, everything else {other:.0f} ms, ratio {other / argon:.2f}")
        print(f"        slowest of {UNLOCKS}: everything else {max(rest) * 1000:.0f} ms")
        register = Register.open(folder, "u", PASSWORD)
        try:
            keystrokes(register, lambda done: done < 30)  # warm
            alone = keystrokes(register, lambda done: done < 200)
            with watched(register, schema.PAUSE) as told:
                beside = keystrokes(register, lambda _: "seconds" not in told)
            assert told["found"] == 0
            for name, times in (("alone", alone), ("beside the check", beside)):
                worst, usual = max(times), statistics.median(times)
                print(f"keystroke {name:18} median {usual:5.1f} ms, slowest of {len(times)}: {worst:5.1f} ms")
            print(
                f"the whole file: {told['seconds']:.0f} s in {told['slices']:.0f} slices, "
                f"the longest {told['longest']:.0f} ms"
            )
        finally:
            register.close()
    held = max(beside) - statistics.median(alone)
    good = other < UNLOCK_MS and held < KEYSTROKE_MS
    print(f"held by the check at most {held:.0f} ms;", "within 150 ms and 50 ms" if good else "OUT OF BOUNDS")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
