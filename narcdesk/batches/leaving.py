"""What the letter of a register has to pass, what of each person leaves with it, and what follows when it has left."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import applications
from narcdesk.applications import Application
from narcdesk.batches.choosing import hindrance, of_letter, rows_of
from narcdesk.letters import Letter


def objections(session: Session, letter: Letter, day: date) -> list[str]:
    """Why the register may not leave as it is, a sentence for each application; the others go in a new one."""
    found = []
    for application, patient in rows_of(session, of_letter(session, letter)):
        if why := hindrance(session, application, patient, day):
            found.append(f"{application.shown_number}, {patient.short_name}: {why}")
    return [*found, "составьте реестр заново, остальные заявки войдут в него"] if found else []


def whom(session: Session, letter: Letter) -> Collection[int]:
    """The patients of a register, each once: in whose log it stands."""
    query = sa.select(Application.patient_id).where(Application.id.in_(of_letter(session, letter).application_ids))
    return list(session.scalars(query.distinct().order_by(Application.patient_id)))


def sheets_of(session: Session, letter: Letter, patient_id: int) -> tuple[str, str]:
    """What of a person leaves with a register, without a name, and by which of his consents."""
    mine = [one for one, patient in rows_of(session, of_letter(session, letter)) if patient.id == patient_id]
    numbers = ", ".join(one.shown_number for one in mine)
    day = letter.sent_on or letter.drafted_on
    return f"реестр заявок; заявка № {numbers} с комплектом бумаг", applications.consents_named(session, mine[0], day)
