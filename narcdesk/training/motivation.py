"""What the office talks over with a person beside his visits: consents for one recipient, refusals, talks, memos.

Drawn from a stream of its own, made of the card's number: nobody's way depends on it.
"""

from datetime import timedelta
from random import Random
from typing import Any

from narcdesk import consents, examinations, memos, motivation, patients, refusals, signers, talks
from narcdesk.consents import ConsentKind
from narcdesk.dates import add_months
from narcdesk.motivation import PlanResult
from narcdesk.training.cases import Case, World
from narcdesk.training.days import Story

RECIPIENTS = {  # kind of consent -> to whom, address, what for; invented
    ConsentKind.PROVIDER: ("АНО «Новый путь» (учебная)", "с. Медвяное, ул. Тихая, 3", "прохождение курса реабилитации"),
    ConsentKind.SOCIAL: ("Учебный центр социального обслуживания", "г. Среднеозёрск", "помощь с устройством на работу"),
    ConsentKind.RELATIVES: ("сестра пациента", "", "связь с семьёй о явках"),
}
STAGES = ("unaware", "thinking", "preparing", "acting", "keeping")
SAID = {  # stage -> what it came to
    "unaware": "считает, что помощь не нужна; взял памятку",
    "thinking": "согласен поговорить ещё раз",
    "preparing": "готов обсудить срок лечения",
    "acting": "приходит, соблюдает назначения",
    "keeping": "трезв, держится за работу",
}
THEMES = ("harm", "treatment", "medical", "social", "self_help")
AUDIENCES = ("учащиеся колледжа", "работники автобазы", "родители старшеклассников", "допризывники")
CONSEQUENCES = "зависимость будет усиливаться, возможны передозировка и утрата работы"


def way(case: Case) -> Story:
    """One person's talks and papers, beginning some weeks after he came."""
    rng, number = Random(f"motivation {case.patient_id}"), case.patient_id
    yield case.world.days.working(case.today + timedelta(days=rng.randrange(15, 60)))
    if case.left:
        return
    if number % 4 == 1:
        kind = rng.choice(["diagnostics", "treatment", "medical", "social", "whole"])
        memos.give(case.register, number, {"kind": kind, "given_on": case.today, "signed_on": case.today})
    if number % 10 == 0:
        _sign(case, list(RECIPIENTS)[number // 10 % len(RECIPIENTS)])
    if number % 12 == 0:
        yield from _check(case)
    if number % 5 == 2:
        yield from _talks(case, rng)
    if number % 40 in (7, 23):
        yield from _refusal(case, rng, is_planned=number % 40 == 7)


def own_hand(case: Case) -> Story:
    """From his eighteenth birthday on he signs himself what a parent had signed."""
    days = case.world.days
    on = signers.birthday(case.who.birth, signers.ADULT)
    yield on if days.calendar.is_working_day(on) else days.calendar.add_working_days(on, 1)
    if case.left:
        return
    with case.register.read() as session:
        anew = consents.to_sign_anew(session, patients.known(session, case.patient_id), case.today)
    for sheet in anew:
        typed = {
            "kind": sheet.kind.value,
            "given_on": case.today,
            "recipient": sheet.recipient,
            "recipient_address": sheet.recipient_address,
            "purpose": sheet.purpose,
        }
        consents.give(case.register, case.patient_id, typed, scope=list(sheet.scope))


def _sign(case: Case, kind: ConsentKind) -> None:
    recipient, address, purpose = RECIPIENTS[kind]
    typed = {"recipient": recipient, "recipient_address": address, "purpose": purpose}
    consents.give(
        case.register,
        case.patient_id,
        {"kind": kind.value, "given_on": case.today, **typed},
        scope=["visit", "advice"],
        representative_id=case.signer(kind),
    )


def _check(case: Case) -> Story:
    """Somebody told that he uses; he lets himself be examined."""
    typed = {"kind": ConsentKind.EXAMINATION.value, "given_on": case.today}
    signer = case.signer(ConsentKind.EXAMINATION)
    consents.give(case.register, case.patient_id, typed, representative_id=signer)
    yield case.world.days.later(1)
    told = {"reason": "сведения участкового", "act": f"{case.patient_id}-у", "outcome": "not_found"}
    found = {"on": case.today, "place": "кабинет", "result": "признаков опьянения нет (вымышлено)", **told}
    examinations.record(case.register, case.patient_id, found)


def _talks(case: Case, rng: Random) -> Story:
    """Talk after talk, a stage further now and then."""
    stage = rng.randrange(2)
    for _ in range(rng.randrange(2, 4)):
        _talk(case, STAGES[stage], rng.choice(THEMES))
        stage = min(len(STAGES) - 1, stage + rng.randrange(2))
        yield case.world.days.later(rng.randrange(30, 90))
        if case.left:
            return


def _talk(case: Case, stage: str, theme: str, **more: Any) -> None:
    typed = {"on": case.today, "with_whom": "alone", "stage": stage, "theme": theme, "result": SAID[stage], **more}
    talks.hold(case.register, case.patient_id, typed)


def _refusal(case: Case, rng: Random, *, is_planned: bool) -> Story:
    """He refuses treatment; a plan follows, ends or stands open today; of the latest the office has none yet."""
    days = case.world.days
    if is_planned:
        yield days.working(case.today + timedelta(days=rng.randrange(20, 90)))
        if case.left:
            return
        _refuse(case, rng)
        _plan(case, days.later(14))
        yield days.later(14)
        _talk(case, "thinking", "treatment", next_on=days.later(20))
        yield days.later(20)
        if (plan := motivation.plans(case.register, case.patient_id)[0]).closed_on is None:
            motivation.close(case.register, plan.id, case.today, PlanResult.AGREED)
    yield days.calendar.add_working_days(days.last, -6 if is_planned else -1)
    if case.left:
        return
    _refuse(case, rng)
    if is_planned:
        _plan(case, days.calendar.add_working_days(days.last, rng.randrange(-1, 4)))


def _refuse(case: Case, rng: Random) -> None:
    said = {
        "on": case.today,
        "of": rng.choice(["treatment", "medical"]),
        "reason": rng.choice(["alone", "work", "not_ill", "publicity"]),
        "explained": True,
        "consequences": CONSEQUENCES,
        "signed": "signed",
        "next_step": "мотивационные беседы",
    }
    refusals.record(case.register, case.patient_id, said, representative_id=case.signer(ConsentKind.CARE))


def _plan(case: Case, next_on: Any) -> None:
    typed = {"opened_on": case.today, "goal": "согласие на лечение", "next_on": next_on}
    steps = [{"what": "беседа о последствиях", "due": next_on}, {"what": "встреча с тем, кто прошёл курс"}]
    motivation.plan(case.register, case.patient_id, typed, steps)


def groups(world: World) -> Story:
    """Preventive talks with groups, one in a quarter; how many there were is all that is written down."""
    days, rng, on = world.days, Random("talks with groups"), world.days.first
    while True:
        on = add_months(on, 3)
        yield days.working(on)
        heads, audience = str(rng.randrange(12, 40)), rng.choice(AUDIENCES)
        typed = {
            "on": days.today,
            "theme": "prevention",
            "audience": audience,
            "heads": heads,
            "place": "г. Среднеозёрск",
        }
        talks.hold_group(world.register, {**typed, "result": "розданы памятки, ответы на вопросы"})
