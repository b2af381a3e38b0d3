"""What the head does with the office's own profile of its region."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from narcdesk import office_profile
from narcdesk.register import Register

if TYPE_CHECKING:
    from tests.faults.desk import Desk

SINCE = date(2026, 6, 1)
BY_ACT = {"act_kind": "постановление Правительства области", "act_number": "15", "act_date": "02.02.2026"}
DECISION = {"value": "7", "unit": "working", "start": "receipt", **BY_ACT, "since": SINCE}


def make_ready(register: Register, ids: dict[str, int]) -> None:
    """Nothing: the profile of the program is there."""


ACTS: dict[str, Callable[["Desk"], object]] = {
    "profile.amend": lambda d: office_profile.amend(d.register, "terms.decision", DECISION),
    "profile.restore": lambda d: office_profile.restore(d.register, "terms.notify", SINCE),
    "profile.take_file": lambda d: office_profile.take_file(
        d.register, d.register.profile_on(SINCE), date(2026, 12, 31), "Профиль.json"
    ),
}
