"""A new register of applications: which ready ones go, how persons are called, to whom the letter is written."""

import json
from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from narcdesk import batches
from narcdesk.batches import Candidate
from narcdesk.dates import plural
from narcdesk.fields import fields_of
from narcdesk.letters import Letter
from narcdesk.register import Register
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import FactDialog, Typed, asked_by, opened
from ui.fields import ChoiceField, Field
from ui.pieces import EmptyState, QuietButton, Text, column, held, row
from ui.table import Column, RowsTable, Slice

ROWS = 4  # of the list that are seen at once
ASKED = ("attention", "words")

COLUMNS: list[Column[Candidate]] = [
    Column("Номер", lambda one: one.number, 12),
    Column("Пациент", lambda one: f"{one.patient}, {one.birth}", lines=2, strong=True),
    Column("Подана", lambda one: one.submitted, 9),
    Column(
        "Что мешает",
        lambda one: one.hindrance or "можно отправлять",
        34,
        lines=2,
        tone=lambda one: "danger" if one.hindrance else "ok",
        icon=lambda one: "circle-alert" if one.hindrance else "",
    ),
]


class Ready(RowsTable[Candidate]):
    """The list inside a form: a few rows are seen, the others are scrolled to."""

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def sizeHint(self) -> QSize:
        return QSize(780, self.verticalHeader().defaultSectionSize() * ROWS + self.horizontalHeader().height())


class ReadyField(Field):
    """Ready applications, page by page; F8, or a click on the box, takes one into the register or leaves it out.

    What cannot leave today is shown with its reason and is not taken with the others.
    """

    def __init__(self, desk: Desk) -> None:
        hint = "F8 — отметить; строки с помехой в реестр не войдут, остальным они не мешают"
        super().__init__(batches.FIELD, "Заявки", hint=hint, required=True)
        self._desk = desk
        self._chosen: list[int] = []
        nobody = EmptyState("inbox", "Готовых заявок нет", "В реестр идут поданные заявки, ещё не отправленные.")
        self.table = Ready("Готовые заявки", COLUMNS, key=lambda one: one.id, many=True, sorts=False, empty=nobody)
        self.said = Text("", "caption", "muted")
        every = QuietButton("&Отметить все возможные", self.take_all)
        none = QuietButton("С&нять отметки", self.table.unmark_all)
        self.hold(held(column(self.table, row(self.said, None, every, none), gap=4)), wide=True)
        self._control = self.table
        self.setFocusProxy(self.table)
        self.table.setAccessibleName(self.label)
        self.table.remarked.connect(self._follow)
        self.table.show_from(self._fetch)
        self._say()

    def _fetch(self, wanted: Slice) -> Sequence[Candidate]:
        page, size = wanted.offset // wanted.limit, wanted.limit
        return self._desk.ask(batches.ready, page=page, size=size)

    def take_all(self) -> None:
        """Mark every one that nothing keeps back, on all pages."""
        free = [one.id for one in self.table.rows.everything() if not one.hindrance]
        self.set_value(free)
        self.mended()

    def _follow(self) -> None:
        self._chosen = [one.id for one in self.table.marked()]
        self._say()
        self.mended()

    def _say(self) -> None:
        self.said.setText(f"В реестре: {plural(len(self._chosen), 'заявка', 'заявки', 'заявок')}")

    def value(self) -> object:
        return list(self._chosen)

    def set_value(self, value: object) -> None:
        wanted = list(value) if isinstance(value, Sequence) else []
        with_rows = {one.id: number for number, one in enumerate(self.table.rows.everything())}
        self.table.blockSignals(True)
        self.table.unmark_all()
        for number in wanted:
            if number in with_rows:
                self.table.mark(with_rows[number])
        self.table.blockSignals(False)
        self._chosen = [one.id for one in self.table.marked()]
        self._say()

    def typed(self) -> str:
        return json.dumps(self._chosen)

    def retype(self, typed: str) -> None:
        self.set_value(json.loads(typed or "[]"))

    def words(self) -> str:
        return ", ".join(one.number for one in self.table.marked())

    def is_empty(self) -> bool:
        return not self._chosen


def draw(parent: QWidget, desk: Desk) -> FactDialog:
    """A new register with its letter; the number and the papers are the next step."""
    declared = {field.name: field for field in fields_of(Letter)}
    profile = desk.register.profile_on(desk.today())
    kinds = {kind.value: kind.label for kind in desk.ask(lambda _register: batches.kinds_of(profile))}
    unknown = "" if profile.register_kinds else "вид реестра в профиле региона не задан: с именами"
    kind = ChoiceField("kind", "Реестр", kinds, hint=unknown, required=True, chars=24)
    ready = ReadyField(desk)
    dialog = FactDialog(
        parent,
        desk,
        "Реестр заявок",
        [ready, kind, *(declared[name] for name in ASKED)],
        _write,
        draft=FormDraft(desk, "batches.draw"),
        line=f"{profile.authority.name}: одно письмо, один комплект бумаг, решения одной таблицей",
        fill={
            "kind": next(iter(kinds)),
            "attention": " ".join(
                filter(None, (profile.authority.head_post_dative, profile.authority.head_name)),
            ),
        },
        verb="&Составить",
    )
    ready.take_all()
    dialog.form.is_edited = False
    opened(dialog)
    dialog.form.go_to(batches.FIELD)  # not to the first line that may stay empty
    return dialog


def _write(register: Register, typed: Typed) -> Letter:
    """The register and its letter in one act, to be taken back in one."""
    chosen = typed[batches.FIELD]
    assert isinstance(chosen, list)
    with register.together():
        batch = batches.draw(register, asked_by(batches.ApplicationBatch, typed), chosen)
        return batches.write_to_authority(register, batch, asked_by(Letter, typed))
