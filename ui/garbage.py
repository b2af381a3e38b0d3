"""What only the garbage collector frees is freed in the thread of the windows, whoever's work made it due.

Python collects in whatever thread happens to allocate. A window that lies in a ring of references would then die in the
thread of a long work, its timers with it, and Qt ends the program.
"""

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY = 500  # ms
DUE = (5_000, 10, 10)  # objects of the youngest generation, then collections of the one before


class Garbage(QObject):
    """Collects by a timer of its own thread; Python's own collecting is off as long as it lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.collect()
        gc.freeze()  # what the imports made stays for good: to go through it each time costs a tenth of a second
        gc.disable()
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self.collect_what_is_due)
        self._timer.start()

    def collect_what_is_due(self) -> None:
        """One collection, of the oldest generation that is due."""
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > DUE[generation]:
                gc.collect(generation)
                return
