"""How many of whom: the shares of the invented district, and where applications stand today."""

from dataclasses import dataclass
from enum import StrEnum

from narcdesk.diagnoses import Group
from narcdesk.duties import DutyResult
from narcdesk.observation import EndGround


class Way(StrEnum):
    """How far a person goes."""

    VISITS = "visits"  # comes to the office, nothing more
    TREATMENT = "treatment"
    PROGRAMME = "programme"  # treatment, medical and social rehabilitation, without a certificate
    CERTIFICATE = "certificate"  # the same with a certificate, or an attempt at it
    GRADUATE = "graduate"  # finished it all before the register began
    PRESENT = "present"  # his application stands today in a state of the list below


class Habit(StrEnum):
    """What tests at visits show."""

    SOBER = "sober"
    RELAPSES = "relapses"
    USES = "uses"


@dataclass(frozen=True)
class Asking:
    """How one application goes: its events, and what becomes of the certificate ("expired", or how its course ends).

    An application that stands today where it shall be seen has its last event `ago` working days back, or its
    certificate `ends_in` so many calendar days.
    """

    events: tuple[str, ...]
    certificate: str = ""  # "finished", "refused", "dropped"; "expired", "annulled"
    ago: int = 0
    ends_in: int | None = None
    withdrawn_consent: bool = False  # nothing more may leave
    today: str = ""  # how its certificate stands: "lost", "suspended", "silent" of an organisation that sends no acts


# Who they are

GROUPS = {
    Group.ALCOHOL: 0.45,
    Group.DRUGS: 0.28,
    Group.HARMFUL_DRUGS: 0.12,
    Group.HARMFUL_ALCOHOL: 0.10,
    Group.HARMFUL_OTHER: 0.03,
    Group.SOLVENTS: 0.02,
}

MINORS = {  # of each group
    Group.DRUGS: 0.02,
    Group.HARMFUL_DRUGS: 0.10,
    Group.HARMFUL_ALCOHOL: 0.10,
    Group.HARMFUL_OTHER: 0.34,
    Group.SOLVENTS: 0.25,
}

AGES = {  # youngest, oldest, most frequent
    Group.ALCOHOL: (22, 67, 45),
    Group.DRUGS: (18, 52, 31),
    Group.HARMFUL_DRUGS: (18, 45, 24),
    Group.HARMFUL_ALCOHOL: (18, 62, 36),
    Group.HARMFUL_OTHER: (18, 40, 21),
    Group.SOLVENTS: (18, 30, 20),
}

SUBSTANCES: dict[Group, dict[tuple[str, str, str], float]] = {  # substance, state, letter
    Group.ALCOHOL: {("F10", "2", ""): 0.93, ("F10", "4", ""): 0.04, ("F10", "5", ""): 0.03},
    Group.DRUGS: {
        ("F11", "2", "Н"): 0.36,
        ("F15", "2", "Н"): 0.26,
        ("F19", "2", "Н"): 0.20,
        ("F12", "2", "Н"): 0.14,
        ("F13", "2", "Н"): 0.04,
    },
    Group.HARMFUL_DRUGS: {("F12", "1", "Н"): 0.6, ("F15", "1", "Н"): 0.3, ("F11", "1", "Н"): 0.1},
    Group.HARMFUL_ALCOHOL: {("F10", "1", ""): 1},
    Group.HARMFUL_OTHER: {("F18", "1", "Т"): 0.5, ("F13", "1", "Т"): 0.3, ("F19", "1", "Т"): 0.2},
    Group.SOLVENTS: {("F18", "2", "Т"): 0.75, ("F19", "2", "Т"): 0.25},
}

SEXES = {"m": 0.78, "f": 0.22}

# How it goes with them

WAYS = {  # of the other groups all only come to visits
    Group.DRUGS: {Way.PRESENT: 0.38, Way.CERTIFICATE: 0.34, Way.GRADUATE: 0.21, Way.TREATMENT: 0.04, Way.VISITS: 0.03},
    Group.HARMFUL_DRUGS: {Way.PROGRAMME: 0.46, Way.VISITS: 0.42, Way.GRADUATE: 0.12},
    Group.ALCOHOL: {Way.VISITS: 0.58, Way.TREATMENT: 0.34, Way.PROGRAMME: 0.06, Way.CERTIFICATE: 0.02},
}

OLD = 0.30  # of those whose way does not say it: taken over from paper in the first weeks
NOT_OBSERVED = 0.03  # came once and did not consent to observation

STEADY = {Habit.SOBER: 0.74, Habit.RELAPSES: 0.18, Habit.USES: 0.08}
UNSTEADY = {Habit.SOBER: 0.42, Habit.RELAPSES: 0.40, Habit.USES: 0.18}

ENDS = {
    None: 0.44,
    EndGround.REFUSED: 0.18,
    EndGround.MOVED: 0.17,
    EndGround.PRISON: 0.08,
    EndGround.DEATH: 0.07,
    EndGround.NO_SHOW: 0.03,
    EndGround.WRONG: 0.03,
}

# Who sent them

BY_COURTS = (Group.DRUGS, Group.HARMFUL_DRUGS)
BY_COURT = 0.37  # of those whom a court can send: grown-up users of drugs
DUTIES = {DutyResult.FULFILLED: 0.66, DutyResult.EVADED: 0.24, DutyResult.CANCELLED: 0.10}
APPEAR_IN = (3, -4, 0)  # days from today in which some of them have to come and have not
COURT_GROUNDS = {"koap-4.1": 0.45, "uk-73": 0.25, "uk-72.1": 0.20, "uk-82.1": 0.10}
COURT_SENDERS = {"court": 0.3, "uii": 0.35, "police_drugs": 0.25, "police": 0.1}
SENDERS = {
    "self": 0.28,
    "relatives": 0.18,
    "hospital": 0.13,
    "dispensary": 0.02,
    "police": 0.12,
    "social_protection": 0.06,
    "social_services": 0.05,
    "employment": 0.04,
    "social_policy": 0.03,
    "police_drugs": 0.03,
    "volunteers": 0.03,
    "commission": 0.03,
}
SENDERS_OF_MINORS = {"minors": 0.4, "education": 0.3, "youth": 0.2, "relatives": 0.1}
RELEASED = 0.05  # of the others: after a prison

# How applications go: each event is an action of the office

ASKED = ("start", "submit", "send", "register")
RETURNED = (*ASKED, "return_back", "send", "register")
CERTIFIED = ("grant", "record", "choose")

ASKINGS = {
    Asking((*ASKED, *CERTIFIED, "enrol"), "finished"): 0.50,
    Asking((*RETURNED, *CERTIFIED, "enrol"), "finished"): 0.16,
    Asking((*ASKED, *CERTIFIED, "enrol"), "dropped"): 0.06,
    Asking((*ASKED, *CERTIFIED, "enrol"), "refused"): 0.06,
    Asking((*ASKED, *CERTIFIED), "expired"): 0.06,
    Asking((*ASKED, *CERTIFIED), "annulled"): 0.06,
    Asking((*ASKED, "refuse")): 0.06,
    Asking(("start", "submit", "send", "withdraw")): 0.04,
}
REFUSED = Asking((*ASKED, "refuse"))

PRESENTS = (  # the first ones are to be seen in the smallest register too
    Asking((*ASKED, *CERTIFIED[:2]), ends_in=5),
    Asking(ASKED, ago=8),  # the decision is due in two working days
    Asking(ASKED, ago=10),  # due today
    Asking(ASKED, ago=13),  # three working days too late
    Asking((*ASKED, "return_back"), ago=4),
    Asking((*ASKED, "return_back"), ago=7),
    Asking(("start", "submit"), ago=1),
    Asking(("start",), ago=2),
    Asking(("start", "submit", "send"), ago=3),
    Asking((*ASKED, "grant"), ago=2),
    Asking((*ASKED, *CERTIFIED, "enrol"), "finished", ago=25, today="silent"),
    Asking((*ASKED, *CERTIFIED), ends_in=12),
    Asking((*ASKED, *CERTIFIED[:2]), ends_in=0),
    Asking((*ASKED, *CERTIFIED[:2]), ends_in=-4),
    Asking(("start", "submit"), ago=6, withdrawn_consent=True),
    Asking((*ASKED, "refuse"), ago=3),
    Asking(("start", "submit", "withdraw"), ago=4),
    Asking((*ASKED, *CERTIFIED), ends_in=40, today="lost"),
    Asking((*RETURNED, *CERTIFIED, "enrol"), "finished", ago=50),
    Asking((*ASKED, "wait"), ago=5),
    Asking((*RETURNED, *CERTIFIED, "enrol"), "finished", ago=8, today="suspended"),
)
