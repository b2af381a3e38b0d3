"""How each block of a paper looks: a filled form becomes flowing text and tables, and they become a PDF."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, PageBreak, Paragraph, Spacer, Table, TableStyle
from reportlab.platypus.doctemplate import LayoutError

from narcdesk.forms import vocabulary as v
from narcdesk.forms.closing import Tick, headed, hold_signatures, together
from narcdesk.forms.contents import is_blank
from narcdesk.forms.mark import Sheet, Step
from narcdesk.forms.page import BOLD, SERIF, SetCanvas, lay_out
from narcdesk.forms.template import Template, TemplateFault

SET_TITLE = "Бумаги наркологического кабинета"
LEADING = 1.15  # single spacing of this face
INDENT = 12.5 * mm
LETTERHEAD_MM, ADDRESSEE_MM = 78, 80
BLANK_SIGN = "___"  # no blank is shorter

_ALIGN = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT, "justify": TA_JUSTIFY}
_BARE = [
    # Without FONTNAME a table brings in Helvetica, which is not embedded.
    ("FONTNAME", (0, 0), (-1, -1), SERIF),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]
_BREAK = re.compile(r"<br\s*/?>")
_WORD_WITH_HYPHEN = re.compile(r"[^\s<>&;]+-[^\s<>&;]+")
# Words that must not part from their numbers and letters at the end of a line.
_GLUED = (
    (re.compile(r"№ (?=\S)"), "№\u00a0"),
    (re.compile(r"(?<!\w)([АВИКОСУЯавикосуя]) (?=\S)"), "\\1\u00a0"),
    (re.compile(r"(?<=\d) (?=[\dа-яё])"), "\u00a0"),
    (re.compile(r"\b(серия|код|статьи|статья|часть|от|до|с) (?=\d)"), "\\1\u00a0"),
    (re.compile(r"\b([А-ЯЁ]\.) (?=[А-ЯЁ]\.)"), "\\1\u00a0"),
    (re.compile(r"(\+7|\(\d{3,5}\)) (?=[(\d])"), "\\1\u00a0"),
    (re.compile(r"\b(г|ул|пер|пр|д|кв|пос|пл|р|п|ст|ч)\. (?=\S)"), "\\1.\u00a0"),
)


@dataclass(frozen=True)
class Look:
    """How a form is set, in points: its width, its letters, and how wide its gaps are (1: as usual)."""

    width: float
    body: float = 12
    label: float = 11
    small: float = 8
    gaps: float = 1

    @classmethod
    def of(cls, template: Template) -> "Look":
        """A compact form keeps its text and its signatures on one sheet, where letters of 12 points would need two."""
        width = template.width_mm * mm
        return cls(width, body=10.5, label=9.5, small=7, gaps=0.5) if template.compact else cls(width)


def to_pdf(sheets: Sequence[Sheet], step: Step) -> bytes:
    """The papers as one PDF. Raises TemplateFault when a form lacks a field or something does not fit the sheet."""
    canvas = SetCanvas(sheets[0].template.title if len(sheets) == 1 else SET_TITLE)
    for done, sheet in enumerate(sheets):
        step(done, len(sheets))
        _lay_out(canvas, sheet)
    step(len(sheets), len(sheets))
    return canvas.pdf()


def count_pages(sheet: Sheet) -> int:
    """How many pages a paper takes. Raises TemplateFault as `to_pdf` does."""
    return _lay_out(SetCanvas(sheet.template.title), sheet)


def _lay_out(canvas: SetCanvas, sheet: Sheet) -> int:
    filled = sheet.template.fill(sheet.contents)
    look = Look.of(sheet.template)
    try:
        return lay_out(canvas, sheet, hold_signatures(_all(filled.blocks, look), look.width))
    except LayoutError as error:
        raise TemplateFault("часть бумаги не помещается на один лист") from error


def _all(blocks: Iterable[v.Block], look: Look) -> list[Flowable]:
    return [flowable for block in blocks for flowable in _drawn(block, look)]


def _drawn(block: v.Block, look: Look) -> list[Flowable]:
    match block:
        case v.P():
            return _paragraph(block, look)
        case v.Lines():
            size = block.size or look.body
            return [_text(line, size, block.align) for line in block.lines if line] + [Spacer(1, 4 * look.gaps)]
        case v.Heading():
            return _heading(block, look)
        case v.Section():
            text = f"<b>{block.text}</b>"
            return headed([_text(text, look.body, "left", before=9 * look.gaps, after=3 * look.gaps)])
        case v.Letterhead():
            return _letterhead(block, look)
        case v.Addressee():
            return _addressee(block, look)
        case v.Fields():
            return [_field_line(row, block.label_width * mm, look) for row in block.rows] + [Spacer(1, 6 * look.gaps)]
        case v.Table():
            return [Spacer(1, 4 * look.gaps), _table(block, look), Spacer(1, 8 * look.gaps)]
        case v.Checks():
            size = block.size or look.body
            return [_check(item, size, look) for item in block.items] + [Spacer(1, 4 * look.gaps)]
        case v.Signature():
            return [_signature(block, look)]
        case v.Blank():
            return _blank_lines(block, look)
        case v.Rule():
            return _rule(block, look)
        case v.Space():
            return [Spacer(1, block.height * mm)]
        case v.Together():
            return [_together(block, look)]
        case v.Pagebreak():
            return [PageBreak()]


def _text(
    text: str,
    size: float,
    align: v.Align,
    *,
    indent: bool = False,
    before: float = 0,
    after: float = 0,
    grey: float = 0,
    within: float = 0,
) -> Paragraph:
    """A paragraph; where it must stand `within` a narrow column, a longer word is parted at its hyphens."""
    if " " in text:
        for rule, glued in _GLUED:
            text = rule.sub(glued, text)
    if within:
        text = _WORD_WITH_HYPHEN.sub(lambda word: _parted(word[0], size, within), text)
    return Paragraph(_BREAK.sub("<br/>", text), _style(size, align, indent, before, after, grey))


@cache
def _style(size: float, align: v.Align, indent: bool, before: float, after: float, grey: float) -> ParagraphStyle:
    """The style of such a paragraph, made once: a list of a thousand papers has some hundred thousand of them."""
    return ParagraphStyle(
        "text",
        fontName=SERIF,
        fontSize=size,
        leading=size * LEADING,
        alignment=_ALIGN[align],
        firstLineIndent=INDENT if indent else 0,
        spaceBefore=before,
        spaceAfter=after,
        textColor=(grey, grey, grey),
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=1,
        # With 1 a paragraph of several pieces (<br/>, <b>) that is measured twice loses the hyphens inside its words.
        embeddedHyphenation=0,
    )


def _parted(word: str, size: float, width: float) -> str:
    """A double name or address too long for one line, as «Константинопольская-» and below «Преображенская»."""
    if stringWidth(word, BOLD, size) <= width:  # bold is the wider face
        return word
    lines = [""]
    for part in re.findall("[^-]*-|[^-]+", word):
        if stringWidth(lines[-1] + part, BOLD, size) > width and lines[-1]:
            lines.append("")
        lines[-1] += part
    return "<br/>".join(lines)


def _grid(
    cells: list[list[object]], widths: list[float], commands: Iterable[tuple[object, ...]] = (), heights: object = None
) -> Table:
    """A table without lines and paddings; `commands` add them."""
    table = Table(cells, colWidths=widths, rowHeights=heights, hAlign="LEFT")
    table.setStyle(TableStyle([*_BARE, *commands]))
    return table


def _paragraph(block: v.P, look: Look) -> list[Flowable]:
    if not block.text:
        return []
    # A ruled blank goes whole to the next line, and justifying would tear apart the words before it.
    align = "left" if BLANK_SIGN in block.text else block.align
    return [_text(block.text, block.size or look.body, align, indent=block.indent, after=4 * look.gaps)]


def _heading(block: v.Heading, look: Look) -> list[Flowable]:
    parts = [_text(f"<b>{block.text}</b>", look.body + 2, "center", before=16 * look.gaps, after=2)]
    if block.about:
        parts.append(_text(f"<b>{block.about}</b>", look.body, "center", after=3))
    if block.number:
        parts.append(_text(block.number, look.body, "center"))
    return headed([*parts, Spacer(1, 8 * look.gaps)])


def _letterhead(block: v.Letterhead, look: Look) -> list[Flowable]:
    corner: list[object] = [
        _text(f"<b>{line}</b>" if place == 0 else line, look.label, "center", after=2)
        for place, line in enumerate(line for line in block.organisation if line)
    ]
    corner += [_text(line, 9, "center", within=LETTERHEAD_MM * mm) for line in block.contacts if line]
    corner += [Spacer(1, 9), _dated(block.date, "№", block.number, look)]
    gap = look.width - (LETTERHEAD_MM + ADDRESSEE_MM) * mm
    addressee = [_text(line, look.body, "left", after=3) for line in block.addressee if line]
    head = _grid([[corner, "", addressee]], [LETTERHEAD_MM * mm, gap, ADDRESSEE_MM * mm])
    return [head, Spacer(1, 4)]


def _dated(date: str, sign: str, number: str, look: Look) -> Table:
    size = look.label
    cells = [_or_nothing(date, "center", size), _text(sign, size, "center"), _or_nothing(number, "center", size)]
    return _grid([cells], [30 * mm, 8 * mm, 40 * mm], [_under(0), _under(2)])


def _or_nothing(text: str, align: v.Align, size: float, within: float = 0) -> object:
    """The text, or nothing where the place is ruled anyway."""
    return "" if is_blank(text) else _text(text, size, align, within=within)


def _under(column: int, row: int = 0) -> tuple[object, ...]:
    return ("LINEBELOW", (column, row), (column, row), 0.5, (0, 0, 0))


def _addressee(block: v.Addressee, look: Look) -> list[Flowable]:
    lines = [_text(line, look.body, "left", after=3, within=ADDRESSEE_MM * mm) for line in block.lines if line]
    return [_grid([["", lines]], [look.width - ADDRESSEE_MM * mm, ADDRESSEE_MM * mm]), Spacer(1, 6)]


def _field_line(row: v.FieldLine, label_width: float, look: Look) -> Table:
    value = _or_nothing(row.value, "left", look.body, look.width - label_width)
    cells = [_text(row.label, look.label, "left"), "", value]
    ruled_by_itself = BLANK_SIGN in row.value and not is_blank(row.value)
    above, below = 4 * look.gaps, 2 * look.gaps
    return _grid(
        [cells],
        [label_width - 3 * mm, 3 * mm, look.width - label_width],
        # A little more above the smaller label: its letters stand on the same line as those of the value.
        [("TOPPADDING", (0, 0), (0, 0), above + 0.9), ("TOPPADDING", (2, 0), (2, 0), above),
         ("BOTTOMPADDING", (0, 0), (-1, -1), below),
         *([] if ruled_by_itself else [("LINEBELOW", (2, 0), (2, 0), 0.4, (0.4, 0.4, 0.4))])],
    )  # fmt: skip


def _table(block: v.Table, look: Look) -> Table:
    taken = sum(column.width for column in block.columns) * mm
    free = [column for column in block.columns if not column.width]
    widths = [column.width * mm or (look.width - taken) / len(free) for column in block.columns]
    if not free:
        widths = [one * look.width / taken for one in widths]
    cells: list[list[object]] = [[_text(column.title, 10, "center") for column in block.columns]]
    for row in block.rows:
        texts = (f"<b>{cell}</b>" if row.bold and cell else cell for cell in row.cells)
        cells.append([
            "" if is_blank(cell) else _text(text, block.size or look.label, column.align, within=width - 8)
            for cell, text, column, width in zip(row.cells, texts, block.columns, widths, strict=True)
        ])  # fmt: skip
    table = Table(cells, colWidths=widths, repeatRows=1, hAlign="LEFT")
    table.setStyle(TableStyle([
        *_BARE,
        ("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)),
        ("BACKGROUND", (0, 0), (-1, 0), (0.95, 0.95, 0.95)),
        ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 4), ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
    ]))  # fmt: skip
    return table


def _check(item: v.Check, size: float, look: Look) -> Table:
    box = Tick(ticked=bool(item.mark), side=size * 0.82)
    cells: list[object] = [box, _text(item.text, size, "left")]
    paddings = [("TOPPADDING", (0, 0), (0, 0), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 3 * look.gaps)]
    return _grid([cells], [8 * mm, look.width - 8 * mm], paddings)


def _signature(block: v.Signature, look: Look) -> Flowable:
    """Post or date, the line, the name; small words under them; the place of the stamp below."""
    left, line, gap = 64 * mm, 40 * mm, 4 * mm
    widths = [left, gap, line, gap, look.width - left - line - 2 * gap]
    first = "«____» ______________ 20____ г." if block.date else block.post
    name = _or_nothing(block.name, "left", look.body, widths[-1])
    cells: list[list[object]] = [[_text(first, look.body, "left"), "", "", "", name]]
    commands = [
        _under(2),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("TOPPADDING", (0, 0), (-1, 0), 14 * look.gaps),
        ("BOTTOMPADDING", (0, 0), (-1, 0), 1.5),  # the tails of the letters stay above the line
    ]
    if block.date or is_blank(block.name):
        commands.append(_under(4))
    if block.captions:
        words = ("(дата)" if block.date else "", "", "(подпись)", "", "(фамилия, инициалы)")
        cells.append([_text(word, look.small, "center") if word else "" for word in words])
        commands.append(("TOPPADDING", (0, 1), (-1, 1), 1))
    if block.stamp:
        cells.append([_text("М. П.", look.label, "left", grey=0.3), "", "", "", ""])
        commands.append(("TOPPADDING", (0, -1), (-1, -1), 6))
    table = _grid(cells, widths, commands)
    table.closes = True
    table.spaceAfter = 6 * look.gaps
    return table


def _together(block: v.Together, look: Look) -> Flowable:
    group = together(_all(block.blocks, look))
    # What another office fills in is no page of its own: it stays with the signature above it; nor are signatures.
    group.closes = isinstance(block.blocks[0], v.Rule | v.Signature) if block.blocks else False
    return group


def _blank_lines(block: v.Blank, look: Look) -> list[Flowable]:
    width = look.width
    label = block.label
    taken = min(width / 2, stringWidth(label, SERIF, look.label) + 2 * mm) if label else 0
    lines: list[Flowable] = []
    for place in range(int(block.lines)):
        head = _text(label, look.label, "left") if label and place == 0 else ""
        indent = taken if place == 0 else 0
        widths = [indent, width - indent] if indent else [width]
        cells: list[object] = [head, ""] if indent else [""]
        lines.append(_grid([cells], widths, [_under(len(cells) - 1), ("VALIGN", (0, 0), (-1, -1), "BOTTOM")], [7 * mm]))
    if block.caption:
        lines.append(_text(block.caption, look.small, "center", before=1))
    return [*lines, Spacer(1, 6 * look.gaps)]


def _rule(block: v.Rule, look: Look) -> list[Flowable]:
    line = _grid([[""]], [look.width], [("LINEABOVE", (0, 0), (-1, 0), 0.5, (0, 0, 0), None, (3, 2))], [2])
    parts: list[Flowable] = [Spacer(1, 12 * look.gaps), line]
    if block.text:
        parts.append(_text(f"<i>{block.text}</i>", look.small + 1, "left", after=2 * look.gaps))
    return headed(parts)
