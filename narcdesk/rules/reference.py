"""The reference lists of the office: who sends, on what ground, court duties, consents, lawful disclosures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from narcdesk import datafiles
from narcdesk.acts import Term, lies_within, read_term
from narcdesk.datafiles import Block
from narcdesk.errors import NotFound
from narcdesk.places import RESOURCES

GroundKind = Literal["voluntary", "court", "released"]
Situation = Literal["care", "care_drugs", "narcology_drugs", "narcology_alcohol", "examination"]

GROUND_KINDS: tuple[GroundKind, ...] = ("voluntary", "court", "released")
SITUATIONS: tuple[Situation, ...] = ("care", "care_drugs", "narcology_drugs", "narcology_alcohol", "examination")


@dataclass(frozen=True)
class Subject:
    """A body of the district's or the region's system (regulation, 1.3); `region` None: any district has one."""

    code: str
    name: str
    kind: str
    region: str | None
    instead_of: str | None  # the common one that the region's act calls by its name
    valid_from: date | None
    valid_to: date | None
    successor: str | None
    sends: bool  # sends people to the office; the others are only written to
    phone: str
    source: str

    def is_valid_on(self, day: date) -> bool:
        """Whether the body exists on a day."""
        return lies_within(day, self.valid_from, self.valid_to)


@dataclass(frozen=True)
class LegalGround:
    """On what ground a person is helped (regulation, 1.4); `duty_kind` for those that a court made."""

    code: str
    kind: GroundKind
    title: str
    act: str | None
    duty_kind: str | None


@dataclass(frozen=True)
class DutyKind:
    """A duty that a court may impose, whom the office reports to (a subject's code) and in what terms."""

    code: str
    title: str
    content: str
    act: str
    controller: str
    disclosure: str  # the code of the ground on which the controller is told
    evasion: str | None
    start_notice: Term
    evasion_notice: Term
    completion_notice: Term
    registration_notice: Term  # the body's own, that it has registered him
    confirmed: bool


@dataclass(frozen=True)
class ConsentKind:
    """A consent; `per_recipient`: a sheet of its own for each recipient and each purpose."""

    code: str
    title: str
    act: str
    per_recipient: bool
    confirmed: bool


@dataclass(frozen=True)
class Signer:
    """Who signs a consent: below `representative_until` full years the parent or another legal representative."""

    situation: Situation
    title: str
    representative_until: int
    confirmed: bool
    source: str

    def needs_representative(self, age: int) -> bool:
        """Whether at this age (full years) a representative signs, unless the minor became capable earlier."""
        return age < self.representative_until


@dataclass(frozen=True)
class DisclosureGround:
    """A case in which the medical secret is told without consent (323-ФЗ ст. 13 ч. 4), and to whom."""

    code: str
    title: str
    to: str
    kinds: tuple[str, ...]  # of addressees whom it fits
    act: str
    confirmed: bool


def subjects(on: date, region: str | None = None) -> tuple[Subject, ...]:
    """Who exists on a day: the district's common subjects, and those of `region` when it is named."""
    return tuple(subject for subject in all_subjects(region) if subject.is_valid_on(on))


def all_subjects(region: str | None = None) -> tuple[Subject, ...]:
    """Who is or was: common subjects but those that the region's act names otherwise, and the region's own."""
    found = [subject for subject in every_subject() if subject.region in (None, region)]
    renamed = {subject.instead_of for subject in found}
    return tuple(subject for subject in found if subject.code not in renamed)


def subject(code: str) -> Subject:
    """One subject of any region, ended ones too; raises NotFound."""
    for found in every_subject():
        if found.code == code:
            return found
    raise NotFound(f"Субъекта «{code}» в справочнике нет.", do="Обновите программу.")


@cache
def every_subject() -> tuple[Subject, ...]:
    """Those of all regions."""
    return tuple(
        Subject(
            code=block.text("code"),
            name=block.text("name"),
            kind=block.text("kind"),
            region=block.text_or_none("region"),
            instead_of=block.text_or_none("instead_of"),
            valid_from=block.day_or_none("valid_from"),
            valid_to=block.day_or_none("valid_to"),
            successor=block.text_or_none("successor"),
            sends=block.flag("sends", default=True),
            phone=block.text_or_none("phone") or "",
            source=block.text_or_none("source") or source,
        )
        for block, source in _entries("subjects.yaml", "subjects")
    )


@cache
def legal_grounds() -> tuple[LegalGround, ...]:
    """All grounds of the regulation's 1.4."""
    return tuple(
        LegalGround(
            code=block.text("code"),
            kind=block.choice("kind", GROUND_KINDS),
            title=block.text("title"),
            act=block.text_or_none("act"),
            duty_kind=block.text_or_none("duty_kind"),
        )
        for block, _ in _entries("legal_grounds.yaml", "grounds")
    )


@cache
def duty_kinds() -> tuple[DutyKind, ...]:
    """All kinds of court duty."""
    return tuple(
        DutyKind(
            code=block.text("code"),
            title=block.text("title"),
            content=block.text("content"),
            act=block.text("act"),
            controller=block.text("controller"),
            disclosure=block.text("disclosure"),
            evasion=block.text_or_none("evasion"),
            start_notice=read_term(block.block_or_none("start_notice")),
            evasion_notice=read_term(block.block_or_none("evasion_notice")),
            completion_notice=read_term(block.block_or_none("completion_notice")),
            registration_notice=read_term(block.block_or_none("registration_notice")),
            confirmed=block.flag("confirmed"),
        )
        for block, _ in _entries("duty_kinds.yaml", "kinds")
    )


def duty_kind(code: str) -> DutyKind:
    """One kind of court duty, such as `АП`; raises NotFound."""
    for kind in duty_kinds():
        if kind.code == code:
            return kind
    raise NotFound(f"Вида обязанности «{code}» в справочнике нет.", do="Обновите программу.")


@cache
def consent_kinds() -> tuple[ConsentKind, ...]:
    """All kinds of consent."""
    return tuple(
        ConsentKind(
            code=block.text("code"),
            title=block.text("title"),
            act=block.text("act"),
            per_recipient=block.flag("per_recipient"),
            confirmed=block.flag("confirmed"),
        )
        for block, _ in _entries("consent_kinds.yaml", "kinds")
    )


def signer(situation: Situation) -> Signer:
    """Who signs in a situation; being sick with наркомания moves the age from 15 to 18 for narcology."""
    return _signers()[situation]


@cache
def _signers() -> dict[Situation, Signer]:
    signers = (
        Signer(
            situation=block.choice("situation", SITUATIONS),
            title=block.text("title"),
            representative_until=block.number("representative_until"),
            confirmed=block.flag("confirmed"),
            source=block.text("source"),
        )
        for block, _ in _entries("consent_signers.yaml", "signers")
    )
    return {rule.situation: rule for rule in signers}


@cache
def disclosure_grounds() -> tuple[DisclosureGround, ...]:
    """The closed list of lawful disclosures without consent."""
    return tuple(
        DisclosureGround(
            code=block.text("code"),
            title=block.text("title"),
            to=block.text("to"),
            kinds=block.texts("kinds"),
            act=block.text_or_none("source") or source,
            confirmed=block.flag("confirmed"),
        )
        for block, source in _entries("disclosure_grounds.yaml", "grounds")
    )


def _entries(name: str, key: str) -> Iterator[tuple[Block, str]]:
    """The entries of a list file with the source of the file; the keys are checked after the last one was read."""
    top = datafiles.read(RESOURCES / "rules" / name)
    source = top.text_or_none("source") or ""
    for block in top.blocks(key):
        yield block, source
    top.finish()
