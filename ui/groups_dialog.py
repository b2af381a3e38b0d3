"""The directory of groups of mutual help: what the office knows of each, and since when."""

from PySide6.QtWidgets import QDialog, QWidget

from narcdesk import groups
from narcdesk.dates import show
from narcdesk.groups import SupportGroup
from narcdesk.patients import Patient
from ui import support_facts
from ui.desk import Desk
from ui.patient_tab import ListCard
from ui.pieces import Button, Elided, QuietButton, column, held, row, rule
from ui.sheets import open_sheet
from ui.table import Column
from ui.windows import let_go

SIZE = (920, 480)  # px
GROUPS: list[Column[SupportGroup]] = [
    Column("Название", lambda group: group.name, lines=2, strong=True),
    Column("Вид", lambda group: group.kind.label, 14, lines=2),
    Column("Где", lambda group: group.place, 19, lines=2),
    Column("Дни и часы", lambda group: group.days, 11, lines=2),
    Column("Связь", lambda group: group.contact, 15, lines=2),
    Column(
        "Сведения",
        lambda group: f"до {show(group.valid_to)}" if group.valid_to else f"на {show(group.valid_from)}",
        13,
        tone=lambda group: "muted" if group.valid_to else "text",
    ),
]


class GroupsDialog(QDialog):
    """All groups by their names, those that meet no more too; Enter amends one."""

    def __init__(self, parent: QWidget, desk: Desk, patient: Patient) -> None:
        super().__init__(parent)
        self._desk, self._patient = desk, patient
        self.setWindowTitle("Группы взаимопомощи")
        self.groups = ListCard(
            "Справочник",
            GROUPS,
            QuietButton("Новая &группа", self.enter, icon="plus"),
            empty="Групп ещё нет. Запишите те, что советуете: где, когда собираются, как связаться.",
        )
        self.groups.table.opened.connect(self.amend)
        words = "Кто куда ходит, здесь не записывают: посещение отмечают в карте, со слов пациента."
        top = held(column(Elided("Группы взаимопомощи", "title"), Elided(words, "caption", "muted"), gap=0))
        middle = held(column(self.groups, grows=self.groups))
        self.print_button = Button("&Напечатать список", self.print_list, icon="printer")
        foot = held(row(self.print_button, None, Button("&Закрыть", self.accept)))
        for part, above, below in ((top, 20, 12), (middle, 16, 16), (foot, 12, 16)):
            part.setContentsMargins(24, above, 24, below)
        self.setLayout(column(top, rule(), middle, rule(), foot, gap=0, grows=middle))
        self.resize(*SIZE)
        desk.changed.connect(self.refresh)
        self.finished.connect(lambda: let_go(self))
        self.refresh()

    def refresh(self) -> None:
        """Ask anew."""
        if self._desk.is_open:
            self.groups.table.show_rows(self._desk.ask(groups.directory, open_only=False))
            self.print_button.setEnabled(bool(self._desk.ask(groups.directory)))

    def print_list(self) -> None:
        """The groups that meet, for the person to take along; his name is not on it."""
        open_sheet(self, self._desk, "gruppy_podderzhki", self._patient)

    def enter(self) -> None:
        """One more group."""
        support_facts.new_group(self, self._desk)

    def amend(self, group: SupportGroup) -> None:
        """What has changed about one."""
        support_facts.amend_group(self, self._desk, group)
