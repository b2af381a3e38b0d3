"""Which questions about a profile are open: one is settled by the act that answers it, and asked again without it."""

from typing import Any

from narcdesk import profile
from narcdesk.profile import Profile

Data = dict[str, Any]


def of_cell(own: Profile, key: str) -> str:
    """What is still to be asked about a cell; a question about a whole part is one about each cell of it."""
    return own.question(key)


def settle(data: Data, key: str, *, is_set: bool, program: Data | None = None) -> None:
    """Bring the questions into line after a cell was set, emptied, or put back to what the `program` says."""
    open_ones: dict[str, str] = data.setdefault("unverified", {})
    known = _known(key, open_ones, program)
    if known is None:
        return
    nearest, question = known
    if is_set:
        if nearest == key or not _has_gaps(data, nearest):
            open_ones.pop(nearest, None)
    elif program is None or nearest in program.get("unverified", {}):
        open_ones[nearest] = question
    else:
        open_ones.pop(nearest, None)
    for asked in open_ones:
        _hold(data, asked)


def _known(key: str, open_ones: dict[str, str], program: Data | None) -> tuple[str, str] | None:
    """The question that a cell falls under, of the program's profile, of this one, or the common one."""
    asked = (program or {}).get("unverified", {}) | {} if program else {}
    for questions in (asked, open_ones):
        found = [one for one in questions if key == one or key.startswith(f"{one}.")]
        if found:
            nearest = max(found, key=len)
            return nearest, questions[nearest]
    try:
        return profile.common().question(key)
    except LookupError:
        return None


def _has_gaps(data: Data, question: str) -> bool:
    """Whether something of a part is still not known, such as one paper of the whole list."""
    sources = data.get("sources", {})
    if question == "attachments":
        return any("required" not in one for one in data["attachments"])
    if question == "authority":
        return any(name not in data["authority"] for name in ("name", "address", "head_name"))
    if question == "instruments":
        keys = [f"instruments.{one['code']}" for one in data["instruments"]]
        return any(f"{key}.{name}" not in sources for key in keys for name in ("eligibility", "max_course_days"))
    if question == "reasons":
        return not any(key.startswith("reasons.") for key in sources)
    return False


def _hold(data: Data, key: str) -> None:
    """A question needs the key that it is about, were it empty."""
    block: Any = data
    *outer, last = key.split(".")
    for part in outer:
        block = (
            next((one for one in block if one["code"] == part), None) if isinstance(block, list) else block.get(part)
        )
        if not isinstance(block, dict | list):
            return
    if isinstance(block, dict):
        block.setdefault(last, None)
