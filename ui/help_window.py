"""The help: a few short pages of `resources/help`, one under another in the list at the left, read with the arrows."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QStackedWidget, QWidget

from narcdesk.places import RESOURCES
from ui.pieces import PrimaryButton, Text, column, held, row, rule, scrolled

WIDTH, HEIGHT, LIST = 900, 600, 240  # px


def pages() -> list[tuple[str, str]]:
    """Title and text of every page, in the order of the files."""
    found: list[tuple[str, str]] = []
    for path in sorted(Path(RESOURCES, "help").glob("*.md")):
        for part in f"\n{path.read_text(encoding='utf-8')}".split("\n# ")[1:]:
            title, _, text = part.partition("\n")
            found.append((title.strip(), text.strip()))
    return found


class HelpWindow(QDialog):
    """What keys there are, what can be undone, where traces stay, what is not promised."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Справка")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.titles = QListWidget()
        self.titles.setAccessibleName("Разделы справки")
        self.titles.setFixedWidth(LIST)
        self.titles.setSpacing(4)
        self.shown = QStackedWidget()
        for title, text in pages():
            self.titles.addItem(title)
            self.shown.addWidget(scrolled(_page(title, text)))
        self.titles.currentRowChanged.connect(self.shown.setCurrentIndex)
        self.titles.setCurrentRow(0)
        body = row(self.titles, self.shown, gap=16, grows=self.shown)
        body.setContentsMargins(24, 20, 24, 16)
        foot = held(row(None, PrimaryButton("&Закрыть", self.accept)))
        foot.setContentsMargins(24, 12, 24, 16)
        middle = held(body)
        self.setLayout(column(middle, rule(), foot, gap=0, grows=middle))
        self.resize(WIDTH, HEIGHT)
        self.titles.setFocus()


def _page(title: str, text: str) -> QWidget:
    parts: list[QLabel | None] = [Text(title, "title")]
    for block in text.split("\n\n"):
        lines: list[str] = []
        for line in block.splitlines():
            if line.startswith("## "):
                parts.append(Text(line[3:], "heading"))
            elif line.startswith("- "):
                lines.append(f"·  {line[2:]}")
            elif lines and lines[-1].startswith("·"):
                lines[-1] += f" {line}"
            else:
                lines = [" ".join([*lines, line])]
        parts += [Text(line, wrap=True, copyable=True) for line in lines]
    inner = held(column(*parts, None, gap=8))
    inner.setContentsMargins(0, 0, 16, 0)
    return inner
