"""What the head changes about the office itself: its requisites, who works in it, and passwords."""

from collections.abc import Callable, Mapping
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
from narcdesk.staff import Person
from narcdesk.vault.slots import clean_login
from narcdesk.vault.strength import must_be_strong

Progress = Callable[[int, int], object]  # pages done, of how many


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
        # In any case of its letters: the slots know no difference, and a slot given twice is taken from the first one.
        taken = {clean_login(login).casefold() for login in session.scalars(sa.select(Person.login))}
        if clean_login(values["login"]).casefold() in taken:
            raise Invalid([Problem("login", "Имя для входа: такое уже есть или было, выберите другое")])
        must_be_strong(password, about(register, values))
        person = Person(**values, added_on=register.today())
        session.add(person)
        session.flush()
        # The slot last: if the file of keys cannot be written, the person is not in the register either.
        register.keys.give(person.login, password, kdf)
    return person


def dismiss(register: Register, person_id: int) -> Person:
    """A person works here no more: his way in is taken, what he did stays under his name. Raises UserError.

    Whoever kept a copy of the folder and a password can still open that copy, and whoever kept the key itself also
    this register: against the second only `rekey` helps, which the window offers.
    """
    with register.write("staff.dismiss") as session:
        person = _working(session, person_id)
        if person.id == register.person.id:
            # A head alone does this, so the last head stays.
            raise UserError("Себе доступ не закрывают.", do="Попросите об этом другого заведующего.")
        person.closed_on = register.today()
        session.flush()
        # The slot last, as in `hire`: if the file of keys cannot be written, the person still works here.
        register.keys.take(person.login)
    return person


def _working(session: Session, person_id: int) -> Person:
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound("Такого сотрудника в реестре нет.")
    if person.closed_on is not None:
        raise UserError(
            f"{person.short_name} уже не работает с реестром: с {show(person.closed_on)}.",
            do="Если он вернулся, добавьте его снова, с новым именем для входа.",
        )
    return person


def change_password(register: Register, old: str, new: str) -> Person:
    """Change one's own password; the register itself is not encrypted anew."""
    with register.keys.follow(), register.write("staff.change_password") as session:
        person = session.get_one(Person, register.person.id)
        must_be_strong(new, about(register, vars(person)))
        register.look(session, person)
        register.keys.change_password(person.login, old, new)
    return person


def reset_password(register: Register, person_id: int, new: str, *, kdf: vault.Kdf = vault.OFFICE) -> Person:
    """Give another person a new first password without knowing his old one, which opens nothing any more."""
    with register.keys.follow(), register.write("keys.reset_password") as session:
        person = _working(session, person_id)
        if person.id == register.person.id:
            raise UserError("Свой пароль меняют, зная прежний.", do="Нажмите «Сменить свой пароль…».")
        must_be_strong(new, about(register, vars(person)))
        register.look(session, person)
        register.keys.give(person.login, new, kdf)
    return person


def about(register: Register, person: Mapping[str, Any]) -> list[str]:
    """What a password of a person must not be made of: his name and login, the name of the office."""
    with register.read() as session:
        office = requisites(session)
    names = (str(person.get(name, "")) for name in ("surname", "given", "patronymic", "login"))
    return [*names, office.short_name, office.name, office.district]


def rekey(register: Register, progress: Progress = lambda done, of: None) -> None:
    """Encrypt the register anew under another key: for when somebody may have kept the old one.

    Passwords stay; the sheet of recovery words is worthless from then on and a new one is due. Stopping it by an error
    of `progress` changes nothing. Journalled before and after, for the entry cannot be in the same transaction. Raises
    NoSpace, NotWritable, Damaged, DiskTrouble: then the old key stays.
    """
    with register.write("keys.begin_rekey"):
        pass
    register.keys.rekey(progress)
    with register.write("keys.rekey"):
        pass


def accept_copy(register: Register) -> bool:
    """The head goes on with a copy that this computer doubts."""
    register.accept_copy()
    return True


def trust_clock(register: Register) -> bool:
    """The head says that the day on the computer is right, whatever the journal remembers."""
    register.trust_clock()
    return True


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
