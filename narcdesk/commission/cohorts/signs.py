"""What may be said of a case: one function for each column, none of which gives anything but a code of a closed list.

A column of the policy without a function here, or a code that its list lacks, stops the export.
"""

from collections.abc import Callable, Mapping

from narcdesk.commission.cohorts.cases import Case
from narcdesk.commission.cohorts.policy import UNKNOWN, Rules, Sign
from narcdesk.errors import UserError
from narcdesk.names import search_key
from narcdesk.observation import EndGround, full_months
from narcdesk.patients import Sex

AGES = ((14, "0-13"), (18, "14-17"), (25, "18-24"), *((top, f"{top - 5}-{top - 1}") for top in range(30, 70, 5)))
OLDEST = "65+"


class NotListed(UserError):
    """A value that no closed list holds: nothing leaves."""


def band(years: int) -> str:
    """The band of an age: 14 to 17 is one, and none has under five years above it."""
    return next((code for top, code in AGES if years < top), OLDEST)


def age(case: Case) -> str:
    """The band of the age on the day of the taking."""
    return band(case.birth.age_on(case.taken_on))


def sex(case: Case) -> str:
    """The sex."""
    return {Sex.MALE: "m", Sex.FEMALE: "f"}.get(case.sex, UNKNOWN)


def month(case: Case) -> str:
    """The month of the taking; the year is that of the batch."""
    return f"{case.taken_on.month:02}"


_SUBSTANCES = {"F10": "F10", "F11": "F11", "F12": "F12", "F14": "stimulants", "F15": "stimulants", "F19": "F19"}
_STATES = {"1": "harmful", "2": "dependence"}


def diagnosis(case: Case) -> str:
    """The substance and the state with which he was taken."""
    if case.diagnosis is None:
        return UNKNOWN
    substance, state = case.diagnosis
    return f"{_SUBSTANCES.get(substance, 'rare')}-{_STATES.get(state, 'other')}"


def source(case: Case) -> str:
    """Who sent him, so coarse that a court is not told from a school."""
    if case.came_from in ("self", "relatives"):
        return case.came_from
    if case.came_from in ("", UNKNOWN):
        return UNKNOWN
    return "medical" if case.sender == "medical" else "other"


_OUTCOMES = {
    None: UNKNOWN,
    EndGround.RECOVERY: "recovery",
    EndGround.MOVED: "moved",
    EndGround.REFUSED: "refused",
    EndGround.NO_SHOW: "refused",
    # Death and conviction are known in a small place: never told apart.
    EndGround.PRISON: "other",
    EndGround.WRONG: "other",
    EndGround.DEATH: "other",
}


def outcome(case: Case) -> str:
    """Whether the observation goes on, or how it ended."""
    return "observed" if case.ended_on is None else _OUTCOMES[case.end_ground]


def court(case: Case) -> str:
    """Whether there was a duty by a court while he was observed."""
    return "yes" if case.court else "no"


def relapse(case: Case) -> str:
    """Whether a use was confirmed while he was observed."""
    return "yes" if case.used else "no"


def death(case: Case) -> str:
    """Whether he is known to have died by the day."""
    return "yes" if case.died else "no"


def length(case: Case) -> str:
    """The band of the full months of observation."""
    months = full_months(case.taken_on, case.ended_on or case.day)
    return str(max(bound for bound in (0, 3, 6, 12, 24) if bound <= months))


def courses(case: Case) -> str:
    """How many courses of rehabilitation he has finished."""
    return "none" if not case.courses else "one" if case.courses == 1 else "more"


SOURCES: Mapping[str, Callable[[Case], str]] = {
    made.__name__: made
    for made in (age, sex, month, diagnosis, source, outcome, court, relapse, death, length, courses)
}
PLACE = "place"  # made of the census, whose settlements are the only ones that may be named

_TOWNS = ("г", "гор", "город", "п", "пос", "поселок", "рп", "пгт", "р")
_VILLAGES = ("с", "село", "д", "дер", "деревня", "х", "хутор", "ст", "станица", "аул")
_KINDS = frozenset({*_TOWNS, *_VILLAGES})


def place_key(name: str) -> str:
    """What two spellings of a settlement have in common: «р. п. Заречье» is «Заречье»."""
    words = search_key(name).split()
    while len(words) > 1 and words[0] in _KINDS:
        words = words[1:]
    while len(words) > 1 and words[-1] in _KINDS:
        words = words[:-1]
    return " ".join(words)


def record(rules: Rules, case: Case, places: Mapping[str, str]) -> dict[str, str]:
    """One case in the names that may leave, column by column; `places`: of the key of a settlement its name.

    Raises NotListed.
    """
    return {sign.code: _name(sign, case, places) for sign in rules.signs}


def _name(sign: Sign, case: Case, places: Mapping[str, str]) -> str:
    if sign.code == PLACE:
        return places.get(place_key(case.settlement)) or sign.name(UNKNOWN)
    made = SOURCES.get(sign.code)
    value = made(case) if made else ""
    if value not in sign.names:
        raise NotListed(
            f"Выгрузка остановлена: в столбце «{sign.title}» появилось значение, которого нет в его перечне.",
            do="Обновите программу.",
        )
    return sign.name(value)
