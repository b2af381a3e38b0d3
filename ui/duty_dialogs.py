"""What the office writes down about a court duty: one short form for each act."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from narcdesk import duties
from narcdesk.dates import show
from narcdesk.disclosures import AddresseeKind
from narcdesk.duties import (
    ANSWERS,
    NUMBER_LENGTH,
    Duty,
    DutyResult,
    EvasionSign,
    Measure,
    NoticeEvent,
    Prescription,
)
from narcdesk.fields import Field, Kind, fields_of
from narcdesk.patients import Patient
from narcdesk.register import Register
from ui.bodies import BodyField, of_kinds
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import Asked, FactDialog, Typed, ending, opened, read_first
from ui.fields import ChecksField

MEASURES = {measure.value: f"{measure.label[:1].upper()}{measure.label[1:]}" for measure in Measure}


def receive(parent: QWidget, desk: Desk, patient: Patient) -> FactDialog:
    """A court's decision that reached the office."""

    def act(register: Register, typed: Typed) -> Duty:
        return duties.receive(register, patient.id, *_measures_apart(typed))

    dialog = FactDialog(
        parent,
        desk,
        "Обязанность по решению суда",
        _asked(desk),
        act,
        draft=FormDraft(desk, "duties.receive", patient_id=patient.id),
        line=patient.full_name,
        fill={"received_on": desk.today()},
    )
    _follow_body(dialog)
    return opened(dialog)


def amend(parent: QWidget, desk: Desk, patient: Patient, kept: Duty) -> FactDialog:
    """What came later of a decision, or was read wrong."""

    def act(register: Register, typed: Typed) -> Duty:
        return duties.amend(register, kept.id, *_measures_apart(typed))

    fill = {field.name: getattr(kept, field.name) for field in fields_of(Duty)}
    dialog = _of(parent, desk, patient, kept, "duties.amend", "Решение суда", _asked(desk), act, fill)
    _follow_body(dialog)
    return dialog


def _follow_body(dialog: FactDialog) -> None:
    """An office taken from the directory says by itself whose office it is, unless a person has said that."""
    office, controller = dialog.form["controller_office"], dialog.form["controller"]
    assert isinstance(office, BodyField)

    def follow() -> None:
        if office.body is not None and not controller.value():
            controller.set_value(office.body.reference)

    office.picked.connect(lambda _key: follow())


CONTROLLING = (AddresseeKind.POLICE, AddresseeKind.PENAL, AddresseeKind.COURT)


def _asked(desk: Desk) -> list[Asked]:
    """The fields of a decision, the boxes of its measures before the words of it; bodies come from the directory."""
    fields: list[Asked] = [
        BodyField(desk, field, of_kinds(CONTROLLING)) if field.name in ("received_from", "controller_office") else field
        for field in desk.ask(duties.asked_of)
    ]
    at = next(at for at, field in enumerate(fields) if isinstance(field, Field) and field.name == "measures")
    return [*fields[:at], ChecksField("measure_codes", "Что возложено", MEASURES), *fields[at:]]


def _measures_apart(typed: Typed) -> tuple[Typed, Sequence[str]]:
    codes = typed.get("measure_codes")
    rest = {name: value for name, value in typed.items() if name != "measure_codes"}
    return rest, [str(code) for code in codes] if isinstance(codes, list) else []


APPEARING = [Field("appeared_on", "Когда явился", Kind.PAST_DAY, required=True)]


def appeared(parent: QWidget, desk: Desk, patient: Patient, kept: Duty) -> FactDialog:
    """The person came to begin a duty."""

    def act(register: Register, appeared_on: Any) -> Duty:
        return duties.appeared(register, kept.id, appeared_on)

    return ending(
        parent, desk, patient, kept, "duties.appeared", "Явка по решению суда", APPEARING, act, line=_of_day(kept)
    )


TELLING = [
    Field("event", "О чём сообщено", Kind.CHOICE, required=True, choices=NoticeEvent, width=16),
    Field("told_on", "Когда отправлено", Kind.PAST_DAY, required=True),
    Field("told_number", "Исходящий номер", Kind.TEXT, width=16, longest=NUMBER_LENGTH),
]


def told(parent: QWidget, desk: Desk, patient: Patient, kept: Duty, event: NoticeEvent | None = None) -> FactDialog:
    """The body that controls the duty was told of something by a letter of the office."""

    def act(register: Register, event: NoticeEvent, told_on: Any, told_number: str = "") -> Duty:
        return duties.told(register, kept.id, told_on, told_number, event)

    found = [one.event for one in desk.ask(duties.of_duty, kept.id).owed if one.told_on is None]
    fill = {"event": event or next(iter(found), NoticeEvent.COMING), "told_on": desk.today()}
    heading = "Сообщение органу контроля"
    return _of(parent, desk, patient, kept, "duties.told", heading, TELLING, read_first(TELLING, act), fill)


def prescribe(parent: QWidget, desk: Desk, patient: Patient, kept: Duty) -> FactDialog:
    """The doctor gave a prescription under a duty."""

    def act(register: Register, typed: Typed) -> Prescription:
        return duties.prescribe(register, kept.id, typed)

    fields = fields_of(Prescription)
    fill = {"given_on": desk.today()}
    return _of(parent, desk, patient, kept, "duties.prescribe", "Предписание врача", fields, act, fill)


BREAKING = [
    Field("on", "Когда не выполнено", Kind.PAST_DAY, required=True),
    Field("how", "Как известно", Kind.TEXT, width=44, longest=300, hint="не пришёл, отказался от теста"),
]


def broke(parent: QWidget, desk: Desk, patient: Patient, given: Prescription) -> FactDialog:
    """A prescription was not carried out."""

    def act(register: Register, on: Any, how: str = "") -> Prescription:
        return duties.broke(register, given.id, on, how)

    me = (parent, desk, patient, given, "duties.broke", "Предписание не выполнено", BREAKING, act)
    return ending(*me, line=given.what)


LEAVING = [Field("left_on", "Когда прервал", Kind.PAST_DAY, required=True)]


def left(parent: QWidget, desk: Desk, patient: Patient, kept: Duty) -> FactDialog:
    """The person left the treatment without leave."""

    def act(register: Register, left_on: Any) -> Duty:
        return duties.left(register, kept.id, left_on)

    return ending(
        parent, desk, patient, kept, "duties.left", "Самовольно прервал лечение", LEAVING, act, line=_of_day(kept)
    )


EVADING = [
    Field("evaded_on", "Когда решено", Kind.PAST_DAY, required=True),
    Field("sign", "Признак", Kind.CHOICE, required=True, choices=EvasionSign, width=40),
]


def evaded(parent: QWidget, desk: Desk, patient: Patient, kept: Duty) -> FactDialog:
    """A person decides that it is evasion; which sign is there, the program says."""

    def act(register: Register, evaded_on: Any, sign: EvasionSign) -> Duty:
        return duties.evaded(register, kept.id, evaded_on, sign)

    found = desk.ask(duties.of_duty, kept.id).signs
    fill: dict[str, object] = {"evaded_on": desk.today()}
    if found:
        fill["sign"] = found[0].sign
    return _of(
        parent,
        desk,
        patient,
        kept,
        "duties.evaded",
        "Уклонение от обязанности",
        EVADING,
        read_first(EVADING, act),
        fill,
    )


def answered(parent: QWidget, desk: Desk, patient: Patient, kept: Duty) -> FactDialog:
    """What the controlling body or the court wrote."""
    fill = {field.name: getattr(kept, field.name) for field in ANSWERS}
    act = partial(_answer, kept.id)
    return _of(parent, desk, patient, kept, "duties.answered", "Ответы органа и суда", ANSWERS, act, fill)


def _answer(duty_id: int, register: Register, typed: Typed) -> Duty:
    return duties.answered(register, duty_id, typed)


FINISHING = [
    Field("ended_on", "Дата окончания", Kind.PAST_DAY, required=True),
    Field("result", "Чем кончилась", Kind.CHOICE, required=True, choices=DutyResult, width=20),
]


def finish(parent: QWidget, desk: Desk, patient: Patient, kept: Duty) -> FactDialog:
    """How a duty ended."""

    def act(register: Register, ended_on: Any, result: DutyResult) -> Duty:
        return duties.finish(register, kept.id, ended_on, result)

    return ending(
        parent, desk, patient, kept, "duties.finish", "Окончание обязанности", FINISHING, act, line=_of_day(kept)
    )


def _of(
    parent: QWidget,
    desk: Desk,
    patient: Patient,
    kept: Duty,
    form: str,
    heading: str,
    asked: Sequence[Asked],
    act: Any,
    fill: Mapping[str, object],
) -> FactDialog:
    return opened(
        FactDialog(
            parent,
            desk,
            heading,
            asked,
            act,
            draft=FormDraft(desk, form, patient_id=patient.id, record_id=kept.id, kind=kept.__tablename__),
            line=f"{patient.full_name} · {_of_day(kept)}",
            fill=fill,
        )
    )


def _of_day(kept: Duty) -> str:
    return f"решение от {show(kept.decided_on)}"
