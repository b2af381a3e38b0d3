"""A paper as somebody would write it who knows reportlab: the same flowables with ready text, no form, no register.

What our form makes of a paper is taken down once, with the names of the fields in the place of what they say; then the
paper is written for each person with plain `str.replace`. Nothing of ours is asked meanwhile but the fonts.
"""

from collections.abc import Callable, Mapping
from io import BytesIO
from itertools import pairwise
from typing import Any

import segno
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from narcdesk.forms import Template, drawing, page, sample
from narcdesk.forms.closing import TableAndEnd, Tick
from narcdesk.forms.drawing import Look

Fill = Callable[[str], str]
Written = Callable[[Fill], Any]
CHANGES = ("full_name", "full_name_genitive", "short_name", "birth_date", "snils", "document_series", "document_number")


class _Paragraph(Paragraph):  # type: ignore[misc]
    """One that remembers what it was made of."""

    def __init__(self, text: str, style: Any) -> None:
        super().__init__(text, style)
        self.made_of = (text, style)


class _Table(Table):  # type: ignore[misc]
    """The same of a table."""

    def __init__(self, cells: Any, **how: Any) -> None:
        super().__init__(cells, **how)
        self.made_of, self.styles = (cells, how), []

    def setStyle(self, style: Any) -> None:
        super().setStyle(style)
        if hasattr(self, "styles"):
            self.styles.append(style)


def taken_down(template: Template) -> list[Written]:
    """The story of a form, as calls of reportlab."""
    contents = sample(template.scope)
    contents["patient"].update({name: f"[{name}]" for name in CHANGES})
    was = drawing.Paragraph, drawing.Table
    drawing.Paragraph, drawing.Table = _Paragraph, _Table  # type: ignore[misc]
    try:
        page.register_fonts()
        look = Look.of(template)
        blocks = template.fill(contents).blocks
        story = drawing.hold_signatures(drawing._all(blocks, look), look.width)
    finally:
        drawing.Paragraph, drawing.Table = was  # type: ignore[misc]
    return [_written(flowable) for flowable in story]


def _written(part: Any) -> Written:
    match part:
        case _Paragraph(made_of=(text, style)):
            return lambda fill: Paragraph(fill(text), style)
        case _Table(made_of=(cells, how), styles=styles):
            rows = [[_written(cell) for cell in row] for row in cells]
            return lambda fill: _table([[cell(fill) for cell in row] for row in rows], how, styles)
        case TableAndEnd(table=table, end=end):
            parts = _written(table), [_written(one) for one in end]
            return lambda fill: TableAndEnd(parts[0](fill), [one(fill) for one in parts[1]])
        case KeepTogether(_content=inner):
            held = [_written(one) for one in inner]
            return lambda fill: KeepTogether([one(fill) for one in held])
        case Spacer(width=width, height=height):
            return lambda _fill: Spacer(width, height)
        case Tick(ticked=ticked, width=side):
            return lambda _fill: Tick(ticked=ticked, side=side)
        case CondPageBreak(height=height):
            return lambda _fill: CondPageBreak(height)
        case PageBreak():
            return lambda _fill: PageBreak()
        case list():
            several = [_written(one) for one in part]
            return lambda fill: [one(fill) for one in several]
        case str():
            return lambda fill: fill(part)
        case _:
            raise TypeError(f"nobody has written a {type(part).__name__} by hand yet")


def _table(cells: Any, how: dict[str, Any], styles: list[Any]) -> Table:
    table = Table(cells, **how)
    for style in styles:
        table.setStyle(style)
    return table


def pdf(papers: list[tuple[Template, list[Written], Mapping[str, str]]]) -> bytes:
    """The papers as one PDF; `papers` holds each with what its fields say."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=0, invariant=1, initialFontName=page.SERIF, lang="ru-RU")
    for number, (template, story, said) in enumerate(papers, start=1):

        def fill(text: str, said: Mapping[str, str] = said) -> str:
            if "[" in text:
                for name, value in said.items():
                    text = text.replace(f"[{name}]", value)
            return text

        left = template.left_mm * mm
        frame = Frame(left, 25 * mm, A4[0] - left - 10 * mm, A4[1] - 45 * mm, 0, 0, 0, 0)

        def surround(on: Canvas, _document: Any, number: int = number, left: float = left) -> None:
            _foot(on, number, left)

        document = BaseDocTemplate(
            None, pagesize=A4, initialFontName=page.SERIF, pageTemplates=[PageTemplate("s", [frame], onPage=surround)]
        )
        document._doSave = 0
        flowables: list[Flowable] = [one(fill) for one in story]
        document.build(flowables, canvasmaker=lambda *_args, **_how: canvas)
    canvas.save()
    return out.getvalue()


def _foot(canvas: Canvas, number: int, left: float) -> None:
    canvas.saveState()
    canvas.setLineWidth(0.3)
    canvas.line(left, 22.5 * mm, 200 * mm, 22.5 * mm)
    canvas.setFont(page.SERIF, 7.5)
    words = (f"Документ {number:012} · отметка журнала 418-5c1f9e02 · страница 1", "Форма", *page.SECRECY_LINES)
    for place, line in enumerate(words):
        canvas.drawString(left, (19.3 - 3.1 * place) * mm, line)
    matrix = segno.make(f"NARCDESK1 {number:012} {number:032x}", error="m", micro=False).matrix
    unit, path = 14 * mm / len(matrix), canvas.beginPath()
    for row, modules in enumerate(matrix):
        edges = [at for at, (one, other) in enumerate(pairwise([0, *modules, 0])) if one != other]
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            path.rect(186 * mm + start * unit, (6.5 * mm) + (len(matrix) - 1 - row) * unit, (end - start) * unit, unit)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()
