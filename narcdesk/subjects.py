"""The directory of the district: who sends people to the office, and whom it writes to.

Regulation, 1.3 and 4.2-4.9, and what a region's act adds, come with the program as the reference list; how a body is
called here, where it is and whom a letter is addressed to, the office writes down itself. An entry is closed on a day
with its successor and never deleted: old referrals and letters go on naming it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import rules
from narcdesk.acts import lies_within
from narcdesk.base import Base, coded
from narcdesk.dates import show
from narcdesk.disclosures import AddresseeKind
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.fields import Field, Kind, asked, read, read_asked
from narcdesk.names import search_key
from narcdesk.office import requisites
from narcdesk.register import Register

OWN = "own-"  # before the number of an entry of the office, where the reference list has a code
KEY_LENGTH, WHY_LENGTH = 40, 300
PERSONS = (AddresseeKind.PARENT, AddresseeKind.RELATIVE)  # people, not bodies


def _references(_day: date) -> dict[str, str]:
    return {subject.code: subject.name for subject in rules.every_subject()}


def _kinds(_day: date) -> dict[str, str]:
    return {kind.value: kind.label for kind in AddresseeKind if kind not in PERSONS}


class Correspondent(Base, kw_only=True):
    """A body as the office knows it; `reference` is its code in the reference list, if the regulation names it."""

    __tablename__ = "correspondents"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    name: Mapped[str] = mapped_column(
        sa.String(300),
        info=asked("Полное название", Kind.TEXT, required=True, width=48, hint="как на бланке письма"),
    )
    kind: Mapped[AddresseeKind] = mapped_column(
        coded(AddresseeKind),
        info=asked(
            "Вид", Kind.CHOICE, required=True, choices=_kinds, width=36, hint="решает, кому можно писать без согласия"
        ),
    )
    reference: Mapped[str] = mapped_column(
        sa.String(KEY_LENGTH),
        default="",
        info=asked("Кто это в регламенте", Kind.CHOICE, choices=_references, width=48, hint="пусто, если не назван"),
    )
    address: Mapped[str] = mapped_column(
        sa.String(300), default="", info=asked("Адрес", Kind.TEXT, width=48, hint="с индексом")
    )
    phone: Mapped[str] = mapped_column(sa.String(40), default="", info=asked("Телефон", Kind.PHONE, width=20))
    email: Mapped[str] = mapped_column(
        sa.String(120), default="", info=asked("Электронная почта", Kind.EMAIL, width=32)
    )
    post: Mapped[str] = mapped_column(
        sa.String(160), default="", info=asked("Кому: должность", Kind.TEXT, width=32, hint="начальнику, директору")
    )
    person: Mapped[str] = mapped_column(
        sa.String(160), default="", info=asked("Кому: фамилия, инициалы", Kind.TEXT, width=24, hint="Иванову И. И.")
    )
    valid_from: Mapped[date | None] = mapped_column(
        default=None, info=asked("Действует с", Kind.DAY, width=12, hint="пусто, если не знаете")
    )
    valid_to: Mapped[date | None] = mapped_column(default=None)  # the last day on which it may be chosen
    successor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("correspondents.id"), default=None)
    closed_why: Mapped[str] = mapped_column(sa.String(WHY_LENGTH), default="")
    note: Mapped[str] = mapped_column(sa.Text, default="", info=asked("Примечание", Kind.LONG_TEXT, width=48))
    source: Mapped[str] = mapped_column(
        sa.String(200), default="", info=asked("Откуда сведения", Kind.TEXT, width=32, hint="письмо, сайт, звонок")
    )

    @property
    def key(self) -> str:
        """How referrals and letters name the entry."""
        return f"{OWN}{self.id}"


@dataclass(frozen=True)
class Body:
    """One line of the directory: of the reference list, or of the office itself."""

    key: str
    name: str
    kind: AddresseeKind
    address: str
    phone: str
    email: str
    addressee: str  # «начальнику Иванову И. И.»
    valid_from: date | None
    valid_to: date | None
    successor: str  # its name
    sends: bool
    reference: str  # its code in the reference list, or ""
    note: str
    source: str
    entry: Correspondent | None  # None: nobody has written down more than the act says

    @property
    def id(self) -> str:
        """What a list keeps its cursor by."""
        return self.key

    def is_valid_on(self, day: date) -> bool:
        """Whether it may be chosen for something of a day."""
        return lies_within(day, self.valid_from, self.valid_to)

    @property
    def standing(self) -> str:
        """Since when, until when, and who came after it."""
        since = f"с {show(self.valid_from)}" if self.valid_from else ""
        until = f"по {show(self.valid_to)}" if self.valid_to else ""
        after = f"дела приняло: {self.successor}" if self.successor else ""
        return ", ".join(filter(None, (" ".join(filter(None, (since, until))), after)))


# Actions


def enter(register: Register, typed: Mapping[str, Any]) -> Correspondent:
    """Write down a body of the district; raises Invalid."""
    with register.write("subjects.enter") as session:
        values = _looked_over(session, typed, register.today(), whole=True)
        entry = Correspondent(**values)
        session.add(entry)
    return entry


def amend(register: Register, entry_id: int, typed: Mapping[str, Any]) -> Correspondent:
    """Change what the office knows of a body; of a closed one too, for its old papers name it."""
    with register.write("subjects.amend") as session:
        entry = _entry(session, entry_id)
        for name, value in _looked_over(session, typed, register.today(), whole=False, entry=entry).items():
            setattr(entry, name, value)
    return entry


CLOSING = [
    Field("valid_to", "Последний день", Kind.PAST_DAY, required=True, hint="после него запись не предлагают"),
    Field("why", "Почему", Kind.TEXT, required=True, width=44, longest=WHY_LENGTH, hint="упразднён, переименован"),
    Field("successor_id", "Преемник", Kind.NUMBER),
]


def close(register: Register, entry_id: int, typed: Mapping[str, Any]) -> Correspondent:
    """The body is no more after a day, or is not written to any longer; `successor_id` names who took over."""
    with register.write("subjects.close") as session:
        entry = _entry(session, entry_id)
        if entry.valid_to is not None:
            raise UserError(f"Запись уже закрыта {show(entry.valid_to)}.", do="Нажмите F5: список обновится.")
        reading = read_asked(CLOSING, typed, register.today(), whole=True)
        problems, values = list(reading.problems), reading.values
        last_day, successor_id = values.get("valid_to"), values.get("successor_id")
        if last_day is not None and entry.valid_from is not None and last_day < entry.valid_from:
            problems.append(Problem("valid_to", "Последний день: раньше начала действия"))
        if successor_id is not None and (successor_id == entry_id or session.get(Correspondent, successor_id) is None):
            problems.append(Problem("successor_id", "Преемник: выберите другую запись"))
        if problems:
            raise Invalid(problems)
        entry.valid_to, entry.closed_why, entry.successor_id = last_day, values["why"], successor_id
    return entry


def _looked_over(
    session: Session, typed: Mapping[str, Any], today: date, *, whole: bool, entry: Correspondent | None = None
) -> dict[str, Any]:
    """What was typed, read; the kind must be that of the reference, and no two open entries have one name."""
    reading = read(Correspondent, typed, today, whole=whole)
    problems, values = list(reading.problems), reading.values
    if "kind" in values:
        values["kind"] = AddresseeKind(values["kind"])
    reference = values.get("reference", entry.reference if entry else "") or ""
    values["reference"] = reference
    kind = values.get("kind", entry.kind if entry else None)
    if reference and kind is not None and rules.subject(reference).kind != kind:
        meant = AddresseeKind(rules.subject(reference).kind).label
        problems.append(Problem("kind", f"Вид: в регламенте это «{meant}»"))
    if values.get("name"):
        wanted = search_key(values["name"])
        others = session.scalars(sa.select(Correspondent).where(Correspondent.valid_to.is_(None)))
        if any(search_key(one.name) == wanted for one in others if entry is None or one.id != entry.id):
            problems.append(Problem("name", "Полное название: такая запись уже есть"))
    if problems:
        raise Invalid(problems)
    return values


def _entry(session: Session, entry_id: int) -> Correspondent:
    entry = session.get(Correspondent, entry_id)
    if entry is None:
        raise NotFound("Такой записи в справочнике нет.")
    return entry


# Queries


def one(register: Register, entry_id: int) -> Correspondent:
    """One entry of the office."""
    with register.read("subjects.look") as session:
        return _entry(session, entry_id)


def listing(register: Register) -> list[Body]:
    """The whole directory by the alphabet, ended bodies too."""
    with register.read("subjects.look") as session:
        return bodies(session)


def bodies(session: Session) -> list[Body]:
    """The office's entries, and of the reference list of its region what no open entry stands for."""
    entries = list(session.scalars(sa.select(Correspondent)))
    names = {entry.id: entry.name for entry in entries}
    reference = rules.all_subjects(requisites(session).region_code)
    known = {entry.reference for entry in entries if entry.valid_to is None}
    found = [_of_entry(entry, names) for entry in entries]
    found += [_of_reference(subject) for subject in reference if subject.code not in known]
    return sorted(found, key=lambda body: search_key(body.name))


def offered(register: Register, day: date, *, sending: bool = False) -> dict[str, str]:
    """Key -> name of whom one may choose for something of a day; `sending`: those who send people."""
    return {body.key: body.name for body in listing(register) if body.is_valid_on(day) and (body.sends or not sending)}


def body_of(session: Session, key: str) -> Body:
    """The body of a key, ended ones too; raises NotFound."""
    if key.startswith(OWN) and key.removeprefix(OWN).isdecimal():
        entry = _entry(session, int(key.removeprefix(OWN)))
        after = session.get(Correspondent, entry.successor_id) if entry.successor_id else None
        return _of_entry(entry, {after.id: after.name} if after else {})
    return _of_reference(rules.subject(key))


def called(session: Session, code: str, day: date) -> Body:
    """The body that stands for a code of the reference list here on a day: the office's own entry, else the list's."""
    found = session.scalars(sa.select(Correspondent).where(Correspondent.reference == code).order_by(Correspondent.id))
    own = next((entry for entry in found if lies_within(day, entry.valid_from, entry.valid_to)), None)
    return _of_entry(own, {}) if own is not None else _of_reference(rules.subject(code))


def kinds_called(session: Session, name: str) -> set[AddresseeKind]:
    """What bodies of this name are, in the directory; none where it does not know them."""
    wanted = search_key(name)
    return {body.kind for body in bodies(session) if search_key(body.name) == wanted}


def _of_entry(entry: Correspondent, names: Mapping[int, str]) -> Body:
    reference = rules.subject(entry.reference) if entry.reference else None
    return Body(
        key=entry.key,
        name=entry.name,
        kind=entry.kind,
        address=entry.address,
        phone=entry.phone,
        email=entry.email,
        addressee=" ".join(filter(None, (entry.post, entry.person))),
        valid_from=entry.valid_from or (reference.valid_from if reference else None),
        valid_to=entry.valid_to or (reference.valid_to if reference else None),
        successor=_after(entry, reference, names),
        sends=reference is None or reference.sends,
        reference=entry.reference,
        note=" ".join(filter(None, (entry.note, entry.closed_why))),
        source=entry.source or (reference.source if reference else ""),
        entry=entry,
    )


def _after(entry: Correspondent, reference: rules.Subject | None, names: Mapping[int, str]) -> str:
    """Who took over: as the office wrote it down, else as the act says."""
    if entry.successor_id is not None:
        return names.get(entry.successor_id, "")
    return rules.subject(reference.successor).name if reference and reference.successor else ""


def _of_reference(subject: rules.Subject) -> Body:
    return Body(
        key=subject.code,
        name=subject.name,
        kind=AddresseeKind(subject.kind),
        address="",
        phone=subject.phone,
        email="",
        addressee="",
        valid_from=subject.valid_from,
        valid_to=subject.valid_to,
        successor=rules.subject(subject.successor).name if subject.successor else "",
        sends=subject.sends,
        reference=subject.code,
        note="",
        source=subject.source,
        entry=None,
    )
