"""The lines under the header: which are organisations, which continue the one above, which are no records."""

import re
from dataclasses import dataclass

from narcdesk.registry.columns import Mapping
from narcdesk.spreadsheets import body
from narcdesk.spreadsheets.body import shortened
from narcdesk.spreadsheets.grid import Grid, Line, as_title


@dataclass(frozen=True)
class Record:
    """One organisation: its line, and the lines under it that its name is merged over."""

    line: Line
    further: tuple[Line, ...] = ()


def records(grid: Grid, mapping: Mapping) -> tuple[list[Record], list[str]]:
    """The organisations of a list, and notes on the lines that were passed over.

    Where the name is merged over several lines (telephones, programmes) and none of them has a number of its
    own, the lines are one organisation. Without a merged cell nothing is joined: an empty name stays empty.
    """
    found: list[Record] = []
    notes: list[str] = []
    for line in grid.lines:
        if line.number <= mapping.last_header_row:
            continue
        if reason := _no_record(line, mapping, is_first=not found):
            notes.append(f"Строка {line.number} пропущена: {reason}.")
        elif found and _continues(line, mapping):
            found[-1] = Record(found[-1].line, (*found[-1].further, line))
        else:
            found.append(Record(line))
    return found, notes


def _continues(line: Line, mapping: Mapping) -> bool:
    own = line.own()
    codes = (mapping.columns.get("inn"), mapping.columns.get("ogrn"))
    return mapping.columns.get("name") in line.carried and not any(code in own for code in codes)


_STRUCK_OUT = re.compile(r"[(\[]?исключ[её]н[аоы]?\b.*", re.DOTALL)
_GROUP = re.compile(r"(в том числе|в т\. ?ч\.|из них)( филиал\w*)?\s*:?|филиал\w*\s*:")


def _no_record(line: Line, mapping: Mapping, *, is_first: bool) -> str:
    """Why a line is no organisation, "" if it is one."""
    name_column = mapping.columns.get("name", -1)
    own = line.own()
    named = as_title(own[name_column] if name_column in own else next(iter(own.values())))
    name = named.lower()
    if line.title(name_column) != mapping.titles.get(name_column):
        if _STRUCK_OUT.fullmatch(name):
            return f"сказано, что организация исключена: «{shortened(named)}»"
        if _GROUP.fullmatch(name):
            return f"в ней только «{shortened(named)}»"
    return body.no_record(line, mapping, name_column, is_first=is_first)
