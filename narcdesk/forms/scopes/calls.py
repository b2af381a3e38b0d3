"""The list of whom to call today: a paper about many, for the office alone."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from narcdesk.calls import Call
from narcdesk.dates import plural
from narcdesk.forms import gathering
from narcdesk.forms.fields import OFFICE, STAFF
from narcdesk.forms.scope import Scope
from narcdesk.forms.scopes.patient import TODAY, today_contents
from narcdesk.forms.shapes import Field, Group, Rows
from narcdesk.register import Register

CALLS = Rows(
    "calls",
    "Кому позвонить, по алфавиту",
    (
        Field("name", "Фамилия, имя, отчество", "Воробьёв Илья Петрович", required=True),
        Field("birth", "Дата рождения", "12.03.1988", required=True),
        Field("phones", "Телефоны; законного представителя — с именем", "+7 (900) 000-00-11"),
        Field("reasons", "О чём: одна или несколько причин", "явка была назначена на 09.03.2026", required=True),
    ),
    (
        {
            "name": "Воробьёв Илья Петрович",
            "birth": "12.03.1988",
            "phones": "+7 (900) 000-00-11",
            "reasons": "явка была назначена на 09.03.2026",
        },
        {
            "name": "Константинопольская-Преображенская Александра Всеволодовна",
            "birth": "01.11.2009",
            "phones": "+7 (900) 000-00-12, +7 (900) 000-00-13 (Константинопольская Мария Александровна)",
            "reasons": "поговорить, назначено на 16.03.2026; подписать бумаги заново, срок 20.03.2026",
        },
        {
            "name": "Котов Пётр Ильич",
            "birth": "1979",
            "phones": "",
            "reasons": "срок бумаги 28.03.2026",
        },
    ),
)

COUNT = Field("count", "Сколько человек: словами", "3 человека", required=True)


def gather(register: Register, session: Session, calls: Sequence[Call]) -> dict[str, Any]:
    """The calls, the office and the day."""
    return {
        "office": gathering.office_contents(session),
        "today": today_contents(register.today()),
        "staff": gathering.staff_contents(session, register.person),
        "count": plural(len(calls), "человек", "человека", "человек"),
        "calls": [
            {
                "name": call.name,
                "birth": call.birth,
                "phones": ", ".join(call.phones),
                "reasons": "; ".join(call.reasons),
            }
            for call in calls
        ],
    }


SCOPE = Scope(Group("calls", "список для обзвона", (OFFICE, TODAY, STAFF, COUNT, CALLS)), gather=gather)
