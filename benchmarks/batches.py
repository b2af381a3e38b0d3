"""How long a batch takes from the click to the checked file: every recipient, quarter after quarter, attacks included.

    .venv/bin/python -m benchmarks.batches [--patients 3000] [--quarters 4]

The register is encrypted and filled past the doors with an invented office. Each quarter leaves for the municipality,
the region and the public in turn, so that each batch stands against all that left before it; what is printed is the
time to count, protect and attack, the time to write, read back and verify, and how much is hidden.
"""

import argparse
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from narcdesk import administration, vault
from narcdesk.commission import export, verification
from narcdesk.dates import Period
from tests.factories import PASSWORD
from tests.generated_offices import COMMON, TODAY, office

SECONDS = 30.0  # of one batch, attacks included (issue 6)
RECIPIENTS = ("municipal", "regional", "public")
SECOND = ("второй", PASSWORD)
DOCTOR = {"surname": "Ольхин", "given": "Пётр", "role": "doctor", "login": SECOND[0], "post": "врач"}


def main() -> int:
    """Print the figures; 1 where a batch took too long or does not verify."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--patients", type=int, default=3_000)
    asked.add_argument("--quarters", type=int, default=4)
    wanted = asked.parse_args()
    failed = False
    codes = [f"{year}-Q{quarter}" for year in (TODAY.year - 2, TODAY.year - 1) for quarter in (1, 2, 3, 4)]
    with tempfile.TemporaryDirectory() as folder:
        register = office(Path(folder) / "register", replace(COMMON, size=wanted.patients), 1)
        administration.hire(register, DOCTOR, SECOND[1], kdf=vault.QUICK)
        for code in codes[-wanted.quarters :]:
            for recipient in RECIPIENTS:
                begun = time.perf_counter()
                batch = export.prepare(register, recipient, Period.parse(code))
                prepared = time.perf_counter()
                export.confirm(register, batch, *SECOND)
                path = export.send(register, batch, Path(folder) / "out").path
                problems = verification.verify(path).problems
                done = time.perf_counter()
                hidden = sum(count is None for count in batch.release.counts.values())
                failed |= bool(problems) or done - begun > SECONDS
                print(
                    f"{code} {recipient:10} {'exact' if batch.release.exact else 'rounded':8} "
                    f"{len(batch.release.counts)} cells, {hidden} hidden, {len(batch.rounded.kept)} of the ledger; "
                    f"prepared in {prepared - begun:.2f} s, written and verified in {done - prepared:.2f} s",
                    *problems,
                    flush=True,
                )
        register.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{wanted.patients} patients; a batch may take {SECONDS:.0f} s; peak memory {peak} MB")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
