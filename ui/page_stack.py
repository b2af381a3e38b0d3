"""The pages of the main window: each section's own, and those opened over it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from narcdesk.dates import show_long
from narcdesk.errors import UserError
from ui import messages
from ui.desk import Desk
from ui.page import Entry, Page
from ui.pieces import EmptyState, QuietButton, row

TODAY = 0  # the section that always opens with its own page
LOOK_EVERY = 30_000  # ms between two looks at the day


class PageStack(QStackedWidget):
    """Shows one page at a time; a page is made when it is first asked for, and asks anew when it comes forward."""

    moved = Signal(int)  # the section that is now in front

    def __init__(self, desk: Desk, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._desk, self._entries = desk, entries
        self._holders: list[list[Holder]] = [[] for _ in entries]
        self.section = 0
        desk.changed.connect(self._changed)
        self._day = desk.today()
        looking = QTimer(self, interval=LOOK_EVERY)
        looking.timeout.connect(self._look_at_the_day)
        looking.start()

    def go(self, section: int) -> None:
        """Open a section where it was left; its own page when it is open already, and always «Сегодня» itself."""
        if not self.may_leave():
            return
        holders = self._holders[section]
        if not holders:
            self._put(section, self._made(self._entries[section]), "")
        elif section in (self.section, TODAY):
            while len(holders) > 1:
                self._take_off(section)
        self._bring(section)

    def open_over(self, page: Page) -> None:
        """Show a page over the one in front."""
        if self.may_leave():
            self._put(self.section, page, self._entries[self.section].title)
            self._bring(self.section)

    def back(self) -> None:
        """From a page to the one under it; from a section's own page nowhere."""
        if len(self._holders[self.section]) > 1 and self.may_leave():
            self._take_off(self.section)
            self._bring(self.section)

    @property
    def page(self) -> Page | None:
        """The page in front; None while nothing is open."""
        holders = self._holders[self.section]
        return holders[-1].page if holders else None

    def may_leave(self) -> bool:
        """Whether the page in front lets the person go."""
        return self.page is None or self.page.may_leave()

    def refresh(self) -> None:
        """Let the page in front ask anew."""
        self._holders[self.section][-1].refresh()

    def _made(self, entry: Entry) -> Page | UserError:
        try:
            return entry.make(self._desk)
        except UserError as error:
            return error

    def _put(self, section: int, page: Page | UserError, back_to: str) -> None:
        holder = Holder(page, back_to, self.back)
        if isinstance(page, Page):
            page.opens.connect(self.open_over)
            page.leaves.connect(self.back)
        self._holders[section].append(holder)
        self.addWidget(holder)

    def _take_off(self, section: int) -> None:
        holder = self._holders[section].pop()
        self.removeWidget(holder)
        holder.deleteLater()

    def _bring(self, section: int) -> None:
        self.section = section
        holder = self._holders[section][-1]
        last = holder.focusWidget()  # asked first: the stack gives the cursor to whatever Tab would reach first
        self.setCurrentWidget(holder)
        holder.refresh_if_stale()
        holder.take_focus(last)
        self.moved.emit(section)

    def take_focus(self) -> None:
        """Put the cursor where it was on the page in front."""
        holder = self._holders[self.section][-1]
        holder.take_focus(holder.focusWidget())

    def _look_at_the_day(self) -> None:
        """After midnight everything that is shown is of yesterday; a locked register is not asked."""
        if self._desk.is_open and self._desk.today() != self._day:
            self._day = self._desk.today()
            self._changed()
            messages.inform(self, f"Наступило {show_long(self._day)}: дела и сроки пересчитаны.")

    def _changed(self) -> None:
        for holders in self._holders:
            for holder in holders:
                holder.is_stale = True
        self._holders[self.section][-1].refresh_if_stale()


class Holder(QWidget):
    """A page in its place: the way back above it, and what is said when it may not be seen."""

    def __init__(self, page: Page | UserError, back_to: str, back: Callable[[], None]) -> None:
        super().__init__()
        self.page = page if isinstance(page, Page) else None
        self.is_stale = True
        self._refusal: EmptyState | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(4)
        if back_to:
            self._box.addLayout(row(QuietButton(back_to, back, icon="chevron-left", key="Esc"), None))
        if isinstance(page, Page):
            self._box.addWidget(page, 1)
        else:
            self._refuse(page)

    def refresh_if_stale(self) -> None:
        """Ask anew unless what is shown is true still."""
        if self.is_stale:
            self.refresh()

    def refresh(self) -> None:
        """Ask anew; a refusal stands where the page would."""
        if self.page is None:
            return
        self.is_stale = False
        try:
            self.page.refresh()
        except UserError as error:
            self._refuse(error)
        else:
            self._forgive()

    def _refuse(self, error: UserError) -> None:
        self._forgive()
        self._refusal = EmptyState("lock", error.what, error.do)
        self._box.addWidget(self._refusal, 1)
        if self.page is not None:
            self.page.hide()

    def _forgive(self) -> None:
        if self._refusal is not None:
            self._box.removeWidget(self._refusal)
            self._refusal.deleteLater()
            self._refusal = None
        if self.page is not None:
            self.page.show()

    def take_focus(self, last: QWidget | None) -> None:
        """The cursor comes back to where it was on this page, or to where the page wants it at first."""
        was_inside = last is not None and self.page is not None and self.page.isAncestorOf(last)
        (last if last and was_inside else self.page or self).setFocus()
