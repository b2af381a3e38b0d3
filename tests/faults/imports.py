"""R17. A list of the region is one step back: applied and taken back, it leaves the register as it was."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

from narcdesk import providers, schema, taking_back
from narcdesk.register import Register
from narcdesk.registry import applying
from tests import factories
from tests.canonical import canonical
from tests.factories import Clock
from tests.faults.outcome import Outcome

_TITLES = ("Наименование", "ИНН", "Телефон", "Мест всего", "Формы", "Включена по")
_WORDS = ("Причал", "Шаг", "Брод", "Берег", "Исток")
_KINDS = ("АНО", "Фонд", "ООО", "ИП Петров,")
_FORMS = ("стационарная", "полустационарная", "стационарная; патронат", "")


def run(count: int, dice: Random, folder: Path) -> Outcome:
    """So many lists drawn by lot against one register that grows: each is applied, taken back, looked at."""
    found, clock = Outcome(), Clock()
    register = factories.register(folder / f"Реестр списков {dice.getrandbits(32)}", clock)
    try:
        for number in range(count):
            clock.moment += timedelta(days=dice.choice((0, 0, 1, 30)))
            path = _written(folder, dice)
            before = canonical(register)
            proposal = applying.propose(register, path)
            closes = dice.random() < 0.7
            applied = applying.apply(register, proposal, title="Список области", close_gone=closes)
            if applied is None:
                found.counted["nothing to do"] += 1
                continue
            found.tried += 1
            found.wrong += [f"list {number}: {wrong}" for wrong in _taken_back(register, before)]
            if dice.random() < 0.5:  # the next one meets other organisations
                applying.apply(register, applying.propose(register, path), title="Список области", close_gone=closes)
                found.counted["left applied"] += 1
            if dice.random() < 0.3:
                _call(register, dice)
        found.wrong += schema.check(register)
    finally:
        register.close()
    return found


def _taken_back(register: Register, before: str) -> Iterator[str]:
    step = register.last
    if step is None or not taking_back.may(register, step):
        yield "cannot be taken back"
        return
    if canonical(register) == before:
        yield "changed nothing"
    taking_back.take_back(register, step)
    if canonical(register) != before:
        yield "taken back, and the register differs"


def _call(register: Register, dice: Random) -> None:
    if known := providers.find(register):
        providers.note_call(register, dice.choice(known).id, {"free_men": str(dice.randrange(9))}, "Рябинина")


def _written(folder: Path, dice: Random) -> Path:
    path = folder / "Список области.csv"
    rows = [
        (
            f"{kind} «{word}»",
            "",
            dice.choice(("", f"8 (900) 000-00-{dice.randrange(100):02}")),
            dice.choice(("", str(dice.randrange(1, 90)))),
            dice.choice(_FORMS),
            dice.choice(("", "бессрочно", "31.12.2027")),
        )
        for word in dice.sample(_WORDS, dice.randrange(1, 5))
        for kind in dice.sample(_KINDS, dice.randrange(1, 3))
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([_TITLES, *rows])
    return path
