"""Form 37, tables 2100, 2102, 2110 and 2130: the movement of those under observation, deaths, remission at the end."""

from collections.abc import Iterator
from datetime import date

from narcdesk import spells
from narcdesk.dates import plural, show
from narcdesk.observation import EndGround
from narcdesk.spells import Spell
from narcdesk.statistics.facts.world import Fact, World

MEASURES = (
    "taken",
    "taken_first",
    "removed",
    "removed_recovery",
    "removed_death",
    "observed",
    "remission_half",
    "remission_year",
    "remission_long",
)
_REMOVED = {EndGround.RECOVERY: "removed_recovery", EndGround.DEATH: "removed_death"}


def facts(world: World) -> Iterator[Fact]:
    """Each spell is taken, removed and stands at the end by its own diagnosis of that moment."""
    for spell in spells.touching(world.session, world.period, world.row_of):
        person, episode = spell.episode.patient_id, spell.episode
        if world.period.contains(spell.since):
            begun = next(iter(spell.diagnoses), None)
            yield Fact("taken", person, begun, "", _taken(spell))
            if spell.is_taken and episode.first_in_life:
                yield Fact("taken_first", person, begun, "", f"{_taken(spell)}, впервые в жизни")
        if spell.until is not None and world.period.contains(spell.until):
            yield from _removed(world, spell, spell.until)
        if spell.lasts_on(world.day):
            yield from _standing(world, spell)


def _code(spell: Spell[str], day: date) -> str:
    diagnosis = spell.diagnosis_on(day)
    return diagnosis.code if diagnosis else "диагноз не записан"


def _taken(spell: Spell[str]) -> str:
    how = "взят под наблюдение" if spell.is_taken else "переведён сюда: диагноз изменён"
    return f"{how} {show(spell.since)}, {_code(spell, spell.since)}"


def _removed(world: World, spell: Spell[str], until: date) -> Iterator[Fact]:
    person, last = spell.episode.patient_id, next(reversed(spell.diagnoses), None)
    ground = spell.episode.end_ground if spell.is_removed else None
    if not spell.is_removed:
        how = f"переведён отсюда: диагноз изменён {show(until)}"
    else:
        how = f"снят {show(until)}: {ground.label if ground else 'основание не записано'}"
    said = f"{how}; {last.code if last else 'диагноз не записан'}"
    cause = world.cards[person].cause if person in world.cards else None
    yield Fact("removed", person, last, "", said)
    if ground in _REMOVED:
        yield Fact(_REMOVED[ground], person, last, cause.value if cause else "unknown", said)


def _standing(world: World, spell: Spell[str]) -> Iterator[Fact]:
    person, diagnosis = spell.episode.patient_id, spell.diagnosis_on(world.day)
    said = f"под наблюдением с {show(spell.since)}, {_code(spell, world.day)}"
    yield Fact("observed", person, diagnosis, "", said)
    months = world.months_sober.get(person, 0)
    if months >= 6:
        band = "remission_half" if months < 12 else "remission_year" if months < 24 else "remission_long"
        length = plural(months, "месяц", "месяца", "месяцев")
        yield Fact(band, person, diagnosis, "", f"ремиссия {length} на {show(world.day)}; {said}")
