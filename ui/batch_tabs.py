"""A counted batch before it leaves: indicators, tables, what will leave in words; and the batches that have left."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLayout, QTabWidget, QWidget

from narcdesk.commission import losses, package
from narcdesk.commission.batch import Batch, Release
from narcdesk.commission.ledger import SentBatch
from narcdesk.dates import Period, show
from narcdesk.indicators import all_indicators
from narcdesk.oversight import RECIPIENTS
from ui import batch_dialogs
from ui.count_tables import CountTables
from ui.indicator_card import IndicatorCard, of_batch
from ui.pieces import Banner, Card, EmptyState, Facts, Place, State, StepRow, Text, column, held, row, scrolled
from ui.table import Column, RowsTable

TABS = ("Показат&ели", "&Таблицы", "Что &уйдёт", "Р&иск")  # of a batch that was counted


@dataclass(frozen=True)
class Prepared:
    """A batch before it leaves, and what an outsider could make of it, check by check, in sentences."""

    period: Period
    batch: Batch
    risks: Mapping[str, str]


class BatchTabs(QTabWidget):
    """Empty until something is counted; `may_see_persons` makes buttons of the indicators' numbers.

    Who `may_plan` sets the plan of a year that the regional one does not cover. `export` lets out the list of batches.
    """

    persons_asked = Signal(str, str)  # code of an indicator, "numerator" or "denominator"
    target_asked = Signal()
    letter_asked = Signal(str)  # the number of a batch that has left
    confirm_asked = Signal()

    def __init__(self, may_see_persons: bool, may_plan: bool, export: QWidget | None = None) -> None:
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
        self.batches.opened.connect(self._open)
        self._places = [Place(_nothing_counted()) for _ in TABS]
        for place, title in zip(self._places, TABS, strict=True):
            self.addTab(place, title)
        left = Card("", self.batches, flush=True)
        self.addTab(_padded(column(left, row(export, None) if export else None, gap=8, grows=left)), "&Выгружено")

    def clear_prepared(self) -> None:
        """What was counted is no longer true."""
        self.cards = {}
        for place in self._places:
            place.hold(_nothing_counted())

    def show_prepared(self, prepared: Prepared, fingerprint: str) -> None:
        """A batch that was counted just now."""
        shares, tables, leaving, risks = self._places
        shares.hold(scrolled(self._indicators(prepared.batch)))
        self.tables = CountTables()
        self.tables.show_tables(losses.tables(prepared.batch))  # the indicators have their own tab
        tables.hold(_padded(column(self.tables)))
        leaving.hold(scrolled(_leaving(prepared, fingerprint)))
        self.second = Place(_second(prepared, self.confirm_asked.emit))
        risks.hold(scrolled(_risks(prepared, self.second)))

    def show_confirmed(self, who: str) -> None:
        """A second person has said yes to what is shown."""
        self.second.hold(Banner("ok", f"Выгрузку подтвердил второй сотрудник: {who}."))

    def _indicators(self, batch: Batch) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        known = {indicator.code: indicator for indicator in all_indicators()}
        for number, share in enumerate(batch.release.shares):
            code = share.indicator.code
            open_persons = partial(self.persons_asked.emit, code) if self._may_see_persons else None
            set_target = self.target_asked.emit if self._may_plan else None
            self.cards[code] = IndicatorCard(of_batch(known[code], share, batch), open_persons, set_target)
            grid.addWidget(self.cards[code], number // 2, number % 2)
        for at in range(2):
            grid.setColumnStretch(at, 1)
        method = Text(
            f"{batch.release.policy.remarks['method']}. Точные числа остаются в кабинете.", "caption", "muted"
        )
        return _padded(column(grid, method, None, gap=12))

    # What has left

    def _open(self, batch: SentBatch) -> None:
        dialog = batch_dialogs.sent(self, batch, self._people.get(batch.made_by, "—"))
        if dialog.exec() == dialog.LETTER:
            self.letter_asked.emit(batch.batch_id)

    def show_batches(self, batches: Sequence[SentBatch], people: Mapping[int, str]) -> None:
        """The journal of anonymisation."""
        self._people = people
        self.batches.show_rows(batches)
        self.setTabText(len(TABS), f"&Выгружено {len(batches)}")

    def _columns(self) -> list[Column[SentBatch]]:
        return [
            Column("Когда", lambda one: show(one.made_on), 11, by=lambda one: one.id),
            Column("Период", lambda one: Period.parse(one.period).label, 14, lines=2, strong=True),
            Column("Кому", lambda one: RECIPIENTS.get(one.recipient, one.recipient), 15, lines=2),
            Column("Кто", lambda one: self._people.get(one.made_by, "—"), 14),
            Column("Подтвердил", lambda one: self._people.get(one.confirmed_by or 0, "—"), 14),
            Column("Файл", lambda one: one.file_name, lines=2),
            Column("SHA-256, начало", lambda one: one.file_sha256[:16], 17, tone=lambda _one: "muted"),
        ]


def facts_of(prepared: Prepared) -> list[tuple[str, str]]:
    """What a batch is: to whom, of what, under which name and by which rules."""
    release = prepared.batch.release
    return [
        ("Получатель", release.policy.title),
        ("Организация", release.office),
        ("Период", release.period.label),
        ("Файл", package.file_name(release)),
        ("Что внутри", "таблицы для чтения и для обработки, опись, подпись, памятка о проверке"),
        ("Правила", f"редакция {release.policy.edition}: {_rules(release)}"),
    ]


def _rules(release: Release) -> str:
    if release.exact:
        return f"числа за период точные, малые скрыты знаком «…»; числа на день кратны {release.policy.base}"
    return f"все числа кратны {release.policy.base}, показатели малых групп скрыты"


def _leaving(prepared: Prepared, fingerprint: str) -> QWidget:
    inside = losses.tables(prepared.batch)
    lost = losses.of(inside)
    examples = [(one.place, f"{one.before} → {one.after}") for one in lost.examples]
    parts = [
        Card("Что уйдёт", Facts([*facts_of(prepared), ("Отпечаток ключа", fingerprint)])),
        Card("Что теряется", *[StepRow(said, "", State.DONE) for said in lost.said]),
    ]
    parts += [Card("Для примера: в кабинете → в выгрузке", Facts(examples))] if examples else []
    tables = [
        column(Text(title, "strong", wrap=True), Text(said, "caption", "muted", wrap=True), gap=0)
        for title, said in losses.columns(inside)
    ]
    parts.append(Card("Таблицы, их столбцы и строки: больше в файле ничего нет", *map(held, tables)))
    return _padded(column(*parts, None, gap=12))


def _risks(prepared: Prepared, second: QWidget) -> QWidget:
    """Each check of the finished batch with what came of it; where one had failed, nothing would be shown here."""
    checked = Card("Проверено перед выгрузкой", *[StepRow(said, "", State.DONE) for said in prepared.risks.values()])
    words = (
        "Программа нападает на готовую выгрузку так, как это сделал бы посторонний: со всеми её числами, со всем, что "
        "уже выгружали, и с правилами округления. Если хоть одно малое число удаётся вычислить, выгрузки не будет."
    )
    return _padded(column(Text(words, tone="muted", wrap=True), checked, second, None, gap=12))


def _second(prepared: Prepared, ask: Callable[[], object]) -> Banner:
    if prepared.batch.release.policy.second_person:
        return Banner("warn", "Без подтверждения второго сотрудника эта выгрузка не запишется.", "Подтве&рдить…", ask)
    words = "Этому получателю можно выгружать и без второго сотрудника; его подтверждение останется в журнале."
    return Banner("info", words, "Подтве&рдить…", ask)


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
