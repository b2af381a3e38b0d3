"""The set of an application as it would be printed now, beside the form while it is filled."""

from dataclasses import dataclass

from narcdesk.applications import Sketch
from narcdesk.errors import UserError
from narcdesk.forms import papers
from narcdesk.register import Register
from ui.desk import Desk
from ui.latest import Latest
from ui.pdf_view import PdfView
from ui.pieces import Card, Text
from ui.profile_banner import some_of

MOST = 4  # blanks that are named


@dataclass(frozen=True)
class Drawn:
    """A set as PDF, what it says only in part, and what it leaves to be written by hand."""

    pdf: bytes
    doubts: list[str]
    blanks: list[str]


class SetPreview(Card):
    """Drawn anew a moment after the last letter, apart from the window, so that typing never stutters."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.view = PdfView("Комплект")
        self.said = Text("Рисуем листы…", "caption", "muted", wrap=True)
        super().__init__("", self.view, self.said)
        self.body.setStretchFactor(self.view, 1)
        self.latest: Latest[Drawn | None] = Latest(self)
        self.latest.done.connect(self._show)
        self.latest.refused.connect(self._refuse)

    def show_sketch(self, shown: Sketch, *, at_once: bool = False) -> None:
        """Draw this, unless something else is asked for meanwhile."""
        register = self._desk.register
        self.latest.ask(lambda: _drawn(register, shown), at_once=at_once)

    def _show(self, drawn: Drawn | None) -> None:
        if drawn is None:
            return
        self.view.show_pdf(drawn.pdf)
        said = (("Проверьте перед печатью", drawn.doubts), ("На бумаге останется пустым", drawn.blanks))
        self._say(" ".join(f"{heading}: {_listed(found)}." for heading, found in said if found), "muted")

    def _refuse(self, error: UserError) -> None:
        self._say(f"{error.what} {error.do}".strip(), "warn")

    def _say(self, text: str, tone: str) -> None:
        self.said.setText(text)
        self.said.set_tone(tone)
        self.said.setVisible(bool(text))


def _listed(found: list[str]) -> str:
    return some_of([about if about[:2].isupper() else about[:1].lower() + about[1:] for about in found], MOST)


def _drawn(register: Register, shown: Sketch) -> Drawn | None:
    """None where the register was locked meanwhile: whoever unlocks it asks anew."""
    try:
        return Drawn(papers.preview(register, shown), papers.doubts(register, shown), papers.blanks(register, shown))
    except RuntimeError:
        if register.is_open:
            raise
        return None
