"""The tab of letters: what the office wrote about this person to others, and to whom anything was told."""

from narcdesk import disclosures, letters
from narcdesk.dates import show
from narcdesk.disclosures import Disclosure
from narcdesk.forms import sheets
from narcdesk.letters import Letter, LetterState
from ui import letter_dialog, patient_facts
from ui.desk import Desk
from ui.patient_tab import ListCard, PatientTab, new, share_room
from ui.pieces import QuietButton, column
from ui.table import Column

TONES = {
    LetterState.DRAFT: "warn",
    LetterState.NUMBERED: "warn",
    LetterState.SENT: "primary",
    LetterState.ANSWERED: "ok",
    LetterState.CANCELLED: "muted",
}


def verb(letter: Letter) -> str:
    """What comes next of a letter."""
    if letter.state is LetterState.DRAFT:
        return "Оформить"
    if letter.state is LetterState.NUMBERED:
        return "Отправлено…"
    return "Записать ответ" if letter.state is LetterState.SENT and letter.answer_due else "Открыть"


def when(letter: Letter) -> str:
    """What of the letter's days matters now."""
    if letter.cancelled_on is not None:
        return f"{show(letter.cancelled_on)}: {letter.cancelled_why}"
    if letter.answered_on is not None:
        return f"{show(letter.answered_on)}: {letter.answer}"
    if letter.sent_on is not None:
        return f"ответ ждём до {show(letter.answer_due)}" if letter.answer_due else show(letter.sent_on)
    return f"отправить до {show(letter.due_on)}" if letter.due_on else ""


LETTERS: list[Column[Letter]] = [
    Column("Составлено", lambda letter: show(letter.drafted_on), 11),
    Column("Номер", lambda letter: letter.number or "", 13),
    Column("Кому", lambda letter: letter.recipient, lines=2, strong=True),
    Column("Бумага", lambda letter: sheets.title_of(letter.form), 17, lines=2),
    Column("Состояние", lambda letter: letter.state.label, 13, pill=True, tone=lambda letter: TONES[letter.state]),
    Column("", when, 18, lines=2),
    Column("", verb, 14, align="right", link=True),
]
TOLD: list[Column[Disclosure]] = [
    Column("Когда", lambda told: show(told.told_on), 11),
    Column("Кому", lambda told: told.recipient, lines=2, strong=True),
    Column("Что передано", lambda told: told.what, 24, lines=2),
    Column("Основание", lambda told: told.ground_short, 11, lines=2),
    Column("Документ", lambda told: told.basis, 24, lines=2),
    Column("Исх. №", lambda told: told.letter, 13),
]


class LettersTab(PatientTab):
    """Outgoing letters, each with its next step; below, the log of what was told to whom."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.paper_button = QuietButton("Открыть &бумагу", self.open_paper, icon="file-text")
        self.cancel_button = QuietButton("Не отправлять…", self.cancel)
        self.letters = ListCard(
            "Исходящие письма",
            LETTERS,
            self.paper_button,
            self.cancel_button,
            new("Заключ&ение", self.certify),
            new("Ответ на &запрос", self.answer),
            empty="Писем нет. Письмо с именем пациента выходит только по согласию или в случае, который назвал закон.",
        )
        self.letters.table.opened.connect(self.go_on)
        self.letters.table.chosen.connect(lambda _row: self._follow_cursor())
        self.told = ListCard(
            "Кому переданы сведения",
            TOLD,
            new("Передача сведений", self.tell),
            empty="Сведения никому не передавались. Отправленная заявка и письмо запишутся сюда сами.",
        )
        self._both = column(self.letters, self.told, gap=12)
        self.setLayout(self._both)

    def ask(self) -> None:
        written = self.desk.ask(letters.listing, self.patient.id)
        told = self.desk.ask(disclosures.of_patient, self.patient.id)
        self.letters.table.show_rows(written)
        self.told.table.show_rows(told)
        share_room(self._both, [len(written), len(told)])
        self._follow_cursor()

    def _follow_cursor(self) -> None:
        chosen: Letter | None = self.letters.table.current()
        self.paper_button.setVisible(chosen is not None and chosen.document_id is not None)
        waits = (LetterState.DRAFT, LetterState.NUMBERED)
        self.cancel_button.setVisible(chosen is not None and chosen.state in waits)

    def answer(self) -> None:
        """An answer to somebody's request."""
        letter_dialog.answer_to_request(self, self.desk, self.patient)

    def certify(self) -> None:
        """The doctor's conclusion to whom the person's consent names."""
        letter_dialog.conclusion(self, self.desk, self.patient)

    def tell(self) -> None:
        """Something about the person left by hand, by post or in words."""
        patient_facts.disclosure(self, self.desk, self.patient)

    def go_on(self, letter: Letter) -> None:
        """The next step of a letter, or its paper."""
        if letter.state is LetterState.DRAFT:
            letter_dialog.issue(self, self.desk, letter)
        elif letter.state is LetterState.NUMBERED:
            letter_dialog.send(self, self.desk, self.patient, letter)
        elif letter.state is LetterState.SENT and letter.answer_due:
            letter_dialog.answered(self, self.desk, self.patient, letter)
        else:
            letter_dialog.show_paper(self, self.desk, letter)

    def open_paper(self) -> None:
        """The paper of the letter with the cursor."""
        if (chosen := self.letters.table.current()) is not None:
            letter_dialog.show_paper(self, self.desk, chosen)

    def cancel(self) -> None:
        """The letter with the cursor will not go."""
        if (chosen := self.letters.table.current()) is not None:
            letter_dialog.cancel(self, self.desk, self.patient, chosen)
