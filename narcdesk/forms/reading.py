"""From the YAML text of a form to the blocks of `vocabulary`, every fault with the line it stands in."""

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import yaml

from narcdesk.errors import UserError
from narcdesk.forms.vocabulary import WORDS, Block, Repeated, Text

LONGEST = 200_000  # letters; the longest form we know has 12,000
NOT_YAML = "запись не по правилам YAML: проверьте отступы, кавычки и двоеточия"

# Written in C, where the library was built with it: a form is read in a third of the time.
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_YES_NO = {"true": True, "да": True, "false": False, "нет": False}
_BESIDE_THE_WORD = frozenset(field.name for field in fields(Repeated))


class TemplateFault(UserError):
    """A form that cannot be used as it is written: `line` of the file (0: the whole file) and why."""

    def __init__(self, why: str, line: int = 0) -> None:
        where = f"строка {line}: " if line else ""
        super().__init__(
            f"Форма не принята: {where}{why}.",
            do="Исправьте текст формы или верните форму из поставки программы.",
        )
        self.line = line


def read_blocks(text: str) -> tuple[dict[str, Any], tuple[Block, ...]]:
    """The head of a form file as plain data, and its blocks. Raises TemplateFault."""
    if len(text) > LONGEST:
        raise TemplateFault(f"текст длиннее {LONGEST} знаков")
    try:
        # Aliases let a small file grow without end, and no form needs them.
        for event in yaml.parse(text, _LOADER):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise TemplateFault("знаки & и * в начале значения здесь не применяются", _line(event))
        root = yaml.compose(text, _LOADER)
        pairs = dict(_pairs(root)) if root else {}
        head = {
            name: yaml.SafeLoader("").construct_object(node, deep=True)
            for name, node in pairs.items()
            if name != "blocks"
        }
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise TemplateFault(NOT_YAML, mark.line + 1 if mark else 0) from error
    except (yaml.YAMLError, ValueError) as error:
        raise TemplateFault(NOT_YAML) from error
    if "blocks" not in pairs:
        raise TemplateFault("нет раздела blocks с содержанием бумаги")
    return head, tuple(_block(node) for node in _items(pairs["blocks"]))


def _block(node: yaml.Node) -> Block:
    pairs = dict(_pairs(node))
    words = [name for name in pairs if name not in _BESIDE_THE_WORD]
    if len(words) != 1 or words[0] not in WORDS:
        known = ", ".join(WORDS)
        said = ", ".join(f"«{word}»" for word in words) or "ни одного слова"
        comma = "; текст с запятой внутри { } берётся в кавычки" if len(words) > 1 else ""
        raise TemplateFault(f"{said}: здесь нужно ровно одно из слов {known}{comma}", _line(node))
    word = words[0]
    beside = {name: value for name, value in pairs.items() if name != word}
    made: Block = _made(WORDS[word], pairs[word], word, beside)
    return made


def _made(kind: type[Any], node: yaml.Node, word: str, beside: dict[str, yaml.Node]) -> Any:
    """One dataclass of the vocabulary; a bare value stands for its first field of its own."""
    own = [field for field in fields(kind) if field.name not in beside]
    if isinstance(node, yaml.MappingNode):
        given = dict(_pairs(node)) | beside
    elif isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null":
        given = dict(beside)
    else:
        main = next(field.name for field in own if field.name not in _BESIDE_THE_WORD)
        given = {main: node} | beside
    known = {field.name for field in fields(kind)}
    for name, value in given.items():
        if name not in known:
            raise TemplateFault(f"у «{word}» нет ключа «{name}», есть: {', '.join(sorted(known))}", _line(value))
    hints = get_type_hints(kind)
    for field in fields(kind):
        if field.default is MISSING and field.name not in given:
            raise TemplateFault(f"у «{word}» не указано «{field.name}»", _line(node))
    return kind(**{name: _value(hints[name], value, name) for name, value in given.items()})


def _value(hint: Any, node: yaml.Node, name: str) -> Any:
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], item, name) for item in _items(node))
    if get_origin(hint) is UnionType:
        return _block(node)
    if is_dataclass(hint):
        assert isinstance(hint, type)
        return _made(hint, node, name, {})
    text = _scalar(node)
    if isinstance(hint, type) and issubclass(hint, Text):
        return hint(text, _line(node))
    if get_origin(hint) is Literal:
        if text not in get_args(hint):
            raise TemplateFault(f"«{name}» бывает только: {', '.join(get_args(hint))}", _line(node))
        return text
    if hint is bool:
        if text.lower() not in _YES_NO:
            raise TemplateFault(f"«{name}» бывает только true или false", _line(node))
        return _YES_NO[text.lower()]
    try:
        number = hint(text.replace(",", "."))
    except ValueError as error:
        raise TemplateFault(f"«{name}» должно быть числом", _line(node)) from error
    if not 0 <= number <= 297:  # millimetres, points or lines: nothing on a sheet is larger
        raise TemplateFault(f"«{name}» не помещается на лист", _line(node))
    return number


def _pairs(node: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        raise TemplateFault("здесь ожидаются строки вида «ключ: значение»", _line(node))
    seen = set()
    for key, value in node.value:
        name = _scalar(key)
        if name in seen:
            raise TemplateFault(f"ключ «{name}» написан дважды", _line(key))
        seen.add(name)
        yield name, value


def _items(node: yaml.Node) -> list[yaml.Node]:
    if not isinstance(node, yaml.SequenceNode):
        raise TemplateFault("здесь ожидается список: каждая строка с тире", _line(node))
    return list(node.value)


def _scalar(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise TemplateFault("здесь ожидается текст", _line(node))
    return str(node.value)


def _line(node: yaml.Node | yaml.Event) -> int:
    return node.start_mark.line + 1 if node.start_mark else 0
