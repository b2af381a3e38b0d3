"""Lines under the header of any list that are no records: totals, notes, repeated headers, signatures."""

import re
from collections.abc import Collection

from narcdesk.spreadsheets.columns import Mapping
from narcdesk.spreadsheets.grid import Cell, Line, as_title

LONGEST_NOTE = 60

_SUM = re.compile(r"(итого|всего)\b.*", re.DOTALL)
_FOOTNOTE = re.compile(
    r"(\*|примечани|сноск|источники?:|по состоянию на|исполнитель:|исп\.|подпись|м\.? ?п\.?$).*", re.DOTALL
)
_SIGNED_BY = re.compile(
    r"(заместитель|и\.? ?о\.? |врио |первый )?\b(министр|начальник|директор|заместитель|руководитель|председатель)\b.*",
    re.DOTALL,
)


def no_record(line: Line, mapping: Mapping, leading: int, *, is_first: bool) -> str:
    """Why a line is no record, "" if it is one; `leading` is the column of the name."""
    own = line.own()
    taken = set(mapping.columns.values())
    text = as_title(next(iter(own.values())))
    first = text.lower()
    if is_first and len(own) > 1 and _counts([as_title(cell) for cell in own.values()]):
        return "в ней номера столбцов"
    if leading in own and line.title(leading) == mapping.titles.get(leading):
        return "повторён заголовок"
    if _SUM.fullmatch(first):
        return "это итог"
    if _FOOTNOTE.fullmatch(first):
        return f"это примечание «{shortened(text)}»"
    if len(own) == 1 and not line.carried and (line.across or not taken & own.keys()):
        return f"в ней только «{shortened(text)}»"
    if _is_signature(own.values()):
        return f"похоже на подпись: «{shortened(text)}»"
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


def shortened(text: str) -> str:
    """The beginning of a line, to be told of."""
    return text if len(text) <= LONGEST_NOTE else f"{text[: LONGEST_NOTE - 1]}…"
