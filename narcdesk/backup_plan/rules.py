"""Where backups go and when: what the office has decided, and the tables of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from narcdesk.base import Base, Coded, coded
from narcdesk.errors import Invalid, Problem
from narcdesk.fields import Kind, asked, read
from narcdesk.files import lies_in
from narcdesk.office import requisites
from narcdesk.places import backups_dir
from narcdesk.register import Register

LONGEST = 24 * 31  # hours: a plan that makes none in a month is no plan


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
        info=asked("Второе место", Kind.TEXT, width=48, hint="флеш-накопитель или сетевая папка; можно не указывать"),
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
        return [self.folder] if self.stick in (None, self.folder) else [self.folder, self.stick]


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
    values = accepted(typed, register.folder, register.today())
    with register.write("backups.plan") as session:
        kept = session.get(BackupPlan, 1)
        if kept is None:
            kept = BackupPlan()
            session.add(kept)
        for name, value in values.items():
            setattr(kept, name, value)
    return plan(register)


def accepted(typed: Mapping[str, Any], register: Path, today: date) -> dict[str, Any]:
    """What was typed of a plan, as it can be kept for the register in a folder, made or not; raises Invalid."""
    reading = read(BackupPlan, typed, today)
    for name in ("folder", "stick"):
        place = reading.values.get(name)
        if place and (problem := _wrong_place(Path(place), register)):
            reading.problems.append(Problem(name, problem))
    if reading.values.get("every_hours", 0) > LONGEST:
        reading.problems.append(Problem("every_hours", f"Копия не реже чем раз в: не больше {LONGEST} часов"))
    if reading.problems:
        raise Invalid(reading.problems)
    return reading.values


def _wrong_place(place: Path, register: Path) -> str:
    if not place.is_absolute():
        return "Назовите папку целиком, с диском"
    if lies_in(place / "копия", register):
        return "Это папка самого реестра: выберите другую"
    return ""
