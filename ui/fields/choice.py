"""Choosing from a list by typing, in either keyboard layout: «gtnhjd» finds «Петров»."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QListView

from narcdesk import names
from ui.fields.base import Field
from ui.fields.line import Line
from ui.keys import on_key

Options = Mapping[str, str]  # code -> words


def matching(options: Options, typed: str) -> list[str]:
    """Codes of the options whose words begin with the typed ones, in this layout or the other; "" finds all.

    Those that have more of the typed words whole come first: «2025 год» is the year, and not «IV квартал 2025 года».
    """
    for spelled in (typed, names.other_layout(typed)):
        wanted = names.search_key(spelled).split()
        split = {code: names.search_key(words).split() for code, words in options.items()}
        found = [code for code, words in split.items() if _begins(words, wanted)]
        if found:
            return sorted(found, key=lambda code: sum(part not in split[code] for part in wanted))
    return []


def _begins(words: list[str], wanted: list[str]) -> bool:
    return all(any(word.startswith(part) for word in words) for part in wanted)


class ChoiceLine(Line):
    """The line of a choice: Enter takes what is marked in the open list, then goes on."""

    def __init__(self, chars: int) -> None:
        super().__init__(chars)
        self.take_marked: Callable[[], None] = lambda: None
        self.open_list: Callable[[], None] = lambda: None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:  # comes here only while the list is closed
            self.open_list()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take_marked()
        super().keyPressEvent(event)


class ChoiceField(Field):
    """One of a list. The list opens by typing, F4, the down arrow or the mouse; its value is the code."""

    def __init__(
        self,
        name: str,
        label: str,
        options: Options,
        *,
        hint: str = "",
        required: bool = False,
        chars: int = 24,
    ) -> None:
        super().__init__(name, label, hint=hint, required=required)
        self._options: Options = options
        self._listed: list[str] = []
        self.line = ChoiceLine(chars)
        self._words = QStringListModel()
        self._list = QCompleter(self._words, self.line)
        self._list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._list.setMaxVisibleItems(10)
        self._popup = QListView()
        self._popup.setProperty("ground", "popup")
        self._list.setPopup(self._popup)
        self._list.setWidget(self.line)
        self._list.activated.connect(self._take_marked)
        self.line.add_sign("chevron-down", "Весь список, F4", lambda: self.open_list(""))
        on_key(self.line, "F4", lambda: self.open_list(""), Qt.ShortcutContext.WidgetShortcut)
        self.line.open_list = lambda: self.open_list("")
        self.line.textEdited.connect(self._typed)
        self.line.take_marked = self._take_marked_if_open
        self.line.passed.connect(self.passed)
        self.line.left.connect(self.leave)
        self.hold(self.line)

    def offer(self, options: Options) -> None:
        """Another list to choose from; a choice that is not in it is taken back."""
        chosen = self.value()
        self._options = options
        if chosen not in options:
            self.line.clear()

    def open_list(self, typed: str) -> None:
        """Show what fits the typed letters."""
        self._listed = matching(self._options, typed)
        self._words.setStringList([self._options[code] for code in self._listed])
        self._popup.setMinimumWidth(self._popup.sizeHintForColumn(0) + 32)
        self._list.complete()
        if self._listed and typed:
            self._popup.setCurrentIndex(self._words.index(0))

    def _typed(self, text: str) -> None:
        self.mended()
        if text.strip():
            self.open_list(text)
        else:
            self._popup.hide()

    def _take_marked_if_open(self) -> None:
        if self._popup.isVisible():
            self._take_marked()

    def _take_marked(self) -> None:
        marked = self._popup.currentIndex()
        self._popup.hide()
        if marked.isValid():
            self._take(self._listed[marked.row()])

    def _take(self, code: str) -> None:
        self.line.setText(self._options[code])
        self.line.setCursorPosition(0)
        self.mended()

    def leave(self) -> None:
        """Take the only option that fits what was typed; say so when none does."""
        typed = names.clean(self.line.text())
        if not typed or self.value() in self._options:
            return
        fitting = matching(self._options, typed)
        if len(fitting) == 1:
            self._take(fitting[0])
        else:
            self.show_doubt("Выберите из списка: F4 покажет его весь.")

    def value(self) -> object:
        """The code; what fits nothing is given as it was typed, for the rules to refuse."""
        typed = names.clean(self.line.text())
        codes = [code for code, words in self._options.items() if names.clean(words) == typed]
        return codes[0] if codes else typed

    def set_value(self, value: object) -> None:
        self.line.setText(self._options.get(str(value), "") if value is not None else "")
        self.line.setCursorPosition(0)

    def typed(self) -> str:
        return self.line.text()

    def retype(self, typed: str) -> None:
        self.line.setText(typed)


class PlaceField(ChoiceField):
    """One of things in a row, by its place among them; `taken` comes with the place that a person chose."""

    taken = Signal(int)

    def __init__(self, name: str, label: str, *, chars: int) -> None:
        super().__init__(name, label, {}, chars=chars)
        self.edited.connect(self._say)

    def list(self, titles: Sequence[str]) -> None:
        """The things to choose from."""
        self.offer({str(place): title for place, title in enumerate(titles)})

    @property
    def place(self) -> int | None:
        """Which is chosen; None while what is typed is none of them."""
        chosen = str(self.value())
        return int(chosen) if chosen in self._options else None

    def _say(self) -> None:
        if (place := self.place) is not None:
            self.taken.emit(place)
