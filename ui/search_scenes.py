"""Pictures of the search and of cards that look alike; `ui.scenes` shows them with the others."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from narcdesk import duplicates, patients, search
from narcdesk.patients import Patient
from ui.duplicates_page import DuplicatesPage
from ui.pair_dialog import PairDialog
from ui.patient_dialog import PatientDialog

if TYPE_CHECKING:
    from ui.scenes import Scene, Stage

TODAY, PATIENTS, SETTINGS = 0, 1, 7  # the sections


def scenes(stage: "Stage") -> Iterator["Scene"]:
    """The search on «Сегодня» and over another page, doubles, two cards side by side, a card typed again."""
    yield "search-drop", lambda: _searched(stage)
    yield "search-over", lambda: _searched_over(stage)
    yield "duplicates", lambda: stage.over(PATIENTS, DuplicatesPage(stage.desk))
    yield "pair", lambda: _pair(stage)
    yield "namesakes", lambda: _typed_again(stage)


def _searched(stage: "Stage") -> QWidget:
    page = stage.page(TODAY)
    page.box.setFocus()
    page.box.setText(_somebody(stage).surname[:3])
    page.box.drop.look_for(page.box.text())
    return stage.window


def _searched_over(stage: "Stage") -> QWidget:
    stage.page(SETTINGS)
    box = stage.window.searching.box
    stage.window.search_everybody()
    box.setText(_somebody(stage).surname[:3])
    box.drop.look_for(box.text())
    return stage.window


def _somebody(stage: "Stage") -> Patient:
    return stage.desk.ask(patients.one, stage.desk.ask(search.patients).rows[3].id)


def _pair(stage: "Stage") -> QWidget:
    found = stage.desk.ask(duplicates.pairs)
    rows = stage.desk.ask(search.patients).rows
    first, second = found[0] if found else (rows[3].id, rows[4].id)
    return PairDialog(stage.window, stage.desk, first, second, "один СНИЛС")


def _typed_again(stage: "Stage") -> QWidget:
    known = _somebody(stage)
    typed = {"surname": known.surname, "given": known.given, "patronymic": "", "birth": known.birth.shown}
    return PatientDialog(stage.window, stage.desk, typed=typed)
