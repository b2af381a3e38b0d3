"""What this computer remembers of the last backup of a register: told before anybody has unlocked it."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from narcdesk.dates import days_phrase
from narcdesk.errors import UserError
from narcdesk.files import make_folder, write_atomically
from narcdesk.places import state_dir
from narcdesk.vault import keyfile


@dataclass(frozen=True)
class Remembered:
    """The last backup that was proved on this computer; `opened` is False for one made without a password."""

    path: Path
    made_at: datetime
    opened: bool


def recall(register_id: str) -> Remembered | None:
    """The last backup of a register, or None: none was made here, or the memory cannot be read."""
    try:
        kept = json.loads(_file(register_id).read_text(encoding="utf-8"))
        made_at = datetime.fromisoformat(kept["made_at"])
        return Remembered(Path(kept["path"]), made_at, bool(kept["opened"])) if made_at.tzinfo else None
    except (OSError, ValueError, LookupError, TypeError):
        return None


def recall_in(folder: Path) -> Remembered | None:
    """The last backup of the register in a folder that is still closed; None also where no register is."""
    try:
        return recall(keyfile.load(folder).register_id)
    except (UserError, OSError):
        return None


def remember(register_id: str, last: Remembered) -> None:
    """Keep it; a memory that cannot be written is no harm, the register knows as well."""
    kept = {"path": str(last.path), "made_at": last.made_at.isoformat(), "opened": last.opened}
    with suppress(UserError):
        make_folder(_file(register_id).parent)
        write_atomically(_file(register_id), json.dumps(kept, ensure_ascii=False).encode())


def age_words(made_at: datetime, now: datetime) -> str:
    """How old a backup is, as a person says it: «сегодня в 14:30», «вчера в 18:02», «3 дня назад»."""
    made_at = made_at.astimezone(now.tzinfo)
    days = (now.date() - made_at.date()).days
    if days < 0:
        return f"{made_at:%d.%m.%Y} (часы компьютера отстают)"
    if days < 2:
        return f"{'вчера' if days else 'сегодня'} в {made_at:%H:%M}"
    return f"{days_phrase(days)} назад"


def _file(register_id: str) -> Path:
    return state_dir() / "backups" / f"{register_id}.json"
