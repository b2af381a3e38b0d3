"""What a batch loses, against numbers added up by hand."""

from dataclasses import replace

from narcdesk.commission import losses
from narcdesk.commission.batch import PreviewLine, PreviewTable
from narcdesk.commission.losses import Example, Losses

FIRST = PreviewTable(
    "Таблица 1. Движение",
    "Диагноз",
    ("Состояло", "Взято"),
    (PreviewLine("алкоголь", (12, 0), (10, 5)), PreviewLine("наркотики", (20, 3), (20, None))),
)
SECOND = PreviewTable("Таблица 2. Пол", "Диагноз", ("Мужчины",), (PreviewLine("всего", (9,), (5,)),))


def test_changed_hidden_and_how_far() -> None:
    """Of five numbers 12, 0 and 9 went by 2, 5 and 4; 20 stayed; 3 is hidden."""
    found = losses.of([FIRST, SECOND])
    examples = (
        Example("Таблица 1. Движение: алкоголь · Состояло", 12, "10"),
        Example("Таблица 2. Пол: всего · Мужчины", 9, "5"),
    )
    assert found == Losses(cells=5, changed=3, hidden=1, total=11, largest=5, examples=examples)
    assert found.said == [
        "Из 5 чисел таблиц без изменения уйдёт 1.",
        "Округлено 3: в среднем на 3,7, самое большее на 5.",
        "Скрыто знаком «…»: 1.",
    ]
    assert losses.columns([FIRST, SECOND]) == [
        ("Таблица 1. Движение", "столбцы: Состояло, Взято; 2 строки"),
        ("Таблица 2. Пол", "столбцы: Мужчины; 1 строка"),
    ]


def test_what_leaves_as_it_is_loses_nothing() -> None:
    same = Losses(cells=3, changed=0, hidden=0, total=0, largest=0, examples=())
    assert same.said == ["Из 3 чисел таблиц без изменения уйдёт 3."]
    assert replace(same, hidden=1).said[-1] == "Скрыто знаком «…»: 1."
