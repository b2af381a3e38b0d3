"""The ZIP of a batch, byte for byte the same for the same parts on every computer.

Parts are stored, not deflated (deflaters differ), sorted by name, all of 1 January 1980, names in UTF-8, no extra
fields, no comments. Reading accepts nothing but exactly what `pack` writes, so there is nothing to hide data in and
nothing that unpacks to more than it is.
"""

import struct
import zlib
from collections.abc import Mapping

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")

_VERSION = 20
_UTF8_NAME = 0x800
_STORED = 0
_MIDNIGHT = 0
_DAY = (0 << 9) | (1 << 5) | 1  # 1 January 1980, the first day that ZIP knows
_ARCHIVED = 0x20
_MOST = 0xFFFF  # parts, as far as the end of a ZIP can count


class NotAnArchive(ValueError):
    """These bytes are not what `pack` writes."""


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The ZIP of these parts, name to bytes."""
    body: list[bytes] = []
    index: list[bytes] = []
    at = 0
    for name in sorted(parts, key=lambda name: name.encode("utf-8")):
        named, data = name.encode("utf-8"), parts[name]
        common = (_UTF8_NAME, _STORED, _MIDNIGHT, _DAY, zlib.crc32(data), len(data), len(data), len(named), 0)
        index += (_CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *common, 0, 0, 0, _ARCHIVED, at), named)
        body += (_LOCAL.pack(b"PK\3\4", _VERSION, *common), named, data)
        at += _LOCAL.size + len(named) + len(data)
    end = _END.pack(b"PK\5\6", 0, 0, len(parts), len(parts), sum(map(len, index)), at, 0)
    return b"".join((*body, *index, end))


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts of a ZIP that `pack` wrote; raises NotAnArchive on anything else, be it one byte."""
    parts: dict[str, bytes] = {}
    at = 0
    while data[at : at + 4] == b"PK\3\4" and len(data) - at >= _LOCAL.size:
        *_, size, _unpacked, name_length, _extra = _LOCAL.unpack_from(data, at)
        start = at + _LOCAL.size + name_length
        at = start + size
        try:
            parts[data[start - name_length : start].decode("utf-8")] = data[start:at]
        except UnicodeDecodeError as error:
            raise NotAnArchive("a name is not UTF-8") from error
    if len(parts) > _MOST or pack(parts) != data:
        raise NotAnArchive("not the bytes that are written for these parts")
    return parts
