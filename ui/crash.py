"""The crash window: our own bug, told calmly, with a report that holds no personal data."""

import platform
import traceback
from pathlib import PureWindowsPath

import PySide6
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout

from narcdesk import VERSION
from ui.pieces import Button, PrimaryButton, Text, row


def report(error: BaseException) -> str:
    """Versions, the kind of error and the way to it; never its words or values: a name may be in them."""
    way = [
        f"{PureWindowsPath(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    return "\n".join(
        [
            f"NarcDesk {VERSION}, Python {platform.python_version()}, Qt {PySide6.__version__}",
            f"{platform.system()} {platform.release()}",
            type(error).__name__,
            *way,
        ]
    )


class CrashWindow(QDialog):
    """What happened, what it means for the work, and the report to copy."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.setWindowTitle("Неполадка в программе")
        self.setMinimumWidth(560)
        self.report = report(error)
        shown = QPlainTextEdit(self.report)
        shown.setReadOnly(True)
        shown.setTabChangesFocus(True)
        shown.setAccessibleName("Отчёт о неполадке")
        leave = PrimaryButton("&Продолжить", self.accept)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(12)
        box.addWidget(Text("В программе неполадка", "title"))
        box.addWidget(
            Text(
                "Это ошибка программы, а не ваша. Всё, что было сохранено, цело; последнее действие "
                "могло не выполниться — проверьте его. Если неполадка повторится, закройте программу и "
                "откройте её снова.",
                wrap=True,
            )
        )
        box.addWidget(Text("Отчёт для того, кто помогает с программой. Сведений о людях в нём нет.", tone="muted"))
        box.addWidget(shown, 1)
        box.addLayout(row(Button("&Скопировать отчёт", self.copy), None, leave))
        leave.setFocus()

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report)
