"""The sections of the main window: one line each, in the order of Ctrl+1 … Ctrl+7."""

from collections.abc import Callable

from ui.desk import Desk
from ui.page import Entry, Page
from ui.pieces import EmptyState, PageHeader, column
from ui.settings_page import SettingsPage


class Awaited(Page):
    """A section whose page is not written yet."""

    def __init__(self, desk: Desk, title: str, icon: str) -> None:
        super().__init__(desk)
        empty = EmptyState(icon, "Раздела ещё нет", "Он появится в следующем выпуске программы.")
        self.setLayout(column(PageHeader(title), empty, gap=12, grows=empty))


def _awaited(title: str, icon: str) -> Callable[[Desk], Page]:
    return lambda desk: Awaited(desk, title, icon)


PAGES = [
    Entry("Сегодня", "sun", _awaited("Сегодня", "sun")),
    Entry("Пациенты", "users", _awaited("Пациенты", "users")),
    Entry("Заявки", "file-text", _awaited("Заявки", "file-text")),
    Entry("Организации", "building-2", _awaited("Организации", "building-2")),
    Entry("Комиссия", "chart-column", _awaited("Комиссия", "chart-column")),
    Entry("Журнал", "scroll-text", _awaited("Журнал", "scroll-text")),
    Entry("Настройки", "settings", SettingsPage),
]
