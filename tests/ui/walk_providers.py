"""The part of the whole walk that loads the region's list and compares two of its providers."""

from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from tests.ui.person import CTRL, Person
from ui.compare_dialog import CompareDialog
from ui.import_wizard import ImportWizard

Key = Qt.Key
LOGIN, PASSWORD = "зимина", "берёза у тихой реки"
NAME = "Воробьёв Илья Петрович"
ACTS = ("Заведена карта", "Подана заявка", "Записана выгрузка для комиссии")
CANARIES = ("Воробьёв", "Воробьев", "Петрович", "1123344599", "000-00-11")


def region_list(folder: Path) -> Path:
    """A list as a ministry makes one: a title over all columns, titles in two lines, months, telephones, a bad cell."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Реестр"
    for cells in (
        ["Реестр организаций, осуществляющих социальную реабилитацию"],
        ["Утверждён приказом комитета от 02.02.2026 № 17-у"],
        ["№", "Наименование организации", "ИНН", "Адрес", "Контакты", "", "Вместимость, чел.", "Формы", "Срок"],
        ["", "", "", "", "Телефон", "Руководитель", "Мест всего", "", ""],
        [
            *(1, "АНО «Исток»", "0400000005", "г. Волжский, ул. Заречная, 5"),
            *("+7 (000) 100-00-01, +7 (000) 100-00-02", "Белова А. А.", "24", "стационарная", "до 6 мес."),
        ],
        [2, "Фонд «Опора»", "", "х. Дальний", "8(00000)2-00-02", "Котов А. А.", "10", "стационарная", "12 мес."],
        [3, "АНО «Брод»", "", "р. п. Заречье", "", "", "около восьми", "амбулаторная", "90 дн."],
    ):
        page.append(cells)
    for merged in ("A1:I1", "A2:I2", "E3:F3"):
        page.merge_cells(merged)
    path = folder / "Реестр области на 2026 год.xlsx"
    book.save(path)
    book.close()
    return path


def load_the_list_of_providers(person: Person, path: Path) -> None:
    person.press(Key.Key_4, CTRL)
    person.sees("Реестр региона ещё не загружен")
    done = person.then(ImportWizard, lambda: walk_through_the_list(person, path))
    person.press(Key.Key_Insert)
    done()
    person.sees("АНО «Исток»", "180 дней", "В реестре сегодня: 3")


def walk_through_the_list(person: Person, path: Path) -> None:
    named = person.then(QFileDialog, lambda: person.names_a_file(path))
    person.is_at("Выбрать файл")
    person.press(Key.Key_Return)
    named()
    person.sees("лист «Реестр»", "Утверждён приказом комитета")
    person.press(Key.Key_Return, CTRL)
    person.sees("например: +7 (000) 100-00-01")
    person.press(Key.Key_Return, CTRL)
    person.sees("Прочитано организаций: 3. Новых 3", "Не прочитано ячеек: 1", "Не прочитано 1")
    person.press(Key.Key_Return, CTRL)
    person.sees("приказом комитета от 02.02.2026 № 17-у", "Новых организаций")
    person.press(Key.Key_Return, CTRL)
    person.sees("Список внесён")
    person.press(Key.Key_Return, CTRL)


def compare_two_providers(person: Person) -> None:
    person.goes_to("Организации")
    for _ in range(2):
        person.press(Key.Key_F8)
    person.sees("Сравнить 2")
    done = person.then(CompareDialog, lambda: look_side_by_side(person))
    person.press(Key.Key_R, CTRL)
    done()


def look_side_by_side(person: Person) -> None:
    person.sees("АНО «Брод»", "АНО «Исток»", "Отмечено «отличается»: 3")
    person.press(Key.Key_Escape)


# The application
