"""Registers of applications: drawn up, and what the authority decided on one of them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from narcdesk import applications, batches
from narcdesk.register import Register
from tests import factories

if TYPE_CHECKING:
    from tests.faults.desk import Desk


def make_ready(register: Register, ids: dict[str, int]) -> None:
    """An application that is ready and stands in no register."""
    person = factories.patient(register, surname="Реестров", snils="", policy_number="")
    factories.both_consents(register, person.id)
    ids["application for a register"] = factories.application(register, person.id).id
    applications.submit(register, ids["application for a register"])


ACTS: dict[str, Callable[["Desk"], object]] = {
    "batches.draw": lambda d: batches.draw(d.register, {"kind": "named"}, [d["application for a register"]]),
}
