"""Papers that the office made: what each says and the very edition of its form, so that it is drawn again alike.

The PDF itself is not kept: contents and edition give the same bytes. The QR code of a paper carries the paper's id and
an HMAC of its contents, keyed inside this register, so that the office can tell its own paper from an altered one.

A consent's sheet is the consent's own paper: one, however often it is printed, alone or in the set of an application.
What lies in a set is written down apart (`SetPaper`), so that the set refers to the sheet and needs no second one.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk.base import Base, place_of
from narcdesk.errors import NotFound
from narcdesk.files import must_have_room, put_in_place, read_back, write_beside
from narcdesk.register import Register


class FormEdition(Base, kw_only=True):
    """The text of a form as it was when a paper was made with it."""

    __tablename__ = "form_editions"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    form: Mapped[str] = mapped_column(sa.String(40))
    sha256: Mapped[str] = mapped_column(sa.String(64), unique=True)
    text: Mapped[str] = mapped_column(sa.Text)


class Document(Base, kw_only=True):
    """One paper of the office."""

    __tablename__ = "documents"
    __table_args__ = (sa.Index("ix_documents_about_kind_about_id", "about_kind", "about_id"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_id: Mapped[str] = mapped_column(sa.String(16), unique=True)  # printed small, says nothing by itself
    edition_id: Mapped[int] = mapped_column(sa.ForeignKey("form_editions.id"))
    form: Mapped[str] = mapped_column(sa.String(40))
    title: Mapped[str] = mapped_column(sa.String(200))
    patient_id: Mapped[int | None] = mapped_column(sa.ForeignKey("patients.id"), index=True, default=None)
    application_id: Mapped[int | None] = mapped_column(sa.ForeignKey("applications.id"), index=True, default=None)
    consent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("consents.id"), index=True, default=None)
    made_on: Mapped[date]
    made_by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    contents: Mapped[dict[str, Any]]
    seal: Mapped[str] = mapped_column(sa.String(64))
    anchor: Mapped[str] = mapped_column(sa.String(40))  # head of the journal when the paper was made
    about_kind: Mapped[str | None] = mapped_column(sa.String(40), default=None)  # the table of what it is about
    about_id: Mapped[int | None] = mapped_column(default=None)


class SetPaper(Base, kw_only=True):
    """A paper that was laid into the set of an application; the set is what was laid together last."""

    __tablename__ = "set_papers"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), index=True)
    laying: Mapped[int]  # counted from 1 within an application
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("documents.id"))


def seal_of(key: bytes, public_id: str, form: str, contents: Mapping[str, Any]) -> str:
    """The HMAC that binds a paper's contents to this register."""
    text = json.dumps([public_id, form, contents], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def keep(
    register: Register,
    *,
    form: str,
    title: str,
    text: str,
    contents: Mapping[str, Any],
    patient_id: int | None = None,
    application_id: int | None = None,
    consent_id: int | None = None,
    about: Base | None = None,
) -> Document:
    """Keep a paper: its contents with the form's text of now. Asked again with the same, gives the same paper."""
    about_kind, about_id = place_of(about) if about is not None else (None, None)
    with register.write("documents.keep") as session:
        edition = _edition(session, form, text)
        same = session.scalars(
            sa.select(Document)
            .where(
                Document.edition_id == edition.id,
                Document.patient_id == patient_id,
                Document.application_id == application_id,
                Document.consent_id == consent_id,
                Document.about_kind == about_kind,
                Document.about_id == about_id,
            )
            .order_by(Document.id.desc())
        )
        for document in same:
            if document.contents == dict(contents):
                return document
        public_id = secrets.token_hex(6).upper()
        document = Document(
            public_id=public_id,
            edition_id=edition.id,
            form=form,
            title=title,
            patient_id=patient_id,
            application_id=application_id,
            consent_id=consent_id,
            about_kind=about_kind,
            about_id=about_id,
            made_on=register.today(),
            made_by=register.person.id,
            contents=dict(contents),
            seal=seal_of(register.document_key, public_id, form, contents),
            anchor=register.head.short,
        )
        session.add(document)
    return document


def _edition(session: Session, form: str, text: str) -> FormEdition:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    edition = session.scalar(sa.select(FormEdition).where(FormEdition.sha256 == sha256))
    if edition is None:
        edition = FormEdition(form=form, sha256=sha256, text=text)
        session.add(edition)
        session.flush()
    return edition


def texts_of(register: Register, found: Iterable[Document]) -> dict[int, str]:
    """Edition -> the form's text, of all editions that these papers were made with."""
    asked = {document.edition_id for document in found}
    with register.read("patients.look") as session:
        editions = session.scalars(sa.select(FormEdition).where(FormEdition.id.in_(asked)))
        return {edition.id: edition.text for edition in editions}


def lay(session: Session, application_id: int, papers: Sequence[Document]) -> None:
    """Make these papers the set of an application, unless they are it already."""
    if [paper.id for paper in papers] == [paper.id for paper in _in_set(session, application_id)]:
        return
    laying = (session.scalar(_last_laying(application_id)) or 0) + 1
    session.add_all(SetPaper(application_id=application_id, laying=laying, document_id=paper.id) for paper in papers)


def _last_laying(application_id: int) -> sa.Select[int | None]:
    return sa.select(sa.func.max(SetPaper.laying)).where(SetPaper.application_id == application_id)


def _in_set(session: Session, application_id: int) -> list[Document]:
    return list(
        session.scalars(
            sa.select(Document)
            .join(SetPaper, SetPaper.document_id == Document.id)
            .where(
                SetPaper.application_id == application_id,
                SetPaper.laying == _last_laying(application_id).scalar_subquery(),
            )
            .order_by(SetPaper.id)
        )
    )


def printed(register: Register, document_id: int) -> Document:
    """Journal that a paper went to a printer."""
    with register.write("documents.printed") as session:
        return _looked_at(register, session, document_id)


def saved(register: Register, document_id: int) -> Document:
    """Journal that a paper went into a file, outside the register and not encrypted."""
    with register.write("documents.saved") as session:
        return _looked_at(register, session, document_id)


def save_as(register: Register, document_ids: Sequence[int], path: Path, pdf: bytes) -> Path:
    """Write papers into a file, each journalled in the same act: a file that is not journalled does not stay.

    Raises NoSpace, NotWritable, WrongPlace, DiskTrouble.
    """
    register.person.must("documents.saved")

    def note() -> None:
        for document_id in document_ids:
            saved(register, document_id)

    return write_out(register, path, pdf, note)


def write_out(register: Register, path: Path, data: bytes, note: Callable[[], object]) -> Path:
    """Write a file that leaves the register, journalled by `note` in the same act. Raises as `save_as`."""
    must_have_room(path.parent, len(data))
    new = write_beside(path, [data], lambda written: read_back(written, data))
    left = new
    try:
        with register.together():
            note()
            put_in_place(new, path)
            left = path
    except BaseException:
        with suppress(OSError):  # the medium is gone, and the file with it
            left.unlink(missing_ok=True)
        raise
    return path


def _looked_at(register: Register, session: Session, document_id: int) -> Document:
    document = session.get(Document, document_id)
    if document is None:
        raise NotFound("Такого документа в реестре нет.")
    register.look(session, document)
    return document


def one(register: Register, document_id: int) -> Document:
    """One paper."""
    with register.read("patients.look") as session:
        document = session.get(Document, document_id)
        if document is None:
            raise NotFound("Такого документа в реестре нет.")
        return document


def about(register: Register, row: Base) -> list[Document]:
    """The papers about one record, the newest first."""
    with register.read("patients.look") as session:
        kind, number = place_of(row)
        query = sa.select(Document).where(Document.about_kind == kind, Document.about_id == number)
        return list(session.scalars(query.order_by(Document.id.desc())))


def of_application(register: Register, application_id: int) -> list[Document]:
    """The papers in the set of an application, in their order."""
    with register.read("patients.look") as session:
        return _in_set(session, application_id)


def sets_of(register: Register, application_id: int) -> list[list[Document]]:
    """Every set that was ever laid for an application, the newest first, the papers in their order."""
    with register.read("patients.look") as session:
        rows = session.execute(
            sa.select(SetPaper.laying, Document)
            .join(Document, Document.id == SetPaper.document_id)
            .where(SetPaper.application_id == application_id)
            .order_by(SetPaper.laying.desc(), SetPaper.id)
        )
        found: dict[int, list[Document]] = {}
        for laying, document in rows:
            found.setdefault(laying, []).append(document)
    return list(found.values())


@dataclass(frozen=True)
class Named:
    """A paper as the history of a card names it; `about` is the row that it was made of."""

    id: int
    title: str
    made_on: date
    about: tuple[str, int] | None


def of_card(register: Register, patient_id: int) -> list[Named]:
    """All papers of a patient with what they are about, the newest first; none of them is read for it."""
    query = (
        sa.select(
            *(Document.id, Document.title, Document.made_on, Document.about_kind, Document.about_id),
            *(Document.consent_id, Document.application_id),
        )
        .where(Document.patient_id == patient_id)
        .order_by(Document.id.desc())
    )
    with register.read("patients.look") as session:
        return [
            Named(id_, title, made_on, _about(kind, about_id, consent_id, application_id))
            for id_, title, made_on, kind, about_id, consent_id, application_id in session.execute(query)
        ]


def _about(
    kind: str | None, about_id: int | None, consent_id: int | None, application_id: int | None
) -> tuple[str, int] | None:
    if kind is not None and about_id is not None:
        return kind, about_id
    if consent_id is not None:
        return "consents", consent_id
    return ("applications", application_id) if application_id is not None else None


def listing(register: Register, patient_id: int) -> list[Document]:
    """All papers of a patient, the newest first."""
    with register.read("patients.look") as session:
        return list(
            session.scalars(sa.select(Document).where(Document.patient_id == patient_id).order_by(Document.id.desc()))
        )
