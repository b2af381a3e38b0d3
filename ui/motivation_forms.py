"""What the office writes down of refusals and of what follows them: for each fact the heading, the fields, the act."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from narcdesk import examinations, journal, memos, motivation, refusals, talks
from narcdesk.examinations import Examination
from narcdesk.fields import Field, Kind, fields_of
from narcdesk.memos import Memo
from narcdesk.motivation import MotivationPlan, MotivationStep, PlanResult
from narcdesk.patients import Patient
from narcdesk.refusals import Refusal
from narcdesk.register import Register
from narcdesk.talks import Readiness, Talk, TalkWith
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import Asked, FactDialog, Typed, asked_by, read_first
from ui.fields import ChoiceField

NOBODY_NAMED = "фамилий не пишут: только сколько человек и кто они"


def people(desk: Desk) -> dict[str, str]:
    """Who works here, for a choice."""
    return {str(number): name for number, name in desk.ask(journal.people).items()}


def plan(parent: QWidget, desk: Desk, patient: Patient) -> FactDialog:
    """A plan of motivation with its first step; of a refusal that waits for one it is the answer."""
    refusal = desk.ask(unanswered, patient.id)
    who = ChoiceField("responsible_id", "Ответственный", people(desk), required=True, chars=28)
    declared = fields_of(MotivationPlan)
    asked: list[Asked] = [*declared, who, *fields_of(MotivationStep)]

    def make(register: Register, typed: Typed) -> MotivationPlan:
        return motivation.plan(
            register,
            patient.id,
            asked_by(MotivationPlan, typed),
            [asked_by(MotivationStep, typed)],
            refusal_id=refusal.id if refusal else None,
            responsible_id=int(str(typed["responsible_id"])) if typed.get("responsible_id") else None,
        )

    line = f"{patient.full_name} · отказ {refusal.of.label}, № {refusal.number}" if refusal else patient.full_name
    fill = {"opened_on": desk.today(), "responsible_id": str(desk.register.person.id), "subject": motivation.OFFICE}
    return _dialog(parent, desk, patient, "motivation.plan", "План мотивации", asked, make, line=line, fill=fill)


def unanswered(register: Register, patient_id: int) -> Refusal | None:
    """The oldest refusal of a patient that waits for a plan."""
    with register.read("patients.look") as session:
        return motivation.first_unanswered(session, patient_id)


def step(parent: QWidget, desk: Desk, patient: Patient, kept: MotivationPlan) -> FactDialog:
    """One more step of a plan."""

    def add(register: Register, typed: Typed) -> MotivationStep:
        return motivation.step(register, kept.id, typed)

    fill = {"subject": motivation.OFFICE}
    asked = fields_of(MotivationStep)
    return _dialog(parent, desk, patient, "motivation.step", "Шаг плана мотивации", asked, add, fill=fill, kept=kept)


DOING = [
    Field("done_on", "Когда", Kind.PAST_DAY, required=True, width=12),
    Field("outcome", "Что вышло", Kind.TEXT, required=True, width=44, longest=motivation.RESULT_LENGTH),
]


def done(parent: QWidget, desk: Desk, patient: Patient, kept: MotivationStep) -> FactDialog:
    """A step was made."""

    def mark(register: Register, done_on: date, outcome: str) -> MotivationStep:
        return motivation.done(register, kept.id, done_on, outcome)

    line = f"{patient.full_name} · {kept.what}"
    return _change(parent, desk, patient, "motivation.done", "Шаг выполнен", DOING, mark, kept, line)


CLOSING = [
    Field("closed_on", "Завершён", Kind.PAST_DAY, required=True, width=12),
    Field("result", "Чем кончилось", Kind.CHOICE, required=True, choices=PlanResult, width=28),
]


def close(parent: QWidget, desk: Desk, patient: Patient, kept: MotivationPlan) -> FactDialog:
    """The work by a plan ended."""

    def end(register: Register, closed_on: date, result: PlanResult) -> MotivationPlan:
        return motivation.close(register, kept.id, closed_on, result)

    return _change(parent, desk, patient, "motivation.close", "Завершение плана мотивации", CLOSING, end, kept)


def tell(parent: QWidget, desk: Desk, patient: Patient, kept: Refusal) -> FactDialog:
    """Somebody was told of a refusal, on a lawful ground."""

    def told(register: Register, typed: Typed) -> Refusal:
        return refusals.tell(register, kept.id, typed)

    line = f"{patient.full_name} · отказ № {kept.number}"
    fill = {"told_on": desk.today()}
    return _dialog(
        parent, desk, patient, "refusals.tell", "Кому сообщено", refusals.TELLING, told, line=line, fill=fill, kept=kept
    )


def talk(parent: QWidget, desk: Desk, patient: Patient) -> FactDialog:
    """A motivational talk with the person or his family."""

    def hold(register: Register, typed: Typed) -> Talk:
        return talks.hold(register, patient.id, typed)

    last = next((one for one in desk.ask(talks.listing, patient.id) if one.stage is not None), None)
    fill = {
        "on": desk.today(),
        "with_whom": TalkWith.ALONE,
        "stage": last.stage if last and last.stage else Readiness.UNAWARE,
    }
    line = patient.full_name
    if last is not None and last.stage is not None:
        line = f"{line} · в прошлый раз: {last.stage.label}"
    asked = talks.fields(group=False)
    return _dialog(parent, desk, patient, "talks.hold", "Мотивационная беседа", asked, hold, line=line, fill=fill)


def group_talk(parent: QWidget, desk: Desk) -> FactDialog:
    """A preventive talk with a group: nobody of it is named."""
    dialog = FactDialog(
        parent,
        desk,
        "Беседа с группой",
        talks.fields(group=True),
        talks.hold_group,
        draft=FormDraft(desk, "talks.hold_group"),
        line=NOBODY_NAMED,
        fill={"on": desk.today()},
    )
    dialog.open()
    return dialog


def memo(parent: QWidget, desk: Desk, patient: Patient) -> FactDialog:
    """A memo was given."""

    def give(register: Register, typed: Typed) -> Memo:
        return memos.give(register, patient.id, typed)

    fill = {"given_on": desk.today(), "signed_on": desk.today()}
    return _dialog(parent, desk, patient, "memos.give", "Памятка", fields_of(Memo), give, fill=fill)


SIGNING = [Field("signed_on", "Расписка подписана", Kind.PAST_DAY, required=True, width=12)]


def sign(parent: QWidget, desk: Desk, patient: Patient, kept: Memo) -> FactDialog:
    """The receipt of a memo was signed later."""

    def signed(register: Register, signed_on: date) -> Memo:
        return memos.sign(register, kept.id, signed_on)

    line = f"{patient.full_name} · {kept.kind.label}"
    return _change(parent, desk, patient, "memos.sign", "Расписка о памятке", SIGNING, signed, kept, line)


def examination(parent: QWidget, desk: Desk, patient: Patient) -> FactDialog:
    """A check of information on use, by consent or with a refusal."""

    def record(register: Register, typed: Typed) -> Examination:
        return examinations.record(register, patient.id, typed)

    line = f"{patient.full_name} · только после согласия или с записанным отказом"
    asked = fields_of(Examination)
    fill = {"on": desk.today()}
    return _dialog(
        parent, desk, patient, "examinations.record", "Освидетельствование", asked, record, line=line, fill=fill
    )


# What they have in common


def _dialog(
    parent: QWidget,
    desk: Desk,
    patient: Patient,
    form: str,
    heading: str,
    asked: Any,
    act: Any,
    *,
    line: str = "",
    fill: Any = None,
    kept: Refusal | MotivationPlan | None = None,
) -> FactDialog:
    """A form about a patient, of a record of his where `kept` is one."""
    dialog = FactDialog(
        parent,
        desk,
        heading,
        asked,
        act,
        draft=FormDraft(desk, form, patient_id=patient.id, record_id=kept.id if kept else None),
        line=line or patient.full_name,
        fill=fill or {},
    )
    dialog.open()
    return dialog


def _change(
    parent: QWidget,
    desk: Desk,
    patient: Patient,
    form: str,
    heading: str,
    asked: list[Field],
    act: Any,
    kept: MotivationPlan | MotivationStep | Memo,
    line: str = "",
) -> FactDialog:
    """What became of something that is kept: a day, today unless it was another one, and how."""
    dialog = FactDialog(
        parent,
        desk,
        heading,
        asked,
        read_first(asked, act),
        draft=FormDraft(desk, form, patient_id=patient.id, record_id=kept.id, kind=kept.__tablename__),
        line=line or patient.full_name,
        fill={asked[0].name: desk.today()},
    )
    dialog.open()
    return dialog
