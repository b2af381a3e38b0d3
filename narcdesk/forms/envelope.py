"""The recovery sheet on paper: a label for the envelope, and below it the words that go inside.

It is no document of the register: nothing of it is kept, no code leads back to it, and it has no foot of a form.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from narcdesk import administration, recovery
from narcdesk.dates import show_long
from narcdesk.register import Register

_LEFT, _RIGHT, _TOP = 20, 190, 280  # mm on A4, from the lower left corner
_CUT = 186  # mm: above it is the label
_COLUMNS, _ROWS = 3, 8

_ON_ENVELOPE = (
    "Вскрыть, если пароль забыт и войти в реестр не может ни один заведующий, или для ежегодной проверки слов.",
    "Хранить в сейфе, отдельно от компьютера и от резервных копий. Вскрытый конверт сразу опечатать снова.",
)
_INSIDE = (
    "Эти 24 слова — ключ реестра. Кто прочтёт их и возьмёт файл реестра или его копию, прочтёт всё. "
    "Не снимайте лист на телефон, не сканируйте и не набирайте нигде, кроме окна NarcDesk.",
    "Как открыть реестр: в окне входа нажмите «Забыли пароль? Слова восстановления…», наберите все слова по порядку "
    "и задайте новый пароль. Заглавные буквы, «е» вместо «ё» и раскладка клавиатуры не важны.",
    "После перешифрования реестра печатают новый лист, а этот уничтожают: он будет открывать только прежние копии.",
)


@dataclass(frozen=True)
class Envelope:
    """What stands on the sheet beside the words."""

    office: str
    key_id: str  # eight figures
    made_on: date
    training: bool


def draw(register: Register) -> bytes:
    """The sheet of the register as PDF, for the head; that the words were shown is journalled."""
    office = administration.office(register)
    envelope = Envelope(office.short_name, register.keys.key_id, register.today(), office.training)
    return to_pdf(recovery.words(register), envelope)


def to_pdf(words: Sequence[str], envelope: Envelope) -> bytes:
    """The sheet with these words; the same words and day give the same bytes."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfgen.canvas import Canvas

    from narcdesk.forms.page import BOLD, SERIF, TRAINING_LINE, register_fonts

    register_fonts()
    key = f"{envelope.key_id[:4]} {envelope.key_id[4:]}"
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=0, invariant=1, initialFontName=SERIF, lang="ru-RU")
    canvas.setTitle("NarcDesk")  # neutral: the queue of a printer shows it
    for say in (canvas.setAuthor, canvas.setCreator, canvas.setProducer):
        say("NarcDesk")

    def write(text: str, left: float, height: float, size: float, face: str = SERIF) -> None:
        canvas.setFont(face, size)
        canvas.drawString(left * mm, height * mm, text)

    def paragraph(text: str, height: float, size: float) -> float:
        for line in simpleSplit(text, SERIF, size, (_RIGHT - _LEFT) * mm):
            write(line, _LEFT, height, size)
            height -= size * 0.44
        return height - size * 0.15

    def rule(height: float, left: float = _LEFT, right: float = _RIGHT) -> None:
        canvas.setLineWidth(0.4)
        canvas.line(left * mm, height * mm, right * mm, height * mm)

    # The label
    canvas.setLineWidth(0.8)
    canvas.rect(_LEFT * mm, (_CUT + 8) * mm, (_RIGHT - _LEFT) * mm, (_TOP - _CUT - 8) * mm)
    inner = _LEFT + 6
    if envelope.training:
        write(TRAINING_LINE, inner, _TOP - 5, 8)
    write("СЛОВА ВОССТАНОВЛЕНИЯ РЕЕСТРА", inner, _TOP - 14, 18, BOLD)
    write(envelope.office, inner, _TOP - 22, 12)
    write(f"Ключ {key} · лист напечатан {show_long(envelope.made_on)}", inner, _TOP - 29, 12)
    height: float = _TOP - 38
    for text in _ON_ENVELOPE:
        for line in simpleSplit(text, SERIF, 11, (_RIGHT - _LEFT - 12) * mm):
            write(line, inner, height, 11)
            height -= 4.8
        height -= 1.2
    for said, at in (("Опечатал", _CUT + 28), ("Вскрыл", _CUT + 17)):
        write(said, inner, at, 11)
        for left, right, below in ((46, 110, "должность, подпись"), (118, 148, "дата"), (154, 184, "причина")):
            rule(at - 1, left, right)
            write(below, left, at - 4.5, 7.5)

    # Where to cut
    canvas.setDash(3, 3)
    rule(_CUT, 0, 210)
    canvas.setDash()
    write("Отрежьте и наклейте верхнюю часть на конверт; нижнюю сложите словами внутрь и вложите.", _LEFT, _CUT - 5, 9)

    # The words
    write("Слова восстановления", _LEFT, _CUT - 17, 14, BOLD)
    width = (_RIGHT - _LEFT) / _COLUMNS
    for place, word in enumerate(words):
        column, row = divmod(place, _ROWS)
        edge, height = _LEFT + column * width, _CUT - 30 - row * 10.5
        canvas.setFont(SERIF, 11)
        canvas.drawRightString((edge + 8) * mm, height * mm, f"{place + 1}.")
        write(word, edge + 11, height, 17)
        canvas.setDash(1, 2)
        rule(height - 2.2, edge + 11, edge + width - 6)
        canvas.setDash()
    height = _CUT - 30 - _ROWS * 10.5 - 4
    for text in _INSIDE:
        height = paragraph(text, height, 10.5)
    write(f"Ключ {key}, {show_long(envelope.made_on)}", _LEFT, 18, 10)
    canvas.showPage()
    canvas.save()
    return out.getvalue()
