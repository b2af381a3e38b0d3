"""What the office has decided about its backups, and their making: by hand, by plan, at the exit.

A backup is journalled before it is made, so that its own record lies in it; where it did not come off, a second record
says so. Whether one that was begun was also proved, this computer remembers (`backups.recall`).
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import backups
from narcdesk.audit import AuditEntry
from narcdesk.backups import Backup, Facts, Manifest, Remembered, age_words
from narcdesk.base import Base, Coded, coded
from narcdesk.errors import Invalid, Problem, UserError
from narcdesk.fields import Kind, asked, read
from narcdesk.files import lies_in, make_folder
from narcdesk.office import requisites
from narcdesk.places import backups_dir
from narcdesk.register import Register

Progress = Callable[[int, int], object]  # done, of how many

LONGEST = 24 * 31  # hours: a plan that makes none in a month is no plan
NO_WORK = ("backups.make", "backups.fail", "staff.sign_in", "office.create")  # acts that no new backup is needed for


class Why(Coded):
    """What a backup was made for."""

    HAND = "hand", "вручную"
    PLAN = "plan", "по плану"
    EXIT = "exit", "при выходе"
    COMMAND = "command", "командой"


class BackupPlan(Base, kw_only=True):
    """Where backups go and when; one row, or none while nobody has decided: then the defaults hold."""

    __tablename__ = "backup_plan"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    folder: Mapped[str] = mapped_column(
        sa.String(400), default="", info=asked("Папка для копий", Kind.TEXT, width=48, hint="лучше на другом диске")
    )
    stick: Mapped[str] = mapped_column(
        sa.String(400),
        default="",
        info=asked("Второе место", Kind.TEXT, width=48, hint="флеш-накопитель или сетевая папка; может не быть"),
    )
    every_hours: Mapped[int] = mapped_column(
        default=24, info=asked("Копия не реже чем раз в", Kind.NUMBER, width=4, least=1, hint="часов, пока есть работа")
    )
    at_exit: Mapped[bool] = mapped_column(default=True, info=asked("И при выходе из программы", Kind.YES_NO))


class BackupMade(Base, kw_only=True):
    """One backup that was begun; `trouble` says why it did not come off."""

    __tablename__ = "backups"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    begun_at: Mapped[datetime]
    seq: Mapped[int]  # the entry of the journal that it was begun with: the end of the journal in the backup
    why: Mapped[Why] = mapped_column(coded(Why))
    folder: Mapped[str] = mapped_column(sa.String(400))
    name: Mapped[str] = mapped_column(sa.String(120))
    trouble: Mapped[str] = mapped_column(sa.String(400), default="")

    @property
    def path(self) -> Path:
        """Where it was to lie."""
        return Path(self.folder) / self.name


@dataclass(frozen=True)
class Plan:
    """The plan as it holds; `on_this_disk`: nobody has named a folder, so backups lie beside the program's memory.

    A training register has none of its own accord: `is_automatic` is False until somebody decides.
    """

    folder: Path
    stick: Path | None
    every: timedelta
    at_exit: bool
    on_this_disk: bool
    is_automatic: bool

    @property
    def folders(self) -> list[Path]:
        """Every place that a backup goes to."""
        return [self.folder] if self.stick is None else [self.folder, self.stick]


class NoPlace(UserError):
    """No place of the plan is there."""

    def __init__(self, missing: Sequence[Path]) -> None:
        places = ", ".join(f"«{folder}»" for folder in missing)
        super().__init__(
            f"Резервная копия не сделана: нет места {places}.",
            do="Вставьте носитель или назовите другую папку в настройках.",
        )
        self.missing = missing


@dataclass
class Made:
    """What came of making a backup: files that were proved, troubles in sentences, places that are not there."""

    paths: list[Path] = field(default_factory=list)
    troubles: list[UserError] = field(default_factory=list)
    missing: list[Path] = field(default_factory=list)
    thinned: list[Path] = field(default_factory=list)
    facts: Facts | None = None


# The plan


def plan(register: Register) -> Plan:
    """What holds now."""
    with register.read() as session:
        decided = session.get(BackupPlan, 1)
        is_automatic = decided is not None or not requisites(session).training
    kept = decided or _undecided()
    return Plan(
        folder=Path(kept.folder) if kept.folder else backups_dir(),
        stick=Path(kept.stick) if kept.stick else None,
        every=timedelta(hours=kept.every_hours),
        at_exit=kept.at_exit and is_automatic,
        on_this_disk=not kept.folder,
        is_automatic=is_automatic,
    )


def decided(register: Register) -> BackupPlan:
    """The plan as the form shows it."""
    with register.read() as session:
        return session.get(BackupPlan, 1) or _undecided()


def _undecided() -> BackupPlan:
    return BackupPlan(folder="", stick="", every_hours=24, at_exit=True)


def amend(register: Register, typed: Mapping[str, Any]) -> Plan:
    """Decide anew; raises Invalid."""
    reading = read(BackupPlan, typed, register.today())
    for name in ("folder", "stick"):
        place = reading.values.get(name)
        if place and (problem := _wrong_place(Path(place), register.folder)):
            reading.problems.append(Problem(name, problem))
    if reading.values.get("every_hours", 0) > LONGEST:
        reading.problems.append(Problem("every_hours", f"Копия не реже чем раз в: не больше {LONGEST} часов"))
    if reading.problems:
        raise Invalid(reading.problems)
    with register.write("backups.plan") as session:
        kept = session.get(BackupPlan, 1)
        if kept is None:
            kept = BackupPlan()
            session.add(kept)
        for name, value in reading.values.items():
            setattr(kept, name, value)
    return plan(register)


def _wrong_place(place: Path, register: Path) -> str:
    if not place.is_absolute():
        return "Назовите папку целиком, с диском"
    if lies_in(place / "копия", register):
        return "Это папка самого реестра: выберите другую"
    return ""


# Making


def make(
    register: Register,
    why: Why = Why.HAND,
    *,
    folders: Sequence[Path] | None = None,
    progress: Progress = lambda done, of: None,
) -> Made:
    """Make a backup in every place of the plan, or in `folders`: written, read back, opened and counted.

    A place that fails or is not there does not keep the others from theirs. Raises NoPlace, and the trouble itself
    where no place has got its backup.
    """
    made, wanted = Made(), _places(register) if folders is None else list(folders)
    there = [folder for folder in wanted if folder.is_dir()]
    made.missing = [folder for folder in wanted if folder not in there]
    if not there:
        register.person.must("backups.make")
        raise NoPlace(made.missing)
    begun = _begin(register, why, there)
    try:
        _copy(register, begun, made, progress)
    except BaseException as error:
        _failed(register, begun, error if isinstance(error, UserError) else UserError("Копирование прервано."))
        raise
    if not made.paths:
        raise made.troubles[0]
    return made


def _places(register: Register) -> list[Path]:
    now = plan(register)
    if now.on_this_disk:
        make_folder(now.folder)
    return now.folders


def _begin(register: Register, why: Why, folders: Sequence[Path]) -> list[BackupMade]:
    moment = register.now()
    with register.write("backups.make") as session:
        begun = []
        for folder in folders:
            name = backups.free_name(folder, register.register_id, moment).name
            seq = register.head.seq + 1
            begun.append(BackupMade(begun_at=moment, seq=seq, why=why, folder=str(folder), name=name))
        session.add_all(begun)
    return begun


def _copy(register: Register, begun: Sequence[BackupMade], made: Made, progress: Progress) -> None:
    shares = 1 + 2 * len(begun)  # the copying, and for each place the writing and the opening
    with backups.snapshot(register.unlocked, begun[0].begun_at, _share(progress, 0, shares)) as copy:
        made.facts = copy.manifest.facts
        for number, one in enumerate(begun):
            at = 1 + 2 * number
            steps = (_share(progress, at, shares), _share(progress, at + 1, shares))
            try:
                backups.write(copy, one.path, register.unlocked, *steps)
            except UserError as error:
                made.troubles.append(error)
                _failed(register, [one], error)
                continue
            made.paths.append(one.path)
            backups.remember(register.register_id, Remembered(one.path, one.begun_at, opened=True))
            made.thinned += backups.thin(one.path, register.register_id)


def _share(progress: Progress, number: int, of: int) -> Progress:
    """A step of one share of the whole, told as percent of all."""
    return lambda done, all_: progress(100 * (number * all_ + done) // (of * max(all_, 1)), 100)


def _failed(register: Register, begun: Sequence[BackupMade], error: UserError) -> None:
    if not register.is_open:  # it was closed meanwhile; what is neither remembered nor failed counts as not made
        return
    with suppress(UserError), register.write("backups.fail") as session:
        for one in begun:
            kept = session.get_one(BackupMade, one.id)
            kept.trouble = kept.trouble or error.what[:400]


# How old is the last one


@dataclass(frozen=True)
class Standing:
    """The last good backup; since when there is work in none; whether the plan wants one, or wanted it long ago."""

    last: Remembered | None
    unsaved_since: datetime | None
    is_due: bool
    is_late: bool
    said: str


def standing(register: Register) -> Standing:
    """How the register stands; asks no disk, so that a network that is gone holds nobody up."""
    planned, now = plan(register), register.now()
    with register.read() as session:
        last, seq = _last(session, register.register_id)
        since = _worked_since(session, seq, last)
    waits = since if planned.is_automatic else None
    is_due = waits is not None and (last is None or not timedelta() <= now - last.made_at < planned.every)
    is_late = waits is not None and now - waits >= planned.every
    if last is None:
        return Standing(None, since, is_due, is_late, "Копий нет")
    words = f"Копия: {age_words(last.made_at, now)}{'' if last.opened else ', не проверена'}"
    return Standing(last, since, is_due, is_late, words)


def _last(session: Session, register_id: str) -> tuple[Remembered | None, int]:
    """The last good backup and the entry of the journal that it ends with (0: not known)."""
    remembered = backups.recall(register_id)
    good = sa.select(BackupMade).where(BackupMade.trouble == "").order_by(BackupMade.id.desc()).limit(1)
    if remembered is not None:  # one that was begun later was not proved: the program was killed meanwhile
        good = good.where(BackupMade.begun_at <= remembered.made_at)
    row = session.scalar(good)
    if row is None or (remembered is not None and row.begun_at < remembered.made_at):
        return remembered, 0
    return Remembered(row.path, row.begun_at, opened=True), row.seq


def _worked_since(session: Session, seq: int, last: Remembered | None) -> datetime | None:
    """The moment of the first act that no backup holds."""
    query = sa.select(AuditEntry.at).where(AuditEntry.action.not_in(NO_WORK)).order_by(AuditEntry.seq).limit(1)
    if seq:
        query = query.where(AuditEntry.seq > seq)
    elif last is not None:  # made without a password: only its moment is known
        query = query.where(AuditEntry.at > last.made_at)
    return session.scalar(query)


# What is there


@dataclass(frozen=True)
class Found:
    """A backup that lies in a place of the plan, or a file there that cannot serve as one, and why."""

    path: Path
    manifest: Manifest | None
    size: int
    trouble: str = ""


def listing(register: Register) -> list[Found]:
    """What lies in the places of the plan, the newest first; reads the headers of each file, so it is long work."""
    register.person.must("backups.plan")
    found: list[Found] = []
    for folder in plan(register).folders:
        good, wrong = backups.listing(folder, register.register_id)
        found += [_found(backup) for backup in good]
        found += [Found(path, None, 0, error.what) for path, error in wrong]
    oldest = datetime.min.replace(tzinfo=register.now().tzinfo)
    return sorted(found, key=lambda one: one.manifest.made_at if one.manifest else oldest, reverse=True)


def _found(backup: Backup) -> Found:
    return Found(backup.path, backup.manifest, backup.size)


def history(register: Register, *, offset: int = 0, limit: int = 200) -> list[BackupMade]:
    """What was made and what failed, the newest first."""
    register.person.must("backups.plan")
    query = sa.select(BackupMade).order_by(BackupMade.id.desc()).offset(offset).limit(limit)
    with register.read() as session:
        return list(session.scalars(query))


def check(register: Register, path: Path, *, progress: Progress = lambda done, of: None) -> Manifest:
    """Open a backup by the key in hand and count it; raises BackupDamaged and the other sentences of `backups`."""
    register.person.must("backups.plan")
    return backups.check(path, register.unlocked, progress)
