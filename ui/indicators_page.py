"""The four indicators of the plan in a year or a quarter, exact, with who is counted; no batch is prepared for it."""

from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from narcdesk.commission import standing
from narcdesk.commission.standing import Reading, Standing
from narcdesk.dates import Period
from narcdesk.errors import UserError
from ui import messages
from ui.desk import Desk
from ui.fields import ChoiceField, labelled
from ui.indicator_card import IndicatorCard, of_standing, share_words
from ui.latest import Latest
from ui.page import Page
from ui.patient_page import PatientPage
from ui.persons_dialog import SIDES, PersonsDialog
from ui.pieces import EmptyState, Flow, PageHeader, Place, Text, column, held, scrolled
from ui.targets_dialog import TargetsDialog
from ui.trend_chart import Point, TrendChart

_LINE = "Точные числа кабинета: наружу отсюда ничего не выходит. Расчёт NarcDesk, методика не утверждена"
_FIRST = "Показатели считают за квартал или год, который прошёл целиком: они появятся, когда закончится первый."
_LEGEND = "столбец — доля за период, черта — план на год; стрелки ведут по столбцам, «—» — некого считать"


class IndicatorsPage(Page):
    """Shown over the commission's page; it asks apart from the window, so that a long register does not hold it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.cards: dict[str, IndicatorCard] = {}
        self.charts: dict[str, TrendChart] = {}
        self.shown: list[Standing] = []
        self.period = ChoiceField("period", "Период", {}, chars=30)
        self.period.edited.connect(self._ask)
        self._periods: dict[str, str] = {}
        self._nothing = EmptyState("chart-column", "Считаем…", "Показатели появятся здесь.")
        self._place = Place(self._nothing)
        self._reading: Latest[list[Standing]] = Latest(self)
        self._reading.done.connect(self._show)
        self._reading.refused.connect(lambda error: messages.tell(self, error))
        bar = Flow()  # in a narrow window it takes two lines
        period, legend = labelled("&Период", self.period), Text(_LEGEND, "caption", "muted")
        legend.setMinimumHeight(period.sizeHint().height())  # so that both stand level
        bar.addWidget(period)
        bar.addWidget(legend)
        header = PageHeader("Показатели плана", _LINE)
        self.setLayout(column(header, held(bar), self._place, gap=12, grows=self._place))

    def refresh(self) -> None:
        self._periods = {one.code: one.label for one in self.desk.ask(standing.choices)}
        chosen = str(self.period.value() or "")
        self.period.offer(self._periods)
        self.period.set_value(chosen if chosen in self._periods else next(iter(self._periods), None))
        if not self._periods:
            self._nothing.show_words("Ещё ничего не закончилось", _FIRST)
        self._ask()

    def first_stop(self) -> QWidget:
        return self.period.control

    def _ask(self) -> None:
        if (code := str(self.period.value())) in self._periods:  # what is half typed is none yet
            self._reading.ask(partial(self.desk.ask, standing.standing, Period.parse(code)), at_once=True)

    def _show(self, found: list[Standing]) -> None:
        if not self.desk.is_open:  # the lock may have come meanwhile
            return
        self.shown = found
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        may_see, may_plan = self.desk.may("patients.look_counted"), self.desk.may("commission.plan")
        for number, one in enumerate(found):
            code = one.indicator.code
            self.charts[code] = TrendChart(one.indicator.title, [_point(reading) for reading in one.trend])
            persons = partial(self.show_persons, one) if may_see else None
            set_target = self.set_target if may_plan else None
            self.cards[code] = IndicatorCard(of_standing(one), persons, set_target, self.charts[code])
            grid.addWidget(self.cards[code], number // 2, number % 2)
        for at in range(2):
            grid.setColumnStretch(at, 1)
        self._place.hold(scrolled(held(column(grid, None))))

    def show_persons(self, one: Standing, side: str) -> None:
        """Who is counted on one side of an indicator, and why."""
        (chosen,) = (known for known in SIDES if known == side)
        try:
            dialog = PersonsDialog(self, self.desk, one.indicator, one.now.period, chosen)
        except UserError as error:
            messages.tell(self, error)
            return
        dialog.card_asked.connect(lambda patient_id: self.opens.emit(PatientPage(self.desk, patient_id)))
        dialog.exec()

    def set_target(self) -> None:
        """A plan of the office's own for the year that is shown; the page is asked anew when it is kept."""
        TargetsDialog(self, self.desk, self.shown[0].now.period.start.year).exec()


def _point(reading: Reading) -> Point:
    target = reading.target.percent if reading.target is not None and reading.period.is_year else None
    said = [f"{reading.period.label}: {reading.within} из {reading.among}, {share_words(reading.percent)}"]
    said += [f"план {target} %"] * (target is not None)
    said += [f"в выгрузке {reading.published} %"] * (reading.published is not None)
    year = f"{reading.period.start.year}"
    label = year if reading.period.is_year else f"{(reading.period.start.month + 2) // 3} кв. {year[2:]}"
    return Point(label, reading.percent, target, ", ".join(said))
