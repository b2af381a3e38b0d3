"""One provider: every fact with its day and source and how it changed, its branches and papers, visits, calls."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QDialog, QTabWidget, QWidget

from narcdesk import choices, providers
from narcdesk.dates import show
from narcdesk.drafts import Draft
from narcdesk.errors import NotFound
from narcdesk.provider_choice import UNKNOWN, age_words
from narcdesk.providers import FACTS, MORE, TOLD, Fact, ProviderView, in_words
from ui import provider_forms
from ui.desk import Desk
from ui.form_dialog import FormDialog
from ui.page import Page
from ui.pieces import Banner, Button, Card, DangerButton, PageHeader, PrimaryButton, Text, column, held
from ui.provider_tabs import CallsTab, ChecksTab, PartsTab
from ui.table import Column, RowsTable


@dataclass(frozen=True)
class Line:
    """One kind of fact and what is known now."""

    kind: str
    title: str
    fact: Fact | None


class ProviderPage(Page):
    """The facts above, the history of the chosen one below; beside them what the provider has several of."""

    def __init__(self, desk: Desk, provider_id: int) -> None:
        super().__init__(desk)
        self._id = provider_id
        self._kind = ""  # of the fact whose history is shown
        self.provider: ProviderView = desk.ask(providers.one, provider_id)
        note = PrimaryButton("&Записать звонок…", self.note_call, key="Insert")
        tell = Button("Записать сведени&я…", lambda: provider_forms.tell(self, desk, self.provider), key="Ctrl+I")
        self.exclude = DangerButton("Исключ&ить…", lambda: provider_forms.exclude(self, desk, self.provider))
        self.restore = Button("Вернуть в р&еестр…", lambda: provider_forms.restore(self, desk, self.provider))
        self.header = PageHeader("", "", [self.restore, self.exclude, tell, note])
        note.only_if(desk.may("providers.note_call"))
        tell.only_if(desk.may("providers.tell"))
        self.closed = Banner("warn", "")
        self.facts: RowsTable[Line] = RowsTable("Сведения", self._columns(), key=lambda line: line.kind)
        self.history: RowsTable[Fact] = RowsTable("Как менялось", self._changes())
        self.facts.chosen.connect(self._show_history)
        self.about = Text("", "heading")
        self.about.setContentsMargins(16, 0, 16, 0)
        facts = Card("", self.facts, flush=True)
        history = Card("", self.about, self.history, flush=True)
        known = column(facts, history, gap=12)
        known.setStretchFactor(facts, 3)
        known.setStretchFactor(history, 1)
        self.parts, self.checks, self.calls = PartsTab(self), ChecksTab(self), CallsTab(self)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for part, title in (
            (held(known), "Све&дения"),
            (self.parts, "&Филиалы, лицензии, услуги"),
            (self.checks, "&Проверки"),
            (self.calls, "З&вонки"),
        ):
            self.tabs.addTab(part, title)
        self.setLayout(column(self.header, self.closed, self.tabs, gap=12, grows=self.tabs))

    def refresh(self) -> None:
        provider = self.provider = self.desk.ask(providers.one, self._id)
        today = self.desk.today()
        state = "в реестре сегодня" if provider.is_included_on(today) else "сегодня не в реестре"
        freshest = f", самые новые сведения на {show(provider.freshest)}" if provider.freshest else ""
        self.header.show_words(provider.name, state + freshest)
        is_closed = provider.closed_on is not None
        if is_closed:
            words = provider.exclusion
            self.closed.text.setText(f"{words[:1].upper()}{words[1:]}. Направлять сюда нельзя.")
        self.closed.setVisible(is_closed)
        self.exclude.setVisible(self.desk.may("providers.exclude") and not is_closed)
        self.restore.setVisible(self.desk.may("providers.restore") and is_closed)
        self.facts.show_rows(
            [
                Line(kind, title, provider.facts.get(kind))
                for kind, title in (TOLD | FACTS | MORE).items()
                if kind in FACTS or kind in provider.facts
            ]
        )
        self._show_history(self.facts.current())
        for tab in (self.parts, self.checks, self.calls):
            tab.refresh()

    def first_stop(self) -> QWidget:
        return self.facts

    def _show_history(self, line: Line | None) -> None:
        told = self.desk.ask(providers.fact_history, self._id, line.kind) if line else []
        self._kind = line.kind if line else ""
        self.about.setText(f"{line.title}: как менялось" if line else "Как менялось: выберите сведение")
        self.history.show_rows(told)

    def note_call(self) -> FormDialog:
        """Write down what was told by telephone today."""
        return provider_forms.note_call(self, self.desk, self.provider)

    # What the lists show

    def _columns(self) -> list[Column[Line]]:
        def words(line: Line) -> str:
            return (in_words(line.kind, line.fact.value) if line.fact else "") or UNKNOWN

        def is_stale(line: Line) -> bool:
            return line.fact is not None and line.fact.is_stale_on(self.desk.today())

        def when(line: Line) -> str:
            return age_words(line.fact, self.desk.today()) if line.fact else "—"

        return [
            Column("Сведение", lambda line: line.title, 20, tone=lambda _line: "muted"),
            Column("Сейчас известно", words, strong=True, tone=lambda line: "text" if line.fact else "muted"),
            Column(
                "На дату",
                when,
                26,
                tone=lambda line: "warn" if is_stale(line) else "text",
                icon=lambda line: "clock" if is_stale(line) else "",
                by=lambda line: line.fact.as_of if line.fact else date.min,
            ),
            Column("Кто сказал", _source, 27, tone=lambda _line: "muted"),
        ]

    def _changes(self) -> list[Column[Fact]]:
        return [
            Column("На дату", lambda fact: show(fact.as_of), 12),
            Column("Было сказано", lambda fact: in_words(self._kind, fact.value) or UNKNOWN, strong=True),
            Column("Кто сказал", lambda fact: fact.source, 36, tone=lambda _fact: "muted"),
            Column("Записано", written, 24, tone=lambda _fact: "muted"),
        ]


def _source(line: Line) -> str:
    return line.fact.source if line.fact else "—"


def written(fact: Fact) -> str:
    """When the office took a fact in, and who did."""
    return ", ".join(filter(None, (show(fact.taken_on) if fact.taken_on else "", fact.by)))


OF_RECORD = {"choices.sign": (choices.listing, provider_forms.sign)}
"""Form -> what is known of a person, and the form itself, for a draft."""


def of_draft(page: Page, draft: Draft) -> QDialog:
    """The form of a draft, opened anew over the card of its organisation; raises NotFound when that is gone."""
    named, _, part = draft.kind.partition(".")
    shown = ProviderPage(page.desk, draft.record_id or int(named))
    page.opens.emit(shown)
    if draft.form in provider_forms.OF_PROVIDER:
        return provider_forms.OF_PROVIDER[draft.form](shown, page.desk, shown.provider)
    kind, _, number = part.partition(".")
    if int(number) and (kind, int(number)) not in shown.provider.parts:
        raise NotFound("Того, что меняли в этой форме, у организации больше нет.")
    ask = provider_forms.drop_part if draft.form == "providers.drop_part" else provider_forms.keep_part
    return ask(shown, page.desk, shown.provider, kind, int(number))
