"""Which periods may leave: over, known to the register, and without a day in common with another that has left."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from narcdesk.dates import Period, show
from narcdesk.errors import UserError

_DAY = timedelta(days=1)
_NAMED = 6  # of the periods that may leave instead; a year in months would be read by nobody


def check_period(period: Period, today: date, first: date, earlier: Iterable[Period]) -> None:
    """Refuse a period that overlaps a sent one, is not over, or ends before the `first` day that the register knows.

    A year beside its own quarters would give two roundings of one number; the same period again is the same batch.
    Whoever waits for the end of a period must not be refused then, so it is told first what has left.
    """
    sent = sorted(set(earlier), key=lambda one: (one.start, one.end))
    if overlapping := _overlapping(period, sent):
        raise UserError(
            f"Период «{period.label}» пересекается с уже выгруженным, этому или другому получателю: "
            f"{overlapping[0].label}.",
            do=_instead(period, today, first, sent),
        )
    if period.end >= today:
        raise UserError(
            f"Период «{period.label}» ещё не закончился.", do=f"Выгрузить его можно с {show(period.end + _DAY)}."
        )
    if period.end < first:
        known = next(one for one in _after(period, first) if not _overlapping(one, sent))
        since = f", с {show(known.end + _DAY)}" if known.end >= today else ""
        raise UserError(
            f"За период «{period.label}» в реестре ничего нет: он начинается с {show(first)}.",
            do=f"Первый, за который есть что выгрузить: {known.label}{since}.",
        )


def longer(period: Period) -> list[Period]:
    """The longer periods that hold this one, the shortest first."""
    year = period.start.year
    around = [f"{year}-Q{(period.start.month + 2) // 3}", f"{year}"]
    return [one for one in map(Period.parse, around) if _holds(one, period) and one != period]


def parts(period: Period) -> list[Period]:
    """The shorter periods that this one is made of, quarters first."""
    year = period.start.year
    codes = [f"{year}-Q{number}" for number in range(1, 5)] + [f"{year}-{month:02}" for month in range(1, 13)]
    return [one for one in map(Period.parse, codes) if _holds(period, one) and one != period]


def _instead(period: Period, today: date, first: date, sent: list[Period]) -> str:
    """What may leave of these days, though not this period: what is free of it, and what has left once more."""
    free: list[Period] = []
    for one in parts(period):
        if first <= one.end < today and not _overlapping(one, sent) and one not in sent:
            free += [] if any(_holds(other, one) for other in free) else [one]
    told = [one.label for one in sorted(free, key=lambda one: one.start)][:_NAMED]
    again = [one.label for one in _overlapping(period, sent)][: max(1, _NAMED - len(told))]
    if told:
        return f"Вместо него можно выгрузить: {', '.join(told)}; ещё раз — {', '.join(again)}."
    return f"За эти дни можно выгрузить только то же, что раньше, ещё раз: {', '.join(again)}."


def _overlapping(period: Period, sent: Iterable[Period]) -> list[Period]:
    return [one for one in sent if one != period and one.start <= period.end and period.start <= one.end]


def _after(period: Period, first: date) -> Iterator[Period]:
    """Periods as long as this one, from that on which holds a day; they have no end."""
    months = period.end.month - period.start.month + 1
    year, at = first.year, (first.month - 1) // months
    while True:
        yield Period.parse({12: f"{year}", 3: f"{year}-Q{at + 1}"}.get(months, f"{year}-{at + 1:02}"))
        year, at = (year, at + 1) if (at + 1) * months < 12 else (year + 1, 0)


def _holds(whole: Period, part: Period) -> bool:
    return whole.start <= part.start and part.end <= whole.end
