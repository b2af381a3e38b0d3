"""What the search reads beside the cards: kept with each card, whoever writes it, and made for older registers."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from narcdesk import applications, certificates, deaths, migrations, patients, search, taking_back
from narcdesk.patients import PhoneTail, SurnamePart
from narcdesk.register import Register
from tests import factories


def found(register: Register, text: str) -> list[int]:
    result = search.patients(register, text)
    return [row.card_number for row in result.rows] if result.alike is None else []


def nearly(register: Register, text: str) -> list[int]:
    result = search.patients(register, text)
    return [row.card_number for row in result.rows] if result.alike is not None else []


def test_a_changed_surname_is_found_by_its_new_middle_and_no_more_by_the_old_one(register: Register) -> None:
    card = factories.patient(register).id
    patients.amend(register, card, {"surname": "Подберёзкин"})
    assert found(register, "березк") == [1]
    assert nearly(register, "подбирезкин") == [1]
    assert found(register, "робье") == nearly(register, "вораб") == []


def test_what_is_taken_back_is_found_as_before(register: Register) -> None:
    card = factories.patient(register).id
    patients.amend(register, card, {"surname": "Подберёзкин", "phone": "8 900 111 22 33"})
    assert register.last is not None
    taking_back.take_back(register, register.last)
    assert found(register, "робье") == found(register, "0000011") == [1]
    assert found(register, "березк") == found(register, "112233") == []


def test_an_act_that_fails_leaves_nothing_behind(register: Register) -> None:
    def fail() -> None:
        with register.together():
            factories.patient(register)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with register.read() as session:
        assert session.scalars(sa.select(SurnamePart.part)).all() == []
        assert session.scalars(sa.select(PhoneTail.tail)).all() == []


@pytest.mark.parametrize("text", ["0011", "000-00-11", "8 900 000 00 11", "9000000011", "воробьев 0011"])
def test_by_the_end_of_a_telephone(register: Register, text: str) -> None:
    factories.patient(register)
    factories.patient(register, surname="Котов", snils="", phone="8 900 000 00 12 доб. 0011")
    assert found(register, text) == [1]


@pytest.mark.parametrize("text", ["УЧ-0009", "уч-0009", "уч-00"])
def test_by_the_number_of_a_certificate(register: Register, text: str) -> None:
    asked = factories.asked(register)
    factories.diagnosis(register, asked.patient_id)
    applications.submit(register, asked.id)
    applications.send(register, asked.id, factories.DAY, "исх. 1")
    applications.registered(register, asked.id, factories.DAY, "вх. 1")
    applications.granted(register, asked.id, factories.DAY, "реш. 1")
    certificates.record(register, asked.id, {"number": "УЧ-0009", "issued_on": factories.DAY, "days": "180"})
    assert found(register, text) == [1]
    assert found(register, "УЧ-0010") == []


def test_the_dead_are_found_and_marked(register: Register) -> None:
    man, woman = factories.patient(register), factories.patient(register, surname="Воробьёва", sex="f", snils="")
    deaths.note(register, man.id, date(2026, 3, 5))
    deaths.note(register, woman.id, date(2026, 3, 6))
    alive = factories.patient(register, surname="Воробьин", snils="")
    rows = search.patients(register, "воробь").rows
    assert [(row.id, row.note) for row in rows] == [
        (man.id, "умер 05.03.2026"),
        (woman.id, "умерла 06.03.2026"),
        (alive.id, ""),
    ]


def test_the_step_of_the_schema_makes_it_for_the_cards_that_are_there() -> None:
    (step,) = (path for path in (migrations.HERE / "versions").glob("*.py") if "surname_parts" in path.read_text())
    number = step.stem.partition("_")[0]
    engine = sa.create_engine("sqlite://", poolclass=StaticPool)
    migrations.run_steps(engine, f"{int(number) - 1:04}")
    with engine.begin() as connection:
        columns = {row.name: row for row in connection.exec_driver_sql("PRAGMA table_info(patients)")}
        people = (("воробьев", "+79000000011"), ("воробьев", ""), ("ли", "нет телефона"))
        for at, (key, phone) in enumerate(people, start=1):
            said = {"id": at, "card_number": at, "surname_key": key, "phone": phone, "sex": "m"}
            row = {name: said.get(name, "") for name, column in columns.items() if column.notnull or name in said}
            places = ", ".join(f":{name}" for name in row)
            connection.execute(sa.text(f"INSERT INTO patients ({', '.join(row)}) VALUES ({places})"), row)
    migrations.run_steps(engine)
    with engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT * FROM phone_tails").all() == [(1, "11000000097")]
        middles = connection.exec_driver_sql("SELECT part FROM surname_parts WHERE cut = 'm'").scalars()
        assert set(middles) == {"оробьев", "робьев", "обьев", "бьев", "ьев"}
        assert set(connection.exec_driver_sql("SELECT surname_key FROM surname_parts").scalars()) == {"воробьев"}
    engine.dispose()


def test_what_is_kept_of_a_surname(register: Register) -> None:
    factories.patient(register)
    with register.read() as session:
        rows = set(session.execute(sa.select(SurnamePart.cut, SurnamePart.part)).all())
    middles = {part for cut, part in rows if cut == "m"}
    assert middles == {"оробьев", "робьев", "обьев", "бьев", "ьев"}
    thinned = {part for cut, part in rows if cut == "t"}
    assert {"вор", "воро", "воробье", "ороб", "вроб", "вороь", "воробь"} <= thinned
    assert "оробьев" not in thinned  # of more than seven letters only the beginning is kept
