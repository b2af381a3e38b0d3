"""The way of one court duty: its steps, what the office owes to whom and by when, signs of evasion that are there.

ПП № 484: the decision is the ground, the coming is told in 3 working days, the body registers and writes back. What the
sections that were not read set, and what joint orders with an inspection set, stands as a term that is not set.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from narcdesk.acts import Term
from narcdesk.dates import Calendar, show
from narcdesk.duties.actions import broken_days, recipient
from narcdesk.duties.kinds import Kinds
from narcdesk.duties.tables import Duty, DutyResult, EvasionSign, NoticeEvent
from narcdesk.errors import NotFound
from narcdesk.register import Register
from narcdesk.rules import DutyKind
from narcdesk.working_days import office_calendar

ALLOWED = 2  # prescriptions broken without being evasion: КоАП ст. 6.9.1 says more than twice


class Standing(StrEnum):
    """How a step of a duty stands."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"
    LATE = "late"
    BROKEN = "broken"


@dataclass(frozen=True)
class Step:
    """One step of the way: «Явка», «до 20.03.2026»."""

    title: str
    said: str
    standing: Standing


@dataclass(frozen=True)
class Sign:
    """A sign of evasion and the day since which it is there."""

    sign: EvasionSign
    since: date


@dataclass(frozen=True)
class Owed:
    """One thing that the controlling body is told: by when, or that no act sets the term; and when it was told."""

    event: NoticeEvent
    happened_on: date
    term: Term
    due: date | None
    doubt: str  # why the day may be wrong, "" mostly
    told_on: date | None
    number: str

    @property
    def said(self) -> str:
        """In words: «сообщено 16.03.2026, исх. № 12», «до 19.03.2026», or that the term is not set."""
        if self.told_on is not None:
            return f"сообщено {show(self.told_on)}" + (f", исх. № {self.number}" if self.number else "")
        if self.due is None:
            return "срок не задан, сверьте с актом"
        return "; ".join(filter(None, (f"{self.term.shown}, до {show(self.due)}", self.doubt)))


@dataclass(frozen=True)
class Way:
    """Everything of one duty that its card shows."""

    duty: Duty
    kind: DutyKind
    recipient: str
    steps: Sequence[Step]
    owed: Sequence[Owed]
    signs: Sequence[Sign]
    broken: int  # prescriptions not carried out


def of_duty(register: Register, duty_id: int) -> Way:
    """The way of a duty as it stands today; raises NotFound."""
    day = register.today()
    with register.read("patients.look") as session:
        duty = session.get(Duty, duty_id)
        if duty is None:
            raise NotFound("Такой обязанности в реестре нет.")
        kinds, calendar, broken = Kinds.of(session), office_calendar(session), broken_days(session, duty_id)
        kind = kinds.one(duty.kind)
        found = owed(kinds, calendar, duty, day)
        steps = _steps(kind, calendar, duty, found, broken, day)
        return Way(duty, kind, recipient(session, duty, day), steps, found, signs(duty, broken, day), len(broken))


def owed(kinds: Kinds, calendar: Calendar, duty: Duty, day: date) -> list[Owed]:
    """What the controlling body is to be told of, or was told of."""
    return [found for event in NoticeEvent if (found := owed_of(event, kinds, calendar, duty, day)) is not None]


def owed_of(event: NoticeEvent, kinds: Kinds, calendar: Calendar, duty: Duty, day: date) -> Owed | None:
    """The same of one event; None while there is nothing to be told."""
    told_on, number = duty.told(event)
    happened_on = duty.happened_on(event, day) or told_on
    if happened_on is None:
        return None
    term = kinds.term(duty.kind, event, happened_on)
    due, doubt = term.due(happened_on, calendar), term.doubt(happened_on, calendar)
    return Owed(event, happened_on, term, due, doubt, told_on, number)


def signs(duty: Duty, broken: Sequence[date], day: date) -> list[Sign]:
    """The signs of evasion that are there on a day, while nobody has decided about them yet."""
    if duty.ended_on is not None or duty.evaded_on is not None:
        return []
    found = []
    if duty.appear_by is not None and duty.appeared_on is None and duty.missed(day):
        found.append(Sign(EvasionSign.NOT_CAME, duty.appear_by))
    if duty.left_on is not None and duty.left_on <= day:
        found.append(Sign(EvasionSign.LEFT, duty.left_on))
    known = sorted(one for one in broken if one <= day)
    if len(known) > ALLOWED:
        found.append(Sign(EvasionSign.BROKEN, known[ALLOWED]))
    return found


def _registration_due(kind: DutyKind, calendar: Calendar, duty: Duty) -> date | None:
    """By when the body's notice that he is registered is to come; None where no act makes it write one."""
    if duty.told_on is None or duty.registered_on is not None:
        return None
    return kind.registration_notice.due(duty.told_on, calendar)


def _steps(
    kind: DutyKind, calendar: Calendar, duty: Duty, found: Sequence[Owed], broken: Sequence[date], day: date
) -> list[Step]:
    """The steps in the order of the act; a kind whose body writes nothing back has no such step."""
    by_event = {one.event: one for one in found}
    received = show(duty.received_on) if duty.received_on else f"от {show(duty.decided_on)}"
    steps = [Step("Решение", received, Standing.DONE), _coming(duty, day)]
    steps.append(_notice("Сообщение о явке", by_event.get(NoticeEvent.COMING), duty, day))
    if kind.registration_notice.value is not None:
        steps.append(_registration(kind, calendar, duty, day))
    steps.append(_carrying_out(duty, broken))
    event = NoticeEvent.EVASION if _is_evasion(duty) else NoticeEvent.COMPLETION
    title = "Сообщение об уклонении" if event is NoticeEvent.EVASION else "Сообщение об исполнении"
    if duty.result is not DutyResult.CANCELLED:
        steps.append(_notice(title, by_event.get(event), duty, day))
    if duty.removed_on is not None:
        steps.append(Step("Снят с учёта", show(duty.removed_on), Standing.DONE))
    return steps


def _is_evasion(duty: Duty) -> bool:
    return duty.result is DutyResult.EVADED or (duty.evaded_on is not None and duty.result is None)


def _coming(duty: Duty, day: date) -> Step:
    if duty.appeared_on is not None:
        late = ", позже срока" if duty.missed(day) else ""
        return Step("Явка", f"{show(duty.appeared_on)}{late}", Standing.DONE)
    by = f"до {show(duty.appear_by)}" if duty.appear_by else "срок не указан"
    if duty.ended_on is not None:
        return Step("Явка", "не было", Standing.BROKEN)
    return Step("Явка", by, Standing.LATE if duty.missed(day) else Standing.NOW)


def _notice(title: str, one: Owed | None, duty: Duty, day: date) -> Step:
    if one is None:
        return Step(title, "", Standing.AHEAD)
    if one.told_on is not None:
        return Step(title, f"{show(one.told_on)}" + (f", № {one.number}" if one.number else ""), Standing.DONE)
    if one.due is None:
        return Step(title, "срок не задан", Standing.NOW)
    return Step(title, f"до {show(one.due)}", Standing.LATE if one.due < day else Standing.NOW)


def _registration(kind: DutyKind, calendar: Calendar, duty: Duty, day: date) -> Step:
    if duty.registered_on is not None:
        return Step("Извещение о постановке", show(duty.registered_on), Standing.DONE)
    due = _registration_due(kind, calendar, duty)
    if due is None:
        return Step("Извещение о постановке", "", Standing.AHEAD)
    return Step("Извещение о постановке", f"ждём до {show(due)}", Standing.LATE if due < day else Standing.NOW)


def _carrying_out(duty: Duty, broken: Sequence[date]) -> Step:
    title = "Исполнение"
    if duty.ended_on is not None and duty.result is not None:
        standing = Standing.DONE if duty.result is not DutyResult.EVADED else Standing.BROKEN
        return Step(title, f"{duty.result.label} {show(duty.ended_on)}", standing)
    if duty.evaded_on is not None:
        return Step(title, f"уклонение {show(duty.evaded_on)}", Standing.BROKEN)
    if duty.appeared_on is None:
        return Step(title, "", Standing.AHEAD)
    said = f"нарушений: {len(broken)}" if broken else "идёт"
    return Step(title, said, Standing.NOW)
