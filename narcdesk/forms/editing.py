"""The forms as this office prints them: the program's own, and over them what the office wrote.

A text is kept only when it can be printed, filled and empty, and when it leaves alone what the law hangs on: whose
case it is of, whether it leaves the office, what of the medical secret it tells. Papers that were made keep the text
that they were made with.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy.orm import Session

from narcdesk import form_texts
from narcdesk.errors import NotFound
from narcdesk.form_texts import FormText
from narcdesk.forms import draw_set
from narcdesk.forms.contents import empty, sample
from narcdesk.forms.mark import Sheet
from narcdesk.forms.template import Template, TemplateFault, all_templates
from narcdesk.register import Register

FIXED = {  # keys of the head -> why the office may not change them
    "code": "по нему программа узнаёт бумагу",
    "scope": "от него зависит, какие сведения в ней есть",
    "place": "по нему бумага лежит в комплекте",
    "enclosed": "от него зависит перечень документов",
    "leaves": "от него зависит, нужно ли основание, чтобы передать бумагу",
    "tells": "от него зависит, какое согласие для неё нужно",
    "valid_from": "форму вводит и отменяет её акт",
    "valid_to": "форму вводит и отменяет её акт",
}


@dataclass(frozen=True)
class Edited:
    """A form in the list of all: what is printed today, and whose text it is."""

    code: str
    title: str
    own: FormText | None
    is_older: bool  # the program's form has changed since the office wrote its own
    fault: str  # why the office's text cannot be printed by this program any more

    @property
    def whose(self) -> str:
        """In a word."""
        if self.fault:
            return "не печатается"
        return "своя" if self.own else "из программы"


def templates(session: Session, scope: str) -> list[Template]:
    """The forms of a scope as this office prints them. Raises TemplateFault where its text cannot be used any more."""
    own = form_texts.in_force(session)
    return [_over(own, one) for one in all_templates().of_scope(scope)]


def template(session: Session, code: str) -> Template:
    """The form of a code as this office prints it; raises NotFound, TemplateFault."""
    factory = all_templates().get(code)
    if factory is None:
        raise NotFound("Такого бланка в программе нет.", do="Обновите программу.")
    return _over(form_texts.in_force(session), factory)


def _over(own: dict[str, FormText], factory: Template) -> Template:
    written = own.get(factory.code)
    return factory if written is None else checked(factory.code, written.text)


@lru_cache(maxsize=128)
def checked(code: str, text: str) -> Template:
    """The text of a form, read and held against what it may not change; raises TemplateFault, NotFound."""
    factory = all_templates().get(code)
    if factory is None:
        raise NotFound("Такого бланка в программе нет.", do="Обновите программу.")
    made = Template.parse(text)
    for key, why in FIXED.items():
        if getattr(made, key) != getattr(factory, key):
            raise TemplateFault(f"«{key}» в начале формы менять нельзя: {why}", _line_of(text, key))
    return made


def trial(code: str, text: str) -> bytes:
    """A test print with invented data, ПРОЕКТ across it; raises TemplateFault where the text cannot be printed."""
    made = checked(code, text)
    return draw_set([Sheet(made, sample(made.scope), project=True)])


def keep(register: Register, code: str, text: str) -> FormText:
    """Print by this text from now on; raises TemplateFault, and then nothing is kept."""
    with register.write("forms.keep") as session:
        made = checked(code, text)
        for contents in (sample(made.scope), empty(made.scope)):  # what no page can hold is found here, not at print
            draw_set([Sheet(made, contents)])
        return _add(register, session, code, made.text)


def put_back(register: Register, code: str) -> FormText:
    """Print by the program's own form again; what the office wrote stays among its editions."""
    with register.write("forms.put_back") as session:
        if code not in form_texts.in_force(session):
            raise NotFound("Эта бумага и так печатается по форме из программы.")
        return _add(register, session, code, "")


def _add(register: Register, session: Session, code: str, text: str) -> FormText:
    kept = FormText(
        code=code,
        text=text,
        factory=all_templates()[code].edition,
        made_on=register.today(),
        by=register.person.id,
    )
    session.add(kept)
    session.flush()
    return kept


def listing(register: Register) -> list[Edited]:
    """All forms by their titles."""
    with register.read("forms.look") as session:
        return sorted(_listed(form_texts.in_force(session)), key=lambda one: one.title.casefold())


def _listed(own: dict[str, FormText]) -> Iterator[Edited]:
    for factory in all_templates().values():
        written, title, fault = own.get(factory.code), factory.title, ""
        if written is not None:
            try:
                title = checked(factory.code, written.text).title
            except TemplateFault as found:
                fault = found.what
        older = written is not None and written.factory != factory.edition
        yield Edited(factory.code, title, written, older, fault)


def text_of(register: Register, code: str) -> str:
    """The text by which a paper is printed today."""
    with register.read("forms.look") as session:
        written = form_texts.in_force(session).get(code)
        return written.text if written else all_templates()[code].text


def _line_of(text: str, key: str) -> int:
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if line.startswith(f"{key}:")), 0)
