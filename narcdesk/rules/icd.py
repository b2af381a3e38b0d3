"""ICD-10, F10–F19, as the Russian statistics forms write it: substances, states, fifth signs, stages, letters."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from narcdesk import datafiles
from narcdesk.places import RESOURCES


@dataclass(frozen=True)
class Icd:
    """The signs of a code with their titles; each mapping goes from the sign to its Russian title."""

    substances: Mapping[str, str]
    states: Mapping[str, str]
    current: Mapping[str, str]
    stages: Mapping[str, str]
    _letters: Mapping[str, tuple[str, ...]]
    _fifth: Mapping[str, Mapping[str, str]]
    _not_observed: frozenset[str]

    def letters(self, substance: str) -> tuple[str, ...]:
        """The letters that a code of the substance may end with, the usual one first; alcohol has none."""
        return self._letters.get(substance, ())

    def only_letter(self, substance: str) -> str | None:
        """The letter that needs no question: opioids are always Н."""
        letters = self.letters(substance)
        return letters[0] if len(letters) == 1 else None

    def fifth(self, state: str) -> Mapping[str, str]:
        """The fifth signs of a clinical state; empty where the classification has none."""
        return self._fifth.get(state, {})

    def is_observed(self, substance: str) -> bool:
        """Whether the observation orders speak of the substance; they leave tobacco out."""
        return substance in self.substances and substance not in self._not_observed


@cache
def icd() -> Icd:
    """The classification from its file; raises DataFault."""
    top = datafiles.read(RESOURCES / "rules" / "icd10.yaml")
    top.text("source")
    substances: dict[str, str] = {}
    letters: dict[str, tuple[str, ...]] = {}
    not_observed = set()
    for block in top.blocks("substances"):
        code = block.text("code")
        substances[code], letters[code] = block.text("title"), block.choices("letters", ("Н", "Т"))
        if not block.flag("observed", default=True):
            not_observed.add(code)
    states: dict[str, str] = {}
    fifth: dict[str, Mapping[str, str]] = {}
    for block in top.blocks("states"):
        code = block.text("code")
        states[code] = block.text("title")
        fifth[code] = dict(block.pairs("fifth"))
    stages = {}
    for block in top.blocks("stages"):
        stages[block.text("code")] = block.text("title")
        block.flag("confirmed")
    top.finish()
    # The current state of a dependence syndrome is the fifth sign that the office asks for most.
    return Icd(substances, states, fifth["2"], stages, letters, fifth, frozenset(not_observed))
