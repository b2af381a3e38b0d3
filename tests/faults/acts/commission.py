"""The second person of a batch for the commission, and the key of its recipient; the census."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from narcdesk import administration, vault
from narcdesk.commission import confirming, recipient_keys, tightening
from narcdesk.commission.cohorts import census
from narcdesk.commission.policy import Stricter
from narcdesk.register import Register
from tests.cohort_samples import CENSUS
from tests.commission_samples import RECIPIENT
from tests.factories import PASSWORD

if TYPE_CHECKING:
    from tests.faults.desk import Desk

_DOCTOR = {"surname": "Ольхин", "given": "Пётр", "role": "doctor", "login": "второй", "post": "врач"}


def make_ready(register: Register, _ids: dict[str, int]) -> None:
    """A doctor beside the head."""
    administration.hire(register, _DOCTOR, PASSWORD, kdf=vault.QUICK)


ACTS: dict[str, Callable[["Desk"], object]] = {
    "commission.census": lambda d: census.take(d.register, CENSUS),
    "commission.recipient_key": lambda d: recipient_keys.keep(d.register, "medical", RECIPIENT),
    "commission.tighten": lambda d: tightening.tighten(d.register, "municipal", Stricter(k=7, left_out=("by_age",))),
    "commission.confirm": lambda d: confirming.confirm(d.register, "ab" * 16, "0" * 64, "второй", PASSWORD),
}
