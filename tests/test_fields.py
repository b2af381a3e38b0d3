"""What a form asks is declared beside the column: how each kind is read, what is refused, what a column promises."""

from datetime import date
from typing import Any, cast

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from narcdesk import schema
from narcdesk.base import Base, Coded, coded
from narcdesk.dates import PartialDay
from narcdesk.errors import Problem
from narcdesk.fields import Field, Kind, asked, fields_of, read, read_asked

TODAY = date(2026, 3, 16)


class Shade(Coded):
    RED = "red", "красный"
    BLUE = "blue", "синий"


def _of_the_day(day: date) -> dict[str, str]:
    return {f"y{day.year}": "этот"}


class Elsewhere(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """A base of this test alone, so that its table is no part of the register."""

    type_annotation_map = Base.type_annotation_map


class OneOfEach(Elsewhere, kw_only=True):
    """One column of each kind."""

    __tablename__ = "samples"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    text: Mapped[str] = mapped_column(sa.String(12), default="", info=asked("Слово", Kind.TEXT))
    long_text: Mapped[str] = mapped_column(sa.Text, default="", info=asked("Запись", Kind.LONG_TEXT))
    name: Mapped[str] = mapped_column(sa.String(20), info=asked("Фамилия", Kind.NAME, required=True))
    day: Mapped[date | None] = mapped_column(default=None, info=asked("День", Kind.DAY))
    past_day: Mapped[date | None] = mapped_column(default=None, info=asked("Событие", Kind.PAST_DAY))
    near_day: Mapped[date | None] = mapped_column(default=None, info=asked("Срок", Kind.NEAR_DAY))
    birth: Mapped[PartialDay | None] = mapped_column(default=None, info=asked("Дата рождения", Kind.BIRTH))
    choice: Mapped[Shade | None] = mapped_column(
        coded(Shade), default=None, info=asked("Цвет", Kind.CHOICE, choices=Shade)
    )
    listed: Mapped[str | None] = mapped_column(
        sa.String(8),
        default=None,
        info=asked("Из списка дня", Kind.CHOICE, choices=_of_the_day),
    )
    kept: Mapped[Shade] = mapped_column(
        coded(Shade), default=Shade.RED, info=asked("Цвет по умолчанию", Kind.CHOICE, choices=Shade)
    )
    yes_no: Mapped[bool] = mapped_column(default=False, info=asked("Явился", Kind.YES_NO))
    number: Mapped[int | None] = mapped_column(default=None, info=asked("Дней", Kind.NUMBER))
    money: Mapped[int | None] = mapped_column(default=None, info=asked("Сумма", Kind.MONEY))
    phone: Mapped[str] = mapped_column(sa.String(40), default="", info=asked("Телефон", Kind.PHONE))
    email: Mapped[str] = mapped_column(sa.String(40), default="", info=asked("Почта", Kind.EMAIL))
    snils: Mapped[str] = mapped_column(sa.String(20), default="", info=asked("СНИЛС", Kind.SNILS))
    department: Mapped[str] = mapped_column(sa.String(20), default="", info=asked("Код", Kind.DEPARTMENT))
    inn: Mapped[str] = mapped_column(sa.String(12), default="", info=asked("ИНН", Kind.INN))
    ogrn: Mapped[str] = mapped_column(sa.String(15), default="", info=asked("ОГРН", Kind.OGRN))


Sample = cast(type[Base], OneOfEach)


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("text", "  два\u00a0слова \n", "два слова"),
        ("text", "«кавычки»", "кавычки"),
        ("text", "", ""),
        ("text", None, ""),
        ("long_text", "строка\nи ещё строка\n", "строка\nи ещё строка"),
        ("name", "Петрова –  Водкина", "Петрова - Водкина"),
        ("day", "12032024", date(2024, 3, 12)),
        ("day", "12 марта 2024", date(2024, 3, 12)),
        ("day", date(2030, 1, 2), date(2030, 1, 2)),
        ("day", "", None),
        ("past_day", "вчера", date(2026, 3, 15)),
        ("past_day", "16.03.26", TODAY),
        ("past_day", "17.03.26", date(1926, 3, 17)),
        ("near_day", "17.03.26", date(2026, 3, 17)),
        ("near_day", "м+1", date(2026, 4, 16)),
        ("birth", "12.03.1988", PartialDay(1988, 3, 12)),
        ("birth", "__.03.1988", PartialDay(1988, 3)),
        ("birth", "1988", PartialDay(1988)),
        ("birth", date(1988, 3, 12), PartialDay(1988, 3, 12)),
        ("birth", PartialDay(1988), PartialDay(1988)),
        ("birth", "", None),
        ("choice", "blue", Shade.BLUE),
        ("choice", Shade.BLUE, Shade.BLUE),
        ("choice", "", None),
        ("listed", "y2026", "y2026"),
        ("kept", "blue", Shade.BLUE),
        ("yes_no", True, True),
        ("yes_no", False, False),
        ("yes_no", "Да", True),
        ("yes_no", "нет", False),
        ("number", "180", 180),
        ("number", "1 800", 1800),
        ("number", 180, 180),
        ("number", "", None),
        ("money", "180000,00", 18_000_000),
        ("money", "180 000", 18_000_000),
        ("money", "180\u00a0000,5 ₽", 18_000_050),
        ("money", "0.07", 7),
        ("money", 700, 700),
        ("phone", "8 (904) 777-00-55", "+79047770055"),
        ("phone", "8 (844) 672-11-22, доб. 12", "+78446721122 доб. 12"),
        ("phone", "", ""),
        ("email", " vorobey@example.invalid ", "vorobey@example.invalid"),
        ("email", "", ""),
        ("snils", "112–233–445 95", "11223344595"),
        ("snils", None, ""),
        ("department", "340-ОО1", "340001"),
        ("inn", "7707 083 893", "7707083893"),
        ("ogrn", "1 027 700 132 195", "1027700132195"),
    ],
)
def test_what_is_typed_is_kept_so(name: str, typed: Any, kept: Any) -> None:
    reading = read(Sample, {name: typed}, TODAY)
    assert reading.problems == []
    assert reading.values == {name: kept}
    assert type(reading.values[name]) is type(kept)


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("text", "тринадцать букв", "Слово: длиннее 12 знаков, сократите"),
        ("name", " ", "Фамилия: нужно заполнить"),
        ("name", None, "Фамилия: нужно заполнить"),
        ("day", "31.02.2024", "День: дня 31 нет: февраль 2024 года — это дни от 1 до 29"),
        ("day", "когда-нибудь", "День: не получилось прочитать дату"),
        ("past_day", date(2026, 3, 17), "Событие: не может быть позже сегодняшнего дня"),
        ("past_day", "17.03.2026", "Событие: дата 17.03.2026 ещё не наступила"),
        ("birth", "17.03.2026", "Дата рождения: дата 17.03.2026 ещё не наступила"),
        ("birth", "1905", "Дата рождения: больше 120 лет назад, проверьте год"),
        ("birth", PartialDay(2026, 4), "Дата рождения: не может быть позже сегодняшнего дня"),
        ("choice", "green", "Цвет: выберите из списка"),
        ("listed", "y2025", "Из списка дня: выберите из списка"),
        ("yes_no", "может быть", "Явился: нужно «да» или «нет»"),
        ("number", "полгода", "Дней: нужно целое число"),
        ("number", "-5", "Дней: нужно целое число"),
        ("number", -5, "Дней: нужно целое число"),
        ("number", "1" * 30, "Дней: число слишком велико"),
        ("money", "180.000", "Сумма: нужна сумма в рублях, например 180000,00"),
        ("money", "много", "Сумма: нужна сумма в рублях, например 180000,00"),
        ("money", -1, "Сумма: нужно целое число"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_name_of_its_field(name: str, typed: Any, message: str) -> None:
    reading = read(Sample, {name: typed}, TODAY)
    assert reading.problems == [Problem(name, message)]


@pytest.mark.parametrize(
    ("name", "typed", "kept", "warning"),
    [
        ("snils", "112-233-445 96", "11223344596", "контрольное число СНИЛС не сходится"),
        ("inn", "7707083894", "7707083894", "контрольная цифра ИНН не сходится"),
        ("phone", "8 904 777 00", "8 904 777 00", "в номере телефона 10 цифр"),
        ("phone", "+1 212 555 01 00", "+1 212 555 01 00", "номер не российский"),
    ],
)
def test_an_odd_number_is_kept_and_only_warns(name: str, typed: str, kept: str, warning: str) -> None:
    reading = read(Sample, {name: typed}, TODAY)
    assert reading.problems == []
    assert reading.values == {name: kept}
    assert warning in reading.warnings[name]


@pytest.mark.parametrize(
    "typed", ["8 (844) 672-11-22, доб. 12", "+7 844 672 11 22 (доб. 12,13)", "8-904-777-00-55", "+1 212 555 01 00"]
)
def test_a_telephone_that_was_kept_reads_back_unchanged(typed: str) -> None:
    kept = read(Sample, {"phone": typed}, TODAY).values["phone"]
    again = read(Sample, {"phone": kept}, TODAY)
    assert again.values["phone"] == kept


def test_what_was_not_typed_is_left_alone() -> None:
    assert read(Sample, {}, TODAY).values == {}


def test_a_whole_record_lacks_no_required_answer() -> None:
    reading = read(Sample, {"text": "слово"}, TODAY, whole=True)
    assert reading.problems == [Problem("name", "Фамилия: нужно заполнить")]
    assert read(Sample, {"name": "Ким"}, TODAY, whole=True).problems == []


def test_an_empty_answer_leaves_a_column_that_is_never_empty() -> None:
    assert read(Sample, {"kept": "", "yes_no": None, "number": ""}, TODAY).values == {"number": None}


def test_a_choice_offers_its_words_as_they_stand_on_the_day() -> None:
    fields = {field.name: field for field in fields_of(Sample)}
    assert fields["choice"].options(TODAY) == {"red": "красный", "blue": "синий"}
    assert fields["listed"].options(date(2014, 1, 1)) == {"y2014": "этот"}
    assert fields["text"].options(TODAY) == {}


def test_fields_stand_in_the_order_of_the_columns_and_know_their_length() -> None:
    fields = fields_of(Sample)
    assert [field.name for field in fields[:4]] == ["text", "long_text", "name", "day"]
    assert [field.longest for field in fields[:4]] == [12, None, 20, None]


# Every column of the register that a person fills in

# By name: SQLAlchemy keeps them in a set, and each run of tests must have the same order of them.
MAPPED: list[type[Base]] = sorted((mapper.class_ for mapper in Base.registry.mappers), key=lambda noun: noun.__name__)
ASKED: list[tuple[type[Base], Field]] = [(noun, field) for noun in MAPPED for field in fields_of(noun)]
SAMPLES: dict[Kind, Any] = {
    Kind.TEXT: "слово",
    Kind.LONG_TEXT: "запись",
    Kind.NAME: "Ким",
    Kind.DAY: "12.03.2024",
    Kind.PAST_DAY: "12.03.2024",
    Kind.NEAR_DAY: "12.03.2026",
    Kind.BIRTH: "12.03.1988",
    Kind.YES_NO: True,
    Kind.NUMBER: "180",
    Kind.MONEY: "180000,00",
    Kind.PHONE: "8 904 777-00-55",
    Kind.EMAIL: "vorobey@example.invalid",
    Kind.SNILS: "112-233-445 95",
    Kind.DEPARTMENT: "340-001",
    Kind.INN: "7707083893",
    Kind.OGRN: "1027700132195",
}


def named(pair: tuple[type[Base], Field]) -> str:
    return f"{pair[0].__name__}.{pair[1].name}"


def test_the_cards_of_all_nouns_are_asked_for() -> None:
    assert schema.NOUNS
    assert {table.__name__ for table, _ in ASKED} >= {
        "Patient", "Representative", "Office", "Diagnosis", "Consent", "Episode", "Visit", "RemissionFact", "Duty",
        "Application", "Certificate", "Course", "Patronage", "Contact",
    }  # fmt: skip


@pytest.mark.parametrize("pair", ASKED, ids=named)
def test_an_asked_column_has_a_russian_title_and_reads_its_own_kind(pair: tuple[type[Base], Field]) -> None:
    table, field = pair
    assert field.title[0].isupper() or field.title[0].isdigit()
    assert any("а" <= letter <= "я" or letter == "ё" or letter.isupper() for letter in field.title)
    assert not any("a" <= letter <= "z" for letter in field.title.lower())
    assert not field.title.endswith((":", "."))
    if field.kind is Kind.CHOICE:
        options = field.options(TODAY)
        assert options
        assert all(word and word == word.strip() for word in options.values())
        typed: Any = next(iter(options))
    else:
        assert field.choices is None
        typed = SAMPLES[field.kind]
    reading = read(table, {field.name: typed}, TODAY)
    assert reading.problems == []
    assert field.name in reading.values


@pytest.mark.parametrize("pair", ASKED, ids=named)
def test_what_an_asked_column_keeps_reads_back_unchanged(pair: tuple[type[Base], Field]) -> None:
    table, field = pair
    typed = next(iter(field.options(TODAY))) if field.kind is Kind.CHOICE else SAMPLES[field.kind]
    kept = read(table, {field.name: typed}, TODAY).values
    assert read(table, kept, TODAY).values == kept


@pytest.mark.parametrize("pair", ASKED, ids=named)
def test_a_required_column_may_not_be_empty_and_an_optional_one_may(pair: tuple[type[Base], Field]) -> None:
    table, field = pair
    column = table.__table__.columns[field.name]
    empty = read(table, {field.name: ""}, TODAY)
    if field.required:
        assert [problem.field for problem in empty.problems] == [field.name]
    else:
        assert empty.problems == []
        assert column.nullable or empty.values.get(field.name, "as it was") is not None


def test_a_name_that_nobody_asked_for_is_a_slip_of_ours() -> None:
    with pytest.raises(TypeError, match="nobody asked for yes_on"):
        read(Sample, {"text": "слово", "yes_on": True}, TODAY)


@pytest.mark.parametrize("typed", ["0", 0, "-1"])
def test_a_number_has_its_least(typed: Any) -> None:
    field = Field("days", "Дней", Kind.NUMBER, least=1)
    assert len(read_asked([field], {"days": typed}, TODAY).problems) == 1
    assert read_asked([field], {"days": "1"}, TODAY).values == {"days": 1}
