"""Refusals and what follows them: plans, talks, memos, checks of use."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from narcdesk import consents, examinations, memos, motivation, refusals, talks
from narcdesk.motivation import PlanResult
from narcdesk.register import Register
from tests import factories

if TYPE_CHECKING:
    from tests.faults.desk import Desk

LATER = date(2026, 6, 1)
REFUSAL = {
    "on": "с",
    "of": "treatment",
    "reason": "work",
    "explained": True,
    "consequences": "станет хуже",
    "signed": "signed",
    "next_step": "беседа",
}
PLAN = {"opened_on": "с", "goal": "лечение", "next_on": "с"}
STEP = {"what": "беседа о лечении"}
TALK = {"on": "с", "with_whom": "alone", "stage": "thinking", "theme": "treatment", "result": "подумает"}
GROUP = {"on": "с", "theme": "prevention", "audience": "учащиеся", "heads": "20", "result": "вопросы"}
TOLD = {"told_on": "с", "recipient": "Заречный суд", "ground": "13.4.3", "basis": "запрос № 9"}


def make_ready(register: Register, ids: dict[str, int]) -> None:
    """A person with a refusal, one with an open plan, one whose examination was agreed to, a memo not signed for."""
    for name in ("refusing", "planned", "ending", "examined", "talked to"):
        ids[name] = factories.patient(register, surname="Отказов", snils="", policy_number="").id
    ids["refusal"] = refusals.record(register, ids["refusing"], REFUSAL).id
    ids["motivation"] = motivation.plan(register, ids["planned"], PLAN, [STEP]).id
    ids["motivation step"] = motivation.steps(register, ids["planned"])[0].id
    ids["plan to end"] = motivation.plan(register, ids["ending"], PLAN, [STEP]).id
    consents.give(register, ids["examined"], {"kind": "examination", "given_on": "с"})
    ids["memo"] = memos.give(register, ids["refusing"], {"kind": "treatment", "given_on": "с"}).id


ACTS: dict[str, Callable[["Desk"], object]] = {
    "refusals.record": lambda d: refusals.record(d.register, d["planned"], REFUSAL),
    "refusals.tell": lambda d: refusals.tell(d.register, d["refusal"], TOLD),
    "motivation.plan": lambda d: motivation.plan(d.register, d["refusing"], PLAN, [STEP, STEP]),
    "motivation.step": lambda d: motivation.step(d.register, d["motivation"], STEP),
    "motivation.done": lambda d: motivation.done(d.register, d["motivation step"], LATER, "согласился"),
    "motivation.close": lambda d: motivation.close(d.register, d["plan to end"], LATER, PlanResult.AGREED),
    "talks.hold": lambda d: talks.hold(d.register, d["talked to"], TALK),
    "talks.hold_group": lambda d: talks.hold_group(d.register, GROUP),
    "memos.give": lambda d: memos.give(d.register, d["refusing"], {"kind": "whole", "given_on": "с"}),
    "memos.sign": lambda d: memos.sign(d.register, d["memo"], LATER),
    "examinations.record": lambda d: examinations.record(
        d.register,
        d["examined"],
        {"on": "с", "reason": "сообщение", "outcome": "not_found", "result": "признаков нет"},
    ),
}
