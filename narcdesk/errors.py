"""The one kind of error that is meant for a person.

A ``UserError`` is a Russian sentence: what happened, whether anything is lost, what to do.
Everything else that is raised is our bug and goes to the crash window.
"""

from collections.abc import Sequence
from dataclasses import dataclass

NOTHING_LOST = "Ничего не потеряно."


class UserError(Exception):
    """What happened (`what`), whether anything is lost (`lost`), what to do (`do`), all for the person."""

    def __init__(self, what: str, *, lost: str = NOTHING_LOST, do: str = "") -> None:
        super().__init__(" ".join(part for part in (what, lost, do) if part))
        self.what = what
        self.lost = lost
        self.do = do


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with one field of a form; `field` is the attribute's name."""

    field: str
    message: str


class Invalid(UserError):
    """What was typed cannot be accepted; `problems` lead the person to the fields, one by one."""

    def __init__(self, problems: Sequence[Problem], what: str = "Не всё заполнено верно.") -> None:
        self.problems = tuple(problems)
        super().__init__(
            what,
            lost="Введённое осталось на экране.",
            do="Исправьте: " + "; ".join(p.message for p in self.problems) + ".",
        )


class Forbidden(UserError):
    """The signed-in person has no right to this action."""

    def __init__(self, what: str, *, do: str = "Обратитесь к заведующему.") -> None:
        super().__init__(what, do=do)


class NotFound(UserError):
    """The record that was asked for is not in the register."""

    def __init__(self, what: str, *, do: str = "Нажмите F5: на экране устаревшие сведения.") -> None:
        super().__init__(what, do=do)
