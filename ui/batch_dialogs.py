"""What became of a batch: written and read back, or a file that was checked."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from narcdesk.commission.export import Exported, FileCheck
from narcdesk.commission.ledger import SentBatch
from narcdesk.dates import Period, show
from narcdesk.errors import UserError
from ui.icons import Icon
from ui.pieces import Button, Card, Facts, PrimaryButton, Text, column, row
from ui.windows import let_go

WIDTH = 760  # px
SOME = 5  # names of other files that are told


class ToldDialog(QDialog):
    """A sentence with its sign, what is known in pairs, and more sentences under them.

    Of a batch that has left, the cover letter may be asked for: the dialog ends with `LETTER`.
    """

    LETTER = 2

    def __init__(
        self,
        parent: QWidget,
        sign: tuple[str, str],
        heading: str,
        facts: Sequence[tuple[str, str]],
        sentences: Sequence[str] = (),
        *,
        letter: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("NarcDesk")
        self.heading = Text(heading, "title", wrap=True)
        self.sentences = [Text(sentence, wrap=True, copyable=True) for sentence in sentences]
        top = row(column(Icon(*sign, 24), None), self.heading, gap=16, grows=self.heading)
        close = PrimaryButton("&Понятно", self.accept)
        self.letter_button = Button("&Сопроводительное письмо…", lambda: self.done(self.LETTER))
        self.letter_button.setVisible(letter)
        foot = row(self.letter_button, None, close)
        body = column(top, *self.sentences, Card("", Facts(facts)), None, foot, gap=16)
        body.setContentsMargins(24, 20, 24, 20)
        self.setLayout(body)
        self.setFixedSize(WIDTH, body.totalHeightForWidth(WIDTH))
        close.setFocus()
        self.finished.connect(lambda: let_go(self))


def exported(parent: QWidget, written: Exported, fingerprint: str) -> ToldDialog:
    """The batch lies on the medium: only what was read back comes here."""
    facts = [
        ("Файл", written.path.name),
        ("Папка", str(written.path.parent)),
        ("SHA-256 файла", written.sha256),
        ("Отпечаток ключа", fingerprint),
        *[("Зашифрован для ключа", written.sealed_to)] * bool(written.sealed_to),
    ]
    sentences = [
        "Файл прочитан с носителя заново и проверен: носитель можно вынимать.",
        "К выгрузке идёт сопроводительное письмо: по отпечатку ключа в нём получатель узнает, что пакет ваш.",
        *_company(written.beside),
    ]
    return ToldDialog(parent, ("circle-check", "ok"), "Выгрузка записана", facts, sentences, letter=True)


def _company(names: Sequence[str]) -> list[str]:
    """What else goes along, if this is the stick that is handed over."""
    if not names:
        return []
    listed = ", ".join(f"«{name}»" for name in names[:SOME]) + f" и ещё {len(names) - SOME}" * (len(names) > SOME)
    return [f"В этой же папке лежит: {listed}. Если накопитель отдают, уберите лишнее: программа чужого не удаляет."]


def sent(parent: QWidget, batch: SentBatch, who: str) -> ToldDialog:
    """One entry of the journal of anonymisation."""
    facts = [
        ("Период", Period.parse(batch.period).label),
        ("Записал", who),
        ("Файл", batch.file_name),
        ("SHA-256 файла", batch.file_sha256),
        ("Номер пакета", batch.batch_id),
        ("Правила, SHA-256", batch.policy_sha256),
    ]
    return ToldDialog(parent, ("send", "primary"), f"Выгружено {show(batch.made_on)}", facts, letter=True)


def checked(parent: QWidget, name: str, found: FileCheck) -> ToldDialog:
    """What a file turned out to be."""
    verification = found.verification
    if not verification.ok:
        facts = [("Файл", name), *_of_manifest(found)]
        heading = "Это не целая выгрузка: не принимайте и не передавайте её"
        return ToldDialog(parent, ("circle-x", "danger"), heading, facts, verification.problems)
    if found.sent is not None:
        whose = f"Выгружен отсюда {show(found.sent.made_on)}, записан в журнале выгрузок."
    elif found.is_ours:
        whose = "Подписан ключом этого реестра, но в журнале выгрузок его нет: возможно, открыта старая копия реестра."
    else:
        whose = "Подписан ключом другой организации. Сверьте отпечаток ключа с её бумажным письмом."
    notes = [] if found.is_ours else list(verification.notes)
    sign = ("circle-check", "ok") if found.sent is not None else ("circle-alert", "warn")
    return ToldDialog(parent, sign, "Выгрузка цела", [("Файл", name), *_of_manifest(found)], [whose, *notes])


def _of_manifest(found: FileCheck) -> list[tuple[str, str]]:
    manifest = found.verification.manifest
    if not manifest:
        return []
    return [
        ("Организация", str(manifest["office"])),
        ("Период", _period(str(manifest["period"]))),
        ("Номер пакета", str(manifest["batch"])),
        ("Отпечаток ключа", found.verification.fingerprint),
    ]


def _period(code: str) -> str:
    try:
        return Period.parse(code).label
    except UserError:
        return code
