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
        dump(child.pid, folder / "память")
        child.kill()
        found.tried += 1
        for title, hits in children.ask(partial(_places, volumes, folder / "память")).items():
            found.counted[f"places of {title}"] += hits
            if hits and title == THE_KEY:
                found.wrong.append(f"{title} stands in {hits} places")
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


def _places(volumes: Volumes, dumped: Path) -> dict[str, int]:
    """In how many places the secrets stand. Counted in a process of its own: later ones are forked from the asker,
    and would find in themselves whatever he had been told.
    """
    use(volumes)
    register = open_register(volumes, NEW_PASSWORD)
    try:
        memory = dumped.read_bytes()
        keys = {THE_KEY: bytes(register._opened._dek), "the key of the journal": register._seal.audit_key}
        found = {}
        for title, key in keys.items():
            forms = (key[:16], key[16:], key.hex().encode()[:32], key.hex().encode()[32:])
            found[title] = sum(memory.count(form) for form in forms)
        names = {patients.one(register, number).full_name for number in range(1, patients.count(register) + 1)}
        said = (name.encode(coding) for name in names for coding in ("utf-8", "utf-16-le"))
        return found | {"names (not promised)": sum(map(memory.count, said))}
    finally:
        register.close()


def dump(process: int, path: Path) -> None:
    """Write all the writable memory of a process of ours into a file; nothing of it stays with the writer."""
    piece = bytearray(1 << 20)
    memory_of = Path(f"/proc/{process}")
    with (memory_of / "mem").open("rb", buffering=0) as memory, path.open("wb", buffering=0) as file:
        for line in (memory_of / "maps").read_text(encoding="utf-8").splitlines():
            span, rights = line.split()[:2]
            start, end = (int(edge, 16) for edge in span.split("-"))
            if not rights.startswith("rw"):
                continue
            memory.seek(start)
            while start < end:
                read = memory.readinto(memoryview(piece)[: end - start])
                assert read, "memory that can be written can be read"
                file.write(memoryview(piece)[:read])
                start += read
    piece[:] = bytes(len(piece))
