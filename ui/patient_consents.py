"""The tab of consents: the sheets that were signed, what was refused, and who may sign for the patient."""

from datetime import date

from narcdesk import identifiers, patients
from narcdesk.consents import Consent, ConsentKind
from narcdesk.dates import show
from narcdesk.patients import Representative
from narcdesk.refusals import Refusal, RefusedOf
from ui import messages, motivation_forms, patient_facts, sheets
from ui.consent_dialog import ConsentDialog, show_sheet, withdraw
from ui.desk import Desk
from ui.patient_tab import ListCard, PatientTab, new, share_room
from ui.pieces import QuietButton, column
from ui.refusal_dialog import RefusalDialog
from ui.struck_facts import FactsCard
from ui.table import Column


class ConsentsTab(PatientTab):
    """Sheets above, refusals below them, representatives last."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.print_button = QuietButton("Лист", self.print_sheet, icon="printer", key="Ctrl+P")
        self.sheets = FactsCard(
            desk,
            Consent,
            "Согласия",
            self._columns(),
            self.print_button,
            new("Согласие", self.give),
            empty="Согласий ещё нет. Без согласия на помощь не лечат, без согласия на передачу тайны не подают заявку.",
        )
        self.refusal_button = QuietButton("Лист отка&за", self.print_refusal, icon="printer")
        self.refusals = FactsCard(
            desk,
            Refusal,
            "Отказы",
            REFUSALS,
            self.refusal_button,
            new("Отказ", self.refuse),
            empty="Отказов нет. После отказа от помощи составляют план мотивации.",
        )
        self.people = ListCard(
            "Законные представители",
            PEOPLE,
            new("Представитель", self.appoint),
            empty="Не записаны. За несовершеннолетнего согласия подписывает законный представитель.",
        )
        self.sheets.table.opened.connect(self.withdraw)
        self.people.table.opened.connect(self.release)
        self.refusals.table.opened.connect(self.tell)
        self._whole = column(self.sheets, self.refusals, self.people, gap=12)
        self.setLayout(self._whole)

    def _columns(self) -> list[Column[Consent]]:
        return [
            Column("№", lambda sheet: sheet.number, 12),
            Column("Согласие", lambda sheet: sheet.kind.label, 28, strong=True),
            Column("Кому и что", _told, lines=2),
            Column("Подписано", lambda sheet: show(sheet.given_on), 11),
            Column(
                "Состояние",
                lambda sheet: _state(sheet, self.desk.today())[0],
                18,
                pill=True,
                tone=lambda sheet: _state(sheet, self.desk.today())[1],
            ),
            Column("", lambda sheet: "" if sheet.withdrawn_on else "Отозвать", 10, align="right", link=True),
        ]

    def ask(self) -> None:
        self.sheets.show_facts(self.patient)
        self.refusals.show_facts(self.patient)
        people = self.desk.ask(patients.representatives, self.patient.id)
        self.people.table.show_rows(people)
        share_room(self._whole, [len(rows) for rows in (self.sheets.facts, self.refusals.facts, people)])
        self.print_button.setVisible(bool(self.sheets.facts))
        self.refusal_button.setVisible(bool(self.refusals.facts))

    def give(self, kind: ConsentKind | None = None) -> None:
        """A sheet that was signed."""
        ConsentDialog(self, self.desk, self.patient, kind).open()

    def refuse(self, of: RefusedOf | None = None) -> None:
        """The person refuses something."""
        RefusalDialog(self, self.desk, self.patient, of).open()

    def print_refusal(self) -> None:
        """The paper of the refusal with the cursor, the newest when there is no cursor."""
        refusal = self.refusals.current() or next(iter(self.refusals.facts), None)
        if refusal is not None:
            sheets.open_sheet(self, self.desk, "otkaz", refusal)

    def tell(self, refusal: Refusal) -> None:
        """Somebody was told of a refusal, on a lawful ground."""
        if refusal.told_on is None:
            motivation_forms.tell(self, self.desk, self.patient, refusal)

    def withdraw(self, sheet: Consent) -> None:
        """The person takes a consent back."""
        if sheet.withdrawn_on is None:
            withdraw(self, self.desk, self.patient, sheet)

    def print_sheet(self) -> None:
        """The paper of the sheet with the cursor, the newest when there is no cursor."""
        sheet = self.sheets.current() or next(iter(self.sheets.facts), None)
        if sheet is not None:
            show_sheet(self, self.desk, sheet)

    def appoint(self) -> None:
        """Somebody who may speak for the patient."""
        patient_facts.representative(self, self.desk, self.patient)

    def release(self, person: Representative) -> None:
        """The powers end today; asked about once, for it cannot be taken back."""
        if person.closed_on is not None:
            return
        heading = f"Полномочия кончатся сегодня: {person.full_name}"
        answers = {"stay": "&Оставить", "end": "&Прекратить полномочия"}
        if messages.ask(self, heading, "", answers, safe="stay", danger="end") == "end":
            self.desk.do(self, patients.release, person.id)


REFUSALS: list[Column[Refusal]] = [
    Column("№", lambda refusal: refusal.number, 12),
    Column("Дата", lambda refusal: show(refusal.on), 10),
    Column("От чего", lambda refusal: refusal.of.label, 24, lines=2, strong=True),
    Column("Причина", lambda refusal: ", ".join(filter(None, (refusal.reason.label, refusal.words))), lines=2),
    Column("Следующий шаг", lambda refusal: refusal.next_step, 22, lines=2),
    Column(
        "Кому сообщено",
        lambda refusal: f"{show(refusal.told_on)} {refusal.told_to}" if refusal.told_on else "Сообщить",
        16,
        lines=2,
        link=True,
    ),
]


def _told(sheet: Consent) -> str:
    told = ", ".join(sheet.told)
    return ": ".join(filter(None, (sheet.recipient, told)))


def _state(sheet: Consent, today: date) -> tuple[str, str]:
    """The state in words and its tone."""
    if sheet.withdrawn_on:
        return f"отозвано {show(sheet.withdrawn_on)}", "muted"
    if sheet.is_valid_on(today):
        return f"до {show(sheet.valid_until)}" if sheet.valid_until else "действует", "ok"
    return (f"кончилось {show(sheet.valid_until)}", "warn") if sheet.valid_until else ("ещё не действует", "muted")


def _until(person: Representative) -> str:
    ends = person.closed_on or person.powers_until
    return show(ends) if ends else ""


PEOPLE: list[Column[Representative]] = [
    Column("Кем приходится", lambda person: person.kinship.label, 14),
    Column("Фамилия, имя, отчество", lambda person: person.full_name, 26, strong=True),
    Column("Полномочия", lambda person: person.powers),
    Column("До", _until, 10),
    Column("Телефон", lambda person: identifiers.phone(person.phone).shown, 15),
    Column(
        "",
        lambda person: "прекращены" if person.closed_on else "Прекратить",
        11,
        align="right",
        link=True,
        tone=lambda person: "muted" if person.closed_on else "primary",
    ),
]
