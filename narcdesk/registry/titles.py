"""The words over the columns of a provider list: which of our facts a column tells.

Lists are made by hand in every region, so the same column has many titles. Below, per fact, patterns of a title
in small letters without punctuation; the first that fits says how surely: of two columns the surer one is taken.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from narcdesk.names import search_key
from narcdesk.providers import KINDS
from narcdesk.spreadsheets.columns import UNDER, Words

PLACES = ("places_total", "places_men", "places_women")
INCLUDED = ("included_from", "included_to")

_NAME_FIRST = r"^(полн\w+ |официальн\w+ |юридическ\w+ )?(наименован|назван)(?!\w* (програм|услуг|документ|форм|вид))"
_REGISTRY_TERM = r"(срок|период|дат)\w* (включ|внесен|действ|нахожд)|\bвключ\w*|\bдейств(ует|ия)\b"

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "inn": (r"\bинн\b", r"идентификационн\w+ номер налогопл"),
    "ogrn": (r"\bогрн(ип)?\b", r"основн\w+ государственн\w+ регистрационн"),
    "head": (r"руководител", r"директор|начальник|заведующ", r"^(фио|ф и о|фамили\w+.*)$"),
    "phones": (r"телефон|^тел\b", r"\bтел\b|\bконтакт(?!н\w+ лиц)"),
    "address": (
        # The address of the law is often not where people live through the programme: the second comes first.
        r"^(?!.*юридич).*адрес.*(оказан|предостав|осуществл|реабилит|услуг|фактич)|фактич\w+.* адрес",
        r"^место (оказан|предостав|осуществл|реабилит)",
        r"^(?!.*(юридич|почтов)).*адрес\w*(?! (сайт|эл|e mail|интернет))\b",
        r"мест(о|а) ?нахожд|место расположен",
        r"юридич\w+.* адрес|адрес.*юридич|почтов\w+ адрес",
        r"^(город|населенн\w+ пункт|район|муниципальн\w+ образован\w+|территори\w+)\b",
    ),
    "forms": (r"^(?!.*(собственн|правов)).*\bформ(а|ы|ам|е)?\b", r"\bвид\w* (реабилит|помощи|обслуж)"),
    "term_days": (
        r"^(?!.*(включ|действ)).*\bсрок\w*.*(реабилит|програм|курс|прожив|обслуж|оказан|пребыв|услуг)",
        r"^(?!.*(включ|действ)).*(продолжит|длительн)",
        r"^срок( в)?( (дн\w*|сут\w*|мес\w*))?$",
    ),
    "name": (
        _NAME_FIRST,
        r"^(?!.*(програм|услуг|документ|сокращ|кратк)).*(наименован|назван)",
        r"\b(организаци|поставщик|исполнител|учрежден)|\bцентр",
        r"(сокращ|кратк)\w*.* (наименован|назван)",
    ),
}

# Titles that have our words and tell something else.
_NOT_OURS = re.compile(
    r"свободн|лиценз|сертификат|соглашен|договор|свидетельств|приказ|решени|распоряжен|постановлен|реквизит|основани"
    r"|регистраци|тариф|стоимост|правов|квалификац|дата рожд"
)
_OURS_UNDER_ANY = ("inn", "ogrn", "phones", "address")  # what they tell does not hang on the title above them
_SURELY_OURS = re.compile(rf"{_NAME_FIRST}|^(дат|срок|период)\w* (включ|внесен|исключ)")
_PLACES = re.compile(
    r"\bмест(а|о)?\b(?! (нахожд|оказан|предостав|осуществл|располож|реабилит))|койк|коек|вместимост|мощност"
)
_ONLY_SEX = re.compile(r"(в т ч|в том числе|из них)? ?(для )?(мужчин\w*|муж\w*|женщин\w*|жен\w*|м|ж)( пол\w*)?")
_MEN, _WOMEN = re.compile(r"\b(м|муж\w*)\b"), re.compile(r"\b(ж|жен\w*)\b")
_FROM = re.compile(r"\b[сc]\b|дат\w+ (включ|внесен)|внесен\w* в|начал")
_TO = re.compile(r"\b(по|до)\b|исключ|окончан|истеч")


FREE = {kind: KINDS[kind] for kind in ("free_total", "free_men", "free_women")}
"""Free places that a list tells; what a list does not tell is asked by telephone."""

_FURTHER: Mapping[str, str] = {  # titles that tell none of the first facts
    "legal_form": r"правов\w+ форм|\bопф\b",
    "email": r"электронн\w+ (почт|адрес)|e ?mail|^почта$",
    "site": r"\bсайт|интернет",
    "confession": r"конфесси|вероисповед",
    "certificates": r"(работ|обслуж|прием|принима)\w* .*сертификат|^по сертификат",
    "court": r"(решени|приговор)\w* суд|по суд",
    "accessible": r"доступн\w+ сред",
    "religious": r"религиозн",
    "unpaid": r"бесплатн",
    "substances": r"(вид\w* )?зависимост",
    "requirements": r"требовани|противопоказ|услови\w* (прием|зачислен)",
    "licences": r"^(?!.*(срок|дат|кем|действ)).*(лиценз|сертификат\w* соответств)",
    "free_men": r"свободн\w* .*(муж|\bм\b)",
    "free_women": r"свободн\w* .*(жен|\bж\b)",
    "free_total": r"свободн\w* мест|мест\w* свободн",
}


def further(title: str) -> dict[str, int]:
    """What a title tells of the facts that only some lists have."""
    words = search_key(title)
    found = next((kind for kind, pattern in _FURTHER.items() if re.search(pattern, words)), None)
    return {found: 0} if found and len(words) <= 200 else {}


@lru_cache(maxsize=300)  # every cell of the first lines is asked, three times over in a text file
def recognise(title: str) -> Mapping[str, int]:
    """The facts that a column of this title tells, each with how sure it is (0 is the surest).

    Several, when one column holds several: «ИНН/ОГРН», «Мест (М/Ж)», «Срок включения (с … по …)». A title under
    another (see `UNDER`) may be ours whatever stands above it: «Реквизиты / ИНН».
    """
    found = _recognise(title)
    if not found and UNDER in title:
        lowest = _recognise(title.rpartition(UNDER)[2])
        found = {fact: rank for fact, rank in lowest.items() if fact in _OURS_UNDER_ANY}
    return found or further(title)


def _recognise(title: str) -> dict[str, int]:
    words = search_key(title)
    if not words or len(words) > 200:
        return {}
    places = _places(words)
    if places or (_NOT_OURS.search(words) and not _SURELY_OURS.search(words)):
        return dict.fromkeys(places, 0)
    found = {field: rank for field in SYNONYMS if (rank := _rank(field, words)) is not None}
    included = () if found.keys() - {"name"} else _included(words)
    if included:
        return dict.fromkeys(included, 0)
    return _shared(found)


def _rank(field: str, words: str) -> int | None:
    return next((rank for rank, pattern in enumerate(SYNONYMS[field]) if re.search(pattern, words)), None)


def _places(words: str) -> tuple[str, ...]:
    if "свободн" in words or not (_PLACES.search(words) or _ONLY_SEX.fullmatch(words)):
        return ()
    men, women = bool(_MEN.search(words)), bool(_WOMEN.search(words))
    if men == women:
        return PLACES if men else ("places_total",)
    return ("places_men",) if men else ("places_women",)


def _included(words: str) -> tuple[str, ...]:
    """Dates in the registry; «с» and «по» alone are enough, for they stand beside «Включена»."""
    if not (re.search(_REGISTRY_TERM, words) or re.search(r"внесен|исключ|^(дата )?([сc]|по|до)$", words)):
        return ()
    since, until = bool(_FROM.search(words)), bool(_TO.search(words))
    if since == until:
        return INCLUDED
    return ("included_from",) if since else ("included_to",)


def _shared(found: dict[str, int]) -> dict[str, int]:
    """What can be told apart when several facts share a cell: numbers can, a name from an address cannot."""
    if found.get("name", 0) > 0 and len(found) > 1:
        del found["name"]  # «Адрес организации», «Руководитель учреждения»
    for field in ("name", "head", "address"):
        if field in found:
            return {kept: rank for kept, rank in found.items() if kept in (field, "inn", "ogrn", "phones")}
    return found if found.keys() <= {"inn", "ogrn", "phones"} else dict([min(found.items(), key=lambda one: one[1])])


WORDS = Words(recognise, leading="name")
