"""Who is behind a cell of a draft: by name, inside the office alone, and that it was looked at is journalled."""

from collections.abc import Sequence

from narcdesk import counted
from narcdesk.counted import Counted
from narcdesk.register import Register
from narcdesk.statistics.checking import Spot
from narcdesk.statistics.facts import Fact
from narcdesk.statistics.reports import OUTSIDE, Report


def behind(register: Register, report: Report, spot: Spot) -> list[Fact]:
    """The facts of a cell by the alphabet, as many as its number says; nobody is shown yet. Raises Forbidden."""
    register.person.must("patients.look_counted")
    if is_protected(report, spot):
        register.person.must("infections.look_counted")
    with register.read() as session:
        place = {person: number for number, person in enumerate(counted.by_name(session))}
    return sorted(report.cells.get(spot, ()), key=lambda fact: place[fact.patient_id])


def explained(register: Register, report: Report, spot: Spot, page: Sequence[Fact]) -> list[Counted]:
    """One page of those facts, each with the person; whom the page showed is journalled.

    A list that tells of infections has an entry of its own kind: its secret is kept apart (38-ФЗ).
    """
    register.person.must("patients.look_counted")
    said = [(fact.patient_id, fact.said) for fact in page]
    if is_protected(report, spot):
        with register.write("infections.look_counted") as session:
            return counted.shown(session, register, said)
    with register.write("patients.look_counted") as session:
        return counted.shown(session, register, said)


def is_protected(report: Report, spot: Spot) -> bool:
    """Whether a cell tells of infections."""
    return spot.table != OUTSIDE and bool(report.layout.table(spot.table).right)
