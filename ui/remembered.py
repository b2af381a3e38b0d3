"""What this computer remembers for a Windows account: where the register lies. Never a word about a person."""

import json
from pathlib import Path

from narcdesk.places import state_dir


def register_folder() -> Path | None:
    """The folder that was opened last, if it is still there."""
    try:
        folder = Path(json.loads(_file().read_text(encoding="utf-8"))["register"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return folder if folder.is_dir() else None


def remember_register(folder: Path) -> None:
    """Open this one by itself next time; a memory that cannot be written is no harm."""
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_text(json.dumps({"register": str(folder)}), encoding="utf-8", newline="\n")
    except OSError:
        pass


def _file() -> Path:
    return state_dir() / "register.json"
