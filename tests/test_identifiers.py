"""Numbers as clerks type and paste them, against numbers known from public registers and hand-made sums."""

from datetime import date
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narcdesk import identifiers
from narcdesk.dates import PartialDay
from narcdesk.identifiers import Identifier, Phone

NBSP, THIN, LONG_DASH, MINUS, ZERO_WIDTH = "\u00a0", "\u2009", "\u2014", "\u2212", "\u200b"


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


SNILS = [
    # typed, kept, shown, the number is right
    ("112-233-445 95", "11223344595", "112-233-445 95", True),
    ("11223344595", "11223344595", "112-233-445 95", True),
    ("112 233 445 95", "11223344595", "112-233-445 95", True),
    (f"112{NBSP}233{NBSP}445{NBSP}95", "11223344595", "112-233-445 95", True),
    (f"112{LONG_DASH}233{MINUS}445 95\r\n", "11223344595", "112-233-445 95", True),
    (f"№ 112.233.445/95{ZERO_WIDTH}", "11223344595", "112-233-445 95", True),
    ("«112-233-445 95»", "11223344595", "112-233-445 95", True),
    ("112-2ЗЗ-445 95", "11223344595", "112-233-445 95", True),
    ("О87-654-зоз оО", "08765430300", "087-654-303 00", True),
    ("087-654-303 00", "08765430300", "087-654-303 00", True),
    ("000-000-001 00", "00000000100", "000-000-001 00", True),  # given out before check numbers
    ("001-001-998 77", "00100199877", "001-001-998 77", True),
    ("001-001-999 67", "00100199967", "001-001-999 67", False),  # 7x1 + 4x1 + 3x9 + 2x9 + 1x9 = 65
    ("001-001-999 65", "00100199965", "001-001-999 65", True),
    ("112-233-445 96", "11223344596", "112-233-445 96", False),
    ("112-233-454 95", "11223345495", "112-233-454 95", False),
    ("112-233-445 9", "1122334459", "1122334459", False),
    ("112-233-445 955", "112233445955", "112233445955", False),
    ("112-233-445 XX", "112-233-445 XX", "112-233-445 XX", False),
    ("000-000-000 00", "00000000000", "000-000-000 00", False),
]


@pytest.mark.parametrize(("typed", "value", "shown", "right"), SNILS)
def test_snils(typed: str, value: str, shown: str, right: bool) -> None:
    number = identifiers.snils(typed)
    assert (number.value, number.shown) == (value, shown)
    assert (number.warning == "") is right


@pytest.mark.parametrize(
    ("typed", "warning"),
    [
        ("112-233-445 9", "в СНИЛС 11 цифр, введено 10"),
        ("112-233-445 96", "контрольное число СНИЛС не сходится: проверьте цифры"),
        ("нет", "в СНИЛС могут быть только цифры"),
        ("00000000000", "в СНИЛС одни нули: проверьте номер"),
    ],
)
def test_the_warning_says_what_is_wrong(typed: str, warning: str) -> None:
    assert identifiers.snils(typed).warning == warning


def snils_check(nine: str) -> int:
    """The sum by weights 9..1 is the sum of all running sums of the digits."""
    total = sum(accumulate(int(digit) for digit in nine))
    return 0 if total % 101 == 100 else total % 101


@given(digits(9).filter(lambda nine: int(nine) > 1_001_998), st.integers(1, 99))
def test_snils_passes_with_its_check_number_and_with_no_other(nine: str, away: int) -> None:
    check = snils_check(nine)
    right = identifiers.snils(f"{nine}{check:02}")
    assert right.warning == ""
    assert identifiers.snils(right.shown) == right
    assert identifiers.snils(f"{nine}{(check + away) % 100:02}").warning


@pytest.mark.parametrize(
    "read",
    [
        identifiers.snils,
        identifiers.oms_policy,
        identifiers.passport_series,
        identifiers.passport_number,
        identifiers.department_code,
        identifiers.birth_certificate,
        identifiers.inn,
        identifiers.ogrn,
    ],
)
class TestEveryNumber:
    @pytest.mark.parametrize("nothing", ["", "  ", NBSP, "\r\n", ZERO_WIDTH])
    def test_an_empty_field_is_no_error(self, read, nothing: str) -> None:
        assert read(nothing) == Identifier("", "")

    @given(text=st.text())
    def test_nothing_raises_and_what_is_shown_reads_the_same(self, read, text: str) -> None:
        number = read(text)
        again = read(number.shown)
        assert (again.value, again.shown) == (number.value, number.shown)

    @given(text=st.text("0123456789-— ", max_size=20))
    def test_digits_are_never_lost(self, read, text: str) -> None:
        kept = [sign for sign in read(text).value if sign.isdecimal()]
        typed = [sign for sign in text if sign.isdecimal()]
        assert kept == typed


class TestPolicy:
    def test_unified_number(self) -> None:
        assert identifiers.oms_policy("1234 5678 9012 3452") == Identifier("1234567890123452", "1234 5678 9012 3452")

    def test_wrong_check_digit(self) -> None:
        assert identifiers.oms_policy("1234567890123450").warning.startswith("контрольная цифра полиса")

    def test_wrong_length(self) -> None:
        assert identifiers.oms_policy("123456789012345").warning == "в едином номере полиса 16 цифр, введено 15"

    @given(digits(15))
    def test_check_digit_by_the_published_rule(self, fifteen: str) -> None:
        """Every second digit from the right as one number, doubled, before the others; their sum to a ten."""
        doubled = str(int(fifteen[::-1][::2][::-1]) * 2)
        total = sum(map(int, doubled + fifteen[::-1][1::2]))
        number = fifteen + str(-total % 10)
        if number.strip("0"):
            assert identifiers.oms_policy(number).warning == ""

    def test_an_old_policy_is_free(self) -> None:
        assert identifiers.oms_policy(f" 18 ВК{NBSP}№ 000123 ", kind="old") == Identifier(
            "18 ВК № 000123", "18 ВК № 000123"
        )

    def test_a_temporary_certificate_has_nine_digits(self) -> None:
        assert identifiers.oms_policy("123 456 789", kind="temporary") == Identifier("123456789", "123456789")
        assert identifiers.oms_policy("12345678", kind="temporary").warning


class TestPassport:
    @pytest.mark.parametrize("typed", ["1808", "18 08", "18-08", f"18{NBSP}08", "№ 18 08"])
    def test_series(self, typed: str) -> None:
        assert identifiers.passport_series(typed) == Identifier("1808", "18 08")

    def test_letters_for_digits_are_replaced_and_told(self) -> None:
        series = identifiers.passport_series("18О8")
        assert (series.value, series.shown) == ("1808", "18 08")
        assert "О и З" in series.warning
        assert identifiers.passport_series(series.shown).warning == ""

    def test_number(self) -> None:
        assert identifiers.passport_number("№ 123456") == Identifier("123456", "123456")
        assert identifiers.passport_number("12345").warning == "в номере паспорта 6 цифр, введено 5"

    def test_department_code(self) -> None:
        assert identifiers.department_code("180 001") == Identifier("180001", "180-001")
        assert identifiers.department_code("185001").warning
        assert identifiers.department_code("18-001").warning == "в коде подразделения 6 цифр, введено 5"

    @pytest.mark.parametrize(
        ("birth", "issued_on", "today", "told"),
        [
            (date(2000, 5, 10), date(2014, 6, 1), date(2020, 5, 9), ""),
            (date(2000, 5, 10), date(2014, 6, 1), date(2020, 5, 10), "20"),
            (date(2000, 5, 10), date(2020, 5, 10), date(2026, 1, 1), ""),
            (date(1980, 5, 10), date(2000, 6, 1), date(2025, 5, 9), ""),
            (date(1980, 5, 10), date(2000, 6, 1), date(2025, 5, 10), "45"),
            (date(1960, 5, 10), date(1979, 6, 1), date(2026, 1, 1), "45"),
            (date(2004, 2, 29), date(2018, 3, 1), date(2024, 2, 29), "20"),
            (PartialDay(2000, 5, 10), date(2014, 6, 1), date(2020, 5, 10), "20"),
            (PartialDay(1980, 5), date(2000, 6, 1), date(2026, 1, 1), ""),
            (date(2000, 5, 10), date(1999, 1, 1), date(2020, 1, 1), "раньше даты рождения"),
        ],
    )
    def test_it_is_changed_at_20_and_45(
        self, birth: date | PartialDay, issued_on: date, today: date, told: str
    ) -> None:
        warning = identifiers.passport_validity(birth, issued_on, today)
        assert told in warning if told else warning == ""

    @pytest.mark.parametrize(
        ("series", "issued_on", "odd"),
        [
            ("18 08", date(2008, 1, 1), False),
            ("18 08", date(2011, 12, 31), False),
            ("18 08", date(2005, 1, 1), False),
            ("18 08", date(2012, 1, 1), True),
            ("18 99", date(2001, 1, 1), False),
            ("18 99", date(2003, 1, 1), True),
            ("18 00", date(1998, 1, 1), False),
            ("18", date(2003, 1, 1), False),
        ],
    )
    def test_year_of_the_blank(self, series: str, issued_on: date, odd: bool) -> None:
        assert bool(identifiers.passport_year(series, issued_on)) is odd


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("II-АН 123456", "II-АН 123456"),
        ("ii-ан 123456", "II-АН 123456"),
        ("II-AH 123456", "II-АН 123456"),  # the series in Latin letters
        ("II — АН № 123456", "II-АН 123456"),
        (f"II-АН{NBSP}123456", "II-АН 123456"),
        ("IIАН123456", "II-АН 123456"),
        ("11-АН 123456", "II-АН 123456"),
        ("П-АН 123456", "II-АН 123456"),
        ("Ш-МЮ 123456", "III-МЮ 123456"),
        ("1-МЮ 123456", "I-МЮ 123456"),
        ("ХХ-АА 123456", "XX-АА 123456"),  # Cyrillic Х
        ("IV-СТ 12З45О", "IV-СТ 123450"),
        ("V-ОЕ 654321", "V-ОЕ 654321"),
    ],
)
def test_birth_certificate(typed: str, value: str) -> None:
    assert identifiers.birth_certificate(typed) == Identifier(value, value)


@pytest.mark.parametrize("typed", ["АН 123456", "II-АН 12345", "II-АНА 123456", "XIIII-АН 123456", "123456", "?"])
def test_another_birth_certificate_is_kept_with_a_warning(typed: str) -> None:
    certificate = identifiers.birth_certificate(typed)
    assert certificate.value == typed
    assert certificate.warning.endswith("II-АН 123456")


class TestOrganisations:
    @pytest.mark.parametrize("typed", ["7707083893", "7736050003", "500100732259", "5001 0073 2259", "77О7О8З89З"])
    def test_inn(self, typed: str) -> None:
        assert identifiers.inn(typed).warning == ""

    @pytest.mark.parametrize("typed", ["7707083894", "500100732258", "500100732269"])
    def test_inn_with_a_slip(self, typed: str) -> None:
        number = identifiers.inn(typed)
        assert number.value == typed
        assert number.warning == "контрольная цифра ИНН не сходится: проверьте цифры"

    def test_inn_of_a_wrong_length(self) -> None:
        assert identifiers.inn("77070838931").warning == "в ИНН 10 или 12 цифр, введено 11"

    @pytest.mark.parametrize("typed", ["1027700132195", "1022200525819", "304500116000157"])
    def test_ogrn(self, typed: str) -> None:
        assert identifiers.ogrn(typed) == Identifier(typed, typed)

    @given(digits(13).filter(lambda thirteen: thirteen.strip("0")))
    def test_ogrn_of_an_entrepreneur_takes_every_remainder(self, thirteen: str) -> None:
        fourteen = "3" + thirteen
        remainder = 0
        for digit in fourteen:  # long division by hand
            remainder = (remainder * 10 + int(digit)) % 13
        assert identifiers.ogrn(fourteen + str(remainder)[-1]).warning == ""
        assert identifiers.ogrn(fourteen + str((remainder + 1) % 10)[-1]).warning or remainder == 9

    def test_ogrn_with_a_slip(self) -> None:
        assert identifiers.ogrn("1027700132196").warning
        assert identifiers.ogrn("102770013219").warning == "в ОГРН 13 или 15 цифр, введено 12"


PHONES = [
    ("+79001234567", "+79001234567", ""),
    ("+7 (900) 123-45-67", "+79001234567", ""),
    ("8 900 123 45 67", "+79001234567", ""),
    ("8(900)123-45-67", "+79001234567", ""),
    ("89001234567", "+79001234567", ""),
    ("79001234567", "+79001234567", ""),
    ("9001234567", "+79001234567", ""),
    (f"8{NBSP}900{NBSP}123{LONG_DASH}45{LONG_DASH}67", "+79001234567", ""),
    ("8 9ОО 12З-45-67", "+79001234567", ""),
    ("8.900.123.45.67", "+79001234567", ""),
    ("8/3412/123456", "+73412123456", ""),
    ("тел. 8 (3412) 12-34-56", "+73412123456", ""),
    ("тел./факс: 8(3412)12-34-56", "+73412123456", ""),
    ("812 123-45-67", "+78121234567", ""),
    ("8 (812) 123-45-67", "+78121234567", ""),
    ("8(00000)2-00-02, доб. 1", "+70000020002", "1"),
    ("8(3412)12-34-56 доб.12", "+73412123456", "12"),
    ("8(3412)12-34-56 (доб. 12)", "+73412123456", "12"),
    ("8(3412)12-34-56, добавочный 1234", "+73412123456", "1234"),
    ("8(3412)12-34-56 вн. 5", "+73412123456", "5"),
    ("8(3412)12-34-56, внутр. 5", "+73412123456", "5"),
    ("8(3412)12-34-56 #105", "+73412123456", "105"),
    ("8(3412)12-34-56, доб. 1, 2", "+73412123456", "1, 2"),
]


@pytest.mark.parametrize(("typed", "value", "extension"), PHONES)
def test_phone(typed: str, value: str, extension: str) -> None:
    phone = identifiers.phone(typed)
    assert (phone.value, phone.extension, phone.warning) == (value, extension, "")


def test_phone_is_shown_grouped() -> None:
    assert identifiers.phone("89001234567").shown == "+7 (900) 123-45-67"
    assert identifiers.phone("89001234567 доб 12").shown == "+7 (900) 123-45-67, доб. 12"


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("+375 29 123-45-67", "не российский"),
        ("8 10 375 29 1234567", "не российский"),
        ("2-12-34", "введено 5"),
        ("8(3412)12-34-5", "введено 9"),
        ("2-12-34/2-12-35", "не один номер"),
        ("2-12-34, 2-12-35", "не получилось прочитать"),
        ("89001234567 89001234568", "не один номер"),
        ("спросить у матери", "не получилось прочитать"),
    ],
)
def test_another_phone_is_kept_as_typed(typed: str, hint: str) -> None:
    phone = identifiers.phone(typed)
    assert (phone.value, phone.shown, phone.extension) == (typed, typed, "")
    assert hint in phone.warning


def test_no_phone() -> None:
    assert identifiers.phone(f" {NBSP}") == Phone("", "")
    assert identifiers.phones(" ; , \n") == []


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("8(00000)2-00-02, доб. 1", [("+70000020002", "1")]),
        ("8(00000)2-00-02; доб. 1", [("+70000020002", "1")]),
        ("8(00000)2-00-02,\nдоб. 1", [("+70000020002", "1")]),
        ("8(00000)2-00-02, доб. 1, 8(00000)2-00-03", [("+70000020002", "1"), ("+70000020003", "")]),
        ("8(00000)2-00-02, 8(00000)2-00-03, доб. 7", [("+70000020002", ""), ("+70000020003", "7")]),
        ("8(00000)2-00-02; 8(00000)2-00-03", [("+70000020002", ""), ("+70000020003", "")]),
        ("8(00000)2-00-02\r\n8(00000)2-00-03", [("+70000020002", ""), ("+70000020003", "")]),
        ("8(00000)2-00-02/8(00000)2-00-03", [("+70000020002", ""), ("+70000020003", "")]),
        (
            "8 (3412) 12-34-56 и 8 (3412) 12-34-57, доб. 1, 2",
            [("+73412123456", ""), ("+73412123457", "1, 2")],
        ),
        ("8 (3412) 12-34-56 8 (3412) 12-34-57", [("+73412123456", ""), ("+73412123457", "")]),
        ("8/3412/123456", [("+73412123456", "")]),
        ("2-12-34, 2-12-35", [("2-12-34", ""), ("2-12-35", "")]),
        ("+375 29 123-45-67; 89001234567", [("+375 29 123-45-67", ""), ("+79001234567", "")]),
        ("", []),
    ],
)
def test_phones_of_a_cell(cell: str, found: list[tuple[str, str]]) -> None:
    assert [(phone.value, phone.extension) for phone in identifiers.phones(cell)] == found


@given(digits(10), st.sampled_from(["", "1", "12", "105", "1234"]))
def test_a_shown_phone_reads_the_same(ten: str, extension: str) -> None:
    phone = identifiers.phone(f"+7{ten} доб. {extension}" if extension else f"+7{ten}")
    assert phone == Phone(f"+7{ten}", phone.shown, "", extension)
    assert identifiers.phone(phone.shown) == phone
    assert identifiers.phones(f"{phone.shown}; {phone.shown}, {phone.shown}") == [phone] * 3


@given(st.text())
def test_no_text_breaks_phones(text: str) -> None:
    identifiers.phones(text)
    phone = identifiers.phone(text)
    assert identifiers.phone(phone.shown).value == phone.value


@pytest.mark.parametrize(
    ("typed", "value", "is_odd"),
    [
        ("vorobey@example.invalid", "vorobey@example.invalid", False),
        (" Vorobey.Ilya+1@mail.example.invalid\n", "Vorobey.Ilya+1@mail.example.invalid", False),
        ("воробей@почта.рф", "воробей@почта.рф", False),
        ("vorobey @ example.invalid", "vorobey@example.invalid", False),
        ("vorobey", "vorobey", True),
        ("vorobey@example", "vorobey@example", True),
        ("a@b.ru, c@d.ru", "a@b.ru,c@d.ru", True),
        ("", "", False),
    ],
)
def test_email(typed: str, value: str, is_odd: bool) -> None:
    email = identifiers.email(typed)
    assert (email.value, email.shown, bool(email.warning)) == (value, value, is_odd)
