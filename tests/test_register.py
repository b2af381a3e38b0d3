"""The two doors: what an act writes, what it leaves when it fails, what the journal makes of it."""

import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from narcdesk import applications, patients, schema, vault
from narcdesk.audit import AuditEntry, AuditTouch
from narcdesk.errors import Forbidden, Invalid
from narcdesk.office import Counter
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.factories import PASSWORD, Clock


def entries(register: Register) -> list[AuditEntry]:
    with register.read() as session:
        return list(session.scalars(sa.select(AuditEntry).order_by(AuditEntry.seq)))


def actions(register: Register) -> list[str]:
    return [entry.action for entry in entries(register)]


def touches(register: Register, seq: int) -> list[tuple[str, int, str, list[str]]]:
    with register.read() as session:
        found = session.scalars(sa.select(AuditTouch).where(AuditTouch.seq == seq).order_by(AuditTouch.position))
        return [(touch.kind, touch.record_id, touch.change, touch.fields) for touch in found]


class Trouble(Exception):
    """A bug of ours in the middle of an act."""


# An act


def test_an_act_is_one_entry_that_says_who_did_what_to_whom(register: Register) -> None:
    patient = factories.patient(register)
    entry = entries(register)[-1]
    assert (entry.action, entry.kind, entry.record_id, entry.patient_id) == ("patients.enter", "patients", 1, 1)
    assert entry.person_id == register.person.id == 1
    assert entry.at == register.now()
    assert touches(register, entry.seq) == [("counters", 1, "insert", []), ("patients", patient.id, "insert", [])]


def test_a_change_names_its_columns_and_tells_none_of_their_values(register: Register) -> None:
    patient = factories.patient(register)
    patients.amend(register, patient.id, {"phone": "89047770055", "remark": "просит не звонить"})
    entry = entries(register)[-1]
    assert touches(register, entry.seq) == [("patients", 1, "update", ["phone", "remark"])]
    with register.read() as session:
        journal = str(session.execute(sa.text("SELECT * FROM audit_entries, audit_touches")).all())
    assert "phone" in journal
    for told in ("79047770055", "не звонить", "Воробьёв", "11223344595"):
        assert told not in journal


def test_saving_what_stands_there_already_touches_nothing(register: Register) -> None:
    patient = factories.patient(register)
    patients.amend(register, patient.id, factories.card())
    assert actions(register)[-1] == "patients.amend"
    assert touches(register, register.head.seq) == []


def test_a_deleted_row_is_in_the_journal_and_the_register_still_checks(register: Register) -> None:
    application = factories.application(register, factories.patient(register).id)
    applications.amend(register, application.id, {}, papers={"П1": (2, None)})
    applications.amend(register, application.id, {}, papers={})
    assert ("application_papers", 1, "delete", []) in touches(register, register.head.seq)
    assert schema.check(register) == []


def test_papers_alone_are_still_journalled_as_the_patients(register: Register) -> None:
    application = factories.application(register, factories.patient(register).id)
    applications.amend(register, application.id, {}, papers={"П1": (2, None)})
    entry = entries(register)[-1]
    assert (entry.kind, entry.record_id, entry.patient_id) == ("applications", application.id, 1)


def test_looking_at_a_card_is_journalled(register: Register) -> None:
    patient = factories.patient(register)
    patients.look(register, patient.id)
    assert actions(register)[-1] == "patients.look"
    assert touches(register, register.head.seq) == [("patients", patient.id, "look", [])]


def test_a_row_looked_at_and_then_changed_was_changed(register: Register) -> None:
    factories.patient(register)
    with register.write("patients.amend") as session:
        patient = session.get_one(Patient, 1)
        register.look(session, patient)
        patient.remark = "переведён"
    assert touches(register, register.head.seq) == [("patients", 1, "update", ["remark"])]


def test_an_act_without_the_right_writes_nothing(register: Register, clock: Clock) -> None:
    with factories.signed_in(register, Role.ADMINISTRATOR, clock) as opened:
        before = opened.head
        with pytest.raises(Forbidden, match="администратор"):
            factories.patient(opened)
        assert patients.count(opened) == 0
        assert opened.head == before
        assert actions(opened)[-1] == "staff.sign_in"


def test_an_error_leaves_everything_as_it_was(register: Register) -> None:
    factories.patient(register)
    before = register.head

    def spoil() -> None:
        with register.write("patients.amend") as session:
            session.get_one(Patient, 1).surname = "Другой"
            session.add(Counter(kind="card", year=1, last=7))
            session.flush()
            raise Trouble

    with pytest.raises(Trouble):
        spoil()
    assert register.head == before
    assert actions(register)[-1] == "patients.enter"
    assert patients.one(register, 1).surname == "Воробьёв"
    assert factories.patient(register, snils="").card_number == 2
    assert schema.check(register) == []


def test_what_is_not_filled_in_takes_no_number(register: Register) -> None:
    with pytest.raises(Invalid):
        factories.patient(register, surname="")
    assert factories.patient(register).card_number == 1


def test_what_no_flush_sees_is_refused_inside_an_act(register: Register) -> None:
    factories.patient(register)
    statements: list[Any] = [
        sa.update(Patient).values(surname="Другой"),
        sa.delete(Patient),
        sa.insert(Counter).values(kind="card", year=1, last=1),
        sa.text("UPDATE patients SET surname = 'Другой'"),
    ]
    for statement in statements:
        with pytest.raises(RuntimeError, match="journal"), register.write("patients.amend") as session:
            session.execute(statement)
    assert schema.check(register) == []


def test_the_reading_door_changes_nothing(register: Register) -> None:
    factories.patient(register)
    with pytest.raises(sa.exc.OperationalError), register.read() as session:
        session.execute(sa.update(Patient).values(surname="Другой"))
    assert patients.one(register, 1).surname == "Воробьёв"


def test_what_was_read_is_plain_data_after_the_door_is_closed(register: Register) -> None:
    patient = patients.one(register, factories.patient(register).id)
    assert patient.full_name == "Воробьёв Илья Петрович"
    assert patient.birth.iso == "1988-03-12"


# Acts inside acts


def test_an_act_may_call_another_two_entries_one_transaction(register: Register) -> None:
    with register.write("patients.amend") as session:
        patient = factories.patient(register)
        session.get_one(Patient, patient.id).remark = "со слов матери"
    assert actions(register)[-2:] == ["patients.enter", "patients.amend"]
    assert touches(register, register.head.seq) == [("patients", 1, "update", ["remark"])]
    assert schema.check(register) == []


def test_what_the_outer_act_did_before_belongs_to_the_outer_one(register: Register) -> None:
    factories.patient(register)
    with register.write("patients.amend") as session:
        session.get_one(Patient, 1).remark = "пришёл с сестрой"
        factories.patient(register, surname="Воробьёва", given="Анна", sex="f", snils="")
    inner, outer = entries(register)[-2:]
    assert ("patients", 1, "update", ["remark"]) not in touches(register, inner.seq)
    assert touches(register, outer.seq) == [("patients", 1, "update", ["remark"])]


def test_an_error_of_the_outer_act_takes_the_inner_one_with_it(register: Register) -> None:
    before = register.head

    def spoil() -> None:
        with register.write("patients.amend"):
            factories.patient(register)
            raise Trouble

    with pytest.raises(Trouble):
        spoil()
    assert patients.count(register) == 0
    assert register.head == before


def test_of_an_inner_act_whose_error_was_caught_nothing_stays(register: Register) -> None:
    def spoil() -> None:
        with register.write("patients.enter") as session:
            factories.patient(register)
            session.add(Counter(kind="card", year=1, last=7))
            session.flush()
            raise Trouble

    with register.write("patients.amend") as session:
        with suppress(Trouble):
            spoil()
        session.add(Counter(kind="card", year=2, last=1))
    assert patients.count(register) == 0
    assert actions(register)[-1] == "patients.amend"
    assert schema.check(register) == []


def test_acts_together_are_one_transaction(register: Register) -> None:
    before = register.head

    def enter_two(**second: Any) -> None:
        with register.together():
            factories.patient(register)
            factories.patient(register, **second)

    with pytest.raises(Invalid):
        enter_two(surname="")
    assert patients.count(register) == 0
    assert register.head == before
    enter_two(snils="")
    assert actions(register)[-2:] == ["patients.enter", "patients.enter"]
    assert schema.check(register) == []


def test_acts_together_of_which_one_failed_do_not_stay_even_if_its_error_was_caught(register: Register) -> None:
    before = register.head

    def enter_two() -> None:
        with register.together():
            factories.patient(register)
            with suppress(Invalid):
                factories.patient(register, surname="", snils="")

    with pytest.raises(RuntimeError, match="failed inside"):
        enter_two()
    assert patients.count(register) == 0
    assert register.head == before
    assert schema.check(register) == []


def test_a_look_inside_a_look_is_the_same_one(register: Register) -> None:
    with register.read() as outer, register.read() as inner:
        assert inner is outer


def test_a_look_inside_an_act_sees_what_the_act_has_done(register: Register) -> None:
    with register.write("patients.enter") as session:
        factories.patient(register)
        assert patients.count(register) == 1
        with register.read() as inner:
            assert inner is session


def test_an_act_cannot_begin_inside_a_look(register: Register) -> None:
    with register.read(), pytest.raises(RuntimeError, match="inside a look"):
        factories.patient(register)
    assert patients.count(register) == 0


def test_two_threads_take_turns_and_the_journal_stays_one_chain(register: Register) -> None:
    def enter(letter: str) -> None:
        for number in range(8):
            factories.patient(register, surname=f"Поток{letter}", given=f"Имя{letter * number}", snils="")

    threads = [threading.Thread(target=enter, args=(letter,)) for letter in "аб"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert patients.count(register) == 16
    with register.read() as session:
        assert sorted(session.scalars(sa.select(Patient.card_number))) == list(range(1, 17))
    assert schema.check(register) == []


# Opening


def test_opening_is_journalled_as_a_sign_in(register: Register, clock: Clock) -> None:
    assert actions(register) == ["office.create", "staff.sign_in"]
    with factories.opened_again(register, clock) as opened:
        assert actions(opened) == ["office.create", "staff.sign_in", "staff.sign_in"]
        assert opened.findings == []


@pytest.mark.parametrize("role", list(Role))
def test_a_person_of_every_role_signs_in(register: Register, clock: Clock, role: Role) -> None:
    with factories.signed_in(register, role, clock) as opened:
        assert opened.person.role == role.value
        assert entries(opened)[-1].person_id == opened.person.id == 2


def test_the_login_may_be_typed_in_any_case(register: Register, clock: Clock) -> None:
    register.close()
    opened = Register.open(register.folder, " ZIMIN ", PASSWORD, clock=clock)
    assert opened.person.login == "zimin"
    opened.close()


def test_a_login_with_spaces_around_is_kept_without_them(tmp_path: Path, state: Path, clock: Clock) -> None:
    folder = tmp_path / "Реестр"
    person = factories.head(login=" Зимин ")
    Register.create(folder, factories.office(), person, PASSWORD, clock=clock, kdf=vault.QUICK).close()
    opened = Register.open(folder, "зимин", PASSWORD, clock=clock)
    assert opened.person.login == "Зимин"
    opened.close()


def test_a_wrong_password_opens_nothing_and_holds_nothing(register: Register, clock: Clock) -> None:
    register.close()
    with pytest.raises(vault.WrongPassword):
        Register.open(register.folder, "zimin", "берёза у реки", clock=clock)
    with factories.opened_again(register, clock) as opened:
        assert actions(opened)[-1] == "staff.sign_in"


def test_who_left_the_office_does_not_come_in(register: Register, clock: Clock) -> None:
    with factories.signed_in(register, Role.NURSE, clock) as opened, opened.read() as session:
        assert session.get_one(type(opened.person), 2).closed_on is None
    with factories.opened_again(register, clock) as opened, opened.write("staff.close") as session:
        session.get_one(type(opened.person), 2).closed_on = clock().date()
    with pytest.raises(Forbidden, match="больше не работает"):
        Register.open(register.folder, "nurse 2", PASSWORD, clock=clock)
    with factories.opened_again(register, clock) as opened:
        assert opened.person.login == "zimin"


def test_a_register_that_could_not_be_made_leaves_the_folder_free(tmp_path: Path, state: Path, clock: Clock) -> None:
    folder = tmp_path / "Реестр"
    with pytest.raises(ValueError, match="директор"):
        Register.create(
            folder, factories.office(), factories.head(role="директор"), PASSWORD, clock=clock, kdf=vault.QUICK
        )
    factories.register(folder, clock).close()
