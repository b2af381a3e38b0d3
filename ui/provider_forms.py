"""What the office writes down of an organisation: a call, a paper, a branch or licence, a visit, an exclusion."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from narcdesk import choices, providers
from narcdesk.choices import ProviderChoice
from narcdesk.dates import show
from narcdesk.fields import Field as Declared
from narcdesk.fields import Kind, fields_of
from narcdesk.patients import Patient
from narcdesk.provider_choice import UNKNOWN
from narcdesk.providers import FACTS, KINDS, MORE, NUMBERS, PARTS, YES_NO, ProviderCheck, ProviderView, in_words
from narcdesk.register import Register
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import FactDialog, Typed, opened, read_first
from ui.fields import ChoiceField, Field, Form, LongTextField, NumberField, TextField
from ui.fields.made import made
from ui.form_dialog import FormDialog

_PLACES = ("free_total", "free_men", "free_women", "places_men", "places_women", "places_total")
_OTHER = ("term_days", "forms", "phones", "head", "address", "requirements")
_ANSWER = {"": "не сказали", "да": "да", "нет": "нет"}


def asks(provider: ProviderView, kind: str) -> Field:
    """A fact to be typed, with what is known of it and since when."""
    fact, title = provider.facts.get(kind), KINDS[kind]
    hint = f"было: {in_words(kind, fact.value) or UNKNOWN}, {show(fact.as_of)}" if fact else providers.asked(kind).hint
    if kind == "remark":
        return LongTextField(kind, title, rows=3, chars=30, hint=hint)
    if kind in YES_NO:
        field = ChoiceField(kind, title, _ANSWER, chars=12, hint=hint)
        field.set_value("")
        return field
    if kind in NUMBERS:
        return NumberField(kind, title, chars=5, hint=hint)
    return TextField(kind, title, chars=30, hint=hint)


def note_call(parent: QWidget, desk: Desk, provider: ProviderView) -> FormDialog:
    """Write down what was told by telephone today."""
    who = TextField("who", "Кто сказал", required=True, chars=24, hint="имя или должность")
    form = Form(
        [
            ("", [who, asks(provider, "remark")]),
            ("Места: только те, о которых сказали", [asks(provider, kind) for kind in _PLACES]),
            ("Если сказали другое", [asks(provider, kind) for kind in _OTHER]),
        ],
        columns=2,
    )

    def save() -> bool:
        typed = {name: value for name, value in form.values().items() if name != "who"}
        act = dialog.saving(providers.note_call)
        return desk.do(dialog, act, provider.id, typed, str(who.value())) is not None

    line = f"{provider.name} · сведения на сегодня, {show(desk.today())}"
    draft = FormDraft(desk, "providers.note_call", record_id=provider.id)
    dialog = FormDialog(parent, "Звонок в организацию", line, form, save, draft=draft)
    dialog.open()
    return dialog


def tell(parent: QWidget, desk: Desk, provider: ProviderView) -> FormDialog:
    """Write down what a paper, a site or an own look tells; every fact gets the day and the source."""
    source = [made(field, desk.today) for field in providers.SOURCE]
    source[1].set_value(desk.today())
    kinds = [kind for kind in (*FACTS, *MORE) if kind not in _PLACES]
    middle = -(-len(kinds) // 2)
    form = Form(
        [
            ("Откуда", source),
            ("Сведения: только те, что названы", [asks(provider, kind) for kind in kinds[:middle]]),
            ("", [asks(provider, kind) for kind in kinds[middle:]]),
            ("Места", [asks(provider, kind) for kind in _PLACES]),
        ],
        columns=2,
    )

    def save() -> bool:
        return desk.do(dialog, dialog.saving(providers.tell), provider.id, form.values()) is not None

    draft = FormDraft(desk, "providers.tell", record_id=provider.id)
    dialog = FormDialog(parent, "Сведения об организации", provider.name, form, save, draft=draft)
    dialog.open()
    return dialog


def keep_part(parent: QWidget, desk: Desk, provider: ProviderView, kind: str, number: int = 0) -> FactDialog:
    """A branch, a licence, a programme or a service: a new one, or what is known of it now."""
    part = PARTS[kind]
    known = provider.parts.get((kind, number))

    def act(register: Register, typed: Typed) -> Any:
        return providers.keep_part(register, provider.id, kind, typed, number)

    fill = {"as_of": desk.today(), **(_as_typed(part.fields, known.value) if known else {})}
    draft = FormDraft(desk, "providers.keep_part", kind=f"{provider.id}.{kind}.{number}")
    asked = [*part.fields, *providers.SOURCE]
    return opened(FactDialog(parent, desk, part.title, asked, act, draft=draft, line=provider.name, fill=fill))


def _as_typed(asked: tuple[Declared, ...], value: dict[str, Any]) -> dict[str, Any]:
    """What is kept, as fields take it: days as days."""
    days = {field.name for field in asked if field.kind in (Kind.DAY, Kind.NEAR_DAY)}
    return {name: date.fromisoformat(one) if name in days else one for name, one in value.items()}


_WHY = [Declared("why", "Почему", Kind.TEXT, required=True, width=40, longest=200)]


def drop_part(parent: QWidget, desk: Desk, provider: ProviderView, kind: str, number: int) -> FactDialog:
    """A branch was closed, a licence ended: it leaves the list, its history stays."""

    def act(register: Register, why: str) -> Any:
        return providers.drop_part(register, provider.id, kind, number, why)

    title = providers.part_title(kind, provider.parts[kind, number].value)
    draft = FormDraft(desk, "providers.drop_part", kind=f"{provider.id}.{kind}.{number}")
    return opened(
        FactDialog(
            parent,
            desk,
            f"{PARTS[kind].title}: больше нет",
            _WHY,
            read_first(_WHY, act),
            draft=draft,
            line=f"{provider.name} · {title}",
        )
    )


_CRITERIA = "Критерии"


def check(parent: QWidget, desk: Desk, provider: ProviderView) -> FormDialog:
    """A selection, a certification or a visit of monitoring; the list of criteria stands beside it, a row each."""
    form = Form(
        [
            ("Проверка", [made(field, desk.today) for field in fields_of(ProviderCheck)]),
            (_CRITERIA, [made(field, desk.today) for field in providers.criteria_fields()]),
        ],
        columns=2,
        across={_CRITERIA: ("Соответствует ли", "Способ", "Замечание")},
    )
    form.fill({"on": desk.today()})

    def save() -> bool:
        return desk.do(dialog, dialog.saving(providers.check), provider.id, form.values()) is not None

    draft = FormDraft(desk, "providers.check", record_id=provider.id)
    dialog = FormDialog(parent, "Проверка организации", provider.name, form, save, draft=draft, verb="За&писать")
    dialog.open()
    return dialog


def exclude(parent: QWidget, desk: Desk, provider: ProviderView) -> FactDialog:
    """The region excluded the organisation, on a ground."""

    def act(register: Register, typed: Typed) -> Any:
        return providers.exclude(register, provider.id, typed)

    line = f"{provider.name} · останется в реестре с пометкой «исключена»"
    draft = FormDraft(desk, "providers.exclude", record_id=provider.id)
    fill = {"on": desk.today()}
    return opened(
        FactDialog(
            parent,
            desk,
            "Исключить из реестра",
            providers.EXCLUDING,
            act,
            draft=draft,
            line=line,
            fill=fill,
            verb="&Исключить",
        )
    )


def restore(parent: QWidget, desk: Desk, provider: ProviderView) -> FactDialog:
    """The organisation is in the registry again."""

    def act(register: Register, typed: Typed) -> Any:
        return providers.restore(register, provider.id, typed)

    draft = FormDraft(desk, "providers.restore", record_id=provider.id)
    line = f"{provider.name} · {provider.exclusion}"
    return opened(
        FactDialog(parent, desk, "Вернуть в реестр", providers.RESTORING, act, draft=draft, line=line, verb="&Вернуть")
    )


def sign(parent: QWidget, desk: Desk, patient: Patient, sheet: ProviderChoice) -> FactDialog:
    """The person signed his sheet of organisations and chose one of them."""
    known = desk.ask(choices.shown, patient.id)
    names = {number: known[int(number)] for number in sheet.offered}
    chosen = ChoiceField("provider", "Выбрал(а)", names, required=True, chars=40)
    signed = made(choices.SIGNING[1], desk.today)

    def act(register: Register, typed: Typed) -> ProviderChoice:
        day = typed["on"]
        picked = str(typed["provider"] or "")
        return choices.sign(
            register, sheet.id, int(picked) if picked.isdecimal() else 0, day if isinstance(day, date) else date.max
        )

    draft = FormDraft(
        desk, "choices.sign", patient_id=patient.id, record_id=sheet.id, kind=ProviderChoice.__tablename__
    )
    line = f"{patient.full_name} · лист от {show(sheet.made_on)}"
    return opened(
        FactDialog(
            parent,
            desk,
            "Подписан выбор организации",
            [chosen, signed],
            act,
            draft=draft,
            line=line,
            fill={"on": desk.today()},
        )
    )


OF_PROVIDER: dict[str, Callable[[QWidget, Desk, ProviderView], FormDialog]] = {
    "providers.note_call": note_call,
    "providers.tell": tell,
    "providers.check": check,
    "providers.exclude": exclude,
    "providers.restore": restore,
}
"""Form -> how it is opened anew for a draft."""
