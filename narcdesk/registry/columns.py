"""The columns of a provider list, and the reading of its file: what is shared, with the words of such lists."""

from collections.abc import Mapping as AbstractMapping
from pathlib import Path

from narcdesk.registry.titles import WORDS
from narcdesk.spreadsheets import columns, files
from narcdesk.spreadsheets.columns import Mapping
from narcdesk.spreadsheets.files import ListFile
from narcdesk.spreadsheets.grid import Grid

__all__ = ["Mapping", "open_list", "pasted", "propose"]


def propose(
    grid: Grid, *, header_row: int | None = None, remembered: AbstractMapping[str, str] | None = None
) -> Mapping:
    """The likeliest header of a provider list and its columns; raises BadList when the named row is empty."""
    return columns.propose(grid, WORDS, header_row=header_row, remembered=remembered)


def open_list(path: Path) -> ListFile:
    """Read a provider list from a file; raises BadList."""
    return files.open_list(path, WORDS.is_title)


def pasted(text: str, html: str = "") -> ListFile:
    """The same for a table copied from Word or from a page; raises BadList."""
    return files.pasted(text, WORDS.is_title, html)
