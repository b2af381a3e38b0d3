"""The crash window: our own bug, told calmly, with a report that holds no personal data."""

import platform
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import PureWindowsPath
from typing import Any

import PySide6
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout

from narcdesk import VERSION
from narcdesk.errors import UserError
from narcdesk.files import write_atomically
from ui import clipboard, messages
from ui.choosing_files import ask_new_file
from ui.pieces import Button, PrimaryButton, Text, row


def report(error: BaseException) -> str:
    """Versions, the kind of error and the way to it; never its words or values: a name may be in them."""
    return "\n".join(
        [
            f"NarcDesk {VERSION}, Python {platform.python_version()}, Qt {PySide6.__version__}",
            f"{platform.system()} {platform.release()}",
            *_way(error),
        ]
    )


def _way(error: BaseException) -> Iterator[str]:
    yield type(error).__name__
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"{PureWindowsPath(frame.filename).name}:{frame.lineno} {frame.name}"
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield "после"
        yield from _way(cause)


def report_others() -> None:
    """What falls beside the windows, in a thread or while it is thrown away, is told without its words too."""

    def tell(found: Any) -> None:
        if found.exc_value is not None and sys.stderr is not None:
            print(report(found.exc_value), file=sys.stderr)

    threading.excepthook = tell
    sys.unraisablehook = tell


class CrashWindow(QDialog):
    """What happened, what it means for the work, and the report, which only the person saves or copies.

    `kept` says whether what stood typed in open windows could be put away.
    """

    def __init__(self, error: BaseException, *, kept: bool = True) -> None:
        super().__init__()
        self.setWindowTitle("Неполадка в программе")
        self.setMinimumWidth(620)
        self.report = report(error)
        shown = QPlainTextEdit(self.report)
        shown.setReadOnly(True)
        shown.setTabChangesFocus(True)
        shown.setAccessibleName("Отчёт о неполадке")
        leave = PrimaryButton("&Продолжить", self.accept)
        typed = (
            "набранное в открытых окнах записано как черновики"
            if kept
            else "набранное в открытых окнах записать не удалось — перепишите его на бумагу"
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(12)
        box.addWidget(Text("В программе неполадка", "title"))
        box.addWidget(
            Text(
                f"Это ошибка программы, а не ваша. Всё, что было сохранено, цело; {typed}. Последнее действие могло не "
                "выполниться — проверьте его. Если неполадка повторится, закройте программу и откройте её снова.",
                wrap=True,
            )
        )
        box.addWidget(
            Text(
                "В отчёте для того, кто помогает с программой, сказано, где случилась неполадка; сведений о людях "
                "в нём нет. Сам он никуда не отправляется и не записывается.",
                tone="muted",
                wrap=True,
            )
        )
        box.addWidget(shown, 1)
        buttons = (Button("&Скопировать отчёт", self.copy), Button("Сохранить в &файл…", self.save))
        box.addLayout(row(*buttons, None, leave))
        leave.setFocus()

    def copy(self) -> None:
        """Put the report on the clipboard."""
        clipboard.copy(self.report)

    def save(self) -> None:
        """Write the report where the person says."""
        path = ask_new_file(self, "Сохранить отчёт", "Текст (*.txt)", "reports", "Неполадка NarcDesk.txt")
        if path is None:
            return
        try:
            write_atomically(path, self.report.encode())
        except UserError as error:
            messages.tell(self, error)
