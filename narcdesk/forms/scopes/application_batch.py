"""A register of applications and its cover letter (certificates 3.2): who, what is asked, by which consents.

The fingerprint of a register is SHA-256 of its lines as text, cell by cell with a tab between them and line by line
with a line feed: whoever has the table, on paper or as a file, can reckon it again.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from narcdesk import applications, batches, documents
from narcdesk.applications import Application, steps
from narcdesk.batches import ApplicationBatch, RegisterKind
from narcdesk.dates import PartialDay, plural
from narcdesk.documents import Document
from narcdesk.forms import editing, gathering, pages
from narcdesk.forms.fields import LETTER, OFFICE, STAFF
from narcdesk.forms.scope import Scope
from narcdesk.forms.scopes.application import AUTHORITY
from narcdesk.forms.shapes import Field, Flag, Group, Rows
from narcdesk.letters import Letter, NoGround
from narcdesk.patients import Patient
from narcdesk.register import Register

REGISTER = "reestr_zayavok"  # the register itself, of resources/forms; its letter is `batches.FORM`
SECRET = "Содержит сведения, составляющие врачебную тайну"
COLUMNS = (  # of the register, as its fingerprint takes them, with the width of each in a table of Excel
    ("№", "n", 5),
    ("Номер заявки", "number", 14),
    ("Дата заявки", "date", 12),
    ("Пациент", "who", 36),
    ("Дата рождения, возраст", "birth", 14),
    ("Пол", "sex", 6),
    ("Адрес регистрации", "address", 40),
    ("Шифр по МКБ-10", "code", 10),
    ("Основание обращения", "ground", 28),
    ("Вид услуг", "service", 30),
    ("Срок, дней", "days", 8),
    ("Организация", "provider", 34),
    ("Согласие на персональные данные", "personal_data", 26),
    ("Согласие на передачу тайны", "secrecy", 26),
    ("Приложений, листов", "sheets", 10),
)
AGES = ((15, "до 14 лет"), (18, "15–17 лет"), (20, "18–19 лет"), (40, "20–39 лет"), (60, "40–59 лет"))
OLDER = "60 лет и старше"

FIRST = {
    "number": "З-2026-0017",
    "date": "16.03.2026",
    "who": "Воробьёв Иван Петрович",
    "birth": "12.03.1988",
    "sex": "М",
    "address": "400001, г. Заречный, ул. Садовая, д. 12, кв. 7",
    "code": "F11.2",
    "ground": "добровольное обращение",
    "service": "услуги по комплексной реабилитации и ресоциализации, стационарная",
    "days": "180",
    "provider": "АНО «Центр социальной реабилитации „Берег“»",
    "personal_data": "С-2026-0031 от 16.03.2026",
    "secrecy": "С-2026-0032 от 16.03.2026",
    "sheets": "8",
}
SECOND = {
    **FIRST,
    "number": "З-2026-0018",
    "who": "Константинопольская-Преображенская Александра Всеволодовна",
    "birth": "01.11.2004",
    "sex": "Ж",
    "address": "400123, Заречная область, Верхнезареченский район, хутор Дальний, ул. Героев Панфиловской дивизии, "
    "д. 123, кв. 56",
    "code": "",
    "ground": "обязанность по приговору (УК РФ ст. 73 ч. 5)",
    "provider": "",
    "personal_data": "С-2026-0040 от 17.03.2026",
    "secrecy": "С-2026-0041 от 17.03.2026",
    "sheets": "11",
}
LINES = Rows(
    "lines",
    "Заявки реестра, по номерам",
    (
        Field("number", "Номер заявки", "", required=True),
        Field("date", "Дата заявки", "", required=True),
        Field("who", "Фамилия, имя, отчество; в реестре с кодами — код", "", required=True),
        Field("birth", "Дата рождения; в реестре с кодами — возрастная группа", "", required=True),
        Field("sex", "Пол: М или Ж", "", required=True),
        Field("address", "Адрес регистрации; в реестре с кодами пусто", ""),
        Field("code", "Шифр по МКБ-10; пусто, если пациент не разрешил его сообщать", ""),
        Field("ground", "Основание обращения", "", required=True),
        Field("service", "Вид и форма услуг", "", required=True),
        Field("days", "Испрашиваемый срок, дней", "", required=True),
        Field("provider", "Выбранная организация", ""),
        Field("personal_data", "Согласие на персональные данные: номер и дата", "", required=True),
        Field("secrecy", "Согласие на передачу тайны: номер и дата", "", required=True),
        Field("sheets", "Приложений, листов", "", required=True),
    ),
    (FIRST, SECOND),
)
LISTED = Group(
    "listed",
    "Реестр",
    (
        Flag("coded", "Реестр с кодами вместо имён", sample=False),
        Field("persons", "Сколько заявок: словами", "2 заявки", required=True),
        Field("count", "Сколько заявок: число", "2", required=True),
        Field("sheets", "Приложений ко всем заявкам, листов", "19", required=True),
        Field("register_sheets", "Листов в самом реестре", "1", required=True),
        Field("sha256", "Отпечаток реестра, SHA-256", "0f1e2d3c4b5a69788796a5b4c3d2e1f0" * 2, required=True),
    ),
)
GROUP = Group("application_batch", "реестр заявок и письмо к нему", (OFFICE, AUTHORITY, LISTED, LINES, LETTER, STAFF))


def gather(register: Register, session: Session, batch: ApplicationBatch) -> dict[str, Any]:
    """The register as it stands on the day of the paper."""
    rows = batches.rows_of(session, batch)
    lines = [_line(register, session, batch, application, patient) for application, patient in rows]
    profile = applications.profile_of(rows[0][0])
    contents: dict[str, Any] = {
        "office": gathering.office_contents(session),
        "authority": gathering.authority_contents(profile),
        "listed": {
            "coded": batch.kind is RegisterKind.CODED,
            "persons": plural(len(rows), "заявка", "заявки", "заявок"),
            "count": str(len(rows)),
            "sheets": str(sum(int(line["sheets"]) for line in lines)),
            "register_sheets": "",
            "sha256": fingerprint(lines),
        },
        "lines": lines,
        "letter": gathering.letter_contents(session, _letter(session, batch)),
        "staff": gathering.staff_contents(session, register.person),
    }
    contents["listed"]["register_sheets"] = str(pages(editing.template(session, REGISTER), contents))
    return contents


def _letter(session: Session, batch: ApplicationBatch) -> Any:
    return next(iter(batches.letters_of(session, batch)), None)


def _line(
    register: Register, session: Session, batch: ApplicationBatch, application: Application, patient: Patient
) -> dict[str, str]:
    """One application as its own papers tell of it, or as they would."""
    told = _papers_of(register, session, application)
    coded = batch.kind is RegisterKind.CODED
    asked = told["application"]
    service = ", ".join(filter(None, (f"услуги по {asked['service']}", asked["form"])))
    return {
        "number": application.shown_number,
        "date": asked["date"],
        "who": told["patient"]["code"] if coded else told["patient"]["full_name"],
        "birth": age_group(patient.birth, register.today()) if coded else told["patient"]["birth_date"],
        "sex": told["patient"]["sex"][:1].upper(),
        "address": "" if coded else told["patient"]["registration_address"],
        "code": asked["diagnosis"],
        "ground": asked["ground"],
        "service": service,
        "days": asked["days"],
        "provider": told["provider"]["name"],
        "personal_data": _sheet(told["consents"]["personal_data"]),
        "secrecy": _sheet(told["consents"]["secrecy"]),
        "sheets": told["totals"]["sheets"],
    }


def _papers_of(register: Register, session: Session, application: Application) -> Mapping[str, Any]:
    """What the papers of an application say: those that were made for it last, or what they would say now."""
    kept = documents.of_application(register, application.id)
    own = next((paper for paper in kept if paper.application_id == application.id), None)
    if own is not None:
        return own.contents
    case = applications.saved(register, application.id)
    return gathering.of_application(register, session, application, case.papers)


def _sheet(consent: Mapping[str, str]) -> str:
    return f"{consent['number']} от {consent['date']}" if consent["number"] else ""


def age_group(birth: PartialDay, day: date) -> str:
    """How old a person is, told so that it does not name him; as the yearly statistics has it (form 11)."""
    age = birth.age_on(day)
    return next((said for below, said in AGES if age < below), OLDER)


def cells(lines: Sequence[Mapping[str, str]]) -> list[list[str]]:
    """The register as its table has it: a list of texts for each application, in the order of `COLUMNS`."""
    return [[{**line, "n": str(number)}[name] for _, name, _ in COLUMNS] for number, line in enumerate(lines, start=1)]


def fingerprint(lines: Sequence[Mapping[str, str]]) -> str:
    """SHA-256 of the register."""
    return hashlib.sha256("\n".join("\t".join(row) for row in cells(lines)).encode()).hexdigest()


def stamp(document: Document) -> tuple[str, ...]:
    """What stands on every page of a package with this register; nothing where a paper is none."""
    if document.form != REGISTER:
        return ()
    return (SECRET, f"SHA-256 реестра {document.contents['listed']['sha256']}")


def sent(register: Register, session: Session, letter: Letter) -> None:
    """Every application of the register is sent, by the number of the letter; within the act that says it left."""
    register.person.must("applications.send")
    if reasons := batches.objections(
        session, letter, register.today()
    ):  # a consent taken back since the day of sending too
        raise NoGround(reasons)
    assert letter.sent_on is not None and letter.number is not None
    for application_id in batches.of_letter(session, letter).application_ids:
        steps.move(session, register, application_id, "send", letter.sent_on, document=letter.number)


SCOPE = Scope(
    GROUP,
    ApplicationBatch,
    gather,
    objects=batches.objections,
    follows=sent,
    whom=batches.whom,
    each=batches.sheets_of,
)
