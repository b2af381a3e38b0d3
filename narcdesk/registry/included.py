"""The dates between which a provider stands in the registry, as lists write them."""

import re
from datetime import date, datetime

from narcdesk.dates import BadDate, parse_day
from narcdesk.registry.titles import INCLUDED
from narcdesk.spreadsheets.grid import Cell
from narcdesk.spreadsheets.reading import Read, as_text, unread

_MONTH = "(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-я]*"
DAY = (
    r"(?<!\d)(?:\d{4}-\d\d-\d\d"
    r"|\d{1,2} ?(?P<mark>[./-]) ?\d{1,2} ?(?P=mark) ?(?:\d{4}|\d\d)"
    rf"|[«\"]?\d{{1,2}}[»\"]? {_MONTH} \d{{4}})(?!\d)"
)
"""A whole date within a text of small letters; it takes the group name `mark`."""

_WITH_WORD = re.compile(rf"(?:\b(?P<word>с|c|от|по|до)\b[\s:]*)?(?P<day>{DAY})")
_ACT = re.compile(
    r"\b(?:приказ|распоряжен|постановлен|решен|протокол)\w*[^\d;]{0,100}(?:№ ?[^\s;]{1,20} )?"
    rf"от {DAY}(?: ?г\.?)?(?: № ?[^\s;]{{1,20}})?"
)
_OPEN = re.compile(r"бессроч|без ограничен|без срока|неопредел|постоянно|настоящее время|\bн\. ?в\b")
_SHORT_YEAR = re.compile(r"(\d{1,2}) ?([./-]) ?(\d{1,2}) ?\2 ?(\d\d)")


def as_day(text: str) -> date:
    """The date of a text that fits `DAY`; raises BadDate for a day that the calendar lacks."""
    # No registry of providers is older than this century, so a year of two figures needs no today to be told.
    text = _SHORT_YEAR.sub(r"\1.\3.20\4", text) if _SHORT_YEAR.fullmatch(text) else text
    return parse_day(re.sub(r" ?([./-]) ?", r"\1", text), today=date(2000, 1, 1))


def included(cell: Cell, facts: frozenset[str]) -> dict[str, Read]:
    """Beginning and end by what the column and the cell say; a cell of both dates tells both, whatever the title.

    «бессрочно» is an end that is not there.
    """
    if isinstance(cell, date):
        since, until, bare = None, None, cell.date() if isinstance(cell, datetime) else cell
        return _told(facts, since, until, bare, is_open=False)
    if not isinstance(cell, str):
        return dict.fromkeys(facts, unread("ожидалась дата, а в ячейке число"))
    text = _ACT.sub(" ", as_text(cell).lower())
    found = list(_WITH_WORD.finditer(text))
    is_open = bool(_OPEN.search(text))
    if len(found) > 2 or not (found or is_open):
        return dict.fromkeys(facts, unread("дата не прочитана" if not found else "дат больше двух"))
    try:
        days = [as_day(one["day"]) for one in found]
    except BadDate as bad:
        return dict.fromkeys(facts, unread(bad.what))
    first_ends = bool(found) and found[0]["word"] in ("по", "до")
    if len(days) == 2:
        since, until = reversed(days) if first_ends else days
        return {"included_from": Read(since), "included_to": Read(until)}
    day = days[0] if days else None
    if first_ends:
        return _told(facts, None, day, None, is_open=False)
    if is_open or (found and found[0]["word"]):
        return _told(facts, day, None, None, is_open=is_open)
    return _told(facts, None, None, day, is_open=False)


def _told(
    facts: frozenset[str], since: date | None, until: date | None, bare: date | None, *, is_open: bool
) -> dict[str, Read]:
    """What one date tells in this column; `bare` is a date without «с» or «по»."""
    if facts == frozenset(INCLUDED):
        if bare:
            return dict.fromkeys(facts, unread("одна дата, и не сказано, начало это или конец"))
        return {"included_from": Read(since), "included_to": Read(until)}
    if facts == {"included_from"}:
        if until:
            return {"included_from": unread("указана только дата окончания"), "included_to": Read(until)}
        return {"included_from": Read(since or bare), **({"included_to": Read()} if is_open else {})}
    if since and not is_open:
        return {"included_to": unread("указана только дата начала"), "included_from": Read(since)}
    return {"included_to": Read(until or bare), **({"included_from": Read(since)} if since else {})}
