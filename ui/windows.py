"""Windows that come and go."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog


def let_go(dialog: QDialog) -> None:
    """Let a finished window die, with what was typed into it; its parent would keep it for ever.

    Not by `deleteLater` alone: what a window remembers (the action of its button) often remembers its parent. A
    child that is deleted while it holds the last reference to its parent takes the parent along while it is itself
    half gone, and the process dies. So it is nobody's child when it goes, and nobody is inside it.
    """

    def go() -> None:
        dialog.setParent(None)
        dialog.deleteLater()

    QTimer.singleShot(0, dialog, go)
