"""Control indicators: one file each, and being in this folder is being registered.

An indicator file holds `INDICATOR`: why it is counted, whom its numerator and denominator mean, when it is reviewed.
No official method of calculation was found: each says «Расчёт NarcDesk, методика не утверждена» wherever it is shown.
Titles and yearly targets are those of the plan's act (`resources/commission/plan-….yaml`).
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from sqlalchemy.orm import Session

from narcdesk.dates import Period
from narcdesk.reasons import Reason

Persons = Callable[[Session, Period], set[int]]


@dataclass(frozen=True)
class Indicator:
    """A share of persons among persons; both are sets of patients, so anyone can be asked for by name inside."""

    code: str
    number: int
    title: str  # short, for the screen; the act's own title stands in the plan
    why: str
    numerator: Persons
    numerator_title: str
    numerator_because: tuple[Reason, ...]
    denominator: Persons
    denominator_title: str
    denominator_because: tuple[Reason, ...]
    review: str  # the year by which the calculation is looked at again
    # How the policy of a recipient names the two sides; "" is a side that has another name there, or none.
    numerator_measure: str = ""
    denominator_measure: str = ""


@cache
def all_indicators() -> tuple[Indicator, ...]:
    """The indicators of this folder in the order of their numbers."""
    modules = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    found: list[Indicator] = sorted((module.INDICATOR for module in modules), key=lambda indicator: indicator.number)
    if len({indicator.code for indicator in found}) < len(found):
        raise RuntimeError("two indicators have one code")
    return tuple(found)
