"""The first columns of a list that is wider than its room: they stay in sight while the others scroll sideways."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from ui.table.cells import Titles


class HeldColumns(QTableView):
    """Lies over the left edge of a list and shows the same rows; the keyboard stays with the list itself."""

    def __init__(self, whole: QTableView, count: int, lines: int) -> None:
        super().__init__(whole)
        self._whole, self.columns = whole, count
        self.setProperty("overlay", True)
        self.setAccessibleName(whole.accessibleName())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalHeader(Titles(self, lines))
        self.horizontalHeader().setSectionsClickable(False)
        self.verticalHeader().hide()
        self.setModel(whole.model())
        self.setSelectionModel(whole.selectionModel())
        self.setItemDelegate(whole.itemDelegate())
        self.setSelectionBehavior(whole.selectionBehavior())
        self.setSelectionMode(whole.selectionMode())
        self.doubleClicked.connect(whole.doubleClicked)
        whole.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(whole.verticalScrollBar().setValue)  # the wheel over it
        self.hide()

    def follow(self) -> None:
        """Take the sizes of the list; where nothing scrolls sideways there is nothing to hold."""
        whole, header = self._whole, self._whole.horizontalHeader()
        for number in range(header.count()):
            self.setColumnHidden(number, number >= self.columns)
            if number < self.columns:
                self.setColumnWidth(number, whole.columnWidth(number))
        self.verticalHeader().setMinimumSectionSize(whole.verticalHeader().minimumSectionSize())
        self.verticalHeader().setDefaultSectionSize(whole.verticalHeader().defaultSectionSize())
        wide = sum(whole.columnWidth(number) for number in range(self.columns))
        seen = whole.viewport().geometry()
        self.setGeometry(seen.x(), header.y(), wide, seen.bottom() + 1 - header.y())
        self.setVisible(header.length() > seen.width() > wide)
        self.verticalScrollBar().setValue(whole.verticalScrollBar().value())
        self.raise_()
