"""One fact to write down: the fields that its table declares, and one action of the office."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from narcdesk import fields as declared
from narcdesk.base import Base
from narcdesk.errors import Invalid
from narcdesk.patients import Patient
from narcdesk.register import Register
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fields import Field, Form
from ui.fields.made import made
from ui.form_dialog import FormDialog

Asked = declared.Field | Field  # as a table declares it, or ready
Typed = dict[str, object]
Action = Callable[[Register, Typed], Any]  # gives what it wrote down, never None


class FactDialog(FormDialog):
    """A short form around one action: a visit, a diagnosis, the end of a course.

    `asked` are declared fields or ready ones; `fill` is what stands in them at first.
    """

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        heading: str,
        asked: Sequence[Asked],
        action: Action,
        *,
        draft: FormDraft,
        line: str = "",
        fill: Mapping[str, object] | None = None,
        verb: str = "За&писать",
        aside: QWidget | None = None,
    ) -> None:
        self.made: Any = None  # what the action wrote down
        form = Form([("", [one if isinstance(one, Field) else made(one, desk.today) for one in asked])])
        form.fill(fill or {})
        form.edited.connect(partial(desk.note_unsaved, True))
        act = draft.ends_with(action)
        super().__init__(parent, heading, line, form, lambda: self._act(desk, act), draft=draft, verb=verb, aside=aside)
        self.rejected.connect(partial(desk.note_unsaved, False))

    def _act(self, desk: Desk, action: Action) -> bool:
        self.made = desk.do(self, action, self.form.values())
        return self.made is not None


def asked_by(table: type[Base], typed: Typed) -> Typed:
    """What of the typed the table asks for; the rest is for the action itself."""
    names = {field.name for field in declared.fields_of(table)}
    return {name: value for name, value in typed.items() if name in names}


def read_first(asked: Sequence[declared.Field], action: Callable[..., Any]) -> Action:
    """An action that takes values instead of what was typed: they are read as declared, then given by name."""

    def act(register: Register, typed: Typed) -> Any:
        reading = declared.read_asked(asked, typed, register.today(), whole=True)
        if reading.problems:
            raise Invalid(reading.problems)
        return action(register, **reading.values)

    return act


def new_fact(
    parent: QWidget,
    desk: Desk,
    patient: Patient,
    form: str,
    heading: str,
    table: type[Base],
    action: Callable[..., Any],
    today: str = "",
    line: str = "",
) -> FactDialog:
    """A new row of a table of a patient; `form` names the action, `today` the day that most often is today."""
    return opened(
        FactDialog(
            parent,
            desk,
            heading,
            declared.fields_of(table),
            lambda register, typed: action(register, patient.id, typed),
            draft=FormDraft(desk, form, patient_id=patient.id),
            line=line or patient.full_name,
            fill={today: desk.today()} if today else {},
        )
    )


def ending(
    parent: QWidget,
    desk: Desk,
    patient: Patient | None,
    kept: Any,
    form: str,
    heading: str,
    asked: list[declared.Field],
    action: Callable[..., Any],
    *,
    line: str = "",
    verb: str = "За&писать",
) -> FactDialog:
    """What became of something that is kept; a day that is asked first is today, unless it was another one.

    Of what is about many people there is no patient.
    """
    whose = patient.full_name if patient else ""
    return opened(
        FactDialog(
            parent,
            desk,
            heading,
            asked,
            read_first(asked, action),
            draft=FormDraft(
                desk,
                form,
                patient_id=patient.id if patient else None,
                record_id=kept.id,
                kind=kept.__tablename__,
            ),
            line=" · ".join(filter(None, (whose, line))),
            fill={asked[0].name: desk.today()} if asked[0].kind is declared.Kind.PAST_DAY else {},
            verb=verb,
        )
    )


def opened(dialog: FactDialog) -> FactDialog:
    """The dialog, open over its window."""
    dialog.open()
    return dialog
