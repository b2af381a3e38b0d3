"""The journal of talks of a period; of groups it says how many there were, nobody's name."""

from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import talks
from narcdesk.dates import Period, show
from narcdesk.forms import gathering
from narcdesk.forms.fields import OFFICE, STAFF
from narcdesk.forms.scope import Scope
from narcdesk.forms.scopes.client import came_from
from narcdesk.forms.shapes import Field, Group, Rows
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.talks import Line, Talk, TalkWith

JOURNAL = Group(
    "journal",
    "Журнал за период",
    (
        Field("period", "Период", "март 2026 года", required=True),
        Field("count", "Сколько бесед", "2", required=True),
        Field("groups", "Из них с группами", "1", required=True),
        Field("heads", "Сколько человек было в группах", "24", required=True),
    ),
)
HELD = Rows(
    "held",
    "Беседы по порядку дней",
    (
        Field("date", "Дата", "", blank_mm=0),
        Field("with_whom", "С кем", "", blank_mm=0),
        Field("theme", "Тема", "", blank_mm=0),
        Field("stage", "Стадия готовности", "", blank_mm=0),
        Field("result", "Итог, решение", "", blank_mm=0),
        Field("held_by", "Кто провёл", "", blank_mm=0),
        Field("code", "Код карты; у группы — сколько человек", "", blank_mm=0),
        Field("first", "Первичная консультация или повторная; у группы пусто", "", blank_mm=0),
        Field("came_from", "Кто направил человека", "", blank_mm=0),
    ),
    (
        {
            "date": "02.03.2026",
            "with_whom": "группа: учащиеся колледжа, 24 чел.",
            "theme": "профилактика",
            "stage": "",
            "result": "розданы памятки",
            "held_by": "Зимин А. Н.",
            "code": "группа, 24",
            "first": "",
            "came_from": "",
        },
        {
            "date": "12.03.2026",
            "with_whom": "Воробьёв Иван Петрович",
            "theme": "лечение",
            "stage": "задумывается, сомневается",
            "result": "согласен поговорить ещё раз",
            "held_by": "Зимин А. Н.",
            "code": "К-00042",
            "first": "первичная",
            "came_from": "обратился сам",
        },
    ),
)


def gather(register: Register, session: Session, period: Period) -> dict[str, Any]:
    """Every talk of a period."""
    lines = talks.journal(register, period)
    asked = {line.patient_id for line in lines if line.patient_id is not None}
    cards = {card.id: card for card in session.scalars(sa.select(Patient).where(Patient.id.in_(asked)))}
    first = _firsts(session, asked)
    of_groups = [line for line in lines if line.talk.with_whom is TalkWith.GROUP]
    return {
        "office": gathering.office_contents(session),
        "journal": {
            "period": period.label,
            "count": str(len(lines)),
            "groups": str(len(of_groups)),
            "heads": str(sum(line.talk.heads or 0 for line in of_groups)),
        },
        "held": [
            {
                "date": show(line.talk.on),
                "with_whom": line.with_whom,
                "theme": line.talk.theme.label,
                "stage": line.talk.stage.label if line.talk.stage else "",
                "result": line.talk.result,
                "held_by": line.held_by,
                **_client(line, cards, first),
            }
            for line in lines
        ],
        "staff": gathering.staff_contents(session, register.person),
    }


def _firsts(session: Session, patients: Collection[int]) -> set[int]:
    """The first talk of each person, whenever it was."""
    query = sa.select(Talk.patient_id, Talk.id).where(Talk.patient_id.in_(patients)).order_by(Talk.on, Talk.id)
    found: dict[int | None, int] = {}
    for patient_id, talk_id in session.execute(query):
        found.setdefault(patient_id, talk_id)
    return set(found.values())


def _client(line: Line, cards: Mapping[int, Patient], first: Collection[int]) -> dict[str, str]:
    """By the code of his card, never by name: the journal of consultations may lie where others look into it."""
    if line.patient_id is None:
        return {"code": f"группа, {line.talk.heads or 0}", "first": "", "came_from": ""}
    card = cards[line.patient_id]
    return {
        "code": card.code,
        "first": "первичная" if line.id in first else "повторная",
        "came_from": came_from(card),
    }


SCOPE = Scope(Group("talks_journal", "журнал бесед", (OFFICE, JOURNAL, HELD, STAFF)), None, gather)
