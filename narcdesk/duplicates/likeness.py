"""Whether two cards may be of one person: a rule about two people's names, births and numbers, without any database.

It proposes, a person decides. A number that only one person has says it at once; without one, the name and the birth
must agree but for a slip of the hand, for a surname that was changed, or for what one of the two does not say.
"""

from dataclasses import dataclass, field
from itertools import permutations

from narcdesk import names, spelling

SLIPS = 2  # letters of a whole name that may differ where the birth is the same
_FEW = 3  # letters of a name in which one more or less makes another name: Лев, Лея


@dataclass(frozen=True)
class Who:
    """What tells one person from another; empty is «not known», births are as the register keeps them."""

    surname: str
    given: str
    patronymic: str = ""
    birth: str = ""
    sex: str = ""
    snils: str = ""
    policy: str = ""
    document: str = ""
    phone: str = ""
    keys: tuple[str, str, str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        # Read by the keys that were pressed: a name typed in the wrong layout is the same keys.
        parts = (self.surname, self.given, self.patronymic)
        object.__setattr__(self, "keys", tuple(names.search_key(names.in_russian(part)) for part in parts))


def alike(one: Who, other: Who) -> str:
    """Why two cards may be of one person, in words; "" where they hardly are."""
    if one.snils and one.snils == other.snils:
        return "один СНИЛС"
    if _contradict(one, other):
        same = one.keys == other.keys and one.birth == other.birth and len(one.birth) == _FULL
        return "имя и дата рождения те же, СНИЛС разный" if same else ""
    if one.document and one.document == other.document:
        return "один документ"
    if one.policy and one.policy == other.policy:
        return "один полис"
    return _by_name(one, other)


def _contradict(one: Who, other: Who) -> bool:
    """Two whole СНИЛС that no slip makes one of the other, or another sex."""
    if one.snils and other.snils and spelling.errors(one.snils, other.snils, 2) > 2:
        return True
    return bool(one.sex and other.sex and one.sex != other.sex)


def _by_name(one: Who, other: Who) -> str:
    births = _births(one.birth, other.birth)
    if births is None:
        return ""
    if _crosswise(one, other):
        return _both("имя в других графах", births)
    surname, given, patronymic = (_apart(a, b) for a, b in zip(one.keys, other.keys, strict=True))
    both_have_all = bool(one.keys[2] and other.keys[2])
    slips = surname + given + patronymic
    is_same_day = births == "" and bool(one.birth)
    if slips <= SLIPS and max(surname, given, patronymic) <= 1:
        if is_same_day:
            said = "имя и дата рождения" if slips == 0 and both_have_all else "похожее имя, дата рождения та же"
            return said if slips == 0 or both_have_all or slips == 1 else ""
        # Half a name says less; of a birth that differs as well, nothing.
        return _both("то же имя" if slips == 0 else "похожее имя", births) if both_have_all and slips <= 1 else ""
    if is_same_day and given == patronymic == 0 and both_have_all:
        return "другая фамилия, остальное то же"
    if one.phone and one.phone == other.phone and births == "" and given == 0 and one.keys[1]:
        return "один телефон, то же имя"
    return ""


def _apart(one: str, other: str) -> int:
    """Slips between two parts of a name; 9 is another name. What one of the two does not say is no slip."""
    if not one or not other or one == other:
        return 0
    if min(len(one), len(other)) <= _FEW:
        return 9
    slips = spelling.errors(one, other)
    return slips if slips <= 1 else 9


def _crosswise(one: Who, other: Who) -> bool:
    """The same three parts in other places, at most one of them with a slip."""
    if not one.keys[0] or not one.keys[1] or one.keys == other.keys:
        return False
    mine = [part for part in one.keys if part]
    theirs = [part for part in other.keys if part]
    if len(mine) != len(theirs) or sum(_apart(a, b) for a, b in zip(mine, theirs, strict=True)) <= SLIPS:
        return False
    return any(sum(_apart(a, b) for a, b in zip(mine, way, strict=True)) <= 1 for way in permutations(theirs))


_FULL = len("1988-03-12")


def _births(one: str, other: str) -> str | None:
    """How two births differ, in words; "" is not at all, None is too much."""
    if not one or not other or one == other:
        return ""
    if len(one) < _FULL or len(other) < _FULL:
        return "дата рождения неполная" if one.startswith(other) or other.startswith(one) else None
    (year, month, day), (year_, month_, day_) = one.split("-"), other.split("-")
    if year == year_ and (month, day) == (day_, month_):
        return "день и месяц переставлены"
    if (month, day) == (month_, day_):
        return "в годе рождения ошибка" if _is_slip(year, year_) else None
    if year == year_ and (month == month_ or day == day_):
        return "в дате рождения ошибка" if _is_slip(day + month, day_ + month_) else None
    return None


def _is_slip(one: str, other: str) -> bool:
    """One figure, or two neighbours."""
    return len(one) == len(other) and spelling.errors(one, other) == 1


def _both(name: str, births: str) -> str:
    return ", ".join(filter(None, (name, births)))
