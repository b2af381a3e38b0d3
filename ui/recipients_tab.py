"""The tab «Шифр» of the settings: to whose keys batches are encrypted, each with its fingerprint to compare."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from narcdesk.commission import recipient_keys
from narcdesk.commission.recipient_keys import Recipient
from narcdesk.dates import show
from narcdesk.errors import UserError
from narcdesk.forms.scopes.batch_letter import in_groups
from ui import messages
from ui.choosing_files import ask_file
from ui.desk import Desk
from ui.pieces import Button, Card, Text, column, held, row
from ui.table import Column, RowsTable

SAID = (
    "Выгрузка для получателя с ключом уходит зашифрованной: открыть её может только он. Ключ он делает сам "
    "в командной строке и присылает его открытую часть; отпечаток сверьте с ним по телефону или бумажному "
    "письму. Шифрование HPKE — не сертифицированное СКЗИ: официальный порядок передачи остаётся прежним."
)


def _fingerprint(one: Recipient) -> str:
    # The line breaks between the halves and nowhere else.
    return " ".join(half.replace(" ", "\u00a0") for half in in_groups(one.key.fingerprint)) if one.key else ""


def _standing(one: Recipient) -> str:
    if one.kept_on:
        return f"задан {show(one.kept_on)}"
    return "нужен: без него выгрузки не будет" if one.required else "не задан, выгрузка не шифруется"


COLUMNS: list[Column[Recipient]] = [
    Column("Получатель", lambda one: one.title, lines=2),
    Column(
        "Ключ",
        _standing,
        20,
        lines=2,
        tone=lambda one: "ok" if one.key else "warn" if one.required else "muted",
    ),
    Column("Отпечаток ключа", _fingerprint, 40, lines=2),
]


class RecipientsTab(QWidget):
    """All recipients; a key is taken from a file after its fingerprint was compared."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.give_button = Button("За&дать ключ из файла…", self.give)
        self.drop_button = Button("Убрать клю&ч…", self.drop)
        self.table: RowsTable[Recipient] = RowsTable("Получатели", COLUMNS, key=lambda one: one.code)
        self.table.chosen.connect(self._choose)
        said = Text(SAID, tone="muted", wrap=True)
        card = Card("", self.table, flush=True)
        buttons = held(row(self.give_button, self.drop_button, None))
        self.setLayout(column(said, buttons, card, gap=12, grows=card))
        self._choose(None)

    def refresh(self) -> None:
        """Ask anew."""
        self.table.show_rows(self._desk.ask(recipient_keys.listing))
        self._choose(self.table.current())

    def _choose(self, one: Recipient | None) -> None:
        self.give_button.setEnabled(one is not None)
        self.drop_button.setEnabled(one is not None and one.key is not None)

    def give(self) -> None:
        """Ask for the file with the key of the recipient in front."""
        if path := ask_file(self, "Открытый ключ получателя", "Ключи (*.pem);;Все файлы (*)", "recipient-keys"):
            self.take(path)

    def take(self, path: Path) -> None:
        """Keep the key of a file, once somebody has compared its fingerprint."""
        one = self.table.current()
        if one is None:
            return
        try:
            key = recipient_keys.in_file(path)
        except UserError as error:
            messages.tell(self, error)
            return
        text = (
            "Отпечаток ключа:\n"
            + "\n".join(in_groups(key.fingerprint))
            + "\n\nСверьте его с получателем по телефону или "
            "бумажному письму. С чужим ключом выгрузку откроет не он."
        )
        answers = {"stay": "&Не задавать", "keep": "Отпечаток &сверен, задать"}
        if messages.ask(self, f"Шифровать этим ключом? {one.title}", text, answers, safe="stay") == "keep":
            self._desk.do(self, recipient_keys.keep, one.code, key.pem)

    def drop(self) -> None:
        """Encrypt no longer for the recipient in front."""
        one = self.table.current()
        if one is None:
            return
        text = (
            "Без ключа выгрузка для него не уйдёт: по его правилам она только зашифрована."
            if one.required
            else "Следующие выгрузки для него уйдут незашифрованными."
        )
        answers = {"stay": "&Оставить", "drop": "&Убрать ключ"}
        if messages.ask(self, f"Убрать ключ? {one.title}", text, answers, safe="stay", danger="drop") == "drop":
            self._desk.do(self, recipient_keys.forget, one.code)
