"""The end of a paper: a signature never stands on a page without something of the text above it.

ГОСТ Р 7.0.97-2016 asks for two lines of text at least on the page of the signature.
"""

from collections.abc import Sequence

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Spacer, Table

from narcdesk.forms.page import BOLD

TWO_LINES = 30  # points
AFTER_HEADING = 75  # points: the heading itself and a few lines or rows
SHEET = 10_000  # points, higher than anything that is measured


class Tick(Flowable):  # type: ignore[misc]
    """A small square, with a tick if something is said to be so."""

    def __init__(self, *, ticked: bool, side: float) -> None:
        super().__init__()
        self.ticked = ticked
        self.width = self.height = side

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """As large as it is."""
        return self.width, self.height

    def draw(self) -> None:
        """The tick is a letter, so that a copied text keeps it."""
        self.canv.setLineWidth(0.7)
        self.canv.rect(0, 0, self.width, self.height)
        if self.ticked:
            self.canv.setFont(BOLD, self.width * 1.05)
            self.canv.drawCentredString(self.width / 2, self.height * 0.15, "V")


class TableAndEnd(Flowable):  # type: ignore[misc]
    """A table whose last rows go with what ends the paper, however many pages the table takes."""

    def __init__(self, table: Table, end: Sequence[Flowable]) -> None:
        super().__init__()
        self.table = table
        self.end = [part for part in end if not isinstance(part, CondPageBreak)]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The height of both."""
        self._heights = [part.wrapOn(self.canv, width, height)[1] for part in (self.table, *self.end)]
        return width, sum(self._heights)

    def split(self, width: float, height: float) -> list[Flowable]:
        """As many rows as fit, but the last two stay with the end."""
        self.wrap(width, height)
        rows = self.table._rowHeights
        upper = min(height, sum(rows) - sum(rows[-2:]))
        parts = self.table.split(width, upper + 0.01)
        if len(parts) != 2:
            return []
        return [parts[0], TableAndEnd(parts[1], self.end)]

    def draw(self) -> None:
        """One under another."""
        top = sum(self._heights)
        for part, height in zip((self.table, *self.end), self._heights, strict=True):
            top -= height
            part.drawOn(self.canv, 0, top)


def headed(parts: Sequence[Flowable]) -> list[Flowable]:
    """Parts of a heading: a page never ends with them, and they go where the group after them goes."""
    for part in parts:
        part.heads = True
    # Not `keepWithNext`: before a table of many pages it would leave the rest of this one empty.
    return [CondPageBreak(AFTER_HEADING), *parts]


def together(parts: Sequence[Flowable]) -> KeepTogether:
    """Parts that stay on one page; a group needs no break inside it."""
    return KeepTogether([part for part in parts if not isinstance(part, CondPageBreak)])


def hold_signatures(story: Sequence[Flowable], width: float) -> list[Flowable]:
    """The story with every signature bound to at least two lines of what stands above it."""
    held: list[Flowable] = []
    for flowable in story:
        held.append(flowable)
        if getattr(flowable, "closes", False):
            _bind(held, width)
    return held


def _bind(held: list[Flowable], width: float) -> None:
    """Bind the signature at the end of `held` to what stands before it."""
    last = held.pop()
    # A group inside a group would count as endlessly high, so groups are opened.
    end = list(last._content) if isinstance(last, KeepTogether) else [last]
    text = 0.0
    while held and text < TWO_LINES and not isinstance(held[-1], PageBreak):
        above = held.pop()
        if isinstance(above, TableAndEnd):  # a second signature under the same table
            held.append(TableAndEnd(above.table, [*above.end, *end]))
            return
        if isinstance(above, KeepTogether):  # a second signature, or a group that has its text
            end = [*above._content, *end]
            break
        if isinstance(above, Table) and above.repeatRows:
            held.append(TableAndEnd(above, end))
            return
        end.insert(0, above)
        if not isinstance(above, Spacer):
            text += above.wrap(width, SHEET)[1]
    while held and getattr(held[-1], "heads", False):
        end.insert(0, held.pop())
    held.append(together(end))
