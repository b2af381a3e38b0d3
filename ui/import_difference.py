"""The third step of a list: what it would change in the register, and every cell that was not understood."""

from dataclasses import dataclass

from PySide6.QtWidgets import QTabWidget, QWidget

from narcdesk.base import plain
from narcdesk.providers import KINDS, in_words
from narcdesk.registry.applying import Proposal
from narcdesk.registry.difference import Change, KnownProvider, Match
from narcdesk.registry.rows import CellError, ProviderRow
from ui.fields import CheckBox
from ui.pieces import Banner, EmptyState, Text, column, held
from ui.table import Column, Heading, RowsTable

NOTHING = "пусто"


@dataclass(frozen=True)
class Changed:
    """One fact that becomes another; `change` is None for a provider that only comes back."""

    match: Match
    change: Change | None


class DifferenceStep(QWidget):
    """Tabs of what is new, changed, gone, not understood; nothing is written yet."""

    def __init__(self) -> None:
        super().__init__()
        self.summary = Text("", "heading", wrap=True)
        self.warning = Banner("warn", "")
        self.new: RowsTable[ProviderRow] = RowsTable(
            "Новые", _NEW, key=lambda row: row.row, empty=_none("Новых организаций в списке нет")
        )
        self.changed: RowsTable[Changed] = RowsTable(
            "Изменились", _CHANGED, empty=_none("Сведения об известных организациях те же"), heading=_head
        )
        self.gone: RowsTable[KnownProvider] = RowsTable(
            "Нет в списке", _GONE, key=lambda one: one.id, empty=_none("Все открытые организации есть в списке")
        )
        self.errors: RowsTable[CellError] = RowsTable("Не прочитано", _ERRORS, empty=_none("Все ячейки прочитаны"))
        self.passed: RowsTable[str] = RowsTable(
            "Пропущено", [Column("Что пропущено", lambda note: note)], key=str, titles=False, empty=_none("Ничего")
        )
        self.close_gone = CheckBox("Отметить «исключена»: список полный, их в &реестре больше нет")
        self.close_gone.setChecked(True)
        gone = held(column(self.close_gone, self.gone, gap=8, grows=self.gone))
        gone.setContentsMargins(0, 8, 0, 0)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for part in (self.new, self.changed, gone, self.errors, self.passed):
            self.tabs.addTab(part, "")
        self.setLayout(column(self.summary, self.warning, self.tabs, gap=12, grows=self.tabs))
        self.setFocusProxy(self.tabs)

    def show_proposal(self, proposal: Proposal) -> None:
        """The difference of a list that was read."""
        found = proposal.difference
        errors = [error for row in proposal.rows for error in row.errors]
        lost = sum(error.severity == "error" for error in errors)
        changed = [Changed(match, change) for match in found.changed for change in (match.changes or (None,))]
        self.summary.setText(
            f"Прочитано организаций: {len(proposal.rows)}. Новых {len(found.new)}, изменились {len(found.changed)}, "
            f"без изменений {len(found.unchanged)}, нет в списке {len(found.gone)}."
        )
        warning = _warning(found.closes_many, len(found.nameless), lost)
        self.warning.text.setText(warning)
        self.warning.setVisible(bool(warning))
        self.new.show_rows(found.new)
        self.changed.show_rows(changed)
        self.gone.show_rows(found.gone)
        self.errors.show_rows(errors)
        passed = [*found.outdated(), *proposal.notes]
        self.passed.show_rows(passed)
        counts = {
            "Н&овые": len(found.new),
            "&Изменились": len(found.changed),
            "Нет в &списке": len(found.gone),
            "Не &прочитано": len(errors),
            "Проп&ущено": len(passed),
        }
        for number, (title, count) in enumerate(counts.items()):
            self.tabs.setTabText(number, f"{title} {count}")
        self.tabs.setCurrentIndex(next((n for n, count in enumerate(counts.values()) if count), 0))
        self.close_gone.setVisible(bool(found.gone))

    def closes_gone(self) -> bool:
        """Whether providers that the list does not have are closed."""
        return self.close_gone.isChecked()


def _warning(closes_many: bool, nameless: int, lost: int) -> str:
    parts = []
    if closes_many:
        parts.append("В списке нет больше половины открытых организаций: проверьте, тот ли это список и весь ли он.")
    if lost:
        parts.append(f"Не прочитано ячеек: {lost}. Эти сведения останутся прежними, они на вкладке «Не прочитано».")
    if nameless:
        parts.append(f"Строк без названия: {nameless}, они не будут внесены.")
    return " ".join(parts)


def _none(heading: str) -> EmptyState:
    return EmptyState("circle-check", heading, "")


def _said(kind: str, value: object) -> str:
    return in_words(kind, plain(value)) or NOTHING


def _head(line: Changed) -> Heading:
    name = line.match.known.name
    return Heading(f"{name} — снова в реестре" if line.match.is_back else name)


def _fact(kind: str, title: str, width: int) -> Column[ProviderRow]:
    return Column(title, lambda row: in_words(kind, plain(getattr(row, kind))) or "—", width)


_NEW: list[Column[ProviderRow]] = [
    Column("Строка", lambda row: str(row.row), 6, align="right", by=lambda row: row.row),
    Column("Название", lambda row: row.name or "—", strong=True),
    _fact("inn", "ИНН", 13),
    _fact("forms", "Формы", 18),
    _fact("places_total", "Мест", 5),
    _fact("term_days", "Срок", 9),
    _fact("phones", "Телефоны", 20),
]
_CHANGED: list[Column[Changed]] = [
    Column("Сведение", lambda line: KINDS[line.change.fact] if line.change else "Состояние", 20),
    Column(
        "Было",
        lambda line: _said(line.change.fact, line.change.old) if line.change else "исключена",
        tone=lambda _line: "muted",
    ),
    Column(
        "Станет",
        lambda line: _said(line.change.fact, line.change.new) if line.change else "в реестре",
        strong=True,
    ),
]
_GONE: list[Column[KnownProvider]] = [
    Column("Название", lambda one: one.name, strong=True),
    Column("ИНН", lambda one: str(one.facts.get("inn") or "—"), 13),
    Column("Адрес", lambda one: str(one.facts.get("address") or "—"), 44),
]
_ERRORS: list[Column[CellError]] = [
    Column("Строка", lambda error: str(error.row), 6, align="right", by=lambda error: error.row),
    Column("Столбец", lambda error: error.column or "вся строка", 24),
    Column("Почему", lambda error: error.message, strong=True),
    Column(
        "Что будет",
        lambda error: "не внесено" if error.severity == "error" else "внесено, проверьте",
        20,
        tone=lambda error: "danger" if error.severity == "error" else "warn",
        icon=lambda error: "circle-x" if error.severity == "error" else "circle-alert",
    ),
]
