"""Records of the cases of a year, for the dispensary: how coarse they become, what was tried on them, the way out."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QWidget

from narcdesk.commission import unchanged
from narcdesk.commission.cohorts import census, export
from narcdesk.commission.cohorts.export import Offer, Prepared
from narcdesk.commission.cohorts.report import Column
from narcdesk.commission.export import Exported
from narcdesk.commission.export import fingerprint as key_of
from narcdesk.commission.ledger import Stale
from narcdesk.dates import show
from narcdesk.drives import Drive
from narcdesk.staff import Person
from ui import batch_dialogs, confirm_dialog, messages, work
from ui.batch_writing import BatchWriting
from ui.choosing_files import ask_file
from ui.confirm_dialog import Asked
from ui.desk import Desk
from ui.fields import CheckBox, ChoiceField, labelled
from ui.page import Page
from ui.pieces import (
    Banner,
    Button,
    Card,
    EmptyState,
    Facts,
    Flow,
    PageHeader,
    Place,
    PrimaryButton,
    State,
    StepRow,
    Text,
    column,
    held,
    scrolled,
)
from ui.work import Progress

_LINE = "Только диспансеру, внутри врачебной тайны: по одной записи на человека, обобщённой так, что его не найти"
_NO_CENSUS = "Таблицы населения нет: без неё не проверить, не выдаёт ли запись, что человек под наблюдением."


class CohortPage(Page):
    """Shown over the commission's page; nothing leaves before «Записать», and nothing at all that was found out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.prepared: Prepared | None = None
        self.confirmed_by: Person | None = None
        self._offers: Mapping[str, Offer] = {}
        self.write_button = PrimaryButton("&Записать…", self.write, key="Ctrl+E")
        self.write_button.only_if(desk.may("commission.export"))
        self.census_button = Button("&Таблица населения…", self.take_census)
        self.census_button.only_if(desk.may("commission.census"))
        self.header = PageHeader("Записи о случаях", _LINE, [self.census_button, self.write_button])
        self.year = ChoiceField("year", "Впервые взяты", {}, chars=12)
        self.year.edited.connect(self._forget)
        self.more = CheckBox("По&дробнее: каждой группе записей своё обобщение")
        self.more.clicked.connect(self._forget)
        self.button = Button("&Подготовить", self.prepare, key="Ctrl+Enter")
        self.year.passed.connect(self.button.setFocus)
        self.refusal = Banner("warn", "")
        self.district = Text("", "caption", "muted", wrap=True)
        self._place = Place(_nothing())
        bar = Flow()  # in a narrow window it takes two lines
        for part in (labelled("&Взяты в году", self.year), self.more, self.button):
            bar.addWidget(part)
        parts = (self.header, held(bar), self.district, self.refusal, self._place)
        self.setLayout(column(*parts, gap=12, grows=self._place))

    def refresh(self) -> None:
        chosen = str(self.year.value() or "")
        self._offers = {str(offer.year): offer for offer in self.desk.ask(export.offered)}
        self.year.offer({code: code for code in self._offers})
        self.year.set_value(chosen if chosen in self._offers else next(iter(self._offers)))
        table = self.desk.ask(census.standing)
        words = _NO_CENSUS
        if table is not None:
            live = f"{census.table_of(table).inhabitants:,}".replace(",", "\u00a0")
            words = f"Таблица населения внесена {show(table.taken_on)}, жителей {live}."
        self.district.setText(words)
        if not self._is_true(self.prepared):
            self._forget()

    def _is_true(self, prepared: Prepared | None) -> bool:
        """Whether what was prepared may leave still, and is of the chosen year."""
        if prepared is None or self.year.value() != str(prepared.made.release.year):
            return False
        return self.desk.ask(unchanged.holds, prepared.made.release.anchor)

    def first_stop(self) -> QWidget:
        return self.year.control

    def _forget(self) -> None:
        self.prepared, self.confirmed_by = None, None
        self._place.hold(_nothing())
        self.write_button.setEnabled(False)
        offer = self._offers.get(str(self.year.value()))
        refusal = offer.refusal if offer else ""
        self.button.setEnabled(offer is not None and not refusal)
        self.refusal.text.setText(refusal)
        self.refusal.setVisible(bool(refusal))

    def take_census(self) -> None:
        """Ask for a table of inhabitants and bring it in; the one before stays in the register."""
        kinds = "Таблицы (*.csv *.xlsx *.xls);;Все файлы (*)"
        if path := ask_file(self, "Таблица населения", kinds, "lists"):
            self.desk.do(self, census.take, path)

    def prepare(self) -> None:
        """Make the records of the chosen year coarse and attack what would leave; nothing is written."""
        offer = self._offers.get(str(self.year.value()))
        if offer is None or offer.refusal:
            return
        year, more = offer.year, self.more.isChecked()

        def made(progress: Progress) -> Prepared:
            return self.desk.ask(export.prepare, year, more=more, progress=progress)

        work.run(self, f"Готовим записи: {year} год…", made, self._show)

    def _show(self, prepared: Prepared) -> None:
        if not self.desk.is_open:  # the lock may have come meanwhile
            return
        self.prepared, self.confirmed_by = prepared, None
        self.write_button.setEnabled(True)
        said = [StepRow(words, "", State.DONE) for words in prepared.report.risk.values()]
        leaves = Facts([_column(one) for one in prepared.report.columns])
        parts = [Card("Проверено на готовом файле", *said), Card("Столбцы: больше в файле ничего нет", leaves)]
        if self.desk.may("patients.look"):  # as they are in a card
            parts += [
                Card(f"Для примера, {number}: в кабинете → в файле", Facts(_pair(prepared, *example)))
                for number, example in enumerate(prepared.report.examples, start=1)
            ]
        inner = held(column(*parts, None, gap=12))
        inner.setContentsMargins(0, 0, 8, 0)
        self._place.hold(scrolled(inner))

    # What leaves

    def write(self) -> None:
        """A second person confirms; then the batch is written where he who prepared it says."""
        prepared = self.prepared
        if prepared is not None and self.confirm():
            self._writing(prepared).choose()

    def write_into(self, folder: Path, drive: Drive | None = None) -> None:
        """Write the prepared records into a folder, read them back, and tell; on a failure they stay as they were."""
        assert self.prepared is not None
        self._writing(self.prepared).into(folder, drive)

    def _writing(self, made: Prepared) -> BatchWriting:
        return BatchWriting(
            self, self.desk, lambda register, folder: export.send(register, made, folder), self._written
        )

    def confirm(self) -> bool:
        """Ask the second person, unless one has said yes to these very records already."""
        prepared = self.prepared
        if prepared is None or self.confirmed_by is not None:
            return prepared is not None
        facts = [
            ("Получатель", prepared.made.release.rules.title),
            ("Организация", prepared.made.release.office),
            ("Впервые взяты", f"{prepared.made.release.year} год"),
            ("Записей", str(len(prepared.made.release.rows))),
        ]
        asked = Asked(facts, prepared.report.risk, lambda *told: self.desk.ask(export.confirm, prepared, *told))
        person = confirm_dialog.ask(self, self.desk, asked)
        if self.prepared is not prepared:  # it was locked over the question, and somebody worked elsewhere
            messages.tell(self, Stale())
        else:
            self.confirmed_by = person
        return self.confirmed_by is not None

    def _written(self, exported: Exported) -> None:
        batch_dialogs.exported(self, exported, self.desk.ask(key_of)).exec()


def _column(one: Column) -> tuple[str, str]:
    """How coarse a column is, what of it is lost, and every value that stands in it."""
    lost = f", потеряно {round(100 * one.lost)} %" if one.lost else ""
    return one.title, f"{one.how}{lost}: {'; '.join(one.values)}"


def _nothing() -> EmptyState:
    return EmptyState("file-text", "Ничего не подготовлено", "Выберите год и нажмите «Подготовить».")


def _pair(prepared: Prepared, exact: tuple[str, ...], shown: tuple[str, ...]) -> list[tuple[str, str]]:
    return [
        (title, before if before == after else f"{before} → {after}")
        for title, before, after in zip(prepared.report.titles, exact, shown, strict=True)
    ]
