"""When the program locks itself: what the head has set for the whole office."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from narcdesk.base import Base
from narcdesk.errors import Invalid, Problem
from narcdesk.fields import Kind, asked, fields_of, read
from narcdesk.register import Register

MOST = 60  # minutes that an unlocked register may lie untouched


class LockRules(Base, kw_only=True):
    """One row, or none while nobody has set anything: then the defaults hold."""

    __tablename__ = "lock_rules"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    idle_minutes: Mapped[int] = mapped_column(
        default=10,
        info=asked(
            "Без работы, минут",
            Kind.NUMBER,
            width=4,
            least=1,
            hint=f"от 1 до {MOST}; за 30 секунд программа предупредит",
        ),
    )
    on_minimise: Mapped[bool] = mapped_column(default=False, info=asked("Когда окно свёрнуто", Kind.YES_NO))
    hides_from_capture: Mapped[bool] = mapped_column(
        default=False,
        info=asked("Не показывать окна на снимках экрана и при удалённой помощи", Kind.YES_NO, hint="только в Windows"),
    )


@dataclass(frozen=True)
class Locking:
    """The rules as they stand."""

    idle_minutes: int = 10
    on_minimise: bool = False
    hides_from_capture: bool = False


def rules(register: Register) -> Locking:
    """What holds now; everybody's window asks."""
    with register.read() as session:
        kept = session.get(LockRules, 1)
    return Locking(kept.idle_minutes, kept.on_minimise, kept.hides_from_capture) if kept else Locking()


def amend(register: Register, typed: Mapping[str, Any]) -> Locking:
    """Set the rules for the whole office; raises Invalid."""
    reading = read(LockRules, typed, register.today())
    minutes = reading.values.get("idle_minutes")
    if minutes is not None and minutes > MOST:
        title = next(field.title for field in fields_of(LockRules) if field.name == "idle_minutes")
        reading.problems.append(Problem("idle_minutes", f"{title}: не больше {MOST}"))
    if reading.problems:
        raise Invalid(reading.problems)
    with register.write("office.amend_locking") as session:
        kept = session.get(LockRules, 1)
        if kept is None:
            kept = LockRules()
            session.add(kept)
        for name, value in reading.values.items():
            setattr(kept, name, value)
    return rules(register)
