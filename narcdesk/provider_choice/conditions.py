"""What an organisation must fit, asked of the database; each condition says in words why it does not hold.

A condition that nobody told of is neither: such an organisation stays and is to be asked.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from narcdesk.base import Coded
from narcdesk.dates import days_phrase, plural, show
from narcdesk.names import other_layout, search_key
from narcdesk.patients import Sex
from narcdesk.provider_choice.cases import ALCOHOL, Case
from narcdesk.providers import STALE_AFTER
from narcdesk.providers import ProviderSought as T

ADULT = 18
SMALL = 20  # places; our own measure of a small organisation


@dataclass(frozen=True)
class Condition:
    """One condition of a case: `holds` is true, false, or NULL where nobody told."""

    holds: sa.SQLColumnExpression[Any]
    why_not: Callable[[T], str]
    unsaid: str


def words_in(column: sa.SQLColumnExpression[str], typed: str) -> sa.ColumnElement[bool]:
    """Every typed word begins a word of the column, in this keyboard layout or the other."""
    spellings = dict.fromkeys((search_key(typed), search_key(other_layout(typed))))
    return sa.or_(
        *(
            sa.and_(*((" " + column).contains(f" {word}", autoescape=True) for word in spelled.split()))
            for spelled in spellings
            if spelled
        )
    )


def is_included(case: Case) -> sa.ColumnElement[bool]:
    """In the registry on the day of the case, as far as it is known; never NULL."""
    on = case.on
    return sa.and_(
        sa.or_(T.closed_on.is_(None), T.closed_on > on),
        sa.or_(T.included_from.is_(None), T.included_from <= on),
        sa.or_(T.included_to.is_(None), T.included_to >= on),
    )


def conditions(case: Case) -> Iterator[Condition]:
    """The conditions of a case in the order in which they are said."""
    if case.included_only:
        yield Condition(is_included(case), lambda one: _not_included(one, case), "")
    if case.sex is not None:
        own, other = (T.men, "женщины") if case.sex is Sex.MALE else (T.women, "мужчины")
        yield Condition(own, lambda one: _no_sex(one, other), "для кого места, не сказано")
    if case.age is not None:
        yield _age(case.age)
    for substance in sorted(case.substances):
        column, word = (T.alcohol, "алкогольной") if substance == ALCOHOL else (T.drugs, "наркотической")
        yield Condition(column, _said(f"не принимает с {word} зависимостью"), "с какой зависимостью, не сказано")
    if case.by_court:
        yield Condition(T.court, _said("не принимает по решению суда"), "о решениях суда не сказано")
    if case.by_certificate:
        yield Condition(T.certificates, _said("не работает по сертификатам"), "о сертификатах не сказано")
    if case.form:
        form = sa.case((T.forms_key == "", None), else_=T.forms_key.contains(f"|{case.form}|", autoescape=True))
        yield Condition(form, _other_form, "форма не указана")
    if case.days:
        days = case.days
        yield Condition(
            T.term_days >= days,
            lambda one: f"срок программы {days_phrase(one.term_days or 0)}, а нужно {days_phrase(days)}",
            "срок программы не указан",
        )
    if search_key(case.place):
        # What is typed is looked for: who has no address is not found by one.
        yield Condition(
            words_in(T.place_key, case.place),
            lambda one: "другой адрес" if one.place_key else "адрес не указан",
            "",
        )
    if case.needs_access:
        yield Condition(T.accessible, _said("нет доступной среды"), "о доступной среде не сказано")


def _said(words: str) -> Callable[[T], str]:
    return lambda _one: words


def _no_sex(one: T, other: str) -> str:
    return f"только {other}" if one.men or one.women else "мест нет"


def _age(age: int) -> Condition:
    since, until = sa.func.coalesce(T.age_from, 0), sa.func.coalesce(T.age_to, 200)
    within = sa.and_(since <= age, until >= age)
    # Who says nothing of ages takes adults; of a minor it must be asked.
    known = sa.or_(T.age_from.is_not(None), T.age_to.is_not(None), sa.literal(age >= ADULT))
    return Condition(sa.case((known, within), else_=None), _other_age, "о возрасте не сказано, а человеку нет 18")


def _other_age(one: T) -> str:
    said = [
        f"с {plural(one.age_from, 'года', 'лет', 'лет')}" if one.age_from is not None else "",
        f"до {plural(one.age_to, 'года', 'лет', 'лет')}" if one.age_to is not None else "",
    ]
    return f"принимает только {' '.join(filter(None, said))}"


def _other_form(one: T) -> str:
    return f"форма другая: {', '.join(one.forms_key.strip('|').split('|'))}"


def _not_included(one: T, case: Case) -> str:
    if one.closed_on is not None and one.closed_on <= case.on:
        return f"исключена из реестра {show(one.closed_on)}"
    if one.included_to is not None and one.included_to < case.on:
        return f"срок в реестре истёк {show(one.included_to)}"
    return f"в реестре только с {show(one.included_from)}" if one.included_from else "не в реестре"


class Wish(Coded):
    """What a person would like; the order of wishes is his own, nobody is rated."""

    FREE = "free", "есть свободные места"
    SECULAR = "secular", "без религиозного содержания"
    RELIGIOUS = "religious", "с религиозным содержанием"
    UNPAID = "unpaid", "бесплатно"
    NEAR = "near", "рядом"
    ACCESSIBLE = "accessible", "доступная среда"
    SMALL = "small", "небольшая, до 20 мест"


def met(wish: Wish, case: Case) -> sa.ColumnElement[bool]:
    """Whether a wish is met for certain; what is old, or was never told, is not."""
    match wish:
        case Wish.FREE:
            free = {Sex.MALE: T.free_men, Sex.FEMALE: T.free_women, None: T.free_men + T.free_women}[case.sex]
            return sa.and_(free > 0, T.free_on >= case.on.fromordinal(case.on.toordinal() - STALE_AFTER))
        case Wish.SECULAR:
            return T.religious.is_(False)
        case Wish.RELIGIOUS:
            return T.religious.is_(True)
        case Wish.UNPAID:
            return T.unpaid.is_(True)
        case Wish.NEAR:
            return words_in(T.place_key, case.near) if search_key(case.near) else sa.false()
        case Wish.ACCESSIBLE:
            return T.accessible.is_(True)
        case Wish.SMALL:
            return sa.and_(T.places > 0, T.places <= SMALL)
