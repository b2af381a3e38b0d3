"""When the program locks itself: one form for the whole office, and what locks it whatever is set."""

from functools import partial

from PySide6.QtWidgets import QWidget

from narcdesk import locking
from narcdesk.drafts import Draft
from narcdesk.errors import Invalid
from narcdesk.fields import fields_of
from narcdesk.locking import LockRules
from ui import messages
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fields import Form
from ui.pieces import Button, Card, Text, column, row

ALWAYS = (
    "Ctrl+L из любого окна",
    "когда заблокирован сам Windows, сменился пользователь или подключились издалека",
    "когда компьютер засыпает, выключается или Windows завершает сеанс",
)


class LockSettings(QWidget):
    """The tab «Замок» of the settings; who may not change it sees how it is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.form = Form.of(fields_of(LockRules), desk.today)
        self.draft = FormDraft(desk, "office.amend_locking")
        self.draft.begin(self, "Когда закрывать на замок", str, self.form.contents)
        self.save_button = Button("&Сохранить", self.save)
        self.save_button.only_if(desk.may("office.amend_locking"))
        self.form.setEnabled(desk.may("office.amend_locking"))
        self.form.edited.connect(partial(desk.note_unsaved, True))
        self.form.finished.connect(self.save_button.setFocus)
        always = [Text(f"· {one}", wrap=True) for one in ALWAYS]
        kept = Text("Введённое в открытых окнах остаётся: после пароля каждое поле и курсор на своём месте.", wrap=True)
        self.setLayout(
            column(
                Card("Закрывать на замок", self.form, row(None, self.save_button)),
                Card("При любых настройках закрывается", *always, kept),
                None,
                gap=12,
            )
        )

    def refresh(self) -> None:
        """Show what is set, unless something else is typed."""
        if not self.form.is_edited:
            rules = self._desk.ask(locking.rules)
            self.form.fill({name: getattr(rules, name) for name in self.form.fields})

    def save(self) -> None:
        """Set it for everybody."""
        self.form.clear_problems()
        if self._desk.do(self, self.draft.ends_with(locking.amend), self.form.values()) is not None:
            self.form.is_edited = False
            messages.inform(self, "Сохранено; действует у всех сразу.")

    def take_up(self, draft: Draft) -> None:
        """Go on with rules that were left half changed."""
        self.draft.take_up(draft)
        self.form.take_up(draft.typed)

    def show_problems(self, invalid: Invalid) -> None:
        """`Desk.do` brings here what cannot be accepted."""
        self.form.show_problems(invalid)
