"""How much stricter this office is with a recipient than his policy: set by the head alone, never looser.

What was used stands in the manifest of every batch, and a verifier accepts the policy's numbers or stricter ones.
"""

from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk.base import Base
from narcdesk.commission import policy
from narcdesk.commission.policy import LARGEST, Policy, Stricter
from narcdesk.errors import Invalid, Problem
from narcdesk.register import Register


class StricterRule(Base, kw_only=True):
    """What the office demands of batches for one recipient beyond his policy; None and empty: nothing more."""

    __tablename__ = "stricter_rules"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    recipient: Mapped[str] = mapped_column(sa.String(24), unique=True)
    k: Mapped[int | None]
    base: Mapped[int | None]
    indicator_base: Mapped[int | None]
    left_out: Mapped[list[str]] = mapped_column(sa.JSON)
    second_person: Mapped[bool]


@dataclass(frozen=True)
class Allowed:
    """The policy of a recipient, and how much stricter the office is."""

    policy: Policy
    stricter: Stricter


def tighten(register: Register, recipient: str, wanted: Stricter) -> Policy:
    """From now on be so strict with this recipient, and give what then stands for him; raises Invalid, NotFound.

    A number or a table that is left out of `wanted` is again as in his policy.
    """
    register.person.must("commission.tighten")
    rules = policy.in_force(recipient, register.today())
    if problems := _looser(rules, wanted):
        raise Invalid(problems)
    values = {
        "k": wanted.k,
        "base": wanted.base,
        "indicator_base": wanted.indicator_base,
        "left_out": sorted(wanted.left_out),
        "second_person": bool(wanted.second_person),
    }
    with register.write("commission.tighten") as session:
        row = session.scalar(_of(recipient))
        if row is None:
            session.add(StricterRule(recipient=recipient, **values))  # type: ignore[arg-type]
        else:
            for name, value in values.items():
                setattr(row, name, value)
    return rules.tightened(wanted)


def allowed(register: Register, recipient: str) -> Allowed:
    """What the policy asks and what the office asks beyond it, for the form."""
    register.person.must("commission.preview")
    rules = policy.in_force(recipient, register.today())
    with register.read() as session:
        return Allowed(rules, _kept(session, rules))


def in_force(session: Session, recipient: str, day: date) -> Policy:
    """The policy for a recipient on a day, as strict as the office wants it; raises NotFound."""
    rules = policy.in_force(recipient, day)
    return rules.tightened(_kept(session, rules))


def _kept(session: Session, rules: Policy) -> Stricter:
    """What is kept, as far as it is still stricter: a new edition of the policy may have gone beyond it."""
    row = session.scalar(_of(rules.recipient))
    if row is None:
        return Stricter()
    known = {table.code for table in rules.tables}
    kept = Stricter(
        row.k, row.base, row.indicator_base, tuple(sorted(set(row.left_out) & known)), row.second_person or None
    )
    as_in_policy = Stricter()
    return replace(kept, **{problem.field: getattr(as_in_policy, problem.field) for problem in _looser(rules, kept)})


def _looser(rules: Policy, wanted: Stricter) -> list[Problem]:
    """What in it the policy does not allow, field by field."""
    found = []
    for name, least in (("k", rules.k), ("indicator_base", rules.indicator_base)):
        number = getattr(wanted, name)
        if number is not None and not least <= number <= LARGEST:
            found.append(Problem(name, f"нужно целое число от {least} до {LARGEST}, мягче правил получателя нельзя"))
    if wanted.base is not None and (wanted.base % rules.base or not rules.base <= wanted.base <= rules.largest_base):
        found.append(Problem("base", _bases(rules)))
    codes = {table.code for table in rules.tables}
    if not set(wanted.left_out) <= codes or set(wanted.left_out) == codes:
        found.append(Problem("left_out", "хотя бы одна таблица получателя должна остаться"))
    if rules.second_person and wanted.second_person is False:
        found.append(Problem("second_person", "второго сотрудника требуют правила получателя"))
    return found


def _bases(rules: Policy) -> str:
    """To what may be rounded, in words."""
    allowed = [str(base) for base in range(rules.base, rules.largest_base + 1, rules.base)]
    return f"можно только {' или '.join(allowed)}"


def _of(recipient: str) -> sa.Select[StricterRule]:
    return sa.select(StricterRule).where(StricterRule.recipient == recipient)
