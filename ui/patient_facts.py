"""What the office writes down about a patient: for each fact the heading, the fields and the action.

What belongs to the observation stands in `visit_dialogs` and `episode_dialogs`.
"""

from datetime import date

from PySide6.QtWidgets import QWidget

from narcdesk import courses, disclosures, patients, patronage, poisonings
from narcdesk.certificates import Certificate
from narcdesk.courses import Course, Outcome
from narcdesk.disclosures import Disclosure
from narcdesk.fields import Field, Kind, fields_of
from narcdesk.patients import Patient, Representative
from narcdesk.patronage import Contact, Patronage
from narcdesk.poisonings import Poisoning
from narcdesk.register import Register
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import Asked, FactDialog, Typed, asked_by
from ui.fact_dialog import ending as _ending
from ui.fact_dialog import new_fact as _simple
from ui.fact_dialog import opened as _open
from ui.fields import ChoiceField


def representative(parent: QWidget, desk: Desk, patient: Patient) -> FactDialog:
    """Who may speak for the patient, and by what powers."""
    return _simple(
        parent, desk, patient, "patients.appoint", "Законный представитель", Representative, patients.appoint
    )


def disclosure(parent: QWidget, desk: Desk, patient: Patient) -> FactDialog:
    """Something about the person left the office: to whom, on what ground."""
    return _simple(
        parent,
        desk,
        patient,
        "disclosures.record",
        "Передача сведений",
        Disclosure,
        disclosures.record,
        "told_on",
    )


def poisoning(parent: QWidget, desk: Desk, patient: Patient) -> FactDialog:
    """An acute poisoning became known; its own day is seldom today, so nothing stands there."""
    line = f"{patient.full_name} · в отчёте считаются случаи, а не люди"
    return _simple(
        parent, desk, patient, "poisonings.record", "Острое отравление", Poisoning, poisonings.record, line=line
    )


# Courses and patronage


def course(parent: QWidget, desk: Desk, patient: Patient, certificate: Certificate | None) -> FactDialog:
    """A course began; with a certificate that may be used, the person chooses whether it is under it."""
    paid = {"none": "без сертификата"} | ({str(certificate.id): f"№ {certificate.number}"} if certificate else {})
    under = ChoiceField("certificate_id", "По сертификату", paid, chars=24)
    under.set_value("none")

    def action(register: Register, typed: Typed) -> Course:
        chosen = certificate if certificate and typed.get("certificate_id") == str(certificate.id) else None
        return courses.start(
            register,
            patient.id,
            asked_by(Course, typed),
            certificate_id=chosen.id if chosen else None,
            provider_id=chosen.provider_id if chosen else None,
        )

    asked: list[Asked] = [*fields_of(Course), *[under] * bool(certificate)]
    fill = {"started_on": desk.today()}
    draft = FormDraft(desk, "courses.start", patient_id=patient.id)
    return _open(
        FactDialog(parent, desk, "Начало курса", asked, action, draft=draft, line=patient.full_name, fill=fill)
    )


ENDING_COURSE = [
    Field("ended_on", "Окончание", Kind.PAST_DAY, required=True),
    Field("outcome", "Исход", Kind.CHOICE, required=True, choices=Outcome, width=28),
]


def end_course(parent: QWidget, desk: Desk, patient: Patient, kept: Course) -> FactDialog:
    """How a course ended."""

    def end(register: Register, ended_on: date, outcome: Outcome) -> Course:
        return courses.finish(register, kept.id, ended_on, outcome)

    return _ending(parent, desk, patient, kept, "courses.finish", "Окончание курса", ENDING_COURSE, end)


def begin_patronage(parent: QWidget, desk: Desk, patient: Patient) -> FactDialog:
    """A programme of patronage."""
    return _simple(
        parent, desk, patient, "patronage.begin", "Начало патроната", Patronage, patronage.begin, today="opened_on"
    )


def contact(parent: QWidget, desk: Desk, patient: Patient, programme: Patronage) -> FactDialog:
    """A contact under a programme."""
    return _open(
        FactDialog(
            parent,
            desk,
            "Контакт по патронату",
            fields_of(Contact),
            lambda register, typed: patronage.contact(register, programme.id, typed),
            draft=FormDraft(desk, "patronage.contact", patient_id=patient.id, record_id=programme.id),
            line=patient.full_name,
            fill={"on": desk.today()},
        )
    )


ENDING_PATRONAGE = [Field("closed_on", "Окончание", Kind.PAST_DAY, required=True)]


def end_patronage(parent: QWidget, desk: Desk, patient: Patient, programme: Patronage) -> FactDialog:
    """The programme ended."""

    def end(register: Register, closed_on: date) -> Patronage:
        return patronage.close(register, programme.id, closed_on)

    return _ending(parent, desk, patient, programme, "patronage.close", "Окончание патроната", ENDING_PATRONAGE, end)
