"""A profile as one file: what another office of the region needs to go by the same acts.

The file is JSON with a checksum over what it says; line ends and spaces do not matter. It is looked into before it is
taken, and whoever takes it sees first what would change.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from narcdesk import datafiles, profile
from narcdesk.datafiles import DataFault
from narcdesk.errors import UserError
from narcdesk.files import write_atomically
from narcdesk.office_profile.cells import cells
from narcdesk.office_profile.list_columns import LONGEST_TITLE, MOST_FACTS, list_columns
from narcdesk.profile import Profile
from narcdesk.register import Register

FORMAT, VERSION = "narcdesk-profile", 1
COLUMNS = "registry_import"
MOST_BYTES = 1_000_000  # of a file; the fullest profile has some twenty thousand


@dataclass(frozen=True)
class Change:
    """What a file would change: a cell before and after."""

    section: str
    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Offer:
    """What was found in a file."""

    name: str
    profile: Profile
    changes: tuple[Change, ...]
    columns: Mapping[str, str] = field(default_factory=dict)  # of the region's lists of organisations


def name_of_file(one: Profile, day: date) -> str:
    """How the file is called at first."""
    region = re.sub(r'[\\/:*?"<>|]', " ", one.region_name)
    return f"Профиль {one.region_code} {region} {day:%Y-%m-%d}.json"


def written(register: Register) -> str:
    """The text of the file of the profile that the office goes by today; raises Forbidden."""
    register.person.must("profile.amend")
    data = profile.plain(register.profile_on(register.today()))
    text, columns = datafiles.plain(data), list_columns(register)
    head = {"format": FORMAT, "version": VERSION, "sha256": _checksum(text, columns), "profile": json.loads(text)}
    if columns:
        head[COLUMNS] = columns
    return json.dumps(head, ensure_ascii=False, indent=1) + "\n"


def save_as(register: Register, path: Path) -> Path:
    """Write the profile of today into a file; raises Forbidden, and UserError where it cannot be written."""
    write_atomically(path, written(register).encode("utf-8"))
    return path


def look_into(register: Register, path: Path) -> Offer:
    """What a file offers, compared with the profile of today; raises UserError with what is wrong with it."""
    register.person.must("profile.take_file")
    offered, columns = _read(path)
    today = register.profile_on(register.today())
    if offered.region_code != today.region_code or offered.training != today.training:
        raise UserError(
            f"В файле «{path.name}» профиль другого региона: {offered.region_name}.",
            do=f"Кабинет работает по региону «{today.region_name}»: выберите его файл.",
        )
    changes = (*differences(today, offered), *_of_columns(list_columns(register), columns))
    return Offer(path.name, offered, changes, columns)


def _of_columns(before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    """What the file says otherwise of the columns of the region's lists; what it does not name stays."""
    if {**before, **after} == before:
        return []
    told = [", ".join(f"«{title}»" for title in one.values()) or "не заданы" for one in (before, {**before, **after})]
    return [Change("Список организаций", "Столбцы", *told)]


def differences(before: Profile, after: Profile) -> tuple[Change, ...]:
    """The cells in which two profiles of a region differ."""
    old, new = profile.plain(before), profile.plain(after)
    known = {cell.key: cell for one in (new, old) for cell in cells(one)}
    return tuple(
        Change(cell.section, cell.title, cell.shown(old), cell.shown(new))
        for cell in known.values()
        if _told(cell.values(old)) != _told(cell.values(new))
    )


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", False)}


def _checksum(text: str, columns: Mapping[str, str]) -> str:
    told = text + (datafiles.plain(columns) if columns else "")
    return hashlib.sha256(told.encode("utf-8")).hexdigest()


def _columns_in(head: Mapping[str, Any]) -> dict[str, str] | None:
    """What the file says of the columns, None where that is nothing of ours."""
    told = head.get(COLUMNS, {})
    if not isinstance(told, dict) or len(told) > MOST_FACTS:
        return None
    is_plain = all(isinstance(title, str) and 0 < len(title) <= LONGEST_TITLE for title in told.values())
    return told if is_plain else None


def _read(path: Path) -> tuple[Profile, dict[str, str]]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _not_ours(path)
        head = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UserError(f"Файл «{path.name}» не удалось прочитать.", do="Проверьте диск и повторите.") from error
    except (ValueError, RecursionError) as error:
        raise _not_ours(path) from error
    if not isinstance(head, dict) or head.get("format") != FORMAT or not isinstance(head.get("version"), int):
        raise _not_ours(path)
    if head["version"] > VERSION:
        raise UserError(
            f"Файл «{path.name}» записан более новой версией программы.", do="Обновите программу и загрузите его снова."
        )
    text = json.dumps(head.get("profile"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    columns = _columns_in(head)
    if columns is None or _checksum(text, columns) != head.get("sha256"):
        raise UserError(
            f"Файл «{path.name}» повреждён или изменён: контрольная сумма не сходится.",
            do="Попросите прислать его ещё раз.",
        )
    try:
        return profile.from_text(text), columns
    except DataFault as fault:
        raise UserError(
            f"В файле «{path.name}» профиль с ошибкой, ключ «{fault.key}»: {fault.why}.",
            do="Обновите программу или попросите прислать файл ещё раз.",
        ) from fault


def _not_ours(path: Path) -> UserError:
    return UserError(
        f"Файл «{path.name}» — не профиль региона NarcDesk.", do="Выберите файл, который выгрузила программа."
    )
