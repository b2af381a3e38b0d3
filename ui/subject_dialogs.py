"""What is written down of a body of the district: a new entry, what has changed, and that it is no more."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from narcdesk import rules, subjects
from narcdesk.fields import fields_of
from narcdesk.office import requisites
from narcdesk.register import Register
from narcdesk.subjects import Body, Correspondent
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import FactDialog, Typed
from ui.fields import ChoiceField

NAMED = "Полное название как на бланке; от вида зависит, кому можно писать без согласия"


def enter(parent: QWidget, desk: Desk, of: Body | None = None) -> FactDialog:
    """A new entry; `of` is the line of the reference list that it says more about."""
    fill: Mapping[str, object] = {}
    if of is not None:
        fill = {"name": of.name, "kind": of.kind.value, "reference": of.reference, "phone": of.phone}
    dialog = FactDialog(
        parent,
        desk,
        "Запись справочника",
        fields_of(Correspondent),
        subjects.enter,
        draft=FormDraft(desk, "subjects.enter"),
        line=NAMED,
        fill=fill,
    )
    return _open(dialog, desk)


def amend(parent: QWidget, desk: Desk, entry: Correspondent) -> FactDialog:
    """Change what the office knows of a body."""

    def act(register: Register, typed: Typed) -> Correspondent:
        return subjects.amend(register, entry.id, typed)

    dialog = FactDialog(
        parent,
        desk,
        "Изменить запись справочника",
        fields_of(Correspondent),
        act,
        draft=FormDraft(desk, "subjects.amend", record_id=entry.id, kind=entry.__tablename__),
        line=entry.name,
        fill={field.name: getattr(entry, field.name) for field in fields_of(Correspondent)},
        verb="&Сохранить",
    )
    return _open(dialog, desk)


def _open(dialog: FactDialog, desk: Desk) -> FactDialog:
    """The reference list of the office's own region is offered; what is chosen tells the kind."""
    reference, kind = dialog.form["reference"], dialog.form["kind"]
    assert isinstance(reference, ChoiceField)
    known = {subject.code: subject for subject in desk.ask(_reference_list)}
    chosen = reference.value()
    if chosen and chosen not in known:  # of another region, as it was written down once
        known[str(chosen)] = rules.subject(str(chosen))
    reference.offer({code: subject.name for code, subject in known.items()})
    reference.set_value(chosen)

    def follow() -> None:
        if (code := str(reference.value())) in known:
            kind.set_value(known[code].kind)

    reference.edited.connect(follow)
    dialog.open()
    return dialog


def _reference_list(register: Register) -> tuple[rules.Subject, ...]:
    with register.read() as session:
        return rules.all_subjects(requisites(session).region_code)


def close(parent: QWidget, desk: Desk, entry: Correspondent) -> FactDialog:
    """The body is no more; who took over is named if somebody did."""
    others = {
        str(body.entry.id): body.name
        for body in desk.ask(subjects.listing)
        if body.entry is not None and body.entry.id != entry.id and body.is_valid_on(desk.today())
    }
    successor = ChoiceField("successor_id", "Преемник", others, chars=44, hint="пусто, если его нет")

    def act(register: Register, typed: Typed) -> Correspondent:
        return subjects.close(register, entry.id, typed)

    dialog = FactDialog(
        parent,
        desk,
        "Закрыть запись справочника",
        [*subjects.CLOSING[:2], successor],
        act,
        draft=FormDraft(desk, "subjects.close", record_id=entry.id, kind=entry.__tablename__),
        line=entry.name,
        fill={"valid_to": desk.today()},
        verb="Закрыть з&апись",
    )
    dialog.open()
    return dialog
