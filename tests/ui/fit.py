"""Measuring a window: text that is cut, things that lie over each other, words that are not Russian."""

import re
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTabBar,
    QWidget,
)

from ui.pieces import Elided
from ui.pieces.text import BREAK
from ui.table.cells import Titles

# Names of the program and of file formats, and the keys of a keyboard: all the Latin that a clerk is shown.
ALLOWED = {
    *("NarcDesk", "PDF", "XLSX", "CSV", "ZIP", "QR", "RU", "EN", "Word", "Excel", "Windows", "USB"),
    *("Ctrl", "Alt", "Shift", "Enter", "Esc", "Tab", "Ins", "Insert", "Del", "Delete", "Caps", "Lock"),
}
QUARTERS = {"II", "III", "IV"}  # of a year, as Russian papers number them
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_FINGERPRINT = re.compile(r"\b[0-9a-f]{8,}\b")  # of a file or a key, no word


def assert_fits(window: QWidget, *, allowed: frozenset[str] = frozenset()) -> None:
    """Fail with every cut text, overlap and foreign word of a shown window; `allowed` are more Latin words."""
    found = [*cut(window), *overlaps(window), *foreign(window, allowed)]
    assert not found, "\n".join(found)


def cut(window: QWidget) -> Iterator[str]:
    """Widgets with less room than their words need."""
    for widget in seen(window):
        if isinstance(widget, QTabBar):
            yield from _cut_tabs(widget)
        elif isinstance(widget, QHeaderView):
            yield from _cut_headings(widget)
        elif isinstance(widget, QLabel) and widget.text() and not isinstance(widget, Elided):
            yield from _cut_label(widget)
        elif isinstance(widget, QAbstractButton | Elided) and _words(widget):
            need = widget.minimumSizeHint()
            if need.width() > widget.width() or need.height() > widget.height():
                yield _told(widget, f"нужно {_size(need)}, есть {_size(widget.size())}")
        if _words(widget) and (hidden := _hidden_part(widget)):
            yield _told(widget, hidden)


def _cut_label(label: QLabel) -> Iterator[str]:
    room = label.contentsRect()
    if label.wordWrap():
        longest = max(
            (label.fontMetrics().horizontalAdvance(word) for word in QLabel.text(label).replace(BREAK, " ").split()),
            default=0,
        )
        if label.heightForWidth(label.width()) > label.height():
            high = label.heightForWidth(label.width())
            yield _told(label, f"нужно {high} в высоту, есть {label.height()}")
        elif longest > room.width():
            yield _told(label, f"самое длинное слово {longest}, есть {room.width()}")
    else:
        need = label.sizeHint()
        if need.width() > label.width() or need.height() > label.height():
            yield _told(label, f"нужно {_size(need)}, есть {_size(label.size())}")


def _cut_tabs(bar: QTabBar) -> Iterator[str]:
    for at in range(bar.count()):
        need = bar.fontMetrics().horizontalAdvance(bar.tabText(at))
        if need > bar.tabRect(at).width() or not bar.rect().contains(bar.tabRect(at)):
            yield f"вкладка «{bar.tabText(at)}» обрезана"


def _cut_headings(header: QHeaderView) -> Iterator[str]:
    if header.orientation() is not Qt.Orientation.Horizontal or header.model() is None:
        return
    for at in range(header.count()):
        title = str(header.model().headerData(at, header.orientation(), Qt.ItemDataRole.DisplayRole) or "")
        measure = header.need if isinstance(header, Titles) else QFontMetrics(header.font()).horizontalAdvance
        need = measure(title) + 16 * bool(title)
        if not header.isSectionHidden(at) and need > header.sectionSize(at):
            yield f"заголовок столбца «{title}»: нужно {need}, есть {header.sectionSize(at)}"


def _hidden_part(widget: QWidget) -> str:
    """What of a widget lies outside the widgets that hold it; what scrolls into sight is not hidden."""
    area, inner = widget.rect(), widget
    while (outer := inner.parentWidget()) is not None and not inner.isWindow():
        area.translate(inner.pos())
        holder = outer.parentWidget()
        if isinstance(holder, QAbstractScrollArea) and holder.viewport() is outer:
            if area.left() < 0 or area.right() > outer.width():
                return f"выходит вбок за прокручиваемое: {_box(area)}"
            return ""
        if not outer.rect().contains(area):
            return f"выходит за края: {_box(area)} в {_size(outer.size())}"
        inner = outer
    return ""


def overlaps(window: QWidget) -> Iterator[str]:
    """Neighbours that lie over each other; what is meant to (property `overlay`) is passed over."""
    for parent in [window, *seen(window)]:
        if isinstance(parent, QAbstractScrollArea | QLineEdit | QHeaderView):
            continue
        children = [child for child in parent.children() if isinstance(child, QWidget) and _counts(child)]
        for one, other in combinations(children, 2):
            common = one.geometry().intersected(other.geometry())
            if common.width() > 0 and common.height() > 0:
                yield f"{_told(one, 'лежит на')} {_told(other, _box(common))}"


def _counts(widget: QWidget) -> bool:
    return widget.isVisible() and not widget.isWindow() and not widget.property("overlay")


def foreign(window: QWidget, allowed: frozenset[str] = frozenset()) -> Iterator[str]:
    """Latin words on the screen that are neither keys nor names; what a person typed is not looked at."""
    for widget in [window, *seen(window)]:
        for text in _texts(widget):
            strange = {
                word
                for word in _LATIN_WORD.findall(_FINGERPRINT.sub("", text))
                if word not in ALLOWED | allowed | QUARTERS
            }
            if strange:
                yield f"не по-русски {sorted(strange)}: «{text}»"


def _texts(widget: QWidget) -> Iterator[str]:
    yield _words(widget)
    yield widget.toolTip()
    yield widget.accessibleName()
    if widget.isWindow():
        yield widget.windowTitle()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(at) for at in range(widget.count()))
    if isinstance(widget, QHeaderView) and widget.model() is not None:
        for at in range(widget.count()):
            yield str(widget.model().headerData(at, widget.orientation(), Qt.ItemDataRole.DisplayRole) or "")


def mnemonics(window: QWidget) -> dict[str, list[str]]:
    """Letter -> the buttons, tabs and names of fields that answer to Alt and it; a window wants one for each."""
    found: dict[str, list[str]] = {}
    for widget in seen(window):
        for text in _answering(widget):
            if mark := re.search("&([^&])", text):
                found.setdefault(mark[1].lower(), []).append(text)
    return found


def doubled(window: QWidget) -> Iterator[str]:
    """Letters that more than one thing of a shown window answers to."""
    for letter, texts in mnemonics(window).items():
        if len(texts) > 1:
            yield f"Alt+{letter} у нескольких: {texts}"


def _answering(widget: QWidget) -> list[str]:
    match widget:
        case QTabBar():
            return [widget.tabText(at) for at in range(widget.count()) if widget.isTabVisible(at)]
        case QAbstractButton():
            return [widget.text()]
        case QLabel() if widget.buddy() is not None:
            return [widget.text()]
        case _:
            return []


def assert_mnemonics(dialog: QWidget) -> None:
    """Every button with words of a dialog has its own Russian letter."""
    buttons = [one for one in seen(dialog) if isinstance(one, QAbstractButton) and one.text()]
    without = [button.text() for button in buttons if not re.search("&[а-яёА-ЯЁ]", button.text())]
    assert not without, f"без русской буквы: {without}"
    assert not (twice := list(doubled(dialog))), twice


def seen(window: QWidget) -> list[QWidget]:
    """Every widget of a window that is shown."""
    return [widget for widget in window.findChildren(QWidget) if widget.isVisible() and not widget.isWindow()]


def _words(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    return ""


def _told(widget: QWidget, what: str) -> str:
    words = _words(widget) or widget.accessibleName() or widget.objectName()
    return f"{type(widget).__name__} «{words}»: {what}"


def _size(size: QSize) -> str:
    return f"{size.width()}x{size.height()}"


def _box(box: QRect) -> str:
    return f"{box.x()},{box.y()} {box.width()}x{box.height()}"


def place(widget: QWidget) -> QPoint:
    """Where a widget stands in its window."""
    return widget.mapTo(widget.window(), QPoint(0, 0))
