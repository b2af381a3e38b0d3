"""Two to four providers side by side: fact under fact, each with its day and source; what differs has a sign."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLayout, QWidget

from narcdesk.provider_choice import Line, Told
from narcdesk.providers import STALE_AFTER, ProviderView
from ui.icons import SMALL, Icon
from ui.pieces import Button, Elided, Pill, Text, column, held, row, rule, scrolled
from ui.windows import let_go

_STALE = f"Сведения старше {STALE_AFTER} дней — с часами."
_AWAY = 24  # px from the edges of the window behind


class CompareDialog(QDialog):
    """Facts from top to bottom, providers from left to right in the order they were marked; nobody is rated."""

    def __init__(self, parent: QWidget, providers: Sequence[ProviderView], lines: Sequence[Line]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Сравнение организаций")
        marked = sum(line.differs for line in lines)
        line = f"Отмечено «отличается»: {marked}; адрес, телефоны и другое, что у каждой своё, не отмечено. {_STALE}"
        words = column(Elided("Сравнение организаций", "title"), Elided(line, "caption", "muted"), gap=0)
        grid = held(_Grid(providers, lines))
        grid.setContentsMargins(24, 12, 24, 12)
        foot = row(None, Button("&Закрыть", self.accept))
        foot.setContentsMargins(24, 12, 24, 16)
        top = held(words)
        top.setContentsMargins(24, 20, 24, 12)
        area = scrolled(grid)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # arrows move it
        self.setLayout(column(top, rule(), area, rule(), foot, gap=0, grows=area))
        behind = parent.window().size() - QSize(2 * _AWAY, 2 * _AWAY)
        wanted = QSize(200 + 380 * len(providers), grid.sizeHint().height() + 150)
        self.resize(wanted.boundedTo(behind).expandedTo(QSize(640, 400)))
        area.setFocus()
        self.finished.connect(lambda: let_go(self))


class _Grid(QGridLayout):
    def __init__(self, providers: Sequence[ProviderView], lines: Sequence[Line]) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(20)
        self.setVerticalSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        for place, provider in enumerate(providers, start=1):
            self.addWidget(Text(provider.name, "heading", wrap=True), 0, place, top)
            self.setColumnStretch(place, 1)
        for number, line in enumerate(lines, start=1):
            at = 2 * number
            self.addWidget(rule(), at - 1, 0, 1, len(providers) + 1)
            self.addLayout(_name(line), at, 0, top)
            for place, told in enumerate(line.cells, start=1):
                self.addWidget(_cell(line, told), at, place, top)


def _name(line: Line) -> QLayout:
    sign = [Pill("отличается", "primary")] if line.differs else []
    return column(Text(line.title, tone="muted"), *[row(pill, None) for pill in sign], gap=4)


def _cell(line: Line, told: Told) -> QWidget:
    known = bool(told.told_on)
    value = Text(told.words, "strong" if line.differs else "body", "text" if known else "muted", wrap=True)
    value.setAccessibleName(f"{line.title}: {told.words}. {told.told_on}")
    if not known:
        return held(column(value, gap=0))
    tone = "warn" if told.is_stale else "muted"
    when = Elided(told.told_on, "caption", tone)
    sign = [Icon("clock", "warn", SMALL)] if told.is_stale else []
    return held(column(value, row(*sign, when, gap=4, grows=when), gap=0))
