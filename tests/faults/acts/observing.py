"""What moves an observation on: group and order, the commission, a pause, a term that the head sets; a poisoning."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from narcdesk import observation, poisonings
from narcdesk.register import Register
from tests import factories

if TYPE_CHECKING:
    from tests.faults.desk import Desk

LATER = date(2026, 6, 1)
VERDICT = {
    "decided_on": LATER,
    "number": "17",
    "members": "П. П. Председателев",
    "verdict": "go_on",
    "again_on": "м+6",
}
PAUSE = {"since": LATER, "reason": "hospital", "note": "выписной эпикриз"}


def make_ready(register: Register, ids: dict[str, int]) -> None:
    """Observations under the order of 1988, which knows groups; one of them paused."""
    ids["old episode"], ids["older episode"] = _old_episode(register), _old_episode(register)
    ids["episode to pause"] = _old_episode(register)
    ids["pause"] = observation.pause(register, ids["old episode"], {**PAUSE, "since": factories.DAY}).id


def _old_episode(register: Register) -> int:
    person = factories.patient(register, surname="Старцев", snils="", policy_number="")
    return observation.take(register, person.id, {"taken_on": "01.02.2016"}, group="alcohol").id


ACTS: dict[str, Callable[["Desk"], object]] = {
    "observation.decide": lambda d: observation.decide(d.register, d["episode"], VERDICT),
    "observation.regroup": lambda d: observation.regroup(d.register, d["old episode"], {"on": LATER}, group="drugs"),
    "observation.transfer": lambda d: observation.transfer(
        d.register, d["older episode"], {"on": LATER}, group="syndrome"
    ),
    "observation.pause": lambda d: observation.pause(d.register, d["episode to pause"], PAUSE),
    "observation.resume": lambda d: observation.resume(d.register, d["pause"], LATER),
    "rules.set_cell": lambda d: observation.set_cell(
        d.register, "ДН-2026.interval.ДН-2.0", {"value": "1 месяц", "basis": "приказ главного врача № 3"}
    ),
    "poisonings.record": lambda d: poisonings.record(
        d.register, d["newcomer"], {"on": LATER, "substance": "F10", "known_from": "ambulance"}
    ),
}
