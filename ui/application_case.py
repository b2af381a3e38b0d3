"""Everything that the page of an application shows, asked for in one go."""

from collections.abc import Sequence
from dataclasses import dataclass

from narcdesk import applications, certificates, patients, provider_acts, providers
from narcdesk.applications import Application, ApplicationStep, Awaited, Sketch, Status
from narcdesk.certificates import LIVE, Certificate, CertificateStep
from narcdesk.dates import days_phrase
from narcdesk.fields import fields_of
from narcdesk.patients import Patient
from narcdesk.profile import Profile
from narcdesk.provider_acts import Standing
from narcdesk.register import Register

OPEN_SETS = (Status.DRAFT, Status.READY, Status.RETURNED)  # the set lies in the office
TONES = {  # of a state, wherever it stands in a word: the office's turn, the authority's turn, the end
    Status.DRAFT: "muted",
    Status.READY: "warn",
    Status.RETURNED: "warn",
    Status.SENT: "primary",
    Status.REGISTERED: "primary",
    Status.WAITING: "primary",
    Status.GRANTED: "ok",
    Status.REFUSED: "danger",
    Status.WITHDRAWN: "muted",
}


@dataclass(frozen=True)
class Case:
    """An application as it is kept, whose it is, its way and what came of it."""

    kept: Sketch
    patient: Patient
    profile: Profile
    is_new: bool = False  # nothing of it is in the register yet
    steps: Sequence[ApplicationStep] = ()
    terms: Sequence[tuple[str, str]] = ()  # of the region, with their days
    waits: Awaited | None = None
    certificate: Certificate | None = None
    certificate_steps: Sequence[CertificateStep] = ()
    by_acts: Standing | None = None  # what of the certificate is used, and whose turn it is
    replaced: str = ""  # the number of the certificate instead of which it was given
    provider: str = ""  # of the application
    certificate_provider: str = ""
    excluded: str = ""  # how its organisation stands in the registry, where a live certificate names one that left

    @property
    def application(self) -> Application:
        """The application itself."""
        return self.kept.application

    @property
    def is_draft(self) -> bool:
        """What is asked for may still be changed."""
        return self.application.status is Status.DRAFT

    @property
    def set_is_open(self) -> bool:
        """The papers of the set may still be changed."""
        return self.application.status in OPEN_SETS

    @property
    def given(self) -> str:
        """What the region gives, in a word: «сертификат», «направление»."""
        return in_a_word(self.profile, self.application)

    @property
    def title(self) -> str:
        """How the page is called."""
        return f"Заявка {self.application.number}" if self.application.number else f"Заявка на {self.given}"

    @property
    def line(self) -> str:
        """Whose it is and by which rules it goes."""
        who = f"{self.patient.full_name}, {self.patient.birth.shown}"
        return f"{who} · профиль «{self.profile.region_name}», редакция {self.profile.edition[:8]}"

    def facts(self) -> list[tuple[str, str]]:
        """What was asked for, once it is submitted."""
        asked = self.application
        words = {
            "days": days_phrase(asked.days) if asked.days else "",
            "service_form": asked.service_form.label if asked.service_form else "",
            "reply": asked.reply.label if asked.reply else "",
        }
        found = [("Документ", self.profile.instrument(asked.instrument).title)]
        for field in fields_of(Application):
            known = words.get(field.name) or str(getattr(asked, field.name) or "")
            known = field.options(asked.made_on).get(known, known)
            found.append((field.title.removesuffix(", дней"), known))
        return [*found, ("Организация", self.provider or "не выбрана")]


def in_a_word(profile: Profile, application: Application) -> str:
    """What the region gives on an application, as it stands inside a sentence."""
    short = profile.instrument(application.instrument).short
    return short if short.isupper() else short.lower()


def begun(register: Register, patient_id: int) -> Case:
    """A new application of a patient; nothing is kept of it."""
    found = applications.blank(register, patient_id)
    patient = patients.one(register, patient_id)
    return Case(found, patient, applications.profile_of(found.application), is_new=True)


def kept(register: Register, application_id: int) -> Case:
    """An application of the register."""
    found = applications.saved(register, application_id)
    certificate = certificates.of_application(register, application_id)
    return Case(
        found,
        patients.one(register, found.application.patient_id),
        applications.profile_of(found.application),
        steps=applications.way(register, application_id),
        terms=applications.terms(register, found.application),
        waits=certificates.awaited(register, [application_id]).get(application_id),
        certificate=certificate,
        certificate_steps=certificates.way(register, certificate.id) if certificate else (),
        by_acts=provider_acts.standing(register, certificate.id) if certificate else None,
        replaced=_number(register, certificate.replaces_id if certificate else None),
        provider=_name(register, found.application.provider_id),
        excluded=_excluded(register, certificate),
        certificate_provider=_name(register, certificate.provider_id if certificate else None),
    )


def _excluded(register: Register, certificate: Certificate | None) -> str:
    if certificate is None or certificate.provider_id is None or certificate.status not in LIVE:
        return ""
    with register.read() as session:
        shown = providers.view(session, certificate.provider_id)
    return "" if shown.is_included_on(register.today()) else shown.inclusion


def _number(register: Register, certificate_id: int | None) -> str:
    return "" if certificate_id is None else certificates.one(register, certificate_id).number


def _name(register: Register, provider_id: int | None) -> str:
    return "" if provider_id is None else providers.one(register, provider_id).name
