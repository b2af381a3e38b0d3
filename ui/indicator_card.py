"""One indicator of the plan: exact inside the office, beside it what leaves, the plan, and why anything is hidden."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from narcdesk.commission.batch import Batch, Share, exact_percent
from narcdesk.dates import plural
from narcdesk.indicators import Indicator
from ui import theme
from ui.pieces import Elided, Flow, QuietButton, Text, held, row
from ui.share_bar import ShareBar


class IndicatorCard(QFrame):
    """The numbers are buttons where the persons may be seen: `open_persons` is given "numerator" or "denominator"."""

    def __init__(
        self,
        indicator: Indicator,
        share: Share,
        batch: Batch,
        open_persons: Callable[[str], Any] | None,
        set_target: Callable[[], Any] | None,
    ) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        exact = batch.exact
        within, among = exact[share.indicator.numerator], exact[share.indicator.denominator]
        percent = exact_percent(within, among)
        facts = QGridLayout()
        facts.setHorizontalSpacing(12)
        facts.setVerticalSpacing(4)
        facts.setColumnStretch(1, 1)
        self.numbers = [
            _number(_people(within), "numerator", indicator.numerator_title, open_persons),
            _number(str(among), "denominator", indicator.denominator_title, open_persons),
        ]
        counted = Flow(gap=4, line_gap=0)
        of, share_of = Text("из", tone="muted"), Text(_share_words(percent), "heading")
        for part in (self.numbers[0], of, self.numbers[1], share_of):
            part.setMinimumHeight(theme.current().px(24))  # as high as the buttons, so that all stand level
            counted.addWidget(part)
        numbers = held(counted)
        numbers.setContentsMargins(0 if open_persons else QuietButton.padding, 0, 0, 0)
        _line(facts, 0, "В кабинете", numbers, "primary")
        self.outside = Text(_outside(share, batch), "strong" if not share.hidden else "body", wrap=True)
        _line(facts, 1, "Уйдёт", self.outside, "muted")
        self.plan_button: QuietButton | None = None
        plan = self._plan(indicator, share, batch, set_target)
        _line(facts, 2, "План", plan, "warn")
        for under in (self.outside, plan):
            under.setContentsMargins(QuietButton.padding, 0, 0, 0)  # under the words of the buttons above
        box = QVBoxLayout(self)
        across, down = theme.CARD_MARGIN
        box.setContentsMargins(across, down, across, down)
        box.setSpacing(4)
        title = Text(f"{indicator.number}. {indicator.title}", "heading", wrap=True)
        title.setToolTip(share.indicator.title)
        box.addWidget(title)
        box.addWidget(Text(indicator.why, "caption", "muted", wrap=True))
        box.addSpacing(4)
        box.addWidget(ShareBar(percent, share.percent, share.target.percent if share.target else None))
        box.addLayout(facts)
        box.addStretch(1)

    def _plan(self, indicator: Indicator, share: Share, batch: Batch, set_target: Callable[[], Any] | None) -> QWidget:
        """The plan and its act; what is not in the regional plan is the office's own to set and to change."""
        is_regional = batch.release.period.start.year in share.indicator.targets
        if share.target is not None:
            words: QWidget = Elided(f"{share.target.percent} % · {share.target.act}")
        else:
            words = Text(batch.release.policy.remarks["no_target"], tone="muted")
        if is_regional or set_target is None:
            return words
        words.setMinimumHeight(theme.current().px(24))
        verb, said = ("Изменить…", "Изменить план") if share.target is not None else ("Задать…", "Задать план")
        self.plan_button = QuietButton(verb, set_target)
        self.plan_button.setAccessibleName(f"{said}: {indicator.title}")
        if share.target is not None:
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


def _people(number: int) -> str:
    return plural(number, "человек", "человека", "человек")


def _share_words(percent: float | None) -> str:
    return "доли нет" if percent is None else f"{percent:.1f} %".replace(".", ",")


def _outside(share: Share, batch: Batch) -> str:
    if share.hidden:
        return f"… — {batch.release.policy.remarks[share.hidden]}"
    return f"{share.numerator} из {share.denominator}, {share.percent} %"
