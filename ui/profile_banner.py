"""Which rules of the region an application goes by, and what of them no act confirms."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from narcdesk.profile import Profile
from ui.pieces import Banner, Button, Text, column, held, row, rule, scrolled
from ui.windows import let_go

NAMED = 4  # of what is not confirmed; the rest is counted


def some_of(words: Sequence[str], most: int) -> str:
    """The first few of a list: «срок решения, квота и ещё 3»."""
    rest = len(words) - most
    return ", ".join(words[:most]) + (f" и ещё {rest}" if rest > 0 else "")


def profile_banner(profile: Profile) -> Banner | None:
    """One quiet line over an application; None where everything is confirmed."""
    if not profile.unverified:
        return None
    gaps = some_of([gap.about for gap in profile.unverified], NAMED)
    banner = Banner(
        "warn", f"Не подтверждено по актам: {gaps}.", "Вопросы к органу", lambda: Questions(banner, profile).open()
    )
    return banner


class Questions(QDialog):
    """What the office should ask the authority, to be copied into a letter."""

    def __init__(self, parent: QWidget, profile: Profile) -> None:
        super().__init__(parent)
        self.setWindowTitle("Вопросы к органу")
        self.finished.connect(lambda: let_go(self))
        asked = [
            column(
                Text(gap.about[:1].upper() + gap.about[1:], "strong"),
                Text(gap.question, tone="muted", wrap=True, copyable=True),
                gap=0,
            )
            for gap in profile.unverified
        ]
        said = Text(
            f"{profile.region_name}: этого нет в актах, которые известны программе. Она ничего не додумывает, "
            "поэтому сроков и сумм здесь не будет, пока кабинет их не узнает.",
            wrap=True,
        )
        inner = held(column(said, *asked, None, gap=12))
        inner.setContentsMargins(24, 20, 24, 16)
        foot = held(row(None, Button("&Закрыть", self.accept)))
        foot.setContentsMargins(24, 12, 24, 16)
        area = scrolled(inner)
        self.setLayout(column(area, rule(), foot, gap=0, grows=area))
        self.resize(640, min(640, parent.window().height() - 48))
