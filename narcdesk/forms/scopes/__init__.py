"""What papers are about, one file each; a file holds `SCOPE`, called as the file is."""

import importlib
import pkgutil
from functools import cache

from narcdesk.forms.scope import Scope
from narcdesk.forms.shapes import Group

__all__ = ["all_scopes", "group_of", "scope_of"]


@cache
def all_scopes() -> dict[str, Scope]:
    """Every scope by its name, in the order of the names."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    return {name: importlib.import_module(f"{__name__}.{name}").SCOPE for name in names}


def scope_of(name: str) -> Scope:
    """The scope of this name."""
    return all_scopes()[name]


def group_of(name: str) -> Group:
    """What a form of this scope may name, from the top."""
    return all_scopes()[name].group
