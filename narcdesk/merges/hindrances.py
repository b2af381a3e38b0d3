"""Why two cards cannot be joined as they are: what a person can have only one of, both have; a sentence for each."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.applications import FINAL, Application
from narcdesk.certificates import LIVE, Certificate
from narcdesk.courses import Course
from narcdesk.dates import show
from narcdesk.observation import Episode
from narcdesk.patients import Patient, Representative
from narcdesk.patronage import Patronage
from narcdesk.poisonings import Poisoning


def hindrances(session: Session, kept: Patient, gone: Patient, today: date) -> list[str]:
    """Sentences, each with what to do; none is good."""
    return [
        *_deaths(kept, gone),
        *_episodes(session, kept, gone),
        *_poisonings(session, kept, gone),
        *_of_both(session, kept, gone, today),
    ]


def _deaths(kept: Patient, gone: Patient) -> Iterator[str]:
    if kept.died_on == gone.died_on:
        return
    said = [
        f"в карте № {card.card_number} — {show(card.died_on) if card.died_on else 'смерть не отмечена'}"
        for card in (kept, gone)
    ]
    yield f"Смерть: {', '.join(said)}. Отметьте её в обеих картах одной датой или снимите отметку."


def _episodes(session: Session, kept: Patient, gone: Patient) -> Iterator[str]:
    """Observations of one person follow one another."""
    mine, theirs = (list(session.scalars(_of(Episode, card))) for card in (kept, gone))
    for one in mine:
        for other in theirs:
            if one.taken_on < (other.ended_on or date.max) and other.taken_on < (one.ended_on or date.max):
                said = [
                    f"в карте № {card.card_number} — с {show(episode.taken_on)}"
                    + (f" по {show(episode.ended_on)}" if episode.ended_on else ", не завершено")
                    for card, episode in ((kept, one), (gone, other))
                ]
                yield f"Наблюдение пересекается: {'; '.join(said)}. Завершите или зачеркните одно из них."


def _poisonings(session: Session, kept: Patient, gone: Patient) -> Iterator[str]:
    """There is one case of a day: told of in two cards, it would count as two."""
    mine, theirs = ({one.on for one in session.scalars(_of(Poisoning, card))} for card in (kept, gone))
    for day in sorted(mine & theirs):
        said = [f"в карте № {card.card_number} — {show(day)}" for card in (kept, gone)]
        yield f"Отравление: {', '.join(said)}. Зачеркните одну из записей."


def _of_both(session: Session, kept: Patient, gone: Patient, today: date) -> Iterator[str]:
    for title, do, going_on, words in _SINGLE:
        found = [[words(row) for row in session.scalars(going_on(card, today))] for card in (kept, gone)]
        if all(found):
            said = [f"в карте № {card.card_number} — {rows[0]}" for card, rows in zip((kept, gone), found, strict=True)]
            yield f"{title}: {'; '.join(said)}. {do}"


def _of(kind: Any, card: Patient) -> sa.Select[Any]:
    return sa.select(kind).where(kind.patient_id == card.id).order_by(kind.id)


def _in_force(card: Patient, today: date) -> sa.Select[Any]:
    return _of(Representative, card).where(
        sa.or_(Representative.closed_on.is_(None), Representative.closed_on > today),
        sa.or_(Representative.powers_until.is_(None), Representative.powers_until >= today),
    )


_SINGLE: Sequence[tuple[str, str, Callable[[Patient, date], sa.Select[Any]], Callable[[Any], str]]] = (
    (
        "Представитель",
        "Прекратите полномочия одного из них.",
        _in_force,
        lambda one: f"{one.full_name}, {one.kinship.label}",
    ),
    (
        "Заявка в работе",
        "Отзовите одну из них.",
        lambda card, _: _of(Application, card).where(Application.status.not_in(FINAL)),
        lambda one: f"№ {one.number}" if one.number else "черновик",
    ),
    (
        "Действующий сертификат",
        "Аннулируйте один из них.",
        lambda card, _: _of(Certificate, card).where(Certificate.status.in_(LIVE)),
        lambda one: f"№ {one.number}",
    ),
    (
        "Незавершённый курс",
        "Завершите или зачеркните один из них.",
        lambda card, _: _of(Course, card).where(Course.ended_on.is_(None)),
        lambda one: f"{one.kind.label}, с {show(one.started_on)}",
    ),
    (
        "Патронат",
        "Окончите или зачеркните один из них.",
        lambda card, _: _of(Patronage, card).where(Patronage.closed_on.is_(None)),
        lambda one: f"с {show(one.opened_on)}",
    ),
)
