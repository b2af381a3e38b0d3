"""R23: what is too easy to guess is refused with its reason, four words are taken, and nothing is too long."""

from collections.abc import Iterator
from random import Random

import pytest

from narcdesk.errors import Invalid
from narcdesk.names import other_layout
from narcdesk.vault import strength
from narcdesk.vault.strength import Level, measure, must_be_strong
from narcdesk.vault.words import wordlist

ABOUT = ["Зимин", "Алексей", "Николаевич", "zimin", "ГБУЗ «Заречная ЦРБ»", "Заречный муниципальный район"]


def words(line: str) -> list[str]:
    return line.split()


COMMON = words(
    "пароль привет любовь наташа солнышко зайчик котенок спартак москва россия больница поликлиника медсестра "
    "наркология нарколог доктор администратор заведующая директор бухгалтер весна машина футбол рыбалка красавица "
    "принцесса бабушка мамочка шоколад клубника березка звездочка счастье победа родина ангелочек"
)
NAMES = words("александр анастасия екатерина владимир светлана татьяна дмитрий виктория маргарита валентина")
OWN = ["зимин", "алексей", "николаевич", "заречная", "zimin"]
LONG = words(
    "электростанция достопримечательность освидетельствование здравоохранение администрирование "
    "предпринимательство переосвидетельствование благотворительность"
)
WALKS = [
    *("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю.", "qwertyuiop", "1qaz2wsx3edc", "йфяцычувскам", "zaq12wsxcde3"),
    *("qazwsxedcrfv", "1234567890", "0987654321", "йцукенйцукен", "абвгдеёжзийк", "abcdefghijkl", "111222333444"),
]
LATIN = ["password123", "P@ssw0rd2024", "qwerty123456", "iloveyou2024", "Admin12345!", "letmein2023!", "welcome2024!"]


def weak(dice: Random) -> Iterator[str]:
    """As people make them: a word and a year, a name and a birthday, a twin, a double, a row of keys."""

    def year() -> str:
        return str(dice.randrange(1950, 2027))

    def day() -> str:
        return f"{dice.randrange(1, 29):02}.{dice.randrange(1, 13):02}.{year()}"

    def word() -> str:
        return dice.choice([*COMMON, *NAMES])

    makers = [
        lambda: word() + year(),
        lambda: word().capitalize() + year() + dice.choice("!?.*"),
        lambda: other_layout(word() + year()),
        lambda: other_layout(word().capitalize()) + dice.choice(["123", "12345", "777", "2024"]) + "!" * 3,
        lambda: word() * 2,
        lambda: f"{(one := word())} {one} {one}",
        lambda: word() + dice.choice(["123456", "qwerty", "йцукен", "77777"]),
        lambda: dice.choice(NAMES) + day(),
        lambda: day() + dice.choice(["", dice.choice(NAMES)]),
        lambda: word().upper() + "-" + year(),
        lambda: word().replace("о", "0").replace("з", "3") + year(),
        lambda: dice.choice(OWN).capitalize() + year() + dice.choice(["", "!", "@"]),
        lambda: other_layout(dice.choice(OWN[:4])) + year() + "!",
        lambda: f"{word()} {word()}",
        lambda: dice.choice(LONG) + dice.choice(["", year(), "!", "1"]),
        lambda: other_layout(dice.choice(LONG)),
        lambda: "8" + "9" + "".join(dice.choice("0123456789") for _ in range(9)),
        lambda: "".join(dice.choice("0123456789") for _ in range(dice.randrange(10, 15))),
        lambda: dice.choice(WALKS) + dice.choice(["", "1", "!"]),
        lambda: dice.choice(LATIN),
        lambda: dice.choice("абвxyz1!") * dice.randrange(10, 40),
        lambda: "".join(dice.choice("абвгдежзийклмнопрстуфхцчшщьыэюя") for _ in range(dice.randrange(1, 10))),
        lambda: dice.choice(["я люблю тебя", "мама мыла раму", "родина-мать", "с новым годом", "раз два три"]),
        lambda: other_layout(dice.choice(["я люблю тебя", "мама мыла раму", "с новым годом", "люблю тебя"])),
        lambda: dice.choice(NAMES) + "+" + dice.choice(NAMES),
    ]
    while True:
        yield dice.choice(makers)()


def test_five_hundred_weak_passwords_are_refused_each_with_a_reason() -> None:
    dice, seen, reasons = Random(23), set(), set()
    for password in weak(dice):
        if password in seen:
            continue
        seen.add(password)
        found = measure(password, ABOUT)
        assert found.level is Level.WEAK, password
        assert found.reason, password
        reasons.add(found.reason)
        with pytest.raises(Invalid, match="четыре не связанных слова") as told:
            must_be_strong(password, ABOUT)
        assert [problem.field for problem in told.value.problems] == ["password"]
        if len(seen) == 500:
            break
    assert len(reasons) >= 8


def test_four_words_are_taken_however_they_are_typed() -> None:
    """Words that this program has never heard of, so that no list of it helps."""
    dice = Random(4)
    strange = [word for word in wordlist() if len(word) > 3]
    for _ in range(100):
        four = dice.sample(strange, 4)
        for phrase in (" ".join(four), "-".join(four), other_layout(" ".join(four)), " ".join(four).capitalize()):
            assert measure(phrase, ABOUT).level is not Level.WEAK, phrase


@pytest.mark.parametrize(
    "password",
    [
        "берёза у тихой реки",
        "кошка солнце дом весна",
        "дом кот лес сон",
        "correct horse battery staple",
        "ТихаяВодаУМоста",
        "xK9#mQ2!zR7p",
        "48203758129384756102",
        "отличная погода " * 40 + "кедр щука",
    ],
)
def test_other_good_ones_are_taken_and_none_is_too_long(password: str) -> None:
    must_be_strong(password, ABOUT)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", "нужно указать"),
        ("кедр щука", "короче 10 знаков"),
        ("Зимин1985!!", "имя"),
        ("заречная црб 7", "название кабинета"),
        ("gfhjkmgfhjkm1", "другой раскладке"),
        ("пароль2024!", "частый"),
        ("электростанция", "одно слово"),
        ("89047731852", "одни цифры"),
        ("qazwsxedcrfv", "частый"),
        ("абвабвабвабв", "повторяется"),
    ],
)
def test_the_reason_says_what_is_wrong(password: str, reason: str) -> None:
    assert reason in measure(password, ABOUT).reason


def test_the_twin_in_the_other_layout_is_no_better() -> None:
    assert [measure(password).level for password in ("пароль123456", "gfhjkm123456")] == [Level.WEAK, Level.WEAK]
    for phrase in ("берёза у тихой реки", "кошка солнце дом весна"):
        assert measure(phrase).level is measure(other_layout(phrase)).level


def test_the_same_words_about_another_person_are_good() -> None:
    assert measure("заречный зимин и дождь", ABOUT).level is Level.WEAK
    assert measure("заречный зимин и дождь").level is not Level.WEAK


def test_the_list_is_small_clean_and_russian_first() -> None:
    words = strength.frequent()
    assert 300 < len(words) < 2000
    assert len(set(words)) == len(words)
    assert not [word for word in words if "ё" in word or word != word.casefold() or " " in word]
    assert words.index("пароль") < words.index("колобок")
