"""From a cell to facts: texts, telephones, and what shares one cell with another fact."""

import re

from narcdesk import identifiers
from narcdesk.names import clean
from narcdesk.providers import MORE, NUMBERS, YES_NO
from narcdesk.registry import numbers
from narcdesk.registry.included import included
from narcdesk.registry.titles import INCLUDED, PLACES
from narcdesk.spreadsheets.grid import Cell
from narcdesk.spreadsheets.reading import Read, as_text, breakage, is_nothing, unread

LISTS = frozenset({"phones", "forms", "substances"})
"""Facts of several values: all that is found belongs to them."""


def read_cell(facts: frozenset[str], cell: Cell, title: str) -> dict[str, Read]:
    """What the cell of a column that tells `facts` says; places and dates may tell more than was asked."""
    if facts <= set(YES_NO) and as_text(cell).lower() in ("нет", "-", "—", "–"):
        return {fact: Read(False) if as_text(cell).lower() == "нет" else Read() for fact in facts}
    if is_nothing(cell):
        return {fact: Read(() if fact in LISTS else None) for fact in facts}
    if broken := breakage(cell):
        return dict.fromkeys(facts, unread(broken))
    if facts <= set(PLACES):
        return numbers.places(cell, title, facts)
    if facts <= set(INCLUDED):
        return included(cell, facts)
    if len(facts) > 1:
        return _shared(facts, cell)
    (fact,) = facts
    match fact:
        case "inn":
            return {fact: numbers.inn(cell)}
        case "ogrn":
            return {fact: numbers.ogrn(cell)}
        case "phones":
            return {fact: phones(cell)}
        case "forms":
            return {fact: forms(cell)}
        case "term_days":
            return {fact: numbers.term_days(cell, title)}
        case "substances":
            return {fact: forms(cell)}
        case _ if fact in YES_NO:
            return {fact: yes_no(cell)}
        case _ if fact in NUMBERS:
            return {fact: number(cell)}
        case _ if fact in MORE:
            return {fact: Read(as_text(cell))}
        case "address" if _THE_SAME.fullmatch(as_text(cell).lower()):
            return {fact: Read(as_text(cell), "адрес не повторён: взято как есть, впишите его в карту организации")}
        case _:
            return {fact: _text(cell)}


_THE_SAME = re.compile(r"(адрес )?(тот|там|то|по тому) же( адрес\w*)?\.?|см\.? выше")


def _text(cell: Cell) -> Read:
    """A name, an address, a head: as in the file."""
    text = as_text(cell)
    if not any(letter.isalpha() for letter in text):
        return unread("ожидались слова")
    return Read(text)


_YES = re.compile(r"(да|есть|имеется|\+|принимает|работает|обслуживает|доступна|бесплатно)\b.*|\+")
_NO = re.compile(r"(нет|не |отсутств|без |платно)")


def yes_no(cell: Cell) -> Read:
    """«да», «есть», «+», «нет», «не принимает»; anything else is for a person to look at."""
    words = as_text(cell).lower()
    if _NO.match(words):
        return Read(False)
    return Read(True) if _YES.fullmatch(words) else unread("не понятно, да или нет")


def number(cell: Cell) -> Read:
    """A number of places or years."""
    found = re.fullmatch(r"(?:до|от|с|около)? ?(\d{1,5})(?: ?(?:мест\w*|чел\w*|лет))?\.?", as_text(cell).lower())
    return Read(int(found[1])) if found else unread("ожидалось число")


_BULLET = re.compile(r"^(?:\d{1,2}[.)]|[-•·*])\s*")


def forms(cell: Cell) -> Read:
    """The forms in the words of the file, in small letters, each once."""
    if not isinstance(cell, str):
        return unread("ожидались слова")
    words = (_BULLET.sub("", clean(part)).strip(" .").lower() for part in re.split(r"[;,\n\r]", cell))
    return Read(tuple(dict.fromkeys(word for word in words if word)))


_NOT_A_PHONE = re.compile(
    r"\S+@\S+|(?:https?://|www\.)\S+|\b(?:e-?mail|эл\.? ?(?:почта|адрес)|сайт)\b[\s.:]*|\([^()\d]*\)", re.IGNORECASE
)


def phones(cell: Cell) -> Read:
    """Every number of the cell as +7XXXXXXXXXX, «доб. 1» after it; one that is not understood stays as typed."""
    text = _NOT_A_PHONE.sub(" ", cell) if isinstance(cell, str) else as_text(cell)
    found = [one for one in identifiers.phones(text) if any(map(str.isdecimal, one.value))]
    if not found:
        return unread("телефонов в ячейке не видно") if text.strip(" ,;\n\r") else Read(())
    numbers_found = (f"{one.value} доб. {one.extension}" if one.extension else one.value for one in found)
    doubt = next((one.warning for one in found if one.warning), "")
    return Read(tuple(dict.fromkeys(numbers_found)), doubt)


_INN_WITHIN = re.compile(r"\bинн(?:\s*/\s*кпп)?[\s:№-]*(\d{10}(?:\d\d)?)\b(?:\s*/\s*\d{9}\b)?", re.IGNORECASE)
_OGRN_WITHIN = re.compile(r"\bогрн(?:ип)?[\s:№-]*(\d{13}(?:\d\d)?)\b", re.IGNORECASE)
_BARE_INN, _BARE_OGRN = re.compile(r"(?<!\d)(\d{10}(?:\d\d)?)(?!\d)"), re.compile(r"(?<!\d)(\d{13}(?:\d\d)?)(?!\d)")
_KPP_WITHIN = re.compile(r"\bкпп[\s:№-]*\d{9}\b", re.IGNORECASE)
_PHONE_WITHIN = re.compile(
    r"(?:\b(?:тел|моб|факс)\w*[\s.:/]*)*(?<!\d)(?:\+7|8)(?:[\s()-]*\d){10}(?!\d)(?:[\s,]*доб\w*[\s.:]*\d{1,5})?",
    re.IGNORECASE,
)
_EDGES = " \n\r\t,;:/|-"


def _shared(facts: frozenset[str], cell: Cell) -> dict[str, Read]:
    """Facts of one cell told apart: codes and full telephone numbers are cut out, the rest is the words."""
    if isinstance(cell, int):  # one number, and its length says which
        by_length = {"ogrn": numbers.ogrn} if len(str(cell)) > 12 else {"inn": numbers.inn}
        return {fact: by_length[fact](cell) if fact in by_length else Read() for fact in facts}
    told: dict[str, Read] = {}
    rest = _KPP_WITHIN.sub(" ", cell if isinstance(cell, str) else as_text(cell))
    for fact, read, labelled, bare in (
        ("ogrn", numbers.ogrn, _OGRN_WITHIN, _BARE_OGRN),
        ("inn", numbers.inn, _INN_WITHIN, _BARE_INN),
    ):
        if fact in facts:
            match = labelled.search(rest) or bare.search(rest)
            told[fact] = read(match[1]) if match else Read()
            rest = f"{rest[: match.start()]} {rest[match.end() :]}" if match else rest
    if "phones" in facts:
        found = [match[0] for match in _PHONE_WITHIN.finditer(rest)]
        told["phones"] = phones("\n".join(found)) if found else Read(())
        rest = _NOT_A_PHONE.sub(" ", _PHONE_WITHIN.sub(" ", rest))
    words = clean(rest.strip(_EDGES)).strip(_EDGES)
    for fact in facts - told.keys():
        told[fact] = _text(words) if words else Read()
    if not facts & {"name", "head", "address"} and any(map(str.isdecimal, words)):
        doubt = "не всё в ячейке прочитано: номера не той длины"
        return {fact: Read(read.value, doubt, told=read.value is not None) for fact, read in told.items()}
    return told
