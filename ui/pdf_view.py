"""A paper on the screen: the same PDF that is printed, from memory, one page at a time."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QWidget

from narcdesk.documents import Document
from narcdesk.forms.papers import cautions
from ui import theme
from ui.desk import Desk
from ui.keys import on_key
from ui.pieces import Button, Elided, PrimaryButton, QuietButton, Text, column, held, row, rule
from ui.printing import opened, print_pdf, save_pdf
from ui.windows import let_go

__all__ = ["PdfDialog", "PdfView", "print_pdf", "save_pdf"]

AROUND = 16  # px between a page and the edge of the view
STEP, SMALLEST, LARGEST = 1.25, 0.25, 4.0  # of the zoom; 1 is the size of the paper itself


class Leaf(QWidget):
    """One page as it lies on the desk: white in either scheme, as paper is."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QPixmap()
        self.setAccessibleName("Лист")

    def show_page(self, document: QPdfDocument, page: int, size: QSize) -> None:
        """Draw a page as large as `size` px, sharp on this very screen."""
        scale = self.devicePixelRatioF()
        picture = QPixmap.fromImage(document.render(page, size * scale))
        picture.setDevicePixelRatio(scale)
        self._picture = picture
        self.setFixedSize(size)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().color("border"))
        painter.setClipRect(self.rect().adjusted(1, 1, -1, -1))  # a frame drawn last leaves a white hair at 150 %
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()


class Board(QScrollArea):
    """What a page lies on. Arrows and the wheel move it, and turn the page at its end; Page Up and Down turn it."""

    turned = Signal(int)
    zoomed = Signal(int)
    resized = Signal()

    def __init__(self, leaf: Leaf) -> None:
        super().__init__()
        self.setWidget(leaf)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Просмотр листов")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().color("bg"))
        painter.drawRoundedRect(self.viewport().rect(), 6, 6)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        down = event.angleDelta().y() < 0
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(-1 if down else 1)
        elif not self._is_at_end(down):
            super().wheelEvent(event)
        elif event.angleDelta().y():
            self.turned.emit(1 if down else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turns = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        arrows = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in turns or (key in arrows and self._is_at_end(arrows[key] > 0)):
            self.turned.emit((turns | arrows)[key])
        else:
            super().keyPressEvent(event)

    def _is_at_end(self, down: bool) -> bool:
        bar = self.verticalScrollBar()
        return bar.value() == (bar.maximum() if down else bar.minimum())


class PdfView(QWidget):
    """A PDF to read: turned page by page, as wide as the view, whole, or as large as one likes."""

    def __init__(self, title: str = "", *, whole_page: bool = False) -> None:
        super().__init__()
        self._title = title
        self.document: QPdfDocument | None = None
        self.page = 0
        self.zoom: float | None = None  # None: as large as the view
        self._is_whole = whole_page
        self.leaf = Leaf()
        self.board = Board(self.leaf)
        self.board.turned.connect(self.turn)
        self.board.zoomed.connect(self.change_zoom)
        self.board.resized.connect(self._lay)
        self.line = Elided("", "caption", "muted")
        self.back = QuietButton("", lambda: self.turn(-1), icon="chevron-left", tip="Предыдущий лист")
        self.on = QuietButton("", lambda: self.turn(1), icon="chevron-right", tip="Следующий лист")
        self._smaller = QuietButton("", lambda: self.change_zoom(-1), icon="zoom-out", tip="Мельче")
        self._larger = QuietButton("", lambda: self.change_zoom(1), icon="zoom-in", tip="Крупнее")
        self._wide = QuietButton("", lambda: self.fit(whole=False), icon="move-horizontal", tip="По ширине")
        self._whole = QuietButton("", lambda: self.fit(whole=True), icon="maximize", tip="Лист целиком")
        self._tools = [self.back, self.on, self._smaller, self._larger, self._wide, self._whole]
        top = row(self.line, *self._tools, gap=4, grows=self.line)
        self.setLayout(column(top, self.board, gap=8, grows=self.board))
        self._say()

    def show_pdf(self, pdf: bytes, title: str = "") -> None:
        """Show another PDF; the page that was open stays open."""
        self._title = title or self._title
        older, self.document = self.document, opened(pdf)
        if older is not None:
            older.deleteLater()
        self._turn_to(self.page)

    # Pages

    @property
    def pages(self) -> int:
        """How many there are."""
        return self.document.pageCount() if self.document else 0

    def turn(self, by: int) -> None:
        """Go some pages on, or back."""
        before = self.page
        self._turn_to(before + by)
        bar = self.board.verticalScrollBar()
        if self.page != before:
            bar.setValue(bar.minimum() if by > 0 else bar.maximum())

    def _turn_to(self, page: int) -> None:
        self.page = max(0, min(page, self.pages - 1))
        self._lay()
        self._say()

    def _say(self) -> None:
        at = f"лист {self.page + 1} из {self.pages}" if self.pages else ""
        self.line.setText(" · ".join(filter(None, (self._title, at))))
        self.back.setEnabled(self.page > 0)
        self.on.setEnabled(self.page < self.pages - 1)

    # Size

    def fit(self, *, whole: bool) -> None:
        """Make the page as wide as the view, or let all of it be seen."""
        self.zoom, self._is_whole = None, whole
        self._lay()

    def change_zoom(self, steps: int) -> None:
        """Larger by so many steps, or smaller."""
        if self.document is not None:
            self.zoom = max(SMALLEST, min(self._scale() * STEP**steps, LARGEST))
            self._lay()

    def _scale(self) -> float:
        if self.zoom is not None:
            return self.zoom
        page, room = self._paper(), self.board.size()
        across = (room.width() - 2 * AROUND - self.board.verticalScrollBar().sizeHint().width()) / page.width()
        down = (room.height() - 2 * AROUND) / page.height()
        return max(SMALLEST, min(across, down) if self._is_whole else across)

    def _paper(self) -> QSizeF:
        """The size of the page on paper, in px of 1/96 inch."""
        assert self.document is not None
        return self.document.pagePointSize(self.page) * 96 / 72

    def _lay(self) -> None:
        if self.document is not None:
            self.leaf.show_page(self.document, self.page, (self._paper() * self._scale()).toSize())


class PdfDialog(QDialog):
    """Finished papers: looked at, printed, saved as a file. Each way out is journalled for every one of `papers`.

    `number` names the file that is proposed and says nothing of a person: «З-2026-0012». A paper of nobody, which the
    register does not keep, has no `papers`.
    """

    def __init__(
        self, parent: QWidget, desk: Desk, heading: str, pdf: bytes, number: str, papers: Sequence[Document]
    ) -> None:
        super().__init__(parent)
        self._desk, self._pdf, self._number, self._papers = desk, pdf, number, papers
        self.setWindowTitle(heading)
        self.finished.connect(lambda: let_go(self))
        self.view = PdfView(heading)
        self.view.show_pdf(pdf)
        told = "; ".join(desk.ask(cautions, list(papers))) if papers else ""
        self.said = Text(told, "caption", "warn" if told else "muted", wrap=True)
        self.print_button = PrimaryButton("&Напечатать", self.print_all, icon="printer", key="Ctrl+P")
        self.save_button = Button("&Сохранить как файл…", self.save)
        foot = held(row(self.said, self.save_button, Button("&Закрыть", self.reject), self.print_button))
        for part in (self.view, foot):
            part.setContentsMargins(16, 12, 16, 12)
        self.setLayout(column(self.view, rule(), foot, gap=0, grows=self.view))
        on_key(self, "PgDown", partial(self.view.turn, 1))
        on_key(self, "PgUp", partial(self.view.turn, -1))
        self.print_button.setFocus()
        around = parent.window().size()
        self.resize(min(900, around.width() - 48), max(480, around.height() - 32))

    def print_all(self) -> None:
        """Send all sheets to a printer; the window stays for one that did not come out."""
        title = f"NarcDesk {self._papers[0].id}" if self._papers else "NarcDesk"
        print_pdf(self, self._desk, self._pdf, title, self._papers, self._say_printed)

    def _say_printed(self) -> None:
        self.said.setText("Отправлено на принтер. Если лист не вышел, напечатайте его ещё раз.")
        self.came_out()

    def save(self) -> None:
        """Put all sheets into one file."""
        path = save_pdf(self, self._desk, self._pdf, self._number, self._papers)
        if path is not None:
            self.said.setText(f"Файл «{path.name}» записан. Он не зашифрован: не оставляйте его на чужом компьютере.")
            self.came_out()

    def came_out(self) -> None:
        """The papers have left the program: a window that has to go on from there says how."""
