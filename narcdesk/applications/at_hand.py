"""What of an application's set is at hand: papers of the profile's list, each with its sheets and its day."""

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.applications.tables import ApplicationPaper
from narcdesk.errors import Problem
from narcdesk.fields import Field, Kind, read_asked

Typed = Mapping[str, tuple[object, object]]  # code -> sheets, day of the paper, as they were typed

ASKED = (
    Field("sheets", "Листов", Kind.NUMBER, required=True, least=1),
    Field("dated", "Дата документа", Kind.PAST_DAY),
)


def kept(session: Session, application_id: int) -> dict[str, ApplicationPaper]:
    """The papers of an application by their codes."""
    query = sa.select(ApplicationPaper).where(ApplicationPaper.application_id == application_id)
    return {paper.code: paper for paper in session.scalars(query)}


def read(typed: Typed, application_id: int, today: date) -> tuple[dict[str, ApplicationPaper], list[Problem]]:
    """The papers that were typed, in no session yet, and what cannot be read of them: the field is the code.

    One whose sheets cannot be read counts as one sheet.
    """
    found, problems = {}, []
    for code, (sheets, dated) in typed.items():
        reading = read_asked(ASKED, {"sheets": sheets, "dated": dated}, today)
        problems += [Problem(code, f"{code}. {problem.message}") for problem in reading.problems]
        values = {"sheets": 1, **reading.values}
        found[code] = ApplicationPaper(application_id=application_id, code=code, **values)
    return found, problems


def keep(session: Session, application_id: int, papers: Mapping[str, ApplicationPaper]) -> None:
    """Make these the papers of an application; only what differs is touched."""
    present = kept(session, application_id)
    for code, paper in papers.items():
        if code in present:
            present[code].sheets, present[code].dated = paper.sheets, paper.dated
        else:
            session.add(paper)
    for code, paper in present.items():
        if code not in papers:
            session.delete(paper)
