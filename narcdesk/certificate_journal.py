"""The journal of certificates (notes on certificates, 3.7): every line of their ways, only ever added to.

A line has the number under which it was written down and keeps it; what was wrong is corrected by a new line that
names the wrong one. The journal is a paper of the office itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import money, provider_acts, providers
from narcdesk.applications import ApplicationStep
from narcdesk.certificates import Certificate, CertificateStep
from narcdesk.dates import Period, days_phrase, show
from narcdesk.patients import Patient
from narcdesk.provider_acts import Known
from narcdesk.register import Register
from narcdesk.staff import Person

OPENS, ENDS = "record", ("finish", "settle")


@dataclass(frozen=True)
class Line:
    """One line: what happened to whose certificate, and all that the journal says of it."""

    step: CertificateStep
    certificate: Certificate
    patient_id: int
    name: str
    birth: str
    document: str  # of identity
    said: str
    by: str

    @property
    def id(self) -> int:
        """Its number in the journal, of all years together."""
        return self.step.id

    @property
    def sheet(self) -> str:
        """The certificate itself: «СР-1, выдан 16.03.2026, обратиться до 15.05.2026, 180 дней»."""
        one = self.certificate
        until = f"обратиться до {show(one.valid_until)}" if one.valid_until else ""
        cost = money.said(one.amount) if one.amount is not None else ""
        return ", ".join(filter(None, (one.number, f"выдан {show(one.issued_on)}", until, days_phrase(one.days), cost)))

    @property
    def is_issue(self) -> bool:
        """Whether a sheet came that somebody signs for."""
        return self.step.event == OPENS


def journal(register: Register, period: Period) -> list[Line]:
    """The lines of a period by their own days, in the order in which they were written down."""
    query = sa.select(CertificateStep).where(CertificateStep.on.between(period.start, period.end))
    with register.read("certificates.journal") as session:
        return _lines(session, session.scalars(query.order_by(CertificateStep.id)).all())


def _lines(session: Session, steps: Sequence[CertificateStep]) -> list[Line]:
    wanted = sa.select(Certificate).where(Certificate.id.in_({step.certificate_id for step in steps}))
    known = {one.certificate.id: one for one in provider_acts.of_many(session, list(session.scalars(wanted)))}
    about = _About.of(session, [one.certificate for one in known.values()])
    return [about.line(step, known[step.certificate_id]) for step in steps]


@dataclass(frozen=True)
class _About:
    """What lines name besides the certificate itself: owners, organisations, decisions, numbers, who wrote."""

    people: Mapping[int, Patient]
    where: Mapping[int, str]
    decided: Mapping[int, ApplicationStep]  # by application
    numbers: Mapping[int, str]  # of those instead of which others were given
    staff: Mapping[int, str]

    @classmethod
    def of(cls, session: Session, found: Sequence[Certificate]) -> Self:
        """Asked for in one go."""
        owners = sa.select(Patient).where(Patient.id.in_({one.patient_id for one in found}))
        of_application = {one.application_id for one in found}
        granted = sa.select(ApplicationStep).where(
            ApplicationStep.application_id.in_(of_application), ApplicationStep.event == "grant"
        )
        before = sa.select(Certificate.id, Certificate.number).where(
            Certificate.id.in_({one.replaces_id for one in found})
        )
        named = sorted({one.provider_id for one in found if one.provider_id is not None})
        return cls(
            {one.id: one for one in session.scalars(owners)},
            {one.id: one.name for one in providers.some(session, named)},
            {one.application_id: one for one in session.scalars(granted.order_by(ApplicationStep.id))},
            {row.id: row.number for row in session.execute(before)},
            {one.id: one.short_name for one in session.scalars(sa.select(Person))},
        )

    def line(self, step: CertificateStep, known: Known) -> Line:
        """One line in words."""
        owner, said = self.people[known.certificate.patient_id], "; ".join(filter(None, self._said(step, known)))
        document, by = _document(owner), self.staff.get(step.by, "")
        return Line(step, known.certificate, owner.id, owner.full_name, owner.birth.shown, document, said, by)

    def _said(self, step: CertificateStep, known: Known) -> Iterator[str]:
        certificate = known.certificate
        yield step.title
        if step.event == OPENS and (granted := self.decided.get(certificate.application_id)) is not None:
            yield " ".join(filter(None, ("решение", granted.document, f"от {show(granted.on)}")))
        if step.event == OPENS and certificate.replaces_id is not None:
            yield f"вместо № {self.numbers[certificate.replaces_id]}"
        if step.event == "accept" and certificate.provider_id is not None:
            yield self.where.get(certificate.provider_id, "")
        account = known.account()
        if step.event in ENDS and account.acts:
            yield f"по актам {days_phrase(account.days)}, {money.said(account.spent)}"
        if step.corrects is not None:
            yield f"исправлена строка № {step.corrects}"
        yield from (step.document, step.reason_code, step.note)


def _document(owner: Patient) -> str:
    kind = owner.document_kind.label if owner.document_kind else ""
    return " ".join(filter(None, (kind, owner.document_series, owner.document_number)))
