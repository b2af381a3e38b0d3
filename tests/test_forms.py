"""Printed papers, as another program reads them: text, fonts, pages, bytes.

The golden texts of `tests/golden` were read through by a person. When a form is meant to change, rewrite them with
`python -m tests.test_forms rewrite` from the project's folder, read the difference, and commit it with the form.
"""

import re
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from narcdesk import forms
from narcdesk.forms.contents import Named
from tests.papers import EVERY_FORM, MARK, TEMPLATES, diagnoses, hard, one_line, places, printed

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
PLACES = GOLDEN / "places"


def golden_text(code: str) -> str:
    pages = printed(code)
    text = "".join(f"--- страница {number} ---\n{page}\n" for number, page in enumerate(pages, start=1))
    # The fingerprint changes with every letter of the form's file, its comments too.
    return re.sub(r"редакция [0-9a-f]{8}", "редакция ········", text)


# What the papers say


@EVERY_FORM
def test_golden_text(code: str):
    golden = GOLDEN / f"{code}.txt"
    assert golden.is_file(), f"no golden text of {code}: see the docstring of this file"
    assert golden_text(code) == golden.read_text(encoding="utf-8")


@EVERY_FORM
def test_golden_places(code: str):
    """Every run of text begins where it began when a person looked at the paper, within half a millimetre."""
    drawn = drawn_places(code)
    kept = [line.split(" ", 3) for line in (PLACES / f"{code}.txt").read_text(encoding="utf-8").splitlines()]
    assert [(page, words) for page, _, _, words in drawn] == [(int(page), words) for page, _, _, words in kept]
    for (page, left, height, words), (_, was_left, was_height, _) in zip(drawn, kept, strict=True):
        where = f"{code}, страница {page}, «{words}»: {left:.1f} {height:.1f}, было {was_left} {was_height}"
        assert abs(left - float(was_left)) <= 0.5, where
        assert abs(height - float(was_height)) <= 0.5, where


def drawn_places(code: str) -> list[tuple[int, float, float, str]]:
    template = TEMPLATES[code]
    return places(forms.draw(template, forms.sample(template.scope), document=MARK))


def test_every_golden_text_has_its_form():
    assert {path.stem for path in GOLDEN.glob("*.txt") if not path.stem.startswith("commission")} >= set(TEMPLATES)


@EVERY_FORM
def test_a_form_stands_under_its_own_name_in_the_folder(code: str):
    assert (ROOT / "resources" / "forms" / f"{code}.yaml").read_text(encoding="utf-8") == TEMPLATES[code].text


def test_consent_to_personal_data_says_all_that_152_fz_article_9_part_4_asks():
    contents = hard("consent")
    contents["consent"].update(processor="ООО «Обработчик»", processor_address="г. Заречный, ул. Вторая, д. 2")
    said = one_line(printed("consent_personal_data", contents))
    for asked in (
        "400001, г. Заречный, ул. Садовая, д. 12, кв. 7",  # address of the person
        "паспорт гражданина Российской Федерации, № 000000 Когда и кем выдан 20.04.2008, отделом внутренних дел",
        "Воробьёва Мария Сергеевна, мать",  # the representative, the address, the document, the powers
        "серия 00 00, № 000001, выдан 05.06.2010 отделом внутренних дел Заречного района",
        "свидетельство о рождении I-АА № 000000 от 20.03.1988",
        "Комитет социальной защиты населения Заречной области",  # the operator and its address
        "400005, г. Заречный, пл. Мира, д. 3",
        "рассмотрение заявки и выдача сертификата",  # the aim
        "Сведения о состоянии здоровья (специальная категория)",  # the list of data
        "ООО «Обработчик», г. Заречный, ул. Вторая, д. 2",  # who handles them on the operator's behalf
        "Собирать, записывать",  # the actions
        "с помощью средств автоматизации и без них",  # the ways
        "действует до 31.12.2027",  # the term
        "Его можно отозвать",  # how to withdraw
        "(подпись)",
    ):
        assert asked in said, asked


@pytest.mark.parametrize(
    ("code", "signs"),
    [
        ("consent_personal_data", "Воробьёв И. П."),
        ("consent_secrecy", "Воробьёв И. П."),
        ("zayavlenie", "Воробьёв И. П."),
    ],
)
def test_the_representative_signs_where_there_is_one(code: str, signs: str):
    contents = forms.sample(TEMPLATES[code].scope)
    assert signs in one_line(printed(code, contents))
    contents["representative"]["present"] = True
    said = one_line(printed(code, contents))
    assert "Воробьёва М. С." in said
    assert signs not in said


def test_secrecy_consent_ticks_what_is_allowed_and_nothing_else():
    contents = forms.sample("consent")
    contents["consent"]["told"] = dict.fromkeys(contents["consent"]["told"], False) | {"advice": True}
    lines = printed("consent_secrecy", contents)[0].splitlines()
    assert [after for tick, after in pairwise(lines) if tick == "V"] == ["рекомендации врача"]


def test_zayavka_does_not_name_the_diagnosis_without_consent():
    contents = forms.sample("application")
    assert diagnoses(one_line(printed("zayavka", contents))) == ["F11.2"]
    contents["application"]["diagnosis"] = ""
    said = one_line(printed("zayavka", contents))
    assert not diagnoses(said)
    assert "Шифр по МКБ-10 не указывается" in said


@pytest.mark.parametrize("code", ["zayavka", "attachments"])
def test_coded_papers_hold_no_name(code: str):
    contents = forms.sample("application")
    contents["application"]["coded"] = True
    contents["representative"]["present"] = True
    said = one_line(printed(code, contents))
    assert "К-00042" in said
    for secret in ("Воробьёв", "Садовая", "Мария"):
        assert secret not in said


@pytest.mark.parametrize("code", ["zayavlenie", "consent_personal_data", "consent_secrecy"])
def test_who_has_no_document_is_said_to_have_none(code: str):
    contents = forms.sample(TEMPLATES[code].scope)
    contents["patient"].update(
        no_document=True,
        document_kind="без документа",
        **dict.fromkeys(
            ("document_series", "document_number", "document_issued_on", "document_issued_by", "document_department"),
            "",
        ),
    )
    said = one_line(printed(code, contents))
    assert "Документ, удостоверяющий личность документа нет" in said
    assert "№ _" not in said
    assert "выдан" not in said.partition("документа нет")[2][:60]
    assert not [gap for gap in forms.gaps(TEMPLATES[code], contents) if "document" in gap.path]


def test_a_name_with_marks_and_braces_is_printed_letter_by_letter():
    name = "О'Коннор & <b>Ли</b> <img src='x'/> {{ 7*7 }} 100% <br/>"
    contents = forms.sample("application")
    contents["patient"]["full_name"] = name
    assert name in one_line(printed("zayavka", contents))


def test_what_cannot_be_seen_is_not_printed():
    contents = forms.sample("application")
    contents["patient"]["full_name"] = "Иван\u202eов Пё\u0308тр\x00\nИваныч\u00ad"
    assert "Иванов Пё\u0308тр Иваныч" in one_line(printed("zayavka", contents))


# What is missing


def named_in(template: forms.Template) -> list[Named]:
    """The fields that the text of a form names, those of lists aside."""
    listed = (field for field in forms.listing(template.scope) if "[]" not in field.path)
    return [field for field in listed if re.search(rf"\b{re.escape(field.path)}\b", template.text)]


@EVERY_FORM
def test_a_full_paper_has_no_gaps_and_an_empty_one_names_them(code: str):
    template = TEMPLATES[code]
    assert forms.gaps(template, forms.sample(template.scope)) == ()
    gaps = forms.gaps(template, forms.empty(template.scope))
    required = {field.path for field in named_in(template) if field.required}
    assert {gap.path for gap in gaps} <= required
    assert bool(gaps) is bool(required)
    assert all(gap.about for gap in gaps)
    assert len(set(gaps)) == len(gaps)


def test_an_empty_optional_field_is_no_gap():
    contents = forms.sample("application")
    contents["patient"].update(snils="", citizenship="")
    contents["provider"].update(chosen=False, name="")
    assert forms.gaps(TEMPLATES["zayavlenie"], contents) == ()


def test_an_empty_field_inside_a_sentence_is_a_ruled_blank():
    contents = forms.sample("application")
    contents["application"]["days_phrase"] = ""
    assert re.search(r"сроком на _{5,}", one_line(printed("zayavlenie", contents)))


@EVERY_FORM
def test_contents_that_lack_a_name_of_the_form_are_refused(code: str):
    contents = forms.sample(TEMPLATES[code].scope)
    named = [field.path.split(".") for field in named_in(TEMPLATES[code]) if field.path.count(".") == 1]
    assert named
    for group, name in named:
        del contents[group][name]
    with pytest.raises(forms.TemplateFault, match="|".join(name for _, name in named)):
        forms.draw(TEMPLATES[code], contents)


if __name__ == "__main__" and sys.argv[1:] == ["rewrite"]:
    PLACES.mkdir(parents=True, exist_ok=True)
    for name in TEMPLATES:
        lines = [f"{page} {left:.1f} {height:.1f} {words}\n" for page, left, height, words in drawn_places(name)]
        (PLACES / f"{name}.txt").write_text("".join(lines), encoding="utf-8", newline="\n")
        (GOLDEN / f"{name}.txt").write_text(golden_text(name), encoding="utf-8", newline="\n")
