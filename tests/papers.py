"""Papers for tests: the texts and pictures of a PDF, and the contents that are hardest to print."""

import re
from datetime import date
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from narcdesk import forms
from narcdesk.forms import DocumentMark
from narcdesk.forms.scopes import group_of

MARK = DocumentMark("2026-000123", "0f1e2d3c4b5a69788796a5b4c3d2e1f0", "418-5c1f9e02")
TEMPLATES = forms.all_templates()
EVERY_FORM = pytest.mark.parametrize("code", sorted(TEMPLATES))

SHEETS = ("consent_personal_data", "consent_secrecy")  # of the consents without which nothing leaves


def of_application(day: date) -> list[str]:
    """The forms that are an application's own on a day, as their files declare it, in the order of their places."""
    own = (one for one in TEMPLATES.values() if one.scope == "application" and one.is_in_force_on(day))
    return [one.code for one in sorted(own, key=lambda one: (one.place, one.code))]


def whole_set(day: date) -> list[str]:
    """The same with the sheets of both consents, as they lie together."""
    sheets = [code for code in SHEETS if TEMPLATES[code].is_in_force_on(day)]
    return sorted([*of_application(day), *sheets], key=lambda code: (TEMPLATES[code].place, code))


LONG_NAME = "Константинопольская-Преображенская Александра-Виктория Владиславовна-Станиславовна"


_MARK = re.compile(r"Документ [0-9A-F]{12} · отметка журнала \d+ · [0-9a-f]{8} · ")


def text_of(pdf: bytes) -> list[str]:
    """The text of each page, with plain spaces and no empty lines."""
    pages = (page.extract_text().replace("\u00a0", " ") for page in PdfReader(BytesIO(pdf)).pages)
    return ["\n".join(line.strip() for line in page.splitlines() if line.strip()) for page in pages]


def one_line(pages: list[str]) -> str:
    """All pages as one line, without the marks of the register in their feet: in those any signs stand by chance."""
    return _MARK.sub("", " ".join(" ".join(pages).split()))


def diagnoses(text: str) -> list[str]:
    """The ICD-10 codes of narcology that a paper names."""
    return re.findall(r"\bF1\d(?:\.\d+)?\b", text)


def printed(code: str, contents: dict[str, Any] | None = None, **how: bool) -> list[str]:
    template = TEMPLATES[code]
    return text_of(forms.draw(template, contents or forms.sample(template.scope), document=MARK, **how))


def hard(scope: str, rows: int = 7) -> dict[str, Any]:
    """The longest names, a representative, a minor without СНИЛС, an authority without a head."""
    contents = forms.sample(scope)
    for group in ("patient", "representative", "office"):  # a journal of many has no patient of its own
        contents.setdefault(group, {})
    known = {part.name for part in group_of(scope).parts}
    contents["patient"].update(
        full_name=LONG_NAME,
        full_name_genitive="Константинопольской-Преображенской Александры-Виктории Владиславовны-Станиславовны",
        full_name_dative="Константинопольской-Преображенской Александре-Виктории Владиславовне-Станиславовне",
        short_name="Константинопольская-Преображенская А.-В. В.-С.",
        sex="женский",
        is_minor=True,
        snils="",
        phone="",
        document_series="",
        document_department="",
        actual_address="400123, Заречная область, Верхнезареченский муниципальный район, сельское поселение "
        "Новоалександровское-Преображенское, хутор Дальний, ул. Героев Панфиловской дивизии, д. 123, кв. 56",
    )
    contents["representative"]["present"] = True
    contents["office"]["name"] = (
        "Государственное бюджетное учреждение здравоохранения Заречной области «Верхнезареченская межрайонная "
        "клиническая больница имени профессора Преображенского»"
    )
    contents["office"]["email"] = "narkologicheskij-kabinet-verhnezarechenskoj-bolnitsy@example.invalid"
    if scope == "application":
        contents["provider"]["chosen"] = False
        contents["authority"].update(head_post_dative="", head_name="", address="")
        contents["application"].update(
            ground="обязанность по постановлению судьи",
            ground_code="administrative",
            ground_details="постановление мирового судьи судебного участка № 5 от 01.02.2026 по делу № 5-17/2026",
            diagnosis="",
            had_before=True,
            answer_way="",
        )
        contents["attachments"] = [
            {
                "title": f"Документ {n} с длинным названием, которое не помещается на одной строке таблицы",
                "kind": "копия",
                "copies": "1",
                "sheets": "2",
                "note": "",
            }
            for n in range(1, rows + 1)
        ]
    return {name: value for name, value in contents.items() if name in known}


DOTS_PER_MM = 4
MM = 72 / 25.4  # points


def pictures(pdf: bytes) -> list[QImage]:
    """The pages as pictures, drawn by another program than the one that made them."""
    data = QBuffer()
    data.setData(QByteArray(pdf))
    data.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(data)
    assert document.status() == QPdfDocument.Status.Ready
    size = QSize(210 * DOTS_PER_MM, 297 * DOTS_PER_MM)
    images = []
    for number in range(document.pageCount()):
        page = document.render(number, size)
        on_white = QImage(size, QImage.Format.Format_RGB32)
        on_white.fill(0xFFFFFFFF)
        painter = QPainter(on_white)
        painter.drawImage(0, 0, page)
        painter.end()
        images.append(on_white.convertToFormat(QImage.Format.Format_Grayscale8))
    document.close()
    return images


def inked(image: QImage) -> tuple[float, float, float, float]:
    """Where there is ink: left, top, right, bottom in millimetres from the upper left corner; zeros if nowhere."""
    dots = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    dark = dots[:, : image.width()] < 200
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    if not len(rows):
        return 0, 0, 0, 0
    left, top, right, bottom = columns[0], rows[0], columns[-1] + 1, rows[-1] + 1
    return left / DOTS_PER_MM, top / DOTS_PER_MM, right / DOTS_PER_MM, bottom / DOTS_PER_MM


def places(pdf: bytes) -> list[tuple[int, float, float, str]]:
    """Where each run of text begins: page, millimetres from the left and the lower edge, its first letters."""
    found: list[tuple[int, float, float, str]] = []
    for number, page in enumerate(PdfReader(BytesIO(pdf)).pages, start=1):

        def note(text: str, cm: list[float], tm: list[float], *_font: object, number: int = number) -> None:
            words = text.replace("\u00a0", " ").strip()
            if words:
                left = cm[0] * tm[4] + cm[2] * tm[5] + cm[4]
                height = cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
                found.append((number, left / MM, height / MM, words[:24].splitlines()[0]))

        page.extract_text(visitor_text=note)
    return found
