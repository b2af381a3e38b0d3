"""The journal: who did what and when, found by person, action, day and card; and the check that it holds."""

from datetime import date

from PySide6.QtWidgets import QWidget

from narcdesk import journal
from narcdesk.dates import plural, show
from narcdesk.journal import ACTIONS, Checked, Entry, Wanted
from ui import theme, work
from ui.desk import Desk
from ui.fields import ChoiceField, DayField, NumberField
from ui.filter_bar import FilterBar
from ui.page import Page
from ui.pieces import Banner, Card, EmptyState, Facts, PageHeader, Place, PrimaryButton, Text, column, row, scrolled
from ui.table import Column, RowsTable, Slice
from ui.work import Progress

_ANYBODY, _ANY = {"": "все"}, {"": "все действия"}
NARROWEST = 280  # px at the usual size of type: what an entry touched stands in two columns
_FEW = 10  # problems told on the page; there is no end to what a damaged file may hold


class JournalPage(Page):
    """Entries newest first; beside them what the chosen one touched. For the head and the administrator."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.check_button = PrimaryButton("&Проверить журнал", self.check, key="Ctrl+R")
        self.header = PageHeader("Журнал", "", [self.check_button])
        self.person = ChoiceField("person", "Кто", _ANYBODY, chars=16)
        by_title = dict(sorted(ACTIONS.items(), key=lambda action: action[1]))
        self.action = ChoiceField("action", "Что сделано", _ANY | by_title, chars=30)
        self.since = DayField("since", "С", desk.today, lean="past")
        self.until = DayField("until", "По", desk.today, lean="past")
        self.card = NumberField("card", "Карта №", chars=6)
        self.filters = FilterBar([self.person, self.action, self.since, self.until, self.card])
        for field in (self.person, self.action):
            field.set_value("")
        self.filters.changed.connect(self.show_found)
        empty = EmptyState(
            "scroll-text", "Таких записей нет", "Снимите часть условий: журнал помнит всё с первого дня."
        )
        self.table: RowsTable[Entry] = RowsTable("Журнал", _COLUMNS, key=lambda entry: entry.seq, empty=empty)
        self.table.chosen.connect(self._show_entry)
        self.answer = Place(QWidget())
        self.details = Place(QWidget())
        foot = row(self.table.count_line(), None)
        foot.setContentsMargins(16, 0, 16, 0)
        entries = Card("", self.table, foot, flush=True)
        details = Card("", scrolled(self.details))
        details.setMinimumWidth(theme.current().px(NARROWEST))
        beside = row(entries, details, gap=12)
        beside.setStretchFactor(entries, 3)
        beside.setStretchFactor(details, 1)
        self.setLayout(column(self.header, self.filters, self.answer, beside, gap=12, grows=beside))
        self.answer.hide()
        self._show_entry(None)

    def refresh(self) -> None:
        people = {str(number): name for number, name in self.desk.ask(journal.people).items()}
        self.person.offer(_ANYBODY | people)
        last = self.desk.register.head.seq
        line = f"{plural(last, 'запись', 'записи', 'записей')} · имён пациентов здесь нет, только номера карт"
        self.header.show_words("Журнал", line)
        if self.desk.register.findings:
            self._tell("danger", "При открытии реестра найдено: " + " ".join(self.desk.register.findings))
        self.show_found()

    def first_stop(self) -> QWidget:
        return self.table

    def show_found(self) -> None:
        """Show what fits the filters, from the newest."""
        if not self.desk.is_open:  # locked a moment after the last letter; whoever unlocks it asks anew
            return
        wanted = self._wanted()

        def fetch(page: Slice) -> list[Entry]:
            return self.desk.ask(journal.listing, wanted, offset=page.offset, limit=page.limit)

        self.table.show_from(fetch)
        self._show_entry(self.table.current())

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

    def _show_entry(self, entry: Entry | None) -> None:
        if entry is None:
            words = "Выберите запись: здесь встанет, что она затронула."
            self.details.hold(Text(words, tone="muted", wrap=True))
            return
        touched = self.desk.ask(journal.touched, entry.seq)
        facts = Facts((line.what, f"{line.change}: {line.fields}" if line.fields else line.change) for line in touched)
        title = Text(entry.action, "heading", wrap=True)
        when = Text(f"запись № {entry.seq}, {_moment(entry)}, {entry.who}", "caption", "muted", wrap=True)
        none = Text("Сами сведения запись не меняла.", tone="muted", wrap=True)
        shown = QWidget()
        shown.setLayout(column(title, when, 4, facts if touched else none, None, gap=4))
        self.details.hold(shown)

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


def _moment(entry: Entry) -> str:
    return f"{show(entry.at.date())} {entry.at:%H:%M:%S}"


_COLUMNS: list[Column[Entry]] = [
    Column("№", lambda entry: str(entry.seq), 7, align="right", tone=lambda _entry: "muted"),
    Column("Когда", _moment, 17),
    Column("Кто", lambda entry: entry.who, 15),
    Column("Что сделано", lambda entry: entry.action, strong=True),
    Column("О чём", lambda entry: entry.subject, 22),
]
