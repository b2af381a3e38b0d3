"""The set of an application on the screen: what is there, what is missing, what the region wants; papers are ticked."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from narcdesk.applications import ApplicationPaper
from narcdesk.applications.checklist import SECTION_CONSENT, SECTION_PAPERS, SECTION_RIGHT, Line, Mark
from narcdesk.errors import Problem
from ui.application_paper import PaperRow
from ui.desk import Desk
from ui.pieces import QuietButton, State, StepRow, Text, column, held, row

_STATES = {Mark.THERE: State.DONE, Mark.MISSING: State.MISSING, Mark.DOUBT: State.WAITING}


class Checklist(QWidget):
    """Every line of the checklist in its section. `consent_asked` comes with the kind of the consent to be given."""

    edited = Signal()
    finished = Signal()  # Enter left the last paper
    consent_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._kept: Mapping[str, ApplicationPaper] = {}
        self._shown: dict[str, list[Line]] = {}
        self._is_open = True
        self.papers: dict[str, PaperRow] = {}
        self.consent_buttons: dict[str, QuietButton] = {}
        self._sections = {title: QVBoxLayout() for title in (SECTION_CONSENT, SECTION_PAPERS, SECTION_RIGHT)}
        for title, box in self._sections.items():
            box.setSpacing(0 if title == SECTION_PAPERS else 8)
        blocks = [column(Text(title, "strong", "muted"), box) for title, box in self._sections.items()]
        self.setLayout(column(*blocks, gap=16))

    def load(self, papers: Mapping[str, ApplicationPaper]) -> None:
        """Tick these papers and no others, from the next `show_lines` on."""
        self._kept = papers
        self._clear(SECTION_PAPERS)
        self.papers = {}

    def set_open(self, is_open: bool) -> None:
        """Whether papers may be ticked."""
        self._is_open = is_open
        for paper in self.papers.values():
            paper.setEnabled(is_open)

    def at_hand(self) -> dict[str, tuple[object, object]]:
        """The ticked papers, code -> sheets and day, as they are typed."""
        if not self.papers:  # not shown yet
            return {code: (paper.sheets, paper.dated) for code, paper in self._kept.items()}
        return {code: paper.typed() for code, paper in self.papers.items() if paper.box.isChecked()}

    def letters(self) -> dict[str, list[str]]:
        """The ticked papers letter by letter, for a draft."""
        return {code: paper.letters() for code, paper in self.papers.items() if paper.box.isChecked()}

    def words(self) -> str:
        """The ticked papers, to be read by a person."""
        return "; ".join(paper.box.accessibleName() for paper in self.papers.values() if paper.box.isChecked())

    def retype(self, letters: Mapping[str, Sequence[str]]) -> None:
        """Tick what a draft had ticked."""
        for code, paper in self.papers.items():
            paper.retype(letters.get(code))

    def stops(self) -> dict[str, list[QWidget]]:
        """Paper -> where Tab stops in its row."""
        return {
            f"paper:{code}": [paper.box, paper.sheets.control, paper.dated.control]
            for code, paper in self.papers.items()
        }

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Say anew how everything stands; the cursor stays where it is."""
        sections = {title: [line for line in lines if line.section == title] for title in self._sections}
        self._show_papers(sections[SECTION_PAPERS])
        for title, make in ((SECTION_CONSENT, self._consent), (SECTION_RIGHT, _condition)):
            if self._shown.get(title) != sections[title]:
                self._clear(title)
                for line in sections[title]:
                    self._sections[title].addWidget(make(line))
        self._shown = sections

    def go_to_first(self) -> None:
        """Put the cursor on the first paper; where there is none, on what comes after the papers."""
        for paper in self.papers.values():
            paper.box.setFocus(Qt.FocusReason.TabFocusReason)
            return
        self.finished.emit()

    def lead_to(self, code: str) -> None:
        """Put the cursor where a line is mended."""
        target: QWidget | None = self.consent_buttons.get(code)
        if code in self.papers:
            target = self.papers[code].sheets.control
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say at each paper what cannot be read of it."""
        for problem in problems:
            if problem.field in self.papers:
                self.papers[problem.field].say(problem.message, "danger")

    def _show_papers(self, lines: Sequence[Line]) -> None:
        if [line.code for line in lines] != list(self.papers):
            older = self.at_hand()
            self._clear(SECTION_PAPERS)
            self.papers = {line.code: self._paper(line, older.get(line.code)) for line in lines}
            for one, other in pairwise(self.papers.values()):
                one.passed.connect(partial(other.box.setFocus, Qt.FocusReason.TabFocusReason))
            for last in list(self.papers.values())[-1:]:
                last.passed.connect(self.finished)
        for line in lines:
            self.papers[line.code].show_line(line)

    def _paper(self, line: Line, typed: tuple[object, object] | None) -> PaperRow:
        made = PaperRow(line.title, self._desk.today)
        if typed is not None:
            made.tick(*typed)
        made.setEnabled(self._is_open)
        made.edited.connect(self.edited)
        self._sections[SECTION_PAPERS].addWidget(made)
        return made

    def _consent(self, line: Line) -> QWidget:
        self.consent_buttons.pop(line.code, None)
        said = StepRow(line.title, line.said[:1].upper() + line.said[1:], _STATES[line.mark], below=True)
        if line.mark is Mark.THERE:
            return said
        button = QuietButton("Оформить…", partial(self.consent_asked.emit, line.code))
        button.setAccessibleName(f"Оформить: {line.title}")
        self.consent_buttons[line.code] = button
        return held(row(said, button, grows=said))

    def _clear(self, title: str) -> None:
        while item := self._sections[title].takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()


def _condition(line: Line) -> QWidget:
    return StepRow(line.title, line.said, _STATES[line.mark])
