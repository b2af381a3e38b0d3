"""An act of the law, and the terms that acts set: what profiles and rule sets are made of."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from narcdesk.datafiles import Block
from narcdesk.dates import Calendar, plural, show

Unit = Literal["calendar", "working"]
Start = Literal[
    "receipt",
    "registration",
    "return",
    "decision",
    "issue",
    "handing",
    "break",
    "appearance",
    "no_show",
    "evasion",
    "completion",
    "sending",
]

UNITS: tuple[Unit, ...] = ("calendar", "working")

START_WORDS: dict[Start, str] = {
    "receipt": "со дня поступления документов",
    "registration": "со дня регистрации заявления",
    "return": "со дня возврата на доработку",
    "decision": "со дня решения",
    "issue": "со дня выдачи",
    "handing": "со дня вручения",
    "break": "со дня перерыва",
    "appearance": "со дня явки",
    "no_show": "со дня, до которого надо было явиться",
    "evasion": "со дня уклонения",
    "completion": "со дня окончания",
    "sending": "со дня отправки",
}


@dataclass(frozen=True)
class Act:
    """A law, an order, a regulation: named in papers from here, never from a template."""

    code: str
    kind: str
    number: str | None
    signed_on: date | None
    title: str
    valid_from: date | None
    valid_to: date | None
    amended: tuple[str, ...] = ()  # the later acts that changed it, in words
    source: str = ""  # where it was read

    @property
    def shown(self) -> str:
        """How papers name it: «постановление Правительства РФ от 28.05.2014 № 484»."""
        signed = f" от {show(self.signed_on)}" if self.signed_on else ""
        number = f" № {self.number}" if self.number else ""
        return f"{self.kind}{signed}{number}"

    def is_in_force_on(self, day: date) -> bool:
        """Whether `day` lies between its bounds; an unknown bound is open."""
        return lies_within(day, self.valid_from, self.valid_to)


@dataclass(frozen=True)
class Term:
    """How many days (`value`, None when no source tells), of which `unit`, from which event."""

    value: int | None
    unit: Unit
    start: Start | None
    confirmed: bool
    source: str
    moves_from_day_off: bool = False

    def due(self, from_day: date, calendar: Calendar) -> date | None:
        """The last day of the term, None if unknown; the day after `from_day` is its first (ГК ст. 191)."""
        if self.value is None:
            return None
        if self.unit == "working":
            return calendar.add_working_days(from_day, self.value)
        last = from_day + timedelta(days=self.value)
        # Only where the act says so: a provider may well take people in on a Sunday.
        if self.moves_from_day_off and not calendar.is_working_day(last):
            return calendar.add_working_days(last, 1)
        return last

    def doubt(self, from_day: date, calendar: Calendar) -> str:
        """Why the day of `due` may be wrong, in words: its working days fall into a year without its calendar."""
        due = self.due(from_day, calendar)
        if due is None or (self.unit != "working" and not self.moves_from_day_off):
            return ""
        return calendar.doubt(from_day + timedelta(days=1) if self.unit == "working" else due, due)

    @property
    def shown(self) -> str:
        """The term in words: «10 рабочих дней со дня регистрации заявления»."""
        if self.value is None or self.start is None:
            return "срок не задан"
        return f"{_days(self.value, self.unit)} {START_WORDS[self.start]}"


NO_TERM = Term(None, "calendar", None, False, "")
"""What a profile or a rule set does not tell: the screen says so, no date is computed."""


def lies_within(day: date, first: date | None, last: date | None) -> bool:
    """Whether `day` is not before `first` and not after `last`; None is an open bound."""
    return (first is None or first <= day) and (last is None or day <= last)


def read_act(block: Block) -> Act:
    """An act from its block of a data file."""
    return Act(
        code=block.text("code"),
        kind=block.text("kind"),
        number=block.text_or_none("number"),
        signed_on=block.day_or_none("signed_on"),
        title=block.text("title"),
        valid_from=block.day_or_none("valid_from"),
        valid_to=block.day_or_none("valid_to"),
        amended=block.texts("amended"),
        source=block.text_or_none("source") or "",
    )


def read_term(block: Block | None) -> Term:
    """A term from its block of a data file; no block gives `NO_TERM`."""
    if block is None:
        return NO_TERM
    return Term(
        value=block.number("value"),
        unit=block.choice("unit", UNITS),
        start=block.choice("start", tuple(START_WORDS)),
        confirmed=block.flag("confirmed"),
        source=block.text("source"),
        moves_from_day_off=block.flag("moves_from_day_off", default=False),
    )


def _days(count: int, unit: Unit) -> str:
    if unit == "working":
        return plural(count, "рабочий день", "рабочих дня", "рабочих дней")
    return plural(count, "календарный день", "календарных дня", "календарных дней")
