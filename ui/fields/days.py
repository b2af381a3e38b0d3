"""Days are typed as plain text in any usual way; the calendar is extra, never the only way."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QTableView, QToolButton, QWidget

from narcdesk import dates
from narcdesk.dates import Lean, PartialDay
from narcdesk.errors import UserError
from ui import icons, theme
from ui.fields.line import TextField
from ui.keys import on_key


class DayField(TextField):
    """A day: «12032024», «12.3.24», «12 марта 2024», «+5», «с» all become 12.03.2024 when the cursor goes on."""

    def __init__(
        self,
        name: str,
        label: str,
        today: Callable[[], date],
        *,
        lean: Lean = "any",
        hint: str = "",
        required: bool = False,
    ) -> None:
        super().__init__(name, label, hint=hint, required=required, chars=11)
        self._today, self._lean = today, lean
        self.line.add_sign("calendar-days", "Календарь, F4", self.open_calendar)
        on_key(self.line, "F4", self.open_calendar, Qt.ShortcutContext.WidgetShortcut)

    def leave(self) -> None:
        super().leave()
        if isinstance(read := self.value(), date | PartialDay):
            self.line.setText(self.shown(read))

    def doubt(self) -> str:
        try:
            self._read(self.line.text())
        except UserError as error:
            return error.what
        return ""

    def value(self) -> object:
        """The day; what cannot be read as one is given as it was typed."""
        try:
            return self._read(self.line.text())
        except UserError:
            return super().value()

    def shown(self, value: object) -> str:
        return dates.show(value) if isinstance(value, date) else str(value)

    def _read(self, typed: str) -> object:
        return dates.parse_day(typed, today=self._today(), lean=self._lean) if typed.strip() else None

    def open_calendar(self) -> None:
        """Show the calendar at the day of the field, or at today."""
        day = self.value() if isinstance(self.value(), date) else self._today()
        assert isinstance(day, date)
        calendar = Calendar(day, self._choose, self)
        calendar.move(self.line.mapToGlobal(self.line.rect().bottomLeft()))
        calendar.show()

    def _choose(self, day: date) -> None:
        self.set_value(day)
        self.show_error("")
        self.edited.emit()
        self.line.setFocus()


class PartialDayField(DayField):
    """A birth date as far as it is known: «12.03.1987», «03.1987», «1987»."""

    def __init__(
        self,
        name: str,
        label: str,
        today: Callable[[], date],
        *,
        hint: str = "можно только год или месяц и год",
        required: bool = False,
    ) -> None:
        super().__init__(name, label, today, lean="past", hint=hint, required=required)

    def shown(self, value: object) -> str:
        return value.shown if isinstance(value, PartialDay) else super().shown(value)

    def _read(self, typed: str) -> object:
        return dates.parse_partial_day(typed, today=self._today()) if typed.strip() else None


class Calendar(QCalendarWidget):
    """A month to choose a day from; it closes by itself."""

    def __init__(self, day: date, choose: Callable[[date], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setVerticalHeaderFormat(self.VerticalHeaderFormat.NoVerticalHeader)
        self.setSelectedDate(QDate(day.year, day.month, day.day))
        for name, picture in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right")):
            button = self.findChild(QToolButton, name)
            assert isinstance(button, QToolButton)
            button.setIcon(icons.icon(picture))
        view = self.findChild(QTableView, "qt_calendar_calendarview")
        assert isinstance(view, QTableView)
        view.setFocus()  # arrows and Enter at once
        weekend = QTextCharFormat()
        weekend.setForeground(theme.current().color("danger"))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(weekday, weekend)
        self._choose = choose
        self.activated.connect(self._take)
        self.clicked.connect(self._take)

    def _take(self, day: QDate) -> None:
        self.close()
        self._choose(date(day.year(), day.month(), day.day()))
