"""A form: fields under headings, walked by Tab and by Enter alike; what is wrong stands in a list at the top."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QScrollArea, QWidget

from narcdesk import fields as declared
from narcdesk.drafts import Contents
from narcdesk.errors import Invalid
from narcdesk.fields import Absence
from ui import theme
from ui.fields import cursor
from ui.fields.base import Field
from ui.fields.check import CheckField
from ui.fields.line import TextField
from ui.fields.made import made
from ui.fields.problems import ProblemList
from ui.pieces import Text, column, row

LABEL = 160  # px at the usual size; a longer label breaks into two lines
APART = 32  # px between two columns of sections


class Section(QWidget):
    """Fields under one heading: labels left, fields right, the paths of the eye straight.

    With `titles` of columns so many fields stand in a row, and the first one's label tells of them all.
    """

    def __init__(self, heading: str, fields: Sequence[Field], *, stars: bool, titles: Sequence[str] = ()) -> None:
        super().__init__()
        self.fields = fields
        self.labels: dict[str, Text] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        across = len(titles) or 1
        grid.setColumnStretch(across, 1)
        if heading:
            grid.addWidget(Text(heading, "heading"), 0, 0, 1, 1 if titles else 2)
        for at, title in enumerate(titles, start=1):
            grid.addWidget(Text(title, "caption", "muted"), 0, at, Qt.AlignmentFlag.AlignBottom)
        for place, field in enumerate(fields):
            at, beside = place // across + 1, place % across
            grid.addWidget(field, at, beside + 1, Qt.AlignmentFlag.AlignTop if titles else Qt.AlignmentFlag(0))
            if not beside and not isinstance(field, CheckField):
                label = Text(field.label + " *" * (stars and field.required), tone="muted", wrap=True)
                label.setBuddy(field.control)
                self.labels[field.name] = label
                grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)


class Form(QWidget):
    """Fields by name, in sections of (heading, fields), in one or two columns; of some several `across`.

    A `tall` one takes all the height there is. What must be filled has a star, unless everything must. `finished`
    comes when Enter leaves the last field: the window moves the cursor to its main button and does not press it.
    `edited` comes with everything a person changes.
    """

    finished = Signal()
    edited = Signal()

    def __init__(
        self,
        sections: Iterable[tuple[str, Sequence[Field]]],
        *,
        columns: int = 1,
        tall: bool = False,
        across: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        super().__init__()
        sections = list(sections)
        stars = _tell_apart(field for _, fields in sections for field in fields)
        titles = across or {}
        self.sections = [
            Section(heading, fields, stars=stars, titles=titles.get(heading, ())) for heading, fields in sections
        ]
        self.fields = {field.name: field for section in self.sections for field in section.fields}
        self.is_edited = False
        self._problems = ProblemList(self.go_to)
        for field in self.fields.values():
            field.edited.connect(self._edited)
            field.passed.connect(lambda leaving=field: self._go_on(leaving))
        split = -(-len(self.sections) // columns)
        rest = () if tall else (None,)
        self._sides = [
            column(*self.sections[start : start + split], *rest, gap=20)
            for start in range(0, len(self.sections), split)
        ]
        self._beside = row(*self._sides, gap=APART)
        legend = Text("* — нужно заполнить", "caption", "muted")
        self.setLayout(column(self._problems, self._beside, *[legend] * stars, *rest, gap=12))
        self._level()

    @classmethod
    def of(
        cls,
        asked: Iterable[declared.Field],
        today: Callable[[], date],
        *,
        columns: int = 1,
        ready: Mapping[str, Field] | None = None,
    ) -> "Form":
        """The form of declared fields (`fields_of(Patient)`), under the headings that they name; some are `ready`."""
        sections: dict[str, list[Field]] = {}
        for one in asked:
            field = ready.get(one.name) if ready else None
            sections.setdefault(one.section, []).append(field or made(one, today))
        return cls(sections.items(), columns=columns)

    def __getitem__(self, name: str) -> Field:
        # PySide takes anything with this method for a sequence and walks it by numbers: it must end as one does.
        if not isinstance(name, str):
            raise IndexError
        return self.fields[name]

    # Its shape

    def minimumSizeHint(self) -> QSize:
        widest = max(side.minimumSize().width() for side in self._sides)
        return QSize(widest, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        wanted = sum(side.sizeHint().width() + APART for side in self._sides) - APART
        return QSize(wanted, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold(self.width())

    def fold(self, width: int) -> None:
        """Put the columns under each other where they have no room side by side."""
        needed = sum(side.minimumSize().width() + APART for side in self._sides) - APART
        ways = QBoxLayout.Direction
        self._beside.setDirection(ways.LeftToRight if needed <= width else ways.TopToBottom)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "sections"):
            self._level()

    def _level(self) -> None:
        """Give every label the same room, and the height of the field that it stands beside."""
        worn = theme.current()
        labels = [label for section in self.sections for label in section.labels.values()]
        wanted = max((label.fontMetrics().horizontalAdvance(label.text()) for label in labels), default=0)
        for label in labels:
            label.setFixedWidth(min(wanted + 4, worn.px(LABEL)))
            label.setMinimumHeight(worn.px(32))

    # What was typed

    def values(self) -> dict[str, object]:
        """Name -> what the rules of the office read; an answer that there is none is empty here."""
        return {name: field.value() for name, field in self.fields.items() if not self._is_off(field)}

    def not_given(self) -> dict[str, str]:
        """Name -> why there is no answer (the code of `narcdesk.fields.Absence`)."""
        return {f.name: f.absence.value for f in self._lines() if f.absence is not None}

    def odd(self) -> dict[str, str]:
        """Name -> why a number that fails its check stays as it is."""
        return {field.name: field.why() for field in self._lines() if field.why()}

    def fill(
        self,
        values: Mapping[str, object],
        not_given: Mapping[str, str] | None = None,
        odd: Mapping[str, str] | None = None,
    ) -> None:
        """Show what is kept."""
        for name, value in values.items():
            self.fields[name].set_value(value)
        for field in self._lines():
            if not_given and field.name in not_given:
                field.set_absence(Absence(not_given[field.name]))
            if odd and field.name in odd:
                field.set_why(odd[field.name])
        self.is_edited = False

    def typed(self) -> dict[str, dict[str, str]]:
        """Everything on the screen letter by letter, for a draft; and in words, should the form be no more."""
        letters = {name: field.typed() for name, field in self.fields.items()}
        words = {field.label: field.words() for field in self.fields.values() if field.words()}
        return {"typed": letters, "not_given": self.not_given(), "odd": self.odd(), "words": words}

    def retype(self, draft: Mapping[str, Mapping[str, str]]) -> None:
        """Bring a draft back; fields that the program no longer has are passed over."""
        self._type(draft)
        for name in draft["typed"]:
            if name in self.fields:
                self.fields[name].edited.emit()  # so that lists, and fields that depend on it, follow
        self._type(draft)  # and where they wrote something themselves, it is as it was left
        self.is_edited = True

    def _type(self, draft: Mapping[str, Mapping[str, str]]) -> None:
        for field in self._lines():
            reason = draft["not_given"].get(field.name)
            field.set_absence(Absence(reason) if reason else None)
        for name, letters in draft["typed"].items():
            if name in self.fields:
                self.fields[name].retype(letters)
        for field in self._lines():
            if field.name in draft["odd"]:
                field.set_why(draft["odd"][field.name])

    def contents(self) -> Contents | None:
        """What is typed and where the cursor is, for a draft; None while there is nothing to lose."""
        return Contents(self.typed(), *cursor.where(self.stops(), self)) if self.is_edited else None

    def take_up(self, typed: Contents) -> None:
        """Go on where a draft was left: every field, and the cursor."""
        self.retype(typed.values)
        cursor.put(self.stops(), typed.cursor, typed.position)

    def show_field(self, name: str, shown: bool) -> None:
        """Ask for a field or not; what is not asked is not among the values."""
        for section in self.sections:
            if name in section.labels:
                section.labels[name].setVisible(shown)
        self.fields[name].setVisible(shown)

    # What is wrong

    def show_problems(self, invalid: Invalid) -> None:
        """List every problem, mark the fields, lead to the first; what was typed stays."""
        self.clear_problems()
        for problem in reversed(invalid.problems):  # the first one of a field is the one that stays
            if problem.field in self.fields:
                field = self.fields[problem.field]
                words = problem.message.removeprefix(f"{field.label}: ")
                field.show_error(words[:1].upper() + words[1:] + "." * (not words.endswith(".")))
        self._problems.show_all(invalid)
        self.go_to(next((p.field for p in invalid.problems if p.field in self.fields), ""))

    def show_warnings(self, warnings: Mapping[str, str]) -> None:
        """Say softly what can hardly be right, and ask why it should stay; of all else nothing is asked any more."""
        for field in self._lines():
            if sentence := warnings.get(field.name):
                field.show_doubt(sentence[:1].upper() + sentence[1:] + ".")
            field.ask_why(field.name in warnings)

    def clear_problems(self) -> None:
        """Nothing is wrong any more."""
        self._problems.clear()
        for field in self.fields.values():
            if field.is_wrong:
                field.show_error("")

    # Where the cursor is

    def stops(self) -> dict[str, list[QWidget]]:
        """Name of a field -> where Tab stops in it."""
        return {name: field.stops for name, field in self.fields.items()}

    def go_to(self, name: str) -> None:
        """Put the cursor into a field, and bring it into sight."""
        if name not in self.fields:
            return
        field = self.fields[name]
        field.control.setFocus(Qt.FocusReason.ShortcutFocusReason)
        above = self.parentWidget() if self.isVisible() else None  # before that its fields have no places
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(field)
            above = above.parentWidget()

    def go_to_first_empty(self) -> None:
        """Where a new record begins."""
        asked = [field for field in self.fields.values() if not self._is_off(field)]
        self.go_to(next((field.name for field in asked if field.is_empty() and not field.offered), asked[0].name))

    def _go_on(self, leaving: Field) -> None:
        order = list(self.fields.values())
        for field in order[order.index(leaving) + 1 :]:
            if not self._is_off(field):
                field.control.setFocus(Qt.FocusReason.TabFocusReason)
                return
        self.finished.emit()

    def _edited(self) -> None:
        self.is_edited = True
        self.edited.emit()

    def _lines(self) -> list[TextField]:
        return [field for field in self.fields.values() if isinstance(field, TextField)]

    def _is_off(self, field: Field) -> bool:
        return field.isHidden() or not field.isEnabled()


def _tell_apart(fields: Iterable[Field]) -> bool:
    """Whether some fields must be filled and others need not; a box to tick is always filled."""
    return len({field.required for field in fields if not isinstance(field, CheckField)}) > 1
