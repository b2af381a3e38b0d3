"""The profiles that the program brings: which regions there are, and the editions of one of them.

Only the files of the region that is asked for are read: of all the others no more than their first lines.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from narcdesk.places import RESOURCES
from narcdesk.profile.reading import ProfileFault, read_profile
from narcdesk.profile.shape import Profile

_HEAD = re.compile(r'^(region_code|region_name): *"?([^"\n]+?)"? *$', re.MULTILINE)


@dataclass(frozen=True)
class Region:
    """A region that the program has profiles of, and their files."""

    code: str
    name: str
    files: tuple[Path, ...]


@cache
def regions() -> Mapping[str, Region]:
    """All of them by code; raises ProfileFault for a file that does not say of what region it is."""
    return regions_of(RESOURCES / "profiles")


def regions_of(folder: Path) -> dict[str, Region]:
    """The regions that the files of a folder are of, by code."""
    found: dict[str, Region] = {}
    for path in sorted(folder.glob("*.yaml")):
        head = dict(_HEAD.findall(path.read_text(encoding="utf-8")))
        if len(head) < 2:
            raise ProfileFault(path.name, "region_code", "в начале файла нет кода и названия региона")
        before = found.get(head["region_code"])
        files = (*before.files, path) if before else (path,)
        found[head["region_code"]] = Region(head["region_code"], head["region_name"], files)
    return dict(sorted(found.items()))


@cache
def editions(region_code: str) -> tuple[Profile, ...]:
    """The editions of a region that the program brings, by their start; none for a region that it does not know."""
    known = regions().get(region_code)
    return in_order(known.files) if known else ()


def all_profiles() -> tuple[Profile, ...]:
    """Every profile of the program, by region and then by start; raises ProfileFault."""
    return tuple(one for code in regions() for one in editions(code))


def read_all(folder: Path) -> tuple[Profile, ...]:
    """The profiles of a folder in that order; raises ProfileFault."""
    return tuple(one for region in regions_of(folder).values() for one in in_order(region.files))


def in_order(files: tuple[Path, ...]) -> tuple[Profile, ...]:
    """The editions of one region by their start; raises ProfileFault where two begin on one day."""
    found: dict[date, tuple[Path, Profile]] = {}
    for path in files:
        one = read_profile(path)
        begins = one.valid_from or date.min
        if begins in found:
            other = found[begins][0].name
            raise ProfileFault(path.name, "valid_from", f"в «{other}» тот же регион и то же начало действия")
        found[begins] = path, one
    return tuple(found[begins][1] for begins in sorted(found))
