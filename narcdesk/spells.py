"""Spells of observation: a stretch under one row of the statistics, from its taking to its removal.

A change of diagnosis is «снято» in one row and «взято» in another, as form 37 has it, so that every row adds up over
the years. What a row is, the reader says: the tables of the commission and the forms have rows of their own.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.dates import Period
from narcdesk.diagnoses import Diagnosis
from narcdesk.observation import Episode

Row = TypeVar("Row")


@dataclass(frozen=True)
class Spell(Generic[Row]):
    """A stretch of one observation in which its row stayed the same."""

    episode: Episode
    since: date
    until: date | None  # the first day that no longer belongs to it
    row: Row
    diagnoses: tuple[Diagnosis, ...]  # of the stretch, the oldest first; none where none was written down
    is_taken: bool  # not a transfer from another row
    is_removed: bool  # not a transfer to another row; also of one that goes on

    def lasts_on(self, day: date) -> bool:
        """On the books of its row at the end of a day."""
        return self.since <= day and (self.until is None or day < self.until)

    def diagnosis_on(self, day: date) -> Diagnosis | None:
        """Its diagnosis at the end of a day; the first one counts from the beginning."""
        made = [one for one in self.diagnoses if one.made_on <= day]
        return made[-1] if made else next(iter(self.diagnoses), None)


def touching(session: Session, period: Period, row_of: Callable[[Diagnosis | None], Row]) -> Iterator[Spell[Row]]:
    """The spells of every observation that touches a period, also those of its that do not."""
    touches = (
        Episode.taken_on <= period.end,
        sa.or_(Episode.ended_on.is_(None), Episode.ended_on >= period.start),
    )
    diagnoses: dict[int, list[Diagnosis]] = {}
    for diagnosis in session.scalars(
        sa.select(Diagnosis)
        .where(Diagnosis.patient_id.in_(sa.select(Episode.patient_id).where(*touches)))
        .order_by(Diagnosis.made_on, Diagnosis.id)
    ):
        diagnoses.setdefault(diagnosis.patient_id, []).append(diagnosis)
    for episode in session.scalars(sa.select(Episode).where(*touches).order_by(Episode.id)):
        yield from _cut(episode, diagnoses.get(episode.patient_id, []), row_of)


def _cut(
    episode: Episode, diagnoses: list[Diagnosis], row_of: Callable[[Diagnosis | None], Row]
) -> Iterator[Spell[Row]]:
    """One observation cut at each day on which its row changed.

    A first diagnosis made after the taking counts from the taking day, as `observation.in_groups` has it too, be it
    made on the day of the removal; a later one of that day changes nothing any more.
    """
    cuts: list[tuple[date, Row, list[Diagnosis]]] = []
    for diagnosis in diagnoses:
        is_first = diagnosis.made_on <= episode.taken_on or not cuts
        last = episode.ended_on or date.max
        if diagnosis.made_on > last or (diagnosis.made_on == last and not is_first):
            break
        row = row_of(diagnosis)
        if is_first:
            cuts = [(episode.taken_on, row, [diagnosis])]
        elif cuts[-1][1] != row:
            cuts.append((diagnosis.made_on, row, [diagnosis]))
        else:
            cuts[-1][2].append(diagnosis)
    cuts = cuts or [(episode.taken_on, row_of(None), [])]
    for number, (since, row, own) in enumerate(cuts):
        is_last = number == len(cuts) - 1
        yield Spell(
            episode=episode,
            since=since,
            until=episode.ended_on if is_last else cuts[number + 1][0],
            row=row,
            diagnoses=tuple(own),
            is_taken=number == 0,
            is_removed=is_last,
        )
