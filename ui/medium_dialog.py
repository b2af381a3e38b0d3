"""Where something goes that leaves the office: a stick that is in, with its label and room, or any folder."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QWidget

from narcdesk import drives
from narcdesk.dates import plural
from narcdesk.drives import Drive
from narcdesk.files import company
from ui import remembered
from ui.choosing_files import ask_folder
from ui.pieces import Button, Card, EmptyState, PrimaryButton, QuietButton, Text, column, row
from ui.table import Column, RowsTable
from ui.windows import let_go

WIDTH, HEIGHT = 840, 460  # px
LOOK_EVERY = 2000  # ms: a stick that is put in appears by itself
SOME = 6  # names of what lies there that are told
LEAST = 2**20  # bytes without which nothing of ours goes on it


@dataclass(frozen=True)
class Place:
    """A medium, or the folder of last time, where a person may let something go."""

    folder: Path
    drive: Drive | None = None

    @property
    def trouble(self) -> str:
        """Why nothing can be written there; "" where it can."""
        if self.drive is None:
            return ""
        if self.drive.is_read_only:
            return "защищён от записи"
        return "нет места" if self.drive.free < LEAST else ""

    @property
    def words(self) -> str:
        """How it is called: a stick by its label, a folder by its path."""
        if self.drive is None:
            return "Папка прошлого раза"
        return self.drive.label or "Накопитель без названия"

    @property
    def room(self) -> str:
        """How much of it is free."""
        return f"{_size(self.drive.free)} из {_size(self.drive.size)}" if self.drive is not None else ""


class MediumDialog(QDialog):
    """The sticks that are in now, looked at again and again; `folder` is what was chosen. Nothing is ever deleted."""

    def __init__(
        self,
        parent: QWidget,
        heading: str,
        verb: str,
        purpose: str,
        look: Callable[[], list[Drive]] = drives.removable,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("NarcDesk")
        self._heading, self._purpose, self._look = heading, purpose, look
        self.folder: Path | None = None
        self.drive: Drive | None = None
        nothing = EmptyState(
            "inbox", "Накопитель не вставлен", "Вставьте его: он появится здесь сам. Или выберите любую папку."
        )
        self.table: RowsTable[Place] = RowsTable("Куда", _COLUMNS, key=lambda place: place.folder, empty=nothing)
        self.table.chosen.connect(lambda _place: self._show_chosen())
        self.table.opened.connect(lambda _place: self.take())
        self.company = Text("", "caption", "muted", wrap=True)
        self.company.setMinimumHeight(40)
        self.take_button = PrimaryButton(verb, self.take, key="Ctrl+Enter")
        foot = row(
            QuietButton("Другая &папка…", self.choose_folder),
            None,
            Button("&Отмена", self.reject),
            self.take_button,
        )
        card = Card("", self.table, flush=True)
        body = column(Text(heading, "title"), card, self.company, foot, gap=12, grows=card)
        body.setContentsMargins(24, 20, 24, 16)
        self.setLayout(body)
        self.resize(WIDTH, HEIGHT)
        self._looking = QTimer(self, interval=LOOK_EVERY)
        self._looking.timeout.connect(self.refresh)
        self._looking.start()
        self._seen: list[Place] | None = None
        self.refresh()
        self.finished.connect(self._looking.stop)
        self.finished.connect(lambda: let_go(self))
        self.table.setFocus()

    def refresh(self) -> None:
        """What is in now; a single stick that takes something is chosen by itself, of two the person says which."""
        places = [Place(drive.root, drive) for drive in self._look()]
        last = remembered.folder(self._purpose)
        if last is not None and not any(last.is_relative_to(place.folder) for place in places):
            places.append(Place(last))
        if places == self._seen:
            return
        before, self._seen = self.table.current(), places
        self.table.show_rows(places)
        fit = [number for number, place in enumerate(places) if place.drive is not None and not place.trouble]
        if (before is None and len(places) == 1) or (len(fit) == 1 and before is None):
            self.table.go_to(fit[0] if fit else 0)
        self._show_chosen()

    def _show_chosen(self) -> None:
        place = self.table.current()
        self.take_button.setEnabled(place is not None and not place.trouble)
        self.company.setText(_company(place) if place is not None else "")

    def take(self) -> None:
        """Write into the place with the cursor."""
        place = self.table.current()
        if place is None or place.trouble:
            return
        remembered.remember_folder(self._purpose, place.folder)
        self.folder, self.drive = place.folder, place.drive
        self.accept()

    def choose_folder(self) -> None:
        """Any folder, by the dialog of the system."""
        if folder := ask_folder(self, self._heading, self._purpose):
            self.folder = folder
            self.accept()


def ask_medium(parent: QWidget, heading: str, verb: str, purpose: str) -> MediumDialog | None:
    """Ask where something shall go; None when nowhere."""
    dialog = MediumDialog(parent, heading, verb, purpose)
    return dialog if dialog.exec() == QDialog.DialogCode.Accepted else None


def _company(place: Place) -> str:
    if place.trouble:
        return f"Сюда записать нельзя: {place.trouble}. Выберите другое место."
    name = place.words if place.drive is not None else str(place.folder)
    names = company(place.folder / "выгрузка")
    if not names:
        return f"Выбрано: «{name}». Больше здесь ничего нет."
    listed = ", ".join(f"«{name}»" for name in names[:SOME])
    more = f" и ещё {plural(len(names) - SOME, 'файл', 'файла', 'файлов')}" if len(names) > SOME else ""
    return f"Выбрано: «{name}». Там уже лежит: {listed}{more}. Программа этого не трогает."


def _size(count: int) -> str:
    for unit, step in (("ГБ", 2**30), ("МБ", 2**20)):
        if count >= step:
            return f"{count / step:.1f} {unit}".replace(".", ",")
    return f"{count // 1024} КБ"


_COLUMNS: list[Column[Place]] = [
    Column("Накопитель", lambda place: place.words, 22, strong=True),
    Column("Где", lambda place: str(place.folder)),
    Column("Свободно", lambda place: place.room, 19, align="right"),
    Column(
        "Запись",
        lambda place: place.trouble or "можно",
        22,
        tone=lambda place: "danger" if place.trouble else "ok",
        icon=lambda place: "circle-x" if place.trouble else "circle-check",
    ),
]
