"""Form 11: who was registered in the year, whom of them for the first time in his life, and infections among them."""

from collections.abc import Iterator

import sqlalchemy as sa

from narcdesk.dates import show
from narcdesk.diagnoses import Diagnosis
from narcdesk.duties import Duty
from narcdesk.infections import InfectionFact
from narcdesk.observation import Episode, Visit, first_ones_after
from narcdesk.statistics.facts.world import Fact, World

MEASURES = ("registered", "first", "hiv", "hcv", "hbv")


def facts(world: World) -> Iterator[Fact]:
    """A person is registered once, under his last diagnosis by the reporting date.

    Who was under observation before his first diagnosis was written down belongs to the row of that diagnosis.
    """
    later = {one.patient_id: one for one in first_ones_after(world.session, world.day)}
    infections = _infections(world)
    for person, why in _came(world).items():
        made = [one for one in world.diagnoses.get(person, []) if one.made_on <= world.day]
        diagnosis = made[-1] if made else later.get(person)
        said = f"{_named(diagnosis)}; {why}"
        yield Fact("registered", person, diagnosis, "", said)
        if new := [one for one in made if _is_first(world, one)]:
            yield Fact("first", person, diagnosis, "", f"впервые в жизни {show(new[0].made_on)}; {said}")
        for infection in sorted(infections.get(person, ())):
            yield Fact(infection, person, diagnosis, "", said)


def _named(diagnosis: Diagnosis | None) -> str:
    return f"диагноз {diagnosis.code} от {show(diagnosis.made_on)}" if diagnosis else "диагноз не записан"


def _is_first(world: World, diagnosis: Diagnosis) -> bool:
    return diagnosis.first_in_life and world.period.contains(diagnosis.made_on) and bool(world.row_of(diagnosis))


def _came(world: World) -> dict[int, str]:
    """Everybody who had to do with the office in the year, and by what: observation says more than a visit."""
    year = (world.period.start, world.period.end)
    found = {
        person: f"обратился {show(card.came_on)}"
        for person, card in world.cards.items()
        if world.period.contains(card.came_on)
    }
    visited = sa.select(Visit.patient_id, sa.func.max(Visit.on)).where(Visit.kept, Visit.on.between(*year))
    judged = sa.select(Duty.patient_id, sa.func.max(Duty.appeared_on)).where(Duty.appeared_on.between(*year))
    for person, on in world.session.execute(visited.group_by(Visit.patient_id)):
        found[person] = f"явка {show(on)}"
    found |= {
        person: f"явка по решению суда {show(on)}"
        for person, on in world.session.execute(judged.group_by(Duty.patient_id))
        if on is not None
    }
    for person, known in world.diagnoses.items():
        for one in known:
            if world.period.contains(one.made_on):
                found[person] = f"диагноз поставлен {show(one.made_on)}"
    observed = sa.select(Episode.patient_id, Episode.taken_on, Episode.ended_on).where(
        Episode.taken_on <= world.period.end,
        sa.or_(Episode.ended_on.is_(None), Episode.ended_on >= world.period.start),
    )
    for person, taken_on, ended_on in world.session.execute(observed.order_by(Episode.taken_on)):
        till = f" по {show(ended_on)}" if ended_on is not None and ended_on <= world.period.end else ""
        found[person] = f"под наблюдением с {show(taken_on)}{till}"
    return found


def _infections(world: World) -> dict[int, set[str]]:
    """What was known by the reporting date and not taken back; found on a day of which maybe only the year is known."""
    found: dict[int, set[str]] = {}
    if not world.may_see_infections:
        return found
    day = world.day.isoformat()
    columns = (InfectionFact.patient_id, InfectionFact.infection, InfectionFact.found_on)
    for person, infection, on in world.session.execute(sa.select(*columns).where(InfectionFact.cancelled_on.is_(None))):
        if on.iso <= day[: len(on.iso)]:
            found.setdefault(person, set()).add(infection.value)
    return found
