"""Room for one thing at a time."""

from PySide6.QtWidgets import QVBoxLayout, QWidget


class Place(QWidget):
    """Holds a widget until another one takes its room; the one before is let go."""

    def __init__(self, thing: QWidget) -> None:
        super().__init__()
        self._thing = thing
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(thing)

    def hold(self, thing: QWidget) -> None:
        """Show this from now on."""
        self._box.replaceWidget(self._thing, thing)
        self._thing.hide()
        self._thing.deleteLater()
        self._thing = thing
