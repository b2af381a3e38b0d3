"""Pictures of every window, made by one command from a training register.

    .venv/bin/python -m ui.screens docs/screens          # what README shows, small
    .venv/bin/python -m ui.screens build/screens --all   # every window, light and dark, in both sizes
    .venv/bin/python -m ui.screens build/screens --only patient visit   # these alone, while one works on them

The sizes are those that screens are judged by: 1366x768 at 100 %, and 1920x1080 at 150 %.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QWidget

from narcdesk import training, vault
from narcdesk.register import Register
from ui import app, theme
from ui.desk import Desk
from ui.latest import Latest
from ui.main_window import MainWindow
from ui.scenes import DAY, Stage, scenes, settle

SIZES = {"1.0": QSize(1366, 768), "1.5": QSize(1280, 720)}  # the second is 1920x1080 at 150 %
DRAWING = "Рисуем листы…"
README = ("today", "patients", "patient", "application", "providers", "commission")  # light; the application dark too


def pictures(folder: Path, *, everything: bool, only: Sequence[str], scale: str) -> None:
    """Take the pictures of one scale into a folder."""
    made_app = app.make(sys.argv[:1])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        built = training.build(Path(place) / "Учебный реестр", patients=200, seed=1, today=DAY, kdf=vault.QUICK)
        try:
            for dark in (False, True):
                theme.apply(made_app, theme.Theme(theme.DARK if dark else theme.LIGHT))
                scheme = "dark" if dark else "light"
                take_all(built.register, folder, scheme, everything=everything, only=only, scale=scale)
        finally:
            built.register.close()


def take_all(
    register: Register, folder: Path, scheme: str, *, everything: bool, only: Sequence[str], scale: str
) -> None:
    """Every wanted scene in one scheme."""

    def is_wanted(name: str) -> bool:
        wanted = name in only if only else (scheme == "light" and name in README) or name == "application"
        return everything or wanted

    suffix = "" if scale == "1.0" else "-150"
    for name, widget in shown(register, SIZES[scale], is_wanted):
        save(widget.grab().toImage(), folder / f"{name}-{scheme}{suffix}.png")


def shown(
    register: Register, size: QSize, is_wanted: Callable[[str], bool], *, patience: int = 60
) -> Iterator[tuple[str, QWidget]]:
    """Every wanted scene, one after another: its name, and its window as a person has it before him.

    Each window has `patience` looks of 10 ms to find its room.
    """
    desk = Desk(register)
    stage = Stage(MainWindow(desk), desk)
    stage.window.resize(size)
    stage.window.show()
    for name, bring in scenes(stage):
        if not is_wanted(name):
            continue
        widget = bring()
        if widget is not stage.window:
            widget.show()
        settle(patience)
        for _ in range(600):  # a minute
            if not _is_awaited(widget):
                break
            settle(10)
        yield name, widget
        stage.clear(widget)
    stage.window.hide()
    stage.window.deleteLater()
    settle()


def _is_awaited(window: QWidget) -> bool:
    """Whether something of a window is still being read or drawn in a thread beside it."""
    return any(not one.is_idle for one in window.findChildren(Latest)) or any(
        label.isVisible() and label.text() == DRAWING for label in window.findChildren(QLabel)
    )


def save(picture: QImage, path: Path) -> None:
    """A small file: a window has few colours."""
    from PIL import Image

    plain = picture.convertToFormat(QImage.Format.Format_RGB888)
    data = bytes(plain.constBits())
    image = Image.frombuffer("RGB", (plain.width(), plain.height()), data, "raw", "RGB", plain.bytesPerLine(), 1)
    image.quantize(192, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> int:
    """Run one child for each scale, because Qt takes it only at the start."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--scale", default="")
    asked = parser.parse_args()
    if asked.scale:
        pictures(asked.folder, everything=asked.all, only=asked.only, scale=asked.scale)
        return 0
    for scale in SIZES if asked.all or asked.only else ("1.0",):
        command = [sys.executable, "-m", "ui.screens", *sys.argv[1:], "--scale", scale]
        environment = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
        subprocess.run(command, env=environment, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
