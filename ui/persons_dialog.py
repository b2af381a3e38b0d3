"""Who is counted in an indicator and why: inside the office only; that it was looked at is journalled."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from narcdesk import counted
from narcdesk.counted import Counted, Side
from narcdesk.dates import Period
from narcdesk.indicators import Indicator
from ui.desk import Desk
from ui.people_dialog import People, PeopleDialog

SIDES: tuple[Side, Side] = ("numerator", "denominator")


class PersonsDialog(PeopleDialog):
    """Two lists, of the numerator and of the denominator."""

    def __init__(self, parent: QWidget, desk: Desk, indicator: Indicator, period: Period, side: Side) -> None:
        def named(of: Side, page: Sequence[int]) -> Sequence[Counted]:
            return desk.ask(counted.explained, indicator, of, period, list(page))

        meanings = (indicator.numerator_title, indicator.denominator_title)
        people = [
            People(tab, meaning, partial(desk.ask, counted.persons, indicator, of, period), partial(named, of))
            for tab, meaning, of in zip(("&Числитель", "&Знаменатель"), meanings, SIDES, strict=True)
        ]
        super().__init__(parent, desk, indicator.title, period.label, people, SIDES.index(side))
