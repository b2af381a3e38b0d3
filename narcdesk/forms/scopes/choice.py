"""The sheet on which a person chooses an organisation: what is known of each, how old it is, and his signature."""

from typing import Any

from sqlalchemy.orm import Session

from narcdesk import identifiers, provider_choice
from narcdesk.choices import ProviderChoice
from narcdesk.dates import show
from narcdesk.forms import gathering
from narcdesk.forms.fields import OFFICE, PATIENT
from narcdesk.forms.scope import Scope
from narcdesk.forms.shapes import Field, Group, Rows
from narcdesk.patients import Patient
from narcdesk.provider_choice import Search, age_words
from narcdesk.providers import KINDS, Fact, ProviderView, in_words
from narcdesk.register import Register
from narcdesk.staff import Person

KNOWN = (  # what a person asks first, in the order of the sheet
    *("forms", "term_days", "free_men", "free_women", "free_total", "places_men", "places_women", "places_total"),
    *("substances", "age_from", "age_to", "court", "certificates", "unpaid", "requirements", "accessible"),
    *("religious", "confession", "remark"),
)
OFFERED = Rows(
    "offered",
    "Организации в нейтральном порядке",
    (
        Field("name", "Название", "АНО «Тихий берег»", required=True),
        Field("contacts", "Адрес и телефоны", "р. п. Заречье, ул. Озёрная, д. 5; +7 (000) 000-00-05"),
        Field("known", "Что известно и на какой день", "на 01.03.2026: формы — стационарная", required=True),
        Field("verdict", "Подходит ли, что уточнить", "подходит", required=True),
    ),
    (
        {
            "name": "АНО «Тихий берег»",
            "contacts": "404620, р. п. Заречье, ул. Озёрная, д. 5; +7 (000) 000-00-05",
            "known": "На 01.03.2026: формы — стационарная, патронат; срок программы — 180 дней. "
            "На 14.03.2026: свободно для мужчин — 3.",
            "verdict": "подходит",
        },
        {
            "name": "Автономная некоммерческая организация «Межрегиональный центр социальной реабилитации и "
            "ресоциализации „Константиновский причал“»",
            "contacts": "404630, х. Дальний, ул. Степная, д. 118, корпус 2; +7 (000) 000-00-06, доб. 12, "
            "+7 (000) 000-00-07",
            "known": "На 10.09.2025, 187 дней назад, уточните: формы — амбулаторная; срок программы — 90 дней; "
            "требования к человеку — без обострения психического расстройства, документы при себе; религиозное "
            "содержание — да.",
            "verdict": "не подходит: срок программы 90 дней, а нужно 180 дней",
        },
        {
            "name": "Дом «Рябина»",
            "contacts": "",
            "known": "Сведений нет.",
            "verdict": "уточните: для кого места, не сказано; форма не указана",
        },
    ),
)
CHOICE = Group(
    "choice",
    "Выбор организации",
    (
        Field("date", "День листа", "16.03.2026", required=True),
        Field("asked_for", "Для кого подбирали, без имени", "мужчина, 38 лет, наркотики, на 180 дней"),
        Field("wishes", "Пожелания в порядке важности", "есть свободные места; без религиозного содержания"),
        Field("made_by_post", "Кто подбирал: должность", "Медицинская сестра кабинета", required=True),
        Field("made_by_name", "Кто подбирал: И. О. Фамилия", "О. П. Рябинина", required=True),
    ),
)


def gather(register: Register, session: Session, choice: ProviderChoice) -> dict[str, Any]:
    """The organisations as the register knows them on the day of printing; what is old is said to be old."""
    patient = session.get_one(Patient, choice.patient_id)
    made_by = session.get_one(Person, choice.made_by)
    search = Search(provider_choice.case_of(register, patient.id))
    found = [provider_choice.one(register, number, search) for number in choice.provider_ids]
    return {
        "office": gathering.office_contents(session),
        "patient": gathering.patient_contents(patient, choice.made_on),
        "choice": {
            "date": show(choice.made_on),
            "asked_for": choice.asked_for,
            "wishes": "; ".join(choice.wished),
            "made_by_post": made_by.post or made_by.role_title,
            "made_by_name": gathering.signature(made_by),
        },
        "offered": [
            {
                "name": one.name,
                "contacts": _contacts(one.provider),
                "known": _known(one.provider, register),
                "verdict": one.verdict,
            }
            for one in found
            if one is not None
        ],
    }


def _contacts(provider: ProviderView) -> str:
    phones = [identifiers.phone(number).shown for number in provider.value("phones") or []]
    return "; ".join(filter(None, (str(provider.value("address") or ""), ", ".join(phones))))


def _known(provider: ProviderView, register: Register) -> str:
    """The facts grouped by the day of which they are, the newest first."""
    by_day: dict[Any, list[tuple[str, Fact]]] = {}
    for kind in KNOWN:
        fact = provider.facts.get(kind)
        if fact is not None and in_words(kind, fact.value):
            by_day.setdefault(fact.as_of, []).append((kind, fact))
    said = []
    for day in sorted(by_day, reverse=True):
        facts = by_day[day]
        old = ", уточните" if facts[0][1].is_stale_on(register.today()) else ""
        words = "; ".join(f"{KINDS[kind].lower()} — {in_words(kind, fact.value)}" for kind, fact in facts)
        said.append(f"На {age_words(facts[0][1], register.today())}{old}: {words}.")
    return " ".join(said) or "Сведений нет."


SCOPE = Scope(Group("choice", "лист выбора организации", (OFFICE, PATIENT, CHOICE, OFFERED)), ProviderChoice, gather)
