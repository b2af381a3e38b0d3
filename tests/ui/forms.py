"""Every form of the program that keeps drafts, over one register: how it is opened, and hands that type at random."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from narcdesk import (
    applications,
    certificates,
    choices,
    consents,
    courses,
    duties,
    examinations,
    families,
    groups,
    infections,
    injecting,
    letters,
    memos,
    motivation,
    observation,
    occupations,
    patronage,
    poisonings,
    provider_acts,
    providers,
    referrals,
    refusals,
    stays,
    subjects,
    talks,
    treatments,
)
from narcdesk.drafts import Draft, Subject
from narcdesk.forms import sheets
from narcdesk.provider_choice import Case
from narcdesk.register import Register
from tests import factories
from tests.reversible_acts import sent_register
from tests.ui.hands import press, type_text
from ui import certificate_steps, duty_letters, provider_forms, struck_facts, unfinished
from ui.application_page import ApplicationPage
from ui.fields import CheckField, ChecksField, ChoiceField, Form
from ui.fields.base import Field
from ui.fields.cursor import where
from ui.form_dialog import FormDialog
from ui.letter_dialog import ANSWER
from ui.page import Page

ON = factories.DAY - timedelta(days=3)
LETTERS = "абвгдежзиклмнопрстуфхцчшщыьэюяё АБВ 0123456789.-«»"


class Everything:
    """A register in which every form has something to be about."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.patient = factories.patient(register)
        who = self.patient.id
        factories.diagnosis(register, who)
        factories.both_consents(register, who)
        self.consent = consents.listing(register, who)[0]
        self.episode = observation.take(register, who, {"taken_on": "01.02.2016"}, group="alcohol")
        observation.transfer(register, self.episode.id, {"on": ON}, group="syndrome")
        self.pause = observation.pause(register, self.episode.id, {"since": ON, "reason": "hospital"})
        verdict = {"decided_on": ON, "number": "17", "members": "комиссия", "verdict": "end"}
        observation.decide(register, self.episode.id, verdict)
        decision = {"kind": "АП", "court": "мировой судья участка № 1", "decided_on": ON, "received_on": ON}
        self.duty = duties.receive(register, who, decision)
        self.prescription = duties.prescribe(register, self.duty.id, {"given_on": ON, "what": "явка"})
        self.course = courses.start(register, who, {"kind": "treatment", "started_on": ON})
        self.programme = patronage.begin(register, who, {"opened_on": ON, "goals": "работа"})
        patronage.contact(register, self.programme.id, {"on": ON, "way": "phone"})
        self.visit = observation.visit(register, who, {"on": ON, "next_on": factories.DAY + timedelta(days=9)})
        moved = {"agreed_on": ON, "to": factories.DAY + timedelta(days=20), "why": "болеет"}
        observation.move(register, who, moved)
        decided = {"decided_on": ON, "decider": "doctor", "need": "F11.2", "conditions": "outpatient"}
        self.plan = treatments.plan(register, who, {"kind": "outpatient", **decided})
        (self.step,) = treatments.schedule(register, self.plan.id, {"kind": "visit", "due_on": ON})
        stays.mark(register, self.course.id, {"kind": "arrived", "on": ON})
        occupations.note(register, who, {"kind": "works", "since": ON})
        self.help = occupations.refer(register, who, {"kind": "work", "on": ON, "sent_to": "центр занятости"})
        self.member = families.enter(register, who, {"name": "Воробьёва Анна", "tie": "mother", "consent_on": ON})
        families.talk(register, self.member.id, {"kind": "talk", "on": ON})
        self.group = groups.enter(register, {"name": "Группа «Рассвет»", "kind": "mutual", "valid_from": ON})
        groups.visit(register, who, {"on": ON, "said": "ходит по вторникам"})
        injecting.note(register, who, {"on": ON, "state": "no", "source": "осмотр"})
        poisonings.record(register, who, {"on": ON, "known_from": "ambulance"})
        refused = {"explained": True, "consequences": "станет хуже", "signed": "signed", "next_step": "беседа"}
        self.refusal = refusals.record(register, who, {"on": ON, "of": "treatment", "reason": "work", **refused})
        plan = {"opened_on": ON, "goal": "лечение", "next_on": ON}
        self.motivation = motivation.plan(register, who, plan, [{"what": "беседа"}])
        (self.motivation_step,) = motivation.steps(register, who)
        talk = {"on": ON, "with_whom": "alone", "stage": "thinking", "theme": "treatment", "result": "подумает"}
        talks.hold(register, who, {**talk, "next_on": factories.DAY})
        self.memo = memos.give(register, who, {"kind": "treatment", "given_on": ON})
        consents.give(register, who, {"kind": "examination", "given_on": ON})
        checked = {"reason": "сообщение", "outcome": "not_found", "result": "признаков нет"}
        examinations.record(register, who, {"on": ON, **checked})
        observation.note_remission(register, who, {"kind": "use", "on": ON, "proof": "тест"})
        asked = {"recipient_kind": "court", "recipient": "Суд", "ground": "13.4.3", "answer_due": "30.03.2026"}
        self.letter, self.sent_letter = (
            letters.draft(register, who, asked, form=ANSWER, about=self.patient) for _ in range(2)
        )
        for one in (self.letter, self.sent_letter):
            sheets.issue(register, one.id)
        sheets.send(register, self.sent_letter.id, register.today(), "почтой")
        self.register_sent = sent_register(register, applications.submit(register, factories.asked(register).id).id)
        self.sent_here = referrals.receive(register, {"received_on": ON}, sender="police", patient_id=who)
        self.sent_on = referrals.prepare(register, who, {"made_on": ON, "purpose": "помощь"}, addressee="court")
        by_057 = {"care_sort": "specialised", "care_form": "planned", "care_place": "inpatient"}
        self.to_doctors = referrals.prepare(
            register, who, {"made_on": ON, "purpose": "лечение", **by_057}, addressee="dispensary"
        )
        paid = factories.in_use(register, who, number="76")
        told = {"number": "3", "on": register.today(), "since": register.today(), "until": register.today()}
        provider_acts.record(register, paid.id, told)
        self.body = subjects.enter(register, {"name": "Школа № 2", "kind": "education"})
        named = {"received_on": ON, "surname": "Ласточкин", "given": "Пётр"}
        self.without_card = referrals.receive(register, named, sender="court")
        self.facts = {kind.form: kind.listing(register, who)[0] for kind in struck_facts.KINDS.values()}
        providers.take_list(
            register,
            title="реестр области",
            as_of=date(2026, 3, 1),
            new=[
                {"name": "АНО «Исток»", "address": "г. Волжский", "included_from": "2025-03-01"},
                {"name": "ИП Котов"},
            ],
            changed={},
            gone=[],
        )
        branch = {"source": "сайт", "as_of": ON, "name": "Дом у реки", "men": "6"}
        providers.keep_part(register, 1, "branch", branch)
        self.excluded = providers.exclude(register, 2, {"ground": "term", "on": ON}).id
        self.sheet = choices.offer(register, who, [1], Case(register.today()))
        self.infection = infections.record(register, who, {"infection": "hiv", "found_on": "2020", "source": "справка"})
        self.draft = factories.application(register, who)
        self.sent = self._sent()
        self.granted, self.certified = self._granted(), self._granted()
        self.queued = applications.queued(register, self._sent().id, register.today())
        certificates.record(
            register,
            self.certified.id,
            {"number": "77", "issued_on": register.today(), "valid_until": "01.09.2026", "days": "120"},
        )

    def _sent(self) -> applications.Application:
        made = factories.asked(self.register, days="120")
        applications.submit(self.register, made.id)
        applications.send(self.register, made.id, self.register.today(), "12/3")
        return made

    def _granted(self) -> applications.Application:
        made = self._sent()
        applications.registered(self.register, made.id, self.register.today(), "45")
        applications.granted(self.register, made.id, self.register.today(), "7-р")
        return made

    def subjects(self) -> dict[str, Subject]:
        """Form -> what a draft of it would be of."""
        who = self.patient.id
        records: dict[str, Any] = {
            "infections.cancel": self.infection,
            "letters.send": self.letter,
            "letters.cancel": self.letter,
            "letters.answered": self.sent_letter,
            "consents.withdraw": self.consent,
            "observation.end": self.episode,
            "observation.decide": self.episode,
            "observation.regroup": self.episode,
            "observation.transfer": self.episode,
            "observation.pause": self.episode,
            "observation.resume": self.pause,
            "refusals.tell": self.refusal,
            "motivation.step": self.motivation,
            "motivation.done": self.motivation_step,
            "motivation.close": self.motivation,
            "memos.sign": self.memo,
            "choices.sign": self.sheet,
            "duties.appeared": self.duty,
            "duties.told": self.duty,
            "duties.finish": self.duty,
            **{f"duties.{verb}": self.duty for verb in ("amend", "prescribe", "left", "evaded", "answered")},
            "duties.broke": self.prescription,
            **dict.fromkeys(duty_letters.OF_RECORD, self.duty),
            "courses.finish": self.course,
            "patronage.contact": self.programme,
            "patronage.close": self.programme,
            "patronage.move": self.programme,
            "patronage.amend": self.programme,
            "treatments.schedule": self.plan,
            "treatments.begin": self.plan,
            "treatments.mark": self.step,
            "treatments.enter_stage": self.plan,
            "treatments.finish": self.plan,
            "stays.mark": self.course,
            "occupations.answer": self.help,
            "families.withdraw": self.member,
            "letters.draft.otvet_na_napravlenie": self.sent_here,
            "letters.draft.napravlenie_v_organizatsiyu": self.sent_on,
            "letters.draft.napravlenie_057u": self.to_doctors,
            "referrals.came": self.sent_here,
            "referrals.close": self.sent_here,
            "referrals.move": self.sent_on,
            "referrals.came_back": self.sent_on,
            "referrals.step_back": self.sent_on,
            **self.facts,
        }
        found = {form: Subject(form, "Форма", patient_id=who) for form in unfinished.ON_CARD}
        for form in unfinished.OF_RECORD:
            found[form] = Subject(form, "Форма", patient_id=who, record_id=records[form].id)
        for verb in ("register", "grant", "wait", "return_back", "refuse", "withdraw"):
            found[f"applications.{verb}"] = Subject(f"applications.{verb}", "Форма", record_id=self.sent.id)
        found["applications.carry_over"] = Subject("applications.carry_over", "Форма", record_id=self.queued.id)
        found["applications.correct"] = Subject("applications.correct", "Форма", record_id=self.granted.id)
        found["applications.start"] = Subject("applications.start", "Форма", patient_id=who)
        found["applications.amend"] = Subject("applications.amend", "Форма", record_id=self.draft.id)
        found["certificates.record"] = Subject("certificates.record", "Форма", record_id=self.granted.id)
        for verb in certificate_steps.STEPS:
            found[f"certificates.{verb}"] = Subject(f"certificates.{verb}", "Форма", record_id=self.certified.id)
        found["subjects.enter"] = Subject("subjects.enter", "Форма")
        for form in ("subjects.amend", "subjects.close"):
            found[form] = Subject(form, "Форма", record_id=self.body.id)
        found["patients.enter"] = Subject("patients.enter", "Форма")
        found["talks.hold_group"] = Subject("talks.hold_group", "Форма")
        found["batches.answer"] = Subject("batches.answer", "Форма", record_id=self.register_sent)
        for form in ("duties.draw_list", "batches.draw"):
            found[form] = Subject(form, "Форма")
        for form in provider_forms.OF_PROVIDER:
            found[form] = Subject(form, "Форма", record_id=self.excluded if form == "providers.restore" else 1)
        for form in ("providers.keep_part", "providers.drop_part"):
            found[form] = Subject(form, "Форма", kind="1.branch.1")
        found["groups.enter"] = Subject("groups.enter", "Форма")
        found["groups.amend"] = Subject("groups.amend", "Форма", record_id=self.group.id)
        found["commission.plan"] = Subject("commission.plan", "Форма", record_id=2031)
        found["commission.tighten"] = Subject("commission.tighten", "Форма", kind="municipal")
        for form in unfinished.OF_SETTINGS:
            found[form] = Subject(form, "Форма")
        found["forms.keep"] = Subject("forms.keep", "Форма", kind="sud_yavka")
        found["profile.amend"] = Subject("profile.amend", "Форма", kind="terms.decision")
        found["rules.set_cell"] = Subject("rules.set_cell", "Форма", kind="ДН-2026.interval.ДН-2.0")
        return found


def opened(page: Page, subject: Subject) -> Any:
    """The form, opened as the program opens it to go on with a draft."""
    draft = Draft(
        person_id=1,
        form=subject.form,
        title=subject.title,
        who=subject.who,
        patient_id=subject.patient_id,
        record_id=subject.record_id,
        kind=subject.kind,
        contents={},
        cursor="",
        position=0,
        begun_seq=0,
        seq=0,
        kept_at=page.desk.register.now(),
    )
    form = unfinished.open_form(page, draft)
    if isinstance(form, FormDialog) and not form.isVisible():
        form.open()
    QApplication.processEvents()
    return form


def form_of(window: Any) -> Form:
    """The form inside a dialog or a page."""
    found = window.body.form if isinstance(window, ApplicationPage) else window.form
    assert isinstance(found, Form)
    return found


def picture(window: Any) -> dict[str, Any]:
    """Everything that stands in the form, and which fields are shown."""
    form = form_of(window)
    seen: dict[str, Any] = {
        name: (field.typed(), field.isHidden(), field.isEnabled()) for name, field in form.fields.items()
    }
    seen["not given"], seen["odd"] = form.not_given(), form.odd()
    if isinstance(window, ApplicationPage):
        seen["papers"] = window.body.checklist.letters()
    return seen


def cursor(window: Any) -> tuple[str, int]:
    """Where the cursor is."""
    return where(form_of(window).stops(), window)


def edit(window: Any, hand: random.Random, times: int) -> None:
    """Change random fields, in the order in which a person would not."""
    form = form_of(window)
    for _ in range(times):
        shown = [field for field in form.fields.values() if not field.isHidden() and field.isEnabled()]
        _change(hand.choice(shown), hand)
    _leave_the_cursor_somewhere(form, hand)


def _change(field: Field, hand: random.Random) -> None:
    field.control.setFocus(Qt.FocusReason.TabFocusReason)
    if isinstance(field, CheckField):
        press(field.box, Qt.Key.Key_Space)
    elif isinstance(field, ChecksField):
        press(hand.choice(list(field.boxes.values())), Qt.Key.Key_Space)
    elif isinstance(field, ChoiceField) and field._options and hand.random() < 0.8:
        words = hand.choice(list(field._options.values()))
        field.line.clear()
        type_text(field.line, words)
        press(field.line, Qt.Key.Key_Return)
    else:
        type_text(field.control, "".join(hand.choices(LETTERS, k=hand.randint(1, 12))))
        if hand.random() < 0.5:
            press(field.control, Qt.Key.Key_Home)


def _leave_the_cursor_somewhere(form: Form, hand: random.Random) -> None:
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()  # nobody gets to another field past an open list
    shown = [field for field in form.fields.values() if not field.isHidden() and field.isEnabled()]
    field = hand.choice(shown)
    field.control.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(0 if isinstance(field, CheckField | ChecksField) else hand.randint(0, 5)):
        press(field.control, Qt.Key.Key_Left)  # from a box it would lead to its neighbour


def close(window: Any, page: Page, back: Callable[[], object]) -> None:
    """Take a window away without a word, as a crash does; nothing more is kept of it."""
    window.draft.end()
    form_of(window).is_edited = False
    if isinstance(window, FormDialog):
        window.done(0)
    elif isinstance(window, ApplicationPage):
        window.body.saved()
    back()
    QApplication.processEvents()
