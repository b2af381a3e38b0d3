"""What an application still lacks, in words: what the law blocks, what the authority will return, what is unknown.

Blocking are only the two consents (152-ФЗ ст. 9 and 10; 323-ФЗ ст. 13 ч. 3: the authority is in no list of
those who may learn a medical secret without one). Eligibility and attachments are hints: the authority decides,
not the program.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import consents, diagnoses, observation, patients, rules
from narcdesk.applications import at_hand
from narcdesk.applications.tables import Application, ApplicationPaper
from narcdesk.consents import Consent, ConsentKind
from narcdesk.dates import show
from narcdesk.patients import Patient, Representative
from narcdesk.profile import Attachment, Instrument, Profile


class Mark(StrEnum):
    """How a line of the checklist stands."""

    THERE = "there"
    MISSING = "missing"
    DOUBT = "doubt"  # missing or unknown, but nobody will refuse for it as far as is known


@dataclass(frozen=True)
class Line:
    """One line of the checklist: what, how it stands, what to know about it. `blocks`: by law, not by custom.

    The `code` of a consent is its kind, of a paper its code in the profile.
    """

    code: str
    title: str
    mark: Mark
    said: str
    blocks: bool = False
    section: str = ""


SECTION_CONSENT, SECTION_PAPERS, SECTION_RIGHT = "Согласия", "Документы", "Условия региона"


def lines(
    session: Session,
    application: Application,
    profile: Profile,
    day: date,
    papers: Mapping[str, ApplicationPaper] | None = None,
) -> list[Line]:
    """The whole checklist of an application on a day; `papers` are those on the screen, else those kept."""
    papers = at_hand.kept(session, application.id) if papers is None else papers
    patient = session.get_one(Patient, application.patient_id)
    instrument = profile.instrument(application.instrument)
    sections = {
        SECTION_CONSENT: _consents(session, patient, profile, day),
        SECTION_PAPERS: _attachments(session, application, patient, profile, day, papers),
        SECTION_RIGHT: _eligibility(session, application, patient, instrument, profile, day),
    }
    return [replace(line, section=section) for section, found in sections.items() for line in found]


def blocking(found: list[Line]) -> list[Line]:
    """The lines without which the law lets nothing leave."""
    return [line for line in found if line.blocks and line.mark is Mark.MISSING]


def _consents(session: Session, patient: Patient, profile: Profile, day: date) -> list[Line]:
    authority = profile.authority.name
    needs_representative = consents.needs_representative(session, patient, day)
    found = []
    for kind, title in (
        (ConsentKind.PERSONAL_DATA, "Согласие на персональные данные для органа"),
        (ConsentKind.SECRECY, "Согласие на передачу врачебной тайны органу"),
    ):
        consent = consents.valid(session, patient.id, kind, day, authority)
        if consent is None:
            said = f"нет: {_why_not(session, patient, kind, authority)} — без него заявку подавать нельзя"
            found.append(Line(kind.value, title, Mark.MISSING, said, blocks=True))
        elif needs_representative and not _by_representative(session, consent, day):
            said = "пациент несовершеннолетний: подписывает законный представитель"
            found.append(Line(kind.value, title, Mark.MISSING, said, blocks=True))
        else:
            found.append(Line(kind.value, title, Mark.THERE, f"№ {consent.number} от {show(consent.given_on)}"))
    return found


def _why_not(session: Session, patient: Patient, kind: ConsentKind, authority: str) -> str:
    last = session.scalar(
        sa.select(Consent)
        .where(Consent.patient_id == patient.id, Consent.kind == kind, Consent.recipient == authority)
        .order_by(Consent.given_on.desc(), Consent.id.desc())
        .limit(1)
    )
    if last is None:
        return "не подписано"
    if last.withdrawn_on:
        return f"отозвано {show(last.withdrawn_on)}"
    return f"закончилось {show(last.valid_until)}" if last.valid_until else "ещё не действует"


def _by_representative(session: Session, consent: Consent, day: date) -> bool:
    if consent.representative_id is None:
        return False
    return session.get_one(Representative, consent.representative_id).is_valid_on(day)


def _attachments(
    session: Session,
    application: Application,
    patient: Patient,
    profile: Profile,
    day: date,
    papers: Mapping[str, ApplicationPaper],
) -> list[Line]:
    found = []
    for attachment in wanted(session, application, patient, profile, day):
        paper = papers.get(attachment.code)
        if paper is None:
            if attachment.required:
                line = Line(attachment.code, attachment.asked, Mark.MISSING, "нет — без него орган вернёт заявку")
            else:
                said = "не обязателен" if attachment.required is False else "перечень региона не подтверждён"
                line = Line(attachment.code, attachment.asked, Mark.DOUBT, said)
        elif (
            attachment.max_age_days is not None
            and paper.dated is not None
            and (day - paper.dated).days > attachment.max_age_days
        ):
            said = f"от {show(paper.dated)}, старше {attachment.max_age_days} дней — орган может вернуть"
            line = Line(attachment.code, attachment.asked, Mark.DOUBT, said)
        else:
            sheets = f"листов: {paper.sheets}"
            line = Line(
                attachment.code,
                attachment.asked,
                Mark.THERE,
                f"от {show(paper.dated)}, {sheets}" if paper.dated else sheets,
            )
        found.append(line)
    return found


def _court_grounds() -> set[str]:
    return {ground.code for ground in rules.legal_grounds() if ground.kind == "court"}


def wanted(
    session: Session, application: Application, patient: Patient, profile: Profile, day: date
) -> list[Attachment]:
    """The attachments that this case asks for; the two consents have lines of their own."""
    holds = {
        None: True,
        "representative": patients.speaks_for(session, patient, day) is not None,
        "court": application.circumstance in _court_grounds(),
        "minor": patient.is_minor_on(day),
        "ippsu": profile.instrument(application.instrument).kind == "ippsu",
    }
    return [
        attachment
        for attachment in profile.attachments
        if holds[attachment.condition] and not attachment.generated_by_app
    ]


def _eligibility(
    session: Session,
    application: Application,
    patient: Patient,
    instrument: Instrument,
    profile: Profile,
    day: date,
) -> list[Line]:
    rule = instrument.eligibility
    found = []

    def line(code: str, title: str, holds: bool, said: str) -> None:
        found.append(Line(code, title, Mark.THERE if holds else Mark.DOUBT, said))

    if rule.min_age is not None:
        age = patient.age_on(day)
        line("age", f"Возраст от {rule.min_age} лет", age >= rule.min_age, f"полных лет: {age}")
    diagnosis = diagnoses.present(session, patient.id)
    if rule.need_diagnosis:
        fits = diagnosis is not None and rule.fits_diagnosis(diagnosis.code)
        line("diagnosis", "Диагноз", fits, diagnosis.code if diagnosis else "не поставлен")
    if rule.need_observation:
        episode = observation.open_episode(session, patient.id, day)
        said = f"с {show(episode.taken_on)}" if episode else "не под наблюдением"
        line("observation", "Диспансерное наблюдение", episode is not None, said)
    if profile.window is not None:
        open_now = profile.window.is_open_on(day)
        line("window", "Приём заявлений", open_now, "сейчас идёт" if open_now else "сейчас закрыт")
    if instrument.max_course_days is None:
        line("days", "Наибольший срок курса", False, "в профиле региона не задан")
    elif application.days is not None:
        fits = application.days <= instrument.max_course_days
        line(
            "days",
            f"Срок курса до {instrument.max_course_days} дней",
            fits,
            f"просим дней: {application.days}",
        )
    return found
