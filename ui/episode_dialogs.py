"""Taken under observation, moved into another group or order, paused, ended: each a decision of a person."""

from datetime import date

from PySide6.QtWidgets import QWidget

from narcdesk import observation, rules
from narcdesk.errors import Invalid, UserError
from narcdesk.fields import Field, Kind, fields_of, read_asked
from narcdesk.observation import Assignment, CommissionDecision, EndGround, Episode, Pause, Verdict
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.rules import RuleSet, observation_rules
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import Asked, FactDialog, Typed, asked_by, ending, opened
from ui.fields import CheckField, ChoiceField


def _grounds_of_the_living(_day: date) -> dict[str, str]:
    return {ground.value: ground.label for ground in EndGround if ground is not EndGround.DEATH}


BEING_OVER = [
    Field("ended_on", "Дата снятия", Kind.PAST_DAY, required=True),
    Field("end_ground", "Основание", Kind.CHOICE, required=True, choices=_grounds_of_the_living, width=32),
]


def take(parent: QWidget, desk: Desk, patient: Patient) -> FactDialog:
    """Under observation: since when, and in which group if the order of that day knows groups.

    One of before is written down afterwards with its end; while another goes on, nothing else can be meant.
    """
    group = ChoiceField("group", "Группа", {}, chars=40)
    over = CheckField("is_over", "Это прежнее наблюдение, оно уже закончилось")
    goes_on = any(episode.ended_on is None for episode in desk.ask(observation.episodes, patient.id))
    asked: list[Asked] = [*fields_of(Episode), group, over, *BEING_OVER]

    def action(register: Register, typed: Typed) -> Episode:
        return observation.take(
            register,
            patient.id,
            asked_by(Episode, typed),
            group=str(typed.get("group") or "") or None,
            ended=_ended(register, typed) if typed["is_over"] else None,
        )

    def ask_for_the_end() -> None:
        for end in BEING_OVER:
            dialog.form.show_field(end.name, bool(over.value()))
        dialog.grow()

    def follow_the_day() -> None:
        day = dialog.form["taken_on"].value()
        order = desk.ask(_order, day if isinstance(day, date) else desk.today())
        group.offer(groups_of(order) if order else {})
        dialog.form.show_field("group", order is not None and order.groups_named)
        if order and order.groups_named and not group.value():
            group.set_value(desk.ask(_proposed_group, patient.id, order))

    dialog = FactDialog(
        parent,
        desk,
        "Взять под наблюдение",
        asked,
        action,
        draft=FormDraft(desk, "observation.take", patient_id=patient.id),
        line=f"{patient.full_name} · группу предлагает диагноз, решает врач",
        fill={"taken_on": None if goes_on else desk.today(), "is_over": goes_on},
    )
    dialog.form["taken_on"].edited.connect(follow_the_day)
    over.edited.connect(ask_for_the_end)
    follow_the_day()
    ask_for_the_end()
    return opened(dialog)


def groups_of(order: RuleSet) -> dict[str, str]:
    """The groups of an order, as a list offers them."""
    return {known.code: f"{known.code}: {known.title}" for known in order.groups}


def _ended(register: Register, typed: Typed) -> tuple[date, EndGround]:
    """The end of an observation of before; raises Invalid."""
    names = {field.name for field in BEING_OVER}
    told = {name: value for name, value in typed.items() if name in names}
    reading = read_asked(BEING_OVER, told, register.today(), whole=True)
    if reading.problems:
        raise Invalid(reading.problems)
    return reading.values["ended_on"], EndGround(reading.values["end_ground"])


def _order(_register: Register, day: date) -> RuleSet | None:
    try:
        return observation_rules(day)
    except UserError:  # the day is typed wrong: the action will say so
        return None


def _proposed_group(register: Register, patient_id: int, order: RuleSet) -> str:
    with register.read() as session:
        found = observation.proposed_group(session, patient_id, order)
    return found.code if found else ""


# Another group, another order


def regroup(parent: QWidget, desk: Desk, patient: Patient, episode: Episode) -> FactDialog:
    """Another group of the same order, from a day on."""
    order = rules.rule_set(episode.rule_set)
    return _assign(parent, desk, patient, episode, order, "Сменить группу", "observation.regroup", "&Сменить")


def transfer(parent: QWidget, desk: Desk, patient: Patient, episode: Episode) -> FactDialog:
    """From an order that is no longer in force into the one of today."""
    order = observation_rules(desk.today())
    heading = f"Перевести на порядок {order.id}"
    return _assign(parent, desk, patient, episode, order, heading, "observation.transfer", "&Перевести")


def _assign(
    parent: QWidget,
    desk: Desk,
    patient: Patient,
    episode: Episode,
    order: RuleSet,
    heading: str,
    form: str,
    verb: str,
) -> FactDialog:
    group = ChoiceField("group", "Группа", groups_of(order), required=True, chars=40)
    group.set_value(desk.ask(_proposed_group, patient.id, order))
    act = observation.transfer if form == "observation.transfer" else observation.regroup

    def action(register: Register, typed: Typed) -> Assignment:
        return act(register, episode.id, asked_by(Assignment, typed), group=str(typed.get("group") or ""))

    now = ", ".join(filter(None, (episode.rule_set, f"группа {episode.group}" if episode.group else "")))
    dialog = FactDialog(
        parent,
        desk,
        heading,
        [group, *fields_of(Assignment)],
        action,
        draft=FormDraft(desk, form, patient_id=patient.id, record_id=episode.id, kind="episodes"),
        line=f"{patient.full_name} · сейчас {now} · группу предлагает диагноз, решает врач",
        fill={"on": desk.today()},
        verb=verb,
    )
    return opened(dialog)


# The end, and the commission

COMMISSION = [field for field in fields_of(CommissionDecision) if field.name not in ("verdict", "again_on")]
ENDING = [
    Field("ended_on", "Дата снятия", Kind.PAST_DAY, required=True),
    Field("ground", "Основание", Kind.CHOICE, required=True, choices=EndGround, width=32),
]


def end(parent: QWidget, desk: Desk, patient: Patient, episode: Episode) -> FactDialog:
    """The end of an observation: its ground, what the order wants for it, the protocol if the commission decides."""

    def action(register: Register, typed: Typed) -> Episode:
        own = {field.name: typed.get(field.name) for field in ENDING}
        reading = read_asked(ENDING, own, register.today(), whole=True)
        if reading.problems:
            raise Invalid(reading.problems)
        ground = EndGround(reading.values["ground"])
        told = {field.name: typed.get(field.name) for field in COMMISSION} if typed.get("number") else None
        return observation.end(register, episode.id, reading.values["ended_on"], ground, told)

    def follow_the_ground() -> None:
        ground, on = dialog.form["ground"], dialog.form["ended_on"].value()
        found = desk.ask(_wanted, episode.id, str(ground.value() or ""), on if isinstance(on, date) else desk.today())
        ground.note.say(found.said, "warn" if found.lacks else "muted")
        for field in COMMISSION:
            dialog.form.show_field(field.name, found.asks_commission)
        dialog.grow()

    dialog = FactDialog(
        parent,
        desk,
        "Снять с наблюдения",
        [*ENDING, *COMMISSION],
        action,
        draft=FormDraft(desk, "observation.end", patient_id=patient.id, record_id=episode.id, kind="episodes"),
        line=patient.full_name,
        fill={"ended_on": desk.today(), "decided_on": desk.today()},
        verb="&Снять",
    )
    for name in ("ground", "ended_on"):
        dialog.form[name].edited.connect(follow_the_ground)
    follow_the_ground()
    return opened(dialog)


class _Wanted:
    """What an order wants for a ground, in words; whether something is lacking, and a protocol is to be asked for."""

    def __init__(self, said: str = "", lacks: bool = False, asks_commission: bool = False) -> None:
        self.said, self.lacks, self.asks_commission = said, lacks, asks_commission


def _wanted(register: Register, episode_id: int, ground: str, on: date) -> _Wanted:
    if ground not in set(EndGround):
        return _Wanted()
    with register.read("patients.look") as session:
        episode = session.get_one(Episode, episode_id)
        found = observation.rhythm_of(session, episode, on)
        group = found.group.code if found.group else ""
        rule = next((one for one in found.order.ends_for(group) if one.ground == ground), None)
        lacks = observation.lacking(session, episode, EndGround(ground), on)
        known = observation.decided(session, episode_id, Verdict.END, on)
    needs = rule is not None and rule.decided_by == "commission" and known is None
    shown = [lack for lack in lacks if not (needs and "комиссии о снятии" in lack.said)]  # it is asked for below
    said = "; ".join(filter(None, (rule.shown if rule else "", *(f"не хватает: {lack.said}" for lack in shown))))
    return _Wanted(said, bool(shown), needs)


def decide(parent: QWidget, desk: Desk, patient: Patient, episode: Episode) -> FactDialog:
    """What the medical commission decided: to end the observation, or to let it go on and when to ask again."""

    def follow() -> None:
        goes_on = dialog.form["verdict"].value() == Verdict.GO_ON
        dialog.form.show_field("again_on", goes_on)
        dialog.grow()

    dialog = FactDialog(
        parent,
        desk,
        "Решение врачебной комиссии",
        fields_of(CommissionDecision),
        lambda register, typed: observation.decide(register, episode.id, typed),
        draft=FormDraft(desk, "observation.decide", patient_id=patient.id, record_id=episode.id, kind="episodes"),
        line=f"{patient.full_name} · {desk.ask(remission_line, episode.id)}",
        fill={"decided_on": desk.today()},
    )
    dialog.form["verdict"].edited.connect(follow)
    follow()
    return opened(dialog)


def remission_line(register: Register, episode_id: int) -> str:
    """«ремиссия, полных месяцев: 14»: what the facts show, for who is to decide."""
    with register.read("patients.look") as session:
        return observation.rhythm_of(session, session.get_one(Episode, episode_id), register.today()).state


# A pause


def pause(parent: QWidget, desk: Desk, patient: Patient, episode: Episode) -> FactDialog:
    """Nobody waits for the patient for a while, and why."""
    return opened(
        FactDialog(
            parent,
            desk,
            "Перерыв в наблюдении",
            fields_of(Pause),
            lambda register, typed: observation.pause(register, episode.id, typed),
            draft=FormDraft(desk, "observation.pause", patient_id=patient.id, record_id=episode.id, kind="episodes"),
            line=f"{patient.full_name} · в эти дни явка не просрочена и неявка не считается",
            fill={"since": desk.today()},
        )
    )


RESUMING = [Field("until", "Последний день перерыва", Kind.PAST_DAY, required=True)]


def resume(parent: QWidget, desk: Desk, patient: Patient, kept: Pause) -> FactDialog:
    """The pause is over."""

    def over(register: Register, until: date) -> Pause:
        return observation.resume(register, kept.id, until)

    me = (parent, desk, patient, kept, "observation.resume", "Окончание перерыва", RESUMING, over)
    return ending(*me, line=kept.reason.label)
