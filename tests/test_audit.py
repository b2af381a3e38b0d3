"""The journal against somebody who has the password and another program: nothing is edited, cut or put back unseen."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import applications, audit, patients, schema, vault
from narcdesk.audit import AuditEntry, AuditTouch
from narcdesk.office import Seal
from narcdesk.register import Register
from tests import factories
from tests.factories import PASSWORD, Clock
from tests.faults import audit_attacks


@pytest.fixture
def told(register: Register) -> Register:
    """A register with a little story: entries 1 and 2 are its making and the sign-in, 3 to 8 the story."""
    patient = factories.patient(register)  # 3
    factories.both_consents(register, patient.id)  # 4, 5
    application = factories.application(register, patient.id)  # 6
    applications.submit(register, application.id)  # 7
    patients.amend(register, patient.id, {"phone": "89047770055"})  # 8
    assert register.head.seq == 8
    assert schema.check(register) == []
    register.close()
    return register


@contextmanager
def another_program(register: Register) -> Iterator[sa.Connection]:
    """The same file by the same password, without our doors."""
    with vault.unlock(register.folder, "zimin", PASSWORD) as opened, opened.writing.begin() as connection:
        yield connection


def found_by_check(register: Register, clock: Clock) -> list[str]:
    opened = Register.open(register.folder, "zimin", PASSWORD, clock=clock)
    try:
        return schema.check(opened)
    finally:
        opened.close()


EDITED_7 = "Запись № 7 журнала изменена в обход программы."

TAMPERED: dict[str, tuple[list[str], list[str]]] = {
    "another person is named in an entry": (["UPDATE audit_entries SET person_id = 2 WHERE seq = 7"], [EDITED_7]),
    "an entry is moved to another patient": (["UPDATE audit_entries SET patient_id = 2 WHERE seq = 7"], [EDITED_7]),
    "an entry is moved to another hour": (
        ["UPDATE audit_entries SET at = '2026-03-16 05:00:00.000000' WHERE seq = 7"],
        [EDITED_7],
    ),
    "an act is called by another name": (
        ["UPDATE audit_entries SET action = 'patients.look' WHERE seq = 7"],
        [EDITED_7],
    ),
    "a changed column is hidden": (
        ["""UPDATE audit_touches SET fields = '["remark"]' WHERE seq = 8"""],
        ["Запись № 8 журнала изменена в обход программы."],
    ),
    "a touched row is hidden": (["DELETE FROM audit_touches WHERE seq = 7 AND position = 0"], [EDITED_7]),
    "an entry in the middle is taken out": (
        ["DELETE FROM audit_touches WHERE seq = 4", "DELETE FROM audit_entries WHERE seq = 4"],
        [
            "В журнале нет записей с № 4 по № 4.",
            "Запись № 5 журнала не продолжает предыдущую.",
            "Строка 1 таблицы consents появилась в обход программы.",
        ],
    ),
    "an entry is taken out and its neighbours are joined": (
        [
            "DELETE FROM audit_touches WHERE seq = 6",
            "DELETE FROM audit_entries WHERE seq = 6",
            "PRAGMA defer_foreign_keys = ON",
            "UPDATE audit_entries SET previous = (SELECT mac FROM audit_entries WHERE seq = 5) WHERE seq = 7",
            "UPDATE audit_touches SET seq = seq - 1 WHERE seq > 6",
            "UPDATE audit_entries SET seq = seq - 1 WHERE seq > 6",
        ],
        [
            "Запись № 6 журнала изменена в обход программы.",
            "Запись № 7 журнала изменена в обход программы.",
            "В журнале не хватает последних операций: 1. Открыта старая копия или файл повреждён.",
        ],
    ),
    "the last two entries are cut off": (
        ["DELETE FROM audit_touches WHERE seq > 6", "DELETE FROM audit_entries WHERE seq > 6"],
        ["В журнале не хватает последних операций: 2. Открыта старая копия или файл повреждён."],
    ),
    "the whole journal is emptied": (
        ["DELETE FROM audit_touches", "DELETE FROM audit_entries"],
        ["В журнале не хватает последних операций: 8. Открыта старая копия или файл повреждён."],
    ),
    "a card is changed": (
        ["UPDATE patients SET surname = 'Другой' WHERE id = 1"],
        ["Строка 1 таблицы patients изменена в обход программы."],
    ),
    "a consent is made longer": (
        ["UPDATE consents SET valid_until = '2030-01-01' WHERE id = 2"],
        ["Строка 2 таблицы consents изменена в обход программы."],
    ),
    "an answer is emptied": (
        ["UPDATE patients SET document_issued_on = NULL WHERE id = 1"],
        ["Строка 1 таблицы patients изменена в обход программы."],
    ),
    "a number is given back": (
        ["UPDATE counters SET last = 0 WHERE kind = 'application'"],
        ["Строка 3 таблицы counters изменена в обход программы."],
    ),
    "a person is given another role": (
        ["UPDATE staff SET role = 'administrator' WHERE id = 1"],
        ["Строка 1 таблицы staff изменена в обход программы."],
    ),
    "a row is added": (
        ["INSERT INTO counters (kind, year, last) VALUES ('consent', 2025, 9)"],
        ["Строка 4 таблицы counters появилась в обход программы."],
    ),
    "a step of an application is deleted": (
        ["DELETE FROM application_steps WHERE id = 2"],
        ["Строка 2 таблицы application_steps исчезла в обход программы."],
    ),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_tampering_is_found_and_named(told: Register, clock: Clock, what: str) -> None:
    statements, sentences = TAMPERED[what]
    with another_program(told) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    found = found_by_check(told, clock)
    for sentence in sentences:
        assert sentence in found


def test_what_is_wrong_in_the_journal_is_told_at_unlocking(told: Register, clock: Clock) -> None:
    with another_program(told) as connection:
        connection.exec_driver_sql("UPDATE audit_entries SET action = 'patients.look' WHERE seq = 7")
    opened = Register.open(told.folder, "zimin", PASSWORD, clock=clock)
    assert opened.findings == [EDITED_7]
    opened.close()


def test_even_a_chain_made_anew_with_its_own_key_does_not_fit_the_anchor(told: Register, clock: Clock) -> None:
    """Whoever has the password has the journal's key too; only what lies outside the file tells of him."""
    with another_program(told) as connection, Session(connection) as session:
        key = session.get_one(Seal, 1).audit_key
        previous = audit.GENESIS
        for entry in session.scalars(sa.select(AuditEntry).order_by(AuditEntry.seq)):
            if entry.seq == 7:
                entry.person_id = 2
            entry.previous = previous
            entry.mac = previous = made_anew(session, key, entry)
        session.flush()
        assert list(audit.broken_links(session, key)) == []
    assert found_by_check(told, clock) == ["Журнал до операции № 8 не тот, что видел этот компьютер: файл подменён."]


def made_anew(session: Session, key: bytes, entry: AuditEntry) -> str:
    values = {column.key: getattr(entry, column.key) for column in AuditEntry.__table__.columns if column.key != "mac"}
    values["at"] = entry.at.isoformat(timespec="microseconds")
    columns = AuditTouch.__table__.columns
    rows = session.execute(sa.select(*columns).where(AuditTouch.seq == entry.seq).order_by(AuditTouch.position))
    return audit.entry_mac(key, values, [dict(row._mapping) for row in rows])


def test_two_hundred_attacks_are_all_found(tmp_path: Path) -> None:
    """R18; a release run makes a thousand."""
    outcome = audit_attacks.run(200, tmp_path)
    assert outcome.wrong == []
    assert outcome.tried == 200
    assert outcome.counted["at unlock"] > outcome.counted["by the whole check"] > 0


def test_an_answer_taken_back_to_its_default_is_as_if_it_was_never_given(register: Register) -> None:
    person = factories.patient(register)
    patients.amend(register, person.id, {"phone": "", "remark": "не звонить"})
    patients.amend(register, person.id, {"remark": ""})
    assert schema.check(register) == []
