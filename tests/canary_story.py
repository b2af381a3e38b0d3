"""A whole day with one marked patient, in real windows: what the canary test runs in a process whose writes are traced.

    python -m tests.canary_story FOLDER

Everything that touches data is done once: cards and facts, a mistake, a paper, a list of the region, a batch, a backup
and the way back, a new key, the words of recovery, drafts, the lock, a crash, the clipboard, the journal as a file.
"""

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog

from narcdesk import (
    administration,
    applications,
    backup_plan,
    backups,
    disclosures,
    drafts,
    infections,
    observation,
    oversight,
    patients,
    patronage,
    recovery,
    search,
    taking_back,
    vault,
)
from narcdesk.commission import export
from narcdesk.dates import Period
from narcdesk.forms import papers
from narcdesk.journal import Wanted
from narcdesk.register import Register
from narcdesk.registry import applying
from tests import factories
from tests.registry_lists import CENTRE, PERSON, TITLES, as_csv
from ui import app as program
from ui import clipboard, printing
from ui.crash import CrashWindow
from ui.patient_dialog import PatientDialog
from ui.patient_page import PatientPage
from ui.session import Session

MARKS = {
    "surname": "Щукин-Канарейкин",
    "given": "Евстафий",
    "patronymic": "Зороастрович",
    "snils": "087-654-303 00",
    "policy_number": "7712345678901235",
    "document_series": "7708",
    "document_number": "918273",
    "registration_address": "404699, с. Нигдеевка, ул. Канареечная, д. 77",
    "settlement": "с. Нигдеевка",
    "phone": "8 (961) 777-88-99",
    "remark": "родинка-канарейка на левом плече",
}
VISIT = "жаловался на канареечный сон"
CONTACT = "дома у Канарейкина, пел"
INFECTION = "справка центра канареечных инфекций"
DRAFT = "Черновик-Канарейкин"
UNSAVED = "Несохранённо-Канареечный"
PLAIN = [*MARKS.values(), VISIT, CONTACT, INFECTION, DRAFT, UNSAVED]
NUMBERS = ["08765430300", "9617778899", "7708918273", "7708 918273"]


def asked_for(folder: Path) -> Path:
    """Where the papers lie that a person asked to have in clear."""
    return folder / "Бумаги"


def main(folder: Path) -> None:
    """The day."""
    app = program.make(["narcdesk"])
    clock = factories.Clock()
    register = factories.register(folder / "Реестр", clock, region_code="00")
    asked_for(folder).mkdir()
    patient_id = _at_the_desk(register, folder)
    _leaving(register, patient_id, folder)
    register.close()
    _in_windows(app, folder, patient_id, partial(Register.open, clock=clock))
    _backup_and_back(folder, clock)


def _at_the_desk(register: Register, folder: Path) -> int:
    patient = factories.patient(register, **MARKS)
    patients.amend(register, patient.id, {"surname": f"{MARKS['surname']}-Второй"})
    assert register.last is not None
    taking_back.take_back(register, register.last)
    factories.diagnosis(register, patient.id)
    factories.both_consents(register, patient.id)
    observation.take(register, patient.id, {"taken_on": "10.02.2026"})
    observation.visit(register, patient.id, {"on": "16.03.2026", "kept": True, "note": VISIT})
    programme = patronage.begin(register, patient.id, {"opened_on": "16.03.2026"})
    patronage.contact(register, programme.id, {"on": "16.03.2026", "way": "phone", "note": CONTACT})
    infections.record(register, patient.id, {"infection": "hiv", "found_on": "2020", "source": INFECTION})
    disclosures.record(
        register,
        patient.id,
        {
            "told_on": "16.03.2026",
            "recipient": "Заречный суд",
            "what": "справка",
            "basis": "запрос № 7",
            "ground": next(iter(_grounds())),
        },
    )
    _list(register, folder)
    assert search.patients(register, MARKS["surname"]).rows
    return patient.id


def _grounds() -> dict[str, str]:
    return dict(disclosures.grounds(factories.DAY))


def _list(register: Register, folder: Path) -> None:
    path = folder / "Список области.csv"
    path.write_text(as_csv([TITLES, CENTRE, PERSON]), encoding="utf-8", newline="")
    applying.apply(register, applying.propose(register, path), title="Список области", as_of=factories.DAY)


def _leaving(register: Register, patient_id: int, folder: Path) -> None:
    asked = factories.application(register, patient_id)
    wanted = applications.profile_of(asked).attachments
    sheets = {paper.code: (1, register.today()) for paper in wanted if paper.required}
    applications.amend(register, asked.id, {"service_form": "residential"}, papers=sheets)
    applications.submit(register, asked.id)
    pdf = papers.pdf(register, papers.prepare(register, asked.id))
    (asked_for(folder) / "заявка.pdf").write_bytes(pdf)
    _print(pdf, asked_for(folder) / "напечатано.pdf")
    export.export(register, "municipal", Period.parse("2026-02"), folder)
    oversight.export(register, folder / "Журнал.xlsx", Wanted())


def _print(pdf: bytes, path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(path))
    printer.setDocName("NarcDesk 1")
    printing.draw(printer, pdf)


def _in_windows(app: QApplication, folder: Path, patient_id: int, opener: Callable[..., Register]) -> None:
    session = Session(folder / "Реестр", opener=opener)
    session.begin()
    _unlock(session)
    window = session.window
    assert window is not None
    for number in range(len(window.entries)):
        window.pages.go(number)
        app.processEvents()
    page = PatientPage(window.desk, patient_id)
    window.pages.open_over(page)
    for tab in range(page.tabs.count()):
        page.tabs.setCurrentIndex(tab)
        app.processEvents()
    window.grab()
    dialog = PatientDialog(window, window.desk)
    dialog.open()
    dialog.form["surname"].set_value(UNSAVED)
    dialog.form.is_edited = True
    about = drafts.Subject("patients.amend", "Карта", MARKS["surname"], patient_id)
    drafts.keep(window.desk.register, about, drafts.Contents({"surname": DRAFT}), begun_seq=1)
    session.keep_drafts()
    clipboard.copy(MARKS["surname"])
    session.lock()
    assert session.is_locked
    _unlock(session)
    _crash(session, folder)
    dialog.form.is_edited = False
    dialog.close()
    administration.rekey(window.desk.register)
    words = recovery.words(window.desk.register)
    window.desk.register.close()
    for shown in app.topLevelWidgets():
        shown.hide()
    recovery.recover(folder / "Реестр", " ".join(words), "zimin", factories.PASSWORD + "!").close()


def _unlock(session: Session) -> None:
    assert session.unlocking is not None
    session.unlocking.password.set_value(factories.PASSWORD)
    session.unlocking.unlock()
    assert session.window is not None
    assert session.window.desk.is_open


def _crash(session: Session, folder: Path) -> None:
    def save(window: CrashWindow) -> int:
        window.save()
        window.copy()
        return 0

    QFileDialog.getSaveFileName = lambda *_: (str(folder / "Неполадка.txt"), "")  # type: ignore[method-assign]
    CrashWindow.exec = save  # type: ignore[assignment,method-assign]
    program.catch_crashes(session.keep_drafts)
    try:
        raise ValueError(f"нет карты {MARKS['surname']}, СНИЛС {MARKS['snils']}")
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def _backup_and_back(folder: Path, clock: factories.Clock) -> None:
    register = Register.open(folder / "Реестр", "zimin", factories.PASSWORD + "!", clock=clock)
    place = folder / "Копии"
    place.mkdir()
    made = backup_plan.make(register, folders=[place])
    register.close()
    backups.restore(
        made.paths[0],
        folder / "Из копии",
        lambda aside: vault.unlock(aside, "zimin", factories.PASSWORD + "!"),
    )
    Register.open(folder / "Из копии", "zimin", factories.PASSWORD + "!", clock=clock).close()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(Path(sys.argv[1]))
    os._exit(0)  # the windows of the day are still there, and Python would take them down in any order
