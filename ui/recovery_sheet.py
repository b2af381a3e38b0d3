"""Making a recovery sheet: seen, printed, put away, and two of its words typed back. It is never saved as a file."""

from PySide6.QtWidgets import QDialog, QWidget

from narcdesk import recovery
from narcdesk.errors import Invalid, UserError
from narcdesk.forms import envelope
from ui import messages
from ui.desk import Desk
from ui.fields import Form, TextField
from ui.pdf_view import PdfView, print_pdf
from ui.pieces import Button, Elided, PrimaryButton, Text, column, held, row, rule
from ui.windows import let_go

_WHY = (
    "Если пароль забыт, реестр открывают только эти 24 слова: восстановить его иначе не сможет никто. "
    "Лист печатают один раз и хранят в запечатанном конверте."
)
_JOB = "NarcDesk"  # how the queue of the printer names it: nothing that would make anybody curious


class SheetDialog(QDialog):
    """The sheet at the left, what to do with it at the right; until both words are typed back no sheet is kept."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle("Лист со словами восстановления")
        self.finished.connect(lambda: let_go(self))
        self._pdf = desk.ask(envelope.draw)
        self.view = PdfView()
        self.view.show_pdf(self._pdf)
        self.numbers = recovery.ask_back()
        self.form = Form(
            [("", [TextField(f"word_{n}", f"Слово № {n}", required=True, chars=14) for n in self.numbers])]
        )
        self.print_button = Button("&Напечатать…", self.print_sheet, icon="printer", key="Ctrl+P")
        self.said = Text("", "caption", "muted", wrap=True)
        self.said.hide()  # an empty line would part the steps unevenly
        self.done_button = PrimaryButton("&Готово", self.keep, key="Ctrl+Enter")
        self.form.finished.connect(self.done_button.setFocus)
        steps = column(
            Text(_WHY, wrap=True),
            8,
            Text("1. Напечатайте лист", "heading"),
            Text("На принтере в кабинете, а не на общем и не в файл.", tone="muted", wrap=True),
            row(self.print_button, None),
            self.said,
            8,
            Text("2. Уберите его", "heading"),
            Text(
                "Отрежьте верхнюю часть и наклейте на конверт, нижнюю вложите, конверт опечатайте и уберите в сейф.",
                tone="muted",
                wrap=True,
            ),
            8,
            Text("3. Наберите с листа два слова", "heading"),
            Text("Чтобы убедиться, что лист вышел и читается.", tone="muted", wrap=True),
            self.form,
            None,
            gap=8,
        )
        side = held(steps)
        side.setFixedWidth(360)
        heading = Elided("Лист со словами восстановления", "title")
        line = Elided("Слова показаны только здесь и на бумаге: в реестре их нет", "caption", "muted")
        top = held(column(heading, line, gap=0))
        top.setContentsMargins(24, 20, 24, 12)
        middle = held(row(self.view, side, gap=24, grows=self.view))
        middle.setContentsMargins(24, 16, 24, 16)
        foot = held(row(None, Button("&Отложить", self.reject), self.done_button))
        foot.setContentsMargins(24, 12, 24, 16)
        self.setLayout(column(top, rule(), middle, rule(), foot, gap=0, grows=middle))
        around = parent.window().size()
        self.resize(min(1040, around.width() - 48), min(760, max(560, around.height() - 32)))
        self.print_button.setFocus()

    def print_sheet(self) -> None:
        """Send it to a printer; its copy of the job is the printer's own."""
        print_pdf(self, self._desk, self._pdf, _JOB, then=self._say_printed)

    def _say_printed(self) -> None:
        self.said.setText("Отправлено на принтер. Если лист не вышел, напечатайте его ещё раз.")
        self.said.show()
        self.form.go_to(f"word_{self.numbers[0]}")

    def keep(self) -> None:
        """The words were read from the paper: from now on there is a sheet."""
        self.form.clear_problems()
        typed = {number: str(self.form[f"word_{number}"].value()) for number in self.numbers}
        if self._desk.do(self, recovery.keep_sheet, typed) is not None:
            messages.inform(self, "Лист сделан. Через год программа предложит проверить слова.")
            self.accept()

    def show_problems(self, invalid: Invalid) -> None:
        """`Desk.do` brings here what cannot be accepted."""
        self.form.show_problems(invalid)


def make_sheet(parent: QWidget, desk: Desk) -> None:
    """Open the window that makes a sheet, for who may."""
    try:
        dialog = SheetDialog(parent, desk)
    except UserError as error:  # a doubted register is read-only
        messages.tell(parent, error)
    else:
        dialog.open()
