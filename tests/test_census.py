"""The census of the district is taken in from a file as offices have them, or not at all, with each bad row named."""

from pathlib import Path

import pytest

from narcdesk import taking_back
from narcdesk.commission.cohorts import census
from narcdesk.commission.cohorts.census import BadCensus
from narcdesk.errors import Forbidden
from narcdesk.register import Register
from narcdesk.spreadsheets.grid import BadList
from narcdesk.staff import Role
from tests.cohort_samples import CENSUS, rules, table

HEADER = "Населённый пункт;Вид;Пол;Возраст;Жителей"


def _file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "Население района.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_the_invented_census_of_the_training_district(register: Register) -> None:
    made = census.take(register, CENSUS)
    found = census.table_of(made)
    assert found.inhabitants == 27_311
    assert len(found.counts) == 8 * 2 * 12
    assert found.places["р. п. Тихореченский"] == "town"
    assert found.places["д. Дальняя Гать"] == "village"
    assert census.standing(register) is made or census.table_of(census.standing(register) or made) == found
    assert "вымышлен" in CENSUS.read_text(encoding="utf-8").splitlines()[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("separator", [";", ","])
def test_as_offices_have_it(encoding: str, separator: str, tmp_path: Path, register: Register) -> None:
    rows = [
        HEADER,
        "г. Заречье;город;муж;0-13;1 200",
        "г. Заречье;город;муж;18;40",
        "г. Заречье;город;муж;19-24 лет;210",
        "г. Заречье;город;Ж.;65 и старше;900",
        "с. Луг;село;женский;65+;30",
    ]
    text = "\n".join(rows).replace("1 200", "1200").replace(";", separator)
    found = census.table_of(census.take(register, _file(tmp_path, text, encoding)))
    assert found.places == {"г. Заречье": "town", "с. Луг": "village"}
    assert found.counts == {
        ("г. Заречье", "m", "0-13"): 1200,
        ("г. Заречье", "m", "18-24"): 250,
        ("г. Заречье", "f", "65+"): 900,
        ("с. Луг", "f", "65+"): 30,
    }


BAD = {
    "Заречье;город;кто;18-24;10": "пол «кто» непонятен",
    "Заречье;город;муж;15-20;10": "возраст «15-20» пересекает границу групп 14-17, 18-24",
    "Заречье;город;муж;давно;10": "возраст «давно» непонятен",
    "Заречье;город;муж;30-20;10": "возраст «30-20» непонятен",
    "Заречье;город;муж;18-24;много": "число жителей «много» непонятно",
    "Заречье;город;муж;18-24;-5": "число жителей «-5» непонятно",
    "Заречье;остров;муж;18-24;10": "вид «остров» непонятен",
    ";город;муж;18-24;10": "название населённого пункта пусто",
    "=1+1;город;муж;18-24;10": "название населённого пункта пусто или записано необычно",
    "весь район;село;муж;18-24;10": "«весь район» — не название населённого пункта",
    "р. п. Верх;пгт;муж;18-24;10": "«р. п. Верх» и «Верх» не отличить",
    "Верх;город;жен;18-24;10": "у «Верх» выше другой вид",
    "Верх;село;муж;20;10": "эти жители уже посчитаны в строке 2",
    f"Верх;село;муж;25-29;{'9' * 5_000}": "число жителей «999",
}


def test_bad_rows_are_named_and_nothing_is_taken(tmp_path: Path, register: Register) -> None:
    census.take(register, CENSUS)
    before = register.head
    path = _file(tmp_path, "\n".join([HEADER, "Верх;село;муж;18-24;10", *BAD]))
    with pytest.raises(BadCensus) as error:
        census.take(register, path)
    said = [problem.message for problem in error.value.problems]
    assert len(said) == len(BAD)
    for number, (words, message) in enumerate(zip(BAD.values(), said, strict=True), start=3):
        assert message.startswith(f"Строка {number}: ")
        assert words in message
    assert error.value.lost == "Прежняя таблица осталась как была."
    assert register.head == before
    standing = census.standing(register)
    assert standing is not None
    assert standing.file_name == "census.csv"


def test_a_long_list_of_bad_rows_is_told_shortly(tmp_path: Path, register: Register) -> None:
    path = _file(tmp_path, "\n".join([HEADER, *["Верх;село;кто;18-24;10"] * 50]))
    with pytest.raises(BadCensus, match="И ещё ошибок: 30"):
        census.take(register, path)
    with pytest.raises(BadList, match="нет столбцов: жителей"):
        census.take(register, _file(tmp_path, "Населённый пункт;Вид;Пол;Возраст\nВерх;село;муж;20"))
    with pytest.raises(BadCensus, match="ни одной строки"):
        census.take(register, _file(tmp_path, HEADER))


def test_the_newest_stands_and_can_be_taken_back(tmp_path: Path, register: Register) -> None:
    census.take(register, CENSUS)
    census.take(register, _file(tmp_path, f"{HEADER}\nВерх;село;муж;20;10"))
    newest = census.standing(register)
    assert newest is not None
    assert census.table_of(newest).inhabitants == 10
    assert register.last is not None
    taking_back.take_back(register, register.last)
    again = census.standing(register)
    assert again is not None
    assert census.table_of(again).inhabitants == 27_311


@pytest.mark.parametrize("role", [Role.DOCTOR, Role.NURSE, Role.STATISTICIAN, Role.ADMINISTRATOR])
def test_the_head_alone_brings_it_in(role: Role, register: Register) -> None:
    register.person.role = role.value
    with pytest.raises(Forbidden):
        census.take(register, CENSUS)


def test_what_lies_beside_the_records_is_read_back_as_it_is() -> None:
    there = table()
    assert census.parse(there.written(rules()), rules()) == there
    cells = there.beside(rules())
    assert cells.signs == ("age", "sex", "place")
    assert sum(cells.inhabitants.values()) == there.inhabitants
    assert ("14–17", "мужской", "Заречье") in cells.inhabitants


def test_no_district_has_so_many_settlements(tmp_path: Path, register: Register) -> None:
    rows = [f"Луг {number};село;муж;18-24;1" for number in range(census.MOST_PLACES + 1)]
    with pytest.raises(BadList, match="больше 2000"):
        census.take(register, _file(tmp_path, "\n".join([HEADER, *rows])))
    assert len(census.take(register, _file(tmp_path, "\n".join([HEADER, *rows[1:]]))).places) == 2_000
