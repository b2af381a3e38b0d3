"""Registers of applications: drawn up, and what the authority decided on one of them."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from narcdesk import applications, batches
from narcdesk.register import Register
from tests import factories
from tests.reversible_acts import sent_register

if TYPE_CHECKING:
    from tests.faults.desk import Desk


LATER = date(2026, 6, 1)


def make_ready(register: Register, ids: dict[str, int]) -> None:
    """An application that is ready and stands in no register, and one that left in a register."""
    for name in ("application for a register", "application in a register"):
        person = factories.patient(register, surname="Реестров", snils="", policy_number="")
        factories.both_consents(register, person.id)
        ids[name] = factories.application(register, person.id).id
        applications.submit(register, ids[name])
    ids["register that left"] = sent_register(register, ids["application in a register"])


ACTS: dict[str, Callable[["Desk"], object]] = {
    "batches.draw": lambda d: batches.draw(d.register, {"kind": "named"}, [d["application for a register"]]),
    "batches.answer": lambda d: batches.answer(
        d.register,
        d["register that left"],
        {d["application in a register"]: {"verdict": "refuse", "on": LATER, "reason_code": "R01"}},
    ),
}
