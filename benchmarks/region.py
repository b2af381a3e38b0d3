"""A region out of many districts: each batch verified, all summed and written.

    .venv/bin/python -m benchmarks.region [--districts 1000]

Prints for ten, a hundred and so many districts the seconds of the whole and the most memory of the program; the last
must keep within 10 s and 500 MB, and grow as the number of districts does.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from narcdesk.commission import package, region
from tests.commission_samples import batch

SECONDS, MEGABYTES = 10.0, 500.0
ROWS = 1000  # people of a district
DIFFERENT = 20  # offices that are counted anew; the others have their numbers under another name


def fill(folder: Path, count: int) -> None:
    """The batches of so many districts and, beside them, their keys."""
    for name in ("Почта", "Ключи"):
        (folder / name).mkdir()
    made = [batch(seed, ROWS, "2024") for seed in range(min(DIFFERENT, count))]
    for number in range(count):
        key = Ed25519PrivateKey.from_private_bytes(number.to_bytes(32, "big"))
        (folder / "Ключи" / f"{number:04}.pem").write_bytes(package.public_pem(key))
        like = made[number % len(made)]
        own = replace(like.release, office=f"Район {number:04}", batch_id=f"{number:032x}")
        data = package.build(replace(like, release=own), key)
        (folder / "Почта" / f"Район {number:04}.zip").write_bytes(data)


def once(folder: Path) -> int:
    """What the command line does, in a program of its own."""
    began = time.perf_counter()
    found = region.consolidate([folder / "Почта"], folder / "Ключи")
    region.write(found, folder / "Сводная")
    seconds = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(found.regions[0].districts)} {seconds:.2f} {memory:.0f} {len(found.refused)}")
    return 0


def measured(counts: list[int]) -> Iterator[tuple[int, float, float]]:
    """Districts, seconds and megabytes, each in a fresh program."""
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            fill(Path(name), count)
            command = [sys.executable, "-m", "benchmarks.region", "--once", name]
            answer = subprocess.run(command, capture_output=True, text=True, check=True)
            districts, seconds, memory, refused = answer.stdout.split()
            assert (int(districts), refused) == (count, "0")
            yield count, float(seconds), float(memory)


def main() -> int:
    """Print the table; the exit status says whether the last line keeps its bounds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--districts", type=int, default=1000)
    parser.add_argument("--once", type=Path)
    given = parser.parse_args()
    if given.once:
        return once(given.once)
    seconds = memory = 0.0
    print(f"{'districts':>10}{'s':>8}{'ms each':>9}{'MB':>7}")
    for count, seconds, memory in measured(sorted({10, 100, given.districts})):
        print(f"{count:10}{seconds:8.2f}{seconds * 1000 / count:9.1f}{memory:7.0f}")
    good = seconds <= SECONDS and memory <= MEGABYTES
    print("within 10 s and 500 MB" if good else "OUT OF BOUNDS")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
