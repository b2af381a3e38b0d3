"""A counted batch before it leaves: indicators, tables, what will leave in words; and the batches that have left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLayout, QTabWidget, QWidget

from narcdesk.commission import package
from narcdesk.commission.batch import Batch, preview
from narcdesk.commission.ledger import SentBatch
from narcdesk.dates import Period, show
from narcdesk.indicators import all_indicators
from ui import batch_dialogs
from ui.count_tables import CountTables
from ui.indicator_card import IndicatorCard
from ui.pieces import Card, EmptyState, Facts, Place, State, StepRow, Text, column, held, scrolled
from ui.table import Column, RowsTable


@dataclass(frozen=True)
class Prepared:
    """A batch before it leaves, and what an outsider could make of it, check by check, in sentences."""

    period: Period
    batch: Batch
    risks: Mapping[str, str]


class BatchTabs(QTabWidget):
    """Empty until something is counted; `may_see_persons` makes buttons of the indicators' numbers.

    Who `may_plan` sets the plan of a year that the regional one does not cover.
    """

    persons_asked = Signal(str, str)  # code of an indicator, "numerator" or "denominator"
    target_asked = Signal()

    def __init__(self, may_see_persons: bool, may_plan: bool) -> None:
        super().__init__()
        self._may_see_persons, self._may_plan = may_see_persons, may_plan
        self.setDocumentMode(True)
        self.cards: dict[str, IndicatorCard] = {}
        self.tables = CountTables()
        self._people: Mapping[int, str] = {}
        self.batches: RowsTable[SentBatch] = RowsTable(
            "Выгрузки",
            self._columns(),
            key=lambda batch: batch.id,
            empty=EmptyState("inbox", "Ещё ничего не выгружено", "Здесь появится каждая выгрузка с её файлом."),
        )
        self.batches.opened.connect(
            lambda batch: batch_dialogs.sent(self, batch, self._people.get(batch.made_by, "—")).exec()
        )
        self._places = [Place(_nothing_counted()) for _ in range(3)]
        for place, title in zip(self._places, ("По&казатели", "&Таблицы", "Что &уйдёт"), strict=True):
            self.addTab(place, title)
        self.addTab(_padded(column(Card("", self.batches, flush=True))), "&Выгружено")

    def clear_prepared(self) -> None:
        """What was counted is no longer true."""
        self.cards = {}
        for place in self._places:
            place.hold(_nothing_counted())

    def show_prepared(self, prepared: Prepared, fingerprint: str) -> None:
        """A batch that was counted just now."""
        shares, tables, leaving = self._places
        shares.hold(scrolled(self._indicators(prepared.batch)))
        self.tables = CountTables()
        self.tables.show_tables(list(preview(prepared.batch))[1:])  # the indicators have their own tab
        tables.hold(_padded(column(self.tables)))
        leaving.hold(scrolled(_leaving(prepared, fingerprint)))

    def _indicators(self, batch: Batch) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        known = {indicator.code: indicator for indicator in all_indicators()}
        for number, share in enumerate(batch.release.shares):
            code = share.indicator.code
            open_persons = partial(self.persons_asked.emit, code) if self._may_see_persons else None
            set_target = self.target_asked.emit if self._may_plan else None
            self.cards[code] = IndicatorCard(known[code], share, batch, open_persons, set_target)
            grid.addWidget(self.cards[code], number // 2, number % 2)
        for at in range(2):
            grid.setColumnStretch(at, 1)
        method = Text(
            f"{batch.release.policy.remarks['method']}. Точные числа остаются в кабинете.", "caption", "muted"
        )
        return _padded(column(grid, method, None, gap=12))

    # What has left

    def show_batches(self, batches: Sequence[SentBatch], people: Mapping[int, str]) -> None:
        """The journal of anonymisation."""
        self._people = people
        self.batches.show_rows(batches)
        self.setTabText(3, f"&Выгружено {len(batches)}")

    def _columns(self) -> list[Column[SentBatch]]:
        return [
            Column("Когда", lambda one: show(one.made_on), 11, by=lambda one: one.id),
            Column("Период", lambda one: Period.parse(one.period).label, 22, strong=True),
            Column("Кто", lambda one: self._people.get(one.made_by, "—"), 20),
            Column("Файл", lambda one: one.file_name),
            Column("SHA-256, начало", lambda one: one.file_sha256[:16], 18, tone=lambda _one: "muted"),
        ]


def _leaving(prepared: Prepared, fingerprint: str) -> QWidget:
    release = prepared.batch.release
    sentences = [StepRow(sentence, "", State.DONE) for sentence in prepared.risks.values()]
    facts = [
        ("Получатель", release.policy.title),
        ("Организация", release.office),
        ("Период", release.period.label),
        ("Файл", package.file_name(release)),
        ("Что внутри", "таблицы для чтения и для обработки, опись, подпись, памятка о проверке"),
        ("Правила", f"редакция {release.policy.edition}: числа кратны {release.policy.base}, малые скрыты"),
        ("Отпечаток ключа", fingerprint),
    ]
    checked = Card("Проверено перед выгрузкой", *sentences)
    return _padded(column(checked, Card("Что уйдёт", Facts(facts)), None, gap=12))


def _nothing_counted() -> EmptyState:
    return EmptyState(
        "chart-column",
        "Ещё ничего не подсчитано",
        "Выберите период и подсчитайте: здесь появятся точные числа кабинета и рядом то, что увидит комиссия. "
        "Наружу не выйдет ничего, пока вы не запишете выгрузку.",
    )


def _padded(layout: QLayout) -> QWidget:
    padded = held(layout)
    padded.setContentsMargins(0, 12, 0, 0)
    return padded
