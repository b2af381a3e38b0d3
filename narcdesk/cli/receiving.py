"""The commands of whoever receives batches: no register is opened, only files are."""

import argparse
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from narcdesk.cli.opening import Answer, password_of
from narcdesk.dates import Period
from narcdesk.errors import UserError
from narcdesk.files import absent

if TYPE_CHECKING:
    from narcdesk.commission.verification import Verification  # a command imports what it works with


def verify(arguments: argparse.Namespace) -> Answer:
    """Signature, hashes and contents of one batch, from its file alone."""
    from narcdesk.commission import verification

    key = _read(arguments.public_key, "Файл ключа") if arguments.public_key else None
    found = verification.verify(arguments.batch, key)
    good = "Выгрузка подлинна и не изменена." if key else "Выгрузка не изменена."
    data = {"ok": found.ok, "problems": list(found.problems), "notes": list(found.notes)}
    facts = _facts(found, arguments.batch) if found.ok else []
    return Answer(data, [*(found.problems or [good]), *facts, *found.notes], found.ok)


def _facts(found: "Verification", path: Path) -> list[str]:
    """What the cover letter says too: by it an earlier batch that was sent anew is known."""
    from narcdesk.commission import policy
    from narcdesk.commission.cohorts import policy as cohorts

    said = found.manifest
    edition = said["policy"]["sha256"]
    rules = policy.by_fingerprint(edition) or cohorts.by_fingerprint(edition)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return [
        f"Организация: {said['office']}",
        f"Получатель: {rules.title if rules else said['recipient']}",
        f"Период: {Period.parse(said['period']).label}",
        f"Номер пакета: {said['batch']}",
        f"SHA-256 файла: {sha256}",
    ]


def consolidate(arguments: argparse.Namespace) -> Answer:
    """The tables of a region out of the batches of its districts."""
    from narcdesk.commission import region
    from narcdesk.commission.region import words
    from narcdesk.files import readable

    found = region.consolidate(arguments.batches, arguments.keys)
    tables, lacking = region.write(found, arguments.out)
    notes = [*words.told(found), *[lacking] * bool(lacking)]
    if not tables and (arguments.out / region.BOOK).exists():
        notes.append(f"В папке осталась прежняя «{region.BOOK}»: она не из этих пакетов.")
    data = {
        "tables": [str(path) for path in tables],
        "notes": notes,
        "refused": [{"batch": one.batch, "reason": one.reason} for one in found.refused],
        "missing": [
            {"recipient": one.recipient, "period": one.period.code, "keys": list(one.keys)} for one in found.missing
        ],
    }
    said = [f"{called}: организаций {len(one.districts)}." for one, called in words.names(found.regions).items()]
    said += [f"Записано: {path}" for path in tables] or ["Ни один пакет не принят: сводной нет."]
    said += notes
    said += [f"Не принят {readable(one.batch)}: {one.reason}" for one in found.refused]
    return Answer(data, said, bool(tables) and not found.refused)


def checking_page(arguments: argparse.Namespace) -> Answer:
    """The page that checks a batch in a browser, from the program and not out of a batch."""
    from narcdesk.commission import checking_page
    from narcdesk.files import make_folder, write_atomically

    page = arguments.out / checking_page.NAME
    make_folder(arguments.out)
    write_atomically(page, checking_page.page())
    sha256 = hashlib.sha256(checking_page.page()).hexdigest()
    said = [f"Страница проверки: {page}", f"SHA-256 страницы, одна во всех выгрузках: {sha256}"]
    return Answer({"page": str(page), "sha256": sha256}, said)


def recipient_key(arguments: argparse.Namespace) -> Answer:
    """A pair of keys of a recipient, in two files; what is there is never written over."""
    from narcdesk.commission import sealing
    from narcdesk.files import make_folder, write_atomically

    private, public = arguments.out / "recipient-private.pem", arguments.out / "recipient-public.pem"
    if there := [path.name for path in (private, public) if path.exists()]:
        raise UserError(
            f"В папке уже есть «{there[0]}».",
            lost="Он остался как был.",
            do="Назовите другую папку: без закрытого ключа прежние выгрузки не открыть никому.",
        )
    password = password_of(arguments) if arguments.password_stdin else ""
    if arguments.password_stdin and not password:
        raise UserError(
            "Пароль закрытого ключа пуст.",
            lost="Ничего не записано.",
            do="Передайте пароль первой строкой или уберите --password-stdin: тогда ключ будет без пароля.",
        )
    secret, key = sealing.make_pair(password)
    make_folder(arguments.out)
    before = os.umask(0o077)  # nobody else may read it, not for a moment; a stick knows no such rights and minds none
    try:
        write_atomically(private, secret)
    finally:
        os.umask(before)
    write_atomically(public, key.pem)
    said = [
        f"Закрытый ключ, никому не отдавайте: {private}",
        f"Открытый ключ, отдайте организациям: {public}",
        f"Отпечаток открытого ключа, сверьте его с ними по телефону или письмом: {key.fingerprint}",
        "Потерянный закрытый ключ не восстановить: держите его копию отдельно.",
        sealing.NOT_CERTIFIED,
    ]
    if not arguments.password_stdin:
        said.append("Закрытый ключ записан без пароля; с паролем: --password-stdin.")
    return Answer({"private": str(private), "public": str(public), "fingerprint": key.fingerprint}, said)


def open_sealed(arguments: argparse.Namespace) -> Answer:
    """The batch inside of an encrypted file, written out under its own name: nothing but a batch, and no larger one."""
    from narcdesk.commission import sealing
    from narcdesk.files import make_folder, write_atomically

    password = password_of(arguments) if arguments.password_stdin else ""
    private = sealing.private_key(_read(arguments.private_key, "Файл ключа"), password)
    name = arguments.batch.name
    if not name.isprintable() or not name.endswith(_OPENED + sealing.ENDING):
        raise UserError(
            f"Имя зашифрованной выгрузки кончается на «{_OPENED}{sealing.ENDING}», и все его знаки видны.",
            do="Назовите файл так и повторите.",
        )
    opened = sealing.unseal(_read(arguments.batch), private)
    if not _is_batch(opened):
        raise UserError(
            "Внутри зашифрованного файла не выгрузка, записанная программой.",
            do="Не открывайте его ничем другим и спросите организацию, что она прислала.",
        )
    batch = arguments.out / name.removesuffix(sealing.ENDING)
    if batch.exists() and _read(batch) != opened:
        raise UserError(
            f"Файл «{batch.name}» там уже есть, и он другой.", lost="Он остался как был.", do="Назовите другую папку."
        )
    make_folder(arguments.out)
    write_atomically(batch, opened)
    sha256 = hashlib.sha256(opened).hexdigest()
    said = [f"Открыт: {batch}", f"SHA-256: {sha256}", "Теперь проверьте его: verify ПАКЕТ --public-key КЛЮЧ."]
    return Answer({"batch": str(batch), "sha256": sha256}, said)


_OPENED = ".zip"


def _is_batch(data: bytes) -> bool:
    """Whether these are bytes that the program writes as a batch; whose and how good it is, verifying tells."""
    from narcdesk.commission.archive import NotAnArchive, unpack
    from narcdesk.commission.package import MANIFEST, SIGNATURE

    try:
        return {MANIFEST, SIGNATURE} <= set(unpack(data))
    except NotAnArchive:
        return False


def _read(path: Path, what: str = "Файл") -> bytes:
    from narcdesk.commission.verification import LARGEST

    most = LARGEST + 2**10  # a batch, and what its encryption adds
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError as error:
        raise absent(path, what) from error
    except OSError as error:
        raise UserError(f"{what} «{path.name}» не читается.", lost="", do="Проверьте, что это файл.") from error
    if len(data) > most:
        raise UserError(
            f"{what} «{path.name}» слишком велик: больше {LARGEST // 2**20} МБ.", do="Проверьте, тот ли это файл."
        )
    return data
