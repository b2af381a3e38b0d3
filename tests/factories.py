"""What tests build registers of: an office, its head, valid cards. Invented people only."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from narcdesk import applications, certificates, consents, courses, diagnoses, patients, vault
from narcdesk.applications import Application
from narcdesk.certificates import Certificate
from narcdesk.office import Office
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.staff import Person, Role

DAY = date(2026, 3, 16)  # a Monday
PASSWORD = "берёза у тихой реки"
MOSCOW = timezone(timedelta(hours=3))


class Clock:
    """The day that a register is given; a test moves it."""

    def __init__(self, day: date = DAY) -> None:
        self.moment = datetime(day.year, day.month, day.day, 9, 0, tzinfo=MOSCOW)

    def __call__(self) -> datetime:
        return self.moment

    def go(self, day: date) -> None:
        self.moment = datetime(day.year, day.month, day.day, 9, 0, tzinfo=MOSCOW)


def office(**changes: Any) -> Office:
    values: dict[str, Any] = {
        "name": "Государственное бюджетное учреждение здравоохранения «Заречная центральная районная больница»",
        "short_name": "ГБУЗ «Заречная ЦРБ»",
        "address": "404620, р. п. Заречье, ул. Больничная, д. 1",
        "phone": "+78440000000",
        "chief_name": "Е. В. Соколова",
        "district": "Заречный муниципальный район",
        "region_code": "34",
    }
    return Office(**{**values, **changes})


def head(**changes: Any) -> Person:
    values: dict[str, Any] = {
        "login": "zimin",
        "surname": "Зимин",
        "given": "Алексей",
        "patronymic": "Николаевич",
        "post": "врач психиатр-нарколог",
        "role": Role.HEAD.value,
        "added_on": DAY,
    }
    return Person(**{**values, **changes})


def register(
    folder: Path, clock: Callable[[], datetime] | None = None, *, password: str = PASSWORD, **office_changes: Any
) -> Register:
    return Register.create(folder, office(**office_changes), head(), password, clock=clock or Clock(), kdf=vault.QUICK)


@contextmanager
def copied(closed: Path, folder: Path, clock: Clock) -> Iterator[Register]:
    """A copy of a closed register, open for the length of a block: what takes long to prepare is prepared once."""
    shutil.copytree(closed, folder)
    opened = Register.open(folder, "zimin", PASSWORD, clock=clock)
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def opened_again(register: Register, clock: Clock) -> Iterator[Register]:
    """The same register, closed and opened once more for the length of a block."""
    register.close()
    opened = Register.open(register.folder, "zimin", PASSWORD, clock=clock)
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def signed_in(register: Register, role: Role, clock: Clock) -> Iterator[Register]:
    """The same register opened by a new person of this role; the one that was open is closed."""
    login, folder = f"{role.value} 2", register.folder
    with register.write("staff.add") as session:
        session.add(head(login=login, surname="Рябинина", given="Вера", patronymic="", role=role.value))
    register.close()
    with vault.unlock(folder, "zimin", PASSWORD) as opened:
        opened.add_slot(login, PASSWORD, vault.QUICK)
    other = Register.open(folder, login, PASSWORD, clock=clock)
    try:
        yield other
    finally:
        other.close()


def card(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "surname": "Воробьёв",
        "given": "Илья",
        "patronymic": "Петрович",
        "sex": "m",
        "birth": "12.03.1988",
        "snils": "112-233-445 95",
        "policy_kind": "unified",
        "policy_number": "1234567890123452",
        "document_kind": "passport",
        "document_series": "1808",
        "document_number": "123456",
        "document_issued_on": "20.04.2008",
        "document_issued_by": "ОУФМС Заречного района",
        "document_department": "340-001",
        "registration_address": "404620, р. п. Заречье, пер. Садовый, д. 4",
        "settlement": "р. п. Заречье",
        "locality": "town",
        "phone": "8 (900) 000-00-11",
        "came_from": "police",
        "came_on": "05.02.2026",
        "legal_ground": "voluntary",
    }
    return {**values, **changes}


def patient(register: Register, **changes: Any) -> Patient:
    return patients.enter(register, card(**changes))


def diagnosis(register: Register, patient_id: int, **changes: Any) -> diagnoses.Diagnosis:
    values = {"substance": "F11", "state": "2", "current": "4", "stage": "2", "made_on": "06.02.2026"}
    return diagnoses.record(register, patient_id, {**values, **changes})


def both_consents(register: Register, patient_id: int, recipient: str | None = None) -> list[consents.Consent]:
    """The two sheets without which nothing leaves for the authority."""
    to = recipient or register.profile_on(register.today()).authority.name
    sheet = {"recipient": to, "purpose": "выдача сертификата", "given_on": register.today()}
    return [
        consents.give(register, patient_id, {**sheet, "kind": "personal_data"}),
        consents.give(
            register, patient_id, {**sheet, "kind": "secrecy"}, scope=["observation", "diagnosis", "treatment"]
        ),
    ]


def old_sheets(register: Register, patient_id: int, representative_id: int | None) -> None:
    """Sheets by whatever hand, as registers hold them that were written before the program looked at the hand."""
    to = register.profile_on(register.today()).authority.name
    with register.write("consents.give") as session:
        for kind in (consents.ConsentKind.PERSONAL_DATA, consents.ConsentKind.SECRECY):
            session.add(
                consents.Consent(
                    patient_id=patient_id,
                    representative_id=representative_id,
                    number=f"С-2026-9{patient_id}{kind.value}",
                    kind=kind,
                    recipient=to,
                    purpose="выдача сертификата",
                    given_on=register.today(),
                    scope=["observation", "diagnosis"],
                    taken_by=register.person.id,
                )
            )


def application(register: Register, patient_id: int, **changes: Any) -> Application:
    return applications.start(register, patient_id, {"days": "180", "circumstance": "voluntary", **changes})


def asked(register: Register, **changes: Any) -> Application:
    """A draft of a new patient who has both consents."""
    person = patient(register, snils="")
    both_consents(register, person.id)
    return application(register, person.id, **changes)


def certified(register: Register, application_id: int, **changes: Any) -> Certificate:
    """A draft goes all its way in a day; the certificate that comes on it."""
    today = register.today()
    applications.submit(register, application_id)
    applications.send(register, application_id, today, "исх. 14")
    granted = applications.granted(register, application_id, today, "реш. 3")
    typed = {"number": "УЧ-1", "issued_on": today, "days": str(granted.days)}
    return certificates.record(register, application_id, {**typed, **changes})


def in_use(register: Register, patient_id: int, **changes: Any) -> Certificate:
    """A certificate of a patient, under which a course begins today."""
    both_consents(register, patient_id)
    made = certified(register, application(register, patient_id).id, **changes)
    typed = {"kind": "social", "started_on": register.today()}
    courses.start(register, patient_id, typed, certificate_id=made.id)
    return made
