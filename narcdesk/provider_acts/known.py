"""Everything that an act of a provider is held against: the certificate, its region, its courses, the other acts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import applications, stays
from narcdesk.applications import Application, Awaited
from narcdesk.certificates import Certificate, CertificateStep, ProviderAct, acts_of, steps_of
from narcdesk.courses import Course
from narcdesk.profile import Profile
from narcdesk.provider_acts.account import Account, account, breaks, owed
from narcdesk.stays import AWAY, Span, StayMark


@dataclass(frozen=True)
class Known:
    """A certificate with what the office knows of its use; `marks` are of its courses, by course."""

    certificate: Certificate
    profile: Profile
    courses: Sequence[Course]
    acts: Sequence[ProviderAct]  # of all certificates of the application
    steps: Sequence[CertificateStep]
    marks: Mapping[int, Sequence[StayMark]] = field(default_factory=dict)

    @property
    def own(self) -> list[ProviderAct]:
        """The acts of this certificate."""
        return [act for act in self.acts if act.certificate_id == self.certificate.id]

    def account(self) -> Account:
        """What is used and what is left."""
        return account(self.certificate, self.profile, self.acts)

    def owed(self, day: date) -> Awaited | None:
        """Whose turn it is."""
        return owed(self.certificate, self.profile, self.courses, self.own, self.steps, day)

    def present(self, since: date, until: date, today: date) -> int | None:
        """Days of a period on which he was there by the office's own marks; None where it marked no leaving."""
        still = breaks(self.steps, today)
        if not still and not any(mark.kind in AWAY for marks in self.marks.values() for mark in marks):
            return None
        spans = [span for one in self.courses for span in stays.stay(one, self.marks.get(one.id, ()), today).spans]
        return len(_days(spans, since, until) - _days(still, since, until))


def _days(spans: Sequence[Span], since: date, until: date) -> set[int]:
    return {
        number
        for first, last in spans
        for number in range(max(first, since).toordinal(), min(last, until).toordinal() + 1)
    }


def of_certificate(session: Session, certificate: Certificate) -> Known:
    """All of one certificate, its marks too."""
    (found,) = of_many(session, [certificate])
    marks: dict[int, list[StayMark]] = {}
    query = sa.select(StayMark).where(StayMark.course_id.in_([course.id for course in found.courses]))
    for mark in session.scalars(query.order_by(StayMark.on, StayMark.id)):
        marks.setdefault(mark.course_id, []).append(mark)
    return Known(found.certificate, found.profile, found.courses, found.acts, found.steps, marks)


def of_many(session: Session, certificates: Sequence[Certificate]) -> list[Known]:
    """The same of many, in as many questions as of one; without marks."""
    if not certificates:
        return []
    asked = {one.application_id for one in certificates}
    of_application = {one.id: one for one in session.scalars(sa.select(Application).where(Application.id.in_(asked)))}
    query = sa.select(Certificate.id, Certificate.application_id).where(Certificate.application_id.in_(asked))
    application_of = {row.id: row.application_id for row in session.execute(query)}
    own = [one.id for one in certificates]
    courses: dict[int, list[Course]] = {}
    for course in session.scalars(sa.select(Course).where(Course.certificate_id.in_(own))):
        courses.setdefault(course.certificate_id or 0, []).append(course)
    acts: dict[int, list[ProviderAct]] = {}
    for act in acts_of(session, application_of):
        acts.setdefault(application_of[act.certificate_id], []).append(act)
    steps: dict[int, list[CertificateStep]] = {}
    for step in steps_of(session, own):
        steps.setdefault(step.certificate_id, []).append(step)
    return [
        Known(
            one,
            applications.profile_of(of_application[one.application_id]),
            courses.get(one.id, []),
            acts.get(one.application_id, []),
            steps.get(one.id, []),
        )
        for one in certificates
    ]
