"""What the office does with applications: begin, fill, submit, send. What is answered, `answers` writes down."""

import re
from collections.abc import Mapping
from datetime import date
from types import EllipsisType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import consents, disclosures, patients, profile_editions
from narcdesk import profile as profiles
from narcdesk.applications import at_hand, checklist, steps
from narcdesk.applications.tables import Application, ApplicationPaper, ApplicationStep, Status
from narcdesk.consents import ConsentKind
from narcdesk.dates import plural
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.fields import read
from narcdesk.office import next_number
from narcdesk.profile import Profile
from narcdesk.providers import Provider
from narcdesk.register import Register


class NotAllowed(UserError):
    """The law lets nothing leave yet; `lines` are the blocking lines of the checklist."""

    def __init__(self, lines: list[checklist.Line]) -> None:
        self.lines = lines
        missing = "; ".join(f"{line.title.lower()} — {line.said.partition(' — ')[0]}" for line in lines)
        super().__init__(
            f"По закону заявку подавать нельзя: {missing}.",
            do="Оформите недостающее согласие в карте пациента.",
        )


def start(
    register: Register,
    patient_id: int,
    typed: Mapping[str, Any],
    *,
    instrument: str = "",
    provider_id: int | None = None,
    papers: at_hand.Typed | None = None,
) -> Application:
    """Begin an application under the profile of today. Without `instrument`, the first that the region offers.

    `papers`: code -> sheets, date of what is at hand.
    """
    with register.write("applications.start") as session:
        today = register.today()
        patients.living(patients.known(session, patient_id), today)
        profile = register.profile_on(today)
        first = first_offered(profile, today)
        values = _values(typed, today, whole=True)
        _must_be_open(session, provider_id)
        application = Application(
            patient_id=patient_id,
            region_code=profile.region_code,
            profile_edition=profile.edition,
            made_on=today,
            instrument=profile.instrument(instrument).code if instrument else first,
            provider_id=provider_id,
            **values,
        )
        session.add(application)
        profile_editions.remember(session, profile, today, register.person.id)
        session.flush()
        _keep_papers(session, application, papers or {}, today)
        steps.add(session, register, application, "start", today)
    return application


def amend(
    register: Register,
    application_id: int,
    typed: Mapping[str, Any],
    *,
    instrument: str = "",
    provider_id: int | EllipsisType | None = ...,
    papers: at_hand.Typed | None = None,
) -> Application:
    """Change what is asked, until the application is submitted; `papers`: code -> sheets, date of what is at hand.

    What is left out stays as it was; None as `provider_id` takes the choice of a provider back.
    """
    with register.write("applications.amend") as session:
        application = steps.known(session, application_id)
        register.look(session, application)
        asks = typed or instrument or provider_id is not ...
        if asks and application.status is not Status.DRAFT:
            raise UserError("Поданную заявку менять нельзя.", do="Отзовите её и подайте новую, если сведения неверны.")
        if papers is not None and application.is_final:
            raise UserError(
                f"Заявка в состоянии «{application.status.label}»: её документы больше не меняют.",
                do="Если нужна новая, начните другую заявку.",
            )
        for name, value in _values(typed, register.today()).items():
            setattr(application, name, value)
        if instrument:
            application.instrument = profile_of(application).instrument(instrument).code
        if provider_id is not ...:
            _must_be_open(session, provider_id)
            application.provider_id = provider_id
        if papers is not None:
            _keep_papers(session, application, papers, register.today())
    return application


def submit(register: Register, application_id: int) -> Application:
    """Give the application its number. Raises NotAllowed where the law blocks, Invalid where it is not filled."""
    with register.write("applications.submit") as session:
        application = steps.known(session, application_id)
        application.must_move("submit")
        profile, today = profile_of(application), register.today()
        patients.living(patients.known(session, application.patient_id), today)
        limit = profile.instrument(application.instrument).max_course_days
        if not application.days:
            raise Invalid([Problem("days", "Срок курса: нужно заполнить")])
        if limit is not None and application.days > limit:
            most = plural(limit, "дня", "дней", "дней")
            raise Invalid([Problem("days", f"Срок курса: в регионе не больше {most}")])
        _must_be_open(session, application.provider_id)
        _must_be_allowed(session, application, profile, today)
        application.number = f"З-{today.year}-{next_number(session, 'application', today.year):04}"
        application.happens("submit", today)
        steps.add(session, register, application, "submit", today)
    return application


def send(register: Register, application_id: int, on: date, letter: str) -> Application:
    """The papers left for the authority with a letter. A consent withdrawn meanwhile stops them."""
    with register.write("applications.send") as session:
        steps.must_be_said("letter", "Исходящий номер письма", letter)
        application = steps.move(session, register, application_id, "send", on, document=letter.strip())
        patients.living(patients.known(session, application.patient_id), on)
        _must_be_allowed(session, application, profile_of(application), register.today())
        _note_disclosure(register, session, application, on, letter.strip())
    return application


def _note_disclosure(register: Register, session: Session, application: Application, on: date, letter: str) -> None:
    """The line of the log: the set of papers went to the authority under the two consents."""
    disclosures.note(
        register,
        session,
        patient_id=application.patient_id,
        told_on=on,
        recipient=profile_of(application).authority.name,
        what=f"заявка № {application.number} с комплектом бумаг",
        ground=disclosures.CONSENT,
        basis=consents_named(session, application, register.today()),
        letter=letter,
    )


def consents_named(session: Session, application: Application, day: date) -> str:
    """The two sheets by which an application leaves on a day, by their numbers, as the log of disclosures has them."""
    to = profile_of(application).authority.name
    kinds = (ConsentKind.PERSONAL_DATA, ConsentKind.SECRECY)
    sheets = [consents.valid(session, application.patient_id, kind, day, to) for kind in kinds]
    return "согласия № " + ", ".join(sheet.number for sheet in sheets if sheet)


def _values(typed: Mapping[str, Any], today: date, *, whole: bool = False) -> dict[str, Any]:
    reading = read(Application, typed, today, whole=whole)
    if reading.problems:
        raise Invalid(reading.problems)
    return reading.values


def _must_be_open(session: Session, provider_id: int | None) -> None:
    provider = None if provider_id is None else session.get(Provider, provider_id)
    if provider_id is not None and (provider is None or provider.closed_on is not None):
        raise Invalid([Problem("provider_id", "Организация: в реестре её больше нет, выберите другую")])


def _must_be_allowed(session: Session, application: Application, profile: Profile, day: date) -> None:
    blocking = checklist.blocking(checklist.lines(session, application, profile, day))
    if blocking:
        raise NotAllowed(blocking)


def _keep_papers(session: Session, application: Application, typed: at_hand.Typed, today: date) -> None:
    papers, problems = at_hand.read(typed, application.id, today)
    if problems:
        raise Invalid(problems)
    at_hand.keep(session, application.id, papers)


# Queries


def first_offered(profile: Profile, day: date) -> str:
    """The code of the document that the region gives first on a day; raises UserError where it gives none."""
    offered = profile.instruments_on(day)
    if not offered:
        raise UserError(
            f"В профиле «{profile.region_name}» сегодня нет ни одного документа, о котором просят.",
            do="Проверьте регион в настройках и дату на компьютере.",
        )
    return offered[0].code


def profile_of(application: Application) -> Profile:
    """The profile that the application was begun under; the one of that day where its edition is gone."""
    try:
        return profiles.by_edition(application.profile_edition, application.region_code)
    except NotFound:
        return profiles.in_force(application.region_code, application.made_on)


def one(register: Register, application_id: int) -> Application:
    """One application."""
    with register.read("patients.look") as session:
        return steps.known(session, application_id)


def by_number(register: Register, number: str) -> Application:
    """The application with this number; raises NotFound.

    Also typed in small letters, with the figure 3 for the letter З, in the other layout, or without the zeros; the
    last figures alone where only one year has them.
    """
    typed = re.fullmatch(r"[зp3z]?[\W_]*(\d{4})[\W_]+(\d{1,6})", number.strip().lower())
    wanted = f"З-{typed[1]}-{typed[2].zfill(4)}" if typed else number.strip()
    is_short = number.strip().isdecimal() and len(number.strip()) <= 6
    matches = Application.number.like(f"З-____-{number.strip().zfill(4)}") if is_short else Application.number == wanted
    with register.read("patients.look") as session:
        found = session.scalars(sa.select(Application).where(matches).order_by(Application.number)).all()
    if len(found) > 1:
        numbers = ", ".join(one.shown_number for one in found)
        raise UserError(f"Заявок № {number} несколько: {numbers}.", do="Назовите номер с годом.")
    application = found[0] if found else None
    if application is None:
        raise NotFound(f"Заявки № {number} в реестре нет.", do="Проверьте номер: он вида З-2026-0001.")
    return application


def way(register: Register, application_id: int) -> list[ApplicationStep]:
    """The steps of an application, the oldest first."""
    with register.read("patients.look") as session:
        return steps.of(session, application_id)


def papers(register: Register, application_id: int) -> dict[str, ApplicationPaper]:
    """What of the set is at hand."""
    with register.read("patients.look") as session:
        return at_hand.kept(session, application_id)


def check(register: Register, application_id: int) -> list[checklist.Line]:
    """The checklist of an application as of today."""
    with register.read("patients.look") as session:
        application = steps.known(session, application_id)
        return checklist.lines(session, application, profile_of(application), register.today())
