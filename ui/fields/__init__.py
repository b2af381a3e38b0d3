"""Fields of forms: typed by hand or pasted, in either layout, walked by Tab or by Enter."""

from ui.fields.base import Field, labelled
from ui.fields.check import CheckBox, CheckField
from ui.fields.checks import ChecksField
from ui.fields.choice import ChoiceField, PlaceField
from ui.fields.code import CodeField
from ui.fields.days import DayField, PartialDayField
from ui.fields.form import Form
from ui.fields.line import Line, MoneyField, NameField, NumberField, TextField
from ui.fields.lines import LongTextField
from ui.fields.numbers import IdentifierField
from ui.fields.password import PasswordField
from ui.fields.suggest import SuggestField

__all__ = [
    "CheckBox",
    "CheckField",
    "ChecksField",
    "ChoiceField",
    "CodeField",
    "DayField",
    "Field",
    "Form",
    "IdentifierField",
    "Line",
    "LongTextField",
    "MoneyField",
    "NameField",
    "NumberField",
    "PartialDayField",
    "PasswordField",
    "PlaceField",
    "SuggestField",
    "TextField",
    "labelled",
]
