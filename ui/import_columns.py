"""The second step of a list: which column tells which fact, proposed from the titles and changed by hand."""

from collections.abc import Callable, Sequence
from collections.abc import Mapping as AbstractMapping

from PySide6.QtWidgets import QWidget

from narcdesk.errors import UserError
from narcdesk.spreadsheets.columns import Mapping
from narcdesk.spreadsheets.grid import Grid
from narcdesk.spreadsheets.reading import as_text
from ui import messages
from ui.fields import ChoiceField, Field, Form, NumberField
from ui.import_file import letter
from ui.pieces import Card, Text, column, held, row, scrolled

_NONE = "в этом списке нет"
Propose = Callable[..., Mapping]  # of a sheet, with `header_row` or what is `remembered`
_SAMPLES = 2  # cells shown under a field


class ColumnsStep(QWidget):
    """A field for each fact; under it what stands in the chosen column. `further` are asked for the whole list."""

    def __init__(
        self, facts: AbstractMapping[str, str], propose: Propose, *, leading: str, further: Sequence[Field] = ()
    ) -> None:
        super().__init__()
        self._propose = propose
        self._grid: Grid | None = None
        self._mapping = Mapping(None, 0, {}, {})
        self.header = NumberField("header", "Заголовок в строке", chars=4)
        self.header.line.left.connect(self._move_header)
        self.header.passed.connect(self._move_header)
        self.facts = {kind: ChoiceField(kind, title, {}, chars=26) for kind, title in facts.items()}
        kinds = list(self.facts)
        middle = -(-len(kinds) // 2)
        self.form = Form(
            [
                ("", [self.facts[kind] for kind in kinds[:middle]]),
                ("", [self.facts[kind] for kind in kinds[middle:]]),
                *[("Чего в списке нет", list(further))] * bool(further),
            ],
            columns=2,
        )
        for field in self.facts.values():
            field.edited.connect(self._show_samples)
        self.left_out = Text("", "caption", "muted", wrap=True)
        # What is left out stands over the fields: under them nobody would scroll to it.
        header = held(row(Text("Заголовок таблицы стоит в строке", tone="muted"), held(row(self.header))))
        top = row(header, 16, self.left_out, grows=self.left_out)
        inner = held(column(self.form, None, gap=12))
        inner.setContentsMargins(16, 8, 16, 8)
        card = Card("", scrolled(inner), flush=True)
        self.setLayout(column(top, card, gap=12, grows=card))
        self.setFocusProxy(self.facts[leading].control)

    def show_grid(self, grid: Grid, remembered: AbstractMapping[str, str]) -> None:
        """Propose the columns of a sheet; one that is looked at again keeps what was chosen."""
        if grid is not self._grid:
            self._grid = grid
            self._show(self._propose(grid, remembered=remembered))

    def mapping(self) -> Mapping:
        """What is chosen now."""
        chosen = self._mapping
        for kind, field in self.facts.items():
            code = str(field.value() or "")
            chosen = chosen.with_column(kind, int(code) if code.isdecimal() else None)
        return chosen

    def _move_header(self) -> None:
        """The person says where the titles stand: the columns are proposed anew."""
        typed = self.header.line.text().strip()
        if self._grid is None or not typed.isdecimal() or int(typed) == self._mapping.header_row:
            return
        try:
            self._show(self._propose(self._grid, header_row=int(typed)))
        except UserError as error:
            messages.tell(self, error)
            self.header.set_value(self._mapping.header_row)

    def _show(self, mapping: Mapping) -> None:
        assert self._grid is not None
        self._mapping = mapping
        self.header.set_value(mapping.header_row)
        options = {"": _NONE} | {
            str(number): f"{letter(number)}: {mapping.titles.get(number, 'без заголовка')}"
            for number in range(self._grid.width)
        }
        for kind, field in self.facts.items():
            field.offer(options)
            field.set_value(str(mapping.columns.get(kind, "")))
        self._show_samples()

    def _show_samples(self) -> None:
        mapping = self.mapping()
        for kind, field in self.facts.items():
            found = self._samples(mapping, mapping.columns.get(kind))
            field.note.say(f"например: {found}" if found else "")
        left = mapping.unmapped
        titles = "; ".join(f"«{title}»" for title in left.values())
        self.left_out.setText(f"Не будут прочитаны столбцы: {titles}." if left else "Взяты все столбцы.")

    def _samples(self, mapping: Mapping, number: int | None) -> str:
        if number is None or self._grid is None:
            return ""
        under = (line for line in self._grid.lines if line.number > mapping.last_header_row)
        found = dict.fromkeys(text for line in under if (text := as_text(line.at(number))))
        return " | ".join(text[:40] for text in list(found)[:_SAMPLES])
