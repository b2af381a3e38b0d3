"""The journal: who did what and when, found by person, action, day and card; the logs beside it; check and export."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QTabWidget, QWidget

from narcdesk import journal, oversight
from narcdesk.dates import plural, show
from narcdesk.journal import ACTIONS, Checked, Wanted
from narcdesk.register import Register
from ui import choosing_files, messages, work
from ui.desk import Desk
from ui.fields import ChoiceField, DayField, NumberField
from ui.filter_bar import FilterBar
from ui.journal_entries import EntriesTab
from ui.journal_logs import LOGS, LogTab
from ui.page import Page
from ui.pieces import Banner, Button, PageHeader, Place, PrimaryButton, column
from ui.work import Progress

_ANYBODY, _ANY = {"": "все"}, {"": "все действия"}
_FEW = 10  # problems told on the page; there is no end to what a damaged file may hold


class JournalPage(Page):
    """The journal and its logs under one set of filters. For the head and the administrator."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.export_button = Button("Вы&грузить…", self.export, key="Ctrl+E")
        self.export_button.only_if(desk.may("audit.export"))
        self.check_button = PrimaryButton("Проверить &журнал", self.check, key="Ctrl+R")
        self.header = PageHeader("Журнал", "", [self.export_button, self.check_button])
        self.person = ChoiceField("person", "Кто", _ANYBODY, chars=16)
        by_title = dict(sorted(ACTIONS.items(), key=lambda action: action[1]))
        self.action = ChoiceField("action", "Что сделано", _ANY | by_title, chars=30)
        self.since = DayField("since", "С", desk.today, lean="past")
        self.until = DayField("until", "По", desk.today, lean="past")
        self.card = NumberField("card", "Карта №", chars=6)
        self.filters = FilterBar([self.person, self.since, self.until, self.card, self.action])
        for field in (self.person, self.action):
            field.set_value("")
        self.filters.changed.connect(self.show_found)
        self.answer = Place(QWidget())
        self.entries = EntriesTab(desk)
        self.table, self.details = self.entries.table, self.entries.details
        self.logs = [LogTab(desk, log) for log in LOGS]
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("Журнал и учёт")
        for title, tab in zip(["&Записи", *(log.title for log in LOGS)], [self.entries, *self.logs], strict=True):
            tab.setContentsMargins(0, 12, 0, 0)
            self.tabs.addTab(tab, title)
        self.tabs.currentChanged.connect(self._turn)
        self.setLayout(column(self.header, self.filters, self.answer, self.tabs, gap=12, grows=self.tabs))
        self.answer.hide()

    def refresh(self) -> None:
        people = {str(number): name for number, name in self.desk.ask(journal.people).items()}
        self.person.offer(_ANYBODY | people)
        last = self.desk.register.head.seq
        line = f"{plural(last, 'запись', 'записи', 'записей')} · имён пациентов здесь нет, только номера карт"
        self.header.show_words("Журнал", line)
        self.show_found()

    def first_stop(self) -> QWidget:
        return self.table

    def show_found(self) -> None:
        """Let the log in front show what fits the filters."""
        if not self.desk.is_open:  # locked a moment after the last letter; whoever unlocks it asks anew
            return
        front = self.tabs.currentWidget()
        assert isinstance(front, EntriesTab | LogTab)
        front.show_found(self._wanted())

    def _turn(self, tab: int) -> None:
        under_its_name = self.action.parentWidget()
        assert under_its_name is not None
        under_its_name.setVisible(tab == 0)  # each other log is of one action
        self.show_found()

    def _wanted(self) -> Wanted:
        person, action, card = (self.filters.text(name) for name in ("person", "action", "card"))
        since, until = self.since.value(), self.until.value()
        return Wanted(
            person_id=int(person) if person.isdecimal() else None,
            action=action if action in ACTIONS else "",
            since=since if isinstance(since, date) else None,
            until=until if isinstance(until, date) else None,
            card_number=int(card) if card.isdecimal() else None,
        )

    # Export

    def export(self) -> None:
        """All five logs as one workbook for the security officer, as the filters have them."""
        name = f"Журнал {self.desk.today():%Y-%m-%d}.xlsx"
        chosen = choosing_files.ask_new_file(self, "Выгрузить журнал", "Таблица (*.xlsx)", "journal", name)
        if chosen is None:
            return
        wanted = self._wanted()

        def write(register: Register, path: Path, progress: Progress) -> Path:
            return oversight.export(register, path, wanted, progress=progress)

        self.desk.work(self, "Собираем журнал…", write, chosen, then=self._exported)

    def _exported(self, path: Path) -> None:
        messages.inform(self, f"Журнал выгружен: {path.name}. Файл не зашифрован, фамилий пациентов в нём нет.")

    # The check

    def check(self) -> None:
        """Walk the whole journal and hold every row of the register against it."""

        def check(_progress: Progress) -> Checked:
            return self.desk.ask(journal.check)

        work.run(self, "Проверяем журнал и каждую строку реестра…", check, self._show_checked)

    def _show_checked(self, found: Checked) -> None:
        when = f"{show(found.at.date())} в {found.at:%H:%M}"
        if not found.problems:
            entries = plural(found.entries, "запись", "записи", "записей")
            self._tell("ok", f"Проверено {when}: {entries}, цепочка цела, каждая строка реестра совпадает с журналом.")
            return
        more = f" И ещё {len(found.problems) - _FEW}." if len(found.problems) > _FEW else ""
        told = " ".join(found.problems[:_FEW])
        self._tell("danger", f"Проверено {when}, не сходится: {told}{more} Сохраните копию и сообщите заведующему.")

    def _tell(self, tone: str, words: str) -> None:
        self.answer.hold(Banner(tone, words))
        self.answer.show()
