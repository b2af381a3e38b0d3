"""Lists that come in and go out."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from narcdesk import list_exports, patient_lists, statistics
from narcdesk.register import Register
from narcdesk.statistics import leaving

if TYPE_CHECKING:
    from tests.faults.desk import Desk

_OLD_LIST = "ФИО;Дата рождения;Пол;Диагноз;Взят на учёт\nСпискова Анна Ильинична;1980;ж;F10.2 2 ст;12.03.2019\n"


def make_ready(register: Register, ids: dict[str, int]) -> None:
    """Nothing: a list brings what it needs."""


def _import(desk: "Desk") -> object:
    path = desk.volumes.root / "Учёт.csv"
    path.write_text(_OLD_LIST, encoding="utf-8")
    file = patient_lists.open_list(path)
    grid = patient_lists.likeliest(file)
    columns = patient_lists.columns_of(grid)
    proposal = patient_lists.propose(desk.register, file, grid, columns, patient_lists.Answers())
    return patient_lists.take(desk.register, proposal)


def _export(desk: "Desk") -> object:
    listed = list_exports.OutList("Пациенты", "", [("Фамилия", 28)], [["Карточкин"]])
    return list_exports.export(desk.register, desk.volumes.stick / "Список.xlsx", listed)


def _statistics(desk: "Desk") -> object:
    report = statistics.count(desk.register, statistics.all_layouts()[0], desk.register.today().year)
    return leaving.save(desk.register, report, desk.volumes.stick / "Форма 11.xlsx")


ACTS: dict[str, Callable[["Desk"], object]] = {
    "patients.import_list": _import,
    "documents.export_list": _export,
    "statistics.export": _statistics,
}
