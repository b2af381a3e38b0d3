"""The list for calls: who is on it, about what, by which number; and the sheet that is printed of it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from narcdesk import (
    calls,
    consents,
    courses,
    deaths,
    documents,
    duties,
    journal,
    motivation,
    observation,
    occupations,
    patients,
    patronage,
    referrals,
    stays,
    talks,
    treatments,
)
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
        ("Ёлкин", (), ("подписать бумаги заново, срок 20.03.2026",)),
        ("Зайцев", (own, "+7 (900) 000-00-33 (Зайцева Анна)"), ("назначена на 16.03.2026",)),
        ("Котов", (own,), ("явка была назначена на 09.03.2026", "поговорить, назначено на 16.03.2026")),
    ]


PLAN = {"kind": "outpatient", "decided_on": "02.03.2026", "decider": "doctor", "need": "F11.2", "conditions": "day"}


def test_everybody_who_is_to_come_or_to_be_heard_of_is_called_and_no_more_is_said(register: Register) -> None:
    """Each kind by hand: what the sheet says, and that it tells neither of a court, nor of an illness, nor of whom."""

    def who(surname: str) -> int:
        return factories.patient(register, surname=surname, snils="").id

    court = {"kind": "АП", "court": "мировой судья", "decided_on": "02.03.2026"}
    duties.receive(register, who("Судов"), {**court, "appear_by": "20.03.2026"})
    duties.receive(register, who("Опоздавший"), {**court, "appear_by": "09.03.2026"})
    planned = treatments.plan(register, who("Планов"), {**PLAN, "begin_by": "16.03.2026"})
    for kind, what in (("visit", ""), ("measure", "группа"), ("stage", "поддерживающий")):
        treatments.schedule(register, planned.id, {"kind": kind, "due_on": "13.03.2026", "what": what})
    treatments.schedule(register, planned.id, {"kind": "visit", "due_on": "17.03.2026"})  # tomorrow: nobody calls
    goal = {"opened_on": "02.03.2026", "goal": "лечение", "next_on": "16.03.2026"}
    motivation.plan(register, who("Мотивов"), goal, [{"what": "беседа"}])
    talk = {"on": "09.03.2026", "with_whom": "alone", "stage": "thinking", "theme": "treatment", "result": "думает"}
    talks.hold(register, who("Беседин"), {**talk, "next_on": "13.03.2026"})
    course = courses.start(register, who("Курсов"), {"kind": "social", "started_on": "02.03.2026"})
    stays.mark(register, course.id, {"kind": "arrived", "on": "02.03.2026"})
    away = {"kind": "absent", "on": "05.03.2026", "reason": "семья", "awaited_by": "12.03.2026"}
    stays.mark(register, course.id, away)
    referrals.receive(register, {"received_on": "05.03.2026"}, sender="police", patient_id=who("Присланный"))
    unnamed = {"received_on": "05.03.2026", "surname": "Бескарточный", "given": "Пётр"}
    referrals.receive(register, unnamed, sender="police")  # nobody's telephone is known
    observation.take(register, who("Пропавший"), {"taken_on": "01.02.2016"})
    help_asked = {"kind": "work", "on": "02.03.2026", "sent_to": "центр занятости", "answer_by": "13.03.2026"}
    occupations.refer(register, who("Работов"), help_asked)
    said = {call.name.split()[0]: call.reasons for call in calls.listing(register)}
    come = "прийти, назначено на 13.03.2026"
    assert said == {
        "Судов": ("прийти в кабинет до 20.03.2026",),
        "Опоздавший": ("прийти в кабинет до 09.03.2026",),
        "Планов": (come, "начать по плану до 16.03.2026"),  # visit and measure of one day are one reason
        "Мотивов": ("поговорить, назначено на 16.03.2026",),
        "Беседин": ("поговорить, назначено на 13.03.2026",),
        "Курсов": ("вернуться до 12.03.2026",),
        "Присланный": ("ещё не был, пригласить",),
        "Пропавший": ("давно не был, пригласить",),
        "Работов": ("спросить, что вышло, до 13.03.2026",),
    }
    words = " ".join(reason for reasons in said.values() for reason in reasons)
    for secret in ("суд", "лечен", "мотивац", "нарко", "полици", "F1", "занятост", "реабилит"):
        assert secret not in words


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
