"""A regional list of providers, step by step: file, columns, difference, source; one act at the very end.

Until the last button nothing is written; whoever leaves before it leaves nothing behind.
"""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from narcdesk import office_profile
from narcdesk.dates import plural
from narcdesk.errors import Invalid, UserError
from narcdesk.providers import FACTS, MORE, ProviderSource
from narcdesk.register import Register
from narcdesk.registry import applying, columns
from narcdesk.registry.applying import Proposal
from narcdesk.registry.titles import FREE
from narcdesk.spreadsheets.files import ListFile
from ui import messages, work
from ui.choosing_files import ask_file
from ui.desk import Desk
from ui.import_columns import ColumnsStep
from ui.import_difference import DifferenceStep
from ui.import_file import FileStep
from ui.import_source import DoneStep, SourceStep
from ui.list_wizard import ListWizard
from ui.work import Progress

FILE, COLUMNS, DIFFERENCE, SOURCE, DONE = range(5)


class ImportWizard(ListWizard):
    """Four steps and a report."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        self.proposal: Proposal | None = None
        self.file_step = FileStep(self.choose_file, self.paste)
        self.columns_step = ColumnsStep(FACTS | MORE | FREE, columns.propose, leading="name")
        self.difference_step = DifferenceStep()
        self.source_step = SourceStep(desk.today)
        self.done_step = DoneStep()
        steps = {
            "Файл": self.file_step,
            "Столбцы": self.columns_step,
            "Сверка": self.difference_step,
            "Источник": self.source_step,
            "Готово": self.done_step,
        }
        super().__init__(parent, desk, "Список организаций региона", steps)
        self.file_step.sheet_chosen.connect(self._show_state)
        self.source_step.form.finished.connect(self.next_button.setFocus)
        self._go(FILE)

    def _is_read(self) -> bool:
        return self.file_step.file is not None

    def _can_go_on(self) -> bool:
        return self.at != FILE or self.file_step.grid is not None

    def _note(self, step: int) -> str:
        if step == FILE and self.file_step.file is not None:
            return self.file_step.file.name
        if step == COLUMNS:
            return f"взято {len(self.columns_step.mapping().columns)}"
        if step == DIFFERENCE and self.proposal is not None:
            return f"прочитано {len(self.proposal.rows)}"
        return ""

    def _go_on(self, step: int) -> None:
        match step:
            case 0:
                self.columns_step.show_grid(self.file_step.chosen(), self.desk.ask(office_profile.list_columns))
                self._go(COLUMNS)
            case 1:
                self._compare()
            case 2:
                assert self.proposal is not None
                self.source_step.show_proposal(self.proposal, self.difference_step.closes_gone())
                self._go(SOURCE)
            case _:
                self._apply()

    # The file

    def choose_file(self) -> None:
        """Ask for the file of the list."""
        kinds = "Таблицы (*.xlsx *.xls *.csv *.txt);;Все файлы (*)"
        if path := ask_file(self, "Список организаций", kinds, "lists"):
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Read a file; it may take some seconds."""
        work.run(self, "Читаем список…", lambda _progress: columns.open_list(path), self._take)

    def paste(self, text: str, html: str = "") -> None:
        """Take a table copied from Word or from a page."""
        try:
            self._take(columns.pasted(text, html))
        except UserError as error:
            messages.tell(self, error)

    def _take(self, file: ListFile) -> None:
        self.file_step.show_file(file, applying.likeliest(file))
        self._show_state()
        self.next_button.setFocus()

    # The difference

    def _compare(self) -> None:
        file, grid, mapping = self.file_step.file, self.file_step.chosen(), self.columns_step.mapping()
        assert file is not None

        def compare(_progress: Progress) -> Proposal:
            return self.desk.ask(applying.proposal_of, file, grid, mapping)

        work.run(self, "Сверяем с реестром…", compare, self._compared)

    def _compared(self, proposal: Proposal) -> None:
        self.proposal = proposal
        self.difference_step.show_proposal(proposal)
        self._go(DIFFERENCE)

    # The act

    def _apply(self) -> None:
        assert self.proposal is not None
        told = self.source_step.told()
        try:
            applying.must_be_source(told["title"], told["as_of"], self.desk.today())
        except Invalid as invalid:
            self.source_step.form.show_problems(invalid)
            return
        self.proposal = self.source_step.proposal()
        if self._would_close_many():
            answer = self._asked_about_gone()
            if answer is None:
                return
            self.difference_step.close_gone.setChecked(answer == "close")
        told["close_gone"] = self.difference_step.closes_gone()
        self.desk.work(self, "Вносим список в реестр…", _applied, self.proposal, told, then=self._done)

    def _would_close_many(self) -> bool:
        assert self.proposal is not None
        return self.difference_step.closes_gone() and self.proposal.difference.closes_many

    def _asked_about_gone(self) -> str | None:
        """Whether the many that are missing are closed; None: the person stays where he is."""
        assert self.proposal is not None
        gone = plural(len(self.proposal.difference.gone), "организация", "организации", "организаций")
        return messages.ask(
            self,
            "В списке нет больше половины открытых организаций",
            f"Так бывает, когда список неполный или не тот. К исключению: {gone}; сведения о них сохраняются.",
            {"keep": "Внести, &никого не исключая", "close": "&Исключить их и внести"},
            safe="keep",
            danger="close",
        )

    def _done(self, source: ProviderSource | None) -> None:
        assert self.proposal is not None
        self._step = self.desk.register.last if source is not None else None
        self.done_step.show_report(self.proposal, source, self.difference_step.closes_gone())
        self._go(DONE)

    def _show_taken_back(self) -> None:
        self.done_step.show_taken_back()


def _applied(
    register: Register, proposal: Proposal, told: dict[str, Any], *, progress: Progress
) -> ProviderSource | None:
    """The one act; it reports no steps, so it cannot be left half-way."""
    return applying.apply(register, proposal, **told)
