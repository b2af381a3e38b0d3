"""The desk between the windows and the register: ask, do, and one signal that says that something changed."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from narcdesk import taking_back
from narcdesk.audit import Step
from narcdesk.errors import Invalid, UserError
from narcdesk.register import Register
from ui import messages, work
from ui.drafting import Drafts

P = ParamSpec("P")
T = TypeVar("T")


@runtime_checkable
class ShowsProblems(Protocol):
    """A form, or a window around one."""

    def show_problems(self, invalid: Invalid) -> None:
        """Lead the person to the fields that cannot be accepted."""


class Desk(QObject):
    """The unlocked register as the windows use it; they know no other way to it."""

    changed = Signal()  # after every action: whoever shows something asks anew
    did = Signal(object)  # the step of an act that may be taken back, right after it
    unfinished = Signal()  # a form was left with something typed in it, or what was left is gone
    leaves_for = Signal(object)  # the folder of another register, just made of a backup, is wanted instead
    saving = Signal()  # what `saved_at` and `has_unsaved` say has changed

    def __init__(self, register: Register) -> None:
        super().__init__()
        self.register = register
        self.saved_at: datetime | None = None
        self.has_unsaved = False
        self.drafts = Drafts()
        self._offered: Step | None = None

    @property
    def is_open(self) -> bool:
        """Whether the register may be asked; every timer looks first, because the lock may have come meanwhile."""
        return self.register.is_open

    def today(self) -> date:
        """The day, as the register has it."""
        return self.register.today()

    def may(self, action: str) -> bool:
        """Whether the person who signed in has the right to an action: a window shows no button without it."""
        return self.register.person.may(action)

    def ask(self, query: Callable[Concatenate[Register, P], T], *args: P.args, **rest: P.kwargs) -> T:
        """What a query of the office answers; raises UserError."""
        return query(self.register, *args, **rest)

    def do(
        self,
        parent: QWidget,
        action: Callable[Concatenate[Register, P], T],
        *args: P.args,
        **rest: P.kwargs,
    ) -> T | None:
        """Do an action of the office and give what it made; None when it was refused and the person was told.

        What cannot be accepted goes back into the form of `parent`, if it is one.
        """
        try:
            made = action(self.register, *args, **rest)
        except UserError as error:
            self._refuse(parent, error)
            return None
        self._done()
        return made

    def work(
        self,
        parent: QWidget,
        title: str,
        action: Callable[..., T],
        *args: object,
        then: Callable[[T], Any],
        failed: Callable[[UserError], Any] | None = None,
        **rest: object,
    ) -> None:
        """Do a long action apart from the window; it is given `progress=` to report its steps with.

        `failed` gets a UserError that is more than to be told, as in `work.run`.
        """

        def end(made: T) -> None:
            self._done()
            then(made)

        work.run(
            parent,
            title,
            lambda progress: action(self.register, *args, progress=progress, **rest),
            end,
            failed=failed,
        )

    def note_unsaved(self, has_unsaved: bool) -> None:
        """Say in the status line that something typed is not saved yet, or that all is."""
        self.has_unsaved = has_unsaved
        self.saving.emit()

    def _done(self) -> None:
        self.saved_at, self.has_unsaved = self.register.now(), False
        self.saving.emit()
        self.changed.emit()
        step = self.register.last
        if step is not None and step is not self._offered and taking_back.may(self.register, step):
            self._offered = step
            self.did.emit(step)

    def _refuse(self, parent: QWidget, error: UserError) -> None:
        if isinstance(error, Invalid) and isinstance(parent, ShowsProblems):
            parent.show_problems(error)
        else:
            messages.tell(parent, error)
