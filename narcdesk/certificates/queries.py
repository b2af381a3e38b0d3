"""What there is to ask of certificates."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import applications, providers
from narcdesk.applications import Application, Awaited
from narcdesk.certificates import steps
from narcdesk.certificates.tables import LIVE, Certificate, CertificateStep
from narcdesk.register import Register

EXCLUDED = "A05"  # the reason «организация исключена из реестра» of every profile


def live(session: Session, patient_id: int) -> Certificate | None:
    """The certificate that the person may use or is using."""
    return session.scalar(
        sa.select(Certificate)
        .where(Certificate.patient_id == patient_id, Certificate.status.in_(LIVE))
        .order_by(Certificate.id.desc())
        .limit(1)
    )


def one(register: Register, certificate_id: int) -> Certificate:
    """One certificate."""
    with register.read("patients.look") as session:
        return steps.known(session, certificate_id)


def of_application(register: Register, application_id: int) -> Certificate | None:
    """The certificate that came on an application; after a new one was given for it, that one."""
    with register.read("patients.look") as session:
        return newest(session, application_id)


def newest(session: Session, application_id: int) -> Certificate | None:
    """The certificate that was written down last on an application."""
    query = sa.select(Certificate).where(Certificate.application_id == application_id)
    return session.scalar(query.order_by(Certificate.id.desc()).limit(1))


def suggested_end(register: Register, application_id: int) -> str:
    """The reason for which its certificate most likely ends now: its organisation left the registry, else none."""
    with register.read("patients.look") as session:
        issued = newest(session, application_id)
        if issued is None or issued.provider_id is None:
            return ""
        if providers.view(session, issued.provider_id).is_included_on(register.today()):
            return ""
        profile = applications.profile_of(session.get_one(Application, application_id))
        return next((reason.code for reason in profile.end_reasons if reason.code == EXCLUDED), "")


def listing(register: Register, patient_id: int) -> list[Certificate]:
    """All certificates of a patient, the newest first."""
    with register.read("patients.look") as session:
        return list(
            session.scalars(
                sa.select(Certificate)
                .where(Certificate.patient_id == patient_id)
                .order_by(Certificate.issued_on.desc(), Certificate.id.desc())
            )
        )


def awaited(register: Register, application_ids: Sequence[int]) -> dict[int, Awaited]:
    """What each of these applications waits for, its certificate too; those whose way is over are left out."""
    register.person.must("applications.listing")
    with register.read("patients.look") as session:
        newest = {
            certificate.application_id: certificate
            for certificate in session.scalars(
                sa.select(Certificate).where(Certificate.application_id.in_(application_ids)).order_by(Certificate.id)
            )
        }
        why = applications.returned_why(session, application_ids)
        found = {}
        for application in session.scalars(sa.select(Application).where(Application.id.in_(application_ids))):
            if application.id in newest:
                waits = newest[application.id].awaited()
            else:
                waits = applications.awaited(session, application, register.today(), why.get(application.id, ""))
            if waits is not None:
                found[application.id] = waits
    return found


def way(register: Register, certificate_id: int) -> list[CertificateStep]:
    """The lines of a certificate's way, the oldest first."""
    with register.read("patients.look") as session:
        return steps.of(session, certificate_id)
