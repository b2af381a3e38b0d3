"""The batch as one file: a ZIP whose parts are named, hashed and signed, written so that it is never half there."""

import hashlib
import json
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from narcdesk.commission import checking_page, spreadsheet, workbook
from narcdesk.commission.archive import pack
from narcdesk.commission.batch import HIDDEN, NOT_SHOWN, Batch, Release
from narcdesk.commission.frame import COLUMNS, YEAR_BEFORE
from narcdesk.files import write_atomically

FORMAT = "narcdesk-batch/1"
METHODS = {
    "rounded": "controlled rounding",
    "exact": "linked suppression of flows, controlled rounding of stocks",
}

TABLES, SHARES, BOOK = "tables.csv", "indicators.csv", "tables.xlsx"
SCHEMA, NOTICE, PAGE, KEY = "datapackage.json", "ПРОВЕРКА.txt", checking_page.NAME, "office.pem"
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
        PAGE: checking_page.page(),
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
            "method": METHODS[release.method],
            "base": policy.base,
            "k": policy.k,
            "indicator_base": policy.indicator_base,
            "totals": "additive" if not release.exact else "additive, within the rounding where stocks meet flows",
            "percentages": "integers from published counts",
            "second_person": policy.second_person,
            "widened": release.widened,
        },
        "tables": [table.code for table in policy.tables],
        "anchor": release.anchor,
        "key": {"algorithm": "Ed25519", "sha256": sha256(parts[KEY])},
        "parts": {name: sha256(data) for name, data in parts.items()},
    }


def unlike(again: Mapping[str, bytes], parts: Mapping[str, bytes]) -> list[str]:
    """The parts that are not what they are written `again` as; a page of an earlier program is as good as today's."""
    differ = [name for name in again if again[name] != parts[name]]
    return [name for name in differ if name != PAGE or sha256(parts[PAGE]) not in checking_page.editions()]


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
    text = policy.catalogue.notice.format(
        office=release.office,
        recipient=policy.title,
        period=release.period.label,
        batch=release.batch_id,
        numbers=textwrap.indent(policy.says(release.method), "  "),
        fingerprint=fingerprint,
    )
    return (text.replace("\n", "\r\n") + "\r\n").encode("utf-8-sig")


def _schema(release: Release) -> dict[str, Any]:
    """The Frictionless description: every column, and for every text its closed list."""
    policy = release.policy
    tables = [f"{table.number}. {table.title}" for table in policy.tables]
    lines = [line.title for table in policy.tables for line in table.lines]
    columns = [title for table in policy.tables for title in table.header]
    compared = policy.comparison
    tables.append(f"{compared.number}. {compared.title}")
    lines += [line.title for line in compared.lines]
    columns.append(YEAR_BEFORE)
    acts = [share.target.act for share in release.shares if share.target]
    remarks = [share.remark(policy, release.period) for share in release.shares]
    table_lists = (tables, lines, columns, None, [code for *_, code in policy.frame.rows])
    titles, names = [i.title for i in policy.indicators], [i.code for i in policy.indicators]
    share_lists = (titles, None, None, None, None, acts, None, remarks, names)
    return {
        "name": "narcdesk-batch",
        "profile": "tabular-data-package",
        "title": policy.title,
        "description": policy.remarks["method"],
        "resources": [
            resource("tables", TABLES, _fields(COLUMNS, table_lists), (HIDDEN, NOT_SHOWN)),
            resource("indicators", SHARES, _fields(spreadsheet.SHARE_COLUMNS, share_lists), (HIDDEN, NOT_SHOWN)),
        ],
    }


def _fields(columns: tuple[str, ...], lists: tuple[list[str] | None, ...]) -> list[dict[str, Any]]:
    fields = []
    for column, allowed in zip(columns, lists, strict=True):
        field: dict[str, Any] = {"name": column, "type": "integer", "constraints": {"minimum": 0}}
        if allowed is not None:
            # An empty cell is a missing value to Frictionless and stands in no list.
            field = {"name": column, "type": "string"}
            if listed := [text for text in dict.fromkeys(allowed) if text]:
                field["constraints"] = {"enum": listed}
        fields.append(field)
    return fields


def resource(name: str, path: str, fields: list[dict[str, Any]], missing: tuple[str, ...] = ()) -> dict[str, Any]:
    """How Frictionless is told of a table of a batch: UTF-8, `;`, CRLF; `missing` besides nothing is no value."""
    return {
        "name": name,
        "path": path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ";", "lineTerminator": "\r\n"},
        "schema": {"fields": fields, "missingValues": ["", *missing]},
    }
