"""The keys of recipients to whom batches leave encrypted: the public halves only, each with its fingerprint.

Where a key is kept, batches for that recipient are encrypted to it. Where the rules of a recipient want encryption, no
batch leaves without his key.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk.base import Base
from narcdesk.commission import policy, sealing
from narcdesk.commission.cohorts import policy as cohorts
from narcdesk.commission.sealing import PublicKey
from narcdesk.errors import UserError
from narcdesk.register import Register

_LONGEST = 2**16  # bytes of a file that may be a key; a real one has 113


class RecipientKey(Base, kw_only=True):
    """The public key of one recipient."""

    __tablename__ = "recipient_keys"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    recipient: Mapped[str] = mapped_column(sa.String(24), unique=True)
    pem: Mapped[str] = mapped_column(sa.String(200))
    kept_on: Mapped[date]


@dataclass(frozen=True)
class Recipient:
    """Who may be given batches, and the key that they are encrypted to, if one is kept."""

    code: str
    title: str
    required: bool  # nothing leaves without his key
    key: PublicKey | None
    kept_on: date | None


def listing(register: Register) -> list[Recipient]:
    """Every recipient that there are rules for today."""
    register.person.must("commission.preview")
    with register.read() as session:
        rows = {row.recipient: row for row in session.scalars(sa.select(RecipientKey))}
    today = register.today()
    codes = dict.fromkeys(one.recipient for one in policy.all_policies() if one.valid_from <= today)
    of_all: list[policy.Policy | cohorts.Rules] = [policy.in_force(code, today) for code in codes]
    found = []
    for rules in (*of_all, cohorts.in_force(today)):
        row = rows.get(rules.recipient)
        key = PublicKey(row.pem.encode("ascii")) if row else None
        found.append(Recipient(rules.recipient, rules.title, rules.sealed, key, row.kept_on if row else None))
    return found


def in_file(path: Path) -> PublicKey:
    """The key in a file that a recipient has sent; raises UserError."""
    try:
        with path.open("rb") as file:
            return sealing.public_key(file.read(_LONGEST))  # not the whole of whatever was chosen by mistake
    except OSError as error:
        raise UserError(
            f"Файл «{path.name}» не читается.", do="Проверьте, что это файл и носитель исправен."
        ) from error


def keep(register: Register, recipient: str, pem: bytes) -> PublicKey:
    """From now on encrypt batches for this recipient to this key; raises UserError."""
    register.person.must("commission.recipient_key")
    key = sealing.public_key(pem)
    sealing.seal(b"", key)  # a key to which nothing can be encrypted is refused now, not when a batch leaves
    with register.write("commission.recipient_key") as session:
        row = session.scalar(_of(recipient))
        if row is None:
            kept = RecipientKey(recipient=recipient, pem=key.pem.decode("ascii"), kept_on=register.today())
            session.add(kept)
        else:
            row.pem, row.kept_on = key.pem.decode("ascii"), register.today()
    return key


def forget(register: Register, recipient: str) -> None:
    """Encrypt no longer to this recipient's key."""
    with register.write("commission.recipient_key") as session:
        if row := session.scalar(_of(recipient)):
            session.delete(row)


def kept(register: Register, recipient: str) -> PublicKey | None:
    """The key that batches for this recipient are encrypted to, or None."""
    register.person.must("commission.preview")
    with register.read() as session:
        return for_recipient(session, recipient)


def for_recipient(session: Session, recipient: str, *, required: bool = False) -> PublicKey | None:
    """The same for whoever writes a batch; raises UserError when there must be one and is none."""
    if row := session.scalar(_of(recipient)):
        return PublicKey(row.pem.encode("ascii"))
    if required:
        raise UserError(
            "Выгрузка для этого получателя уходит только зашифрованной, а его ключа в программе нет.",
            lost="Ничего не записано.",
            do="Возьмите у получателя открытый ключ, сверьте отпечаток и задайте его: «Настройки», «Шифр».",
        )
    return None


def _of(recipient: str) -> sa.Select[RecipientKey]:
    return sa.select(RecipientKey).where(RecipientKey.recipient == recipient)
