"""What a search box finds, under it while one types: people, then the way to a new card with what was typed.

The cursor stays in the box; arrows choose here, Enter takes what is chosen. Where one person alone is meant he is
chosen already; where several are, none is: a hand in a hurry must not open another's card.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem

from narcdesk import search
from narcdesk.search import Found
from ui import theme
from ui.desk import Desk
from ui.search_box import SearchBox

MOST = 8  # people shown at once
WIDTH, ROW = 620, 30  # px at the usual size


@dataclass(frozen=True)
class Line:
    """One line: a person, all who were found, or a new card."""

    words: str
    found: Found | None = None
    is_new: bool = False


class SearchDrop(QListWidget):
    """The lines under a search box. `picked` comes with the number of a card, the others with what was typed."""

    picked = Signal(int)
    wants_all = Signal(str)
    wants_new = Signal(str)

    def __init__(self, desk: Desk, box: SearchBox) -> None:
        super().__init__(box)
        self._desk, self._box = desk, box
        self.lines: list[Line] = []
        self.setProperty("ground", "popup")
        self.setProperty("overlay", True)
        self._text = ""
        self.setAccessibleName("Найденные карты")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.hide()
        box.moves = self._move
        box.left.connect(self.hide)
        box.searched.connect(self.look_for)
        box.textChanged.connect(self._say_nothing_of_nothing)
        self.itemClicked.connect(lambda item: self._take(self.row(item)))

    def look_for(self, text: str) -> None:
        """Show whom a text means."""
        if not text.strip() or not self._desk.is_open:
            self.hide()
            return
        if text == self._text and self.isVisible():  # Enter asks again: what was chosen stays chosen
            return
        self._text = text
        result = self._desk.ask(search.first, text, MOST)
        exact = len(result.rows) if result.alike is None else result.alike
        self.lines = [Line(self._said(row, is_alike=at >= exact), row) for at, row in enumerate(result.rows)]
        if result.has_more:
            self.lines.append(Line("Показать всех найденных…"))
        if name := named(text):
            self.lines.append(Line(f"Создать «{name}»…", is_new=True))
        self.clear()
        for line in self.lines:
            item = QListWidgetItem(line.words)
            item.setToolTip(line.words)
            self.addItem(item)
        if (exact == 1 and not result.has_more) or len(self.lines) == 1:
            self.setCurrentRow(0)
        self._place()

    def _said(self, found: Found, *, is_alike: bool) -> str:
        place = found.settlement or "населённый пункт не указан"
        told = [found.full_name, found.birth, place, f"карта № {found.card_number}", found.note]
        return " · ".join(filter(None, ["похоже: " * is_alike + told[0], *told[1:]]))

    def _say_nothing_of_nothing(self, text: str) -> None:
        if not text.strip():
            self.hide()

    def _place(self) -> None:
        """Over the page, under the box, as far as the window goes."""
        window = self._box.window()
        if not self.lines or not self._box.isVisible():
            self.hide()
            return
        if self.parent() is not window:
            self.setParent(window)
        worn = theme.current()
        under = self._box.mapTo(window, QPoint(0, self._box.height() + 2))
        width = min(max(worn.px(WIDTH), self._box.width()), window.width() - 16)
        left = max(8, min(under.x(), window.width() - width - 8))
        height = sum(max(self.sizeHintForRow(at), worn.px(ROW)) for at in range(self.count())) + 8
        self.setGeometry(left, under.y(), width, min(height, window.height() - under.y() - 8))
        self.raise_()
        self.show()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(WIDTH), theme.current().px(ROW))

    # Keys of the box

    def _move(self, by: int) -> bool:
        """An arrow in the box; False where nothing is shown."""
        if not self.isVisible():
            return False
        self.setCurrentRow(max(-1, min(self.currentRow() + by, self.count() - 1)))
        return True

    def take(self) -> bool:
        """Enter in the box: what is chosen, or all who were found. False where nothing is shown."""
        if not self.isVisible() or not self.lines:
            return False
        self._take(self.currentRow())
        return True

    def _take(self, at: int) -> None:
        text = self._box.text()
        self.hide()
        line = self.lines[at] if 0 <= at < len(self.lines) else None
        if line is not None and line.found is not None:
            self._box.clear()
            self.picked.emit(line.found.id)
        elif line is not None and line.is_new:
            self.wants_new.emit(text)
        else:
            self._box.clear()
            self.wants_all.emit(text)


def named(text: str) -> str:
    """The name that a new card would begin with."""
    said = search.as_card(text)
    return " ".join(said.get(name, "") for name in ("surname", "given", "patronymic")).strip()
