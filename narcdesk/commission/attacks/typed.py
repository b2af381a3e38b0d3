"""Whether a patient stands in what the office itself typed: its name, the act of a plan, a settlement of the census.

Such a text stands in the batch whoever is counted, so of it nothing is excused as words of the form. A settlement
alone, or a surname alone, is no trace: a name is the surname beside the given name, in whatever case.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from narcdesk.commission.attacks import identities
from narcdesk.commission.attacks.traces import Traces
from narcdesk.names import search_key
from narcdesk.office import requisites
from narcdesk.register import Register

_SLICE = 500  # patients between two words of progress
_NUMBERS = ("snils", "policy_number", "phone", "email")
_DOCUMENT = ("document_series", "document_number")
_ADDRESSES = ("registration_address", "actual_address")
_SHORTEST_STEM, _ENDING = 3, 2  # letters of a word that stay in every case, and those that do not
_DIGIT = re.compile(r"\d")

Words = Sequence[str]


def of_patients(
    register: Register, fields: Mapping[str, Sequence[str]], step: Callable[[], object] = lambda: None
) -> list[str]:
    """The fields, of those that were typed, in which a patient's name, number or address stands; never the text.

    `step` is called now and then, and what it raises ends the search.
    """
    register.person.must("commission.preview")
    known = {title: _Field(texts) for title, texts in fields.items() if any(texts)}
    with register.read() as session:
        own = requisites(session).address  # somebody without a home may be registered at the hospital
    found: set[str] = set()
    columns = (*identities.NAME, *_NUMBERS, *_DOCUMENT, *_ADDRESSES, "settlement")
    for number, row in enumerate(identities.of_cards(register, columns)):
        if number % _SLICE == 0:
            step()
        patient = dict(zip(columns, row, strict=True))
        names = list(_names(patient))
        marks = [text for text in _marks(patient) if text not in own]
        found |= {title for title, field in known.items() if field.tells_of(names, marks)}
    return [title for title in fields if title in found]


class _Field:
    """The texts of one field: their words, and all that can be read in them in any writing."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._traces = Traces("\n".join(texts).encode("utf-8"))
        self._lines = [search_key(text).split() for text in texts]
        self._stems = {word[:_SHORTEST_STEM] for line in self._lines for word in line}

    def tells_of(self, names: Sequence[Words], marks: Sequence[str]) -> bool:
        """Whether one of these names, or of these numbers and addresses, stands here."""
        return any(map(self._names, names)) or any(map(self._traces.has, [*marks, *map(" ".join, names)]))

    def _names(self, name: Words) -> bool:
        if any(word[:_SHORTEST_STEM] not in self._stems for word in name):
            return False
        return any(
            all(map(_is_form_of, line[at:], name)) for line in self._lines for at in range(len(line) - len(name) + 1)
        )


def _is_form_of(word: str, name: str) -> bool:
    stem = name[: max(_SHORTEST_STEM, len(name) - _ENDING)]
    return word.startswith(stem) and abs(len(word) - len(name)) <= _ENDING


def _names(patient: Mapping[str, str]) -> Iterator[Words]:
    surname, given, patronymic = (search_key(patient[part]).split() for part in identities.NAME)
    if surname and given:
        yield [*surname, *given]
        yield [*given, *surname]
        yield [*given, *patronymic, *surname]


def _marks(patient: Mapping[str, str]) -> Iterator[str]:
    yield from filter(None, (patient[number] for number in _NUMBERS))
    yield " ".join(patient[part] for part in _DOCUMENT)
    for column in _ADDRESSES:
        address = patient[column]
        if _DIGIT.search(address) and address != patient["settlement"]:  # else it is a settlement, of many people
            yield address
