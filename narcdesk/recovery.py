"""The recovery sheet: 24 words on paper in a sealed envelope, the only way back when every password is forgotten.

The words are the key itself and stand nowhere but on that paper. The register keeps which key the sheet is of, when
it was made, and when somebody last typed the words to see that they open it.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk.base import Base
from narcdesk.dates import add_months, show
from narcdesk.errors import Invalid, Problem
from narcdesk.office import requisites
from narcdesk.register import Clock, Register, local_clock
from narcdesk.vault import words as wordlist
from narcdesk.vault.strength import must_be_strong

ASKED_BACK = 2  # words of a new sheet that are typed back
SOON = timedelta(days=14)  # how long before its day the yearly drill is spoken of
MONTHS = 12


class RecoverySheet(Base, kw_only=True):
    """A sheet of words that was printed and read back; of a key that is no more, it opens only old copies."""

    __tablename__ = "recovery_sheets"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    key_id: Mapped[str] = mapped_column(sa.String(8))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    made_on: Mapped[date]
    drilled_on: Mapped[date | None] = mapped_column(default=None)


@dataclass(frozen=True)
class Standing:
    """How the register stands with its sheet: its days (None: there is none), and what is due, in a sentence."""

    key_id: str  # eight figures
    made_on: date | None
    drilled_on: date | None
    drill_on: date | None  # by when the words are to be tried again
    due: str  # "" when nothing is


def standing(register: Register) -> Standing:
    """The sheet of the present key; in a training register nothing is ever due."""
    with register.read("keys.sheet") as session:
        sheet = _sheet(session, register.keys.key_id)
        training = requisites(session).training
    if sheet is None:
        due = "" if training else "Листа со словами восстановления нет: если пароль забудут, реестр не открыть."
        return Standing(register.keys.key_id, None, None, None, due)
    day = add_months(sheet.drilled_on or sheet.made_on, MONTHS)
    due = f"Слова восстановления пора проверить: наберите их с листа до {show(day)}."
    if register.today() > day:
        due = f"Слова восстановления не проверяли больше года, проверка была назначена на {show(day)}."
    is_due = not training and register.today() >= day - SOON
    return Standing(sheet.key_id, sheet.made_on, sheet.drilled_on, day, due if is_due else "")


def words(register: Register) -> list[str]:
    """The words, to be printed; that they were shown is journalled."""
    with register.write("keys.show_words"):
        return register.keys.words()


def ask_back() -> list[int]:
    """The numbers (from 1) of the words to be typed back from a new sheet."""
    return sorted(secrets.SystemRandom().sample(range(1, wordlist.COUNT + 1), ASKED_BACK))


def keep_sheet(register: Register, typed: Mapping[int, str]) -> RecoverySheet:
    """The sheet was printed, and these words (number -> as typed) were read back from it; raises Invalid."""
    with register.write("keys.sheet") as session:
        right = register.keys.words()
        wrong = [number for number, word in typed.items() if not _same(word, right[number - 1])]
        if wrong:
            raise Invalid([Problem(f"word_{number}", f"Слово № {number}: на листе другое") for number in wrong])
        return _new_sheet(register, session)


def drill(register: Register, text: str) -> RecoverySheet:
    """All the words as typed from the sheet, to see that they open the register; raises vault.WrongWords."""
    with register.write("keys.drill") as session:
        register.keys.check_words(text)
        # Printed, but never read back: now it was, whole.
        sheet = _sheet(session, register.keys.key_id) or _new_sheet(register, session)
        sheet.drilled_on = register.today()
    return sheet


def recover(folder: Path, text: str, login: str, password: str, *, clock: Clock = local_clock) -> Register:
    """Open a register by its words as a head, who gets a new password.

    Raises Invalid for a weak one, vault.WrongWords, Forbidden, and what `vault.unlock_with_words` does.
    """
    must_be_strong(password, [login])
    return Register.recover(folder, text, login, password, clock=clock)


def _sheet(session: Session, key_id: str) -> RecoverySheet | None:
    query = sa.select(RecoverySheet).where(RecoverySheet.key_id == key_id).order_by(RecoverySheet.id.desc())
    return session.scalars(query.limit(1)).first()


def _new_sheet(register: Register, session: Session) -> RecoverySheet:
    sheet = RecoverySheet(key_id=register.keys.key_id, person_id=register.person.id, made_on=register.today())
    session.add(sheet)
    return sheet


def _same(typed: str, word: str) -> bool:
    return hmac.compare_digest(wordlist.known(typed).encode(), word.encode())
