"""The second person of a batch: who may say yes, to what, and all the ways in which somebody would go round it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from narcdesk import administration, audit, journal, vault
from narcdesk.commission import confirming, export, verification
from narcdesk.commission.batch import Batch
from narcdesk.commission.confirming import BatchConfirmation, Unconfirmed
from narcdesk.dates import Period
from narcdesk.errors import Forbidden, UserError
from narcdesk.staff import FailedTries, Role
from narcdesk.vault import MustWait, WrongPassword
from tests.counted_office import QUARTER, Office, office
from tests.factories import PASSWORD

OWN = "калина над тёплым прудом"  # the doctor's own password
PEOPLE = {
    "doctor": ("ольхин", OWN),
    "nurse": ("рябинина", OWN),
    "statistician": ("счётова", OWN),
    "administrator": ("сетевой", OWN),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The office with one person of every role; the head prepares. No test leaves anything that another minds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NARCDESK_STATE", str(tmp_path_factory.mktemp("память")))
        made = office(tmp_path_factory.mktemp("кабинет") / "реестр")
        for role, (login, password) in PEOPLE.items():
            typed = {"surname": login.title(), "given": "Вера", "role": role, "login": login, "post": "служба"}
            administration.hire(made.register, typed, password, kdf=vault.QUICK)
        yield made
        made.register.close()


@pytest.fixture
def batch(house: Office) -> Batch:
    """A batch that nothing may leave of without a second person, as the region's policy has it."""
    prepared = export.prepare(house.register, "municipal", Period.parse(QUARTER))
    assert not prepared.release.policy.second_person  # a municipality's only offers it
    policy = replace(prepared.release.policy, second_person=True)
    return replace(prepared, release=replace(prepared.release, policy=policy))


def test_what_needs_a_second_person_does_not_leave_without_him(house: Office, batch: Batch, tmp_path: Path) -> None:
    with pytest.raises(Unconfirmed, match="второй сотрудник"):
        export.send(house.register, batch, tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert batch.release.batch_id not in {sent.batch_id for sent in export.listing(house.register)}


def test_the_yes_is_the_doctor_s_own_and_the_session_stays_with_who_prepared(
    house: Office, batch: Batch, tmp_path: Path
) -> None:
    who = house.register.person
    doctor = export.confirm(house.register, batch, "ОЛЬХИН", OWN)  # logins are the same in any case
    assert (doctor.login, doctor.role, house.register.person) == ("ольхин", "doctor", who)
    entry = journal.listing(house.register, journal.Wanted())[0]
    assert (entry.action, entry.who) == ("Выгрузка подтверждена вторым сотрудником", doctor.short_name)
    exported = export.send(house.register, batch, tmp_path)
    assert verification.verify(exported.path).ok
    sent = export.listing(house.register)[0]
    assert (sent.made_by, sent.confirmed_by) == (who.id, doctor.id)
    assert journal.check(house.register).problems == ()


def test_one_batch_is_confirmed_and_no_other(house: Office, batch: Batch, tmp_path: Path) -> None:
    """Counted anew it is another batch, though every number be the same; so is one with a number changed."""
    export.confirm(house.register, batch, "ольхин", OWN)
    anew = replace(batch, release=replace(batch.release, batch_id="f" * 32))
    other = replace(batch, release=replace(batch.release, office="Другая больница"))
    for stale in (anew, other):
        with pytest.raises(Unconfirmed):
            export.send(house.register, stale, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_nobody_confirms_what_he_prepared_himself(house: Office, batch: Batch, tmp_path: Path) -> None:
    with pytest.raises(Forbidden, match="второй сотрудник, а не тот"):
        export.confirm(house.register, batch, "zimin", PASSWORD)
    with pytest.raises(Unconfirmed):
        export.send(house.register, batch, tmp_path)


def test_who_confirmed_cannot_let_it_out_as_its_preparer(house: Office, batch: Batch, tmp_path: Path) -> None:
    """The doctor's yes is no second person's when it is he who sends."""
    doctor = export.confirm(house.register, batch, "ольхин", OWN)
    head, house.register.person = house.register.person, doctor
    try:
        with pytest.raises(Forbidden):
            export.send(house.register, batch, tmp_path)
        doctor.role = Role.HEAD.value  # even had he the right to
        with pytest.raises(Unconfirmed):
            export.send(house.register, batch, tmp_path)
    finally:
        house.register.person = head


@pytest.mark.parametrize("role", ["nurse", "statistician", "administrator"])
def test_who_has_no_right_to_confirm_is_refused(house: Office, batch: Batch, role: str) -> None:
    login, password = PEOPLE[role]
    with pytest.raises(Forbidden, match="нет права"):
        export.confirm(house.register, batch, login, password)
    assert confirmations(house, batch) == []


def test_a_wrong_password_counts_as_at_signing_in_and_then_waits(house: Office, batch: Batch) -> None:
    for _ in range(3):
        with pytest.raises(WrongPassword):
            export.confirm(house.register, batch, "ольхин", "не тот пароль")
    doctor = export.confirm(house.register, batch, "ольхин", OWN)
    with house.register.read() as session:
        tries = session.scalars(sa.select(FailedTries.tries).where(FailedTries.person_id == doctor.id)).all()
    assert tries[-1] == 3
    typed = {"surname": "Забывчивая", "given": "Вера", "role": "doctor", "login": "забыла", "post": "врач"}
    administration.hire(house.register, typed, OWN, kdf=vault.QUICK)
    for _ in range(5):
        with pytest.raises(WrongPassword):
            export.confirm(house.register, batch, "забыла", "не тот пароль")
    with pytest.raises(MustWait):
        export.confirm(house.register, batch, "забыла", OWN)  # the right one, too early
    with pytest.raises(WrongPassword):
        export.confirm(house.register, batch, "никто", OWN)


def test_who_works_here_no_more_neither_confirms_nor_has_confirmed(house: Office, batch: Batch, tmp_path: Path) -> None:
    typed = {"surname": "Уволин", "given": "Пётр", "role": "doctor", "login": "уволин", "post": "врач"}
    person = administration.hire(house.register, typed, OWN, kdf=vault.QUICK)
    export.confirm(house.register, batch, "уволин", OWN)
    administration.dismiss(house.register, person.id)
    with pytest.raises(Unconfirmed):
        export.send(house.register, batch, tmp_path)
    with pytest.raises(WrongPassword):
        export.confirm(house.register, batch, "уволин", OWN)


def test_where_it_is_only_offered_a_batch_goes_without_and_the_yes_is_kept(
    house: Office, batch: Batch, tmp_path: Path
) -> None:
    offered = replace(batch.release, policy=replace(batch.release.policy, second_person=False))
    export.send(house.register, replace(batch, release=offered), tmp_path)
    assert export.listing(house.register)[0].confirmed_by is None
    again = export.prepare(house.register, "municipal", Period.parse(QUARTER))
    doctor = export.confirm(house.register, again, "ольхин", OWN)
    export.send(house.register, again, tmp_path)
    assert export.listing(house.register)[0].confirmed_by == doctor.id


def test_a_yes_survives_a_medium_that_failed(house: Office, batch: Batch, tmp_path: Path) -> None:
    """The prepared batch stays as it was: nothing is counted or asked again, and it keeps its number."""
    export.confirm(house.register, batch, "ольхин", OWN)
    no_folder = tmp_path / "это файл"
    no_folder.write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="Выгрузка 2026-Q1"):
        export.send(house.register, batch, no_folder)
    assert journal.listing(house.register, journal.Wanted())[0].action == "Не удалось записать выгрузку для комиссии"
    exported = export.send(house.register, batch, tmp_path / "другой")
    assert batch.release.batch_id[:8] in exported.path.name
    assert len(confirmations(house, batch)) == 1


def test_a_batch_that_the_stick_kept_though_it_was_pulled_is_written_again(
    house: Office, batch: Batch, tmp_path: Path
) -> None:
    """Named, and pulled before the folder was brought to it: the register does not know it, yet it is this one."""
    export.confirm(house.register, batch, "ольхин", OWN)
    first, second = tmp_path / "вынутый", tmp_path / "чужой"
    exported = export.send(house.register, batch, first)
    anew = export.prepare(house.register, "municipal", Period.parse(QUARTER))
    forgotten = replace(anew, release=replace(anew.release, batch_id="d" * 32))
    second.mkdir()
    export.confirm(house.register, forgotten, "ольхин", OWN)
    name = exported.path.name.replace(batch.release.batch_id[:8], "d" * 8)
    (second / name).write_bytes(export.package.build(forgotten, house.register.batch_key()))
    assert export.send(house.register, forgotten, second).path == second / name


def test_the_register_stays_whole(house: Office) -> None:
    with house.register.read() as session:
        assert audit.head_of(session) == house.register.head
    assert journal.check(house.register).problems == ()


def confirmations(house: Office, batch: Batch) -> list[BatchConfirmation]:
    with house.register.read() as session:
        asked = sa.select(BatchConfirmation).where(BatchConfirmation.batch_id == batch.release.batch_id)
        return list(session.scalars(asked))


def test_the_right_belongs_to_the_head_and_the_doctor_alone() -> None:
    may = {role for role in Role if confirming.Person(**_anybody, role=role.value).may(confirming.RIGHT)}
    assert may == {Role.HEAD, Role.DOCTOR}


_anybody = {"surname": "Иванов", "given": "Иван", "login": "и", "added_on": None}
