"""The two ways by which a paper leaves: a printer and a file. Each is journalled as what it is, none names a person.

The journal comes first: nothing stays on a sheet or in a file that has no entry.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPoint, QRect, QSizeF, QStandardPaths
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from narcdesk import documents
from narcdesk.documents import Document
from narcdesk.errors import UserError
from narcdesk.files import write_atomically
from narcdesk.register import Register
from ui import messages, work
from ui.desk import Desk

SHARPEST = 400  # dots an inch: a page of A4 takes 60 MB so, and a letter of 9 pt needs no more

NO_PRINTER = UserError(
    "На этом компьютере не установлен ни один принтер.",
    do="Установите принтер в параметрах Windows или сохраните бумаги файлом.",
)

STOPPED = UserError(
    "Печать остановлена.",
    lost="Листы, которые успели выйти, остались у принтера.",
    do="Заберите их: чужим их видеть нельзя.",
)

_INTO_FILES = ("pdf", "xps", "onenote", "postscript", "файл")  # in the names of printers that print nothing


def opened(pdf: bytes) -> QPdfDocument:
    """A PDF that lies in memory alone: nothing of it is written to a disk."""
    document = QPdfDocument()
    buffer = QBuffer(document)  # a document reads from its buffer as long as it lives
    buffer.setData(pdf)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    if document.status() is not QPdfDocument.Status.Ready:
        raise ValueError(f"not a PDF: {document.error()}")
    return document


def print_pdf(
    parent: QWidget,
    desk: Desk,
    pdf: bytes,
    title: str,
    papers: Sequence[Document] = (),
    then: Callable[[], Any] = lambda: None,
    note: Callable[[], Any] = lambda: None,
) -> None:
    """Ask for a printer and print; `then` is called when all sheets went there.

    `title` is how the job is called in the printer's queue, which others can see: «NarcDesk 12», never a name.
    `papers` are the documents of the register that are printed, to be journalled; what is none is journalled by `note`.
    """
    if not _can_choose():
        messages.tell(parent, NO_PRINTER)
        return
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setCreator("NarcDesk")
    if not _chosen(parent, printer) or not _may_go_to(parent, printer):
        return

    # What «prints» into a file leaves a file behind, whatever it is called.
    left = documents.saved if makes_file(printer) else documents.printed

    def begun() -> None:
        note()
        if not papers:
            return
        with desk.register.together():
            for paper in papers:
                left(desk.register, paper.id)

    def end(_done: None) -> None:
        if papers:
            desk.changed.emit()
        then()

    work.run(parent, "Печатаем", lambda progress: draw(printer, pdf, progress, begun), end)


def _can_choose() -> bool:
    """Without any printer Windows opens no dialog and says nothing; elsewhere the dialog still offers a file."""
    return sys.platform != "win32" or bool(QPrinterInfo.availablePrinterNames())


def _chosen(parent: QWidget, printer: QPrinter) -> bool:
    """Whether the person chose a printer; the dialog dies here, as it must not outlive the printer it speaks of."""
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setWindowTitle("Печать")
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.setParent(None)
    return accepted


def save_pdf(parent: QWidget, desk: Desk, pdf: bytes, name: str, papers: Sequence[Document] = ()) -> Path | None:
    """Ask for a place and write the PDF there whole or not at all; None when it was not written.

    `name` is what the file is called at first: the number of a case, never a name of a person.
    """
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chosen, _ = QFileDialog.getSaveFileName(
        parent, "Сохранить как файл", str(Path(folder) / f"{name}.pdf"), "Документ PDF (*.pdf)"
    )
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower() != ".pdf":
        path = path.with_name(path.name + ".pdf")
    if not papers:  # of nobody, and not of the register
        return path if desk.do(parent, _written, path, pdf) else None
    return desk.do(parent, documents.save_as, [paper.id for paper in papers], path, pdf)


def _written(_register: Register, path: Path, pdf: bytes) -> bool:
    write_atomically(path, pdf)
    return True


def draw(
    printer: QPrinter,
    pdf: bytes,
    progress: work.Progress = lambda _done, _of: None,
    begun: Callable[[], Any] = lambda: None,
) -> None:
    """Print the pages that the printer was asked for, each on a sheet of its own size and direction.

    `begun` is called once the printer has taken the job and before anything is on a sheet: what it raises, or a stop,
    ends the printing.
    """
    document = opened(pdf)
    printer.setFullPage(True)  # the margins are in the PDF
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or document.pageCount(), document.pageCount())
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    pages = [page - 1 for page in range(first, last + 1)] * copies
    painter = QPainter()
    try:
        for number, page in enumerate(pages):
            progress(number, len(pages))
            printer.setPageLayout(_sheet_of(document.pagePointSize(page)))
            if number:
                printer.newPage()
            elif painter.begin(printer):
                begun()
            else:
                raise UserError(
                    "Принтер не принял задание.",
                    do="Проверьте, что он включён и что в нём есть бумага, и напечатайте ещё раз.",
                )
            _draw_page(painter, printer, document, page)
        painter.end()
    except BaseException as error:
        if not painter.isActive():
            raise
        printer.abort()
        painter.end()
        if isinstance(error, work.Cancelled):
            raise STOPPED from None
        raise


def _sheet_of(points: QSizeF) -> QPageLayout:
    lies = points.width() > points.height()
    size = QPageSize(
        points.transposed() if lies else points,
        QPageSize.Unit.Point,
        "",
        QPageSize.SizeMatchPolicy.FuzzyMatch,
    )
    way = QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
    return QPageLayout(size, way, QMarginsF(0, 0, 0, 0))


def _draw_page(painter: QPainter, printer: QPrinter, document: QPdfDocument, page: int) -> None:
    sheet = printer.paperRect(QPrinter.Unit.DevicePixel).toRect()
    scale = min(1.0, SHARPEST / printer.resolution())
    painter.drawImage(QRect(QPoint(0, 0), sheet.size()), document.render(page, sheet.size() * scale))


def _may_go_to(parent: QWidget, printer: QPrinter) -> bool:
    """Whether the paper may go to this printer; one that makes a file is asked about once, with the reason."""
    if not makes_file(printer):
        return True
    answer = messages.ask(
        parent,
        "Этот принтер не печатает, а записывает файл",
        "Файл останется на диске незашифрованным, вне реестра: его сможет открыть каждый, кто возьмёт компьютер. "
        "Для бумаги выберите настоящий принтер.",
        {"stay": "&Не записывать", "print": "&Записать файл"},
        safe="stay",
        danger="print",
    )
    return answer == "print"


def makes_file(printer: QPrinter) -> bool:
    """Whether a printer writes to the disk instead of on paper."""
    name = printer.printerName().casefold()
    is_file = printer.outputFormat() is QPrinter.OutputFormat.PdfFormat or bool(printer.outputFileName())
    return is_file or any(word in name for word in _INTO_FILES)
