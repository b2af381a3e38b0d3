"""The commission: count a period, see what is exact beside what leaves, write the batch, check any file."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from narcdesk import covering, journal
from narcdesk.commission import export, policy, unchanged
from narcdesk.commission.batch import Batch
from narcdesk.commission.export import Exported, FileCheck, Offer
from narcdesk.commission.ledger import Stale
from narcdesk.dates import show
from narcdesk.drives import Drive
from narcdesk.errors import UserError
from narcdesk.indicators import all_indicators
from narcdesk.oversight import RECIPIENTS
from narcdesk.staff import Person
from ui import batch_dialogs, confirm_dialog, messages, work
from ui.batch_tabs import TABS, BatchTabs, Prepared
from ui.batch_writing import BatchWriting
from ui.choosing_files import ask_file
from ui.confirm_dialog import Asked
from ui.desk import Desk
from ui.district_report_page import DistrictReportPage
from ui.fields import ChoiceField, labelled
from ui.indicators_page import IndicatorsPage
from ui.list_export import ListExport
from ui.page import Page
from ui.patient_page import PatientPage
from ui.pdf_view import PdfDialog
from ui.persons_dialog import SIDES, PersonsDialog
from ui.pieces import Banner, Button, Flow, PageHeader, PrimaryButton, column, held
from ui.targets_dialog import TargetsDialog
from ui.tightening_dialog import TighteningDialog
from ui.work import Progress


class CommissionPage(Page):
    """Nothing leaves before «Записать выгрузку»; what was counted is forgotten when what it was made of has changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._offers: dict[str, Offer] = {}
        self.prepared: Prepared | None = None
        self.confirmed_by: Person | None = None
        self.write_button = PrimaryButton("&Записать выгрузку…", self.write, key="Ctrl+E")
        self.check_button = Button("Проверить &файл…", self.check)
        indicators = Button("По&казатели плана…", self.show_indicators)
        report = Button("&Отчёт кабинета…", self.open_report)
        self.stricter_button = Button("&Строгость…", self.tighten)
        self.stricter_button.only_if(desk.may("commission.tighten"))
        self.header = PageHeader("Комиссия", "", [indicators, report, self.check_button, self.write_button])
        self.write_button.only_if(desk.may("commission.export"))
        known = {code: RECIPIENTS.get(code, title) for code, title in policy.recipients(desk.today()).items()}
        self._known = known
        self.recipient = ChoiceField("recipient", "Получатель", known, chars=22)
        self.recipient.set_value(next(iter(known)))
        self.recipient.edited.connect(self._readdress)
        self.period = ChoiceField("period", "Период", {}, chars=22)
        self.period.edited.connect(self._forget)
        self.count_button = Button("По&дсчитать", self.count, key="Ctrl+Enter")
        self.recipient.passed.connect(self.period.control.setFocus)
        self.period.passed.connect(self.count_button.setFocus)
        self.refusal = Banner("warn", "")
        self.refusal.hide()
        out = ListExport(self, desk, lambda: self.tabs.batches, lambda: "Журнал обезличивания", has_persons=False)
        self.tabs = BatchTabs(desk.may("patients.look_counted"), desk.may("commission.plan"), out.button(key=""))
        self.tabs.persons_asked.connect(self.show_persons)
        self.tabs.target_asked.connect(self.set_target)
        self.tabs.letter_asked.connect(self.show_letter)
        self.tabs.confirm_asked.connect(self.confirm)
        cases = Button("Записи о с&лучаях…", self.open_cases)
        bar = Flow(gap=12, line_gap=8)  # in a narrow window it takes two lines
        to, period = labelled("Ко&му", self.recipient), labelled("&Период", self.period)
        for part in (to, self.stricter_button, period, self.count_button, cases):
            bar.addWidget(part)
        self.setLayout(column(self.header, held(bar), self.refusal, self.tabs, gap=12, grows=self.tabs))

    def refresh(self) -> None:
        self._offer()
        self.header.show_words("Комиссия", _LINE)
        self.tabs.show_batches(self.desk.ask(export.listing), self.desk.ask(journal.people))
        if not self._is_true(self.prepared):
            self._forget()

    def _is_true(self, prepared: Prepared | None) -> bool:
        """Whether what was counted may leave still, and is what the fields say."""
        if prepared is None or self.period.value() != prepared.period.code:
            return False
        return self.desk.ask(unchanged.holds, prepared.batch.release.anchor)

    def _readdress(self) -> None:
        """Another recipient has periods of his own; what is half typed is nobody yet."""
        if self._to():
            self._offer()
        self._forget()

    def _offer(self) -> None:
        offers = self.desk.ask(export.offered, self._to())
        chosen = str(self.period.value() or "")
        self._offers = {offer.period.code: offer for offer in offers}
        self.period.offer({code: _words(offer) for code, offer in self._offers.items()})
        if chosen not in self._offers:
            self.period.set_value(next((code for code, offer in self._offers.items() if not offer.sent_on), None))
        else:
            self.period.set_value(chosen)

    def _to(self) -> str:
        """Who is chosen; "" while what is typed is nobody."""
        chosen = str(self.recipient.value())
        return chosen if chosen in self._known else ""

    def first_stop(self) -> QWidget:
        return self.period.control

    def _forget(self) -> None:
        self.prepared, self.confirmed_by = None, None
        self.tabs.clear_prepared()
        self.write_button.setEnabled(False)
        offer = self._offers.get(str(self.period.value())) if self._to() else None
        self.count_button.setEnabled(offer is not None and not offer.refusal)
        self.stricter_button.setEnabled(bool(self._to()))
        self.refusal.text.setText(offer.refusal if offer else "")
        self.refusal.setVisible(bool(offer and offer.refusal))

    # Counting

    def count(self) -> None:
        """Count the chosen period, round it, attack it; nothing is written."""
        offer = self._offers.get(str(self.period.value()))
        if offer is None or offer.refusal or not self._to():
            return
        period, recipient = offer.period, self._to()

        def prepare(progress: Progress) -> Prepared:
            batch = self.desk.ask(export.prepare, recipient, period, progress=progress)
            return Prepared(period, batch, self.desk.ask(export.attacked, batch, progress=progress))

        work.run(self, f"Считаем: {period.label}…", prepare, self.show_counted)

    def show_counted(self, prepared: Prepared) -> None:
        """A batch that was counted and withstood its attacks: it may be looked at and written."""
        self.prepared, self.confirmed_by = prepared, None  # the yes was to the numbers before
        self.tabs.show_prepared(prepared, self.desk.ask(export.fingerprint))
        self.write_button.setEnabled(True)
        if self.tabs.currentIndex() >= len(TABS):
            self.tabs.setCurrentIndex(0)

    def show_persons(self, code: str, side: str) -> None:
        """Who is counted in an indicator, and why."""
        if self.prepared is None:
            return
        (indicator,) = (one for one in all_indicators() if one.code == code)
        (chosen,) = (one for one in SIDES if one == side)
        try:
            dialog = PersonsDialog(self, self.desk, indicator, self.prepared.period, chosen)
        except UserError as error:
            messages.tell(self, error)
            return
        dialog.card_asked.connect(self.open_card)
        dialog.exec()

    def show_indicators(self) -> None:
        """The four indicators of the plan, for which no batch is prepared."""
        self.opens.emit(IndicatorsPage(self.desk))

    def open_report(self) -> None:
        """The same tables in exact figures beside those of last year: the office's own."""
        self.opens.emit(DistrictReportPage(self.desk))

    def open_cases(self) -> None:
        """Records of the cases of a year, for the dispensary."""
        from ui.cohort_page import CohortPage  # with numpy, which no table needs

        self.opens.emit(CohortPage(self.desk))

    def open_card(self, patient_id: int) -> None:
        """The card of one who is counted."""
        self.opens.emit(PatientPage(self.desk, patient_id))

    def set_target(self) -> None:
        """A plan of the office's own for the year of the chosen period."""
        if self.prepared is None:
            return
        dialog = TargetsDialog(self, self.desk, self.prepared.period.start.year)
        if dialog.exec() == TargetsDialog.DialogCode.Accepted:
            self.count()  # what was counted before is forgotten

    def tighten(self) -> None:
        """Be stricter with the recipient than his rules; what was counted is forgotten."""
        if TighteningDialog(self, self.desk, self._to()).exec() == TighteningDialog.DialogCode.Accepted:
            self._forget()

    # What leaves

    def write(self) -> None:
        """Ask for the folder or the medium and write the batch that is on the screen."""
        prepared = self.prepared
        if prepared is None or (prepared.batch.release.policy.second_person and not self.confirm()):
            return
        self._writing(prepared.batch).choose()

    def confirm(self) -> bool:
        """Ask a second person, unless one has said yes to this very batch already."""
        prepared = self.prepared
        if prepared is not None and self.confirmed_by is None:
            person = confirm_dialog.ask(self, self.desk, Asked.of_tables(self.desk, prepared))
            if self.prepared is not prepared:  # it was locked over the question, and somebody worked elsewhere
                messages.tell(self, Stale())
            elif person is not None:
                self.confirmed_by = person
                self.tabs.show_confirmed(person.short_name)
        return self.confirmed_by is not None

    def write_into(self, folder: Path, drive: Drive | None = None) -> None:
        """Write the batch on the screen into a folder, read it back, and tell; on a failure it stays as it was."""
        assert self.prepared is not None
        self._writing(self.prepared.batch).into(folder, drive)

    def _writing(self, batch: Batch) -> BatchWriting:
        return BatchWriting(
            self, self.desk, lambda register, folder: export.send(register, batch, folder), self._written
        )

    def _written(self, exported: Exported) -> None:
        dialog = batch_dialogs.exported(self, exported, self.desk.ask(export.fingerprint))
        if dialog.exec() == dialog.LETTER:
            self.show_letter(exported.batch_id)

    def show_letter(self, batch_id: str) -> None:
        """The cover letter of a batch that has left, to be printed."""
        pdf = self.desk.ask(covering.pdf, batch_id)
        PdfDialog(self, self.desk, "Сопроводительное письмо", pdf, f"Письмо {batch_id[:8]}", ()).open()

    def check(self) -> None:
        """Ask for any batch and verify it from its file."""
        if path := ask_file(self, "Проверить выгрузку", "Выгрузки (*.zip);;Все файлы (*)", "batches"):
            self.check_file(path)

    def check_file(self, path: Path) -> None:
        """Verify one file and tell what it is."""

        def verify(_progress: Progress) -> FileCheck:
            return self.desk.ask(export.check_file, path)

        def tell(found: FileCheck) -> None:
            batch_dialogs.checked(self, path.name, found).exec()

        work.run(self, "Проверяем файл…", verify, tell)


def _words(offer: Offer) -> str:
    if offer.sent_on:
        return f"{offer.period.label} — выгружен {show(offer.sent_on)}"
    return f"{offer.period.label} — выгрузить нельзя" if offer.refusal else offer.period.label


_LINE = "Обезличенные таблицы: точные числа остаются в кабинете"
