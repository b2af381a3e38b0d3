"""What came out of one cell: a value, nothing, or a reason why it was not understood."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from narcdesk.dates import show
from narcdesk.names import clean
from narcdesk.spreadsheets.grid import Cell

Value = str | int | date | tuple[str, ...] | None

LONGEST_TEXT = 1_000


@dataclass(frozen=True)
class Read:
    """One fact from one cell; `problem` is a phrase for the clerk, "" when all is well.

    `told` is False when the file says nothing that could be understood: what is known stays as it is then.
    """

    value: Value = None
    problem: str = ""
    told: bool = True


def unread(problem: str) -> Read:
    """The cell holds something, and nobody can tell what: never guessed."""
    return Read(None, problem, told=False)


def as_text(cell: Cell) -> str:
    """The cell as one clean line of text."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return show(cell.date())
    if isinstance(cell, date):
        return show(cell)
    if isinstance(cell, float):
        return f"{cell:.10g}".replace(".", ",")
    return _cleaned(str(cell))


# One cell is looked at from several sides, one after the other.
_cleaned = lru_cache(maxsize=64)(clean)


_NOTHING = re.compile(
    r"[-.…*xх/\\ ]*|нет|н/д|нет (данных|сведений|информации)|не (указан|определен|установлен)\w*|отсутству\w+"
)
_EXCEL_ERROR = re.compile(r"#|#(N/A|Н/Д|REF!|ССЫЛКА!|VALUE!|ЗНАЧ!|NAME\?|ИМЯ\?|DIV/0!|ДЕЛ/0!|NUM!|ЧИСЛО!|NULL!|ПУСТО!)")


def is_nothing(cell: Cell) -> bool:
    """An empty cell, a dash, «нет данных»: the file has the column and no fact in it."""
    return cell is None or (isinstance(cell, str) and bool(_NOTHING.fullmatch(as_text(cell).lower())))


def breakage(cell: Cell) -> str:
    """Why no fact of any kind can be in this cell, "" if one can."""
    if isinstance(cell, bool):
        return "в ячейке логическое значение (ИСТИНА или ЛОЖЬ)"
    text = as_text(cell)
    if text.startswith("#") and _EXCEL_ERROR.fullmatch(text.upper()):
        return "в ячейке ошибка Excel"
    if text.startswith("="):
        return "в ячейке формула без посчитанного значения: откройте файл в Excel и сохраните его"
    if "\ufffd" in text:
        return "часть знаков ячейки не прочитана"
    if len(text) > LONGEST_TEXT:
        return f"в ячейке больше {LONGEST_TEXT} знаков"
    return ""
