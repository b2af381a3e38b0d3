"""What is written down beside treatment: the programme of patronage, work, family, groups, injecting use."""

from datetime import date

from PySide6.QtWidgets import QWidget

from narcdesk import families, groups, injecting, occupations, patronage
from narcdesk.families import FamilyMember, FamilyTalk
from narcdesk.fields import Field, Kind, fields_of
from narcdesk.groups import GroupVisit, SupportGroup
from narcdesk.injecting import InjectingFact
from narcdesk.occupations import HelpResult, Occupation, WorkHelp
from narcdesk.patients import Patient
from narcdesk.patronage import Patronage
from narcdesk.register import Register
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import FactDialog, Typed, asked_by, ending, new_fact, opened
from ui.fields import ChoiceField


def amend_patronage(parent: QWidget, desk: Desk, patient: Patient, kept: Patronage) -> FactDialog:
    """The programme is looked at again: its term, its goals and measures."""
    asked = fields_of(Patronage)
    return opened(
        FactDialog(
            parent,
            desk,
            "Программа патроната",
            asked,
            lambda register, typed: patronage.amend(register, kept.id, typed),
            draft=FormDraft(desk, "patronage.amend", patient_id=patient.id, record_id=kept.id, kind=kept.__tablename__),
            line=f"{patient.full_name} · разработана вместе с ним",
            fill={field.name: getattr(kept, field.name) for field in asked},
            verb="&Сохранить",
        )
    )


# Work and schooling


def occupation(parent: QWidget, desk: Desk, patient: Patient) -> FactDialog:
    """What the person does since a day."""
    return new_fact(parent, desk, patient, "occupations.note", "Занятость", Occupation, occupations.note, today="since")


def work_help(parent: QWidget, desk: Desk, patient: Patient) -> FactDialog:
    """The office sends him for work or schooling; he carries his papers himself."""
    return new_fact(
        parent,
        desk,
        patient,
        "occupations.refer",
        "Помощь с работой, учёбой",
        WorkHelp,
        occupations.refer,
        today="on",
        line=f"{patient.full_name} · идёт сам; письмо кабинета о нём требует согласия",
    )


ANSWERING = [
    Field("answered_on", "Дата результата", Kind.PAST_DAY, required=True),
    Field("result", "Результат", Kind.CHOICE, required=True, choices=HelpResult, width=24),
    Field("said", "Подробнее", Kind.TEXT, width=44, longest=300),
]


def help_result(parent: QWidget, desk: Desk, patient: Patient, kept: WorkHelp) -> FactDialog:
    """What came of the help."""

    def answer(register: Register, answered_on: date, result: HelpResult, said: str = "") -> WorkHelp:
        return occupations.answer(register, kept.id, answered_on, result, said)

    return ending(parent, desk, patient, kept, "occupations.answer", "Результат помощи", ANSWERING, answer)


# The family


def member(parent: QWidget, desk: Desk, patient: Patient) -> FactDialog:
    """Who of the family signed a consent of his own."""
    return new_fact(
        parent,
        desk,
        patient,
        "families.enter",
        "Член семьи",
        FamilyMember,
        families.enter,
        today="consent_on",
        line=f"{patient.full_name} · только с собственным согласием родного; о его здоровье ничего не пишут",
    )


WITHDRAWING = [Field("withdrawn_on", "Дата отзыва", Kind.PAST_DAY, required=True)]


def withdraw_member(parent: QWidget, desk: Desk, patient: Patient, kept: FamilyMember) -> FactDialog:
    """He wishes no contact any more; his telephone goes."""

    def withdraw(register: Register, withdrawn_on: date) -> FamilyMember:
        return families.withdraw(register, kept.id, withdrawn_on)

    heading = "Отзыв согласия на контакт"
    return ending(parent, desk, patient, kept, "families.withdraw", heading, WITHDRAWING, withdraw)


def family_talk(parent: QWidget, desk: Desk, patient: Patient) -> FactDialog:
    """A talk or a training with one of those who agreed."""
    agreed = [one for one in desk.ask(families.listing, patient.id) if one.withdrawn_on is None]
    options = {str(one.id): f"{one.name}, {one.tie.label}" for one in agreed}
    who = ChoiceField("member_id", "С кем", options, required=True, chars=36)
    if len(agreed) == 1:
        who.set_value(str(agreed[0].id))

    def action(register: Register, typed: Typed) -> FamilyTalk:
        chosen = str(typed.get("member_id") or "")
        return families.talk(register, int(chosen) if chosen.isdecimal() else 0, asked_by(FamilyTalk, typed))

    return opened(
        FactDialog(
            parent,
            desk,
            "Работа с семьёй",
            [who, *fields_of(FamilyTalk)],
            action,
            draft=FormDraft(desk, "families.talk", patient_id=patient.id),
            line=f"{patient.full_name} · о пациенте говорят только с его согласия",
            fill={"on": desk.today(), **({"member_id": str(agreed[0].id)} if len(agreed) == 1 else {})},
        )
    )


# Groups, and injecting use


def group_visit(parent: QWidget, desk: Desk, patient: Patient) -> FactDialog:
    """What the person says of a group; a group of the directory is typed by choosing it."""
    known = {str(group.id): group.name for group in desk.ask(groups.directory)}
    chosen = ChoiceField("group", "Из справочника", known, chars=36, hint="впишет название; связи с группой нет")

    def take_the_name() -> None:
        name, said = known.get(str(chosen.value()), ""), dialog.form["said"]
        if name and not str(said.value() or "").strip():
            said.set_value(name)

    dialog = FactDialog(
        parent,
        desk,
        "Группа взаимопомощи",
        [*[chosen] * bool(known), *fields_of(GroupVisit)],
        lambda register, typed: groups.visit(register, patient.id, asked_by(GroupVisit, typed)),
        draft=FormDraft(desk, "groups.visit", patient_id=patient.id),
        line=f"{patient.full_name} · только с его слов; списков участников программа не ведёт",
        fill={"on": desk.today()},
    )
    chosen.edited.connect(take_the_name)
    return opened(dialog)


def injecting_use(parent: QWidget, desk: Desk, patient: Patient) -> FactDialog:
    """What is known of injecting use, and from where."""
    return new_fact(
        parent,
        desk,
        patient,
        "injecting.note",
        "Инъекционное употребление",
        InjectingFact,
        injecting.note,
        today="on",
    )


# The directory of groups


def new_group(parent: QWidget, desk: Desk) -> FactDialog:
    """A group for the directory."""
    return opened(
        FactDialog(
            parent,
            desk,
            "Группа, сообщество",
            fields_of(SupportGroup),
            groups.enter,
            draft=FormDraft(desk, "groups.enter"),
            line="Справочник кабинета: по нему группу советуют пациенту",
            fill={"valid_from": desk.today()},
        )
    )


def amend_group(parent: QWidget, desk: Desk, kept: SupportGroup) -> FactDialog:
    """What has changed about a group."""
    asked = fields_of(SupportGroup)
    return opened(
        FactDialog(
            parent,
            desk,
            kept.name,
            asked,
            lambda register, typed: groups.amend(register, kept.id, typed),
            draft=FormDraft(desk, "groups.amend", record_id=kept.id, kind=kept.__tablename__),
            fill={field.name: getattr(kept, field.name) for field in asked},
            verb="&Сохранить",
        )
    )
