"""What a paper says, gathered from the register: the contents of each scope of `fields`.

Contents are plain texts, so a paper drawn in ten years says what was true today.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from narcdesk import applications, consents, diagnoses, disclosures, identifiers, names, patients, providers, rules
from narcdesk.applications import Application, ApplicationPaper, Reply, checklist
from narcdesk.consents import Consent, ConsentKind, Told
from narcdesk.dates import PartialDay, days_phrase, show, show_long
from narcdesk.dates.days import MONTHS
from narcdesk.forms.fields import LETTER
from narcdesk.letters import Letter
from narcdesk.office import requisites
from narcdesk.patients import DocumentKind, Patient, Representative
from narcdesk.profile import Profile
from narcdesk.register import Register
from narcdesk.staff import Person

_ANSWER = {Reply.IN_PERSON: "person", Reply.POST: "post", Reply.OFFICE: "office"}
COPY_OF_PASSPORT = "П1"  # in the attachments of every profile


@dataclass(frozen=True)
class Enclosed:
    """A paper of the program's own that goes with the заявка and stands in its перечень."""

    title: str
    sheets: int
    note: str = ""


def of_application(
    register: Register,
    session: Session,
    application: Application,
    papers: Mapping[str, ApplicationPaper],
    own: Sequence[Enclosed] = (),
    sheets_of_consents: Sequence[Enclosed] = (),
) -> dict[str, Any]:
    """The contents of every paper of an application's set.

    `papers` are those at hand, by codes; `own` and `sheets_of_consents` those that are drawn with it.
    """
    patient = session.get_one(Patient, application.patient_id)
    today = register.today()
    day = application.submitted_on or today  # the paper's own date; what may be said is what is allowed today
    profile = applications.profile_of(application)
    attachments = [
        *map(_drawn, own),
        *_at_hand(session, application, patient, profile, today, papers),
        *map(_drawn, sheets_of_consents),
    ]
    return {
        "office": office_contents(session),
        "authority": authority_contents(profile),
        "patient": patient_contents(patient, day),
        "representative": representative_contents(patients.speaks_for(session, patient, today)),
        "application": _application(session, application, patient, profile, day, today),
        "instrument": _instrument(profile, application),
        "profile": _profile(profile),
        "provider": _provider(register, application),
        "consents": {
            kind.value: _signed(consents.valid(session, patient.id, kind, today, profile.authority.name))
            for kind in (ConsentKind.PERSONAL_DATA, ConsentKind.SECRECY)
        },
        "attachments": attachments,
        "totals": {
            "documents": str(len(attachments)),
            "sheets": str(sum(int(row["sheets"] or 0) for row in attachments)),
        },
        "staff": staff_contents(session, register.person),
    }


def of_consent(register: Register, session: Session, consent: Consent) -> dict[str, Any]:
    """The contents of a consent's sheet."""
    patient = session.get_one(Patient, consent.patient_id)
    signer = session.get(Representative, consent.representative_id) if consent.representative_id else None
    taken_by = session.get_one(Person, consent.taken_by)
    return {
        "office": office_contents(session),
        "patient": patient_contents(patient, consent.given_on),
        "representative": representative_contents(signer),
        "consent": {
            "number": consent.number,
            "date": show(consent.given_on),
            "date_long": show_long(consent.given_on),
            "recipient": capital(consent.recipient),
            "recipient_address": consent.recipient_address,
            "purpose": consent.purpose,
            "processor": "",
            "processor_address": "",
            "term": f"до {show(consent.valid_until)}" if consent.valid_until else "до отзыва",
            "told": {told.value: told.value in consent.scope for told in Told},
            "taken_by_post": taken_by.post or taken_by.role_title,
            "taken_by_name": signature(taken_by),
        },
    }


def office_contents(session: Session) -> dict[str, Any]:
    """The group `office` of `fields`."""
    office = requisites(session)
    return {
        "name": office.name,
        "short_name": office.short_name,
        "cabinet": capital(office.cabinet),
        "address": office.address,
        "phone": identifiers.phone(office.phone).shown,
        "email": office.email,
        "ogrn": office.ogrn,
        "inn": office.inn,
        "chief_post": capital(office.chief_post),
        "chief_name": office.chief_name,
    }


def patient_contents(patient: Patient, day: date) -> dict[str, Any]:
    """The group `patient` of `fields`, as of the day of the paper."""
    return {
        "full_name": patient.full_name,
        "full_name_genitive": patient.name_in("genitive"),
        "full_name_dative": patient.name_in("dative"),
        "short_name": patient.short_name,
        "code": patient.code,
        "sex": patient.sex.label,
        "birth_date": _birth(patient.birth),
        "is_minor": patient.is_minor_on(day),
        "snils": identifiers.snils(patient.snils).shown,
        "citizenship": "",
        "no_document": patient.document_kind is DocumentKind.NONE,
        "document_kind": patient.document_kind.label if patient.document_kind else "",
        "document_series": identifiers.passport_series(patient.document_series).shown,
        "document_number": patient.document_number,
        "document_issued_on": show(patient.document_issued_on) if patient.document_issued_on else "",
        "document_issued_by": patient.document_issued_by,
        "document_department": identifiers.department_code(patient.document_department).shown,
        "registration_address": patient.registration_address,
        "actual_address": patient.actual_address,
        "phone": identifiers.phone(patient.phone).shown,
        "email": patient.email,
    }


def _birth(birth: PartialDay) -> str:
    """As an office reads it: «12.03.1988», «февраль 1989 г. (день неизвестен)», «1989 г. (день и месяц неизвестны)»."""
    if birth.is_full:
        return birth.shown
    if birth.month is None:
        return f"{birth.year} г. (день и месяц неизвестны)"
    return f"{MONTHS[birth.month - 1][0]} {birth.year} г. (день неизвестен)"


def representative_contents(found: Representative | None) -> dict[str, Any]:
    """The group `representative` of `fields`; None: nobody speaks for the patient."""
    if found is None:
        texts = ("full_name", "full_name_genitive", "short_name", "kinship", "identity", "powers", "address", "phone")
        return {"present": False, **dict.fromkeys(texts, "")}
    return {
        "present": True,
        "full_name": found.full_name,
        "full_name_genitive": found.name_in_genitive(),
        "short_name": names.short_name(found.surname, found.given, found.patronymic),
        "kinship": found.kinship.label,
        "identity": found.identity,
        "powers": found.powers,
        "address": found.address,
        "phone": identifiers.phone(found.phone).shown,
    }


def authority_contents(profile: Profile) -> dict[str, Any]:
    """The group `authority` of `fields`."""
    authority = profile.authority
    return {
        "name": capital(authority.name),
        "name_dative": capital(authority.name_dative),
        "head_post_dative": authority.head_post_dative or "",
        "head_name": authority.head_name or "",
        "address": authority.address or "",
        "phone": authority.phone or "",
        "email": authority.email or "",
    }


def _instrument(profile: Profile, application: Application) -> dict[str, Any]:
    instrument = profile.instrument(application.instrument)
    return {
        "short": instrument.short,
        "title": instrument.title,
        "title_genitive": instrument.title_genitive,
        "title_accusative": instrument.title_accusative,
    }


def _profile(profile: Profile) -> dict[str, Any]:
    return {
        "region_name": profile.region_name,
        "region_name_genitive": profile.region_name_genitive,
        "procedure": profile.acts[0].shown if profile.acts else "",
        "decision_term": profile.decision.shown if profile.decision.value is not None else "",
    }


def _application(
    session: Session, application: Application, patient: Patient, profile: Profile, day: date, today: date
) -> dict[str, Any]:
    secrecy = consents.valid(session, patient.id, ConsentKind.SECRECY, today, profile.authority.name)
    diagnosis = diagnoses.present(session, patient.id)
    tells_diagnosis = diagnosis is not None and secrecy is not None and Told.DIAGNOSIS.value in secrecy.scope
    title, kind = _ground(application.circumstance)
    return {
        "number": application.number or "",
        "date": show(day),
        "date_long": show_long(day),
        "coded": False,
        "service": "комплексной реабилитации и ресоциализации",
        "days": str(application.days or ""),
        "days_phrase": days_phrase(application.days) if application.days else "",
        "form": application.service_form.label if application.service_form else "",
        "ground": title,
        "ground_code": kind,
        "ground_details": "",
        # The code leaves only where the person allowed it: certificates 3.2, row 7.
        "diagnosis": diagnosis.code if diagnosis is not None and tells_diagnosis else "",
        "had_before": bool(application.earlier),
        "had_before_details": application.earlier,
        "answer_way": _ANSWER[application.reply] if application.reply else "",
        "note": "",
    }


def _ground(code: str) -> tuple[str, str]:
    """The title and the kind of a ground as papers ask it; of one that has left the list, lines to fill by hand."""
    ground = next((one for one in rules.legal_grounds() if one.code == code), None)
    if ground is None:
        return "", ""
    if ground.kind == "court":
        return ground.title, "administrative" if ground.code.startswith("koap") else "criminal"
    return ground.title, ground.kind


def _provider(register: Register, application: Application) -> dict[str, Any]:
    if application.provider_id is None:
        return {"chosen": False, **dict.fromkeys(("name", "address", "inn", "ogrn", "phone"), "")}
    provider = providers.one(register, application.provider_id)
    phones = provider.value("phones") or []
    return {
        "chosen": True,
        "name": provider.name,
        "address": provider.value("address") or "",
        "inn": provider.value("inn") or "",
        "ogrn": provider.value("ogrn") or "",
        "phone": identifiers.phone(phones[0]).shown if phones else "",
    }


def _signed(consent: Consent | None) -> dict[str, str]:
    if consent is None:
        return {"number": "", "date": ""}
    return {"number": consent.number, "date": show(consent.given_on)}


def _at_hand(
    session: Session,
    application: Application,
    patient: Patient,
    profile: Profile,
    day: date,
    papers: Mapping[str, ApplicationPaper],
) -> list[dict[str, str]]:
    """The papers at hand, in the order of the profile; never the copy of a passport that does not exist."""
    rows = []
    for attachment in checklist.wanted(session, application, patient, profile, day):
        paper = papers.get(attachment.code)
        missing = attachment.code == COPY_OF_PASSPORT and patient.document_kind is DocumentKind.NONE
        if paper is not None and not missing:
            note = f"от {show(paper.dated)}" if paper.dated else ""
            kind = "копия" if attachment.copy else "подлинник"
            rows.append(_attachment(capital(attachment.title), kind, paper.sheets, note))
    return rows


def _drawn(paper: Enclosed) -> dict[str, str]:
    return _attachment(paper.title, "подлинник", paper.sheets, paper.note)


def _attachment(title: str, kind: str, sheets: int, note: str = "") -> dict[str, str]:
    return {"title": title, "kind": kind, "copies": "1", "sheets": str(sheets), "note": note}


def letter_contents(session: Session, letter: Letter | None) -> dict[str, Any]:
    """The group `letter` of `fields`; None: the paper is no letter yet."""
    if letter is None:
        return dict.fromkeys((field.name for field in LETTER.parts), "")
    consent = session.get(Consent, letter.consent_id) if letter.consent_id is not None else None
    day = letter.numbered_on
    return {
        "number": letter.number or "",
        "date": show(day) if day else "",
        "date_long": show_long(day) if day else "",
        "recipient": capital(letter.recipient),
        "recipient_address": letter.recipient_address,
        "attention": letter.attention,
        "ground": disclosures.ground_on_paper(letter.ground),
        "basis": f"согласие № {consent.number} от {show(consent.given_on)}" if consent else letter.basis,
        "words": letter.words,
    }


def staff_contents(session: Session, person: Person) -> dict[str, str]:
    """The group `staff` of `fields`: who signs and who made the paper."""
    office = requisites(session)
    return {
        "doctor_post": person.post or person.role_title,
        "doctor_name": signature(person),
        "executor_name": person.full_name,
        "executor_phone": identifiers.phone(office.phone).shown,
    }


def signature(person: Person) -> str:
    """As under a signature: initials first."""
    initials = person.short_name.removeprefix(person.surname).strip()
    return f"{initials} {person.surname}"


def capital(text: str) -> str:
    """As at the beginning of a line of a paper."""
    return text[:1].upper() + text[1:]
