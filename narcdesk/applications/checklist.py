"""What an application still lacks, in words: what the law blocks, what the authority will return, what is unknown.

Blocking are only the two consents (`consented`). Conditions of the region (`conditions`) and attachments are hints:
the authority decides, not the program.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from narcdesk import patients, rules
from narcdesk.applications import at_hand, conditions, consented
from narcdesk.applications.line import Line, Mark
from narcdesk.applications.tables import Application, ApplicationPaper
from narcdesk.dates import show
from narcdesk.patients import Patient
from narcdesk.profile import Attachment, Profile

__all__ = ["SECTION_CONSENT", "SECTION_PAPERS", "SECTION_RIGHT", "Line", "Mark", "blocking", "lines", "wanted"]

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
    at_hand_now = [one for one in wanted(session, application, patient, profile, day) if one.code in papers]
    sections = {
        SECTION_CONSENT: consented.lines(session, patient, profile, day, [one.title for one in at_hand_now]),
        SECTION_PAPERS: _attachments(session, application, patient, profile, day, papers),
        SECTION_RIGHT: conditions.lines(session, application, patient, profile, day),
    }
    return [replace(line, section=section) for section, found in sections.items() for line in found]


def blocking(found: list[Line]) -> list[Line]:
    """The lines without which the law lets nothing leave."""
    return [line for line in found if line.blocks and line.mark is Mark.MISSING]


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
