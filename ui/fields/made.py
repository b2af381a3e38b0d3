"""The field for a thing that `narcdesk.fields` declares: one line a kind."""

from collections.abc import Callable
from datetime import date

from narcdesk import identifiers
from narcdesk.fields import Field as Asked
from narcdesk.fields import Kind
from ui.fields.base import Field
from ui.fields.check import CheckField
from ui.fields.choice import ChoiceField
from ui.fields.days import DayField, PartialDayField
from ui.fields.line import MoneyField, NameField, NumberField, TextField
from ui.fields.lines import LongTextField
from ui.fields.numbers import IdentifierField

_ONE_LINE = {
    Kind.TEXT: TextField,
    Kind.NAME: NameField,
    Kind.NUMBER: NumberField,
    Kind.MONEY: MoneyField,
}
_CHECKS: dict[Kind, Callable[[str], identifiers.Identifier | identifiers.Phone]] = {
    Kind.SNILS: identifiers.snils,
    Kind.DEPARTMENT: identifiers.department_code,
    Kind.INN: identifiers.inn,
    Kind.OGRN: identifiers.ogrn,
    Kind.PHONE: identifiers.phone,
    Kind.EMAIL: identifiers.email,
}


def made(asked: Asked, today: Callable[[], date]) -> Field:
    """The widget that asks for a declared field."""
    name, label, hint, required, chars = asked.name, asked.title, asked.hint, asked.required, asked.width
    match asked.kind:
        case Kind.LONG_TEXT:
            return LongTextField(name, label, hint=hint, required=required, chars=max(chars, 40))
        case Kind.YES_NO if asked.has_default:
            return CheckField(name, label, hint=hint)
        case Kind.YES_NO:  # nobody may know it: an empty box would say «нет»
            return ChoiceField(name, label, {"да": "да", "нет": "нет"}, hint=hint, required=required, chars=6)
        case Kind.CHOICE:
            options = asked.options(today())
            return ChoiceField(name, label, options, hint=hint, required=required, chars=chars)
        case Kind.BIRTH:
            return PartialDayField(name, label, today, hint=hint, required=required)
        case Kind.DAY:
            return DayField(name, label, today, hint=hint, required=required)
        case Kind.PAST_DAY:
            return DayField(name, label, today, lean="past", hint=hint, required=required)
        case Kind.NEAR_DAY:
            return DayField(name, label, today, lean="future", hint=hint, required=required)
    if asked.kind in _CHECKS:
        return IdentifierField(
            name,
            label,
            _CHECKS[asked.kind],
            hint=hint,
            required=required,
            chars=chars,
            may_be_unknown=asked.may_be_unknown,
        )
    return _ONE_LINE[asked.kind](
        name, label, hint=hint, required=required, chars=chars, may_be_unknown=asked.may_be_unknown
    )
