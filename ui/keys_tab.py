"""The settings of the keys, for the head: the recovery sheet, its yearly trial, and a new key for the register."""

from PySide6.QtWidgets import QWidget

from narcdesk import administration, recovery
from narcdesk.dates import show
from ui import messages
from ui.desk import Desk
from ui.pieces import Banner, Button, Card, Facts, Text, clear, column, row
from ui.recovery_dialogs import DrillDialog
from ui.recovery_sheet import make_sheet

_REKEY = (
    "Все данные шифруются заново под новым ключом. Это нужно, когда ушёл тот, кто мог унести копию реестра и пароль, "
    "или когда слова восстановления мог прочесть чужой: старый ключ новый реестр уже не откроет."
)
_AFTER = (
    "Пароли сотрудников останутся прежними. Прежний лист со словами станет негоден, новый нужно напечатать сразу. "
    "Резервные копии, сделанные раньше, по-прежнему открываются теми паролями и словами, что были тогда."
)


class KeysTab(QWidget):
    """The tab «Ключи»."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._sheet = column(gap=12)
        self.sheet_button = Button("Напеча&тать лист…", self.make_sheet)
        self.drill_button = Button("&Проверить слова…", self.drill)
        self.rekey_button = Button("Перешифровать р&еестр…", self.rekey)
        words = Card("Слова восстановления", self._sheet, row(self.sheet_button, self.drill_button, None))
        key = Card(
            "Новый ключ",
            Text(_REKEY, wrap=True),
            Text(_AFTER, tone="muted", wrap=True),
            row(self.rekey_button, None),
        )
        self.setLayout(column(words, key, None, gap=12))

    def refresh(self) -> None:
        """Ask how the register stands with its sheet."""
        standing = self._desk.ask(recovery.standing)
        clear(self._sheet)
        if standing.due:
            self._sheet.addWidget(Banner("warn", standing.due))
        made = f"сделан {show(standing.made_on)}" if standing.made_on else "не напечатан"
        tried = show(standing.drilled_on) if standing.drilled_on else "ещё не проверяли"
        facts = [("Ключ реестра", f"{standing.key_id[:4]} {standing.key_id[4:]}"), ("Лист", made)]
        if standing.drill_on:
            facts += [("Слова проверены", tried), ("Проверить до", show(standing.drill_on))]
        self._sheet.addWidget(Facts(facts))

    def make_sheet(self) -> None:
        """Show, print and check a sheet of words."""
        make_sheet(self, self._desk)

    def drill(self) -> None:
        """Type the words from the sheet, to see that they open the register."""
        DrillDialog(self, self._desk).open()

    def rekey(self) -> None:
        """Encrypt everything anew, after a question."""
        heading = "Перешифровать реестр?"
        text = f"{_AFTER} На время работы нужно столько же места на диске, сколько занимает реестр."
        answers = {"stay": "&Не сейчас", "rekey": "&Перешифровать"}
        if messages.ask(self, heading, text, answers, safe="stay") == "rekey":
            rekey(self, self._desk)


def rekey(parent: QWidget, desk: Desk) -> None:
    """Give the register a new key, and lead on to the new sheet."""

    def end(_done: None) -> None:
        messages.inform(parent, "Реестр перешифрован. Напечатайте новый лист со словами восстановления.")
        make_sheet(parent, desk)

    desk.work(parent, "Перешифровываем реестр", administration.rekey, then=end)


class DueSheet(QWidget):
    """What «Сегодня» tells the head of the recovery sheet: that there is none, or that its words are to be tried."""

    def __init__(self, desk: Desk, before: QWidget) -> None:
        super().__init__()
        self._desk, self._before = desk, before
        self._box = column()
        self.setLayout(self._box)
        self.hide()

    def refresh(self) -> None:
        """Say what is due now."""
        clear(self._box)
        standing = self._desk.ask(recovery.standing) if self._desk.may("keys.sheet") else None
        is_due = standing is not None and bool(standing.due)
        if standing is not None and is_due:
            verb = "Проверить слова…" if standing.made_on else "Сделать лист…"
            banner = Banner("warn", standing.due, verb, self._drill if standing.made_on else self._make)
            self._box.addWidget(banner)
            assert banner.button is not None
            self.setTabOrder(self._before, banner.button)  # made last, it would be the last stop of Tab
        self.setVisible(is_due)

    def _make(self) -> None:
        make_sheet(self, self._desk)

    def _drill(self) -> None:
        DrillDialog(self, self._desk).open()
