"""A paper about a court duty: what the body that controls it is told of the coming, evasion, the course, the end."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import duties
from narcdesk.courses import Course
from narcdesk.dates import show
from narcdesk.documents import Document
from narcdesk.duties import CORRECTION, Duty, Kinds, NoticeEvent, Prescription
from narcdesk.forms import gathering
from narcdesk.forms.fields import LETTER, OFFICE, PATIENT, STAFF
from narcdesk.forms.scope import Scope
from narcdesk.forms.shapes import Field, Flag, Group, Rows
from narcdesk.letters import Letter
from narcdesk.patients import Patient
from narcdesk.register import Register

EVENTS = {  # form -> what it tells of
    "sud_yavka": NoticeEvent.COMING,
    "sud_neyavka": NoticeEvent.NO_SHOW,
    "sud_uklonenie": NoticeEvent.EVASION,
    "sud_ispolnenie": NoticeEvent.COMPLETION,
}
DECISION = {True: "постановление по делу об административном правонарушении", False: "решение (приговор) суда"}

DUTY = Group(
    "duty",
    "Обязанность, возложенная судом",
    (
        Field("decision", "Что решил суд: вид решения", DECISION[True], required=True, blank_mm=60),
        Field("decided_on", "Дата решения", "02.03.2026", required=True, blank_mm=25),
        Field("case_number", "Номер дела", "5-12/2026", blank_mm=30),
        Field("court", "Суд", "мировой судья судебного участка № 1 Заречного района", required=True, blank_mm=70),
        Field("judge", "Судья", "П. П. Судейкин", blank_mm=40),
        Field("in_force_on", "Вступило в законную силу", "13.03.2026", blank_mm=25),
        Field("article", "Статья и акт, по которым возложена обязанность", "КоАП РФ ст. 4.1 ч. 2.1", required=True),
        Field(
            "imposed",
            "Что возложено",
            "диагностика, лечение, медицинская реабилитация",
            required=True,
            blank_mm=70,
        ),
        Field("appear_by", "Срок явки по решению", "20.03.2026", blank_mm=25),
        Field("appeared_on", "Явился", "16.03.2026", blank_mm=25),
        Flag("is_late", "Явился позже срока", sample=False),
        Field("left_on", "Самовольно прервал лечение", "", blank_mm=25),
        Field("evaded_on", "Уклонение отмечено", "13.04.2026", blank_mm=25),
        Field("sign", "Признак уклонения", "более двух раз не выполнил предписания", blank_mm=70),
        Field("evasion_act", "Статья об ответственности за уклонение", "КоАП РФ ст. 6.9.1"),
        Field("ended_on", "Обязанность окончена", "14.09.2026", blank_mm=25),
        Field("result", "Чем кончилась", "исполнена", blank_mm=40),
        Field("remission_on", "Ремиссия не менее двух лет подтверждена", "", blank_mm=25),
    ),
)
HELP = Rows(
    "help",
    "Помощь, которую получает или получил человек после решения",
    (
        Field("kind", "Вид помощи", "лечение", required=True),
        Field("since", "С какого дня", "17.03.2026", required=True),
        Field("until", "По какой день, или «идёт»", "идёт", required=True),
        Field("result", "Исход", ""),
    ),
    (
        {"kind": "лечение", "since": "17.03.2026", "until": "30.04.2026", "result": "завершён"},
        {"kind": "медицинская реабилитация", "since": "04.05.2026", "until": "идёт", "result": ""},
    ),
)
BROKEN = Rows(
    "broken",
    "Предписания врача, которые не выполнены",
    (
        Field("given_on", "Когда дано", "17.03.2026", required=True),
        Field("what", "Что предписано", "явка на приём", required=True),
        Field("broken_on", "Когда не выполнено", "24.03.2026", required=True),
        Field("how", "Как известно", "не пришёл"),
    ),
    (
        {"given_on": "17.03.2026", "what": "явка на приём 24.03.2026", "broken_on": "24.03.2026", "how": "не пришёл"},
        {"given_on": "17.03.2026", "what": "тест мочи", "broken_on": "31.03.2026", "how": "отказался"},
        {"given_on": "31.03.2026", "what": "явка на приём 07.04.2026", "broken_on": "07.04.2026", "how": "не пришёл"},
    ),
)
SENT = Rows(
    "sent",
    "Что об этой обязанности уже сообщено",
    (
        Field("date", "Когда", "17.03.2026", required=True),
        Field("number", "Исходящий номер", "И-2026-0007"),
        Field("what", "Что", "Сообщение о явке по решению суда", required=True),
    ),
    (
        {"date": "17.03.2026", "number": "И-2026-0007", "what": "Сообщение о явке по решению суда"},
        {"date": "13.04.2026", "number": "", "what": "Сообщение об уклонении"},
    ),
)


def gather(register: Register, session: Session, duty: Duty) -> dict[str, Any]:
    """The decision, what became of it, and whom it is about."""
    patient, day = session.get_one(Patient, duty.patient_id), register.today()
    return {
        "office": gathering.office_contents(session),
        "patient": gathering.patient_contents(patient, day),
        "duty": _duty(session, duty),
        "help": _help(session, duty),
        "broken": _broken(session, duty),
        "sent": _sent(session, duty),
        "letter": gathering.letter_contents(session, None),
        "staff": gathering.staff_contents(session, register.person),
    }


def _duty(session: Session, duty: Duty) -> dict[str, Any]:
    kind = Kinds.of(session).one(duty.kind)
    days = ("in_force_on", "appear_by", "appeared_on", "left_on", "evaded_on", "ended_on", "remission_on")
    return {
        "decision": DECISION[duty.kind == "АП"],
        "decided_on": show(duty.decided_on),
        "case_number": duty.case_number,
        "court": duty.court,
        "judge": duty.judge,
        "article": kind.act,
        "imposed": duty.imposed or kind.content,
        "is_late": duty.appeared_on is not None and duty.missed(duty.appeared_on),
        "sign": duty.evasion_sign.label if duty.evasion_sign else "",
        "evasion_act": kind.evasion or "",
        "result": duty.result.label if duty.result else "",
        **{name: show(day) if (day := getattr(duty, name)) else "" for name in days},
    }


def _help(session: Session, duty: Duty) -> list[dict[str, str]]:
    query = sa.select(Course).where(
        Course.patient_id == duty.patient_id,
        sa.or_(Course.ended_on.is_(None), Course.ended_on >= duty.decided_on),
    )
    return [
        {
            "kind": course.kind.label,
            "since": show(course.started_on),
            "until": show(course.ended_on) if course.ended_on else "идёт",
            "result": course.outcome.label if course.outcome else "",
        }
        for course in session.scalars(query.order_by(Course.started_on, Course.id))
    ]


def _broken(session: Session, duty: Duty) -> list[dict[str, str]]:
    query = sa.select(Prescription).where(Prescription.duty_id == duty.id, Prescription.broken_on.is_not(None))
    return [
        {
            "given_on": show(given.given_on),
            "what": given.what,
            "broken_on": show(given.broken_on) if given.broken_on else "",
            "how": given.broken_how,
        }
        for given in session.scalars(query.order_by(Prescription.broken_on, Prescription.id))
    ]


def _sent(session: Session, duty: Duty) -> list[dict[str, str]]:
    """By letters of the office, then what was marked by hand; what took it back is not told again."""
    query = (
        sa.select(Letter, Document.title)
        .join(Document, Document.id == Letter.document_id)
        .where(Letter.about_kind == Duty.__tablename__, Letter.about_id == duty.id, Letter.form != CORRECTION)
        .where(Letter.sent_on.is_not(None))
        .order_by(Letter.sent_on, Letter.id)
    )
    found = [(letter.sent_on, letter.number or "", title) for letter, title in session.execute(query)]
    numbers = {number for _, number, _ in found}
    told = [(*duty.told(event), f"Сообщение {event.label}") for event in NoticeEvent]
    found += [(on, number, what) for on, number, what in told if on is not None and number not in numbers]
    return [{"date": show(on), "number": number, "what": what} for on, number, what in found if on is not None]


def sent(register: Register, _session: Session, letter: Letter) -> None:
    """A notice has left: the duty knows by which letter."""
    event = EVENTS.get(letter.form)
    if event is not None and letter.sent_on is not None:
        duties.told_by_letter(register, letter.about_id, event, letter.sent_on, letter.number or "")


SCOPE = Scope(
    Group("duty", "сообщение об обязанности по суду", (OFFICE, PATIENT, DUTY, HELP, BROKEN, SENT, LETTER, STAFF)),
    Duty,
    gather,
    follows=sent,
)
