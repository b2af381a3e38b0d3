"""Numbers of a provider list: ИНН and ОГРН with zeros that Excel lost, places for men and women, terms in days."""

import re

from narcdesk import identifiers
from narcdesk.identifiers import Identifier
from narcdesk.registry.titles import PLACES
from narcdesk.spreadsheets.grid import Cell
from narcdesk.spreadsheets.reading import Read, as_text, unread

_SCIENTIFIC = re.compile(r"\d+([.,]\d+)?[eе]\+?\d+", re.IGNORECASE)
_LABEL = re.compile(r"^(инн|огрн(ип)?)[\s:№]*", re.IGNORECASE)
_WITH_KPP = re.compile(r"(\d{10}|\d{12})\s*[/\\,;]?\s*(кпп)?[\s:]*\d{9}", re.IGNORECASE)


def inn(cell: Cell) -> Read:
    """ИНН; a zero that Excel took from the front is put back if the check digit then fits."""
    text = _LABEL.sub("", as_text(cell))
    if match := _WITH_KPP.fullmatch(text):
        text = match[1]
    number = identifiers.inn(text)
    digits = number.value
    if len(digits) not in (9, 11) or not digits.isdecimal() or not _is_plain(cell):
        return _code(cell, text, "ИНН", (10, 12), number)
    if identifiers.inn(f"0{digits}").warning:
        return unread(f"в ИНН {len(digits)} цифр, а с нулём впереди контрольная цифра не сходится")
    return Read(f"0{digits}", "" if isinstance(cell, int) else "не хватало нуля впереди: дописан, сверьте ИНН")


def ogrn(cell: Cell) -> Read:
    """ОГРН of 13 digits or ОГРНИП of 15; neither begins with a zero, so nothing is ever put back."""
    text = _LABEL.sub("", as_text(cell))
    return _code(cell, text, "ОГРН", (13, 15), identifiers.ogrn(text))


def _code(cell: Cell, text: str, what: str, lengths: tuple[int, int], number: Identifier) -> Read:
    if _SCIENTIFIC.fullmatch(text):
        return unread(f"{what} записан как «{text}»: последние цифры потеряны, нужен текст")
    if not _is_plain(cell) or not number.value.isdecimal():
        return unread(f"{what} не прочитан: в нём могут быть только цифры")
    if len(number.value) not in lengths:
        return unread(f"в {what} {lengths[0]} или {lengths[1]} цифр, здесь {len(number.value)}")
    if not number.value.strip("0"):
        return unread(f"в {what} одни нули")
    return Read(number.value, number.warning)


def _is_plain(cell: Cell) -> bool:
    """A text or a whole number that is not below zero: a minus would pass for a hyphen."""
    return isinstance(cell, str) or (isinstance(cell, int) and cell >= 0)


_ONE_COUNT = re.compile(r"(?:(?:всего|до|не более)[\s:-]*)?(\d{1,5})(?: ?(?:мест\w*|чел\w*|койк\w*|коек))?\.?")
_MEN_AND_WOMEN = re.compile(r"(?:(?:всего[\s:]*)?(\d{1,5})(?!\d))?[\s:,]*\(?\s*(\d{1,5})\s*/\s*(\d{1,5})\s*\)?")
_COUNT_TOKEN = re.compile(r"\d{1,5}|\b(?:муж\w*|м)\b|\b(?:жен\w*|ж)\b")
_RANGE = re.compile(r"\d\s*(?:-|\.\.+|…)\s*\d|\bот\s*\d+\D+до\s*\d")


def places(cell: Cell, title: str, facts: frozenset[str]) -> dict[str, Read]:
    """Places by what the title and the cell say: «24», «24 (18/6)», «24, из них муж. 18, жен. 6»."""
    text = as_text(cell).lower()
    if match := _ONE_COUNT.fullmatch(text):
        only = facts & set(PLACES) if len(facts) == 1 else {"places_total"}
        return {fact: Read(int(match[1])) if fact in only else Read() for fact in facts}
    if not isinstance(cell, str) or _RANGE.search(text):
        return dict.fromkeys(facts, unread("не понятно, сколько мест"))
    if match := _MEN_AND_WOMEN.fullmatch(text):
        return _men_and_women(match, title, facts)
    return _labelled(text) or dict.fromkeys(facts, unread("не понятно, сколько мест"))


def _men_and_women(match: re.Match[str], title: str, facts: frozenset[str]) -> dict[str, Read]:
    total = int(match[1]) if match[1] else None
    if facts != frozenset(PLACES):
        doubt = "не сказано, что значат числа через дробь: мужские и женские места не прочитаны"
        value = total if facts == {"places_total"} else None
        return {fact: Read(value, doubt, told=value is not None) for fact in facts}
    first, second = int(match[2]), int(match[3])
    words = title.lower()
    women, men = re.search(r"\bж", words), re.search(r"\bм(?!ест)", words)
    if women and men and women.start() < men.start():
        first, second = second, first
    return {"places_total": Read(total), "places_men": Read(first), "places_women": Read(second)}


def _labelled(text: str) -> dict[str, Read]:
    """«24, из них 18 мужских и 6 женских», «муж. - 18, жен. - 6»; {} when it is not clear which number is whose."""
    tokens = _COUNT_TOKEN.findall(text)
    shape = "".join("9" if token.isdecimal() else token[0] for token in tokens)
    if not re.fullmatch(r"9?(9м9ж|9ж9м|м9ж9|ж9м9|9м|9ж|м9|ж9)", shape):
        return {}
    numbers = [int(token) for token in tokens if token.isdecimal()]
    sexes = [letter for letter in shape if letter != "9"]
    total = numbers.pop(0) if len(numbers) > len(sexes) else None
    of = dict(zip(sexes, numbers, strict=True))
    return dict(zip(PLACES, (Read(total), Read(of.get("м")), Read(of.get("ж"))), strict=True))


DAYS_IN = {"д": 1, "с": 1, "н": 7, "м": 30, "г": 365, "л": 365}
"""Days in a unit by its first letter; a month is 30 days and a year 365, as the office counts programmes."""

_UNIT = r"(дн\w*|день|сут\w*|недел\w*|нед|мес\w*|год\w*|лет|г)\b"
_TERM_PART = re.compile(rf"(\d{{1,4}}(?:[.,]\d)?)?\s*(?:календарн\w+\s*)?{_UNIT}\.?")
_TERM_PREFIX = re.compile(r"^(до|не более|сроком|в течение|срок)[\s:-]+")


def term_days(cell: Cell, title: str) -> Read:
    """The length of the programme in days; a bare number takes its unit from the title: «Срок, мес.»."""
    text = re.sub(r"(?<=\d)-?(ти|х|и|ми)\b", "", as_text(cell).lower().replace("ё", "е"))  # «6-ти месяцев»
    if re.fullmatch(r"\d{1,4}(?:[.,]\d)?", text):
        unit = re.search(_UNIT, title.lower())
        if not unit:
            return unread("не указано, дни это или месяцы")
        text = f"{text} {unit[1]}"
    if _RANGE.search(text):
        return unread("указан промежуток, а нужен один срок")
    if re.search(r"\b(от \d|не менее|свыше|(?<!не )более)", text):
        return unread("указан только наименьший срок")
    if re.search(r"рабоч|раб\.", text):
        return unread("срок указан в рабочих днях: в календарные он не переводится")
    aside = re.findall(r"\(([^()]*)\)", text)
    days = _days(re.sub(r"\([^()]*\)", " ", text))
    if days is None:
        return unread("срок не прочитан")
    if any(other not in (None, days) for other in map(_days, aside)):
        return unread("указано два разных срока")
    return Read(days)


def _days(text: str) -> int | None:
    """The sum of «1 год 6 месяцев»; None when anything is left over or a unit comes twice."""
    text = _TERM_PREFIX.sub("", " ".join(text.split()))
    if text == "полгода":
        return 6 * DAYS_IN["м"]
    parts = list(_TERM_PART.finditer(text))
    units = [part[2][0].replace("л", "г") for part in parts]
    if not parts or len(set(units)) < len(units) or _TERM_PART.sub("", text).strip(" ,;.и"):
        return None
    if len(parts) > 1 and not all(part[1] for part in parts):
        return None
    tenths = sum(round(float((part[1] or "1").replace(",", ".")) * 10) * DAYS_IN[part[2][0]] for part in parts)
    return tenths // 10 if tenths % 10 == 0 and tenths else None
