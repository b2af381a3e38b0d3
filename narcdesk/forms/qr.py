"""The QR code in the foot of a paper: which document it is, and a seal over what it says.

The seal is an HMAC keyed inside the register, so the code proves nothing to a stranger and tells him nothing;
the office reads it with any scanner and sees whether the paper is its own and unchanged.
"""

from functools import lru_cache

import segno

MARK = "NARCDESK1"
"""Kind and version of the code's text; a later version gets another mark, old papers stay readable."""


def payload(document_id: str, seal: str) -> str:
    """The text of the code. Both parts must be plain words: a space divides them."""
    for part in (document_id, seal):
        if not part or any(letter.isspace() for letter in part):
            raise ValueError("a part of the code is empty or holds a space")
    return f"{MARK} {document_id} {seal}"


def read(text: str) -> tuple[str, str] | None:
    """The document id and the seal of a scanned text, or None when it is not a code of ours."""
    match text.split():
        case [mark, document_id, seal] if mark == MARK:
            return document_id, seal
    return None


@lru_cache(maxsize=1)  # every page of a paper has the same
def runs(text: str) -> tuple[int, list[tuple[int, int, int]]]:
    """The code as dark runs: the side in modules without the quiet zone, and (row from the top, column, length)."""
    matrix = segno.make(text, error="m", micro=False).matrix
    found = []
    for row, modules in enumerate(matrix):
        column = 0
        while column < len(modules):
            start = column
            while column < len(modules) and modules[column]:
                column += 1
            if column > start:
                found.append((row, start, column - start))
            else:
                column += 1
    return len(matrix), found
