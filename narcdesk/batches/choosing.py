"""Which applications are ready to go in a register, what keeps the others back, and drawing the register up."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import applications, letters
from narcdesk.applications import AT_AUTHORITY, Application, Status, checklist, consented
from narcdesk.base import place_of
from narcdesk.batches.tables import FORM, ApplicationBatch, RegisterKind
from narcdesk.dates import show
from narcdesk.disclosures import CONSENT, AddresseeKind
from narcdesk.errors import Invalid, Problem
from narcdesk.fields import read
from narcdesk.letters import Letter
from narcdesk.patients import Patient
from narcdesk.profile import Profile
from narcdesk.register import Register

FIELD = "application_ids"  # what a window calls the choice


@dataclass(frozen=True)
class Candidate:
    """An application that is ready to be sent; `hindrance` says why it cannot go today, "" where it can."""

    id: int
    number: str
    patient: str
    birth: str
    submitted: str
    hindrance: str


def ready(register: Register, *, page: int = 0, size: int = 50) -> list[Candidate]:
    """A page of the applications that are ready, in the order of their numbers, with what keeps each back."""
    query = (
        sa.select(Application, Patient)
        .join(Patient, Patient.id == Application.patient_id)
        .where(Application.status == Status.READY)
        .order_by(Application.submitted_on, Application.id)
        .limit(size)
        .offset(page * size)
    )
    with register.read("applications.listing") as session:
        held = _held(session)
        return [
            Candidate(
                id=application.id,
                number=application.shown_number,
                patient=patient.full_name,
                birth=patient.birth.shown,
                submitted=show(application.submitted_on) if application.submitted_on else "",
                hindrance=held.get(application.id) or hindrance(session, application, patient, register.today()),
            )
            for application, patient in session.execute(query)
        ]


def hindrance(session: Session, application: Application, patient: Patient, day: date) -> str:
    """Why an application cannot leave on a day, in a sentence; "" where it can. Each is asked for itself."""
    if application.status is not Status.READY:
        return f"заявка уже в состоянии «{application.status.label}»"
    profile = applications.profile_of(application)
    if patient.died_on is not None:
        return f"пациент умер {show(patient.died_on)}"
    missing = checklist.blocking(consented.lines(session, patient, profile, day, []))
    return "; ".join(f"{line.title.lower()} — {line.said.partition(' — ')[0]}" for line in missing)


def _held(session: Session) -> dict[int, str]:
    """The applications of registers that have not left yet and are not given up: application -> in which it stands."""
    kind = ApplicationBatch.__tablename__
    query = (
        sa.select(ApplicationBatch, Letter)
        .join(Letter, sa.and_(Letter.about_kind == kind, Letter.about_id == ApplicationBatch.id))
        .where(Letter.form == FORM, Letter.sent_on.is_(None), Letter.cancelled_on.is_(None))
    )
    return {
        application_id: f"уже стоит в реестре {letter.number or f'от {show(letter.drafted_on)}'}, он не отправлен"
        for batch, letter in session.execute(query)
        for application_id in batch.application_ids
    }


def kinds_of(profile: Profile) -> list[RegisterKind]:
    """How the region lets the persons be called; where no source tells, by their names, as the consents allow."""
    return [RegisterKind(kind) for kind in profile.register_kinds] or [RegisterKind.NAMED]


def draw(register: Register, typed: Mapping[str, Any], application_ids: Sequence[int]) -> ApplicationBatch:
    """Put ready applications into one register; the letter about it is another act. Raises Invalid, row by row.

    Whoever's consent is missing or withdrawn stays behind, the others are not kept back by it: they are chosen anew.
    """
    with register.write("batches.draw") as session:
        reading = read(ApplicationBatch, typed, register.today(), whole=True)
        problems = list(reading.problems)
        chosen = list(dict.fromkeys(application_ids))
        rows = _rows(session, chosen)
        if not chosen or len(rows) != len(chosen):
            problems.append(Problem(FIELD, "Заявки: отметьте хотя бы одну"))
        held = _held(session)
        for application, patient in rows:
            if why := held.get(application.id) or hindrance(session, application, patient, register.today()):
                problems.append(Problem(FIELD, f"{application.shown_number}, {patient.short_name}: {why}"))
        problems += _unlike([application for application, _ in rows], reading.values.get("kind"))
        if problems:
            raise Invalid(problems)
        batch = ApplicationBatch(
            application_ids=[application.id for application, _ in rows],
            made_on=register.today(),
            made_by=register.person.id,
            **reading.values,
        )
        session.add(batch)
    return batch


def write_to_authority(register: Register, batch: ApplicationBatch, typed: Mapping[str, Any]) -> Letter:
    """Begin the letter that a register goes with: to its authority, by the consents of all who stand on it."""
    register.person.must("letters.draft")
    with register.together() as act:
        [(first, _), *_] = rows_of(act.session, batch)
        to = applications.profile_of(first).authority
        head = {"recipient_kind": AddresseeKind.AUTHORITY.value, "recipient": to.name, "ground": CONSENT}
        return letters.draft(register, None, {**typed, **head}, form=FORM, about=batch)


def _rows(session: Session, application_ids: Collection[int]) -> list[tuple[Application, Patient]]:
    """Applications with their patients, in the order of their numbers."""
    query = (
        sa.select(Application, Patient)
        .join(Patient, Patient.id == Application.patient_id)
        .where(Application.id.in_(application_ids))
        .order_by(Application.submitted_on, Application.id)
    )
    return [(application, patient) for application, patient in session.execute(query)]


def rows_of(session: Session, batch: ApplicationBatch) -> list[tuple[Application, Patient]]:
    """The applications of a register with their patients, in its order."""
    return _rows(session, batch.application_ids)


def of_letter(session: Session, letter: Letter) -> ApplicationBatch:
    """The register that a letter goes with."""
    return session.get_one(ApplicationBatch, letter.about_id)


def letters_of(session: Session, batch: ApplicationBatch) -> list[Letter]:
    """The letters about a register, the newest first; one, unless it was given up and written anew."""
    kind, number = place_of(batch)
    query = sa.select(Letter).where(Letter.about_kind == kind, Letter.about_id == number)
    return list(session.scalars(query.order_by(Letter.id.desc())))


def _unlike(found: Sequence[Application], kind: RegisterKind | None) -> list[Problem]:
    """Why some of them cannot go with the same letter: another authority, or a way of calling that it does not take."""
    profiles = {one.profile_edition: applications.profile_of(one) for one in found}
    problems = []
    if len({profile.authority.name for profile in profiles.values()}) > 1:
        problems.append(Problem(FIELD, "Заявки: они идут в разные органы, для каждого нужен свой реестр"))
    if kind is not None and any(kind not in kinds_of(profile) for profile in profiles.values()):
        problems.append(Problem("kind", f"Реестр: «{kind.label}» порядок региона не допускает"))
    return problems


@dataclass(frozen=True)
class Line:
    """A register in the list of all: its letter, how many applications it has, how many the authority has to decide."""

    letter: Letter
    count: int
    open: int

    @property
    def id(self) -> int:
        """Of the letter."""
        return self.letter.id


def listing(register: Register) -> list[Line]:
    """All registers, the newest first."""
    query = (
        sa.select(Letter, ApplicationBatch)
        .join(ApplicationBatch, ApplicationBatch.id == Letter.about_id)
        .where(Letter.form == FORM)
        .order_by(Letter.id.desc())
    )
    with register.read("applications.listing") as session:
        found = list(session.execute(query))
        wanted = {number for _, batch in found for number in batch.application_ids}
        waiting = set(
            session.scalars(
                sa.select(Application.id).where(Application.id.in_(wanted), Application.status.in_(AT_AUTHORITY))
            )
        )
        return [
            Line(letter, len(batch.application_ids), len(waiting.intersection(batch.application_ids)))
            for letter, batch in found
        ]
