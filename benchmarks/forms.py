"""How long the statistical forms take to count: a large office, every layout, the year before it included.

    .venv/bin/python -m benchmarks.forms [--patients 20000] [--events 200000]

The register is encrypted and filled around the journal, as `benchmarks.register_speed` fills it; what is printed is the
best of three counts of the last whole year, the longest list behind a cell, and the peak memory of the run.
"""

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.register_speed import build
from narcdesk import statistics
from narcdesk.statistics import people

SECONDS = 5.0  # what a statistician waits for, once a year


def main() -> int:
    """Print the figures; 1 where a form took too long."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--patients", type=int, default=20_000)
    asked.add_argument("--events", type=int, default=200_000)
    wanted = asked.parse_args()
    slow = False
    with tempfile.TemporaryDirectory() as folder:
        register, _plain = build(Path(folder), wanted.patients, wanted.events)
        year = register.today().year - 1
        for layout in statistics.all_layouts():
            times = []
            for _ in range(3):
                begun = time.perf_counter()
                report = statistics.count(register, layout, year)
                assert report.failures is not None
                times.append(time.perf_counter() - begun)
            spot = max(report.cells, key=lambda one: len(report.cells[one]))
            begun = time.perf_counter()
            found = people.behind(register, report, spot)
            listed = time.perf_counter() - begun
            slow |= min(times) > SECONDS
            print(
                f"{layout.code}: {wanted.patients} patients, {len(report.cells)} cells in {min(times):.2f} s; "
                f"the list of {len(found)} behind {'.'.join(spot)} in {listed:.2f} s"
            )
        register.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"peak memory {peak} MB")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
