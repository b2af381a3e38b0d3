"""Who may be the same person: the database proposes few, by what two cards have in common; the rule looks at those."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from narcdesk import spelling
from narcdesk.duplicates.likeness import Who, alike
from narcdesk.duplicates.verdicts import PairVerdict, Verdict
from narcdesk.names import in_russian, search_key
from narcdesk.patients import Patient, PhoneTail
from narcdesk.register import Register

MOST = 100  # cards that one thing in common may propose
SHOWN = 5

_birth = sa.type_coerce(Patient.birth, sa.String)


# One person who is being typed


@dataclass(frozen=True)
class Namesake:
    """A card that may be the same person's, and why."""

    card: Patient
    why: str


def namesakes(register: Register, who: Who, *, but: Iterable[int] = ()) -> list[Namesake]:
    """Cards that may be of a person, the surest first; without those that were looked at already.

    `but`: cards that are no question any more, the person's own among them.
    """
    register.person.must("search.patients")
    left_out = set(but)
    with register.read() as session:
        ids = {found for block in _blocks(who) for found in session.scalars(block.limit(MOST))} - left_out
        found = [card for card in _cards(session, sorted(ids)) if card.merged_into is None]
    alikes = [Namesake(card, why) for card in found if (why := alike(who, of_card(card)))]
    alikes.sort(key=lambda namesake: (namesake.why not in _SURE, namesake.card.id))
    return alikes[:SHOWN]


_SURE = ("один СНИЛС", "один документ", "один полис", "имя и дата рождения")


def of_card(card: Patient) -> Who:
    """What tells the person of a card from others."""
    return Who(
        card.surname,
        card.given,
        card.patronymic,
        card.birth.iso,
        card.sex.value,
        card.snils,
        card.policy_number,
        document(card.document_series, card.document_number),
        card.phone,
    )


def typed(values: Mapping[str, Any]) -> Who:
    """A person who is being typed, as far as he is: the values that would be kept."""
    birth, sex = values.get("birth"), values.get("sex")
    said = {name: str(values.get(name) or "") for name in (*_SAID, "document_series", "document_number")}
    return Who(
        said["surname"],
        said["given"],
        said["patronymic"],
        birth.iso if birth else "",
        sex.value if sex else "",
        said["snils"],
        said["policy_number"],
        document(said["document_series"], said["document_number"]),
        said["phone"],
    )


_SAID = ("surname", "given", "patronymic", "snils", "policy_number", "phone")


def document(series: str, number: str) -> str:
    """A document as `Who` has it; "" without its number."""
    return f"{series} {number}" if number else ""


def _blocks(who: Who) -> Iterable[sa.Select[int]]:
    """What the database looks for: each has an index, and not one reads the whole register."""

    def having(*conditions: sa.ColumnElement[bool]) -> sa.Select[int]:
        return sa.select(Patient.id).where(*conditions).order_by(Patient.id)

    surname, given, _ = (search_key(part) for part in (who.surname, who.given, who.patronymic))
    if who.snils:
        yield having(Patient.snils_tail == who.snils[::-1])
    if who.policy:
        yield having(Patient.policy_number == who.policy)
    if who.document:
        series, _, number = who.document.rpartition(" ")
        yield having(Patient.document_number == number, Patient.document_series == series)
    if who.phone:
        tails = sa.select(PhoneTail.patient_id).where(PhoneTail.tail == spelling.phone_tail(who.phone))
        yield having(Patient.id.in_(tails))
    if surname and given:
        yield having(Patient.surname_key == surname, Patient.given_key == given, _near(who.birth))
        read = search_key(in_russian(who.surname))
        if read != surname:
            yield having(Patient.surname_key == read, _near(who.birth))
    if len(who.birth) == len("1988-03-12"):
        year, month, day = who.birth.split("-")
        yield having(_birth.in_({who.birth, f"{year}-{day}-{month}"}))


def _near(birth: str) -> sa.ColumnElement[bool]:
    """Births that may be the same but for a slip, or known less well."""
    if not birth:
        return sa.true()
    ways = [sa.and_(_birth >= birth[:4], _birth < str(int(birth[:4]) + 1))]
    if len(birth) == len("1988-03-12"):
        ways.append(sa.func.substr(_birth, 6) == birth[5:])
    return sa.or_(*ways)


def _cards(session: Session, ids: Sequence[int]) -> list[Patient]:
    return list(session.scalars(sa.select(Patient).where(Patient.id.in_(ids)).order_by(Patient.id)))


# The whole register


@dataclass(frozen=True)
class Pair:
    """Two cards that may be of one person, why, and what was said of them; the older card comes first."""

    first: Patient
    second: Patient
    why: str
    verdict: Verdict | None = None


def pairs(register: Register) -> list[tuple[int, int]]:
    """All pairs of cards that may be of one person, those first that somebody called the same.

    A pair that somebody told apart is not among them.
    """
    register.person.must("search.patients")
    with register.read() as session:
        said = {(v.first_id, v.second_id): v.verdict for v in session.scalars(sa.select(PairVerdict))}
        proposed = [(one, other) for one, other in session.execute(_proposed())]
        people = _people(session, sorted({card for pair in proposed for card in pair}))
    found = [
        pair for pair in proposed if said.get(pair) is not Verdict.OTHER and alike(people[pair[0]], people[pair[1]])
    ]
    known = set(found)
    found += [pair for pair, verdict in said.items() if verdict is Verdict.SAME and pair not in known]
    return sorted(found, key=lambda pair: (said.get(pair) is not Verdict.SAME, pair))


def told(register: Register, page: Sequence[tuple[int, int]]) -> list[Pair]:
    """The cards of a page of pairs; one that was merged meanwhile is left out."""
    with register.read("search.patients") as session:
        cards = {card.id: card for card in _cards(session, sorted({one for pair in page for one in pair}))}
        query = sa.select(PairVerdict).where(PairVerdict.first_id.in_([first for first, _ in page]))
        said = {(v.first_id, v.second_id): v.verdict for v in session.scalars(query)}
    both = [(pair, cards[pair[0]], cards[pair[1]]) for pair in page]
    return [
        Pair(one, other, alike(of_card(one), of_card(other)), said.get(pair))
        for pair, one, other in both
        if one.merged_into is None and other.merged_into is None
    ]


_a, _b = aliased(Patient), aliased(Patient)
_a_birth, _b_birth = (sa.type_coerce(card.birth, sa.String) for card in (_a, _b))


def _proposed() -> sa.CompoundSelect[int, int]:
    """Pairs that have something in common."""
    # As sums, so that the database joins by what is common and not by what nearly all cards are.
    stand = [sa.func.coalesce(card.merged_into, 0) == 0 for card in (_a, _b)]
    return sa.union(*(sa.select(_a.id, _b.id).where(_a.id < _b.id, *common, *stand) for common in _in_common()))


def _in_common() -> Iterable[Sequence[sa.ColumnElement[bool]]]:
    same_sex = _a.sex == _b.sex
    yield _a_birth == _b_birth, same_sex, _partly_named()
    turned = sa.func.substr(_a_birth, 1, 5) + sa.func.substr(_a_birth, 9, 2) + "-" + sa.func.substr(_a_birth, 6, 2)
    yield sa.func.length(_a_birth) == 10, _b_birth == turned, same_sex, _partly_named()
    yield (
        _a.surname_key == _b.surname_key,
        _a.given_key == _b.given_key,
        sa.or_(
            sa.func.substr(_a_birth, 6) == sa.func.substr(_b_birth, 6),
            sa.func.substr(_a_birth, 1, 4) == sa.func.substr(_b_birth, 1, 4),
        ),
    )
    yield _a.snils_tail == _b.snils_tail, _a.snils_tail != ""
    yield _a.policy_number == _b.policy_number, _a.policy_number != ""
    yield _a.document_number == _b.document_number, _a.document_number != "", _a.document_series == _b.document_series


def _partly_named() -> sa.ColumnElement[bool]:
    """Two names with a part in common; or one that was typed with Latin letters, or into other fields."""
    begin = [sa.func.substr(card.surname_key, 1, 3) for card in (_a, _b)]
    return sa.or_(
        _a.surname_key == _b.surname_key,
        _a.given_key == _b.given_key,
        begin[0] == begin[1],
        _a.surname_key == _b.given_key,
        _a.given_key == _b.surname_key,
        _a.patronymic_key == _b.surname_key,
        _a.surname_key == _b.patronymic_key,
        _a.surname_key < "а",
        _b.surname_key < "а",
    )


def _people(session: Session, ids: Sequence[int]) -> dict[int, Who]:
    """Who the cards are of, without reading all that they say."""
    birth, sex = sa.type_coerce(Patient.birth, sa.String), sa.type_coerce(Patient.sex, sa.String)
    names = (Patient.surname, Patient.given, Patient.patronymic)
    papers = (Patient.snils, Patient.policy_number, Patient.document_series, Patient.document_number, Patient.phone)
    found = {}
    for start in range(0, len(ids), _AT_ONCE):
        query = sa.select(Patient.id, *names, birth, sex, *papers)
        rows: Any = session.execute(query.where(Patient.id.in_(ids[start : start + _AT_ONCE])))
        for row in rows:
            number, surname, given, patronymic, born, as_sex, snils, policy, series, paper, phone = row
            found[number] = Who(surname, given, patronymic, born, as_sex, snils, policy, document(series, paper), phone)
    return found


_AT_ONCE = 500  # cards asked for in one statement
