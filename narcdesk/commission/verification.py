"""Verify a batch from its file alone: nothing of the register is needed, and nothing in the file is believed.

First the bytes: the ZIP is packed again from its parts and must come out the same, then hashes and signature. Only if
they hold are the contents judged: the closed lists, the rounding, the totals, the percentages, the workbook.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from narcdesk.commission import package, policy, spreadsheet, workbook
from narcdesk.commission.archive import NotAnArchive, unpack
from narcdesk.commission.batch import ANCHOR, Release, Share, percent
from narcdesk.commission.package import BOOK, KEY, MANIFEST, NOTICE, SCHEMA, SHARES, SIGNATURE, TABLES
from narcdesk.commission.spreadsheet import Unreadable
from narcdesk.dates import Period
from narcdesk.errors import UserError

PARTS = {TABLES, SHARES, BOOK, SCHEMA, NOTICE, KEY, MANIFEST, SIGNATURE}

_LARGEST = 16 * 2**20  # a real batch is about 0.1 MB
_DEEPEST = 64 * 2**10  # of a manifest, in bytes; a real one is 1.2 KB
_BATCH_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Verification:
    """What was found; `notes` are no faults but must be read, `fingerprint` is that of the key that signed.

    `release`: what the batch says, where nothing is wrong with it.
    """

    problems: list[str]
    notes: list[str] = field(default_factory=list)
    manifest: Mapping[str, Any] = field(default_factory=dict)
    fingerprint: str = ""
    release: Release | None = None

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong with the batch."""
        return not self.problems


def verify(batch: Path | bytes, public_key: bytes | None = None) -> Verification:
    """Judge one batch, its file or its bytes; `public_key` is the office's, PEM, known from elsewhere.

    Whatever the file holds the answer is a Verification; raises UserError only when the file cannot be read or
    `public_key` is no key.
    """
    if public_key is not None and _public_key(public_key) is None:
        raise UserError(
            "Указанный файл — не ключ: нужен файл PEM, в котором один открытый ключ Ed25519 и ничего больше.",
            lost="",
            do="Возьмите файл ключа из письма организации; сама выгрузка не проверена.",
        )
    data = batch if isinstance(batch, bytes) else _read(batch)
    if len(data) > _LARGEST:
        return Verification([f"Файл слишком велик для пакета: больше {_LARGEST // 2**20} МБ."])
    try:
        parts = unpack(data)
    except NotAnArchive:
        return Verification([_NOT_OURS])
    if set(parts) != PARTS:
        return Verification([_difference(set(parts))])
    try:
        manifest = _manifest(parts[MANIFEST])
    except Unreadable as error:
        return Verification([str(error)])
    fingerprint = package.sha256(parts[KEY])
    problems = [
        f"Часть «{name}» изменена: её контрольная сумма не та, что в описи."
        for name, listed in manifest["parts"].items()
        if package.sha256(parts[name]) != listed
    ]
    problems += _signature_problems(parts, public_key)
    notes = [] if public_key else [_ONLY_WHOLE.format(fingerprint)]
    if problems:
        return Verification(problems, notes, manifest, fingerprint)
    problems, release = _judged(parts, manifest, notes)
    return Verification(problems, notes, manifest, fingerprint, None if problems else release)


_NOT_OURS = "Это не пакет, записанный программой, или он изменён либо повреждён."
_ONLY_WHOLE = (
    "Ключ взят из самого пакета: показано, что пакет цел, но не кто его сделал. "
    "Сверьте отпечаток ключа с бумажным письмом организации: {}"
)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise UserError(f"Файла «{path.name}» нет.", do="Проверьте имя и папку.") from error
    except OSError as error:
        raise UserError(f"Файл «{path.name}» не читается.", do="Проверьте, что это файл и диск исправен.") from error


def _difference(found: set[str]) -> str:
    missing = ", ".join(sorted(PARTS - found))
    return f"В пакете не хватает частей: {missing}." if missing else "В пакете есть части, которых быть не должно."


def _manifest(data: bytes) -> dict[str, Any]:
    """The manifest, if it is one that the program writes: every key, every kind of value, the canonical bytes."""
    try:
        if len(data) > _DEEPEST:
            raise ValueError("too large")
        found = json.loads(data.decode("utf-8"))
        if package.canonical(found) != data:
            raise ValueError("not canonical")
    except (ValueError, RecursionError) as error:
        raise Unreadable("Опись manifest.json не читается.") from error
    if not isinstance(found, dict) or found.get("format") != package.FORMAT:
        raise Unreadable("Пакет другого вида: эта программа его не знает. Возможно, нужна более новая программа.")
    texts = ("batch", "office", "recipient", "period", "anchor")
    listed, edition = found.get("parts"), found.get("policy")
    if (
        any(not isinstance(found.get(name), str) for name in texts)
        or not isinstance(listed, dict)
        or set(listed) != PARTS - {MANIFEST, SIGNATURE}
        or not isinstance(edition, dict)
        or not isinstance(edition.get("sha256"), str)
        or not isinstance(found.get("protection"), dict)
    ):
        raise Unreadable("В описи manifest.json не хватает сведений.")
    return found


def _signature_problems(parts: Mapping[str, bytes], public_key: bytes | None) -> list[str]:
    inside = _public_key(parts[KEY])
    if inside is None:
        return ["Ключ office.pem в пакете не читается."]
    try:
        inside.verify(parts[SIGNATURE], parts[MANIFEST])
    except InvalidSignature:
        return ["Подпись не подходит к описи: опись или подпись изменены."]
    if public_key is None:
        return []
    if _public_key(public_key) != inside:
        return ["Пакет подписан другим ключом, не тем, который указан. Не принимайте его за пакет этой организации."]
    return []


def canonical_key(pem: bytes) -> bytes | None:
    """A public key of an office as it lies in its batches, or None where a file is no such key and nothing else."""
    key = _public_key(pem)
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo) if key else None


def _public_key(pem: bytes) -> Ed25519PublicKey | None:
    """The key of a file that holds one PEM key and nothing else: the reader of PEM finds one inside anything."""
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm):
        return None
    if not isinstance(key, Ed25519PublicKey):
        return None
    canonical = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return key if pem.replace(b"\r\n", b"\n").strip() == canonical.strip() else None  # by mail it may come with CRLF


def _judged(
    parts: Mapping[str, bytes], manifest: Mapping[str, Any], notes: list[str]
) -> tuple[list[str], Release | None]:
    rules = policy.by_fingerprint(manifest["policy"]["sha256"])
    if rules is None:
        return ["Правила выгрузки, по которым собран пакет, этой программе неизвестны. Обновите программу."], None
    try:
        release = _release(parts, manifest, rules)
    except Unreadable as error:
        return [str(error)], None
    problems = _rounding_problems(release)
    problems += [problem for share in release.shares for problem in _share_problems(share, release)]
    problems += workbook.check(parts[BOOK], release, package.sha256(parts[KEY]))
    # What no rule above has named: a comma too many is still not what the program writes.
    again = package.texts(release, parts[KEY])
    again[MANIFEST] = package.canonical(package.describe(release, _listed(parts)))
    problems += [
        f"Часть «{name}» записана не так, как её пишет программа." for name in again if again[name] != parts[name]
    ]
    if release.widened:
        notes.append("Некоторые числа отличаются от настоящих больше чем на 4: так они сходятся с прежними выгрузками.")
    return problems, release


def _release(parts: Mapping[str, bytes], manifest: Mapping[str, Any], rules: policy.Policy) -> Release:
    try:
        period = Period.parse(manifest["period"])
    except UserError as error:
        raise Unreadable("Период в описи не читается.") from error
    office = manifest["office"]
    if (
        period.code != manifest["period"]
        or not office
        or policy.harmless(office) != office
        or not _BATCH_ID.fullmatch(manifest["batch"])
        or not ANCHOR.fullmatch(manifest["anchor"])
    ):
        raise Unreadable("Сведения в описи записаны не так, как их пишет программа.")
    return Release(
        policy=rules,
        batch_id=manifest["batch"],
        office=office,
        period=period,
        anchor=manifest["anchor"],
        counts=spreadsheet.read_tables(parts[TABLES], rules),
        shares=spreadsheet.read_shares(parts[SHARES], rules, period),
        widened=manifest["protection"].get("widened") is True,
    )


def _listed(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in parts.items() if name not in (MANIFEST, SIGNATURE)}


def _rounding_problems(release: Release) -> list[str]:
    base, shown = release.policy.base, dict(release.counts)
    problems = []
    for share in release.shares:
        for cell, value in (
            (share.indicator.numerator, share.numerator),
            (share.indicator.denominator, share.denominator),
        ):
            if value is not None and shown.setdefault(cell, value) != value:
                problems.append(f"Показатель «{share.indicator.code}» не совпадает с таблицей ({cell.code}).")
    problems += [f"Число не кратно {base}: {cell.code}." for cell, value in shown.items() if value % base]
    problems += [
        f"Итог не сходится: {relation}."
        for relation in release.policy.system.relations
        if all(cell in shown for _, cell in relation.terms) and not relation.holds(shown)
    ]
    return problems


def _share_problems(share: Share, release: Release) -> list[str]:
    rules, code = release.policy, share.indicator.code
    problems = []
    year = release.period.start.year
    if year in share.indicator.targets and (
        share.target is None
        or (share.target.percent, share.target.act) != (share.indicator.targets[year], rules.plan_act)
    ):
        problems.append(f"План показателя «{code}» на {year} год не тот, что в акте.")
    if share.target and (share.target.percent > 100 or policy.harmless(share.target.act) != share.target.act):
        problems.append(f"План показателя «{code}» записан не так, как его пишет программа.")
    if share.numerator is None or share.denominator is None:
        return problems
    if share.denominator < rules.lowest(rules.indicator_base) or share.numerator < rules.lowest(rules.k):
        problems.append(f"Показатель «{code}» должен быть скрыт: он посчитан на слишком малом числе людей.")
    elif share.percent != percent(share.numerator, share.denominator):
        problems.append(f"Процент показателя «{code}» не следует из показанных чисел.")
    return problems
