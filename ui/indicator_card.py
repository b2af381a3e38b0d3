"""One indicator of the plan: exact inside the office, beside it what leaves, the plan, and why anything is hidden."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from narcdesk.commission.batch import Batch, Share, Target, exact_percent
from narcdesk.commission.standing import Standing
from narcdesk.dates import plural
from narcdesk.indicators import Indicator
from ui import theme
from ui.pieces import Elided, Flow, QuietButton, Text, held, row
from ui.share_bar import ShareBar


@dataclass(frozen=True)
class Shown:
    """What a card tells of an indicator: exact counts, what of them leaves, and the plan."""

    indicator: Indicator
    long_title: str  # as the plan's act calls it
    within: int
    among: int
    strictly: int | None  # of those within, whoever is among the others as well; None where that is not asked
    outside: str
    is_hidden: bool
    published: int | None  # percent
    target: Target | None
    is_regional: bool  # the region's plan knows the year: the office sets none
    no_target: str


def of_batch(indicator: Indicator, share: Share, batch: Batch) -> Shown:
    """An indicator of a batch that was counted, as it will leave."""
    remarks = batch.release.policy.remarks
    outside = f"… — {remarks[share.hidden]}" if share.hidden else ""
    return Shown(
        indicator,
        share.indicator.title,
        batch.exact[share.indicator.numerator],
        batch.exact[share.indicator.denominator],
        None,
        outside or f"{share.numerator} из {share.denominator}, {share.percent} %",
        bool(share.hidden),
        share.percent,
        share.target,
        batch.release.period.start.year in share.indicator.targets,
        remarks["no_target"],
    )


def of_standing(one: Standing) -> Shown:
    """An indicator as it stands in the office, of which no batch is made."""
    now = one.now
    return Shown(
        one.indicator,
        one.title,
        now.within,
        now.among,
        now.strictly,
        one.leaving,
        True,
        now.published,
        now.target,
        now.is_regional,
        one.no_target,
    )


class IndicatorCard(QFrame):
    """The numbers are buttons where the persons may be seen: `open_persons` is given "numerator" or "denominator".

    `under` stands below it all: the picture of how it was before.
    """

    def __init__(
        self,
        shown: Shown,
        open_persons: Callable[[str], Any] | None,
        set_target: Callable[[], Any] | None,
        under: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        indicator = shown.indicator
        percent = exact_percent(shown.within, shown.among)
        facts = QGridLayout()
        facts.setHorizontalSpacing(12)
        facts.setVerticalSpacing(4)
        facts.setColumnStretch(1, 1)
        self.numbers = [
            _number(_people(shown.within), "numerator", indicator.numerator_title, open_persons),
            _number(str(shown.among), "denominator", indicator.denominator_title, open_persons),
        ]
        counted = Flow(gap=4, line_gap=0)
        of, share_of = Text("из", tone="muted"), Text(share_words(percent), "heading")
        for part in (self.numbers[0], of, self.numbers[1], share_of, *_strictly(shown)):
            part.setMinimumHeight(theme.current().px(24))  # as high as the buttons, so that all stand level
            counted.addWidget(part)
        numbers = held(counted)
        numbers.setContentsMargins(0 if open_persons else QuietButton.padding, 0, 0, 0)
        _line(facts, 0, "В кабинете", numbers, "primary")
        self.outside = Text(shown.outside, "body" if shown.is_hidden else "strong", wrap=True)
        _line(facts, 1, "Уйдёт", self.outside, "muted")
        self.plan_button: QuietButton | None = None
        plan = self._plan(shown, set_target)
        _line(facts, 2, "План", plan, "warn")
        for under_numbers in (self.outside, plan):
            under_numbers.setContentsMargins(QuietButton.padding, 0, 0, 0)  # under the words of the buttons above
        box = QVBoxLayout(self)
        across, down = theme.CARD_MARGIN
        box.setContentsMargins(across, down, across, down)
        box.setSpacing(4)
        title = Text(f"{indicator.number}. {indicator.title}", "heading", wrap=True)
        title.setToolTip(shown.long_title)
        box.addWidget(title)
        box.addWidget(Text(indicator.why, "caption", "muted", wrap=True))
        box.addSpacing(4)
        if under is None:
            box.addWidget(ShareBar(percent, shown.published, shown.target.percent if shown.target else None))
        box.addLayout(facts)
        if under is not None:
            box.addSpacing(8)
            box.addWidget(under)
        box.addStretch(1)

    def _plan(self, shown: Shown, set_target: Callable[[], Any] | None) -> QWidget:
        """The plan and its act; what is not in the regional plan is the office's own to set and to change."""
        if shown.target is not None:
            words: QWidget = Elided(f"{shown.target.percent} % · {shown.target.act}")
        else:
            words = Text(shown.no_target, tone="muted")
        if shown.is_regional or set_target is None:
            return words
        words.setMinimumHeight(theme.current().px(24))
        verb, said = ("Изменить…", "Изменить план") if shown.target is not None else ("Задать…", "Задать план")
        self.plan_button = QuietButton(verb, set_target)
        self.plan_button.setAccessibleName(f"{said}: {shown.indicator.title}")
        if shown.target is not None:
            return held(row(words, self.plan_button, gap=4, grows=words))
        flow = Flow(gap=4, line_gap=0)
        for part in (words, self.plan_button):
            flow.addWidget(part)
        return held(flow)


def _line(facts: QGridLayout, at: int, name: str, what: Any, token: str) -> None:
    label = Text(name, "caption", token)
    label.setMinimumHeight(theme.current().px(24))
    facts.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
    facts.addWidget(what, at, 1)


def _number(words: str, side: str, meaning: str, open_persons: Callable[[str], Any] | None) -> QuietButton | Text:
    if open_persons is None:
        text = Text(words)
        text.setToolTip(meaning)
        return text
    button = QuietButton(words, lambda: open_persons(side), tip=meaning)
    button.setAccessibleName(f"{words}: {meaning}, показать список")
    return button


def _strictly(shown: Shown) -> Iterator[Text]:
    """Beside the share as the plan has it, the one of which the numerator is a part of the denominator."""
    if shown.strictly is not None and shown.strictly != shown.within:
        percent = exact_percent(shown.strictly, shown.among)
        said = Text(f"строго, из знаменателя: {shown.strictly}, {share_words(percent)}", "caption", "muted")
        said.setContentsMargins(QuietButton.padding, 0, 0, 0)
        yield said


def _people(number: int) -> str:
    return plural(number, "человек", "человека", "человек")


def share_words(percent: float | None) -> str:
    """An exact share as the office reads it: «33,3 %»."""
    return "доли нет" if percent is None else f"{percent:.1f} %".replace(".", ",")
