"""`keys.json`: the slots of everybody who may unlock the register.

Two guards stand over it. The checksum in clear tells a damaged file from a wrong password, before any is typed.
The proof, an HMAC keyed by the DEK, shows that nobody without the key has added, changed or taken out a slot.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from narcdesk.errors import Invalid, Problem
from narcdesk.files import DiskTrouble, put_in_place, read_back, write_beside
from narcdesk.names import other_layout
from narcdesk.vault.slots import DEK_SIZE, Kdf, SealedDek, Slot, clean_login, private_key, with_only
from narcdesk.vault.troubles import Damaged, TooNew, WrongPassword

FILE = "keys.json"
FORMAT = 1
PAGE_SIZE = 4096  # bytes of a page of the database, as SQLCipher 4 makes it
REGISTER = {"file": "register.db", "cipher": "SQLCipher 4", "page_size": PAGE_SIZE}


@dataclass(frozen=True, repr=False)
class Entered:
    """Whose password fitted: his slot and private key; `other_layout`: only with the keyboard's other letters."""

    slot: Slot
    private: X25519PrivateKey
    other_layout: bool = False


@dataclass(frozen=True, repr=False)
class Keys:
    """The contents of `keys.json`."""

    register_id: str
    slots: tuple[Slot, ...]
    proof: bytes = b""

    def logins(self) -> list[str]:
        """Who can unlock, in the order in which they were added."""
        return [slot.login for slot in self.slots]

    def find(self, login: str) -> Slot | None:
        """The slot of `login`, in whatever case it was typed."""
        wanted = clean_login(login).casefold()
        return next((slot for slot in self.slots if slot.login.casefold() == wanted), None)

    def enter(self, login: str, password: str) -> Entered:
        """The slot of `login` and its private key; raises WrongPassword, also for an unknown login.

        A password typed in the other layout of the keyboard is the same one; trying it costs a second derivation,
        after a failure only.
        """
        slot = self.find(login)
        # Logins stand in clear in the file, so the quick answer for one that is not there tells nothing new.
        if slot is None:
            raise WrongPassword
        try:
            return Entered(slot, private_key(slot, password))
        except WrongPassword:
            twin = other_layout(password)
            if twin == password:
                raise
        return Entered(slot, private_key(slot, twin), other_layout=True)

    def check_new(self, login: str, password: str) -> None:
        """Raise Invalid when `login` is empty or taken, or `password` is empty."""
        problems = []
        if not clean_login(login):
            problems.append(Problem("login", "укажите имя для входа"))
        elif self.find(login):
            problems.append(Problem("login", "такое имя для входа уже есть, выберите другое"))
        problems += _no_password(password)
        if problems:
            raise Invalid(problems)

    def with_slot(self, slot: Slot) -> "Keys":
        """These keys with `slot`, in the place of an older one of the same login or at the end."""
        if slot.login not in self.logins():
            return replace(self, slots=(*self.slots, slot))
        return replace(self, slots=tuple(slot if old.login == slot.login else old for old in self.slots))

    def without_slot(self, gone: Slot) -> "Keys":
        """These keys without the slot `gone`."""
        return replace(self, slots=tuple(slot for slot in self.slots if slot is not gone))

    def with_slots(self, change: Callable[[Slot], Slot]) -> "Keys":
        """These keys with every slot changed in the same way."""
        return replace(self, slots=tuple(change(slot) for slot in self.slots))

    def newest(self) -> int:
        """The highest generation of a DEK in any slot; 0 when there is none."""
        return max((item.generation for slot in self.slots for item in slot.sealed_deks), default=0)

    def is_proved_by(self, dek: bytearray) -> bool:
        """Whether somebody who held `dek` wrote these keys."""
        return hmac.compare_digest(self.proof, _proof(self, dek))


def only(keys: Keys, generation: int) -> Keys:
    """The keys without the DEKs of other generations: those of an earlier or an abandoned change of the key."""
    return keys.with_slots(lambda slot: with_only(slot, generation))


def check_password(password: str) -> None:
    """Raise Invalid when `password` is empty."""
    problems = _no_password(password)
    if problems:
        raise Invalid(problems)


def load(folder: Path) -> Keys:
    """The keys in `folder`; raises FileNotFoundError, Damaged, TooNew, DiskTrouble."""
    try:
        return read((folder / FILE).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise FileNotFoundError(FILE) from None
    except OSError as error:
        raise DiskTrouble(
            f"Файл ключей «{FILE}» в папке «{folder}» не удалось прочитать.",
            do="Проверьте, что диск подключён и исправен и что у вас есть право на эту папку.",
        ) from error


def save(folder: Path, keys: Keys, dek: bytearray) -> None:
    """Replace the key file in `folder`, proved by `dek`; raises NoSpace, NotWritable, DiskTrouble."""
    put_in_place(save_beside(folder, keys, dek), folder / FILE)


def save_beside(folder: Path, keys: Keys, dek: bytearray) -> Path:
    """The same but for its name: only `put_in_place` makes it the key file. Raises the same."""
    content = _content(keys) | {"proof": _text(_proof(keys, dek))}
    content["checksum"] = _checksum(content)
    data = (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
    return write_beside(folder / FILE, [data], lambda new: read_back(new, data))


def read(data: bytes) -> Keys:
    """The keys in the bytes of a key file; raises Damaged, TooNew."""
    try:
        content = json.loads(data.decode())
        # Before the format number, or a damaged number would pass for a newer program's. The checksum is
        # therefore made in the same way in every format, now and later.
        if content.pop("checksum") != _checksum(content):
            raise _damaged()
        if content["format"] > FORMAT:
            raise TooNew(f"Файл ключей «{FILE}» записан более новой версией программы.")
        if content["format"] != FORMAT:
            raise _damaged()
        return Keys(content["register_id"], tuple(map(_slot, content["slots"])), _bytes(content["proof"], 32))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise _damaged() from None


def _slot(item: dict[str, Any]) -> Slot:
    kdf = item["kdf"]
    # Bounds, because a number made up by somebody must not take all the memory of the computer.
    if kdf["name"] != "argon2id" or not (
        8 << 10 <= kdf["memory_kib"] <= 4 << 20 and 1 <= kdf["iterations"] <= 100 and 1 <= kdf["lanes"] <= 64
    ):
        raise _damaged()
    return Slot(
        login=clean_login(item["login"]),
        kdf=Kdf(kdf["memory_kib"], kdf["iterations"], kdf["lanes"]),
        salt=_bytes(kdf["salt"], 16),
        public_key=_bytes(item["public_key"], 32),
        wrapped_private_key=_bytes(item["wrapped_private_key"], 40),
        sealed_deks=tuple(
            SealedDek(sealed["generation"], _bytes(sealed["sealed"], DEK_SIZE + 48)) for sealed in item["sealed_deks"]
        ),
    )


def _content(keys: Keys) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "register_id": keys.register_id,
        "register": REGISTER,
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
            for slot in keys.slots
        ],
    }


def _proof(keys: Keys, dek: bytearray) -> bytes:
    return proof_of(dek, "narcdesk/keys.json/1", _canonical(_content(keys)))


def proof_of(dek: bytearray, purpose: str, data: bytes) -> bytes:
    """An HMAC over `data` by a key that is made of the DEK for one purpose."""
    key = HKDF(hashes.SHA256(), 32, salt=None, info=purpose.encode()).derive(dek)
    return hmac.digest(key, data, "sha256")


def _checksum(content: dict[str, Any]) -> str:
    return hashlib.sha256(_canonical(content)).hexdigest()


def _canonical(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str, length: int) -> bytes:
    data = base64.b64decode(text, validate=True)
    if len(data) != length:
        raise _damaged()
    return data


def _no_password(password: str) -> list[Problem]:
    return [] if password else [Problem("password", "укажите пароль")]


def _damaged() -> Damaged:
    return Damaged(f"Файл ключей «{FILE}» повреждён.")
