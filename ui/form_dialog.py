"""A window around a form: Save by Ctrl+Enter, and a question only when there is something to lose."""

from collections.abc import Callable
from contextlib import suppress
from typing import Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from narcdesk.drafts import Draft
from narcdesk.errors import Invalid, UserError
from narcdesk.register import Register
from ui import messages
from ui.drafting import FormDraft
from ui.fields import Form
from ui.keys import on_key
from ui.pieces import Button, Elided, PrimaryButton, column, held, row, rule, scrolled
from ui.windows import let_go

MARGIN = 24  # px beside the form
UNSAVED, BACK = "Введённое не сохранено", "Esc вернёт к форме: введённое останется на месте."
NARROWEST, AWAY = 480, 24  # px: the width of a window with short fields; its distance from the edges of the one behind

P = ParamSpec("P")
T = TypeVar("T")


class FormDialog(QDialog):
    """A form to fill and to save.

    `save` does the action of the office and says whether it came off; then the window closes. Into `draft` goes what
    is typed and not saved; None where nothing may be kept, as of passwords. `aside` stands at the right: the paper
    that is being made. The window opens as large as the form wants, within the one behind it.
    """

    def __init__(
        self,
        parent: QWidget,
        heading: str,
        line: str,
        form: Form,
        save: Callable[[], bool],
        *,
        draft: FormDraft | None,
        verb: str = "&Сохранить",
        aside: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.form, self._save, self.draft, self._line = form, save, draft, line
        self._was_shown = False
        self.setWindowTitle(heading)
        self.save_button = PrimaryButton(verb, self.save, key="Ctrl+Enter")
        on_key(self, "Ctrl+S", self.save_button.click)
        form.finished.connect(self.save_button.setFocus)
        words = column(Elided(heading, "title"), *[Elided(line, "caption", "muted")] * bool(line), gap=0)
        top = held(words)
        inner = held(column(form, None))
        foot = held(row(None, Button("&Закрыть", self.reject), self.save_button))
        for part, above, below in ((top, 20, 12), (inner, 16, 16), (foot, 12, 16)):
            part.setContentsMargins(MARGIN, above, MARGIN, below)
        area = scrolled(inner)
        middle = row(area, *[aside] * bool(aside), gap=0, grows=area)
        self.setLayout(column(top, rule(), middle, rule(), foot, gap=0, grows=middle))
        self._inner, self._area = inner, area
        if draft is not None:
            draft.begin(self, heading, self.who, form.contents)
            self.finished.connect(draft.end)
        self.finished.connect(lambda: let_go(self))

    def showEvent(self, event: QShowEvent) -> None:
        if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self.resize(self._wanted())
        super().showEvent(event)
        if not self._was_shown:  # not again when it comes back with a window that was minimised
            self._was_shown = True
            self.form.go_to_first_empty()

    def grow(self) -> None:
        """Make room for fields that have appeared; nothing shrinks under the hand."""
        if self.isVisible():
            self.resize(self.size().expandedTo(self._wanted()))

    def _wanted(self) -> QSize:
        """The size at which nothing of the form has to be scrolled, if the window behind is as large."""
        parent = self.parentWidget()
        behind = parent.window() if parent else self
        room = behind.size() if behind.isVisible() else self.screen().availableSize()
        around = self.sizeHint() - self._area.sizeHint()
        bar = self._area.verticalScrollBar().sizeHint().width()
        width = min(max(self._inner.sizeHint().width() + bar + around.width(), NARROWEST), room.width() - 2 * AWAY)
        self.form.fold(width - bar - around.width() - 2 * MARGIN)
        height = self._inner.heightForWidth(width - bar - around.width())
        return QSize(width, min(height + around.height(), room.height() - 2 * AWAY))

    def save(self) -> None:
        """Do the action; the window stays open while something is wrong."""
        self.form.clear_problems()
        if self._save():
            self.form.is_edited = False
            self.accept()

    def show_problems(self, invalid: Invalid) -> None:
        """`Desk.do` brings here what cannot be accepted."""
        self.form.show_problems(invalid)

    # Its draft

    def who(self) -> str:
        """Whom it is about, for a list of drafts."""
        return self._line

    def saving(self, action: Callable[Concatenate[Register, P], T]) -> Callable[Concatenate[Register, P], T]:
        """The action that saves what is typed; the draft goes with it."""
        return action if self.draft is None else self.draft.ends_with(action)

    def take_up(self, draft: Draft) -> None:
        """Go on where a draft was left: every field, and the cursor."""
        assert self.draft is not None
        self.draft.take_up(draft)
        self.form.take_up(draft.typed)
        self.grow()

    def reject(self) -> None:
        """Esc and the cross: they destroy nothing."""
        if not self.form.is_edited:
            super().reject()
            return
        answers = {"drop": "&Не сохранять", "save": "&Сохранить и закрыть"}
        if self.draft is not None:
            answers = {"drop": "&Не сохранять", "draft": "&Оставить черновик", "save": "&Сохранить и закрыть"}
        match messages.ask(self, UNSAVED, BACK, answers, safe="save", danger="drop"):
            case "save":
                self.save()
            case "draft":
                self._leave_draft()
            case "drop":
                self.drop()

    def drop(self) -> None:
        """Close without saving, the draft included; one that cannot be reached now is offered again some day."""
        if self.draft is not None:
            with suppress(UserError):
                self.draft.drop()
        super().reject()

    def _leave_draft(self) -> None:
        assert self.draft is not None
        try:
            self.draft.keep()
        except UserError as error:
            messages.tell(self, error)
        else:
            super().reject()
