"""Names as clerks type, paste, search and print them; the cases are told by a grammar, not by the program."""

import logging
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narcdesk import names

NBSP, THIN, ZERO_WIDTH, SOFT_HYPHEN, BOM = "\u00a0", "\u2009", "\u200b", "\u00ad", "\ufeff"
BREVE, DIAERESIS, ACUTE = "\u0306", "\u0308", "\u0301"

PASTED = [
    # (what was pasted, what is kept)
    ("Петров", "Петров"),
    ("  Петров  ", "Петров"),
    (f"{NBSP}Петров{NBSP}", "Петров"),
    (f"Петров{THIN}Иван", "Петров Иван"),
    ("Петров\r\nИван", "Петров Иван"),
    ("Петров\tИван", "Петров Иван"),
    (f"Пет{SOFT_HYPHEN}ров", "Петров"),
    (f"{BOM}Петров{ZERO_WIDTH}", "Петров"),
    ("Петрова—Иванова", "Петрова-Иванова"),
    ("Петрова–Иванова", "Петрова-Иванова"),
    ("Петрова‑Иванова", "Петрова-Иванова"),
    ("Петрова−Иванова", "Петрова-Иванова"),
    ("«Петров»", "Петров"),
    ("„Петров“", "Петров"),
    ("“Петров”", "Петров"),
    ("ООО “Надежда”", 'ООО "Надежда"'),
    ('"Петров"', "Петров"),
    ("« Петров »", "Петров"),
    ("ООО «Надежда»", "ООО «Надежда»"),
    ('ООО "Надежда"', 'ООО "Надежда"'),
    ("«Вера» и «Надежда»", "«Вера» и «Надежда»"),
    ("Д’Артаньян", "Д'Артаньян"),
    ("Д`Артаньян", "Д'Артаньян"),
    ("О'Генри", "О'Генри"),
    (f"Сергеи{BREVE}", "Сергей"),
    (f"Семе{DIAERESIS}нов", "Семёнов"),
    (f"Ива{ACUTE}нов", "Иванов"),
    ("Пeтpoв", "Петров"),  # Latin e, p, o
    ("Cергей", "Сергей"),  # Latin C
    ("Smith", "Smith"),
    ("Müller", "Müller"),
    ("Ёлкина", "Ёлкина"),
    ("Иван IV", "Иван IV"),
    ("F10.2", "F10.2"),
    ("", ""),
    (f" {NBSP}\n", ""),
    ("«»", ""),
    ("-", "-"),
]


@pytest.mark.parametrize(("pasted", "kept"), PASTED)
def test_pasted_text_is_cleaned(pasted: str, kept: str) -> None:
    assert names.clean(pasted) == kept


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert names.clean(names.clean(text)) == names.clean(text)


@given(st.text("абвёйАЯZaz019 .,-№()/\"«»'`—"))
def test_what_needs_no_mending_comes_out_of_all_the_mending_as_it_was(text: str) -> None:
    if names._CLEAN.fullmatch(text):  # it is left alone at once
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(names, "_CLEAN", re.compile("(?!)"))
            assert names.clean(text) == text


FOUND = [
    # (name, what was typed to find it)
    ("Воробьёв", "воробьев"),
    ("Воробьев", "воробьёв"),
    ("ВОРОБЬЁВ", "воробьев"),
    ("Петрова-Иванова", "петрова иванова"),
    ("Петрова-Иванова", "петрова-и"),
    ("Петрова-Иванова", "Петрова — Иванова"),
    ("Петрова Иванова", "петрова-иванова"),
    ("Д'Артаньян", "д’артаньян"),
    ("Д'Артаньян", "д артаньян"),
    ("Мамед оглы", "мамед-оглы"),
    (f"Иванов{NBSP}Иван", "иванов  иван"),
    ("Иванов И. И.", "иванов и.и."),
    ("Пeтров", "петров"),
    ("Müller", "müller"),
]


@pytest.mark.parametrize(("name", "typed"), FOUND)
def test_a_name_is_found_however_it_is_typed(name: str, typed: str) -> None:
    assert names.search_key(name).startswith(names.search_key(typed))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Воробьёв", "воробьев"),
        ("Йод", "йод"),
        ("Петрова-Иванова", "петрова иванова"),
        ("ООО «Новая жизнь»", "ооо новая жизнь"),
        ("", ""),
        ("-", ""),
    ],
)
def test_search_key(name: str, key: str) -> None:
    assert names.search_key(name) == key


@given(st.text())
def test_a_search_key_is_its_own_key(text: str) -> None:
    assert names.search_key(names.search_key(text)) == names.search_key(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gtnhjd", "петров"),
        ("Gtnhjd", "Петров"),
        ("[fhbnjyjd", "харитонов"),
        ("{fhbnjyjd", "Харитонов"),
        (";erjd", "жуков"),
        ("'qyintqy", "эйнштейн"),
        (",jhbcjd", "борисов"),
        (".hmtd", "юрьев"),
        ("`krby", "ёлкин"),
        ("~krby", "Ёлкин"),
        ("cj]tp;bq", "соъезжий"),
        ("gtnhjd bdfy", "петров иван"),
        ("gtnhjdf-bdfyjdf", "петрова-иванова"),
        ("руддщ", "hello"),
        ("Ыьшер", "Smith"),
        ("йцукен", "qwerty"),
        ("дфь№ю", "lam#."),
        ("123", "123"),
        ("", ""),
    ],
)
def test_the_other_layout(typed: str, meant: str) -> None:
    assert names.other_layout(typed) == meant


RUSSIAN_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"


@given(
    st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ ")
    | st.text(RUSSIAN_LETTERS + RUSSIAN_LETTERS.upper() + " ")
)
def test_the_other_layout_twice_is_what_was_typed(text: str) -> None:
    assert names.other_layout(names.other_layout(text)) == text


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("петров", "Петров"),
        ("ПЕТРОВ", "Петров"),
        ("Петров", "Петров"),
        ("петрова-иванова", "Петрова-Иванова"),
        ("ПЕТРОВА-ИВАНОВА", "Петрова-Иванова"),
        ("петрова — иванова", "Петрова - Иванова"),
        ("д'артаньян", "Д'Артаньян"),
        ("ёлкина", "Ёлкина"),
        ("МакДональд", "МакДональд"),
        ("гасан мамед оглы", "Гасан Мамед оглы"),
        ("МАМЕД ОГЛЫ", "Мамед оглы"),
        ("Мамед Оглы", "Мамед Оглы"),
        ("фон дер ляйен", "фон дер Ляйен"),
        ("де", "Де"),
        ("ван гог", "ван Гог"),
        ("иван iv", "Иван IV"),
        ("kim li", "Kim Li"),
        ("анна мария", "Анна Мария"),
        (f"{NBSP}петров ", "Петров"),
        ("", ""),
    ],
)
def test_capitals_are_offered(typed: str, offered: str) -> None:
    assert names.capitalised(typed) == offered


@pytest.mark.parametrize(
    ("surname", "given", "patronymic", "full", "short"),
    [
        ("Воробьёв", "Иван", "Петрович", "Воробьёв Иван Петрович", "Воробьёв И. П."),
        ("Ли", "Чен", "", "Ли Чен", "Ли Ч."),
        ("Ким", "Анна-Мария", "Сергеевна", "Ким Анна-Мария Сергеевна", "Ким А.-М. С."),
        ("Гасанов", "Али", "Мамед оглы", "Гасанов Али Мамед оглы", "Гасанов А. М."),
        ("Алиева", "ёлка", "Кызы", "Алиева ёлка Кызы", "Алиева Ё."),
        ("Воробьёв", "", "", "Воробьёв", "Воробьёв"),
        ("", "Иван", "", "Иван", "И."),
        ("", "", "", "", ""),
    ],
)
def test_full_and_short_name(surname: str, given: str, patronymic: str, full: str, short: str) -> None:
    assert names.full_name(surname, given, patronymic) == full
    assert names.short_name(surname, given, patronymic) == short


CASES: list[tuple[str, str, str, names.Sex, str, str, str]] = [
    # surname, given, patronymic, sex, genitive, dative, instrumental
    (
        "Воробьёв", "Пётр", "Ильич", "male",
        "Воробьёва Петра Ильича", "Воробьёву Петру Ильичу", "Воробьёвым Петром Ильичом",
    ),
    (
        "Воробьёва", "Любовь", "Никитична", "female",
        "Воробьёвой Любови Никитичны", "Воробьёвой Любови Никитичне", "Воробьёвой Любовью Никитичной",
    ),
    (
        "Достоевский", "Лев", "Игоревич", "male",
        "Достоевского Льва Игоревича", "Достоевскому Льву Игоревичу", "Достоевским Львом Игоревичем",
    ),
    (
        "Мельник", "Анна", "Сергеевна", "female",
        "Мельник Анны Сергеевны", "Мельник Анне Сергеевне", "Мельник Анной Сергеевной",
    ),
    (
        "Мельник", "Павел", "Сергеевич", "male",
        "Мельника Павла Сергеевича", "Мельнику Павлу Сергеевичу", "Мельником Павлом Сергеевичем",
    ),
    (
        "Шевченко", "Илья", "Фомич", "male",
        "Шевченко Ильи Фомича", "Шевченко Илье Фомичу", "Шевченко Ильёй Фомичом",
    ),
    (
        "Черных", "Наталия", "Ильинична", "female",
        "Черных Наталии Ильиничны", "Черных Наталии Ильиничне", "Черных Наталией Ильиничной",
    ),
    (
        "Салтыков-Щедрин", "Михаил", "Евграфович", "male",
        "Салтыкова-Щедрина Михаила Евграфовича", "Салтыкову-Щедрину Михаилу Евграфовичу",
        "Салтыковым-Щедриным Михаилом Евграфовичем",
    ),
    (
        "Петрова-Водкина", "Мария", "Львовна", "female",
        "Петровой-Водкиной Марии Львовны", "Петровой-Водкиной Марии Львовне",
        "Петровой-Водкиной Марией Львовной",
    ),
    (
        "Саркисян", "Ашот", "Арамович", "male",
        "Саркисяна Ашота Арамовича", "Саркисяну Ашоту Арамовичу", "Саркисяном Ашотом Арамовичем",
    ),
    (
        "Гасанов", "Али", "Мамед оглы", "male",
        "Гасанова Али Мамед оглы", "Гасанову Али Мамед оглы", "Гасановым Али Мамед оглы",
    ),
    (
        "Гасанова", "Лейла", "Мамед кызы", "female",
        "Гасановой Лейлы Мамед кызы", "Гасановой Лейле Мамед кызы", "Гасановой Лейлой Мамед кызы",
    ),
    ("Smith", "John", "", "male", "Smith John", "Smith John", "Smith John"),
    (
        "Иванов", "Иван", "", "male",
        "Иванова Ивана", "Иванову Ивану", "Ивановым Иваном",
    ),
    (
        "ИВАНОВ", "ИВАН", "ИВАНОВИЧ", "male",
        "ИВАНОВА ИВАНА ИВАНОВИЧА", "ИВАНОВУ ИВАНУ ИВАНОВИЧУ", "ИВАНОВЫМ ИВАНОМ ИВАНОВИЧЕМ",
    ),
    ("Иванов", "Саша", "", "", "Иванов Саша", "Иванов Саша", "Иванов Саша"),
]  # fmt: skip


@pytest.mark.parametrize(("surname", "given", "patronymic", "sex", "genitive", "dative", "instrumental"), CASES)
def test_declension(
    surname: str, given: str, patronymic: str, sex: names.Sex, genitive: str, dative: str, instrumental: str
) -> None:
    assert names.decline(surname, given, patronymic, sex, "genitive").full == genitive
    assert names.decline(surname, given, patronymic, sex, "dative").full == dative
    assert names.decline(surname, given, patronymic, sex, "instrumental").full == instrumental
    nominative = names.decline(surname, given, patronymic, sex, "nominative")
    assert (nominative.surname, nominative.given, nominative.patronymic) == (surname, given, patronymic)


def test_the_remaining_cases() -> None:
    assert names.decline("Воробьёв", "Лев", "Ильич", "male", "accusative").full == "Воробьёва Льва Ильича"
    assert names.decline("Воробьёв", "Лев", "Ильич", "male", "prepositional").full == "Воробьёве Льве Ильиче"


def test_declining_writes_no_name_to_any_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        names.decline("Воробьёв", "Квазимодо", "Ильич", "male", "genitive")
    assert caplog.records == []
