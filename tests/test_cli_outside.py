"""The headless face to the outside: batches, slips of the command line, a world that fails, the demo."""

import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest

from narcdesk import administration, audit, cli, vault
from narcdesk.cli import commands
from narcdesk.commission import export, package
from narcdesk.register import Register
from tests import factories
from tests.command_line import ROOT, Ask, sha256, submitted
from tests.commission_samples import KEY, OTHER_KEY, built
from tests.factories import Clock

OWN = "калина над прудом"  # of the second person


class TestVerify:
    @pytest.fixture
    def batch(self, tmp_path: Path) -> Path:
        path = tmp_path / "Пакет.zip"
        path.write_bytes(built())
        return path

    def test_with_the_key_and_without(self, ask: Ask, batch: Path, tmp_path: Path) -> None:
        key = tmp_path / "ключ больницы.pem"
        key.write_bytes(package.public_pem(KEY))
        assert ask("verify", batch, "--public-key", key, "--json").data == {"ok": True, "problems": [], "notes": []}
        told = ask("verify", batch, "--json")
        assert (told.status, told.data["ok"], told.data["problems"]) == (0, True, [])
        assert "не кто его сделал" in told.data["notes"][0]
        assert "не кто его сделал" in ask("verify", batch).out

    def test_another_s_key_is_the_answer_no(self, ask: Ask, batch: Path, tmp_path: Path) -> None:
        key = tmp_path / "чужой.pem"
        key.write_bytes(package.public_pem(OTHER_KEY))
        assert ask("verify", batch, "--public-key", key, "--json").status == 1

    def test_the_key_may_come_with_the_line_ends_of_windows(self, ask: Ask, batch: Path, tmp_path: Path) -> None:
        key = tmp_path / "ключ больницы.pem"
        key.write_bytes(package.public_pem(KEY).replace(b"\n", b"\r\n"))
        assert ask("verify", batch, "--public-key", key, "--json").data["ok"]

    @pytest.mark.parametrize("damaged", [False, True])
    def test_a_batch_is_no_key_though_a_key_lies_in_it(
        self, ask: Ask, batch: Path, tmp_path: Path, damaged: bool
    ) -> None:
        key = tmp_path / "ключ.pem"
        key.write_bytes(batch.read_bytes()[:-1] + b"?" if damaged else batch.read_bytes())
        for given in (key, batch):
            told = ask("verify", batch, "--public-key", given, "--json")
            assert (told.status, told.out) == (2, "")
            assert "не ключ" in told.err

    @pytest.mark.parametrize("beside", [b"From: commission\n\n%s", b"%s%s", b"%s\0"])
    def test_a_file_with_anything_beside_the_key_is_no_key(
        self, ask: Ask, batch: Path, tmp_path: Path, beside: bytes
    ) -> None:
        key = tmp_path / "ключ.pem"
        key.write_bytes(beside.replace(b"%s", package.public_pem(KEY)))
        assert ask("verify", batch, "--public-key", key).status == 2

    @pytest.mark.parametrize("content", [None, b"", b"-----BEGIN NOTHING"])
    def test_a_key_that_cannot_be_read_is_no_verdict(
        self, ask: Ask, batch: Path, tmp_path: Path, content: bytes | None
    ) -> None:
        key = tmp_path / "ключ.pem"
        if content is not None:
            key.write_bytes(content)
        told = ask("verify", batch, "--public-key", key)
        assert (told.status, told.out) == (2, "")
        assert "ключ" in told.err.lower()
        assert "флеш" not in told.err

    def test_a_changed_batch(self, ask: Ask, batch: Path) -> None:
        batch.write_bytes(batch.read_bytes()[:-1] + b"?")
        told = ask("verify", batch)
        assert told.status == 1
        assert "байт" not in told.out


class TestExport:
    @pytest.fixture
    def register(self, tmp_path: Path, state: Path) -> Register:
        """Made in March 2023, so that its first quarter is over whatever day the computer has."""
        return factories.register(tmp_path / "Реестр кабинета", Clock(date(2023, 3, 16)))

    @pytest.mark.parametrize("period", ["1900", "2022", "2022-Q4", "2023-02"])
    def test_a_period_before_the_register_is_refused(self, inside: Ask, tmp_path: Path, period: str) -> None:
        out = tmp_path / "выгрузки"
        told = inside("export", "--recipient", "municipal", "--period", period, "--out", out)
        assert (told.status, out.exists()) == (2, False)
        assert "начинается с 16.03.2023" in told.err

    def test_what_is_over_is_written_and_verifies(self, inside: Ask, ask: Ask, tmp_path: Path) -> None:
        out = tmp_path / "выгрузки"
        told = inside("export", "--recipient", "municipal", "--period", "2023-Q1", "--out", out, "--json")
        assert told.status == 0, told.err
        assert {*told.data} == {"batch", "sha256", "risk", "notes"}
        assert (told.data["notes"], told.err) == ([], "")
        assert "municipal" not in Path(told.data["batch"]).name
        assert sha256(Path(told.data["batch"])) == told.data["sha256"]
        assert ask("verify", told.data["batch"], "--json").data["ok"]

    WHAT = ("export", "--recipient", "municipal", "--period", "2023-Q1")

    @pytest.mark.parametrize("inner", ["", "выгрузки"])
    def test_nothing_is_written_into_the_register_s_own_folder(
        self, inside: Ask, register: Register, inner: str
    ) -> None:
        before = {path.name: sha256(path) for path in register.folder.iterdir()}
        told = inside(*self.WHAT, "--out", register.folder / inner)
        assert (told.status, told.out) == (2, "")
        assert "в папке реестра" in told.err
        assert {path.name: sha256(path) for path in register.folder.iterdir()} == before

    def test_a_second_person_confirms_by_the_second_line(self, ask: Ask, register: Register, tmp_path: Path) -> None:
        typed = {"surname": "Ольхин", "given": "Пётр", "role": "doctor", "login": "ольхин", "post": "врач"}
        administration.hire(register, typed, OWN, kdf=vault.QUICK)
        register.close()
        out = tmp_path / "выгрузки"
        asked = (*self.WHAT, "--out", out, "--register", register.folder, "--user", "zimin", "--password-stdin")
        for said, answer in (
            ("", "второй строкой"),  # nothing but the password of who prepares
            ("\nне тот", "Неверное имя"),
            (f"\n{factories.PASSWORD}", "Неверное имя"),  # that of the other person
        ):
            told = ask(*asked, "--confirm", "ольхин", said=factories.PASSWORD + said)
            assert (told.status, told.out, out.exists()) == (2, "", False)
            assert answer in told.err
        told = ask(*asked, "--confirm", "zimin", said=f"{factories.PASSWORD}\n{factories.PASSWORD}\n")
        assert (told.status, out.exists()) == (2, False)
        assert "не тот, кто подготовил" in told.err
        told = ask(*asked, "--confirm", "ольхин", "--json", said=f"{factories.PASSWORD}\n{OWN}\n")
        assert told.status == 0
        assert Path(told.data["batch"]).exists()
        to_region = ["regional" if word == "municipal" else word for word in asked]
        refused = ask(*to_region, said=factories.PASSWORD)
        assert (refused.status, refused.out) == (2, "")
        assert "--confirm" in refused.err
        assert ask(*to_region, "--confirm", "ольхин", said=f"{factories.PASSWORD}\n{OWN}\n").status == 0
        opened = Register.open(register.folder, "zimin", factories.PASSWORD)
        assert [(sent.recipient, sent.confirmed_by) for sent in export.listing(opened)] == [
            ("regional", 2),
            ("municipal", 2),
        ]
        opened.close()

    def test_a_copy_that_this_computer_does_not_remember_is_told(
        self, inside: Ask, register: Register, tmp_path: Path
    ) -> None:
        audit.anchor_path(register.register_id).unlink()
        told = inside(*self.WHAT, "--out", tmp_path / "выгрузки", "--json")
        assert told.status == 0
        assert "С отметкой этого компьютера не сверено" in told.data["notes"][0]
        assert "последняя копия" in told.data["notes"][1]
        assert "Внимание: С отметкой этого компьютера не сверено" in told.err

    def test_a_batch_that_the_register_forgot_stops_the_next(
        self, inside: Ask, register: Register, tmp_path: Path
    ) -> None:
        older = shutil.copytree(register.folder, tmp_path / "старая копия")
        out = tmp_path / "выгрузки"
        assert inside(*self.WHAT, "--out", out).status == 0
        assert inside(*self.WHAT, "--out", out).status == 0  # it remembers the first
        shutil.rmtree(register.folder)
        shutil.copytree(older, register.folder)
        audit.anchor_path(register.register_id).unlink()
        left = sorted(path.name for path in out.iterdir())
        told = inside(*self.WHAT, "--out", out)
        assert (told.status, told.out) == (2, "")
        assert "в его журнале нет" in told.err
        assert sorted(path.name for path in out.iterdir()) == left

    @pytest.mark.parametrize(("period", "why"), [("2023-Q1", "за целый год"), ("2023", "нужно не меньше 1000")])
    def test_records_of_cases_leave_for_a_whole_year_and_not_of_so_few(
        self, inside: Ask, tmp_path: Path, period: str, why: str
    ) -> None:
        told = inside("export", "--recipient", "medical", "--period", period, "--out", tmp_path / "флеш")
        assert told.status == 2
        assert why in told.err
        assert not (tmp_path / "флеш").exists()


class TestUsage:
    @pytest.mark.parametrize(
        ("command", "said"),
        [
            ("export --register P --period 2026 --out P", "Не указано: --recipient."),
            ("export --register P --recipient мэру --period 2026 --out P", "--recipient: значение «мэру» не подходит"),
            ("check", "Не указано: --register."),
            ("demo", "Не указано: ПАПКА."),
            ("demo P --patients много", "--patients: нужно целое число, а не «много»."),
            ("demo P --patients 0", "от 1 до 100 000"),
            ("demo P --no-windows", "Лишнее в команде: --no-windows."),
            ("check --register", "После --register не хватает значения."),
            ("--register", "После --register не хватает значения."),
            ("check --json=да --register P", "У --json значения не бывает."),
            ("backup --register P", "Не указано: --to."),
            ("backup --register P --to Q", "Здесь нет реестра"),
            ("restore P", "Не указано: --to."),
            ("restore нет.ndbackup --to Q", "Файла «нет.ndbackup» нет."),
            ("проверь", "Команды «проверь» нет."),
            ("--json", "Лишнее в команде: --json."),
            ("export --register P --recipient municipal --period вчера --out P", "Не получилось прочитать период"),
        ],
    )
    def test_what_is_wrong_is_named(self, ask: Ask, command: str, said: str) -> None:
        told = ask(*command.split())
        assert (told.status, told.out) == (2, "")
        assert said in told.err

    @pytest.mark.parametrize("command", [["--help"], ["help"], ["-h"], ["demo", "--help"], ["check", "-h"]])
    def test_help(self, ask: Ask, command: list[str]) -> None:
        told = ask(*command)
        assert (told.status, told.err) == (0, "")
        assert "main.py demo ПАПКА" in told.out

    def test_the_register_may_be_named_before_the_command(self, ask: Ask, register: Register) -> None:
        register.close()
        way_in = ["--register", str(register.folder), "--user", "zimin"]
        told = ask(*way_in, "check", "--password-stdin", "--json", said=factories.PASSWORD)
        assert (told.status, told.data["ok"]) == (0, True)

    def test_without_a_command_the_window_is_opened(self) -> None:
        opened: list[Path | None] = []

        def window(folder: Path | None) -> int:
            opened.append(folder)
            return 0

        assert cli.main([], window) == cli.main(["--register", "Реестр кабинета"], window) == 0
        assert opened == [None, Path("Реестр кабинета")]

    def test_a_folder_that_is_not_there_and_one_that_is_a_file(self, ask: Ask, tmp_path: Path) -> None:
        told = ask("check", "--register", tmp_path / "нет", "--password-stdin")
        assert told.status == 2
        assert "такой папки нет" in told.err
        (tmp_path / "файл").write_bytes(b"")
        told = ask("check", "--register", tmp_path / "файл", "--password-stdin")
        assert "файл, а не папка" in told.err
        told = ask("demo", tmp_path / "файл", "--no-window")
        assert told.status == 2
        assert "файл, а не папка" in told.err
        assert "флеш" not in told.err

    @pytest.mark.parametrize(
        "typed", ["З-2026-0001", "з-2026-0001", "3-2026-0001", "p-2026-0001", "З–2026–0001", " з 2026 1 ", "2026-1"]
    )
    def test_a_number_is_found_as_it_is_typed(
        self, register: Register, inside: Ask, tmp_path: Path, typed: str
    ) -> None:
        with factories.opened_again(register, Clock()) as opened:
            assert submitted(opened) == "З-2026-0001"
        assert inside("print", typed, "--out", tmp_path / "заявка.pdf").status == 0
        told = inside("print", "З-2026-0002", "--out", tmp_path / "другая.pdf")
        assert (told.status, (tmp_path / "другая.pdf").exists()) == (2, False)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and signals of POSIX")
class TestWhenTheWorldFails:
    """One Russian sentence and no English trace, whatever happens around the program."""

    def told(self, line: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", "-c", f"exec '{sys.executable}' main.py {line}"],
            cwd=ROOT,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
        )

    @pytest.mark.parametrize("line", ["--help >/dev/full", "--help >&-"])
    def test_an_answer_that_cannot_be_given(self, line: str) -> None:
        done = self.told(line)
        assert done.returncode == 2
        assert done.stderr.startswith("Сделанное осталось в силе, но ответ вывести некуда")
        assert len(done.stderr.splitlines()) == 1

    def test_a_reader_that_has_left(self) -> None:
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run(
            [sys.executable, "main.py", "--help"], cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, timeout=300
        )
        os.close(writing)
        assert done.returncode == 2
        assert "ответ вывести некуда" in done.stderr.decode()
        assert len(done.stderr.splitlines()) == 1

    def test_no_standard_input(self, register: Register) -> None:
        register.close()
        done = self.told(f"check --register '{register.folder}' --password-stdin <&-")
        assert done.returncode == 2
        assert done.stderr.startswith("Не указан пароль.")
        assert len(done.stderr.splitlines()) == 1

    def test_an_argument_that_is_no_utf_8(self) -> None:
        done = subprocess.run(
            [sys.executable.encode(), b"main.py", b"verify", b"\xcf\xe0\xea\xe5\xf2.zip"],
            cwd=ROOT,
            capture_output=True,
            timeout=300,
        )
        assert done.returncode == 2
        assert "записано не в UTF-8" in done.stderr.decode()
        assert len(done.stderr.splitlines()) == 1


def test_a_bug_is_a_sentence_without_what_was_typed(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_arguments: object) -> NoReturn:
        raise KeyError("Воробьёв Илья Петрович")

    monkeypatch.setitem(commands.COMMANDS, "selftest", broken)
    told = ask("selftest")
    assert (told.status, told.out) == (2, "")
    assert told.err.startswith("Ошибка в самой программе: KeyError (test_cli_outside.py, строка ")
    assert "Воробьёв" not in told.err
    assert len(told.err.splitlines()) == 1


def test_an_empty_standard_input_is_no_wrong_password(ask: Ask, register: Register) -> None:
    register.close()
    way_in = ("check", "--register", register.folder, "--password-stdin")
    told = ask(*way_in)
    assert told.status == 2
    assert "Пароль не передан: стандартный ввод пуст" in told.err
    assert "не передан" not in ask(*way_in, said="\n").err


class TestDemo:
    def test_as_many_people_as_were_asked_for(self, ask: Ask, tmp_path: Path, state: Path) -> None:
        folder = tmp_path / "учебная папка"
        told = ask("demo", folder, "--patients", "1", "--no-window", "--json")
        assert told.status == 0, told.err
        assert {*told.data} == {"register", "user", "password", "pdf", "batch", "patients", "seconds"}
        assert told.data["patients"] == 1
        assert Path(told.data["pdf"][0]).read_bytes().startswith(b"%PDF-")
        assert ask("verify", told.data["batch"], "--json").data["ok"]
        again = ask("demo", folder, "--patients", "1", "--no-window")
        assert again.status == 2
        assert "уже лежат файлы реестра" in again.err
        assert Path(told.data["register"], "register.db").exists()
        assert Path(told.data["batch"]).exists()

    @pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C cannot be sent to one process there")
    def test_ctrl_c_leaves_nothing_half_made(self, tmp_path: Path, state: Path) -> None:
        folder = tmp_path / "учебная папка"
        command = [sys.executable, "main.py", "demo", str(folder), "--patients", "2000", "--no-window"]
        # Whoever runs the tests in the background of a shell has Ctrl+C ignored, and so would have the program.
        hears = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
        with subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=hears
        ) as running:
            until = time.monotonic() + 300
            while not (folder / "register" / "keys.json").exists() and time.monotonic() < until:
                time.sleep(0.05)
            time.sleep(1)
            running.send_signal(signal.SIGINT)
            out, err = running.communicate(timeout=300)
        assert (running.returncode, out) == (2, b"")
        assert err.decode().startswith("Прервано.")
        assert len(err.splitlines()) == 1
        register = folder / "register"
        left = {path.name for path in register.iterdir()} if register.exists() else set()
        assert left <= {"register.lock"}  # which hinders nobody


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C cannot be sent to one process there")
def test_ctrl_c_is_not_lost_where_python_clears_up() -> None:
    """There an exception is printed and forgotten; the program went on with minutes of work after Ctrl+C."""
    code = (
        "import signal, sys, time, weakref\n"
        "from narcdesk import cli\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "def gone(_ref): signal.raise_signal(signal.SIGINT)\n"
        "def command(_arguments):\n"
        "    class Thing: pass\n"
        "    thing = Thing()\n"
        "    ref = weakref.ref(thing, gone)\n"
        "    del thing\n"
        "    time.sleep(20)\n"
        "cli.COMMANDS['selftest'] = command\n"
        "sys.exit(cli.main(['selftest'], lambda _folder: 0))\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=300, check=False)
    assert (ended.returncode, ended.stderr.decode()) == (2, f"{cli.INTERRUPTED}\n")
