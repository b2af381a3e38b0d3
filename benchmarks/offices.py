"""Every attack on every batch of many generated offices, nasty ones among them.

    .venv/bin/python -m benchmarks.offices [--offices 100] [--largest 10000] [--seed 1]

Each office sends two quarters and a year to the municipal commission, the year to the region and to the public as well,
one after another, so that each batch is attacked together with all that left before it; and to the dispensary the
records of those who were taken in 2023, where they are enough. Prints for each batch what happened and its seconds;
ends with the number of batches, of those that were refused for a reason said in words, and of attacks that succeeded,
which must be none. The slowest batch of 3,000 people must keep within 30 s.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from narcdesk.commission import export, ledger
from narcdesk.commission.batch import Batch
from narcdesk.commission.cohorts import attacks, census
from narcdesk.commission.cohorts import export as cohorts
from narcdesk.commission.ledger import SentBatch
from narcdesk.commission.risk import Revealed
from narcdesk.dates import Period
from narcdesk.errors import UserError
from narcdesk.register import Register
from tests.generated_offices import NASTY, SETTLEMENTS, Kind, kinds, office

MEDICAL = "medical"
SENDINGS = (
    ("municipal", "2025-Q1"),
    ("municipal", "2025-Q2"),
    ("municipal", "2024"),
    ("regional", "2024"),
    ("public", "2024"),
    ("regional", "2025-Q2"),
    (MEDICAL, "2023"),
)
LARGE, SECONDS = 3_000, 30.0


def tried(folder: Path, kind: Kind, seed: int) -> list[tuple[str, str, float]]:
    """What became of each sending of an office: its name, what happened, seconds."""
    os.environ["NARCDESK_STATE"] = str(folder)
    register = office(folder / "Реестр", kind, seed)
    told = []
    try:
        census.take(register, _census(folder))
        for recipient, code in SENDINGS:
            began = time.perf_counter()
            try:
                _leave(register, recipient, Period.parse(code))
                became = "left"
            except (Revealed, attacks.Found) as error:
                became = f"REVEALED: {error.what}"
            except UserError as error:
                became = f"refused: {error.what}"
            told.append((f"{recipient} {code}", became, time.perf_counter() - began))
    finally:
        register.close()
    return told


def _leave(register: Register, recipient: str, period: Period) -> None:
    """Prepare and attack a batch and remember it as one that left; neither a medium nor a second person is needed."""
    if recipient == MEDICAL:
        cohorts.prepare(register, period.start.year)
        return
    batch = export.prepare(register, recipient, period)
    with register.write("commission.export") as session:
        ledger.remember(session, _record(register, batch), batch.ledger)


def _record(register: Register, batch: Batch) -> SentBatch:
    return SentBatch(
        batch_id=batch.release.batch_id,
        recipient=batch.release.policy.recipient,
        period=batch.release.period.code,
        made_on=register.today(),
        made_by=register.person.id,
        policy_sha256=batch.release.policy.fingerprint,
        file_name="",
        file_sha256="",
    )


def _census(folder: Path) -> Path:
    """Every place has the same number of inhabitants of each sex and age."""
    ages = ("до 14", "14–17", *(f"{age}–{age + 4}" for age in range(25, 65, 5)), "18–24", "65 и старше")
    rows = [
        f"{place};{_sort(place)};{sex};{age};700" for place in SETTLEMENTS for sex in ("муж", "жен") for age in ages
    ]
    path = folder / "Население.csv"
    path.write_text("\n".join(["Населённый пункт;Вид;Пол;Возраст;Жителей", *rows]), encoding="utf-8")
    return path


def _sort(place: str) -> str:
    return "город" if place.startswith("г.") else "село"


def main() -> int:
    """Try them all and print; 1 where an attack succeeded or a batch took too long."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--offices", type=int, default=100)
    parser.add_argument("--largest", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    became: Counter[str] = Counter()
    slowest = 0.0
    offices = [NASTY[0](LARGE), *kinds(asked.offices - 1, asked.largest)]
    for number, kind in enumerate(offices):
        with tempfile.TemporaryDirectory() as name:
            for sending, what, seconds in tried(Path(name), kind, asked.seed * 1000 + number):
                became[what.split(":")[0]] += 1
                slowest = max(slowest, seconds if kind.size <= LARGE else 0.0)
                print(f"{number:3} {kind.size:6} {kind.name:30} {sending:18} {seconds:6.1f} s  {what}", flush=True)
    print(f"batches {sum(became.values())}: {dict(became)}; slowest up to {LARGE} people {slowest:.1f} s")
    return 1 if became["REVEALED"] or slowest > SECONDS else 0


if __name__ == "__main__":
    sys.exit(main())
