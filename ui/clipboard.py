"""What we put on the clipboard: kept out of its history, and taken off after half a minute and at the lock."""

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

from ui.pieces.text import BREAK

CLEAR_AFTER = 30_000  # ms
_OURS = "application/x-narcdesk"
_NO = QByteArray(bytes(4))  # a DWORD that says no
_HINTS = {  # how programs that keep a history are asked not to
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': QByteArray(b"1"),
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': _NO,
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': _NO,
    "x-kde-passwordManagerHint": QByteArray(b"secret"),
    _OURS: QByteArray(b"1"),
}


def marked(text: str) -> QMimeData:
    """A text as we put it on the clipboard."""
    data = QMimeData()
    data.setText(text.replace(BREAK, ""))
    for name, value in _HINTS.items():
        data.setData(name, value)
    return data


def copy(text: str) -> None:
    """Put a text on the clipboard."""
    if text:
        _clipboard().setMimeData(marked(text))


def is_ours() -> bool:
    """Whether what lies on the clipboard came from this program."""
    found = _found()
    return _clipboard().ownsClipboard() or (found is not None and found.hasFormat(_OURS))


def clear() -> None:
    """Take off what is ours; what another program put there is not touched."""
    if is_ours():
        _clipboard().clear()


class ClipboardGuard(QObject):
    """Takes off the clipboard what was copied here, half a minute later.

    A copy that a widget of Qt made by itself (from its menu) is marked as soon as it is seen.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=CLEAR_AFTER)
        self._timer.timeout.connect(clear)
        _clipboard().dataChanged.connect(self._look)

    def _look(self) -> None:
        found = _found()
        if found is not None and found.hasFormat(_OURS):
            self._timer.start()
        elif _clipboard().ownsClipboard() and found is not None and found.text():
            copy(found.text())
        else:
            self._timer.stop()


def _clipboard() -> QClipboard:
    return QGuiApplication.clipboard()


def _found() -> QMimeData | None:
    """What lies there; nothing at all is None, which the types of Qt do not say."""
    found: QMimeData | None = _clipboard().mimeData()
    return found
