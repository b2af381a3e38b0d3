"""The package of a register: looked at, printed as one job or kept as one file, and then asked about: is it all out?"""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from narcdesk import letters
from narcdesk.forms import packages, sheets
from narcdesk.letters import Letter, LetterState
from narcdesk.list_exports import OutList
from narcdesk.register import Register
from ui import letter_dialog, messages, work
from ui.choosing_files import ask_new_file
from ui.desk import Desk
from ui.list_export import agreed, say_written, written
from ui.pdf_view import PdfDialog
from ui.work import Progress

ASKED = "Всё вышло?"
TOLD = (
    "Если все листы на месте и реестр уходит в орган, отметьте отправку: каждая заявка станет «Направлена», "
    "передача запишется каждому. Иначе напечатайте недостающее ещё раз: до отметки ничего не меняется."
)


class PackageDialog(PdfDialog):
    """All papers of a register, one after another."""

    def __init__(self, parent: QWidget, desk: Desk, letter: Letter, pdf: bytes) -> None:
        super().__init__(parent, desk, "Реестр заявок", pdf, letter.number or "", desk.ask(packages.package, letter))
        self._letter = letter

    def came_out(self) -> None:
        """No status changes before the person has said that the package is whole."""
        letter = self._desk.ask(letters.one, self._letter.id)
        if letter.state is not LetterState.NUMBERED:
            return
        answers = {"again": "&Напечатать ещё раз", "later": "&Пока нет", "yes": "&Всё вышло, отмечаю отправку…"}
        match messages.ask(self, ASKED, TOLD, answers, safe="later"):
            case "again":
                self.print_all()
            case "yes":
                letter_dialog.send(self, self._desk, None, letter)


def issue(parent: QWidget, desk: Desk, letter: Letter) -> None:
    """Give the letter its number, make every set, and show the package."""
    desk.work(parent, "Готовим бумаги реестра…", packages.issue, letter.id, then=lambda made: show(parent, desk, made))


def show(parent: QWidget, desk: Desk, letter: Letter) -> None:
    """The whole package in one window; it is drawn beside it, with progress."""
    work.run(
        parent,
        "Собираем реестр и комплекты…",
        lambda progress: packages.pdf(desk.register, letter, progress=progress),
        lambda pdf: PackageDialog(parent, desk, letter, pdf).open(),
    )


def send(parent: QWidget, desk: Desk, letter: Letter) -> None:
    """Mark that it left; a consent that was taken back meanwhile is told, with the way on for the others."""
    reasons = desk.ask(sheets.objections, letter.id)
    if not reasons:
        letter_dialog.send(parent, desk, None, letter)
        return
    answers = {"stay": "&Вернуться", "anew": "&Составить заново без них"}
    heading = "Реестр в этом виде отправлять нельзя"
    if messages.ask(parent, heading, ". ".join(reasons), answers, safe="stay") == "anew":
        made = desk.do(parent, packages.anew, letter.id)
        if made is not None:
            issue(parent, desk, made)


def export(parent: QWidget, desk: Desk, letter: Letter) -> None:
    """The register as a table of Excel: journalled, with its fingerprint on the sheet that says what it is."""
    if not agreed(parent):
        return
    path = ask_new_file(parent, "Выгрузить реестр заявок", "Таблица Excel (*.xlsx)", "exports", f"{letter.number}.xlsx")
    if path is not None:
        desk.work(parent, "Пишем реестр в файл…", _written, path, letter, then=partial(say_written, parent))


def _written(register: Register, path: Path, letter: Letter, *, progress: Progress) -> tuple[Path, int]:
    columns, rows = packages.table(register, letter)
    listed = OutList("Реестр заявок", packages.said_of(register, letter), columns, rows)
    return written(register, path, listed, progress=progress)
