"""From a cell of an old list to a fact of a card: names, days in many shapes, diagnoses, documents.

What cannot be told for sure is not guessed: it comes back unread with a phrase that says what is wrong. No phrase
quotes a cell: reports are kept and printed, and a cell may hold a name.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from narcdesk import diagnoses, names
from narcdesk.dates import BadDate, PartialDay, parse_day, parse_partial_day
from narcdesk.errors import UserError
from narcdesk.observation import EndGround
from narcdesk.spreadsheets.grid import Cell
from narcdesk.spreadsheets.reading import as_text, is_nothing

_NO_NUMBER = re.compile(
    r"б ?[/\\.-]? ?н\.?|без номера|не помнит|утер\w*|утрат\w*|нет|не (имеет|знает)\.?", re.IGNORECASE
)


def is_empty(cell: Cell) -> bool:
    """Nothing, a dash, «нет данных», «Б/н»: the list has no such fact of this person."""
    return is_nothing(cell) or (isinstance(cell, str) and bool(_NO_NUMBER.fullmatch(names.clean(cell))))


# Names


@dataclass(frozen=True)
class Name:
    """A name told apart; `birth` is what stood behind it, `aside` what stood in brackets."""

    surname: str = ""
    given: str = ""
    patronymic: str = ""
    birth: str = ""
    aside: str = ""
    doubt: str = ""


_BORN = re.compile(
    r"[,;(\s]+((?:\d{1,2}[./-]){1,2}\d{2,4}|\d{4})\s*(?:г(?:од)?\.?)?\s*(?:р(?:ожд\w*)?\.?)?\s*\)?$", re.IGNORECASE
)
_BRACKETS = re.compile(r"\(([^)]*)\)")
_INITIALS = re.compile(r"^([А-ЯЁA-Z])\.?\s*([А-ЯЁA-Z])?\.?$")
_NUMBERED = re.compile(r"^\d{1,5}[.)]\s*")


def name(text: str) -> Name:
    """Surname, name and patronymic of one cell; initials stay initials, and are a doubt."""
    rest = _NUMBERED.sub("", names.clean(text))
    birth = ""
    if found := _BORN.search(rest):
        birth, rest = found[1], rest[: found.start()]
    aside = "; ".join(part.strip() for part in _BRACKETS.findall(rest) if part.strip())
    rest = " ".join(_BRACKETS.sub(" ", rest).replace(",", " ").split())
    surname, _, tail = rest.partition(" ")
    surname = names.capitalised(surname)
    if initials := _INITIALS.fullmatch(tail):
        given, patronymic = f"{initials[1]}.", f"{initials[2]}." if initials[2] else ""
        doubt = "вместо имени стоят инициалы: впишите имя, когда оно будет известно"
        return Name(surname, given, patronymic, birth, aside, doubt)
    given, _, patronymic = tail.partition(" ")
    doubt = ""
    if len(patronymic.split()) > 2 or any(map(str.isdecimal, rest)):
        doubt = "в имени лишние слова или цифры: проверьте его"
    return Name(surname, names.capitalised(given), names.capitalised(patronymic), birth, aside, doubt)


def sex_of(text: str) -> str:
    """«m», «f», or "" for a word that is neither."""
    letter = names.search_key(text)
    if re.fullmatch(r"м|муж\w*|m|male", letter):
        return "m"
    return "f" if re.fullmatch(r"ж|жен\w*|f|female", letter) else ""


def sex_by(patronymic: str) -> str:
    """The sex that a Russian or Turkic patronymic names by its form; "" where it names none."""
    word = names.search_key(patronymic)
    if re.search(r"(вич|ьич|мич|тич)$|\b(оглы|углы|угли|улы|уулу)$", word):
        return "m"
    return "f" if re.search(r"(вна|ична|инична)$|\b(кызы|гызы|кизи)$", word) else ""


# Days


@dataclass(frozen=True)
class Told:
    """A value or None, and a phrase on what is wrong or doubtful; "" when nothing is."""

    value: Any = None
    doubt: str = ""


_FIRST_OF_EXCEL = date(1899, 12, 30)
_SERIAL = range(3_654, 73_051)  # 1910 to 2099, as Excel counts days
_YEARS = range(1900, 2100)


def _of_number(number: int) -> tuple[Cell, str]:
    """A number in a column of days: a year, a day typed without dots, or what Excel counts days by."""
    if number in _YEARS:
        return str(number), ""
    if number in _SERIAL:
        return _FIRST_OF_EXCEL + timedelta(days=number), "вместо даты стоит число Excel: прочитано как дата, проверьте"
    if len(str(number)) in (7, 8):
        return f"{number:08}", ""
    return str(number), ""


def birth(cell: Cell, today: date) -> Told:
    """A birth date as far as the cell tells it."""
    return _partial(cell, today)


def _partial(cell: Cell, today: date) -> Told:
    doubt = ""
    if isinstance(cell, int) and not isinstance(cell, bool):
        cell, doubt = _of_number(cell)
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        if day > today:
            return Told(None, "дата ещё не наступила")
        if day.year < 1905:  # what Excel makes of an empty or a wrong cell
            return Told(None, "дата не похожа на настоящую: Excel ставит такую вместо нуля")
        return Told(PartialDay.of(day), doubt)
    text = _BIRTH_TAIL.sub("", as_text(cell)).strip()
    if _FROM_TODAY.fullmatch(text.lower()):
        return Told(None, _NO_DATE)
    try:
        return Told(parse_partial_day(text, today=today), doubt)
    except BadDate as error:
        return Told(None, _phrase(error))


# Keys of a form for the days around today; in a list of years ago they mean nothing.
_FROM_TODAY = re.compile(r"[сc]|сегодня|вчера|завтра|[мmv]? ?[+-] ?\d{1,4}")
_NO_DATE = "не получилось прочитать дату"
_BIRTH_TAIL = re.compile(r"\s*(г\.?\s*р\.?|года? рождения)$", re.IGNORECASE)
_DAY_WITHIN = re.compile(r"(?<!\d)(\d{1,2}[./-]\d{1,2}[./-]\d{2,4})(?!\d)")


def day(cell: Cell, today: date) -> Told:
    """A whole day that has come; words around it are passed over, two days are none."""
    if isinstance(cell, str):
        if _FROM_TODAY.fullmatch(names.clean(cell).lower()):
            return Told(None, _NO_DATE)
        found = _DAY_WITHIN.findall(cell)
        if len(found) > 1:
            return Told(None, "в ячейке несколько дат: оставьте одну")
        text = found[0] if found else cell
        try:
            return Told(parse_day(text, today=today, lean="past"))
        except BadDate as error:
            partial = _partial(text, today)
            if isinstance(partial.value, PartialDay):
                return Told(None, "дата неполная: нужен день, месяц и год")
            return Told(None, _phrase(error))
    told = _partial(cell, today)
    if isinstance(told.value, PartialDay) and told.value.as_day is None:
        return Told(None, "дата неполная: нужен день, месяц и год")
    return Told(told.value.as_day if told.value else None, told.doubt)


def _phrase(error: UserError) -> str:
    return error.what[:1].lower() + error.what[1:].rstrip(".")


_GROUNDS: tuple[tuple[str, EndGround], ...] = (
    (r"смерт|умер|скончал", EndGround.DEATH),
    (r"выздор|ремисс|улучш", EndGround.RECOVERY),
    (r"переезд|выезд|выехал|переех|убыл|перевед|перевод", EndGround.MOVED),
    (r"отказ", EndGround.REFUSED),
    (r"неявк|нет свед|отсутств\w* свед|не являл", EndGround.NO_SHOW),
    (r"осужд|лишен\w* своб|арест|\bмлс\b|\bик\b|заключен", EndGround.PRISON),
    (r"не подтв|ошибочн", EndGround.WRONG),
)


def end_ground(text: str) -> EndGround | None:
    """Why an observation ended, by the words of the list; None where they name none of the grounds, or several."""
    words = names.search_key(text)
    found = {ground for pattern, ground in _GROUNDS if re.search(pattern, words)}
    return found.pop() if len(found) == 1 else None


# Diagnoses and documents

_STAGE_WORDS = {"1": "1", "2": "2", "3": "3", "i": "1", "ii": "2", "iii": "3", "l": "1", "ll": "2", "lll": "3"}
_CODE_AND_STAGE = re.compile(
    r"(?P<code>[FfФф]\s*1\s*\d(?:\s*[.,]\s*\d[\dxXхХ]{0,2})?)\s*(?P<letter>[НнHTТтt](?![\wА-я]))?"
    r"(?:[\s,;(-]*(?:(?P<before>[123]|[IiІ1lL]{1,3})\s*-?\s*(?:я\s*)?ст(?:ад\w*|\.|\b)"
    r"|ст(?:ад\w*|\.|\b)\s*(?P<after>[123]|[IiІ]{1,3})))?\)?"
)
_LETTERS = {"н": "Н", "h": "Н", "т": "Т", "t": "Т"}


def diagnosis(text: str) -> Told:
    """The facts of a diagnosis by its code, «F19.2 2 ст»; value None: nothing that can be written down as one."""
    clean = names.clean(text)
    found = list(_CODE_AND_STAGE.finditer(clean))
    if not found:
        return Told(None, "в диагнозе нет кода F10–F19: он останется в примечании")
    if len({re.sub(r"\W", "", one["code"]).upper() for one in found}) > 1:
        return Told(None, "в ячейке несколько диагнозов: они останутся в примечании")
    match = found[0]
    code = re.sub(r"\s", "", match["code"]).upper().replace("Ф", "F").replace(",", ".")
    letter = _LETTERS.get((match["letter"] or "").lower(), "")
    try:
        facts: dict[str, Any] = dict(diagnoses.parse_code(code + letter))
    except UserError:
        return Told(None, "код диагноза не складывается: он останется в примечании")
    stage = _STAGE_WORDS.get((match["before"] or match["after"] or "").lower().replace("і", "i"))
    if stage and facts["stage"] not in (None, stage):
        return Told(None, "стадия в коде и стадия словами разные: диагноз останется в примечании")
    if stage:
        facts["stage"] = stage
    if diagnoses.wrong_facts(facts):
        needs = diagnoses.wrong_facts(facts)[0].field
        if needs == "letter":
            return Told(None, "у кода не сказано, Н или Т: диагноз останется в примечании, допишите букву")
        return Told(None, "код диагноза не складывается: он останется в примечании")
    return Told(facts)


_PASSPORT = re.compile(r"(?<!\d)(\d{2})\s?(\d{2})\D{0,6}(\d{6})(?!\d)")


def passport(text: str) -> dict[str, str]:
    """Series and number of a Russian passport found in a text; nothing where there is none."""
    found = _PASSPORT.search(text)
    return {"document_series": found[1] + found[2], "document_number": found[3]} if found else {}


_KINSHIPS = (
    (r"\bмат(ь|и|ери)\b|\bмама\b", "mother"),
    (r"\bот(ец|ца)\b|\bпапа\b", "father"),
    (r"опекун|попечит", "guardian"),
    (r"\bжена\b|\bмуж\b|супруг", "spouse"),
    (r"\bсын\b|\bдочь\b", "child"),
    (r"доверенн", "proxy"),
)
_PHONE_TAIL = re.compile(r"[,;\s]*(?:тел\w*[.:\s]*)?(\+?[78][\s(-]*\d{3}[\s)\-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}).*$")


def representative(text: str) -> Told:
    """Who speaks for the patient: whose words must tell both who he is to him and his name."""
    clean = names.clean(text)
    kinship = {code for pattern, code in _KINSHIPS if re.search(pattern, clean.lower())}
    if len(kinship) != 1:
        return Told(None, "не сказано, кем приходится представитель: он останется в примечании")
    phone = _PHONE_TAIL.search(clean)
    rest = _PHONE_TAIL.sub("", clean)
    rest = re.sub("|".join(pattern for pattern, _ in _KINSHIPS), " ", rest, flags=re.IGNORECASE)
    told = name(rest.strip(" ,:;—–-"))
    if not told.surname or not told.given or told.doubt:
        return Told(None, "имя представителя написано не полностью: он останется в примечании")
    facts = {"kinship": kinship.pop(), "surname": told.surname, "given": told.given, "patronymic": told.patronymic}
    return Told(facts | ({"phone": phone[1]} if phone else {}))
