"""Invented people: common words put together by chance, with numbers that nobody has."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

import yaml

from narcdesk.dates import PartialDay, add_months
from narcdesk.patients import Kinship
from narcdesk.places import RESOURCES
from narcdesk.training import numbers

DATA = RESOURCES / "demo"
NUMBERS_TO_REFUSE = ("snils", "phone", "policy_number")


@cache
def words(name: str) -> Mapping[str, Any]:
    """One of the files of `resources/demo`: what invented people and their papers are made of."""
    found: Mapping[str, Any] = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True)
class Relative:
    """Who speaks for a minor."""

    kinship: Kinship
    surname: str
    given: str
    patronymic: str


@dataclass(frozen=True)
class Character:
    """One invented person as his papers and his own words present him."""

    surname: str
    given: str
    patronymic: str
    sex: str  # "m" or "f", as a card has it
    born: date
    birth: PartialDay  # what is known of it
    card: Mapping[str, Any]  # what the form is filled with
    not_given: Mapping[str, str]
    odd: Mapping[str, str]
    parent: Relative


def character(rng: Random, n: int, sex: str, age: int, came: date, dealt_on: date) -> Character:
    """The n-th person, of `age` full years or one more on the day he came.

    `dealt_on` is a day that stays the same all the year round, so that nobody is born a day later every morning.
    """
    people = words("people")
    father = rng.choice(people["men"]).split()
    given = rng.choice(people["men"]).split()[0] if sex == "m" else rng.choice(people["women"].split())
    surnames = people["surnames"].split()
    name = rng.choice(surnames)
    surname = name if sex == "m" else feminine(name)
    if sex == "f" and rng.random() < 0.12:
        surname = f"{surname}-{feminine(rng.choice(surnames))}"
    patronymic = "" if rng.random() < 0.02 else father[1 if sex == "m" else 2]
    grown = min(age, 16) if age < 18 else age  # a year later still a minor
    born = add_months(dealt_on, -12 * grown) - timedelta(days=rng.randrange(3, 360))
    known = Character(
        surname,
        given,
        patronymic,
        sex,
        born,
        PartialDay.of(born),
        {},
        {},
        {},
        _parent(rng, name, father),
    )
    known = replace(known, card=_papers(rng, n, known, came) | _address(rng, n))
    return _with_gaps(rng, known)


def feminine(surname: str) -> str:
    """The woman's form of a surname; «Седых» and «Коваленко» stay."""
    if surname.endswith(("ский", "цкий", "ый", "ой")):
        return surname[:-2] + "ая"
    return surname + "а" if surname.endswith(("ов", "ев", "ёв", "ин", "ын")) else surname


def _parent(rng: Random, surname: str, father: list[str]) -> Relative:
    grandfather = rng.choice(words("people")["men"]).split()
    if rng.random() < 0.7:
        mother = rng.choice(words("people")["women"].split())
        return Relative(Kinship.MOTHER, feminine(surname), mother, grandfather[2])
    return Relative(Kinship.FATHER, surname, father[0], grandfather[1])


def _papers(rng: Random, n: int, known: Character, came: date) -> dict[str, Any]:
    issued = _passport_day(rng, known.born, came)
    return {
        "snils": numbers.snils(n),
        "policy_kind": "unified",
        "policy_number": numbers.policy(n),
        "document_kind": "passport",
        "document_series": f"00{issued.year % 100 or 1:02}",  # of nothing but zeros the register would complain
        "document_number": numbers.passport_number(n),
        "document_issued_on": issued,
        "document_issued_by": words("people")["issuer"],
        "document_department": "000-001",
    }


def _passport_day(rng: Random, born: date, came: date) -> date:
    """A passport is given at 14 and changed at 20 and at 45 years."""
    due = max(day for age in (14, 20, 45) if (day := add_months(born, 12 * age)) <= came)
    return min(came, due + timedelta(days=rng.randrange(80)))


def _address(rng: Random, n: int) -> dict[str, Any]:
    people = words("people")
    places = people["settlements"]
    place = rng.choices(places, [one["share"] for one in places])[0]
    flat = f", кв. {rng.randrange(1, 90)}" if place["locality"] == "town" and rng.random() < 0.7 else ""
    street = f"ул. {rng.choice(people['streets'].split())}, д. {rng.randrange(1, 80)}{flat}"
    home = f"{place['index']}, {place['name']}, {street}"
    elsewhere = rng.random() < 0.1
    return {
        "registration_address": f"000199, г. Соседний (вымышленный), {street}" if elsewhere else home,
        "actual_address": home if elsewhere else "",
        "settlement": place["name"],
        "locality": place["locality"],
        "phone": numbers.phone(n),
    }


def _with_gaps(rng: Random, known: Character) -> Character:
    """Papers are lost, answers are refused, a birth date is told by memory, a number carries an error."""
    card, not_given, odd = dict(known.card), {}, {}
    if rng.random() < 0.04:
        born = known.born
        known = replace(known, birth=PartialDay(born.year, born.month if rng.random() < 0.5 else None))
        card |= {"document_kind": "none", "document_series": "", "document_number": "", "document_issued_on": None}
        card |= {"document_issued_by": "", "document_department": "", "snils": "", "policy_number": ""}
        not_given = {"snils": "unknown", "policy_number": "unknown", "document_number": "unknown"}
    for name in NUMBERS_TO_REFUSE:
        if card[name] and rng.random() < 0.04:
            card[name] = ""
            not_given[name] = "refused" if rng.random() < 0.5 else "unknown"
    if card["snils"] and rng.random() < 0.03:
        card["snils"] = f"{card['snils'][:9]}{(int(card['snils'][9:]) + 1) % 100:02}"
        odd["snils"] = words("words")["odd_snils"]
    return replace(known, card=card, not_given=not_given, odd=odd)
