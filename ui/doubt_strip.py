"""The strip over every page when the register is doubted: what was found, and the head's decision; what was not seen.

What the check at unlock found makes the register read-only till the head decides. What the check beside the work finds
later stops nobody: it is told, and the journal shows it.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from narcdesk import administration
from narcdesk.backup_plan import shelf
from narcdesk.backup_plan.shelf import Found
from narcdesk.dates import plural, show
from narcdesk.register import Register
from ui import messages, work
from ui.background_check import BackgroundCheck
from ui.desk import Desk
from ui.pieces import Banner, clear

HEADING = "Этот реестр не тот, что видел этот компьютер"
WORDS = (
    "Вернуть копию — если файл подменили или он повреждён: в резервной копии недостающее есть. Работать с этой — если "
    "вы сами восстановили реестр: недостающие операции в нём не появятся, решение будет записано в журнал."
)
_FEW = 3


class DoubtStrip(QWidget):
    """Nothing while all holds; else what was found, and for the head the way on: a backup, or this copy."""

    def __init__(
        self, desk: Desk, check: BackgroundCheck, to_journal: Callable[[], Any], restore: Callable[[], Any]
    ) -> None:
        super().__init__()
        self._desk, self._check, self._to_journal, self._restore = desk, check, to_journal, restore
        self._noted: Register | None = None  # whose notes the person has read
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(24, 8, 24, 0)
        self._box.setSpacing(8)
        desk.changed.connect(self.refresh)
        check.told.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say what stands against the register now."""
        clear(self._box)
        findings, later = self._desk.register.findings, self._check.found
        notes = [] if self._noted is self._desk.register else self._desk.register.notes
        if findings:
            words = f"Только чтение: ничего не записывается. {_some(findings)}"
            if self._desk.may("audit.accept_copy"):
                self._box.addWidget(Banner("danger", words, "Решить…", self.decide))
            else:
                self._box.addWidget(Banner("danger", f"{words} Что делать дальше, решит заведующий."))
        if later:
            words = f"Проверка файла нашла: {_some(later)} Сохраните копию и сообщите заведующему."
            may_read = self._desk.may("audit.check")
            self._box.addWidget(Banner("danger", words, *(("Журнал", self._to_journal) if may_read else ())))
        if notes:  # without its mark a computer does not know an older copy from the register
            self._box.addWidget(Banner("warn", " ".join(notes), "Понятно", self._note))
        self.setVisible(bool(findings or later or notes))

    def _note(self) -> None:
        self._noted = self._desk.register
        self.refresh()

    def decide(self) -> None:
        """The head says what to do with a doubted copy; the backups that there are stand beside the question."""
        register = self._desk.register
        work.run(self, "Ищем резервные копии…", lambda _progress: shelf.listing(register), self._ask)

    def _ask(self, found: list[Found]) -> None:
        good = [one for one in found if one.manifest is not None and not one.trouble]
        answers = {"stay": "&Разобраться сначала", "restore": "&Вернуть копию…", "accept": "Р&аботать с этой"}
        words = f"{WORDS}\n\n{self._of_backups(good)}"
        match messages.ask(self, HEADING, words, answers, safe="stay", danger="accept"):
            case "accept":
                self._desk.do(self, administration.accept_copy)
            case "restore":
                self._restore()

    def _of_backups(self, good: list[Found]) -> str:
        """When the last backups were made, and whether they hold more than this register."""
        if not good:
            return "В папках для резервных копий подходящих файлов нет: вставьте накопитель или найдите файл сами."
        zone, here = self._desk.register.now().tzinfo, self._desk.register.head.seq
        lines = []
        for one in good[:_FEW]:
            assert one.manifest is not None
            at, facts = one.manifest.made_at.astimezone(zone), one.manifest.facts
            seq = f", до записи № {facts.head.seq}" if facts else ""
            newer = " — в ней больше, чем здесь" if facts and facts.head.seq > here else ""
            lines.append(f"{show(at.date())} {at:%H:%M}{seq}{newer}")
        return f"Здесь журнал до записи № {here}. Резервные копии: " + "; ".join(lines) + "."


def _some(sentences: list[str]) -> str:
    rest = len(sentences) - _FEW
    more = f" И ещё {plural(rest, 'замечание', 'замечания', 'замечаний')}." if rest > 0 else ""
    return " ".join(sentences[:_FEW]) + more
