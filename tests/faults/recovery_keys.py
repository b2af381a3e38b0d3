"""R15. The words of any key open its own register and no other, however they are typed; a wrong word is named."""

import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from shutil import rmtree

from narcdesk import vault
from narcdesk.names import other_layout
from narcdesk.vault import words as recovery
from tests.faults.outcome import Outcome
from tests.vault_samples import LOGIN, PASSWORD, ROWS, closed_register, count

Typed = Callable[[Sequence[str]], str]

WAYS: dict[str, Typed] = {
    "as printed": lambda words: " ".join(words),
    "numbered, a word a line": lambda words: "\n".join(f"{n}. {word}" for n, word in enumerate(words, 1)),
    "capitals": lambda words: " ".join(words).upper(),
    "commas and spaces": lambda words: "  " + " ,\t ".join(word.capitalize() for word in words) + " .\r\n",
    "ё for е": lambda words: " ".join(words).replace("е", "ё"),
    "й in two parts": lambda words: unicodedata.normalize("NFD", " ".join(words)),
    "the other layout": lambda words: other_layout(" ".join(words)),
    "the other layout, capitals": lambda words: other_layout(" ".join(words).upper()),
    "half in the other layout": lambda words: " ".join(
        other_layout(word) if number % 2 else word for number, word in enumerate(words)
    ),
    "soft spaces": lambda words: "\u00a0".join(words) + "\u200b",
}


def run(count_of_keys: int, dice: Random, folder: Path) -> Outcome:
    """So many registers, each opened by its words in one way of typing, then tried with three kinds of mistakes."""
    found, ways, others = Outcome(), list(WAYS), ["автор"] * recovery.COUNT
    for number in range(count_of_keys):
        place = folder / "Реестр без ключей"
        closed_register(place)
        with vault.unlock(place, LOGIN, PASSWORD) as opened:
            words = vault.words_of(opened)
        if number % 2:
            (place / "keys.json").unlink()
        way = ways[number % len(ways)]
        wrong = [
            *_opens(place, WAYS[way](words), f"typed as «{way}»"),
            *_names(place, *_one_wrong(words, dice), "one wrong word"),
            *_names(place, *_swapped(words, dice), "two words swapped"),
            *_names(place, *_unknown(words, dice), "a word that is in no list"),
            *_refuses(place, " ".join(others), "words of another register"),
        ]
        others = words
        found.tried += 1
        found.counted[way] += 1
        found.wrong += [f"key {number}: {one}" for one in wrong]
        rmtree(place)
    return found


def _opens(place: Path, typed: str, case: str) -> list[str]:
    try:
        with vault.unlock_with_words(place, typed) as opened:
            return [] if count(opened) == ROWS else [f"{case}: opened, but the rows are not there"]
    except vault.WrongWords as error:
        return [f"{case}: {error}"]


def _names(place: Path, words: Sequence[str], numbers: tuple[int, ...], case: str) -> list[str]:
    try:
        vault.unlock_with_words(place, " ".join(words)).close()
    except vault.WrongWords as error:
        return [] if error.numbers == numbers else [f"{case}: {numbers} were wrong, {error.numbers} named"]
    return [f"{case}: opened"]


def _refuses(place: Path, typed: str, case: str) -> list[str]:
    try:
        vault.unlock_with_words(place, typed).close()
    except vault.WrongWords as error:
        return [] if not error.numbers else [f"{case}: words {error.numbers} named"]
    return [f"{case}: opened"]


def _one_wrong(words: Sequence[str], dice: Random) -> tuple[list[str], tuple[int, ...]]:
    at, typed = dice.randrange(len(words)), list(words)
    typed[at] = dice.choice([word for word in recovery.wordlist() if word != words[at]])
    return typed, (at + 1,)


def _swapped(words: Sequence[str], dice: Random) -> tuple[list[str], tuple[int, ...]]:
    while True:
        one, other = sorted(dice.sample(range(len(words)), 2))
        if words[one] != words[other]:
            break
    typed = list(words)
    typed[one], typed[other] = words[other], words[one]
    return typed, (one + 1, other + 1)


def _unknown(words: Sequence[str], dice: Random) -> tuple[list[str], tuple[int, ...]]:
    at, typed = dice.randrange(len(words)), list(words)
    typed[at] = "зоркость"
    return typed, (at + 1,)
