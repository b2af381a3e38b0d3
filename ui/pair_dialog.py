"""Two cards side by side, field by field: the same person or another, and whose field is right if they are joined."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QGridLayout, QRadioButton, QWidget

from narcdesk import duplicates, merges
from narcdesk.duplicates import Verdict
from narcdesk.errors import Invalid
from narcdesk.merges import Choice, Sides
from ui import messages
from ui.desk import Desk
from ui.pieces import Banner, Button, Elided, Pill, PrimaryButton, QuietButton, Text, column, held, row, rule, scrolled
from ui.windows import let_go

_AWAY = 24  # px from the edges of the window behind


class PairDialog(QDialog):
    """Two cards that may be of one person. `done_with` comes when something was decided, `card_asked` with a number."""

    done_with = Signal()
    card_asked = Signal(int)

    def __init__(self, parent: QWidget, desk: Desk, kept_id: int, gone_id: int, why: str = "") -> None:
        super().__init__(parent)
        self._desk = desk
        self.sides: Sides = desk.ask(merges.sides, kept_id, gone_id)
        self.groups: dict[str, QButtonGroup] = {}
        self.setWindowTitle("Похожие карты")
        marked = sum(choice.differs for choice in self.sides.choices)
        line = " · ".join(filter(None, (why, f"отличается: {marked}", "просмотр обеих карт записан в журнал")))
        words = column(Elided("Один человек или разные?", "title"), Elided(line, "caption", "muted"), gap=0)
        top, middle = held(words), held(self._grid())
        top.setContentsMargins(24, 20, 24, 12)
        middle.setContentsMargins(24, 12, 24, 12)
        self.area = scrolled(middle)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # arrows move it
        self.other_button = Button("&Другой человек", partial(self._decide, Verdict.OTHER))
        self.same_button = Button("&Тот же человек", partial(self._decide, Verdict.SAME))
        self.merge_button = PrimaryButton("&Объединить…", self.merge)
        self.merge_button.setEnabled(not self.sides.hindrances)
        close = Button("За&крыть", self.reject)
        acts = [self.merge_button] * desk.may("merges.merge")
        foot = held(row(self.other_button, self.same_button, None, close, *acts))
        foot.setContentsMargins(24, 12, 24, 16)
        said = [Banner("warn", sentence) for sentence in self.sides.hindrances]
        told = held(column(*said, gap=8))
        told.setContentsMargins(24, 0, 24, 8 * bool(said))
        if not said:
            told.hide()  # shown before it has a window, it would be one
        self.setLayout(column(top, told, rule(), self.area, rule(), foot, gap=0, grows=self.area))
        behind = parent.window().size() - QSize(2 * _AWAY, 2 * _AWAY)
        self.resize(QSize(980, 640).boundedTo(behind).expandedTo(QSize(640, 400)))
        self.area.setFocus()
        self.finished.connect(lambda: let_go(self))

    # The two columns

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for place, (card, word) in enumerate(((self.sides.kept, "останется"), (self.sides.gone, "закроется")), start=1):
            verb = f"{'&Первая' if place == 1 else '&Вторая'}: открыть карту № {card.card_number}"
            button = QuietButton(verb, partial(self._open, card.id))
            heading = Text(card.full_name, "heading", wrap=True)
            into = Text(f"при объединении {word}", "caption", "muted")
            grid.addWidget(held(column(heading, row(button, None), into, gap=0)), 0, place, Qt.AlignmentFlag.AlignTop)
        swap = QuietButton("По&менять местами", self._swap)
        grid.addWidget(held(row(swap, None)), 0, 0, Qt.AlignmentFlag.AlignTop)
        at = 1
        for choice in self.sides.choices:
            if choice.kept or choice.gone:
                grid.addWidget(rule(), at, 0, 1, 3)
                self._add(grid, at + 1, choice)
                at += 2
        grid.setRowStretch(at, 1)
        return grid

    def _add(self, grid: QGridLayout, at: int, choice: Choice) -> None:
        top = Qt.AlignmentFlag.AlignTop
        sign = [row(Pill("отличается", "warn"), None)] if choice.differs else []
        grid.addLayout(column(Text(choice.title, tone="muted", wrap=True), *sign, gap=2), at, 0, top)
        group = QButtonGroup(self) if choice.must else None
        for place, (side, said) in enumerate((("kept", choice.kept), ("gone", choice.gone)), start=1):
            card = self.sides.kept if side == "kept" else self.sides.gone
            name = f"{choice.title}, карта № {card.card_number}: {said or 'не указано'}"
            text = Text(said or "—", "strong" if choice.differs else "body", "text" if said else "muted", wrap=True)
            text.setAccessibleName(name)
            if group is None:
                grid.addWidget(held(column(text, gap=0)), at, place, top)
                continue
            button = QRadioButton()
            button.setAccessibleName(name)
            button.setToolTip("Верно здесь")
            button.setProperty("side", side)
            group.addButton(button)
            grid.addWidget(held(row(button, text, gap=6, grows=text)), at, place, top)
        if group is not None:
            self.groups[choice.name] = group

    def chosen(self) -> dict[str, merges.Side]:
        """Whose field is right, as far as it is chosen."""
        found = {name: group.checkedButton() for name, group in self.groups.items()}
        return {name: button.property("side") for name, button in found.items() if button is not None}

    # What is done

    def choose(self, name: str, side: merges.Side) -> None:
        """Say whose field is right."""
        for button in self.groups[name].buttons():
            button.setChecked(button.property("side") == side)

    def _open(self, card_id: int) -> None:
        self.accept()
        self.card_asked.emit(card_id)

    def _swap(self) -> None:
        """The other card stays."""
        parent = self.parentWidget()
        assert parent is not None
        other = PairDialog(parent, self._desk, self.sides.gone.id, self.sides.kept.id)
        other.done_with.connect(self.done_with)
        other.card_asked.connect(self.card_asked)
        self.accept()
        other.open()

    def _decide(self, verdict: Verdict) -> None:
        cards = (self.sides.kept.id, self.sides.gone.id)
        if self._desk.do(self, duplicates.tell, *cards, verdict) is not None:
            self.done_with.emit()
            self.accept()

    def merge(self) -> None:
        """Join the second card to the first, once every field that differs is chosen and the person has said yes."""
        kept, gone = self.sides.kept, self.sides.gone
        heading = f"Карта № {gone.card_number} закроется, всё из неё перейдёт в карту № {kept.card_number}"
        text = "Объединение можно отменить и позже: «Похожие карты», раздел «Объединённые»."
        if left := [choice for choice in self.sides.choices if choice.must and choice.name not in self.chosen()]:
            self._lead_to(left[0].name)
            titles = ", ".join(f"«{choice.title}»" for choice in left)
            messages.tell(self, merges.unchosen(titles))
            return
        answers = {"stay": "&Не объединять", "merge": "&Объединить"}
        if messages.ask(self, heading, text, answers, safe="stay", danger="merge") != "merge":
            return
        if self._desk.do(self, merges.merge, kept.id, gone.id, self.chosen()) is not None:
            self.done_with.emit()
            self.accept()

    def _lead_to(self, name: str) -> None:
        button = self.groups[name].buttons()[0]
        button.setFocus()
        self.area.ensureWidgetVisible(button)

    def show_problems(self, invalid: Invalid) -> None:
        """`Desk.do` brings here what cannot be accepted."""
        messages.tell(self, invalid)
        if (name := invalid.problems[0].field) in self.groups:
            self._lead_to(name)
