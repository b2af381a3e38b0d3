"""Words that a directory offers and nobody has to take: chosen from a list as one types, or typed as they are."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Signal

from narcdesk import names
from ui.fields.choice import ChoiceField

Bodies = Mapping[str, str]  # key -> name


class SuggestField(ChoiceField):
    """A line whose list opens by typing, F4, the down arrow or the mouse; its value is what stands in it.

    `picked` comes with the key of what a person took from the list.
    """

    picked = Signal(str)

    def open_list(self, typed: str) -> None:
        super().open_list(typed)
        self._popup.setCurrentIndex(QModelIndex())  # Enter goes on with the words; the arrow goes into the list

    def _take(self, code: str) -> None:
        super()._take(code)
        self.picked.emit(code)

    def leave(self) -> None:
        """What was typed stays as it is, cleaned: the directory knows not everybody."""
        self.line.setText(names.clean(self.line.text()))

    def offer(self, options: Bodies) -> None:
        """Another list; what stands in the line stays."""
        self._options = options

    def value(self) -> object:
        return names.clean(self.line.text())

    def set_value(self, value: object) -> None:
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)

    @property
    def key(self) -> str:
        """The key of the body of the list that stands in the line; "" of any other."""
        typed = names.search_key(str(self.value()))
        return next((code for code, words in self._options.items() if names.search_key(words) == typed), "")
