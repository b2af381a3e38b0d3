"""The tab of help: courses of treatment and rehabilitation, programmes of patronage with their contacts."""

from PySide6.QtWidgets import QWidget

from narcdesk import certificates
from narcdesk.courses import Course, Outcome
from narcdesk.dates import show
from narcdesk.patients import Patient
from narcdesk.patronage import Contact, Patronage
from ui import patient_facts
from ui.desk import Desk
from ui.fact_dialog import FactDialog
from ui.patient_tab import PatientTab, new
from ui.pieces import QuietButton, column, row
from ui.struck_facts import FactsCard
from ui.table import Column

COURSES: list[Column[Course]] = [
    Column("Начат", lambda course: show(course.started_on), 10),
    Column("Окончен", lambda course: show(course.ended_on) if course.ended_on else "", 10),
    Column("Вид", lambda course: course.kind.label, 25, strong=True, lines=2),
    Column("Где", lambda course: course.place, lines=2),
    Column(
        "Исход",
        lambda course: course.outcome.label if course.outcome else "идёт",
        18,
        lines=2,
        tone=lambda course: "ok" if course.outcome is Outcome.FINISHED else "text",
    ),
    Column("", lambda course: "" if course.ended_on else "Окончить", 9, align="right", link=True),
]


def _span(programme: Patronage) -> str:
    ends = programme.closed_on or programme.until
    until = show(ends) if ends else ""
    return " – ".join(filter(None, (show(programme.opened_on), until)))


PROGRAMMES: list[Column[Patronage]] = [
    Column("Срок", _span, 21),
    Column("Цели", lambda programme: programme.goals),
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
CONTACTS: list[Column[Contact]] = [
    Column("Дата", lambda contact: show(contact.on), 10),
    Column("Способ", lambda contact: contact.way.label, 12),
    Column(
        "", lambda contact: SOBER[contact.sober], 8, tone=lambda contact: "danger" if contact.sober is False else "text"
    ),
    Column("Запись", lambda contact: contact.note),
    Column("Следующий", lambda contact: show(contact.next_on) if contact.next_on else "", 11),
]


class CoursesTab(PatientTab):
    """Courses above, patronage below: its programmes, and the contacts under them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.courses = FactsCard(
            desk,
            Course,
            "Курсы",
            COURSES,
            new("Курс", self.start_course),
            empty="Курсов ещё не было. Курс открывает этап лечения или реабилитации.",
        )
        self.contact_button = new("Контакт", self.contact)
        self.begin_button: QuietButton = new("Патронат", self.begin_patronage)
        self.programmes = FactsCard(
            desk, Patronage, "Патронат", PROGRAMMES, self.begin_button, empty="Патронат не начат."
        )
        self.contacts = FactsCard(
            desk, Contact, "Контакты", CONTACTS, self.contact_button, empty="Контактов ещё не было."
        )
        self.courses.table.opened.connect(self.end_course)
        self.programmes.table.opened.connect(self.end_patronage)
        below = row(self.programmes, self.contacts, gap=12)
        below.setStretch(0, 3)
        below.setStretch(1, 4)
        self.setLayout(column(self.courses, below, gap=12))

    def ask(self) -> None:
        for card in (self.courses, self.programmes, self.contacts):
            card.show_facts(self.patient)
        self.begin_button.setVisible(self._open_programme() is None)
        self.contact_button.setVisible(self._open_programme() is not None)

    def _open_programme(self) -> Patronage | None:
        programmes: list[Patronage] = self.programmes.facts
        return next((programme for programme in programmes if programme.closed_on is None), None)

    def start_course(self) -> None:
        """A course began."""
        start_course(self, self.desk, self.patient)

    def end_course(self, course: Course) -> None:
        """A course ended."""
        if course.ended_on is None:
            patient_facts.end_course(self, self.desk, self.patient, course)

    def begin_patronage(self) -> None:
        """A programme of patronage."""
        patient_facts.begin_patronage(self, self.desk, self.patient)

    def contact(self) -> None:
        """A contact under the programme that goes on."""
        if programme := self._open_programme():
            patient_facts.contact(self, self.desk, self.patient, programme)

    def end_patronage(self, programme: Patronage) -> None:
        """The programme ended."""
        if programme.closed_on is None:
            patient_facts.end_patronage(self, self.desk, self.patient, programme)


def start_course(parent: QWidget, desk: Desk, patient: Patient) -> FactDialog:
    """A course began, under the certificate that may be used today if there is one."""
    issued = desk.ask(certificates.listing, patient.id)
    usable = next((certificate for certificate in issued if certificate.is_valid_on(desk.today())), None)
    return patient_facts.course(parent, desk, patient, usable)
