"""The first step of a list: which file, which sheet, in which encoding; its first lines to look at."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from narcdesk.dates import plural
from narcdesk.spreadsheets.files import ListFile
from narcdesk.spreadsheets.grid import Grid, Line
from narcdesk.spreadsheets.reading import as_text
from ui.fields import ChoiceField
from ui.pieces import Button, Card, EmptyState, Place, Text, column, held, row
from ui.table import Column, RowsTable

LOOKED_AT = 40  # lines to look at
_WIDEST = 12  # columns to look at; the others are chosen by name in the next step


class FileStep(QWidget):
    """The file and its sheet; `sheet_chosen` when another sheet is looked at."""

    sheet_chosen = Signal()

    def __init__(self, choose: Callable[[], Any], paste: Callable[[str, str], Any]) -> None:
        super().__init__()
        self.file: ListFile | None = None
        self.grid: Grid | None = None
        self.choose_button = Button("Выбрать &файл…", choose, icon="folder-open")
        self.paste_button = Button("Вставить &таблицу", lambda: paste(*_copied()))
        self.sheet = ChoiceField("sheet", "Лист", {}, chars=24)
        self.sheet.edited.connect(self._sheet_changed)
        self.about = Text("", tone="muted", wrap=True)
        self.sheet_place = held(row(Text("Лист", tone="muted"), self.sheet))
        bar = row(self.choose_button, self.paste_button, 12, self.sheet_place, None)
        self._preview = Place(_nothing())
        card = Card("", self._preview, flush=True)
        self.setLayout(column(bar, self.about, card, gap=12, grows=card))
        self.sheet_place.hide()
        self.setFocusProxy(self.choose_button)

    def show_file(self, file: ListFile, grid: Grid) -> None:
        """What was read, at the likeliest sheet."""
        self.file = file
        self.sheet.offer({str(number): one.sheet for number, one in enumerate(file.grids)})
        self.sheet.set_value(str(file.grids.index(grid)))
        self.sheet_place.setVisible(len(file.grids) > 1)
        self._show_grid(grid)

    def chosen(self) -> Grid:
        """The sheet to be read."""
        assert self.grid is not None
        return self.grid

    def _sheet_changed(self) -> None:
        number = str(self.sheet.value())
        if self.file is not None and number.isdecimal() and int(number) < len(self.file.grids):
            self._show_grid(self.file.grids[int(number)])
            self.sheet_chosen.emit()

    def _show_grid(self, grid: Grid) -> None:
        self.grid = grid
        self.about.setText(self._words(grid))
        self._preview.hold(_preview(grid))

    def _words(self, grid: Grid) -> str:
        assert self.file is not None
        lines = plural(len(grid.lines), "строка", "строки", "строк")
        parts = [
            f"«{self.file.name}»",
            f"лист «{grid.sheet}»" if grid.sheet else "",
            f"кодировка {self.file.encoding}" if self.file.encoding else "",
            f"{lines}, {plural(grid.width, 'столбец', 'столбца', 'столбцов')}",
            *(note.rstrip(".") for note in self.file.notes),
        ]
        return " · ".join(filter(None, parts))


def _copied() -> tuple[str, str]:
    """What lies on the clipboard: its text, and the page or Word's own table where there is one."""
    copied: QMimeData | None = QGuiApplication.clipboard().mimeData()  # nothing at all is None
    if copied is None:
        return "", ""
    return copied.text(), copied.html() if copied.hasHtml() else ""


def _nothing() -> QWidget:
    return EmptyState(
        "file-text",
        "Файл ещё не выбран",
        "Подойдут Excel (.xlsx, .xls) и текст с разделителями (.csv). Таблицу из Word или со страницы сайта "
        "скопируйте и вставьте. Программа покажет, что изменится, и до последнего шага ничего не запишет.",
    )


def _preview(grid: Grid) -> RowsTable[Line]:
    """The first lines as they lie in the sheet."""
    width = min(grid.width, _WIDEST)
    columns: Sequence[Column[Line]] = [
        Column("", lambda line: str(line.number), 4, align="right", tone=lambda _line: "muted"),
        *(_column(number, width) for number in range(width)),
    ]
    table: RowsTable[Line] = RowsTable("Первые строки файла", columns, key=lambda line: line.number)
    table.show_rows(grid.lines[:LOOKED_AT])
    return table


def _column(number: int, width: int) -> Column[Line]:
    return Column(letter(number), lambda line: as_text(line.at(number)), 0 if width < 8 else 14)


def letter(number: int) -> str:
    """The letter of a column as Excel shows it, from 0."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
