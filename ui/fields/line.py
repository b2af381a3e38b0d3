"""Fields of one line of text: words, names, numbers, money; and the reasons why one is empty or odd."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMenu, QSizePolicy, QWidget

from narcdesk import names
from narcdesk.fields import Absence
from narcdesk.money import in_roubles
from ui import clipboard, icons, theme
from ui.fields.base import AWAY, Field
from ui.keys import on_key
from ui.pieces import Text, row

ANSWERLESS = 18  # letters of «отказался отвечать»


class Line(QLineEdit):
    """One line to type into, as wide as `chars` letters; what is pasted is cleaned, Enter goes on."""

    passed = Signal()
    left = Signal()

    def __init__(self, chars: int) -> None:
        super().__init__()
        self._chars = chars
        self._sign: Sign | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        letters = self.fontMetrics().horizontalAdvance("н") * self._chars
        room = theme.current().px(icons.SMALL) + 12 if self._sign else 0
        return QSize(letters + room + 24, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 120), super().minimumSizeHint().height())

    def add_sign(self, icon: str, tip: str, act: Callable[[], Any]) -> None:
        """Put a small button at the right end, for the mouse; the keyboard has its own way."""
        self._sign = Sign(icon, tip, act, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._sign:
            side = self.height()
            self._sign.setGeometry(self.width() - side, 0, side, side)
            self.setTextMargins(0, 0, side - 12, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and not self.isReadOnly():
            self.insert(names.clean(QGuiApplication.clipboard().text()))
        elif self._copies(event):
            clipboard.copy(self.selectedText())
            if event.matches(QKeySequence.StandardKey.Cut) and not self.isReadOnly():
                self.insert("")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not _held(event):
            self.passed.emit()  # not given to the dialog, whose Enter would press a button
        else:
            super().keyPressEvent(event)

    def _copies(self, event: QKeyEvent) -> bool:
        """Whether a key takes a copy of what is marked, which a hidden password never gives."""
        keys = QKeySequence.StandardKey
        shown = self.echoMode() is QLineEdit.EchoMode.Normal
        return shown and self.hasSelectedText() and (event.matches(keys.Copy) or event.matches(keys.Cut))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in AWAY:
            self.left.emit()


def _held(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)


class Sign(QAbstractButton):
    """The small picture at the right end of a line: a calendar, the arrow of a list."""

    def __init__(self, icon: str, tip: str, act: Callable[[], Any], line: QLineEdit) -> None:
        super().__init__(line)
        self._icon = icon
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(lambda: act())
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, side = QPainter(self), theme.current().px(icons.SMALL)
        box = QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)
        icons.paint(painter, self._icon, "text" if self.underMouse() else "muted", box)
        painter.end()


class TextField(Field):
    """Words of one line. `unit` stands after them («дней»); `may_be_unknown` lets «не знает» be the answer."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        hint: str = "",
        required: bool = False,
        chars: int = 24,
        unit: str = "",
        may_be_unknown: bool = False,
    ) -> None:
        super().__init__(name, label, hint=hint, required=required)
        self.line = Line(max(chars, ANSWERLESS) if may_be_unknown else chars)
        self.line.textEdited.connect(self.mended)
        self.line.passed.connect(self._pass)
        self.line.left.connect(self.leave)
        self.absence: Absence | None = None
        self._reason: Line | None = None
        if may_be_unknown:
            self.line.add_sign("ellipsis", "Нет ответа: почему, Alt и стрелка вниз", self._choose_absence)
            on_key(self.line, "Alt+Down", self._choose_absence, Qt.ShortcutContext.WidgetShortcut)
        self.hold(self.line, *[Text(unit, tone="muted")] * bool(unit))

    def offer(self, words: str) -> None:
        """Show, pale, what is taken where nothing is typed."""
        self.offered = words
        self.line.setPlaceholderText(words)

    @property
    def stops(self) -> list[QWidget]:
        return [self.line] if self._reason is None or self._reason.isHidden() else [self.line, self._reason]

    def leave(self) -> None:
        """What happens when the cursor goes on: cleaning, the usual form of what was typed, a soft doubt."""
        if not self.absence:
            self.line.setText(names.clean(self.line.text()))
            if doubt := self.doubt():
                self.show_doubt(doubt)

    def doubt(self) -> str:
        """Why what was typed can hardly be right; "" when nothing speaks against it."""
        return ""

    def _pass(self) -> None:
        self.leave()
        if self._reason and self._reason.isVisible() and not self.why():
            self._reason.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.passed.emit()

    def value(self) -> object:
        return "" if self.absence else names.clean(self.line.text())

    def set_value(self, value: object) -> None:
        self.line.setText("" if value is None else self.shown(value))
        self.line.setCursorPosition(0)  # a long text is read from its beginning

    def typed(self) -> str:
        return self.line.text()

    def retype(self, typed: str) -> None:
        self.line.setText(typed)

    def shown(self, value: object) -> str:
        """How a kept value is typed."""
        return str(value)

    # «Не знает» and «отказался отвечать» are answers

    def _choose_absence(self) -> None:
        menu = QMenu(self)
        for reason in Absence:
            menu.addAction(reason.label, partial(self._by_hand, reason))
        menu.addAction("Ответ есть", partial(self._by_hand, None))
        menu.popup(self.line.mapToGlobal(self.line.rect().bottomLeft()))

    def _by_hand(self, absence: Absence | None) -> None:
        self.set_absence(absence)
        self.edited.emit()

    def set_absence(self, absence: Absence | None) -> None:
        """Answer that there is no answer, or take that back."""
        if absence or self.absence:
            self.line.setText(absence.label if absence else "")
            self.line.setCursorPosition(0)
        self.absence = absence
        self.line.setReadOnly(absence is not None)
        self.show_error("")

    # What cannot be right may stay, with its reason: papers carry errors

    def ask_why(self, ask: bool) -> None:
        """Ask under the field why an odd thing stays as it is, or stop asking."""
        if ask and self._reason is None:
            self._reason = Line(32)
            self._reason.setAccessibleName(f"{self.label}: почему оставить так")
            self._reason.textEdited.connect(lambda: self.edited.emit())
            self._reason.passed.connect(self.passed)
            self._asking = Text("Оставить так, потому что", "caption", "muted")
            self.stack.addWidget(self._asking)
            self.stack.addLayout(row(self._reason, None))
            self.setTabOrder(self.line, self._reason)
        if self._reason is not None:
            self._asking.setVisible(ask)
            self._reason.setVisible(ask)

    def why(self) -> str:
        """The reason that was given; "" when none is asked for."""
        asked_for = self._reason is not None and not self._reason.isHidden()
        return names.clean(self._reason.text()) if self._reason and asked_for else ""

    def set_why(self, reason: str) -> None:
        """Show the reason that is kept."""
        self.ask_why(True)
        assert self._reason is not None
        self._reason.setText(reason)


class NameField(TextField):
    """A name: a capital and the right layout are offered, never forced."""

    def leave(self) -> None:
        super().leave()
        typed = self.line.text()
        better = names.capitalised(typed if _has_cyrillic(typed) else names.other_layout(typed))
        if typed and better != typed and _has_cyrillic(better) and better.replace("-", "").isalpha():
            self.note.suggest(f"Исправить на «{better}»", lambda: self._take(better))

    def _take(self, better: str) -> None:
        self.line.setText(better)
        self.note.say("")
        self.edited.emit()


def _has_cyrillic(text: str) -> bool:
    return any("а" <= letter <= "я" or letter == "ё" for letter in text.lower())


class NumberField(TextField):
    """A whole number."""

    def doubt(self) -> str:
        typed = self.line.text().replace(" ", "")
        return "" if not typed or typed.isdecimal() else "Нужно целое число."


class MoneyField(TextField):
    """Roubles and kopecks, kept as kopecks."""

    def shown(self, value: object) -> str:
        return in_roubles(value) if isinstance(value, int) else str(value)

    def doubt(self) -> str:
        roubles, _, kopecks = self.line.text().replace(" ", "").replace(".", ",").partition(",")
        readable = not roubles or (roubles.isdecimal() and (kopecks or "0").isdecimal() and len(kopecks) <= 2)
        return "" if readable else "Нужна сумма в рублях, например 180 000,00."
