"""Reading the data files of the law, strictly: a slip of the pen in a file is named, never computed with.

The conventions of all files in ``resources/profiles`` and ``resources/rules``:

* ``null`` means "not known to us", a key that is left out means "there is none";
* a number stands beside the ``source`` it comes from, in its own block or in one around it;
* a key that nobody reads, or one that is written twice, is a fault of the file.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml

from narcdesk.errors import UserError

Choice = TypeVar("Choice", bound=str)


class DataFault(UserError):
    """A data file that cannot be used as it stands; `file` and `key` say where to look."""

    def __init__(self, file: str, key: str, why: str) -> None:
        where = f", ключ «{key}»" if key else ""
        super().__init__(
            f"Файл данных «{file}»{where}: {why}.",
            do="Исправьте этот ключ или верните файл из поставки программы.",
        )
        self.file = file
        self.key = key
        self.why = why


class Block:
    """One mapping of a data file; what is read is remembered, and `finish` refuses the rest."""

    def __init__(self, raw: object, file: str, key: str = "", outer: "Block | None" = None) -> None:
        self.file = file
        self.key = key
        self._outer = outer
        self._inner: list[Block] = []
        self._read: set[str] = set()
        if not isinstance(raw, dict) or not all(isinstance(name, str) for name in raw):
            raise self.fault("", "здесь ожидаются строки вида «ключ: значение»")
        self._raw: Mapping[str, object] = raw

    def fault(self, key: str, why: str) -> DataFault:
        """The fault to raise about `key` of this block; an empty key means the block itself."""
        return DataFault(self.file, ".".join(part for part in (self.key, key) if part), why)

    def text(self, key: str) -> str:
        """A text that must be there and must not be empty."""
        text = self.text_or_none(key)
        if text is None:
            raise self.fault(key, "текст не указан")
        return text

    def text_or_none(self, key: str) -> str | None:
        """A text, or None when it is `null` or left out."""
        value = self._take(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self.fault(key, "здесь ожидается непустой текст (число или код возьмите в кавычки)")
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; `null` and a key left out give an empty one."""
        values = self._take(key)
        if values is None:
            return ()
        if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
            raise self.fault(key, "здесь ожидается список текстов")
        return tuple(values)

    def choice(self, key: str, allowed: tuple[Choice, ...]) -> Choice:
        """One of the `allowed` words."""
        chosen = self.choice_or_none(key, allowed)
        if chosen is None:
            raise self.fault(key, f"выберите одно из: {', '.join(allowed)}")
        return chosen

    def choice_or_none(self, key: str, allowed: tuple[Choice, ...]) -> Choice | None:
        """One of the `allowed` words, or None when it is `null` or left out."""
        value = self.text_or_none(key)
        for word in allowed:
            if value == word:
                return word
        if value is not None:
            raise self.fault(key, f"«{value}» здесь не бывает, выберите одно из: {', '.join(allowed)}")
        return None

    def choices(self, key: str, allowed: tuple[Choice, ...]) -> tuple[Choice, ...]:
        """A list of `allowed` words."""
        values = self.texts(key)
        if strange := [value for value in values if value not in allowed]:
            raise self.fault(key, f"«{strange[0]}» здесь не бывает, выбирайте из: {', '.join(allowed)}")
        return tuple(word for word in allowed if word in values)

    def number(self, key: str) -> int:
        """A whole number that must be there, with its source."""
        number = self.number_or_none(key)
        if number is None:
            raise self.fault(key, "число не указано")
        return number

    def number_or_none(self, key: str) -> int | None:
        """A whole number not below zero; a number without a source is refused, for nobody could check it."""
        value = self._take(key)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.fault(key, "здесь ожидается целое число")
        self._read.add("source")
        if not self._has_source():
            raise self.fault(key, "число без источника; укажите рядом source — акт, пункт, дату")
        return value

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """Yes or no; without a `default` it must be there."""
        flag = self.flag_or_none(key)
        flag = default if flag is None else flag
        if flag is None:
            raise self.fault(key, "укажите true или false")
        return flag

    def flag_or_none(self, key: str) -> bool | None:
        """Yes, no, or None when it is `null` or left out."""
        value = self._take(key)
        if value is not None and not isinstance(value, bool):
            raise self.fault(key, "здесь ожидается true или false")
        return value

    def day_or_none(self, key: str) -> date | None:
        """A day written as 2026-09-01, or None when it is `null` or left out."""
        value = self._take(key)
        # A datetime is a date too, but a day of the law has no hours.
        if value is not None and type(value) is not date:
            raise self.fault(key, "здесь ожидается дата вида 2026-09-01")
        return value

    def codes(self, key: str) -> tuple[str, ...]:
        """Beginnings of ICD-10 codes; `F11.2-9` is F11.2, F11.3 … F11.9, as in the official forms."""
        beginnings: list[str] = []
        for text in self.texts(key):
            first, dash, last = text.partition("-")
            if dash and not (len(last) == 1 and last.isdigit() and first[-1].isdigit() and first[-1] < last):
                raise self.fault(key, f"«{text}» — не диапазон кодов вида F11.2-9")
            digits = range(int(first[-1]), int(last) + 1) if dash else ()
            beginnings += [first[:-1] + str(digit) for digit in digits] or [first]
        return tuple(beginnings)

    def block(self, key: str) -> "Block":
        """A block inside this one that must be there."""
        block = self.block_or_none(key)
        if block is None:
            raise self.fault(key, "раздел не указан")
        return block

    def block_or_none(self, key: str) -> "Block | None":
        """A block inside this one, or None when it is `null` or left out."""
        value = self._take(key)
        return None if value is None else self._open(value, key)

    def blocks(self, key: str) -> Iterator["Block"]:
        """A list of blocks, each named in faults by its `code`, or by its place in the list."""
        values = self._take(key)
        if values is None:
            return
        if not isinstance(values, list):
            raise self.fault(key, "здесь ожидается список")
        for place, value in enumerate(values, start=1):
            code = value.get("code") if isinstance(value, dict) else None
            yield self._open(value, f"{key}.{code or place}")

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """A block whose keys are data themselves: (key, text) in the order of the file; none if left out."""
        inner = self.block_or_none(key)
        if inner is None:
            return ()
        return tuple((name, inner.text(name)) for name in inner._raw)

    def finish(self) -> None:
        """Raise the fault of the first key that nobody has read, here or in the blocks inside."""
        for name in self._raw:
            if name not in self._read:
                raise self.fault(name, "такого ключа программа не знает")
        for inner in self._inner:
            inner.finish()

    def blanks(self) -> Iterator[str]:
        """The paths of all keys that are `null`: what we know that we do not know."""
        yield from (f"{self.key}.{name}".lstrip(".") for name, value in self._raw.items() if value is None)
        for inner in self._inner:
            yield from inner.blanks()

    def holds(self, path: str) -> bool:
        """Whether a key of this path, such as `terms.decision`, is written in the file."""
        if any(f"{self.key}.{name}".lstrip(".") == path for name in self._raw):
            return True
        return any(inner.key == path or inner.holds(path) for inner in self._inner)

    def _open(self, raw: object, key: str) -> "Block":
        inner = Block(raw, self.file, ".".join(part for part in (self.key, key) if part), self)
        self._inner.append(inner)
        return inner

    def _take(self, key: str) -> Any:
        self._read.add(key)
        return self._raw.get(key)

    def _has_source(self) -> bool:
        return bool(self._raw.get("source")) or (self._outer is not None and self._outer._has_source())


def read(path: Path) -> Block:
    """The whole of one data file."""
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), _OnceLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        why = error.problem if isinstance(error, _WrittenTwice) else "запись не читается"
        raise DataFault(path.name, "", f"строка {line}: {why}") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise DataFault(path.name, "", "файл не удалось прочитать") from error
    return Block(raw, path.name)


def plain(raw: object) -> str:
    """The same contents as one line of JSON, days as 2026-09-01: alike for whatever is equal."""
    return json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=date.isoformat)


def from_plain(text: str, name: str) -> Block:
    """What `plain` wrote; `name` is how faults call it."""
    try:
        raw = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        why = str(error) if isinstance(error, _TwinKey) else "запись не читается"
        raise DataFault(name, "", why) from error
    return Block(_with_days(raw), name)


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _with_days(raw: Any) -> Any:
    """JSON knows no days: a text that is one becomes one."""
    if isinstance(raw, dict):
        return {key: _with_days(value) for key, value in raw.items()}
    if isinstance(raw, list):
        return [_with_days(value) for value in raw]
    if isinstance(raw, str) and _DAY.fullmatch(raw):
        with suppress(ValueError):
            return date.fromisoformat(raw)
    return raw


class _TwinKey(ValueError):
    """A key stands twice in one mapping of JSON."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _TwinKey(f"ключ «{next(name for name in names if names.count(name) > 1)}» написан дважды")
    return found


class _WrittenTwice(yaml.MarkedYAMLError):
    """A key stands twice in one mapping."""


class _OnceLoader(yaml.SafeLoader):
    """YAML that refuses a key written twice; the plain loader would silently keep the last one."""


def _mapping_without_twins(loader: _OnceLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _value in node.value:
        key = loader.construct_object(key_node)
        if key in seen:
            twin = f"ключ «{key}» написан дважды"
            raise _WrittenTwice(problem=twin, problem_mark=key_node.start_mark)
        seen.add(key)
    return loader.construct_mapping(node, deep=True)


_OnceLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping_without_twins)
