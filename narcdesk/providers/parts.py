"""What a provider has several of: branches with free places, licences, programmes, services. Each has its source.

Numbered within the provider and kept as facts: what was told earlier stays, and one that is gone is told to be gone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.base import Coded, plain
from narcdesk.dates import days_phrase, show
from narcdesk.errors import Invalid, NotFound, Problem
from narcdesk.fields import Field, Kind, read_asked
from narcdesk.providers.tables import ProviderFact
from narcdesk.providers.views import known
from narcdesk.providers.writing import SOURCE, source_of
from narcdesk.register import Register


class PaperKind(Coded):
    """What allows a provider to work, or proves how."""

    LICENCE = "licence", "лицензия"
    CONFORMITY = "conformity", "сертификат соответствия"
    CONCLUSION = "conclusion", "заключение"


@dataclass(frozen=True)
class Part:
    """One kind of what a provider has several of."""

    title: str
    titles: str
    fields: tuple[Field, ...]


PARTS: dict[str, Part] = {
    "branch": Part(
        "Филиал",
        "Филиалы и места",
        (
            Field("name", "Название", Kind.TEXT, required=True, width=36, longest=300),
            Field("address", "Адрес", Kind.TEXT, width=36, longest=300),
            Field("groups", "Кого принимают", Kind.TEXT, width=36, longest=300),
            Field("accessible", "Доступная среда", Kind.YES_NO),
            Field("total", "Мест всего", Kind.NUMBER, width=6),
            Field("men", "Мест для мужчин", Kind.NUMBER, width=6),
            Field("women", "Мест для женщин", Kind.NUMBER, width=6),
            Field("free_men", "Свободно для мужчин", Kind.NUMBER, width=6),
            Field("free_women", "Свободно для женщин", Kind.NUMBER, width=6),
        ),
    ),
    "licence": Part(
        "Лицензия или сертификат",
        "Лицензии и сертификаты соответствия",
        (
            Field("type", "Вид", Kind.CHOICE, required=True, choices=PaperKind, width=28),
            Field("number", "Номер", Kind.TEXT, required=True, width=24, longest=120),
            Field("by", "Кем выдан", Kind.TEXT, width=36, longest=300),
            Field("on", "Дата", Kind.DAY, width=12),
            Field("till", "Действует до", Kind.NEAR_DAY, width=12),
            Field("where", "Адреса действия", Kind.TEXT, width=36, longest=300),
        ),
    ),
    "programme": Part(
        "Программа",
        "Программы",
        (
            Field("name", "Название", Kind.TEXT, required=True, width=36, longest=300),
            Field("stages", "Этапы", Kind.LONG_TEXT, width=36, longest=1000),
            Field("term_days", "Срок, дней", Kind.NUMBER, width=6),
            Field("file", "Где лежит текст", Kind.TEXT, width=36, longest=300),
        ),
    ),
    "service": Part(
        "Услуга",
        "Услуги",
        (
            Field("name", "Название", Kind.TEXT, required=True, width=36, longest=300),
            Field("indications", "Показания", Kind.TEXT, width=36, longest=300),
            Field("requirements", "Требования к человеку", Kind.TEXT, width=36, longest=300),
            Field("term_days", "Срок, дней", Kind.NUMBER, width=6),
            Field("form", "Форма", Kind.TEXT, width=24, longest=120),
            Field("cost", "Стоимость, ₽ (0 — бесплатно)", Kind.MONEY, width=14),
        ),
    ),
}


def keep_part(
    register: Register, provider_id: int, kind: str, typed: Mapping[str, Any], number: int = 0
) -> ProviderFact:
    """Write down a branch, a licence, a programme or a service; `number` is that of a known one. Raises Invalid."""
    with register.write("providers.keep_part") as session:
        asked, today = PARTS[kind].fields, register.today()
        of_source = {field.name for field in SOURCE}
        said = read_asked(SOURCE, {n: v for n, v in typed.items() if n in of_source}, today, whole=True)
        told = read_asked(asked, {n: v for n, v in typed.items() if n not in of_source}, today, whole=True)
        problems = [*said.problems, *told.problems, *_doubts(kind, told.values)]
        if problems:
            raise Invalid(problems)
        value = {name: plain(one) for name, one in told.values.items() if one not in (None, "")}
        source = source_of(
            session, register, said.values["source"], said.values["as_of"], act=said.values.get("act", "")
        )
        return _put(session, provider_id, kind, number, value, source.id, source.as_of, today)


def drop_part(register: Register, provider_id: int, kind: str, number: int, why: str) -> ProviderFact:
    """A branch was closed, a licence ended: it is told to be gone, and what was told stays as history."""
    with register.write("providers.drop_part") as session:
        if not why.strip():
            raise Invalid([Problem("why", "Почему: нужно заполнить")])
        today = register.today()
        if _in_force(session, provider_id, kind, number) is None:
            raise NotFound("Такой записи у организации нет.")
        source = source_of(session, register, why.strip(), today)
        return _put(session, provider_id, kind, number, None, source.id, today, today)


def _doubts(kind: str, values: Mapping[str, Any]) -> list[Problem]:
    found = []
    total, men, women = (values.get(name) for name in ("total", "men", "women"))
    if kind == "branch" and total is not None and (men or 0) + (women or 0) > total:
        found.append(Problem("total", "Мест всего: меньше, чем мужских и женских вместе"))
    if kind == "licence" and values.get("on") and values.get("till") and values["till"] < values["on"]:
        found.append(Problem("till", "Действует до: раньше даты документа"))
    return found


def _in_force(session: Session, provider_id: int, kind: str, number: int) -> ProviderFact | None:
    return session.scalar(
        sa.select(ProviderFact).where(
            ProviderFact.provider_id == provider_id,
            ProviderFact.kind == kind,
            ProviderFact.part == number,
            ProviderFact.replaced_on.is_(None),
        )
    )


def _put(
    session: Session, provider_id: int, kind: str, number: int, value: Any, source_id: int, as_of: date, today: date
) -> ProviderFact:
    known(session, provider_id)
    if number:
        before = _in_force(session, provider_id, kind, number)
        if before is None:
            raise NotFound("Такой записи у организации нет.")
        before.replaced_on = today
    else:
        last = sa.select(sa.func.max(ProviderFact.part)).where(
            ProviderFact.provider_id == provider_id, ProviderFact.kind == kind
        )
        number = (session.scalar(last) or 0) + 1
    fact = ProviderFact(
        provider_id=provider_id, kind=kind, value={"v": value}, source_id=source_id, as_of=as_of, part=number
    )
    session.add(fact)
    return fact


def part_in_words(kind: str, value: Mapping[str, Any]) -> str:
    """What is known of a branch, a licence, a programme or a service, without its own title."""
    said = []
    for field in PARTS[kind].fields[1:]:
        words = _in_words(field, value.get(field.name))
        if words:
            said.append(f"{field.title.partition(',')[0].lower()}: {words}")
    return "; ".join(said)


def part_title(kind: str, value: Mapping[str, Any]) -> str:
    """How it is called in a list."""
    first = PARTS[kind].fields[0]
    return _in_words(first, value.get(first.name))


def _in_words(field: Field, value: Any) -> str:
    if value in (None, ""):
        return ""
    match field.kind:
        case Kind.YES_NO:
            return "да" if value else "нет"
        case Kind.CHOICE:
            return PaperKind(value).label
        case Kind.DAY | Kind.NEAR_DAY:
            return show(date.fromisoformat(value))
        case Kind.MONEY:
            return "бесплатно" if value == 0 else f"{value // 100} ₽"
    return days_phrase(value) if field.name == "term_days" else str(value)
