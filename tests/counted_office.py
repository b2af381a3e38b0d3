"""A small office whose every person stands at some boundary of the first quarter of 2026; counted by hand below.

Period: 01.01.2026 to 31.03.2026. Everything is entered by the program's own actions.
"""

import atexit
import shutil
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from narcdesk import applications, audit, certificates, courses, diagnoses, observation, patients, patronage
from narcdesk.courses import Outcome
from narcdesk.observation import EndGround
from narcdesk.register import Register
from tests import factories

QUARTER, NEXT_QUARTER = "2026-Q1", "2026-Q2"
LAST_DAY_BEFORE, FIRST_DAY, LAST_DAY, DAY_AFTER = (
    date(2025, 12, 31),
    date(2026, 1, 1),
    date(2026, 3, 31),
    date(2026, 4, 1),
)
TODAY = date(2026, 7, 20)  # both quarters are over
CANARY = "Канарейкин"  # part of every surname here: it may stand in no file that leaves

ALCOHOL = {"substance": "F10", "state": "2", "current": "4", "stage": "2"}
HARMFUL_ALCOHOL = {"substance": "F10", "state": "1"}
PSYCHOSIS = {"substance": "F10", "state": "5"}
OPIOIDS = {"substance": "F11", "state": "2", "current": "4", "stage": "2", "letter": "Н"}
HARMFUL_OPIOIDS = {"substance": "F11", "state": "1", "letter": "Н"}
CANNABINOIDS = {"substance": "F12", "state": "2", "current": "4", "stage": "1", "letter": "Н"}
HARMFUL_CANNABINOIDS = {"substance": "F12", "state": "1", "letter": "Н"}
STIMULANTS = {"substance": "F15", "state": "2", "current": "4", "stage": "2", "letter": "Н"}
SOLVENTS = {"substance": "F18", "state": "2", "current": "4", "stage": "1", "letter": "Т"}
HARMFUL_SOLVENTS = {"substance": "F18", "state": "1", "letter": "Т"}

LONG_AGO = date(2025, 1, 10)


class Office:
    """The register and whom it holds, by the nicknames of the tests."""

    def __init__(self, register: Register, clock: factories.Clock, ids: dict[str, int]) -> None:
        self.register, self.clock, self.ids = register, clock, ids

    def fill(self) -> None:
        """Live through the quarter."""
        self._certificates()
        self.clock.go(TODAY)
        self._observed()
        self._courses()
        self._graduates()

    def come(self, nickname: str, sex: str = "m", birth: str = "12.03.1980", came_on: date = LONG_AGO) -> int:
        """Open a card."""
        card = {"surname": f"{CANARY}-{len(self.ids) + 1}", "given": nickname, "sex": sex, "birth": birth}
        made = factories.patient(self.register, **card, came_on=came_on, snils="", document_issued_on="")
        self.ids[nickname] = made.id
        return made.id

    def sick(self, nickname: str, facts: dict[str, str], on: date) -> None:
        """A diagnosis."""
        diagnoses.record(self.register, self.ids[nickname], {"stage": "", "letter": "", **facts, "made_on": on})

    def observe(
        self,
        nickname: str,
        facts: dict[str, str] | None,
        since: date = LONG_AGO,
        until: date | None = None,
        ground: EndGround = EndGround.RECOVERY,
        *,
        first: bool = False,
        sex: str = "m",
        birth: str = "12.03.1980",
    ) -> None:
        """A person under observation from a day, or between two."""
        patient_id = self.come(nickname, sex, birth)
        if facts is not None:
            self.sick(nickname, facts, since)
        is_over = until is not None and ground is EndGround.RECOVERY  # the commission is no part of this story
        episode = observation.take(
            self.register,
            patient_id,
            {"taken_on": since, "first_in_life": "да" if first else "нет"},
            ended=(until, ground) if until is not None and is_over else None,
        )
        if until is not None and not is_over:
            observation.end(self.register, episode.id, until, ground)

    def _observed(self) -> None:
        self.observe("стойкий", ALCOHOL)
        self.observe("вчерашняя", OPIOIDS, LAST_DAY_BEFORE, first=True, sex="f", birth="05.05.1996")
        # Eighteen on the very last day.
        self.observe("новогодний", HARMFUL_CANNABINOIDS, FIRST_DAY, first=True, birth="31.03.2008")
        self.observe("мартовский", SOLVENTS, LAST_DAY, birth="01.04.2008")  # and seventeen still
        self.observe("здоровый", HARMFUL_ALCOHOL, LONG_AGO, FIRST_DAY)
        self.observe("уехавший", ALCOHOL, LONG_AGO, LAST_DAY_BEFORE, EndGround.MOVED)
        self.observe("пропавший", OPIOIDS, LONG_AGO, LAST_DAY, EndGround.NO_SHOW)
        self.observe("апрельская", ALCOHOL, LONG_AGO, DAY_AFTER, EndGround.DEATH, sex="f", birth="31.03.1966")
        self.observe("умерший", PSYCHOSIS, LONG_AGO, date(2026, 2, 15), EndGround.DEATH)
        self.observe("осуждённый", STIMULANTS, LONG_AGO, date(2026, 2, 20), EndGround.PRISON)
        self.observe("перемена", HARMFUL_OPIOIDS, date(2025, 6, 1))
        self.sick("перемена", OPIOIDS, date(2026, 2, 10))
        self.observe("стадия", {**OPIOIDS, "stage": "1"})
        self.sick("стадия", OPIOIDS, date(2026, 2, 11))  # the same row: no transfer
        self.observe("безымянная", None, date(2026, 2, 1), first=True, sex="f")
        self.observe("переехавший", ALCOHOL, LONG_AGO, date(2026, 3, 10), EndGround.MOVED)
        self.observe("отказник", HARMFUL_SOLVENTS, LONG_AGO, date(2026, 3, 11), EndGround.REFUSED)
        self.observe("рубеж", HARMFUL_CANNABINOIDS)
        self.sick("рубеж", CANNABINOIDS, FIRST_DAY)
        self.come("гость")  # a card and nothing else

    def course(
        self,
        nickname: str,
        kind: str,
        since: date,
        until: date | None = None,
        outcome: Outcome = Outcome.FINISHED,
        *,
        complex: bool = False,
        certificate_id: int | None = None,
    ) -> None:
        """A course of treatment or rehabilitation."""
        typed = {"kind": kind, "started_on": since, "complex": "да" if complex else "нет"}
        made = courses.start(self.register, self.ids[nickname], typed, certificate_id=certificate_id)
        if until is not None:
            courses.finish(self.register, made.id, until, outcome)

    def _courses(self) -> None:
        self.course("вчерашняя", "medical", FIRST_DAY, LAST_DAY, complex=True)
        self.course("стадия", "social", LAST_DAY_BEFORE, FIRST_DAY, complex=True)
        self.course("перемена", "medical", date(2026, 1, 20))
        self.course("перемена", "social", date(2026, 3, 1))
        self.course("рубеж", "treatment", date(2026, 1, 5), date(2026, 1, 25))
        self.course("стойкий", "medical", date(2026, 1, 10), date(2026, 2, 20))
        self.course("новогодний", "social", date(2026, 1, 15))
        self.course("пропавший", "medical", date(2026, 1, 2), date(2026, 2, 10), Outcome.DROPPED)
        self.course("гость", "social", DAY_AFTER)

    def fact(self, nickname: str, kind: str, on: date) -> None:
        """A fact of use or of abstinence."""
        observation.note_remission(
            self.register, self.ids[nickname], {"kind": kind, "on": on, "proof": "со слов и по тесту"}
        )

    def _graduates(self) -> None:
        for nickname in ("окончивший", "сорвавшийся", "семьсот тридцать", "семьсот тридцать один", "молчащий"):
            self.come(nickname, came_on=date(2022, 1, 10))
            self.course(nickname, "social", date(2023, 11, 1), date(2024, 5, 1), complex=True)
        self.come("бросивший", came_on=date(2022, 1, 10))
        self.course("бросивший", "social", date(2023, 11, 1), date(2024, 5, 1), Outcome.DROPPED, complex=True)
        self.fact("окончивший", "last_use", date(2023, 10, 1))
        self.fact("окончивший", "abstinent", LAST_DAY)
        self.fact("сорвавшийся", "use", date(2025, 12, 1))
        self.fact("сорвавшийся", "abstinent", date(2026, 1, 15))
        self.fact("семьсот тридцать", "last_use", date(2024, 3, 31))
        self.fact("семьсот тридцать", "abstinent", date(2026, 3, 30))
        self.fact("семьсот тридцать один", "last_use", date(2024, 3, 30))
        self.fact("семьсот тридцать один", "abstinent", LAST_DAY)
        self.fact("молчащий", "last_use", date(2023, 10, 1))
        for nickname, on in (("стадия", LAST_DAY), ("окончивший", DAY_AFTER), ("бросивший", FIRST_DAY)):
            programme = patronage.begin(self.register, self.ids[nickname], {"opened_on": LAST_DAY_BEFORE})
            patronage.contact(self.register, programme.id, {"on": on, "way": "phone"})

    # Applications and certificates are of the day on which they are written, so the clock goes with them.

    def _certificates(self) -> None:
        at = self.clock.go
        early, late, used = (self._asks(nickname) for nickname in ("ранний", "поздний", "успевший"))
        self._submit(early)
        at(FIRST_DAY)
        self._submit(late)
        self._send(early)
        at(date(2026, 1, 15))
        self._submit(used)
        self._send(used)
        certificate = self._granted(used, "С-1")
        at(LAST_DAY)
        self._send(late)
        self._granted(early, "С-2")
        self.course("успевший", "social", LAST_DAY, certificate_id=certificate)
        at(DAY_AFTER)
        self.course("ранний", "social", DAY_AFTER, certificate_id=self._certificate_of("ранний"))

    def _asks(self, nickname: str) -> int:
        patient_id = self.come(nickname, birth="05.05.1990")
        self.sick(nickname, OPIOIDS, LONG_AGO)
        factories.both_consents(self.register, patient_id)
        made = factories.application(self.register, patient_id)
        wanted = applications.profile_of(made).attachments
        papers: dict[str, Any] = {paper.code: (1, LAST_DAY_BEFORE) for paper in wanted}
        applications.amend(self.register, made.id, {}, papers=papers)
        return made.id

    def _submit(self, application_id: int) -> None:
        applications.submit(self.register, application_id)

    def _send(self, application_id: int) -> None:
        applications.send(self.register, application_id, self.register.today(), "17-у")

    def _granted(self, application_id: int, number: str, valid_until: date = date(2026, 6, 30)) -> int:
        today = self.register.today()
        applications.registered(self.register, application_id, today, "ВХ-5")
        applications.granted(self.register, application_id, today, "Р-5")
        typed = {"number": number, "issued_on": today, "valid_until": valid_until, "days": 180}
        return certificates.record(self.register, application_id, {**typed, "amount": "180000,00"}).id

    def _certificate_of(self, nickname: str) -> int:
        (certificate,) = certificates.listing(self.register, self.ids[nickname])
        return certificate.id


@cache
def _lived_through() -> tuple[Path, str, dict[str, int]]:
    """The office is filled once a run; every test gets a copy."""
    kept = Path(mkdtemp(prefix="narcdesk office "))
    atexit.register(shutil.rmtree, kept, ignore_errors=True)
    clock = factories.Clock(LAST_DAY_BEFORE)
    made = Office(factories.register(kept / "реестр", clock), clock, {})
    made.fill()
    made.register.close()
    return kept, made.register.register_id, made.ids


def office(folder: Path) -> Office:
    """The office in a register of its own, on the morning of TODAY."""
    kept, register_id, ids = _lived_through()
    shutil.copytree(kept / "реестр", folder)
    audit.anchor_path(register_id).unlink(missing_ok=True)  # of another copy: to this one the computer is new
    clock = factories.Clock(TODAY)
    return Office(Register.open(folder, "zimin", factories.PASSWORD, clock=clock), clock, dict(ids))


def surnames(register: Register) -> set[str]:
    """Every surname of the register, as a file that leaves must not hold it."""
    with register.read() as session:
        return {patient.surname for patient in session.query(patients.Patient)}
