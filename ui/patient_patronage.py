"""The tab of patronage: the programme, the sheet of contacts, and what helps beside them."""

from narcdesk.dates import show
from narcdesk.observation import TestResult
from narcdesk.patronage import Contact, Patronage
from ui import patient_facts, support_facts
from ui.desk import Desk
from ui.patient_support import Support
from ui.patient_tab import PatientTab, new
from ui.pieces import QuietButton, column
from ui.sheets import open_sheet
from ui.struck_facts import FactsCard
from ui.table import Column


def _span(programme: Patronage) -> str:
    ends = programme.closed_on or programme.until
    until = show(ends) if ends else ""
    return " – ".join(filter(None, (show(programme.opened_on), until)))


PROGRAMMES: list[Column[Patronage]] = [
    Column("Срок", _span, 21),
    Column("Цели", lambda programme: programme.goals, lines=2),
    Column("Мероприятия", lambda programme: programme.measures, lines=2),
    Column("Ответственный", lambda programme: programme.responsible, 20, lines=2),
    Column(
        "",
        lambda programme: "окончен" if programme.closed_on else "Окончить",
        9,
        align="right",
        link=True,
        tone=lambda programme: "muted" if programme.closed_on else "primary",
    ),
]
SOBER = {True: "трезв", False: "не трезв", None: ""}


def _sober(contact: Contact) -> str:
    test = "" if contact.test is TestResult.NONE else f"тест {contact.test.label}"
    return ", ".join(filter(None, (SOBER[contact.sober], test)))


def _is_bad(contact: Contact) -> bool:
    return contact.sober is False or contact.test is TestResult.FOUND


CONTACTS: list[Column[Contact]] = [
    Column("Дата", lambda contact: show(contact.on), 10),
    Column("Способ", lambda contact: contact.way.label, 12),
    Column("Трезвость", _sober, 15, lines=2, tone=lambda contact: "danger" if _is_bad(contact) else "text"),
    Column("Занятость, семья", lambda contact: ", ".join(filter(None, (contact.work, contact.family))), lines=2),
    Column("Риски", lambda contact: contact.risks, lines=2, tone=lambda _contact: "warn"),
    Column("Помощь, запись", lambda contact: ", ".join(filter(None, (contact.help, contact.note))), lines=2),
    Column("Следующий", lambda contact: show(contact.next_on) if contact.next_on else "", 11),
]


class PatronageTab(PatientTab):
    """Post-rehabilitation patronage: goals, measures and term of the programme, and every contact under it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.contact_button = new("Контакт", self.contact)
        self.begin_button: QuietButton = new("Патронат", self.begin_patronage)
        self.amend_button = QuietButton("Пересмотреть", self.amend)
        self.print_button = QuietButton("Печать", self.print_programme, icon="printer")
        self.print_button.setAccessibleName("Напечатать индивидуальную программу")
        self.print_sheet_button = QuietButton("Печать", self.print_sheet, icon="printer")
        self.print_sheet_button.setAccessibleName("Напечатать лист наблюдения")
        self.programmes = FactsCard(
            desk,
            Patronage,
            "Патронат",
            PROGRAMMES,
            self.begin_button,
            self.amend_button,
            self.print_button,
            empty="Патронат не начат. Программу составляют вместе с тем, кто прошёл реабилитацию.",
        )
        self.contacts = FactsCard(
            desk,
            Contact,
            "Контакты",
            CONTACTS,
            self.contact_button,
            self.print_sheet_button,
            empty="Контактов ещё не было. Каждый — строка листа наблюдения, со следующим днём.",
        )
        self.programmes.table.opened.connect(self.end_patronage)
        self.support = Support(desk)
        both = column(self.programmes, self.contacts, self.support, gap=12)
        for at, share in enumerate((2, 3, 4)):
            both.setStretch(at, share)
        self.setLayout(both)

    def ask(self) -> None:
        for card in (self.programmes, self.contacts):
            card.show_facts(self.patient)
        self.support.show_patient(self.patient)
        goes_on = self._open_programme() is not None
        self.begin_button.setVisible(not goes_on)
        self.contact_button.setVisible(goes_on)
        self.amend_button.setVisible(goes_on)
        self.print_button.setVisible(bool(self.programmes.facts))
        self.print_sheet_button.setVisible(bool(self.programmes.facts))

    def _open_programme(self) -> Patronage | None:
        programmes: list[Patronage] = self.programmes.facts
        return next((programme for programme in programmes if programme.closed_on is None), None)

    def print_programme(self) -> None:
        """The individual programme under the cursor, else the one that goes on, else the last."""
        self._print("programma_patronata")

    def print_sheet(self) -> None:
        """Its observation sheet: a line of it is a contact."""
        self._print("list_patronata")

    def _print(self, form: str) -> None:
        programme = self.programmes.current() or self._open_programme() or next(iter(self.programmes.facts), None)
        if programme is not None:
            open_sheet(self, self.desk, form, programme)

    def begin_patronage(self) -> None:
        """A programme of patronage."""
        patient_facts.begin_patronage(self, self.desk, self.patient)

    def amend(self) -> None:
        """The programme that goes on is looked at again."""
        if programme := self._open_programme():
            support_facts.amend_patronage(self, self.desk, self.patient, programme)

    def contact(self) -> None:
        """A contact under the programme that goes on."""
        if programme := self._open_programme():
            patient_facts.contact(self, self.desk, self.patient, programme)

    def end_patronage(self, programme: Patronage) -> None:
        """The programme ended."""
        if programme.closed_on is None:
            patient_facts.end_patronage(self, self.desk, self.patient, programme)
