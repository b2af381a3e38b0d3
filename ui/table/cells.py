"""How a list is drawn: zebra or lines, states, links, the row under the mouse and the row with the cursor."""

import re
from collections.abc import Container, Hashable
from typing import Any

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from ui import icons, theme
from ui.pieces import paint_pill, paint_tick, plain_tip
from ui.table.rows import Column, Heading, Index, RowsModel

TICK = 16  # px at the usual size of the box that shows a mark
HEAD = 36  # px at the usual size of the band over the first row of a group
PADDING, EDGE = 12, 16  # px beside a cell's text; at the edges of the list as much as a card has


class Cells(QStyledItemDelegate):
    """Draws the cells of a `RowsTable`; tall rows have lines between them, low ones a zebra.

    `marks` are the keys of the marked rows; None where rows cannot be marked.
    """

    def __init__(self, view: QAbstractItemView, *, tall: bool, marks: Container[Hashable] | None) -> None:
        super().__init__(view)
        self._tall = tall
        self._marks = marks
        self.hovered = -1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        worn, box = theme.current(), option.rect
        painter.save()
        if head := self._head(index):
            band = QRect(box.x(), box.y(), box.width(), worn.px(HEAD))
            box = box.adjusted(0, band.height(), 0, 0)
            self._paint_head(painter, worn, band, *head)
        painter.fillRect(box, self._ground(worn, option, index))
        if self._tall:
            painter.fillRect(box.x(), box.bottom(), box.width(), 1, worn.color("line"))
        if index.column() == 0 and self._has_cursor(index):
            painter.fillRect(box.x(), box.y(), 3, box.height(), worn.color("primary"))
        column, row = self._cell(index)
        inner = self._inner(box, index)
        is_crossed = self._is_crossed(index)
        tone = column.tone(row) if column.tone else "primary" if column.link else "text"
        tone = "muted" if is_crossed else tone
        text = column.text(row)
        if index.column() == 0 and self._marks is not None:
            paint_tick(painter, self._is_marked(index), self.tick(box))
        if column.icon and (name := column.icon(row)):
            side = worn.px(icons.SMALL)
            icons.paint(painter, name, tone, QRect(inner.x(), inner.y(), side, inner.height()))
            inner.setLeft(inner.left() + side + 8)
        if column.pill and text and not is_crossed:
            paint_pill(painter, text, tone, inner)
        else:
            painter.setFont(_crossed_out(font(column)) if is_crossed else font(column))
            painter.setPen(worn.color(tone))
            shown = "\n".join(wrapped(text, column.lines, painter.fontMetrics(), inner.width()))
            painter.drawText(inner, side_of(column) | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def _paint_head(self, painter: QPainter, worn: theme.Theme, band: QRect, heading: Heading, count: int) -> None:
        """Each cell paints its own part of a heading that goes through all of them."""
        painter.save()
        painter.setClipRect(band)
        painter.fillRect(band, worn.color("surface"))
        painter.fillRect(band.x(), band.bottom(), band.width(), 1, worn.color("line"))
        words = QRect(EDGE, band.y(), self._list().viewport().width(), band.height())
        painter.setFont(worn.font(0, QFont.Weight.DemiBold))
        painter.setPen(worn.color(heading.tone))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, heading.words)
        if heading.counts:
            words.setLeft(words.left() + painter.fontMetrics().horizontalAdvance(heading.words) + 8)
            painter.setFont(worn.font(worn.caption))
            painter.setPen(worn.color("muted"))
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, str(count))
        painter.restore()

    def _head(self, index: Index) -> tuple[Heading, int] | None:
        model = index.model()
        assert isinstance(model, RowsModel)
        return model.heads.get(index.row())

    def _inner(self, box: QRect, index: Index) -> QRect:
        last = index.model().columnCount() - 1
        left, right = (EDGE if index.column() == at else PADDING for at in (0, last))
        if index.column() == 0 and self._marks is not None:
            left += theme.current().px(TICK) + 8
        return box.adjusted(left, 0, -right, 0)

    def tick(self, box: QRect) -> QRect:
        """Where in the first cell of a row its mark stands."""
        side = theme.current().px(TICK)
        return QRect(box.x() + EDGE, box.y() + (box.height() - side) // 2, side, side)

    def _is_marked(self, index: Index) -> bool:
        model = index.model()
        assert isinstance(model, RowsModel)
        return self._marks is not None and model.key(model.rows[index.row()]) in self._marks

    def _is_crossed(self, index: Index) -> bool:
        model = index.model()
        assert isinstance(model, RowsModel)
        return model.is_crossed(model.rows[index.row()])

    def _ground(self, worn: theme.Theme, option: QStyleOptionViewItem, index: Index) -> QColor:
        if option.state & QStyle.StateFlag.State_Selected or self._is_marked(index):
            return worn.color("primary_soft")
        if index.row() == self.hovered:
            return worn.color("raised" if self._tall else "bg")
        return worn.color("raised" if index.row() % 2 and not self._tall else "surface")

    def _has_cursor(self, index: Index) -> bool:
        return self._list().hasFocus() and self._list().currentIndex().row() == index.row()

    def _list(self) -> QAbstractItemView:
        view = self.parent()
        assert isinstance(view, QAbstractItemView)
        return view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        column, row = self._cell(index)
        tick = theme.current().px(TICK) + 8 if index.column() == 0 and self._marks is not None else 0
        return QSize(QFontMetrics(font(column)).horizontalAdvance(column.text(row)) + PADDING + EDGE + tick, 0)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        if event.type() == QEvent.Type.ToolTip and index.isValid():
            column, row = self._cell(index)
            cut = self.sizeHint(option, index).width() > option.rect.width() or column.lines > 1
            QToolTip.showText(event.globalPos(), plain_tip(column.text(row)) if cut else "", view)
            return True
        return super().helpEvent(event, view, option, index)

    def _cell(self, index: Index) -> tuple[Column[Any], Any]:
        model = index.model()
        assert isinstance(model, RowsModel)
        return model.columns[index.column()], model.rows[index.row()]


_BREAKS = Qt.TextFlag.TextWordWrap.value


class Titles(QHeaderView):
    """The titles of the columns, quiet, with an arrow where the list is sorted; long ones break into `lines`."""

    def __init__(self, view: QAbstractItemView, lines: int = 1) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self.lines = lines
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(False)  # drawn here; Qt's own arrow does not know the tokens
        self.setMinimumSectionSize(24)
        self.sorted: tuple[int, Qt.SortOrder] | None = None

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.current().px(16 + 16 * self.lines))

    def need(self, title: str) -> int:
        """The width that a title wants: of one that may break, that of its longest word, or its share of the lines."""
        worn = theme.current()
        metrics = QFontMetrics(worn.font(worn.caption, QFont.Weight.Medium))
        if self.lines == 1:
            return metrics.horizontalAdvance(title)
        title = unbroken(title)
        width = max(map(metrics.horizontalAdvance, title.split()), default=0)
        while metrics.boundingRect(QRect(0, 0, width, 1000), _BREAKS, title).height() > self.lines * metrics.height():
            width += 4
        return width

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model = self.model()
        assert isinstance(model, RowsModel)
        worn, column = theme.current(), model.columns[logicalIndex]
        painter.save()
        painter.fillRect(rect, worn.color("surface"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, worn.color("border"))
        painter.setFont(worn.font(worn.caption, QFont.Weight.Medium))
        painter.setPen(worn.color("muted"))
        last = len(model.columns) - 1
        left, right = (EDGE if logicalIndex == at else PADDING for at in (0, last))
        box = rect.adjusted(left, 0, -right, 0)
        breaks = _BREAKS if self.lines > 1 else 0
        painter.drawText(box, side_of(column) | Qt.AlignmentFlag.AlignVCenter | breaks, unbroken(column.title))
        if self.sorted and self.sorted[0] == logicalIndex:
            side = worn.px(12)
            width = painter.fontMetrics().horizontalAdvance(column.title)
            at = box.x() + width + 4 if column.align == "left" else box.right() - width - side - 4
            name = "arrow-up" if self.sorted[1] is Qt.SortOrder.AscendingOrder else "arrow-down"
            icons.paint(painter, name, "primary", QRect(at, rect.y(), side, rect.height()))
        painter.restore()


def font(column: Column[Any]) -> QFont:
    """The font of a column's cells, figures under figures."""
    heavy = column.strong or column.link
    return theme.figures(theme.current().font(0, QFont.Weight.Medium if heavy else QFont.Weight.Normal))


_GLUED = re.compile(r"(?<![^ ])([а-яё]{1,3}\.|№|\+7|\d+) ")  # «д. 40», «№ 14», «8 дней»: no line ends between them


def wrapped(text: str, most: int, metrics: QFontMetrics, width: int) -> list[str]:
    """A text in as many lines as it needs and may have; what is too long for the last one ends in «…»."""
    lines, words = [""], _GLUED.sub("\\1\u00a0", text).split(" ")
    while words:
        longer = f"{lines[-1]} {words[0]}" if lines[-1] else words[0]
        if lines[-1] and metrics.horizontalAdvance(longer) > width and len(lines) < most:
            lines.append("")
            continue
        lines[-1] = longer
        words.pop(0)
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines]


def unbroken(title: str) -> str:
    """A title whose words break at their hyphens nowhere: «из-за» stays in one line."""
    return title.replace("-", "\u2011")


def _crossed_out(plain: QFont) -> QFont:
    """The same font for a row that was a mistake."""
    plain.setStrikeOut(True)
    return plain


def side_of(column: Column[Any]) -> Qt.AlignmentFlag:
    """To which side a column's text keeps."""
    return Qt.AlignmentFlag.AlignRight if column.align == "right" else Qt.AlignmentFlag.AlignLeft
