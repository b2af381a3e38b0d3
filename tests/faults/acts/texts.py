"""The office's own texts of its papers."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from narcdesk.forms import all_templates, editing
from narcdesk.register import Register

if TYPE_CHECKING:
    from tests.faults.desk import Desk

_ANSWER, _TALKS = "otvet_na_zapros", "zhurnal_besed"


def _own(code: str) -> str:
    return all_templates()[code].text.replace('version: "1"', 'version: "1-к"')


def make_ready(register: Register, _ids: dict[str, int]) -> None:
    """One text of the office, to be put back."""
    editing.keep(register, _TALKS, _own(_TALKS))


ACTS: dict[str, Callable[["Desk"], object]] = {
    "forms.keep": lambda d: editing.keep(d.register, _ANSWER, _own(_ANSWER)),
    "forms.put_back": lambda d: editing.put_back(d.register, _TALKS),
}
