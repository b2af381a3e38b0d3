"""What the stories of one person know of him and share: his card, what is open, since when he is sober."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from narcdesk import applications, certificates, consents, courses, observation, patients, patronage, providers, rules
from narcdesk.consents import Consent, ConsentKind
from narcdesk.courses import Outcome
from narcdesk.dates import add_months
from narcdesk.observation import EndGround
from narcdesk.profile import Profile
from narcdesk.register import Register
from narcdesk.training.days import Days
from narcdesk.training.fates import Fate
from narcdesk.training.people import Character, words
from narcdesk.training.shares import Habit, Way

AGREED = {  # days agreed for today and around it, in working days from today: each kind of reminder is to be seen
    "visit": (0, 0, -1, 1, -3, 0, 2, -8, 4, -2),
    "contact": (0, -2, 3, -6, 1),
}
LATELY = timedelta(days=8)
COMMISSION = {"members": "вымышленные председатель и два врача", "said": "стойкая ремиссия подтверждена"}
TOLD = ["observation", "diagnosis", "treatment", "advice"]


@dataclass
class World:
    """The office that all stories act in."""

    register: Register
    days: Days
    profile: Profile
    certificates_seen: int = 0
    agreed: dict[str, list[date]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        calendar, today = self.days.calendar, self.days.last
        self.agreed = {what: [calendar.add_working_days(today, n) for n in offsets] for what, offsets in AGREED.items()}

    def agree(self, what: str, proposed: date) -> tuple[date, bool]:
        """The next day of a visit or contact; False: he will not come, and nobody has written that down yet."""
        days = self.days
        if proposed >= days.last - LATELY:
            for day in self.agreed[what]:
                if day >= days.today + LATELY:
                    self.agreed[what].remove(day)
                    return day, day >= days.last
        return proposed, True

    def providers_for(self, sex: str) -> list[int]:
        """The organisations in the registry today that take such a person in."""
        places = "places_men" if sex == "m" else "places_women"
        today = self.days.today
        found = providers.find(self.register)
        return [one.id for one in found if one.is_included_on(today) and one.value(places)]


@dataclass
class Case:
    """One person among the stories about him."""

    world: World
    who: Character
    fate: Fate
    rng: Random
    patient_id: int = 0
    representative_id: int | None = None
    episode_id: int | None = None
    rule_set: str = ""
    left: bool = False
    left_for: EndGround | None = None  # why, the last time
    is_first: bool = True  # diagnosed and taken under observation for the first time in his life
    is_treated: bool = False
    last_use: date | None = None
    is_confirmed: bool = False  # sober by a fact after the last use
    is_abstinent: bool = False  # the diagnosis says so already
    away_until: date | None = None  # in a residential course
    application_id: int | None = None
    certificate_id: int | None = None
    course_id: int | None = None
    patronage_id: int | None = None

    @property
    def register(self) -> Register:
        """The register."""
        return self.world.register

    @property
    def today(self) -> date:
        """The day that the stories have reached."""
        return self.world.days.today

    def after(self, fewest: int, most: int) -> date:
        """A working day between so many days from now."""
        return self.world.days.later(self.rng.randrange(fewest, most + 1))

    def say(self, *path: str) -> str:
        """A phrase of the office."""
        found: Any = words("words")
        for name in path:
            found = found[name]
        return str(found if isinstance(found, str) else self.rng.choice(found))

    def is_likely(self, chance: float) -> bool:
        """A throw of the dice."""
        return self.rng.random() < chance

    # What several stories do

    def remission_months(self) -> int:
        """Full months since the last known use; none while nothing confirms them."""
        if self.last_use is None or not self.is_confirmed:
            return 0
        return int((self.today - self.last_use).days / 30.44)

    def note_use(self, on: date, proof: str) -> None:
        """The last use as he tells it: remission counts from here."""
        observation.note_remission(self.register, self.patient_id, {"kind": "last_use", "on": on, "proof": proof})
        self.last_use, self.is_confirmed = on, False

    def note_sober(self, on: date) -> None:
        """A check that found him sober."""
        fact = {"kind": "abstinent", "on": on, "proof": self.say("remission_proof")}
        observation.note_remission(self.register, self.patient_id, fact)
        self.is_confirmed = self.last_use is not None

    def observation_group(self) -> str:
        """His group by the order of his episode."""
        facts = self.fate.diagnosis
        found = rules.rule_set(self.rule_set).group_for(
            f"{facts['substance']}.{facts['state']}", court_duty=self.fate.duty is not None
        )
        return found.code if found else ""

    def sign(self, kind: ConsentKind, purpose: str = "", months: int = 0) -> Consent:
        """A sheet signed today, until withdrawn or for some months, by him or by who signs for him."""
        authority = self.world.profile.authority
        typed: dict[str, Any] = {"kind": kind.value, "given_on": self.today, "purpose": purpose}
        if months:
            typed["valid_until"] = add_months(self.today, months)
        if purpose:
            typed |= {"recipient": authority.name, "recipient_address": authority.address or ""}
        return consents.give(
            self.register,
            self.patient_id,
            typed,
            scope=TOLD if kind is ConsentKind.SECRECY else None,
            representative_id=self.signer(kind),
        )

    def signer(self, kind: ConsentKind) -> int | None:
        """Who signs for him, where the law wants it; None: he himself."""
        if self.representative_id is None:
            return None
        with self.register.read() as session:
            patient = patients.known(session, self.patient_id)
            needed = consents.needs_representative(session, patient, self.today, kind)
        return self.representative_id if needed else None

    def relapses(self) -> bool:
        """Whether a check today would find a use."""
        chance = {Habit.SOBER: 0.0, Habit.RELAPSES: 0.045, Habit.USES: 0.28}[self.fate.habit]
        if self.fate.way is not Way.VISITS and not self.is_treated:
            chance = 0.28  # or he would need no treatment
        return self.is_likely(chance if self.course_id is None else 0.0)

    def leave(self, ground: EndGround) -> None:
        """The observation ends, and with it all that is open."""
        register, today = self.register, self.today
        self.left, self.left_for = True, ground
        if self.application_id is not None:
            applications.withdrawn(register, self.application_id, today, f"наблюдение завершено: {ground.label}")
        if self.course_id is not None:
            courses.finish(register, self.course_id, today, Outcome.DROPPED)
        elif self.certificate_id is not None:
            certificates.annul(register, self.certificate_id, ground.label)
        if self.patronage_id is not None:
            patronage.close(register, self.patronage_id, today)
        self.application_id = self.certificate_id = self.course_id = self.patronage_id = None
        if self.episode_id is not None:
            decision = COMMISSION | {"decided_on": today, "number": str(self.episode_id)}
            observation.end(
                register, self.episode_id, today, ground, decision if ground is EndGround.RECOVERY else None
            )
            self.episode_id = None
