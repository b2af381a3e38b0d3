"""What the head changes about the office: requisites, who works in it, passwords."""

from typing import Any

import pytest

from narcdesk import administration, journal, schema, vault
from narcdesk.errors import Forbidden, Invalid, NotFound, UserError
from narcdesk.register import Register
from narcdesk.staff import Person, Role
from tests import factories
from tests.factories import DAY, Clock

NURSE = {"surname": "Орлова", "given": "Вера", "role": "nurse", "login": "орлова", "post": "медсестра"}
FIRST = "первый пароль Веры"


def hire(register: Register, password: str = FIRST, **changes: Any) -> Person:
    return administration.hire(register, {**NURSE, **changes}, password, kdf=vault.QUICK)


def refused(told: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.field for problem in told.value.problems]


def test_who_was_let_in_signs_in_with_the_first_password(register: Register, clock: Clock) -> None:
    hire(register)
    register.close()
    opened = Register.open(register.folder, "орлова", FIRST, clock=clock)
    assert (opened.person.full_name, opened.person.role_title) == ("Орлова Вера", "медсестра")
    opened.close()


@pytest.mark.parametrize("login", ["zimin", " zimin", "Zimin"])
def test_a_login_is_given_once(register: Register, login: str) -> None:
    with pytest.raises(Invalid) as told:
        hire(register, login=login)
    assert refused(told) == ["login"]
    assert [one.login for one in administration.staff(register)] == ["zimin"]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [({"given": "", "login": ""}, ["given", "login"]), ({"role": "king"}, ["role"])],
)
def test_a_worker_must_be_told_whole(register: Register, changes: dict[str, str], fields: list[str]) -> None:
    with pytest.raises(Invalid) as told:
        hire(register, **changes)
    assert refused(told) == fields


def test_what_is_left_out_is_told_and_no_crash(register: Register) -> None:
    with pytest.raises(Invalid) as told:
        administration.hire(register, {"surname": "Орлова"}, FIRST, kdf=vault.QUICK)
    assert refused(told) == ["given", "role", "login"]
    with pytest.raises(Invalid) as told:
        administration.new_office({"name": "Больница"}, DAY)
    assert refused(told) == ["short_name", "cabinet", "address", "region_code"]
    with pytest.raises(Invalid) as told:
        administration.new_head({"surname": "Зимин"}, DAY)
    assert refused(told) == ["given", "login"]


@pytest.mark.parametrize("password", ["кот", "Орлова1990!", "gfhjkm12345", "орлова вера"])
def test_a_weak_password_is_refused(register: Register, password: str) -> None:
    with pytest.raises(Invalid) as told:
        hire(register, password=password)
    assert refused(told) == ["password"]
    with pytest.raises(Invalid):
        administration.change_password(register, factories.PASSWORD, password.replace("рлова", "зимин"))
    assert register.person.login == "zimin"


@pytest.mark.parametrize("role", list(Role))
def test_everybody_changes_his_own_password(register: Register, clock: Clock, role: Role) -> None:
    with factories.signed_in(register, role, clock) as opened:
        administration.change_password(opened, factories.PASSWORD, "новый длинный пароль")
        folder, login = opened.folder, opened.person.login
    with pytest.raises(vault.WrongPassword):
        Register.open(folder, login, factories.PASSWORD, clock=clock)
    Register.open(folder, login, "новый длинный пароль", clock=clock).close()


def test_requisites_are_changed_by_the_head_and_not_by_a_nurse(register: Register, clock: Clock) -> None:
    changed = administration.amend_office(register, {"phone": "8 844 672-11-22 доб. 3", "email": "cab@primer.invalid"})
    assert changed.phone == "+78446721122 доб. 3"
    assert administration.office(register).short_name == "ГБУЗ «Заречная ЦРБ»"
    with factories.signed_in(register, Role.NURSE, clock) as opened, pytest.raises(Forbidden):
        administration.amend_office(opened, {"phone": ""})


# Who leaves


def test_who_left_cannot_sign_in_and_stays_in_the_journal(register: Register, clock: Clock) -> None:
    gone = administration.dismiss(register, hire(register).id)
    assert gone.closed_on == DAY
    last = journal.listing(register, journal.Wanted())[0]
    assert (last.action, last.who) == ("Закрыт доступ сотрудника", "Зимин А. Н.")
    assert [one.login for one in administration.staff(register)] == ["zimin", "орлова"]
    assert schema.check(register) == []
    register.close()
    assert vault.logins(register.folder) == ["zimin"]
    with pytest.raises(vault.WrongPassword):
        Register.open(register.folder, "орлова", FIRST, clock=clock)


def test_nobody_is_dismissed_twice_and_nobody_who_is_not_there(register: Register) -> None:
    person = hire(register)
    administration.dismiss(register, person.id)
    with pytest.raises(UserError, match=r"уже не работает с реестром: с 16\.03\.2026"):
        administration.dismiss(register, person.id)
    with pytest.raises(NotFound):
        administration.dismiss(register, 404)


def test_nobody_dismisses_himself_and_the_last_head_stays(register: Register, clock: Clock) -> None:
    with pytest.raises(UserError, match="Себе доступ не закрывают"):
        administration.dismiss(register, register.person.id)
    first = register.person.id
    second = hire(register, role="head", login="второй")
    with factories.signed_in(register, Role.HEAD, clock) as opened:
        administration.dismiss(opened, second.id)
        administration.dismiss(opened, first)
        with pytest.raises(UserError, match="Себе доступ не закрывают"):
            administration.dismiss(opened, opened.person.id)


def test_an_administrator_lets_nobody_in_so_that_he_cannot_make_himself_a_head(
    register: Register, clock: Clock
) -> None:
    first = register.person.id
    with factories.signed_in(register, Role.ADMINISTRATOR, clock) as opened:
        with pytest.raises(Forbidden):
            hire(opened, role="head", login="второй")
        with pytest.raises(Forbidden):
            administration.dismiss(opened, first)


def test_where_the_file_of_keys_cannot_be_written_the_person_still_works_here(register: Register) -> None:
    person, keys = hire(register), register.folder / "keys.json"
    kept = keys.rename(register.folder / "в стороне.json")
    keys.mkdir()
    with pytest.raises(UserError):
        administration.dismiss(register, person.id)
    keys.rmdir()
    kept.rename(keys)
    assert [one.closed_on for one in administration.staff(register)] == [None, None]
    assert vault.logins(register.folder) == ["zimin", "орлова"]
    assert administration.dismiss(register, person.id).closed_on == DAY


def test_whose_way_in_is_gone_already_is_dismissed_all_the_same(register: Register, clock: Clock) -> None:
    """The power may fail after the keys are written and before the register is."""
    person, folder = hire(register), register.folder
    register.close()
    with vault.unlock(folder, "zimin", factories.PASSWORD) as opened:
        opened.remove_slot("орлова")
    again = Register.open(folder, "zimin", factories.PASSWORD, clock=clock)
    assert administration.dismiss(again, person.id).closed_on == DAY
    again.close()


def test_a_nurse_dismisses_nobody(register: Register, clock: Clock) -> None:
    person = hire(register)
    with factories.signed_in(register, Role.NURSE, clock) as opened, pytest.raises(Forbidden):
        administration.dismiss(opened, person.id)
