"""What forms are helped with: a search carried over to a card, the code of a diagnosis, requisites of a document."""

from pathlib import Path

import pytest

from narcdesk import diagnoses
from narcdesk.errors import UserError
from narcdesk.patients import DocumentKind
from narcdesk.search import as_card
from tests import factories


@pytest.mark.parametrize(
    ("typed", "card"),
    [
        ("петров", {"surname": "Петров"}),
        ("gtnhjd", {"surname": "Петров"}),
        ("Петров-Водкин Кузьма", {"surname": "Петров-Водкин", "given": "Кузьма"}),
        ("Алиев Руслан Мамед оглы", {"surname": "Алиев", "given": "Руслан", "patronymic": "Мамед оглы"}),
        ("петров иван 12.03.1988", {"surname": "Петров", "given": "Иван", "birth": "12.03.1988"}),
        ("петров 1988", {"surname": "Петров", "birth": "1988"}),
        ("112-233-445 95", {"snils": "112-233-445 95"}),
        ("11223344595", {"snils": "11223344595"}),
        ("4595", {}),
        ("", {}),
    ],
)
def test_what_is_carried_over(typed: str, card: dict[str, str]) -> None:
    assert as_card(typed) == card


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"substance": "F11", "state": "2", "current": "4", "stage": "2", "letter": "Н"}, "F11.242Н"),
        ({"substance": "F11", "state": "2", "stage": "2", "letter": "Н"}, "F11.2x2Н"),
        ({"substance": "F10", "state": "1", "current": None, "stage": "", "letter": ""}, "F10.1"),
        ({"substance": "F10", "state": ""}, ""),
        ({}, ""),
    ],
)
def test_a_code_of_the_facts_known_so_far(facts: dict[str, str | None], code: str) -> None:
    assert diagnoses.code_of(facts) == code


def test_a_code_that_is_not_one_is_refused() -> None:
    with pytest.raises(UserError):
        diagnoses.parse_code("Я11")


@pytest.mark.parametrize(
    ("kind", "has_series", "has_department"),
    [("passport", True, True), ("birth", True, False), ("temporary", False, False), ("none", False, False)],
)
def test_which_requisites_a_document_has(kind: str, has_series: bool, has_department: bool) -> None:
    requisites = DocumentKind(kind).requisites
    assert ("document_series" in requisites) is has_series
    assert ("document_department" in requisites) is has_department


def test_a_diagnosis_without_a_stage_needs_no_word_of_it(tmp_path: Path) -> None:
    register = factories.register(tmp_path / "реестр кабинета")
    who = factories.patient(register).id
    typed = {"substance": "F10", "state": "1", "made_on": register.today()}
    assert diagnoses.record(register, who, typed).code == "F10.1"
    register.close()
