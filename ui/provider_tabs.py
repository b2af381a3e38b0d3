"""Beside the facts of a provider: what it has several of, the visits of monitoring, the calls."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from narcdesk import providers
from narcdesk.dates import show
from narcdesk.provider_choice import age_words
from narcdesk.providers import KINDS, PARTS, Call, Fact, ProviderCheck, answers_in_words, in_words, part_in_words
from ui import provider_forms
from ui.pieces import Button, Card, EmptyState, Flow, column, held, row
from ui.table import Column, Heading, RowsTable

if TYPE_CHECKING:
    from ui.provider_page import ProviderPage


@dataclass(frozen=True)
class PartLine:
    """One branch, licence, programme or service."""

    kind: str
    number: int
    fact: Fact


class PartsTab(QWidget):
    """All of them in groups; Enter changes one, Delete tells that it is gone."""

    def __init__(self, page: ProviderPage) -> None:
        super().__init__()
        self._page = page
        self.table: RowsTable[PartLine] = RowsTable(
            "Филиалы, лицензии, программы, услуги",
            self._columns(),
            key=lambda line: (line.kind, line.number),
            heading=lambda line: Heading(PARTS[line.kind].titles),
            empty=EmptyState("building-2", "Ничего не записано", "Добавьте филиал с местами, лицензию или услугу."),
        )
        self.table.opened.connect(lambda line: self.keep(line.kind, line.number))
        self.drop_button = Button("Больше &нет…", self.drop)
        self.table.chosen.connect(lambda line: self.drop_button.setEnabled(line is not None))
        self.drop_button.setEnabled(False)
        adds = Flow(gap=8)
        for kind, part in PARTS.items():
            adds.addWidget(Button(f"{part.title}…", partial(self.keep, kind), icon="plus"))
        adds.addWidget(self.drop_button)
        self._acts = held(adds)
        box = column(self._acts, Card("", self.table, flush=True), gap=12)
        box.setContentsMargins(0, 12, 0, 0)
        self.setLayout(box)
        self._acts.setVisible(page.desk.may("providers.keep_part"))  # not before it has a parent: it would be a window

    def refresh(self) -> None:
        """Show what is known now."""
        found = sorted(self._page.provider.parts.items(), key=lambda one: (list(PARTS).index(one[0][0]), one[0][1]))
        self.table.show_rows([PartLine(kind, number, fact) for (kind, number), fact in found])

    def keep(self, kind: str, number: int = 0) -> None:
        """A new one, or another state of a known one."""
        if self._page.desk.may("providers.keep_part"):
            provider_forms.keep_part(self._page, self._page.desk, self._page.provider, kind, number)

    def drop(self) -> None:
        """The one with the cursor is gone."""
        if (line := self.table.current()) is not None:
            provider_forms.drop_part(self._page, self._page.desk, self._page.provider, line.kind, line.number)

    def _columns(self) -> list[Column[PartLine]]:
        today = self._page.desk.today

        def is_stale(line: PartLine) -> bool:
            return line.fact.is_stale_on(today())

        return [
            Column("Что", lambda line: providers.part_title(line.kind, line.fact.value), 26, lines=2, strong=True),
            Column("Сейчас известно", lambda line: part_in_words(line.kind, line.fact.value) or "—", lines=2),
            Column(
                "На дату",
                lambda line: age_words(line.fact, today()),
                22,
                lines=2,
                tone=lambda line: "warn" if is_stale(line) else "text",
                icon=lambda line: "clock" if is_stale(line) else "",
            ),
            Column("Откуда", lambda line: line.fact.source, 22, lines=2, tone=lambda _line: "muted"),
        ]


class ChecksTab(QWidget):
    """Visits above, the answers of the chosen one below."""

    def __init__(self, page: ProviderPage) -> None:
        super().__init__()
        self._page = page
        self.table: RowsTable[ProviderCheck] = RowsTable(
            "Проверки", _CHECKS, key=lambda one: one.id, empty=EmptyState("scroll-text", "Проверок не записано", "")
        )
        self.answers: RowsTable[tuple[str, str]] = RowsTable("Критерии", _ANSWERS)
        self.table.chosen.connect(lambda one: self.answers.show_rows(answers_in_words(one) if one else []))
        note = Button("Записать пр&оверку…", self.note, icon="plus")
        note.only_if(page.desk.may("providers.check"))
        visits, answers = Card("", self.table, flush=True), Card("Критерии", self.answers, flush=True)
        box = column(row(note, None), visits, answers, gap=12)
        box.setStretchFactor(visits, 1)
        box.setStretchFactor(answers, 1)
        box.setContentsMargins(0, 12, 0, 0)
        self.setLayout(box)

    def refresh(self) -> None:
        """Show what is known now."""
        self.table.show_rows(self._page.desk.ask(providers.checks, self._page.provider.id))

    def note(self) -> None:
        """A new visit."""
        provider_forms.check(self._page, self._page.desk, self._page.provider)


class CallsTab(QWidget):
    """«Звонили …, сказали …»: talk by talk, the newest first."""

    def __init__(self, page: ProviderPage) -> None:
        super().__init__()
        self._page = page
        self.table: RowsTable[Call] = RowsTable(
            "Звонки", _CALLS, empty=EmptyState("inbox", "Сюда ещё не звонили", "Запишите звонок: Insert.")
        )
        box = column(Card("", self.table, flush=True))
        box.setContentsMargins(0, 12, 0, 0)
        self.setLayout(box)

    def refresh(self) -> None:
        """Show what is known now."""
        self.table.show_rows(self._page.desk.ask(providers.calls, self._page.provider.id))


def _told(call: Call) -> str:
    said = (f"{KINDS[kind].lower()}: {in_words(kind, value) or 'нет'}" for kind, value in call.told.items())
    return "; ".join(said)


_CALLS: list[Column[Call]] = [
    Column("Звонили", lambda call: show(call.on), 12),
    Column("Сказали", _told, lines=2, strong=True),
    Column("Кто сказал", lambda call: call.source, 24, lines=2),
    Column("Записал(а)", lambda call: call.by, 18, tone=lambda _call: "muted"),
]
_CHECKS: list[Column[ProviderCheck]] = [
    Column("Когда", lambda one: show(one.on), 12),
    Column("Что это", lambda one: one.purpose.label, 24, strong=True),
    Column("Кто проверял", lambda one: one.who, 24, lines=2),
    Column("Итог", lambda one: "; ".join(filter(None, (one.conclusion, one.summary))), lines=2),
    Column("Устранить до", lambda one: show(one.mend_by) if one.mend_by else "—", 14),
]
_ANSWERS: list[Column[tuple[str, str]]] = [
    Column("Группа критериев", lambda line: line[0], 40, tone=lambda _line: "muted"),
    Column("Что найдено", lambda line: line[1], strong=True),
]
