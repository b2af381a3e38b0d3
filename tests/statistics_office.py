"""An office of 2026 for the statistical forms: every person stands at an edge, and is entered by the program's acts.

What each adds to which cell is written beside the numbers in `test_statistics`.
"""

from datetime import date
from typing import Any

from narcdesk import deaths, diagnoses, duties, infections, injecting, observation, treatments
from narcdesk.duties import DutyResult
from narcdesk.observation import EndGround
from narcdesk.patients import DeathCause
from narcdesk.register import Register
from narcdesk.treatments import PlanOutcome
from tests import factories

YEAR, TODAY = 2026, date(2027, 3, 1)
LONG_AGO = date(2025, 5, 5)

EDGES = {  # nickname -> birth, sex, village: the age on 31.12.2026 is the nickname's
    "14": ("01.01.2012", "m", True),
    "15": ("31.12.2011", "f", False),
    "17": ("01.01.2009", "f", True),
    "18": ("31.12.2008", "m", False),
    "19": ("01.01.2007", "f", False),
    "20": ("31.12.2006", "m", True),
    "39": ("01.01.1987", "f", False),
    "40": ("31.12.1986", "m", False),
    "59": ("01.01.1967", "f", True),
    "60": ("31.12.1966", "m", False),
}


class Office:
    """The register and whom it holds, by the nicknames."""

    def __init__(self, register: Register, clock: factories.Clock) -> None:
        self.register, self.ids = register, dict[str, int]()
        clock.go(TODAY)

    def come(self, nickname: str, birth: str = "12.03.1980", sex: str = "m", *, rural: bool = False) -> int:
        """Open a card; everybody came in 2025."""
        made = factories.patient(
            self.register,
            surname=f"Отчётный-{len(self.ids) + 1}",
            given=nickname,
            sex=sex,
            birth=birth,
            came_on=date(2025, 1, 10),
            snils="",
            document_issued_on="",
            locality="village" if rural else "town",
        )
        self.ids[nickname] = made.id
        return made.id

    def sick(self, nickname: str, code: str, on: date, *, first: bool = False) -> None:
        """A diagnosis by its code."""
        facts = {name: value or "" for name, value in diagnoses.parse_code(code).items()}
        typed = {**facts, "made_on": on, "first_in_life": "да" if first else "нет"}
        diagnoses.record(self.register, self.ids[nickname], typed)

    def take(
        self,
        nickname: str,
        on: date,
        until: date | None = None,
        ground: EndGround = EndGround.RECOVERY,
        *,
        first: bool = False,
    ) -> None:
        """Under observation from a day, or between two."""
        typed = {"taken_on": on, "first_in_life": "да" if first else "нет"}
        ended = (until, ground) if until is not None else None
        observation.take(self.register, self.ids[nickname], typed, ended=ended)

    def abstains(self, nickname: str, since: date, seen: date) -> None:
        """A last use, and a confirmation after it."""
        for kind, on in (("last_use", since), ("abstinent", seen)):
            observation.note_remission(self.register, self.ids[nickname], {"kind": kind, "on": on, "proof": "осмотр"})

    def visit(self, nickname: str, on: date, *, kept: bool = True) -> None:
        """A visit, kept or not."""
        treatments.visit(self.register, self.ids[nickname], {"on": on, "kept": "да" if kept else "нет"})

    def planned(self, nickname: str, kind: str, begun: date, ended: date | None = None, **more: Any) -> int:
        """A plan of treatment or rehabilitation that was begun, and maybe done."""
        typed = {"kind": kind, "decided_on": begun, "decider": "doctor", "need": "нужно", "conditions": "outpatient"}
        made = treatments.plan(self.register, self.ids[nickname], {**typed, **more})
        treatments.begin(self.register, made.id, begun)
        if ended is not None:
            treatments.finish(self.register, made.id, ended, PlanOutcome.DONE)
        return made.id

    def judged(self, nickname: str, decided: date, came: date, ended: date | None = None) -> None:
        """A duty of КоАП ст. 4.1 by which the person came."""
        typed = {"kind": "АП", "court": "Заречный районный суд", "decided_on": decided}
        duty = duties.receive(self.register, self.ids[nickname], typed)
        duties.appeared(self.register, duty.id, came)
        if ended is not None:
            duties.finish(self.register, duty.id, ended, DutyResult.FULFILLED)

    def fill(self) -> None:
        """Live through the year."""
        for nickname, (birth, sex, rural) in EDGES.items():
            self.come(nickname, birth, sex, rural=rural)
            self.sick(nickname, "F10.1", LONG_AGO)
            self.take(nickname, LONG_AGO)
        self._changes()
        self._remissions()
        self._help()

    def _changes(self) -> None:
        self.come("перемена", "05.05.1990", "f")
        self.sick("перемена", "F11.1Н", date(2026, 2, 1), first=True)
        self.take("перемена", date(2026, 2, 1), first=True)
        self.sick("перемена", "F11.242Н", date(2026, 6, 1))
        self.come("умерший", "06.06.1985", rural=True)
        self.sick("умерший", "F11.242Н", date(2025, 3, 1))
        self.take("умерший", date(2025, 3, 1))
        self.judged("умерший", date(2026, 2, 20), date(2026, 3, 1))
        injecting.note(self.register, self.ids["умерший"], {"on": date(2025, 3, 1), "state": "yes", "source": "осмотр"})
        injecting.note(
            self.register, self.ids["перемена"], {"on": date(2026, 2, 1), "state": "before", "source": "со слов"}
        )
        deaths.note(self.register, self.ids["умерший"], date(2026, 8, 8), DeathCause.OVERDOSE)
        self.come("вернувшийся", "07.07.1975")
        self.sick("вернувшийся", "F10.242", date(2025, 4, 1))
        self.take("вернувшийся", date(2025, 4, 1), date(2026, 2, 10))
        self.take("вернувшийся", date(2026, 9, 9))
        self.come("дважды", "08.08.1995")
        self.sick("дважды", "F12.241Н", date(2026, 1, 15), first=True)
        self.take("дважды", date(2026, 1, 15), date(2026, 3, 15), EndGround.MOVED, first=True)
        self.take("дважды", date(2026, 5, 5), date(2026, 11, 11), EndGround.REFUSED)
        self.come("два диагноза")
        self.sick("два диагноза", "F10.242", date(2026, 4, 4))
        self.sick("два диагноза", "F19.242Н", date(2026, 4, 4))
        self.take("два диагноза", date(2026, 4, 4))
        self.come("стадия", "09.09.1970", rural=True)
        self.sick("стадия", "F10.241", date(2024, 2, 2))
        self.take("стадия", date(2024, 2, 2))
        self.sick("стадия", "F10.243", date(2026, 7, 7))
        self.judged("стадия", date(2025, 3, 1), date(2025, 3, 3))
        self.come("психоз", "10.10.1968", "f")
        self.sick("психоз", "F10.242", date(2025, 6, 6))
        self.take("психоз", date(2025, 6, 6))
        self.sick("психоз", "F10.40", date(2026, 10, 10))
        self.come("токсикоман", "31.12.2010", rural=True)
        self.sick("токсикоман", "F18.241Т", date(2026, 5, 20), first=True)
        self.take("токсикоман", date(2026, 5, 20), first=True)
        self.come("таблетки", "11.11.1991", "f")
        self.sick("таблетки", "F13.1Т", date(2025, 1, 15))
        self.take("таблетки", date(2025, 1, 15))
        self.sick("таблетки", "F13.50Т", date(2026, 3, 20))
        self.sick("таблетки", "F13.1Т", date(2026, 4, 20))
        self.come("юная", "31.12.2010", "f", rural=True)
        self.sick("юная", "F11.1Н", date(2025, 11, 11))
        self.take("юная", date(2025, 11, 11))
        self.come("без диагноза")
        self.take("без диагноза", date(2026, 10, 1))
        self.come("прошлогодний")  # over before the year began, and never came again
        self.sick("прошлогодний", "F10.242", LONG_AGO)
        self.take("прошлогодний", LONG_AGO, date(2025, 12, 31), EndGround.MOVED)

    def _remissions(self) -> None:
        for nickname, code, since in (
            ("пять месяцев", "F10.202", date(2026, 7, 1)),
            ("шесть месяцев", "F10.202", date(2026, 6, 30)),
            ("год", "F10.202", date(2025, 12, 31)),
            ("два года", "F11.202Н", date(2024, 12, 31)),
        ):
            self.come(nickname)
            self.sick(nickname, code, date(2023, 3, 3))
            self.take(nickname, date(2023, 3, 3))
            self.abstains(nickname, since, date(2026, 12, 1))
        self.judged("год", date(2026, 1, 20), date(2026, 2, 1), date(2026, 11, 1))

    def _help(self) -> None:
        self.come("курильщик", "12.12.1960")
        self.sick("курильщик", "F17.24", date(2026, 2, 2))
        self.visit("курильщик", date(2026, 2, 2))
        self.planned("курильщик", "treatment", date(2026, 2, 5), date(2026, 6, 6))
        self.abstains("курильщик", date(2026, 2, 1), date(2026, 6, 6))
        stage = self.planned("шесть месяцев", "outpatient", date(2026, 3, 3), after_inpatient="да")
        treatments.schedule(self.register, stage, {"kind": "visit", "due_on": date(2026, 3, 10)})
        self.visit("шесть месяцев", date(2026, 3, 10))
        treatments.finish(self.register, stage, date(2026, 5, 5), PlanOutcome.DONE)
        self.planned("пять месяцев", "outpatient", date(2026, 10, 10))
        self.visit("пять месяцев", date(2026, 4, 4))
        self.visit("14", date(2026, 5, 5))
        self.visit("60", date(2026, 5, 6), kept=False)
        for nickname, infection, found_on in (
            ("умерший", "hiv", "2025"),
            ("перемена", "hcv", "07.2026"),
            ("юная", "hbv", "2026"),
            ("два года", "hiv", "01.2027"),  # after the year
            ("15", "hiv", "2025"),  # no drug user
        ):
            typed = {"infection": infection, "found_on": found_on, "source": "справка"}
            infections.record(self.register, self.ids[nickname], typed)
        wrong = infections.record(
            self.register, self.ids["дважды"], {"infection": "hcv", "found_on": "2025", "source": "справка"}
        )
        infections.cancel(self.register, wrong.id, "чужая справка")
