"""What the head changes about the office: requisites, who works in it, passwords."""

from typing import Any

import pytest

from narcdesk import administration, vault
from narcdesk.errors import Forbidden, Invalid
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


def test_a_short_password_is_refused(register: Register) -> None:
    with pytest.raises(Invalid) as told:
        hire(register, password="кот")
    assert refused(told) == ["password"]
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
