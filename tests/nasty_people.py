"""An office of 2026 whose every person tries to be counted twice, not at all, or after his death.

What each adds to which number is written beside it in `test_nasty_people`; the story of each is entered by the
program's own acts.
"""

from datetime import date

from narcdesk import (
    courses,
    deaths,
    duties,
    infections,
    injecting,
    merges,
    mistakes,
    patronage,
    poisonings,
    treatments,
)
from narcdesk.courses import Course, Outcome
from narcdesk.diagnoses import Diagnosis
from narcdesk.duties import Duty, DutyResult
from narcdesk.observation import EndGround, Episode, RemissionFact, Visit
from narcdesk.patients import DeathCause
from narcdesk.poisonings import Poisoning
from narcdesk.treatments import PlanOutcome, TreatmentPlan
from tests.statistics_office import Office

LAST_DAY_BEFORE, FIRST_DAY, LAST_DAY, DAY_AFTER = (
    date(2025, 12, 31),
    date(2026, 1, 1),
    date(2026, 12, 31),
    date(2027, 1, 1),
)
SECOND_CARD = " (вторая карта)"


class NastyOffice(Office):
    """The register and whom it holds, by the nicknames."""

    def fill(self) -> None:
        """Live through the year."""
        self._joined()
        self._struck()
        self._boundaries()
        self._changes()
        self._dead()
        self._helped()
        self._graduates()

    def join(self, nickname: str) -> None:
        """One person of two cards; of both the first one stays."""
        kept, gone = self.ids[nickname], self.ids.pop(nickname + SECOND_CARD)
        told = merges.sides(self.register, kept, gone).choices
        merges.merge(self.register, kept, gone, {choice.name: "kept" for choice in told if choice.must})

    def course(
        self, nickname: str, kind: str, since: date, until: date | None = None, *, complex: bool = False
    ) -> Course:
        """A course of help, finished or going on."""
        typed = {"kind": kind, "started_on": since, "complex": "да" if complex else "нет"}
        made = courses.start(self.register, self.ids[nickname], typed)
        return courses.finish(self.register, made.id, until, Outcome.FINISHED) if until is not None else made

    def died(self, nickname: str, on: date, cause: DeathCause | None = None) -> None:
        """A death, and the end of the observation with it."""
        deaths.note(self.register, self.ids[nickname], on, cause)

    def duty(self, nickname: str, kind: str, decided: date, came: date) -> Duty:
        """A decision of a court by which somebody came."""
        typed = {"kind": kind, "court": "районный суд", "decided_on": decided}
        return duties.appeared(self.register, duties.receive(self.register, self.ids[nickname], typed).id, came)

    def poisoned(self, nickname: str, on: date, substance: str) -> Poisoning:
        """One case."""
        told = {"on": on, "substance": substance, "known_from": "ambulance"}
        return poisonings.record(self.register, self.ids[nickname], told)

    def _joined(self) -> None:
        for card in ("двойник", "двойник" + SECOND_CARD):
            self.come(card, "12.03.1988")
        self.sick("двойник", "F11.241Н", date(2025, 2, 1))
        self.take("двойник", date(2025, 2, 1))
        second = self.ids["двойник" + SECOND_CARD]
        self.sick("двойник" + SECOND_CARD, "F11.1Н", date(2024, 6, 1))
        injecting.note(self.register, second, {"on": date(2025, 5, 1), "state": "yes", "source": "осмотр"})
        infections.record(self.register, second, {"infection": "hiv", "found_on": "2025", "source": "справка"})
        for card in ("двойник", "двойник" + SECOND_CARD):
            self.died(card, LAST_DAY, DeathCause.OVERDOSE)
        self.join("двойник")
        # Of the one card a drug from 2025 to 2027, of the other alcohol in between.
        for card in ("помесь", "помесь" + SECOND_CARD):
            self.come(card, "12.03.1988")
        self.sick("помесь", "F11.242Н", date(2025, 1, 1))
        self.sick("помесь", "F10.243", date(2027, 1, 15))
        self.take("помесь", date(2025, 1, 1))
        self.sick("помесь" + SECOND_CARD, "F10.242", date(2025, 6, 1))
        self.join("помесь")

    def _struck(self) -> None:
        """Everything of it was a mistake: of another person."""
        self.come("ошибочный")
        person, on = self.ids["ошибочный"], date(2026, 3, 3)
        self.sick("ошибочный", "F11.242Н", on, first=True)
        self.take("ошибочный", on, first=True)
        self.visit("ошибочный", on)
        self.course("ошибочный", "medical", on, on)
        self.planned("ошибочный", "outpatient", on)
        self.duty("ошибочный", "АП", on, on)
        self.poisoned("ошибочный", on, "F11")
        self.abstains("ошибочный", date(2026, 1, 1), on)
        kinds = (Diagnosis, Episode, Visit, Course, TreatmentPlan, Duty, Poisoning, RemissionFact)
        with self.register.read() as session:
            found = [(kind, one.id) for kind in kinds for one in session.query(kind).filter_by(patient_id=person)]
        for kind, fact_id in found:
            mistakes.strike_out(self.register, kind, fact_id, "другой человек")

    def _boundaries(self) -> None:
        self.come("однодневный", "31.12.2008")  # eighteen that day
        self.sick("однодневный", "F12.1Н", LAST_DAY, first=True)
        self.take("однодневный", LAST_DAY, LAST_DAY, EndGround.MOVED, first=True)
        self.come("новогодняя", "01.01.1967", "f", rural=True)
        self.sick("новогодняя", "F10.242", FIRST_DAY, first=True)
        self.take("новогодняя", FIRST_DAY, DAY_AFTER, first=True)
        self.abstains("новогодняя", date(2026, 7, 1), date(2026, 12, 30))  # six months on the next day
        self.come("уходящий", "31.12.1966")
        self.sick("уходящий", "F10.241", date(2024, 5, 5))
        self.take("уходящий", date(2024, 5, 5), FIRST_DAY, EndGround.REFUSED)
        self.come("прошлый")
        self.sick("прошлый", "F10.242", date(2024, 5, 5))
        self.take("прошлый", date(2024, 5, 5), LAST_DAY_BEFORE, EndGround.MOVED)
        self.come("школьница", "01.07.2008", "f", rural=True)
        self.sick("школьница", "F18.1Т", date(2025, 9, 1))
        self.take("школьница", date(2025, 9, 1))
        for on in (date(2026, 6, 30), date(2026, 7, 1)):  # the last day of seventeen, the first of eighteen
            self.visit("школьница", on)
            self.poisoned("школьница", on, "F18")

    def _changes(self) -> None:
        self.come("меняющая", "01.07.1991", "f")
        self.sick("меняющая", "F11.1Н", date(2026, 2, 1), first=True)
        self.take("меняющая", date(2026, 2, 1), first=True)
        self.sick("меняющая", "F11.242Н", date(2026, 5, 5))
        self.sick("меняющая", "F12.242Н", date(2026, 9, 9))
        self.come("дважды")
        self.sick("дважды", "F19.242Н", date(2025, 3, 3))
        self.take("дважды", date(2025, 3, 3), date(2026, 3, 1), EndGround.PRISON)
        self.take("дважды", date(2026, 10, 1))
        self.come("без диагноза")
        self.take("без диагноза", date(2026, 12, 20))
        self.sick("без диагноза", "F10.1", date(2027, 1, 10))
        self.come("узнанный")  # on the day on which he left
        self.take("узнанный", date(2026, 4, 1), date(2026, 6, 1), EndGround.REFUSED)
        self.sick("узнанный", "F13.242Т", date(2026, 6, 1))

    def _dead(self) -> None:
        """Nobody closed what the dead had begun."""
        self.come("оборванный", "05.05.1990", rural=True)
        self.sick("оборванный", "F11.202Н", date(2024, 1, 10))
        self.take("оборванный", date(2024, 1, 10))
        self.duty("оборванный", "АП", date(2026, 1, 15), date(2026, 2, 1))
        self.planned("оборванный", "outpatient", date(2026, 2, 10), after_inpatient="да")
        self.course("оборванный", "social", date(2026, 3, 1))
        self.died("оборванный", date(2026, 4, 4), DeathCause.ACCIDENT)
        self.come("исполнивший", "06.06.1986")
        self.sick("исполнивший", "F10.202", date(2025, 5, 5))
        duty = self.duty("исполнивший", "УК-73", date(2025, 11, 1), date(2025, 12, 1))
        duties.finish(self.register, duty.id, date(2026, 3, 1), DutyResult.FULFILLED)
        self.abstains("исполнивший", date(2025, 10, 1), date(2026, 2, 1))  # of no year when he dies
        self.died("исполнивший", date(2026, 4, 10))
        self.come("старик", "12.03.1950", rural=True)
        self.sick("старик", "F10.1", date(2020, 2, 2))
        self.take("старик", date(2020, 2, 2))
        self.died("старик", FIRST_DAY)

    def _helped(self) -> None:
        self.come("по суду")  # and never diagnosed
        self.duty("по суду", "АП", date(2026, 5, 1), date(2026, 6, 6))
        self.come("закуривший")
        self.sick("закуривший", "F10.242", date(2025, 6, 1))
        self.planned("закуривший", "treatment", date(2026, 1, 10), date(2026, 3, 3))  # of alcohol
        self.sick("закуривший", "F17.24", date(2026, 11, 5))
        self.come("ожидающий")  # his new plan begins in the next year
        self.sick("ожидающий", "F10.202", date(2025, 1, 1))
        old = self.planned("ожидающий", "outpatient", date(2026, 11, 1))
        treatments.finish(self.register, old, date(2026, 12, 20), PlanOutcome.REPLACED)
        self.planned("ожидающий", "outpatient", date(2027, 1, 15))

    def _graduates(self) -> None:
        self.course("дважды", "medical", date(2026, 10, 5), LAST_DAY, complex=True)
        self.abstains("дважды", date(2026, 6, 30), LAST_DAY)
        programme = patronage.begin(self.register, self.ids["дважды"], {"opened_on": LAST_DAY})
        patronage.contact(self.register, programme.id, {"on": LAST_DAY, "way": "phone"})
        for nickname, used_on in (("семьсот тридцать", date(2024, 12, 31)), ("днём дольше", date(2024, 12, 30))):
            self.come(nickname)
            self.sick(nickname, "F11.202Н", date(2022, 1, 10))
            self.course(nickname, "social", date(2023, 2, 1), date(2023, 12, 31), complex=True)
            self.abstains(nickname, used_on, LAST_DAY)
        self.come("не доживший")
        self.sick("не доживший", "F10.202", date(2022, 1, 10))
        self.course("не доживший", "social", date(2025, 2, 1), date(2025, 6, 1), complex=True)
        self.abstains("не доживший", date(2024, 1, 1), date(2026, 6, 1))
        self.died("не доживший", LAST_DAY)
