"""Registers of applications: drawn up, printed as one package, sent, answered as one table; Esc comes back."""

from PySide6.QtWidgets import QWidget

from narcdesk import batches, letters
from narcdesk.batches import Line
from narcdesk.dates import plural, show
from narcdesk.drafts import Draft
from narcdesk.errors import NotFound
from narcdesk.letters import LetterState
from ui import batch_answers, batch_choice, batch_package, letter_dialog
from ui.desk import Desk
from ui.fact_dialog import FactDialog
from ui.page import Page
from ui.patient_letters import TONES
from ui.pieces import Card, EmptyState, PageHeader, PrimaryButton, QuietButton, column, row
from ui.table import Column, RowsTable

WAITS = (LetterState.DRAFT, LetterState.NUMBERED)


def _when(line: Line) -> str:
    """What of its days matters now."""
    letter = line.letter
    if letter.cancelled_on is not None:
        return f"{show(letter.cancelled_on)}: {letter.cancelled_why}"
    return show(letter.sent_on or letter.numbered_on or letter.drafted_on)


def _answered(line: Line) -> str:
    if line.letter.sent_on is None:
        return ""
    return f"ждём по {line.open} из {line.count}" if line.open else "решены все"


def _verb(line: Line) -> str:
    """What comes next of a register."""
    match line.letter.state:
        case LetterState.DRAFT:
            return "Дать номер"
        case LetterState.NUMBERED:
            return "Отправлен…"
        case LetterState.SENT if line.open:
            return "Решения…"
        case _:
            return "Бумаги"


LINES: list[Column[Line]] = [
    Column("Письмо", lambda line: line.letter.number or "без номера", 13),
    Column("Кому", lambda line: line.letter.recipient, lines=2, strong=True),
    Column("Заявок", lambda line: str(line.count), 7, align="right"),
    Column(
        "Состояние", lambda line: line.letter.state.label, 13, pill=True, tone=lambda line: TONES[line.letter.state]
    ),
    Column("", _when, 20, lines=2),
    Column("Решения", _answered, 16, tone=lambda line: "warn" if line.open else "text"),
    Column("", _verb, 12, align="right", link=True),
]


class BatchesPage(Page):
    """The newest first; Enter does what comes next of the one with the cursor."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.new_button = PrimaryButton("Новый реестр…", self.draw, icon="plus", key="Ctrl+N")
        self.header = PageHeader("Реестры заявок", "", [self.new_button])
        none = EmptyState(
            "send", "Реестров ещё нет", "В реестр собирают готовые заявки, чтобы отправить их одним письмом."
        )
        self.table: RowsTable[Line] = RowsTable("Реестры заявок", LINES, key=lambda line: line.id, empty=none)
        self.papers_button = QuietButton("&Бумаги", self.show_papers, icon="printer")
        self.export_button = QuietButton("Вы&грузить…", self.export, tip="Реестр таблицей Excel")
        self.cancel_button = QuietButton("Не отправлять…", self.cancel)
        foot = row(self.table.count_line(), None, self.papers_button, self.export_button, self.cancel_button)
        foot.setContentsMargins(16, 4, 8, 0)
        card = Card("", self.table, foot, flush=True)
        card.body.setStretchFactor(self.table, 1)
        self.setLayout(column(self.header, card, gap=12, grows=card))
        self.table.opened.connect(self.go_on)
        self.table.chosen.connect(lambda _row: self._follow_cursor())

    def refresh(self) -> None:
        found = self.desk.ask(batches.listing)
        waiting = sum(line.open for line in found)
        said = [plural(len(found), "реестр", "реестра", "реестров")]
        said += [f"решений ждём по {plural(waiting, 'заявке', 'заявкам', 'заявкам')}"] * bool(waiting)
        self.header.show_words("Реестры заявок", " · ".join(said))
        self.table.show_rows(found)
        self._follow_cursor()

    def first_stop(self) -> QWidget:
        return self.table

    def _follow_cursor(self) -> None:
        chosen: Line | None = self.table.current()
        has_papers = chosen is not None and chosen.letter.document_id is not None
        self.papers_button.setVisible(has_papers)
        self.export_button.setVisible(has_papers and self.desk.may("documents.export_list"))
        self.cancel_button.setVisible(chosen is not None and chosen.letter.state in WAITS)

    def draw(self) -> FactDialog:
        """A new register of what is ready."""
        dialog = batch_choice.draw(self, self.desk)
        dialog.accepted.connect(lambda: batch_package.issue(self, self.desk, dialog.made))
        return dialog

    def go_on(self, line: Line) -> None:
        """The next step of a register, or its papers."""
        if line.letter.state is LetterState.DRAFT:
            batch_package.issue(self, self.desk, line.letter)
        elif line.letter.state is LetterState.NUMBERED:
            batch_package.send(self, self.desk, line.letter)
        elif line.letter.state is LetterState.SENT and line.open:
            batch_answers.ask(self, self.desk, line.letter)
        elif line.letter.document_id is not None:
            batch_package.show(self, self.desk, line.letter)

    def show_papers(self) -> None:
        """The package of the register with the cursor."""
        if (chosen := self.table.current()) is not None:
            batch_package.show(self, self.desk, chosen.letter)

    def export(self) -> None:
        """The register with the cursor as a table of Excel."""
        if (chosen := self.table.current()) is not None:
            batch_package.export(self, self.desk, chosen.letter)

    def cancel(self) -> None:
        """The register with the cursor will not go: its applications may stand in another."""
        if (chosen := self.table.current()) is not None:
            letter_dialog.cancel(self, self.desk, None, chosen.letter)


STEPS = {"letters.send": letter_dialog.send, "letters.cancel": letter_dialog.cancel}


def form_of(page: Page, draft: Draft) -> FactDialog | batch_answers.AnswersDialog:
    """The form of a draft about a register, opened anew over its page; raises NotFound where nothing is open."""
    page.opens.emit(found := BatchesPage(page.desk))
    if draft.record_id is None:
        return found.draw()
    if draft.form == "batches.answer":
        table = batch_answers.ask(found, page.desk, page.desk.ask(letters.one, draft.record_id))
        if table is None:
            raise NotFound("По этому реестру решения уже записаны.")
        return table
    return STEPS[draft.form](found, page.desk, None, page.desk.ask(letters.one, draft.record_id))
