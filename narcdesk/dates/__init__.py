"""Days, partial birth dates, periods and working days, as an office types and prints them.

Today is always given by the caller: nothing here looks at the clock.
"""

from narcdesk.dates.days import add_months, age_on, days_phrase, plural, show, show_long, years_phrase
from narcdesk.dates.partial import PartialDay, parse_partial_day
from narcdesk.dates.periods import BadPeriod, Period
from narcdesk.dates.typed import BadDate, Lean, parse_day
from narcdesk.dates.working import BadCalendar, Calendar, included_calendar

__all__ = [
    "BadCalendar",
    "BadDate",
    "BadPeriod",
    "Calendar",
    "Lean",
    "PartialDay",
    "Period",
    "add_months",
    "age_on",
    "days_phrase",
    "included_calendar",
    "parse_day",
    "parse_partial_day",
    "plural",
    "show",
    "show_long",
    "years_phrase",
]
