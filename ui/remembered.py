"""What this computer remembers for a Windows account: where the register lies, where files came from and went.

Never a word about a person.
"""

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


def folder(purpose: str) -> Path | None:
    """The folder last used for a purpose («lists», «batches»), if it is still there."""
    kept = _kept(_folders()).get(purpose)
    return Path(kept) if kept and Path(kept).is_dir() else None


def remember_folder(purpose: str, path: Path) -> None:
    """Begin there next time; a memory that cannot be written is no harm."""
    _keep(_folders(), {**_kept(_folders()), purpose: str(path)})


def _folders() -> Path:
    return state_dir() / "folders.json"


def _kept(path: Path) -> dict[str, str]:
    try:
        return {str(name): str(value) for name, value in json.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, AttributeError):
        return {}


def _keep(path: Path, values: dict[str, str]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8", newline="\n")
    except OSError:
        pass
