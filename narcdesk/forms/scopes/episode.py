"""A paper about one observation: the card of it, a refusal of it, the doctor's conclusion."""

from typing import Any

from sqlalchemy.orm import Session

from narcdesk import diagnoses, observation, patients
from narcdesk.dates import show
from narcdesk.forms import gathering
from narcdesk.forms.fields import OFFICE, PATIENT, REPRESENTATIVE, STAFF
from narcdesk.forms.scope import Scope
from narcdesk.forms.scopes.patient import TODAY, today_contents
from narcdesk.forms.shapes import Field, Flag, Group, Rows
from narcdesk.observation import Episode, TestResult
from narcdesk.patients import Patient
from narcdesk.register import Register

LAST = 24  # visits that the card prints: a year or two; all of them are in the register

EPISODE = Group(
    "episode",
    "Диспансерное наблюдение",
    (
        Field("taken_on", "Взят под наблюдение", "02.03.2026", required=True, blank_mm=25),
        Field("order", "Порядок, по которому идёт наблюдение", "приказ Минздрава России от 12.02.2026", required=True),
        Field("group", "Группа; пусто, если порядок на группы не делит", "ДН-3"),
        Field("rhythm", "Как часто являться и чьё это слово", "не реже чем раз в месяц (задан кабинетом)"),
        Field("remission", "Ремиссия по фактам", "14 месяцев, с 03.09.2025"),
        Field("diagnosis", "Диагноз: код и слова", "F11.242Н — Опиоиды, синдром зависимости, стадия II", blank_mm=70),
        Field("next_on", "Назначенная явка", "16.04.2026", blank_mm=25),
        Field("ended_on", "Снят с наблюдения", "", blank_mm=25),
        Field("end_ground", "Основание снятия", "", blank_mm=60),
        Field("end_rule", "Что порядок требует для снятия по выздоровлению", "решает врачебная комиссия"),
        Flag("is_open", "Наблюдение идёт", sample=True),
    ),
)
ONE = (
    Field("on", "Дата", "16.03.2026"),
    Field("said", "Что произошло", "явился, тест отрицательный"),
)
VISITS = Rows(
    "visits",
    "Явки, последние сверху",
    (
        Field("on", "Дата", "16.03.2026"),
        Field("kept", "Явился или нет", "явился"),
        Field("test", "Тест", "отрицательный"),
        Field("note", "Динамика", "состояние ровное"),
        Field("next_on", "Следующая явка", "16.04.2026"),
    ),
    (
        {"on": "16.03.2026", "kept": "явился", "test": "отрицательный", "note": "ровное", "next_on": "16.04.2026"},
        {"on": "16.02.2026", "kept": "не явился", "test": "", "note": "звонили, в рейсе", "next_on": "16.03.2026"},
    ),
)
CHANGES = Rows(
    "changes",
    "Порядок и группа, решения комиссии, перерывы, переносы",
    ONE,
    ({"on": "01.10.2026", "said": "порядок ДН-2026, группа ДН-3"},),
)
FACTS = Rows("facts", "Факты о ремиссии", ONE, ({"on": "09.03.2026", "said": "трезвость подтверждена, анализ мочи"},))


def episode_contents(session: Session, episode: Episode, register: Register) -> dict[str, Any]:
    """The group `episode`."""
    day = episode.ended_on or register.today()
    rhythm = observation.rhythm_of(session, episode, day)
    sober = observation.remission_on(session, episode.patient_id, day)
    diagnosis = diagnoses.present(session, episode.patient_id)
    last = observation.last_visit(session, episode.patient_id, day)
    group = rhythm.group.code if rhythm.group and rhythm.order.groups_named else ""
    ends = rhythm.order.ends_for(rhythm.group.code if rhythm.group else "")
    rule = next((one for one in ends if one.ground == "recovery"), None)
    return {
        "taken_on": show(episode.taken_on),
        "order": rhythm.order.act.shown,
        "group": group,
        "rhythm": rhythm.shown,
        "remission": sober.shown if sober else "фактами не подтверждена",
        "diagnosis": f"{diagnosis.code} — {diagnosis.title}" if diagnosis else "",
        "next_on": show(last.next_on) if last and last.next_on and episode.ended_on is None else "",
        "ended_on": show(episode.ended_on) if episode.ended_on else "",
        "end_ground": episode.end_ground.label if episode.end_ground else "",
        "end_rule": rule.shown if rule else "",
        "is_open": episode.ended_on is None,
    }


def gather(register: Register, session: Session, episode: Episode) -> dict[str, Any]:
    """The observation with all that happened in it, the person, and who signs."""
    day = register.today()
    patient = session.get_one(Patient, episode.patient_id)
    return {
        "office": gathering.office_contents(session),
        "patient": gathering.patient_contents(patient, day),
        "representative": gathering.representative_contents(patients.speaks_for(session, patient, day)),
        "today": today_contents(day),
        "staff": gathering.staff_contents(session, register.person),
        "episode": episode_contents(session, episode, register),
        "visits": _visits(register, episode),
        "changes": _changes(register, episode),
        "facts": [
            {"on": show(fact.on), "said": ", ".join(filter(None, (fact.kind.label, fact.proof)))}
            for fact in observation.remission_facts(register, episode.patient_id)
        ],
    }


def _visits(register: Register, episode: Episode) -> list[dict[str, str]]:
    found = [one for one in observation.visits(register, episode.patient_id) if one.on >= episode.taken_on]
    return [
        {
            "on": show(visit.on),
            "kept": "явился" if visit.kept else "не явился",
            "test": "" if visit.test is TestResult.NONE else visit.test.label,
            "note": visit.note,
            "next_on": show(visit.next_on) if visit.next_on else "",
        }
        for visit in found[:LAST]
    ]


def _changes(register: Register, episode: Episode) -> list[dict[str, str]]:
    who, id = episode.patient_id, episode.id
    found = [(one.on, one.said) for one in observation.assignments(register, who) if one.episode_id == id]
    for decision in observation.decisions(register, who):
        if decision.episode_id == id:
            found.append((decision.decided_on, f"комиссия, протокол № {decision.number}: {decision.verdict.label}"))
    for pause in observation.pauses(register, who):
        if pause.episode_id == id:
            until = f" по {show(pause.until)}" if pause.until else ""
            found.append((pause.since, f"перерыв{until}: {pause.reason.label}"))
    for move in observation.moves(register, who):
        found.append((move.agreed_on, f"явка перенесена с {show(move.was_on)} на {show(move.to)}: {move.why}"))
    return [{"on": show(on), "said": said} for on, said in sorted(found)]


SCOPE = Scope(
    Group(
        "episode",
        "бумага о диспансерном наблюдении",
        (OFFICE, PATIENT, REPRESENTATIVE, TODAY, EPISODE, VISITS, CHANGES, FACTS, STAFF),
    ),
    Episode,
    gather,
)
