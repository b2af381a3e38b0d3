"""The ways of applications and certificates: a queue, a loss, a break, a payment, and what is put back."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from narcdesk import applications, certificates, courses, provider_acts
from narcdesk.applications import Application
from narcdesk.courses import Outcome
from narcdesk.register import Register
from tests import factories

if TYPE_CHECKING:
    from tests.faults.desk import Desk

LATER = date(2026, 6, 1)


def make_ready(register: Register, ids: dict[str, int]) -> None:
    """Three applications at the authority, seven certificates, each of a person of its own."""
    for name in ("application to wait", "application in the queue", "application answered wrongly"):
        ids[name] = _sent(register).id
    day = register.today()
    applications.queued(register, ids["application in the queue"], day, "письмо 4")
    with register.write("applications.amend") as session:  # as in a register that a year end has passed over
        session.get_one(Application, ids["application in the queue"]).queued_on = date(2025, 12, 1)
    applications.granted(register, ids["application answered wrongly"], day, "реш. 2")
    for name in ("mislaid", "missed", "to stop", "stopped", "spent", "told of", "marked"):
        ids[f"certificate {name}"] = _certificate(register, name)
    certificates.lost(register, ids["certificate missed"], day)
    for name in ("to stop", "stopped", "spent", "told of"):
        number = ids[f"certificate {name}"]
        patient = certificates.one(register, number).patient_id
        course = courses.start(register, patient, {"kind": "social", "started_on": day}, certificate_id=number)
        if name == "spent":
            courses.finish(register, course.id, day, Outcome.FINISHED)
    certificates.suspended(register, ids["certificate stopped"], day, "больница")
    certificates.choose_provider(register, ids["certificate marked"], ids["provider"])


def _sent(register: Register) -> Application:
    person = factories.patient(register, surname="Путёв", snils="", policy_number="")
    factories.both_consents(register, person.id)
    made = factories.application(register, person.id)
    applications.submit(register, made.id)
    return applications.send(register, made.id, register.today(), "исх. 14")


def _certificate(register: Register, number: str) -> int:
    granted = applications.granted(register, _sent(register).id, register.today(), "реш. 3")
    typed = {"number": number, "issued_on": register.today(), "days": "180"}
    return certificates.record(register, granted.id, typed).id


_ACT = {"number": "3", "on": LATER, "since": LATER, "until": LATER, "price": "1000", "amount": "1000"}
ACTS: dict[str, Callable[["Desk"], object]] = {
    "applications.wait": lambda d: applications.queued(d.register, d["application to wait"], LATER, "письмо 5"),
    "applications.carry_over": lambda d: applications.carried_over(d.register, d["application in the queue"], LATER),
    "applications.correct": lambda d: applications.corrected(d.register, d["application answered wrongly"], "не та"),
    "certificates.lose": lambda d: certificates.lost(d.register, d["certificate mislaid"], LATER, "украден"),
    "certificates.suspend": lambda d: certificates.suspended(d.register, d["certificate to stop"], LATER, "больница"),
    "certificates.resume": lambda d: certificates.resumed(d.register, d["certificate stopped"], LATER),
    "certificates.settle": lambda d: certificates.settled(d.register, d["certificate spent"], LATER, "реш. 9"),
    "certificates.take_act": lambda d: provider_acts.record(d.register, d["certificate told of"], _ACT),
    "certificates.redeem": lambda d: certificates.redeem(d.register, d["certificate marked"], factories.DAY, "123"),
    "certificates.correct": lambda d: certificates.corrected(d.register, d["certificate missed"], "нашёлся"),
}
