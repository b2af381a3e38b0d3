"""The search of the whole office: a box, what it finds under it, and the page or the form to which a line leads.

It stands on «Сегодня»; on every other page F3 brings the same one up over it.
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from narcdesk import search
from ui import theme
from ui.desk import Desk
from ui.patient_dialog import PatientDialog
from ui.patient_page import PatientPage
from ui.patients_page import PatientsPage
from ui.pieces import column
from ui.search_box import SearchBox
from ui.search_drop import SearchDrop

WORDS = "Найти человека, заявку, карту — F3"


class PeopleBox(SearchBox):
    """Finds people, applications and cards; `opens` comes with the page to be shown."""

    opens = Signal(object)

    def __init__(self, desk: Desk, *, chars: int = 36) -> None:
        super().__init__(WORDS, chars=chars)
        self._desk = desk
        self.drop = SearchDrop(desk, self)
        self.drop.picked.connect(self.show_card)
        self.drop.wants_all.connect(self.show_all)
        self.drop.wants_new.connect(lambda _text: self.enter())
        self.entered.connect(self._go_on)

    def _go_on(self) -> None:
        """Enter: what the lines under the box offer, or the list with nobody in it."""
        if not self.drop.take() and (text := self.text().strip()):
            self.clear()
            self.show_all(text)

    def show_all(self, text: str) -> None:
        """The words go on to the list of patients."""
        self.opens.emit(PatientsPage(self._desk, text))

    def enter(self) -> None:
        """A new card, with what was typed in it."""
        dialog = PatientDialog(self.window(), self._desk, typed=search.as_card(self.text()))
        dialog.saved.connect(lambda patient: self.show_card(patient.id))
        dialog.recognised.connect(self.show_card)
        dialog.open()

    def show_card(self, patient_id: int) -> None:
        """Open a card."""
        self.opens.emit(PatientPage(self._desk, patient_id))


class SearchOver(QFrame):
    """The same search over any page: F3 brings it up, Esc or a step elsewhere puts it away."""

    opens = Signal(object)

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._came_from: QWidget | None = None
        self.setProperty("ground", "notice")
        self.setProperty("overlay", True)
        self.box = PeopleBox(desk, chars=60)
        self.box.opens.connect(self.opens)
        self.box.left.connect(self.hide)
        inside = column(self.box)
        inside.setContentsMargins(12, 12, 12, 12)
        self.setLayout(inside)
        self.hide()

    def come(self) -> None:
        """Over the middle of the page, with the cursor in it; what stood there goes with the first letter."""
        if not self.isVisible():
            self._came_from = QApplication.focusWidget()
        width = min(theme.current().px(WIDTH), self._over.width() - 32)
        self.setGeometry((self._over.width() - width) // 2, 48, width, self.sizeHint().height())
        self.raise_()
        self.show()
        self.box.setFocus()
        self.box.selectAll()

    def event(self, event: QEvent) -> bool:
        # Esc goes no further: the page under this would take it for the way back.
        is_key = event.type() == QEvent.Type.ShortcutOverride
        if is_key and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # An Esc that the box did not need to empty itself.
        if event.key() == Qt.Key.Key_Escape:
            self.go()
        else:
            super().keyPressEvent(event)

    def go(self) -> None:
        """Away, and the cursor back to where it was."""
        back, self._came_from = self._came_from, None
        self.hide()
        if back is not None and back.isVisible():
            back.setFocus()


WIDTH = 648  # px at the usual size
