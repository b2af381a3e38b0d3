"""The frame of a list that is taken in step by step: the steps above, the buttons below; one act at the very end.

Until the last button nothing is written; whoever leaves before it leaves nothing behind.
"""

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from narcdesk import taking_back
from narcdesk.audit import Step
from ui import messages
from ui.desk import Desk
from ui.pieces import Button, Place, PrimaryButton, Stage, StageBar, State, column, row, rule
from ui.windows import let_go

_AWAY = 24  # px from the edges of the window behind
_SMALLEST, _LARGEST = QSize(860, 560), QSize(1160, 690)


class ListWizard(QDialog):
    """Steps and a report; Ctrl+Enter goes on, the answer of the dialog says whether anything was written.

    The last step is the report, the one before it ends with the act. A kind of list says what each step does.
    """

    def __init__(self, parent: QWidget, desk: Desk, title: str, steps: Mapping[str, QWidget]) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(title)
        self._titles = tuple(steps)
        self.steps = QStackedWidget()
        for step in steps.values():
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
        behind = parent.window().size() - QSize(2 * _AWAY, 2 * _AWAY)
        self.resize(behind.boundedTo(_LARGEST).expandedTo(_SMALLEST))
        self.finished.connect(lambda: let_go(self))

    # What a kind of list says

    def _note(self, step: int) -> str:
        """A word under the title of a step that is done."""
        return ""

    def _is_read(self) -> bool:
        """Whether a file was read: there is something to lose then."""
        raise NotImplementedError

    def _can_go_on(self) -> bool:
        """Whether the step in front is done."""
        return self._is_read()

    def _go_on(self, step: int) -> None:
        """Leave a step, forwards."""
        raise NotImplementedError

    def _show_taken_back(self) -> None:
        """Say in the report that all of it was taken back."""
        raise NotImplementedError

    # Where we are

    @property
    def at(self) -> int:
        """The number of the step in front."""
        return self.steps.currentIndex()

    @property
    def _last(self) -> int:
        return len(self._titles) - 1

    def _go(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        self._show_state()
        if (step_in_front := self.steps.currentWidget()) is not None:
            step_in_front.setFocus()

    def _show_state(self) -> None:
        at, last = self.at, self._last
        stages = [
            Stage(
                title,
                self._note(number) if number < at else "",
                State.DONE if number < at or at == last else State.NOW if number == at else State.AHEAD,
            )
            for number, title in enumerate(self._titles)
        ]
        self._bar.hold(StageBar(stages))
        self.back_button.setVisible(0 < at < last)
        self.undo_button.setVisible(at == last and self._step is not None)
        self.close_button.setVisible(at < last)
        self.next_button.setText({last - 1: "&Внести в реестр", last: "&Готово"}.get(at, "&Дальше"))
        self.next_button.updateGeometry()
        self.next_button.setEnabled(self._can_go_on())

    def next(self) -> None:
        """On to the next step; on the last but one everything is written."""
        if self.at == self._last:
            self.accept()
        else:
            self._go_on(self.at)

    def back(self) -> None:
        """To the step before; what was chosen there stays."""
        self._go(self.at - 1)

    # The end

    def take_back(self) -> None:
        """The list was the wrong one: the register is again as it was before it."""
        if self._step is not None:
            self.desk.work(self, "Отменяем загрузку…", taking_back.take_back, self._step, then=self._taken_back)

    def _taken_back(self, _step: Step) -> None:
        self._step = None
        self._show_taken_back()
        self._show_state()
        self.next_button.setFocus()

    def reject(self) -> None:
        """Esc and the cross: nothing of an unfinished list stays."""
        if self.at == self._last:
            self.accept()
        elif not self._is_read() or self._leaves():
            super().reject()

    def _leaves(self) -> bool:
        answers = {"stay": "&Остаться", "leave": "&Закрыть без внесения"}
        text = "Реестр останется таким, какой он есть."
        return messages.ask(self, "Список не внесён", text, answers, safe="stay", danger="leave") == "leave"
