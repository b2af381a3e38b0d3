"""Helping a person choose a provider: who would take him, and two to four of them side by side.

Regulation, section 2 («содействуют в выборе»). The order is the alphabet's, nobody is rated; of each fact the day and
the source are said, and what was told long ago is said to be old.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from narcdesk.dates import days_phrase, show
from narcdesk.errors import UserError
from narcdesk.names import other_layout, search_key
from narcdesk.patients import Sex
from narcdesk.providers import KINDS, Fact, ProviderView, in_words

FEWEST, MOST = 2, 4  # side by side

UNKNOWN = "нет сведений"

ORDER = (  # of the facts side by side: what decides stands first, whose it is last
    "free_men",
    "free_women",
    "places_men",
    "places_women",
    "places_total",
    "forms",
    "term_days",
    "included_from",
    "included_to",
    "remark",
    "address",
    "phones",
    "head",
    "inn",
    "ogrn",
)
OWN = ("included_from", "remark", "address", "phones", "head", "inn", "ogrn")  # of course everybody has his own


@dataclass(frozen=True)
class Wanted:
    """What a person looks for; empty means «any»."""

    name: str = ""
    form: str = ""  # a word of the registry: «стационарная»
    place: str = ""  # words of the address
    sex: Sex | None = None  # for whom there must be places
    included_on: date | None = None  # in the registry on this day
    with_closed: bool = False

    def fits(self, provider: ProviderView) -> bool:
        """Whether the provider is what is looked for, as far as it is known."""
        return (
            (self.with_closed or provider.closed_on is None)
            and (self.included_on is None or provider.is_included_on(self.included_on))
            and (not self.form or self.form in (provider.value("forms") or ()))
            and (self.sex is None or takes(provider, self.sex))
            and _has_words(provider.name, self.name)
            and _has_words(str(provider.value("address") or ""), self.place)
        )


def takes(provider: ProviderView, sex: Sex) -> bool:
    """Whether it has places for men or for women; one that tells only the sum is not passed over."""
    of_sex, of_other = _PLACES[sex], _PLACES[Sex.FEMALE if sex is Sex.MALE else Sex.MALE]
    own = provider.value(of_sex)
    if own is None and provider.value(of_other) is None:
        return bool(provider.value("places_total"))
    return bool(own)


_PLACES = {Sex.MALE: "places_men", Sex.FEMALE: "places_women"}


def _has_words(text: str, typed: str) -> bool:
    """Every typed word begins a word of the text, in this keyboard layout or the other."""
    words = search_key(text).split()
    return any(
        all(any(word.startswith(part) for word in words) for part in search_key(spelled).split())
        for spelled in (typed, other_layout(typed))
    )


def forms_of(providers: Sequence[ProviderView]) -> dict[str, str]:
    """The forms that the registry speaks of, as choices in the order of the alphabet."""
    return {form: form for form in sorted({form for one in providers for form in one.value("forms") or ()})}


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
