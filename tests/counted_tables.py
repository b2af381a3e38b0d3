"""An office whose every person stands at some boundary of tables 5 to 11 of the first quarter of 2026.

Counted by hand in `test_counting_tables`; everything is entered by the program's own actions.
"""

from datetime import date
from pathlib import Path
from typing import Any

from narcdesk import (
    applications,
    consents,
    courses,
    deaths,
    duties,
    examinations,
    mistakes,
    poisonings,
    providers,
    refusals,
    talks,
)
from narcdesk.courses import Outcome
from narcdesk.duties import DutyResult, EvasionSign
from narcdesk.observation import EndGround
from tests import factories
from tests.counted_office import (
    ALCOHOL,
    CANNABINOIDS,
    DAY_AFTER,
    FIRST_DAY,
    HARMFUL_CANNABINOIDS,
    HARMFUL_OPIOIDS,
    HARMFUL_SOLVENTS,
    LAST_DAY,
    LAST_DAY_BEFORE,
    LONG_AGO,
    OPIOIDS,
    TODAY,
    Office,
)

STATE_HOUSE, MIXED_HOUSE, DAY_HOUSE, UNTOLD_HOUSE = 1, 2, 3, 4
HOUSES = [
    {"name": "Дом первый", "forms": ["стационарная"], "unpaid": True},
    {"name": "Дом второй", "forms": ["стационарная", "патронат"]},
    {"name": "Дом третий", "forms": ["полустационарная"], "unpaid": False},
    {"name": "Дом четвёртый"},
]
SINCE_2020 = {"title": "Обязанность лечиться", "act": "закон № 7-ОЗ", "content": "лечение", "controller": "police"}
BIRTHDAY = date(2026, 3, 20)  # the eighteenth of two


class TableOffice(Office):
    """The register and whom it holds."""

    def fill(self) -> None:
        """Live through the quarter."""
        self._certificates()
        self.clock.go(TODAY)
        self._minors()
        self._remissions()
        self._courses()
        self._duties()
        self._examinations()
        self._poisonings()
        self._talks()

    def _minors(self) -> None:
        under = "15.06.2010"
        self.observe("школьник", HARMFUL_CANNABINOIDS, birth=under)
        self.observe("взрослеющий", OPIOIDS, birth="10.02.2008")
        self.observe("новенький", HARMFUL_SOLVENTS, date(2026, 1, 15), first=True, birth="01.01.2009")
        self.observe("ушедший", CANNABINOIDS, LONG_AGO, BIRTHDAY, EndGround.MOVED, birth="20.03.2008")
        after = date(2026, 3, 21)
        self.observe("перешагнувший", CANNABINOIDS, LONG_AGO, after, EndGround.MOVED, birth="20.03.2008")
        self.observe("однодневный", None, date(2026, 2, 1), date(2026, 2, 1), birth=under)
        self.sick("однодневный", OPIOIDS, LONG_AGO)
        self.observe("переведённый", HARMFUL_OPIOIDS, birth=under)
        self.sick("переведённый", HARMFUL_CANNABINOIDS, date(2026, 2, 10))
        self.observe("совершеннолетний", OPIOIDS, LAST_DAY, first=True, birth="31.03.2008")

    def _remissions(self) -> None:
        for nickname, used_on in (
            ("полгода", date(2025, 9, 30)),
            ("почти полгода", date(2025, 10, 1)),
            ("год", date(2025, 3, 31)),
            ("два года", date(2024, 3, 31)),
            ("сорвавшийся", date(2024, 1, 10)),
        ):
            self.observe(nickname, ALCOHOL)
            self.fact(nickname, "last_use", used_on)
            self.fact(nickname, "abstinent", date(2026, 3, 30) if nickname == "сорвавшийся" else LAST_DAY)
        self.fact("сорвавшийся", "use", LAST_DAY)

    def _courses(self) -> None:
        providers.take_list(self.register, title="Список", as_of=LONG_AGO, new=HOUSES, changed={}, gone=[])
        self.at("полгода", "medical", None, date(2026, 1, 10), date(2026, 2, 20))
        self.at("год", "social", STATE_HOUSE, date(2026, 2, 1))
        self.at("два года", "social", STATE_HOUSE, date(2026, 2, 2), date(2026, 3, 10), Outcome.REFUSED)
        self.at("почти полгода", "social", DAY_HOUSE, LAST_DAY_BEFORE, date(2026, 1, 31), Outcome.DROPPED)
        self.at("сорвавшийся", "medical", MIXED_HOUSE, date(2026, 1, 5), date(2026, 1, 25), Outcome.TRANSFERRED)
        self.at("сорвавшийся", "social", MIXED_HOUSE, date(2026, 1, 26))
        self.at("взрослеющий", "treatment", None, date(2026, 1, 6))
        wrong = self.at("год", "social", DAY_HOUSE, date(2026, 1, 2))
        mistakes.strike_out(self.register, courses.Course, wrong, "не тот человек")

    def at(
        self,
        nickname: str,
        kind: str,
        provider_id: int | None,
        since: date,
        until: date | None = None,
        outcome: Outcome = Outcome.FINISHED,
    ) -> int:
        """A course, mostly at an organisation of the registry."""
        typed = {"kind": kind, "started_on": since}
        made = courses.start(self.register, self.ids[nickname], typed, provider_id=provider_id)
        if until is not None:
            courses.finish(self.register, made.id, until, outcome)
        return made.id

    def decided(self, nickname: str, kind: str, on: date, received_on: date | None = None, **typed: Any) -> int:
        """A decision of a court about a person of his own."""
        if nickname not in self.ids:
            self.come(nickname)
        about = {"kind": kind, "court": "районный суд", "decided_on": on, "received_on": received_on, **typed}
        return duties.receive(self.register, self.ids[nickname], about).id

    def _duties(self) -> None:
        register = self.register
        came = self.decided("явившийся", "АП", date(2025, 12, 20), date(2025, 12, 25))
        duties.appeared(register, came, date(2026, 1, 12))
        self.course("явившийся", "treatment", date(2026, 1, 15))
        duties.finish(register, came, date(2026, 3, 20), DutyResult.FULFILLED)
        absent = self.decided("неявившийся", "АП", date(2026, 1, 20), date(2026, 2, 1), appear_by=date(2026, 2, 10))
        duties.evaded(register, absent, date(2026, 3, 1), EvasionSign.NOT_CAME)
        early = self.decided("раньше копии", "УК-73", date(2026, 1, 25), date(2026, 4, 5))
        duties.appeared(register, early, date(2026, 1, 30))
        self.observe("умерший", OPIOIDS)
        self.decided("умерший", "УК-82.1", date(2025, 11, 1))
        cancelled = self.decided("отменённый", "УДО", date(2025, 10, 10))
        duties.finish(register, cancelled, date(2026, 1, 10), DutyResult.CANCELLED)
        own = duties.keep_kind(register, {**SINCE_2020, "disclosure": "13.4.3", "valid_from": "01.01.2020"})
        other = self.decided("уклонившийся", own.code, date(2026, 2, 2))
        duties.finish(register, other, date(2026, 3, 3), DutyResult.EVADED)
        self.decided("апрельский", "АП", DAY_AFTER)
        self.come("чужой")
        deaths.note(register, self.ids["умерший"], date(2026, 2, 14), deaths.DeathCause.OVERDOSE)
        deaths.note(register, self.ids["чужой"], LAST_DAY)
        deaths.note(register, self.ids["апрельский"], date(2026, 4, 2), deaths.DeathCause.OTHER)

    def _examinations(self) -> None:
        checked, refusing = self.ids["год"], self.ids["полгода"]
        consents.give(self.register, checked, {"kind": "examination", "given_on": LONG_AGO})
        for on, outcome in (
            (FIRST_DAY, "found"),
            (LAST_DAY, "not_found"),
            (LAST_DAY, "found"),
            (LAST_DAY_BEFORE, "found"),
            (DAY_AFTER, "not_found"),
        ):
            seen = {"on": on, "reason": "сообщение родных", "outcome": outcome, "result": "тест"}
            examinations.record(self.register, checked, seen)
        wrong = examinations.record(self.register, checked, {**seen, "on": FIRST_DAY})
        mistakes.strike_out(self.register, examinations.Examination, wrong.id, "не тот день")
        said = {"of": "examination", "reason": "distrust", "explained": True, "signed": "signed"}
        said |= {"consequences": "нельзя подтвердить трезвость", "next_step": "беседа"}
        refusals.record(self.register, refusing, {**said, "on": date(2026, 2, 3)})
        seen = {"on": date(2026, 2, 3), "reason": "сообщение родных", "outcome": "refused"}
        examinations.record(self.register, refusing, seen)

    def _poisonings(self) -> None:
        for nickname, on, substance in (
            ("год", LAST_DAY_BEFORE, "F10"),
            ("год", FIRST_DAY, "F10"),
            ("год", LAST_DAY, "F10"),  # the same person once more
            ("год", DAY_AFTER, "F10"),
            ("умерший", date(2026, 2, 14), "F11"),  # of it he died
            ("школьник", date(2026, 2, 10), "F12"),
            ("ушедший", date(2026, 3, 19), "F12"),  # a minor for one day more
            ("перешагнувший", BIRTHDAY, "F12"),  # and not any more
            ("два года", date(2026, 2, 20), "F14"),
            ("новенький", date(2026, 1, 20), "F18"),
            ("сорвавшийся", date(2026, 3, 1), "F19"),
            ("полгода", date(2026, 2, 3), None),
        ):
            told = {"on": on, "substance": substance, "known_from": "ambulance"}
            poisonings.record(self.register, self.ids[nickname], told)
        wrong = poisonings.record(self.register, self.ids["школьник"], {**told, "on": date(2026, 2, 11)})
        mistakes.strike_out(self.register, poisonings.Poisoning, wrong.id, "та же самая")

    def _talks(self) -> None:
        for on, theme, heads in (
            (LAST_DAY_BEFORE, "prevention", 40),
            (FIRST_DAY, "prevention", 25),
            (LAST_DAY, "prevention", 10),
            (date(2026, 2, 2), "harm", 12),
        ):
            about = {"on": on, "theme": theme, "audience": "учащиеся", "heads": heads, "result": "вопросы"}
            talks.hold_group(self.register, about)
        alone = {"on": FIRST_DAY, "with_whom": "alone", "stage": "thinking", "theme": "prevention", "result": "думает"}
        talks.hold(self.register, self.ids["год"], alone)

    def _certificates(self) -> None:
        went, idle, late, refused = (
            self._asks(name) for name in ("дошедший", "не дошедший", "апрельский истёк", "отказ")
        )
        self.clock.go(date(2026, 1, 15))
        for application_id in (went, idle, late, refused):
            self._submit(application_id)
            self._send(application_id)
        used = self._granted(went, "С-1", date(2026, 6, 30))
        self._granted(idle, "С-2", date(2026, 3, 30))  # over on the thirty-first
        self._granted(late, "С-3", LAST_DAY)  # over on the first of April
        reason = self.register.profile_on(self.register.today()).refusal_reasons[0].code
        applications.refused(self.register, refused, self.register.today(), "реш. 9", reason, "так решено")
        self.clock.go(date(2026, 2, 1))
        self.course("дошедший", "social", date(2026, 2, 1), certificate_id=used)


def table_office(folder: Path) -> TableOffice:
    """The office on the morning of TODAY."""
    clock = factories.Clock(LAST_DAY_BEFORE)
    made = TableOffice(factories.register(folder, clock), clock, {})
    made.fill()
    return made
