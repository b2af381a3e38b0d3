"""What is typed into open windows and not saved: one timer keeps it aside in the register, and so does the lock."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from narcdesk import drafts
from narcdesk.drafts import Contents, Subject
from narcdesk.errors import UserError
from narcdesk.register import PATIENCE, Register
from ui import messages

if TYPE_CHECKING:
    from ui.desk import Desk

KEEP_EVERY = 5000  # ms between two drafts of what is typed
IN_PASSING = 0.1  # seconds that a typing hand may be held up, while other work has the register
FAILURES = 3  # drafts that may fail, one after another, before the person is told

P = ParamSpec("P")
T = TypeVar("T")


class Drafts:
    """The forms that stand open; whoever opens one makes its `FormDraft`."""

    def __init__(self) -> None:
        self.open: list[FormDraft] = []
        self._failed = 0

    def keep(self, patience: float = PATIENCE) -> UserError | None:
        """Put away what is typed and has changed since the last time; gives the first trouble, if there was one."""
        self.open = [draft for draft in self.open if draft.is_alive]
        trouble = None
        for draft in self.open:
            try:
                draft.keep(patience)
            except UserError as error:
                trouble = trouble or error
        return trouble

    def holds(self, draft_id: int) -> bool:
        """Whether a draft is of a form that stands open."""
        return any(draft.is_alive and draft.draft_id == draft_id for draft in self.open)

    def keep_in_passing(self) -> None:
        """The same from time to time, without a word unless it fails again and again."""
        trouble = self.keep(IN_PASSING)
        self._failed = self._failed + 1 if trouble else 0
        if trouble and self._failed == FAILURES:  # once: the disk may stay full for a while
            messages.tell(self.open[-1].window, trouble)


class FormDraft:
    """The draft of one open form: `form` is the action that it is for; of which record, where it changes one.

    `kind` is the table of a record that is being changed, so that it can be said when another changed it meanwhile.
    """

    def __init__(
        self, desk: "Desk", form: str, *, patient_id: int | None = None, record_id: int | None = None, kind: str = ""
    ) -> None:
        self._desk, self._form = desk, form
        self.patient_id, self.record_id, self.kind = patient_id, record_id, kind
        self.draft_id: int | None = None  # of what is kept
        self._kept: Contents | None = None
        self._begun = desk.register.head.seq

    def begin(self, window: QWidget, title: str, who: Callable[[], str], read: Callable[[], Contents | None]) -> None:
        """Keep what `read` gives from now on, while the window lives; None: there is nothing to lose."""
        self.window, self._title, self._who, self._read = window, title, who, read
        self._desk.drafts.open.append(self)

    @property
    def is_typed(self) -> bool:
        """Whether there is something to lose."""
        return self._read() is not None

    @property
    def is_alive(self) -> bool:
        """Whether the window is there still."""
        return isValid(self.window)

    @property
    def subject(self) -> Subject:
        """Which form it is and of whom."""
        return Subject(self._form, self._title, self._who(), self.patient_id, self.record_id, self.kind)

    def end(self) -> None:
        """The window closes: what is kept stays, nothing more comes."""
        if self in self._desk.drafts.open:
            self._desk.drafts.open.remove(self)
        self._desk.unfinished.emit()

    def keep(self, patience: float = PATIENCE) -> None:
        """Put away what is typed, if anything changed; raises UserError. A locked register is not asked."""
        typed = self._read()
        if typed is None or typed == self._kept or not self._desk.is_open:
            return
        self.draft_id = drafts.keep(
            self._desk.register,
            self.subject,
            typed,
            begun_seq=self._begun,
            draft_id=self.draft_id,
            patience=patience,
        )
        self._kept = typed

    def drop(self) -> None:
        """What was typed is not wanted; raises UserError."""
        if self.draft_id is not None:
            drafts.drop(self._desk.register, self.draft_id)
        self._begin_anew()
        self._desk.unfinished.emit()

    def leave(self) -> None:
        """What was typed is left for later, and is a draft from now on; raises UserError."""
        self.keep()
        self._begin_anew()
        self._desk.unfinished.emit()

    def take_up(self, draft: drafts.Draft) -> None:
        """Go on with a draft of before: what is typed from now on is kept in its place."""
        self.draft_id, self._kept, self._begun = draft.id, draft.typed, draft.begun_seq
        self._desk.unfinished.emit()

    def doubt(self) -> str:
        """Why what is typed may not fit any more, in a sentence; "" when it fits."""
        return self._desk.ask(drafts.doubt, self.subject, self._begun)

    def ends_with(self, action: Callable[Concatenate[Register, P], T]) -> Callable[Concatenate[Register, P], T]:
        """The action that saves what is typed; the draft goes in the same transaction, or neither."""

        def act(register: Register, /, *args: P.args, **rest: P.kwargs) -> T:
            if self.draft_id is None:
                made = action(register, *args, **rest)
            else:
                with register.together():
                    made = action(register, *args, **rest)
                    drafts.drop(register, self.draft_id)
            self._begin_anew()
            return made

        return act

    def _begin_anew(self) -> None:
        self.draft_id = self._kept = None
        self._begun = self._desk.register.head.seq
