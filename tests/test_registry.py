"""A provider list from the file to its rows: what Excel and its likes write, and what must come out."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from narcdesk.registry.columns import open_list, propose
from narcdesk.registry.rows import CellError, read, read_list
from narcdesk.registry.source import Source, source_of
from narcdesk.spreadsheets.grid import BadList
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
    as_read,
    by_hand,
    by_openpyxl,
    by_xlsxwriter,
    read_rows,
)

HEADING = "Реестр организаций, осуществляющих комплексную реабилитацию"
APPROVED = "утверждён приказом министерства здравоохранения области от 23.03.2023 № 12-п"


def changed(row: list[object], **cells: object) -> list[object]:
    """A row with other cells in the columns named by their titles."""
    places = {
        "name": 1,
        "inn": 2,
        "ogrn": 3,
        "address": 4,
        "phones": 6,
        "places": 7,
        "term": 9,
        "since": 10,
        "until": 11,
    }
    return [{places[key]: value for key, value in cells.items()}.get(at, cell) for at, cell in enumerate(row)]


class TestWholeLists:
    def test_by_openpyxl(self, tmp_path: Path) -> None:
        path = by_openpyxl(tmp_path / "Реестр организаций.xlsx", [TITLES, CENTRE, PERSON])
        assert as_read(path) == [{"row": 2, **CENTRE_READ}, {"row": 3, **PERSON_READ}]

    def test_by_xlsxwriter(self, tmp_path: Path) -> None:
        path = by_xlsxwriter(tmp_path / "Реестр организаций.xlsx", [TITLES, CENTRE, PERSON])
        assert as_read(path) == [{"row": 2, **CENTRE_READ}, {"row": 3, **PERSON_READ}]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
    @pytest.mark.parametrize("delimiter", [";", ",", "\t"])
    def test_as_text(self, tmp_path: Path, encoding: str, delimiter: str) -> None:
        path = by_hand(tmp_path / "реестр.csv", as_csv([TITLES, CENTRE, PERSON], delimiter), encoding)
        assert as_read(path) == [{"row": 2, **CENTRE_READ}, {"row": 3, **PERSON_READ}]

    def test_nothing_is_wrong_in_them(self, tmp_path: Path) -> None:
        path = by_openpyxl(tmp_path / "реестр.xlsx", [TITLES, CENTRE, PERSON])
        assert [error.message for row in read_rows(path) for error in row.errors] == []

    def test_a_list_of_name_town_and_telephone(self, tmp_path: Path) -> None:
        path = by_openpyxl(
            tmp_path / "список.xlsx",
            [["Организация", "Город", "Тел."], ["Центр «Надежда»", "Братск", "+7 (000) 000-00-03"]],
        )
        (row,) = as_read(path)
        known = {"row": 2, "name": "Центр «Надежда»", "address": "Братск", "phones": ["+70000000003"], "forms": []}
        assert row == dict.fromkeys(CENTRE_READ) | known
        (read_row,) = read_rows(path)
        assert read_row.told == {"name", "address", "phones"}

    def test_a_list_without_a_name_is_refused_in_words(self, tmp_path: Path) -> None:
        path = by_hand(tmp_path / "список.csv", "ИНН;Телефон\n0400000005;+7 (000) 000-00-03\n")
        with pytest.raises(BadList, match="Не найден столбец с названием"):
            read_rows(path)


class TestAroundTheTable:
    TABLE: Table = [
        [HEADING],
        [APPROVED],
        [],
        TITLES,
        list(range(1, 13)),
        ["г. Иркутск"],
        CENTRE,
        PERSON,
        ["Итого", None, None, None, None, None, None, 34],
        [],
        ["* по данным на 01.01.2026"],
        [None, "Начальник отдела", None, "И. О. Фамилия"],
    ]
    MERGED = ("A1:L1", "A2:L2", "A6:L6")

    def test_only_the_records_are_read_and_their_numbers_are_those_of_the_sheet(self, tmp_path: Path) -> None:
        path = by_openpyxl(tmp_path / "реестр.xlsx", self.TABLE, merged=self.MERGED)
        assert as_read(path) == [{"row": 7, **CENTRE_READ}, {"row": 8, **PERSON_READ}]

    def test_what_is_passed_over_is_told(self, tmp_path: Path) -> None:
        (grid,) = open_list(by_openpyxl(tmp_path / "реестр.xlsx", self.TABLE, merged=self.MERGED)).grids
        assert list(read_list(grid, propose(grid)).passed_over) == [
            "Строка 5 пропущена: в ней номера столбцов.",
            "Строка 6 пропущена: в ней только «г. Иркутск».",
            "Строка 9 пропущена: это итог.",
            "Строка 11 пропущена: это примечание «* по данным на 01.01.2026».",
            "Строка 12 пропущена: похоже на подпись: «Начальник отдела».",
        ]

    def test_a_header_repeated_on_each_page_is_no_record(self, tmp_path: Path) -> None:
        path = by_openpyxl(tmp_path / "реестр.xlsx", [TITLES, CENTRE, TITLES, PERSON])
        assert [row["row"] for row in as_read(path)] == [2, 4]

    def test_a_text_file_counts_its_lines_also_within_cells(self, tmp_path: Path) -> None:
        first = changed(CENTRE, address="400000, г. Н,\nул. Первая,\nд. 1")
        path = by_hand(tmp_path / "реестр.csv", as_csv([[HEADING], [], TITLES, first, PERSON]))
        assert as_read(path) == [{"row": 4, **CENTRE_READ}, {"row": 7, **PERSON_READ}]

    def test_the_source_and_the_act_of_the_heading(self, tmp_path: Path) -> None:
        path = by_openpyxl(tmp_path / "Реестр 2026.xlsx", self.TABLE, merged=self.MERGED)
        file = open_list(path)
        (grid,) = file.grids
        assert source_of(file, grid, propose(grid), date(2026, 1, 15)) == Source(
            "Реестр 2026.xlsx",
            file.sha256,
            date(2026, 1, 15),
            "Реестр",
            "приказом министерства здравоохранения области от 23.03.2023 № 12-п",
            date(2023, 3, 23),
        )

    @pytest.mark.parametrize(
        ("file_name", "title"),
        [
            ("Реестр 2026.xlsx", "Реестр 2026"),
            ("РЕЕСТР НА 01.03.2026.XLS", "РЕЕСТР НА 01.03.2026"),
            ("Реестр на 01.03.2026", "Реестр на 01.03.2026"),
            ("вставленная таблица", "вставленная таблица"),
            (".csv", ".csv"),
        ],
    )
    def test_a_list_is_called_after_its_file_without_the_ending(self, file_name: str, title: str) -> None:
        assert Source(file_name, "", date(2026, 1, 15), "").title == title

    def test_without_an_act_in_the_heading_none_is_proposed(self, tmp_path: Path) -> None:
        file = open_list(by_openpyxl(tmp_path / "реестр.xlsx", [[HEADING], ["на 01.02.2026"], TITLES, CENTRE]))
        (grid,) = file.grids
        source = source_of(file, grid, propose(grid), date(2026, 1, 15))
        assert (source.act, source.act_date) == ("", None)


class TestMergedCells:
    HEADER = [
        ["№", "Наименование", "ИНН", "Телефон", "Мест", None, None, "Формы", "Включена", None],
        [None, None, None, None, "всего", "М", "Ж", None, "с", "по"],
    ]
    MERGED = ("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:G1", "H1:H2", "I1:J1")

    def test_titles_over_titles(self, tmp_path: Path) -> None:
        record = [1, "Центр", INN, "+7 (000) 000-00-01", 24, 18, 6, "стационарная", date(2025, 3, 1), "28.02.2028"]
        path = by_openpyxl(tmp_path / "реестр.xlsx", [*self.HEADER, record], merged=self.MERGED)
        (row,) = as_read(path)
        kept = ("row", "name", "inn", "places_total", "places_men", "places_women", "included_from", "included_to")
        assert [row[key] for key in kept] == [3, "Центр", INN, 24, 18, 6, "2025-03-01", "2028-02-28"]

    def test_titles_over_titles_in_a_text_file(self, tmp_path: Path) -> None:
        record = ["1", "Центр", INN, "", "24", "18", "6", "", "01.03.2025", "28.02.2028"]
        path = by_hand(tmp_path / "реестр.csv", as_csv([*self.HEADER, record]))
        (row,) = as_read(path)
        assert (row["places_total"], row["places_men"], row["places_women"]) == (24, 18, 6)
        assert (row["included_from"], row["included_to"]) == ("2025-03-01", "2028-02-28")

    def test_a_name_merged_over_lines_is_one_organisation(self, tmp_path: Path) -> None:
        path = by_openpyxl(
            tmp_path / "реестр.xlsx",
            [
                ["Наименование", "ИНН", "Телефон", "Формы", "Срок программы"],
                ["Центр", INN, "+7 (000) 000-00-01", "стационарная", "180 дней"],
                [None, None, "+7 (000) 000-00-02", "Патронат", "90 дней"],
                ["Другой центр", None, "+7 (000) 000-00-03", "стационарная", "6 мес."],
            ],
            merged=("A2:A3", "B2:B3"),
        )
        first, second = read_rows(path)
        assert first.phones == ("+70000000001", "+70000000002")
        assert first.forms == ("стационарная", "патронат")
        assert first.term_days == 180
        assert first.errors == (
            CellError(2, "Срок программы", "В строке 3 ещё одно значение, «90 дней»: взято первое.", "warning"),
        )
        assert (second.row, second.name, second.inn) == (4, "Другой центр", None)

    def test_a_name_merged_over_branches_with_numbers_of_their_own_is_several(self, tmp_path: Path) -> None:
        path = by_openpyxl(
            tmp_path / "реестр.xlsx",
            [["Наименование", "ИНН", "Адрес"], ["Центр", "3800000012", "г. А"], [None, "3800000020", "г. Б"]],
            merged=("A2:A3",),
        )
        assert [(row.row, row.name, row.inn) for row in read_rows(path)] == [
            (2, "Центр", "3800000012"),
            (3, "Центр", "3800000020"),
        ]

    def test_an_address_merged_over_two_organisations_is_of_both(self, tmp_path: Path) -> None:
        path = by_openpyxl(
            tmp_path / "реестр.xlsx",
            [["Наименование", "Адрес"], ["Центр", "г. А, ул. Первая, 1"], ["Другой центр", None]],
            merged=("B2:B3",),
        )
        assert [row.address for row in read_rows(path)] == ["г. А, ул. Первая, 1"] * 2

    def test_without_a_merged_cell_nothing_is_joined(self, tmp_path: Path) -> None:
        path = by_openpyxl(
            tmp_path / "реестр.xlsx",
            [["Наименование", "Телефон"], ["Центр", "+7 (000) 000-00-01"], [None, "+7 (000) 000-00-02"]],
        )
        first, second = read_rows(path)
        assert first.phones == ("+70000000001",)
        assert (second.name, second.phones) == (None, ("+70000000002",))
        assert second.errors == (CellError(3, "Наименование", "Нет названия организации."),)
        assert "name" not in second.told


class TestNumbersAndDatesOfExcel:
    @pytest.mark.parametrize("mac_dates", [False, True])
    def test_number_cells_and_date_cells(self, tmp_path: Path, mac_dates: bool) -> None:
        as_numbers = changed(
            CENTRE,
            inn=400000005,
            ogrn=1020400000004,
            phones=80000000001,
            since=date(2025, 3, 1),
            until=date(2028, 2, 28),
        )
        path = by_xlsxwriter(tmp_path / "реестр.xlsx", [TITLES, as_numbers], mac_dates=mac_dates)
        assert as_read(path) == [{"row": 2, **CENTRE_READ}]
        assert read_rows(path)[0].errors == ()

    def test_a_number_that_no_zero_mends_is_not_taken(self, tmp_path: Path) -> None:
        path = by_xlsxwriter(tmp_path / "реестр.xlsx", [TITLES, changed(CENTRE, inn=400000006)])
        (row,) = read_rows(path)
        assert row.inn is None
        assert "inn" not in row.told
        assert row.errors == (CellError(2, "ИНН", "В ИНН 9 цифр, а с нулём впереди контрольная цифра не сходится."),)

    def test_digits_that_excel_lost_for_good(self, tmp_path: Path) -> None:
        path = by_hand(tmp_path / "реестр.csv", as_csv([TITLES, changed(CENTRE, ogrn="1,0204E+12")]))
        (row,) = read_rows(path)
        assert row.ogrn is None
        assert [(error.column, error.severity) for error in row.errors] == [("ОГРН", "error")]

    def test_a_wrong_check_digit_is_kept_and_told(self, tmp_path: Path) -> None:
        path = by_openpyxl(tmp_path / "реестр.xlsx", [TITLES, changed(CENTRE, inn="0400000001")])
        (row,) = read_rows(path)
        assert row.inn == "0400000001"
        (error,) = row.errors
        assert (error.row, error.column, error.severity) == (2, "ИНН", "warning")
        assert error.as_json() == {"row": 2, "column": "ИНН", "message": error.message}

    def test_an_error_of_excel_is_no_empty_cell(self, tmp_path: Path) -> None:
        path = tmp_path / "реестр.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            page = book.add_worksheet()
            page.write_row(0, 0, ["Наименование", "ИНН", "Руководитель"])
            page.write_row(1, 0, ["Центр"])
            page.write_formula(1, 1, "=NA()", None, "#N/A")
            page.write_formula(1, 2, "=A2", None, "Иванов И. И.")
        (row,) = read_rows(path)
        assert (row.name, row.inn, row.head) == ("Центр", None, "Иванов И. И.")
        assert row.errors == (CellError(2, "ИНН", "В ячейке ошибка Excel."),)

    def test_a_formula_nobody_computed_is_no_empty_cell(self, tmp_path: Path) -> None:
        path = by_openpyxl(tmp_path / "реестр.xlsx", [["Наименование", "Телефон", "ИНН"], ["Центр", "=B1", INN]])
        (row,) = read_rows(path)
        assert (row.phones, row.inn) == ((), INN)
        assert [error.column for error in row.errors] == ["Телефон"]
        assert "phones" not in row.told


class TestDoubtfulRows:
    def test_two_rows_of_one_number(self, tmp_path: Path) -> None:
        branch = changed(CENTRE, name="Филиал в г. Б")
        rows = read_rows(by_openpyxl(tmp_path / "реестр.xlsx", [TITLES, CENTRE, PERSON, branch]))
        assert [row.name for row in rows] == [CENTRE[1], PERSON[1], "Филиал в г. Б"]
        assert [row.errors for row in rows[:2]] == [(), ()]
        assert rows[2].errors == (
            CellError(4, "ИНН", f"В строках 2 и 4 один и тот же ИНН {INN}: это филиал или повтор.", "warning"),
        )

    def test_a_row_shifted_by_a_separator_keeps_only_what_proves_itself(self, tmp_path: Path) -> None:
        text = as_csv([TITLES, CENTRE, PERSON]).replace('"Полустационарная; патронат"', "Полустационарная; патронат")
        first, second = read_rows(by_hand(tmp_path / "реестр.csv", text))
        assert first.as_json() == {"row": 2, **CENTRE_READ}
        assert second.told == {"name", "inn", "ogrn"}
        assert (second.included_from, second.included_to) == (None, None)
        assert [error.severity for error in second.errors] == ["error"]

    def test_an_unpaired_quotation_mark_swallows_nothing(self, tmp_path: Path) -> None:
        text = 'Наименование;Телефон\n"Центр;+7 (000) 000-00-01\nДругой центр;+7 (000) 000-00-02\n'
        file = open_list(by_hand(tmp_path / "реестр.csv", text))
        (grid,) = file.grids
        assert [row.phones for row in read(grid, propose(grid))] == [("+70000000001",), ("+70000000002",)]
        assert file.notes == ("В файле есть непарные кавычки: все кавычки прочитаны как обычные знаки.",)

    def test_more_men_and_women_than_places(self, tmp_path: Path) -> None:
        (row,) = read_rows(by_openpyxl(tmp_path / "реестр.xlsx", [TITLES, changed(CENTRE, places="20 (18/6)")]))
        assert (row.places_total, row.places_men, row.places_women) == (20, 18, 6)
        assert [error.severity for error in row.errors] == ["warning"]

    def test_an_end_before_the_beginning(self, tmp_path: Path) -> None:
        row = changed(CENTRE, since="28.02.2028", until="01.03.2025")
        (found,) = read_rows(by_openpyxl(tmp_path / "реестр.xlsx", [TITLES, row]))
        assert [(error.column, error.severity) for error in found.errors] == [("По", "warning")]

    def test_errors_are_told_once_per_cell(self, tmp_path: Path) -> None:
        (row,) = read_rows(by_openpyxl(tmp_path / "реестр.xlsx", [TITLES, changed(CENTRE, places="20-25")]))
        assert row.errors == (CellError(2, "Мест (М/Ж)", "Не понятно, сколько мест."),)
        assert not row.told & {"places_total", "places_men", "places_women"}

    def test_a_cell_that_was_read_before_is_not_taken_for_another_kind_of_cell(self, tmp_path: Path) -> None:
        table = [["Наименование", "Мест"], ["Первая", 1], ["Вторая", True], ["Третья", 1], ["Четвёртая", 1.5]]
        rows = read_rows(by_xlsxwriter(tmp_path / "реестр.xlsx", table))
        assert [row.places_total for row in rows] == [1, None, 1, None]
        assert [[error.message for error in row.errors] for row in rows] == [
            [],
            ["В ячейке логическое значение (ИСТИНА или ЛОЖЬ)."],
            [],
            ["Не понятно, сколько мест."],
        ]

    def test_facts_told_are_what_is_written_down(self, tmp_path: Path) -> None:
        (row,) = read_rows(by_openpyxl(tmp_path / "реестр.xlsx", [["Наименование", "ОГРН"], ["Центр", OGRN]]))
        assert row.facts() == {"name": "Центр", "ogrn": OGRN}
