"""A prepared batch goes onto a medium, and is tried again where that failed: nothing is prepared anew."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from narcdesk.commission import export
from narcdesk.commission.export import Exported
from narcdesk.drives import Drive
from narcdesk.errors import UserError
from narcdesk.files import DiskTrouble, NoSpace, NotWritable, WrongPlace
from narcdesk.register import Register
from ui import messages
from ui.desk import Desk
from ui.medium_dialog import ask_medium
from ui.work import Progress

MEDIUM = (DiskTrouble, NoSpace, NotWritable, WrongPlace)  # another medium may do

Send = Callable[[Register, Path], Exported]


@dataclass(frozen=True)
class BatchWriting:
    """One batch and who is told that it lies there; on a failure it stays as it was, with its number."""

    parent: QWidget
    desk: Desk
    send: Send
    written: Callable[[Exported], object]

    def choose(self) -> None:
        """Ask for the folder or the medium."""
        if chosen := ask_medium(self.parent, "Куда записать выгрузку", "&Записать", "batches"):
            assert chosen.folder is not None
            self.into(chosen.folder, chosen.drive)

    def into(self, folder: Path, drive: Drive | None = None) -> None:
        """Write into a folder, read it back, and tell."""
        failed = partial(self._failed, folder, drive)
        if drive is not None and not drive.is_in:
            failed(DiskTrouble("Накопитель вынут.", do="Вставьте его и повторите."))
            return
        self.desk.work(self.parent, "Записываем выгрузку…", _sent, self.send, folder, then=self.written, failed=failed)

    def _failed(self, folder: Path, drive: Drive | None, error: UserError) -> None:
        """What the medium is to blame for is tried again."""
        if not isinstance(error, MEDIUM):
            messages.tell(self.parent, error)
            self.desk.changed.emit()  # whatever shows a batch that may leave no more asks anew
            return
        words = f"{error.lost} {error.do} Подготовленная выгрузка цела: заново готовить её не нужно.".strip()
        answers = {"stay": "&Не записывать", "elsewhere": "&Выбрать другое место…", "again": "&Повторить"}
        match messages.ask(self.parent, error.what, words, answers, safe="again"):
            case "again":
                self.into(folder, drive)
            case "elsewhere":
                self.choose()


def _sent(register: Register, send: Send, folder: Path, *, progress: Progress) -> Exported:
    """Write, and look at the file once more as its recipient will."""
    progress(0, 1)
    exported = send(register, folder)
    found = export.check_file(register, exported.path)
    if not found.verification.ok:
        raise UserError(
            "Записанная выгрузка не прошла проверку: " + " ".join(found.verification.problems),
            lost="",
            do="Не передавайте этот файл: проверьте носитель, подсчитайте тот же период снова и запишите на другой.",
        )
    return exported
