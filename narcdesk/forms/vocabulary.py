"""The words a form file may use: each block of a paper, and what may be said about it.

One class is one block; its fields are the keys of the YAML file, its first field is what a bare value stands for:
`p: Текст` is `p: {text: Текст}`. `when` and `each` stand beside the word and belong to every block and every row.
A filled form is made of the same classes, with ready text in them: `drawing` knows how each looks.
"""

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right", "justify"]


class Text(str):
    """A text of the form with fields in double braces; `line` is its line in the file."""

    __slots__ = ("line",)
    line: int

    def __new__(cls, text: str = "", line: int = 0) -> "Text":
        """A text of the file, or, once filled, of the paper."""
        made = super().__new__(cls, text)
        made.line = line
        return made


class Condition(Text):
    """A question to the contents, such as `representative.present`; once filled, "yes" or empty."""


class ListName(Text):
    """The name of a list in the contents, such as `attachments`; once filled, empty."""


@dataclass(frozen=True, kw_only=True)
class Repeated:
    """What every block and row may have: printed only `when` the condition holds, and once for `each` row of a list."""

    when: Condition = Condition()
    each: ListName = ListName()


@dataclass(frozen=True)
class P(Repeated):
    """A paragraph; `indent`: first line 1.25 cm; `size` in points, 0 for that of the form."""

    text: Text
    align: Align = "justify"
    indent: bool = True
    size: float = 0


@dataclass(frozen=True)
class Lines(Repeated):
    """Short lines one under another; an empty one is left out."""

    lines: tuple[Text, ...]
    align: Align = "left"
    size: float = 0


@dataclass(frozen=True)
class Heading(Repeated):
    """The name of the paper, in the middle: the word in capitals, what about, the number and date."""

    text: Text
    about: Text = Text()
    number: Text = Text()


@dataclass(frozen=True)
class Section(Repeated):
    """A small heading inside the paper; never the last line of a page."""

    text: Text


@dataclass(frozen=True)
class Letterhead(Repeated):
    """The head of a letter: the organisation in the corner, the place for number and date, the addressee opposite."""

    organisation: tuple[Text, ...]
    contacts: tuple[Text, ...] = ()
    date: Text = Text()
    number: Text = Text()
    addressee: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Addressee(Repeated):
    """To whom and from whom, in the right upper corner; an empty line is left out."""

    lines: tuple[Text, ...]


@dataclass(frozen=True)
class FieldLine(Repeated):
    """One line «label — value»; an unknown value is a ruled line to write on."""

    label: Text
    value: Text = Text()


@dataclass(frozen=True)
class Fields(Repeated):
    """Lines «label — value»; `label_width` in millimetres."""

    rows: tuple[FieldLine, ...]
    label_width: float = 67


@dataclass(frozen=True)
class Column:
    """A column of a table: its `width` in millimetres, 0 for one that takes what is left."""

    title: Text
    width: float = 0
    align: Align = "left"


@dataclass(frozen=True)
class Row(Repeated):
    """A row of a table; with `each`, one for each row of that list."""

    cells: tuple[Text, ...]
    bold: bool = False


@dataclass(frozen=True)
class Table(Repeated):
    """A ruled table; its head is repeated on every page."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    size: float = 0


@dataclass(frozen=True)
class Check(Repeated):
    """A line with a box, ticked if `mark` holds; without `mark` it is ticked by hand."""

    text: Text
    mark: Condition = Condition()


@dataclass(frozen=True)
class Checks(Repeated):
    """A list of lines with boxes."""

    items: tuple[Check, ...]
    size: float = 0


@dataclass(frozen=True)
class Signature(Repeated):
    """Where somebody signs: the post or the date at the left, the line, the name; never alone on a page.

    `captions`: the small words under the lines; `stamp`: the place of the stamp.
    """

    post: Text = Text()
    name: Text = Text()
    date: bool = False
    captions: bool = True
    stamp: bool = False


@dataclass(frozen=True)
class Blank(Repeated):
    """Ruled lines to write on by hand; `label` stands before the first of them, `caption` small under the last."""

    lines: int = 1
    label: Text = Text()
    caption: Text = Text()


@dataclass(frozen=True)
class Rule(Repeated):
    """A line across the page; what is below is filled in by somebody else."""

    text: Text = Text()


@dataclass(frozen=True)
class Space(Repeated):
    """Empty height in millimetres."""

    height: float = 4


@dataclass(frozen=True)
class Together(Repeated):
    """Blocks that stay on one page."""

    blocks: "tuple[Block, ...]"


@dataclass(frozen=True)
class Pagebreak(Repeated):
    """What follows begins on a new page."""


Block = (
    P
    | Lines
    | Heading
    | Section
    | Letterhead
    | Addressee
    | Fields
    | Table
    | Checks
    | Signature
    | Blank
    | Rule
    | Space
    | Together
    | Pagebreak
)

WORDS: dict[str, type[Block]] = {
    "p": P,
    "lines": Lines,
    "heading": Heading,
    "section": Section,
    "letterhead": Letterhead,
    "addressee": Addressee,
    "fields": Fields,
    "table": Table,
    "checks": Checks,
    "signature": Signature,
    "blank": Blank,
    "rule": Rule,
    "space": Space,
    "together": Together,
    "pagebreak": Pagebreak,
}
"""The word in the file of each block."""
