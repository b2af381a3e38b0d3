"""The form of a paper: one YAML file of `resources/forms`, or the office's own edition of it kept in the register.

The text itself is the form: its fingerprint (`edition`) is kept with each document, and the document is drawn again
from that very text. Being in the folder is being registered.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from narcdesk.acts import Act, lies_within, read_act
from narcdesk.consents import Told
from narcdesk.datafiles import Block as HeadBlock
from narcdesk.datafiles import DataFault
from narcdesk.forms.contents import Contents, Gap, bind, empty, sample
from narcdesk.forms.filling import check, fill_all
from narcdesk.forms.reading import TemplateFault, read_blocks
from narcdesk.forms.scopes import all_scopes, group_of
from narcdesk.forms.shapes import Field, Group
from narcdesk.forms.vocabulary import Block, Table, Text, Together
from narcdesk.places import RESOURCES

__all__ = ["FOLDER", "Filled", "Template", "TemplateFault", "all_templates"]

FOLDER = RESOURCES / "forms"
TOLD = tuple(told.value for told in Told)

SHEET_MM = 210
RIGHT_MM = 10
LEFT_MM = 20
LEFT_OVER_TEN_YEARS_MM = 30  # ГОСТ Р 7.0.97-2016: papers kept for more than ten years


@dataclass(frozen=True)
class Filled:
    """A form with ready text in it, and the required fields that were left as ruled blanks."""

    blocks: tuple[Block, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class Template:
    """A form that has been checked: what it is called, whose fields it names, and what it looks like."""

    code: str
    title: str
    scope: str
    version: str
    edition: str  # SHA-256 of the text, hex
    valid_from: date | None
    valid_to: date | None
    acts: tuple[Act, ...]
    left_mm: int
    compact: bool  # smaller letters and gaps, so that the paper stays on one sheet
    enclosed: bool  # the перечень names it: it goes to the authority with the заявка
    leaves: bool  # it goes to somebody else with a person's name on it: made through a letter alone
    tells: tuple[str, ...]  # codes of `consents.Told`: what of the medical secret it passes on
    place: str  # where it lies in the set of its case, the first on top
    text: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)

    @property
    def width_mm(self) -> int:
        """The width of the text on the sheet."""
        return SHEET_MM - self.left_mm - RIGHT_MM

    @property
    def about_nobody(self) -> bool:
        """Whether it tells of no person, so that the foot says nothing of the medical secret."""
        return all_scopes()[self.scope].about_nobody

    def is_in_force_on(self, day: date) -> bool:
        """Whether the form is the one to print on `day`; an unknown bound is open."""
        return lies_within(day, self.valid_from, self.valid_to)

    def fill(self, contents: Contents) -> Filled:
        """The form with the contents in it. Raises TemplateFault when the form names what the contents lack."""
        gaps: dict[Gap, None] = {}
        values = bind(self.scope, contents, gaps.setdefault)
        values["acts"] = {act.code: f"{act.shown} «{act.title}»" for act in self.acts}
        return Filled(fill_all(self.blocks, values), tuple(gaps))

    @classmethod
    def parse(cls, text: str) -> "Template":
        """Read and check the text of a form. Raises TemplateFault, which names the line and the field."""
        text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        head, blocks = read_blocks(text)
        try:
            template = cls._from_head(head, text, blocks)
        except DataFault as fault:
            raise TemplateFault(fault.what.rstrip(".")) from fault
        template._check()
        return template

    @classmethod
    def _from_head(cls, head: dict[str, Any], text: str, blocks: tuple[Block, ...]) -> "Template":
        block = HeadBlock(head, "форма")
        template = cls(
            code=block.text("code"),
            title=block.text("title"),
            scope=block.choice("scope", tuple(all_scopes())),
            version=block.text("version"),
            edition=hashlib.sha256(text.encode("utf-8")).hexdigest(),
            valid_from=block.day_or_none("valid_from"),
            valid_to=block.day_or_none("valid_to"),
            acts=tuple(read_act(act) for act in block.blocks("acts")),
            compact=block.flag("compact", default=False),
            enclosed=block.flag("enclosed", default=False),
            leaves=block.flag("leaves", default=False),
            tells=block.choices("tells", TOLD),
            place=block.text("place"),
            left_mm=LEFT_OVER_TEN_YEARS_MM if block.flag("kept_over_ten_years") else LEFT_MM,
            text=text,
            blocks=blocks,
        )
        block.finish()
        return template

    def _check(self) -> None:
        """A faulty form is refused before it is kept: names, constructs, markup, widths, and a trial of both ends."""
        scope = group_of(self.scope)
        acts = Group(
            "acts", "Акты, на которые опирается форма", tuple(Field(a.code, a.title, a.shown) for a in self.acts)
        )
        check(self.blocks, Group(scope.name, scope.about, (*scope.parts, acts)))
        self._check_tables(self.blocks)
        for contents in (sample(self.scope), empty(self.scope)):
            self.fill(contents)

    def _check_tables(self, blocks: tuple[Block, ...]) -> None:
        for block in blocks:
            if isinstance(block, Together):
                self._check_tables(block.blocks)
            elif isinstance(block, Table):
                self._check_table(block)

    def _check_table(self, table: Table) -> None:
        if not table.columns:
            raise TemplateFault("в таблице нет ни одной колонки")
        line = table.columns[0].title.line
        taken = sum(column.width for column in table.columns)
        free = sum(1 for column in table.columns if not column.width)
        if taken + 15 * free > self.width_mm:
            raise TemplateFault(f"колонки шире листа: {taken:g} мм из {self.width_mm} мм", line)
        for row in table.rows:
            if len(row.cells) != len(table.columns):
                raise TemplateFault(
                    f"в строке таблицы {len(row.cells)} значений, а колонок {len(table.columns)}",
                    next((cell.line for cell in row.cells if isinstance(cell, Text)), line),
                )


def read_template(path: Path) -> Template:
    """The form of one file. Raises TemplateFault."""
    try:
        return Template.parse(path.read_text(encoding="utf-8"))
    except TemplateFault as fault:
        raise TemplateFault(f"файл «{path.name}», {fault.what.partition(': ')[2].rstrip('.')}", 0) from fault
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateFault(f"файл «{path.name}» не прочитан") from error


class Shipped(Mapping[str, Template]):
    """The forms that came with the program, by code: each is read when it is first asked for, and then kept.

    All of them together take a second to read, and whoever opens one paper waits for that one alone.
    """

    def __init__(self, folder: Path) -> None:
        self._files = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
        self._read: dict[str, Template] = {}

    def __getitem__(self, code: str) -> Template:
        if code not in self._read:
            self._read[code] = read_template(self._files[code])
        return self._read[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def of_scope(self, scope: str) -> list[Template]:
        """The forms about one kind of record; the others are not read for it."""
        line = re.compile(rf"^scope: *{scope}\s*$", re.MULTILINE)
        found = (code for code, path in self._files.items() if line.search(path.read_text(encoding="utf-8")))
        return [self[code] for code in found]


@cache
def all_templates() -> Shipped:
    """The forms that came with the program, by code."""
    return Shipped(FOLDER)
