"""The papers of an application and of a consent: made, kept, drawn again to the same bytes.

Record first, paper second: a paper is made of what the register already holds, so a broken font loses nothing.
"""

from typing import Any

from sqlalchemy.orm import Session

from narcdesk import applications, consents, documents
from narcdesk.applications import NotAllowed, Sketch, checklist
from narcdesk.consents import Consent, ConsentKind
from narcdesk.documents import Document
from narcdesk.errors import UserError
from narcdesk.forms import DocumentMark, Sheet, all_templates, draw_set, gaps, gathering
from narcdesk.forms.template import Template
from narcdesk.office import requisites
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
    """What the papers of the set would leave to be written by hand: required, and not known to the register.

    What the application itself or its checklist asks for is not repeated.
    """
    with register.read("patients.look") as session:
        found = [
            gap.about
            for template, contents, _ in _set(register, session, _case(register, shown))
            for gap in gaps(template, contents)
            if not gap.path.startswith(_ASKED_FOR)
        ]
    return list(dict.fromkeys(found))


def prepare(register: Register, application_id: int) -> list[Document]:
    """Make and keep the papers of a submitted application; raises NotAllowed where the law blocks."""
    with register.write("documents.prepare") as session:
        application = applications.one(register, application_id)
        if application.number is None:
            raise UserError("Чистовик печатают после подачи заявки.", do="Подайте заявку: она получит номер.")
        if application.is_final and (kept := documents.of_application(register, application_id)):
            return kept  # what was printed while it went its way, drawn again to the same bytes
        lines = checklist.lines(session, application, applications.profile_of(application), register.today())
        if blocking := checklist.blocking(lines):
            raise NotAllowed(blocking)
        return [
            documents.keep(
                register,
                form=template.code,
                title=template.title,
                text=template.text,
                contents=contents,
                patient_id=application.patient_id,
                application_id=application.id,
                consent_id=consent.id if consent else None,
            )
            for template, contents, consent in _set(register, session, applications.saved(register, application_id))
        ]


def prepare_consent(register: Register, consent_id: int) -> Document:
    """Make and keep the sheet of a consent."""
    with register.write("documents.prepare") as session:
        consent = consents.one(register, consent_id)
        template = _form_of(consent.kind)
        return documents.keep(
            register,
            form=template.code,
            title=template.title,
            text=template.text,
            contents=gathering.of_consent(register, session, consent),
            patient_id=consent.patient_id,
            consent_id=consent.id,
        )


def pdf(register: Register, found: list[Document]) -> bytes:
    """Kept papers as one PDF: the same papers give the same bytes, today and in ten years."""
    with register.read("patients.look") as session:
        training = requisites(session).training
    return draw_set(
        [
            Sheet(
                Template.parse(documents.text_of(register, document)),
                document.contents,
                DocumentMark(document.public_id, document.seal[:32], document.anchor),
                training=training,
            )
            for document in found
        ]
    )


def _case(register: Register, shown: int | Sketch) -> Sketch:
    return applications.saved(register, shown) if isinstance(shown, int) else shown


def _set(register: Register, session: Session, case: Sketch) -> list[tuple[Template, dict[str, Any], Consent | None]]:
    """The forms of an application's set with their contents, and the sheets of its consents, as they lie."""
    application = case.application
    day = application.submitted_on or register.today()
    contents = gathering.of_application(register, session, application, case.papers)
    own = [
        (template, contents, None)
        for template in all_templates().values()
        if template.scope == "application" and template.is_in_force_on(day)
    ]
    authority = applications.profile_of(application).authority.name
    sheets = []
    for kind in (ConsentKind.PERSONAL_DATA, ConsentKind.SECRECY):
        consent = consents.valid(session, application.patient_id, kind, register.today(), authority)
        if consent is not None:
            sheets.append((_form_of(kind), gathering.of_consent(register, session, consent), consent))
    return sorted([*own, *sheets], key=lambda paper: paper[0].place)


def has_sheet(kind: ConsentKind) -> bool:
    """Whether the program has a form for a consent of this kind."""
    return f"consent_{kind.value}" in all_templates()


def _form_of(kind: ConsentKind) -> Template:
    """The sheet of a consent: its form is called after its kind."""
    template = all_templates().get(f"consent_{kind.value}")
    if template is None:
        raise UserError(f"Бланка согласия «{kind.label}» в программе пока нет.", do="Подпишите бланк больницы.")
    return template
