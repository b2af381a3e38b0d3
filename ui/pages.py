"""The sections of the main window: one line each, in the order of Ctrl+1 … Ctrl+8, each with the right it needs."""

from ui.applications_page import ApplicationsPage
from ui.commission_page import CommissionPage
from ui.journal_page import JournalPage
from ui.page import Entry
from ui.patients_page import PatientsPage
from ui.providers_page import ProvidersPage
from ui.settings_page import SettingsPage
from ui.statistics_page import StatisticsPage
from ui.today_page import TodayPage

PAGES = [
    Entry("Сегодня", "sun", TodayPage, "tasks.today"),
    Entry("Пациенты", "users", PatientsPage, "search.patients"),
    Entry("Заявки", "file-text", ApplicationsPage, "applications.listing"),
    Entry("Организации", "building-2", ProvidersPage, "providers.look"),
    Entry("Комиссия", "chart-column", CommissionPage, "commission.preview"),
    Entry("Отчёты", "table", StatisticsPage, "statistics.count"),
    Entry("Журнал", "scroll-text", JournalPage, "audit.check"),
    Entry("Настройки", "settings", SettingsPage),
]
