"""The authority's decisions on a register, typed as one table: a row for each application, Enter from cell to cell."""

import json
from collections.abc import Callable
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from narcdesk import batches
from narcdesk.batches import Open
from narcdesk.dates import plural
from narcdesk.errors import Invalid
from narcdesk.letters import Letter
from narcdesk.register import Register
from ui import messages
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fields import ChoiceField, Field, Form
from ui.fields.made import made
from ui.form_dialog import FormDialog
from ui.pieces import Text, column, held, row
from ui.work import Progress

DAY = "on"  # today stands in it at first: alone it is no answer


class AnswerField(Field):
    """One row of the table; the titles stand over the first one. Its value is what each cell holds."""

    def __init__(self, asked: Open, today: Callable[[], date], *, titled: bool) -> None:
        super().__init__(str(asked.id), f"{asked.number}, {asked.who}")
        self.cells: dict[str, Field] = {}
        for one in batches.ASKED:
            cell = made(one, today)
            if one.name == "reason_code":
                reasons = {code: f"{code}: {text}" for code, text in asked.reasons.items()}
                cell = ChoiceField(one.name, one.title, reasons, chars=one.width)
            cell.control.setAccessibleName(f"{one.title}: {self.label}")
            cell.edited.connect(self.mended)
            self.cells[one.name] = cell
        cells = list(self.cells.values())
        for before, after in pairwise(cells):
            before.passed.connect(lambda to=after: to.control.setFocus(Qt.FocusReason.TabFocusReason))
        cells[-1].passed.connect(self.passed)
        parts = [column(Text(cell.label, "caption", "muted"), cell, gap=2) if titled else cell for cell in cells]
        self.hold(held(row(*parts, gap=4)), wide=True)
        self._control = cells[0].control
        self.setFocusProxy(self._control)
        self.set_value({})

    @property
    def stops(self) -> list[QWidget]:
        return [cell.control for cell in self.cells.values()]

    def value(self) -> object:
        return {name: cell.value() for name, cell in self.cells.items()}

    def set_value(self, value: object) -> None:
        said = value if isinstance(value, dict) else {}
        for name, cell in self.cells.items():
            cell.set_value(said.get(name, ""))

    def typed(self) -> str:
        return json.dumps({name: cell.typed() for name, cell in self.cells.items()}, ensure_ascii=False)

    def retype(self, typed: str) -> None:
        for name, letters in json.loads(typed or "{}").items():
            if name in self.cells:
                self.cells[name].retype(letters)

    def words(self) -> str:
        return "" if self.is_empty() else ", ".join(filter(None, (cell.words() for cell in self.cells.values())))

    def is_empty(self) -> bool:
        return all(cell.is_empty() for name, cell in self.cells.items() if name != DAY)


class AnswersDialog(FormDialog):
    """All decisions are written down at once, with progress, or none; what is empty stays open."""

    def __init__(self, parent: QWidget, desk: Desk, letter: Letter, rows: list[Open]) -> None:
        self._desk, self._letter, self._around = desk, letter, parent
        shown = rows[: batches.AT_ONCE]
        fields = [AnswerField(one, desk.today, titled=not place) for place, one in enumerate(shown)]
        for field in fields:
            field.cells[DAY].set_value(desk.today())
        form = Form([("", list(fields))])
        form.is_edited = False
        form.edited.connect(lambda: desk.note_unsaved(True))
        more = len(rows) - len(shown)
        said = f"письмо № {letter.number}; пустая строка остаётся без ответа"
        later = f"; ещё {plural(more, 'строка', 'строки', 'строк')} — после записи этих" if more else ""
        super().__init__(
            parent,
            "Решения органа по реестру",
            said + later,
            form,
            lambda: False,
            draft=FormDraft(desk, "batches.answer", record_id=letter.id, kind=letter.__tablename__),
            verb="За&писать решения",
        )
        self.rejected.connect(lambda: desk.note_unsaved(False))

    def save(self) -> None:
        """Write all rows down beside the window; what is wrong comes back into its row, and nothing typed is lost."""
        self.form.clear_problems()
        rows = {int(name): value for name, value in self.form.values().items() if isinstance(value, dict)}
        act = self.saving(batches.answer)

        def answer(register: Register, *, progress: Progress) -> int | Invalid:
            try:
                return act(register, self._letter.id, rows, progress=progress)
            except Invalid as invalid:
                return invalid

        self._desk.work(self, "Записываем решения…", answer, then=self._end)

    def _end(self, told: int | Invalid) -> None:
        if isinstance(told, Invalid):
            self._desk.note_unsaved(True)
            self.show_problems(told)
            return
        self.form.is_edited = False
        self.accept()
        messages.inform(self._around, f"Записано: {plural(told, 'решение', 'решения', 'решений')}.")


def ask(parent: QWidget, desk: Desk, letter: Letter) -> AnswersDialog | None:
    """The table of what is open; None where everything is decided, which is said."""
    rows = desk.ask(batches.open_rows, letter.id)
    if not rows:
        messages.inform(parent, "По этому реестру решено всё: если запись неверна, верните её на странице заявки.")
        return None
    dialog = AnswersDialog(parent, desk, letter, rows)
    dialog.open()
    return dialog
