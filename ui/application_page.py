"""One application: form, way and set at the left, the paper that comes of it at the right, its acts at the top."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from narcdesk import applications, certificates, patients
from narcdesk.applications import Application, Status, checklist
from narcdesk.applications.checklist import Line
from narcdesk.certificates import CertificateStatus
from narcdesk.consents import ConsentKind
from narcdesk.documents import Document
from narcdesk.drafts import Draft
from narcdesk.errors import Invalid, UserError
from narcdesk.forms import papers
from narcdesk.provider_acts import ACT
from ui import application_case, application_steps, certificate_steps, messages, tab_order, theme, work
from ui.application_body import ApplicationBody
from ui.application_case import Case
from ui.application_preview import SetPreview
from ui.application_steps import STEPS, possible
from ui.application_way import notice, stages
from ui.certificate_dialog import CertificateDialog
from ui.consent_dialog import ConsentDialog
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.page import Page
from ui.pdf_view import PdfDialog
from ui.pieces import Button, PageHeader, PrimaryButton, StageBar, clear, column, held, row, scrolled
from ui.profile_banner import profile_banner
from ui.provider_choice_dialog import ProviderChoiceDialog

TWO_HALVES = 760  # px at the usual size of type; with less room the form has all of it
PAUSE = 150  # ms after the last letter, before the checklist is asked anew


class ApplicationPage(Page):
    """An application of the register, or a new one of a patient, of which nothing is kept until it is put aside."""

    def __init__(self, desk: Desk, application_id: int | None = None, *, patient_id: int | None = None) -> None:
        super().__init__(desk)
        self._id, self._patient_id = application_id, patient_id
        self._case: Case | None = None
        self.lines: list[Line] = []
        self.draft = self._new_draft()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._follow)

    # What it shows

    def refresh(self) -> None:
        case = self._asked()
        if self._case is None:
            self.desk.ask(patients.look, case.patient.id)
            self._build(case)
            self._case = case
            self._begin_draft()
        self._case = case
        self.preview.setVisible(self.width() >= theme.current().px(TWO_HALVES))
        self.header.show_words(case.title, case.line)
        self.body.show_case(case)
        self._show_acts()
        self._follow(at_once=True)
        self._show_state()
        if self.body.is_edited:
            self.desk.note_unsaved(True)

    @property
    def case(self) -> Case:
        """What was asked for last."""
        assert self._case is not None
        return self._case

    def _asked(self) -> Case:
        if self._id is not None:
            return self.desk.ask(application_case.kept, self._id)
        assert self._patient_id is not None
        return self.desk.ask(application_case.begun, self._patient_id)

    def _build(self, case: Case) -> None:
        self.discard_button = Button("О&тозвать…", partial(self.take_step, "withdraw"))
        self.aside_button = Button("Отло&жить", self.put_aside, key="Ctrl+S")
        self.print_button = Button("Напечатать &комплект", self.print_set, icon="printer", key="Ctrl+P")
        self.submit_button = PrimaryButton("Подать за&явку", self.submit, icon="send", key="Ctrl+Enter")
        self.main_button = PrimaryButton("", lambda: self._likely()[1](), key="Ctrl+Enter")
        self.card_button = Button("Карта", self.show_card, key="F2")
        self.card_button.setAccessibleName("Карта пациента")
        acts = [self.discard_button, self.aside_button, self.print_button, self.submit_button, self.main_button]
        self.header = PageHeader("", "", [self.card_button, *acts])
        self.body = ApplicationBody(self.desk, case, self.take_step, self.take_certificate_step)
        self.preview = SetPreview(self.desk)
        self._area = scrolled(self.body)
        self._state = column(gap=12)
        middle = row(self._area, self.preview, gap=12)
        middle.setStretch(0, 4)
        middle.setStretch(1, 3)
        banner = profile_banner(case.profile)
        self._top = held(column(self.header, *[banner] * bool(banner), self._state, gap=12))
        self.setLayout(column(self._top, middle, gap=12, grows=middle))
        self.body.edited.connect(self._edited)
        self.body.checklist.finished.connect(self.submit_button.setFocus)
        self.body.checklist.consent_asked.connect(self.give_consent)
        self.body.certificate.change.clicked.connect(self.choose_provider)
        self.body.certificate.expire.clicked.connect(self.expire)
        self.body.show_case(case)
        empty = [field.control for field in self.body.form.fields.values() if field.is_empty()]
        self._first = empty[0] if case.is_draft and empty else self.preview.view.board

    def _new_draft(self) -> FormDraft:
        """The draft of a new application, or of a change of one that is there."""
        if self._id is None:
            return FormDraft(self.desk, "applications.start", patient_id=self._patient_id)
        return FormDraft(self.desk, "applications.amend", record_id=self._id, kind=Application.__tablename__)

    def _begin_draft(self) -> None:
        """What is typed is kept aside from now on."""
        self.draft.begin(self, self.case.title, self._who, self.body.contents)

    def take_up(self, draft: Draft) -> None:
        """Go on where a draft was left."""
        self.draft.take_up(draft)
        self.body.form.retype(draft.contents)
        self._follow(at_once=True)
        self.body.take_up_papers(draft.typed)
        self._follow(at_once=True)

    def _show_acts(self) -> None:
        """The buttons of this state; one of them is the main one."""
        case, (verb, _act) = self.case, self._likely()
        self.discard_button.setVisible(case.is_draft and not case.is_new)
        self.aside_button.setVisible(case.is_draft or (case.set_is_open and self.body.is_edited))
        self.aside_button.setText("Отло&жить" if case.is_draft else "Сохранить &документы")
        self.print_button.setVisible(not case.is_draft)
        self.submit_button.setVisible(case.is_draft)
        self.main_button.setVisible(bool(verb))
        self.main_button.setText(verb)
        self.main_button.setAccessibleName(self.main_button.words)

    def _likely(self) -> tuple[str, Callable[[], object]]:
        """What most often comes next after the submission: its verb and its act; "" for nothing."""
        case, certificate = self.case, self.case.certificate
        if case.application.status is Status.GRANTED and certificate is None:
            return f"Записать &{case.given}…", self.record_certificate
        if certificate is not None and certificate.status is CertificateStatus.LOST:
            return "Записать &дубликат…", self.record_certificate
        if certificate is not None and certificate.is_valid_on(self.desk.today()) and not case.certificate_provider:
            return "Выбрать ор&ганизацию…", self.choose_provider
        if case.by_acts is not None and case.by_acts.owed is not None and case.by_acts.owed.title == ACT:
            return "Записать &акт…", partial(self.take_certificate_step, "take_act")
        for event in [] if case.is_draft else possible(case.application.status):
            return STEPS[event].verb, partial(self.take_step, event)
        return "", lambda: None

    def _show_state(self) -> None:
        """The stages, and what is wrong in one sentence."""
        clear(self._state)
        if not self.case.is_draft:
            today = self.desk.today()
            self._state.addWidget(StageBar(stages(self.case, today)))
            if banner := notice(self.case, checklist.blocking(self.lines), today, self.lead_to_blocking):
                self._state.addWidget(banner)

    def _edited(self) -> None:
        self.desk.note_unsaved(True)
        self._show_acts()
        self._pause.start()

    def _follow(self, *, at_once: bool = False) -> None:
        """Let checklist and paper follow what is typed."""
        if not self.desk.is_open:  # locked a moment after the last letter
            return
        shown = self.body.sketch()
        self.lines = self.desk.ask(applications.check_sketch, shown)
        self.body.checklist.show_lines(self.lines)
        QTimer.singleShot(0, self, lambda: tab_order.by_eye(self._top, self.body, self.preview))
        self.preview.show_sketch(shown, at_once=at_once)

    @property
    def is_following(self) -> bool:
        """Whether something was typed that the checklist has not seen yet."""
        return self._pause.isActive()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._case is not None:
            self.preview.setVisible(self.width() >= theme.current().px(TWO_HALVES))

    # Where the cursor goes

    def first_stop(self) -> QWidget:
        return self._first

    def show_problems(self, invalid: Invalid) -> None:
        """`Desk.do` brings here what cannot be accepted."""
        self.body.show_problems(invalid)
        if (found := self.body.focusWidget()) is not None:
            self._area.ensureWidgetVisible(found)

    def lead_to_blocking(self) -> None:
        """Put the cursor on what mends the first thing that the law blocks; else on the main act."""
        for line in checklist.blocking(self.lines) if self.case.set_is_open else []:
            button = self.body.checklist.consent_buttons[line.code]
            self._area.ensureWidgetVisible(button)
            self.body.checklist.lead_to(line.code)
            return
        (self.submit_button if self.case.is_draft else self.main_button).setFocus()

    # Saving

    def may_leave(self) -> bool:
        if self._case is None or not self.body.is_edited:
            return True
        answers = {"drop": "&Не сохранять", "draft": "&Закончить потом", "save": "Отло&жить заявку"}
        match messages.ask(self, "Изменения в заявке не сохранены", "", answers, safe="save", danger="drop"):
            case "save":
                return self.save()
            case "draft":
                return self._forget(self.draft.leave)
            case "drop":
                return self._forget(self.draft.drop)
        return False

    def _forget(self, leave: Callable[[], None]) -> bool:
        """Nothing is typed here any more; False when its draft could not be reached."""
        try:
            leave()
        except UserError as error:
            messages.tell(self, error)
            return False
        self.body.saved()
        self.desk.note_unsaved(False)
        return True

    def save(self) -> bool:
        """Keep what is typed; False when something of it cannot be kept."""
        if self._id is not None and not self.body.is_edited:
            return True
        self.body.form.clear_problems()
        if unread := self.body.unread():
            self.show_problems(Invalid(unread))
            return False
        typed, at_hand, chosen = self.body.typed(), self.body.checklist.at_hand(), self.body.chosen()
        if self._id is None:
            assert self._patient_id is not None
            start = self.draft.ends_with(applications.start)
            kept = self.desk.do(self, start, self._patient_id, typed, papers=at_hand, **chosen)
        else:
            amend = self.draft.ends_with(applications.amend)
            kept = self.desk.do(self, amend, self._id, typed, papers=at_hand, **chosen)
        if kept is None:
            return False
        self.body.saved()
        if self._id is None:
            self._id = kept.id
            self.draft.end()
            self.draft = self._new_draft()
            self._begin_draft()
        self.refresh()
        return True

    def put_aside(self) -> None:
        """Keep a draft and go back to where one came from."""
        if self.save() and self.case.is_draft:
            messages.inform(self, "Заявка отложена, она среди черновиков.")
            self.leaves.emit()

    # Acts

    def submit(self) -> None:
        """Give the application its number; where the law blocks, say so and lead there."""
        if not self.save():
            return
        assert self._id is not None
        submitted = self.desk.do(self, applications.submit, self._id)
        if submitted is not None:
            messages.inform(self, f"Заявка подана, её номер {submitted.number}.")
            self.main_button.setFocus()
        elif not any(field.is_wrong for field in self.body.form.fields.values()):
            self.lead_to_blocking()

    def print_set(self) -> None:
        """Make the papers and show them, to be printed."""
        if not self.save():
            return
        assert self._id is not None
        made = self.desk.do(self, papers.prepare, self._id)
        if made is None:
            self.lead_to_blocking()
            return
        register, found = self.desk.register, made
        work.run(
            self, "Готовим комплект", lambda step: papers.pdf(register, found, step), partial(self._show_papers, found)
        )

    def _show_papers(self, made: list[Document], pdf: bytes) -> None:
        number = self.case.application.number or ""
        PdfDialog(self, self.desk, f"Комплект заявки {number}", pdf, number, made).open()

    def take_step(self, event: str) -> None:
        """Open the window of a step of the way."""
        if self.save():
            step = application_steps.ask(self, self.desk, event, self.case.application, self._who())
            step.finished.connect(self._come_back)

    def give_consent(self, kind: str) -> None:
        """Open the window of a consent; the cursor comes back to what is missing next."""
        dialog = ConsentDialog(self, self.desk, self.case.patient, ConsentKind(kind))
        dialog.finished.connect(self._come_back)
        dialog.open()

    def _come_back(self) -> None:
        """From a window over the page: what is typed here is as unsaved as it was, the cursor goes on."""
        self.desk.note_unsaved(self.body.is_edited)
        self.lead_to_blocking()

    def show_card(self) -> None:
        """The card of the patient, over the page."""
        from ui.patient_page import PatientPage  # a card opens applications as well

        self.opens.emit(PatientPage(self.desk, self.case.patient.id))

    def record_certificate(self) -> None:
        """Write down the certificate that came."""
        CertificateDialog(self, self.desk, self.case.application, self._who()).open()

    def choose_provider(self) -> None:
        """Where the person goes with the certificate."""
        if (certificate := self.case.certificate) is not None:
            ProviderChoiceDialog(
                self,
                self.desk,
                self.case.patient,
                self._who(),
                lambda chosen: self.desk.do(self, certificates.choose_provider, certificate.id, chosen) is not None,
            ).open()

    def expire(self) -> None:
        """Mark that nobody came with it in time."""
        if self.case.certificate is not None:
            self.desk.do(self, certificates.expire, self.case.certificate.id)

    def take_certificate_step(self, event: str) -> None:
        """Open the window of what became of the certificate."""
        if (certificate := self.case.certificate) is not None:
            certificate_steps.ask(self, self.desk, event, self.case.application, certificate, self._who())

    def _who(self) -> str:
        return f"{self.case.patient.full_name} · {self.case.application.shown_number}"
