"""The promises of reliability, each proved by as many faults as a release needs; a table for docs/reliability.md.

    .venv/bin/python -m benchmarks.faults [--small] [--seed 1] [PROOF …]

`--small` takes the numbers of the test suite. Linux only: children are forked, and the failing disk is a library.
"""

import argparse
import sys
import time
from dataclasses import dataclass

from tests.faults.asking import CAN, WHY_NOT, prove


@dataclass(frozen=True)
class Promise:
    """A promise, the proof of it in `tests/faults`, and in how many cases: at a release, in the suite (0: in all)."""

    code: str
    title: str
    proof: str
    release: int
    suite: int


PROMISES = (
    Promise("R1", "kill -9 at any moment of any act", "kills", 2000, 300),
    Promise("R1", "kill -9 while the register gets a new key", "rekeys", 200, 20),
    Promise("R2", "power cut; unsynced writes lost, torn, reordered", "power_cuts", 500, 100),
    Promise("R3", "I/O error at every call, once and for ever", "io_errors", 0, 100),
    Promise("R4", "damage to any file", "damages", 10000, 1000),
    Promise("R4", "damage to a backup", "hurt_backups", 2000, 200),
    Promise("R5", "every pair of lost, foreign and aged side files", "side_files", 0, 60),
    Promise("R6", "4 disks full, 12 actions", "full_disks", 12, 1),
    Promise("R7", "stick pulled at any call", "pulled_sticks", 500, 20),
    Promise("R9", "20 copies started at once", "copies", 50, 5),
    Promise("R9", "20 starts at once raise one window", "starts", 50, 2),
    Promise("R10", "two programs want one register by turns", "turns", 50, 5),
    Promise("R13", "lock in the midst of an edit", "locks", 1000, 40),
    Promise("R15", "recovery words: right, mistyped, of another", "recovery_keys", 1000, 20),
    Promise("R17", "a list of providers applied and taken back", "imports", 500, 50),
    Promise("R18", "attacks on the journal", "audit_attacks", 1000, 200),
    Promise("R24", "kill -9 while the schema is brought up to date", "old_schemas", 50, 10),
    Promise("R27", "memory after the lock", "memory", 10, 2),
)


def main() -> int:
    """Print the table; the exit status says whether every promise was kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("proofs", nargs="*", choices=[*sorted({one.proof for one in PROMISES}), []])
    parser.add_argument("--small", action="store_true", help="the numbers of the test suite")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if not CAN:
        print(WHY_NOT, file=sys.stderr)
        return 2
    kept = True
    print("| | faults | tried | broken | seconds | counted |\n|---|---|---:|---:|---:|---|")
    for one in PROMISES:
        if asked.proofs and one.proof not in asked.proofs:
            continue
        began = time.monotonic()
        found = prove(one.proof, one.suite if asked.small else one.release, asked.seed)
        seconds = time.monotonic() - began
        counted = "; ".join(f"{what}: {number}" for what, number in found.counted.most_common(6))
        print(
            f"| {one.code} | {one.title} | {found.tried} | {len(found.wrong)} | {seconds:.0f} | {counted} |", flush=True
        )
        for what in found.wrong[:20]:
            print(f"  broken: {what}", file=sys.stderr)
        kept = kept and found.tried > 0 and not found.wrong
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
