"""The ways into a register: making it, a login with its password, and the words of recovery."""

import os
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

from narcdesk.files import make_folder, sync_folder
from narcdesk.vault import keyfile, rekeying, waits, words
from narcdesk.vault.engine import engine_over, is_key_of
from narcdesk.vault.folder import (
    DATABASE,
    connect_by_any,
    first_page,
    forget,
    must_be_short,
    new_files,
    read_keys,
    refuse_second,
)
from narcdesk.vault.keyfile import Keys
from narcdesk.vault.network import must_be_local
from narcdesk.vault.opened import Opened
from narcdesk.vault.ownership import Ownership
from narcdesk.vault.slots import DEK_SIZE, OFFICE, Kdf, new_slot, unseal, with_dek
from narcdesk.vault.troubles import Damaged, NoRegister, WrongPassword


def create(folder: Path, login: str, password: str, *, kdf: Kdf = OFFICE) -> Opened:
    """A new empty register in `folder` (made if missing), unlocked by its first person.

    Raises Invalid, OnNetwork, AlreadyThere, InUse, NoSpace, NotWritable, WrongPlace, DiskTrouble.
    """
    must_be_short(folder)
    must_be_local(folder)
    register_id = str(uuid.uuid4())
    keys = Keys(register_id, ())
    keys.check_new(login, password)
    make_folder(folder)
    with suppress(OSError):  # the folder above may be one that we may not read
        sync_folder(folder.parent)
    refuse_second(folder)
    ownership = Ownership(folder)
    dek = bytearray(os.urandom(DEK_SIZE))
    try:
        refuse_second(folder)
        slot = new_slot(register_id, login, password, kdf, 1, dek)
        keys = keys.with_slot(slot)
        connection = new_files(folder, keys, dek)
    except BaseException:
        forget(dek)
        ownership.release()
        raise
    return Opened(folder, engine_over(connection), slot.login, register_id, keys, 1, dek, ownership)


def unlock(folder: Path, login: str, password: str) -> Opened:
    """The register in `folder`, unlocked by `login`.

    Raises NoRegister, OnNetwork, InUse, MustWait, WrongPassword, Damaged, TooNew, NotWritable, DiskTrouble.
    """
    must_be_short(folder)
    read_keys(folder)  # so that no lock file is put into a folder that holds no register of ours
    must_be_local(folder)
    ownership = Ownership(folder)
    deks: list[tuple[int, bytearray]] = []
    try:
        keys = read_keys(folder)
        slot = keys.find(login)
        if slot is None:
            raise WrongPassword
        with waits.one_try(keys.register_id, slot.login) as before:
            entered = keys.enter(login, password)
        deks = unseal(keys.register_id, slot, entered.private)
        if not any(keys.is_proved_by(dek) for _, dek in deks):
            raise Damaged(f"Файл ключей «{keyfile.FILE}» изменён не этой программой.")
        connection, generation, dek = connect_by_any(folder, deks)
    except BaseException:
        for _, dek in deks:
            forget(dek)
        ownership.release()
        raise
    for _, other in deks:
        if other is not dek:
            forget(other)
    engine, register_id = engine_over(connection), keys.register_id
    opened = Opened(folder, engine, slot.login, register_id, keys, generation, dek, ownership)
    opened.failed_before, opened.other_layout = before.failed, entered.other_layout
    opened.finish_rekey()
    return opened


def unlock_with_words(folder: Path, text: str) -> Opened:
    """The register in `folder`, unlocked by its recovery words as a person typed them; `keys.json` is not needed.

    Nobody is signed in by that, and the file of keys stays as it is, until `Opened.give_slot` writes one. Raises
    words.WrongWords, which names the word, NoRegister, OnNetwork, InUse, Damaged, TooNew, NotWritable, DiskTrouble.
    """
    typed = words.split(text)
    words.check_known(typed)
    must_be_short(folder)
    if not (folder / DATABASE).is_file():
        raise NoRegister(folder)
    must_be_local(folder)
    keys = _keys_if_readable(folder)
    ownership = Ownership(folder)
    dek = bytearray()
    try:
        page = first_page(folder)
        dek = words.to_dek(typed, lambda key: is_key_of(page, key) or keys.is_proved_by(key))
        connection = _connect_by_words(folder, dek, keys)
    except BaseException:
        forget(dek)
        ownership.release()
        raise
    if not keys.is_proved_by(dek):  # cut, changed by somebody, or of another register: nobody in it is let in
        keys = Keys("", ())
    generation = keys.newest() + 1
    keys = keys.with_slots(lambda slot: with_dek(slot, keys.register_id, generation, dek))
    keys = keyfile.only(keys, generation)
    rekeying.tidy(folder)
    return Opened(folder, engine_over(connection), "", keys.register_id, keys, generation, dek, ownership)


def _connect_by_words(folder: Path, dek: bytearray, keys: Keys) -> Any:
    """A connection by the key of the words; raises Damaged, and WrongWords where a change of the key was cut short."""
    try:
        connection, _, _ = connect_by_any(folder, [(0, dek)])
    except Damaged:
        # The file has its new key, and the keys are still proved by the old one: nothing is damaged.
        if keys.is_proved_by(dek) and any(len(slot.sealed_deks) > 1 for slot in keys.slots):
            raise words.WrongWords(
                "Слова верные, но реестр перешифрован: работа прервалась перед самым концом, и файл уже под новым "
                "ключом.",
                "Войдите по паролю: программа закончит перешифрование. Затем напечатайте новый лист.",
            ) from None
        raise
    return connection


def words_of(opened: Opened) -> list[str]:
    """The recovery words of an unlocked register, to be printed on paper and kept nowhere else."""
    return opened.words()


def logins(folder: Path) -> list[str]:
    """Who can unlock the register in `folder`, for the unlock window; raises NoRegister, Damaged, TooNew."""
    return read_keys(folder).logins()


def wait_left(folder: Path, login: str) -> int:
    """Seconds until `login` may try a password again; 0 when now, or when the files cannot be read."""
    keys = _keys_if_readable(folder)
    slot = keys.find(login)
    return waits.wait(keys.register_id, slot.login) if slot else 0


def _keys_if_readable(folder: Path) -> Keys:
    """The keys in a folder, or none where they are lost or damaged; raises TooNew, DiskTrouble."""
    try:
        return keyfile.load(folder)
    except (FileNotFoundError, Damaged):
        return Keys("", ())
