"""Everybody who has a card: found as one types, in either keyboard layout; whoever is not found gets a new card."""

from PySide6.QtWidgets import QMenu, QWidget

from narcdesk import patients, search
from narcdesk.dates import plural, show
from narcdesk.search import Found, Result
from ui import visit_dialogs
from ui.desk import Desk
from ui.duplicates_page import DuplicatesPage
from ui.duties_page import DutiesPage
from ui.keys import on_key
from ui.list_export import ListExport
from ui.page import Page, Searched
from ui.patient_dialog import PatientDialog
from ui.patient_list_wizard import PatientListWizard
from ui.patient_page import PatientPage
from ui.pieces import Button, Card, EmptyState, PageHeader, PrimaryButton, QuietButton, Text, column, row
from ui.referrals_page import ReferralsPage
from ui.search_box import SearchBox
from ui.table import Column, RowsTable, Slice
from ui.talks_page import TalksPage

COLUMNS: list[Column[Found]] = [
    Column("Фамилия, имя, отчество", lambda found: found.full_name, strong=True),
    Column("Дата рождения", lambda found: found.birth, 13),
    Column("Населённый пункт", lambda found: found.settlement, 24),
    Column("", lambda found: found.note, 18, tone=lambda found: "warn"),
    Column("Карта №", lambda found: str(found.card_number), 9, align="right"),
    Column("Открыта", lambda found: show(found.opened_on), 12),
]


class PatientsPage(Searched, Page):
    """The list of patients under a search box; `text` is what is looked for at first."""

    finds_people = True

    def __init__(self, desk: Desk, text: str = "") -> None:
        super().__init__(desk)
        self.box = SearchBox("Фамилия, год рождения, СНИЛС, № карты — Ctrl+F", chars=44)
        new = PrimaryButton("Новый пациент", self.enter, icon="plus", key="Ctrl+N")
        self.more_button = Button("Е&щё…", self.open_more)
        self.header = PageHeader("Пациенты", "", [self.box, self.more_button, new])
        self.other_layout = Text("", "caption", "warn")
        self.create_button = QuietButton("", self.enter, icon="plus")
        self.nobody = EmptyState("users", "", "")
        self.table: RowsTable[Found] = RowsTable(
            "Пациенты", COLUMNS, key=lambda found: found.card_number, empty=self.nobody
        )
        self.export = ListExport(
            self, desk, lambda: self.table, lambda: "Пациенты", filtered=lambda: self.box.text().strip()
        )
        self.load_button = QuietButton("Загрузить &старый список…", self.load)
        self.load_button.only_if(desk.may("patients.import_list"))
        side = (self.create_button, self.load_button, self.export.button())
        foot = row(self.table.count_line(), 16, self.other_layout, None, *side)
        foot.setContentsMargins(16, 4, 8, 0)
        foot.addStrut(28)
        self.setLayout(column(self.header, Card("", column(self.table, foot, gap=0), flush=True), gap=12))
        self.box.serve(self.table)
        self.box.setText(text)
        self.box.searched.connect(self.look_for)
        self.box.entered.connect(self._go_on)
        self.table.opened.connect(lambda found: self.show_card(found.id))
        on_key(self, "Insert", self.enter)
        on_key(self, "F9", self.record_visit)

    def refresh(self) -> None:
        count = self.desk.ask(patients.count)
        self.header.show_words("Пациенты", plural(count, "карта", "карты", "карт"))
        self.look_for(self.box.text())

    def first_stop(self) -> QWidget:
        return self.box

    def more(self) -> QMenu:
        """The lists about many people that are looked into now and then."""
        menu = QMenu(self)
        menu.addAction("&Похожие карты…", self.show_duplicates)
        menu.addAction("&Направленные, кто не пришёл…", self.show_sent)
        menu.addAction("Журнал &бесед…", self.show_talks)
        menu.addAction("&Обязанности по суду…", self.show_duties)
        return menu

    def open_more(self) -> None:
        """Show that menu under its button."""
        self.more().popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))

    def show_talks(self) -> None:
        """Talks with people and with groups."""
        self.opens.emit(TalksPage(self.desk))

    def show_duties(self) -> None:
        """Everybody with a court duty, and the lists that went to the head organisation."""
        self.opens.emit(DutiesPage(self.desk))

    def show_sent(self) -> None:
        """Who was sent to the office and has not come, with a card or without."""
        self.opens.emit(ReferralsPage(self.desk))

    def look_for(self, text: str) -> None:
        """Show whom a text means, page by page."""
        if not self.desk.is_open:  # locked a moment after the last letter; whoever unlocks it asks anew
            return
        self.other_layout.setText("")
        self._is_nearly = False

        def page(wanted: Slice) -> list[Found]:
            found = self.desk.ask(search.patients, text, page=wanted.offset // wanted.limit, size=wanted.limit)
            if found.layout or found.alike is not None:
                self._say_layout(found)
            return found.rows

        self.table.show_from(page)
        typed = " ".join(search.as_card(text).get(name, "") for name in ("surname", "given", "patronymic")).strip()
        self.create_button.setText(f"Создать карту «{typed}»")
        self.create_button.setVisible(bool(typed))
        if text.strip():
            self.nobody.show_words("Никто не найден", "Проверьте введённое или заведите карту: Ctrl+N.")
        else:
            self.nobody.show_words("Здесь будут карты пациентов", "Ctrl+N заведёт первую.")

    def _say_layout(self, found: Result) -> None:
        """How the text was read: in the other layout, or with an error forgiven."""
        self._is_nearly = found.alike is not None
        words = [f"Найдено как «{found.layout}»"] * bool(found.layout)
        words += ["так не пишется никто, показаны похожие"] * self._is_nearly
        said = ": ".join(words)
        self.other_layout.setText(said[:1].upper() + said[1:])

    def _go_on(self) -> None:
        """Enter in the search box: to the only one found, into the list, or to a new card."""
        found = self.table.rows.rows
        if len(found) == 1 and not self._is_nearly:  # who is only written alike is looked at first
            self.show_card(found[0].id)
        elif found:
            self.table.setFocus()
            self.table.go_to(0)
        elif self.box.text().strip():
            self.enter()

    def load(self) -> None:
        """The list that the office kept in Excel before."""
        PatientListWizard(self, self.desk).open()

    def show_card(self, patient_id: int) -> None:
        """Open a card over the list."""
        self.opens.emit(PatientPage(self.desk, patient_id))

    def record_visit(self) -> None:
        """A visit of the one with the cursor (F9), without opening his card."""
        found = self.table.current()
        if found is not None and self.desk.may("observation.visit"):
            visit_dialogs.visit(self, self.desk, self.desk.ask(patients.one, found.id))

    def show_duplicates(self) -> None:
        """Cards that may be of one person."""
        self.opens.emit(DuplicatesPage(self.desk))

    def enter(self) -> None:
        """A new card, with what was looked for in it."""
        dialog = PatientDialog(self, self.desk, typed=search.as_card(self.box.text()))
        dialog.saved.connect(lambda patient: self.show_card(patient.id))
        dialog.recognised.connect(self.show_card)
        dialog.open()
