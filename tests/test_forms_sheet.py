"""Printed papers as a sheet and as a file: margins, page numbers, signatures, fonts, and bytes that never change."""

import hashlib
import os
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from narcdesk import forms
from narcdesk.forms import DocumentMark, Sheet, Template
from tests.papers import EVERY_FORM, MARK, TEMPLATES, hard, inked, pictures, printed, text_of

ROOT = Path(__file__).resolve().parent.parent
PYTHONPATH = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))


# The sheet


@EVERY_FORM
@pytest.mark.parametrize("kind", ["sample", "empty", "hard"])
def test_nothing_is_printed_in_the_margins(code: str, kind: str):
    template = TEMPLATES[code]
    contents = {"sample": forms.sample, "empty": forms.empty, "hard": hard}[kind](template.scope)
    pdf = forms.draw(template, contents, document=MARK)
    for number, image in enumerate(pictures(pdf)):
        left, top, right, bottom = inked(image)
        assert left >= template.left_mm - 0.5
        assert right <= 200.5
        assert bottom <= 297 - 5  # the foot: far enough from the edge for any printer
        assert top >= (20 if number == 0 else 10) - 0.5


def test_page_numbers_stand_in_the_middle_from_the_second_page_on():
    first, second = printed("zayavlenie")
    assert "1" not in first.splitlines()
    assert "2" in second.splitlines()
    pages = pictures(forms.draw(TEMPLATES["zayavlenie"], forms.sample("application"), document=MARK))
    strips = [inked(page.copy(0, 0, page.width(), int(page.height() * 19 / 297))) for page in pages]
    assert strips[0] == (0, 0, 0, 0)
    left, _top, right, _bottom = strips[1]
    assert (left + right) / 2 == pytest.approx(105, abs=1)


@pytest.mark.parametrize("rows", [0, 1, 2, *range(8, 32)])
@pytest.mark.parametrize(
    ("code", "signed", "above"),
    [
        ("zayavlenie", "(подпись)", "Сведения, указанные в заявлении"),
        ("attachments", "Составил", "Всего документов"),
    ],
)
def test_a_signature_is_never_alone_on_a_page(code: str, signed: str, above: str, rows: int):
    pages = text_of(forms.draw(TEMPLATES[code], hard("application", rows), document=MARK))
    [page] = [page for page in pages if signed in page]
    assert above in page
    assert all(len(page.splitlines()) > 5 for page in pages), "an empty page"


@EVERY_FORM
def test_project_and_training_are_said_on_every_page(code: str):
    for page in printed(code, project=True, training=True):
        assert "ПРОЕКТ" in page
        assert page.count("УЧЕБНАЯ БАЗА") == 2
    for page in printed(code):
        assert "ПРОЕКТ" not in page
        assert "УЧЕБНАЯ БАЗА" not in page


@EVERY_FORM
def test_the_foot_names_the_document_and_forbids_passing_on(code: str):
    template = TEMPLATES[code]
    pages = printed(code)
    for number, page in enumerate(pages, start=1):
        assert f"Документ 2026-000123 · отметка журнала 418-5c1f9e02 · страница {number} из {len(pages)}" in page
        assert f"Форма «{template.title}», версия {template.version}, редакция {template.edition[:8]}" in page
        assert template.code not in page
        for warning in ("врачебную тайну", "Дальнейшая передача"):  # of whom, where a paper tells of nobody?
            assert (warning in page) != template.about_nobody


@EVERY_FORM
def test_the_foot_stops_before_its_code(code: str):
    template = TEMPLATES[code]
    far = DocumentMark("0C535DD66DAE", MARK.seal, "1234567890 · 2303aedf")
    for image in pictures(forms.draw(template, hard(template.scope), document=far)):
        height = int(image.height() * 12 / 297)
        code_and_white = image.copy(int(image.width() * 184 / 210), int(image.height() * 278 / 297), 24 * 4, height)
        left, _top, right, _bottom = inked(code_and_white)
        assert left >= 1.9  # white beside the code, 3 mm of it drawn
        assert right - left == pytest.approx(14, abs=0.6)


def test_a_long_name_of_a_form_goes_on_below():
    template = TEMPLATES["consent_secrecy"]
    long = Template.parse(template.text.replace(f"title: {template.title}", f"title: {template.title * 3}", 1))
    [image] = pictures(forms.draw(long, forms.sample("consent"), document=MARK))
    assert inked(image)[3] <= 297 - 5
    strip = image.copy(int(image.width() * 184 / 210), int(image.height() * 278 / 297), 1.9 * 4, 12 * 4)
    assert inked(strip) == (0, 0, 0, 0)


@pytest.mark.parametrize("code", ["consent_personal_data", "consent_secrecy"])
def test_a_consent_is_one_sheet(code: str):
    contents = forms.sample("consent")
    assert forms.pages(TEMPLATES[code], contents) == 1
    names = ("full_name", "short_name", "document_series")
    contents["patient"].update({name: hard("consent")["patient"][name] for name in names})
    assert forms.pages(TEMPLATES[code], contents) == 1


@EVERY_FORM
def test_no_page_has_nothing_but_signatures(code: str):
    for page in printed(code, hard(TEMPLATES[code].scope))[1:]:
        above, signed, _ = page.partition("(подпись)")
        assert not signed or len(above) > 60  # a post and a name are half of it


@EVERY_FORM
def test_pages_are_those_that_are_drawn(code: str):
    template = TEMPLATES[code]
    for contents in (forms.sample(template.scope), hard(template.scope)):
        assert forms.pages(template, contents) == len(text_of(forms.draw(template, contents, document=MARK)))


def test_without_a_mark_there_is_no_code_in_the_foot():
    template = TEMPLATES["zayavka"]
    [page] = text_of(forms.draw(template, forms.sample("application"), project=True))
    assert "Без номера документа" in page
    [marked] = pictures(forms.draw(template, forms.sample("application"), document=MARK))
    [unmarked] = pictures(forms.draw(template, forms.sample("application")))
    corner = (int(marked.width() * 185 / 210), int(marked.height() * 276 / 297), 60, 60)
    assert inked(marked.copy(*corner)) != (0, 0, 0, 0)
    assert inked(unmarked.copy(*corner)) == (0, 0, 0, 0)


# The file


@EVERY_FORM
def test_every_font_is_embedded(code: str):
    template = TEMPLATES[code]
    pdf = forms.draw(template, hard(template.scope), document=MARK, project=True, training=True)
    names = set()
    for page in PdfReader(BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            names.add(font["/BaseFont"].partition("+")[2])
            assert "/FontFile2" in font["/FontDescriptor"]
            assert "/ToUnicode" in font
    assert names <= {"LiberationSerif", "LiberationSerif-Bold", "LiberationSerif-Italic"}
    assert b"Helvetica" not in pdf


@EVERY_FORM
def test_the_file_says_its_language_and_names_nobody(code: str):
    template = TEMPLATES[code]
    reader = PdfReader(BytesIO(forms.draw(template, forms.sample(template.scope), document=MARK)))
    assert reader.trailer["/Root"]["/Lang"] == "ru-RU"
    assert reader.metadata is not None
    assert reader.metadata["/Title"] == template.title
    assert {reader.metadata[key] for key in ("/Author", "/Creator", "/Producer")} == {"NarcDesk"}
    assert "2000" in reader.metadata["/CreationDate"]  # the day of printing would change the bytes


@EVERY_FORM
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_another_program_reads_the_same_words(code: str, tmp_path: Path):
    template = TEMPLATES[code]
    file = tmp_path / "бумага с пробелом.pdf"
    file.write_bytes(forms.draw(template, hard(template.scope), document=MARK))
    done = subprocess.run(["pdftotext", "-layout", "-enc", "UTF-8", file, "-"], capture_output=True, check=True)
    said = " ".join(done.stdout.decode("utf-8").replace("\u00a0", " ").split())
    names_somebody = "patient.full_name" in template.text or "patient.short_name" in template.text
    assert ("Александр" if names_somebody else template.title.split()[0].upper()) in said.upper() + said
    forbids = "Дальнейшая передача — только с письменного согласия гражданина" in said
    assert forbids != template.about_nobody


_PRINT_ALL = """
import hashlib
from narcdesk import forms
mark = forms.DocumentMark("2026-000123", "0f1e2d3c4b5a69788796a5b4c3d2e1f0", "418-5c1f9e02")
for code, template in sorted(forms.all_templates().items()):
    pdf = forms.draw(template, forms.sample(template.scope), document=mark, project=True, training=True)
    print(code, hashlib.sha256(pdf).hexdigest())
"""


def test_the_same_bytes_in_another_process_on_another_day(tmp_path: Path):
    here = "".join(
        f"{code} {hashlib.sha256(forms.draw(template, forms.sample(template.scope), document=MARK, project=True, training=True)).hexdigest()}\n"  # noqa: E501
        for code, template in sorted(TEMPLATES.items())
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Vladivostok", "PYTHONPATH": PYTHONPATH}
    done = subprocess.run(
        [sys.executable, "-c", _PRINT_ALL], capture_output=True, check=True, cwd=tmp_path, env=environment, text=True
    )
    assert done.stdout == here


def test_the_same_bytes_after_other_papers():
    template = TEMPLATES["zayavka"]
    first = forms.draw(template, forms.sample("application"), document=MARK)
    for other in TEMPLATES.values():
        forms.draw(other, hard(other.scope), document=MARK)
    assert forms.draw(template, forms.sample("application"), document=MARK) == first


def test_an_edition_kept_in_the_register_draws_the_same_paper():
    template = TEMPLATES["zayavlenie"]
    kept = Template.parse(template.text.replace("\n", "\r\n"))
    assert kept.edition == template.edition == hashlib.sha256(template.text.encode("utf-8")).hexdigest()
    contents = hard("application")
    assert forms.draw(kept, contents, document=MARK) == forms.draw(template, contents, document=MARK)


def test_a_set_is_its_papers_one_after_another():
    sheets = [
        Sheet(template, forms.sample(template.scope), DocumentMark(f"2026-{number}", "00ff", "1-aa"))
        for number, template in enumerate(TEMPLATES.values(), start=1)
    ]
    pages = text_of(forms.draw_set(sheets))
    singles = [page for one in sheets for page in text_of(forms.draw_set([one]))]
    assert pages == singles
    reader = PdfReader(BytesIO(forms.draw_set(sheets)))
    assert reader.metadata is not None
    assert reader.metadata["/Title"] == "Бумаги наркологического кабинета"


def test_what_does_not_fit_a_sheet_is_said_in_words():
    contents = forms.sample("application")
    contents["patient"]["registration_address"] = "очень длинный адрес, " * 2000
    with pytest.raises(forms.TemplateFault, match="не помещается"):
        forms.draw(TEMPLATES["zayavlenie"], contents)


def test_forms_are_read_without_the_screen_and_without_the_drawing_library():
    code = (
        "import sys; from narcdesk import forms; forms.all_templates(); "
        "sys.exit(bool({'PySide6', 'reportlab'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": PYTHONPATH}
    assert subprocess.run([sys.executable, "-c", code], check=False, env=environment).returncode == 0


def test_getting_ready_loads_what_the_first_paper_would_wait_for():
    code = (
        "import sys; from narcdesk import forms; forms.warm_up(); from reportlab.pdfbase import pdfmetrics; "
        "sys.exit('Serif-Bold' not in pdfmetrics.getRegisteredFontNames() or 'PySide6' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": PYTHONPATH}
    assert subprocess.run([sys.executable, "-c", code], check=False, env=environment).returncode == 0
