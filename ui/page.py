"""What the main window expects of a page, and how pages are declared."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.search_box import SearchBox


class Page(QWidget):
    """A page of the main window. It asks the desk and shows; the window tells it when to ask anew."""

    opens = Signal(object)  # another Page, to be shown over this one; Esc comes back
    leaves = Signal()  # back to the page before

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def refresh(self) -> None:
        """Ask anew and show; called when the page comes to the front and after every action. May raise UserError."""

    finds_people = False  # whether its search box finds everybody already: F3 needs no other there

    def search(self) -> bool:
        """Ctrl+F: put the cursor into the page's search box; False when it has none."""
        return False

    def first_stop(self) -> QWidget | None:
        """Where the cursor stands when the page is opened; None where there is nothing to do."""
        return None

    def focusInEvent(self, event: QFocusEvent) -> None:
        if (first := self.first_stop()) is not None:
            first.setFocus(event.reason())  # as a focus proxy it would let Tab pass by what stands above it

    def may_leave(self) -> bool:
        """Whether the page may be left now; a page with something unsaved asks."""
        return True


class Searched:
    """What a page is too that has a search box over its list: `class PatientsPage(Searched, Page)`."""

    box: SearchBox

    def search(self) -> bool:
        """The cursor goes into the box, and what stood there goes with the first letter."""
        self.box.setFocus()
        self.box.selectAll()
        return True


@dataclass(frozen=True)
class Entry:
    """One section of the left bar: its name, its icon, and what makes its page."""

    title: str
    icon: str
    make: Callable[[Desk], Page]
    right: str = ""  # without it the section is not there at all
