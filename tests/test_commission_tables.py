"""Cells, their totals, and the count that never meets a value which the closed list does not hold."""

import pytest

from narcdesk.commission.tables import (
    Cell,
    CountTable,
    Dimension,
    Measure,
    NotAllowed,
    Relation,
    System,
    linked,
    margins,
    tally,
)

SEX = Dimension("sex", "Пол", {"m": "Мужчины", "f": "Женщины", "unknown": "Не указано"})
AGE = Dimension("age", "Возраст", {"young": "До 40", "old": "От 40"})
TAKEN, REMOVED = Measure("taken", "Взято"), Measure("removed", "Снято")


@pytest.mark.parametrize("code", ["taken", "taken[sex=f]", "taken[age=old,sex=f]"])
def test_a_cell_is_read_from_its_code(code: str) -> None:
    assert Cell.parse(code).code == code


def test_the_order_of_values_makes_no_other_cell() -> None:
    assert Cell.parse("taken[sex=f,age=old]") == Cell.of("taken", {"age": "old", "sex": "f"})


@pytest.mark.parametrize("code", ["", "taken[", "taken[]", "taken[sex]", "taken[sex=f=m]", "a b", "taken[sex=f]]"])
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Cell.parse(code)


def test_a_table_of_two_dimensions_has_its_totals_at_the_edges() -> None:
    table = CountTable("t", "2", "Взято", (TAKEN,), AGE, SEX)
    assert table.corner == "Возраст"
    assert table.header == ("Мужчины", "Женщины", "Не указано", "Всего")
    assert [line.title for line in table.lines] == ["До 40", "От 40", "Всего"]
    assert [cell.code for cell in table.lines[1].cells] == [
        "taken[age=old,sex=m]",
        "taken[age=old,sex=f]",
        "taken[age=old,sex=unknown]",
        "taken[age=old]",
    ]
    assert [cell.code for cell in table.lines[2].cells][-2:] == ["taken[sex=unknown]", "taken"]


def test_a_table_of_measures_alone_is_one_column() -> None:
    table = CountTable("t", "8", "Движение", (TAKEN, REMOVED))
    assert table.header == ("Всего",)
    assert [(line.title, line.cells) for line in table.lines] == [
        ("Взято", (Cell("taken"),)),
        ("Снято", (Cell("removed"),)),
    ]


def test_every_total_is_the_sum_of_its_parts() -> None:
    system = margins("taken", [AGE, SEX])
    assert len(system.cells) == 3 * 4
    assert {str(relation) for relation in system.relations} == {
        "taken = taken[age=young] + taken[age=old]",
        "taken = taken[sex=m] + taken[sex=f] + taken[sex=unknown]",
        "taken[sex=m] = taken[age=young,sex=m] + taken[age=old,sex=m]",
        "taken[sex=f] = taken[age=young,sex=f] + taken[age=old,sex=f]",
        "taken[sex=unknown] = taken[age=young,sex=unknown] + taken[age=old,sex=unknown]",
        "taken[age=young] = taken[age=young,sex=m] + taken[age=young,sex=f] + taken[age=young,sex=unknown]",
        "taken[age=old] = taken[age=old,sex=m] + taken[age=old,sex=f] + taken[age=old,sex=unknown]",
    }


def test_a_rule_holds_for_every_group_that_its_measures_share() -> None:
    by_sex = CountTable("a", "1", "Движение", (TAKEN, REMOVED), SEX)
    by_age = CountTable("b", "2", "Взято", (TAKEN,), AGE)
    system = linked([by_sex, by_age], [], [Relation.parse("removed <= taken")])
    rules = {str(relation) for relation in system.relations if not relation.equal}
    assert rules == {
        "removed <= taken",
        "removed[sex=m] <= taken[sex=m]",
        "removed[sex=f] <= taken[sex=f]",
        "removed[sex=unknown] <= taken[sex=unknown]",
    }


@pytest.mark.parametrize(
    ("text", "counts", "holds"),
    [
        ("a + b = c", {"a": 1, "b": 2, "c": 3}, True),
        ("a + b = c", {"a": 1, "b": 2, "c": 4}, False),
        ("a <= c", {"a": 3, "c": 3}, True),
        ("a <= c", {"a": 4, "c": 3}, False),
    ],
)
def test_a_relation_is_as_it_is_written(text: str, counts: dict[str, int], holds: bool) -> None:
    relation = Relation.parse(text)
    assert relation.holds({Cell(name): value for name, value in counts.items()}) is holds
    assert str(relation) == text


def _system() -> System:
    return linked([CountTable("a", "1", "Взято", (TAKEN,), AGE, SEX)], [], [])


def test_each_person_is_counted_once_in_every_total() -> None:
    everyone = [{"sex": "m", "age": "old"}, {"sex": "m", "age": "young"}, {"sex": "unknown", "age": "old"}]
    counts = {cell.code: count for cell, count in tally(_system(), {"taken": everyone}).items() if count}
    assert counts == {
        "taken": 3,
        "taken[sex=m]": 2,
        "taken[sex=unknown]": 1,
        "taken[age=old]": 2,
        "taken[age=young]": 1,
        "taken[age=old,sex=m]": 1,
        "taken[age=young,sex=m]": 1,
        "taken[age=old,sex=unknown]": 1,
    }


@pytest.mark.parametrize("stray", [{"sex": "Петрова Мария", "age": "old"}, {"age": "old"}, {"sex": "", "age": "old"}])
def test_a_value_outside_the_list_stops_the_count_and_is_not_repeated(stray: dict[str, str]) -> None:
    with pytest.raises(NotAllowed) as caught:
        tally(_system(), {"taken": [stray]})
    assert "Петрова" not in str(caught.value)
    assert "sex" in str(caught.value)


def test_what_nobody_counted_is_not_taken_for_zero() -> None:
    with pytest.raises(NotAllowed, match="taken"):
        tally(_system(), {})


def test_what_the_tables_do_not_ask_for_is_not_looked_at() -> None:
    counts = tally(_system(), {"taken": [{"sex": "f", "age": "old", "name": "Петрова"}], "born": [{"sex": "f"}]})
    assert counts[Cell("taken")] == 1
    assert all("name" not in cell.code and cell.measure == "taken" for cell in counts)
