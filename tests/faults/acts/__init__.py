"""Acts of the office by their part, one file each: `make_ready` lays what they need, `ACTS` does each once.

Being in the folder is being registered; `desk` holds the oldest acts itself.
"""

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any

from narcdesk.register import Register

MODULES = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]


def make_ready(register: Register, ids: dict[str, int]) -> None:
    """Everything that the acts of this folder need, by the names of `ids`."""
    for module in MODULES:
        module.make_ready(register, ids)


def all_acts() -> dict[str, Callable[[Any], object]]:
    """Every act of this folder."""
    return {name: act for module in MODULES for name, act in module.ACTS.items()}
