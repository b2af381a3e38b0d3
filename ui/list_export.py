"""A list of the screen as a file of Excel (Ctrl+E): the whole of it as it is filtered and ordered, page after page."""

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from narcdesk import list_exports
from narcdesk.dates import plural
from narcdesk.list_exports import OutList
from narcdesk.register import Register
from narcdesk.spreadsheets.writing import Value
from ui import messages
from ui.choosing_files import ask_new_file
from ui.desk import Desk
from ui.keys import on_key
from ui.pieces import QuietButton
from ui.table import Column, RowsTable
from ui.work import Progress

KEY = "Ctrl+E"
_KINDS = "Таблица Excel (*.xlsx);;Текст с разделителями (*.csv)"
_WIDTH = 28  # letters of a column that takes the free room on the screen
_SECRET = (
    "В нём будут сведения, составляющие врачебную тайну: его сможет открыть каждый, кто возьмёт компьютер или "
    "накопитель. Выгрузка будет записана в журнал. Удалите файл, когда он больше не нужен."
)


class ListExport:
    """What lets a list out: a button with its key, or the key alone.

    `filtered` says in words what the list shows now; `has_persons` asks for the right and warns first.
    """

    def __init__(
        self,
        around: QWidget,
        desk: Desk,
        table: Callable[[], RowsTable[Any] | None],
        title: Callable[[], str],
        *,
        filtered: Callable[[], str] = lambda: "",
        has_persons: bool = True,
    ) -> None:
        self._around, self._desk, self._table = around, desk, table
        self._title, self._filtered, self._has_persons = title, filtered, has_persons
        self._may = not has_persons or desk.may(list_exports.RIGHT)

    def button(self, key: str = KEY) -> QuietButton:
        """The button under the list; who may not let people out gets none. No `key` where it belongs to another."""
        made = QuietButton("Вы&грузить…", self.export, key=key, tip="Весь список в таблицу Excel")
        made.only_if(self._may)
        return made

    def by_key(self) -> None:
        """The key alone, where there is no room for a button."""
        if self._may:
            on_key(self._around, KEY, self.export)

    def export(self) -> None:
        """Ask where, having said that nothing guards the file there; then write all of it."""
        table, title = self._table(), self._title()
        if table is None or not table.rows.rows:
            messages.inform(self._around, "Список пуст: выгружать нечего.")
            return
        if self._has_persons and not agreed(self._around):
            return
        name = f"{_ODD.sub(' ', title)} {self._desk.today():%Y-%m-%d}.xlsx"
        path = ask_new_file(self._around, f"Выгрузить список «{title}»", _KINDS, "exports", name, also=(".csv",))
        if path is None:
            return
        columns = [one for one in table.rows.columns if one.title and not one.link] or list(table.rows.columns)
        listed = OutList(
            title=title,
            filter=self._filtered(),
            columns=[(one.title or f"Столбец {at}", one.width or _WIDTH) for at, one in enumerate(columns, 1)],
            rows=[[typed(column, row) for column in columns] for row in table.rows.everything()],
            has_persons=self._has_persons,
        )
        self._desk.work(
            self._around, "Пишем список в файл…", written, path, listed, then=partial(say_written, self._around)
        )


def agreed(around: QWidget) -> bool:
    """Whether a list of people may go out, once it is said that nothing guards the file there."""
    answers = {"stay": "&Не выгружать", "go": "&Выгрузить в файл"}
    heading = "Файл Excel не зашифрован и лежит вне реестра"
    return messages.ask(around, heading, _SECRET, answers, safe="stay", danger="go") == "go"


def say_written(around: QWidget, told: tuple[Path, int]) -> None:
    """Say how many rows went out, and into which file."""
    path, rows = told
    messages.inform(around, f"Выгружено: {plural(rows, 'строка', 'строки', 'строк')}, файл {path.name}.")


def written(register: Register, path: Path, listed: OutList, *, progress: Progress) -> tuple[Path, int]:
    """One act; it reports no steps, so it cannot be left half-way."""
    return list_exports.export(register, path, listed), len(listed.rows)


_ODD = re.compile(r'[\\/:*?"<>|]+')  # Windows takes them in no name
_DAY = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})")
_NUMBER = re.compile(r"0|-?[1-9]\d{0,14}")


def typed(column: Column[Any], row: Any) -> Value:
    """A cell as Excel shall know it: a whole day, a number of a column of numbers; all else is text.

    СНИЛС, telephones and whatever begins with a zero stay as they are shown.
    """
    text = column.text(row)
    if found := _DAY.fullmatch(text):
        try:
            return date(int(found[3]), int(found[2]), int(found[1]))
        except ValueError:
            return text
    if column.align == "right" and _NUMBER.fullmatch(text):
        return int(text)
    return text
