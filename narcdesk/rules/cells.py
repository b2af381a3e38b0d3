"""The cells of an order on observation: each term with whether it is confirmed, and what an office sets in others.

A confirmed cell is the law and nobody changes it. An unconfirmed one may be set by the head for this office, with the
act or a note; the screens then say «задан кабинетом».
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from narcdesk.dates import days_phrase, plural
from narcdesk.errors import UserError
from narcdesk.rules.observation import (
    DECIDES,
    MONTHS_OF_REMISSION,
    DecidedBy,
    EndRule,
    Interval,
    IntervalUnit,
    RuleSet,
    interval_words,
)

GRACE = "office.grace"  # the office's own: how many days after the day agreed a visit is not yet overdue
NO_ORDER = "office"


class CellKind(StrEnum):
    """How a cell is typed and read."""

    INTERVAL = "interval"  # «2 месяца», «6 недель»
    MONTHS = "months"
    DECIDER = "decider"
    DAYS = "days"


@dataclass(frozen=True)
class Cell:
    """One term: what the file of the order tells (`value`, as an office would type it), and the old one proposed."""

    key: str
    rule_set: str
    kind: CellKind
    title: str
    value: str
    proposed: str
    confirmed: bool


def cells(order: RuleSet) -> list[Cell]:
    """Every term of an order, in the order of its file."""
    found = [_of_interval(order, interval) for interval in order.intervals]
    for rule in order.ends:
        found += _of_end(order, rule)
    if order.absence is not None:
        absence = order.absence
        title = "Неявка: сколько месяцев дают основание снять"
        value, proposed = _months(absence.months), _months(absence.proposed)
        found.append(Cell(f"{order.id}.absence", order.id, CellKind.MONTHS, title, value, proposed, absence.confirmed))
    return found


def office_cells() -> list[Cell]:
    """What no order sets: the office's own."""
    title = "Сколько дней после назначенного дня явка ещё не просрочена"
    return [Cell(GRACE, NO_ORDER, CellKind.DAYS, title, "0", "", confirmed=False)]


def _of_interval(order: RuleSet, interval: Interval) -> Cell:
    what = "ремиссия" if order.counts == "remission" else "наблюдение"
    length = _span(interval.from_months, interval.to_months)
    title = f"{_group(order, interval.group)}: явки, {what} {length}"
    proposed = _interval_value(interval.proposed, interval.unit)
    value = _interval_value(interval.every, interval.unit)
    key = f"{order.id}.interval.{interval.group}.{interval.from_months}"
    return Cell(key, order.id, CellKind.INTERVAL, title, value, proposed, interval.confirmed)


def _of_end(order: RuleSet, rule: EndRule) -> list[Cell]:
    who = _group(order, rule.group) if rule.group else "Все"
    found = []
    if rule.ground == "recovery":
        what = "ремиссии" if order.counts == "remission" else "наблюдения"
        title = f"{who}: сколько месяцев {what} нужно для снятия по выздоровлению"
        value, proposed = _months(rule.after_months), _months(rule.proposed)
        is_confirmed = rule.confirmed and rule.after_months is not None
        found.append(Cell(months_key(order, rule), order.id, CellKind.MONTHS, title, value, proposed, is_confirmed))
    title = f"{who}: кто решает о снятии, {GROUNDS[rule.ground]}"
    is_confirmed = rule.confirmed and rule.decided_by is not None
    value = rule.decided_by or ""
    return [*found, Cell(decider_key(order, rule), order.id, CellKind.DECIDER, title, value, "", is_confirmed)]


GROUNDS = {
    "recovery": "выздоровление",
    "death": "смерть",
    "moved": "переезд",
    "refused": "письменный отказ",
    "no_show": "неявка",
    "prison": "лишение свободы",
    "wrong": "диагноз не подтверждён",
}


def months_key(order: RuleSet, rule: EndRule) -> str:
    """The cell of how long a remission has to be for an end."""
    return f"{order.id}.end.{rule.ground}.{rule.group or 'all'}.months"


def decider_key(order: RuleSet, rule: EndRule) -> str:
    """The cell of who decides on an end."""
    return f"{order.id}.end.{rule.ground}.{rule.group or 'all'}.who"


def with_office(order: RuleSet, values: Mapping[str, str]) -> RuleSet:
    """An order with what the office has set in its unconfirmed cells; confirmed ones stay as they are."""
    own = {cell.key: values[cell.key] for cell in cells(order) if not cell.confirmed and values.get(cell.key)}
    if not own:
        return order
    absence = order.absence
    if absence is not None and (text := own.get(f"{order.id}.absence")):
        absence = replace(absence, months=int(text), by_office=True)
    return replace(
        order,
        intervals=tuple(_set_interval(order, interval, own) for interval in order.intervals),
        ends=tuple(_set_end(order, rule, own) for rule in order.ends),
        absence=absence,
    )


def _set_interval(order: RuleSet, interval: Interval, own: Mapping[str, str]) -> Interval:
    text = own.get(f"{order.id}.interval.{interval.group}.{interval.from_months}")
    if not text:
        return interval
    every, unit = parse_interval(text)
    return replace(interval, every=every, unit=unit, by_office=True)


def _set_end(order: RuleSet, rule: EndRule, own: Mapping[str, str]) -> EndRule:
    if text := own.get(months_key(order, rule)):
        rule = replace(rule, after_months=int(text), months_by_office=True)
    if who := own.get(decider_key(order, rule)):
        rule = replace(rule, decided_by=_DECIDERS[who], decider_by_office=True)
    return rule


# How a value is typed, kept and shown

_TYPED_INTERVAL = re.compile(r"(\d{1,2}) ?(н|нед|недел[яиюь]|недель|week|м|мес|месяц|месяца|месяцев|month)?\.?")
_DECIDERS: dict[str, DecidedBy] = {"commission": "commission", "doctor": "doctor"}


def parse_interval(text: str) -> tuple[int, IntervalUnit]:
    """«6 недель», «2 мес.», «3»: how many, of what; raises UserError."""
    found = _TYPED_INTERVAL.fullmatch(text.strip().lower())
    if not found or not 1 <= int(found[1]) <= 60:
        raise UserError("Промежуток не понятен.", do="Напишите так: 2 месяца или 6 недель.")
    return int(found[1]), "week" if (found[2] or "м")[0] in "нw" else "month"


def kept_value(cell: Cell, typed: str) -> str:
    """What is kept of what was typed into a cell; raises UserError."""
    typed = typed.strip()
    if cell.kind is CellKind.INTERVAL:
        return _interval_value(*parse_interval(typed))
    if cell.kind is CellKind.DECIDER:
        if typed not in _DECIDERS:
            raise UserError("Выберите, кто решает.", do="Врачебная комиссия или врач.")
        return typed
    most = 120 if cell.kind is CellKind.MONTHS else 60
    digits = re.sub(r"\D*$", "", typed)
    least = 1 if cell.kind is CellKind.MONTHS else 0
    if not digits.isdecimal() or not least <= int(digits) <= most:
        raise UserError(f"Нужно целое число от {least} до {most}.", do="Исправьте значение.")
    return str(int(digits))


def in_words(cell: Cell, value: str) -> str:
    """A value as the screen says it; «не задан» where there is none."""
    if not value:
        return "не задан"
    if cell.kind is CellKind.INTERVAL:
        return interval_words(*parse_interval(value))
    if cell.kind is CellKind.DECIDER:
        return DECIDES[_DECIDERS[value]]
    return days_phrase(int(value)) if cell.kind is CellKind.DAYS else plural(int(value), *MONTHS_WORDS)


MONTHS_WORDS = ("месяц", "месяца", "месяцев")


def _interval_value(every: int | None, unit: IntervalUnit) -> str:
    if every is None:
        return ""
    words = ("неделя", "недели", "недель") if unit == "week" else MONTHS_WORDS
    return plural(every, *words)


def _months(number: int | None) -> str:
    return "" if number is None else str(number)


def _span(from_months: int, to_months: int | None) -> str:
    if not from_months and to_months:
        return f"до {plural(to_months, *MONTHS_OF_REMISSION)}"
    if to_months is None:
        return f"от {plural(from_months, *MONTHS_OF_REMISSION)}"
    return f"от {from_months} до {plural(to_months, *MONTHS_OF_REMISSION)}"


def _group(order: RuleSet, code: str) -> str:
    group = next(known for known in order.groups if known.code == code)
    return group.code if order.groups_named and not code.isascii() else group.title[:1].upper() + group.title[1:]
