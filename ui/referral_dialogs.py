"""What is written down of referrals: who sent, whether he came, whom the office sends on and what came of it."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from narcdesk import referrals, subjects
from narcdesk.disclosures import AddresseeKind
from narcdesk.fields import Field, Kind, fields_of
from narcdesk.patients import Patient
from narcdesk.referrals import Move, ReferralIn, ReferralOut
from narcdesk.referrals.incoming import OF_PERSON
from narcdesk.referrals.outgoing import OF_057
from narcdesk.referrals.tables import MOVES, SAID_LENGTH
from narcdesk.register import Register
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import FactDialog, Typed, asked_by, ending
from ui.fields import ChoiceField

USUAL_057 = {"care_sort": "specialised", "care_form": "planned", "care_place": "inpatient"}


def receive(parent: QWidget, desk: Desk, patient: Patient | None = None) -> FactDialog:
    """A referral reached the office; without a card the paper's own words about the person are kept."""
    bodies = desk.ask(subjects.offered, desk.today(), sending=True)
    sender = ChoiceField("sender", "Кто направил", bodies, required=True, chars=44, hint="F4 — справочник района")
    of_paper = [field for field in fields_of(ReferralIn) if field.name not in OF_PERSON]
    of_person = [field for field in fields_of(ReferralIn) if field.name in OF_PERSON]

    def act(register: Register, typed: Typed) -> ReferralIn:
        return referrals.receive(
            register,
            asked_by(ReferralIn, typed),
            sender=str(typed["sender"]),
            patient_id=patient.id if patient else None,
        )

    dialog = FactDialog(
        parent,
        desk,
        "Поступило направление",
        [sender, *of_paper, *([] if patient else of_person)],
        act,
        draft=FormDraft(desk, "referrals.receive", patient_id=patient.id if patient else None),
        line=patient.full_name if patient else "Карты ещё нет: впишите только то, что сказано в направлении",
        fill={"received_on": desk.today()},
    )

    def follow_the_day() -> None:
        day = dialog.form["received_on"].value()
        sender.offer(desk.ask(subjects.offered, day if isinstance(day, date) else desk.today(), sending=True))

    dialog.form["received_on"].edited.connect(follow_the_day)
    dialog.open()
    return dialog


COMING = [Field("on", "Когда пришёл", Kind.PAST_DAY, required=True)]


def came(parent: QWidget, desk: Desk, patient: Patient, kept: ReferralIn) -> FactDialog:
    """The person came."""

    def act(register: Register, on: date) -> ReferralIn:
        return referrals.came(register, kept.id, on)

    return _about(parent, desk, patient, kept, "referrals.came", "Пришёл по направлению", COMING, act)


CLOSING = [
    Field("on", "Когда решено", Kind.PAST_DAY, required=True),
    Field("why", "Почему", Kind.TEXT, required=True, width=44, longest=300, hint="не пришёл к сроку, уехал"),
]


def close(parent: QWidget, desk: Desk, patient: Patient | None, kept: ReferralIn) -> FactDialog:
    """He has not come, and is waited for no more."""

    def act(register: Register, on: date, why: str) -> ReferralIn:
        return referrals.close(register, kept.id, on, why)

    return _about(parent, desk, patient, kept, "referrals.close", "Больше не ждём", CLOSING, act)


def prepare(parent: QWidget, desk: Desk, patient: Patient) -> FactDialog:
    """Send the person on; a medical organisation wants what form 057/у asks, nobody else may have it."""
    bodies = {body.key: body for body in desk.ask(subjects.listing) if body.is_valid_on(desk.today())}
    to = ChoiceField(
        "addressee",
        "Куда",
        {key: body.name for key, body in bodies.items()},
        required=True,
        chars=44,
        hint="F4 — справочник района",
    )

    def act(register: Register, typed: Typed) -> ReferralOut:
        return referrals.prepare(register, patient.id, asked_by(ReferralOut, typed), addressee=str(typed["addressee"]))

    dialog = FactDialog(
        parent,
        desk,
        "Направить пациента",
        [to, *fields_of(ReferralOut)],
        act,
        draft=FormDraft(desk, "referrals.prepare", patient_id=patient.id),
        line=f"{patient.full_name} · бумага уйдёт письмом, с согласием или основанием",
        fill={"made_on": desk.today(), **USUAL_057},
    )

    def ask_what_is_needed() -> None:
        body = bodies.get(str(to.value()))
        for name in OF_057:
            dialog.form.show_field(name, body is not None and body.kind is AddresseeKind.MEDICAL)
        dialog.grow()

    to.edited.connect(ask_what_is_needed)
    ask_what_is_needed()
    dialog.open()
    return dialog


def _moves(kept: ReferralOut) -> dict[str, str]:
    return {how.value: how.label for how in Move if kept.state in MOVES[how][0]}


def move(parent: QWidget, desk: Desk, patient: Patient, kept: ReferralOut, how: Move | None = None) -> FactDialog:
    """What became of a referral; of who is done with there, when he comes back for the out-patient stage."""
    asked = [
        Field("how", "Что произошло", Kind.CHOICE, required=True, choices=lambda _day: _moves(kept), width=24),
        Field("on", "Когда", Kind.PAST_DAY, required=True),
        Field("said", "Почему, чем кончилось", Kind.TEXT, width=44, longest=SAID_LENGTH),
        Field("back_by", "Ждём на амбулаторный этап к", Kind.NEAR_DAY, width=12, hint="пусто, если не вернётся"),
        Field("next_said", "Что дальше", Kind.TEXT, width=44, longest=300, hint="что делает кабинет"),
    ]

    def act(
        register: Register, how: str, on: date, said: str = "", back_by: date | None = None, next_said: str = ""
    ) -> ReferralOut:
        return referrals.move(register, kept.id, Move(how), on, said, back_by=back_by, next_said=next_said)

    dialog = _about(parent, desk, patient, kept, "referrals.move", "Что стало с направлением", asked, act)
    chosen = dialog.form["how"]

    def ask_what_is_needed() -> None:
        for name in ("back_by", "next_said"):
            dialog.form.show_field(name, chosen.value() == Move.FINISH.value)
        dialog.grow()

    chosen.edited.connect(ask_what_is_needed)
    if how is not None:
        chosen.set_value(how.value)
    ask_what_is_needed()
    return dialog


BACK = [
    Field("on", "Когда вернулся", Kind.PAST_DAY, required=True),
    Field("next_said", "Что дальше", Kind.TEXT, width=44, longest=300, hint="пусто: как решено раньше"),
]


def came_back(parent: QWidget, desk: Desk, patient: Patient, kept: ReferralOut) -> FactDialog:
    """He is back for the out-patient stage."""

    def act(register: Register, on: date, next_said: str = "") -> ReferralOut:
        return referrals.came_back(register, kept.id, on, next_said)

    return _about(parent, desk, patient, kept, "referrals.came_back", "Вернулся на амбулаторный этап", BACK, act)


STEPPING_BACK = [
    Field("why", "Почему", Kind.TEXT, required=True, width=44, longest=SAID_LENGTH, hint="записано не тому человеку")
]


def step_back(parent: QWidget, desk: Desk, patient: Patient, kept: ReferralOut) -> FactDialog:
    """The last step was a mistake."""

    def act(register: Register, why: str) -> ReferralOut:
        return referrals.step_back(register, kept.id, why)

    return _about(
        parent, desk, patient, kept, "referrals.step_back", "Последний шаг записан ошибочно", STEPPING_BACK, act
    )


def _about(
    parent: QWidget,
    desk: Desk,
    patient: Patient | None,
    kept: ReferralIn | ReferralOut,
    form: str,
    heading: str,
    asked: list[Field],
    act: Any,
) -> FactDialog:
    """A form about one referral; its day, if it asks one, is today unless it was another."""
    body = kept.sender_name if isinstance(kept, ReferralIn) else kept.addressee_name
    whose = "" if patient else getattr(kept, "named", "")
    line = " · ".join(filter(None, (whose, body)))
    dialog = ending(parent, desk, patient, kept, form, heading, asked, act, line=line)
    if any(field.name == "on" for field in asked):
        dialog.form.fill({"on": desk.today()})
    return dialog
