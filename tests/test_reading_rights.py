"""Who may ask what of a patient: every public query of the nouns, by every role."""

import inspect
import re
from collections.abc import Callable
from datetime import date
from types import ModuleType
from typing import Any

import pytest

from narcdesk import (
    applications,
    batches,
    certificate_journal,
    certificates,
    choices,
    consents,
    counted,
    courses,
    diagnoses,
    documents,
    duties,
    examinations,
    families,
    gaps,
    history,
    indicators,
    injecting,
    memos,
    mistakes,
    motivation,
    observation,
    occupations,
    pathway,
    patients,
    patronage,
    poisonings,
    provider_acts,
    recipients,
    referrals,
    refusals,
    search,
    stays,
    talks,
    tasks,
    treatments,
)
from narcdesk.dates import Period
from narcdesk.errors import Forbidden
from narcdesk.forms import papers
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.factories import DAY, Clock

OF_PATIENTS = (
    applications,
    batches,
    certificate_journal,
    certificates,
    choices,
    consents,
    counted,
    courses,
    diagnoses,
    documents,
    duties,
    gaps,
    history,
    mistakes,
    observation,
    talks,
    refusals,
    motivation,
    memos,
    examinations,
    papers,
    pathway,
    patients,
    patronage,
    provider_acts,
    recipients,
    referrals,
    search,
    tasks,
    families,
    injecting,
    poisonings,
    occupations,
    stays,
    treatments,
)
TELLS_OF_NOBODY = {"patients.count", "duties.asked_of", "duties.book"}  # and reference lists

Query = Callable[..., Any]


def queries_of(module: ModuleType) -> dict[str, Query]:
    """The functions of a noun that are given the register and open no door of an act."""
    package = module.__name__
    found = {}
    for name, function in inspect.getmembers(module, inspect.isfunction):
        own = function.__module__ == package or function.__module__.startswith(f"{package}.")
        given = list(inspect.signature(function).parameters)
        acts = re.search(r"\b(register\.(write|together)|write_out)\(", inspect.getsource(function))
        if own and not name.startswith("_") and given[:1] == ["register"] and not acts:
            found[f"{package.removeprefix('narcdesk.')}.{name}"] = function
    return found


QUERIES = {
    name: query
    for module in OF_PATIENTS
    for name, query in queries_of(module).items()
    if name not in TELLS_OF_NOBODY | {"applications.sketch"}  # a sketch is made of what was asked before
}


@pytest.fixture
def told(register: Register) -> dict[str, Any]:
    """What queries are asked with, by the names of their parameters; the register holds something to each."""
    patient = factories.patient(register)
    sheets = factories.both_consents(register, patient.id)
    factories.diagnosis(register, patient.id)
    application = factories.application(register, patient.id)
    application = applications.submit(register, application.id)
    applications.send(register, application.id, DAY, "12")
    applications.granted(register, application.id, DAY, "45")
    certificates.record(register, application.id, {"number": "С 1", "issued_on": DAY, "days": "180"})
    programme = patronage.begin(register, patient.id, {"opened_on": DAY})
    referrals.receive(register, {"received_on": DAY}, sender="police", patient_id=patient.id)
    referral = referrals.prepare(register, patient.id, {"made_on": DAY, "purpose": "помощь"}, addressee="police")
    papers.prepare_consent(register, sheets[0].id)
    document = documents.listing(register, patient.id)[0]
    said = {"explained": True, "consequences": "хуже", "signed": "signed", "next_step": "беседа"}
    refused = refusals.record(register, patient.id, {"on": DAY, "of": "treatment", "reason": "work", **said})
    episode = observation.take(register, patient.id, {"taken_on": DAY})
    court = {"kind": "АП", "court": "мировой судья", "decided_on": DAY}
    duty = duties.receive(register, patient.id, court)
    talk = {"on": DAY, "with_whom": "alone", "stage": "thinking", "theme": "treatment", "result": "подумает"}
    talked = talks.hold(register, patient.id, talk)
    decided = {"kind": "outpatient", "decided_on": DAY, "decider": "doctor", "need": "F11", "conditions": "day"}
    plan = treatments.plan(register, patient.id, decided)
    (step,) = treatments.schedule(register, plan.id, {"kind": "visit", "due_on": DAY})
    ready = applications.submit(register, factories.application(register, patient.id).id)
    batch = batches.draw(register, {"kind": "named"}, [ready.id])
    return {
        "letter_id": batches.write_to_authority(register, batch, {}).id,
        "patient": patient,
        "row": patient,
        "referral_id": referral.id,
        "patient_id": patient.id,
        "application": application,
        "duty_id": duty.id,
        "step_id": step.id,
        "on": DAY,
        "episode": episode,
        "monday": date(2026, 3, 16),
        "text": "Воробьёв",
        "count": 3,
        "issued_on": DAY,
        "application_id": application.id,
        "application_ids": [application.id],
        "certificate_id": 1,
        "consent_id": sheets[0].id,
        "refusal_id": refused.id,
        "talk_id": talked.id,
        "patronage_id": programme.id,
        "document_id": document.id,
        "document": document,
        "found": [document],
        "number": application.number,
        "shown": applications.saved(register, application.id),
        "until": date(2027, 1, 1),
        "surname": "Воробьёв",
        "given": "Илья",
        "birth_iso": "1988-03-12",
        "snils": "",
        "indicator": indicators.all_indicators()[0],
        "side": "denominator",
        "period": Period.parse("2026"),
        "page": [patient.id],
        "typed": {},
        "kind": observation.Visit,
    }


def ask(register: Register, query: Query, told: dict[str, Any]) -> None:
    wanted = [p for p in inspect.signature(query).parameters.values() if p.default is p.empty]
    query(register, *(told[parameter.name] for parameter in wanted[1:]))


def test_the_queries_were_found() -> None:
    assert {"patients.one", "forms.papers.preview", "applications.check", "diagnoses.history"} <= set(QUERIES)
    assert len(QUERIES) > 40


@pytest.mark.parametrize("role", list(Role))
def test_only_who_treats_is_told_of_a_patient(
    register: Register, told: dict[str, Any], clock: Clock, role: Role
) -> None:
    treats = role in (Role.HEAD, Role.DOCTOR, Role.NURSE)
    with factories.signed_in(register, role, clock) as opened:
        for name, query in QUERIES.items():
            try:
                ask(opened, query, told)
            except Forbidden:
                assert not treats, name
            else:
                assert treats, name
