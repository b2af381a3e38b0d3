"""What the registry knows of a provider: the kinds of facts, how a person types them, how the screen says them.

The columns are those of the registers that regions keep (federal law 442-ФЗ, article 25, and a working registry of a
city); nothing of them is required, for a list of a region may hold a name, a town and a telephone.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from narcdesk import identifiers
from narcdesk.dates import days_phrase, plural, show
from narcdesk.errors import Problem
from narcdesk.fields import Field, Kind, Reading, read_asked
from narcdesk.names import clean

FACTS: dict[str, str] = {  # what every list tells of a provider, and how it is called on screen
    "name": "Название",
    "inn": "ИНН",
    "ogrn": "ОГРН",
    "address": "Адрес",
    "head": "Руководитель",
    "phones": "Телефоны",
    "places_total": "Мест всего",
    "places_men": "Мест для мужчин",
    "places_women": "Мест для женщин",
    "forms": "Формы",
    "term_days": "Срок программы",
    "included_from": "В реестре с",
    "included_to": "В реестре по",
}
MORE: dict[str, str] = {  # what only some lists tell, and the office asks for
    "short_name": "Краткое название",
    "legal_form": "Правовая форма",
    "legal_address": "Юридический адрес",
    "district": "Район",
    "email": "Электронная почта",
    "site": "Сайт",
    "certificates": "Работает по сертификатам",
    "court": "Принимает по решению суда",
    "substances": "Зависимости",
    "age_from": "Принимает с возраста, лет",
    "age_to": "Принимает до возраста, лет",
    "accessible": "Доступная среда",
    "religious": "Религиозное содержание",
    "confession": "Конфессия",
    "unpaid": "Бесплатно для человека",
    "requirements": "Требования к человеку",
    "licences": "Лицензии и сертификаты соответствия",
}
TOLD: dict[str, str] = {  # what seldom stands in a list: it changes from day to day
    "free_total": "Свободно мест",
    "free_men": "Свободно для мужчин",
    "free_women": "Свободно для женщин",
    "remark": "Примечание",
}
KINDS = FACTS | MORE | TOLD
NUMBERS = (
    "places_total",
    "places_men",
    "places_women",
    "term_days",
    "free_total",
    "free_men",
    "free_women",
    "age_from",
    "age_to",
)
YES_NO = ("certificates", "court", "accessible", "religious", "unpaid")
LISTS = ("phones", "forms", "substances")
DAYS = ("included_from", "included_to")
SUBSTANCES = {"alcohol": "алкоголь", "drugs": "наркотики"}
MOST = 99_999  # of a number of places or days; more is a slip of the hand

TOGETHER = "*"  # the kind of a row that keeps all that one source told of a provider at once


def asked(kind: str) -> Field:
    """How a fact is typed."""
    how = {"inn": Kind.INN, "ogrn": Kind.OGRN, "email": Kind.EMAIL, "remark": Kind.LONG_TEXT}.get(kind, Kind.TEXT)
    hints = {"substances": "алкоголь, наркотики", "forms": "через запятую", "term_days": "в днях"}
    if kind in NUMBERS:
        how = Kind.NUMBER
    elif kind in YES_NO:
        how = Kind.YES_NO
    elif kind in DAYS:
        how = Kind.DAY
    return Field(kind, KINDS[kind], how, hint=hints.get(kind, ""), width=6 if kind in NUMBERS else 30, longest=300)


def read_told(typed: Mapping[str, Any], today: date) -> Reading:
    """What was told, as it is kept; what was left empty was not told. Raises TypeError for no fact of ours."""
    reading = read_asked(map(asked, KINDS), typed, today)
    found: dict[str, Any] = {}
    for kind, value in reading.values.items():
        if value in (None, ""):
            continue
        found[kind] = clean(value) if isinstance(value, str) else value
        if kind == "phones":
            found[kind] = [_as_kept(one) for one in identifiers.phones(value)]
        elif kind in LISTS:
            found[kind] = [part for word in value.split(",") if (part := clean(word).lower())]
        elif kind in NUMBERS and value > MOST:
            reading.problems.append(Problem(kind, f"{KINDS[kind]}: слишком большое число"))
    reading.values = found
    return reading


def _as_kept(phone: identifiers.Phone) -> str:
    return f"{phone.value} доб. {phone.extension}" if phone.extension else phone.value


def in_words(kind: str, value: Any) -> str:
    """A fact as the screen says it; "" when the source told that there is none."""
    if value is None or value == [] or value == "":
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if kind == "phones":
        return ", ".join(identifiers.phone(number).shown for number in value)
    if kind in DAYS:
        return show(date.fromisoformat(value))
    if kind == "term_days":
        return days_phrase(value)
    if kind in ("age_from", "age_to"):
        return plural(value, "год", "года", "лет")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
