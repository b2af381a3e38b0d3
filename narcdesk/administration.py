"""What the head changes about the office itself: its requisites, who works in it, and passwords."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import vault
from narcdesk.dates import show
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.fields import Reading, read
from narcdesk.office import Office, requisites
from narcdesk.register import Register
from narcdesk.staff import Person, Role

SHORTEST = 10  # letters of a password; strength by words and layouts comes with its own issue


def office(register: Register) -> Office:
    """The requisites of the office."""
    with register.read() as session:
        return requisites(session)


def amend_office(register: Register, typed: Mapping[str, Any]) -> Office:
    """Change the requisites; papers made before keep what they said."""
    with register.write("office.amend") as session:
        found = requisites(session)
        for name, value in _accepted(read(Office, typed, register.today())).items():
            setattr(found, name, value)
    return found


def staff(register: Register) -> list[Person]:
    """Everybody who works or worked here, the present ones first."""
    with register.read() as session:
        return list(
            session.scalars(sa.select(Person).order_by(Person.closed_on.is_not(None), Person.surname, Person.given))
        )


def hire(register: Register, typed: Mapping[str, Any], password: str, *, kdf: vault.Kdf = vault.OFFICE) -> Person:
    """Let one more person in, with a login and a first password of his own."""
    with register.write("staff.hire") as session:
        values = _accepted(read(Person, typed, register.today(), whole=True))
        if session.scalar(sa.select(Person.id).where(Person.login == values["login"])) is not None:
            raise Invalid([Problem("login", "Имя для входа: такое уже есть или было, выберите другое")])
        must_be_long(password)
        person = Person(**values, added_on=register.today())
        session.add(person)
        session.flush()
        # The slot last: if the file of keys cannot be written, the person is not in the register either.
        register.add_slot(person.login, password, kdf)
    return person


def dismiss(register: Register, person_id: int) -> Person:
    """A person works here no more: his way in is taken, what he did stays under his name. Raises UserError.

    Whoever kept a copy of the folder and a password can still open that copy.
    """
    with register.write("staff.dismiss") as session:
        person = session.get(Person, person_id)
        if person is None:
            raise NotFound("Такого сотрудника в реестре нет.")
        if person.closed_on is not None:
            raise UserError(f"{person.short_name} уже не работает с реестром: с {show(person.closed_on)}.")
        if person.id == register.person.id:
            raise UserError("Себе доступ не закрывают.", do="Попросите об этом другого заведующего или администратора.")
        if person.role == Role.HEAD and _heads(session) == 1:
            raise UserError("Это единственный заведующий.", do="Сначала добавьте другого заведующего.")
        person.closed_on = register.today()
        session.flush()
        # The slot last, as in `hire`: if the file of keys cannot be written, the person still works here.
        register.remove_slot(person.login)
    return person


def _heads(session: Session) -> int:
    query = sa.select(sa.func.count()).where(Person.role == Role.HEAD.value, Person.closed_on.is_(None))
    return session.scalar(query) or 0


def change_password(register: Register, old: str, new: str) -> Person:
    """Change one's own password; the register itself is not encrypted anew."""
    with register.write("staff.change_password") as session:
        must_be_long(new)
        person = session.get_one(Person, register.person.id)
        register.look(session, person)
        register.change_password(old, new)
    return person


def accept_copy(register: Register) -> bool:
    """The head goes on with a copy that this computer doubts."""
    register.accept_copy()
    return True


def must_be_long(password: str) -> None:
    """Raise Invalid for a password that is too short."""
    if len(password) < SHORTEST:
        raise Invalid([Problem("password", f"Пароль: не короче {SHORTEST} знаков, лучше четыре слова")])


def new_office(typed: Mapping[str, Any], today: date) -> Office:
    """The office of a register that is being created; raises Invalid."""
    return Office(**_accepted(read(Office, typed, today, whole=True)))


def new_head(typed: Mapping[str, Any], today: date) -> Person:
    """The first person of a register that is being created; raises Invalid."""
    return Person(**_accepted(read(Person, {**typed, "role": "head"}, today, whole=True)), added_on=today)


def _accepted(reading: Reading) -> dict[str, Any]:
    if reading.problems:
        raise Invalid(reading.problems)
    return reading.values
