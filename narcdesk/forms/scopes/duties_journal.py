"""The journal of persons with a court duty, of a period (regulation 4.4): what came, what became of it, who is told."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from narcdesk import duties
from narcdesk.dates import Period, plural, show
from narcdesk.duties import Duty, Line, NoticeEvent
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
        Field("count", "Сколько решений: словами", "3 решения", required=True),
    ),
)
FIRST = {
    "entered_on": "04.03.2026",
    "name": "Воробьёв Иван Петрович",
    "birth": "12.03.1988",
    "court": "мировой судья судебного участка № 1 Заречного района",
    "decided": "02.03.2026, дело № 5-12/2026",
    "in_force": "13.03.2026",
    "article": "КоАП РФ ст. 4.1 ч. 2.1",
    "imposed": "диагностика, лечение",
    "appear_by": "20.03.2026",
    "controlled_by": "Отдел МВД России по Заречному району",
    "appeared_on": "16.03.2026",
    "course": "идёт",
    "told": "о явке 17.03.2026, исх. № И-2026-0007",
}
SECOND = {
    "entered_on": "10.03.2026",
    "name": "Константинопольская-Преображенская Александра Всеволодовна",
    "birth": "01.11.2004",
    "court": "Заречный районный суд",
    "decided": "03.03.2026, дело № 1-45/2026",
    "in_force": "",
    "article": "УК РФ ст. 73 ч. 5",
    "imposed": "лечение; наблюдаться у нарколога",
    "appear_by": "",
    "controlled_by": "Заречный межмуниципальный филиал УИИ",
    "appeared_on": "",
    "course": "нарушений предписаний: 3; отмечено уклонение 13.04.2026: не явился в срок",
    "told": "о неявке 14.04.2026, исх. № И-2026-0011; об уклонении 15.04.2026, исх. № И-2026-0012",
}
THIRD = {
    **FIRST,
    "entered_on": "12.03.2026",
    "name": "Котов Пётр Ильич",
    "birth": "1979",
    "appeared_on": "18.03.2026, позже срока",
    "course": "исполнена 14.09.2026; снят с учёта 21.09.2026",
    "told": "",
}
LINES = Rows(
    "lines",
    "Лица с обязанностью, по порядку",
    (
        Field("entered_on", "Когда поступило решение; если не записано, дата решения", "", required=True),
        Field("name", "Фамилия, имя, отчество", "", required=True),
        Field("birth", "Дата рождения", "", required=True),
        Field("court", "Суд, судья", "", required=True),
        Field("decided", "Дата решения, номер дела", "", required=True),
        Field("in_force", "Вступило в силу", ""),
        Field("article", "Статья", "", required=True),
        Field("imposed", "Что возложено", "", required=True),
        Field("appear_by", "Срок явки по решению", ""),
        Field("controlled_by", "Кто контролирует", "", required=True),
        Field("appeared_on", "Явился", ""),
        Field("course", "Ход и результат", "", required=True),
        Field("told", "Когда и о чём сообщено органу контроля", ""),
    ),
    (FIRST, SECOND, THIRD),
)


def gather(register: Register, session: Session, period: Period) -> dict[str, Any]:
    """Every decision that reached the office in a period."""
    found = duties.journal(register, period)
    return {
        "office": gathering.office_contents(session),
        "journal": {"period": period.label, "count": plural(len(found), "решение", "решения", "решений")},
        "lines": lines_contents(found),
        "staff": gathering.staff_contents(session, register.person),
    }


def lines_contents(found: Sequence[Line]) -> list[dict[str, str]]:
    """The rows `lines`."""
    return [_line(line) for line in found]


def _line(line: Line) -> dict[str, str]:
    duty = line.duty
    number = f"дело № {duty.case_number}" if duty.case_number else ""
    late = duty.appeared_on is not None and duty.missed(duty.appeared_on)
    return {
        "entered_on": show(line.entered_on),
        "name": line.name,
        "birth": line.birth,
        "court": ", ".join(filter(None, (duty.court, duty.judge))),
        "decided": ", ".join(filter(None, (show(duty.decided_on), number))),
        "in_force": show(duty.in_force_on) if duty.in_force_on else "",
        "article": line.article,
        "imposed": duty.imposed or line.kind.content,
        "appear_by": show(duty.appear_by) if duty.appear_by else "",
        "controlled_by": gathering.capital(line.controlled_by),
        "appeared_on": f"{show(duty.appeared_on)}{', позже срока' if late else ''}" if duty.appeared_on else "",
        "course": _course(line),
        "told": "; ".join(_told(duty)),
    }


def _course(line: Line) -> str:
    """How it goes, and how it ended."""
    duty = line.duty
    said = [f"нарушений предписаний: {line.broken}"] * bool(line.broken)
    if duty.left_on:
        said.append(f"самовольно прервал {show(duty.left_on)}")
    if duty.evaded_on:
        sign = f": {duty.evasion_sign.label}" if duty.evasion_sign else ""
        said.append(f"отмечено уклонение {show(duty.evaded_on)}{sign}")
    if duty.ended_on and duty.result:
        said.append(f"{duty.result.label} {show(duty.ended_on)}")
    elif not said:
        said.append("идёт" if duty.appeared_on else "не явился")
    if duty.removed_on:
        said.append(f"снят с учёта {show(duty.removed_on)}")
    return "; ".join(said)


def _told(duty: Duty) -> list[str]:
    found = []
    for event in NoticeEvent:
        on, number = duty.told(event)
        if on is not None:
            found.append(f"{event.label} {show(on)}" + (f", исх. № {number}" if number else ""))
    return found


SCOPE = Scope(
    Group("duties_journal", "журнал лиц с обязанностью по суду", (OFFICE, JOURNAL, LINES, STAFF)), gather=gather
)
