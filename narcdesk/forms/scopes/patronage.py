"""The individual programme of patronage, and the sheet of its contacts."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import patients
from narcdesk.dates import show, show_long
from narcdesk.forms import gathering
from narcdesk.forms.fields import OFFICE, PATIENT, REPRESENTATIVE, STAFF
from narcdesk.forms.scope import Scope
from narcdesk.forms.scopes.patient import TODAY, today_contents
from narcdesk.forms.shapes import Field, Group, Rows
from narcdesk.observation import TestResult
from narcdesk.patronage import Contact, Patronage
from narcdesk.register import Register

PROGRAMME = Group(
    "programme",
    "Программа патроната",
    (
        Field("opened_on", "Начат", "02.03.2026", required=True, blank_mm=25),
        Field("opened_on_long", "Начат, словами", "2 марта 2026 г.", required=True, blank_mm=35),
        Field("until", "Срок: до какого дня; пусто, если не задан", "02.03.2027", blank_mm=25),
        Field("responsible", "Ответственный", "О. П. Рябинина, медицинская сестра", blank_mm=70),
        Field("closed_on", "Окончен; пусто, пока идёт", "", blank_mm=25),
    ),
)

GOALS = Rows(
    "goals", "Цели", (Field("text", "Цель", "трезвость", required=True),), ({"text": "трезвость"}, {"text": "работа"})
)

MEASURES = Rows(
    "measures",
    "Мероприятия",
    (Field("text", "Мероприятие", "центр занятости", required=True),),
    ({"text": "центр занятости"}, {"text": "группа взаимопомощи"}),
)

CONTACTS = Rows(
    "contacts",
    "Контакты, по порядку",
    (
        Field("date", "Дата", "16.03.2026", required=True),
        Field("way", "Способ", "визит", required=True),
        Field("sober", "Трезвость и тест", "трезв, тест отрицательный"),
        Field("work", "Занятость", "склад, грузчик"),
        Field("family", "Семья", "живёт с матерью"),
        Field("risks", "Риски", "прежняя компания"),
        Field("help", "Помощь и запись", "записан к психологу"),
        Field("next", "Следующий контакт", "30.03.2026"),
    ),
    (
        {
            "date": "16.03.2026", "way": "визит", "sober": "трезв, тест отрицательный", "work": "ищет работу",
            "family": "живёт с матерью", "risks": "прежняя компания", "help": "записан к психологу",
            "next": "30.03.2026",
        },
        {
            "date": "30.03.2026", "way": "по телефону", "sober": "", "work": "склад, грузчик", "family": "",
            "risks": "", "help": "", "next": "13.04.2026",
        },
    ),
)  # fmt: skip


def gather(register: Register, session: Session, programme: Patronage) -> dict[str, Any]:
    """The programme as it stands today, with every contact under it."""
    day, patient = register.today(), patients.known(session, programme.patient_id)
    query = sa.select(Contact).where(Contact.patronage_id == programme.id).order_by(Contact.on, Contact.id)
    return {
        "office": gathering.office_contents(session),
        "patient": gathering.patient_contents(patient, day),
        "representative": gathering.representative_contents(patients.speaks_for(session, patient, day)),
        "today": today_contents(day),
        "programme": {
            "opened_on": show(programme.opened_on),
            "opened_on_long": show_long(programme.opened_on),
            "until": show(programme.until) if programme.until else "",
            "responsible": programme.responsible,
            "closed_on": show(programme.closed_on) if programme.closed_on else "",
        },
        "goals": _lines(programme.goals),
        "measures": _lines(programme.measures),
        "contacts": [_contact(contact) for contact in session.scalars(query)],
        "staff": gathering.staff_contents(session, register.person),
    }


def _lines(text: str) -> list[dict[str, str]]:
    return [{"text": line.strip()} for line in text.splitlines() if line.strip()]


def _contact(contact: Contact) -> dict[str, str]:
    sober = {True: "трезв", False: "не трезв", None: ""}[contact.sober]
    test = "" if contact.test is TestResult.NONE else f"тест {contact.test.label}"
    note = "; ".join(row["text"] for row in _lines(contact.note))
    return {
        "date": show(contact.on),
        "way": contact.way.label,
        "sober": ", ".join(filter(None, (sober, test))),
        "work": contact.work,
        "family": contact.family,
        "risks": contact.risks,
        "help": "; ".join(filter(None, (contact.help, note))),
        "next": show(contact.next_on) if contact.next_on else "",
    }


SCOPE = Scope(
    Group(
        "patronage",
        "программа патроната",
        (OFFICE, PATIENT, REPRESENTATIVE, TODAY, PROGRAMME, GOALS, MEASURES, CONTACTS, STAFF),
    ),
    Patronage,
    gather,
)
