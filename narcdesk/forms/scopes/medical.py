"""What a doctor certifies of a person: observation, diagnosis, remission, treatments with their results.

For the conclusion and the extract that go into the person's own hand, or by letter to whom his consent names
(приказ Минздрава № 972н; certificates 3.3 b, c). What nobody may compute (need, contra-indications) is left blank.
"""

from typing import Any

from sqlalchemy.orm import Session

from narcdesk import courses, diagnoses, observation, patients, treatments
from narcdesk.courses import Course
from narcdesk.dates import show
from narcdesk.forms import gathering
from narcdesk.forms.fields import LETTER, OFFICE, PATIENT, REPRESENTATIVE, STAFF
from narcdesk.forms.scope import Scope
from narcdesk.forms.scopes.patient import TODAY, today_contents
from narcdesk.forms.shapes import Field, Flag, Group, Rows
from narcdesk.observation import Episode
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.treatments import TreatmentPlan

MEDICAL = Group(
    "medical",
    "Наблюдение и диагноз",
    (
        Field("diagnosis", "Диагноз: код и слова", "F11.242Н — Опиоиды, синдром зависимости, стадия II", blank_mm=70),
        Flag("observed", "Под диспансерным наблюдением сегодня", sample=True),
        Field("observed_since", "Под наблюдением с какого дня", "02.03.2026", blank_mm=25),
        Field("group", "Группа; пусто, если порядок на группы не делит", "ДН-3", blank_mm=20),
        Field("order", "Порядок, по которому идёт наблюдение", "приказ Минздрава России от 12.02.2026", blank_mm=60),
        Field("ended", "Снят с наблюдения: день и основание; пусто, если не снимали", "", blank_mm=60),
        Field("remission", "Ремиссия по фактам; пусто, если фактами не подтверждена", "14 месяцев", blank_mm=40),
    ),
)
HELD = Rows(
    "held",
    "Лечение и реабилитация, старшие сначала",
    (
        Field("period", "Период", "02.03.2026 — 30.03.2026"),
        Field("what", "Что проведено", "стационарное лечение"),
        Field("place", "Где", "областной наркологический диспансер"),
        Field("result", "Результат; пусто, пока идёт", "завершён"),
    ),
    (
        {
            "period": "02.03.2026 — 30.03.2026",
            "what": "лечение",
            "place": "областной наркологический диспансер",
            "result": "завершён",
        },
        {
            "period": "с 06.04.2026",
            "what": "амбулаторный этап медицинской реабилитации",
            "place": "амбулаторно",
            "result": "",
        },
    ),
)


def gather(register: Register, session: Session, patient: Patient) -> dict[str, Any]:
    """The person as his facts stand today."""
    day = register.today()
    return {
        "office": gathering.office_contents(session),
        "patient": gathering.patient_contents(patient, day),
        "representative": gathering.representative_contents(patients.speaks_for(session, patient, day)),
        "today": today_contents(day),
        "medical": _medical(register, session, patient),
        "held": _held(register, patient),
        "letter": gathering.letter_contents(session, None),
        "staff": gathering.staff_contents(session, register.person),
    }


def _medical(register: Register, session: Session, patient: Patient) -> dict[str, Any]:
    day = register.today()
    diagnosis = diagnoses.present(session, patient.id)
    sober = observation.remission_on(session, patient.id, day)
    newest = max(observation.episodes(register, patient.id), key=lambda one: (one.taken_on, one.id), default=None)
    return {
        "diagnosis": f"{diagnosis.code} — {diagnosis.title}" if diagnosis else "",
        "remission": sober.shown if sober else "",
        **_observed(session, register, newest),
    }


def _observed(session: Session, register: Register, episode: Episode | None) -> dict[str, Any]:
    if episode is None:
        return {"observed": False, **dict.fromkeys(("observed_since", "group", "order", "ended"), "")}
    rhythm = observation.rhythm_of(session, episode, episode.ended_on or register.today())
    ground = episode.end_ground.label if episode.end_ground else ""
    return {
        "observed": episode.ended_on is None,
        "observed_since": show(episode.taken_on),
        "group": rhythm.group.code if rhythm.group and rhythm.order.groups_named else "",
        "order": rhythm.order.act.shown,
        "ended": ", ".join(filter(None, (show(episode.ended_on), ground))) if episode.ended_on else "",
    }


def _held(register: Register, patient: Patient) -> list[dict[str, str]]:
    """Courses, and plans of treatment that were begun: what was only planned has not been held."""
    begun = [(plan.begun_on, plan) for plan in treatments.listing(register, patient.id) if plan.begun_on is not None]
    found = [
        *((course.started_on, _course(course)) for course in courses.listing(register, patient.id)),
        *((begun_on, _plan(plan)) for begun_on, plan in begun),
    ]
    return [row for _day, row in sorted(found, key=lambda one: one[0])]


def _course(course: Course) -> dict[str, str]:
    until = f" — {show(course.ended_on)}" if course.ended_on else ""
    return {
        "period": f"{show(course.started_on)}{until}" if until else f"с {show(course.started_on)}",
        "what": course.kind.label,
        "place": course.place,
        "result": course.outcome.label if course.outcome else "",
    }


def _plan(plan: TreatmentPlan) -> dict[str, str]:
    assert plan.begun_on is not None
    until = f" — {show(plan.ended_on)}" if plan.ended_on else ""
    return {
        "period": f"{show(plan.begun_on)}{until}" if until else f"с {show(plan.begun_on)}",
        "what": plan.kind.label,
        "place": plan.conditions.label,
        "result": plan.outcome.label if plan.outcome else "",
    }


SCOPE = Scope(
    Group(
        "medical",
        "медицинское заключение, выписка",
        (OFFICE, PATIENT, REPRESENTATIVE, TODAY, MEDICAL, HELD, LETTER, STAFF),
    ),
    Patient,
    gather,
)
