"""What the search reads beside the cards: middles and misspellings of surnames, telephones from their end.

It is made of the cards in their own transaction, whoever writes them, and says nothing that they do not; so it stands
aside of the journal, and an older register gets it by a step of the schema. Surnames are kept once each.
"""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, Mapper, Session, mapped_column

from narcdesk import spelling
from narcdesk.audit.aside import ASIDE
from narcdesk.base import Base, Coded, coded
from narcdesk.patients.card import Patient


class SurnameCut(Coded):
    """How a part was cut out of a surname."""

    MIDDLE = "m", "середина"
    THINNED = "t", "без одной буквы"


class SurnamePart(Base, kw_only=True):
    """A part of a surname that some card has, or had."""

    __tablename__ = "surname_parts"
    __table_args__ = {"info": ASIDE}

    cut: Mapped[SurnameCut] = mapped_column(coded(SurnameCut, 1), primary_key=True)
    part: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    surname_key: Mapped[str] = mapped_column(sa.String(80), primary_key=True, index=True)


class PhoneTail(Base, kw_only=True):
    """The telephone of a card, its figures read from the end."""

    __tablename__ = "phone_tails"
    __table_args__ = {"info": ASIDE}

    patient_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tail: Mapped[str] = mapped_column(sa.String(40), index=True)


_PARTS, _TAILS = (Base.metadata.tables[table.__tablename__] for table in (SurnamePart, PhoneTail))


@event.listens_for(Session, "after_flush")
def _begin(session: Session, _context: object) -> None:
    """New cards have nothing there yet to be taken away, and many come together: an imported list is one flush."""
    cards = [row for row in session.new if isinstance(row, Patient)]
    if cards:
        connection = session.connection()
        keep_surnames(connection, {card.surname_key for card in cards})
        _keep_tails(connection, ((card.id, card.phone) for card in cards))


@event.listens_for(Patient, "after_update")
def _keep(_mapper: Mapper[Any], connection: sa.Connection, patient: Patient) -> None:
    """Each card that is flushed brings its own parts along."""
    state = sa.inspect(patient).attrs
    if state.surname_key.history.has_changes() or not state.surname_key.history.unchanged:
        keep_surname(connection, patient.surname_key)
    if state.phone.history.has_changes() or not state.phone.history.unchanged:
        connection.execute(sa.delete(_TAILS).where(_TAILS.c.patient_id == patient.id))
        _keep_tails(connection, [(patient.id, patient.phone)])


_ARE_KEPT = sa.select(_PARTS.c.surname_key).where(_PARTS.c.surname_key.in_(sa.bindparam("keys", expanding=True)))
_CHUNK = 500  # surnames asked for at once


def keep_surname(connection: sa.Connection, key: str) -> None:
    """Keep the parts of a surname, unless they are."""
    keep_surnames(connection, [key])


def keep_surnames(connection: sa.Connection, keys: Iterable[str]) -> None:
    """The same of many, each of them once."""
    asked = sorted(set(keys))
    for start in range(0, len(asked), _CHUNK):
        some = asked[start : start + _CHUNK]
        kept = set(connection.scalars(_ARE_KEPT.distinct(), {"keys": some}))
        if parts := [part for key in some if key not in kept for part in parts_of(key)]:
            connection.execute(sa.insert(_PARTS), parts)


def _keep_tails(connection: sa.Connection, phones: Iterable[tuple[int, str]]) -> None:
    """The telephones of cards that have none kept yet."""
    tails = [{"patient_id": number, "tail": tail} for number, phone in phones if (tail := spelling.phone_tail(phone))]
    if tails:
        connection.execute(sa.insert(_TAILS), tails)


def parts_of(key: str) -> list[dict[str, str]]:
    """The rows that a surname has."""
    cuts = ((SurnameCut.MIDDLE, spelling.middles(key)), (SurnameCut.THINNED, spelling.thinned(key)))
    return [{"cut": cut, "part": part, "surname_key": key} for cut, parts in cuts for part in sorted(parts)]


def fill(connection: sa.Connection) -> None:
    """Keep what the cards say that are there: for who has put cards in past the mapper, as benchmarks do."""
    cards = Base.metadata.tables[Patient.__tablename__]
    keep_surnames(connection, connection.scalars(sa.select(cards.c.surname_key).distinct()))
    _keep_tails(connection, connection.execute(sa.select(cards.c.id, cards.c.phone)))
