"""Fields in double braces: which are allowed, and what becomes of them.

A form is written by the office, so it is kept in a small yard: it may print a field, ask `{% if %}` and choose with
`or`; it may not call, count, loop or reach inside Python, and of markup it may use b, i, u, br alone (anything else
could read files). The grammar is checked when a form is saved; the sandbox of Jinja2 stands behind it as a second wall.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, nodes
from jinja2.environment import Template as JinjaTemplate
from jinja2.environment import TemplateExpression
from jinja2.sandbox import SandboxedEnvironment

from narcdesk.forms.contents import find
from narcdesk.forms.reading import TemplateFault
from narcdesk.forms.shapes import ROW_NUMBER, Field, Flag, Group, Rows
from narcdesk.forms.vocabulary import Condition, ListName, Repeated, Text

ALLOWED_TAGS = ("b", "i", "u", "br")

_ALLOWED_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.If,
    nodes.CondExpr, nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand,
)  # fmt: skip
_SPACES = re.compile("[ \t\r\n]+")  # and not the non-breaking ones
_TAG = re.compile(r"<(/?)(b|i|u|br)\s*(/?)>")

PartOfForm = TypeVar("PartOfForm")


@cache
def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    environment.filters.clear()
    environment.tests.clear()
    return environment


@cache
def _compiled(text: str) -> JinjaTemplate:
    return _environment().from_string(text)


@cache
def _question(text: str) -> TemplateExpression:
    return _environment().compile_expression(text, undefined_to_none=False)


def check(part: object, names: Group) -> None:
    """Raise TemplateFault for the first field, construct or tag of a part that a form may not have."""
    if isinstance(part, Repeated):
        names = _with_row(part.each, names)
    if isinstance(part, Text):
        _check_text(part, names)
    elif isinstance(part, tuple):
        for inner in part:
            check(inner, names)
    elif is_dataclass(part):
        for field in fields(part):
            check(getattr(part, field.name), names)


def fill_all(parts: tuple[PartOfForm, ...], values: Mapping[str, Any]) -> tuple[PartOfForm, ...]:
    """The parts with ready text, those left out whose `when` fails, those repeated that have an `each`."""
    filled: list[PartOfForm] = []
    for part in parts:
        for inner in _repetitions(part, values):
            if not isinstance(part, Repeated) or not part.when or _asked(part.when, inner):
                filled.append(_fill(part, inner))
    return tuple(filled)


def _fill(part: Any, values: Mapping[str, Any]) -> Any:
    if isinstance(part, ListName):
        return ListName()
    if isinstance(part, Condition):
        return Condition("yes" if part and _asked(part, values) else "", part.line)
    if isinstance(part, Text):
        return Text(_printed(part, values), part.line)
    if isinstance(part, tuple):
        return fill_all(part, values)
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{f.name: _fill(getattr(part, f.name), values) for f in fields(part)})
    return part


def _repetitions(part: object, values: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if isinstance(part, Repeated) and part.each:
        rows = _reached(part.each, values)
        yield from ({**values, "row": row} for row in rows)
    else:
        yield values


def _reached(name: ListName, values: Mapping[str, Any]) -> Any:
    return _guarded(name, lambda: _question(str(name))(**values))


def _asked(question: Condition, values: Mapping[str, Any]) -> bool:
    return bool(_guarded(question, lambda: _question(str(question))(**values)))


def _printed(text: Text, values: Mapping[str, Any]) -> str:
    if "{" not in text:
        printed = str(text)
    else:
        printed = str(_guarded(text, lambda: _compiled(str(text)).render(values)))
    printed = _SPACES.sub(" ", printed).strip()
    _check_markup(printed, text.line)
    return printed


def _guarded(text: Text, act: Callable[[], Any]) -> Any:
    try:
        return act()
    except UndefinedError as error:
        missing = re.search(r"'(\w+)'(?! object)", str(error))
        name = f" «{missing[1]}»" if missing else ""
        raise TemplateFault(f"в сведениях документа нет поля{name} ({text})", text.line) from error


def _with_row(each: ListName, names: Group) -> Group:
    """The names seen inside a repeated part: those of outside, and `row`."""
    if not each:
        return names
    rows = find(names, str(each))
    if not isinstance(rows, Rows):
        lists = [part.name for part in names.parts if isinstance(part, Rows)]
        raise TemplateFault(f"«{each}» — не список; списки этой формы: {', '.join(lists) or 'нет'}", each.line)
    row = Group("row", rows.about, (ROW_NUMBER, *rows.fields))
    return Group(names.name, names.about, (*(part for part in names.parts if part.name != "row"), row))


def _check_text(text: Text, names: Group) -> None:
    if isinstance(text, ListName):
        return  # `_with_row` has looked at it
    source = f"{{{{ {text} }}}}" if isinstance(text, Condition) and text else str(text)
    if isinstance(text, Condition) and ("{" in text or "}" in text):
        raise TemplateFault(f"условие «{text}» пишется без фигурных скобок", text.line)
    try:
        tree = _environment().parse(source)
    except TemplateSyntaxError as error:
        why = "ошибка в фигурных скобках: проверьте, что они закрыты и что у каждого if есть endif"
        raise TemplateFault(f"{why} ({text})", text.line) from error
    for node in _walked(tree, text):
        if isinstance(node, nodes.Name | nodes.Getattr):
            _check_name(_path(node, text), names, text, printed=not isinstance(text, Condition))
        elif isinstance(node, nodes.TemplateData):
            _check_tags(node.data, text.line)
        elif isinstance(node, nodes.Output) and not isinstance(text, Condition):
            _check_no_flag(node, names, text)


def _walked(node: nodes.Node, text: Text) -> Iterator[nodes.Node]:
    """The nodes of a text from the top; a dotted name is one node."""
    if not isinstance(node, _ALLOWED_NODES):
        raise TemplateFault(
            f"«{text}»: так в форме нельзя; можно напечатать поле, спросить if и выбрать через or", text.line
        )
    yield node
    if not isinstance(node, nodes.Getattr):
        for inner in node.iter_child_nodes():
            yield from _walked(inner, text)


def _path(node: nodes.Node, text: Text) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node, text)}.{node.attr}"
    raise TemplateFault(f"«{text}»: точка ставится только между именами полей", text.line)


def _check_name(path: str, names: Group, text: Text, *, printed: bool) -> None:
    part = find(names, path)
    if isinstance(part, Field | Flag) or (isinstance(part, Rows) and not printed):
        return
    if part is not None:
        raise TemplateFault(f"«{path}» — не поле, а раздел «{part.about}»; назовите поле в нём", text.line)
    near = get_close_matches(path, list(_paths(names, "")), n=1)
    hint = f"; возможно, имелось в виду «{near[0]}»" if near else ""
    raise TemplateFault(f"поля «{path}» нет{hint}", text.line)


def _check_no_flag(output: nodes.Output, names: Group, text: Text) -> None:
    for node in output.nodes:
        if isinstance(node, nodes.Name | nodes.Getattr) and isinstance(find(names, _path(node, text)), Flag):
            raise TemplateFault(f"«{_path(node, text)}» — это да или нет, его не печатают, а спрашивают", text.line)


def _paths(group: Group, above: str) -> Iterator[str]:
    for part in group.parts:
        if isinstance(part, Group):
            yield from _paths(part, f"{above}{part.name}.")
        else:
            yield above + part.name


def _check_tags(written: str, line: int) -> None:
    """What the office wrote between its fields: only allowed tags, and no other angle bracket."""
    rest = _TAG.sub("", written)
    if "<" in rest:
        tag = rest[rest.index("<") :][:20]
        raise TemplateFault(f"«{tag}»: из разметки можно только {', '.join(ALLOWED_TAGS)}", line)


def _check_markup(printed: str, line: int) -> None:
    """What goes to the drawing: every tag closed in its turn. Values are escaped and hold no bracket."""
    if "<" not in printed:
        return
    _check_tags(printed, line)
    opened: list[str] = []
    for closing, tag, closed_itself in _TAG.findall(printed):
        if tag == "br" or closed_itself:
            continue
        if not closing:
            opened.append(tag)
        elif not opened or opened.pop() != tag:
            raise TemplateFault(f"</{tag}> закрывает то, что не открыто", line)
    if opened:
        raise TemplateFault(f"<{opened[-1]}> не закрыт", line)
