"""The four logs beside the journal itself: looks, papers, what was told of a patient, what left anonymised."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

import sqlalchemy as sa

from narcdesk import disclosures
from narcdesk.audit import AuditEntry, AuditTouch, Change
from narcdesk.commission.ledger import SentBatch
from narcdesk.dates import Period
from narcdesk.disclosures import Line
from narcdesk.documents import Document
from narcdesk.journal import Wanted, between
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.staff import Person

PAGE = 200
LAST_LOOKS = 5000
LOOKS = (
    "patients.look",
    "patients.look_counted",
    "infections.look",
    "infections.look_counted",
)  # acts that look at cards
_WAYS = {"documents.printed": "на принтер", "documents.saved": "в файл"}


@dataclass(frozen=True)
class Looked:
    """A worker and a card that he opened: how many times, and when first and last."""

    person_id: int
    who: str
    card_number: int
    times: int
    first: datetime
    last: datetime


def looked(
    register: Register, wanted: Wanted, *, offset: int = 0, limit: int = PAGE, among: int | None = LAST_LOOKS
) -> list[Looked]:
    """Who looked at whom, the last first; for the head and the administrator.

    Where no card is asked for, only the last `among` looks that fit are gathered: a screen cannot wait for more.
    """
    register.person.must("audit.check")
    zone = register.now().tzinfo
    last = sa.func.max(AuditEntry.seq)
    query = (
        sa.select(
            AuditEntry.person_id,
            Patient.card_number,
            sa.func.count(),
            sa.type_coerce(sa.func.min(AuditEntry.at), AuditEntry.at.type).label("first"),
            sa.type_coerce(sa.func.max(AuditEntry.at), AuditEntry.at.type).label("last"),
            Person,
        )
        .select_from(AuditTouch)
        .join(AuditEntry, AuditEntry.seq == AuditTouch.seq)
        .join(Patient, Patient.id == AuditTouch.record_id)
        .join(Person, Person.id == AuditEntry.person_id)
        .where(AuditTouch.kind == Patient.__tablename__, AuditTouch.change == Change.LOOK.value)
        .group_by(AuditEntry.person_id, AuditTouch.record_id)
        .order_by(last.desc())
        .offset(offset)
        .limit(limit)
    )
    if wanted.card_number is not None:
        query = query.where(Patient.card_number == wanted.card_number, *between(wanted, zone))
        if wanted.person_id is not None:
            query = query.where(AuditEntry.person_id == wanted.person_id)
    else:
        query = query.where(AuditTouch.seq.in_(_last_looks(wanted, zone, among)))
    with register.read() as session:
        return [
            Looked(person.id, person.short_name, card, times, first.astimezone(zone), at_last.astimezone(zone))
            for _, card, times, first, at_last, person in session.execute(query)
        ]


def _last_looks(wanted: Wanted, zone: tzinfo | None, among: int | None) -> sa.Select[int]:
    """The entries of the last looks that are wanted, found by the index of actions."""
    looks = sa.select(AuditEntry.seq).where(AuditEntry.action.in_(LOOKS), *between(wanted, zone))
    if wanted.person_id is not None:
        looks = looks.where(AuditEntry.person_id == wanted.person_id)
    return looks.order_by(AuditEntry.seq.desc()).limit(among)


@dataclass(frozen=True)
class PaperOut:
    """A paper about a patient that went to a printer or into a file, outside the register."""

    seq: int
    at: datetime
    who: str
    card_number: int | None
    title: str
    public_id: str
    way: str


def papers_out(register: Register, wanted: Wanted, *, offset: int = 0, limit: int = PAGE) -> list[PaperOut]:
    """Every paper that was printed or saved as a file, the last first."""
    register.person.must("audit.check")
    zone = register.now().tzinfo
    query = (
        sa.select(AuditEntry, Document, Patient.card_number, Person)
        .join(AuditTouch, sa.and_(AuditTouch.seq == AuditEntry.seq, AuditTouch.kind == Document.__tablename__))
        .join(Document, Document.id == AuditTouch.record_id)
        .join(Person, Person.id == AuditEntry.person_id)
        .outerjoin(Patient, Patient.id == Document.patient_id)
        .where(AuditEntry.action.in_(_WAYS), *between(wanted, zone))
        .order_by(AuditEntry.seq.desc())
        .offset(offset)
        .limit(limit)
    )
    if wanted.person_id is not None:
        query = query.where(AuditEntry.person_id == wanted.person_id)
    if wanted.card_number is not None:
        query = query.where(Patient.card_number == wanted.card_number)
    with register.read() as session:
        return [
            PaperOut(
                seq=entry.seq,
                at=entry.at.astimezone(zone),
                who=person.short_name,
                card_number=card,
                title=paper.title,
                public_id=paper.public_id,
                way=_WAYS[entry.action],
            )
            for entry, paper, card, person in session.execute(query)
        ]


def disclosed(register: Register, wanted: Wanted, *, offset: int = 0, limit: int = PAGE) -> list[Line]:
    """The log of what was told of a patient, to whom and on what ground."""
    return disclosures.listing(
        register,
        person_id=wanted.person_id,
        since=wanted.since,
        until=wanted.until,
        card_number=wanted.card_number,
        offset=offset,
        limit=limit,
    )


@dataclass(frozen=True)
class SentOut:
    """An anonymised batch that left: order 140 of Roskomnadzor asks who, when, by what rules, to whom, which file."""

    id: int
    on: date
    who: str
    recipient: str
    period: str
    batch_id: str
    file_name: str
    file_sha256: str
    policy_sha256: str
    confirmed: str = ""  # the second person, where there was one


def anonymised(register: Register, wanted: Wanted, *, offset: int = 0, limit: int = PAGE) -> list[SentOut]:
    """The journal of anonymisation, the last first."""
    register.person.must("audit.check")
    query = (
        sa.select(SentBatch, Person)
        .join(Person, Person.id == SentBatch.made_by)
        .order_by(SentBatch.id.desc())
        .offset(offset)
        .limit(limit)
    )
    if wanted.person_id is not None:
        query = query.where(SentBatch.made_by == wanted.person_id)
    if wanted.since is not None:
        query = query.where(SentBatch.made_on >= wanted.since)
    if wanted.until is not None:
        query = query.where(SentBatch.made_on <= wanted.until)
    if wanted.card_number is not None:
        return []  # a batch is about nobody
    with register.read() as session:
        people = {person.id: person.short_name for person in session.scalars(sa.select(Person))}
        return [
            SentOut(
                id=batch.id,
                on=batch.made_on,
                who=person.short_name,
                recipient=RECIPIENTS.get(batch.recipient, batch.recipient),
                period=Period.parse(batch.period).label,
                batch_id=batch.batch_id,
                file_name=batch.file_name,
                file_sha256=batch.file_sha256,
                policy_sha256=batch.policy_sha256,
                confirmed=people.get(batch.confirmed_by or 0, ""),
            )
            for batch, person in session.execute(query)
        ]


RECIPIENTS = {  # code -> who it is, for a list
    "municipal": "муниципальная комиссия",
    "regional": "региональная комиссия",
    "public": "открытая публикация",
    "medical": "областной диспансер",
}
