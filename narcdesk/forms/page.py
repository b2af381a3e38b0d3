"""The sheet around the text: fonts, page numbers, the foot with its code, and what is printed across.

ГОСТ Р 7.0.97-2016: A4; left 20 mm, or 30 for papers kept over ten years; right 10, top 20, bottom 20 at least;
numbers from the second page, in the middle of the top margin.
"""

from collections.abc import Sequence
from functools import cache
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFStream
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from narcdesk.forms import qr
from narcdesk.forms.mark import Sheet
from narcdesk.forms.template import RIGHT_MM
from narcdesk.places import RESOURCES

SERIF, BOLD = "Serif", "Serif-Bold"

TOP_MM = 20
BOTTOM_MM = 25  # the foot stands in it
PAGE_NUMBER_MM = 13.5  # the foot of the figure from the upper edge, its head is then over 10
FOOT_RULE_MM = 22.5
FOOT_FIRST_MM, FOOT_STEP_MM, FOOT_PT = 19.3, 3.1, 7.5
STAMP_MM, STAMP_STEP_MM, STAMP_PT = 12.2, 3.4, 8  # of a stamp: its first line from the upper edge, the others
CODE_MM = 14
CODE_GAP_MM = 3  # a scanner wants white around the code
CODE_BOTTOM_MM = 6.5

SECRECY_LINES = (
    "Содержит персональные данные и сведения, составляющие врачебную тайну.",
    "Дальнейшая передача — только с письменного согласия гражданина или в случаях, установленных законом.",
)
TRAINING_LINE = "УЧЕБНАЯ БАЗА: люди и сведения вымышлены, документ не имеет силы"

_FACES = {
    SERIF: "LiberationSerif-Regular.ttf",
    BOLD: "LiberationSerif-Bold.ttf",
    "Serif-Italic": "LiberationSerif-Italic.ttf",
    "Serif-BoldItalic": "LiberationSerif-BoldItalic.ttf",
}
_QUIET_GREY, _PALE_GREY = 0.35, 0.90
_WIDTH, _HEIGHT = A4


@cache
def register_fonts() -> None:
    """Make the faces of the program known to the drawing library, once."""
    for name, file in _FACES.items():
        pdfmetrics.registerFont(TTFont(name, str(RESOURCES / "fonts" / file)))
    regular, bold, italic, bold_italic = _FACES
    pdfmetrics.registerFontFamily(SERIF, normal=regular, bold=bold, italic=italic, boldItalic=bold_italic)


class Strokes(PDFStream):  # type: ignore[misc]
    """What is drawn on a page, let go of once it is written: a long set lies in memory twice and not three times."""

    def format(self, document: object) -> bytes:
        """The object of the file; asked once."""
        made: bytes = super().format(document)
        self.content = ""
        return made


class SetCanvas(Canvas):  # type: ignore[misc]
    """The pages of a whole set; those of one paper are held back until it knows how many it has."""

    def __init__(self, title: str) -> None:
        register_fonts()
        super().__init__(
            BytesIO(),  # the library wants some place to write to, and `pdf` is asked instead: one copy less
            pagesize=A4,
            # Not compressed: the bytes must not depend on which zlib a computer has.
            pageCompression=0,
            invariant=1,
            initialFontName=SERIF,
            lang="ru-RU",
        )
        self._title = title
        self._held: list[dict[str, object]] = []

    def showPage(self) -> None:
        """Hold the page back."""
        self._held.append(dict(self.__dict__))
        self._startPage()

    def end(self, sheet: Sheet) -> int:
        """Finish the pages of this paper, now that their number is known, and say how many those are."""
        held, self._held = self._held, []
        for page, state in enumerate(held, start=1):
            self.__dict__.update(state)
            _draw_surroundings(self, sheet, page, len(held))
            super().showPage()
            finished = self._doc.Pages.pages[-1]
            finished.Contents, finished.stream = Strokes(content=finished.stream), None
        self._held = []  # a state brings back the list that it was held in
        return len(held)

    def pdf(self) -> bytes:
        """The whole file, after the last paper."""
        self.setTitle(self._title)
        for say in (self.setAuthor, self.setCreator, self.setProducer):
            say("NarcDesk")
        self.setSubject("")
        made: bytes = self.getpdfdata()
        return made


def lay_out(canvas: SetCanvas, sheet: Sheet, story: Sequence[Flowable]) -> int:
    """Flow one paper over as many pages as it needs, and say how many those are."""
    left, right = sheet.template.left_mm * mm, RIGHT_MM * mm
    frame = Frame(
        left,
        BOTTOM_MM * mm,
        _WIDTH - left - right,
        _HEIGHT - (TOP_MM + BOTTOM_MM) * mm,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    document = BaseDocTemplate(
        None,
        pagesize=A4,
        initialFontName=SERIF,
        pageTemplates=[PageTemplate("sheet", [frame], onPage=lambda _canvas, _doc: _draw_across(canvas, sheet))],
    )
    document._doSave = 0  # the canvas goes on with the next paper
    document.build(list(story), canvasmaker=lambda *_args, **_kwargs: canvas)
    return canvas.end(sheet)


def _draw_across(canvas: SetCanvas, sheet: Sheet) -> None:
    """Pale words under the text: a paper that is not one yet, or never will be."""
    words = [word for word, said in (("ПРОЕКТ", sheet.project), ("УЧЕБНАЯ БАЗА", sheet.training)) if said]
    canvas.saveState()
    canvas.setFillGray(_PALE_GREY)
    canvas.translate(_WIDTH / 2, _HEIGHT / 2)
    canvas.rotate(52)
    for place, word in enumerate(words):
        size = 110 if word == "ПРОЕКТ" else 78
        canvas.setFont(BOLD, size)
        canvas.drawCentredString(0, (len(words) - 1) * 55 - place * 110 - size / 3, word)
    canvas.restoreState()


def _draw_surroundings(canvas: SetCanvas, sheet: Sheet, page: int, pages: int) -> None:
    canvas.saveState()
    if page > 1:
        canvas.setFont(SERIF, 11)
        canvas.drawCentredString(_WIDTH / 2, _HEIGHT - PAGE_NUMBER_MM * mm, str(page))
    if sheet.training:
        canvas.setFillGray(_QUIET_GREY)
        canvas.setFont(BOLD, 9)
        canvas.drawCentredString(_WIDTH / 2, _HEIGHT - 7 * mm, TRAINING_LINE)
    _draw_stamp(canvas, sheet)
    _draw_foot(canvas, sheet, page, pages)
    canvas.restoreState()


def _draw_stamp(canvas: SetCanvas, sheet: Sheet) -> None:
    """What every page of a package says: a bold line, the others as small as a fingerprint needs."""
    canvas.setFillGray(0)
    for number, line in enumerate(sheet.stamp):
        canvas.setFont(*((SERIF, STAMP_PT - 2.5) if number else (BOLD, STAMP_PT)))
        canvas.drawRightString(_WIDTH - RIGHT_MM * mm, _HEIGHT - (STAMP_MM + number * STAMP_STEP_MM) * mm, line)


def _draw_foot(canvas: SetCanvas, sheet: Sheet, page: int, pages: int) -> None:
    left, right = sheet.template.left_mm * mm, _WIDTH - RIGHT_MM * mm
    template, document = sheet.template, sheet.document
    canvas.setStrokeGray(0.6)
    canvas.setLineWidth(0.3)
    canvas.line(left, FOOT_RULE_MM * mm, right, FOOT_RULE_MM * mm)
    secrecy = () if template.about_nobody else SECRECY_LINES
    said = [f"Документ {document.id}"] if document else ["Без номера документа"] if secrecy else []
    if document and document.anchor:
        said.append(f"отметка журнала {document.anchor}")
    said.append(f"страница {page} из {pages}")
    form = f"Форма «{template.title}», версия {template.version}, редакция {template.edition[:8]}"
    width = right - left - (CODE_MM + CODE_GAP_MM) * mm
    canvas.setFillGray(_QUIET_GREY)
    canvas.setFont(SERIF, FOOT_PT)
    height = FOOT_FIRST_MM * mm
    for line in (" · ".join(said), form, *secrecy):
        for part in simpleSplit(line, SERIF, FOOT_PT, width):
            canvas.drawString(left, height, part)
            height -= FOOT_STEP_MM * mm
    if document:
        _draw_code(canvas, qr.payload(document.id, document.seal), right - CODE_MM * mm)


def _draw_code(canvas: SetCanvas, text: str, left: float) -> None:
    side, runs = qr.runs(text)
    unit = CODE_MM * mm / side
    path = canvas.beginPath()
    for row, column, length in runs:
        path.rect(left + column * unit, CODE_BOTTOM_MM * mm + (side - 1 - row) * unit, length * unit, unit)
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)
