"""R27. After the register is locked no key of it is in the memory of the program."""

import time
from functools import partial
from pathlib import Path

from narcdesk import patients
from tests.faults import children
from tests.faults.children import Tell
from tests.faults.desk import ACTS, NEW_PASSWORD, Desk, Volumes, open_register
from tests.faults.outcome import Outcome, Share
from tests.faults.stories import SLOW, Office, use

THE_KEY = "the key of the register"
SECONDS, CHECKED = 5.0, 4  # as the promise is measured; a run of few does not wait so long


def run(office: Office, share: Share, folder: Path) -> Outcome:
    """Lock so many times and search the memory of the program for the keys; names are counted, nothing is promised."""
    found = Outcome()
    for _ in share.numbers:
        volumes = office.copy(folder / "случай")
        child = children.start(partial(_work_and_lock, office, volumes))
        child.listen(messages=1)
        time.sleep(SECONDS if share.count > CHECKED else 0.5)
        memory = writable_memory(child.pid)
        child.kill()
        keys, names = children.ask(partial(_secrets, volumes))
        found.tried += 1
        for title, key in keys.items():
            forms = (key[:16], key[16:], key.hex().encode()[:32], key.hex().encode()[32:])
            hits = sum(part.count(form) for part in memory for form in forms)
            found.counted[f"places of {title}"] += hits
            if hits and title == THE_KEY:
                found.wrong.append(f"{title} stands in {hits} places")
        found.counted["places of names (not promised)"] += sum(
            part.count(name.encode(coding)) for part in memory for name in names for coding in ("utf-8", "utf-16-le")
        )
    return found


def _work_and_lock(office: Office, volumes: Volumes, tell: Tell) -> None:
    use(volumes)
    register = open_register(volumes)
    desk = Desk(register, office.ids, volumes)
    for name, act in ACTS.items():
        if name not in SLOW:
            act(desk)
    register.close()
    del register, desk
    tell("locked")
    children.wait_for_the_end()


def _secrets(volumes: Volumes) -> tuple[dict[str, bytes], set[str]]:
    """What the memory is searched for: known only after the search has its material."""
    use(volumes)
    register = open_register(volumes, NEW_PASSWORD)
    try:
        keys = {THE_KEY: bytes(register._opened._dek), "the key of the journal": register._seal.audit_key}
        people = [patients.one(register, number) for number in range(1, patients.count(register) + 1)]
        return keys, {person.full_name for person in people}
    finally:
        register.close()


def writable_memory(process: int) -> list[bytes]:
    """Everything in the writable memory of a process of ours."""
    found = []
    for line in Path(f"/proc/{process}/maps").read_text(encoding="utf-8").splitlines():
        span, rights = line.split()[:2]
        start, end = (int(edge, 16) for edge in span.split("-"))
        if rights.startswith("rw"):
            with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
                memory.seek(start)
                found.append(memory.read(end - start))
    return found
