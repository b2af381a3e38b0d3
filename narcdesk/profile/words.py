"""The words that all profiles share, of ``resources/rules/profile_words.yaml``.

What of attachments and reasons stands in every profile that is silent about it, how an instrument is called where its
act was not read, and the question that the office asks about each key that is not known.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from narcdesk import datafiles
from narcdesk.datafiles import Block
from narcdesk.places import RESOURCES
from narcdesk.profile.shape import Attachment, Condition, Reason

CONDITIONS: tuple[Condition, ...] = ("representative", "court", "minor", "ippsu")


@dataclass(frozen=True)
class Called:
    """What an instrument is called, in the cases that papers need."""

    short: str
    title: str
    title_genitive: str
    title_accusative: str


@dataclass(frozen=True)
class Words:
    """All of them; the codes of `everywhere` stand in each profile that does not name them itself."""

    instruments: Mapping[str, Called]
    attachments: Mapping[str, Attachment]
    reasons: Mapping[str, Reason]
    everywhere: frozenset[str]
    questions: Mapping[str, str]

    def question(self, key: str) -> tuple[str, str]:
        """The key of the dictionary that `key` falls under, and its question; raises LookupError."""
        found = [known for known in self.questions if key == known or key.startswith(f"{known}.")]
        if not found:
            raise LookupError(key)
        nearest = max(found, key=len)
        return nearest, self.questions[nearest]


@cache
def common() -> Words:
    """The words of the program; raises DataFault."""
    top = datafiles.read(RESOURCES / "rules" / "profile_words.yaml")
    top.text("source")
    instruments = {block.text("code"): called(block, None) for block in top.blocks("instruments")}
    attachments, reasons, everywhere = [], [], set()
    for block in top.blocks("attachments"):
        attachments.append(attachment(block, {}))
        everywhere |= _code_everywhere(block)
    for block in top.blocks("reasons"):
        reasons.append(reason(block, {}))
        everywhere |= _code_everywhere(block)
    questions = dict(top.pairs("questions"))
    top.finish()
    return Words(
        instruments,
        {one.code: one for one in attachments},
        {one.code: one for one in reasons},
        frozenset(everywhere),
        questions,
    )


def _code_everywhere(block: Block) -> set[str]:
    return {block.text("code")} if block.flag("everywhere", default=False) else set()


def called(block: Block, known: Called | None) -> Called:
    """What an instrument is called: by its own block, else as all of its kind."""
    if known is None or block.text_or_none("title") is not None:
        return Called(
            block.text_or_none("short") or known.short if known else block.text("short"),
            block.text("title"),
            block.text("title_genitive"),
            block.text("title_accusative"),
        )
    return Called(block.text_or_none("short") or known.short, known.title, known.title_genitive, known.title_accusative)


def attachment(block: Block, known: Mapping[str, Attachment]) -> Attachment:
    """An attachment from its block; what the block leaves out is as the `known` one of this code has it."""
    code = block.text("code")
    before = known.get(code)
    condition = block.choice_or_none("condition", CONDITIONS)
    return Attachment(
        code=code,
        title=(block.text_or_none("title") or before.title) if before else block.text("title"),
        required=block.flag_or_none("required"),
        copy=block.flag("copy", default=before is not None and before.copy),
        condition=condition or (before.condition if before else None),
        max_age_days=block.number_or_none("max_age_days"),
        generated_by_app=block.flag("generated_by_app", default=before is not None and before.generated_by_app),
        source=block.text("source"),
    )


def reason(block: Block, known: Mapping[str, Reason]) -> Reason:
    """A reason from its block, its text from the `known` one of this code where the block has none."""
    code = block.text("code")
    if not re.fullmatch(r"[RA]\d\d", code):
        raise block.fault("code", "код причины — R или A и две цифры")
    before = known.get(code)
    return Reason(
        code,
        (block.text_or_none("text") or before.text) if before else block.text("text"),
        reissue=block.flag("reissue", default=before is not None and before.reissue),
    )
