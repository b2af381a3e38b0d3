"""The logs beside the journal, one table each: looks, what was told of a patient, papers, what left anonymised."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from narcdesk import oversight
from narcdesk.dates import plural, show
from narcdesk.disclosures import Line
from narcdesk.journal import Wanted
from narcdesk.oversight import Looked, PaperOut, SentOut
from ui.desk import Desk
from ui.pieces import Card, EmptyState, Text, column, row
from ui.table import Column, RowsTable, Slice


@dataclass(frozen=True)
class Log:
    """One log: its tab, its query, its columns, and what an empty one says."""

    title: str
    query: Callable[..., Sequence[Any]]
    columns: list[Column[Any]]
    key: Callable[[Any], Any]
    empty: str
    note: str = ""


def moment(at: datetime) -> str:
    """«17.03.2026 09:00:00»"""
    return f"{show(at.date())} {at:%H:%M:%S}"


def _minute(at: datetime) -> str:
    return f"{show(at.date())} {at:%H:%M}"


_LOOKED: list[Column[Looked]] = [
    Column("Кто", lambda one: one.who, 22, strong=True),
    Column("Кого", lambda one: f"карта № {one.card_number}", 14),
    Column("Сколько раз", lambda one: plural(one.times, "раз", "раза", "раз"), 12),
    Column("Впервые", lambda one: _minute(one.first), 14),
    Column("В последний раз", lambda one: _minute(one.last), 16),
    Column("", lambda _one: ""),
]
_DISCLOSED: list[Column[Line]] = [
    Column("Когда", lambda one: show(one.told_on), 10),
    Column("Карта", lambda one: f"№ {one.card_number}", 7),
    Column("Кому", lambda one: one.recipient, strong=True),
    Column("Что передано", lambda one: one.what, 20),
    Column("Основание", lambda one: one.ground_short, 10),
    Column("Документ", lambda one: one.basis, 17),
    Column("Исх. №", lambda one: one.letter, 7),
    Column("Записал", lambda one: one.who, 12),
]
_PAPERS: list[Column[PaperOut]] = [
    Column("Когда", lambda one: moment(one.at), 19),
    Column("Кто", lambda one: one.who, 18),
    Column("Карта", lambda one: f"№ {one.card_number}" if one.card_number else "", 7),
    Column("Документ", lambda one: one.title, strong=True),
    Column("Знак", lambda one: one.public_id, 15, tone=lambda _one: "muted"),
    Column("Куда", lambda one: one.way, 12),
]
_ANONYMISED: list[Column[SentOut]] = [
    Column("Когда", lambda one: show(one.on), 10),
    Column("Кто", lambda one: one.who, 16),
    Column("Подтвердил", lambda one: one.confirmed or "—", 16),
    Column("Кому", lambda one: one.recipient, 22),
    Column("Период", lambda one: one.period, 16, strong=True),
    Column("Файл", lambda one: one.file_name),
    Column("SHA-256, начало", lambda one: one.file_sha256[:16], 18, tone=lambda _one: "muted"),
]

LOGS = (
    Log(
        "Кто &смотрел кого",
        oversight.looked,
        _LOOKED,
        lambda one: (one.person_id, one.card_number),
        "Никто не открывал таких карт.",
        "По последним 5 000 просмотров; дни или номер карты покажут и прежние.",
    ),
    Log(
        "&Передача сведений",
        oversight.disclosed,
        _DISCLOSED,
        lambda one: one.id,
        "Здесь появится каждая передача сведений о пациенте: кому, что и на каком основании.",
    ),
    Log(
        "&Бумаги",
        oversight.papers_out,
        _PAPERS,
        lambda one: one.seq,
        "Здесь появится каждый документ, ушедший на принтер или в файл.",
    ),
    Log(
        "&Обезличивание",
        oversight.anonymised,
        _ANONYMISED,
        lambda one: one.id,
        "Здесь появится каждая выгрузка: кто, когда, по каким правилам, кому и какой файл.",
    ),
)


class LogTab(QWidget):
    """One log as a table that asks for its rows by page."""

    def __init__(self, desk: Desk, log: Log) -> None:
        super().__init__()
        self._desk, self._log = desk, log
        empty = EmptyState("scroll-text", "Таких записей нет", log.empty)
        self.table: RowsTable[Any] = RowsTable(log.title.replace("&", ""), log.columns, key=log.key, empty=empty)
        foot = row(self.table.count_line(), Text(log.note, "caption", "muted"), None, gap=16)
        foot.setContentsMargins(16, 0, 16, 0)
        card = Card("", self.table, foot, flush=True)
        self.setLayout(column(card, gap=0, grows=card))

    def show_found(self, wanted: Wanted) -> None:
        """Show what fits, the last first."""

        def fetch(page: Slice) -> Sequence[Any]:
            return self._desk.ask(self._log.query, wanted, offset=page.offset, limit=page.limit)

        self.table.show_from(fetch)
