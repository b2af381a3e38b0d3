"""Referrals as tests make them: somebody sent here, somebody sent on, and the letter of either."""

from datetime import date
from typing import Any

import pytest

from narcdesk import (
    letters,
    referrals,
    tasks,
)
from narcdesk.errors import Invalid
from narcdesk.forms import sheets
from narcdesk.letters import Letter
from narcdesk.referrals import ReferralIn, ReferralOut
from narcdesk.register import Register
from tests.factories import DAY

DISPENSARY = "volgograd_dispensary"
DISPENSARY_NAME = "ГБУЗ «Волгоградский областной клинический наркологический диспансер»"
PAPER = {"received_on": "12.03.2026", "document_number": "12/3", "document_on": "10.03.2026", "reason": "ст. 6.9 КоАП"}
BY_057 = {
    "made_on": DAY,
    "purpose": "медико-социальная реабилитация",
    "care_sort": "specialised",
    "care_form": "planned",
    "care_place": "inpatient",
    "grounds": "нужен стационарный этап",
}


def sent_here(register: Register, patient_id: int | None = None, sender: str = "police", **changed: Any) -> ReferralIn:
    return referrals.receive(register, {**PAPER, **changed}, sender=sender, patient_id=patient_id)


def sent_on(register: Register, patient_id: int, addressee: str = DISPENSARY, **changed: Any) -> ReferralOut:
    return referrals.prepare(register, patient_id, {**BY_057, **changed}, addressee=addressee)


def letter_of(
    register: Register, referral: ReferralIn | ReferralOut, consent_id: int | None = None, **changed: Any
) -> Letter:
    is_in = isinstance(referral, ReferralIn)
    typed = {
        "recipient": referral.sender_name if isinstance(referral, ReferralIn) else referral.addressee_name,
        "recipient_kind": "police" if isinstance(referral, ReferralIn) else referral.addressee_kind.value,
        "ground": "consent" if consent_id else "13.4.3" if is_in else "13.4.8",
        "basis": "запрос № 12/3" if is_in else "",
        **changed,
    }
    form = typed.pop("form", "otvet_na_napravlenie" if isinstance(referral, ReferralIn) else referral.form)
    assert referral.patient_id is not None
    return letters.draft(register, referral.patient_id, typed, form=str(form), about=referral, consent_id=consent_id)


def let_go(register: Register, letter: Letter, on: date = DAY) -> Letter:
    sheets.issue(register, letter.id)
    return sheets.send(register, letter.id, on, "почтой")


def problems(refused: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    return {problem.field: problem.message for problem in refused.value.problems}


def due(register: Register) -> list[tuple[str, str, date | None]]:
    return [(task.title, task.said, task.due) for task in tasks.today(register)]
