"""The journal as it is read: newest first, in Russian words, found by person, day, action and card."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from narcdesk import journal, patients, providers
from narcdesk.audit.clock import TRUST
from narcdesk.base import Base
from narcdesk.errors import Forbidden
from narcdesk.journal import ACTIONS, KINDS, Wanted
from narcdesk.register import Register
from narcdesk.staff import Person, Role
from tests import factories

ROOT = Path(__file__).resolve().parent.parent
NEXT_DAY = date(2026, 3, 17)


@pytest.fixture
def clock() -> factories.Clock:
    return factories.Clock()


@pytest.fixture
def register(tmp_path: Path, clock: factories.Clock) -> Iterator[Register]:
    made = factories.register(tmp_path / "реестр кабинета", clock)
    yield made
    made.close()


def said(register: Register, wanted: Wanted = Wanted()) -> list[tuple[str, str]]:  # noqa: B008
    return [(entry.action, entry.subject) for entry in journal.listing(register, wanted)]


def test_every_action_of_the_program_has_a_russian_title() -> None:
    written = {
        action
        for path in (ROOT / "narcdesk").rglob("*.py")
        for action in re.findall(r'\.write\(\s*"([a-z_]+\.[a-z_]+)"', path.read_text(encoding="utf-8"))
    }
    assert written | {TRUST} == set(ACTIONS)
    assert all(re.fullmatch(r"[А-ЯЁ][а-яё ,-]+", title) for title in ACTIONS.values())
    assert len(set(ACTIONS.values())) == len(ACTIONS)


def test_every_table_has_a_russian_name() -> None:
    assert set(KINDS) == set(Base.metadata.tables) - {
        "audit_entries",
        "audit_touches",
        "drafts",
        "phone_tails",
        "provider_sought",
        "surname_parts",
    }


def test_acts_are_read_newest_first_by_card_and_never_by_name(register: Register) -> None:
    patient = factories.patient(register)
    patients.look(register, patient.id)
    assert said(register) == [
        ("Открыта карта", "карта № 1"),
        ("Заведена карта", "карта № 1"),
        ("Создан реестр", "реквизиты кабинета"),
    ]
    newest = journal.listing(register, Wanted())[0]
    assert (newest.seq, newest.who, newest.at) == (3, "Зимин А. Н.", register.now())
    assert newest.at.tzinfo == register.now().tzinfo
    everything = repr([journal.listing(register, Wanted()), journal.touched(register, 2)])
    assert patient.surname not in everything


def test_what_an_act_touched_is_told_by_the_titles_of_the_form(register: Register) -> None:
    patient = factories.patient(register)
    patients.amend(register, patient.id, {"phone": "8 900 000-00-22", "settlement": "с. Верхнее"})
    (touched,) = journal.touched(register, 3)
    assert (touched.what, touched.change) == ("карта", "изменено")
    assert set(touched.fields.split(", ")) == {"Телефон", "Населённый пункт"}
    assert journal.touched(register, 404) == []


def test_rows_that_were_left_alike_are_one_line(register: Register) -> None:
    two = [{"name": "Дом «Астра»"}, {"name": "Дом «Рябина»"}]
    providers.take_list(register, title="Список", as_of=factories.DAY, new=two, changed={}, gone=[])
    lines = {(line.what, line.change) for line in journal.touched(register, 2)}
    assert lines == {
        ("источник сведений", "создано"),
        ("организация × 2", "создано"),
        ("сведение об организации × 2", "создано"),
    }
    assert said(register)[0] == ("Загружен список организаций", "организация")


def test_entries_are_found_by_day_person_action_and_card(register: Register, clock: factories.Clock) -> None:
    first = factories.patient(register)
    clock.go(NEXT_DAY)
    second = factories.patient(register, surname="Лапина", given="Дарья", sex="f", snils="")
    patients.look(register, first.id)
    entered, looked, created = "Заведена карта", "Открыта карта", "Создан реестр"

    def actions(**wanted: object) -> list[str]:
        return [action for action, _ in said(register, Wanted(**wanted))]  # type: ignore[arg-type]

    assert actions(since=NEXT_DAY) == [looked, entered]
    assert actions(until=factories.DAY) == [entered, created]
    assert actions(since=factories.DAY, until=factories.DAY) == [entered, created]
    assert actions(action="patients.enter") == [entered, entered]
    assert actions(card_number=second.card_number) == [entered]
    assert actions(card_number=404) == []
    assert actions(person_id=register.person.id, since=NEXT_DAY, card_number=first.card_number) == [looked]
    assert actions(person_id=404) == []
    assert [entry.seq for entry in journal.listing(register, Wanted(), offset=1, limit=2)] == [3, 2]


def test_who_may_read_it(register: Register) -> None:
    register.person = Person(**{**_person(register), "role": Role.ADMINISTRATOR.value})
    assert journal.listing(register, Wanted())
    assert journal.check(register).problems == ()
    for role in (Role.DOCTOR, Role.NURSE, Role.STATISTICIAN):
        register.person = Person(**{**_person(register), "role": role.value})
        for query in (lambda: journal.listing(register, Wanted()), lambda: journal.touched(register, 1)):
            with pytest.raises(Forbidden):
                query()
        with pytest.raises(Forbidden):
            journal.check(register)


def _person(register: Register) -> dict[str, Any]:
    kept = sa.inspect(Person).columns.keys()
    return {name: getattr(register.person, name) for name in kept if name != "id"}


def test_people_are_those_who_ever_worked_here(register: Register) -> None:
    assert journal.people(register) == {1: "Зимин А. Н."}


def test_the_check_tells_how_much_was_walked_and_what_does_not_hold(register: Register) -> None:
    patient = factories.patient(register)
    assert journal.check(register).entries == 2
    assert journal.check(register).problems == ()
    with register._opened.writing.begin() as connection:
        connection.exec_driver_sql("UPDATE patients SET phone = '' WHERE id = ?", (patient.id,))
    (problem,) = journal.check(register).problems
    assert problem == f"Строка {patient.id} таблицы «карта» изменена в обход программы."
