"""A batch that only its recipient opens, and its cover letter: real keys, each wrong one named, what is remembered."""

import errno
import hashlib
import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from narcdesk import covering, journal, taking_back
from narcdesk.commission import export, package, recipient_keys, sealing, verification
from narcdesk.commission.archive import pack
from narcdesk.commission.export import Exported
from narcdesk.commission.ledger import SentBatch
from narcdesk.dates import Period
from narcdesk.errors import Forbidden, NotFound, UserError
from narcdesk.journal import Wanted
from narcdesk.staff import Role
from tests.command_line import Ask
from tests.commission_samples import KEY, RECIPIENT, built
from tests.counted_office import NEXT_QUARTER, QUARTER, Office, office, surnames
from tests.papers import one_line, text_of

_LOCAL = struct.Struct("<4s5H3L2H")  # of a part of a ZIP, before its name
LOW_ORDER = (  # the point 0: whoever seals to it seals for everybody
    b"-----BEGIN PUBLIC KEY-----\n"
    b"MCowBQYDK2VuAyEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
    b"-----END PUBLIC KEY-----\n"
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = office(tmp_path_factory.mktemp("кабинет") / "реестр")
    yield made
    made.register.close()


def _groups(sum_or_fingerprint: str) -> str:
    return " ".join(re.findall("....", sum_or_fingerprint))


def test_what_is_sealed_is_opened_by_its_key_alone() -> None:
    secret, key = sealing.make_pair()
    other, _ = sealing.make_pair()
    sealed = sealing.seal(built(), key)
    assert sealing.unseal(sealed, sealing.private_key(secret)) == built()
    assert sealing.seal(built(), key) != sealed  # no two are alike
    assert b"tables.csv" not in sealed
    assert sealing.sealed_to(sealed) == key.fingerprint == hashlib.sha256(key.pem).hexdigest()
    with pytest.raises(UserError, match=f"другого ключа.*{key.fingerprint}"):
        sealing.unseal(sealed, sealing.private_key(other))


def test_every_byte_of_a_sealed_file_counts() -> None:
    secret, key = sealing.make_pair()
    private, sealed = sealing.private_key(secret), sealing.seal(b"batch", key)
    for at in range(len(sealed)):
        bad = bytearray(sealed)
        bad[at] ^= 1
        with pytest.raises(UserError):
            sealing.unseal(bytes(bad), private)
    for bad_file in (b"", sealed[:-1], sealed[:90], sealed + b"\0"):
        with pytest.raises(UserError):
            sealing.unseal(bad_file, private)
    with pytest.raises(UserError, match="повреждён"):
        sealing.unseal(sealed[:-1], private)
    for length in (14, 15):  # cut in its first line it is no newer file
        with pytest.raises(UserError, match="повреждён"):
            sealing.unseal(sealed[:length], private)
    with pytest.raises(UserError, match="более новой"):
        sealing.unseal(sealed.replace(b"HPKE/1", b"HPKE/2"), private)


@pytest.mark.parametrize(
    "pem", [b"", b"garbage", package.public_pem(KEY), RECIPIENT + RECIPIENT, b"x" + RECIPIENT, RECIPIENT[:60]]
)
def test_what_is_no_recipients_key_is_refused(pem: bytes) -> None:
    with pytest.raises(UserError, match="не ключ получателя"):
        sealing.public_key(pem)


def test_a_key_made_by_openssl_and_sent_by_mail_is_the_same_key() -> None:
    assert sealing.public_key(RECIPIENT.replace(b"\n", b"\r\n")).pem == RECIPIENT
    assert sealing.public_key(b"\xef\xbb\xbf" + RECIPIENT).pem == RECIPIENT  # pasted into Notepad
    assert load_pem_public_key(sealing.make_pair()[1].pem)


def test_a_private_key_under_a_password() -> None:
    secret, key = sealing.make_pair("пароль получателя")
    sealed = sealing.seal(b"batch", key)
    assert sealing.unseal(sealed, sealing.private_key(secret, "пароль получателя")) == b"batch"
    with pytest.raises(UserError, match="Пароль закрытого ключа не подходит"):
        sealing.private_key(secret, "другой")
    with pytest.raises(UserError, match="пароль не указан"):
        sealing.private_key(secret)
    with pytest.raises(UserError, match="не читается"):
        sealing.private_key(b"-----BEGIN")
    with pytest.raises(UserError, match="не читается"):
        sealing.private_key(RECIPIENT)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no OpenSSL here")
def test_openssl_reads_the_pair(tmp_path: Path, ask: Ask) -> None:
    assert ask("recipient-key", "--out", tmp_path).status == 0
    command = ["openssl", "pkey", "-in", str(tmp_path / "recipient-private.pem"), "-pubout"]
    shown = subprocess.run(command, capture_output=True, check=True).stdout
    assert shown == (tmp_path / "recipient-public.pem").read_bytes()


@dataclass(frozen=True)
class Left:
    """One batch that left encrypted and one that left in the clear."""

    office: Office
    secret: bytes
    key: sealing.PublicKey
    sealed: Exported
    clear: Exported


@pytest.fixture(scope="module")
def left(shared: Office, tmp_path_factory: pytest.TempPathFactory) -> Left:
    secret, key = sealing.make_pair()
    stick = tmp_path_factory.mktemp("накопитель")
    recipient_keys.keep(shared.register, "municipal", key.pem)
    assert recipient_keys.kept(shared.register, "municipal") == key
    sealed = export.export(shared.register, "municipal", Period.parse(QUARTER), stick)
    recipient_keys.forget(shared.register, "municipal")
    clear = export.export(shared.register, "municipal", Period.parse(NEXT_QUARTER), stick)
    return Left(shared, secret, key, sealed, clear)


def _record(left: Left, exported: Exported) -> SentBatch:
    (row,) = (one for one in export.listing(left.office.register) if one.batch_id == exported.batch_id)
    return row


class TestInTheOffice:
    def test_with_a_key_the_batch_leaves_sealed_and_without_it_in_the_clear(self, left: Left) -> None:
        data, row = left.sealed.path.read_bytes(), _record(left, left.sealed)
        assert left.sealed.path.name.endswith(".zip.hpke")
        assert (left.sealed.sealed_to, left.sealed.sha256) == (left.key.fingerprint, hashlib.sha256(data).hexdigest())
        opened = sealing.unseal(data, sealing.private_key(left.secret))
        assert verification.verify(opened).ok
        assert (row.sealed_to, row.file_sha256) == (left.key.fingerprint, left.sealed.sha256)
        assert row.zip_sha256 == hashlib.sha256(opened).hexdigest()
        assert (left.clear.path.suffix, left.clear.sealed_to) == (".zip", "")
        assert _record(left, left.clear).zip_sha256 == left.clear.sha256

    def test_what_left_sealed_is_known_by_its_hash(self, left: Left, tmp_path: Path) -> None:
        register = left.office.register
        found = export.check_file(register, left.sealed.path)
        assert (found.verification.ok, found.sent.batch_id if found.sent else "") == (True, left.sealed.batch_id)
        cut = tmp_path / left.sealed.path.name
        cut.write_bytes(left.sealed.path.read_bytes()[:-1])
        found = export.check_file(register, cut)
        assert (found.verification.ok, found.sent) == (False, None)
        assert "зашифрован" in found.verification.problems[0]

    def test_the_cover_letter_says_what_the_recipient_compares(self, left: Left) -> None:
        register = left.office.register
        said = one_line(text_of(covering.pdf(register, left.clear.batch_id)))
        fingerprint = package.sha256(package.public_pem(register.batch_key()))
        for told in (
            "Антинаркотическая комиссия муниципального образования",
            "II квартал 2026 года",
            left.clear.batch_id,
            left.clear.path.name,
            f"SHA-256 файла {_groups(package.sha256(left.clear.path.read_bytes()))}",
            f"Отпечаток ключа подписи {_groups(fingerprint)}",
            "Файл подписи",
        ):
            assert told in said, told
        assert "Зашифрован" not in said and "врачебную тайну" not in said
        assert not any(name in said for name in surnames(register))
        (page,) = text_of(covering.pdf(register, left.sealed.batch_id))
        said = one_line([page])
        assert f"Зашифрован для ключа {_groups(left.key.fingerprint)}" in said
        assert f"SHA-256 того, что откроется {_groups(_record(left, left.sealed).zip_sha256)}" in said
        with pytest.raises(NotFound):
            covering.pdf(register, "ff" * 16)

    @pytest.mark.parametrize(("role", "may"), [(Role.STATISTICIAN, True), (Role.NURSE, False)])
    def test_who_may_print_the_letter(self, left: Left, role: Role, may: bool) -> None:
        register = left.office.register
        register.person.role = role.value
        try:
            with nullcontext() if may else pytest.raises(Forbidden):
                assert covering.pdf(register, left.clear.batch_id)
        finally:
            register.person.role = Role.HEAD.value

    def test_a_key_is_changed_journalled_and_taken_back(self, shared: Office) -> None:
        register = shared.register
        first = recipient_keys.keep(register, "public", RECIPIENT)
        second = recipient_keys.keep(register, "public", sealing.make_pair()[1].pem)
        assert recipient_keys.kept(register, "public") == second
        newest, *_ = journal.listing(register, Wanted())
        assert newest.action == "Задан или убран ключ получателя выгрузок"
        assert register.last
        taking_back.take_back(register, register.last)
        assert recipient_keys.kept(register, "public") == first
        before = register.head
        with pytest.raises(UserError, match="шифровать нельзя"):
            recipient_keys.keep(register, "public", LOW_ORDER)
        assert (register.head, recipient_keys.kept(register, "public")) == (before, first)

    def test_where_the_rules_want_it_nothing_leaves_in_the_clear(self, shared: Office, tmp_path: Path) -> None:
        batch = export.prepare(shared.register, "municipal", Period.parse(QUARTER))
        strict = replace(batch.release.policy, sealed=True)
        batch = replace(batch, release=replace(batch.release, policy=strict))
        count = len(export.listing(shared.register))
        with pytest.raises(UserError, match="только зашифрованной"):
            export.send(shared.register, batch, tmp_path)
        assert (list(tmp_path.iterdir()), len(export.listing(shared.register))) == ([], count)

    def test_the_head_alone_gives_a_key(self, shared: Office) -> None:
        shared.register.person.role = Role.STATISTICIAN.value
        try:
            with pytest.raises(Forbidden):
                recipient_keys.keep(shared.register, "municipal", RECIPIENT)
        finally:
            shared.register.person.role = Role.HEAD.value


def _of_too_many_parts() -> bytes:
    """More than the end of a ZIP can count: 0x10000, which it shows as 0."""
    local = [_LOCAL.pack(b"PK\3\4", 20, 0x800, 0, 0, 33, 0, 0, 0, 5, 0) + b"%05d" % at for at in range(2**16)]
    return b"".join(local) + b"PK\5\6" + bytes(18)


class TestCommandLine:
    def test_a_recipient_makes_his_keys_and_opens(self, ask: Ask, tmp_path: Path) -> None:
        keys, out = tmp_path / "Ключи получателя", tmp_path / "Открытое"
        made = ask("recipient-key", "--out", keys, "--password-stdin", "--json", said="слово получателя")
        assert made.status == 0
        key = sealing.public_key(Path(made.data["public"]).read_bytes())
        assert made.data["fingerprint"] == key.fingerprint
        assert b"ENCRYPTED" in Path(made.data["private"]).read_bytes()
        batch = tmp_path / "Выгрузка.zip.hpke"
        batch.write_bytes(sealing.seal(built(), key))
        refused = ask("verify", batch, "--json")
        assert refused.status == 1 and "зашифрован" in refused.data["problems"][0]
        way = ("open", batch, "--private-key", made.data["private"], "--out", out)
        told = ask(*way, "--password-stdin", "--json", said="слово получателя")
        assert told.status == 0, told.err
        assert Path(told.data["batch"]) == out / "Выгрузка.zip"
        assert Path(told.data["batch"]).read_bytes() == built()
        assert ask("verify", told.data["batch"], "--json").data["ok"]
        assert "пароль не указан" in ask(*way).err
        assert "не подходит" in ask(*way, "--password-stdin", said="иное").err
        (out / "Выгрузка.zip").write_bytes(b"other")
        assert "уже есть" in ask(*way, "--password-stdin", said="слово получателя").err

    def test_what_opens_is_nothing_but_a_batch(self, ask: Ask, tmp_path: Path) -> None:
        secret, key = sealing.make_pair()
        private, out = tmp_path / "recipient-private.pem", tmp_path / "Открытое"
        private.write_bytes(secret)
        inside = [
            ("Выгрузка.zip.hpke", b"MZ any program at all"),
            ("Выгрузка.zip.hpke", pack({"run.exe": b"MZ"})),
            ("Выгрузка.zip.hpke", _of_too_many_parts()),
            ("Выгрузка.exe.hpke", built()),
            (".hpke", built()),
            ("\x1b[2J.zip.hpke", built()),
        ]
        for name, data in inside:
            sealed = tmp_path / name
            if name.isprintable():  # no other name is looked for, and Windows knows none
                sealed.write_bytes(sealing.seal(data, key))
            told = ask("open", sealed, "--private-key", private, "--out", out)
            assert (told.status, out.exists()) == (2, False), name
            assert "не выгрузка" in told.err or "Имя зашифрованной" in told.err
            assert "\x1b" not in told.err + told.out
        large = tmp_path / "Большая.zip.hpke"
        with large.open("wb") as file:
            file.truncate(17 * 2**20)
        assert "больше 16 МБ" in ask("open", large, "--private-key", private, "--out", out).err

    def test_what_stands_for_a_fingerprint_is_shown_only_if_it_is_one(self, ask: Ask, tmp_path: Path) -> None:
        """It goes to a terminal: no sign of the sender's that moves the cursor or says that all is well."""
        secret, key = sealing.make_pair()
        private, batch = tmp_path / "recipient-private.pem", tmp_path / "Выгрузка.zip.hpke"
        private.write_bytes(secret)
        good, first = sealing.seal(built(), key), b"NARCDESK-HPKE/1\n"
        for line in (b"\x1b[2J\x1b[1;32mOK\x1b[0m".ljust(64, b"x"), key.fingerprint.upper().encode(), b"", b"0" * 63):
            batch.write_bytes(first + line + good[len(first) + 64 :])
            for said in (ask("open", batch, "--private-key", private, "--out", tmp_path / "z"), ask("verify", batch)):
                assert said.status and "повреждён" in said.err + said.out
                assert "\x1b" not in said.err + said.out and "32mOK" not in said.err + said.out

    def test_an_empty_password_is_not_taken_for_none(self, ask: Ask, tmp_path: Path) -> None:
        told = ask("recipient-key", "--out", tmp_path / "Ключи", "--password-stdin", said="\n")
        assert (told.status, (tmp_path / "Ключи").exists()) == (2, False)
        assert "Пароль закрытого ключа пуст" in told.err

    @pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
    def test_a_private_key_is_its_owner_s_on_any_medium(
        self, ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A stick of FAT refuses to change rights: the public half must be written all the same."""

        def refuse(path: Path, mode: int) -> None:
            raise PermissionError(errno.EPERM, "operation not permitted")

        monkeypatch.setattr(Path, "chmod", refuse)
        assert ask("recipient-key", "--out", tmp_path).status == 0
        rights = {path.name: path.stat().st_mode & 0o077 for path in tmp_path.iterdir()}
        assert rights["recipient-private.pem"] == 0 and rights["recipient-public.pem"]

    def test_a_key_is_never_written_over(self, ask: Ask, tmp_path: Path) -> None:
        told = ask("recipient-key", "--out", tmp_path)
        assert "не сертифицированное СКЗИ" in told.out and "без пароля" in told.out
        before = (tmp_path / "recipient-private.pem").read_bytes()
        again = ask("recipient-key", "--out", tmp_path)
        assert again.status == 2 and "уже есть" in again.err
        assert (tmp_path / "recipient-private.pem").read_bytes() == before
        assert "Файл ключа «нет.pem» не найден" in ask("open", "x", "--private-key", "нет.pem", "--out", "z").err
