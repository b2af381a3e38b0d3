"""What the office talks over with a person beside his visits: consents for one recipient, refusals, talks, memos.

Drawn from a stream of its own, made of the card's number: nobody's way depends on it.
"""

from datetime import timedelta
from random import Random

from narcdesk import consents
from narcdesk.consents import ConsentKind
from narcdesk.training.cases import Case
from narcdesk.training.days import Story

RECIPIENTS = {  # kind of consent -> to whom, address, what for; invented
    ConsentKind.PROVIDER: ("АНО «Новый путь» (учебная)", "с. Медвяное, ул. Тихая, 3", "прохождение курса реабилитации"),
    ConsentKind.SOCIAL: ("Учебный центр социального обслуживания", "г. Среднеозёрск", "помощь с устройством на работу"),
    ConsentKind.RELATIVES: ("сестра пациента", "", "связь с семьёй о явках"),
}


def way(case: Case) -> Story:
    """One person's talks and papers, beginning some weeks after he came."""
    rng = Random(f"motivation {case.patient_id}")
    yield case.world.days.working(case.today + timedelta(days=rng.randrange(15, 60)))
    if case.left:
        return
    if case.patient_id % 10 == 0:
        _sign(case, list(RECIPIENTS)[case.patient_id // 10 % len(RECIPIENTS)])
    if case.patient_id % 12 == 0:
        consents.give(
            case.register,
            case.patient_id,
            {"kind": ConsentKind.EXAMINATION.value, "given_on": case.today},
            representative_id=case.signer(ConsentKind.EXAMINATION),
        )


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
