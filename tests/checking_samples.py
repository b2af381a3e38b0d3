"""What is asked of `ПРОВЕРКА.html`: a batch with a byte changed, and a fingerprint as people type and paste it."""

import hashlib
import re

from narcdesk import forms
from narcdesk.commission import package
from narcdesk.forms.scopes import batch_letter
from tests.commission_samples import KEY
from tests.papers import TEMPLATES, printed

PUBLIC = package.public_pem(KEY)
FINGERPRINT = hashlib.sha256(PUBLIC).hexdigest()


def altered(data: bytes, at: int | None = None) -> bytes:
    at = len(data) // 2 if at is None else at
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


GROUPS = re.findall("....", FINGERPRINT)


def letter() -> str:
    """The lines of the printed letter with the fingerprint, as a person copies them out of its PDF."""
    contents = forms.sample(TEMPLATES["soprovod_vygruzki"].scope)
    contents["batch"]["key_1"], contents["batch"]["key_2"] = batch_letter.in_groups(FINGERPRINT)
    (page,) = printed("soprovod_vygruzki", contents)
    return page[page.index("Отпечаток ключа подписи") : page.index("Как проверить пакет")]


# As a person types it or pastes it; what is between the groups, and what is about all of them.
TYPED = {
    "in lines": "\n".join(" ".join(GROUPS[at : at + 8]) for at in (0, 8)),
    "in lines of Windows": "\r\n".join(GROUPS) + "\r\n",
    "no-break spaces": "\u00a0".join(GROUPS),
    "thin spaces": "\u2009".join(GROUPS) + "\u202f",
    "invisible": "\ufeff" + "\u200b".join(GROUPS) + "\u2060\u200f",
    "soft hyphens": "\u00ad".join(GROUPS),
    "dashes": " — ".join(GROUPS),
    "hyphens that do not break": "\u2011".join(GROUPS),
    "bytes": ":".join(re.findall("..", FINGERPRINT)).upper(),
    "one sign a group": " ".join(FINGERPRINT),
    "tabs": "\t" + "\t".join(GROUPS),
    "commas": ", ".join(GROUPS) + ".",
    "quotes": f"«{FINGERPRINT}»",
    "wide": "".join(chr(ord(sign) + 0xFEE0) for sign in FINGERPRINT),
    "letters for digits": FINGERPRINT.replace("0", "О").replace("3", "З").replace("1", "l").upper(),
    "with its name": f"SHA-256: {' '.join(GROUPS)}",
    "out of the letter": "",  # of its own text
}
NOT_TYPED = {
    "one wrong": FINGERPRINT[:-1] + ("0" if FINGERPRINT[-1] != "0" else "1"),
    "one less": " ".join(GROUPS)[:-1],
    "one more": " ".join(GROUPS) + "0",
    "twice": f"{FINGERPRINT}\n{FINGERPRINT}",
    "a letter that is none": FINGERPRINT[:-1] + "ж",
    "groups in another order": " ".join([*GROUPS[8:], *GROUPS[:8]]),
}
