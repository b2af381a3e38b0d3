"""The text of one paper: written at the left, printed with invented data at the right, moment by moment."""

from contextlib import suppress

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QTabWidget

from narcdesk.drafts import Draft
from narcdesk.errors import UserError
from narcdesk.forms import TemplateFault, all_templates, editing, listing
from narcdesk.forms.contents import Named
from ui import messages
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fields import CodeField, Form
from ui.latest import Latest
from ui.page import Page
from ui.pdf_view import PdfView
from ui.pieces import Button, PageHeader, PrimaryButton, QuietButton, Text, column, held, row
from ui.table import Column, RowsTable

HOW = "Слова в фигурных скобках программа заменит сведениями; их список справа, Enter вставит."


class FormTextPage(Page):
    """One paper's text. What is typed is tried at once; only what can be printed is saved, by Ctrl+S."""

    def __init__(self, desk: Desk, code: str) -> None:
        super().__init__(desk)
        self.code, self._factory = code, all_templates()[code]
        self.save_button = PrimaryButton("&Сохранить", self.save, key="Ctrl+S")
        self.put_back_button = Button("&Вернуть текст программы…", self.put_back)
        self.header = PageHeader(self._factory.title, "", [self.put_back_button, self.save_button])
        self.field = CodeField("text", "Текст бумаги")
        self.form = Form([("", [self.field])], tall=True)
        self.form.sections[0].labels["text"].hide()
        self.form.edited.connect(self._typed)
        self.draft = FormDraft(desk, "forms.keep", kind=code)
        self.draft.begin(self, "Текст бумаги", lambda: self._factory.title, self.form.contents)
        self.view = PdfView("Проба")
        self.named: RowsTable[Named] = RowsTable("Поля", _FIELDS, key=lambda one: one.path)
        self.named.show_rows(listing(self._factory.scope))
        self.named.opened.connect(self.insert)
        self.aside = QTabWidget()
        self.aside.setDocumentMode(True)
        self.aside.addTab(self.view, "&Проба")
        self.aside.addTab(self.named, "Пол&я")
        self.said = Text("", "caption", "muted", wrap=True)
        self.go_button = QuietButton("К этой строке", self.go_to_fault)
        self._fault: TemplateFault | None = None
        self._latest: Latest[bytes] = Latest(self)
        self._latest.done.connect(self._show)
        self._latest.refused.connect(self._refuse)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.setHandleWidth(16)
        both.addWidget(held(column(self.form, Text(HOW, "caption", "muted", wrap=True), grows=self.form)))
        both.addWidget(self.aside)
        both.setSizes([560, 440])
        foot = row(self.said, self.go_button, grows=self.said)
        self.setLayout(column(self.header, both, foot, gap=12, grows=both))
        self._say("", None)

    def refresh(self) -> None:
        found = next(one for one in self.desk.ask(editing.listing) if one.code == self.code)
        if not self.form.is_edited:
            self.form.fill({"text": self.desk.ask(editing.text_of, self.code)})
            self._try(at_once=True)
        self.header.show_words(self._factory.title, f"текст: {found.whose}")
        self.put_back_button.setEnabled(found.own is not None)

    # Trying it

    def _typed(self) -> None:
        self.desk.note_unsaved(True)
        self._try()

    def _try(self, *, at_once: bool = False) -> None:
        code, text = self.code, self.field.typed()
        self._latest.ask(lambda: editing.trial(code, text), at_once=at_once)

    def _show(self, pdf: bytes) -> None:
        self.view.show_pdf(pdf)
        self._say("Печатается. Сведения в пробе вымышлены.", None)

    def _refuse(self, error: UserError) -> None:
        self._say(f"{error.what} {error.do}".strip(), error if isinstance(error, TemplateFault) else None)

    def _say(self, text: str, fault: TemplateFault | None) -> None:
        self._fault = fault
        self.said.setText(text)
        self.said.set_tone("danger" if fault else "muted")
        self.go_button.setVisible(bool(fault and fault.line))

    def go_to_fault(self) -> None:
        """The cursor goes to the line that is wrong."""
        if self._fault is not None:
            self.field.code.go_to_line(self._fault.line)

    def insert(self, named: Named) -> None:
        """Write the name of a field where the cursor is; of a list only its last word fits, within its rows."""
        path = named.path.rpartition("[].")[2]
        self.field.code.insertPlainText("{{ " + path + " }}")
        self.field.code.setFocus()

    # Keeping it

    def save(self) -> None:
        """Print by this text from now on."""
        if self.desk.do(self, self.draft.ends_with(editing.keep), self.code, self.field.typed()) is not None:
            self._saved()

    def put_back(self) -> None:
        """Print by the program's text again."""
        heading = f"Вернуть текст программы: «{self._factory.title}»?"
        text = "Новые бумаги выйдут по нему; напечатанные раньше не изменятся. Свой текст останется в журнале редакций."
        answers = {"stay": "&Оставить свой", "back": "&Вернуть"}
        if messages.ask(self, heading, text, answers, safe="stay") != "back":
            return
        if self.desk.do(self, self.draft.ends_with(editing.put_back), self.code) is not None:
            self._saved()

    def _saved(self) -> None:
        self.form.is_edited = False
        self.desk.note_unsaved(False)
        self.refresh()

    def may_leave(self) -> bool:
        if not self.form.is_edited:
            return True
        answers = {"stay": "&Остаться", "drop": "&Не сохранять", "draft": "Оставить &черновик", "save": "&Сохранить"}
        match messages.ask(self, "Текст изменён и не сохранён", "", answers, safe="save", danger="drop"):
            case "save":
                self.save()
            case "draft":
                self.draft.leave()
                self.form.is_edited = False
            case "drop":
                with suppress(UserError):  # then it is offered once more
                    self.draft.drop()
                self.form.is_edited = False
        return not self.form.is_edited

    def take_up(self, draft: Draft) -> None:
        """Go on with a text that was left half written."""
        self.draft.take_up(draft)
        self.form.take_up(draft.typed)
        self._try(at_once=True)


_FIELDS: list[Column[Named]] = [
    Column("Имя", lambda one: one.path, 24, lines=2, strong=True),
    Column("Что это", lambda one: one.about, lines=2),
    Column("Например", lambda one: one.sample, 18, lines=2),
]
