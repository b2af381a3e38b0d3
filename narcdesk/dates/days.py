"""One day: how it is shown, and the small arithmetic of months and ages."""

import calendar
from datetime import date

MONTHS = (  # a month by itself, and after a day
    ("январь", "января"),
    ("февраль", "февраля"),
    ("март", "марта"),
    ("апрель", "апреля"),
    ("май", "мая"),
    ("июнь", "июня"),
    ("июль", "июля"),
    ("август", "августа"),
    ("сентябрь", "сентября"),
    ("октябрь", "октября"),
    ("ноябрь", "ноября"),
    ("декабрь", "декабря"),
)
FIRST_YEAR, LAST_YEAR = 1900, 2199


def show(day: date) -> str:
    """«12.03.2024»."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def show_long(day: date) -> str:
    """«12 марта 2024 г.», as in the text of a document."""
    return f"{day.day} {MONTHS[day.month - 1][1]} {day.year} г."


def add_months(day: date, n: int) -> date:
    """The same day `n` months on (or back); a month too short gives its last day."""
    years, month0 = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(years, month0 + 1, min(day.day, calendar.monthrange(years, month0 + 1)[1]))


def plural(number: int, one: str, few: str, many: str) -> str:
    """A number with its noun: plural(2, "день", "дня", "дней") is «2 дня»."""
    last, before = abs(number) % 10, abs(number) % 100 // 10
    if before == 1 or last == 0 or last > 4:
        return f"{number} {many}"
    return f"{number} {one}" if last == 1 else f"{number} {few}"


def days_phrase(n: int) -> str:
    """«1 день», «3 дня», «11 дней»."""
    return plural(n, "день", "дня", "дней")


def years_phrase(n: int) -> str:
    """«1 год», «3 года», «11 лет»: an age."""
    return plural(n, "год", "года", "лет")


def age_on(birth: date, day: date) -> int:
    """Full years on a day; the age is reached on the birthday, that of 29 February on 1 March."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
