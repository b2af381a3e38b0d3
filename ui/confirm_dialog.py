"""The second person of a batch: he reads what was checked, and says yes by his own login and password."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from narcdesk.commission import confirming, export
from narcdesk.errors import UserError
from narcdesk.staff import Person
from ui import work
from ui.batch_tabs import Prepared, facts_of
from ui.desk import Desk
from ui.fields import ChoiceField, Form, PasswordField
from ui.pieces import (
    Banner,
    Button,
    Card,
    Facts,
    Place,
    PrimaryButton,
    State,
    StepRow,
    Text,
    column,
    held,
    row,
    scrolled,
)
from ui.windows import let_go
from ui.work import Progress

WIDTH, HEIGHT, LEAST, AWAY = 820, 760, 700, 24  # px; the last from the edges of the window behind


@dataclass(frozen=True)
class Asked:
    """What somebody is asked to say yes to: what it is, what was checked, and how his login and password confirm it."""

    facts: list[tuple[str, str]]
    risks: Mapping[str, str]
    confirm: Callable[[str, str], Person]

    @classmethod
    def of_tables(cls, desk: Desk, prepared: Prepared) -> "Asked":
        """A batch of tables."""
        return cls(facts_of(prepared), prepared.risks, lambda *told: desk.ask(export.confirm, prepared.batch, *told))


class ConfirmDialog(QDialog):
    """`person` is who confirmed; whoever prepared the batch stays signed in, and cannot be chosen here."""

    def __init__(self, parent: QWidget, desk: Desk, asked: Asked) -> None:
        super().__init__(parent)
        self.setWindowTitle("NarcDesk")
        self._asked = asked
        self.person: Person | None = None
        may = {one.login: f"{one.short_name}, {one.role_title}" for one in desk.ask(confirming.second_people)}
        self.login = ChoiceField("login", "Кто подтверждает", may, required=True, chars=32)
        self.password = PasswordField("password", "Его пароль")
        self.form = Form([("", [self.login, self.password])])
        if len(may) == 1:
            self.login.set_value(next(iter(may)))
        self.trouble = Place(held(column()))
        self.trouble.hide()
        self.button = PrimaryButton("&Подтвердить", self.confirm, key="Ctrl+Enter")
        self.button.setEnabled(bool(may))
        self.form.finished.connect(self.button.setFocus)
        checked = Card("Проверено", *[StepRow(said, "", State.DONE) for said in asked.risks.values()])
        report = held(column(Card("Что уйдёт", Facts(asked.facts)), checked, None, gap=12))
        report.setContentsMargins(0, 0, 8, 0)
        words = "Он отвечает за эту выгрузку вместе с тем, кто её подготовил; запись об этом остаётся в журнале."
        area = scrolled(report)
        foot = row(None, Button("&Не подтверждать", self.reject), self.button)
        parts = (Text("Подтверждает второй сотрудник", "title"), Text(words, tone="muted", wrap=True))
        body = column(*parts, area, self.trouble, self.form, foot, gap=12, grows=area)
        body.setContentsMargins(24, 20, 24, 16)
        self.setLayout(body)
        behind = parent.window().size() - QSize(2 * AWAY, 2 * AWAY)
        self.resize(behind.boundedTo(QSize(WIDTH, HEIGHT)).expandedTo(QSize(LEAST, LEAST // 2)))
        if not may:
            self._say(confirming.NOBODY)
            self.form.hide()
        (self.password if self.login.value() else self.login).control.setFocus()

    def _say(self, words: str) -> None:
        self.trouble.hold(Banner("warn", words))
        self.trouble.show()

    def confirm(self) -> None:
        """Prove the password and keep his yes; a wrong one is told and counts."""
        login, password = str(self.login.value() or ""), str(self.password.value() or "")
        if not login or not password:
            self._say("Выберите, кто подтверждает, и пусть он введёт свой пароль.")
            return

        def prove(_progress: Progress) -> Person:
            return self._asked.confirm(login, password)

        work.run(self, "Проверяем пароль…", prove, self._confirmed, failed=self._refused)

    def _confirmed(self, person: Person) -> None:
        self.person = person
        self.password.set_value("")
        self.accept()

    def _refused(self, error: UserError) -> None:
        self._say(f"{error.what} {error.do}".strip())
        self.password.set_value("")
        self.password.control.setFocus()


def ask(parent: QWidget, desk: Desk, asked: Asked) -> Person | None:
    """Who said yes by his own password; None when nobody did."""
    dialog = ConfirmDialog(parent, desk, asked)
    dialog.exec()
    person = dialog.person
    let_go(dialog)
    return person
