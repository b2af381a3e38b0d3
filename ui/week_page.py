"""A week of the office: how much is due on each day, and the rows of one of them; what was agreed is moved here."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from narcdesk import tasks
from narcdesk.dates import Calendar, included_calendar, plural, show, show_long
from narcdesk.tasks import Task, Urgency
from narcdesk.working_days import calendar_of
from ui import theme
from ui.desk import Desk
from ui.fields import CheckField
from ui.keys import on_key
from ui.page import Page
from ui.pieces import Button, EmptyState, PageHeader, Text, column
from ui.task_list import TaskList

SHORT = ("Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс")
WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
FULL = 20  # things due on a day that fill its bar, unless another day of the week has more
HIGH = 72  # px at the usual size
DAY, WEEK = timedelta(days=1), timedelta(days=7)


class DayStrip(QWidget):
    """Seven days side by side: each with its date, how much is due, and a bar of how full it is; arrows choose."""

    chosen = Signal(object)  # a day
    went_down = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Дни недели")
        self._monday = self._today = self.day = date.min + WEEK
        self.calendar: Calendar = included_calendar()
        self._counts: list[int] = [0] * 7
        self._late: list[int] = [0] * 7

    def show_week(self, monday: date, day: date, today: date, counts: Sequence[int], late: Sequence[int]) -> None:
        """Show a week with one day of it chosen; `counts` is what is due on each, `late` what of it is overdue."""
        self._monday, self.day, self._today = monday, day, today
        self._counts, self._late = list(counts), list(late)
        told = f"{WEEKDAYS[day.weekday()]}, {show_long(day)}: {self.words(day.weekday())}"
        self.setAccessibleDescription(told)
        self.setToolTip("")
        self.update()

    def words(self, number: int) -> str:
        """What is due on a day, in words."""
        count, late = self._counts[number], self._late[number]
        if not count:
            return "дел нет"
        if count == late:
            return f"просрочено: {late}"
        of_late = f", просрочено {late}" if late else ""
        return f"{plural(count, 'дело', 'дела', 'дел')}{of_late}"

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(700), theme.current().px(HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(420), theme.current().px(HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.chosen.emit(self.day + steps[Qt.Key(event.key())] * DAY)
        elif event.key() == Qt.Key.Key_Home:
            self.chosen.emit(self._monday)
        elif event.key() == Qt.Key.Key_End:
            self.chosen.emit(self._monday + 6 * DAY)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.went_down.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = min(6, max(0, int(event.position().x() * 7 / max(1, self.width()))))
        self.setFocus()
        self.chosen.emit(self._monday + number * DAY)

    def _box(self, number: int) -> QRect:
        left, right = self.width() * number // 7, self.width() * (number + 1) // 7
        return QRect(left, 0, right - left, self.height()).adjusted(0 if number == 0 else 4, 0, -4 * (number < 6), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(7):
            self._paint_day(painter, number, self._box(number))
        painter.end()

    def _paint_day(self, painter: QPainter, number: int, box: QRect) -> None:
        worn, day = theme.current(), self._monday + number * DAY
        is_chosen, count = day == self.day, self._counts[number]
        painter.setPen(
            QPen(worn.color("primary" if is_chosen else "border"), 2 if is_chosen and self.hasFocus() else 1)
        )
        painter.setBrush(worn.color("primary_soft" if is_chosen else "surface"))
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 6, 6)
        inner = box.adjusted(12, 8, -12, -8)
        is_off = not self.calendar.is_working_day(day)
        painter.setPen(worn.color("primary" if is_chosen else "muted" if is_off else "text"))
        painter.setFont(worn.font(0, QFont.Weight.DemiBold if is_chosen else QFont.Weight.Medium))
        top = Qt.AlignmentFlag.AlignTop
        painter.drawText(inner, top | Qt.AlignmentFlag.AlignLeft, f"{SHORT[number]} {day:%d.%m}")
        if day == self._today:
            painter.setFont(worn.font(worn.caption))
            painter.drawText(inner, top | Qt.AlignmentFlag.AlignRight, "сегодня")
        painter.setFont(theme.figures(worn.font(worn.caption)))
        painter.setPen(worn.color("danger" if self._late[number] else "muted"))
        said = painter.fontMetrics().elidedText(self.words(number), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner.adjusted(0, 0, 0, -10), Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, said)
        bar = QRectF(inner.x(), inner.bottom() - 4, inner.width(), 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(worn.color("line"))
        painter.drawRoundedRect(bar, 2, 2)
        if count:
            bar.setWidth(max(4.0, bar.width() * min(1.0, count / max(FULL, *self._counts))))
            painter.setBrush(worn.color("danger" if self._late[number] else "primary"))
            painter.drawRoundedRect(bar, 2, 2)


class WeekPage(Page):
    """What is due by the days of a week, Monday to Sunday; arrows go from day to day and on into the next week."""

    def __init__(self, desk: Desk, day: date | None = None) -> None:
        super().__init__(desk)
        self._day = day or desk.today()
        self.mine = CheckField("mine", "Только мои")
        self.before = Button("Раньше", partial(self.go_by, -7), icon="chevron-left", key="Ctrl+←")
        self.after = Button("Позже", partial(self.go_by, 7), icon="chevron-right", key="Ctrl+→")
        self.today_button = Button("Эта неделя", self.go_to_today, key="F11")
        self.header = PageHeader("Неделя", "", [self.mine, self.before, self.today_button, self.after])
        self.strip = DayStrip()
        self._nothing = EmptyState("calendar-check", "На этот день дел нет", "Сюда можно перенести явки с других дней.")
        self.list = TaskList(desk, empty=self._nothing)
        self.hint = Text(HINT, "caption", "muted", wrap=True)
        self.setLayout(column(self.header, self.strip, self.list, self.hint, gap=12, grows=self.list))
        self.strip.chosen.connect(self.go)
        self.strip.went_down.connect(self.list.table.setFocus)
        self.mine.edited.connect(self.refresh)
        self.list.opens.connect(self.opens)
        at = Qt.ShortcutContext.WidgetShortcut
        for key, act in (
            ("Left", partial(self.go_by, -1)),
            ("Right", partial(self.go_by, 1)),
            ("Shift+Left", partial(self.list.move_by, -1)),
            ("Shift+Right", partial(self.list.move_by, 1)),
        ):
            on_key(self.list.table, key, act, at)

    @property
    def monday(self) -> date:
        """The first day of the week that is shown."""
        return self._day - timedelta(days=self._day.weekday())

    def refresh(self) -> None:
        found = self.desk.ask(tasks.of_week, self.monday, mine=bool(self.mine.value()))
        by_day: list[list[Task]] = [[] for _ in range(7)]
        for task in tasks.in_order(found):
            if task.due is not None:
                by_day[task.due.weekday()].append(task)
        counts = [len(one) for one in by_day]
        late = [sum(task.urgency is Urgency.OVERDUE for task in one) for one in by_day]
        self.strip.calendar = self.desk.ask(calendar_of)
        self.strip.show_week(self.monday, self._day, self.desk.today(), counts, late)
        sunday = self.monday + 6 * DAY
        whole = plural(sum(counts), "дело", "дела", "дел") if sum(counts) else "дел нет"
        self.header.show_words(f"Неделя {show(self.monday)} – {show(sunday)}", f"за неделю {whole}")
        self.list.show_tasks(by_day[self._day.weekday()])

    def first_stop(self) -> QWidget:
        return self.strip

    def go(self, day: date) -> None:
        """Show the rows of a day, of whichever week."""
        self._day = day
        self.list.table.unmark_all()
        self.refresh()

    def go_by(self, days: int) -> None:
        """So many days on, or back."""
        self.go(self._day + timedelta(days=days))

    def go_to_today(self) -> None:
        """The week with today in it."""
        self.go(self.desk.today())


HINT = "Стрелки ← → ведут по дням, Shift со стрелкой переносит явку или контакт на соседний рабочий день."
