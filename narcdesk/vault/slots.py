"""The key slots: `keys.json`, which holds for every person a way to the key of the register.

Each person has an X25519 pair. The private key is wrapped by the password, and the key of the register is
sealed to the public key, so that a new key can be given to everybody without anybody's password.
"""

import base64
import binascii
import hashlib
import hmac
import json
import os
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from narcdesk.errors import Invalid, Problem
from narcdesk.vault.troubles import Damaged, TooNew, WrongPassword

FILE = "keys.json"
FORMAT = 1
DATABASE_FORMAT = {"file": "register.db", "cipher": "SQLCipher 4", "page_size": 4096}
_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


@dataclass(frozen=True)
class Kdf:
    """The price of one guess at a password: Argon2id with so much memory (KiB), so many passes and lanes."""

    memory_kib: int
    iterations: int
    lanes: int


OFFICE = Kdf(memory_kib=64 * 1024, iterations=3, lanes=4)  # RFC 9106, second recommended set
QUICK = Kdf(memory_kib=8 * 1024, iterations=1, lanes=1)  # for tests; never chosen by default


@dataclass(frozen=True, repr=False)
class SealedDek:
    """The key of the register for one person; a higher generation is a later key."""

    generation: int
    sealed: bytes


@dataclass(frozen=True, repr=False)
class Slot:
    """One person's way to the key of the register."""

    login: str
    kdf: Kdf
    salt: bytes
    public_key: bytes
    wrapped_private_key: bytes
    sealed_deks: tuple[SealedDek, ...]


@dataclass(frozen=True, repr=False)
class Slots:
    """The whole of `keys.json`; `proof` shows that whoever wrote it held the key of the register."""

    register_id: str
    slots: tuple[Slot, ...]
    proof: bytes = b""

    def logins(self) -> list[str]:
        """Who can unlock, in the order in which they were added."""
        return [slot.login for slot in self.slots]

    def find(self, login: str) -> Slot | None:
        """The slot of `login`, whatever its letters' case."""
        wanted = clean_login(login).casefold()
        return next((slot for slot in self.slots if slot.login.casefold() == wanted), None)

    def proved(self, dek: bytes | bytearray) -> "Slots":
        """These slots with the proof made by the key `dek`."""
        return replace(self, proof=_proof(self, dek))


def clean_login(login: str) -> str:
    """A login as it is kept: composed letters, no spaces around."""
    return unicodedata.normalize("NFC", login).strip()


def check_new(login: str, password: str, taken: Sequence[str] = ()) -> None:
    """Raise Invalid when `login` or `password` cannot become a slot."""
    problems = []
    login = clean_login(login)
    if not login:
        problems.append(Problem("login", "укажите имя для входа"))
    elif login.casefold() in {other.casefold() for other in taken}:
        problems.append(Problem("login", "такое имя для входа уже есть, выберите другое"))
    if not password:
        problems.append(Problem("password", "укажите пароль"))
    if problems:
        raise Invalid(problems)


def make(register_id: str, login: str, password: str, kdf: Kdf, dek: bytearray, generation: int) -> Slot:
    """A new slot: a fresh pair for `login`, and the key `dek` sealed to it."""
    private = X25519PrivateKey.generate()
    slot = Slot(
        login=clean_login(login),
        kdf=kdf,
        salt=b"",
        public_key=private.public_key().public_bytes_raw(),
        wrapped_private_key=b"",
        sealed_deks=(),
    )
    sealed = _SUITE.encrypt(dek, private.public_key(), info=_info(register_id, slot.login, generation))
    slot = replace(slot, sealed_deks=(SealedDek(generation, sealed),))
    return _wrapped(slot, private.private_bytes_raw(), password, kdf)


def private_key(slot: Slot | None, password: str) -> X25519PrivateKey:
    """The person's private key; raises WrongPassword, also when there is no such slot."""
    # Logins stand in clear in the file, so nothing is hidden by deriving a key for one that is not there.
    if slot is None or not password:
        raise WrongPassword
    key = _key_of(password, slot.kdf, slot.salt)
    try:
        raw = aes_key_unwrap(key, slot.wrapped_private_key)
    except InvalidUnwrap:
        raise WrongPassword from None
    return X25519PrivateKey.from_private_bytes(raw)


def rewrapped(slot: Slot, private: X25519PrivateKey, password: str) -> Slot:
    """`slot` with the same pair under a new password and a new salt."""
    return _wrapped(slot, private.private_bytes_raw(), password, slot.kdf)


def unseal(register_id: str, slot: Slot, sealed: SealedDek, private: X25519PrivateKey) -> bytearray:
    """The key of the register, 32 bytes; raises Damaged."""
    try:
        dek = _SUITE.decrypt(sealed.sealed, private, info=_info(register_id, slot.login, sealed.generation))
    except InvalidTag:
        raise _damaged() from None
    if len(dek) != 32:
        raise _damaged()
    return bytearray(dek)


def check_proof(slots: Slots, dek: bytearray) -> None:
    """Raise Damaged when somebody without the key has changed, added or removed a slot."""
    if not hmac.compare_digest(slots.proof, _proof(slots, dek)):
        raise _damaged()


def write(slots: Slots) -> bytes:
    """The bytes of `keys.json`."""
    content = _content(slots) | {"proof": _text(slots.proof)}
    content["checksum"] = _checksum(content)
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def read(data: bytes) -> Slots:
    """The slots in the bytes of `keys.json`; raises Damaged, TooNew."""
    try:
        content = json.loads(data.decode())
        checksum = content.pop("checksum")
        # The checksum comes before the format number, or a damaged number would pass for a newer edition.
        # Its rule is therefore the same in every format.
        if checksum != _checksum(content):
            raise _damaged()
        if content["format"] > FORMAT:
            raise TooNew(FILE)
        return Slots(
            register_id=content["register_id"],
            slots=tuple(_slot_of(item) for item in content["slots"]),
            proof=_bytes(content["proof"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _damaged() from None


def _wrapped(slot: Slot, raw: bytes, password: str, kdf: Kdf) -> Slot:
    salt = os.urandom(16)
    return replace(
        slot, kdf=kdf, salt=salt, wrapped_private_key=aes_key_wrap(_key_of(password, kdf, salt), raw)
    )


def _key_of(password: str, kdf: Kdf, salt: bytes) -> bytes:
    derive = Argon2id(
        salt=salt, length=32, iterations=kdf.iterations, lanes=kdf.lanes, memory_cost=kdf.memory_kib
    )
    return derive.derive(unicodedata.normalize("NFC", password).encode())


def _info(register_id: str, login: str, generation: int) -> bytes:
    return _canonical(["narcdesk/dek/1", register_id, login, generation])


def _proof(slots: Slots, dek: bytes | bytearray) -> bytes:
    key = HKDF(hashes.SHA256(), 32, salt=None, info=b"narcdesk/slots/1").derive(dek)
    return hmac.digest(key, _canonical(_content(slots)), "sha256")


def _content(slots: Slots) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "register_id": slots.register_id,
        "register": DATABASE_FORMAT,
        "slots": [
            {
                "login": slot.login,
                "kdf": {
                    "name": "argon2id",
                    "memory_kib": slot.kdf.memory_kib,
                    "iterations": slot.kdf.iterations,
                    "lanes": slot.kdf.lanes,
                    "salt": _text(slot.salt),
                },
                "public_key": _text(slot.public_key),
                "wrapped_private_key": _text(slot.wrapped_private_key),
                "sealed_deks": [
                    {"generation": item.generation, "sealed": _text(item.sealed)} for item in slot.sealed_deks
                ],
            }
            for slot in slots.slots
        ],
    }


def _slot_of(item: dict[str, Any]) -> Slot:
    kdf = item["kdf"]
    if kdf["name"] != "argon2id":
        raise _damaged()
    return Slot(
        login=item["login"],
        kdf=Kdf(kdf["memory_kib"], kdf["iterations"], kdf["lanes"]),
        salt=_bytes(kdf["salt"]),
        public_key=_bytes(item["public_key"]),
        wrapped_private_key=_bytes(item["wrapped_private_key"]),
        sealed_deks=tuple(SealedDek(s["generation"], _bytes(s["sealed"])) for s in item["sealed_deks"]),
    )


def _checksum(content: dict[str, Any]) -> str:
    return hashlib.sha256(_canonical(content)).hexdigest()


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise _damaged() from None


def _damaged() -> Damaged:
    return Damaged(f"Файл ключей «{FILE}» повреждён.")
