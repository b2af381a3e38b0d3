"""The tab of infections: there only for who has the right, and each opening of it is journalled."""

from PySide6.QtWidgets import QWidget

from narcdesk import infections, journal
from narcdesk.dates import show
from narcdesk.fields import Field, Kind
from narcdesk.infections import InfectionFact
from narcdesk.patients import Patient
from narcdesk.register import Register
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import FactDialog, new_fact, read_first
from ui.patient_tab import ListCard, PatientTab, new
from ui.pieces import Banner, column
from ui.table import Column

SECRET = (
    "Эти сведения видят только заведующий и врачи; другие не найдут их ни в поиске, ни в истории карты. "
    "В бумаги и выгрузки они не попадают, каждое открытие записано в журнал."
)


class InfectionsTab(PatientTab):
    """What is known of HIV and hepatitis, the newest first; a cancelled one stays with its reason."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._looked_at = 0  # whose facts were shown already: asking anew after an act is no further look
        self._people: dict[int, str] = {}
        self.facts = ListCard(
            "ВИЧ и гепатиты",
            self._columns(),
            new("Выявлена инфекция", self.record),
            empty="Ничего не записано. Здесь будет, что выявлено, когда и откуда это известно.",
        )
        self.facts.table.opened.connect(self.cancel)
        both = column(Banner("info", SECRET), self.facts, gap=12)
        both.setStretch(1, 1)
        self.setLayout(both)

    def _columns(self) -> list[Column[InfectionFact]]:
        return [
            Column("Выявлена", lambda fact: fact.found_on.shown, 11, by=lambda fact: fact.found_on.iso),
            Column("Инфекция", lambda fact: fact.infection.label, 18, strong=True),
            Column("Откуда известно", _source, tone=lambda fact: "muted" if fact.cancelled_on else "text"),
            Column("Записано", self._recorded, 26, tone=lambda fact: "muted"),
            Column("", lambda fact: "" if fact.cancelled_on else "Отменить", 11, align="right", link=True),
        ]

    def _recorded(self, fact: InfectionFact) -> str:
        return f"{show(fact.recorded_on)}, {self._people.get(fact.recorded_by, '—')}"

    def ask(self) -> None:
        query = infections.listing if self._looked_at == self.patient.id else infections.look
        found = self.desk.ask(query, self.patient.id)
        self._looked_at = self.patient.id
        self._people = self.desk.ask(journal.people)
        self.facts.table.show_rows(found)

    def record(self) -> None:
        """An infection became known."""
        record(self, self.desk, self.patient)

    def cancel(self, fact: InfectionFact) -> None:
        """It was written down by mistake."""
        if fact.cancelled_on is None:
            cancel(self, self.desk, self.patient, fact)


def _source(fact: InfectionFact) -> str:
    cancelled = f"отменена {show(fact.cancelled_on)}: {fact.cancelled_why}" if fact.cancelled_on else ""
    return " — ".join(filter(None, (fact.source, cancelled)))


def record(parent: QWidget, desk: Desk, patient: Patient) -> FactDialog:
    """A new fact of infection."""
    return new_fact(parent, desk, patient, "infections.record", "Выявлена инфекция", InfectionFact, infections.record)


class Cancelling(FactDialog):
    """The form over one fact; it names the infection, which what is told of its draft must not."""

    def who(self) -> str:
        return self._line.partition(_APART)[0]


_APART = " · "
CANCELLING = [Field("why", "Почему", Kind.TEXT, required=True, width=44, longest=300)]


def cancel(parent: QWidget, desk: Desk, patient: Patient, fact: InfectionFact) -> FactDialog:
    """A fact that was a mistake."""

    def act(register: Register, why: str) -> InfectionFact:
        return infections.cancel(register, fact.id, why)

    dialog = Cancelling(
        parent,
        desk,
        "Отменить запись",
        CANCELLING,
        read_first(CANCELLING, act),
        draft=FormDraft(desk, "infections.cancel", patient_id=patient.id, record_id=fact.id, kind="infections"),
        line=f"{patient.full_name}{_APART}{fact.infection.label}",
        verb="О&тменить запись",
    )
    dialog.open()
    return dialog
