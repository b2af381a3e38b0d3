"""The end of an observation: its ground, who decides by the order, and what the facts lack for it.

What a confirmed cell of the order wants for a recovery blocks; what nobody confirmed, or only the office set, warns.
Absence only warns: the doctor decides it, and knows more of it than the register.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from narcdesk import patients, rules
from narcdesk.dates import add_months, plural, show
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.observation.commission import Verdict, decide, decided
from narcdesk.observation.due import absent_since
from narcdesk.observation.episodes import EndGround, Episode
from narcdesk.observation.rhythm import Rhythm, rhythm_of
from narcdesk.patients import Patient
from narcdesk.register import Register


@dataclass(frozen=True)
class Lack:
    """One thing that the order wants for an end and the facts do not show."""

    said: str
    blocks: bool


def end(
    register: Register,
    episode_id: int,
    on: date,
    ground: EndGround,
    decision: Mapping[str, Any] | None = None,
) -> Episode:
    """End an observation on a ground; `decision` is the commission's, written down with it. Raises Invalid."""
    with register.write("observation.end") as session:
        episode = session.get(Episode, episode_id)
        if episode is None:
            raise NotFound("Такого наблюдения в реестре нет.")
        if episode.ended_on is not None:
            raise UserError(
                f"Наблюдение уже завершено {show(episode.ended_on)}.",
                do="Если запись ошибочна, зачеркните её в карте и внесите заново.",
            )
        if not episode.taken_on <= on <= register.today():
            raise Invalid([Problem("ended_on", "Дата снятия: между взятием и сегодняшним днём")])
        patient = session.get_one(Patient, episode.patient_id)
        if ground is not EndGround.DEATH:
            patients.living(patient, on)
        if decision is not None:
            decide(register, episode_id, {**decision, "verdict": Verdict.END})
            session.flush()
        if missing := [lack.said for lack in lacking(session, episode, ground, on) if lack.blocks]:
            raise Invalid([Problem("ground", f"Основание: {'; '.join(missing)}")])
        episode.ended_on, episode.end_ground = on, ground
        if ground is EndGround.DEATH:
            if patient.died_on not in (None, on):
                raise Invalid([Problem("ended_on", f"Дата снятия: смерть отмечена {show(patient.died_on)}")])
            patient.died_on = on
    return episode


def lacking(session: Session, episode: Episode, ground: EndGround, on: date) -> list[Lack]:
    """What the order of an episode wants for an end on a day, and the facts do not show."""
    found = rhythm_of(session, episode, on)
    group = found.group.code if found.group else ""
    rule = next((one for one in found.order.ends_for(group) if one.ground == ground.value), None)
    if rule is None:
        return [Lack(f"порядок {found.order.id} такого основания не называет, сверьте с приказом", blocks=False)]
    lacks = []
    if rule.decided_by == "commission" and decided(session, episode.id, Verdict.END, on) is None:
        is_law = rule.confirmed and not rule.decider_by_office
        lacks.append(Lack("нет решения врачебной комиссии о снятии", blocks=is_law))
    if ground is EndGround.RECOVERY:
        lacks += _remission(found, rule)
    if ground is EndGround.NO_SHOW:
        lacks += _absence(session, episode, found, on)
    return lacks


def _remission(found: Rhythm, rule: rules.EndRule) -> list[Lack]:
    what = "ремиссии" if found.order.counts == "remission" else "наблюдения"
    if rule.after_months is None:
        said = f"сколько месяцев {what} нужно, в порядке {found.order.id} не найдено, сверьте с приказом"
        return [Lack(said, blocks=False)]
    if found.months >= rule.after_months:
        return []
    needed = f"нужно {plural(rule.after_months, 'полный месяц', 'полных месяца', 'полных месяцев')} {what}"
    if found.order.counts == "remission" and found.abstinent_since is None:
        return [Lack(f"{needed}, а ремиссия фактами не подтверждена", blocks=rule.are_months_confirmed)]
    whose = f" ({rules.BY_OFFICE})" if rule.months_by_office else ""
    return [Lack(f"{needed}{whose}, по фактам {found.months}", blocks=rule.are_months_confirmed)]


def _absence(session: Session, episode: Episode, found: Rhythm, on: date) -> list[Lack]:
    absence = found.order.absence
    if absence is None or absence.months is None:
        said = f"через сколько месяцев неявки снимают, в порядке {found.order.id} не найдено, сверьте с приказом"
        return [Lack(said, blocks=False)]
    since = absent_since(session, episode, on)
    if since is not None and add_months(since, absence.months) <= on:
        return []
    needed = f"нужно {plural(absence.months, 'месяц', 'месяца', 'месяцев')} неявки"
    said = f"{needed}, а идёт перерыв" if since is None else f"{needed}, а последняя явка или перерыв {show(since)}"
    return [Lack(said, blocks=False)]  # what the paper card tells of his absence the register may not know
