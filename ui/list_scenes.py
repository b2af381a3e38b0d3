"""Pictures of an old list of patients on its way in; `ui.scenes` shows them with the others."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from narcdesk import patient_lists
from narcdesk.patient_lists import Answers
from narcdesk.spreadsheets.files import pasted
from ui.patient_list_wizard import CHECK, PatientListWizard

if TYPE_CHECKING:
    from ui.scenes import Scene, Stage

_LIST = (
    "№\tФИО\tДата рождения\tАдрес\tСНИЛС\tДиагноз\tВзят на учёт\tСнят\tРешение суда\n"
    "1\tСОКОЛОВ ПЁТР ИЛЬИЧ\t12.03.87\tс. Медвяное, ул. Тихая, 3\tб/н\tF10.2 2 ст\t01.02.2015\t\t\n"
    "2\tГалкина Вера Олеговна\t1990 г.р.\tд. Дальняя Гать\t001-001-001 00\tF11.232Н\t03.04.2012\t05.06.2020 выезд\t\n"
    "3\tЗимородков Лев Юрьевич\t\tс. Медвяное\t\tF10.1\t1.9.2021\t\tАП, Заречный р/с\n"
    "4\tЧижова А.П.\t05.07.1979\t\t\tхр. алкоголизм 2 ст\t10.10.2008\t\t\n"
    "5\tУдодов Илья Петрович\t32.13.1980\t\t\tF19.2 2 ст\t12.12.2019\t\t\n"
    "6\tСоколов Пётр Ильич\t12.03.1987\t\t\t\t01.02.2015\t\t\n"
)


def scenes(stage: "Stage") -> Iterator["Scene"]:
    """The three steps of the list; nothing is written."""
    for at, name in enumerate(("old-list", "old-list-columns", "old-list-rows")):
        yield name, partial(_wizard, stage, at)


def _wizard(stage: "Stage", at: int) -> QWidget:
    made = PatientListWizard(stage.window, stage.desk)
    if at == 0:
        return made
    made.paste(_LIST)
    made.next()
    if at == CHECK:
        file = pasted(_LIST, patient_lists.is_title)
        grid = file.grids[0]
        columns = patient_lists.columns_of(grid)
        made.check_step.show_proposal(stage.desk.ask(patient_lists.propose, file, grid, columns, Answers()))
        made.check_step.show_only.set_value("all")
        made.check_step.show_only.edited.emit()
        made.check_step.table.go_to(4)
        made.steps.setCurrentIndex(CHECK)
    return made
