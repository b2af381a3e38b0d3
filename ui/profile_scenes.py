"""Pictures of the office's own profile: a cell and its act, the history, a file that another office sent."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from narcdesk import office_profile
from narcdesk.office_profile import Change, Offer
from ui import profile_dialogs

if TYPE_CHECKING:
    from ui.scenes import Scene, Stage

BY_ACT = {"act_kind": "учебный порядок", "act_number": "1-у", "act_date": "12.01.2026", "act_point": "п. 7"}


def scenes(stage: "Stage") -> Iterator["Scene"]:
    """The profile of the training region, of which one term is the office's own."""
    window, desk = stage.window, stage.desk
    yield "profile-cell", lambda: _cell(stage)
    yield "profile-history", lambda: profile_dialogs.History(window, desk)
    yield "profile-file", lambda: _file(stage)


def _cell(stage: "Stage") -> QWidget:
    desk = stage.desk
    typed = {"value": "15", "unit": "working", "start": "registration", "moves_from_day_off": False, **BY_ACT}
    if not desk.ask(office_profile.history):
        desk.ask(office_profile.amend, "terms.decision", {**typed, "since": desk.today()})
    state = desk.ask(office_profile.cell_of, "terms.decision")
    return profile_dialogs.amend(stage.window, desk, state)


def _file(stage: "Stage") -> QWidget:
    own = stage.desk.register.profile_on(stage.desk.today())
    changes = (
        Change("Сроки", "Решение", "10 рабочих дней со дня регистрации заявления", "7 рабочих дней со дня решения"),
        Change("Приём заявлений", "Сколько дают за год", "35 в год", "40 в год"),
    )
    offer = Offer("Профиль 00 Учебная область 2026-03-16.json", replace(own, quota_per_year=40), changes)
    return profile_dialogs.take(stage.window, stage.desk, offer)
