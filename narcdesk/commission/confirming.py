"""The second person of a batch: before it leaves, another one of the office has seen the risk report and says yes.

He enters his own login and password at the desk of whoever prepared it; nobody is signed out by that. What he confirms
is one batch in its very bytes (order 140 of Roskomnadzor: every act of anonymisation is on record, with who did it).
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from narcdesk import staff
from narcdesk.base import Base
from narcdesk.errors import Forbidden, UserError
from narcdesk.register import Register
from narcdesk.staff import FailedTries, Person

RIGHT = "commission.confirm"
NOT_HIMSELF = "Подтверждает второй сотрудник, а не тот, кто подготовил выгрузку."
SECOND = "Позовите заведующего или врача: он введёт своё имя для входа и пароль."
NOBODY = (
    "В кабинете нет второго сотрудника с этим правом: нужен ещё один заведующий или врач («Настройки», «Сотрудники»)."
)


class Unconfirmed(UserError):
    """A second person must have confirmed this batch, and has not."""


class BatchConfirmation(Base, kw_only=True):
    """One person's yes to one batch, known by its id and by the hash of the file that it makes."""

    __tablename__ = "batch_confirmations"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    batch_id: Mapped[str] = mapped_column(sa.String(64), index=True)
    file_sha256: Mapped[str] = mapped_column(sa.String(64))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    at: Mapped[datetime]


def second_people(register: Register) -> list[Person]:
    """Who of the office may say yes to what the person at this desk has prepared, by the alphabet."""
    with register.read("commission.preview") as session:
        working = sa.select(Person).where(Person.closed_on.is_(None), Person.id != register.person.id)
        people = session.scalars(working.order_by(Person.surname, Person.given))
        return [person for person in people if person.may(RIGHT)]


def confirm(register: Register, batch_id: str, file_sha256: str, login: str, password: str) -> Person:
    """A second person says yes to a batch that is ready, by his own password; gives who it was.

    Raises WrongPassword, MustWait, Forbidden for whoever prepared it, has left, or has no right to.
    """
    register.person.must("commission.preview")
    proved = register.keys.prove(login, password)
    with register.read() as session:
        person = staff.by_login(session, proved.login)
    if person is None:
        raise Forbidden("Этот сотрудник больше не работает с реестром.", do=_call(register))
    if person.id == register.person.id:
        raise Forbidden(NOT_HIMSELF, do=_call(register))
    with register.write("commission.confirm", by=person) as session:
        if proved.failed_before:
            session.add(FailedTries(person_id=person.id, at=register.now(), tries=proved.failed_before))
        session.add(
            BatchConfirmation(batch_id=batch_id, file_sha256=file_sha256, person_id=person.id, at=register.now())
        )
    return person


def confirmed_by(register: Register, batch_id: str, file_sha256: str) -> Person | None:
    """Who confirmed exactly this batch and may still do so; None when nobody but the one who lets it out did."""
    with register.read("commission.preview") as session:
        found = session.scalars(
            sa.select(Person)
            .join(BatchConfirmation, BatchConfirmation.person_id == Person.id)
            .where(
                BatchConfirmation.batch_id == batch_id,
                BatchConfirmation.file_sha256 == file_sha256,
                Person.id != register.person.id,
                Person.closed_on.is_(None),
            )
            .order_by(BatchConfirmation.id.desc())
        )
        return next((person for person in found if person.may(RIGHT)), None)


def must_be_confirmed(register: Register, batch_id: str, file_sha256: str, *, required: bool) -> int | None:
    """The id of who confirmed the batch, to stand in the journal of anonymisation; raises Unconfirmed."""
    person = confirmed_by(register, batch_id, file_sha256)
    if person is None and required:
        words = "Эту выгрузку должен подтвердить второй сотрудник."
        raise Unconfirmed(words, lost="Ничего не записано.", do=_call(register))
    return person.id if person is not None else None


def _call(register: Register) -> str:
    """Whom to call; an office of one must first take on somebody who may."""
    return SECOND if second_people(register) else NOBODY
