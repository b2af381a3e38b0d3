"""The batch as one file: a ZIP whose parts are named, hashed and signed, written so that it is never half there."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from narcdesk.commission import spreadsheet, workbook
from narcdesk.commission.archive import pack
from narcdesk.commission.batch import HIDDEN, Batch, Release
from narcdesk.files import write_atomically

FORMAT = "narcdesk-batch/1"

TABLES, SHARES, BOOK = "tables.csv", "indicators.csv", "tables.xlsx"
SCHEMA, NOTICE, KEY = "datapackage.json", "ПРОВЕРКА.txt", "office.pem"
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"


@dataclass(frozen=True)
class Written:
    """A batch that lies on the medium, read back; `sha256` is what the office keeps and tells the recipient."""

    path: Path
    sha256: str


def build(batch: Batch, signing_key: Ed25519PrivateKey) -> bytes:
    """The whole batch as one ZIP; the same batch and key give the same bytes."""
    key = public_pem(signing_key)
    parts = {**texts(batch.release, key), KEY: key, BOOK: workbook.write(batch.release, sha256(key))}
    manifest = canonical(describe(batch.release, parts))
    return pack({**parts, MANIFEST: manifest, SIGNATURE: signing_key.sign(manifest)})


def write(folder: Path, name: str, data: bytes) -> Written:
    """Put a built batch into a folder; raises NoSpace, NotWritable, DiskTrouble, and then no file has this name."""
    write_atomically(folder / name, data)
    return Written(folder / name, sha256(data))


def file_name(release: Release) -> str:
    """How the file of a batch is called."""
    return f"Выгрузка {release.period.code} {release.policy.called} {release.batch_id[:8]}.zip"


def texts(release: Release, key: bytes) -> dict[str, bytes]:
    """The parts that follow from the release to the byte, so that a verifier can write them again and compare."""
    return {
        TABLES: spreadsheet.write_tables(release),
        SHARES: spreadsheet.write_shares(release),
        SCHEMA: canonical(_schema(release)),
        NOTICE: _notice(release, sha256(key)),
    }


def describe(release: Release, parts: dict[str, bytes]) -> dict[str, Any]:
    """The manifest: what the batch is, how it is protected, and the hash of each part."""
    policy = release.policy
    return {
        "format": FORMAT,
        "batch": release.batch_id,
        "office": release.office,
        "recipient": policy.recipient,
        "period": release.period.code,
        "policy": {"edition": policy.edition, "sha256": policy.fingerprint},
        "protection": {
            "method": "controlled rounding",
            "base": policy.base,
            "k": policy.k,
            "indicator_base": policy.indicator_base,
            "totals": "additive",
            "percentages": "integers from rounded counts",
            "widened": release.widened,
        },
        "anchor": release.anchor,
        "key": {"algorithm": "Ed25519", "sha256": sha256(parts[KEY])},
        "parts": {name: sha256(data) for name, data in parts.items()},
    }


def canonical(value: dict[str, Any]) -> bytes:
    """JSON in the one way it is written here: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def public_pem(signing_key: Ed25519PrivateKey) -> bytes:
    """The office's public key as it lies in a batch; the SHA-256 of these bytes is its fingerprint."""
    return signing_key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def sha256(data: bytes) -> str:
    """SHA-256 in lower-case hex, as `certutil` prints it."""
    return hashlib.sha256(data).hexdigest()


def _notice(release: Release, fingerprint: str) -> bytes:
    policy = release.policy
    text = policy.notice.format(
        office=release.office,
        recipient=policy.title,
        period=release.period.label,
        batch=release.batch_id,
        base=policy.base,
        most=policy.base - 1,
        k=policy.k,
        indicator_base=policy.indicator_base,
        method=policy.remarks["method"],
        fingerprint=fingerprint,
    )
    return (text.replace("\n", "\r\n") + "\r\n").encode("utf-8-sig")


def _schema(release: Release) -> dict[str, Any]:
    """The Frictionless description: every column, and for every text its closed list."""
    policy = release.policy
    tables = [f"{table.number}. {table.title}" for table in policy.tables]
    lines = [line.title for table in policy.tables for line in table.lines]
    columns = [title for table in policy.tables for title in table.header]
    codes = [cell.code for table in policy.tables for cell in table.cells]
    acts = [share.target.act for share in release.shares if share.target]
    remarks = [share.remark(policy, release.period) for share in release.shares]
    table_lists = (tables, lines, columns, None, codes)
    titles, names = [i.title for i in policy.indicators], [i.code for i in policy.indicators]
    share_lists = (titles, None, None, None, None, acts, remarks, names)
    return {
        "name": "narcdesk-batch",
        "profile": "tabular-data-package",
        "title": policy.title,
        "description": policy.remarks["method"],
        "resources": [
            _resource("tables", TABLES, spreadsheet.TABLE_COLUMNS, table_lists),
            _resource("indicators", SHARES, spreadsheet.SHARE_COLUMNS, share_lists),
        ],
    }


def _resource(name: str, path: str, columns: tuple[str, ...], lists: tuple[list[str] | None, ...]) -> dict[str, Any]:
    fields = []
    for column, allowed in zip(columns, lists, strict=True):
        field: dict[str, Any] = {"name": column, "type": "integer", "constraints": {"minimum": 0}}
        if allowed is not None:
            # An empty cell is a missing value to Frictionless and stands in no list.
            field = {"name": column, "type": "string"}
            if listed := [text for text in dict.fromkeys(allowed) if text]:
                field["constraints"] = {"enum": listed}
        fields.append(field)
    return {
        "name": name,
        "path": path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ";", "lineTerminator": "\r\n"},
        "schema": {"fields": fields, "missingValues": ["", HIDDEN]},
    }
