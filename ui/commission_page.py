"""The commission: count a period, see what is exact beside what leaves, write the batch, check any file."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from narcdesk import journal
from narcdesk.commission import export, policy, risk
from narcdesk.commission.export import Exported, FileCheck, Offer
from narcdesk.dates import show
from narcdesk.errors import UserError
from narcdesk.indicators import all_indicators
from narcdesk.register import Register
from ui import batch_dialogs, messages, work
from ui.batch_tabs import BatchTabs, Prepared
from ui.choosing_files import ask_file, ask_folder
from ui.desk import Desk
from ui.fields import ChoiceField
from ui.page import Page
from ui.patient_page import PatientPage
from ui.persons_dialog import SIDES, PersonsDialog
from ui.pieces import Banner, Button, Elided, PageHeader, PrimaryButton, Text, column, row
from ui.targets_dialog import TargetsDialog
from ui.work import Progress

RECIPIENT = "municipal"


class CommissionPage(Page):
    """Nothing leaves before «Записать выгрузку»; what was counted is forgotten as soon as anything has changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._offers: dict[str, Offer] = {}
        self.prepared: Prepared | None = None
        self.write_button = PrimaryButton("&Записать выгрузку…", self.write, key="Ctrl+E")
        self.check_button = Button("&Проверить файл…", self.check)
        self.header = PageHeader("Комиссия", "", [self.check_button, self.write_button])
        self.write_button.only_if(desk.may("commission.export"))
        self.period = ChoiceField("period", "Период", {}, chars=42)
        self.period.edited.connect(self._forget)
        self.count_button = Button("По&дсчитать", self.count, key="Ctrl+Enter")
        self.period.passed.connect(self.count_button.setFocus)
        name = Text("&Период", tone="muted")
        name.setBuddy(self.period.control)
        self.refusal = Banner("warn", "")
        self.refusal.hide()
        self.tabs = BatchTabs(desk.may("patients.look_counted"), desk.may("commission.plan"))
        self.tabs.persons_asked.connect(self.show_persons)
        self.tabs.target_asked.connect(self.set_target)
        recipient = Elided(f"Получатель: {policy.in_force(RECIPIENT, desk.today()).title}", tone="muted")
        bar = row(name, self.period, self.count_button, recipient, gap=12, grows=recipient)
        self.setLayout(column(self.header, bar, self.refusal, self.tabs, gap=12, grows=self.tabs))

    def refresh(self) -> None:
        offers = self.desk.ask(export.offered, RECIPIENT)
        chosen = str(self.period.value() or "")
        self._offers = {offer.period.code: offer for offer in offers}
        self.period.offer({code: _words(offer) for code, offer in self._offers.items()})
        if chosen not in self._offers:
            self.period.set_value(next((code for code, offer in self._offers.items() if not offer.sent_on), None))
        else:
            self.period.set_value(chosen)
        self.header.show_words("Комиссия", _LINE)
        self.tabs.show_batches(self.desk.ask(export.listing), self.desk.ask(journal.people))
        self._forget()

    def first_stop(self) -> QWidget:
        return self.period.control

    def _forget(self) -> None:
        self.prepared = None
        self.tabs.clear_prepared()
        self.write_button.setEnabled(False)
        offer = self._offers.get(str(self.period.value()))
        self.count_button.setEnabled(offer is not None and not offer.refusal)
        self.refusal.text.setText(offer.refusal if offer else "")
        self.refusal.setVisible(bool(offer and offer.refusal))

    # Counting

    def count(self) -> None:
        """Count the chosen period, round it, attack it; nothing is written."""
        offer = self._offers.get(str(self.period.value()))
        if offer is None or offer.refusal:
            return
        period = offer.period

        def prepare(_progress: Progress) -> Prepared:
            batch = self.desk.ask(export.prepare, RECIPIENT, period)
            return Prepared(period, batch, risk.assess(batch))

        work.run(self, f"Считаем: {period.label}…", prepare, self._show)

    def _show(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self.tabs.show_prepared(prepared, self.desk.ask(export.fingerprint))
        self.write_button.setEnabled(True)
        if self.tabs.currentIndex() > 2:
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

    # What leaves

    def write(self) -> None:
        """Ask for the folder or the medium and write the batch that is on the screen."""
        if self.prepared is not None and (folder := ask_folder(self, "Куда записать выгрузку", "batches")):
            self.write_into(folder)

    def write_into(self, folder: Path) -> None:
        """Write the batch on the screen into a folder, read it back, and tell."""
        assert self.prepared is not None
        self.desk.work(self, "Записываем выгрузку…", _sent, self.prepared, folder, then=self._written)

    def _written(self, exported: Exported) -> None:
        batch_dialogs.exported(self, exported, self.desk.ask(export.fingerprint)).exec()

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


def _sent(register: Register, prepared: Prepared, folder: Path, *, progress: Progress) -> Exported:
    """Write, and look at the file once more as its recipient will."""
    exported = export.send(register, prepared.batch, folder)
    found = export.check_file(register, exported.path)
    if not found.verification.ok:
        raise UserError(
            "Записанная выгрузка не прошла проверку: " + " ".join(found.verification.problems),
            lost="",
            do="Не передавайте этот файл; проверьте носитель и запишите выгрузку на другой.",
        )
    return exported


def _words(offer: Offer) -> str:
    if offer.sent_on:
        return f"{offer.period.label} — выгружен {show(offer.sent_on)}"
    return f"{offer.period.label} — выгрузить нельзя" if offer.refusal else offer.period.label


_LINE = "Обезличенная выгрузка: точное остаётся в кабинете, выходят только округлённые количества"
