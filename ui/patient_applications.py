"""The tab of applications: what was asked of the authority for this person, and what it gave."""

from narcdesk import applications, certificates
from narcdesk.applications import Row
from narcdesk.certificates import LIVE, Certificate
from narcdesk.dates import show
from ui.application_case import TONES
from ui.application_page import ApplicationPage
from ui.desk import Desk
from ui.patient_tab import ListCard, PatientTab, new
from ui.pieces import column
from ui.table import Column

APPLICATIONS: list[Column[Row]] = [
    Column("Номер", lambda asked: asked.number, 16, strong=True),
    Column("Начата", lambda asked: show(asked.made_on), 11),
    Column("Дней", lambda asked: str(asked.days or ""), 6, align="right"),
    Column(
        "Состояние",
        lambda asked: asked.status.label,
        24,
        pill=True,
        tone=lambda asked: TONES[asked.status],
    ),
    Column("", lambda asked: ""),
    Column("", lambda asked: "Открыть", 10, align="right", link=True),
]
CERTIFICATES: list[Column[Certificate]] = [
    Column("Номер", lambda issued: issued.number, 16, strong=True),
    Column("Выдан", lambda issued: show(issued.issued_on), 11),
    Column("Дней", lambda issued: str(issued.days), 6, align="right"),
    Column("Обратиться до", lambda issued: show(issued.valid_until) if issued.valid_until else "", 13),
    Column(
        "Состояние",
        lambda issued: issued.status.label,
        24,
        pill=True,
        tone=lambda issued: "ok" if issued.status in LIVE else "muted",
    ),
    Column("", lambda issued: issued.ended_why),
    Column("", lambda issued: "Открыть", 10, align="right", link=True),
]


class ApplicationsTab(PatientTab):
    """Applications above, certificates below; each row opens its application."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.begin_button = new("Заявка", self.begin)
        self.asked = ListCard(
            "Заявки",
            APPLICATIONS,
            self.begin_button,
            empty="Заявок ещё не было, «Подать заявку» наверху начнёт первую.",
        )
        self.issued = ListCard("Сертификаты", CERTIFICATES, empty="Сертификатов нет.")
        self.asked.table.opened.connect(lambda asked: self._open(asked.id))
        self.issued.table.opened.connect(lambda issued: self._open(issued.application_id))
        both = column(self.asked, self.issued, gap=12)
        both.setStretch(0, 3)
        both.setStretch(1, 2)
        self.setLayout(both)

    def ask(self) -> None:
        self.begin_button.setVisible(self.patient.died_on is None)
        asked = self.desk.ask(applications.listing, patient_id=self.patient.id)
        self.asked.table.show_rows(asked)
        self.issued.table.show_rows(self.desk.ask(certificates.listing, self.patient.id))

    def begin(self) -> None:
        """A new application, over the card."""
        self.opens.emit(ApplicationPage(self.desk, patient_id=self.patient.id))

    def _open(self, application_id: int) -> None:
        self.opens.emit(ApplicationPage(self.desk, application_id))
