"""Nothing of a patient stays on a sheet or in a file that the journal does not tell of."""

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from narcdesk import audit, documents
from narcdesk.errors import UserError
from narcdesk.files import NoSpace
from tests.ui.conftest import Heard
from tests.ui.test_pdf_view import kept, pdf, plain_dialogs, type_name, when_dialog_opens
from ui import printing, work
from ui.desk import Desk
from ui.pdf_view import save_pdf

__all__ = ["kept", "pdf", "plain_dialogs"]  # the fixtures


def refuse_to_journal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk of the register is full."""

    def full(*_: object, **__: object) -> None:
        raise NoSpace("На диске, где лежит реестр, кончилось место.")

    monkeypatch.setattr(audit, "append", full)


def test_a_file_that_is_not_journalled_does_not_stay(
    qtbot: QtBot,
    tmp_path: Path,
    desk: Desk,
    kept: list[documents.Document],
    pdf: bytes,
    heard: Heard,
    plain_dialogs: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    (tmp_path / "папка").mkdir()
    when_dialog_opens(lambda dialog: type_name(dialog, tmp_path / "папка" / "унести"))
    refuse_to_journal(monkeypatch)
    assert save_pdf(window, desk, pdf, "З-2026-0001", kept) is None
    assert list((tmp_path / "папка").iterdir()) == []
    assert "кончилось место" in heard.told[0].what


def on_paper(tmp_path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "на принтер.pdf"))
    return printer


def test_nothing_is_drawn_on_a_sheet_that_is_not_journalled(
    tmp_path: Path, pdf: bytes, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise NoSpace("На диске, где лежит реестр, кончилось место.")

    monkeypatch.setattr(printing, "_draw_page", lambda *_: pytest.fail("a sheet went to the printer"))
    with pytest.raises(NoSpace):
        printing.draw(on_paper(tmp_path), pdf, begun=refuse)


@pytest.mark.parametrize("at", [0, 1])
def test_who_stops_the_printing_is_told_of_the_sheets_that_are_out(
    tmp_path: Path, pdf: bytes, qapp: QApplication, at: int
) -> None:
    """They are journalled: else stopping before the last sheet would leave no entry of the others."""
    begun: list[bool] = []

    def progress(done: int, _of: int) -> None:
        if done == at:
            raise work.Cancelled

    with pytest.raises(UserError if at else work.Cancelled) as told:
        printing.draw(on_paper(tmp_path), pdf, progress, lambda: begun.append(True))
    assert begun == [True] * at
    assert not at or "Заберите их" in str(told.value)
