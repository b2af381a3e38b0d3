"""The office's old list of patients, step by step: file, columns, every row with what is wrong in it, report.

Until the last button nothing is written, and what is written is one step that is taken back whole.
"""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from narcdesk import patient_lists
from narcdesk.dates import plural, show
from narcdesk.errors import UserError
from narcdesk.patient_lists import PatientList, Proposal
from narcdesk.patient_lists.titles import FACTS
from narcdesk.spreadsheets.files import ListFile, pasted
from ui import messages, work
from ui.choosing_files import ask_file
from ui.desk import Desk
from ui.import_columns import ColumnsStep
from ui.import_file import FileStep
from ui.list_wizard import ListWizard
from ui.patient_list_answers import AnswersFields
from ui.patient_list_check import CheckStep
from ui.patient_list_done import ListDoneStep

FILE, COLUMNS, CHECK, DONE = range(4)


class PatientListWizard(ListWizard):
    """Three steps and a report; the answer of the dialog says whether anything was written."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        self.proposal: Proposal | None = None
        self.answers = AnswersFields(desk.today)
        self.file_step = FileStep(self.choose_file, self.paste)
        self.columns_step = ColumnsStep(
            FACTS, patient_lists.columns_of, leading="full_name", further=self.answers.fields
        )
        self.check_step = CheckStep(desk, self._renewed)
        self.done_step = ListDoneStep(desk)
        steps = {
            "Файл": self.file_step,
            "Столбцы": self.columns_step,
            "Проверка строк": self.check_step,
            "Готово": self.done_step,
        }
        super().__init__(parent, desk, "Старый список пациентов", steps)
        self.file_step.sheet_chosen.connect(self._show_state)
        self.check_step.decided.connect(self._show_state)
        self._go(FILE)

    def _note(self, step: int) -> str:
        if step == FILE and self.file_step.file is not None:
            return self.file_step.file.name
        if step == COLUMNS:
            return f"взято {len(self.columns_step.mapping().columns)}"
        if step == CHECK and self.proposal is not None:
            return f"прочитано {len(self.proposal.rows)}"
        return ""

    def _is_read(self) -> bool:
        return self.file_step.file is not None

    def _can_go_on(self) -> bool:
        if self.at == FILE:
            return self.file_step.grid is not None
        return self.at != CHECK or (self.proposal is not None and self.proposal.has_anything)

    def _go_on(self, step: int) -> None:
        match step:
            case 0:
                self._show_columns()
            case 1:
                self._check()
            case _:
                self._apply()

    # The file

    def choose_file(self) -> None:
        """Ask for the file of the list."""
        kinds = "Таблицы (*.xlsx *.xls *.csv *.txt);;Все файлы (*)"
        if path := ask_file(self, "Старый список пациентов", kinds, "patients"):
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Read a file; it may take some seconds."""
        work.run(self, "Читаем список…", lambda _progress: patient_lists.open_list(path), self._take)

    def paste(self, text: str, html: str = "") -> None:
        """Take a table copied from Word."""
        try:
            self._take(pasted(text, patient_lists.is_title, html))
        except UserError as error:
            messages.tell(self, error)

    def _take(self, file: ListFile) -> None:
        self.file_step.show_file(file, patient_lists.likeliest(file))
        self._show_state()
        self.next_button.setFocus()

    def _show_columns(self) -> None:
        file, grid = self.file_step.file, self.file_step.chosen()
        assert file is not None
        self.columns_step.show_grid(grid, self.desk.ask(patient_lists.last_columns))
        self._go(COLUMNS)
        before = self.desk.ask(patient_lists.taken_before, file.sha256, grid.sheet)
        if before is not None:
            cards = plural(before.entered, "карта", "карты", "карт")
            messages.inform(self, f"Этот лист уже внесён {show(before.taken_on)}: {cards}.")

    # The dry run

    def _check(self) -> None:
        file, grid, mapping = self.file_step.file, self.file_step.chosen(), self.columns_step.mapping()
        assert file is not None
        try:
            answers = self.answers.answers()
        except UserError as error:
            messages.tell(self, error)
            return
        work.run(
            self,
            "Проверяем строки и сверяем с реестром…",
            lambda progress: self.desk.ask(
                patient_lists.propose, file, grid, mapping, answers, self._mended(), progress=progress
            ),
            self._checked,
        )

    def _mended(self) -> dict[tuple[int, str], str]:
        """What was mended by hand, as long as the sheet is the same."""
        if self.proposal is None or self.proposal.grid is not self.file_step.grid:
            return {}
        return self.proposal.mended

    def _checked(self, proposal: Proposal) -> None:
        self.proposal = proposal
        self.check_step.show_proposal(proposal)
        self._go(CHECK)

    def _renewed(self, proposal: Proposal) -> None:
        self.proposal = proposal
        self._show_state()

    # The act

    def _apply(self) -> None:
        assert self.proposal is not None
        self.desk.work(self, "Вносим людей в реестр…", patient_lists.take, self.proposal, then=self._done)

    def _done(self, kept: PatientList | None) -> None:
        assert self.proposal is not None
        self._step = self.desk.register.last if kept is not None else None
        self.done_step.show_report(self.proposal, kept)
        self._go(DONE)

    def _show_taken_back(self) -> None:
        self.done_step.show_taken_back()
