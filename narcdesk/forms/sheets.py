"""Single papers: about one record of the office, or a journal of many, made of what the register holds.

A paper that stays in the office or goes into the person's own hand needs no ground. One that leaves with a name on it
(`leaves: true` in its head) is made through a letter alone: `issue`.
"""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from narcdesk import documents, letters
from narcdesk.base import Base
from narcdesk.documents import Document
from narcdesk.errors import NotFound, UserError
from narcdesk.forms import Sheet, Template, all_templates, draw_set, editing, gathering
from narcdesk.forms.scopes import all_scopes, scope_of
from narcdesk.letters import Gate, Letter
from narcdesk.office import requisites
from narcdesk.patients import Patient
from narcdesk.register import Register


def of_scope(scope: str, register: Register, *, leaves: bool = False) -> list[Template]:
    """The forms in force today about a kind of record, in the order of their places; those that leave on wish."""
    with register.read() as session:
        known = editing.templates(session, scope)
    found = [one for one in known if one.leaves is leaves and one.is_in_force_on(register.today())]
    return sorted(found, key=lambda template: (template.place, template.code))


def of_record(record: type[Base], register: Register, *, leaves: bool = False) -> list[Template]:
    """The forms in force today that are made of a row of a table, such as a person's card, whatever their scope."""
    scopes = [name for name, scope in all_scopes().items() if scope.record is record and scope.gather is not None]
    return [form for name in scopes for form in of_scope(name, register, leaves=leaves)]


def _form(register: Register, code: str) -> Template:
    """The form of a code as this office prints it; raises NotFound, TemplateFault."""
    with register.read() as session:
        return editing.template(session, code)


def title_of(code: str) -> str:
    """What a paper is called in lists and over its form; raises NotFound."""
    known = all_templates().get(code)
    if known is None:
        raise NotFound("Такого бланка в программе нет.", do="Обновите программу.")
    return known.title


def preview(register: Register, code: str, subject: Any) -> bytes:
    """The paper as it would be now, with ПРОЕКТ across; nothing is kept."""
    register.person.must("patients.look")
    template = _form(register, code)
    with register.read("patients.look") as session:
        contents = gathered(register, session, template, subject)
        training = requisites(session).training
    return draw_set([Sheet(template, contents, project=True, training=training)])


def prepare(register: Register, code: str, subject: Any) -> Document:
    """Make and keep a paper that does not leave with a name; raises UserError for one that does.

    `subject` is the row that the scope of the form is about, or what says which rows a journal holds.
    """
    register.person.must("documents.prepare")
    template = _form(register, code)
    if template.leaves:
        raise UserError(
            f"«{template.title}» уходит из кабинета с именем пациента.",
            do="Оформите её как исходящее письмо: там спрашивают, на каком основании.",
        )
    with register.write("documents.prepare") as session:
        return keep(register, session, template, subject, {})


def issue(register: Register, letter_id: int) -> Document:
    """Give a letter its number and make its paper; raises NoGround where the law lets it not leave."""
    with register.write("letters.issue") as session:
        template = _form(register, letters.one(register, letter_id).form)
        letter = letters.number(register, session, letter_id, _gate(template))
        subject = subject_of(session, template, letter)
        more = {"letter": gathering.letter_contents(session, letter)}
        document = keep(register, session, template, subject, more, patient_id=letter.patient_id)
        session.flush()
        letter.document_id = document.id
    return document


def preview_letter(register: Register, letter_id: int) -> bytes:
    """A letter as it would be now, with ПРОЕКТ across; without a number, and nothing is kept."""
    letter = letters.one(register, letter_id)
    template = _form(register, letter.form)
    with register.read("patients.look") as session:
        contents = gathered(register, session, template, subject_of(session, template, letter))
        contents["letter"] = gathering.letter_contents(session, letter)
        training = requisites(session).training
    return draw_set([Sheet(template, contents, project=True, training=training)])


def send(register: Register, letter_id: int, on: date, how: str) -> Letter:
    """A letter left the office; raises NoGround, Invalid."""
    return letters.send(register, letter_id, on, how, _gate(_form(register, letters.one(register, letter_id).form)))


def objections(register: Register, letter_id: int) -> list[str]:
    """Why a letter could not be issued today, in words; empty where it could."""
    with register.read("patients.look") as session:
        letter = letters.one(register, letter_id)
        return letters.objections(session, letter, _gate(_form(register, letter.form)), register.today())


def _gate(template: Template) -> Gate:
    scope = scope_of(template.scope)
    return Gate(template.tells, template.title, scope.objects, scope.follows, scope.whom, scope.each)


def subject_of(session: Session, template: Template, letter: Letter) -> Base:
    """The row that a letter tells of; raises NotFound."""
    record = scope_of(template.scope).record
    if record is None or record.__tablename__ != letter.about_kind:
        raise NotFound(f"Бланк «{template.title}» не о том, о чём это письмо.")
    found = session.get(record, letter.about_id)
    if found is None:
        raise NotFound("Записи, о которой это письмо, в реестре больше нет.")
    return found


def keep(
    register: Register,
    session: Session,
    template: Template,
    subject: Any,
    more: dict[str, Any],
    *,
    patient_id: int | None = None,
) -> Document:
    """Keep the paper of a subject; `more` are contents that the subject does not know. Within the write door."""
    row = subject if isinstance(subject, Base) else None
    if row is not None:
        register.look(session, row)
    return documents.keep(
        register,
        form=template.code,
        title=template.title,
        text=template.text,
        contents={**gathered(register, session, template, subject), **more},
        patient_id=patient_of(subject) if patient_id is None else patient_id,
        about=row,
    )


def gathered(register: Register, session: Session, template: Template, subject: Any) -> dict[str, Any]:
    """The contents of a paper; of a letter's own fields nothing is known yet."""
    scope = scope_of(template.scope)
    assert scope.gather is not None, f"papers of the scope {template.scope} are made as a set"
    return scope.gather(register, session, subject)


def patient_of(subject: Any) -> int | None:
    """Whose paper it is; a journal of many is nobody's."""
    if isinstance(subject, Patient):
        return subject.id
    found = getattr(subject, "patient_id", None)
    return found if isinstance(found, int) else None
