"""Pages of people whom a text means; what is misspelt comes after what is exact, or where nothing is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from narcdesk import names, spelling
from narcdesk.dates import show
from narcdesk.patients import PAGE, Patient, Sex
from narcdesk.register import Register
from narcdesk.search import meaning
from narcdesk.search.meaning import Conditions

MEASURED = 400  # people that are measured letter by letter, when one of the letters may be wrong


@dataclass(frozen=True)
class Found:
    """A row of the list of patients; a card that was joined to another leads there."""

    id: int
    card_number: int
    full_name: str
    birth: str
    sex: Sex
    settlement: str
    opened_on: date
    phone: str
    note: str = ""  # what one must see before it is opened: he died, the card is closed


@dataclass(frozen=True)
class Result:
    """A page of what was found; `layout`: the text as read in the other layout, if only so it found somebody.

    The last rows from `alike` on are written otherwise than what was typed. `has_more`: they are not all.
    """

    rows: list[Found]
    layout: str = ""
    alike: int | None = None
    has_more: bool = False


_kept = aliased(Patient)
_COLUMNS = (
    Patient.id,
    Patient.card_number,
    Patient.surname,
    Patient.given,
    Patient.patronymic,
    Patient.birth,
    Patient.sex,
    Patient.settlement,
    Patient.opened_on,
    Patient.phone,
    Patient.died_on,
    Patient.surname_key,
    Patient.given_key,
    Patient.patronymic_key,
    Patient.merged_into,
    sa.select(_kept.card_number).where(_kept.id == Patient.merged_into).scalar_subquery().label("kept_number"),
)


def patients(register: Register, text: str = "", *, page: int = 0, size: int = PAGE) -> Result:
    """A page of patients whom the text means; an empty text means everybody, by the alphabet.

    Where nobody is written so, those of the first page are written nearly so.
    """
    register.person.must("search.patients")
    with register.read() as session:
        rows, reading = _exact(session, text, page * size, size)
        if rows or reading is not None or page:
            return Result(rows, _told(text, reading))
        for other in meaning.readings(text):
            if rows := _misspelt(session, other, PAGE):
                return Result(rows, _told(text, other), alike=0)
    return Result([])


def first(register: Register, text: str, count: int) -> Result:
    """The first few whom the text means, and after them, as far as there is room, those who are written nearly so."""
    register.person.must("search.patients")
    with register.read() as session:
        rows, reading = _exact(session, text, 0, count + 1)
        if len(rows) > count:
            return Result(rows[:count], _told(text, reading), has_more=True)
        known, exact = {row.card_number for row in rows}, len(rows)
        for other in [reading] if reading is not None else meaning.readings(text):
            nearly = [row for row in _misspelt(session, other, count + 1) if row.card_number not in known]
            if nearly:
                both = [*rows, *nearly]
                return Result(both[:count], _told(text, other), alike=exact, has_more=len(both) > count)
    return Result(rows, _told(text, reading))


def _told(text: str, reading: str | None) -> str:
    return reading if reading is not None and reading != text else ""


def _exact(session: Session, text: str, offset: int, limit: int) -> tuple[list[Found], str | None]:
    """A page, and the reading of the text that means anybody at all."""
    for reading in meaning.readings(text):
        for stages in meaning.meanings(reading):
            if rows := _page(session, stages, offset, limit):
                return rows, reading
            if offset and _page(session, stages, 0, 1):
                return [], reading
    return [], None


def _page(session: Session, stages: Sequence[Conditions], offset: int, limit: int) -> list[Found]:
    rows: list[Found] = []
    for conditions in stages:
        if len(rows) == limit:
            break
        query = sa.select(*_COLUMNS).where(*conditions).order_by(*meaning.ORDER)
        found = session.execute(query.limit(limit - len(rows)).offset(offset)).all()
        rows += map(_row, found)
        if found:
            offset = 0
        elif offset:
            counted = sa.select(sa.func.count()).select_from(Patient).where(*conditions)
            offset = max(0, offset - (session.scalar(counted) or 0))
    return rows


def _misspelt(session: Session, text: str, limit: int) -> list[Found]:
    """Those whose names differ from the words by one error, the nearest first."""
    conditions, words = meaning.misspelt(text)
    if not conditions:
        return []
    query = sa.select(*_COLUMNS).where(*conditions).order_by(*meaning.ORDER).limit(MEASURED)
    measured = [(_distance(row, words), row) for row in session.execute(query)]
    near = sorted((found for found in measured if found[0] is not None), key=lambda found: found[0] or (0, 0))
    return [_row(row) for _, row in near[:limit]]


def _distance(row: sa.Row[tuple[object, ...]], words: Sequence[str]) -> tuple[int, int] | None:
    """Errors of a name against the words; a whole surname comes before the beginning of one. None: it is too far."""
    keys = (row.surname_key, row.given_key, row.patronymic_key)
    apart = [spelling.begins(key, word) for key, word in zip(keys, words, strict=False)]
    if len(words) == 2 and len(words[1]) == 2 and (row.given_key[:1] + row.patronymic_key[:1]) == words[1]:
        apart[1] = 0  # «ип»: two initials
    if sum(apart) > 1:
        return None
    return sum(apart), int(spelling.errors(row.surname_key, words[0]) > 1)


def _row(row: sa.Row[tuple[object, ...]]) -> Found:
    return Found(
        id=row.merged_into or row.id,
        card_number=row.card_number,
        full_name=names.full_name(row.surname, row.given, row.patronymic),
        birth=row.birth.shown,
        sex=row.sex,
        settlement=row.settlement,
        opened_on=row.opened_on,
        phone=row.phone,
        note=_note(row),
    )


def _note(row: sa.Row[tuple[object, ...]]) -> str:
    if row.merged_into is not None:
        return f"объединена с картой № {row.kept_number}"
    if row.died_on is not None:
        return f"{'умерла' if row.sex is Sex.FEMALE else 'умер'} {show(row.died_on)}"
    return ""


def namesakes(register: Register, surname: str, given: str, birth_iso: str, snils: str) -> list[Found]:
    """Cards that may be the same person: the same СНИЛС, or the same name with the same birth date."""
    register.person.must("search.patients")
    same = sa.and_(
        Patient.surname_key == names.search_key(surname),
        Patient.given_key == names.search_key(given),
        sa.type_coerce(Patient.birth, sa.String) == birth_iso,
    )
    by_snils = Patient.snils_tail == snils[::-1] if snils else sa.false()
    query = sa.select(*_COLUMNS).where(sa.or_(same, by_snils), Patient.merged_into.is_(None))
    with register.read() as session:
        return [_row(row) for row in session.execute(query.order_by(Patient.id).limit(5))]
