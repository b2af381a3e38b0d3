"""What is typed and not saved yet: kept inside the register, aside of its journal, each for who typed it.

A draft is no record of the office: it has no number, needs no right, and nobody answers for what stands in it; so the
journal leaves it out, and only its author reads it. It outlives the lock, a crash and a forced log-off, and goes with
the act that saves what it holds. That others have something unfinished, and how much, is told to whoever may close
their access: it would be out of reach then. What it is about is not told, because it is not checked yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk.audit import AuditEntry, AuditTouch, Change
from narcdesk.audit.aside import ASIDE
from narcdesk.base import Base
from narcdesk.dates import show
from narcdesk.errors import NotFound
from narcdesk.register import PATIENCE, Register
from narcdesk.staff import Person


@dataclass(frozen=True)
class Subject:
    """Which form it is and of what: `form` is the action that it is for, `title` and `who` are what stands over it.

    A form that changes something which is there names its table and row; no row of another table is pointed at by a
    key, so that a draft stays when what it is about is gone.
    """

    form: str
    title: str
    who: str = ""
    patient_id: int | None = None
    record_id: int | None = None
    kind: str = ""  # the table of the record, where the form changes it


@dataclass(frozen=True)
class Contents:
    """Everything on the screen letter by letter, and where the cursor is: the field, and the letter in it."""

    values: Mapping[str, Any]
    cursor: str = ""
    position: int = 0


class Draft(Base, kw_only=True):
    """One form that was left unfinished."""

    __tablename__ = "drafts"
    __table_args__ = {"info": ASIDE}

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    form: Mapped[str] = mapped_column(sa.String(64))
    title: Mapped[str] = mapped_column(sa.String(300))
    who: Mapped[str] = mapped_column(sa.String(500))
    patient_id: Mapped[int | None]
    record_id: Mapped[int | None]
    kind: Mapped[str] = mapped_column(sa.String(64))
    contents: Mapped[dict[str, Any]]
    cursor: Mapped[str] = mapped_column(sa.String(80))
    position: Mapped[int]
    begun_seq: Mapped[int]  # the last entry of the journal when the form was opened
    seq: Mapped[int]  # the same when it was kept last: this orders drafts, not the clock, which may be wrong
    kept_at: Mapped[datetime]

    @property
    def subject(self) -> Subject:
        """Which form it is and of what."""
        return Subject(self.form, self.title, self.who, self.patient_id, self.record_id, self.kind)

    @property
    def typed(self) -> Contents:
        """What stood on the screen."""
        return Contents(self.contents, self.cursor, self.position)


def keep(
    register: Register,
    subject: Subject,
    typed: Contents,
    *,
    begun_seq: int,
    draft_id: int | None = None,
    patience: float = PATIENCE,
) -> int:
    """Put away what is typed, in the place of what was put away before; gives the number of the draft.

    Raises UserError when other work has the register for longer than `patience` seconds.
    """
    with register.aside(patience) as session:
        draft = _own(register, session, draft_id)
        if draft is None:
            draft = Draft(
                person_id=register.person.id,
                form=subject.form,
                title=subject.title,
                who=subject.who,
                patient_id=subject.patient_id,
                record_id=subject.record_id,
                kind=subject.kind,
                contents={},
                cursor="",
                position=0,
                begun_seq=begun_seq,
                seq=0,
                kept_at=register.now(),
            )
            session.add(draft)
        draft.title, draft.who = subject.title, subject.who
        draft.contents = dict(typed.values)
        draft.cursor, draft.position = typed.cursor, typed.position
        draft.seq, draft.kept_at = register.head.seq, register.now()
        session.flush()
        return draft.id


def drop(register: Register, draft_id: int) -> None:
    """Throw a draft away: what it held is saved, or not wanted. One that is gone already is no harm."""
    with register.aside() as session:
        if (draft := _own(register, session, draft_id)) is not None:
            session.delete(draft)


def mine(register: Register) -> list[Draft]:
    """What the person who signed in has left unfinished, the last first."""
    own = sa.select(Draft).where(Draft.person_id == register.person.id)
    with register.read() as session:
        return list(session.scalars(own.order_by(Draft.seq.desc(), Draft.id.desc())))


def one(register: Register, draft_id: int) -> Draft:
    """A draft of the person who signed in; raises NotFound, also for another's."""
    with register.read() as session:
        draft = _own(register, session, draft_id)
    if draft is None:
        raise NotFound("Этого черновика больше нет.")
    return draft


def left_by(register: Register, person_id: int) -> int:
    """How many forms a person has left unfinished; what they are about is not told. Raises Forbidden."""
    with register.read("staff.dismiss") as session:
        found = session.scalar(sa.select(sa.func.count()).where(Draft.person_id == person_id))
    return found or 0


def doubt(register: Register, subject: Subject, begun_seq: int) -> str:
    """Why what was typed may not fit any more, in a sentence: it was changed, or it is gone. "" when it fits."""
    with register.read() as session:
        if subject.patient_id is not None and not _is_there(session, "patients", subject.patient_id):
            return "Карты пациента, о котором это, в реестре больше нет."
        if not subject.kind or subject.record_id is None:
            return ""
        if not _is_there(session, subject.kind, subject.record_id):
            return "Записи, которую меняли в этой форме, в реестре больше нет."
        changed = session.execute(
            sa.select(AuditEntry.at, AuditEntry.person_id)
            .join(AuditTouch, AuditTouch.seq == AuditEntry.seq)
            .where(
                AuditTouch.kind == subject.kind,
                AuditTouch.record_id == subject.record_id,
                AuditTouch.change != Change.LOOK.value,
                AuditTouch.seq > begun_seq,
            )
            .order_by(AuditTouch.seq.desc())
            .limit(1)
        ).first()
        if changed is None:
            return ""
        by = session.get(Person, changed.person_id) if changed.person_id is not None else None
    who = f", {by.short_name}" if by is not None else ""
    when = show(changed.at.astimezone(register.now().tzinfo).date())
    return f"С тех пор запись изменили: {when}{who}. Сверьте введённое с картой, прежде чем сохранять."


def _own(register: Register, session: Session, draft_id: int | None) -> Draft | None:
    """A draft of this person: a number may have been given anew to another's."""
    draft = session.get(Draft, draft_id) if draft_id is not None else None
    return draft if draft is not None and draft.person_id == register.person.id else None


def _is_there(session: Session, table: str, record_id: int) -> bool:
    found = Base.metadata.tables[table]
    (key,) = found.primary_key.columns
    return session.scalar(sa.select(key).where(key == record_id)) is not None
