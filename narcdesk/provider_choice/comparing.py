"""Two to four organisations fact by fact: of each fact its day and source, and what differs is marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from narcdesk.dates import days_phrase, show
from narcdesk.errors import UserError
from narcdesk.providers import KINDS, Fact, ProviderView, in_words

FEWEST, MOST = 2, 4  # side by side

UNKNOWN = "нет сведений"

ORDER = (  # of the facts side by side: what decides stands first, whose it is last
    *("free_men", "free_women", "free_total", "places_men", "places_women", "places_total"),
    *("forms", "term_days", "age_from", "age_to", "substances", "requirements", "court", "certificates", "unpaid"),
    *("accessible", "religious", "confession", "included_from", "included_to", "remark", "district", "address"),
    *("phones", "email", "site", "head", "licences", "legal_form", "short_name", "legal_address", "inn", "ogrn"),
)
OWN = (  # of course everybody has his own
    *("included_from", "remark", "district", "address", "phones", "email", "site", "head", "licences", "short_name"),
    *("legal_address", "inn", "ogrn"),
)


def age_words(fact: Fact, today: date) -> str:
    """The day of a fact; of an old one also how old it is."""
    age = f", {days_phrase((today - fact.as_of).days)} назад" if fact.is_stale_on(today) else ""
    return show(fact.as_of) + age


def told_on(fact: Fact, today: date) -> str:
    """The day of a fact and who told it."""
    return f"на {age_words(fact, today)} · {fact.source}"


@dataclass(frozen=True)
class Told:
    """One fact of one provider beside those of others."""

    words: str
    told_on: str  # "" when nothing is known
    is_stale: bool


@dataclass(frozen=True)
class Line:
    """One fact of all the compared providers; `differs` is what the eye looks for, and means nothing of what is OWN."""

    title: str
    cells: tuple[Told, ...]
    differs: bool


def compare(providers: Sequence[ProviderView], today: date) -> list[Line]:
    """Two to four providers fact by fact; facts that none of them has are left out. Raises UserError."""
    if not FEWEST <= len(providers) <= MOST:
        raise UserError(
            f"Сравнить можно от {FEWEST} до {MOST} организаций, отмечено: {len(providers)}.",
            do="Отметьте их клавишей F8.",
        )
    lines = []
    for kind in ORDER:
        cells = tuple(_told(kind, one.facts.get(kind), today) for one in providers)
        if any(cell.told_on for cell in cells):
            differs = kind not in OWN and len({cell.words for cell in cells}) > 1
            lines.append(Line(KINDS[kind], cells, differs))
    return lines


def _told(kind: str, fact: Fact | None, today: date) -> Told:
    if fact is None:
        return Told(UNKNOWN, "", False)
    words = in_words(kind, fact.value) or _NOTHING.get(kind, UNKNOWN)
    return Told(words, told_on(fact, today), fact.is_stale_on(today))


_NOTHING = {"included_to": "без срока или не указано"}
