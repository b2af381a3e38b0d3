"""How the cells of a profile are said: options of their choices, what stands in the table, what is typed read back."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from narcdesk.acts import START_WORDS, Start
from narcdesk.dates import plural, show
from narcdesk.errors import Invalid, Problem

Data = Mapping[str, Any]

UNSET = "не задано"
NO_TERM = "срок не задан"
YES_NO = {"yes": "да", "no": "нет"}
NEEDED = {"yes": "нужно", "no": "не нужно"}
RESIDENCES = {"permanent": "постоянное, с регистрацией", "any": "любое"}
SUBSTANCES = {"drugs": "наркотики", "psychoactive": "психоактивные вещества", "alcohol": "алкоголь"}
PERIODS = {"year": "за год", "lifetime": "за всю жизнь"}
REPORTS = {"monthly": "каждый месяц", "final": "один, в конце курса"}
CONDITIONS = {
    "representative": "если есть представитель",
    "court": "по решению суда",
    "minor": "для несовершеннолетнего",
    "ippsu": "для индивидуальной программы",
}
STANDING_BY_LAW = {"yes": "обязателен"}
STANDINGS = {
    **STANDING_BY_LAW,
    "no": "не обязателен",
    "unknown": "не известно",
    "none": "не спрашивать",
}
TARIFFS = {
    "per_day": "за день",
    "per_course": "за курс",
    "cap_per_holder": "не больше на человека",
    "weighted": "по весам услуг",
}
MODES = {
    "person": "сам гражданин",
    "representative": "представитель",
    "office_batch": "кабинет списком",
    "mfc": "МФЦ",
    "post": "почтой",
    "portal": "через портал",
}
REGISTER_KINDS = {"named": "с именами", "coded": "с кодами вместо имён"}
_OF_CERTIFICATES: tuple[Start, ...] = ("receipt", "registration", "return", "decision", "issue", "handing", "break")
STARTS: dict[str, str] = {start: START_WORDS[start] for start in _OF_CERTIFICATES}
TERMS = {
    "decision": "Решение",
    "completion": "Доработка",
    "notify": "Извещение о решении",
    "certificate_valid": "Действие документа",
    "enrol": "Обращение в организацию",
    "interruption": "Перерыв курса",
}


def standing(required: bool | None) -> str:
    """Of a paper: the code of `STANDINGS`."""
    return {True: "yes", False: "no", None: "unknown"}[required]


def answer(value: Any) -> Any:
    """As a form shows it: yes and no are words of a choice, a list is lines."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "\n".join(value) if isinstance(value, list) else value


def flag(value: Any) -> Any:
    """What `answer` made of yes and no, taken back."""
    return {"yes": True, "no": False}.get(value, value) if isinstance(value, str) else value


def told(data: Data) -> dict[str, Any]:
    """Without what is empty: a key that is left out says that nothing is known."""
    return {key: value for key, value in data.items() if value not in (None, "")}


def in_lines(typed: Any) -> list[str]:
    """The lines of what was typed, without empty ones."""
    return [line.strip() for line in str(typed or "").splitlines() if line.strip()]


def joined(*names: str) -> Callable[[Data], str]:
    """Several texts of a block in one."""
    return lambda data: ", ".join(str(data[name]) for name in names if data.get(name))


def by_code(one: Data) -> tuple[int, str]:
    """Papers in the order of their numbers."""
    return (int(re.sub(r"\D", "", one["code"]) or 0), one["code"])


def by_reason(one: Data) -> tuple[bool, str]:
    """Reasons of a refusal first, each kind by its numbers."""
    return (one["code"][0] != "R", one["code"])


_COMMON = {"П": 11, "R": 9, "A": 7}  # the last codes of the common words: the office's own begin after them


def next_code(known: Sequence[Data], letter: str, digits: int) -> str:
    """The first free code of a kind: «П12», «R10»."""
    taken = [int(one["code"][1:]) for one in known if one["code"][0] == letter and one["code"][1:].isdecimal()]
    return f"{letter}{max([*taken, _COMMON[letter]]) + 1:0{digits}}"


def of_instrument(data: Data, one: Data) -> str:
    """The heading over what is told of an instrument; its title where several are called alike."""
    same = [other for other in data["instruments"] if other["short"] == one["short"]]
    return capital(str(one["title"] if len(same) > 1 else one["short"]))


def capital(text: str) -> str:
    """With a capital letter."""
    return text[:1].upper() + text[1:]


def of_paper(one: Data) -> str:
    """A paper by its title."""
    return capital(str(one["title"]))


def whom(one: Data) -> str:
    """Who gets it: what is known."""
    said = [f"с {one['min_age']} лет"] if one.get("min_age") is not None else []
    said += [f"жительство {RESIDENCES[one['residence']]}"] if one.get("residence") else []
    said += [SUBSTANCES[one["substances"]]] if one.get("substances") else []
    for name, title in (
        ("need_observation", "наблюдение"),
        ("need_finished_treatment", "лечение"),
        ("income_test", "доход"),
    ):
        if one.get(name) is not None:
            said.append(f"{title}: {'да' if one[name] else 'нет'}")
    return "; ".join(said)


def course_days(one: Data) -> str:
    """«от 30 до 180 дней»."""
    least, most = one.get("min_course_days"), one.get("max_course_days")
    parts = [f"от {least}"] * (least is not None) + [f"до {most}"] * (most is not None)
    return f"{' '.join(parts)} дней" if parts else ""


def given_days(one: Data) -> str:
    """«с 01.01.2026 по 31.12.2026»."""
    first, last = one.get("valid_from"), one.get("valid_to")
    return " ".join(filter(None, (first and f"с {show(first)}", last and f"по {show(last)}")))


def day(value: date | None) -> str:
    """A day, or nothing."""
    return show(value) if value else ""


def term(one: Data) -> str:
    """«10 рабочих дней со дня регистрации заявления», «срок не задан»."""
    if not one:
        return NO_TERM
    forms = ("рабочий день", "рабочих дня", "рабочих дней")
    if one["unit"] == "calendar":
        forms = ("календарный день", "календарных дня", "календарных дней")
    moved = ", с выходного переносится" if one.get("moves_from_day_off") else ""
    return f"{plural(one['value'], *forms)} {START_WORDS[one['start']]}{moved}"


def frequency(one: Data) -> str:
    """«1 раз за год»."""
    return f"{plural(one['count'], 'раз', 'раза', 'раз')} {PERIODS[one['per']]}" if one else UNSET


def quota(one: Data) -> str:
    """How many in a year."""
    return f"{one['per_year']} в год" if one else UNSET


def paper(one: Data) -> str:
    """How a paper is asked for."""
    if not one:
        return "—"
    said = [STANDINGS[standing(one.get("required"))]]
    if one.get("copy"):
        said.append("копия")
    if one.get("condition"):
        said.append(CONDITIONS[one["condition"]])
    if one.get("max_age_days") is not None:
        said.append(f"не старше {plural(one['max_age_days'], 'дня', 'дней', 'дней')}")
    return ", ".join(said)


def tariff(data: Data) -> str:
    """«1000 ₽ за день»."""
    one = data.get("tariff")
    if not one:
        return UNSET
    amount = f"{one['roubles']} ₽ " if "roubles" in one else ""
    weights = "; ".join(f"{w['title']} {part(w['thousandths'])}" for w in one.get("weights", []))
    return f"{amount}{TARIFFS[one['kind']]}" + (f": {weights}" if weights else "")


def extension(one: Data) -> str:
    """Whether and by how much."""
    if not one:
        return UNSET
    if not one["allowed"]:
        return "не продлевают"
    most = f" не больше чем на {plural(one['max_days'], 'день', 'дня', 'дней')}" if "max_days" in one else ""
    return f"продлевают{most}" + (f": {', '.join(one['reasons'])}" if one.get("reasons") else "")


def report(one: Data) -> str:
    """What by what day."""
    if not one:
        return UNSET
    said = [f"акт {REPORTS[one['act']]}"]
    if one.get("marks_by_day"):
        said.append("отметки по дням")
    if one.get("deadline_day") is not None:
        said.append(f"к {one['deadline_day']} числу")
    if one.get("calc_sheet"):
        said.append("справка-расчёт")
    return ", ".join(said)


def window(data: Data) -> str:
    """«с 01.01 по 31.10»."""
    one = data.get("window")
    return f"с {day_month(one['first'])} по {day_month(one['last'])}" if one else UNSET


def part(thousandths: int) -> str:
    """«0,8»."""
    return f"{thousandths / 1000:.3f}".rstrip("0").rstrip(".").replace(".", ",")


def read_weights(typed: str) -> list[dict[str, Any]]:
    """Lines «название = 0,8»; raises Invalid."""
    found = []
    for line in in_lines(typed):
        title, _, value = line.rpartition("=")
        number = value.strip().replace(",", ".")
        if not title.strip() or not re.fullmatch(r"[01](\.\d{1,3})?", number) or float(number) > 1:
            raise Invalid([Problem("weights", f"Веса услуг: «{line}» — нужно вида «название = 0,8», не больше 1")])
        found.append({"title": title.strip(), "thousandths": round(float(number) * 1000)})
    return found


def day_month(kept: str | None) -> str:
    """«31.10» of «10-31»."""
    return "" if not kept else f"{kept[3:]}.{kept[:2]}"


def month_day(typed: Any) -> str:
    """«10-31» of «31.10»; what is no such day goes on as it is, for the reader to refuse."""
    found = re.fullmatch(r"(\d{1,2})[.,/ ](\d{1,2})\.?", str(typed or "").strip())
    return f"{int(found[2]):02}-{int(found[1]):02}" if found else str(typed or "").strip()
