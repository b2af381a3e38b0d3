"""The reference book of court duties: the kinds of the program and of the office, with the terms of both.

A term that no act of the program's files sets may be set by the office, with its act and from a day; without one no
date is computed. Code picks by the day of the event.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import rules
from narcdesk.acts import NO_TERM, Start, Term, lies_within
from narcdesk.duties.tables import DutyTerm, NoticeEvent, OfficeDutyKind
from narcdesk.errors import Invalid, NotFound, Problem
from narcdesk.fields import read
from narcdesk.register import Register
from narcdesk.rules import DutyKind
from narcdesk.struck import standing

_STARTS: dict[NoticeEvent, Start] = {
    NoticeEvent.COMING: "appearance",
    NoticeEvent.NO_SHOW: "no_show",
    NoticeEvent.EVASION: "evasion",
    NoticeEvent.COMPLETION: "completion",
}


@dataclass(frozen=True)
class Kinds:
    """The whole book as it was read once: a list asks it for each of its rows."""

    own: tuple[OfficeDutyKind, ...]
    terms: tuple[DutyTerm, ...]

    @classmethod
    def of(cls, session: Session) -> "Kinds":
        """The book of a register."""
        return cls(tuple(session.scalars(_OWN)), tuple(session.scalars(_TERMS)))

    def on(self, day: date) -> list[DutyKind]:
        """What a court may impose on a day: the program's kinds, then the office's."""
        own = [_shown(kind) for kind in self.own if lies_within(day, kind.valid_from, kind.valid_to)]
        return [*rules.duty_kinds(), *own]

    def one(self, code: str) -> DutyKind:
        """A kind by its code, whenever it was in force; raises NotFound."""
        for kind in self.own:
            if kind.code == code:
                return _shown(kind)
        return rules.duty_kind(code)

    def term(self, code: str, event: NoticeEvent, day: date) -> Term:
        """The term in which the controller is told of an event of a day: the office's goes before the program's."""
        for kept in self.terms:
            if (kept.kind, kept.event) == (code, event) and lies_within(day, kept.valid_from, kept.valid_to):
                unit = "working" if kept.working else "calendar"
                return Term(kept.days, unit, _STARTS[event], True, kept.act)  # type: ignore[arg-type]
        return of_program(self.one(code), event)


_OWN = standing(sa.select(OfficeDutyKind).order_by(OfficeDutyKind.id))
_TERMS = standing(sa.select(DutyTerm).order_by(DutyTerm.valid_from.desc(), DutyTerm.id.desc()))


def of_program(kind: DutyKind, event: NoticeEvent) -> Term:
    """The term that the program's own file knows; `NO_TERM` where no act was read."""
    return {
        NoticeEvent.COMING: kind.start_notice,
        NoticeEvent.EVASION: kind.evasion_notice,
        NoticeEvent.COMPLETION: kind.completion_notice,
    }.get(event, NO_TERM)


def _shown(own: OfficeDutyKind) -> DutyKind:
    return DutyKind(
        code=own.code,
        title=own.title,
        content=own.content,
        act=own.act,
        controller=own.controller,
        disclosure=own.disclosure,
        evasion=own.evasion or None,
        start_notice=NO_TERM,
        evasion_notice=NO_TERM,
        completion_notice=NO_TERM,
        registration_notice=NO_TERM,
        confirmed=True,
    )


@dataclass(frozen=True)
class Entry:
    """A kind as the settings show it: whose it is, and the term of each event on a day."""

    kind: DutyKind
    own: OfficeDutyKind | None
    terms: Mapping[NoticeEvent, Term]

    @property
    def unset(self) -> list[NoticeEvent]:
        """The events of which no term is known."""
        return [event for event, term in self.terms.items() if term.value is None]


def book(register: Register) -> list[Entry]:
    """Every kind with its terms of today; the office's own also when they are not in force."""
    with register.read() as session:
        kinds = Kinds.of(session)
    day = register.today()
    own = {kind.code: kind for kind in kinds.own}
    shown = [*rules.duty_kinds(), *(_shown(kind) for kind in kinds.own)]
    return [
        Entry(kind, own.get(kind.code), {event: kinds.term(kind.code, event, day) for event in NoticeEvent})
        for kind in shown
    ]


def keep_kind(register: Register, typed: Mapping[str, Any], kind_id: int | None = None) -> OfficeDutyKind:
    """Add a kind of duty, or change one of the office's own; raises Invalid, and NotFound for one of the program."""
    with register.write("office.keep_duty_kind") as session:
        kept = None if kind_id is None else session.get(OfficeDutyKind, kind_id)
        if kind_id is not None and kept is None:
            raise NotFound("Такого вида обязанности в справочнике нет.")
        reading = read(OfficeDutyKind, typed, register.today(), whole=kept is None)
        values, problems = reading.values, list(reading.problems)
        first = values.get("valid_from") or (kept.valid_from if kept else None)
        last = values.get("valid_to")
        if first and last and last < first:
            problems.append(Problem("valid_to", "По: раньше начала действия"))
        titles = {kind.title.casefold(): kind.id for kind in session.scalars(sa.select(OfficeDutyKind))}
        titles |= {kind.title.casefold(): 0 for kind in rules.duty_kinds()}
        if titles.get(str(values.get("title", "")).casefold(), kind_id) != kind_id:
            problems.append(Problem("title", "Название: такой вид уже есть"))
        if problems:
            raise Invalid(problems)
        if kept is None:
            count = session.scalar(sa.select(sa.func.max(OfficeDutyKind.id))) or 0
            kept = OfficeDutyKind(code=f"К-{count + 1}", **values)
            session.add(kept)
        else:
            for name, value in values.items():
                setattr(kept, name, value)
    return kept


def set_term(register: Register, code: str, typed: Mapping[str, Any]) -> DutyTerm:
    """Set the term of a kind and an event by its act; one that held before ends the day before this one begins."""
    with register.write("office.set_duty_term") as session:
        Kinds.of(session).one(code)
        reading = read(DutyTerm, typed, register.today(), whole=True)
        values, problems = reading.values, list(reading.problems)
        if not problems and values.get("valid_to") and values["valid_to"] < values["valid_from"]:
            problems.append(Problem("valid_to", "По: раньше начала действия"))
        if values.get("days", 0) > 365:
            problems.append(Problem("days", "Срок, дней: не больше 365"))
        if problems:
            raise Invalid(problems)
        before = sa.select(DutyTerm).where(
            DutyTerm.kind == code,
            DutyTerm.event == values["event"],
            DutyTerm.valid_from < values["valid_from"],
            sa.or_(DutyTerm.valid_to.is_(None), DutyTerm.valid_to >= values["valid_from"]),
        )
        for earlier in session.scalars(before):
            earlier.valid_to = values["valid_from"] - timedelta(days=1)
        term = DutyTerm(kind=code, **values)
        session.add(term)
    return term


def with_choices(register: Register, fields: list[Any], day: date) -> list[Any]:
    """The declared fields of a duty, its kinds those of the office too."""
    with register.read() as session:
        offered = {kind.code: kind.title for kind in Kinds.of(session).on(day)}
    return [replace(one, choices=lambda _day: offered) if one.name == "kind" else one for one in fields]
