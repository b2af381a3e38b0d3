"""The office's own plan for the indicators of a year that the regional plan does not cover.

The plan of seed B ends with 2024: for a later year the head types the percents with the act that sets them, and every
batch of that year prints them. The regional plan, where it knows the year, always stands over these.
"""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk.base import Base
from narcdesk.commission.batch import Target, check_targets
from narcdesk.errors import Invalid, NotFound, Problem
from narcdesk.indicators import all_indicators
from narcdesk.names import clean
from narcdesk.register import Register

ACT_LENGTH = 300  # letters


class PlanTarget(Base, kw_only=True):
    """What an act wants one indicator to be in a year, in whole percent."""

    __tablename__ = "plan_targets"
    __table_args__ = (sa.UniqueConstraint("year", "indicator"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    year: Mapped[int]
    indicator: Mapped[str] = mapped_column(sa.String(40))
    percent: Mapped[int]
    act: Mapped[str] = mapped_column(sa.String(ACT_LENGTH))


def plan(register: Register, year: int, wanted: Mapping[str, Target]) -> dict[str, Target]:
    """Make these the office's plan of a year; an indicator that is left out is not planned. Raises Invalid."""
    with register.write("commission.plan") as session:
        targets = {code: Target(target.percent, clean(target.act)) for code, target in wanted.items()}
        check_targets(targets)
        if any(len(target.act) > ACT_LENGTH for target in targets.values()):
            raise Invalid([Problem("act", f"Акт: не длиннее {ACT_LENGTH} знаков")])
        if not set(targets) <= {indicator.code for indicator in all_indicators()}:
            raise NotFound("Такого показателя в программе нет.")
        there = {row.indicator: row for row in session.scalars(_of(year))}
        for code, row in there.items():
            if code not in targets:
                session.delete(row)
        for code, target in targets.items():
            if code in there:
                there[code].percent, there[code].act = target.percent, target.act
            else:
                session.add(PlanTarget(year=year, indicator=code, percent=target.percent, act=target.act))
    return targets


def of_year(register: Register, year: int) -> dict[str, Target]:
    """The office's own plan of a year, by the codes of the indicators."""
    register.person.must("commission.preview")
    with register.read() as session:
        return kept(session, year)


def kept(session: Session, year: int) -> dict[str, Target]:
    """The same for whoever counts a batch."""
    return {row.indicator: Target(row.percent, row.act) for row in session.scalars(_of(year))}


def _of(year: int) -> sa.Select[PlanTarget]:
    return sa.select(PlanTarget).where(PlanTarget.year == year).order_by(PlanTarget.id)
