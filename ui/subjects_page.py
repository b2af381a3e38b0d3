"""The directory of the district: who sends people to the office and whom it writes to, ended bodies shown as ended."""

from datetime import date

from PySide6.QtWidgets import QWidget

from narcdesk import subjects
from narcdesk.dates import plural
from narcdesk.names import other_layout, search_key
from narcdesk.subjects import Body
from ui import subject_dialogs
from ui.desk import Desk
from ui.fields import CheckField, ChoiceField
from ui.filter_bar import FilterBar
from ui.page import Page, Searched
from ui.pieces import Button, Card, EmptyState, PageHeader, PrimaryButton, column, row
from ui.search_box import SearchBox
from ui.table import Column, RowsTable

_ANY = "любой"


class SubjectsPage(Searched, Page):
    """Every body with its address and whom a letter is addressed to; Enter changes one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._all: list[Body] = []
        may = desk.may("subjects.enter")
        add = PrimaryButton("&Добавить…", self.enter, key="Insert")
        self.close_button = Button("&Закрыть запись…", self.close_entry)
        for button in (add, self.close_button):
            button.only_if(may)
        self._may = may
        self.header = PageHeader("Справочник района", "", [self.close_button, add])
        self.box = SearchBox("Название, адрес, фамилия — Ctrl+F", chars=34)
        self.kind = ChoiceField("kind", "Вид", {"": _ANY}, chars=28)
        self.filters = FilterBar([self.kind, CheckField("ended", "и закрытые")], first=self.box)
        self.kind.set_value("")
        empty = EmptyState(
            "building-2",
            "Таких записей нет",
            "Здесь стоят те, кто направляет людей в кабинет, и те, кому он пишет. Снимите условия или добавьте запись.",
        )
        self.table: RowsTable[Body] = RowsTable("Справочник", self._columns(), key=lambda body: body.key, empty=empty)
        self.box.serve(self.table)
        self.box.searched.connect(self.narrow)
        self.filters.changed.connect(self.narrow)
        self.table.opened.connect(self.open)
        self.table.chosen.connect(self._choose)
        foot = row(self.table.count_line(), None)
        foot.setContentsMargins(16, 0, 8, 0)
        foot.addStrut(24)
        card = Card("", self.table, foot, flush=True)
        self.setLayout(column(self.header, self.filters, card, gap=12, grows=card))

    def refresh(self) -> None:
        self._all = self.desk.ask(subjects.listing)
        kinds = sorted({body.kind for body in self._all}, key=lambda kind: kind.label)
        self.kind.offer({"": _ANY} | {kind.value: kind.label for kind in kinds})
        self.narrow()

    def first_stop(self) -> QWidget:
        return self.table

    def narrow(self) -> None:
        """Show what fits the box and the filters."""
        kind, today = self.filters.text("kind"), self.desk.today()
        kind = kind if kind in {body.kind.value for body in self._all} else ""
        found = [
            body
            for body in self._all
            if (self.filters.is_on("ended") or body.valid_to is None or body.valid_to >= today)
            and (not kind or body.kind == kind)
            and _fits(body, self.box.text())
        ]
        self.table.show_rows(found)
        ended = sum(not body.is_valid_on(today) for body in self._all)
        own = sum(body.entry is not None for body in self._all)
        said = f"кабинет уточнил: {own}" if own else "адреса и фамилии впишите сами: Enter на строке"
        past = plural(ended, "запись закрыта", "записи закрыты", "записей закрыто")
        self.header.show_words("Справочник района", " · ".join([said, *[past] * bool(ended)]))
        self._choose(self.table.current())

    def _choose(self, body: Body | None) -> None:
        entry = body.entry if body else None
        self.close_button.setEnabled(self._may and entry is not None and entry.valid_to is None)

    def enter(self) -> QWidget:
        """One more body."""
        return subject_dialogs.enter(self, self.desk)

    def open(self, body: Body) -> None:
        """Say more of a line of the reference list, or change an entry of the office."""
        if not self._may:
            return
        if body.entry is None:
            subject_dialogs.enter(self, self.desk, body)
        else:
            subject_dialogs.amend(self, self.desk, body.entry)

    def close_entry(self) -> None:
        """The body is no more: its entry is closed, not deleted."""
        body = self.table.current()
        if body is not None and body.entry is not None and body.entry.valid_to is None:
            subject_dialogs.close(self, self.desk, body.entry)

    def _columns(self) -> list[Column[Body]]:
        def tone(body: Body) -> str:
            return "muted" if self._is_ended(body) else "text"

        return [
            Column("Название", lambda body: body.name, lines=2, strong=True, tone=tone),
            Column("Вид", lambda body: body.kind.label, 20, lines=2, tone=tone),
            Column("Адрес", lambda body: body.address or "—", 17, lines=2, tone=tone),
            Column("Телефон", lambda body: body.phone or "—", 16, tone=tone),
            Column("Кому писать", lambda body: body.addressee or "—", 14, lines=2, tone=tone),
            Column(
                "Действует",
                _standing,
                17,
                lines=2,
                tone=lambda body: "warn" if self._is_ended(body) else "text",
                icon=lambda body: "circle-x" if self._is_ended(body) else "",
                by=lambda body: body.valid_to or date.max,
            ),
        ]

    def _is_ended(self, body: Body) -> bool:
        return body.valid_to is not None and body.valid_to < self.desk.today()


def _standing(body: Body) -> str:
    return body.standing or "сейчас"


def _fits(body: Body, typed: str) -> bool:
    words = search_key(f"{body.name} {body.address} {body.addressee} {body.phone} {body.note}")
    return any(all(part in words for part in search_key(spelled).split()) for spelled in (typed, other_layout(typed)))
