"""Three districts of a region, each with a key of its own, and the folder of keys that the region was given."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from narcdesk.commission import package

OFFICES = ("Ангарск", "Братск", "Тулун")


def key_of(number: int) -> Ed25519PrivateKey:
    """What the district signs with."""
    return Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)


def keys_in(folder: Path) -> Path:
    """Write the public halves of all of them into a new folder."""
    folder.mkdir()
    for number, name in enumerate(OFFICES):
        (folder / f"{name}.pem").write_bytes(package.public_pem(key_of(number)))
    return folder
