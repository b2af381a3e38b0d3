"""The sections of the main window: one line each, in the order of Ctrl+1 … Ctrl+7."""

from ui.applications_page import ApplicationsPage
from ui.commission_page import CommissionPage
from ui.journal_page import JournalPage
from ui.page import Entry
from ui.patients_page import PatientsPage
from ui.providers_page import ProvidersPage
from ui.settings_page import SettingsPage
from ui.today_page import TodayPage

PAGES = [
    Entry("Сегодня", "sun", TodayPage),
    Entry("Пациенты", "users", PatientsPage),
    Entry("Заявки", "file-text", ApplicationsPage),
    Entry("Организации", "building-2", ProvidersPage),
    Entry("Комиссия", "chart-column", CommissionPage),
    Entry("Журнал", "scroll-text", JournalPage),
    Entry("Настройки", "settings", SettingsPage),
]
