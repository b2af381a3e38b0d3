"""A draft to be read without its form, and when it was kept, in words."""

from PySide6.QtWidgets import QDialog, QWidget

from narcdesk.dates import show
from narcdesk.drafts import Draft
from ui.desk import Desk
from ui.pieces import Button, Elided, Facts, column, held, row, rule, scrolled
from ui.windows import let_go

READING = (560, 420)  # px


def said_when(draft: Draft, desk: Desk) -> str:
    """«сегодня, 14:32» or «12.03.2026, 14:32»."""
    kept = draft.kept_at.astimezone(desk.register.now().tzinfo)
    return f"{'сегодня' if kept.date() == desk.today() else show(kept.date())}, {kept:%H:%M}"


class DraftWindow(QDialog):
    """A draft to be read and copied from, whatever has become of its form."""

    def __init__(self, parent: QWidget, draft: Draft, when: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("NarcDesk")
        words = draft.contents.get("words", {})
        self.facts = Facts([(label, said) for label, said in words.items() if said])
        line = " · ".join(filter(None, (draft.who, when)))
        top = held(column(Elided(draft.title, "title"), Elided(line, "caption", "muted"), gap=0))
        inner = held(column(self.facts, None))
        foot = held(row(None, Button("&Закрыть", self.accept)))
        for part, above, below in ((top, 20, 12), (inner, 16, 16), (foot, 12, 16)):
            part.setContentsMargins(24, above, 24, below)
        middle = scrolled(inner)
        self.setLayout(column(top, rule(), middle, rule(), foot, gap=0, grows=middle))
        self.resize(*READING)
        self.finished.connect(lambda: let_go(self))
