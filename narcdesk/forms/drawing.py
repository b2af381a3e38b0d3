"""How each block of a paper looks: a filled form becomes flowing text and tables, and they become a PDF."""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, PageBreak, Paragraph, Spacer, Table, TableStyle
from reportlab.platypus.doctemplate import LayoutError

from narcdesk.forms import vocabulary as v
from narcdesk.forms.closing import Tick, headed, hold_signatures, together
from narcdesk.forms.contents import is_blank
from narcdesk.forms.mark import Sheet
from narcdesk.forms.page import SERIF, SetCanvas, lay_out
from narcdesk.forms.template import TemplateFault

SET_TITLE = "Бумаги наркологического кабинета"
LEADING = 1.2
INDENT = 12.5 * mm
LETTERHEAD_MM, ADDRESSEE_MM = 78, 80
SMALL, LABEL, BODY = 8, 11, 12
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
# Words that must not part from their numbers and letters at the end of a line.
_GLUED = (
    (re.compile(r"№ (?=\S)"), "№\u00a0"),
    (re.compile(r"(?<!\w)([АВИКОСУЯавикосуя]) (?=\S)"), "\\1\u00a0"),
    (re.compile(r"(?<=\d) (?=[\dа-яё])"), "\u00a0"),
    (re.compile(r"\b(серия|код|от|до|с) (?=\d)"), "\\1\u00a0"),
    (re.compile(r"\b([А-ЯЁ]\.) (?=[А-ЯЁ]\.)"), "\\1\u00a0"),
    (re.compile(r"\b(г|ул|д|кв|пос|пл|п|ст|ч)\. (?=\S)"), "\\1.\u00a0"),
)


def to_pdf(sheets: Sequence[Sheet]) -> bytes:
    """The papers as one PDF. Raises TemplateFault when a form lacks a field or something does not fit the sheet."""
    out = BytesIO()
    canvas = SetCanvas(out, sheets[0].template.title if len(sheets) == 1 else SET_TITLE)
    for sheet in sheets:
        filled = sheet.template.fill(sheet.contents)
        width = sheet.template.width_mm * mm
        try:
            lay_out(canvas, sheet, hold_signatures(_all(filled.blocks, width), width))
        except LayoutError as error:
            raise TemplateFault("часть бумаги не помещается на один лист") from error
    canvas.write()
    return out.getvalue()


def _all(blocks: Iterable[v.Block], width: float) -> list[Flowable]:
    return [flowable for block in blocks for flowable in _drawn(block, width)]


def _drawn(block: v.Block, width: float) -> list[Flowable]:
    match block:
        case v.P():
            return _paragraph(block)
        case v.Lines():
            return [_text(line, block.size, block.align) for line in block.lines if line] + [Spacer(1, 4)]
        case v.Heading():
            return _heading(block)
        case v.Section():
            return headed([_text(f"<b>{block.text}</b>", BODY, "left", before=9, after=3)])
        case v.Letterhead():
            return _letterhead(block, width)
        case v.Addressee():
            return _addressee(block, width)
        case v.Fields():
            return [_field_line(row, block.label_width * mm, width) for row in block.rows] + [Spacer(1, 6)]
        case v.Table():
            return [Spacer(1, 4), _table(block, width), Spacer(1, 8)]
        case v.Checks():
            return [_check(item, block.size, width) for item in block.items] + [Spacer(1, 4)]
        case v.Signature():
            return [_signature(block, width)]
        case v.Blank():
            return _blank_lines(block, width)
        case v.Rule():
            return _rule(block, width)
        case v.Space():
            return [Spacer(1, block.height * mm)]
        case v.Together():
            return [_together(block, width)]
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
) -> Paragraph:
    style = ParagraphStyle(
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
        embeddedHyphenation=1,
    )
    for rule, glued in _GLUED:
        text = rule.sub(glued, text)
    return Paragraph(re.sub(r"<br\s*/?>", "<br/>", text), style)


def _grid(
    cells: list[list[object]], widths: list[float], commands: Iterable[tuple[object, ...]] = (), heights: object = None
) -> Table:
    """A table without lines and paddings; `commands` add them."""
    table = Table(cells, colWidths=widths, rowHeights=heights, hAlign="LEFT")
    table.setStyle(TableStyle([*_BARE, *commands]))
    return table


def _paragraph(block: v.P) -> list[Flowable]:
    if not block.text:
        return []
    # A ruled blank goes whole to the next line, and justifying would tear apart the words before it.
    align = "left" if BLANK_SIGN in block.text else block.align
    return [_text(block.text, block.size, align, indent=block.indent, after=4)]


def _heading(block: v.Heading) -> list[Flowable]:
    parts = [_text(f"<b>{block.text}</b>", 14, "center", before=16, after=2)]
    if block.about:
        parts.append(_text(f"<b>{block.about}</b>", BODY, "center", after=3))
    if block.number:
        parts.append(_text(block.number, BODY, "center"))
    return headed([*parts, Spacer(1, 8)])


def _letterhead(block: v.Letterhead, width: float) -> list[Flowable]:
    corner: list[object] = [
        _text(f"<b>{line}</b>" if place == 0 else line, LABEL, "center", after=2)
        for place, line in enumerate(line for line in block.organisation if line)
    ]
    corner += [_text(line, 9, "center") for line in block.contacts if line]
    corner += [Spacer(1, 9), _dated(block.date, "№", block.number)]
    gap = width - (LETTERHEAD_MM + ADDRESSEE_MM) * mm
    addressee = [_text(line, BODY, "left", after=3) for line in block.addressee if line]
    head = _grid([[corner, "", addressee]], [LETTERHEAD_MM * mm, gap, ADDRESSEE_MM * mm])
    return [head, Spacer(1, 10)]


def _dated(date: str, sign: str, number: str) -> Table:
    cells = [_or_nothing(date, "center"), _text(sign, LABEL, "center"), _or_nothing(number, "center")]
    return _grid([cells], [30 * mm, 8 * mm, 40 * mm], [_under(0), _under(2)])


def _or_nothing(text: str, align: v.Align, size: float = LABEL) -> object:
    """The text, or nothing where the place is ruled anyway."""
    return "" if is_blank(text) else _text(text, size, align)


def _under(column: int, row: int = 0) -> tuple[object, ...]:
    return ("LINEBELOW", (column, row), (column, row), 0.5, (0, 0, 0))


def _addressee(block: v.Addressee, width: float) -> list[Flowable]:
    lines = [_text(line, BODY, "left", after=3) for line in block.lines if line]
    return [_grid([["", lines]], [width - ADDRESSEE_MM * mm, ADDRESSEE_MM * mm]), Spacer(1, 6)]


def _field_line(row: v.FieldLine, label_width: float, width: float) -> Table:
    cells = [_text(row.label, LABEL, "left"), "", _or_nothing(row.value, "left", BODY)]
    ruled_by_itself = BLANK_SIGN in row.value and not is_blank(row.value)
    return _grid(
        [cells],
        [label_width - 3 * mm, 3 * mm, width - label_width],
        # One point more above the smaller label: its letters stand on the same line as those of the value.
        [("TOPPADDING", (0, 0), (0, 0), 4.9), ("TOPPADDING", (2, 0), (2, 0), 4), ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
         *([] if ruled_by_itself else [("LINEBELOW", (2, 0), (2, 0), 0.4, (0.4, 0.4, 0.4))])],
    )  # fmt: skip


def _table(block: v.Table, width: float) -> Table:
    taken = sum(column.width for column in block.columns) * mm
    free = [column for column in block.columns if not column.width]
    widths = [column.width * mm or (width - taken) / len(free) for column in block.columns]
    if not free:
        widths = [one * width / taken for one in widths]
    cells: list[list[object]] = [[_text(column.title, 10, "center") for column in block.columns]]
    for row in block.rows:
        texts = (f"<b>{cell}</b>" if row.bold and cell else cell for cell in row.cells)
        cells.append([
            "" if is_blank(cell) else _text(text, block.size, column.align)
            for cell, text, column in zip(row.cells, texts, block.columns, strict=True)
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


def _check(item: v.Check, size: float, width: float) -> Table:
    box = Tick(ticked=bool(item.mark), side=size * 0.82)
    cells: list[object] = [box, _text(item.text, size, "left")]
    return _grid(
        [cells], [8 * mm, width - 8 * mm], [("TOPPADDING", (0, 0), (0, 0), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 3)]
    )


def _signature(block: v.Signature, width: float) -> Flowable:
    """Post or date, the line, the name; small words under them; the place of the stamp below."""
    left, line, gap = 64 * mm, 40 * mm, 4 * mm
    widths = [left, gap, line, gap, width - left - line - 2 * gap]
    first = "«____» ______________ 20____ г." if block.date else block.post
    cells: list[list[object]] = [[_text(first, BODY, "left"), "", "", "", _or_nothing(block.name, "left", BODY)]]
    commands = [_under(2), ("VALIGN", (0, 0), (-1, 0), "BOTTOM"), ("TOPPADDING", (0, 0), (-1, 0), 14)]
    if block.date or is_blank(block.name):
        commands.append(_under(4))
    if block.captions:
        words = ("(дата)" if block.date else "", "", "(подпись)", "", "(фамилия, инициалы)")
        cells.append([_text(word, SMALL, "center") if word else "" for word in words])
        commands.append(("TOPPADDING", (0, 1), (-1, 1), 1))
    if block.stamp:
        cells.append([_text("М. П.", LABEL, "left", grey=0.3), "", "", "", ""])
        commands.append(("TOPPADDING", (0, -1), (-1, -1), 6))
    table = _grid(cells, widths, commands)
    table.closes = True
    table.spaceAfter = 6
    return table


def _together(block: v.Together, width: float) -> Flowable:
    group = together(_all(block.blocks, width))
    # What another office fills in is no page of its own: it stays with the signature above it.
    group.closes = isinstance(block.blocks[0], v.Rule) if block.blocks else False
    return group


def _blank_lines(block: v.Blank, width: float) -> list[Flowable]:
    label = block.label
    taken = min(width / 2, stringWidth(label, SERIF, LABEL) + 2 * mm) if label else 0
    lines: list[Flowable] = []
    for place in range(int(block.lines)):
        head = _text(label, LABEL, "left") if label and place == 0 else ""
        indent = taken if place == 0 else 0
        widths = [indent, width - indent] if indent else [width]
        cells: list[object] = [head, ""] if indent else [""]
        lines.append(_grid([cells], widths, [_under(len(cells) - 1), ("VALIGN", (0, 0), (-1, -1), "BOTTOM")], [7 * mm]))
    if block.caption:
        lines.append(_text(block.caption, SMALL, "center", before=1))
    return [*lines, Spacer(1, 6)]


def _rule(block: v.Rule, width: float) -> list[Flowable]:
    line = _grid([[""]], [width], [("LINEABOVE", (0, 0), (-1, 0), 0.5, (0, 0, 0), None, (3, 2))], [2])
    parts: list[Flowable] = [Spacer(1, 12), line]
    if block.text:
        parts.append(_text(f"<i>{block.text}</i>", 9, "left", after=2))
    return headed(parts)
