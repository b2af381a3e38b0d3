"""The lines under the header: which are organisations, which continue the one above, which are no records."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from narcdesk.registry.columns import Mapping
from narcdesk.spreadsheets.grid import Cell, Grid, Line, as_title

LONGEST_NOTE = 60


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


_SUM = re.compile(r"(итого|всего)\b.*", re.DOTALL)
_FOOTNOTE = re.compile(
    r"(\*|примечани|сноск|источники?:|по состоянию на|исполнитель:|исп\.|подпись|м\.? ?п\.?$).*", re.DOTALL
)
_STRUCK_OUT = re.compile(r"[(\[]?исключ[её]н[аоы]?\b.*", re.DOTALL)
_GROUP = re.compile(r"(в том числе|в т\. ?ч\.|из них)( филиал\w*)?\s*:?|филиал\w*\s*:")
_SIGNED_BY = re.compile(
    r"(заместитель|и\.? ?о\.? |врио |первый )?\b(министр|начальник|директор|заместитель|руководитель|председатель)\b.*",
    re.DOTALL,
)


def _no_record(line: Line, mapping: Mapping, *, is_first: bool) -> str:
    """Why a line is no organisation, "" if it is one."""
    own = line.own()
    taken = set(mapping.columns.values())
    text = as_title(next(iter(own.values())))
    first = text.lower()
    name_column = mapping.columns.get("name", -1)
    if is_first and len(own) > 1 and _counts([as_title(cell) for cell in own.values()]):
        return "в ней номера столбцов"
    if name_column in own and line.title(name_column) == mapping.titles.get(name_column):
        return "повторён заголовок"
    named = as_title(line.at(name_column)) if name_column in own else text
    name = named.lower()
    if _STRUCK_OUT.fullmatch(name):
        return f"сказано, что организация исключена: «{_short(named)}»"
    if _GROUP.fullmatch(name):
        return f"в ней только «{_short(named)}»"
    if _SUM.fullmatch(first):
        return "это итог"
    if _FOOTNOTE.fullmatch(first):
        return f"это примечание «{_short(text)}»"
    if len(own) == 1 and not line.carried and (line.across or not taken & own.keys()):
        return f"в ней только «{_short(text)}»"
    if _is_signature(own.values()):
        return f"похоже на подпись: «{_short(text)}»"
    if not taken & own.keys():
        return "в ней нет ни одного из выбранных столбцов"
    return ""


def _counts(texts: list[str]) -> bool:
    """«1 2 3 4» under the header, also «(1) (2)»."""
    numbers = [text.strip("() .") for text in texts]
    return numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _is_signature(cells: Collection[Cell]) -> bool:
    """«Начальник отдела   И. О. Фамилия»: a few words and no figure."""
    words = [as_title(cell).lower() for cell in cells] if len(cells) <= 3 else [""]
    return bool(_SIGNED_BY.fullmatch(words[0])) and not any(map(str.isdecimal, "".join(words)))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_NOTE else f"{text[: LONGEST_NOTE - 1]}…"
