"""Acts of providers about courses under a certificate, owed for months that are over or for the whole course."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from narcdesk import provider_acts
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked
from narcdesk.tasks.certificates_owing import owed, used_certificates
from narcdesk.tasks.task import Task, What

TITLE = "Акты по сертификатам"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """Where the region's order of reporting is known; its day of the month, or none."""
    yield from owed(session, asked, _query, provider_acts.ACT, What.PROVIDER_ACT)


_query = used_certificates(with_acts=False)
