"""Titles of columns as regions write them, and the header among the lines over a table."""

import pytest

from narcdesk.providers import FACTS
from narcdesk.registry.columns import Mapping, pasted, propose
from narcdesk.registry.rows import ProviderRow, read
from narcdesk.registry.titles import recognise
from narcdesk.spreadsheets.grid import BadList, Grid
from tests.registry_lists import INN, OGRN, TITLES

TOLD_BY = [
    ("Наименование", {"name"}),
    ("Полное наименование организации", {"name"}),
    ("Наименование юридического лица", {"name"}),
    ("Поставщик социальных услуг", {"name"}),
    ("Наименование, адрес", {"name"}),
    ("ИНН", {"inn"}),
    ("ИНН/ОГРН", {"inn", "ogrn"}),
    ("ОГРН (ОГРНИП)", {"ogrn"}),
    ("Наименование организации, ИНН", {"name", "inn"}),
    ("Адрес организации", {"address"}),
    ("Место нахождения", {"address"}),
    ("Место оказания услуг", {"address"}),
    ("Контактные данные (адрес, телефон, сайт)", {"address", "phones"}),
    ("Тел./факс", {"phones"}),
    ("Контакты", {"phones"}),
    ("ФИО руководителя", {"head"}),
    ("Ф.И.О.", {"head"}),
    ("Руководитель, телефон", {"head", "phones"}),
    ("Мест (М/Ж)", {"places_total", "places_men", "places_women"}),
    ("Количество мест, всего", {"places_total"}),
    ("Вместимость (койко-мест)", {"places_total"}),
    ("в т.ч. мужских", {"places_men"}),
    ("Мест для женщин", {"places_women"}),
    ("Форма обслуживания", {"forms"}),
    ("Продолжитель-\nность курса (дней)", {"term_days"}),
    ("Срок реабилитации", {"term_days"}),
    ("Включена с", {"included_from"}),
    ("Дата включения в реестр (приказ)", {"included_from"}),
    ("По", {"included_to"}),
    ("Дата исключения из реестра", {"included_to"}),
    ("Срок включения в реестр (с … по …)", {"included_from", "included_to"}),
    ("Срок действия", {"included_from", "included_to"}),
    # Ours by a word, and of something else.
    ("Организационно-правовая форма", {"legal_form"}),
    ("Форма собственности", set()),
    ("Число свободных мест", {"free_total"}),
    ("Свободно для мужчин", {"free_men"}),
    ("Срок действия лицензии", set()),
    ("Дата и номер приказа о включении", set()),
    ("Адрес электронной почты", {"email"}),
    ("Наименование программы", set()),
    ("Регистрационный номер", set()),
    # A title under another.
    ("Реквизиты / ИНН", {"inn"}),
    ("Реквизиты / ОГРН", {"ogrn"}),
    ("Реквизиты / Наименование", set()),
    ("Лицензия / Срок действия", set()),
    ("Места / всего", {"places_total"}),
]


def grid_of(*lines: str) -> Grid:
    (grid,) = pasted("\n".join(lines)).grids
    return grid


def proposed(*lines: str) -> Mapping:
    return propose(grid_of(*lines))


@pytest.mark.parametrize(("title", "facts"), TOLD_BY)
def test_titles(title: str, facts: set[str]) -> None:
    (grid,) = pasted(f'"{title}"\t\n').grids
    assert set(recognise(grid.lines[0].title(0))) == facts


def test_every_fact_of_a_provider_has_a_field_and_a_title() -> None:
    titles = ["Наименование", "ИНН", "ОГРН", "Адрес", "Руководитель", "Телефон", "Мест (М/Ж)", "Формы"]
    mapping = proposed("\t".join([*titles, "Срок программы", "Включена с", "По"]))
    assert set(mapping.columns) == set(FACTS)
    assert set(FACTS) <= set(ProviderRow.__dataclass_fields__)


def test_the_usual_header() -> None:
    mapping = proposed("\t".join(TITLES))
    assert (mapping.header_row, mapping.last_header_row) == (1, 1)
    assert mapping.columns["name"] == 1
    assert mapping.columns["places_women"] == 7
    assert mapping.unmapped == {}


def test_the_address_of_service_goes_before_that_of_the_law() -> None:
    mapping = proposed("Юридический адрес\tНаименование\tФактический адрес")
    assert mapping.columns == {"name": 1, "address": 2}
    assert mapping.unmapped == {0: "Юридический адрес"}


def test_the_full_name_goes_before_the_short_one() -> None:
    assert proposed("Краткое наименование\tПолное наименование\tИНН").columns["name"] == 1


def test_a_column_of_its_own_goes_before_a_shared_one() -> None:
    mapping = proposed("Наименование\tАдрес, телефон\tТелефон")
    assert mapping.columns == {"name": 0, "address": 1, "phones": 2}


def test_the_heading_of_the_list_is_not_its_header() -> None:
    mapping = proposed(
        "Реестр организаций (адреса и телефоны)\t\t", "Приложение\t\tк приказу", "", "Наименование\tАдрес\tТелефон"
    )
    assert mapping.header_row == 4
    assert mapping.titles == {0: "Наименование", 1: "Адрес", 2: "Телефон"}


def test_a_record_is_no_second_line_of_the_header() -> None:
    mapping = proposed("Организация\tФорма\tАдрес", "Реабилитационный центр\tстационарная форма\tместо нахождения")
    assert mapping.last_header_row == 1


def test_no_header_at_all() -> None:
    mapping = proposed("Центр\t1\t2", "Другой центр\t3\t4")
    assert (mapping.header_row, mapping.columns) == (None, {})


class TestThePersonDecides:
    LINES = ("Сведения\tУчреждение здесь\tкод", f"Иванов И. И.\tЦентр\t{INN}")

    def test_another_row_is_the_header(self) -> None:
        grid = grid_of(*self.LINES)
        mapping = propose(grid, header_row=1)
        assert (mapping.header_row, mapping.columns) == (1, {"name": 1})
        assert mapping.unmapped == {0: "Сведения", 2: "код"}

    def test_an_empty_row_is_no_header(self) -> None:
        with pytest.raises(BadList, match="Строка 7 пуста"):
            propose(grid_of(*self.LINES), header_row=7)

    def test_columns_are_set_and_taken_away(self) -> None:
        grid = grid_of(*self.LINES)
        mapping = propose(grid, header_row=1).with_column("inn", 2).with_column("head", 0)
        (row,) = read(grid, mapping)
        assert (row.name, row.inn, row.head) == ("Центр", INN, "Иванов И. И.")
        (without,) = read(grid, mapping.with_column("head", None))
        assert (without.head, "head" in without.told) == (None, False)

    def test_a_list_without_a_header(self) -> None:
        grid = grid_of("Центр\tскоро", "Другой центр\t6 мес.")
        first, second = read(grid, propose(grid).with_column("name", 0).with_column("term_days", 1))
        assert (first.row, first.name, first.term_days) == (1, "Центр", None)
        assert [(error.column, error.message) for error in first.errors] == [("столбец 2", "Срок не прочитан.")]
        assert (second.name, second.term_days) == ("Другой центр", 180)

    def test_the_choice_is_remembered_by_its_titles(self) -> None:
        chosen = propose(grid_of(*self.LINES), header_row=1).with_column("inn", 2).remembered
        assert chosen == {"name": "Учреждение здесь", "inn": "код"}
        later = propose(grid_of("Код\tТелефон\tУчреждение здесь", f"{OGRN}\t\tЦентр"), remembered=chosen)
        assert later.columns == {"inn": 0, "phones": 1, "name": 2}
