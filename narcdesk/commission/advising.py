"""What still can leave where a batch was stopped: each other way is tried in full, and only one that holds is named.

What can be worked out comes of what left before. A longer period may help where no day of it has left, and so may
coarser rounding and fewer tables.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from narcdesk.commission import risk
from narcdesk.commission.batch import assemble
from narcdesk.commission.knowledge import EXACT, Ledger
from narcdesk.commission.policy import Policy, Stricter
from narcdesk.commission.protection import Progress
from narcdesk.commission.rounding import LedgerDisagrees
from narcdesk.commission.tables import Cell, CountsDisagree, CountTable
from narcdesk.dates import Period

TRIED = "Программа это проверила."
NOTHING = (
    "Таблицы за этот период этому получателю не передавайте и не сообщайте эти числа иначе, письмом или на словах: "
    "проверены более длинные периоды и более строгие правила, не помогает ничего."
)
# An exact batch reckons with what was rounded before it and hides more; a rounded one comes too late for that.
NEXT_TIME = "За следующие периоды отправляйте округлённые таблицы раньше точных."


@dataclass(frozen=True)
class Stopped:
    """A batch that was stopped, with all that another one in its place would be made of.

    `cells`: what could be worked out, by its names in the ledger; `counts`: of this period and of each of `longer`,
    which hold it and may leave.
    """

    policy: Policy
    period: Period
    cells: Collection[Cell]
    counts: Mapping[Period, Mapping[Cell, int]]
    longer: Sequence[Period]
    office: str
    ledger: Ledger


def instead(stopped: Stopped, progress: Progress = lambda done, of: None) -> str:
    """What to do, in sentences; what `progress` raises ends the work."""
    for period in stopped.longer:
        if _leaves(stopped, stopped.policy, period, progress):
            return f"Выгрузите вместо него более длинный период: {period.label}. {TRIED}"
    for wanted, words in _stricter(stopped):
        stricter = stopped.policy.tightened(wanted)
        if _leaves(stopped, stricter, stopped.period, progress):
            return f"Сделайте выгрузку строже, это может заведующий: «Комиссия», «Строгость», {words}. {TRIED}"
    has_exact = any(EXACT in told for told in stopped.ledger.values())
    return f"{NOTHING} {NEXT_TIME}" if has_exact else NOTHING


def _leaves(stopped: Stopped, policy: Policy, period: Period, progress: Progress) -> bool:
    """Whether such a batch holds against every attack on its numbers: rounded, which is tried faster, or exact."""
    ways = (False, True) if policy.is_exact_for(stopped.counts[period]) else (False,)
    return any(_holds(stopped, policy, period, progress, may_be_exact=may) for may in ways)


def _holds(stopped: Stopped, policy: Policy, period: Period, progress: Progress, *, may_be_exact: bool) -> bool:
    counts, office, ledger = stopped.counts[period], stopped.office, stopped.ledger
    try:
        made = assemble(
            policy, period, counts, office=office, ledger=ledger, may_be_exact=may_be_exact, progress=progress
        )
        risk.assess(made, progress)
    except (risk.Guessed, LedgerDisagrees, CountsDisagree):
        return False
    return True


def _stricter(stopped: Stopped) -> Iterator[tuple[Stricter, str]]:
    """What the office may be stricter in, the mildest first, in words."""
    rules = stopped.policy
    touched = [table for table in rules.tables if _shows(table, stopped)] or list(rules.tables)
    coarser = range(2 * rules.base, rules.largest_base + 1, rules.base)
    for base in coarser:
        yield Stricter(base=base), f"округление до кратных {base}"
    for number in sorted({1, len(touched)}):
        for start in range(0, len(touched), number):
            without = touched[start : start + number]
            if len(without) < len(rules.tables):
                for base in (rules.base, *coarser):
                    rounding = f"округление до кратных {base}, " if base != rules.base else ""
                    yield (
                        Stricter(base=base, left_out=tuple(table.code for table in without)),
                        f"{rounding}снимите отметку: {', '.join(_called(table) for table in without)}",
                    )


def _shows(table: CountTable, stopped: Stopped) -> bool:
    names = {cell.code for cell in stopped.cells}
    return any(stopped.policy.ledger_key(cell, stopped.period) in names for cell in table.cells)


def _called(table: CountTable) -> str:
    return f"«{table.number}. {table.title}»"
