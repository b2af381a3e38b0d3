"""A regional list of providers, step by step: file, columns, difference, source; one act at the very end.

Until the last button nothing is written; whoever leaves before it leaves nothing behind.
"""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from narcdesk import taking_back
from narcdesk.audit import Step
from narcdesk.dates import plural
from narcdesk.errors import Invalid, UserError
from narcdesk.providers import ProviderSource
from narcdesk.register import Register
from narcdesk.registry import applying, columns
from narcdesk.registry.applying import Proposal
from narcdesk.spreadsheets.files import ListFile
from ui import messages, remembered, work
from ui.choosing_files import ask_file
from ui.desk import Desk
from ui.import_columns import ColumnsStep
from ui.import_difference import DifferenceStep
from ui.import_file import FileStep
from ui.import_source import DoneStep, SourceStep
from ui.pieces import Button, Place, PrimaryButton, Stage, StageBar, State, column, row, rule
from ui.windows import let_go
from ui.work import Progress

STEPS = ("Файл", "Столбцы", "Сверка", "Источник", "Готово")
FILE, COLUMNS, DIFFERENCE, SOURCE, DONE = range(5)
_AWAY = 24  # px from the edges of the window behind
_SMALLEST, _LARGEST = QSize(860, 560), QSize(1160, 690)


class ImportWizard(QDialog):
    """Four steps and a report; Ctrl+Enter goes on, the answer of the dialog says whether anything was written."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self.desk = desk
        self.proposal: Proposal | None = None
        self.setWindowTitle("Список организаций региона")
        self.file_step = FileStep(self.choose_file, self.paste)
        self.columns_step = ColumnsStep()
        self.difference_step = DifferenceStep()
        self.source_step = SourceStep(desk.today)
        self.done_step = DoneStep()
        self.steps = QStackedWidget()
        for step in (self.file_step, self.columns_step, self.difference_step, self.source_step, self.done_step):
            self.steps.addWidget(step)
        self.steps.setContentsMargins(24, 12, 24, 12)
        self._bar = Place(QWidget())
        self._bar.setContentsMargins(24, 16, 24, 12)
        self.back_button = Button("&Назад", self.back, icon="chevron-left")
        self.close_button = Button("&Закрыть", self.reject)
        self.next_button = PrimaryButton("&Дальше", self.next, key="Ctrl+Enter")
        self.undo_button = Button("&Отменить загрузку", self.take_back)
        self._step: Step | None = None  # the list that was just written, to be taken back
        foot = row(self.back_button, self.undo_button, None, self.close_button, self.next_button)
        foot.setContentsMargins(24, 12, 24, 16)
        self.setLayout(column(self._bar, rule(), self.steps, rule(), foot, gap=0, grows=self.steps))
        self.file_step.sheet_chosen.connect(self._show_state)
        self.source_step.form.finished.connect(self.next_button.setFocus)
        behind = parent.window().size() - QSize(2 * _AWAY, 2 * _AWAY)
        self.resize(behind.boundedTo(_LARGEST).expandedTo(_SMALLEST))
        self._go(FILE)
        self.finished.connect(lambda: let_go(self))

    # Where we are

    @property
    def at(self) -> int:
        """The number of the step in front."""
        return self.steps.currentIndex()

    def _go(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        self._show_state()
        if (step_in_front := self.steps.currentWidget()) is not None:
            step_in_front.setFocus()

    def _show_state(self) -> None:
        at = self.at
        states = [State.DONE if n < at or at == DONE else State.NOW if n == at else State.AHEAD for n in range(5)]
        notes = [self._note(n) if n < at else "" for n in range(5)]
        stages = [Stage(title, note, state) for title, note, state in zip(STEPS, notes, states, strict=True)]
        self._bar.hold(StageBar(stages))
        self.back_button.setVisible(FILE < at < DONE)
        self.undo_button.setVisible(at == DONE and self._step is not None)
        self.close_button.setVisible(at < DONE)
        self.next_button.setText({SOURCE: "&Внести в реестр", DONE: "&Готово"}.get(at, "&Дальше"))
        self.next_button.updateGeometry()
        self.next_button.setEnabled(at != FILE or self.file_step.grid is not None)

    def _note(self, step: int) -> str:
        if step == FILE and self.file_step.file is not None:
            return self.file_step.file.name
        if step == COLUMNS:
            return f"взято {len(self.columns_step.mapping().columns)}"
        if step == DIFFERENCE and self.proposal is not None:
            return f"прочитано {len(self.proposal.rows)}"
        return ""

    def next(self) -> None:
        """On to the next step; on the last but one everything is written."""
        match self.at:
            case 0:
                self.columns_step.show_grid(self.file_step.chosen(), remembered.list_columns())
                self._go(COLUMNS)
            case 1:
                self._compare()
            case 2:
                assert self.proposal is not None
                self.source_step.show_proposal(self.proposal, self.difference_step.closes_gone())
                self._go(SOURCE)
            case 3:
                self._apply()
            case _:
                self.accept()

    def back(self) -> None:
        """To the step before; what was chosen there stays."""
        self._go(self.at - 1)

    # The file

    def choose_file(self) -> None:
        """Ask for the file of the list."""
        kinds = "Таблицы (*.xlsx *.xls *.csv *.txt);;Все файлы (*)"
        if path := ask_file(self, "Список организаций", kinds, "lists"):
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Read a file; it may take some seconds."""
        work.run(self, "Читаем список…", lambda _progress: columns.open_list(path), self._take)

    def paste(self, text: str) -> None:
        """Take a table copied from Word or from a page."""
        try:
            self._take(columns.pasted(text))
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
            f"Так бывает, когда список неполный или не тот. К закрытию: {gone}; сведения о закрытых сохраняются.",
            {"keep": "Внести, &никого не закрывая", "close": "&Закрыть их и внести"},
            safe="keep",
            danger="close",
        )

    def _done(self, source: ProviderSource | None) -> None:
        assert self.proposal is not None
        self._step = self.desk.register.last if source is not None else None
        remembered.remember_list_columns(self.proposal.mapping.remembered)
        self.done_step.show_report(self.proposal, source, self.difference_step.closes_gone())
        self._go(DONE)

    def take_back(self) -> None:
        """The list was the wrong one: the register is again as it was before it."""
        if self._step is not None and self.desk.do(self, taking_back.take_back, self._step) is not None:
            self._step = None
            self.done_step.show_taken_back()
            self._show_state()
            self.next_button.setFocus()

    def reject(self) -> None:
        """Esc and the cross: nothing of an unfinished list stays."""
        if self.at == DONE:
            self.accept()
            return
        if self.file_step.file is None or self._leaves():
            super().reject()

    def _leaves(self) -> bool:
        answers = {"stay": "&Остаться", "leave": "&Закрыть без внесения"}
        text = "Реестр останется таким, какой он есть."
        return messages.ask(self, "Список не внесён", text, answers, safe="stay", danger="leave") == "leave"


def _applied(
    register: Register, proposal: Proposal, told: dict[str, Any], *, progress: Progress
) -> ProviderSource | None:
    """The one act; it reports no steps, so it cannot be left half-way."""
    return applying.apply(register, proposal, **told)
