"""The clock of the training register, and the stories that go on by it, day after day.

A story is a generator: it yields the day on which it goes on, and in between calls the office's own actions. So every
row is written on its own day, numbers grow with time, and the journal reads as that of a working office.
"""

import heapq
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta, timezone

import sqlalchemy as sa

from narcdesk.dates import Calendar
from narcdesk.patients import Patient
from narcdesk.register import Register

Story = Iterator[date]

ZONE = timezone(timedelta(hours=3))  # of an invented place: not of the computer, so that every computer makes the same
OPENS, CLOSES = time(8, 30), time(17, 30)
STEP = timedelta(minutes=4)  # from one person to the next
TOGETHER = 200  # steps of stories in one transaction


class Days:
    """The day and hour that the register is given, and who waits for which day."""

    def __init__(self, first: date, last: date) -> None:
        self.calendar = Calendar.load()
        self.first, self.last = first, last
        self._moment = datetime.combine(first, OPENS, ZONE)
        self._waiting: list[tuple[date, int, Story]] = []
        self._order = 0

    def __call__(self) -> datetime:
        """The moment: what a register asks of its clock."""
        return self._moment

    @property
    def today(self) -> date:
        """The day that the stories have reached."""
        return self._moment.date()

    def working(self, day: date) -> date:
        """The nearest day on which the office works: of a weekend half goes before it, half after."""
        if self.calendar.is_working_day(day):
            return day
        before, after = (self.calendar.add_working_days(day, n) for n in (-1, 1))
        return before if day - before <= after - day else after

    def later(self, days: int) -> date:
        """A working day about so many days after this one."""
        return self.working(self.today + timedelta(days=days))

    def begin(self, story: Story) -> None:
        """Let a story go on beside the others."""
        day = next(story, None)
        if day is not None:
            self._order += 1
            heapq.heappush(self._waiting, (day, self._order, story))

    def run(self, register: Register, progress: Callable[[int, int], None] | None = None) -> None:
        """Live through all days before the last one; what is agreed for the last day and later stays to be done."""
        whole = max(1, (self.last - self.first).days)
        while self._waiting and self._waiting[0][0] < self.last:
            with register.together() as acts:
                # Held for the transaction: of what nobody holds a session knows nothing any more, and reads it anew.
                _cards = list(acts.session.scalars(sa.select(Patient)))
                for _ in range(TOGETHER):
                    if not self._waiting or self._waiting[0][0] >= self.last:
                        break
                    day, _order, story = heapq.heappop(self._waiting)
                    self._go_on(day)
                    self.begin(story)
            if progress is not None:
                progress((self.today - self.first).days, whole)
        self._moment = datetime.combine(self.last, OPENS, ZONE)
        if progress is not None:
            progress(whole, whole)

    def _go_on(self, day: date) -> None:
        """A new day begins in the morning; a step that was planned for a day gone by is made now."""
        if day > self.today:
            self._moment = datetime.combine(day, OPENS, ZONE)
        else:
            self._moment = min(self._moment + STEP, datetime.combine(self.today, CLOSES, ZONE))
