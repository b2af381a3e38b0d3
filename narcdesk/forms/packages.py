"""A register of applications as one package: its letter, the register, and the set of every case, in this order."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime

from sqlalchemy.orm import Session

from narcdesk import applications, batches, certificates, documents, letters
from narcdesk.applications import Application, steps
from narcdesk.dates import show
from narcdesk.documents import Document
from narcdesk.forms import gathering, papers, sheets
from narcdesk.forms.editing import template
from narcdesk.forms.scopes.application_batch import COLUMNS, REGISTER, cells
from narcdesk.letters import Letter
from narcdesk.register import Register

Progress = Callable[[int, int], object]
Value = str | int | date | None
ANSWERS = (("Решение органа", 30), ("Сертификат, срок", 24), ("Примечание", 24))  # columns that come after the register
DAYS, NUMBERS = ("date", "birth"), ("n", "days", "sheets")


def issue(register: Register, letter_id: int, *, progress: Progress = lambda done, of: None) -> Letter:
    """Give the letter of a register its number and make every paper of the package; raises NoGround, NotAllowed.

    Either all of it or nothing: a number is not given to half a package.
    """
    with register.together():
        letter = letters.one(register, letter_id)
        with register.read("patients.look") as session:
            chosen = batches.of_letter(session, letter).application_ids
        for done, application_id in enumerate(chosen):
            progress(done, len(chosen))
            papers.prepare(register, application_id)
        sheets.issue(register, letter_id)
        with register.write("documents.prepare") as session:
            more = {"letter": gathering.letter_contents(session, letter)}
            batch = batches.of_letter(session, letter)
            sheets.keep(register, session, template(session, REGISTER), batch, more)
    return letter


def package(register: Register, letter: Letter) -> list[Document]:
    """The papers of a package in their order; empty while its letter has no number."""
    register.person.must("patients.look")
    if letter.document_id is None:
        return []
    with register.read("patients.look") as session:
        batch = batches.of_letter(session, letter)
        own = next(paper for paper in documents.about(register, batch) if paper.form == REGISTER)
        sets = [paper for one in batch.application_ids for paper in documents.of_application(register, one)]
    return [letters.paper(register, letter), own, *sets]


def pdf(register: Register, letter: Letter, *, progress: Progress = lambda done, of: None) -> bytes:
    """The whole package as one PDF for one job of the printer, the stamp of secrecy on every page."""
    return papers.pdf(register, package(register, letter), progress)


def fingerprint(register: Register, letter: Letter) -> str:
    """SHA-256 of the register as it was issued."""
    said: str = package(register, letter)[1].contents["listed"]["sha256"]
    return said


def table(register: Register, letter: Letter) -> tuple[list[tuple[str, int]], list[list[Value]]]:
    """The register as a table of Excel: titles and widths, rows with typed days and numbers, and what was answered."""
    own = package(register, letter)[1]
    columns = [*((title, width) for title, _, width in COLUMNS), *ANSWERS]
    with register.read("patients.look") as session:
        found = [application for application, _ in batches.rows_of(session, batches.of_letter(session, letter))]
        answers = [_answer(register, session, application) for application in found]
    names = [name for _, name, _ in COLUMNS]
    rows = [
        [*map(_typed, names, texts), *answer]
        for texts, answer in zip(cells(own.contents["lines"]), answers, strict=True)
    ]
    return columns, rows


def _typed(name: str, text: str) -> Value:
    if name in NUMBERS and text.isdecimal():
        return int(text)
    if name in DAYS:
        with suppress(ValueError):  # a birth that is not known whole, or a group of ages
            return datetime.strptime(text, "%d.%m.%Y").date()
    return text


def _answer(register: Register, session: Session, application: Application) -> list[Value]:
    """What the authority decided so far, and the certificate that came."""
    last = steps.standing(steps.of(session, application.id))[-1]
    certificate = certificates.of_application(register, application.id)
    decided = ""
    if application.status not in (applications.Status.READY, applications.Status.SENT):
        number = f" № {last.document}" if last.document else ""
        decided = f"{last.title.lower()}{number} от {show(last.on)}"
    given = ""
    if certificate is not None:
        until = f", до {show(certificate.valid_until)}" if certificate.valid_until else ""
        given = f"№ {certificate.number}{until}"
    return [decided, given, last.note]


def said_of(register: Register, letter: Letter) -> str:
    """What a file with the register is told to hold: which one it is, and how its fingerprint is reckoned."""
    sha256 = fingerprint(register, letter)
    assert letter.numbered_on is not None  # else there is no package
    return (
        f"реестр к письму № {letter.number} от {show(letter.numbered_on)}; SHA-256 {sha256} "
        f"по столбцам 1–{len(COLUMNS)}: значения через табуляцию, строки через перевод строки, UTF-8, без заголовка"
    )


def anew(register: Register, letter_id: int) -> Letter:
    """Give up a register that may not leave as it is, and draw another up of those whom nothing keeps back.

    Its number stays taken, the letter of the new one is a draft.
    """
    with register.together():
        before = letters.one(register, letter_id)
        with register.read("patients.look") as session:
            batch = batches.of_letter(session, before)
            today = register.today()
            rest = [
                one.id
                for one, who in batches.rows_of(session, batch)
                if not batches.hindrance(session, one, who, today)
            ]
        letters.cancel(register, letter_id, "составлен заново без тех, кому отправлять нельзя")
        made = batches.draw(register, {"kind": batch.kind.value}, rest)
        said = {"attention": before.attention, "recipient_address": before.recipient_address, "words": before.words}
        return batches.write_to_authority(register, made, said)
