"""The steps of an application, which are only ever added to: what was corrected stays beside its correction."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.applications.tables import Application, ApplicationStep
from narcdesk.dates import show
from narcdesk.errors import Invalid, NotFound, Problem
from narcdesk.register import Register


def known(session: Session, application_id: int) -> Application:
    """One application; raises NotFound."""
    application = session.get(Application, application_id)
    if application is None:
        raise NotFound("Такой заявки в реестре нет.")
    return application


def of(session: Session, application_id: int) -> list[ApplicationStep]:
    """All steps of an application, the oldest first."""
    return list(
        session.scalars(
            sa.select(ApplicationStep)
            .where(ApplicationStep.application_id == application_id)
            .order_by(ApplicationStep.id)
        )
    )


def standing(steps: Sequence[ApplicationStep]) -> list[ApplicationStep]:
    """The steps without those that were corrected and without the corrections."""
    wrong = {step.corrects for step in steps}
    return [step for step in steps if step.corrects is None and step.id not in wrong]


def add(session: Session, register: Register, application: Application, event: str, on: date, **said: Any) -> None:
    """Write a step down as the person's who is signed in."""
    session.add(ApplicationStep(application_id=application.id, event=event, on=on, by=register.person.id, **said))


def move(
    session: Session,
    register: Register,
    application_id: int,
    event: str,
    on: date,
    *,
    document: str = "",
    reason_code: str = "",
    note: str = "",
) -> Application:
    """Let an event happen on a day; raises UserError where its state forbids it, Invalid where the day does."""
    application = known(session, application_id)
    application.must_move(event)
    if on > register.today():
        raise Invalid([Problem("on", "Дата: не может быть позже сегодняшнего дня")])
    last = max(step.on for step in standing(of(session, application_id)))
    if on < last:
        raise Invalid([Problem("on", f"Дата: раньше предыдущего шага, {show(last)}")])
    application.happens(event, on)
    add(session, register, application, event, on, document=document, reason_code=reason_code, note=note)
    return application


def must_be_said(field: str, title: str, typed: str) -> None:
    """Raise Invalid where a required sentence or number is empty."""
    if not typed.strip():
        raise Invalid([Problem(field, f"{title}: нужно заполнить")])
