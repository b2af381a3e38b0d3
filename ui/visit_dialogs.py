"""A visit in a few keys (F9), a visit that was moved, and the facts that remission is made of."""

from datetime import date

from PySide6.QtWidgets import QWidget

from narcdesk import observation, treatments
from narcdesk.fields import fields_of
from narcdesk.observation import Proposal, RemissionFact, Rhythm, TestResult, Visit, VisitMove
from narcdesk.patients import Patient
from narcdesk.register import Register
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import FactDialog, new_fact, opened

NOT_KEPT = "Пациент не явился: день новой явки назначаете вы"


def visit(parent: QWidget, desk: Desk, patient: Patient) -> FactDialog:
    """A visit: kept or not, the test, how things go, when next. What is usual stands there: Ctrl+Enter keeps it."""
    rhythm = desk.ask(_rhythm, patient.id)
    dialog = FactDialog(
        parent,
        desk,
        "Явка",
        fields_of(Visit),
        lambda register, typed: treatments.visit(register, patient.id, typed),
        draft=FormDraft(desk, "observation.visit", patient_id=patient.id),
        line=f"{patient.full_name} · {_to_come(rhythm)}" if rhythm else patient.full_name,
        fill={"on": desk.today(), "kept": True, "test": TestResult.NONE},
    )
    _propose_next(dialog, desk, patient)
    dialog.open()
    return dialog


def _propose_next(dialog: FactDialog, desk: Desk, patient: Patient) -> None:
    """The day of the next visit follows the day, the test and the coming, until a person types another."""
    form, field = dialog.form, dialog.form["next_on"]
    stands: list[object] = [None]  # what the program put there

    def propose() -> None:
        is_own = field.value() not in (None, "", stands[0])
        on, found, why = form["on"].value(), None, ""
        if not form["kept"].value():
            why = NOT_KEPT
        elif isinstance(on, date):
            found = desk.ask(_proposal, patient.id, on, form["test"].value() == TestResult.FOUND)
            why = found.why if found else ""
        field.note.say(why)
        if not is_own:
            stands[0] = found.on if found else None
            field.set_value(stands[0])

    for name in ("on", "kept", "test"):
        form[name].edited.connect(propose)
    propose()


def _proposal(register: Register, patient_id: int, on: date, uses: bool) -> Proposal | None:
    with register.read("patients.look") as session:
        return observation.next_visit(session, patient_id, on, uses=uses)


def _rhythm(register: Register, patient_id: int) -> Rhythm | None:
    with register.read("patients.look") as session:
        return observation.rhythm(session, patient_id, register.today())


def _to_come(rhythm: Rhythm) -> str:
    group = f"{rhythm.group.code}, " if rhythm.group and rhythm.order.groups_named else ""
    return f"{group}{rhythm.shown}"


def move(parent: QWidget, desk: Desk, patient: Patient) -> FactDialog:
    """The next visit is agreed anew, mostly by telephone."""
    return opened(
        FactDialog(
            parent,
            desk,
            "Перенести явку",
            fields_of(VisitMove),
            lambda register, typed: observation.move(register, patient.id, typed),
            draft=FormDraft(desk, "observation.move", patient_id=patient.id),
            line=patient.full_name,
            fill={"agreed_on": desk.today(), "why": "договорились по телефону"},
            verb="&Перенести",
        )
    )


def remission(parent: QWidget, desk: Desk, patient: Patient) -> FactDialog:
    """A fact of abstinence or of use, with its proof."""
    note = observation.note_remission
    return new_fact(parent, desk, patient, "observation.note_remission", "Факт о ремиссии", RemissionFact, note, "on")
