"""The journal of talks of a period; of groups it says how many there were, nobody's name."""

from typing import Any

from sqlalchemy.orm import Session

from narcdesk import talks
from narcdesk.dates import Period, show
from narcdesk.forms import gathering
from narcdesk.forms.fields import OFFICE, STAFF
from narcdesk.forms.scope import Scope
from narcdesk.forms.shapes import Field, Group, Rows
from narcdesk.register import Register
from narcdesk.talks import TalkWith

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
    ),
    (
        {
            "date": "02.03.2026",
            "with_whom": "группа: учащиеся колледжа, 24 чел.",
            "theme": "профилактика",
            "stage": "",
            "result": "розданы памятки",
            "held_by": "Зимин А. Н.",
        },
        {
            "date": "12.03.2026",
            "with_whom": "Воробьёв Иван Петрович",
            "theme": "лечение",
            "stage": "задумывается, сомневается",
            "result": "согласен поговорить ещё раз",
            "held_by": "Зимин А. Н.",
        },
    ),
)


def gather(register: Register, session: Session, period: Period) -> dict[str, Any]:
    """Every talk of a period."""
    lines = talks.journal(register, period)
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
            }
            for line in lines
        ],
        "staff": gathering.staff_contents(session, register.person),
    }


SCOPE = Scope(Group("talks_journal", "журнал бесед", (OFFICE, JOURNAL, HELD, STAFF)), None, gather)
