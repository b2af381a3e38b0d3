"""The main window: sections at the left, the page in the middle, the status line under both, the keys of all."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QWindowStateChangeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QStackedWidget, QWidget

from narcdesk.backups import recall
from narcdesk.office import Office, requisites
from narcdesk.register import Register
from ui import icons, look, theme
from ui.background_check import BackgroundCheck
from ui.desk import Desk
from ui.doubt_strip import DoubtStrip
from ui.help_window import HelpWindow
from ui.keys import on_key
from ui.look import Scheme
from ui.page import Entry
from ui.page_stack import TODAY, PageStack
from ui.pages import PAGES
from ui.people_box import SearchOver
from ui.pieces import EmptyState, Text, column, held, row, rule
from ui.restore_dialog import RestoreDialog
from ui.sidebar import Sidebar
from ui.status_line import Backup, StatusLine

SEARCHED = "search.patients"  # the right to find people
JOURNAL = "audit.check"


def office_of(register: Register) -> Office:
    """The office whose register it is."""
    with register.read() as session:
        return requisites(session)


class MainWindow(QMainWindow):
    """The desk on the screen. `backup` says how old the last copy of it is ("" when unknown), in which tone."""

    lock_asked = Signal()  # Ctrl+L
    closed = Signal()
    minimised = Signal(bool)  # or brought back

    def __init__(self, desk: Desk, entries: Sequence[Entry] = PAGES, *, backup: Backup = lambda: ("", "")) -> None:
        super().__init__()
        self.desk = desk
        self.entries = entries = [entry for entry in entries if not entry.right or desk.may(entry.right)]
        office = desk.ask(office_of)
        self.setWindowTitle(f"{office.short_name} — NarcDesk")
        self.setMinimumSize(960, 540)
        self.sidebar = Sidebar(office.short_name, entries, self.lock_asked.emit, self.open_menu)
        self.pages = PageStack(desk, entries)
        self.status = StatusLine(desk, backup)
        self.sidebar.chosen.connect(self.pages.go)
        self.pages.moved.connect(self.sidebar.mark)
        self._curtain = EmptyState("lock", "Данные скрыты", "F12 покажет их снова.")
        self._front = QStackedWidget()
        self._front.addWidget(self.pages)
        self._front.addWidget(self._curtain)
        across, down = theme.PAGE_MARGIN
        self._front.setContentsMargins(across, down, across, down)
        middle = row(self.sidebar, rule(token="border", upright=True), self._front, gap=0, grows=self._front)
        over = [training_banner()] if office.training else []
        self.check = BackgroundCheck(desk, self)
        self.doubts = DoubtStrip(desk, self.check, partial(self.go_to, JOURNAL), self.restore)
        under = (rule(token="border"), self.status)
        self.setCentralWidget(held(column(*over, self.doubts, middle, *under, gap=0, grows=middle)))
        self.searching = SearchOver(desk, self)
        self.searching.opens.connect(self.pages.open_over)
        self.pages.moved.connect(self.searching.hide)
        self._bind_keys()
        self.pages.go(TODAY)

    def show_notice(self, text: str, verb: str, act: Callable[[], Any] | None) -> None:
        """A sentence in the status line (`messages.inform`, `messages.offer_undo`)."""
        self.status.show_notice(text, verb, act)

    def restore(self) -> RestoreDialog:
        """Lead to the backups: the newest that this computer remembers is proposed."""
        last = recall(self.desk.register.register_id)
        dialog = RestoreDialog(self, last.path if last is not None else None)
        dialog.restored.connect(self.desk.leaves_for)
        dialog.open()
        return dialog

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if isinstance(event, QWindowStateChangeEvent):
            minimised = Qt.WindowState.WindowMinimized
            if bool(event.oldState() & minimised) != self.isMinimized():
                self.minimised.emit(self.isMinimized())

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.pages.may_leave():
            event.accept()
            self.closed.emit()
        else:
            event.ignore()

    # Keys

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], Any]] = {
            "F1": self.show_help,
            "F3": self.search_everybody,
            "Ctrl+F": self.search,
            "F5": self.pages.refresh,
            "F6": self.next_area,
            "F7": partial(self.pages.go, TODAY),
            "F10": self.open_menu,
            "F12": self.draw_curtain,
            "Ctrl+L": self.lock_asked.emit,
            "Ctrl+плюс": partial(self._resize, +1),
            "Ctrl+минус": partial(self._resize, -1),
            "Ctrl+0": partial(self._resize, 0),
        }
        for number in range(len(self.entries)):
            keys[f"Ctrl+{number + 1}"] = partial(self.pages.go, number)
        for key, act in keys.items():
            on_key(self, key, act)

    def search_everybody(self) -> None:
        """Search everybody from wherever one is; nothing comes up before the curtain."""
        page = self.pages.page
        if page is not None and page.finds_people:
            page.search()
        elif self.desk.may(SEARCHED) and self._front.currentWidget() is not self._curtain:
            self.searching.come()

    def search(self) -> None:
        """Search on the page in front; where it has nothing to be searched, everybody."""
        if self.pages.page is None or not self.pages.page.search():
            self.search_everybody()

    def go_to(self, right: str) -> bool:
        """Open the section that this right opens; False when the person has no such section."""
        for number, entry in enumerate(self.entries):
            if entry.right == right:
                self.pages.go(number)
                return True
        return False

    def next_area(self) -> None:
        """From the left bar to the page and back."""
        if self.sidebar.isAncestorOf(QApplication.focusWidget() or self):
            self.pages.take_focus()
        else:
            self.sidebar.sections[self.pages.section].setFocus()

    def draw_curtain(self) -> None:
        """Hide the page from a visitor's eyes, or show it again."""
        hidden = self._front.currentWidget() is self._curtain
        self._front.setCurrentWidget(self.pages if hidden else self._curtain)

    def show_help(self) -> HelpWindow:
        """The help, beside the work: it may stay open."""
        window = HelpWindow(self)
        window.show()
        return window

    def _resize(self, by: int) -> None:
        look.resize(cast(QApplication, QApplication.instance()), by)

    # The menu

    def open_menu(self) -> None:
        """Type size, colours, help, the lock."""
        menu = self.menu()
        button = self.sidebar.menu_button
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def menu(self) -> QMenu:
        """What the menu holds; made anew each time, for its marks."""
        app = cast(QApplication, QApplication.instance())
        menu = QMenu(self)
        chosen = look.chosen()
        for text, by in (
            ("К&рупнее\tCtrl+плюс", +1),
            ("&Мельче\tCtrl+минус", -1),
            ("&Обычный размер\tCtrl+0", 0),
        ):
            menu.addAction(text, partial(self._resize, by))
        menu.addSeparator()
        for text, scheme in (
            ("&Светлые цвета", Scheme.LIGHT),
            ("&Тёмные цвета", Scheme.DARK),
            ("&Как в системе", Scheme.SYSTEM),
        ):
            action = menu.addAction(text, partial(look.choose, app, replace(chosen, scheme=scheme)))
            action.setCheckable(True)
            action.setChecked(scheme is chosen.scheme)
            if action.isChecked():
                action.setIcon(icons.icon("check", "text", icons.SMALL))  # Fusion's own mark is six dots at any scale
        menu.addSeparator()
        menu.addAction("С&правка\tF1", self.show_help)
        menu.addAction("Скрыть &данные\tF12", self.draw_curtain)
        menu.addAction("&Закрыть на замок\tCtrl+L", self.lock_asked.emit)
        menu.addAction("&Выход", self.close)
        return menu


def training_banner() -> QWidget:
    """The strip over everything that belongs to a training register."""
    banner = held(row(Text("УЧЕБНАЯ БАЗА · все люди вымышлены", "heading", "warn"), None), ground="training")
    banner.setContentsMargins(24, 4, 24, 4)
    return banner
