"""Settings: the office's requisites, who works here, and the region's rules with what is not confirmed in them."""

from contextlib import suppress

from PySide6.QtWidgets import QLayout, QTabWidget, QWidget

from narcdesk import administration, drafts
from narcdesk.dates import plural, show
from narcdesk.drafts import Draft
from narcdesk.errors import Invalid, Problem, UserError
from narcdesk.fields import fields_of
from narcdesk.office import Office
from narcdesk.staff import Person
from ui import messages
from ui.backup_tab import BackupTab
from ui.calendar_tab import CalendarTab, YearDialog
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.duty_kinds_tab import DutyKindsTab
from ui.fact_dialog import FactDialog
from ui.fields import Form, PasswordField
from ui.fields.made import made
from ui.fields.new_password import NewPasswordField
from ui.form_dialog import FormDialog
from ui.form_texts_page import FormTextsPage
from ui.keys_tab import KeysTab, rekey
from ui.lock_settings import LockSettings
from ui.observation_settings import ObservationSettings
from ui.page import Page
from ui.pieces import Button, Card, PageHeader, PrimaryButton, column, held, row, scrolled
from ui.recipients_tab import RecipientsTab
from ui.region_tab import RegionTab
from ui.table import Column, RowsTable


class SettingsPage(Page):
    """Tabs of the office; the line under the title tells of the one in front. The requisites are saved by Ctrl+S."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.save_button = PrimaryButton("&Сохранить реквизиты", self.save, key="Ctrl+S")
        self.texts_button = Button("Тексты бума&г…", lambda: self.opens.emit(FormTextsPage(desk)))
        self.texts_button.only_if(desk.may("forms.look"))
        self.header = PageHeader("Настройки", "", [self.texts_button, self.save_button])
        asked = [made(field, desk.today) for field in fields_of(Office)]
        self.form = Form([("Название и связь", asked[:6]), ("Реквизиты и подпись", asked[6:])], columns=2)
        self.form.edited.connect(lambda: desk.note_unsaved(True))
        self.draft = FormDraft(desk, "office.amend")
        self.draft.begin(self, "Реквизиты кабинета", str, self.form.contents)
        self.form.finished.connect(self.save_button.setFocus)
        self.people: RowsTable[Person] = RowsTable("Сотрудники", _COLUMNS, key=lambda person: person.id)
        people = Card("", self.people, flush=True)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._may_amend = desk.may("office.amend")
        self.form.setEnabled(self._may_amend)
        self.save_button.only_if(self._may_amend)
        self._lines: list[str] = []
        office = scrolled(_padded(column(Card("", self.form), None)))
        self._add("&Кабинет", "Реквизиты кабинета печатаются на бланках", office)
        everybody = _padded(column(self._people_bar(), people, gap=12, grows=people))
        self._add("С&отрудники", "Кто входит в программу и в какой роли", everybody)
        self.region = RegionTab(desk)
        region = _padded(column(self.region))
        self.region_tab = self._add("&Регион", "По этим правилам считаются сроки и составляются бумаги", region)
        self.calendar = CalendarTab(desk)
        self.calendar_tab = self._add(
            "Ка&лендарь", "По этим дням считаются сроки в рабочих днях", _padded(column(self.calendar))
        )
        self.observation = ObservationSettings(desk)
        if desk.may("rules.look"):
            line = "Сроки явок и снятия: по приказу и заданные кабинетом"
            self.observation_tab = self._add("&Наблюдение", line, _padded(column(self.observation)))
        self.duty_kinds = DutyKindsTab(desk)
        self.duties_tab = self._add(
            "С&уд",
            "Что возлагает суд, кому и в какой срок сообщает кабинет",
            _padded(column(self.duty_kinds)),
        )
        self.locking = LockSettings(desk)
        lock = scrolled(_padded(column(self.locking)))
        self.lock_tab = self._add("&Замок", "Когда программа закрывается на замок", lock)
        self.keys = KeysTab(desk)
        if desk.may("keys.sheet"):
            words = scrolled(_padded(column(self.keys)))
            self._add("Кл&ючи", "Слова восстановления и ключ, которым зашифрован реестр", words)
        self.recipients = RecipientsTab(desk)
        if desk.may("commission.recipient_key"):
            line = "Ключи, которыми шифруются выгрузки для комиссий"
            self.recipients_tab = self._add("&Шифр", line, _padded(column(self.recipients)))
        self.backups = BackupTab(desk)
        if desk.may("backups.plan"):
            self._add("Коп&ии", "Куда и когда пишутся копии реестра", _padded(column(self.backups)))
        self.tabs.currentChanged.connect(self._head)
        self._head(0)
        self.setLayout(column(self.header, self.tabs, gap=12, grows=self.tabs))

    def _add(self, title: str, line: str, content: QWidget) -> int:
        """A tab, and the line that stands under the page's title while it is in front."""
        self._lines.append(line)
        return self.tabs.addTab(content, title)

    def _head(self, at: int) -> None:
        """Say what the tab in front is for; only the requisites are saved from up here."""
        self.header.show_words("Настройки", self._lines[at])
        self.save_button.setVisible(at == 0 and self._may_amend)
        self.texts_button.setVisible(at == 0 and self.desk.may("forms.look"))

    def refresh(self) -> None:
        office = self.desk.ask(administration.office)
        if not self.form.is_edited:
            self.form.fill({field.name: getattr(office, field.name) for field in fields_of(Office)})
        self.people.show_rows(self.desk.ask(administration.staff))
        self.region.refresh()
        self.calendar.refresh()
        if self.desk.may("rules.look"):
            self.observation.refresh()
        self.duty_kinds.refresh()
        self.locking.refresh()
        if self.desk.may("keys.sheet"):
            self.keys.refresh()
        if self.desk.may("commission.recipient_key"):
            self.recipients.refresh()
        if self.desk.may("backups.plan"):
            self.backups.refresh()

    def save(self) -> None:
        """Keep the requisites."""
        self.form.clear_problems()
        if self.desk.do(self, self.draft.ends_with(administration.amend_office), self.form.values()):
            self.form.is_edited = False
            messages.inform(self, "Реквизиты сохранены; новые бумаги выйдут с ними.")

    def show_problems(self, invalid: Invalid) -> None:
        """`Desk.do` brings here what cannot be accepted."""
        self.tabs.setCurrentIndex(0)
        self.form.show_problems(invalid)

    def may_leave(self) -> bool:
        if not self.form.is_edited:
            return True
        answers = {"stay": "&Остаться", "drop": "&Не сохранять", "save": "&Сохранить"}
        match messages.ask(self, "Реквизиты изменены и не сохранены", "", answers, safe="save", danger="drop"):
            case "save":
                self.save()
                return not self.form.is_edited
            case "drop":
                with suppress(UserError):  # then it is offered once more
                    self.draft.drop()
                self.form.is_edited = False
                return True
        return False

    def take_up(self, draft: Draft) -> None:
        """Go on with requisites that were left half changed."""
        self.draft.take_up(draft)
        self.form.take_up(draft.typed)

    def enter_year(self, year: int | None) -> YearDialog:
        """Go on with a year of the calendar."""
        self.tabs.setCurrentIndex(self.calendar_tab)
        return self.calendar.enter(year)

    def ask_for_cell(self, form: str, key: str) -> FactDialog:
        """Go on with a term of observation, or with a cell of the region's profile."""
        if form == "profile.amend":
            self.tabs.setCurrentIndex(self.region_tab)
            return self.region.ask_for(key)
        self.tabs.setCurrentIndex(self.observation_tab)
        return self.observation.ask_for(key)

    # Who works here

    def _people_bar(self) -> QWidget:
        hire = Button("&Добавить сотрудника…", self.hire)
        hire.only_if(self.desk.may("staff.hire"))
        change = Button("Сменить свой &пароль…", self.change_password)
        self._dismiss = Button("Закр&ыть доступ…", self.dismiss)
        self._dismiss.only_if(self.desk.may("staff.dismiss"))
        self._reset = Button("С&бросить пароль…", self.reset_password)
        self._reset.only_if(self.desk.may("keys.reset_password"))
        self.people.chosen.connect(self._choose)
        self._choose(None)
        return held(row(hire, change, self._reset, self._dismiss, None))

    def _choose(self, person: Person | None) -> None:
        is_other = person is not None and person.id != self.desk.register.person.id
        works = is_other and person is not None and person.closed_on is None
        self._dismiss.setEnabled(works)
        self._reset.setEnabled(works)

    def dismiss(self) -> None:
        """Who left is let in no more."""
        person = self.people.current()
        if person is None:
            return
        text = (
            "Войти под этим именем будет нельзя; сделанное останется в журнале под ним. "
            "Копии папки реестра, снятые раньше, прежний пароль ещё откроет. Если человек мог такую копию унести, "
            "перешифруйте реестр: ключ, добытый из неё, тогда не откроет ничего нового."
        )
        if left := self.desk.ask(drafts.left_by, person.id):
            text += f" Не закончил он {plural(left, 'форму', 'формы', 'форм')}: прочитать и дописать будет некому."
        answers = {"stay": "&Оставить", "close": "&Закрыть доступ"}
        if self.desk.may("keys.rekey"):
            answers["rekey"] = "Закрыть и &перешифровать…"
        heading = f"Закрыть доступ: {person.short_name}?"
        answer = messages.ask(self, heading, text, answers, safe="stay", danger="close")
        if answer in ("close", "rekey"):
            gone = self.desk.do(self, administration.dismiss, person.id)
            if gone is not None and answer == "rekey":
                rekey(self, self.desk)

    def hire(self) -> FormDialog:
        """One more person with a first password."""

        def about() -> list[str]:
            return self.desk.ask(administration.about, form.values())

        password = NewPasswordField("password", "Первый пароль", about)
        form = Form([("", [*(made(field, self.desk.today) for field in fields_of(Person)), password])])

        def save() -> bool:
            values = {name: value for name, value in form.values().items() if name != "password"}
            return self.desk.do(dialog, dialog.saving(administration.hire), values, password.value()) is not None

        line = "Человек войдёт под этим именем и сменит первый пароль на свой."
        dialog = FormDialog(self, "Новый сотрудник", line, form, save, draft=FormDraft(self.desk, "staff.hire"))
        dialog.open()
        return dialog

    def change_password(self) -> None:
        """One's own password."""
        about = self.desk.ask(administration.about, vars(self.desk.register.person))
        new = NewPasswordField("password", "Новый", lambda: about)
        before = PasswordField("old", "Прежний пароль", chars=32)
        form = Form([("", [before, new, PasswordField("again", "Новый ещё раз", chars=32)])])

        def save() -> bool:
            if new.value() != form["again"].value():
                form.show_problems(Invalid([Problem("again", "Пароли не совпадают")]))
                return False
            return self.desk.do(dialog, administration.change_password, before.value(), new.value()) is not None

        dialog = FormDialog(self, "Смена пароля", self.desk.register.person.full_name, form, save, draft=None)
        dialog.exec()

    def reset_password(self) -> None:
        """A new first password for whoever forgot his own; the old one is neither needed nor known."""
        person = self.people.current()
        if person is None:
            return
        about = self.desk.ask(administration.about, vars(person))
        new = NewPasswordField("password", "Новый пароль", lambda: about)
        form = Form([("", [new, PasswordField("again", "Ещё раз", chars=32)])])

        def save() -> bool:
            if new.value() != form["again"].value():
                form.show_problems(Invalid([Problem("again", "Пароли не совпадают")]))
                return False
            return self.desk.do(dialog, administration.reset_password, person.id, new.value()) is not None

        line = f"{person.full_name}: прежний пароль перестанет открывать реестр; новый скажите лично"
        dialog = FormDialog(self, "Сброс пароля", line, form, save, draft=None)
        dialog.exec()


_COLUMNS: list[Column[Person]] = [
    Column("Фамилия, имя, отчество", lambda person: person.full_name, strong=True),
    Column("Должность", lambda person: person.post, 30, lines=2),
    Column("Роль", lambda person: person.role_title, 16),
    Column("Имя для входа", lambda person: person.login, 16),
    Column("Работает", lambda person: _span(person), 24),
]


def _span(person: Person) -> str:
    since = f"с {show(person.added_on)}"
    return f"{since} по {show(person.closed_on)}" if person.closed_on else since


def _padded(layout: QLayout) -> QWidget:
    widget = held(layout)
    widget.setContentsMargins(0, 16, 0, 16)
    return widget
