"""One provider: every fact with its day and source, how it changed, and what was told by telephone."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from narcdesk import providers
from narcdesk.dates import show
from narcdesk.provider_choice import UNKNOWN, age_words
from narcdesk.providers import FACTS, KINDS, NUMBERS, TOLD, Fact, ProviderView, in_words
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fields import Field, Form, LongTextField, NumberField, TextField
from ui.form_dialog import FormDialog
from ui.page import Page
from ui.pieces import Banner, Card, PageHeader, PrimaryButton, Text, column
from ui.table import Column, RowsTable


@dataclass(frozen=True)
class Line:
    """One kind of fact and what is known now."""

    kind: str
    title: str
    fact: Fact | None


class ProviderPage(Page):
    """The facts above, the history of the chosen one below."""

    def __init__(self, desk: Desk, provider_id: int) -> None:
        super().__init__(desk)
        self._id = provider_id
        self._kind = ""  # of the fact whose history is shown
        self._provider: ProviderView = desk.ask(providers.one, provider_id)
        note = PrimaryButton("&Записать звонок…", self.note_call, key="Insert")
        self.header = PageHeader("", "", [note])
        note.only_if(desk.may("providers.note_call"))
        self.closed = Banner("warn", "")
        self.facts: RowsTable[Line] = RowsTable("Сведения", self._columns(), key=lambda line: line.kind)
        self.history: RowsTable[Fact] = RowsTable("Как менялось", self._changes())
        self.facts.chosen.connect(self._show_history)
        self.about = Text("", "heading")
        self.about.setContentsMargins(16, 0, 16, 0)
        facts = Card("", self.facts, flush=True)
        history = Card("", self.about, self.history, flush=True)
        box = column(self.header, self.closed, facts, history, gap=12)
        box.setStretchFactor(facts, 3)
        box.setStretchFactor(history, 1)
        self.setLayout(box)

    def refresh(self) -> None:
        provider = self._provider = self.desk.ask(providers.one, self._id)
        today = self.desk.today()
        state = "в реестре сегодня" if provider.is_included_on(today) else "сегодня не в реестре"
        freshest = f", самые новые сведения на {show(provider.freshest)}" if provider.freshest else ""
        self.header.show_words(provider.name, state + freshest)
        if provider.closed_on:
            self.closed.text.setText(
                f"Закрыта {show(provider.closed_on)}: её нет в последнем списке региона. Направлять сюда нельзя."
            )
        self.closed.setVisible(provider.closed_on is not None)
        self.facts.show_rows(
            [
                Line(kind, title, provider.facts.get(kind))
                for kind, title in (TOLD | FACTS).items()
                if kind in FACTS or kind in provider.facts
            ]
        )
        self._show_history(self.facts.current())

    def first_stop(self) -> QWidget:
        return self.facts

    def _show_history(self, line: Line | None) -> None:
        told = self.desk.ask(providers.fact_history, self._id, line.kind) if line else []
        self._kind = line.kind if line else ""
        self.about.setText(f"{line.title}: как менялось" if line else "Как менялось: выберите сведение")
        self.history.show_rows(told)

    # A call

    def note_call(self) -> FormDialog:
        """Write down what was told by telephone today."""
        today = self.desk.today()
        who = TextField("who", "Кто сказал", required=True, chars=24, hint="имя или должность")
        form = Form(
            [
                ("", [who, self._asks("remark")]),
                ("Места: только те, о которых сказали", [self._asks(kind) for kind in _PLACES]),
                ("Если сказали другое", [self._asks(kind) for kind in _OTHER]),
            ],
            columns=2,
        )

        def save() -> bool:
            typed = {name: value for name, value in form.values().items() if name != "who"}
            return (
                self.desk.do(dialog, dialog.saving(providers.note_call), self._id, typed, str(who.value())) is not None
            )

        line = f"{self._provider.name} · сведения на сегодня, {show(today)}"
        draft = FormDraft(self.desk, "providers.note_call", record_id=self._id)
        dialog = FormDialog(self, "Звонок в организацию", line, form, save, draft=draft)
        dialog.open()
        return dialog

    def _asks(self, kind: str) -> Field:
        fact, title = self._provider.facts.get(kind), KINDS[kind]
        hint = f"было: {in_words(kind, fact.value) or UNKNOWN}, {show(fact.as_of)}" if fact else ""
        if kind == "term_days" and not hint:
            hint = "в днях"
        if kind == "remark":
            return LongTextField(kind, title, rows=3, chars=30, hint=hint)
        if kind in NUMBERS:
            return NumberField(kind, title, chars=5, hint=hint)
        return TextField(kind, title, chars=30, hint=hint)

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
            Column("Кто сказал", lambda fact: fact.source, 44, tone=lambda _fact: "muted"),
        ]


def _source(line: Line) -> str:
    return line.fact.source if line.fact else "—"


_PLACES = ("free_men", "free_women", "places_men", "places_women", "places_total")
_OTHER = ("term_days", "forms", "phones", "head", "address")
