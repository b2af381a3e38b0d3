"""A draft on paper: one table after another, lying, each with its title and the words that it is a draft."""

from io import BytesIO
from xml.sax.saxutils import escape

from narcdesk.dates import show
from narcdesk.office import requisites
from narcdesk.register import Register
from narcdesk.statistics.leaving import DRAFT, Printed, sheets, unconfirmed
from narcdesk.statistics.reports import Report

_TITLE_MM, _CODES_MM, _NUMBER_MM, _MARGIN_MM = 50, 31, 12, 12


def pdf(register: Register, report: Report) -> bytes:
    """The sheets of a draft; the same numbers give the same bytes. Nothing is kept."""
    register.person.must("statistics.export")
    from reportlab.lib.enums import TA_RIGHT
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    from narcdesk.forms.page import BOLD, SERIF, TRAINING_LINE, register_fonts

    register_fonts()
    with register.read() as session:
        office = requisites(session)
    body = ParagraphStyle("body", fontName=SERIF, fontSize=7.5, leading=8.6)
    small = ParagraphStyle("small", parent=body, fontSize=7, leading=8)
    right = ParagraphStyle("right", parent=body, alignment=TA_RIGHT)
    plain = ParagraphStyle("plain", fontName=SERIF, fontSize=9, leading=11)
    heading = ParagraphStyle("heading", fontName=BOLD, fontSize=10.5, leading=13, spaceAfter=3)
    width = landscape(A4)[0] - 2 * _MARGIN_MM * mm

    def said(text: str, style: ParagraphStyle) -> Paragraph:
        return Paragraph(escape(text), style)

    def grid(sheet: Printed) -> Table:
        numbers = [place for place, (title, _) in enumerate(sheet.columns) if title == "Коды МКБ-10"]
        first = 3 if numbers else 2
        lead = [_TITLE_MM * mm, _NUMBER_MM * mm, *([_CODES_MM * mm] if numbers else [])]
        each = min((width - sum(lead)) / (len(sheet.columns) - first), 26 * mm)
        rows = [[said(title.replace("гр. ", "гр.\u00a0"), small) for title, _ in sheet.columns]]
        rows += [
            [said(str(value), body if at < first else right) for at, value in enumerate(row)] for row in sheet.rows
        ]
        made = Table(rows, [*lead, *[each] * (len(sheet.columns) - first)], repeatRows=1, hAlign="LEFT")
        made.setStyle(
            TableStyle(
                [
                    ("FONTNAME", (0, 0), (-1, -1), SERIF),
                    ("GRID", (0, 0), (-1, -1), 0.3, (0.5, 0.5, 0.5)),
                    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                    ("LEFTPADDING", (0, 0), (-1, -1), 2),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 2),
                    ("TOPPADDING", (0, 0), (-1, -1), 1.5),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
                ]
            )
        )
        return made

    layout = report.layout
    till = "" if report.is_whole_year else f", на {show(report.day)}"
    story = [
        said(f"Форма № {layout.form}. {layout.title}", heading),
        said(f"{office.name} · {report.year} год{till} · {layout.edition}", plain),
        said(f"{DRAFT} {unconfirmed(report)}", plain),
        *([said(TRAINING_LINE, plain)] if office.training else []),
    ]
    for sheet in sheets(report):
        words = said(f"{sheet.name}. {sheet.title}", heading)
        made = grid(sheet)
        story += [Spacer(1, 4 * mm), KeepTogether([words, made]) if len(sheet.rows) < 20 else words]
        story += [] if len(sheet.rows) < 20 else [made]
    for one in report.failures:
        story.append(said(f"{'Не сходится' if one.is_error else 'Проверьте'}: {one.sentence}", plain))

    def foot(canvas: Canvas, _document: object) -> None:
        canvas.setFont(SERIF, 8)
        canvas.drawString(_MARGIN_MM * mm, 7 * mm, f"NarcDesk · черновик формы № {layout.form} за {report.year} год")
        canvas.drawRightString(landscape(A4)[0] - _MARGIN_MM * mm, 7 * mm, f"лист {canvas.getPageNumber()}")

    out = BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=landscape(A4),
        leftMargin=_MARGIN_MM * mm,
        rightMargin=_MARGIN_MM * mm,
        topMargin=10 * mm,
        bottomMargin=14 * mm,
        title="NarcDesk",  # neutral: the queue of a printer shows it
        author="NarcDesk",
        creator="NarcDesk",
        producer="NarcDesk",
        invariant=1,
        pageCompression=0,
        initialFontName=SERIF,
        lang="ru-RU",
    )
    document.build(story, onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()
