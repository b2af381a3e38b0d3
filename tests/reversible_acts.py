"""Every act that may be taken back, done once for one patient who has one of everything that an act may change."""

from collections.abc import Callable
from datetime import date
from typing import Any

from narcdesk import (
    administration,
    applications,
    appointments,
    backup_plan,
    batches,
    choices,
    consents,
    courses,
    deaths,
    duties,
    examinations,
    families,
    groups,
    injecting,
    letters,
    locking,
    memos,
    mistakes,
    motivation,
    observation,
    occupations,
    patient_lists,
    patients,
    patronage,
    poisonings,
    providers,
    referrals,
    refusals,
    stays,
    subjects,
    talks,
    treatments,
    working_days,
)
from narcdesk.commission import recipient_keys, targets
from narcdesk.commission.batch import Target
from narcdesk.commission.cohorts import census
from narcdesk.courses import Course, Outcome
from narcdesk.duties import DutyResult, EvasionSign
from narcdesk.forms import all_templates, editing, packages, sheets
from narcdesk.motivation import PlanResult
from narcdesk.observation import EndGround
from narcdesk.occupations import HelpResult
from narcdesk.provider_choice import Case as Sought
from narcdesk.providers import ProviderSource
from narcdesk.referrals import Move
from narcdesk.register import Register
from narcdesk.spreadsheets import files
from narcdesk.treatments import PlanOutcome, StepMark
from tests import factories
from tests.cohort_samples import CENSUS
from tests.commission_samples import RECIPIENT

DAY = factories.DAY
VISIT = {"on": "16.03.2026", "kept": True, "test": "found"}


class Case:
    """One patient with one of everything that an act may change."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.patient = factories.patient(register).id
        factories.diagnosis(register, self.patient)
        self.consent = factories.both_consents(register, self.patient)[0].id
        self.episode = observation.take(register, self.patient, {"taken_on": "10.02.2026"}).id
        self.duty = duties.receive(register, self.patient, _duty()).id
        self.visit = observation.visit(register, self.patient, {"on": "01.03.2026", "kept": True, "next_on": "с"}).id
        self.begun_duty, self.left_duty = (duties.receive(register, self.patient, _duty()).id for _ in range(2))
        for begun in (self.begun_duty, self.left_duty):
            duties.appeared(register, begun, DAY)
        duties.left(register, self.left_duty, DAY)
        self.prescription = duties.prescribe(register, self.duty, {"given_on": DAY, "what": "явка"}).id
        self.course = courses.start(register, self.patient, {"kind": "treatment", "started_on": "20.02.2026"}).id
        self.programme = patronage.begin(register, self.patient, {"opened_on": "01.03.2026"}).id
        self.plan = treatments.plan(register, self.patient, _plan()).id
        (step,) = treatments.schedule(register, self.plan, {"kind": "visit", "due_on": "20.03.2026"})
        self.step = step.id
        self.help = occupations.refer(register, self.patient, _sent()).id
        self.member = families.enter(register, self.patient, _family()).id
        self.group = groups.enter(register, _group()).id
        editing.keep(register, "zhurnal_besed", all_templates()["zhurnal_besed"].text)
        self.other = factories.patient(register, surname="Котов", snils="").id
        self.motivation = motivation.plan(register, self.patient, _motivation(), [{"what": "беседа"}]).id
        self.motivation_step = motivation.steps(register, self.patient)[0].id
        self.memo = memos.give(register, self.patient, {"kind": "treatment", "given_on": "02.03.2026"}).id
        for kind in ("examination", "observation"):
            consents.give(register, self.patient, {"kind": kind, "given_on": "02.03.2026"})
        patronage.contact(register, self.programme, {"on": "02.03.2026", "way": "phone", "next_on": "20.03.2026"})
        self.application = applications.start(register, self.patient, {"days": "180", "circumstance": "voluntary"}).id
        self.representative = patients.appoint(register, self.patient, _mother()).id
        self.source = list_of_region(register, "АНО «Причал»", "Фонд «Брод»").id
        self.provider, self.excluded = (one.id for one in providers.find(register))
        providers.exclude(register, self.excluded, {"ground": "term", "on": DAY})
        providers.keep_part(register, self.provider, "branch", BRANCH)
        self.sheet = choices.offer(register, self.patient, [self.provider], Sought(DAY)).id
        self.school = subjects.enter(register, {"name": "Школа № 2", "kind": "education"}).id
        self.sent_here = referrals.receive(register, {"received_on": DAY}, sender="court", patient_id=self.patient).id
        who = {"received_on": DAY, "surname": "Ласточкин", "given": "Пётр"}
        self.without_card = referrals.receive(register, who, sender="court").id
        self.sent_on = referrals.prepare(register, self.patient, ON, addressee="court").id
        self.done = _done(register, self.patient)
        self.ready, self.sent = (applications.submit(register, factories.asked(register).id).id for _ in range(2))
        self.sent_register = sent_register(register, self.sent)


def sent_register(register: Register, application_id: int) -> int:
    """The letter of a register that left."""
    batch = batches.draw(register, {"kind": "named"}, [application_id])
    letter = packages.issue(register, batches.write_to_authority(register, batch, {}).id)
    return sheets.send(register, letter.id, register.today(), "курьером").id


ON = {"made_on": DAY, "purpose": "помощь"}
SITE = {"source": "сайт", "as_of": DAY}
BRANCH = SITE | {"name": "Дом у реки", "accessible": "да", "men": "6"}
CHECK = {"purpose": "monitoring", "on": DAY, "who": "комиссия", "staff.met": "yes", "staff.method": "paper"}


def _done(register: Register, patient_id: int) -> int:
    """A referral from which the person is awaited back."""
    made = referrals.prepare(register, patient_id, ON, addressee="court")
    typed = {"recipient_kind": "court", "recipient": made.addressee_name, "ground": "13.4.3", "basis": "запрос № 1"}
    letter = letters.draft(register, patient_id, typed, form=made.form, about=made)
    sheets.issue(register, letter.id)
    sheets.send(register, letter.id, DAY, "почтой")
    return referrals.move(register, made.id, Move.FINISH, DAY, back_by=DAY).id


def _duty() -> dict[str, Any]:
    return {"kind": "АП", "court": "Заречный районный суд", "decided_on": "02.03.2026"}


def _plan() -> dict[str, Any]:
    return {
        "kind": "outpatient",
        "decided_on": "02.03.2026",
        "decider": "commission",
        "protocol": "14",
        "protocol_on": "02.03.2026",
        "need": "синдром зависимости",
        "conditions": "outpatient",
    }


def _sent() -> dict[str, Any]:
    return {"kind": "work", "on": "02.03.2026", "sent_to": "центр занятости"}


def _family() -> dict[str, Any]:
    return {"name": "Воробьёва Анна", "tie": "mother", "consent_on": "02.03.2026", "phone": "+79000000011"}


def _group() -> dict[str, Any]:
    return {"name": "Группа «Рассвет»", "kind": "mutual", "valid_from": "01.03.2026"}


def _sheet() -> dict[str, Any]:
    return {"kind": "secrecy", "recipient": "Сосновская ЦРБ", "purpose": "лечение", "given_on": DAY}


def _motivation() -> dict[str, Any]:
    return {"opened_on": "02.03.2026", "goal": "лечение", "next_on": "20.03.2026"}


def _check() -> dict[str, Any]:
    return {"on": DAY, "reason": "сообщение родных", "outcome": "not_found", "result": "признаков нет"}


def _talk() -> dict[str, Any]:
    return {"on": DAY, "with_whom": "alone", "stage": "thinking", "theme": "treatment", "result": "подумает"}


def _refusal() -> dict[str, Any]:
    said = {"explained": True, "consequences": "хуже", "signed": "signed", "next_step": "беседа"}
    return {"on": DAY, "of": "observation", "reason": "work", **said}


def _mother() -> dict[str, Any]:
    return {"kinship": "mother", "surname": "Воробьёва", "given": "Анна"}


def list_of_region(register: Register, *names: str) -> ProviderSource:
    """A list of the region with these organisations, taken in."""
    new = [{"name": name, "places_total": 20} for name in names]
    return providers.take_list(register, title="Список области", as_of=DAY, new=new, changed={}, gone=[])


def _old_list(register: Register) -> object:
    text = "ФИО;Дата рождения;Пол;Диагноз;Взят на учёт\nЛьвова Анна Ильинична;1980;ж;F10.2 2 ст;12.03.2019"
    file = files.pasted(text, lambda _title: True)
    columns = patient_lists.columns_of(file.grids[0])
    proposal = patient_lists.propose(register, file, file.grids[0], columns, patient_lists.Answers())
    return patient_lists.take(register, proposal)


DUTY_KIND = {
    "title": "Новая обязанность",
    "act": "закон № 1",
    "content": "лечение",
    "controller": "police",
    "disclosure": "13.4.3",
    "valid_from": "01.01.2026",
}
DUTY_TERM = {"event": "completion", "days": "5", "working": True, "act": "приказ № 1", "valid_from": "01.01.2026"}


ACTS: dict[str, Callable[[Case], object]] = {
    "applications.amend": lambda c: applications.amend(c.register, c.application, {"days": "90"}),
    "backups.plan": lambda c: backup_plan.amend(c.register, {"every_hours": "12"}),
    "commission.census": lambda c: census.take(c.register, CENSUS),
    "commission.recipient_key": lambda c: recipient_keys.keep(c.register, "municipal", RECIPIENT),
    "commission.plan": lambda c: targets.plan(c.register, 2027, {"included": Target(20, "решение комиссии")}),
    "consents.give": lambda c: consents.give(c.register, c.patient, _sheet(), scope=["diagnosis"]),
    "consents.withdraw": lambda c: consents.withdraw(c.register, c.consent, DAY, "устно"),
    "courses.finish": lambda c: courses.finish(c.register, c.course, DAY, Outcome.FINISHED),
    "courses.start": lambda c: courses.start(c.register, c.patient, {"kind": "social", "started_on": "16.03.2026"}),
    "diagnoses.record": lambda c: factories.diagnosis(c.register, c.patient, made_on="10.03.2026", stage="3"),
    "duties.amend": lambda c: duties.amend(c.register, c.duty, {**_duty(), "judge": "Судейкин П. П."}),
    "duties.answered": lambda c: duties.answered(c.register, c.duty, {"registered_on": DAY}),
    "duties.broke": lambda c: duties.broke(c.register, c.prescription, DAY, "не пришёл"),
    "batches.answer": lambda c: batches.answer(c.register, c.sent_register, {c.sent: {"verdict": "wait", "on": DAY}}),
    "batches.draw": lambda c: batches.draw(c.register, {"kind": "named"}, [c.ready]),
    "duties.draw_list": lambda c: duties.draw_list(c.register, {"since": "10.03.2026", "until": DAY}),
    "duties.evaded": lambda c: duties.evaded(c.register, c.left_duty, DAY, EvasionSign.LEFT),
    "duties.left": lambda c: duties.left(c.register, c.begun_duty, DAY),
    "duties.prescribe": lambda c: duties.prescribe(c.register, c.duty, {"given_on": DAY, "what": "тест"}),
    "duties.appeared": lambda c: duties.appeared(c.register, c.duty, DAY),
    "duties.finish": lambda c: duties.finish(c.register, c.duty, DAY, DutyResult.FULFILLED),
    "duties.receive": lambda c: duties.receive(c.register, c.patient, _duty()),
    "observation.end": lambda c: observation.end(c.register, c.episode, DAY, EndGround.MOVED),
    "observation.visit": lambda c: observation.visit(c.register, c.patient, VISIT),
    "observation.move": lambda c: appointments.move_visit(c.register, c.visit, date(2026, 3, 30)),
    "office.amend": lambda c: administration.amend_office(c.register, {"phone": "+78440000001"}),
    "office.keep_duty_kind": lambda c: duties.keep_kind(c.register, DUTY_KIND),
    "office.set_duty_term": lambda c: duties.set_term(c.register, "УК-73", DUTY_TERM),
    "office.amend_calendar": lambda c: working_days.amend(
        c.register, {"year": "2028", "act": "постановление № 1", "days_off": "03.01-10.01"}
    ),
    "office.amend_locking": lambda c: locking.amend(c.register, {"idle_minutes": "5"}),
    "patients.amend": lambda c: patients.amend(c.register, c.patient, {"surname": "Ласточкин"}),
    "patients.import_list": lambda c: _old_list(c.register),
    "patients.appoint": lambda c: patients.appoint(c.register, c.patient, _mother()),
    "patients.release": lambda c: patients.release(c.register, c.representative),
    "patients.note_death": lambda c: deaths.note(c.register, c.patient, DAY),
    "patients.strike_out": lambda c: mistakes.strike_out(c.register, Course, c.course, "не тот пациент"),
    "families.enter": lambda c: families.enter(c.register, c.patient, _family()),
    "families.talk": lambda c: families.talk(c.register, c.member, {"on": DAY, "kind": "talk"}),
    "families.withdraw": lambda c: families.withdraw(c.register, c.member, DAY),
    "forms.keep": lambda c: editing.keep(c.register, "sud_yavka", all_templates()["sud_yavka"].text),
    "forms.put_back": lambda c: editing.put_back(c.register, "zhurnal_besed"),
    "groups.amend": lambda c: groups.amend(c.register, c.group, {"valid_to": "16.03.2026"}),
    "groups.enter": lambda c: groups.enter(c.register, _group()),
    "groups.visit": lambda c: groups.visit(c.register, c.patient, {"on": DAY, "said": "ходит по вторникам"}),
    "injecting.note": lambda c: injecting.note(c.register, c.patient, {"on": DAY, "state": "no", "source": "осмотр"}),
    "poisonings.record": lambda c: poisonings.record(c.register, c.patient, {"on": DAY, "known_from": "person"}),
    "occupations.answer": lambda c: occupations.answer(c.register, c.help, DAY, HelpResult.PLACED, "склад"),
    "occupations.note": lambda c: occupations.note(c.register, c.patient, {"since": DAY, "kind": "works"}),
    "occupations.refer": lambda c: occupations.refer(c.register, c.patient, _sent()),
    "stays.mark": lambda c: stays.mark(c.register, c.course, {"kind": "arrived", "on": "20.02.2026"}),
    "treatments.begin": lambda c: treatments.begin(c.register, c.plan, DAY),
    "treatments.enter_stage": lambda c: treatments.enter_stage(c.register, c.plan, DAY, "поддерживающий"),
    "treatments.finish": lambda c: treatments.finish(c.register, c.plan, DAY, PlanOutcome.DONE),
    "treatments.mark": lambda c: treatments.mark(c.register, c.step, DAY, StepMark.DONE, "пришёл"),
    "treatments.plan": lambda c: treatments.plan(c.register, c.patient, _plan()),
    "treatments.schedule": lambda c: treatments.schedule(
        c.register, c.plan, {"kind": "visit", "due_on": "20.03.2026"}, times=3, every=7
    ),
    "patronage.amend": lambda c: patronage.amend(c.register, c.programme, {"until": "м+12", "goals": "учёба"}),
    "patronage.begin": lambda c: patronage.begin(c.register, c.patient, {"opened_on": "05.03.2026"}),
    "patronage.close": lambda c: patronage.close(c.register, c.programme, DAY),
    "patronage.contact": lambda c: patronage.contact(
        c.register, c.programme, {"on": "10.03.2026", "way": "phone", "note": "дома"}
    ),
    "patronage.move": lambda c: appointments.move_contact(c.register, c.programme, date(2026, 3, 30)),
    "referrals.came": lambda c: referrals.came(c.register, c.sent_here, DAY),
    "referrals.came_back": lambda c: referrals.came_back(c.register, c.done, DAY),
    "referrals.close": lambda c: referrals.close(c.register, c.sent_here, DAY, "уехал"),
    "referrals.link": lambda c: referrals.link(c.register, c.without_card, c.patient),
    "referrals.move": lambda c: referrals.move(c.register, c.sent_on, Move.CANCEL, DAY, "передумал"),
    "referrals.prepare": lambda c: referrals.prepare(c.register, c.patient, ON, addressee="police"),
    "referrals.receive": lambda c: referrals.receive(
        c.register, {"received_on": DAY}, sender="police", patient_id=c.patient
    ),
    "referrals.step_back": lambda c: referrals.step_back(c.register, c.done, "не он"),
    "subjects.amend": lambda c: subjects.amend(c.register, c.school, {"phone": "8 900 000 00 33"}),
    "subjects.close": lambda c: subjects.close(c.register, c.school, {"valid_to": DAY, "why": "закрыта"}),
    "subjects.enter": lambda c: subjects.enter(c.register, {"name": "Школа № 3", "kind": "education"}),
    "examinations.record": lambda c: examinations.record(c.register, c.patient, _check()),
    "memos.give": lambda c: memos.give(c.register, c.patient, {"kind": "whole", "given_on": DAY}),
    "memos.sign": lambda c: memos.sign(c.register, c.memo, DAY),
    "motivation.close": lambda c: motivation.close(c.register, c.motivation, DAY, PlanResult.AGREED),
    "motivation.done": lambda c: motivation.done(c.register, c.motivation_step, DAY, "пришёл"),
    "motivation.plan": lambda c: motivation.plan(c.register, c.other, _motivation(), [{"what": "беседа"}]),
    "motivation.step": lambda c: motivation.step(c.register, c.motivation, {"what": "беседа"}),
    "refusals.record": lambda c: refusals.record(c.register, c.patient, _refusal()),
    "talks.hold": lambda c: talks.hold(c.register, c.other, _talk()),
    "talks.hold_group": lambda c: talks.hold_group(c.register, _talk() | {"audience": "родители", "heads": "9"}),
    "choices.offer": lambda c: choices.offer(c.register, c.patient, [c.provider], Sought(DAY)),
    "choices.sign": lambda c: choices.sign(c.register, c.sheet, c.provider, DAY),
    "providers.check": lambda c: providers.check(c.register, c.provider, CHECK),
    "providers.drop_part": lambda c: providers.drop_part(c.register, c.provider, "branch", 1, "закрыт"),
    "providers.exclude": lambda c: providers.exclude(c.register, c.provider, {"ground": "own_wish", "on": DAY}),
    "providers.keep_part": lambda c: providers.keep_part(c.register, c.provider, "branch", BRANCH | {"men": "7"}, 1),
    "providers.restore": lambda c: providers.restore(c.register, c.excluded, {"why": "решение"}),
    "providers.tell": lambda c: providers.tell(c.register, c.provider, SITE | {"religious": "нет", "age_from": "18"}),
    "providers.note_call": lambda c: providers.note_call(c.register, c.provider, {"free_men": "3"}, "Рябинина"),
    "providers.take_list": lambda c: list_of_region(c.register, "ИП Петров"),
}
