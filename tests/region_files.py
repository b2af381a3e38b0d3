"""Lists of organisations in the shapes that regions send, with what must be read of each, written down by hand.

A shape is a table and its reading; a writer makes a file of it: openpyxl, XlsxWriter, texts in three encodings, an
Excel of 1997 put together by hand, the clipboard of a page. `FILES` is every shape by the writers that can hold it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from narcdesk.registry.columns import open_list, pasted
from narcdesk.spreadsheets.files import ListFile
from tests.registry_lists import (
    CENTRE,
    CENTRE_READ,
    INN,
    OGRN,
    PERSON,
    PERSON_READ,
    TITLES,
    Table,
    as_csv,
    by_hand,
    by_openpyxl,
    by_xlsxwriter,
    old_excel,
)

Told = Mapping[str, object]
Wrong = tuple[int, str, str, str]  # row, column, message, severity


@dataclass(frozen=True)
class Shape:
    """One table, and what must come of it: facts of each row, every cell that is wrong, notes."""

    table: Table
    rows: tuple[Told, ...]
    wrong: tuple[Wrong, ...] = ()
    notes: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()  # as Excel names them
    only: tuple[str, ...] = ()  # writers; all of them where none is named
    numbers: tuple[int, ...] = field(default=(2, 3))  # of the rows, as Excel shows them


NAME, INN_, TERM = "Наименование", "ИНН", "Срок программы"
BOOKS = ("openpyxl", "xlsxwriter", "old")
MERGING = ("openpyxl", "page")


def _with(row: list[object], **changed: object) -> list[object]:
    at = {"inn": 2, "ogrn": 3, "phones": 6, "places": 7, "term": 9, "since": 10, "until": 11, "name": 1}
    made = list(row)
    for name, value in changed.items():
        made[at[name]] = value
    return made


SHAPES: dict[str, Shape] = {
    "plain": Shape([TITLES, CENTRE, PERSON], (CENTRE_READ, PERSON_READ)),
    "header in row 7": Shape(
        [
            ["УТВЕРЖДЕН"],
            ["приказом министерства от 02.02.2026 № 17-у"],
            [None],
            ["РЕЕСТР"],
            ["организаций, осуществляющих комплексную реабилитацию"],
            ["по состоянию на 01.03.2026"],
            TITLES,
            CENTRE,
            PERSON,
        ],
        (CENTRE_READ, PERSON_READ),
        numbers=(8, 9),
    ),
    "numbers stored as numbers": Shape(
        [[NAME, INN_, "ОГРН", "Мест", "Срок, дней"], ["АНО «Причал»", 400000005, 1020400000004, 24, 180]],
        ({"name": "АНО «Причал»", "inn": INN, "ogrn": OGRN, "places_total": 24, "term_days": 180},),
        only=BOOKS,
        numbers=(2,),
    ),
    "a zero lost in text": Shape(
        [[NAME, INN_, "Телефон"], ["АНО «Причал»", "400000005", "8 (000) 100-00-01"]],
        ({"name": "АНО «Причал»", "inn": INN, "phones": ["+70001000001"]},),
        ((2, INN_, "Не хватало нуля впереди: дописан, сверьте ИНН.", "warning"),),
        numbers=(2,),
    ),
    "a zero lost and a digit wrong": Shape(
        [[NAME, INN_, "Телефон"], ["АНО «Причал»", "400000006", "8 (000) 100-00-01"]],
        ({"name": "АНО «Причал»", "inn": None},),
        ((2, INN_, "В ИНН 9 цифр, а с нулём впереди контрольная цифра не сходится.", "error"),),
        numbers=(2,),
    ),
    "a check digit that does not fit": Shape(
        [[NAME, INN_], ["АНО «Причал»", "0400000001"]],
        ({"name": "АНО «Причал»", "inn": "0400000001"},),
        ((2, INN_, "Контрольная цифра ИНН не сходится: проверьте цифры.", "warning"),),
        numbers=(2,),
    ),
    "digits lost to a power": Shape(
        [[NAME, INN_], ["ИП Петров", "3,4E+11"]],
        ({"name": "ИП Петров", "inn": None},),
        ((2, INN_, "ИНН записан как «3,4E+11»: последние цифры потеряны, нужен текст.", "error"),),
        numbers=(2,),
    ),
    "formulas that nobody counted": Shape(
        [[NAME, INN_, "Мест"], ["АНО «Причал»", INN, "=B7+C8"]],
        ({"name": "АНО «Причал»", "inn": INN, "places_total": None},),
        (
            (
                2,
                "Мест",
                "В ячейке формула без посчитанного значения: откройте файл в Excel и сохраните его.",
                "error",
            ),
        ),
        only=("openpyxl", "utf-8", "utf-16"),
        numbers=(2,),
    ),
    "several telephones in a cell": Shape(
        [[NAME, "Телефон"], ["АНО «Причал»", "8 (000) 100-00-01; +7 000 100 00 02 доб. 3, 8-000-100-00-03 (факс)"]],
        ({"phones": ["+70001000001", "+70001000002 доб. 3", "+70001000003"]},),
        numbers=(2,),
    ),
    "terms in many words": Shape(
        [
            [NAME, TERM],
            ["Первая", "180 дней"],
            ["Вторая", "6 мес."],
            ["Третья", "до 6 месяцев"],
            ["Четвёртая", "1 год"],
            ["Пятая", "от 3 до 6 месяцев"],
            ["Шестая", "180"],
            ["Седьмая", "полгода"],
        ],
        tuple({"term_days": days} for days in (180, 180, 180, 365, None, None, 180)),
        (
            (6, TERM, "Указан промежуток, а нужен один срок.", "error"),
            (7, TERM, "Не указано, дни это или месяцы.", "error"),
        ),
        numbers=(2, 3, 4, 5, 6, 7, 8),
    ),
    "dates in many words": Shape(
        [
            [NAME, "Включена с", "По"],
            ["Первая", "с 01.03.2025 г.", "бессрочно"],
            ["Вторая", "1 марта 2025 г.", "по 28.02.2028"],
            ["Третья", "01.03.25", ""],
            ["Четвёртая", "31.02.2025", "28.02.2028"],
        ],
        (
            {"included_from": "2025-03-01", "included_to": None},
            {"included_from": "2025-03-01", "included_to": "2028-02-28"},
            {"included_from": "2025-03-01", "included_to": None},
            {"included_from": None, "included_to": "2028-02-28"},
        ),
        ((5, "Включена с", "Дня 31 нет: февраль 2025 года — это дни от 1 до 28.", "error"),),
        numbers=(2, 3, 4, 5),
    ),
    "both dates in one cell": Shape(
        [[NAME, "Срок включения в реестр"], ["Первая", "с 01.03.2025 по 28.02.2028"], ["Вторая", "01.03.2025"]],
        (
            {"included_from": "2025-03-01", "included_to": "2028-02-28"},
            {"included_from": None, "included_to": None},
        ),
        ((3, "Срок включения в реестр", "Одна дата, и не сказано, начало это или конец.", "error"),),
    ),
    "places in many words": Shape(
        [
            [NAME, "Мест (М/Ж)"],
            ["Первая", "24 (18/6)"],
            ["Вторая", "24, из них 18 мужских и 6 женских"],
            ["Третья", "муж. - 18, жен. - 6"],
            ["Четвёртая", "10-12"],
            ["Пятая", "до 30 чел."],
        ],
        (
            {"places_total": 24, "places_men": 18, "places_women": 6},
            {"places_total": 24, "places_men": 18, "places_women": 6},
            {"places_total": None, "places_men": 18, "places_women": 6},
            {"places_total": None, "places_men": None, "places_women": None},
            {"places_total": 30, "places_men": None, "places_women": None},
        ),
        ((5, "Мест (М/Ж)", "Не понятно, сколько мест.", "error"),),
        numbers=(2, 3, 4, 5, 6),
    ),
    "only a name, a town and a telephone": Shape(
        [["Организация", "Город", "Тел."], ["Центр «Исток»", "Заречный", "2-00-02"]],
        ({"name": "Центр «Исток»", "address": "Заречный", "phones": ["2-00-02"]},),
        (
            (
                2,
                "Тел.",
                "В номере телефона 10 цифр вместе с кодом города (без +7 или 8), введено 5.",
                "warning",
            ),
        ),
        numbers=(2,),
    ),
    "totals, notes and a signature below": Shape(
        [
            [NAME, INN_, "Мест"],
            ["АНО «Причал»", INN, "24"],
            ["Итого", "", "24"],
            ["* сведения представлены организациями"],
            ["Начальник отдела", "", "И. О. Котов"],
        ],
        ({"name": "АНО «Причал»", "places_total": 24},),
        notes=(
            "Строка 3 пропущена: это итог.",
            "Строка 4 пропущена: это примечание «* сведения представлены организациями».",
            "Строка 5 пропущена: похоже на подпись: «Начальник отдела».",
        ),
        numbers=(2,),
    ),
    "one organisation twice": Shape(
        [[NAME, INN_, "Адрес"], ["АНО «Причал»", INN, "г. Н"], ["АНО «Причал», филиал", INN, "с. Верхнее"]],
        ({"name": "АНО «Причал»"}, {"name": "АНО «Причал», филиал"}),
        ((3, INN_, f"В строках 2 и 3 один и тот же ИНН {INN}: это филиал или повтор.", "warning"),),
    ),
    "a row without a name": Shape(
        [[NAME, INN_], ["", INN], ["ИП Петров", "340000000075"]],
        ({"name": None, "inn": INN}, {"name": "ИП Петров", "inn": "340000000075"}),
        ((2, NAME, "Нет названия организации.", "error"),),
    ),
    "two addresses": Shape(
        [
            [NAME, "Юридический адрес", "Фактический адрес оказания услуг"],
            ["АНО «Причал»", "г. Москва, ул. Первая", "с. Верхнее, ул. Вторая"],
        ],
        ({"name": "АНО «Причал»", "address": "с. Верхнее, ул. Вторая"},),
        numbers=(2,),
    ),
    "columns that few have": Shape(
        [
            [
                *(NAME, "Организационно-правовая форма", "E-mail", "Сайт", "Конфессия", "Работает по сертификатам"),
                *("Доступная среда", "Свободных мест", "Требования к клиенту", "Лицензия"),
            ],
            [
                *("АНО «Причал»", "автономная некоммерческая организация", "a@example.invalid", "example.invalid"),
                *("нет", "да", "имеется", "3", "без обострения", "ЛО-00-01 от 01.02.2020"),
            ],
            [*("Дом «Рябина»", "", "", "", "православие", "нет", "частично", "нет данных", "", "")],
        ],
        (
            {
                "legal_form": "автономная некоммерческая организация",
                "email": "a@example.invalid",
                "site": "example.invalid",
                "confession": None,
                "certificates": True,
                "accessible": True,
                "free_total": 3,
                "requirements": "без обострения",
                "licences": "ЛО-00-01 от 01.02.2020",
            },
            {"confession": "православие", "certificates": False, "accessible": None, "free_total": None},
        ),
        ((3, "Доступная среда", "Не понятно, да или нет.", "error"),),
    ),
    "titles under titles": Shape(
        [
            ["№", NAME, "Места", None, None, "Телефон"],
            [None, None, "всего", "муж.", "жен.", None],
            [1, "АНО «Причал»", "24", "18", "6", "8 (000) 100-00-01"],
        ],
        ({"name": "АНО «Причал»", "places_total": 24, "places_men": 18, "places_women": 6},),
        merged=("A1:A2", "B1:B2", "C1:E1", "F1:F2"),
        only=MERGING,
        numbers=(3,),
    ),
    "a name merged over its telephones": Shape(
        [
            [NAME, "Телефон"],
            ["АНО «Причал»", "8 (000) 100-00-01"],
            [None, "8 (000) 100-00-02"],
            ["ИП Петров", "8 (000) 100-00-03"],
        ],
        ({"name": "АНО «Причал»", "phones": ["+70001000001", "+70001000002"]}, {"name": "ИП Петров"}),
        merged=("A2:A3",),
        only=MERGING,
        numbers=(2, 4),
    ),
}


def _by_openpyxl(folder: Path, shape: Shape) -> ListFile:
    return open_list(by_openpyxl(folder / "Реестр.xlsx", shape.table, merged=shape.merged))


def _by_xlsxwriter(folder: Path, shape: Shape) -> ListFile:
    return open_list(by_xlsxwriter(folder / "Реестр.xlsx", shape.table))


def _old(folder: Path, shape: Shape) -> ListFile:
    path = folder / "Реестр.xls"
    path.write_bytes(old_excel(shape.table))
    return open_list(path)


def _text(encoding: str, delimiter: str) -> Callable[[Path, Shape], ListFile]:
    def write(folder: Path, shape: Shape) -> ListFile:
        return open_list(by_hand(folder / "Реестр.csv", as_csv(shape.table, delimiter), encoding))

    return write


def _page(_folder: Path, shape: Shape) -> ListFile:
    """As a browser or Word puts a table on the clipboard: its text beside its HTML."""
    return pasted(as_csv(shape.table, "\t"), as_page(shape.table, shape.merged))


def as_page(table: Table, merged: tuple[str, ...] = ()) -> str:
    """The HTML of a table; what is merged is told by spans, and the cells under it are not written."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    hidden: set[tuple[int, int]] = set()
    for told in merged:
        (left, top), (right, bottom) = ((ord(cell[0]) - ord("A"), int(cell[1:]) - 1) for cell in told.split(":"))
        spans[top, left] = (right - left + 1, bottom - top + 1)
        hidden |= {(y, x) for y in range(top, bottom + 1) for x in range(left, right + 1)} - {(top, left)}
    lines = []
    for y, row in enumerate(table):
        cells = []
        for x, cell in enumerate(row):
            if (y, x) not in hidden:
                across, down = spans.get((y, x), (1, 1))
                words = escape("" if cell is None else str(cell))
                cells.append(f'<td colspan="{across}" rowspan={down}><p class=MsoNormal>{words}<o:p></o:p></p></td>')
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<html><head><style>td {{}}</style></head><body><!--StartFragment--><table>{''.join(lines)}</table></body>"


WRITERS: dict[str, Callable[[Path, Shape], ListFile]] = {
    "openpyxl": _by_openpyxl,
    "xlsxwriter": _by_xlsxwriter,
    "old": _old,
    "utf-8": _text("utf-8", ";"),
    "windows-1251": _text("cp1251", ";"),
    "utf-16": _text("utf-16", "\t"),
    "page": _page,
}
_EVERYWHERE = ("openpyxl", "xlsxwriter", "utf-8", "utf-16")
_ALSO = ("old", "windows-1251", "page")
FILES: tuple[tuple[str, str], ...] = tuple(
    (name, writer)
    for number, (name, shape) in enumerate(SHAPES.items())
    # Everything is written in the four commonest ways, and in one of the rarer ones in turn.
    for writer in (shape.only or (*_EVERYWHERE, _ALSO[number % 3]))
)
