"""The tab «Копии» of the settings: where they go and when, which ones there are, one now, back from one."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from narcdesk import backup_plan
from narcdesk.backup_plan import BackupPlan, Found
from narcdesk.backups import Manifest, age_words
from narcdesk.dates import plural
from narcdesk.errors import Invalid
from narcdesk.fields import fields_of
from ui import backing_up, messages
from ui.desk import Desk
from ui.fields import Form
from ui.fields.made import made
from ui.latest import Latest
from ui.medium_dialog import ask_medium
from ui.pieces import Banner, Button, Card, EmptyState, Place, PrimaryButton, QuietButton, column, held, row
from ui.restore_dialog import RestoreDialog
from ui.table import Column, RowsTable

PURPOSE = "backups"
SAME_DISK = (
    "Копии сохраняются на этом же компьютере, в папке «{folder}»: если он сломается или его украдут, пропадут и они. "
    "Укажите флеш-накопитель или папку на другом диске."
)
NONE_YET = "Копий здесь ещё нет"
BY_ITSELF, BY_PLAN = "Первая появится сама при выходе из программы.", "Первая появится сама в срок, заданный планом."
BY_HAND = "Без сохранённого плана учебная база сама не копируется."


class BackupTab(QWidget):
    """For who may plan backups; the list is read from the media in a thread of its own."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        asked = [made(field, desk.today) for field in fields_of(BackupPlan)]
        self.form = Form([("Куда", asked[:2]), ("Когда", asked[2:])], columns=2)
        self.form.edited.connect(partial(desk.note_unsaved, True))
        self.save_button = Button("Со&хранить план", self.save)
        self.form.finished.connect(self.save_button.setFocus)
        choose = [
            QuietButton("Выбрать п&апку…", partial(self.choose, "folder")),
            QuietButton("Выбрать &второе место…", partial(self.choose, "stick")),
        ]
        self.make_button = PrimaryButton("С&делать копию", self.make, key="Ctrl+B")
        self.check_button = Button("Пров&ерить копию", self.check)
        self.restore_button = Button("Восс&тановить…", self.restore)
        self.empty = EmptyState("inbox", NONE_YET, "")
        self.table: RowsTable[Found] = RowsTable(
            "Резервные копии", self._columns(), key=lambda found: str(found.path), empty=self.empty
        )
        self.table.chosen.connect(self._choose)
        self.warning = Place(QWidget())
        self._reading: Latest[list[Found]] = Latest(self)
        self._reading.done.connect(self._show)
        self._reading.refused.connect(lambda error: messages.tell(self, error))
        self._checked: set[Path] = set()
        plan = Card("", self.form, row(*choose, None, self.save_button))
        acts = held(row(self.make_button, self.check_button, self.restore_button, None))
        shelf = Card("", self.table, flush=True)
        self.setLayout(column(self.warning, plan, acts, shelf, gap=12, grows=shelf))
        self._choose(None)

    def _columns(self) -> list[Column[Found]]:
        return [
            Column("Когда", lambda found: self._when(found.manifest), 28, strong=True),
            Column("Где", lambda found: str(found.path.parent)),
            Column("Пациентов", _patients, 10, align="right"),
            Column("Размер", lambda found: _megabytes(found.size), 10, align="right"),
            Column("Состояние", self._state, 22, pill=True, tone=lambda found: "danger" if found.trouble else "ok"),
        ]

    def _when(self, manifest: Manifest | None) -> str:
        if manifest is None:
            return "не читается"
        moment = manifest.made_at.astimezone(self._desk.register.now().tzinfo)
        return f"{moment:%d.%m.%Y %H:%M} · {age_words(moment, self._desk.register.now())}"

    def _state(self, found: Found) -> str:
        if found.trouble or found.manifest is None:
            return "повреждена"
        if found.path in self._checked:
            return "проверена сейчас"
        return "проверена при записи" if found.manifest.facts is not None else "скопирована без пароля"

    def refresh(self) -> None:
        """Show the plan, unless something else is typed, and read anew what there is."""
        if not self.form.is_edited:
            decided = self._desk.ask(backup_plan.decided)
            self.form.fill({name: getattr(decided, name) for name in self.form.fields})
        plan = self._desk.ask(backup_plan.plan)
        if plan.on_this_disk:
            self.warning.hold(Banner("warn", SAME_DISK.format(folder=plan.folder)))
        self.warning.setVisible(plan.on_this_disk)
        by_itself = BY_ITSELF if plan.at_exit else BY_PLAN
        self.empty.show_words(NONE_YET, by_itself if plan.is_automatic else BY_HAND)
        self._reading.ask(partial(backup_plan.lying_in, plan.folders, self._desk.register.register_id), at_once=True)

    def _show(self, found: list[Found]) -> None:
        if self._desk.is_open:  # the lock may have come meanwhile
            self.table.show_rows(found)
            self._choose(self.table.current())

    def _choose(self, found: Found | None) -> None:
        self.check_button.setEnabled(found is not None and not found.trouble)

    # The plan

    def choose(self, name: str) -> None:
        """Pick a place by the dialog of the system."""
        if chosen := ask_medium(self, "Куда класть копии", "&Выбрать", PURPOSE):
            self.form[name].set_value(str(chosen.folder))
            self.form.is_edited = True
            self._desk.note_unsaved(True)

    def save(self) -> None:
        """Keep the plan for the whole office."""
        self.form.clear_problems()
        if self._desk.do(self, backup_plan.amend, self.form.values()) is not None:
            self.form.is_edited = False
            messages.inform(self, "План сохранён.")
            self.refresh()

    def show_problems(self, invalid: Invalid) -> None:
        """`Desk.do` brings here what cannot be accepted."""
        self.form.show_problems(invalid)

    # Backups

    def make(self) -> None:
        """One now."""
        backing_up.make_now(self, self._desk)

    def check(self) -> None:
        """Open the chosen one by the key in hand and count it."""
        found = self.table.current()
        if found is None:
            return

        def told(manifest: Manifest) -> None:
            self._checked.add(found.path)
            self.refresh()
            facts = manifest.facts
            rows = plural(facts.total, "строка", "строки", "строк") if facts else "сведения на месте"
            messages.inform(self, f"Копия от {self._when(manifest)} открыта и сосчитана: {rows}.")

        self._desk.work(self, "Проверяем копию…", backup_plan.check, found.path, then=told)

    def restore(self) -> RestoreDialog:
        """A register from the chosen one, in another folder; this register stays as it is."""
        found = self.table.current()
        dialog = RestoreDialog(self, found.path if found is not None and not found.trouble else None)
        dialog.restored.connect(self._desk.leaves_for)
        dialog.open()
        return dialog


def _patients(found: Found) -> str:
    facts = found.manifest.facts if found.manifest else None
    return f"{facts.rows.get('patients', 0):,}".replace(",", " ") if facts else ""


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.1f} МБ".replace(".", ",") if size else ""
