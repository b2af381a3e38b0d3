"""The tab «Регион» of the settings: what the acts of the region say, and what the head sets by them for this office."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from narcdesk import office_profile
from narcdesk.dates import plural, show
from narcdesk.errors import UserError
from narcdesk.office_profile import CellState
from narcdesk.profile import Profile
from narcdesk.register import Register
from ui import messages, profile_dialogs
from ui.choosing_files import ask_file, ask_new_file
from ui.desk import Desk
from ui.fact_dialog import FactDialog
from ui.form_dialog import FormDialog
from ui.pieces import Button, Card, Elided, Text, column, held, row
from ui.profile_banner import Questions
from ui.table import Column, Heading, RowsTable

SAID = "Чего нет в актах, известных программе, или что изменилось, задаёт заведующий и называет акт."
INVENTED = " Профиль учебный: сроки и названия в нём вымышлены."
ALL, OPEN, OWN = "Всё", "Уточнить в органе", "Задано кабинетом"
NARROW = 256  # px of the list of sections
KINDS = "Профиль региона (*.json)"


def profile_of_today(register: Register) -> Profile:
    """The rules of the office's region, as of today."""
    return register.profile_on(register.today())


def _ground(state: CellState) -> str:
    """Why it stands so: the act of the office, or the question that is open; a set one says what it was instead of."""
    if state.differs:
        return f"{state.source or 'задано кабинетом'}; в программе: {state.of_program}"
    return state.question


_SIGNS = {  # of a standing: tone and sign
    "задано кабинетом": ("primary", "settings"),
    "уточните в органе": ("warn", "triangle-alert"),
    "из программы": ("muted", "circle-check"),
}


@dataclass(frozen=True)
class Part:
    """What the list at the left leads to: a section, or what is open or set anywhere."""

    name: str
    count: int

    def has(self, state: CellState) -> bool:
        """Whether a cell is shown under it."""
        if self.name == OPEN:
            return bool(state.question) and not state.differs
        return state.differs if self.name == OWN else self.name in (ALL, state.cell.section)


PARTS: list[Column[Part]] = [
    Column("Раздел", lambda part: part.name),
    Column("Сколько", lambda part: str(part.count or ""), 3, align="right", tone=lambda _part: "muted"),
]

COLUMNS: list[Column[CellState]] = [
    Column("Что", lambda state: state.cell.title, 18, lines=2),
    Column("Значение", lambda state: state.shown, lines=2, strong=True),
    Column(
        "Откуда",
        lambda state: state.standing,
        18,
        tone=lambda state: _SIGNS[state.standing][0],
        icon=lambda state: _SIGNS[state.standing][1],
    ),
    Column("Основание или вопрос", _ground, 24, lines=2, tone=lambda _state: "muted"),
]


def _parts(states: list[CellState]) -> list[Part]:
    """All, what is open, what is the office's own, then each section with how much of it is open."""
    whole = [Part(name, sum(Part(name, 0).has(state) for state in states)) for name in (ALL, OPEN, OWN)]
    sections = dict.fromkeys(state.cell.section for state in states)
    counted = {name: sum(state.cell.section == name for state in states) for name in sections}
    return [*whole, *(Part(name, count) for name, count in counted.items())]


class RegionTab(QWidget):
    """Every cell of the profile; Enter sets the one with the cursor."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        may = desk.may("profile.amend")
        self.amend_button = Button("Из&менить…", self.amend_current)
        self.restore_button = Button("&Вернуть из программы…", self.restore_current)
        self.export_button = Button("В&ыгрузить…", self.export)
        self.take_button = Button("З&агрузить…", self.take_file)
        for button in (self.amend_button, self.restore_button, self.export_button, self.take_button):
            button.only_if(may)
        self.history_button = Button("Ис&тория…", self.show_history)
        self.questions_button = Button("Вопросы к ор&гану…", self.show_questions)
        self._states: list[CellState] = []
        self._line, self._acts = Text("", "strong", wrap=True), Elided("", tone="muted")
        self._said = Text(SAID, tone="muted", wrap=True)
        self.parts: RowsTable[Part] = RowsTable(
            "Разделы профиля", PARTS, key=lambda part: part.name, titles=False, sorts=False
        )
        self.parts.chosen.connect(self._show_part)
        self.table: RowsTable[CellState] = RowsTable(
            "Профиль региона",
            COLUMNS,
            key=lambda state: state.cell.key,
            heading=lambda state: Heading(state.cell.section),
            sorts=False,
        )
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _state: self.amend_current())
        bar = row(
            self.amend_button,
            self.restore_button,
            self.history_button,
            self.questions_button,
            None,
            self.take_button,
            self.export_button,
        )
        parts, cells = Card("", self.parts, flush=True), Card("", self.table, flush=True)
        parts.setFixedWidth(NARROW)
        both = row(parts, cells, gap=16, grows=cells)
        self.setLayout(column(column(self._line, self._acts, self._said, gap=2), held(bar), both, gap=12, grows=both))
        self._choose(None)

    def refresh(self) -> None:
        """Ask anew; the section in front stays."""
        profile, self._states = self._desk.ask(profile_of_today), self._desk.ask(office_profile.cells)
        own = sum(state.differs for state in self._states)
        changed = plural(own, "значение задано", "значения заданы", "значений задано")
        whose = f"{changed} кабинетом" if own else "профиль программы"
        self._line.setText(f"{profile.region_name} · {whose} · редакция {profile.edition[:8]}")
        acts = "; ".join(act.shown for act in profile.acts) or "не названы"
        self._acts.setText(f"Акты: {acts}")
        self._said.setText(SAID + (INVENTED if profile.training else ""))
        self.questions_button.setEnabled(bool(profile.unverified))
        self.parts.show_rows(_parts(self._states))
        if self.parts.current() is None:
            self.parts.setCurrentIndex(self.parts.rows.index(0, 0))
        self._show_part(self.parts.current())

    def _show_part(self, part: Part | None) -> None:
        self.table.show_rows([state for state in self._states if part is None or part.has(state)])
        self._choose(self.table.current())

    def _choose(self, state: CellState | None) -> None:
        self.amend_button.setEnabled(state is not None)
        self.restore_button.setEnabled(state is not None)

    # A cell

    def amend_current(self) -> None:
        """Set the cell with the cursor."""
        state = self.table.current()
        if state is not None and self._desk.may("profile.amend"):
            profile_dialogs.amend(self, self._desk, state)

    def ask_for(self, key: str) -> FactDialog:
        """The form of one cell, the first one of the profile where none is named; raises NotFound."""
        known = self._desk.ask(office_profile.cells)
        state = self._desk.ask(office_profile.cell_of, key) if key else known[0]
        return profile_dialogs.amend(self, self._desk, state)

    def restore_current(self) -> None:
        """Put back what the program says: of the cell with the cursor, or of all."""
        state = self.table.current()
        if state is None:
            return
        answers = {"stay": "&Оставить", "all": "&Весь профиль", "one": "&Только это"}
        if not state.differs:
            answers.pop("one")
        heading = f"Вернуть из программы: {state.cell.title}?"
        text = (
            f"{state.cell.section}. Сейчас: {state.shown}. В программе: {state.of_program}. "
            f"Вернётся с {show(self._desk.today())}; начатые заявки идут по своей редакции."
        )
        key = {"one": state.cell.key, "all": ""}.get(messages.ask(self, heading, text, answers, safe="stay") or "")
        if key is not None:
            self._desk.do(self, office_profile.restore, key, self._desk.today())

    # The whole

    def show_history(self) -> None:
        """Who changed what and since when it holds."""
        profile_dialogs.History(self, self._desk).open()

    def show_questions(self) -> None:
        """What to ask the authority."""
        Questions(self, self._desk.ask(profile_of_today)).open()

    def export(self) -> None:
        """Write the profile into a file for another office of the region."""
        profile = self._desk.ask(profile_of_today)
        name = office_profile.name_of_file(profile, self._desk.today())
        path = ask_new_file(self, "Выгрузить профиль региона", KINDS, "profiles", name)
        if path is None:
            return
        try:
            self._desk.ask(office_profile.save_as, path)
        except UserError as error:
            messages.tell(self, error)
        else:
            messages.inform(self, f"Профиль записан: {path.name}.")

    def take_file(self) -> None:
        """Look into a file, show what would change, and take it."""
        path = ask_file(self, "Загрузить профиль региона", KINDS, "profiles")
        if path is not None:
            self.offer(path)

    def offer(self, path: Path) -> FormDialog | None:
        """What a file would change, to be agreed to; None where there is nothing to agree to."""
        try:
            found = self._desk.ask(office_profile.look_into, path)
        except UserError as error:
            messages.tell(self, error)
            return None
        if not found.changes:
            messages.inform(self, "В файле тот же профиль: менять нечего.")
            return None
        return profile_dialogs.take(self, self._desk, found)
