"""Lists of patients as offices kept them by hand for years. Invented people only."""

from collections.abc import Sequence
from pathlib import Path

from narcdesk import patient_lists
from narcdesk.patient_lists import Answers, Proposal
from narcdesk.register import Register
from tests.registry_lists import as_csv

TITLES = [
    "№ п/п",
    "Ф.И.О.",
    "Дата рождения",
    "Адрес (прописка)",
    "СНИЛС",
    "Диагноз",
    "Дата взятия на учёт",
    "Снят с учёта (дата, причина)",
    "Мать, отец",
    "Решение суда",
    "Прим.",
]
ILYIN = [
    1,
    "ИЛЬИН ПЁТР СЕМЁНОВИЧ",
    "12.03.87",
    "с. Заречье, ул. Лесная, 4",
    "001-001-001 00",
    "F11.2 2 ст",
    "01.02.2015",
    "",
    "",
    "АП, Заречный р/с, 12.01.2015",
    "ходит сам",
]
LVOVA = [
    2,
    "Львова (Серова) Анна Ильинична",
    "1990 г.р.",
    "р. п. Заречье",
    "Б/н",
    "F10.232",
    "03.04.2012",
    "",
    "",
    "",
    "",
]
LVOVA[7] = "05.06.2020 выезд"
YOUNG = [
    3,
    "Яров Глеб Олегович",
    "10 мая 2011 г.",
    "-",
    "-",
    "F18.1Т",
    "1.9.2025",
    "",
    "мать Ярова Вера Петровна",
    "",
    "",
]
NAMELESS = [4, "", "1970", "", "", "", "", "", "", "", ""]
UNBORN = [5, "Котов Лев Петрович", "не помнит", "", "", "F10.2", "01.01.2019", "", "", "", ""]
WHOLE = [TITLES, ILYIN, LVOVA, YOUNG, NAMELESS, UNBORN]


def written(folder: Path, *rows: Sequence[object], name: str = "Учёт.csv") -> Path:
    """The list as a text file under the usual titles."""
    path = folder / name
    path.write_text(as_csv([TITLES, *rows]), encoding="utf-8-sig", newline="")
    return path


def proposed(register: Register, path: Path, answers: Answers | None = None) -> Proposal:
    """The list as the wizard reads it when nobody changes anything."""
    file = patient_lists.open_list(path)
    grid = patient_lists.likeliest(file)
    return patient_lists.propose(register, file, grid, patient_lists.columns_of(grid), answers or Answers())
