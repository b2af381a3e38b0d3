"""The list for calls: who is on it, about what, by which number; and the sheet that is printed of it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from narcdesk import calls, consents, deaths, documents, journal, observation, patients, patronage
from narcdesk.forms import papers, sheets
from narcdesk.register import Register
from tests import factories
from tests.papers import one_line, text_of


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    made = factories.register(tmp_path / "реестр кабинета")
    yield made
    made.close()


def visited(register: Register, surname: str, next_on: str, **card: str) -> int:
    who = factories.patient(register, surname=surname, snils="", **card).id
    observation.take(register, who, {"taken_on": "06.02.2026"})
    observation.visit(register, who, {"on": "01.03.2026", "kept": True, "next_on": next_on})
    return who


def filled(register: Register) -> None:
    late = visited(register, "Котов", "09.03.2026")
    programme = patronage.begin(register, late, {"opened_on": "01.03.2026"})
    patronage.contact(register, programme.id, {"on": "02.03.2026", "way": "phone", "next_on": "16.03.2026"})
    visited(register, "Лапин", "17.03.2026")  # tomorrow nobody is called about
    dead = visited(register, "Мухин", "09.03.2026")
    deaths.note(register, dead, date(2026, 3, 10))
    ending = factories.patient(register, surname="Ёлкин", snils="", phone="").id
    sheet = {"kind": "care", "given_on": "01.03.2026", "valid_until": "20.03.2026"}
    consents.give(register, ending, sheet)
    passport = {"document_issued_on": "20.04.2025", "document_series": "1825"}
    minor = visited(register, "Зайцев", "16.03.2026", birth="12.03.2011", **passport)
    mother = {"kinship": "mother", "surname": "Зайцева", "given": "Анна", "phone": "8 900 000 00 33"}
    patients.appoint(register, minor, mother)


def test_one_line_a_person_with_all_that_he_is_called_about(register: Register) -> None:
    filled(register)
    found = [(call.name.split()[0], call.phones, call.reasons) for call in calls.listing(register)]
    own = "+7 (900) 000-00-11"
    assert found == [
        ("Ёлкин", (), ("Согласие: согласие на медицинскую помощь кончается 20.03.2026",)),
        ("Зайцев", (own, "+7 (900) 000-00-33 (Зайцева Анна)"), ("Явка: назначена на 16.03.2026",)),
        (
            "Котов",
            (own,),
            ("Явка: явка была назначена на 09.03.2026", "Патронат: контакт по программе патроната 16.03.2026"),
        ),
    ]


def test_the_sheet_says_what_becomes_of_it_and_is_journalled(register: Register) -> None:
    filled(register)
    paper = sheets.prepare(register, "spisok_obzvona", calls.listing(register))
    assert paper.patient_id is None
    said = one_line(text_of(papers.pdf(register, [paper])))
    assert "Хранить в кабинете, уничтожить после обзвона." in said
    for part in ("Котов Илья Петрович, 12.03.1988", "+7 (900) 000-00-11", "не записан", "16 марта 2026 г., 3 человека"):
        assert part in said
    assert "Лапин" not in said
    assert "Мухин" not in said
    documents.printed(register, paper.id)
    entries = [entry.action for entry in journal.listing(register, journal.Wanted())]
    assert entries[0] == journal.ACTIONS["documents.printed"]
