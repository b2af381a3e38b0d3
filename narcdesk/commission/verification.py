"""Verify a batch from its file alone: nothing of the register is needed, and nothing in the file is believed.

First the bytes: the ZIP is packed again from its parts and must come out the same, then hashes and signature. Only if
they hold are the contents judged: the closed lists, the rounding, the totals, the percentages, the workbook.
"""

import codecs
import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from narcdesk.commission import judging, package, policy, sealing, spreadsheet, workbook
from narcdesk.commission.archive import NotAnArchive, unpack
from narcdesk.commission.batch import ANCHOR, Release
from narcdesk.commission.catalogue import harmless
from narcdesk.commission.package import BOOK, KEY, MANIFEST, NOTICE, PAGE, SCHEMA, SHARES, SIGNATURE, TABLES
from narcdesk.commission.spreadsheet import Unreadable
from narcdesk.dates import Period
from narcdesk.errors import UserError
from narcdesk.files import absent

CASES = "cases.csv"  # only a batch of records has it
PARTS = {TABLES, SHARES, BOOK, SCHEMA, NOTICE, PAGE, KEY, MANIFEST, SIGNATURE}

LARGEST = 16 * 2**20  # a real batch is about 0.2 MB
_DEEPEST = 64 * 2**10  # of a manifest, in bytes; a real one is 1.2 KB
_BATCH_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Verification:
    """What was found; `notes` are no faults but must be read, `fingerprint` is that of the key that signed.

    `release`: what the batch says, where nothing is wrong with it; None where it holds records of cases.
    `sealed_to`: the key that must open the file first.
    """

    problems: list[str]
    notes: list[str] = field(default_factory=list)
    manifest: Mapping[str, Any] = field(default_factory=dict)
    fingerprint: str = ""
    release: Release | None = None
    file_sha256: str = ""
    sealed_to: str = ""

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong with the batch."""
        return not self.problems


def verify(
    batch: Path | bytes, public_key: bytes | None = None, *, known: Collection[str] | None = None
) -> Verification:
    """Judge one batch, its file or its bytes; `public_key` is the office's, PEM, known from elsewhere.

    `known`: the fingerprints of the keys that may have signed it; what a stranger has signed is not even read.
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
    if len(data) > LARGEST:
        return Verification([f"Файл слишком велик для пакета: больше {LARGEST // 2**20} МБ."])
    try:
        return _verified(data, public_key, known)
    except Exception:  # a stranger's file stops nobody's work, whatever is in it
        return Verification([BEYOND])


BEYOND = "Пакет не проверяется: в нём то, чего программа не пишет."


def _verified(data: bytes, public_key: bytes | None, known: Collection[str] | None) -> Verification:
    if sealing.is_sealed(data):
        return _sealed(data)
    try:
        parts = unpack(data)
    except NotAnArchive:
        return Verification([_NOT_OURS])
    expected, wanted_format, judge = _kind(parts)
    if set(parts) != expected:
        return Verification([_difference(set(parts), expected)])
    try:
        manifest = _manifest(parts[MANIFEST], expected, wanted_format)
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
    if known is not None and fingerprint not in known:
        foreign = _FOREIGN.format(fingerprint, harmless(manifest["office"]))
        return Verification([foreign], notes, manifest, fingerprint)
    problems, release = judge(parts, manifest, notes)
    return Verification(problems, notes, manifest, fingerprint, None if problems else release)


def _sealed(data: bytes) -> Verification:
    try:
        return Verification([_SEALED], file_sha256=package.sha256(data), sealed_to=sealing.sealed_to(data))
    except UserError as error:
        return Verification([error.what])


_SEALED = (
    "Пакет зашифрован: что в нём, видит только получатель. Откройте его закрытым ключом и проверьте то, что открылось: "
    "narcdesk-cli open ПАКЕТ --private-key КЛЮЧ.pem --out ПАПКА"
)
_NOT_OURS = "Это не пакет, записанный программой, или он изменён либо повреждён."
_ONLY_WHOLE = (
    "Ключ взят из самого пакета: показано, что пакет цел, но не кто его сделал. "
    "Сверьте отпечаток ключа с бумажным письмом организации: {}"
)
_FOREIGN = "Чужой ключ: среди известных его нет. Отпечаток: {}. Организация в пакете: {}."


Judge = Callable[[Mapping[str, bytes], Mapping[str, Any], list[str]], tuple[list[str], Release | None]]


def _kind(parts: Mapping[str, bytes]) -> tuple[set[str], str, Judge]:
    """Which parts a batch of this kind has, how its manifest begins, and who judges what it says."""
    if CASES not in parts:
        return PARTS, package.FORMAT, _judged
    from narcdesk.commission.cohorts import judging, papers  # with numpy, which no table needs

    return papers.PARTS, papers.FORMAT, judging.judge


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise absent(path) from error
    except OSError as error:
        raise UserError(f"Файл «{path.name}» не читается.", do="Проверьте, что это файл и диск исправен.") from error


def _difference(found: set[str], expected: set[str]) -> str:
    missing = ", ".join(sorted(expected - found))
    return f"В пакете не хватает частей: {missing}." if missing else "В пакете есть части, которых быть не должно."


def _manifest(data: bytes, expected: set[str], wanted_format: str) -> dict[str, Any]:
    """The manifest, if it is one that the program writes: every key, every kind of value, the canonical bytes."""
    try:
        if len(data) > _DEEPEST:
            raise ValueError("too large")
        found = json.loads(data.decode("utf-8"))
        if package.canonical(found) != data:
            raise ValueError("not canonical")
    except (ValueError, RecursionError) as error:
        raise Unreadable("Опись manifest.json не читается.") from error
    if not isinstance(found, dict) or found.get("format") != wanted_format:
        raise Unreadable("Пакет другого вида: эта программа его не знает. Возможно, нужна более новая программа.")
    texts = ("batch", "office", "recipient", "period", "anchor")
    listed, edition = found.get("parts"), found.get("policy")
    if (
        any(not isinstance(found.get(name), str) for name in texts)
        or not isinstance(listed, dict)
        or set(listed) != expected - {MANIFEST, SIGNATURE}
        or not isinstance(edition, dict)
        or not isinstance(edition.get("sha256"), str)
        or not isinstance(found.get("protection"), dict)
    ):
        raise Unreadable("В описи manifest.json не хватает сведений.")
    return found


def _signature_problems(parts: Mapping[str, bytes], public_key: bytes | None) -> list[str]:
    inside = _public_key(parts[KEY])
    if inside is None or canonical_key(parts[KEY]) != parts[KEY]:  # room around a key could hold anything
        return [f"Ключ {KEY} в пакете записан не так, как его пишет программа."]
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
    pem = pem.removeprefix(codecs.BOM_UTF8)  # Notepad puts it before a key that was pasted
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
        rules = _tightened(rules, manifest)
        release = _release(parts, manifest, rules)
    except Unreadable as error:
        return [str(error)], None
    problems = judging.problems(release)
    problems += workbook.check(parts[BOOK], release, package.sha256(parts[KEY]))
    # What no rule above has named: a comma too many is still not what the program writes.
    again = package.texts(release, parts[KEY])
    again[MANIFEST] = package.canonical(package.describe(release, _listed(parts)))
    problems += [f"Часть «{name}» записана не так, как её пишет программа." for name in package.unlike(again, parts)]
    if release.widened:
        # By the file alone nobody can tell whether that is so (`judging`): it is the office's word, as the numbers are.
        notes.append(
            "По словам организации, некоторые числа "
            + ("за период не точные, а на день " if release.exact else "")
            + f"отличаются от настоящих больше чем на {rules.base - 1}: так они сходятся с прежними выгрузками."
        )
    return problems, release


def _tightened(rules: policy.Policy, manifest: Mapping[str, Any]) -> policy.Policy:
    """The rules as the office used them: as strict as the edition that the batch names, or stricter."""
    used = manifest["protection"]
    numbers, tables = [used.get(name) for name in ("k", "base", "indicator_base")], manifest.get("tables")
    if (
        any(type(number) is not int for number in numbers)
        or not isinstance(tables, list)
        or type(used.get("second_person")) is not bool
    ):
        raise Unreadable("В описи manifest.json не хватает сведений.")
    k, base, indicator_base = numbers
    left_out = [table.code for table in rules.tables if table.code not in tables]
    try:
        return rules.tightened(policy.Stricter(k, base, indicator_base, tuple(left_out), used["second_person"]))
    except ValueError as error:
        raise Unreadable(
            "Пакет собран мягче, чем позволяют правила выгрузки, или с числами, каких программа не пишет."
        ) from error


def _release(parts: Mapping[str, bytes], manifest: Mapping[str, Any], rules: policy.Policy) -> Release:
    try:
        period = Period.parse(manifest["period"])
    except UserError as error:
        raise Unreadable("Период в описи не читается.") from error
    office = manifest["office"]
    if (
        period.code != manifest["period"]
        or not office
        or harmless(office) != office
        or not _BATCH_ID.fullmatch(manifest["batch"])
        or not ANCHOR.fullmatch(manifest["anchor"])
    ):
        raise Unreadable("Сведения в описи записаны не так, как их пишет программа.")
    exact = manifest["protection"].get("method") == package.METHODS["exact"]
    return Release(
        policy=rules,
        batch_id=manifest["batch"],
        office=office,
        period=period,
        anchor=manifest["anchor"],
        counts=spreadsheet.read_tables(parts[TABLES], rules, exact=exact),
        shares=spreadsheet.read_shares(parts[SHARES], rules, period),
        widened=manifest["protection"].get("widened") is True,
        exact=exact,
        earlier=spreadsheet.read_earlier(parts[TABLES], rules),
    )


def _listed(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in parts.items() if name not in (MANIFEST, SIGNATURE)}
