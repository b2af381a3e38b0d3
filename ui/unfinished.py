"""What was left unfinished: a card on «Сегодня», and the way back into each form, with every field and the cursor.

A form that keeps drafts names the action that it is for; here stands how the form of an action is opened again.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol

from PySide6.QtWidgets import QDialog, QWidget

from narcdesk import (
    batches,
    consents,
    courses,
    drafts,
    duties,
    families,
    groups,
    infections,
    letters,
    memos,
    motivation,
    observation,
    occupations,
    patients,
    patronage,
    referrals,
    refusals,
    subjects,
    treatments,
)
from narcdesk.drafts import Draft
from narcdesk.errors import NotFound, UserError
from narcdesk.patients import Patient
from narcdesk.register import Register
from ui import (
    application_steps,
    batches_page,
    certificate_steps,
    consent_dialog,
    duties_page,
    duty_dialogs,
    duty_letters,
    episode_dialogs,
    letter_dialog,
    messages,
    motivation_forms,
    moving,
    patient_death,
    patient_facts,
    patient_infections,
    plan_facts,
    provider_page,
    referral_dialogs,
    referral_letters,
    struck_facts,
    subject_dialogs,
    support_facts,
    visit_dialogs,
)
from ui.application_page import ApplicationPage
from ui.certificate_dialog import CertificateDialog
from ui.consent_dialog import ConsentDialog
from ui.desk import Desk
from ui.diagnosis_dialog import DiagnosisDialog
from ui.draft_window import DraftWindow, said_when
from ui.form_text_page import FormTextPage
from ui.page import Page
from ui.patient_courses import start_course
from ui.patient_dialog import PatientDialog
from ui.patient_page import PatientPage
from ui.pieces import Card, Elided, QuietButton, Text, clear, column, held, row
from ui.referrals_page import ReferralsPage
from ui.refusal_dialog import RefusalDialog
from ui.settings_page import SettingsPage
from ui.subjects_page import SubjectsPage
from ui.talks_page import TalksPage
from ui.targets_dialog import TargetsDialog
from ui.tightening_dialog import TighteningDialog

FEW = 3  # drafts that are shown at once


class TakesUp(Protocol):
    """A form, or a page with one."""

    def take_up(self, draft: Draft) -> None:
        """Go on where a draft was left."""


OnCard = Callable[[QWidget, Desk, Patient], QDialog]
OfRecord = Callable[[QWidget, Desk, Patient, Any], QDialog]

ON_CARD: dict[str, OnCard] = {  # what is new on a card, or the card itself
    "patients.amend": PatientDialog,
    "patients.appoint": patient_facts.representative,
    "patients.note_death": patient_death.note,
    "diagnoses.record": DiagnosisDialog,
    "consents.give": ConsentDialog,
    "observation.visit": visit_dialogs.visit,
    "observation.note_remission": visit_dialogs.remission,
    "observation.take": episode_dialogs.take,
    "observation.move": visit_dialogs.move,
    "duties.receive": duty_dialogs.receive,
    "courses.start": start_course,
    "patronage.begin": patient_facts.begin_patronage,
    "treatments.plan": plan_facts.plan,
    "occupations.note": support_facts.occupation,
    "occupations.refer": support_facts.work_help,
    "families.enter": support_facts.member,
    "families.talk": support_facts.family_talk,
    "groups.visit": support_facts.group_visit,
    "injecting.note": support_facts.injecting_use,
    "poisonings.record": patient_facts.poisoning,
    "disclosures.record": patient_facts.disclosure,
    "referrals.receive": referral_dialogs.receive,
    "referrals.prepare": referral_dialogs.prepare,
    "infections.record": patient_infections.record,
    f"letters.draft.{letter_dialog.ANSWER}": letter_dialog.answer_to_request,
    f"letters.draft.{letter_dialog.CONCLUSION}": letter_dialog.conclusion,
    "refusals.record": RefusalDialog,
    "motivation.plan": motivation_forms.plan,
    "talks.hold": motivation_forms.talk,
    "memos.give": motivation_forms.memo,
    "examinations.record": motivation_forms.examination,
}
OF_RECORD: dict[str, tuple[Callable[[Register, int], Sequence[Any]], OfRecord]] = {  # what is known, and its form
    "consents.withdraw": (consents.listing, consent_dialog.withdraw),
    "observation.end": (observation.episodes, episode_dialogs.end),
    "observation.decide": (observation.episodes, episode_dialogs.decide),
    "observation.regroup": (observation.episodes, episode_dialogs.regroup),
    "observation.transfer": (observation.episodes, episode_dialogs.transfer),
    "observation.pause": (observation.episodes, episode_dialogs.pause),
    "observation.resume": (observation.pauses, episode_dialogs.resume),
    "duties.appeared": (duties.listing, duty_dialogs.appeared),
    "duties.amend": (duties.listing, duty_dialogs.amend),
    "duties.told": (duties.listing, duty_dialogs.told),
    "duties.prescribe": (duties.listing, duty_dialogs.prescribe),
    "duties.broke": (duties.prescriptions, duty_dialogs.broke),
    "duties.left": (duties.listing, duty_dialogs.left),
    "duties.evaded": (duties.listing, duty_dialogs.evaded),
    "duties.answered": (duties.listing, duty_dialogs.answered),
    "duties.finish": (duties.listing, duty_dialogs.finish),
    "infections.cancel": (infections.look, patient_infections.cancel),  # the form names what is known: it is a look
    "courses.finish": (courses.listing, patient_facts.end_course),
    "letters.answered": (letters.listing, letter_dialog.answered),
    "letters.cancel": (letters.listing, letter_dialog.cancel),
    "letters.send": (letters.listing, letter_dialog.send),
    "patronage.contact": (patronage.listing, patient_facts.contact),
    "patronage.move": (patronage.listing, moving.contact),
    "treatments.schedule": (treatments.listing, plan_facts.schedule),
    "treatments.begin": (treatments.listing, plan_facts.begin_plan),
    "treatments.mark": (treatments.steps, plan_facts.mark_step),
    "treatments.enter_stage": (treatments.listing, plan_facts.enter_stage),
    "treatments.finish": (treatments.listing, plan_facts.end_plan),
    "stays.mark": (courses.listing, plan_facts.mark_stay),
    "occupations.answer": (occupations.help_given, support_facts.help_result),
    "families.withdraw": (families.listing, support_facts.withdraw_member),
    "patronage.amend": (patronage.listing, support_facts.amend_patronage),
    "patronage.close": (patronage.listing, patient_facts.end_patronage),
    f"letters.draft.{referrals.ANSWER_FORM}": (referrals.incoming, referral_letters.new_answer),
    **{f"letters.draft.{form}": (referrals.outgoing, referral_letters.new_letter) for form in referrals.FORMS},
    "referrals.came": (referrals.incoming, referral_dialogs.came),
    "referrals.close": (referrals.incoming, referral_dialogs.close),
    "referrals.move": (referrals.outgoing, referral_dialogs.move),
    "referrals.came_back": (referrals.outgoing, referral_dialogs.came_back),
    "referrals.step_back": (referrals.outgoing, referral_dialogs.step_back),
    "refusals.tell": (refusals.listing, motivation_forms.tell),
    "motivation.step": (motivation.plans, motivation_forms.step),
    "motivation.done": (motivation.steps, motivation_forms.done),
    "motivation.close": (motivation.plans, motivation_forms.close),
    "memos.sign": (memos.listing, motivation_forms.sign),
    **provider_page.OF_RECORD,
    **{form: (duties.listing, ask) for form, ask in duty_letters.OF_RECORD.items()},
    **struck_facts.OF_RECORD,
}

OF_SETTINGS = (
    "office.amend",
    "office.amend_calendar",
    "office.amend_locking",
    "office.keep_duty_kind",
    "office.set_duty_term",
    "staff.hire",
)


def take_up(page: Page, draft: Draft) -> None:
    """Open the form of a draft where it belongs, and go on in it; raises UserError when that is gone."""
    form = open_form(page, draft)
    if isinstance(form, QDialog) and not form.isVisible():
        form.open()
    form.take_up(draft)


def open_form(page: Page, draft: Draft) -> Any:
    """The form of a draft, or the page with it, opened anew; raises UserError when what it is about is gone."""
    desk, noun = page.desk, draft.form.partition(".")[0]
    if draft.form in ON_CARD and draft.patient_id is not None:
        card = _card(page, draft)
        return ON_CARD[draft.form](card, desk, card.patient)
    if draft.form in OF_RECORD and draft.patient_id is not None:
        listing, ask = OF_RECORD[draft.form]
        known = next((one for one in desk.ask(listing, draft.patient_id) if one.id == draft.record_id), None)
        if known is None:
            raise NotFound("Записи, которую меняли в этой форме, в реестре больше нет.")
        card = _card(page, draft)
        return ask(card, desk, card.patient, known)
    if noun in ("subjects", "referrals"):
        return _of_directory(page, draft)
    if noun in ("applications", "certificates"):
        return _of_application(page, draft)
    if noun == "groups":
        return _of_groups(page, draft)
    if draft.form == "patients.enter":
        dialog = PatientDialog(page, desk)
        dialog.saved.connect(lambda patient: page.opens.emit(PatientPage(desk, patient.id)))
        dialog.recognised.connect(lambda patient_id: page.opens.emit(PatientPage(desk, patient_id)))
        return dialog
    if draft.form == "forms.keep":
        page.opens.emit(text := FormTextPage(desk, draft.kind))
        return text
    if noun == "batches" or (noun == "letters" and draft.patient_id is None and _is_of_register(desk, draft)):
        return batches_page.form_of(page, draft)
    if draft.form == "duties.draw_list" or (noun == "letters" and draft.patient_id is None):
        return duties_page.form_of(page, draft)
    if draft.form == "talks.hold_group":
        page.opens.emit(journal := TalksPage(desk))
        return motivation_forms.group_talk(journal, desk)
    if noun == "providers":
        return provider_page.of_draft(page, draft)
    if draft.form == "commission.plan" and draft.record_id is not None:
        return TargetsDialog(page, desk, draft.record_id)
    if draft.form == "commission.tighten":
        return TighteningDialog(page, desk, draft.kind)
    if draft.form in (*OF_SETTINGS, "rules.set_cell", "profile.amend"):
        return _of_settings(page, draft)
    raise UserError(f"Форму «{draft.title}» эта версия программы не открывает.", do="Введённое можно прочитать.")


def _is_of_register(desk: Desk, draft: Draft) -> bool:
    return draft.record_id is not None and desk.ask(letters.one, draft.record_id).form == batches.FORM


def _card(page: Page, draft: Draft) -> PatientPage:
    assert draft.patient_id is not None
    page.desk.ask(patients.one, draft.patient_id)  # else the page itself would say that there is no such card
    page.opens.emit(card := PatientPage(page.desk, draft.patient_id))
    return card


def _of_application(page: Page, draft: Draft) -> Any:
    desk = page.desk
    found = ApplicationPage(desk, draft.record_id, patient_id=draft.patient_id)
    page.opens.emit(found)
    verb, case = draft.form.partition(".")[2], found.case
    if draft.form == "certificates.record":
        return CertificateDialog(found, desk, case.application, draft.who)
    if draft.form.startswith("certificates."):
        if case.certificate is None:
            raise NotFound("Сертификата, о котором это, в реестре больше нет.")
        return certificate_steps.ask(found, desk, verb, case.application, case.certificate, draft.who)
    if verb in application_steps.STEPS:
        return application_steps.ask(found, desk, verb, case.application, draft.who)
    return found


def _of_groups(page: Page, draft: Draft) -> QDialog:
    """The directory of groups belongs to nobody's card."""
    if draft.record_id is None:
        return support_facts.new_group(page, page.desk)
    found = page.desk.ask(groups.directory, open_only=False)
    known = next((group for group in found if group.id == draft.record_id), None)
    if known is None:
        raise NotFound("Группы, сведения о которой меняли, в справочнике больше нет.")
    return support_facts.amend_group(page, page.desk, known)


def _of_directory(page: Page, draft: Draft) -> Any:
    """A body of the district, or a referral of somebody who has no card."""
    desk = page.desk
    if draft.form.startswith("referrals."):
        waited = ReferralsPage(desk, draft.record_id)
        page.opens.emit(waited)
        if draft.record_id is None:
            return waited.receive()
        return referral_dialogs.close(waited, desk, None, desk.ask(referrals.one_in, draft.record_id))
    directory = SubjectsPage(desk)
    page.opens.emit(directory)
    if draft.record_id is None:
        return directory.enter()
    ask = subject_dialogs.close if draft.form == "subjects.close" else subject_dialogs.amend
    return ask(directory, desk, desk.ask(subjects.one, draft.record_id))


def _of_settings(page: Page, draft: Draft) -> Any:
    page.opens.emit(settings := SettingsPage(page.desk))
    if draft.form == "staff.hire":
        return settings.hire()
    if draft.form in ("rules.set_cell", "profile.amend"):
        return settings.ask_for_cell(draft.form, draft.kind)
    if draft.form == "office.amend_locking":
        settings.tabs.setCurrentIndex(settings.lock_tab)
        return settings.locking
    if draft.form == "office.amend_calendar":
        return settings.enter_year(draft.record_id)
    if draft.form in ("office.keep_duty_kind", "office.set_duty_term"):
        settings.tabs.setCurrentIndex(settings.duties_tab)
        kinds = settings.duty_kinds
        return (kinds.keep if draft.form == "office.keep_duty_kind" else kinds.set_term)(draft.record_id)
    return settings


class Unfinished(Card):
    """Drafts of the person who signed in, the last first; hidden while there are none."""

    def __init__(self, page: Page) -> None:
        self._page, self._desk = page, page.desk
        self._rows = column(gap=4)
        self._all = False
        self.shown: list[Draft] = []
        super().__init__("Незаконченное", self._rows)
        self._desk.unfinished.connect(self.refresh)
        self.hide()

    def refresh(self) -> None:
        """Ask anew; what stands open in a form is not unfinished yet."""
        if not self._desk.is_open:
            return
        found = self._desk.ask(drafts.mine)
        self.shown = [draft for draft in found if not self._desk.drafts.holds(draft.id)]
        clear(self._rows)
        for draft in self.shown if self._all else self.shown[:FEW]:
            self._rows.addWidget(self._row(draft))
        if len(self.shown) > FEW and not self._all:
            more = QuietButton(f"Показать все: {len(self.shown)}", self._show_all)
            self._rows.addWidget(held(row(more, None)))
        self.setVisible(bool(self.shown))

    def _row(self, draft: Draft) -> QWidget:
        when = Text(said_when(draft, self._desk), tone="muted")
        who = Elided(draft.who, tone="muted")
        verbs = {
            "Продолжить": partial(self.go_on, draft),
            "Прочитать": partial(self.read, draft),
            "Удалить": partial(self.delete, draft),
        }
        buttons = [QuietButton(verb, act) for verb, act in verbs.items()]
        for button in buttons:
            button.setAccessibleName(f"{button.words}: {draft.title}, {draft.who}")
        return held(row(when, Text(draft.title, "strong"), who, *buttons, gap=12, grows=who))

    def _show_all(self) -> None:
        self._all = True
        self.refresh()

    def go_on(self, draft: Draft) -> None:
        """Open the form as it was left; what does not fit any more is said first."""
        doubt = self._desk.ask(drafts.doubt, draft.subject, draft.begun_seq)
        if doubt:
            answers = {"read": "&Прочитать введённое", "go_on": "Всё равно &продолжить"}
            answer = messages.ask(self, doubt, "Введённое цело.", answers, safe="read")
            if answer == "read":
                self.read(draft)
            if answer != "go_on":
                return
        try:
            take_up(self._page, draft)
        except UserError as error:
            messages.tell(self, error)
            self.read(draft)

    def read(self, draft: Draft) -> None:
        """Show what is in it without its form."""
        DraftWindow(self, draft, said_when(draft, self._desk)).open()

    def delete(self, draft: Draft) -> None:
        """Throw it away: nobody could bring it back."""
        heading = f"Удалить незаконченное «{draft.title}», {said_when(draft, self._desk)}?"
        answers = {"stay": "&Оставить", "drop": "&Удалить"}
        if messages.ask(self, heading, draft.who, answers, safe="stay", danger="drop") == "drop":
            self._desk.ask(drafts.drop, draft.id)
            self._desk.unfinished.emit()
