"""The conditions of the region for an application, each with how it stands: hints, for the authority decides.

What a profile does not tell (None) is a doubt that says so; what no card can tell, such as income, is said to be asked.
"""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import diagnoses, observation, providers
from narcdesk.applications.line import Line, Mark
from narcdesk.applications.tables import FINAL, Application, Status
from narcdesk.base import Base
from narcdesk.dates import plural, show
from narcdesk.patients import Patient
from narcdesk.profile import Eligibility, Frequency, Instrument, Profile, Window

UNKNOWN = "в профиле региона не задано, уточните в органе"


def lines(session: Session, application: Application, patient: Patient, profile: Profile, day: date) -> list[Line]:
    """The lines on who may get what is asked, how often, when, for how many days, and where."""
    instrument = profile.instrument(application.instrument)
    return [
        *_person(session, patient, instrument.eligibility, day),
        *_residence(instrument.eligibility, patient),
        *_means(instrument.eligibility),
        *_treatment(session, patient, instrument.eligibility),
        *_authority(profile),
        *_window(profile.window_of(instrument), day),
        *_days(application, instrument),
        *_frequency(session, application, profile.frequency, day),
        *_quota(session, application, profile, day),
        *_other_open(session, application),
        *_provider(session, application, day),
    ]


def _line(code: str, title: str, holds: bool, said: str) -> Line:
    return Line(code, title, Mark.THERE if holds else Mark.DOUBT, said)


def _person(session: Session, patient: Patient, rule: Eligibility, day: date) -> Iterator[Line]:
    if rule.min_age is not None:
        age = patient.surely_aged(day)
        said = f"полных лет: {age}" if patient.birth.is_full else f"не меньше {age}, дата рождения известна не вся"
        yield _line("age", f"Возраст от {rule.min_age} лет", age >= rule.min_age, said)
    if rule.need_diagnosis:
        diagnosis = diagnoses.present(session, patient.id)
        fits = diagnosis is not None and rule.fits_diagnosis(diagnosis.code)
        yield _line("diagnosis", "Диагноз", fits, diagnosis.code if diagnosis else "не поставлен")
    if rule.need_observation:
        episode = observation.open_episode(session, patient.id, day)
        said = f"с {show(episode.taken_on)}" if episode else "не под наблюдением"
        yield _line("observation", "Диспансерное наблюдение", episode is not None, said)


def _residence(rule: Eligibility, patient: Patient) -> Iterator[Line]:
    title = "Жительство в регионе"
    if rule.residence is None:
        yield _line("residence", title, False, UNKNOWN)
    elif rule.residence == "permanent":
        registered = patient.registration_address
        said = "адрес регистрации в карте есть, регион сверьте по документу" if registered else "нет адреса регистрации"
        yield _line("residence", "Постоянное жительство в регионе", bool(registered), said)
    else:
        said = "адрес в карте есть, регион сверьте" if patient.residence else "в карте нет адреса"
        yield _line("residence", title, bool(patient.residence), said)


def _means(rule: Eligibility) -> Iterator[Line]:
    if rule.income_test is None:
        yield _line("income", "Доход", False, f"проверяют ли его, {UNKNOWN}")
    elif rule.income_test:
        yield _line("income", "Доход", False, "орган проверяет доход, а в карте его нет: приложите справки")


def _treatment(session: Session, patient: Patient, rule: Eligibility) -> Iterator[Line]:
    if rule.need_finished_treatment is None:
        yield _line("treatment", "Пройденное лечение", False, f"нужно ли оно, {UNKNOWN}")
    elif rule.need_finished_treatment:
        ended_on = _treated_on(session, patient.id)
        said = f"курс окончен {show(ended_on)}" if ended_on else "оконченного курса лечения в карте нет"
        yield _line("treatment", "Пройденное лечение", ended_on is not None, said)


def _treated_on(session: Session, patient_id: int) -> date | None:
    """When the last finished treatment ended: by the table, for the noun of courses stands above applications."""
    courses = Base.metadata.tables["courses"].c
    found: date | None = session.scalar(
        sa.select(sa.func.max(courses.ended_on)).where(
            courses.patient_id == patient_id,
            courses.kind.in_(("treatment", "medical")),
            courses.outcome == "finished",
        )
    )
    return found


def _authority(profile: Profile) -> Iterator[Line]:
    """A consent names its addressee: to a body that nobody has named none can be given."""
    if not profile.authority.is_named:
        said = "в профиле региона не назван, а в согласии и в письме он нужен: узнайте название"
        yield _line("authority", "Уполномоченный орган", False, said)


def _window(window: Window | None, day: date) -> Iterator[Line]:
    if window is not None:
        is_open = window.is_open_on(day)
        said = f"сейчас идёт, {window.shown}" if is_open else f"сейчас закрыт, {window.shown}"
        yield _line("window", "Приём заявлений", is_open, said)


def _days(application: Application, instrument: Instrument) -> Iterator[Line]:
    most, least, asked = instrument.max_course_days, instrument.min_course_days, application.days
    said = f"просим дней: {asked}"
    if most is None:
        yield _line("days", "Наибольший срок курса", False, "в профиле региона не задан")
    elif asked is not None:
        yield _line("days", f"Срок курса до {most} дней", asked <= most, said)
    if least is None:
        yield _line("least_days", "Наименьший срок курса", False, "в профиле региона не задан")
    elif asked is not None:
        yield _line("least_days", f"Срок курса от {plural(least, 'дня', 'дней', 'дней')}", asked >= least, said)


def _frequency(session: Session, application: Application, rule: Frequency | None, day: date) -> Iterator[Line]:
    """How often it was granted already: in the calendar year of the day, or ever."""
    if rule is None:
        yield _line("frequency", "Как часто дают", False, UNKNOWN)
        return
    since = date(day.year, 1, 1) if rule.per == "year" else date.min
    granted = [
        _shown(other)
        for other in session.scalars(_others(application).where(Application.status == Status.GRANTED))
        if other.decided_on is not None and other.decided_on >= since
    ]
    times = plural(rule.count, "раз", "раза", "раз")
    title = f"Не чаще чем {times} {'в год' if rule.per == 'year' else 'за всю жизнь'}"
    said = f"уже решено выдать: {', '.join(granted)}" if granted else "раньше не выдавали, по записям кабинета"
    yield _line("frequency", title, len(granted) < rule.count, said)


def _quota(session: Session, application: Application, profile: Profile, day: date) -> Iterator[Line]:
    """How many the region gives in a year: of those given the office knows its own alone."""
    quota = profile.quota_per_year
    if quota is None:
        if profile.question("quota"):
            yield _line("quota", "Сколько дают за год", False, UNKNOWN)
        return
    query = (
        sa.select(sa.func.count())
        .select_from(Application)
        .where(
            Application.status == Status.GRANTED,
            Application.region_code == application.region_code,
            Application.decided_on.between(date(day.year, 1, 1), date(day.year, 12, 31)),
        )
    )
    given = session.scalar(query if application.id is None else query.where(Application.id != application.id)) or 0
    known = f"по записям кабинета в этом году: {given}"
    said = f"{known}; сколько осталось, знает орган" if given < quota else f"{known}; мест нет, возможна очередь"
    yield _line("quota", f"Не больше {quota} в год на регион", given < quota, said)


def _other_open(session: Session, application: Application) -> Iterator[Line]:
    others = [_shown(other) for other in session.scalars(_others(application).where(Application.status.not_in(FINAL)))]
    if others:
        yield _line("other", "Одна заявка сразу", False, f"у пациента есть и другая: {', '.join(others)}")


def _others(application: Application) -> sa.Select[Application]:
    """The patient's applications but this one, which may have no id yet."""
    query = sa.select(Application).where(Application.patient_id == application.patient_id).order_by(Application.id)
    return query if application.id is None else query.where(Application.id != application.id)


def _shown(application: Application) -> str:
    """An application in a few words: «З-2026-0001 («Направлена»)»."""
    return f"{application.shown_number} («{application.status.label}»)"


def _provider(session: Session, application: Application, day: date) -> Iterator[Line]:
    """A provider that is not in the registry any more, or not yet: the registry is what the authority pays by."""
    if application.provider_id is None:
        return
    provider = providers.view(session, application.provider_id)
    if not provider.is_included_on(day):
        yield _line("provider", "Организация в реестре", False, f"{provider.inclusion}, выберите другую или уточните")
