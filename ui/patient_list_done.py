"""The report of an old list: what became of it, to be kept or printed; no name stands in it."""

from PySide6.QtWidgets import QWidget

from narcdesk import patient_lists
from narcdesk.errors import UserError
from narcdesk.files import write_atomically
from narcdesk.patient_lists import PatientList, Proposal
from ui import messages
from ui.choosing_files import ask_new_file
from ui.desk import Desk
from ui.icons import Icon
from ui.pieces import Button, Card, Facts, Place, Text, column, row


class ListDoneStep(QWidget):
    """Counts of what was done, and the report of every row as a file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._proposal: Proposal | None = None
        self._kept: PatientList | None = None
        self.heading = Text("", "title")
        self._report = Place(QWidget())
        self.save_button = Button("Сохранить о&тчёт…", self.save_report)
        self.about = Text(
            "В отчёте номера строк, столбцы и причины, без фамилий: его можно распечатать и хранить.",
            "caption",
            "muted",
            wrap=True,
        )
        top = row(Icon("circle-check", "ok", 24), self.heading, None)
        card = Card("", self._report)
        self.setLayout(column(top, card, row(self.save_button, self.about, None, grows=self.about), None, gap=12))
        self.setFocusProxy(self.save_button)

    def show_report(self, proposal: Proposal, kept: PatientList | None) -> None:
        """The report of one list."""
        self._proposal, self._kept = proposal, kept
        self.heading.setText("Список внесён" if kept else "Вносить было нечего: всё это в реестре уже есть")
        self._report.hold(Facts(patient_lists.words(proposal, kept)))
        self.save_button.setVisible(True)

    def show_taken_back(self) -> None:
        """The list was taken back."""
        self.heading.setText("Загрузка отменена")
        again = "каждая карта снова такая, какой была до списка; номера новых карт не повторятся"
        self._report.hold(Facts([("Реестр", again)]))
        self.save_button.setVisible(False)

    def save_report(self) -> None:
        """Ask for a place and write the report there."""
        assert self._proposal is not None
        name = f"Отчёт о загрузке {self._desk.today():%Y-%m-%d}.xlsx"
        chosen = ask_new_file(self, "Сохранить отчёт", "Таблица (*.xlsx)", "reports", name)
        if chosen is None:
            return
        try:
            write_atomically(chosen, patient_lists.report_workbook(self._proposal, self._kept))
        except UserError as error:
            messages.tell(self, error)
        else:
            messages.inform(self, f"Отчёт записан: {chosen.name}.")
