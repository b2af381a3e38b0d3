"""The strip over every page when the register is doubted: what was found, and the head's decision.

What the check at unlock found makes the register read-only till the head decides. What the check beside the work finds
later stops nobody: it is told, and the journal shows it.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from narcdesk import administration
from narcdesk.dates import plural
from ui import messages
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
    """Nothing while all holds. `restore` leads to the backups, None where there is no way there."""

    def __init__(
        self, desk: Desk, check: BackgroundCheck, to_journal: Callable[[], Any], restore: Callable[[], Any] | None
    ) -> None:
        super().__init__()
        self._desk, self._check, self._to_journal, self._restore = desk, check, to_journal, restore
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
        self.setVisible(bool(findings or later))

    def decide(self) -> None:
        """The head says what to do with a doubted copy."""
        answers = {"stay": "&Разобраться сначала"}
        if self._restore is not None:
            answers["restore"] = "&Вернуть копию…"
        answers["accept"] = "Р&аботать с этой"
        match messages.ask(self, HEADING, WORDS, answers, safe="stay", danger="accept"):
            case "accept":
                self._desk.do(self, administration.accept_copy)
            case "restore" if self._restore is not None:
                self._restore()


def _some(sentences: list[str]) -> str:
    rest = len(sentences) - _FEW
    more = f" И ещё {plural(rest, 'замечание', 'замечания', 'замечаний')}." if rest > 0 else ""
    return " ".join(sentences[:_FEW]) + more
