"""Asking where a file is or shall be; the folder of last time is where one begins."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from ui import remembered


def ask_file(parent: QWidget, heading: str, kinds: str, purpose: str) -> Path | None:
    """The file that a person chose, or None; `kinds` as Qt wants them: «Таблицы (*.xlsx *.csv)»."""
    chosen, _ = QFileDialog.getOpenFileName(parent, heading, str(_begin(purpose)), kinds)
    if not chosen:
        return None
    remembered.remember_folder(purpose, Path(chosen).parent)
    return Path(chosen)


def ask_new_file(
    parent: QWidget, heading: str, kinds: str, purpose: str, name: str, *, also: tuple[str, ...] = ()
) -> Path | None:
    """Where a new file shall be, or None; `name` is what it is called at first, never after a person.

    Its ending is added where another stands, unless that is one of those it may have `also`.
    """
    chosen, _ = QFileDialog.getSaveFileName(parent, heading, str(_begin(purpose) / name), kinds)
    if not chosen:
        return None
    remembered.remember_folder(purpose, Path(chosen).parent)
    path, ending = Path(chosen), Path(name).suffix
    return path if path.suffix.lower() in (ending, *also) else path.with_name(path.name + ending)


def ask_folder(parent: QWidget, heading: str, purpose: str) -> Path | None:
    """The folder that a person chose, or None."""
    chosen = QFileDialog.getExistingDirectory(parent, heading, str(_begin(purpose)))
    if not chosen:
        return None
    remembered.remember_folder(purpose, Path(chosen))
    return Path(chosen)


def _begin(purpose: str) -> Path:
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    return remembered.folder(purpose) or Path(QStandardPaths.writableLocation(documents))
