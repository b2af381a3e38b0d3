"""An observation that goes on by an order that is no longer in force, told on the card of its person.

On the first screen there would be a row for most of the office: there one line leads to the list of all of them.
"""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from narcdesk import transfers
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked
from narcdesk.tasks.task import Task, Urgency, What

TITLE = "Перевод на новый порядок"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """The one of the person asked for, if any."""
    if asked.patient_id is None:
        return
    for episode, patient in session.execute(transfers.query(asked.day).where(Patient.id == asked.patient_id)):
        said = f"наблюдается по порядку {episode.rule_set}, который больше не действует: нужен перевод"
        who = f"{patient.full_name}, {patient.birth.year}"
        yield Task(What.TRANSFER, episode.id, patient.id, "Перевод", who, said, None, Urgency.WAITING)
