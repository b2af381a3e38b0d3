"""The papers of an application and of a consent: made, kept, drawn again to the same bytes.

Record first, paper second: a paper is made of what the register already holds, so a broken font loses nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from narcdesk import applications, consents, documents
from narcdesk.applications import Application, NotAllowed, Sketch, checklist
from narcdesk.consents import Consent, ConsentKind
from narcdesk.dates import show
from narcdesk.documents import Document
from narcdesk.errors import UserError
from narcdesk.forms import DocumentMark, Sheet, Step, all_templates, draw_set, editing, gaps, gathering, pages
from narcdesk.forms.gathering import Enclosed
from narcdesk.forms.scopes import application_batch
from narcdesk.forms.template import Template
from narcdesk.office import requisites
from narcdesk.patients import DocumentKind, Patient
from narcdesk.register import Register

_ASKED_FOR = ("application.", "consent.", "consents.")


def preview(register: Register, shown: int | Sketch) -> bytes:
    """The set as it would be printed now, with ПРОЕКТ across until the application is submitted. Nothing is kept.

    `shown` is the id of an application, or what stands on the screen and is not saved yet.
    """
    with register.read("patients.look") as session:
        case = _case(register, shown)
        training = requisites(session).training
        sheets = [
            Sheet(template, contents, project=case.application.number is None, training=training)
            for template, contents, _consent in _set(register, session, case)
        ]
    return draw_set(sheets)


def blanks(register: Register, shown: int | Sketch) -> list[str]:
    """What the papers of the set would leave empty: required, and not known to the register.

    What the application itself or its checklist asks for is not repeated.
    """
    with register.read("patients.look") as session:
        case = _case(register, shown)
        found = [
            gap.about
            for template, contents, _ in _set(register, session, case, counted=False)
            for gap in gaps(template, contents)
            if not gap.path.startswith(_ASKED_FOR)
        ]
    return list(dict.fromkeys(found))


def doubts(register: Register, shown: int | Sketch) -> list[str]:
    """What the papers of the set say only in part: no ruled blank stands for it, nobody could fill it in by hand."""
    with register.read("patients.look") as session:
        case = _case(register, shown)
        patient = session.get_one(Patient, case.application.patient_id)
        withdrawn = _withdrawn(session, case.application, register.today())
    found = []
    if not patient.birth.is_full:
        found.append("Дата рождения (известна не вся)")
    if patient.document_kind is DocumentKind.NONE:
        found.append("Документ, удостоверяющий личность (в карте «без документа»)")
        if gathering.COPY_OF_PASSPORT in case.papers:
            found.append("Копия паспорта (отмечена, но документа нет: в перечень не вошла)")
    return [*found, *withdrawn]


def cautions(register: Register, found: list[Document]) -> list[str]:
    """What to know before a copy of kept papers is printed: copies may stay here, and may not be passed on any more."""
    told = []
    with register.read("patients.look") as session:
        for application_id in dict.fromkeys(document.application_id for document in found):
            if application_id is not None:
                told += _withdrawn(session, applications.saved(register, application_id).application, register.today())
        for consent_id in dict.fromkeys(document.consent_id for document in found):
            sheet = session.get(Consent, consent_id) if consent_id is not None else None
            if sheet is not None and sheet.withdrawn_on is not None:
                told.append(_said_withdrawn(sheet))
    return list(dict.fromkeys(told))


def _withdrawn(session: Session, application: Application, day: date) -> list[str]:
    authority = applications.profile_of(application).authority.name
    sheet = consents.taken_back(session, application.patient_id, day, authority)
    return [] if sheet is None else [_said_withdrawn(sheet)]


def _said_withdrawn(sheet: Consent) -> str:
    assert sheet.withdrawn_on is not None
    return f"Согласие {sheet.kind.label} (отозвано {show(sheet.withdrawn_on)}: передавать бумаги по нему нельзя)"


def prepare(register: Register, application_id: int) -> list[Document]:
    """Make and keep the papers of a submitted application; raises NotAllowed where the law blocks."""
    with register.write("documents.prepare") as session:
        application = applications.one(register, application_id)
        register.look(session, application)
        if application.number is None:
            raise UserError("Чистовик печатают после подачи заявки.", do="Подайте заявку: она получит номер.")
        if application.is_final and (kept := documents.of_application(register, application_id)):
            return kept  # what was printed while it went its way, drawn again to the same bytes
        lines = checklist.lines(session, application, applications.profile_of(application), register.today())
        if blocking := checklist.blocking(lines):
            raise NotAllowed(blocking)
        papers = [
            _sheet(register, template, contents, consent)
            if consent
            else documents.keep(
                register,
                form=template.code,
                title=template.title,
                text=template.text,
                contents=contents,
                patient_id=application.patient_id,
                application_id=application.id,
            )
            for template, contents, consent in _set(register, session, applications.saved(register, application_id))
        ]
        documents.lay(session, application_id, papers)
        return papers


def prepare_consent(register: Register, consent_id: int) -> Document:
    """Make and keep the sheet of a consent."""
    with register.write("documents.prepare") as session:
        consent = consents.one(register, consent_id)
        register.look(session, consent)
        template = _in_force(session, consent.kind, register.today())
        if template is None:
            raise UserError(
                f"Бланка согласия «{consent.kind.label}» в программе пока нет.", do="Подпишите бланк больницы."
            )
        return _sheet(register, template, gathering.of_consent(register, session, consent), consent)


def _sheet(register: Register, template: Template, contents: dict[str, Any], consent: Consent) -> Document:
    """The sheet of a consent is the same paper alone and in every set that it lies in."""
    return documents.keep(
        register,
        form=template.code,
        title=template.title,
        text=template.text,
        contents=contents,
        patient_id=consent.patient_id,
        consent_id=consent.id,
    )


def pdf(register: Register, found: Sequence[Document], step: Step = lambda _done, _of: None) -> bytes:
    """Kept papers as one PDF: the same papers give the same bytes, today and in ten years.

    Where a register of applications is among them, its stamp stands on every page. Of a long list `step` is
    told how far it is, and may stop it by what it raises: then there is no PDF at all.
    """
    texts = documents.texts_of(register, found)
    forms = {edition: _parsed(text) for edition, text in texts.items()}
    with register.read("patients.look") as session:
        training = requisites(session).training
    stamp = next((lines for document in found if (lines := application_batch.stamp(document))), ())
    sheets = [
        Sheet(
            forms[document.edition_id],
            document.contents,
            DocumentMark(document.public_id, document.seal[:32], document.anchor),
            training=training,
            stamp=stamp,
        )
        for document in found
    ]
    return draw_set(sheets, step)


@lru_cache(maxsize=64)
def _parsed(text: str) -> Template:
    """The form of kept papers; a form says nothing of a person, so it may stay in memory."""
    return Template.parse(text)


def _case(register: Register, shown: int | Sketch) -> Sketch:
    return applications.saved(register, shown) if isinstance(shown, int) else shown


def _set(
    register: Register, session: Session, case: Sketch, *, counted: bool = True
) -> list[tuple[Template, dict[str, Any], Consent | None]]:
    """The forms of an application's set with their contents, and the sheets of its consents, as they lie.

    The forms are those in force today, for today the paper is made, whenever the application was; what has no form
    today is neither drawn nor named in the перечень. Where nobody reads the numbers of sheets, they need not be
    `counted`: that is a drawing of its own.
    """
    application, today = case.application, register.today()
    authority = applications.profile_of(application).authority.name
    sheets: list[tuple[Template, dict[str, Any], Consent | None]] = []
    for kind in (ConsentKind.PERSONAL_DATA, ConsentKind.SECRECY):
        consent = consents.valid(session, application.patient_id, kind, today, authority)
        template = _in_force(session, kind, today)
        if consent is not None and template is not None:
            sheets.append((template, gathering.of_consent(register, session, consent), consent))
    own = [template for template in editing.templates(session, "application") if template.is_in_force_on(today)]
    of_consents = [
        Enclosed(template.title, pages(template, contents) if counted else 1, f"№ {consent.number}" if consent else "")
        for template, contents, consent in sheets
        if template.enclosed
    ]

    def gathered(counts: Mapping[str, int]) -> dict[str, Any]:
        enclosed = [Enclosed(one.title, counts[one.code]) for one in own if one.enclosed]
        return gathering.of_application(register, session, application, case.papers, enclosed, of_consents)

    # A paper may print its own number of pages; the figure is a short word in its cell and moves no line.
    draft = gathered(dict.fromkeys((one.code for one in own), 1))
    contents = gathered({one.code: pages(one, draft) for one in own if one.enclosed}) if counted else draft
    found = [*((template, contents, None) for template in own), *sheets]
    return sorted(found, key=lambda paper: (paper[0].place, paper[0].code))


def has_sheet(kind: ConsentKind, day: date) -> bool:
    """Whether the program has a form, in force on a day, for a consent of this kind."""
    return _of_program(kind, day) is not None


def _of_program(kind: ConsentKind, day: date) -> Template | None:
    """The form of the program for a consent; it is called after its kind."""
    template = all_templates().get(f"consent_{kind.value}")
    return template if template is not None and template.is_in_force_on(day) else None


def _in_force(session: Session, kind: ConsentKind, day: date) -> Template | None:
    """The sheet of a consent to print on a day, in the words of this office."""
    template = _of_program(kind, day)
    return None if template is None else editing.template(session, template.code)
