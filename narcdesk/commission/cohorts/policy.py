"""The closed list of what may leave as records of cases, read from ``resources/cohorts``: no other column or value can.

An edition that has gone out is never edited: a batch names it by its fingerprint and is verified by it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from narcdesk import datafiles
from narcdesk.commission.catalogue import harmless, title
from narcdesk.commission.ceilings import Ceiling, Diversity, Protection
from narcdesk.commission.hierarchy import Hierarchy
from narcdesk.errors import NotFound
from narcdesk.places import RESOURCES

FOLDER = RESOURCES / "cohorts"
RECIPIENT = "medical"
UNKNOWN = "unknown"  # the value of what the office was not told
ROLES = QUASI, PROTECTED, COUNT = "quasi", "protected", "count"
REMARKS = ("small",)
_COARSER = " > "


@dataclass(frozen=True)
class Sign:
    """One column that may leave: a known value and how it reads, from exact to one name of all.

    `quasi`: somebody may know it of a person; `protected`: nobody may learn it; `count`: neither. Of the place only
    the coarser names are listed here, the settlements are those of the census (`from_census`).
    """

    code: str
    title: str
    role: str
    names: Mapping[str, tuple[str, ...]]
    levels: tuple[str, ...] = ()
    weight: int = 1
    of_region: bool = False  # the census tells how many live so
    from_census: bool = False
    telling: bool = False  # a secret is often guessed by it

    def name(self, value: str) -> str:
        """How a value reads exactly: so it stands in a record."""
        return self.names[value][0]

    def hierarchy(self, places: Mapping[str, str]) -> Hierarchy:
        """The names of each value by its exact one; `places`: of each settlement of the census its kind."""
        if not self.from_census:
            return Hierarchy(self.code, {names[0]: names for names in self.names.values()})
        named = {place: (place, *self.names[kind]) for place, kind in places.items()}
        return Hierarchy(self.code, {**named, self.name(UNKNOWN): self.names[UNKNOWN]})


@dataclass(frozen=True)
class Rules:
    """One edition: the columns, what groups of records must keep to, and on what day a case is looked at."""

    recipient: str
    edition: str
    fingerprint: str
    valid_from: date
    title: str
    called: str
    second_person: bool  # whether another person must confirm a batch before it leaves
    sealed: bool  # whether it leaves only encrypted to the recipient's key
    follow_up_years: int
    protection: Protection
    presence: float  # the greatest share of like inhabitants
    left_out: float  # the greatest share of the records
    least: int  # records, below which none leaves
    round_to: int
    surprise: float  # by how much a belief may rise for whoever knows the way
    signs: tuple[Sign, ...]
    remarks: Mapping[str, str]
    notice: str

    @property
    def quasi(self) -> tuple[Sign, ...]:
        """What somebody may know of a person."""
        return tuple(sign for sign in self.signs if sign.role == QUASI)

    @property
    def of_region(self) -> tuple[str, ...]:
        """The signs by which the census counts inhabitants, in the order of the columns."""
        return tuple(sign.code for sign in self.signs if sign.of_region)

    def sign(self, code: str) -> Sign:
        """One column by its code."""
        return next(sign for sign in self.signs if sign.code == code)

    def hierarchies(self, places: Mapping[str, str]) -> list[Hierarchy]:
        """The hierarchies of the quasi-identifiers, with these settlements and their kinds."""
        return [sign.hierarchy(places) for sign in self.quasi]

    def looked_at_on(self, year: int) -> date:
        """The day as of which the cases of a year are told."""
        return date(year + self.follow_up_years, 12, 31)


def in_force(day: date) -> Rules:
    """The edition on this day; raises NotFound when there is none."""
    editions = [rules for rules in all_rules() if rules.valid_from <= day]
    if not editions:
        raise NotFound("Для записей о случаях нет правил выгрузки.", do="Обновите программу.")
    return max(editions, key=lambda rules: rules.valid_from)


def newest() -> Rules:
    """The last edition, whatever the day: its bands of age and kinds of settlements are those of a census."""
    return max(all_rules(), key=lambda rules: rules.valid_from)


def by_fingerprint(fingerprint: str) -> Rules | None:
    """The edition that a batch names, or None when this program does not have it."""
    return next((rules for rules in all_rules() if rules.fingerprint == fingerprint), None)


@cache
def all_rules() -> tuple[Rules, ...]:
    """Every edition in the folder; raises DataFault."""
    return tuple(load(path.name) for path in sorted(FOLDER.glob("*.yaml")))


def load(name: str) -> Rules:
    """One edition by its file's name; raises DataFault."""
    file = datafiles.read(FOLDER / name)
    file.text("source")
    guard, follow = file.block("protection"), file.block("follow_up")
    remarks = file.block("remarks")
    signs = tuple(_sign(block) for block in file.blocks("signs"))
    valid_from = file.day_or_none("valid_from")
    if valid_from is None:
        raise file.fault("valid_from", "дата начала действия не указана")
    known = {sign.code: sign for sign in signs if sign.role == PROTECTED}
    rules = Rules(
        recipient=file.choice("recipient", (RECIPIENT,)),
        edition=file.text("edition"),
        fingerprint=hashlib.sha256((FOLDER / name).read_text(encoding="utf-8").encode("utf-8")).hexdigest(),
        valid_from=valid_from,
        title=title(file),
        called=file.text("called"),
        second_person=guard.choice("second_person", ("offered", "required")) == "required",
        sealed=guard.choice("encrypted", ("offered", "required")) == "required",
        follow_up_years=follow.number("years"),
        protection=Protection(
            guard.number("k"),
            tuple(_ceiling(block, known) for block in guard.blocks("ceilings")),
            tuple(
                Diversity(block.choice("sign", tuple(known)), block.number("least"))
                for block in guard.blocks("diversity")
            ),
        ),
        presence=guard.number("presence") / 100,
        left_out=guard.number("left_out") / 100,
        least=guard.number("least"),
        round_to=guard.number("round_to"),
        surprise=guard.number("surprise") / 100,
        signs=signs,
        remarks={name: remarks.text(name) for name in REMARKS},
        notice=file.text("notice"),
    )
    file.finish()
    return rules


def _ceiling(block: datafiles.Block, known: Mapping[str, Sign]) -> Ceiling:
    sign = block.choice("sign", tuple(known))
    value = block.choice("value", tuple(known[sign].names))
    return Ceiling(sign, known[sign].name(value), block.number("share") / 100)


def _sign(block: datafiles.Block) -> Sign:
    code, role = block.text("code"), block.choice("role", ROLES)
    names = {value: tuple(text.split(_COARSER)) for value, text in block.pairs("values")}
    for told in names.values():
        if any(harmless(name) != name for name in told):
            raise block.fault("values", f"не прочитано: {_COARSER.join(told)}")
    if len({told[0] for told in names.values()}) != len(names):
        raise block.fault("values", "два значения читаются одинаково")
    sign = Sign(
        code,
        title(block),
        role,
        names,
        block.texts("levels"),
        block.number_or_none("weight") or 1,
        block.flag("region", default=False),
        block.flag("from_census", default=False),
        block.flag("telling", default=False),
    )
    if role == QUASI:
        _must_nest(block, sign)
    return sign


def _must_nest(block: datafiles.Block, sign: Sign) -> None:
    if UNKNOWN not in sign.names and sign.code != "month":
        raise block.fault("values", "нет значения unknown: «не указано» — само по себе значение")
    try:
        tree = sign.hierarchy({kind: kind for kind in sign.names if kind != UNKNOWN})
    except ValueError as error:
        raise block.fault("values", "имена не вкладываются друг в друга") from error
    if tree.depth != len(sign.levels):
        raise block.fault("levels", "ступеней столько, сколько имён у значения")
    _must_be_told_apart(block, tree)


def _must_be_told_apart(block: datafiles.Block, tree: Hierarchy) -> None:
    """A name in a file says who may be meant: the same name is never of other values at another level."""
    meant: dict[str, set[str]] = {}
    for level in range(tree.depth):
        here: dict[str, set[str]] = {}
        for value, names in tree.names.items():
            here.setdefault(names[level], set()).add(value)
        for name, values in here.items():
            if meant.setdefault(name, values) != values:
                raise block.fault("values", f"имя «{name}» значит разное на разных ступенях")
