"""The rule sets of dispensary observation: groups, how often to come, on what grounds it ends.

Three orders follow one another (704 of 1988, 1034н of 2015, the one of 12.02.2026); an episode lives by the one that
was in force on the day of the decision. Unknown cells are None with the old value only proposed.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from narcdesk import datafiles
from narcdesk.acts import Act, read_act
from narcdesk.datafiles import Block
from narcdesk.dates import plural, show
from narcdesk.errors import NotFound, UserError
from narcdesk.places import RESOURCES

IntervalUnit = Literal["week", "month"]
Counts = Literal["remission", "observation"]
DecidedBy = Literal["commission", "doctor"]
EndGround = Literal["recovery", "death", "moved", "refused", "no_show", "prison", "wrong"]

INTERVAL_UNITS: tuple[IntervalUnit, ...] = ("week", "month")
COUNTS: tuple[Counts, ...] = ("remission", "observation")
DECIDED_BY: tuple[DecidedBy, ...] = ("commission", "doctor")
DECIDES: dict[DecidedBy | None, str] = {
    "commission": "решает врачебная комиссия",
    "doctor": "решает врач",
    None: "кто решает, в порядке не найдено",
}
MONTHS_OF_REMISSION = ("месяца", "месяцев", "месяцев")  # «после 1 месяца», «от 12 месяцев»
UNCONFIRMED = "не подтверждено, сверьте с приказом"
BY_OFFICE = "задан кабинетом"
END_GROUNDS: tuple[EndGround, ...] = ("recovery", "death", "moved", "refused", "no_show", "prison", "wrong")


@dataclass(frozen=True)
class Group:
    """Whom the order puts together: by the beginnings of their ICD-10 codes, and by a court's duty."""

    code: str
    title: str
    icd: tuple[str, ...]
    needs_court_duty: bool


@dataclass(frozen=True)
class Interval:
    """How rarely a person may come at most; `every` None is unknown, `proposed` then is the old value."""

    group: str
    from_months: int
    to_months: int | None
    every: int | None
    proposed: int | None
    unit: IntervalUnit
    confirmed: bool
    by_office: bool = False

    def covers(self, months: int) -> bool:
        """Whether it is the interval after so many full months; `to_months` is the first that it is not."""
        return self.from_months <= months and (self.to_months is None or months < self.to_months)

    @property
    def shown(self) -> str:
        """In words: «раз в 6 недель», «раз в месяц», «срок не задан»."""
        return "срок не задан" if self.every is None else interval_words(self.every, self.unit)

    @property
    def doubt(self) -> str:
        """Whose word it is where the order is not confirmed: «задан кабинетом», «не подтверждено, …»."""
        return "" if self.confirmed else BY_OFFICE if self.by_office else UNCONFIRMED


def interval_words(every: int, unit: IntervalUnit) -> str:
    """«раз в месяц», «раз в 6 недель»."""
    if every == 1:
        return "раз в неделю" if unit == "week" else "раз в месяц"
    noun = ("неделю", "недели", "недель") if unit == "week" else ("месяц", "месяца", "месяцев")
    return f"раз в {plural(every, *noun)}"


@dataclass(frozen=True)
class EndRule:
    """A ground to end an observation; `group` None: for all, `decided_by` None: the order was not seen to say."""

    ground: EndGround
    group: str | None
    after_months: int | None
    decided_by: DecidedBy | None
    papers: tuple[str, ...]
    note: str
    confirmed: bool
    proposed: int | None = None  # months that an older order wanted, where this one was not seen to say
    months_by_office: bool = False
    decider_by_office: bool = False

    @property
    def shown(self) -> str:
        """What the order wants: «решает врачебная комиссия, после 36 месяцев ремиссии»."""
        after = f"после {plural(self.after_months, *MONTHS_OF_REMISSION)} ремиссии" if self.after_months else ""
        papers = f"нужны: {', '.join(self.papers)}" if self.papers else ""
        doubt = "" if self.confirmed or self.decider_by_office else UNCONFIRMED
        office = BY_OFFICE if self.months_by_office or self.decider_by_office else ""
        return ", ".join(filter(None, (DECIDES[self.decided_by], after, self.note, papers, doubt, office)))

    @property
    def are_months_confirmed(self) -> bool:
        """Whether the order itself was seen to want so many months."""
        return self.confirmed and self.after_months is not None and not self.months_by_office


@dataclass(frozen=True)
class Absence:
    """After how many months without a visit the observation may end."""

    months: int | None
    confirmed: bool
    proposed: int | None = None
    by_office: bool = False

    @property
    def doubt(self) -> str:
        """Whose word it is where the order is not confirmed."""
        return "" if self.confirmed else BY_OFFICE if self.by_office else UNCONFIRMED


@dataclass(frozen=True)
class RuleSet:
    """One order on observation; its intervals count months of remission or of observation (`counts`).

    `groups_named` tells whether the order itself knows groups; `remission_months` is the abstinence that the order
    calls a remission, None where it does not define it.
    """

    id: str
    act: Act
    counts: Counts
    groups_named: bool
    needs_consent: bool
    remission_months: int | None
    groups: tuple[Group, ...]
    intervals: tuple[Interval, ...]
    ends: tuple[EndRule, ...]
    absence: Absence | None
    questions: tuple[str, ...]

    def group_for(self, code: str, *, court_duty: bool) -> Group | None:
        """The group that an ICD-10 code such as `F11.242Н` proposes; the doctor decides. None: not observed."""
        fitting = [group for group in self.groups if code.startswith(group.icd)]
        for group in fitting:
            if group.needs_court_duty and court_duty:
                return group
        return next((group for group in fitting if not group.needs_court_duty), None)

    def interval(self, group: str, months: int) -> Interval | None:
        """How often to come after so many full `months` of what the order counts; None: the order has no such cell."""
        for interval in self.intervals:
            if interval.group == group and interval.covers(months):
                return interval
        return None

    def ends_for(self, group: str) -> tuple[EndRule, ...]:
        """The grounds on which an observation in this group may end."""
        return tuple(rule for rule in self.ends if rule.group in (None, group))


@cache
def all_rule_sets() -> tuple[RuleSet, ...]:
    """Every order the program knows, the oldest first; raises DataFault."""
    folder = RESOURCES / "rules" / "observation"
    return tuple(sorted((_read(path) for path in folder.glob("*.yaml")), key=_start))


def observation_rules(day: date) -> RuleSet:
    """The order in force on the day of a decision; raises UserError when none is known for it."""
    for known in all_rule_sets():
        if known.act.is_in_force_on(day):
            return known
    raise UserError(
        f"Порядок диспансерного наблюдения на {show(day)} программе не известен.",
        do="Проверьте дату или обновите программу.",
    )


def rule_set(id: str) -> RuleSet:
    """One order by its id, such as `ДН-2015`; raises NotFound."""
    for known in all_rule_sets():
        if known.id == id:
            return known
    raise NotFound(f"Порядок наблюдения «{id}» программе не известен.", do="Обновите программу.")


def _start(known: RuleSet) -> date:
    return known.act.valid_from or date.min


def _read(path: Path) -> RuleSet:
    top = datafiles.read(path)
    top.text("source")
    absence = top.block_or_none("absence")
    known = RuleSet(
        id=top.text("code"),
        act=read_act(top.block("act")),
        counts=top.choice("counts", COUNTS),
        groups_named=top.flag("groups_named"),
        needs_consent=top.flag("needs_consent"),
        remission_months=top.number_or_none("remission_months"),
        groups=tuple(_group(block) for block in top.blocks("groups")),
        intervals=tuple(_interval(block) for block in top.blocks("intervals")),
        ends=tuple(_end(block) for block in top.blocks("ends")),
        absence=_absence(absence) if absence else None,
        questions=top.texts("questions"),
    )
    top.finish()
    named = {group.code for group in known.groups}
    used = {interval.group for interval in known.intervals} | {rule.group for rule in known.ends if rule.group}
    for stranger in used - named:
        raise top.fault("groups", f"группы «{stranger}» в этом файле нет")
    return known


def _absence(block: Block) -> Absence:
    months, proposed = block.number_or_none("months"), block.number_or_none("proposed")
    return Absence(months, block.flag("confirmed"), proposed)


def _group(block: Block) -> Group:
    return Group(
        code=block.text("code"),
        title=block.text("title"),
        icd=block.codes("icd"),
        needs_court_duty=block.flag("needs_court_duty", default=False),
    )


def _interval(block: Block) -> Interval:
    interval = Interval(
        group=block.text("group"),
        from_months=block.number("from"),
        to_months=block.number_or_none("to"),
        every=block.number_or_none("every"),
        proposed=block.number_or_none("proposed"),
        unit=block.choice("unit", INTERVAL_UNITS),
        confirmed=block.flag("confirmed"),
    )
    if interval.confirmed and interval.every is None:
        raise block.fault("confirmed", "срок не указан, подтверждать нечего")
    return interval


def _end(block: Block) -> EndRule:
    block.text_or_none("source")
    return EndRule(
        ground=block.choice("ground", END_GROUNDS),
        group=block.text_or_none("group"),
        after_months=block.number_or_none("after_months"),
        decided_by=block.choice_or_none("decided_by", DECIDED_BY),
        papers=block.texts("papers"),
        note=block.text_or_none("note") or "",
        confirmed=block.flag("confirmed"),
        proposed=block.number_or_none("proposed"),
    )
