"""Two cards of one person: told apart, joined, parted."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from narcdesk import duplicates, merges
from narcdesk.duplicates import Verdict
from narcdesk.register import Register
from tests import factories

if TYPE_CHECKING:
    from tests.faults.desk import Desk

NAMES = ("double", "doubled", "joined", "kept", "like", "alike")


def make_ready(register: Register, ids: dict[str, int]) -> None:
    """Pairs of cards; one pair is joined already."""
    for name in NAMES:
        ids[name] = factories.patient(register, surname="Двойников", snils="", policy_number="").id
    ids["merge"] = merges.merge(register, ids["kept"], ids["joined"], {}).id


ACTS: dict[str, Callable[["Desk"], object]] = {
    "patients.tell_apart": lambda d: duplicates.tell(d.register, d["like"], d["alike"], Verdict.OTHER),
    "merges.merge": lambda d: merges.merge(d.register, d["doubled"], d["double"], {}),
    "merges.undo": lambda d: merges.undo(d.register, d["merge"]),
}
