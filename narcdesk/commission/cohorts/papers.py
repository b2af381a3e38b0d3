"""The batch of records as one file: the same kind of ZIP as that of the tables, named, hashed and signed (3.8)."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from narcdesk.commission import checking_page, package
from narcdesk.commission.archive import pack
from narcdesk.commission.cohorts import census as census_tables
from narcdesk.commission.cohorts.census import Table
from narcdesk.commission.cohorts.policy import Rules
from narcdesk.commission.cohorts.release import Release, Row
from narcdesk.commission.package import KEY, MANIFEST, NOTICE, PAGE, SCHEMA, SIGNATURE, canonical, public_pem, sha256
from narcdesk.commission.spreadsheet import Unreadable
from narcdesk.dates import show

FORMAT = "narcdesk-batch/cases-1"  # ПРОВЕРКА.html knows all that begin so
CASES, CENSUS = "cases.csv", "census.csv"
PARTS = {CASES, CENSUS, SCHEMA, NOTICE, PAGE, KEY, MANIFEST, SIGNATURE}
NUMBER = "Номер записи"
MOST = 50_000  # records of a year; the largest offices have a tenth of them

_NUMBER = re.compile(r"[1-9][0-9]{7}")  # one of release.NUMBERS


def build(release: Release, signing_key: Ed25519PrivateKey) -> bytes:
    """The whole batch as one ZIP; the same release and key give the same bytes."""
    key = public_pem(signing_key)
    parts = {**texts(release, key), KEY: key}
    manifest = canonical(describe(release, parts))
    return pack({**parts, MANIFEST: manifest, SIGNATURE: signing_key.sign(manifest)})


def file_name(release: Release) -> str:
    """How the file of a batch is called."""
    return f"Выгрузка {release.year} {release.rules.called} {release.batch_id[:8]}.zip"


def texts(release: Release, key: bytes) -> dict[str, bytes]:
    """The parts that follow from the release to the byte, so that a verifier can write them again and compare."""
    return {
        CASES: write_cases(release),
        CENSUS: release.census.written(release.rules),
        SCHEMA: canonical(_schema(release)),
        NOTICE: _notice(release, sha256(key)),
        PAGE: checking_page.page(),
    }


def describe(release: Release, parts: Mapping[str, bytes]) -> dict[str, Any]:
    """The manifest: what the batch is, how it is protected, and the hash of each part."""
    rules = release.rules
    levels = None
    if release.levels is not None:
        levels = {sign.code: level for sign, level in zip(rules.quasi, release.levels, strict=True)}
    return {
        "format": FORMAT,
        "batch": release.batch_id,
        "office": release.office,
        "recipient": rules.recipient,
        "period": str(release.year),
        "as_of": release.day.isoformat(),
        "policy": {"edition": rules.edition, "sha256": rules.fingerprint},
        "protection": {
            "method": "local recoding" if levels is None else "one level for all",
            "levels": levels,
            "k": rules.protection.k,
            "ceilings": {c.sign: round(100 * c.share) for c in rules.protection.ceilings},
            "diversity": {d.sign: d.least for d in rules.protection.diversities},
            "presence": round(100 * rules.presence),
            "records": len(release.rows),
            "left_out": release.left_out,
        },
        "anchor": release.anchor,
        "key": {"algorithm": "Ed25519", "sha256": sha256(parts[KEY])},
        "parts": {name: sha256(data) for name, data in parts.items()},
    }


def write_cases(release: Release) -> bytes:
    """The records, as a Russian Excel opens them."""
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
    rows.writerow([NUMBER, *(sign.title for sign in release.rules.signs)])
    rows.writerows([number, *row] for number, row in release.rows.items())
    return text.getvalue().encode("utf-8-sig")


def read_cases(data: bytes, rules: Rules, places: Mapping[str, str]) -> dict[int, Row]:
    """The records of a file by their numbers; raises Unreadable at the first thing that no closed list knows."""
    if data.count(b"\n") > MOST + 1:
        raise Unreadable(f"В части «{CASES}» больше записей, чем бывает в кабинете: больше {MOST}.")
    try:
        lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Unreadable(f"Часть «{CASES}» не читается.") from error
    if not lines or lines[0] != [NUMBER, *(sign.title for sign in rules.signs)]:
        raise Unreadable(f"В части «{CASES}» не те столбцы, что разрешены.")
    allowed = [set(names) for names in listed(rules, places)]
    found: dict[int, Row] = {}
    for number, *row in (line or [""] for line in lines[1:]):
        if not _NUMBER.fullmatch(number) or int(number) in found:
            raise Unreadable(f"В части «{CASES}» номер записи записан не так, как его пишет программа.")
        if len(row) != len(allowed) or any(cell not in known for cell, known in zip(row, allowed, strict=False)):
            raise Unreadable(f"В части «{CASES}» есть значение не из перечня.")
        found[int(number)] = tuple(row)
    return found


def listed(rules: Rules, places: Mapping[str, str], levels: tuple[int, ...] | None = None) -> list[list[str]]:
    """Of each column the closed list of what may stand in it: at one level, or at any."""
    trees = {tree.sign: (tree, at) for at, tree in enumerate(rules.hierarchies(places))}
    found = []
    for sign in rules.signs:
        if sign.code not in trees:
            found.append([sign.name(value) for value in sign.names])
            continue
        tree, at = trees[sign.code]
        shown = range(tree.depth) if levels is None else [levels[at]]
        found.append(list(dict.fromkeys(names[level] for level in shown for names in tree.names.values())))
    return found


def over_nobody(release: Release) -> Release:
    """The same form whose records are invented: each value that may be told stands in them, and so tells of nobody."""
    lists = listed(release.rules, release.census.places, release.levels)
    rows = {n + 1: tuple(names[n % len(names)] for names in lists) for n in range(max(map(len, lists)))}
    return replace(release, rows=rows)


def _notice(release: Release, fingerprint: str) -> bytes:
    rules = release.rules
    text = rules.notice.format(
        office=release.office,
        recipient=rules.title,
        year=release.year,
        day=show(release.day),
        batch=release.batch_id,
        count=len(release.rows),
        left_out=release.left_out,
        round_to=rules.round_to,
        k=rules.protection.k,
        presence=round(100 * rules.presence),
        fingerprint=fingerprint,
    )
    return (text.replace("\n", "\r\n") + "\r\n").encode("utf-8-sig")


def _schema(release: Release) -> dict[str, Any]:
    """The Frictionless description: every column, and for every text its closed list."""
    rules = release.rules
    lists = listed(rules, release.census.places, release.levels)
    cases: list[dict[str, Any]] = [{"name": NUMBER, "type": "integer", "constraints": {"unique": True}}]
    cases += [
        {"name": sign.title, "type": "string", "constraints": {"enum": names}}
        for sign, names in zip(rules.signs, lists, strict=True)
    ]
    census: list[dict[str, Any]] = [{"name": title, "type": "string"} for title in census_tables.COLUMNS[:-1]]
    census.append({"name": census_tables.COLUMNS[-1], "type": "integer", "constraints": {"minimum": 0}})
    return {
        "name": "narcdesk-cases",
        "profile": "tabular-data-package",
        "title": rules.title,
        "resources": [package.resource("cases", CASES, cases), package.resource("census", CENSUS, census)],
    }


def released(manifest: Mapping[str, Any], parts: Mapping[str, bytes], rules: Rules, table: Table) -> Release:
    """The release that a file says it is; raises Unreadable where it cannot be one. Whether it is true is judged."""
    said = manifest["protection"]
    levels = None
    if isinstance(said.get("levels"), dict):
        levels = tuple(said["levels"].get(sign.code) for sign in rules.quasi)
        depths = [tree.depth for tree in rules.hierarchies(table.places)]
        if any(type(n) is not int or not 0 <= n < depth for n, depth in zip(levels, depths, strict=True)):
            raise Unreadable("В описи ступени столбцов записаны не так, как их пишет программа.")
    left_out = said.get("left_out")
    if type(left_out) is not int or left_out < 0 or left_out % rules.round_to:
        raise Unreadable("В описи число невошедших записано не так, как его пишет программа.")
    return Release(
        rules=rules,
        batch_id=manifest["batch"],
        office=manifest["office"],
        year=int(manifest["period"]),
        anchor=manifest["anchor"],
        rows=read_cases(parts[CASES], rules, table.places),
        left_out=left_out,
        levels=levels,
        census=table,
    )
