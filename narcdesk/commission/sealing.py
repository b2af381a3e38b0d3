"""A batch that only its recipient can open: HPKE to an X25519 key that he made and whose public half the office keeps.

A sealed file begins with a line that says what it is and a line with the fingerprint of the key that opens it; both go
into the encryption, so neither can be changed. It is no certified cryptographic means, and every place says so.
"""

import codecs
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from narcdesk.errors import UserError

ENDING = ".hpke"
NOT_CERTIFIED = "Шифрование HPKE (X25519, AES-256-GCM) — не сертифицированное СКЗИ."

_KIND = b"NARCDESK-HPKE/"
_FIRST_LINE = _KIND + b"1\n"
_OTHER_FIRST_LINE = re.compile(re.escape(_KIND) + rb"[1-9][0-9]{0,3}\n")
_HEADER = len(_FIRST_LINE) + 64 + 1
_SECOND_LINE = re.compile(rb"[0-9a-f]{64}\n")
_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


@dataclass(frozen=True)
class PublicKey:
    """A recipient's key as the office keeps it; `fingerprint` is what he and the office compare by telephone."""

    pem: bytes

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the file in lower-case hex."""
        return hashlib.sha256(self.pem).hexdigest()


def public_key(pem: bytes) -> PublicKey:
    """The key of a file that holds one public X25519 key and nothing else; raises UserError."""
    pem = pem.removeprefix(codecs.BOM_UTF8)  # Notepad puts it before a key that was pasted
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm):
        key = None
    canonical = _pem(key) if isinstance(key, X25519PublicKey) else b""
    # The reader of PEM finds a key inside of anything; by mail a file may have come with CRLF.
    if not canonical or pem.replace(b"\r\n", b"\n").strip() != canonical.strip():
        raise UserError(
            "Это не ключ получателя: нужен файл PEM, в котором один открытый ключ X25519 и ничего больше.",
            do="Попросите получателя прислать открытый ключ: recipient-public.pem.",
        )
    return PublicKey(canonical)


def make_pair(password: str = "") -> tuple[bytes, PublicKey]:
    """A recipient's new pair: the private half as PEM, locked by the password if there is one, and the public half."""
    private = X25519PrivateKey.generate()
    lock = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock), PublicKey(_pem(private.public_key()))


def private_key(pem: bytes, password: str = "") -> X25519PrivateKey:
    """A recipient's own key out of its file; raises UserError."""
    try:
        key = load_pem_private_key(pem, password.encode() if password and b"ENCRYPTED" in pem else None)
    except TypeError as error:
        raise UserError(
            "Закрытый ключ защищён паролем, а пароль не указан.",
            lost="",
            do="Добавьте --password-stdin и передайте пароль первой строкой.",
        ) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        wrong = b"ENCRYPTED" in pem
        raise UserError(
            "Пароль закрытого ключа не подходит." if wrong else "Закрытый ключ не читается.",
            lost="",
            do="Проверьте пароль и раскладку." if wrong else "Укажите файл recipient-private.pem.",
        ) from error
    if not isinstance(key, X25519PrivateKey):
        raise UserError("Это ключ другого вида: нужен закрытый ключ X25519.", lost="", do="Проверьте, тот ли это файл.")
    return key


def seal(data: bytes, recipient: PublicKey) -> bytes:
    """The bytes of a batch so that only the recipient can read them; other bytes each time. Raises UserError."""
    key = load_pem_public_key(recipient.pem)
    assert isinstance(key, X25519PublicKey)
    header = _FIRST_LINE + recipient.fingerprint.encode("ascii") + b"\n"
    try:
        return header + _SUITE.encrypt(data, key, info=header)
    except ValueError as error:  # a point of small order, to which anybody could open
        raise UserError("Этим ключом получателя шифровать нельзя.", do="Попросите у него другой ключ.") from error


def is_sealed(data: bytes) -> bool:
    """Whether a file is a sealed batch, by its beginning."""
    return data.startswith(_KIND)


def sealed_to(data: bytes) -> str:
    """The fingerprint of the key that opens a sealed batch; raises UserError when it is none."""
    if not is_sealed(data):
        raise UserError("Это не зашифрованный пакет.", lost="", do="Проверьте, тот ли это файл: он кончается на .hpke.")
    if not data.startswith(_FIRST_LINE):
        if not _OTHER_FIRST_LINE.match(data):
            raise _damaged()
        raise UserError("Пакет зашифрован более новой программой.", lost="", do="Обновите программу.")
    line = data[len(_FIRST_LINE) : _HEADER]
    if not _SECOND_LINE.fullmatch(line):  # it is shown to people: nothing but a fingerprint may stand there
        raise _damaged()
    return line[:-1].decode("ascii")


def unseal(data: bytes, private: X25519PrivateKey) -> bytes:
    """The batch inside of a sealed file; raises UserError: it is none, is another's, or is damaged."""
    wanted, mine = sealed_to(data), PublicKey(_pem(private.public_key())).fingerprint
    if wanted != mine:
        raise UserError(
            f"Пакет зашифрован для другого ключа. Отпечаток нужного ключа: {wanted}, вашего: {mine}.",
            lost="",
            do="Возьмите тот закрытый ключ или попросите организацию зашифровать пакет для вашего.",
        )
    try:
        return _SUITE.decrypt(data[_HEADER:], private, info=data[:_HEADER])
    except (InvalidTag, ValueError) as error:
        raise _damaged() from error


def _damaged() -> UserError:
    return UserError(
        "Зашифрованный пакет повреждён или изменён: он не открывается.",
        lost="",
        do="Скопируйте его с носителя ещё раз или попросите у организации новый.",
    )


def _pem(key: X25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
