"""One person's way to the key of the register (the DEK): an X25519 pair, locked by the person's password.

Argon2id makes a key of the password, that key wraps the private key, and the DEK is sealed to the public key
by HPKE. So a new DEK can be given to everybody without anybody's password, and a new password changes one slot.
"""

import os
import unicodedata
from dataclasses import dataclass, replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from narcdesk.vault.troubles import Damaged, WrongPassword

DEK_SIZE = 32
_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


@dataclass(frozen=True)
class Kdf:
    """The price of one guess at a password: Argon2id with so much memory (KiB), so many passes and lanes."""

    memory_kib: int
    iterations: int
    lanes: int


OFFICE = Kdf(memory_kib=64 * 1024, iterations=3, lanes=4)
"""The second recommended set of RFC 9106: about 0.1 s on an office computer."""

QUICK = Kdf(memory_kib=8 * 1024, iterations=1, lanes=1)
"""For tests and the training register only; nothing chooses it by itself."""


@dataclass(frozen=True, repr=False)
class SealedDek:
    """The DEK for one person; while the register is given a new key there are two, the later one higher."""

    generation: int
    sealed: bytes


@dataclass(frozen=True, repr=False)
class Slot:
    """What the key file keeps of one person."""

    login: str
    kdf: Kdf
    salt: bytes
    public_key: bytes
    wrapped_private_key: bytes
    sealed_deks: tuple[SealedDek, ...]


def clean_login(login: str) -> str:
    """A login as it is kept: composed letters, no spaces around."""
    return unicodedata.normalize("NFC", login).strip()


def new_slot(register_id: str, login: str, password: str, kdf: Kdf, generation: int, dek: bytearray) -> Slot:
    """A slot with a fresh pair, holding the DEK of the generation."""
    private = X25519PrivateKey.generate()
    login = clean_login(login)
    salt, wrapped = _wrap(private, password, kdf)
    slot = Slot(login, kdf, salt, private.public_key().public_bytes_raw(), wrapped, ())
    return with_dek(slot, register_id, generation, dek)


def with_dek(slot: Slot, register_id: str, generation: int, dek: bytearray) -> Slot:
    """`slot` with one more DEK in it; nobody's password is needed for that."""
    owner = X25519PublicKey.from_public_bytes(slot.public_key)
    sealed = _SUITE.encrypt(dek, owner, info=_purpose(register_id, slot.login, generation))
    return replace(slot, sealed_deks=(*slot.sealed_deks, SealedDek(generation, sealed)))


def with_only(slot: Slot, generation: int) -> Slot:
    """`slot` without the DEKs of other generations."""
    return replace(slot, sealed_deks=tuple(item for item in slot.sealed_deks if item.generation == generation))


def with_password(slot: Slot, private: X25519PrivateKey, password: str) -> Slot:
    """`slot` with the same pair under another password."""
    salt, wrapped = _wrap(private, password, slot.kdf)
    return replace(slot, salt=salt, wrapped_private_key=wrapped)


def private_key(slot: Slot, password: str) -> X25519PrivateKey:
    """The person's private key; raises WrongPassword."""
    try:
        raw = aes_key_unwrap(_key_of(password, slot.kdf, slot.salt), slot.wrapped_private_key)
    except InvalidUnwrap:
        raise WrongPassword from None
    return X25519PrivateKey.from_private_bytes(raw)


def unseal(register_id: str, slot: Slot, private: X25519PrivateKey) -> list[tuple[int, bytearray]]:
    """Every DEK in the slot with its generation, the newest first; raises Damaged."""
    newest_first = sorted(slot.sealed_deks, key=lambda item: item.generation, reverse=True)
    try:
        return [
            (
                item.generation,
                bytearray(
                    _SUITE.decrypt(item.sealed, private, info=_purpose(register_id, slot.login, item.generation))
                ),
            )
            for item in newest_first
        ]
    except InvalidTag:
        raise Damaged(f"Ключи сотрудника «{slot.login}» в файле ключей повреждены.") from None


def _wrap(private: X25519PrivateKey, password: str, kdf: Kdf) -> tuple[bytes, bytes]:
    salt = os.urandom(16)
    return salt, aes_key_wrap(_key_of(password, kdf, salt), private.private_bytes_raw())


def _key_of(password: str, kdf: Kdf, salt: bytes) -> bytes:
    derivation = Argon2id(salt=salt, length=32, iterations=kdf.iterations, lanes=kdf.lanes, memory_cost=kdf.memory_kib)
    # The same password typed on another system may come with й and ё in two parts.
    # Half a character pasted by mistake is a wrong password and not a crash.
    return derivation.derive(unicodedata.normalize("NFC", password).encode(errors="surrogatepass"))


def _purpose(register_id: str, login: str, generation: int) -> bytes:
    # Bound in, so that a sealed DEK moved to another slot or another register does not open.
    return f"narcdesk/dek/1\0{register_id}\0{generation}\0{login}".encode()
