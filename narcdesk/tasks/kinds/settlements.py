"""Certificates whose course is over and told of by acts, and which the authority has not paid, as far as is known."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from narcdesk import provider_acts
from narcdesk.register import Register
from narcdesk.tasks.asked import Asked
from narcdesk.tasks.certificates_owing import owed, used_certificates
from narcdesk.tasks.task import Task, What

TITLE = "Оплата сертификатов"


def found(register: Register, session: Session, asked: Asked) -> Iterator[Task]:
    """No act that is known sets a term of it: it only waits."""
    yield from owed(session, asked, _query, provider_acts.PAYMENT, What.SETTLEMENT)


_query = used_certificates(with_acts=True)
