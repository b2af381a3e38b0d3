"""How the four indicators of the plan stand in a period, exact, for the office itself: no batch is made of this.

Beside each number stands what the plan wants, how it was in the closed periods before, what a commission was shown of
it, and whether it would be hidden from a municipal commission now, in words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from narcdesk.commission import counting, ledger, policy, targets
from narcdesk.commission.batch import Target, exact_percent, percent
from narcdesk.commission.knowledge import EXACT
from narcdesk.commission.knowledge import HIDDEN as HIDDEN_CELL
from narcdesk.commission.policy import Policy
from narcdesk.commission.tables import Indicator as Planned
from narcdesk.dates import Period
from narcdesk.indicators import Indicator, all_indicators
from narcdesk.register import Register

YEARS, QUARTERS = 6, 8  # of one trend, the chosen one among them
RECIPIENT = "municipal"  # whose rules say what would be hidden


@dataclass(frozen=True)
class Reading:
    """One indicator in one period: exact, with the plan of its year, and what of it a commission was shown."""

    period: Period
    within: int
    strictly: int  # of these, whoever is among the others as well: the plan counts users among the sick
    among: int
    target: Target | None
    is_regional: bool  # the plan of the region knows the year, so the office sets none
    published: int | None = None  # in whole percent

    @property
    def percent(self) -> float | None:
        """The exact share; None where there is nobody to take it of."""
        return exact_percent(self.within, self.among)


@dataclass(frozen=True)
class Standing:
    """One indicator as the office sees it; `trend` ends with the chosen period and begins with the oldest."""

    indicator: Indicator
    title: str  # as the plan's act calls it
    trend: tuple[Reading, ...]
    leaving: str  # what a municipal commission would see, in words
    no_target: str  # how the absence of a plan is put

    @property
    def now(self) -> Reading:
        """In the chosen period."""
        return self.trend[-1]


def standing(register: Register, period: Period) -> list[Standing]:
    """The four indicators in a period, with their trend over periods of the same length that the register knows."""
    register.person.must("commission.preview")
    rules = policy.in_force(RECIPIENT, register.today())
    with register.read() as session:
        periods = [*(one for one in before(period) if one.end >= counting.first_day(session)), period]
        shown = ledger.published(session)
        own = {one.start.year: targets.kept(session, one.start.year) for one in periods}
        return [_standing(session, rules, planned, periods, shown, own) for planned in rules.indicators]


def choices(register: Register) -> list[Period]:
    """The closed years and quarters that the register knows, each the newest first.

    A period that goes on has no number yet: who is sober, or seen, by its end nobody can say.
    """
    today = register.today()
    with register.read("commission.preview") as session:
        first = counting.first_day(session)
    years, quarters = before(Period.parse(str(today.year))), before(_quarter_of(today))
    return [one for one in (*reversed(years), *reversed(quarters)) if one.end >= first]


def before(period: Period) -> list[Period]:
    """The periods of the same length before one, the oldest first, as many as a trend shows."""
    year = period.start.year
    if period.is_year:
        return [Period.parse(str(year - back)) for back in range(YEARS - 1, 0, -1)]
    number = year * 4 + (period.start.month - 1) // 3
    return [Period.parse(f"{at // 4}-Q{at % 4 + 1}") for at in range(number - QUARTERS + 1, number)]


def _quarter_of(day: date) -> Period:
    return Period.parse(f"{day.year}-Q{(day.month - 1) // 3 + 1}")


def _standing(
    session: Session,
    rules: Policy,
    planned: Planned,
    periods: list[Period],
    shown: Mapping[str, Mapping[int, int]],
    own: Mapping[int, Mapping[str, Target]],
) -> Standing:
    (indicator,) = (one for one in all_indicators() if one.code == planned.code)

    def read(period: Period) -> Reading:
        year = period.start.year
        regional = planned.targets.get(year)
        within, among = indicator.numerator(session, period), indicator.denominator(session, period)
        return Reading(
            period,
            within=len(within),
            strictly=len(within & among),
            among=len(among),
            target=own[year].get(planned.code) if regional is None else Target(regional, rules.plan_act),
            is_regional=regional is not None,
            published=_published(rules, planned, period, shown),
        )

    trend = tuple(map(read, periods))
    return Standing(indicator, planned.title, trend, _leaving(rules, trend[-1]), rules.remarks["no_target"])


def _published(rules: Policy, planned: Planned, period: Period, shown: Mapping[str, Mapping[int, int]]) -> int | None:
    """As the one who was told most exactly was told it: both sides as one batch showed them."""
    within, among = (
        {base: n for base, n in shown.get(rules.ledger_key(cell, period), {}).items() if base != HIDDEN_CELL}
        for cell in (planned.numerator, planned.denominator)
    )
    for base, count in sorted(within.items()):
        beside = min(among, default=base) if base == EXACT else base  # beside exact flows stocks are rounded
        if among.get(beside):
            return percent(count, among[beside])
    return None


def _leaving(rules: Policy, now: Reading) -> str:
    """By the exact counts; a batch may hide more, for the sake of what was published before."""
    if now.among < rules.indicator_base:
        return rules.remarks["small_base"]
    if now.within < rules.k or now.among - now.within < rules.k:
        return rules.remarks["small_group"]
    return f"числа, округлённые до {rules.base}, и доля целым числом"
