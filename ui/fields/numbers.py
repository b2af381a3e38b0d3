"""СНИЛС, policy, phone and other numbers: any spaces are taken, a failed check warns and never blocks."""

from collections.abc import Callable

from narcdesk.identifiers import Identifier, Phone
from ui.fields.line import TextField


class IdentifierField(TextField):
    """A number of a document or an organisation, checked by a function of `narcdesk.identifiers`.

    It is shown in groups; when its check fails, the person corrects it or writes why it stays.
    """

    def __init__(
        self,
        name: str,
        label: str,
        check: Callable[[str], Identifier | Phone],
        *,
        hint: str = "",
        required: bool = False,
        chars: int = 18,
        may_be_unknown: bool = False,
    ) -> None:
        super().__init__(name, label, hint=hint, required=required, chars=chars, may_be_unknown=may_be_unknown)
        self._check = check

    def leave(self) -> None:
        super().leave()
        read = self._check(self.line.text())
        if not self.absence:
            self.line.setText(read.shown)
        self.ask_why(bool(read.warning) and not self.absence)

    def doubt(self) -> str:
        warning = self._check(self.line.text()).warning
        return f"{warning[:1].upper()}{warning[1:]}." if warning else ""

    def set_value(self, value: object) -> None:
        super().set_value(value)
        self.leave()
