"""Papers on the screen, on a printer, in a file: the same PDF each time, and nobody's name outside."""

import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, QPointF, QSize, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from narcdesk import applications, consents, documents
from narcdesk.audit import AuditEntry
from narcdesk.forms import papers
from narcdesk.register import Register
from tests import factories
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import focus_on, press
from ui import printing, theme
from ui.desk import Desk
from ui.pdf_view import PdfDialog, PdfView, save_pdf

choosing_a_printer = pytest.mark.skipif(
    sys.platform == "win32", reason="the system's dialog of printing cannot be reached by a test"
)


@pytest.fixture
def kept(desk: Desk) -> list[documents.Document]:
    register = desk.register
    patient = factories.patient(register)
    factories.diagnosis(register, patient.id)
    factories.both_consents(register, patient.id)
    application = factories.application(register, patient.id)
    applications.submit(register, application.id)
    return papers.prepare(register, application.id)


@pytest.fixture
def pdf(desk: Desk, kept: list[documents.Document]) -> bytes:
    return papers.pdf(desk.register, kept)


@pytest.fixture
def view(qtbot: QtBot, pdf: bytes) -> PdfView:
    made = PdfView("Комплект")
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    made.show_pdf(pdf)
    return made


@pytest.fixture
def plain_dialogs(qapp: QApplication) -> Iterator[None]:
    """Qt's own dialogs: the system's cannot be reached by a test."""
    qapp.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, True)
    yield
    qapp.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, False)


def when_dialog_opens(act: Callable[[QDialog], None]) -> None:
    """Do something to the dialog that is about to open, as soon as it has."""

    def look() -> None:
        window = QApplication.activeModalWidget()
        if isinstance(window, QFileDialog | QPrintDialog):
            act(window)
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(20, look)


def type_name(dialog: QDialog, path: Path) -> None:
    """Type where a file goes, and agree."""
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(line, QLineEdit)
    line.setText(str(path))
    dialog.accept()


def sheets_of(pdf: bytes) -> int:
    """How many pages a PDF has, by another reader than the view's."""
    with PdfReader(BytesIO(pdf)) as reader:
        return len(reader.pages)


def ink(picture: QImage) -> int:
    """Dark dots of a picture."""
    small = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    return sum(byte < 128 for byte in bytes(small.constBits()))


def printed_acts(register: Register) -> int:
    return acts(register, "documents.printed")


def saved_acts(register: Register) -> int:
    return acts(register, "documents.saved")


def acts(register: Register, action: str) -> int:
    with register.read() as session:
        return session.query(AuditEntry).filter(AuditEntry.action == action).count()


def test_a_paper_is_shown_as_wide_as_the_view_and_sharp(view: PdfView, pdf: bytes) -> None:
    leaf = view.leaf
    assert abs(view.board.viewport().width() - leaf.width()) < 60
    assert leaf.height() > view.board.viewport().height()
    picture = leaf.grab().toImage()
    assert picture.pixelColor(3, 3) == QColor("white")
    assert ink(picture) > 1000
    assert view.line.text() == f"Комплект · лист 1 из {sheets_of(pdf)}"
    assert_fits(view)


def test_a_paper_has_no_white_hair_at_its_edge_on_a_finer_screen(view: PdfView, dark: theme.Theme) -> None:
    for width in (455, 456, 457, 458):
        assert view.document is not None
        view.leaf.show_page(view.document, 0, QSize(width, 640))
        picture = QImage(QSize(width, 640) * 1.5, QImage.Format.Format_RGB32)
        picture.setDevicePixelRatio(1.5)
        view.leaf.render(picture)
        edge = dark.color("border")
        assert {picture.pixelColor(x, 300).name() for x in (0, picture.width() - 1)} == {edge.name()}
        assert {picture.pixelColor(300, y).name() for y in (0, picture.height() - 1)} == {edge.name()}


def test_pages_are_turned_by_keys_buttons_and_the_wheel(view: PdfView, pdf: bytes) -> None:
    focus_on(view.board)
    press(view.board, Qt.Key.Key_PageDown)
    assert view.page == 1
    view.on.click()
    assert view.page == 2
    press(view.board, Qt.Key.Key_PageUp)
    assert view.page == 1
    bar = view.board.verticalScrollBar()
    bar.setValue(bar.maximum())
    wheel(view, down=True)
    assert view.page == 2
    assert bar.value() == bar.minimum()  # one goes on reading from the top
    wheel(view, down=False)
    assert (view.page, bar.value()) == (1, bar.maximum())
    view.turn(-99)
    assert view.page == 0
    assert not view.back.isEnabled()
    view.turn(99)
    assert view.page == sheets_of(pdf) - 1
    assert not view.on.isEnabled()


def test_a_page_grows_shrinks_and_fits_whole(view: PdfView) -> None:
    leaf = view.leaf
    wide = leaf.width()
    view.change_zoom(1)
    assert leaf.width() == pytest.approx(wide * 1.25, abs=2)
    view.resize(900, 500)
    assert leaf.width() == pytest.approx(wide * 1.25, abs=2)
    view.fit(whole=True)
    assert leaf.height() <= view.board.viewport().height()
    view.fit(whole=False)
    assert leaf.width() > wide
    for _ in range(40):
        view.change_zoom(-1)
    assert leaf.width() > 100


def test_another_pdf_leaves_the_page_open(view: PdfView, pdf: bytes) -> None:
    view.turn(3)
    view.show_pdf(pdf)
    assert view.page == 3


def test_what_is_no_pdf_is_our_bug(view: PdfView) -> None:
    with pytest.raises(ValueError, match="not a PDF"):
        view.show_pdf(b"nothing")


def test_the_printed_sheet_is_the_paper_dot_for_dot(tmp_path: Path, pdf: bytes, qapp: QApplication) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "на принтер.pdf"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    steps: list[tuple[int, int]] = []
    printing.draw(printer, pdf, lambda done, of: steps.append((done, of)))
    assert steps == [(0, 2), (1, 2)]
    out, own = printing.opened((tmp_path / "на принтер.pdf").read_bytes()), printing.opened(pdf)
    assert out.pageCount() == 2
    size = QSize(595, 842)
    there, here = (doc.render(page, size) for doc, page in ((out, 0), (own, 1)))
    assert ink(there) == pytest.approx(ink(here), rel=0.25)
    points = [(x, y) for x in range(0, 595, 5) for y in range(0, 842, 5)]
    differing = sum(abs(there.pixelColor(*p).lightness() - here.pixelColor(*p).lightness()) > 128 for p in points)
    assert differing < len(points) * 0.01  # the margins are those of the PDF, nothing is scaled
    out.close()


def test_a_printer_that_makes_files_is_known(qapp: QApplication) -> None:
    printer = QPrinter()
    printer.setOutputFileName("где-то.pdf")
    assert printing.makes_file(printer)


@choosing_a_printer
def test_nothing_is_journalled_when_the_printing_is_given_up(
    qtbot: QtBot, desk: Desk, kept: list[documents.Document], pdf: bytes, plain_dialogs: None
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    when_dialog_opens(lambda dialog: dialog.reject())
    printing.print_pdf(window, desk, pdf, "NarcDesk 1", kept)
    assert printed_acts(desk.register) == 0


@pytest.mark.skipif(
    sys.platform != "win32" or bool(QPrinterInfo.availablePrinterNames()), reason="wants a Windows with no printer"
)
def test_without_any_printer_it_is_said_so(
    qtbot: QtBot, desk: Desk, kept: list[documents.Document], pdf: bytes, heard: Heard
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    printing.print_pdf(window, desk, pdf, "NarcDesk 1", kept)
    assert "принтер" in heard.told[0].what
    assert printed_acts(desk.register) == 0


@choosing_a_printer
@pytest.mark.parametrize("answer", ["print", "stay"])
def test_a_printer_that_makes_a_file_is_asked_about_with_the_reason(
    qtbot: QtBot,
    tmp_path: Path,
    desk: Desk,
    kept: list[documents.Document],
    pdf: bytes,
    heard: Heard,
    plain_dialogs: None,
    answer: str,
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    target, titles, heard.answer = tmp_path / "вывод принтера.pdf", [], answer

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, QPrintDialog)
        titles.append(dialog.printer().docName())
        line = dialog.findChild(QLineEdit, "filename")
        assert isinstance(line, QLineEdit)
        line.setText(str(target))
        dialog.accept()

    done: list[bool] = []
    when_dialog_opens(choose)
    printing.print_pdf(window, desk, pdf, "NarcDesk 12", kept, lambda: done.append(True))
    assert heard.asked == ["Этот принтер не печатает, а записывает файл"]
    assert titles == ["NarcDesk 12"]
    if answer == "print":
        qtbot.waitUntil(lambda: bool(done))
        assert saved_acts(desk.register) == len(kept)
    assert printed_acts(desk.register) == 0
    assert target.exists() is (answer == "print")


def test_a_file_has_the_number_for_its_name_and_exactly_the_bytes(
    qtbot: QtBot, tmp_path: Path, desk: Desk, kept: list[documents.Document], pdf: bytes, plain_dialogs: None
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    proposed: list[str] = []

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        proposed.extend(dialog.selectedFiles())
        type_name(dialog, tmp_path / "папка для отправки")

    when_dialog_opens(choose)
    path = save_pdf(window, desk, pdf, "З-2026-0001", kept)
    assert path == tmp_path / "папка для отправки.pdf"
    assert path.read_bytes() == pdf
    assert Path(proposed[0]).name == "З-2026-0001.pdf"
    documents_folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    assert Path(proposed[0]).parent in (Path(documents_folder), Path.cwd(), Path.home())
    assert (saved_acts(desk.register), printed_acts(desk.register)) == (len(kept), 0)


def test_a_file_that_cannot_be_written_is_told_and_not_journalled(
    qtbot: QtBot,
    tmp_path: Path,
    desk: Desk,
    kept: list[documents.Document],
    pdf: bytes,
    heard: Heard,
    plain_dialogs: None,
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    (tmp_path / "занято.pdf").mkdir()
    when_dialog_opens(lambda dialog: type_name(dialog, tmp_path / "занято"))
    assert save_pdf(window, desk, pdf, "З-2026-0001", kept) is None
    assert "занято.pdf" in heard.told[0].what
    assert (saved_acts(desk.register), printed_acts(desk.register)) == (0, 0)


@pytest.fixture
def around(qtbot: QtBot) -> QWidget:
    """The window behind."""
    made = QWidget()
    made.resize(1366, 700)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dialog(around: QWidget, desk: Desk, kept: list[documents.Document], pdf: bytes) -> PdfDialog:
    made = PdfDialog(around, desk, "Комплект заявки", pdf, "З-2026-0001", kept)
    made.show()
    return made


def test_the_window_of_papers_by_keys_alone(dialog: PdfDialog) -> None:
    assert_fits(dialog)
    assert_mnemonics(dialog)
    focus_on(dialog.print_button)
    press(dialog, Qt.Key.Key_PageDown)
    assert dialog.view.page == 1
    assert "Воробьёв" not in dialog.windowTitle()
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_withdrawn_consent_is_told_before_the_copy_is_printed(
    around: QWidget, desk: Desk, kept: list[documents.Document], pdf: bytes
) -> None:
    patient_id = kept[0].patient_id
    assert patient_id is not None
    sheet = consents.listing(desk.register, patient_id)[0]
    consents.withdraw(desk.register, sheet.id, desk.today(), "заявление")
    made = PdfDialog(around, desk, "Комплект заявки", pdf, "З-2026-0001", kept)
    made.show()
    assert "передавать бумаги по нему нельзя" in made.said.text()
    assert_fits(made)


@choosing_a_printer
def test_printing_is_asked_for_by_a_key_and_names_nobody(
    dialog: PdfDialog, kept: list[documents.Document], plain_dialogs: None
) -> None:
    printers: list[str] = []

    def refuse(window: QDialog) -> None:
        assert isinstance(window, QPrintDialog)
        printers.append(window.printer().docName())
        window.reject()

    focus_on(dialog.print_button)
    when_dialog_opens(refuse)
    press(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert printers == [f"NarcDesk {kept[0].id}"]
    assert dialog.isVisible()


def wheel(view: PdfView, *, down: bool) -> None:
    """One notch of the wheel over the page."""
    middle = QPointF(view.board.viewport().rect().center())
    turn = QPoint(0, -120 if down else 120)
    QApplication.sendEvent(
        view.board.viewport(),
        QWheelEvent(
            middle,
            middle,
            QPoint(),
            turn,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )
