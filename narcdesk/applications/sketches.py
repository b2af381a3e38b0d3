"""An application as it stands on the screen and not yet in the register: what its checklist and papers would say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from narcdesk import patients
from narcdesk.applications import at_hand, checklist
from narcdesk.applications.actions import first_offered, profile_of
from narcdesk.applications.tables import Application, ApplicationPaper
from narcdesk.errors import NotFound
from narcdesk.fields import read
from narcdesk.register import Register


@dataclass(frozen=True)
class Sketch:
    """An application that belongs to no session, and what of its set is at hand, by codes."""

    application: Application
    papers: Mapping[str, ApplicationPaper]


def blank(register: Register, patient_id: int) -> Sketch:
    """What a new application of a patient begins with: the first document of the region, the ground of his card."""
    with register.read("patients.look") as session:
        patient = patients.known(session, patient_id)
    today = register.today()
    profile = register.profile_on(today)
    application = Application(
        patient_id=patient_id,
        region_code=profile.region_code,
        profile_edition=profile.edition,
        made_on=today,
        instrument=first_offered(profile, today),
        circumstance=patient.legal_ground,
    )
    return Sketch(application, {})


def saved(register: Register, application_id: int) -> Sketch:
    """An application as it is kept."""
    with register.read("patients.look") as session:
        application = session.get(Application, application_id)
        if application is None:
            raise NotFound("Такой заявки в реестре нет.")
        return Sketch(_copy(application), at_hand.kept(session, application_id))


def sketch(
    register: Register,
    begun: Sketch,
    typed: Mapping[str, Any],
    *,
    instrument: str,
    provider_id: int | None,
    papers: at_hand.Typed,
) -> Sketch:
    """What `begun` becomes by what is typed; what cannot be read yet stays as it was. Nothing is kept."""
    application = _copy(begun.application)
    for name, value in read(Application, typed, register.today()).values.items():
        setattr(application, name, value)
    application.instrument, application.provider_id = instrument or application.instrument, provider_id
    return Sketch(application, at_hand.read(papers, 0, register.today())[0])


def check_sketch(register: Register, shown: Sketch) -> list[checklist.Line]:
    """The checklist of what is on the screen, as of today."""
    application = shown.application
    with register.read("patients.look") as session:
        return checklist.lines(session, application, profile_of(application), register.today(), shown.papers)


def _copy(application: Application) -> Application:
    copy = Application(
        **{
            column.key: getattr(application, column.key)
            for column in sa.inspect(Application).column_attrs
            if column.key != "id"
        }
    )
    copy.id = application.id
    return copy
