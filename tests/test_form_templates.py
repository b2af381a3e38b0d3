"""Form files: what is refused, in which words, at which line; the fields a form may name; the code in the foot."""

from datetime import date

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from narcdesk import forms
from narcdesk.errors import UserError
from narcdesk.forms import Template, TemplateFault, qr
from narcdesk.forms.contents import find
from narcdesk.forms.scopes import all_scopes
from narcdesk.forms.shapes import Flag
from tests.papers import one_line, text_of

HEAD = """\
code: proba
title: Проба
scope: application
version: "1"
place: "50"
valid_from: null
valid_to: null
kept_over_ten_years: false
acts: []
blocks:
"""
FIRST_LINE = HEAD.count("\n") + 1


def form(*lines: str) -> str:
    return HEAD + "".join(f"  {line}\n" for line in lines)


def paper(*lines: str, contents: dict[str, object] | None = None) -> str:
    pdf = forms.draw(Template.parse(form(*lines)), contents or forms.sample("application"))
    return one_line(text_of(pdf))


# What is refused


@pytest.mark.parametrize(
    ("block", "why"),
    [
        # names
        ('- p: "{{ patient.snilz }}"', "поля «patient.snilz» нет; возможно, имелось в виду «patient.snils»"),
        ('- p: "{{ pacient.snils }}"', "поля «pacient.snils» нет"),
        ('- p: "{{ patient }}"', "«patient» — не поле, а раздел «Пациент»"),
        ('- p: "{{ attachments }}"', "«attachments» — не поле"),
        ('- p: "{{ representative.present }}"', "«representative.present» — это да или нет"),
        ('- p: "{{ acts.fz_1 }}"', "поля «acts.fz_1» нет"),
        ('- p: "{{ row.title }}"', "поля «row.title» нет"),
        ('- p: "{% if patient.snilz %}есть{% endif %}"', "поля «patient.snilz» нет"),
        ("- {when: patient.snilz, p: Текст}", "поля «patient.snilz» нет"),
        ("- {each: patient, p: Текст}", "«patient» — не список; списки этой формы: attachments"),
        # what a form may not do
        ("- p: \"{{ ''.__class__ }}\"", "точка ставится только между именами полей"),
        ('- p: "{{ patient.__class__ }}"', "поля «patient.__class__» нет"),
        ('- p: "{{ patient.full_name.upper() }}"', "так в форме нельзя"),
        ("- p: \"{{ patient['snils'] }}\"", "так в форме нельзя"),
        ("- p: \"{{ 'а' * 999999999 }}\"", "так в форме нельзя"),
        ('- p: "{% for row in attachments %}{{ row.title }}{% endfor %}"', "так в форме нельзя"),
        ("- p: \"{% include 'zayavka.yaml' %}\"", "так в форме нельзя"),
        ('- p: "{% set x = 1 %}"', "так в форме нельзя"),
        ('- p: "{{ patient.snils|safe }}"', "так в форме нельзя"),
        ('- p: "{{ range(9) }}"', "так в форме нельзя"),
        ('- p: "{{ patient.snils"', "ошибка в фигурных скобках"),
        ('- p: "{% if patient.snils %}"', "ошибка в фигурных скобках"),
        ('- {when: "{{ representative.present }}", p: Текст}', "пишется без фигурных скобок"),
        # markup
        ("- p: <img src='a.png'/>", "из разметки можно только b, i, u, br"),
        ("- p: <a href='http://example.invalid'>сюда</a>", "из разметки можно только"),
        ("- p: <font size='40'>крупно</font>", "из разметки можно только"),
        ("- p: <b onclick='x'>жирно</b>", "из разметки можно только"),
        ('- p: "<i{{ patient.sex }}mg>"', "из разметки можно только"),
        ("- p: a < b", "из разметки можно только"),
        ("- p: <b>жирно", "<b> не закрыт"),
        ("- p: жирно</b>", "</b> закрывает то, что не открыто"),
        ("- p: <b><i>вперемешку</b></i>", "закрывает то, что не открыто"),
        ('- p: "{% if patient.snils %}<b>{% endif %}текст"', "<b> не закрыт"),
        # the writing
        ("- q: Текст", "«q»: здесь нужно ровно одно из слов p, lines"),
        ("- {p: Текст, lines: [Текст]}", "ровно одно из слов"),
        ("- {section: Раз, два}", "текст с запятой внутри { } берётся в кавычки"),
        ("- p: {text: Текст, colour: red}", "у «p» нет ключа «colour»"),
        ("- p: {align: left}", "у «p» не указано «text»"),
        ("- p: {text: Текст, align: middle}", "«align» бывает только: left, center, right, justify"),
        ("- p: {text: Текст, indent: может быть}", "«indent» бывает только true или false"),
        ("- p: {text: Текст, size: большой}", "«size» должно быть числом"),
        ("- space: {height: 400}", "«height» не помещается на лист"),
        ("- space: {height: nan}", "«height» не помещается на лист"),
        ("- p: {text: Раз, text: Два}", "ключ «text» написан дважды"),
        ("- lines: Текст", "здесь ожидается список"),
        ("- p: [Текст]", "здесь ожидается текст"),
        ("- p: &a Текст", "знаки & и * в начале значения здесь не применяются"),
        ("- p: 'незакрытая", "запись не по правилам YAML"),
        ("- table: {columns: [{title: А}], rows: [{cells: [а, б]}]}", "в строке таблицы 2 значений, а колонок 1"),
        ("- table: {columns: [{title: А, width: 190}], rows: []}", "колонки шире листа: 190 мм из 180 мм"),
        ("- together: [{table: {columns: [], rows: []}}]", "в таблице нет ни одной колонки"),
    ],
)
def test_a_faulty_form_is_refused_with_the_reason(block: str, why: str):
    with pytest.raises(TemplateFault) as caught:
        Template.parse(form("- p: Первый абзац", block))
    assert why in caught.value.what
    assert isinstance(caught.value, UserError)
    assert caught.value.lost == "Ничего не потеряно."


@pytest.mark.parametrize(
    "block",
    [
        '- p: "{{ patient.snilz }}"',
        "- p: <img src='a.png'/>",
        "- p: {text: Текст, colour: red}",
        "- q: Текст",
        "- p: &a б",
    ],
)
def test_a_fault_names_its_line(block: str):
    with pytest.raises(TemplateFault) as caught:
        Template.parse(form("- p: Первый", "- p: Второй", block))
    assert caught.value.line == FIRST_LINE + 2
    assert f"строка {FIRST_LINE + 2}:" in caught.value.what


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "нет раздела blocks"),
        ("просто текст", "строки вида «ключ: значение»"),
        (HEAD.replace("blocks:", "blocks: нет"), "здесь ожидается список"),
        (form("- p: Текст").replace("code: proba\n", ""), "«code»: текст не указан"),
        (form("- p: Текст").replace("scope: application", "scope: other"), "«other» здесь не бывает"),
        (form("- p: Текст").replace('version: "1"', "version: 1"), "ключ «version»"),
        (form("- p: Текст").replace("code: proba", "code: proba\ncolour: red"), "ключ «colour»"),
        (form("- p: Текст").replace("acts: []", "acts: [{code: fz_1}]"), "ключ «acts.fz_1.kind»"),
        (form("- p: Текст").replace("valid_from: null", "valid_from: 2025-99-01"), "запись не по правилам YAML"),
        ("# " + "а" * 300_000, "длиннее"),
    ],
)
def test_a_faulty_head_is_refused(text: str, why: str):
    with pytest.raises(TemplateFault) as caught:
        Template.parse(text)
    assert why in caught.value.what


@given(st.text(max_size=200))
def test_any_text_is_a_form_or_is_refused_in_words(text: str):
    with pytest.raises(TemplateFault):
        Template.parse(form("- p: Текст") + text + "\n  - q: 1")


@given(st.text(alphabet="<>/bimgsrcu= '\"&;{}%", max_size=30))
def test_any_value_is_printed_as_it_is(value: str):
    contents = forms.sample("application")
    contents["patient"]["full_name"] = f"({value})"
    filled = Template.parse(form('- p: "<b>{{ patient.full_name }}</b>"')).fill(contents)
    assert filled.blocks[0].text.count("<") == 2  # type: ignore[union-attr]


# What a form may do


def test_conditions_choices_and_lists():
    contents = forms.sample("application")
    contents["patient"]["snils"] = ""
    said = paper(
        "- p: \"СНИЛС: {{ patient.snils or 'не указан' }}.\"",
        "- {when: representative.present, p: Есть представитель.}",
        "- {when: not representative.present, p: Представителя нет.}",
        "- p: \"{% if patient.sex == 'женский' %}А{% else %}Б{% endif %}; {{ 'да' if provider.chosen else 'нет' }}.\"",
        '- {each: attachments, p: "{{ row.n }}) {{ row.title }};"}',
        '- lines: ["{% if patient.snils %}лишняя{% endif %}", Строка]',
        contents=contents,
    )
    assert "СНИЛС: не указан." in said
    assert "Представителя нет." in said
    assert "Есть представитель" not in said
    assert "Б; да." in said
    assert "1) Заявление гражданина; 2) Паспорт" in said
    assert "лишняя" not in said


def test_markup_that_is_allowed():
    assert "Жирно, курсивом, подчёркнуто с новой" in paper(
        "- p: <b>Жирно</b>, <i>курсивом</i>, <u>подчёркнуто</u><br>с новой"
    )


def test_acts_of_the_form_are_named_from_its_head():
    act = "acts: [{code: fz_1, kind: Федеральный закон, number: 1-ФЗ, signed_on: 2020-02-03, title: О пробе}]"
    text = form('- p: "Основание: {{ acts.fz_1 }}, статья 5"').replace("acts: []", act)
    template = Template.parse(text)
    assert [one.code for one in template.acts] == ["fz_1"]
    said = " ".join(text_of(forms.draw(template, forms.sample("application")))[0].split())
    assert "Основание: Федеральный закон от 03.02.2020 № 1-ФЗ «О пробе», статья 5" in said


def test_a_form_is_in_force_between_its_days():
    template = Template.parse(form("- p: Текст").replace("valid_from: null", "valid_from: 2025-09-01"))
    assert not template.is_in_force_on(date(2025, 8, 31))
    assert template.is_in_force_on(date(2025, 9, 1))


def test_every_word_of_the_vocabulary_can_be_drawn():
    said = paper(
        '- letterhead: {organisation: [Больница, Кабинет], date: 01.02.2026, number: "5", addressee: [Кому]}',
        "- addressee: {lines: [Кому же, от кого]}",
        "- heading: {text: СЛОВО, about: о чём, number: № 7}",
        "- section: Раздел",
        "- p: {text: Мелкий справа, align: right, size: 9, indent: false}",
        "- lines: {lines: [Одна, Другая], align: center}",
        "- fields: [{label: Метка, value: Значение}, {label: Пустая}]",
        "- table: {columns: [{title: А, width: 30}, {title: Б}], rows: [{cells: [а, ''], bold: true}]}",
        "- checks: [{text: отмечено, mark: provider.chosen}, {text: от руки}]",
        "- signature: {post: Врач, name: И. И. Иванов, stamp: true}",
        "- blank: {lines: 2, label: Вписать, caption: сюда}",
        "- space: 5",
        "- together: [{rule: Ниже другой}, {p: Рядом}]",
        "- pagebreak:",
        "- p: Другая страница",
    )
    for word in ("Больница", "Кому же", "СЛОВО", "№ 7", "Раздел", "Мелкий справа", "Другая", "Значение", "Пустая"):
        assert word in said
    assert "V отмечено от руки" in said
    assert "(подпись)" in said
    assert "М. П." in said
    assert "страница 2 из 2" in said


def test_words_keep_their_hyphens_however_often_a_paragraph_is_measured():
    signature = '{signature: {post: "Составил<br/>врач психиатр-нарколог, <b>Ростов-на-Дону</b>", name: И. И. Иванов}}'
    for block in (signature, f"{{together: [{{rule: Ниже}}, {signature}]}}"):
        said = paper("- p: Две строки над подписью,<br/>как велит стандарт.", f"- {block}")
        assert "врач психиатр-нарколог, Ростов-на-Дону" in said


def test_a_name_wider_than_its_place_is_parted_at_the_hyphen():
    lines = text_of(
        forms.draw(
            Template.parse(form("- signature: {date: true, name: Константинопольская-Преображенская А.-В. В.}")),
            forms.sample("application"),
        )
    )[0].splitlines()
    assert lines[1:3] == ["Константинопольская-", "Преображенская А.-В. В."]


def test_a_compact_form_is_set_smaller():
    text = form(*["- p: Строка."] * 48)
    roomy, compact = (Template.parse(text.replace("acts:", f"compact: {said}\nacts:", 1)) for said in ("false", "true"))
    assert forms.pages(roomy, forms.sample("application")) == 2
    assert forms.pages(compact, forms.sample("application")) == 1


def test_an_empty_form_is_an_empty_sheet():
    assert "страница 1 из 1" in paper("- lines: []")


# Fields


@pytest.mark.parametrize("scope", list(all_scopes()))
def test_samples_and_empty_contents_have_the_shape_of_their_scope(scope: str):
    assert forms.mismatches(scope, forms.sample(scope)) == []
    assert forms.mismatches(scope, forms.empty(scope)) == []


def test_other_shapes_are_named():
    contents = forms.sample("application")
    del contents["patient"]["snils"]
    contents["patient"]["colour"] = "red"
    contents["provider"]["chosen"] = "да"
    contents["application"]["days"] = 180
    contents["attachments"][1]["sheets"] = None
    contents["consents"]["secrecy"] = None
    contents["totals"] = []
    assert set(forms.mismatches("application", contents)) == {
        "patient.colour: такого поля нет",
        "patient.snils: поля не хватает",
        "provider.chosen: здесь ожидается True или False",
        "application.days: здесь ожидается текст",
        "attachments[1].sheets: здесь ожидается текст",
        "consents.secrecy: здесь ожидается группа полей",
        "totals: здесь ожидается группа полей",
    }
    assert forms.mismatches("application", {**forms.sample("application"), "attachments": ""}) == [
        "attachments: здесь ожидается список"
    ]


@pytest.mark.parametrize("scope", list(all_scopes()))
def test_the_editor_can_list_every_field(scope: str):
    listing = forms.listing(scope)
    paths = [named.path for named in listing]
    assert len(paths) == len(set(paths))
    assert all(named.about for named in listing)
    for named in listing:
        if "[]" in named.path:
            continue
        flag = named.sample in ("да", "нет") and isinstance(_part(scope, named.path), Flag)
        text = f"- {{when: {named.path}, p: Текст}}" if flag else f'- p: "{{{{ {named.path} }}}}"'
        Template.parse(form(text).replace("scope: application", f"scope: {scope}"))


def _part(scope: str, path: str) -> object:
    return find(all_scopes()[scope].group, path)


# The code in the foot


def test_the_code_says_which_document_and_with_what_seal():
    text = qr.payload("2026-000123", "0f1e2d3c")
    assert text == "NARCDESK1 2026-000123 0f1e2d3c"
    assert qr.read(text) == ("2026-000123", "0f1e2d3c")
    assert qr.read(text + "\r\n") == ("2026-000123", "0f1e2d3c")


@pytest.mark.parametrize("text", ["", "NARCDESK1", "NARCDESK2 а б", "NARCDESK1 а б в", "https://example.invalid"])
def test_a_foreign_code_is_not_ours(text: str):
    assert qr.read(text) is None


@pytest.mark.parametrize(("document", "seal"), [("", "00"), ("1", ""), ("1 2", "00"), ("1", "0\n0")])
def test_a_code_is_not_made_of_broken_parts(document: str, seal: str):
    with pytest.raises(ValueError, match="empty or holds a space"):
        qr.payload(document, seal)


def test_the_drawn_runs_are_the_dark_modules():
    text = qr.payload("2026-000123", "0f1e2d3c4b5a69788796a5b4c3d2e1f0")
    side, runs = qr.runs(text)
    drawn = {(row, column + step) for row, column, length in runs for step in range(length)}
    matrix = segno.make(text, error="m", micro=False).matrix
    assert side == len(matrix)
    assert drawn == {(y, x) for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark}
    assert len(runs) < len(drawn) / 1.5  # neighbours are drawn as one
