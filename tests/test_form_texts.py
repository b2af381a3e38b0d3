"""The office's own texts of its papers: what is printed by them, what of a form it may not change, the way back."""

import pytest

from narcdesk import consents, form_texts, taking_back
from narcdesk.errors import Forbidden, NotFound
from narcdesk.forms import TemplateFault, all_templates, editing, papers
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.factories import Clock
from tests.papers import one_line, text_of

CODE = "consent_secrecy"
ADDED = "Кабинет разъяснил мне, что отзыв согласия принимают в регистратуре."


def own(code: str = CODE) -> str:
    """The program's form with one more paragraph at its end."""
    return f"{all_templates()[code].text.rstrip()}\n\n  - p: {ADDED}\n"


def words(pdf: bytes) -> str:
    return one_line(text_of(pdf))


def printed_consent(register: Register) -> str:
    patient = factories.patient(register, snils="")
    factories.both_consents(register, patient.id)
    given = next(one for one in consents.listing(register, patient.id) if one.kind.value == "secrecy")
    return words(papers.pdf(register, [papers.prepare_consent(register, given.id)]))


def test_a_paper_is_printed_by_the_text_of_the_office(register: Register) -> None:
    editing.keep(register, CODE, own())
    assert ADDED in printed_consent(register)


def test_it_is_in_the_set_of_an_application_too(register: Register) -> None:
    editing.keep(register, CODE, own())
    patient = factories.patient(register)
    factories.both_consents(register, patient.id)
    assert ADDED in words(papers.preview(register, factories.application(register, patient.id).id))


def test_what_was_printed_keeps_its_words_when_the_text_is_put_back(register: Register) -> None:
    editing.keep(register, CODE, own())
    patient = factories.patient(register)
    factories.both_consents(register, patient.id)
    given = next(one for one in consents.listing(register, patient.id) if one.kind.value == "secrecy")
    made = papers.prepare_consent(register, given.id)
    before = papers.pdf(register, [made])
    editing.put_back(register, CODE)
    assert papers.pdf(register, [made]) == before
    assert ADDED in words(before)
    assert ADDED not in printed_consent(register)
    assert [one.text != "" for one in form_texts.listing(register, CODE)] == [False, True]


@pytest.mark.parametrize(
    ("code", "was", "becomes", "why"),
    [
        ("sud_yavka", "leaves: true", "leaves: false", "«leaves» в начале формы менять нельзя"),
        ("sud_yavka", "tells: [visit, course]", "tells: []", "«tells» в начале формы менять нельзя"),
        ("sud_yavka", "scope: duty", "scope: patient", "поля"),
        ("sud_yavka", "code: sud_yavka", "code: sud_hod", "«code» в начале формы менять нельзя"),
        ("sud_yavka", "{{ letter.number }}", "{{ letter.nomer }}", "поля «letter.nomer» нет"),
        ("sud_yavka", "blocks:", "blocks", "запись не по правилам YAML"),
    ],
)
def test_what_the_law_hangs_on_and_what_cannot_be_printed_is_refused(
    register: Register, code: str, was: str, becomes: str, why: str
) -> None:
    before = register.head.seq
    with pytest.raises(TemplateFault, match=why) as told:
        editing.keep(register, code, all_templates()[code].text.replace(was, becomes, 1))
    assert told.value.line > 0
    assert (editing.text_of(register, code), register.head.seq) == (all_templates()[code].text, before)


def test_a_text_that_no_sheet_can_hold_is_found_before_it_is_kept(register: Register) -> None:
    long = "слово " * 15_000
    table = f'  - table:\n      columns: [{{title: Что}}]\n      rows:\n        - cells: ["{long}"]\n'
    with pytest.raises(TemplateFault, match="не помещается на один лист"):
        editing.keep(register, CODE, f"{all_templates()[CODE].text.rstrip()}\n\n{table}")
    assert form_texts.listing(register, CODE) == []


def test_of_a_broken_text_of_the_past_the_list_says_so_and_no_paper_is_printed_by_another(register: Register) -> None:
    """A newer program may have no field that the office named: the paper waits, and the head is told why."""
    with register.write("forms.keep") as session:
        session.add(
            form_texts.FormText(
                code=CODE,
                text=own().replace(ADDED, '"{{ patient.blood }}"'),
                factory="0" * 64,
                made_on=register.today(),
                by=register.person.id,
            )
        )
    (listed,) = (one for one in editing.listing(register) if one.code == CODE)
    assert (listed.whose, listed.is_older) == ("не печатается", True)
    assert "поля «patient.blood» нет" in listed.fault
    with pytest.raises(TemplateFault, match="верните форму"):
        printed_consent(register)
    editing.put_back(register, CODE)
    assert "врачебную тайну" in printed_consent(register)


def test_it_is_taken_back_as_any_act(register: Register) -> None:
    editing.keep(register, CODE, own())
    assert register.last is not None
    taking_back.take_back(register, register.last)
    assert editing.text_of(register, CODE) == all_templates()[CODE].text


def test_there_is_nothing_to_put_back_where_nothing_was_written(register: Register) -> None:
    with pytest.raises(NotFound, match="и так печатается"):
        editing.put_back(register, CODE)


@pytest.mark.parametrize("role", [Role.DOCTOR, Role.NURSE, Role.STATISTICIAN, Role.ADMINISTRATOR])
def test_texts_are_the_matter_of_the_head(register: Register, clock: Clock, role: Role) -> None:
    with factories.signed_in(register, role, clock) as other, pytest.raises(Forbidden):
        editing.keep(other, CODE, own())


@pytest.mark.parametrize("code", sorted(all_templates()))
def test_the_text_of_every_form_can_be_tried_as_it_is(code: str) -> None:
    assert editing.trial(code, all_templates()[code].text).startswith(b"%PDF")
