"""How long a region's list of 20,000 providers takes, and a keystroke of choosing in a registry of 5,000.

    .venv/bin/python -m benchmarks.provider_list [--rows 20000] [--known 5000]

The book is written by XlsxWriter as a ministry would send it: heading, telephones in one cell, terms and dates in many
shapes, 3 % of the rows with something that cannot be read. 10 s is the target from the file to the last row written.
A keystroke (filter, verdicts, order, first page and count) is asked of SQLCipher and of the same file without a key,
through the same statements, in interleaved rounds: within 1.5x and 100 ms.
"""

import argparse
import gc
import random
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from benchmarks.patient_list import collecting_as_the_program, timed
from benchmarks.register_speed import CEILING_MS, RATIO, ROUNDS, measure, without_key
from narcdesk import provider_choice, providers, taking_back, vault
from narcdesk.office import Office
from narcdesk.patients import Sex
from narcdesk.provider_choice import Case, Order, Search, Wish
from narcdesk.register import Register
from narcdesk.registry import applying, columns
from narcdesk.staff import Person, Role
from narcdesk.training import numbers

TARGET = 10.0  # seconds
TITLES = (
    *("№", "Наименование", "ИНН", "ОГРН", "Адрес оказания услуг", "Руководитель", "Телефон", "Мест (М/Ж)", "Формы"),
    *("Срок программы", "Включена с", "По"),
)
TERMS = ("180 дней", "6 мес.", "до 6 месяцев", "90 дн.", "1 год", "12 мес.")
FORMS = ("стационарная", "полустационарная; патронат", "амбулаторная", "стационарная, патронат")
WORDS = ("Берег", "Причал", "Рябина", "Исток", "Опора", "Брод", "Лад", "Маяк", "Родник", "Шаг", "Дорога", "Мост")
TOWNS = ("г. Заречный", "с. Верхнее", "р. п. Луговой", "х. Дальний", "г. Озёрск")


def book(path: Path, rows: int) -> None:
    """An invented list: every 33rd row holds a cell that cannot be read."""
    dice = random.Random(4)
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("Реестр")
        sheet.merge_range(0, 0, 0, len(TITLES) - 1, "Реестр организаций, по состоянию на 01.03.2026")
        sheet.write_row(1, 0, TITLES)
        for number in range(1, rows + 1):
            men, women = dice.randrange(30), dice.randrange(12)
            since = date(2024, 1, 1) + timedelta(days=dice.randrange(700))
            sheet.write_row(
                number + 1,
                0,
                (
                    number,
                    f"АНО «{dice.choice(WORDS)} {dice.choice(WORDS)} {number}»",
                    numbers.inn(number),
                    numbers.ogrn(number),
                    f"40{dice.randrange(10_000):04}, {dice.choice(TOWNS)}, ул. Лесная, д. {dice.randrange(200)}",
                    f"Орлов {dice.choice('АБВГД')}. {dice.choice('АБВГД')}.",
                    f"+7 (000) {dice.randrange(1000):03}-00-01, 8(00000){dice.randrange(10)}-00-02, доб. 1",
                    f"{men + women} ({men}/{women})",
                    dice.choice(FORMS),
                    dice.choice(TERMS) if number % 33 else "от 3 до 6 месяцев",
                    f"с {since:%d.%m.%Y} г.",
                    dice.choice(("бессрочно", "31.12.2027")),
                ),
            )


def _register(folder: Path) -> Register:
    office = Office(name="Кабинет", short_name="Кабинет", address="Заречье", region_code="34")
    head = Person(login="zimin", surname="Зимин", given="Алексей", role=Role.HEAD.value, added_on=date(2020, 1, 1))
    return Register.create(folder, office, head, "берёза у реки", kdf=vault.QUICK)


def take(folder: Path, rows: int) -> bool:
    """A list of so many, taken in, taken again and taken back; whether the target was met."""
    path = folder / "Реестр.xlsx"
    book(path, rows)
    register = _register(folder / "register")
    file, reading = timed("reading the file", lambda: columns.open_list(path))
    grid = applying.likeliest(file)
    mapping = columns.propose(grid)
    proposal, comparing = timed("the difference", lambda: applying.proposal_of(register, file, grid, mapping))
    _, writing = timed("writing it down", lambda: applying.apply(register, proposal))
    step = register.last
    lost = len(proposal.errors)
    kept = provider_choice.count(register, Search(Case(on=date(2026, 3, 16), included_only=False)))
    again, _ = timed("the difference of the same file", lambda: applying.proposal_of(register, file, grid, mapping))
    nothing, _ = timed("writing the same file again", lambda: applying.apply(register, again))
    assert step is not None
    timed("taking it all back", lambda: taking_back.take_back(register, step))
    left = len(providers.find(register, open_only=False))
    register.close()
    total = reading + comparing + writing
    print(f"  rows {len(proposal.rows)}, kept {kept}, cells not read {lost}, left after the undo {left}")
    print(f"{'from the file to the last row':<44}{total:8.2f} s, target {TARGET:.0f} s")
    return total <= TARGET and kept == rows and nothing is None and left == 0 and lost == rows // 33


def keystrokes() -> dict[str, Callable[[random.Random], Search]]:
    """What is looked for, by kind."""
    day = date(2026, 3, 16)
    man = Case(on=day, sex=Sex.MALE, age=34, substances=frozenset({"drugs"}), by_court=True, days=180)

    def letters(dice: random.Random) -> Search:
        return Search(Case(on=day, name=dice.choice(WORDS)[: dice.randrange(1, 5)]))

    def place(dice: random.Random) -> Search:
        return Search(Case(on=day, sex=Sex.FEMALE, place=dice.choice(TOWNS)[3:7], form="патронат"))

    def whole(dice: random.Random) -> Search:
        named = Case(**{**man.__dict__, "name": dice.choice(WORDS)[:3], "near": dice.choice(TOWNS)[3:7]})
        return Search(named, (Wish.FREE, Wish.SECULAR, Wish.NEAR), Order.LOT, with_unfit=True)

    return {
        "letters of a name": letters,
        "sex, address, form": place,
        "a whole case, three wishes, the lot": whole,
        "the same, in the other layout": lambda dice: Search(Case(on=day, name=dice.choice(("hz,", "bcnj", "jgj")))),
        "nobody at all": lambda dice: Search(Case(on=day, name="ъьъ" + dice.choice("абв"))),
    }


def choose(folder: Path, known: int) -> bool:
    """Keystrokes in a registry of so many; whether they keep the bounds."""
    path = folder / "Реестр.xlsx"
    book(path, known)
    keyed = _register(folder / "keyed")
    applying.apply(keyed, applying.propose(keyed, path))
    plain = without_key(folder, keyed)
    gc.collect()
    gc.freeze()  # as the program does when its windows begin (ui/garbage.py); `measure` collects between two answers
    gc.disable()
    good = True
    print(f"{known} organisations, {ROUNDS} rounds, median ms")
    print(f"{'':40}{'encrypted':>10}{'plain':>10}{'ratio':>8}{'slowest':>10}{'processor':>11}")
    for title, typed in keystrokes().items():

        def press(register: Register, dice: random.Random, typed: Callable[[random.Random], Search] = typed) -> None:
            search = typed(dice)
            provider_choice.count(register, search)
            provider_choice.page(register, search, 0, 200)

        ours, base, slowest, worked = measure(keyed, plain, press)
        print(f"{title:40}{ours:10.2f}{base:10.2f}{ours / base:8.2f}{slowest:10.1f}{worked:11.2f}")
        good = good and ours / base <= RATIO and slowest <= CEILING_MS
    keyed.close()
    plain._opened.engine.dispose()
    return good


def main() -> int:
    """Print the figures; the exit status says whether all of them keep their bounds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--known", type=int, default=5_000)
    given = parser.parse_args()
    with collecting_as_the_program(), tempfile.TemporaryDirectory(prefix="narcdesk-providers-") as first:
        good = take(Path(first), given.rows)
    with tempfile.TemporaryDirectory(prefix="narcdesk-providers-") as second:
        good = choose(Path(second), given.known) and good
    print("within the bounds" if good else "OUT OF BOUNDS")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
