"""The office's own report for the district commission: exact figures of a period beside those of the year before.

It is counted by `narcdesk.commission.district`, which gives the rows ready.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from narcdesk.forms import gathering
from narcdesk.forms.fields import OFFICE, STAFF
from narcdesk.forms.scope import Scope
from narcdesk.forms.scopes.patient import TODAY, today_contents
from narcdesk.forms.shapes import Field, Group, Rows
from narcdesk.register import Register

REPORT = Group(
    "report",
    "Отчёт за период",
    (
        Field("period", "Период", "I квартал 2026 года", required=True),
        Field("earlier", "Тот же период прошлого года", "I квартал 2025 года", required=True),
        Field("mark", "Отметка о служебном пользовании", "Для служебного пользования", required=True),
        Field("doubt", "Чего стоит сравнение", "", blank_mm=0),
    ),
)
_SAID = {
    "table": "Название таблицы, в её первой строке",
    "note": "Примечание к таблице, строкой под её названием",
    "group": "О ком числа ниже",
    "what": "Что посчитано",
    "now": "Сколько в этом периоде",
    "then": "Сколько год назад",
    "change": "Разница",
}
_BLANK = dict.fromkeys(_SAID, "")
NUMBERS = Rows(
    "numbers",
    "Числа по порядку таблиц",
    tuple(Field(name, about, "", blank_mm=0) for name, about in _SAID.items()),
    (
        _BLANK | {"table": "Таблица 1. Движение лиц, состоящих под наблюдением"},
        _BLANK | {"note": "Переход к другому веществу считается снятием и взятием."},
        _BLANK | {"group": "Наркомания"},
        _BLANK | {"what": "Взято за период", "now": "7", "then": "4", "change": "+3"},
        _BLANK | {"what": "Снято за период", "now": "2", "then": "—", "change": "—"},
    ),
)


def gather(register: Register, session: Session, counted: Mapping[str, Any]) -> dict[str, Any]:
    """The office and the day around what was counted."""
    return {
        "office": gathering.office_contents(session),
        "today": today_contents(register.today()),
        "staff": gathering.staff_contents(session, register.person),
        **counted,
    }


SCOPE = Scope(Group("district_report", "отчёт кабинета", (OFFICE, TODAY, REPORT, NUMBERS, STAFF)), gather=gather)
