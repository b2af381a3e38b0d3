"""Fields that offer the bodies of the directory for what may also be typed: who sent, who controls, who gets it."""

from collections.abc import Callable, Collection

from narcdesk import fields as declared
from narcdesk import subjects
from narcdesk.disclosures import AddresseeKind
from narcdesk.register import Register
from narcdesk.subjects import Body
from ui.desk import Desk
from ui.fields import Form, SuggestField

HINT = "F4 — справочник; можно вписать своё"


class BodyField(SuggestField):
    """A declared line of words beside which the directory stands, as far as it `fits`; `body` is the one named."""

    def __init__(self, desk: Desk, asked: declared.Field, fits: Callable[[Body], bool] = lambda _body: True) -> None:
        found = desk.ask(of_today, fits)
        self._bodies = {body.key: body for body in found}
        names = {body.key: body.name for body in found}
        hint = asked.hint or HINT
        super().__init__(asked.name, asked.title, names, hint=hint, required=asked.required, chars=asked.width)

    @property
    def body(self) -> Body | None:
        """The body of the directory that the line names, None of any other."""
        return self._bodies.get(self.key)


def of_today(register: Register, fits: Callable[[Body], bool]) -> list[Body]:
    """The bodies of the directory that may be chosen today, by the alphabet."""
    return [body for body in subjects.listing(register) if body.is_valid_on(register.today()) and fits(body)]


def of_kinds(kinds: Collection[AddresseeKind]) -> Callable[[Body], bool]:
    """That a body is of one of these kinds."""
    return lambda body: body.kind in kinds


def sends(body: Body) -> bool:
    """That a body sends people to the office."""
    return body.sends


def show_addressee(form: Form, body: Body | None) -> None:
    """Put what the directory knows of a body into a form of a letter, as far as the form asks it."""
    for name, said in as_addressee(body).items() if body is not None else ():
        if name in form.fields:
            form[name].set_value(said)


def as_addressee(body: Body) -> dict[str, object]:
    """What a letter to a body begins with."""
    return {
        "recipient_kind": body.kind.value,
        "recipient": body.name,
        "recipient_address": body.address,
        "attention": body.addressee,
    }
