"""The journal of certificates of a period (notes on certificates, 3.7): lines that are only ever added to."""

from typing import Any

from sqlalchemy.orm import Session

from narcdesk import certificate_journal
from narcdesk.dates import Period, plural, show
from narcdesk.forms import gathering
from narcdesk.forms.fields import OFFICE, STAFF
from narcdesk.forms.scope import Scope
from narcdesk.forms.shapes import Field, Group, Rows
from narcdesk.register import Register

JOURNAL = Group(
    "journal",
    "Журнал за период",
    (
        Field("period", "Период", "2026 год", required=True),
        Field("count", "Сколько строк: словами", "3 строки", required=True),
    ),
)
FIRST = {
    "number": "1",
    "on": "16.03.2026",
    "sheet": "УЧ-00017, выдан 16.03.2026, обратиться до 15.05.2026, 180 дней, 180 000,00 руб.",
    "owner": "Воробьёв Иван Петрович, 12.03.1988, паспорт 1808 123456",
    "said": "Выдан; решение № 3-р от 13.03.2026",
    "by": "Зимин А. Н.",
    "receipt": "да",
}
SECOND = {
    **FIRST,
    "number": "2",
    "on": "20.03.2026",
    "said": "Утрачен; украден вместе с сумкой",
    "owner": "Константинопольская-Преображенская Александра Всеволодовна, 01.11.2004, паспорт 1822 000001",
    "receipt": "",
}
THIRD = {
    **SECOND,
    "number": "3",
    "on": "23.03.2026",
    "said": "Запись исправлена; исправлена строка № 2; Утрачен: нашёлся",
}
LINES = Rows(
    "lines",
    "Строки журнала по порядку записи",
    (
        Field("number", "Номер строки, один на все годы", "", required=True),
        Field("on", "Дата события", "", required=True),
        Field("sheet", "Серия и номер, выдан, обратиться до, дней, сумма", "", required=True),
        Field("owner", "Владелец, дата рождения, документ", "", required=True),
        Field("said", "Что произошло: решение, организация, акты, причина, исправленная строка", "", required=True),
        Field("by", "Кто записал", "", required=True),
        Field("receipt", "Бланк вручают под расписку: «да» или пусто", ""),
    ),
    (FIRST, SECOND, THIRD),
)


def gather(register: Register, session: Session, period: Period) -> dict[str, Any]:
    """Every line of a period."""
    found = certificate_journal.journal(register, period)
    return {
        "office": gathering.office_contents(session),
        "journal": {"period": period.label, "count": plural(len(found), "строка", "строки", "строк")},
        "lines": [
            {
                "number": str(line.id),
                "on": show(line.step.on),
                "sheet": _in_letters(line.sheet),
                "owner": ", ".join(filter(None, (line.name, line.birth, line.document))),
                "said": _in_letters(line.said),
                "by": line.by,
                "receipt": "да" if line.is_issue else "",
            }
            for line in found
        ],
        "staff": gathering.staff_contents(session, register.person),
    }


def _in_letters(said: str) -> str:
    """The letters of papers have no sign of the rouble."""
    return said.replace("₽", "руб.")


SCOPE = Scope(Group("certificates_journal", "журнал сертификатов", (OFFICE, JOURNAL, LINES, STAFF)), gather=gather)
