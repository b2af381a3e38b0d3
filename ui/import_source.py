"""The last steps of a list: where it comes from and what will be done; then the report of what was done."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from narcdesk.dates import show
from narcdesk.providers import ProviderSource
from narcdesk.registry.applying import Proposal
from ui.fields import CheckBox, DayField, Form, TextField
from ui.icons import Icon
from ui.pieces import Card, Facts, Place, Text, column, row


class SourceStep(QWidget):
    """Title, day and act of the list; beside it what the last button will do."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.form = Form(
            [
                (
                    "",
                    [
                        TextField(
                            "title", "Как назвать", required=True, chars=52, hint="будет стоять у каждого сведения"
                        ),
                        DayField(
                            "as_of",
                            "Сведения на",
                            today,
                            lean="past",
                            hint="день, когда они были верны",
                            required=True,
                        ),
                        TextField("act", "Акт", chars=52, hint="вид, дата и номер, если список утверждён"),
                    ],
                )
            ]
        )
        self._proposal: Proposal | None = None
        self._close_gone = True
        self._plan = Place(QWidget())
        self.over_newer = CheckBox("Внести и то, что &старее, чем в реестре")
        self.over_newer.toggled.connect(self._show_plan)
        self.form.edited.connect(self._show_plan)
        source = Card("Откуда список", self.form, self.over_newer, None)
        once = Text("Одним действием, с записью в журнале.", "caption", "muted", wrap=True)
        plan = Card("Что будет сделано", self._plan, once, None)
        side_by_side = row(source, plan, gap=12)
        side_by_side.setStretchFactor(source, 2)
        side_by_side.setStretchFactor(plan, 1)
        self.setLayout(column(side_by_side, None))
        self.setFocusProxy(self.form["title"].control)

    def show_proposal(self, proposal: Proposal, close_gone: bool) -> None:
        """What the file says of itself, to be corrected; a list that is looked at again keeps what was typed."""
        if proposal.source != (self._proposal.source if self._proposal else None):
            source = proposal.source
            self.form.fill({"title": source.title, "as_of": source.as_of, "act": source.act})
            self.over_newer.setChecked(False)
        self._proposal, self._close_gone = proposal, close_gone
        self.form.clear_problems()
        self._show_plan()

    def proposal(self) -> Proposal:
        """The list as of the day that stands in the form: older facts do not replace newer ones unless so ticked."""
        assert self._proposal is not None
        day = self.form["as_of"].value()
        return self._proposal.on(
            day if isinstance(day, date) else self._proposal.as_of, over_newer=self.over_newer.isChecked()
        )

    def _show_plan(self) -> None:
        if self._proposal is None:
            return
        proposal = self.proposal()
        self.over_newer.setVisible(proposal.over_newer or proposal.difference.has_outdated)
        self._plan.hold(Facts(effects(proposal, self._close_gone)))

    def told(self) -> dict[str, Any]:
        """Title, day and act as they stand."""
        return self.form.values()


class DoneStep(QWidget):
    """What was written."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = Text("", "title")
        self._report = Place(QWidget())
        card = Card("", self._report)
        top = row(Icon("circle-check", "ok", 24), self.heading, None)
        self.setLayout(column(top, card, None, gap=12))

    def show_report(self, proposal: Proposal, source: ProviderSource | None, close_gone: bool) -> None:
        """The report of one list."""
        if source is None:
            self.heading.setText("Менять было нечего: этот файл уже внесён")
            self._report.hold(Facts(effects(proposal, close_gone, done=True)))
            return
        self.heading.setText("Список внесён")
        about = [
            ("Источник", source.title),
            ("Сведения на", show(source.as_of)),
            ("Акт", source.act),
            ("Файл, SHA-256", source.file_sha256),
        ]
        self._report.hold(Facts([*effects(proposal, close_gone, done=True), *about]))

    def show_taken_back(self) -> None:
        """The list was taken back."""
        self.heading.setText("Загрузка отменена")
        again = "каждая организация и каждое сведение снова такие, какими были до списка"
        self._report.hold(Facts([("В реестре", again), ("В журнале", "остались и загрузка, и её отмена")]))


def effects(proposal: Proposal, close_gone: bool, *, done: bool = False) -> list[tuple[str, str]]:
    """What a list does or has done, in pairs of a caption and a number or words."""
    found = proposal.difference
    lost = len(proposal.errors)
    again = "дата их сведений обновлена" if done else "дата их сведений обновится"
    gone = str(len(found.gone)) if close_gone else f"0, хотя в списке нет {len(found.gone)}"
    older = sum(len(match.outdated) for match in (*found.changed, *found.unchanged))
    if found.behind is not None:
        gone = "0: уже внесён список новее"
    return [
        ("Новых организаций", str(len(found.new))),
        ("С изменениями", str(len(found.changed))),
        ("Без изменений", f"{len(found.unchanged)}, {again}" if found.unchanged else "0"),
        ("Исключено" if done else "Будет исключено", gone),
        *[("Старее, чем в реестре", f"{older}, не {'внесено' if done else 'вносится'}")] * bool(older),
        *[("Не внесено ячеек", str(lost))] * bool(lost),
        *[("Не внесено строк", f"{len(found.nameless)}, без названия")] * bool(found.nameless),
    ]
