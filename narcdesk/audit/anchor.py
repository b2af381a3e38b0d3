"""The anchor: the head of the journal as this computer last saw it, kept beside no register."""

import json
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.audit.entries import AuditEntry, Head, head_of
from narcdesk.errors import UserError
from narcdesk.files import write_atomically
from narcdesk.places import state_dir


@dataclass(frozen=True)
class Anchor:
    """The last head that this computer saw; `doubt`: what did not fit when another copy was opened since."""

    head: Head
    doubt: str = ""


def anchor_path(register_id: str) -> Path:
    """Where this computer keeps the last head of a register."""
    return state_dir() / "anchors" / f"{register_id}.json"


def read_anchor(register_id: str) -> Anchor | None:
    """What this computer remembers of a register, or None: a new computer, or the anchor itself is damaged."""
    try:
        kept = json.loads(anchor_path(register_id).read_text("utf-8"))
        return Anchor(Head(int(kept["seq"]), str(kept["mac"])), str(kept.get("doubt", "")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def keep_anchor(register_id: str, anchor: Anchor) -> None:
    """Remember the head on this computer. Quiet when it cannot: what the anchor guards is saved already."""
    kept = {"seq": anchor.head.seq, "mac": anchor.head.mac} | ({"doubt": anchor.doubt} if anchor.doubt else {})
    path = anchor_path(register_id)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, json.dumps(kept, ensure_ascii=False).encode())
    except (OSError, UserError):
        pass  # an older anchor still fits the chain: it only guards fewer of the last acts


NO_MARK = (
    "С отметкой этого компьютера не сверено: её нет или она не читается. Если реестр здесь уже открывали, скажите "
    "заведующему: его могли заменить старой копией."
)
OLD_MARK = (
    "Отметку этого компьютера не удалось обновить: замена реестра старой копией не заметна. Проверьте, есть ли место "
    "на диске компьютера."
)


def unmarked(register_id: str, before: Anchor | None, head: Head | None) -> list[str]:
    """Where this computer's own mark was missing at unlock, or does not name the `head` that it should have by now."""
    said = [NO_MARK] * (before is None)
    after = read_anchor(register_id)
    if head is not None and (after is None or after.head != head):
        said.append(OLD_MARK)
    return said


def anchor_problem(session: Session, anchor: Anchor | None) -> str:
    """A sentence if the file's chain is shorter than, or differs from, what this computer saw; else ""."""
    if anchor is None or anchor.head.seq == 0:
        return ""
    head, seen = head_of(session), anchor.head
    if session.scalar(sa.select(AuditEntry.mac).where(AuditEntry.seq == seen.seq)) == seen.mac:
        return ""
    if anchor.doubt:  # found before; what was done in the other copy since must not change the count
        return anchor.doubt
    if head.seq < seen.seq:
        missing = seen.seq - head.seq
        return f"В журнале не хватает последних операций: {missing}. Открыта старая копия или файл повреждён."
    return f"Журнал до операции № {seen.seq} не тот, что видел этот компьютер: файл подменён."
