"""Invented people by the thousand, the same person typed a second time in ten wrong ways, and pairs of true strangers.

Nothing here knows how the program looks for doubles.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

import sqlalchemy as sa

from narcdesk.base import Base
from narcdesk.dates import PartialDay
from narcdesk.patients import Patient, Sex, sought
from narcdesk.register import Register


def _words(text: str) -> list[str]:
    return text.split()


STEMS = _words(
    """
    Абрам Авде Агап Акул Алёш Ананье Андре Анто Арсе Афана Бабуш Балаш Баран Бары Белоус Берез Блино Бобр Богда
    Больш Борис Бур Вавил Василь Верещ Винокур Власо Волко Вороб Гаври Герас Голуб Гончар Горбу Гордее Гра Грибо
    Гусе Давыд Данил Дегтяр Дементь Демид Дени Дмитри Дорофе Дроздо Дья Евдоким Евсе Егор Елисе Ерем Ермол Ерофе
    Ершо Ефим Жар Ждан Жереб Жук Завьяло Заха Зим Зин Зыко Игнат Ильи Каза Калаш Кали Капуст Карп Касья Кириль Клим
    Князе Кова Кожевник Козл Комар Конова Коно Копыло Коро Косты Котель Кошеле Краснопер Крюк Кудряш Куле Курочк
    Лаври Лапш Леб Ле Логи Лукья Лыт Майор Макар Мали Мартын Масленник Матве Медведе Мель Меркул Миро Михайл Мишин
    Моисе Молчан Морозо Муравь Мяснико Нау Неча Ники Нови Носо Овсянник Одинцо Оре Осип Панкра Панфил Парам Пахом
    Пестов Пету Пичуг Плотник Погоре Поляк Порфирь Потап Приходь Прохор Пугач Рого Родио Рожко Румянце Рыба Савель
    Садовник Сам Сафро Свири Селез Семён Серг Сидо Силан Скворц Смир Соболе Соко Соловь Софро Спирид Старост Степа
    Суворо Сух Сысо Тара Терент Тимоф Тихо Толмач Третья Трофим Турген Тюле Ува Усти Фёдо Филат Фоми Фрол Харит
    Хохло Цвет Чеботар Черныш Чижо Шапошник Шара Шестак Шиши Щерба Юди Яков Ярос Яшин
    """
)
ENDS = ("ов", "ин", "ьев", "ников", "цев", "енков", "ихин", "ушкин", "аков", "овский")
MEN = _words(
    """
    Александр Алексей Анатолий Андрей Антон Артём Борис Вадим Валерий Василий Виктор Виталий Владимир Вячеслав
    Геннадий Георгий Григорий Денис Дмитрий Евгений Егор Иван Игорь Илья Кирилл Константин Максим Михаил Никита
    Николай Олег Павел Роман Семён Сергей Степан Фёдор Юрий Ярослав Лев
    """
)
WOMEN = _words(
    """
    Александра Алина Алла Анастасия Анна Валентина Валерия Вера Виктория Галина Дарья Евгения Екатерина Елена Жанна
    Зинаида Инна Ирина Карина Ксения Лариса Лидия Любовь Людмила Маргарита Марина Мария Надежда Наталья Нина Оксана
    Ольга Полина Раиса Светлана София Тамара Татьяна Ульяна Юлия
    """
)
FATHERS = _words(
    """
    Александров Алексеев Анатольев Андреев Антонов Борисов Вадимов Валерьев Васильев Викторов Витальев Владимиров
    Вячеславов Геннадьев Георгиев Григорьев Денисов Дмитриев Евгеньев Егоров Иванов Игорев Кириллов Константинов
    Максимов Михайлов Николаев Олегов Павлов Романов Семёнов Сергеев Степанов Фёдоров Юрьев
    """
)


@dataclass(frozen=True)
class Human:
    """One person as he is typed; births and numbers as the register keeps them."""

    surname: str
    given: str
    patronymic: str
    sex: str
    birth: str
    snils: str = ""
    policy: str = ""
    series: str = ""
    number: str = ""
    phone: str = ""


def somebody(dice: Random) -> Human:
    """A person by chance; one in five has told no numbers, one in fifty only the year of his birth."""
    sex = dice.choice("mf")
    surname = dice.choice(STEMS) + dice.choice(ENDS)
    woman = surname[:-2] + "ая" if surname.endswith("ий") else surname + "а"
    born = date(1945, 1, 1) + timedelta(days=dice.randrange(23000))
    human = Human(
        surname if sex == "m" else woman,
        dice.choice(MEN if sex == "m" else WOMEN),
        dice.choice(FATHERS) + ("ич" if sex == "m" else "на"),
        sex,
        born.isoformat() if dice.random() > 0.02 else str(born.year),
    )
    return human if dice.random() < 0.2 else numbered(human, dice)


def numbered(human: Human, dice: Random) -> Human:
    """With numbers of his own."""
    return replace(
        human,
        snils=f"{dice.randrange(10**11):011}",
        policy=f"{dice.randrange(10**16):016}",
        series=f"{dice.randrange(10**4):04}",
        number=f"{dice.randrange(10**6):06}",
        phone=f"+7900{dice.randrange(10**7):07}",
    )


def crowd(count: int, seed: int = 1) -> list[Human]:
    """So many people, the same each time."""
    dice = Random(seed)
    return [somebody(dice) for _ in range(count)]


# The same person typed again


LETTERS = "абвгдежзиклмнопрстуфхцчшщыэюя"
KEYS = dict(zip("йцукенгшщзфывапролдячсмить", "qwertyuiopasdfghjklzxcvbnm", strict=True))


def _e(human: Human, _dice: Random) -> Human:
    def turn(name: str) -> str:
        return name.replace("ё", "е") if "ё" in name else name.replace("е", "ё", 1)

    return replace(human, surname=turn(human.surname), given=turn(human.given), patronymic=turn(human.patronymic))


def _letter(human: Human, dice: Random) -> Human:
    part = dice.choice(("surname", "surname", "given", "patronymic"))
    name = getattr(human, part)
    at = dice.randrange(1, len(name))
    way = dice.randrange(3)
    middle = ("", dice.choice(LETTERS), name[at] + dice.choice(LETTERS))[way]
    return replace(human, **{part: name[:at] + middle + name[at + 1 :]})


def _swapped_letters(human: Human, dice: Random) -> Human:
    part = dice.choice(("surname", "surname", "given", "patronymic"))
    name = getattr(human, part)
    places = [at for at in range(1, len(name) - 1) if name[at] != name[at + 1]]
    at = dice.choice(places)
    return replace(human, **{part: name[:at] + name[at + 1] + name[at] + name[at + 2 :]})


def _day_and_month(human: Human, _dice: Random) -> Human:
    year, month, day = human.birth.split("-")
    return replace(human, birth=f"{year}-{day}-{month}")


def _new_surname(human: Human, dice: Random) -> Human:
    other = dice.choice(STEMS) + "ова"
    return replace(human, surname=other if human.sex == "f" else other[:-1])


def _no_patronymic(human: Human, _dice: Random) -> Human:
    return replace(human, patronymic="")


def _layout(human: Human, _dice: Random) -> Human:
    def typed(name: str) -> str:
        return "".join(KEYS[letter] for letter in name.lower() if letter in KEYS).capitalize()

    return replace(human, surname=typed(human.surname), given=typed(human.given), patronymic=typed(human.patronymic))


def _fields(human: Human, dice: Random) -> Human:
    if dice.random() < 0.5:
        return replace(human, surname=human.given, given=human.surname)
    return replace(human, surname=human.given, given=human.patronymic, patronymic=human.surname)


def _year(human: Human, dice: Random) -> Human:
    year = human.birth[:4]
    wrong = year[:3] + str((int(year[3]) + dice.randrange(1, 10)) % 10) if dice.random() < 0.6 else ""
    wrong = wrong or year[:2] + str((int(year[2]) + dice.randrange(1, 4)) % 10) + year[3]
    return replace(human, birth=wrong + human.birth[4:])


def _document(human: Human, dice: Random) -> Human:
    return replace(human, series=f"{dice.randrange(10**4):04}", number=f"{dice.randrange(10**6):06}")


WAYS: dict[str, Callable[[Human, Random], Human]] = {
    "ё/е": _e,
    "одна буква": _letter,
    "две буквы местами": _swapped_letters,
    "день и месяц местами": _day_and_month,
    "другая фамилия": _new_surname,
    "без отчества": _no_patronymic,
    "не та раскладка": _layout,
    "графы местами": _fields,
    "ошибка в годе": _year,
    "другой документ": _document,
}


def _fits(way: str, human: Human) -> bool:
    """Whether a person can be typed wrong in this way at all."""
    if len(human.birth) != 10:
        return False
    names = human.surname + human.given + human.patronymic
    if way == "день и месяц местами":
        return int(human.birth[8:]) <= 12 and human.birth[5:7] != human.birth[8:]
    if way == "не та раскладка":  # a form takes no «,» for a «б»
        return not set(names.lower()) - set(KEYS)
    if way == "ошибка в годе":
        return human.birth[5:] != "02-29"
    return "е" in names.lower() or "ё" in names.lower() if way == "ё/е" else True


def planted(people: list[Human], count: int, seed: int = 2) -> Iterator[tuple[str, int, Human]]:
    """The way, the number of the person in the crowd, and how he was typed again: without the numbers of his papers."""
    dice = Random(seed)
    for at in range(count):
        way = list(WAYS)[at % len(WAYS)]
        while True:
            number = dice.randrange(len(people))
            if _fits(way, people[number]):
                break
        bare = replace(people[number], snils="", policy="", series="", number="", phone="")
        yield way, number, WAYS[way](bare, dice)


# Strangers who have much in common


def strangers(count: int, seed: int = 3) -> Iterator[tuple[Human, Human]]:
    """Pairs of two people: kin, twins, namesakes, born on one day, or nothing in common."""
    dice = Random(seed)
    for at in range(count):
        one, other = somebody(dice), somebody(dice)
        match at % 6:
            case 0:  # brother and brother, sister and sister
                given = dice.choice([name for name in (MEN if one.sex == "m" else WOMEN) if name != one.given])
                other = replace(
                    other, surname=one.surname, given=given, patronymic=one.patronymic, sex=one.sex, phone=one.phone
                )
            case 1:  # twins
                sex = "f" if one.sex == "m" else "m"
                surname = one.surname + "а" if sex == "f" else one.surname.removesuffix("а")
                other = replace(other, surname=surname, sex=sex, birth=one.birth, phone=one.phone)
            case 2:  # one surname and given name
                other = replace(other, surname=one.surname, given=one.given, sex=one.sex)
            case 3:  # one name altogether
                other = replace(other, surname=one.surname, given=one.given, patronymic=one.patronymic, sex=one.sex)
            case 4:  # one day of birth, one given name
                other = replace(other, birth=one.birth, given=one.given, sex=one.sex)
        yield one, other


# Into a register


def fill(register: Register, people: list[Human]) -> None:
    """Put cards into a register past its journal: what is measured is finding them."""
    table = Base.metadata.tables[Patient.__tablename__]
    rows = []
    for number, human in enumerate(people, start=1):
        card = Patient(
            card_number=number,
            opened_on=date(2026, 1, 12),
            surname=human.surname,
            given=human.given,
            patronymic=human.patronymic,
            sex=Sex(human.sex),
            birth=PartialDay.from_iso(human.birth),
            snils=human.snils,
            policy_number=human.policy,
            document_series=human.series,
            document_number=human.number,
            phone=human.phone,
            settlement="п. Учебный",
            came_from="self",
            came_on=date(2026, 1, 12),
            legal_ground="voluntary",
        )
        card.fold()
        rows.append({column.key: getattr(card, column.key) for column in table.columns if column.key != "id"})
    with register.unlocked.writing.begin() as connection:
        connection.execute(sa.insert(table), rows)
        sought.fill(connection)
