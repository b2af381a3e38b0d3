"""Pictures of what a batch goes through before it leaves; `ui.scenes` shows them with the others."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from narcdesk.commission import recipient_keys, sealing, standing
from narcdesk.drives import Drive
from ui.cohort_page import CohortPage
from ui.confirm_dialog import Asked, ConfirmDialog
from ui.district_report_page import DistrictReportPage
from ui.indicators_page import IndicatorsPage
from ui.medium_dialog import MediumDialog
from ui.settings_page import SettingsPage
from ui.targets_dialog import TargetsDialog
from ui.tightening_dialog import TighteningDialog

if TYPE_CHECKING:
    from ui.scenes import Scene, Stage

TABS = ("commission", "commission-tables", "commission-leaves", "commission-risk", "commission-sent")
SECTION = 4  # of the commission
_GB = 2**30
_STICKS = [
    Drive(Path("E:/"), "КОМИССИЯ", 3 * _GB, 8 * _GB),
    Drive(Path("F:/"), "ОТЧЁТЫ 2026", _GB, 4 * _GB, is_read_only=True),
]


def scenes(stage: "Stage") -> Iterator["Scene"]:
    """The page with a counted batch, tab by tab, and the windows of its way out."""
    for tab, name in enumerate(TABS):
        yield name, lambda tab=tab: stage.commission(tab).window()  # type: ignore[misc]
    yield "indicators", lambda: stage.over(SECTION, IndicatorsPage(stage.desk))
    yield "indicators-quarter", lambda: _quarter(stage)
    yield "cohort", lambda: stage.over(SECTION, CohortPage(stage.desk))
    yield "commission-persons", lambda: stage.opened(lambda: _persons(stage))
    yield "commission-targets", lambda: TargetsDialog(stage.window, stage.desk, stage.desk.today().year)
    yield "commission-stricter", lambda: TighteningDialog(stage.window, stage.desk, "municipal")
    yield "commission-medium", lambda: _medium(stage)
    yield "commission-no-medium", lambda: MediumDialog(stage.window, *_ASKED, list)
    yield "commission-confirm", lambda: _confirm(stage)
    yield "district-report", lambda: _district_report(stage).window()
    yield "district-report-people", lambda: stage.opened(_district_report(stage).show_people)
    yield "settings-recipients", lambda: _recipients(stage)


def _recipients(stage: "Stage") -> QWidget:
    if recipient_keys.kept(stage.desk.register, "regional") is None:
        recipient_keys.keep(stage.desk.register, "regional", sealing.make_pair()[1].pem)
    settings = SettingsPage(stage.desk)
    return stage.settings(settings.recipients_tab)


def _quarter(stage: "Stage") -> QWidget:
    page = IndicatorsPage(stage.desk)
    shown = stage.over(SECTION, page)
    page.period.set_value(next(one.code for one in stage.desk.ask(standing.choices) if not one.is_year))
    page.period.edited.emit()
    return shown


def _persons(stage: "Stage") -> None:
    stage.commission(0).show_persons("included", "denominator")


_ASKED = ("Куда записать выгрузку", "&Записать", "batches")


def _medium(stage: "Stage") -> QWidget:
    dialog = MediumDialog(stage.window, *_ASKED, lambda: _STICKS)
    dialog.table.go_to(0)
    return dialog


def _confirm(stage: "Stage") -> QWidget:
    page = stage.commission(0)
    assert page.prepared is not None
    return ConfirmDialog(stage.window, stage.desk, Asked.of_tables(stage.desk, page.prepared))


def _district_report(stage: "Stage") -> DistrictReportPage:
    page = DistrictReportPage(stage.desk)
    stage.over(SECTION, page)
    page.period.set_value(str(stage.desk.today().year - 1))
    page.count()
    while page.report is None:
        QApplication.processEvents()
    return page
