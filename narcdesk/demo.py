"""The whole main job on a training register, with no window: what `demo` and `selftest` run."""

import importlib.metadata
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from narcdesk import (
    VERSION,
    applications,
    certificates,
    consents,
    diagnoses,
    observation,
    patients,
    providers,
    schema,
    training,
    vault,
)
from narcdesk.commission import export, verification
from narcdesk.dates import Period
from narcdesk.errors import UserError
from narcdesk.files import make_folder, write_atomically
from narcdesk.forms import papers
from narcdesk.patients import Patient
from narcdesk.register import Register, local_clock

NEWCOMER = {
    "surname": "Учебный",
    "given": "Пётр",
    "patronymic": "Примерович",
    "sex": "m",
    "birth": "14.02.1991",
    "snils": "000-000-123 00",
    "document_kind": "passport",
    "document_series": "00 11",
    "document_number": "000123",
    "document_issued_on": "20.03.2011",
    "document_issued_by": "учебным отделом",
    "registration_address": "000000, п. Учебный, ул. Примерная, д. 1",
    "settlement": "п. Учебный",
    "locality": "town",
    "came_from": "self",
    "legal_ground": "voluntary",
}


def run(folder: Path, *, patients: int = 200, seed: int = 1) -> dict[str, Any]:
    """Make a training register in `folder/register`, do the main job on it; papers and a batch go to `folder/out`."""
    began = time.monotonic()
    out = folder / "out"
    # One fewer, for the main job enters one more.
    made = training.build(folder / "register", patients=patients - 1, seed=seed, today=local_clock().date())
    written: list[Path] = []
    try:
        name, paper = _lead_one_person(made.register)
        pdf = out / name
        make_folder(out)
        written.append(pdf)
        write_atomically(pdf, paper)
        batch = export.export(made.register, "municipal", _last_year(made.register), out).path
        written.append(batch)
        _must_verify(batch)
        register, count = made.register.folder, _count(made.register)
    except BaseException:
        training.discard(made.register)
        for path in written:
            path.unlink(missing_ok=True)
        raise
    made.register.close()
    return {
        "register": str(register),
        "user": made.login,
        "password": made.password,
        "pdf": [str(pdf)],
        "batch": str(batch),
        "patients": count,
        "seconds": round(time.monotonic() - began, 1),
    }


def _count(register: Register) -> int:
    return patients.count(register)


def _lead_one_person(register: Register) -> tuple[str, bytes]:
    """Enter a person, submit his application, record what came of it; the papers and how their file is called."""
    today = register.today()
    person = patients.enter(register, {**NEWCOMER, "came_on": today})
    _prepare(register, person)
    application = applications.start(
        register, person.id, {"days": 180, "circumstance": "voluntary", "service_form": "residential"}
    )
    wanted = applications.profile_of(application).attachments
    applications.amend(
        register, application.id, {}, papers={paper.code: (1, today) for paper in wanted if paper.required}
    )
    applications.submit(register, application.id)
    made = papers.prepare(register, application.id)
    paper = papers.pdf(register, made)
    applications.send(register, application.id, today, "1-у")
    applications.registered(register, application.id, today, "ВХ-1")
    applications.granted(register, application.id, today, "Р-1")
    until = certificates.proposed_valid_until(register, application, today)
    certificate = certificates.record(
        register,
        application.id,
        {
            "number": "УЧ-000001",
            "issued_on": today,
            "valid_until": until or today + timedelta(days=10),
            "days": 180,
            "amount": "180000,00",
        },
    )
    first = next(one for one in providers.find(register) if one.is_included_on(today))
    certificates.choose_provider(register, certificate.id, first.id)
    return f"{applications.one(register, application.id).number}.pdf", paper


def _prepare(register: Register, person: Patient) -> None:
    """Diagnosis, observation and the consents without which nothing may leave."""
    today = register.today()
    authority = register.profile_on(today).authority
    diagnoses.record(
        register, person.id, {"substance": "F11", "state": "2", "current": "4", "stage": "2", "made_on": today}
    )
    consents.give(register, person.id, {"kind": "care", "given_on": today})
    observation.take(register, person.id, {"taken_on": today, "first_in_life": True})
    sheet = {
        "recipient": authority.name,
        "recipient_address": authority.address or "",
        "purpose": "рассмотрение заявки и выдача сертификата",
        "given_on": today,
    }
    consents.give(register, person.id, {**sheet, "kind": "personal_data"})
    consents.give(register, person.id, {**sheet, "kind": "secrecy"}, scope=["observation", "diagnosis", "treatment"])


def _last_year(register: Register) -> Period:
    return Period.parse(str(register.today().year - 1))


def _must_verify(batch: Path) -> None:
    """From the file alone, as whoever receives it does."""
    found = verification.verify(batch)
    if not found.ok:
        raise UserError("Выгрузка не прошла проверку: " + "; ".join(found.problems))


def selftest() -> dict[str, str]:
    """A throw-away register through the whole job; raises if anything of it fails. Gives the versions it ran on."""
    with tempfile.TemporaryDirectory(prefix="narcdesk-", ignore_cleanup_errors=True) as folder:
        made = training.build(
            Path(folder) / "register", patients=12, seed=1, today=local_clock().date(), kdf=vault.QUICK
        )
        try:
            _lead_one_person(made.register)
            out = Path(folder) / "out"
            _must_verify(export.export(made.register, "municipal", _last_year(made.register), out).path)
            problems = schema.check(made.register)
        finally:
            made.register.close()
    if problems:
        raise UserError("Самопроверка не пройдена: " + "; ".join(problems))
    names = ("PySide6", "SQLAlchemy", "sqlcipher3", "cryptography", "reportlab")
    return {"narcdesk": VERSION, **{name: importlib.metadata.version(name) for name in names}}
